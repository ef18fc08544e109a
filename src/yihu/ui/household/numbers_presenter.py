"""ID, telephone and account numbers of a household: masked, and in full on purpose. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.reveal import ALL_NUMBERS, TO_APPLY, TO_CALL, TO_COMPARE, reveal
from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yihu.actions.show_household import HouseholdView
    from yihu.actions.workspace import Workspace
    from yihu.register.household import Person

REASONS = (TO_CALL, TO_COMPARE, TO_APPLY)
KINDS = {
    "phone": N_("Phone"),
    "person_phone": N_("Phone"),
    "helper_phone": N_("Helper's phone"),
    "id_number": N_("ID number"),
    "disability_cert_number": N_("Disability certificate"),
    "bank_account": N_("Bank account"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """One number: whose, what kind, the text as it may be shown now."""

    whose: str
    kind: str
    text: str


class NumbersPresenter:
    """What the card shows; numbers in full are forgotten when the page is left."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._view: HouseholdView | None = None
        self._shown: dict[tuple[str, str], str] = {}

    def enter(self, view: HouseholdView) -> None:
        """Another household, or the same one read anew: masked again."""
        self._view = view
        self.hide()

    def hide(self) -> None:
        """Forget the numbers in full."""
        self._shown = {}

    @property
    def in_full(self) -> bool:
        """Whether they are shown in full now."""
        return bool(self._shown)

    def reveal(self, reason: str) -> None:
        """Show all of the household's; logged before. Raises RevealReasonMissing, DiskFull: nothing is shown."""
        assert self._view is not None
        found = reveal(self._workspace, self._view.household.id, ALL_NUMBERS, reason)
        self._shown = {(one.row, one.property): one.text for one in found}

    def lines(self) -> tuple[NumberLine, ...]:
        """The household's own, then the members'."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[NumberLine]:
        assert self._view is not None
        household = self._view.household
        own = {"phone": household.phone} | {
            name: household.other.get(name) for name in ("helper_phone", "bank_account")
        }
        for name, masked in own.items():
            yield from self._line("", name, masked, translate(N_("Whole household")))
        for person in household.persons:
            for name, masked in _numbers_of(person).items():
                yield from self._line(person.row, name, masked, person.name or translate(N_("(no name yet)")))

    def _line(self, row: str, name: str, masked: str | None, whose: str) -> Iterator[NumberLine]:
        if masked:
            text = self._shown.get((row, name), masked)
            yield NumberLine(whose=whose, kind=translate(KINDS[name]), text=text)


def _numbers_of(person: Person) -> dict[str, str | None]:
    return {
        "id_number": person.id_number,
        "person_phone": person.phone,
        "disability_cert_number": person.disability_cert_number,
    }
