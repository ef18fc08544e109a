"""A member on the way to another household, or the household to another village (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.list_households import list_households, list_villages
from yihu.actions.move_member import move_household, move_member
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.storage.rows import HouseholdQuery
from yihu.ui.state_words import household_name

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace
    from yihu.storage.rows import HouseholdRow, VillageRow

FOUND_AT_ONCE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """What was moved, in words; `problem` instead where it was refused."""

    done: str = ""
    problem: str = ""


class MovingPresenter:
    """Finds where to, and moves."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.found: tuple[HouseholdRow, ...] = ()
        self.villages: tuple[VillageRow, ...] = ()

    def search(self, text: str, household_id: str) -> tuple[str, ...]:
        """Other households that the text finds, as lines to choose from."""
        text = text.strip()
        rows = (
            list_households(self._workspace, HouseholdQuery(text=text), None, FOUND_AT_ONCE) if text else ()
        )
        self.found = tuple(row for row in rows if row.id != household_id)
        return tuple(_line(row) for row in self.found)

    def other_villages(self, household_id: str) -> tuple[str, ...]:
        """The villages of the register that it may move to."""
        row = self._workspace.store.household(household_id)
        own = row.village_code if row else ""
        self.villages = tuple(each for each in list_villages(self._workspace) if each.code != own)
        return tuple(
            " / ".join(part for part in (each.township, each.name) if part) for each in self.villages
        )

    def move_member(self, household_id: str, row: str, name: str, place: int) -> Moving:
        """Take a member to a found household."""
        target = self.found[place]
        try:
            move_member(self._workspace, household_id, row, target.id)
        except UserError as trouble:
            return _refused(trouble)
        words = translate(N_("{name} moved to {household}."))
        return Moving(done=words.format(name=name, household=household_name(target.head_name)))

    def move_household(self, household_id: str, code: str, village: str, township: str = "") -> Moving:
        """Give the household another village."""
        try:
            move_household(self._workspace, household_id, code, village, township=township)
        except UserError as trouble:
            return _refused(trouble)
        return Moving(
            done=translate(N_("The household is in {village} now.")).format(village=village.strip())
        )


def _refused(trouble: UserError) -> Moving:
    return Moving(problem=f"{trouble.explain()} {trouble.advise()}")


def _line(row: HouseholdRow) -> str:
    place = " / ".join(part for part in (row.village, row.group, row.address) if part)
    return " · ".join(part for part in (household_name(row.head_name), row.number, place) if part)
