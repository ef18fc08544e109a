"""Which rows of the register the persons of a list stand in already, though under another key.

A list tells members apart by their numbers or their places in it. A household whose members came from elsewhere (the
window, another list) has them under other ids: who has the same ID number, or the same name, is the same person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from yihu.actions.reading import HOUSEHOLD

if TYPE_CHECKING:
    from yihu.exchange import ListedHousehold, ListedPerson
    from yihu.sync.changeset import Value

MEMBER = "member"
IDENTITY = ("id_number", "person_name")


def member_row(household_id: str, key: str) -> str:
    """The row that a list's person gets in the register, the same on every laptop."""
    return str(uuid5(UUID(household_id), key))


def known_members(
    household: ListedHousehold, household_id: str, values: Mapping[str, Value], keys: Mapping[str, str]
) -> dict[str, str]:
    """Key of a listed person -> id of the row of the register, for those that have one.

    Args:
        values: the household's answers. keys: what the questions of `IDENTITY` are called in a member's row.
    """
    rows = _rows(values, keys)
    found = {
        person.key: row
        for person in household.persons
        if (row := member_row(household_id, person.key)) in rows
    }
    free = {row: known for row, known in rows.items() if row not in found.values()}
    for person in household.persons:
        if person.key in found:
            continue
        same = next((row for row, known in free.items() if _is_same(person, known)), None)
        if same is not None:
            found[person.key] = same
            del free[same]
    return found


def _rows(values: Mapping[str, Value], keys: Mapping[str, str]) -> dict[str, dict[str, str]]:
    names = {key: name for name, key in keys.items()}
    start = f"{HOUSEHOLD}/{MEMBER}/"
    rows: dict[str, dict[str, str]] = {}
    for path, value in values.items():
        if path.startswith(start):
            row, _, key = path.removeprefix(start).partition("/")
            known = rows.setdefault(row, {})
            if key in names and value:
                known[names[key]] = str(value)
    return rows


def _is_same(person: ListedPerson, known: Mapping[str, str]) -> bool:
    """By the ID number where both have one, else by the name."""
    listed = person.properties
    numbers = listed.get("id_number"), known.get("id_number")
    if all(numbers):
        return numbers[0] == numbers[1]
    return bool(listed.get("person_name")) and listed.get("person_name") == known.get("person_name")
