"""From the rows of a list to households with their members."""

import gc
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from yihu.base.i18n import N_, translate
from yihu.base.progress import Progress, Silent
from yihu.exchange.cells import (
    DIGITS_LOST,
    HIDDEN,
    UNIQUE,
    CellRefused,
    looks_rounded,
    read_cell_telling,
    taken_as_it_stands,
)
from yihu.exchange.columns import CORRECTIONS, PERSON_NUMBER
from yihu.exchange.errors import MappingIncomplete
from yihu.exchange.sheet_rows import Value
from yihu.exchange.table import LeftOutRow, Table, TableRow
from yihu.register.id_numbers import check_digit_fits, read_identity
from yihu.register.properties import entity_of

NO_HOUSEHOLD = ("household-missing", N_("This row has no number of a household."))
NO_NAME = ("name-missing", N_("This row has no name."))
NO_HEAD = ("head-missing", N_("No row of this household says who its head is."))
SAME_HOUSEHOLD = ("household-twice", N_("A row above has the same number of a household."))
SAME_PERSON = ("person-twice", N_("A row above has the same ID number."))
SAME_NUMBER = ("person-number-twice", N_("A row above has the same number of a member."))
ID_LENGTH = ("id-length", N_("An ID number has 18 characters, that of a disability certificate 20 or 22."))
ID_CHECK_DIGIT = ("id-check-digit", N_("The last character of the ID number doesn't fit the others."))
ID_BIRTH_DATE = ("id-birth-date", N_("The ID number holds a day that doesn't exist."))
DIFFERS = ("values-differ", N_("A row above says something else of the same household; that was taken."))


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """What was not taken over and why.

    Attributes:
        row: as the spreadsheet numbers it.
        column: heading of the cell; empty when it is about the whole row.
        code: stable.
        message: a msgid; `explain()` says it.
        row_refused: whether the whole row waits, else only this cell is left out.
        put_right: whether nothing is left out: the cell was read as it was meant.
    """

    row: int
    column: str
    code: str
    message: str
    row_refused: bool
    put_right: bool = False

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
    """All that a list says, and what could not be taken.

    Attributes:
        rows: those that are somebody. accepted: those of them that are in `households`; the others wait.
        problems: rows that wait and cells that are left out. put_right: cells that were read as they were meant.
        left_out: rows that are nobody: totals, signatures.
    """

    households: tuple[ListedHousehold, ...]
    problems: tuple[RowProblem, ...]
    unmapped: tuple[str, ...]
    rows: int = 0
    accepted: int = 0
    put_right: tuple[RowProblem, ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()


@dataclass(slots=True)
class _Group:
    """The rows of one household while they are gathered."""

    row: int
    number: str | None
    rows: int = 0
    properties: dict[str, str] = field(default_factory=dict)
    persons: list[ListedPerson] = field(default_factory=list)


def read_households(
    table: Table, mapping: Mapping[str, str], progress: Progress | None = None
) -> HouseholdList:
    """Households of a list, in its order.

    A list with a column for the relation to the head has one row a member, grouped by household number;
    any other has one row a household, and what it says of a person is said of the head.

    Args:
        mapping: heading -> property of `register.properties` (or `person_number`).

    Raises:
        MappingIncomplete: there is nothing to tell households apart by.
        Cancelled.
    """
    reader = _Reader(table, mapping, progress or Silent())
    with _uninterrupted():
        households = reader.without_doubtful(tuple(reader.households()))
    return HouseholdList(
        households=households,
        problems=_by_row(reader.problems),
        unmapped=tuple(
            heading
            for heading in table.header
            if heading and heading not in mapping and heading != CORRECTIONS
        ),
        rows=reader.rows,
        accepted=sum(len(household.persons) for household in households),
        put_right=_by_row(reader.put_right),
        left_out=tuple(table.left_out),
    )


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Nothing that a long list becomes is garbage; looking for some again and again is a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _by_row(problems: list["RowProblem"]) -> tuple["RowProblem", ...]:
    return tuple(sorted(problems, key=lambda problem: problem.row))


class _Told:
    """A cell that needs a word: refused, or put right."""

    __slots__ = ("reason", "refused", "text")

    def __init__(self, text: str, reason: tuple[str, str], *, refused: bool) -> None:
        self.text, self.reason, self.refused = text, reason, refused


_KEPT_TEXTS = 20_000


@dataclass(slots=True, kw_only=True)
class _Column:
    """A column that is taken over. Most texts come again and again, so each is read once."""

    place: int
    heading: str
    name: str
    of_household: bool
    again: bool
    quick: re.Pattern[str] | None
    known: dict[Value, str | _Told] = field(default_factory=dict)

    def read(self, value: Value) -> str | _Told:
        """The property's text; with a word to say of it, or why there is none, where there is any."""
        if self.quick is not None and type(value) is str and self.quick.fullmatch(value):
            return value
        found = self._read(value)
        if self.again and len(self.known) < _KEPT_TEXTS and type(value) in (str, float):
            self.known[value] = found
        return found

    def _read(self, value: Value) -> str | _Told:
        try:
            text, put_right = read_cell_telling(self.name, value)
        except CellRefused as refused:
            return _Told("", (refused.code, refused.message), refused=True)
        return text if put_right is None else _Told(text, put_right, refused=False)


class _Line:
    """What a row says of its household and of one person; whether it waits."""

    __slots__ = ("household", "person", "row", "waits")

    def __init__(self, row: int) -> None:
        self.row = row
        self.household: dict[str, str] = {}
        self.person: dict[str, str] = {}
        self.waits = False


_ROWS_A_STEP = 4096
_TELL_APART = frozenset(["household_number", "id_number"])
"""A row waits when one of these can't be read: it would become somebody else, or somebody twice."""


class _Reader:
    """Reads the rows of one list and gathers what is wrong with them."""

    def __init__(self, table: Table, mapping: Mapping[str, str], progress: Progress) -> None:
        self._table, self._progress = table, progress
        self._columns = [
            _Column(
                place=place,
                heading=heading,
                name=mapping[heading],
                of_household=entity_of(mapping[heading]) == "households",
                again=mapping[heading] not in UNIQUE,
                quick=taken_as_it_stands(mapping[heading]),
            )
            for place, heading in enumerate(table.header)
            if heading in mapping
        ]
        self._heading_of = {name: heading for heading, name in mapping.items()}
        self._id_numbers: set[str] = set()
        self._doubtful: set[int] = set()
        self._hidden: set[str] = set()
        self.rows = 0
        self.problems: list[RowProblem] = []
        self.put_right: list[RowProblem] = []
        self._of_members = "relation" in self._heading_of
        needed = {"household_number", "person_name"} if self._of_members else {"head_name"}
        if not needed <= self._heading_of.keys():
            raise MappingIncomplete

    def households(self) -> Iterator[ListedHousehold]:
        lines = self._lines()
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

    def without_doubtful(self, households: tuple[ListedHousehold, ...]) -> tuple[ListedHousehold, ...]:
        """Where the spreadsheet rounded one ID number, others that end with 000 are no longer believed."""
        rounded = any(problem.code == DIGITS_LOST[0] for problem in self.problems)
        if not rounded or not self._doubtful:
            return households
        for row in self._doubtful:
            self._refuse(row, "id_number", DIGITS_LOST)
        kept = (
            replace(one, persons=tuple(each for each in one.persons if each.row not in self._doubtful))
            if any(each.row in self._doubtful for each in one.persons)
            else one
            for one in households
        )
        return tuple(one for one in kept if one.persons)

    def _lines(self) -> Iterator[_Line]:
        """The rows that can be read, each with what it says."""
        for row in self._table.rows:
            if self.rows % _ROWS_A_STEP == 0:
                self._progress.step(self.rows, max(self._table.height, self.rows))
            self.rows += 1
            yield self._line(row)

    def _line(self, row: TableRow) -> _Line:
        line = _Line(row.number)
        values, household, person = row.values, line.household, line.person
        for column in self._columns:
            value = values[column.place]
            if value == "":
                continue
            kind = type(value)
            text = column.known.get(value) if kind is str or kind is float else None
            if text is None:
                text = column.read(value)
            if type(text) is _Told:
                text = self._tell(line, column, text)
            if text:
                (household if column.of_household else person)[column.name] = text  # type: ignore[assignment]
        return line

    def _tell(self, line: _Line, column: _Column, told: _Told) -> str:
        if told.reason == HIDDEN and column.name != "household_number":
            self._tell_hidden(line, column)
            return ""
        waits = told.refused and column.name in _TELL_APART
        line.waits = line.waits or waits
        self._note(line.row, column.heading, told.reason, row_refused=waits, put_right=not told.refused)
        return told.text

    def _tell_hidden(self, line: _Line, column: _Column) -> None:
        """Numbers hidden by stars say nothing, and nothing wrong: told once for each column."""
        if column.heading not in self._hidden:
            self._hidden.add(column.heading)
            self._note(line.row, column.heading, HIDDEN, row_refused=False)

    def _by_member(self, lines: Iterable[_Line]) -> Iterable[_Group]:
        groups: dict[str, _Group] = {}
        for line in lines:
            number = line.household.get("household_number")
            if number:
                group = groups.setdefault(number, _Group(row=line.row, number=number))
                group.rows += 1
            if line.waits:
                continue
            if not number:
                self._refuse(line.row, "household_number", NO_HOUSEHOLD)
            elif not line.person.get("person_name"):
                self._refuse(line.row, "person_name", NO_NAME)
            elif self._is_new_person(line, group):
                self._add(group, line)
        return (group for group in groups.values() if group.persons)

    def _by_household(self, lines: Iterable[_Line]) -> Iterator[_Group]:
        seen: set[str] = set()
        numbered = "household_number" in self._heading_of
        for line in lines:
            number = line.household.get("household_number")
            name = line.household.get("head_name")
            if line.waits:
                continue
            if numbered and not number:
                self._refuse(line.row, "household_number", NO_HOUSEHOLD)
            elif number in seen:
                self._refuse(line.row, "household_number", SAME_HOUSEHOLD)
            elif not name:
                self._refuse(line.row, "head_name", NO_NAME)
            elif self._is_new_person(line):
                seen.update([number] if number else [])
                line.person["person_name"], line.person["relation"] = name, "head"
                group = _Group(row=line.row, number=number, rows=1)
                self._add(group, line)
                yield group

    def _is_new_person(self, line: _Line, group: _Group | None = None) -> bool:
        id_number, number = line.person.get("id_number"), line.person.get(PERSON_NUMBER)
        if number and group is not None and number in {person.key for person in group.persons}:
            self._refuse(line.row, PERSON_NUMBER, SAME_NUMBER)
            return False
        if not id_number:
            return True
        if wrong := _what_is_wrong(id_number, line.person.get("id_type", "")):
            self._refuse(line.row, "id_number", wrong)
            return False
        if id_number in self._id_numbers:
            self._refuse(line.row, "id_number", SAME_PERSON)
            return False
        self._id_numbers.add(id_number)
        if looks_rounded(id_number):
            self._doubtful.add(line.row)
        return True

    def _add(self, group: _Group, line: _Line) -> None:
        if not group.properties:
            group.properties = line.household
            line.household = {}
        for name, text in line.household.items():
            if group.properties.setdefault(name, text) != text:
                self._note(line.row, self._heading_of[name], DIFFERS, row_refused=False)
        key = line.person.get(PERSON_NUMBER, f"#{group.rows}")
        group.persons.append(ListedPerson(row=line.row, key=key, properties=line.person))

    def _refuse(self, row: int, name: str, reason: tuple[str, str]) -> None:
        self._note(row, self._heading_of.get(name, ""), reason, row_refused=True)

    def _note(
        self, row: int, column: str, reason: tuple[str, str], *, row_refused: bool, put_right: bool = False
    ) -> None:
        code, message = reason
        problem = RowProblem(
            row=row, column=column, code=code, message=message, row_refused=row_refused, put_right=put_right
        )
        (self.put_right if put_right else self.problems).append(problem)


_ID_LENGTHS = {"": (18, 20, 22), "id_card": (18,), "disability_card": (20, 22)}


def _what_is_wrong(id_number: str, id_type: str) -> tuple[str, str] | None:
    """Of an ID number; other papers than those known here are not looked into."""
    lengths = _ID_LENGTHS.get(id_type)
    if lengths is None or (read_identity(id_number) is not None and len(id_number) in lengths):
        return None
    if len(id_number) not in lengths:
        return ID_LENGTH
    return ID_BIRTH_DATE if check_digit_fits(id_number) else ID_CHECK_DIGIT
