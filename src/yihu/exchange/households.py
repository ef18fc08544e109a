"""From the rows of a list to households with their members."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from yihu.base.i18n import N_, translate
from yihu.exchange.cells import CellRefused, read_cell
from yihu.exchange.columns import PERSON_NUMBER
from yihu.exchange.errors import MappingIncomplete
from yihu.exchange.table import Table, TableRow, Value
from yihu.register.properties import entity_of

NO_HOUSEHOLD = ("household-missing", N_("This row has no number of a household."))
NO_NAME = ("name-missing", N_("This row has no name."))
NO_HEAD = ("head-missing", N_("No row of this household says who its head is."))
SAME_HOUSEHOLD = ("household-twice", N_("A row above has the same number of a household."))
SAME_PERSON = ("person-twice", N_("A row above has the same ID number."))
SAME_NUMBER = ("person-number-twice", N_("A row above has the same number of a member."))
DIFFERS = ("values-differ", N_("A row above says something else of the same household; that was taken."))


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """What was not taken over and why.

    Attributes:
        row: as the spreadsheet numbers it.
        column: heading of the cell; empty when it is about the whole row.
        code: stable.
        message: a msgid; `explain()` says it.
        row_refused: whether the whole row was left out, else only this cell.
    """

    row: int
    column: str
    code: str
    message: str
    row_refused: bool

    def explain(self) -> str:
        return translate(self.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """A member as a row says: texts as forms hold them, by property of `persons`.

    Attributes:
        key: tells the household's members apart, the same whenever the same list is read, and holds
            nothing personal: the person's number in the list, else the place in the household.
    """

    row: int
    key: str
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedHousehold:
    """A household with its members: texts as forms hold them, by property of `households`.

    Attributes:
        row: its first row in the list.
        number: household number (户编号); None in a list that has none.
    """

    row: int
    number: str | None
    properties: Mapping[str, str]
    persons: tuple[ListedPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdList:
    """All that a list says, and what could not be taken."""

    households: tuple[ListedHousehold, ...]
    problems: tuple[RowProblem, ...]
    unmapped: tuple[str, ...]


@dataclass(slots=True)
class _Group:
    """The rows of one household while they are gathered."""

    row: int
    number: str | None
    properties: dict[str, str] = field(default_factory=dict)
    persons: list[ListedPerson] = field(default_factory=list)


def read_households(table: Table, mapping: Mapping[str, str]) -> HouseholdList:
    """Households of a list, in its order.

    A list with a column for the relation to the head has one row a member, grouped by household number;
    any other has one row a household, and what it says of a person is said of the head.

    Args:
        mapping: heading -> property of `register.properties` (or `person_number`).

    Raises:
        MappingIncomplete: there is nothing to tell households apart by.
    """
    reader = _Reader(table, mapping)
    households = tuple(reader.households())
    unmapped = tuple(heading for heading in table.header if heading and heading not in mapping)
    problems = tuple(sorted(reader.problems, key=lambda problem: problem.row))
    return HouseholdList(households=households, problems=problems, unmapped=unmapped)


@dataclass(slots=True, kw_only=True)
class _Column:
    """A column that is taken over. Texts come again and again, so each is read once."""

    place: int
    heading: str
    name: str
    of_household: bool
    known: dict[str, str | CellRefused] = field(default_factory=dict)

    def read(self, value: Value) -> str | CellRefused:
        """The property's text, or why there is none."""
        if not isinstance(value, str):
            return self._read(value)
        found = self.known.get(value)
        if found is None:
            found = self.known[value] = self._read(value)
        return found

    def _read(self, value: Value) -> str | CellRefused:
        try:
            return read_cell(self.name, value)
        except CellRefused as refused:
            return CellRefused(refused.code, refused.message)


@dataclass(slots=True, kw_only=True)
class _Line:
    """What a row says of its household and of one person."""

    row: int
    household: dict[str, str]
    person: dict[str, str]


class _Reader:
    """Reads the rows of one list and gathers what is wrong with them."""

    def __init__(self, table: Table, mapping: Mapping[str, str]) -> None:
        self._table = table
        self._columns = [
            _Column(
                place=place,
                heading=heading,
                name=mapping[heading],
                of_household=entity_of(mapping[heading]) == "households",
            )
            for place, heading in enumerate(table.header)
            if heading in mapping
        ]
        self._heading_of = {name: heading for heading, name in mapping.items()}
        self._id_numbers: set[str] = set()
        self.problems: list[RowProblem] = []
        self._of_members = "relation" in self._heading_of
        needed = {"household_number", "person_name"} if self._of_members else {"head_name"}
        if not needed <= self._heading_of.keys():
            raise MappingIncomplete

    def households(self) -> Iterator[ListedHousehold]:
        lines = map(self._line, self._table.rows)
        groups = self._by_member(lines) if self._of_members else self._by_household(lines)
        for group in groups:
            head = next(
                (person for person in group.persons if person.properties.get("relation") == "head"), None
            )
            name = group.properties.get("head_name") or (head.properties.get("person_name") if head else None)
            if not name:
                self._refuse(group.row, "relation", NO_HEAD)
                continue
            yield ListedHousehold(
                row=group.row,
                number=group.number,
                properties=group.properties | {"head_name": name},
                persons=tuple(group.persons),
            )

    def _line(self, row: TableRow) -> _Line:
        line = _Line(row=row.number, household={}, person={})
        for column in self._columns:
            text = column.read(row.values[column.place])
            if isinstance(text, CellRefused):
                self._note(row.number, column.heading, (text.code, text.message), row_refused=False)
            elif text:
                (line.household if column.of_household else line.person)[column.name] = text
        return line

    def _by_member(self, lines: Iterable[_Line]) -> Iterable[_Group]:
        groups: dict[str, _Group] = {}
        for line in lines:
            number = line.household.get("household_number")
            if not number:
                self._refuse(line.row, "household_number", NO_HOUSEHOLD)
            elif not line.person.get("person_name"):
                self._refuse(line.row, "person_name", NO_NAME)
            elif self._is_new_person(line, groups.get(number)):
                group = groups.setdefault(number, _Group(row=line.row, number=number))
                self._add(group, line)
        return groups.values()

    def _by_household(self, lines: Iterable[_Line]) -> Iterator[_Group]:
        seen: set[str] = set()
        numbered = "household_number" in self._heading_of
        for line in lines:
            number = line.household.get("household_number")
            name = line.household.get("head_name")
            if numbered and not number:
                self._refuse(line.row, "household_number", NO_HOUSEHOLD)
            elif number in seen:
                self._refuse(line.row, "household_number", SAME_HOUSEHOLD)
            elif not name:
                self._refuse(line.row, "head_name", NO_NAME)
            elif self._is_new_person(line):
                seen.update([number] if number else [])
                line.person |= {"person_name": name, "relation": "head"}
                group = _Group(row=line.row, number=number)
                self._add(group, line)
                yield group

    def _is_new_person(self, line: _Line, group: _Group | None = None) -> bool:
        id_number, number = line.person.get("id_number"), line.person.get(PERSON_NUMBER)
        if number and group is not None and number in {person.key for person in group.persons}:
            self._refuse(line.row, PERSON_NUMBER, SAME_NUMBER)
            return False
        if not id_number:
            return True
        if id_number in self._id_numbers:
            self._refuse(line.row, "id_number", SAME_PERSON)
            return False
        self._id_numbers.add(id_number)
        return True

    def _add(self, group: _Group, line: _Line) -> None:
        for name, text in line.household.items():
            if group.properties.setdefault(name, text) != text:
                self._note(line.row, self._heading_of[name], DIFFERS, row_refused=False)
        key = line.person.pop(PERSON_NUMBER, f"#{len(group.persons) + 1}")
        group.persons.append(ListedPerson(row=line.row, key=key, properties=line.person))

    def _refuse(self, row: int, name: str, reason: tuple[str, str]) -> None:
        self._note(row, self._heading_of.get(name, ""), reason, row_refused=True)

    def _note(self, row: int, column: str, reason: tuple[str, str], *, row_refused: bool) -> None:
        code, message = reason
        self.problems.append(
            RowProblem(row=row, column=column, code=code, message=message, row_refused=row_refused)
        )
