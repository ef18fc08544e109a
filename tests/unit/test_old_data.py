"""Databases and packages of each earlier release are read by this one."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.laptops import NOON, Chance

from yihu.actions.open_folder import open_folder
from yihu.actions.receive_packages import receive_packages
from yihu.actions.workspace import Workspace
from yihu.base.clock import FixedClock

RELEASES = sorted(
    path for path in (Path(__file__).parents[1] / "old_data").iterdir() if (path / "facts.json").exists()
)


@pytest.fixture(params=RELEASES, ids=lambda path: path.name)
def release(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of what that release left."""
    return Path(shutil.copytree(request.param, tmp_path / request.param.name))


def facts(release: Path) -> dict[str, Any]:
    """What was in the database when that release closed it."""
    known = json.loads((release / "facts.json").read_text(encoding="utf-8"))
    assert isinstance(known, dict)
    return known


def opened(release: Path, folder: str) -> Workspace:
    """That data folder, opened by this version."""
    return open_folder(
        release / folder, facts(release)["passphrase"], clock=FixedClock(at=NOON), random=Chance("later")
    )


def given_by_people(values: dict[str, Any]) -> dict[str, Any]:
    """Without the calculated answers, which each version works out anew."""
    return {path: value for path, value in values.items() if "=" not in path}


def test_a_database_of_an_earlier_release_opens_with_every_answer(release: Path) -> None:
    workspace = opened(release, "folder")
    for household_id, values in facts(release)["households"].items():
        now = workspace.store.document(household_id).values
        assert given_by_people(dict(now)).items() >= given_by_people(values).items()
    workspace.close()


def test_an_answer_that_was_not_sealed_by_an_earlier_release_is_still_there(release: Path) -> None:
    workspace = opened(release, "folder")
    (draft,) = workspace.store.unsealed()
    assert draft.changes["phone"] == "13800000001"
    workspace.close()


def test_a_package_of_an_earlier_release_is_received(release: Path) -> None:
    workspace = opened(release, "hub")
    report = receive_packages(workspace, [release / "given.yihu"])
    assert [package.arrival.name for package in report.packages] == ["MERGED"]
    for household_id, values in facts(release)["households"].items():
        now = given_by_people(dict(workspace.store.document(household_id).values))
        assert {path: now.get(path) for path in given_by_people(values)} == given_by_people(values)
    workspace.close()


def test_the_table_of_versions_names_the_present_step() -> None:
    from yihu.storage.schema import VERSION

    table = (Path(__file__).parents[2] / "docs" / "file-formats.md").read_text("utf-8")
    assert f"| database | `user_version` {VERSION} " in table
