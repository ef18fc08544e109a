"""Laptops for tests: real folders with real encryption, a weak key, a clock that stands still."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from yihu.actions import (
    Interview,
    add_household,
    export_package,
    fill_visit,
    finish_visit,
    my_card,
    open_visit,
    receive_packages,
    trust_card,
)
from yihu.actions.create_demo import demo_family
from yihu.actions.create_folder import create_folder
from yihu.actions.open_folder import open_folder
from yihu.actions.workspace import Workspace
from yihu.base.clock import FixedClock

PASSPHRASE = "a passphrase for tests"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
VILLAGE = "430999101201"


class Chance:
    """Bytes that look random and are the same in every run."""

    def __init__(self, seed: str) -> None:
        import random

        self._source = random.Random(seed)

    def __call__(self, count: int) -> bytes:
        return self._source.randbytes(count)


def new_laptop(folder: Path, team: str = "青竹二队", person: str = "张小芳") -> Workspace:
    """An empty register with the shipped questionnaires."""
    clock = FixedClock(at=NOON)
    return create_folder(folder, PASSPHRASE, team, person, clock=clock, random=Chance(team), quick=True)


def reopened(workspace: Workspace) -> Workspace:
    """The same folder after the program was closed and started again."""
    workspace.close()
    return open_folder(workspace.folder, PASSPHRASE, clock=workspace.clock, random=workspace.random)


def wait(workspace: Workspace, minutes: int = 1) -> None:
    """Let time pass."""
    assert isinstance(workspace.clock, FixedClock)
    workspace.clock.at += timedelta(minutes=minutes)


def introduce(one: Workspace, other: Workspace) -> None:
    """Both take in the other's card."""
    trust_card(one, my_card(other))
    trust_card(other, my_card(one))


def hand_over(giver: Workspace, taker: Workspace, folder: Path) -> None:
    """All that the one has, by a file in a folder, to the other, who knows it."""
    folder.mkdir(exist_ok=True)
    receive_packages(taker, [export_package(giver, folder, [my_card(taker).fingerprint]).path])


def family(head_name: str = "𠮷田秀英") -> dict[str, Any]:
    """The answers of a family of the demo village, by question, members as a list; nobody answers under which rules."""
    return {name: told for name, told in demo_family(head_name)[1].items() if name != "profile"}


def register(workspace: Workspace, answers: dict[str, Any] | None = None) -> str:
    """A household that nobody has visited; its id."""
    known = answers or family()
    return add_household(
        workspace,
        head_name=known["head_name"],
        village_code=known["division_code"],
        village=known["village"],
        township=known["township"],
        group=known["group"],
    )


def survey(workspace: Workspace, household_id: str, answers: dict[str, Any] | None = None) -> Interview:
    """The whole survey of a household, finished."""
    interview = open_visit(workspace, household_id)
    filled = fill_visit(workspace, interview, answers or family())
    assert filled.refused == ()
    assert finish_visit(workspace, interview).sealed
    return interview


def answer(workspace: Workspace, household_id: str, **changes: str) -> None:
    """Correct some answers of a finished survey."""
    interview = open_visit(workspace, household_id)
    assert not fill_visit(workspace, interview, changes).not_asked
    assert finish_visit(workspace, interview).sealed


def fill_helper(workspace: Workspace, name: str, unit: str, capacity: int = 5) -> str:
    """A helper of a county unit, active since the new year; its id."""
    from yihu.actions import fill_record
    from yihu.register.subjects import new_subject_id

    id = new_subject_id(workspace.clock, workspace.random)
    answers = {
        "helper_kind": "cadre", "helper_called": name, "helper_of_unit": unit, "helper_level": "county",
        "helper_capacity": capacity, "helper_active_since": "2026-01-01",
    }  # fmt: skip
    fill_record(workspace, id, "helper", answers, division_code=f"{VILLAGE[:6]}000000")
    return id
