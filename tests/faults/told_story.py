"""A whole story told by a process of its own, so that all it leaves on the disk can be searched.

`python -m tests.faults.told_story FOLDER`: two laptops, 40 households with planted names and numbers, a photo, a plan,
a print preview, hand-over both ways, a refused file, a backup, a lock, an erasure; then it dies in an interview.
"""

import io
import os
import sys
from pathlib import Path

from PIL import Image
from tests.laptops import PASSPHRASE, family, introduce, new_laptop, register, survey, wait

from yihu.actions import (
    adopt_measure,
    backup_now,
    choose_backup_place,
    erase_household,
    export_package,
    leave_plan,
    leave_visit,
    list_conflicts,
    list_households,
    lock,
    make_recovery_words,
    my_card,
    open_plan,
    open_visit,
    preview_plan,
    receive_packages,
    restore_backup,
    reveal,
    save_answer,
    save_card,
    take_photo,
)
from yihu.base.errors import UserError
from yihu.storage.rows import HouseholdQuery

FAMILIES = 40
_SURNAMES, _GIVEN = "亓佴佘卞厍戢暴桓檀漆", "珉玳珞珥珽琇琚琤瑗瑭瑷璇璟瓒甯睢砚祎禛秬"


def planted() -> list[dict[str, str]]:
    """Five strings for each of 40 families that stand nowhere else."""
    return [
        {
            "head_name": _SURNAMES[n % 10] + _GIVEN[n % 20] + _GIVEN[(n * 7 + 3) % 20] + _GIVEN[n // 2],
            "member": _SURNAMES[(n + 3) % 10] + _GIVEN[(n * 3) % 20] + _GIVEN[n // 2] + _GIVEN[n % 20],
            "phone": f"1390{7_310_000 + n * 7919}",
            "id_number": f"43099919{60 + n}0312{4310 + n * 13:04d}",
            "remark": f"{_GIVEN[n // 2]}家存折号{6_217_000_000_310_000 + n * 104_729}",
        }
        for n in range(FAMILIES)
    ]


def fill(space: object, number: int, people: dict[str, str]) -> str:
    """A household with all five strings, through the same door as any other."""
    home = register(space, family() | {"head_name": people["head_name"]})  # type: ignore[arg-type]
    changes = {
        "household/phone": people["phone"],
        "household/remark": people["remark"],
        f"household/member/0190f5f0-0000-7000-8000-{number:012d}/_row": 1,
        f"household/member/0190f5f0-0000-7000-8000-{number:012d}/name": people["member"],
        f"household/member/0190f5f0-0000-7000-8000-{number:012d}/id_number": people["id_number"],
    }
    space.store.write(home, changes, "household@1", "visit")  # type: ignore[attr-defined]
    return home


def tell(folder: Path) -> None:
    """The story; the last line never returns."""
    people = planted()
    team = new_laptop(folder / "data", "青竹二队", "张小芳")
    office = new_laptop(folder / "office", "清溪镇", "李建军")
    introduce(team, office)
    save_card(team, folder / "export")
    homes = [fill(team, number, one) for number, one in enumerate(people)]
    survey(team, homes[0], family() | {"head_name": people[0]["head_name"], "phone": people[0]["phone"]})
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), "green").save(picture, "JPEG", comment=people[1]["head_name"].encode())
    (folder / "camera").mkdir()
    (folder / "camera" / "photo.jpg").write_bytes(picture.getvalue())
    interview = open_visit(team, homes[0], "visit")
    questions = [(ref, interview.session.question(ref).kind) for ref in interview.session.refs()]
    photo = next(ref for ref, kind in questions if kind == "image")
    take_photo(team, interview, photo, folder / "camera" / "photo.jpg")
    leave_visit(team, interview)
    (folder / "camera" / "photo.jpg").unlink()
    desk = open_plan(team, homes[0])
    adopt_measure(team, desk, desk.suggestions[0])
    leave_plan(team, desk)
    assert preview_plan(team, homes[0]).startswith(b"%PDF")
    for name in (people[3]["head_name"], people[4]["phone"], people[5]["id_number"][-6:]):
        list_households(team, HouseholdQuery(text=name))
    (folder / "export").mkdir(exist_ok=True)
    there, back = folder / "export", folder / "export"
    export_package(team, there / "there.yihu", [my_card(office).fingerprint])
    receive_packages(office, [there / "there.yihu"])
    office.store.write(
        homes[2], {"household/remark": people[6]["remark"]}, "household@1", "visit", parents=[]
    )
    export_package(office, back / "back.yihu", [my_card(team).fingerprint])
    receive_packages(team, [back / "back.yihu"])
    assert list_conflicts(team)
    (there / "broken.yihu").write_bytes((there / "there.yihu").read_bytes()[:-100])
    receive_packages(office, [there / "broken.yihu"])
    reveal(team, homes[7], "household/phone", "to call")
    (folder / "stick").mkdir()
    choose_backup_place(team, folder / "stick")
    backup_now(team)
    wait(team)
    restore_backup(
        folder / "stick", folder / "restored", PASSPHRASE, clock=team.clock, random=os.urandom
    ).workspace.close()
    make_recovery_words(team, PASSPHRASE)
    erase_household(team, homes[8], "request")
    lock(office)
    try:
        team.store.erase_person(homes[9], homes[9], "request")
    except UserError as error:
        sys.stderr.write(f"{error}\n")
    last = open_visit(team, homes[10])
    ref = last.session.ref("remark") or last.session.ref("surveyor")
    save_answer(team, last, last.session.answer(ref, people[10]["remark"]), ref)
    print("told", flush=True)
    os._exit(9)


if __name__ == "__main__":
    tell(Path(sys.argv[1]))
