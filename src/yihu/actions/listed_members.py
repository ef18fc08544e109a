"""Members of a list's households: who stands in another one now, who is named nowhere any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yihu.actions.import_reports import LeftMember
from yihu.actions.known_members import IDENTITY, MEMBER
from yihu.actions.reading import HOUSEHOLD

if TYPE_CHECKING:
    from yihu.exchange import ListedHousehold
    from yihu.forms import Form
    from yihu.storage.rows import Document
    from yihu.sync.changeset import Value

MEMBERS = f"{HOUSEHOLD}/{MEMBER}/"


class Keys:
    """Where the questionnaire keeps what a list says: found once for all rows."""

    def __init__(self, form: Form) -> None:
        places = {name: pattern for pattern, name in form.properties.items()}
        parts = [(name, *pattern.rpartition("/")) for name, pattern in places.items()]
        self.household = {name: key for name, inside, _, key in parts if not inside}
        self.member = {name: key for name, inside, _, key in parts if inside == f"{MEMBER}/*"}
        self.number = self.household["household_number"]
        self.name = self.member["person_name"]
        self.id_number = self.member.get("id_number", "id_number")
        self.identity = {name: self.member.get(name, name) for name in IDENTITY}


@dataclass(frozen=True, slots=True)
class Movers:
    """Members by their ID numbers.

    Attributes:
        gone: ID number -> number of the household where that person stood and doesn't any more.
        come: ID number -> household where that person stands now: its id, what the list says of it; the name.
    """

    gone: dict[str, str] = field(default_factory=dict)
    come: dict[str, tuple[str, ListedHousehold, str]] = field(default_factory=dict)

    def note(
        self, household_id: str, household: ListedHousehold, document: Document | None, keys: Keys
    ) -> None:
        """Who stood in this household and doesn't, who stands in it now."""
        listed = {
            str(person.properties["id_number"]): str(person.properties.get("person_name") or "")
            for person in household.persons
            if person.properties.get("id_number")
        }
        known = set(id_numbers(keys, document.values)) if document else set[str]()
        self.left(household.number or "", known - listed.keys())
        for number in listed.keys() - known:
            self.come[number] = household_id, household, listed[number]

    def left(self, household_number: str, id_numbers: Iterable[str]) -> None:
        """These stood there, and don't any more."""
        self.gone.update(dict.fromkeys(id_numbers, household_number))

    def moved(self) -> Iterator[tuple[str, ListedHousehold, str, str]]:
        """Id and what the list says of the household that somebody stands in now, the name, where that was before."""
        for number in sorted(self.gone.keys() & self.come.keys()):
            yield (*self.come[number], self.gone[number])


def id_numbers(keys: Keys, known: Mapping[str, Value]) -> Iterator[str]:
    """Of all members that the register knows of a household."""
    end = f"/{keys.id_number}"
    for path, value in known.items():
        if value and path.endswith(end) and path.startswith(MEMBERS):
            yield str(value)


def left_members(
    keys: Keys, household_id: str, known: Mapping[str, Value], listed: Mapping[str, Value]
) -> Iterator[tuple[str, LeftMember]]:
    """ID number and member, of a household without a survey: the survey's members are right, whatever a list says."""
    if known.get(f"{HOUSEHOLD}/_state"):
        return
    for path, name in sorted(known.items()):
        row = path.removesuffix(f"/{keys.name}")
        if path.startswith(MEMBERS) and row != path and path not in listed:
            head = listed.get(f"{HOUSEHOLD}/head_name") or known.get(f"{HOUSEHOLD}/head_name")
            yield (
                str(known.get(f"{row}/{keys.id_number}") or ""),
                LeftMember(household_id=household_id, head_name=str(head or ""), name=str(name or "")),
            )
