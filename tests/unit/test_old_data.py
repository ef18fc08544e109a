"""Databases and packages of each earlier release are read by this one."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.laptops import NOON, Chance

from yihu.actions import (
    adopt_measure,
    agree_plan,
    compare_plans,
    leave_plan,
    open_plan,
    revise_plan,
    show_household,
    show_plan,
)
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


@pytest.fixture
def planned(tmp_path: Path) -> Iterator[tuple[Workspace, dict[str, Any]]]:
    """A folder of 0.2.0 with a drafted plan, and one that was signed twice (version 2)."""
    place = Path(__file__).parents[1] / "old_data" / "0.2.0" / "plans"
    known = json.loads((place / "plans.json").read_text("utf-8"))
    folder = Path(shutil.copytree(place, tmp_path / "plans"))
    workspace = open_folder(
        folder, known["passphrase"], clock=FixedClock(at=NOON + timedelta(hours=1)), random=Chance("later")
    )
    yield workspace, known["households"]
    workspace.close()


def test_a_plan_of_0_2_0_is_the_household_s_plan_with_each_figure(
    planned: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, households = planned
    for name, state, version in (("drafted", "draft", 1), ("signed", "signed", 2)):
        household, values = households[name]["id"], households[name]["values"]
        view = show_plan(workspace, household)
        plan, found = view.line.plan, view.line.expectation
        assert (plan.record, plan.id, plan.in_force) == ("plan", household, True)
        assert (plan.state, plan.version, plan.profile) == (state, version, None)
        assert found.gain_low_yuan == Decimal(values["plan/=gain_low_total_yuan"])
        assert found.low_per_head_yuan == Decimal(values["plan/=expected_per_head_low_yuan"])
        contents = {value for path, value in values.items() if path.endswith("/measure_content")}
        assert contents == {measure.content for measure in plan.measures}
        row = show_household(workspace, household).row
        assert row.plan_state == state


def test_a_plan_of_0_2_0_is_gone_on_with_and_made_again(planned: tuple[Workspace, dict[str, Any]]) -> None:
    workspace, households = planned
    drafted, signed = households["drafted"]["id"], households["signed"]["id"]
    desk = open_plan(workspace, drafted)
    assert desk.plan.record == "plan"
    leave_plan(workspace, adopt_measure(workspace, desk, desk.suggestions[0]))
    assert agree_plan(workspace, open_plan(workspace, drafted)).sealed
    former = show_plan(workspace, signed).line.plan
    again = revise_plan(workspace, signed)
    yearly = tuple(replace(measure, gain_times="yearly") for measure in former.measures)
    assert (again.plan.version, again.plan.measures) == (3, yearly)
    assert agree_plan(workspace, again).sealed
    lines = compare_plans(workspace, signed).lines
    assert [(line.standing, line.plan.version) for line in lines] == [("former", 2), ("in_force", 3)]
    assert lines[0].plan == replace(former, in_force=False)
