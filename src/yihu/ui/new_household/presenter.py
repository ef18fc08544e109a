"""Writing down a household that no list had."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.add_household import add_household
from yihu.actions.list_households import list_villages
from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace
    from yihu.storage.rows import VillageRow

VILLAGE_CODE = re.compile(r"\d{12}")


@dataclass(slots=True, kw_only=True)
class Entry:
    """What was typed so far. `new_village`: the village is none of the list."""

    head_name: str = ""
    village: str = ""
    new_village: bool = False
    village_name: str = ""
    township: str = ""
    village_code: str = ""
    group: str = ""
    address: str = ""


class NewHouseholdPresenter:
    """State of the page; outlives a change of language."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.entry = Entry()
        self.villages: tuple[VillageRow, ...] = ()

    def enter(self, village: str | None, group: str | None) -> None:
        """Begin in a village and group, if the list stood there."""
        self.villages = list_villages(self.workspace)
        known = {row.code for row in self.villages}
        if self.entry.head_name:
            return
        place = village if village in known else next(iter(known), "") if len(known) == 1 else ""
        self.entry = Entry(village=place or "", group=group or "", new_village=not known)

    def groups(self) -> tuple[str, ...]:
        """Groups of the chosen village."""
        village = self._village()
        return tuple(name for name, _ in village.groups if name) if village else ()

    def _village(self) -> VillageRow | None:
        return next((row for row in self.villages if row.code == self.entry.village), None)

    def missing(self) -> dict[str, str]:
        """What is still wrong: field -> sentence."""
        wrong: dict[str, str] = {}
        if not self.entry.head_name.strip():
            wrong["head_name"] = translate(N_("Write the name of the head of the household."))
        if self.entry.new_village:
            wrong |= self._missing_of_village()
        elif self._village() is None:
            wrong["village"] = translate(N_("Choose the village."))
        return wrong

    def _missing_of_village(self) -> dict[str, str]:
        wrong: dict[str, str] = {}
        if not self.entry.village_name.strip():
            wrong["village_name"] = translate(N_("Write the name of the village."))
        if not VILLAGE_CODE.fullmatch(self.entry.village_code.strip()):
            wrong["village_code"] = translate(
                N_("The village code has 12 digits; the village office knows it.")
            )
        return wrong

    def save(self) -> str:
        """Add the household; its id. Call only when nothing is missing."""
        entry, village = self.entry, self._village()
        new = entry.new_village or village is None
        household = add_household(
            self.workspace,
            head_name=entry.head_name.strip(),
            village_code=entry.village_code.strip() if new else entry.village,
            village=entry.village_name.strip() if village is None or new else village.name,
            township=entry.township.strip() if village is None or new else village.township,
            group=entry.group.strip(),
            address=entry.address.strip(),
        )
        place = entry.village_code.strip() if new else entry.village
        self.entry = Entry(village=place, group=entry.group.strip())
        self.villages = list_villages(self.workspace)
        return household
