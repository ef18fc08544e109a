"""What a release leaves behind, made once before it goes out:  python -m tests.old_data.freeze VERSION"""

import json
import shutil
import sys
from pathlib import Path

from tests.laptops import PASSPHRASE, answer, family, introduce, new_laptop, register, survey, wait

from yihu.actions import fill_visit, my_card, open_visit
from yihu.actions.erase import erase_household
from yihu.actions.export_package import export_package
from yihu.actions.receive_packages import receive_packages
from yihu.actions.workspace import Workspace


def freeze(target: Path) -> None:
    """Two laptops: one finished survey that both corrected, two households joined, one erased, one half-way."""
    target.mkdir(parents=True)
    one = new_laptop(target / "folder")
    hub = new_laptop(target / "hub", team="清溪镇汇总", person="李建国")
    introduce(one, hub)
    households = [_surveyed(one)]
    _differ(one, hub, households[0], target / "between.yihu")
    for head in ("钱满仓", "钱满仓", "孙大方"):
        households.append(register(one, family() | {"head_name": head}))
    one.store.decide_same(households[1], households[2], True)
    erase_household(one, households.pop(), "test_data")
    households.append(_half_way(one))
    export_package(one, target / "given.yihu", [my_card(hub).fingerprint])
    fill_visit(one, open_visit(one, households[-1]), {"phone": "13800000001"})
    facts = {
        "passphrase": PASSPHRASE,
        "households": {each: dict(one.store.document(each).values) for each in households},
    }
    for workspace in (one, hub):
        workspace.close()
    (target / "facts.json").write_text(
        json.dumps(facts, ensure_ascii=False, indent=0, sort_keys=True), encoding="utf-8"
    )


def _surveyed(one: Workspace) -> str:
    household_id = register(one)
    survey(one, household_id)
    return household_id


def _half_way(one: Workspace) -> str:
    household_id = register(one, family() | {"head_name": "赵小兰"})
    fill_visit(one, open_visit(one, household_id), {"head_name": "赵小兰"})
    return household_id


def _differ(one: Workspace, hub: Workspace, household_id: str, file: Path) -> None:
    """Both correct one telephone number; the first knows of both, and nobody has chosen."""
    export_package(one, file, [my_card(hub).fingerprint])
    receive_packages(hub, [file])
    for workspace, number in ((one, "13800000002"), (hub, "13800000003")):
        wait(workspace)
        answer(workspace, household_id, phone=number)
    back = file.with_name("back.yihu")
    export_package(hub, back, [my_card(one).fingerprint])
    receive_packages(one, [back])
    file.unlink()
    back.unlink()


if __name__ == "__main__":
    place = Path(__file__).parent / sys.argv[1]
    shutil.rmtree(place, ignore_errors=True)
    freeze(place)
