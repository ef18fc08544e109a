"""A member moves to another household, a household to another village."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.add_household import DIVISION_CODE_DIGITS, property_paths
from yihu.actions.errors import HouseholdIncomplete, MemberUnknown, SameHousehold, VillageCodeWrong
from yihu.actions.known_members import MEMBER
from yihu.actions.permission import guarded
from yihu.actions.reading import HOUSEHOLD, find_row
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.ids import new_id

if TYPE_CHECKING:
    from yihu.sync.changeset import Value

MOVE = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveReport:
    """What moved. `row`: the member's row in the new household; "" where a household moved."""

    household_id: str
    row: str = ""


@guarded
def move_member(workspace: Workspace, household_id: str, row: str, to_household_id: str) -> MoveReport:
    """Take a member with all answers about it to another household; both say where from and where to.

    Written in one step: a member is never in both or in neither.

    Raises:
        HouseholdUnknown, SameHousehold.
        MemberUnknown: the household has no such row.
    """
    source, target = find_row(workspace, household_id), find_row(workspace, to_household_id)
    if source.id == target.id:
        raise SameHousehold
    store, start = workspace.store, f"{HOUSEHOLD}/{MEMBER}/{row}/"
    with explained(workspace.folder), store.together():
        for each in (source.id, target.id):
            store.seal(each, "draft")
        values = store.document(source.id).values
        answers = {path[len(start) :]: value for path, value in values.items() if path.startswith(start)}
        if not answers:
            raise MemberUnknown
        new_row = new_id(workspace.clock, workspace.random)
        place = f"{HOUSEHOLD}/{MEMBER}/{new_row}/"
        positions = [
            value
            for path, value in store.document(target.id).values.items()
            if path.startswith(f"{HOUSEHOLD}/{MEMBER}/") and path.endswith("/_row") and isinstance(value, int)
        ]
        form = f"{HOUSEHOLD}@{workspace.library.form(HOUSEHOLD).version}"
        arriving: dict[str, Value] = {
            place + key: value for key, value in answers.items() if key not in ("_row", "_moved_to")
        }
        arriving |= {
            f"{place}_row": max(positions, default=0) + 1,
            f"{place}_moved_from": f"{source.id}/{row}",
        }
        store.write(target.id, arriving, form, MOVE)
        leaving: dict[str, Value] = {f"{start}_moved_to": f"{target.id}/{new_row}", f"{start}_del": True}
        store.write(source.id, leaving, form, MOVE)
    return MoveReport(household_id=target.id, row=new_row)


@guarded
def move_household(
    workspace: Workspace,
    household_id: str,
    village_code: str,
    village: str,
    *,
    township: str = "",
    group: str = "",
    address: str = "",
) -> MoveReport:
    """Give a household another village; written in the chains of both, so that both villages' teams get it.

    Raises:
        HouseholdUnknown.
        VillageCodeWrong: not 12 digits. HouseholdIncomplete: the village has no name.
    """
    row = find_row(workspace, household_id)
    code = village_code.strip()
    if len(code) != DIVISION_CODE_DIGITS or not code.isdigit():
        raise VillageCodeWrong
    if not village.strip():
        raise HouseholdIncomplete
    properties = {
        "division_code": code,
        "village": village.strip(),
        "township": township.strip() or row.township,
        "group": group.strip(),
        "address": address.strip(),
    }
    form = workspace.library.form(HOUSEHOLD)
    with explained(workspace.folder):
        workspace.store.move_household(
            row.id, code, property_paths(workspace, properties), f"{HOUSEHOLD}@{form.version}"
        )
    return MoveReport(household_id=row.id)
