"""What goes out to other programs: columns that say what they hold, and rows that are read one after the other."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

Kind = Literal["text", "integer", "decimal", "yuan", "date", "code", "codes", "place"]
"""`codes`: several, separated by spaces. `place`: latitude, longitude, altitude, accuracy, as ODK writes them."""

Format = Literal["xlsx", "csv", "sav", "dta", "parquet", "geojson"]
FORMATS: tuple[Format, ...] = ("xlsx", "csv", "sav", "dta", "parquet", "geojson")
Cell = str | int | Decimal | None
"""None and "" are empty; numbers and dates may stand as the text that a form keeps."""

NUMBERS: frozenset[Kind] = frozenset(("integer", "decimal", "yuan"))
_DIGITS_AT_MOST = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the possible answers. `number` is what statistics programs hold; None takes its place in the list."""

    value: str
    label: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column.

    Attributes:
        name: for programs; unique in its sheet.
        title: for people; of an official column the official words.
        property: of `register.properties`; "" for none. question: as the questionnaire asks it.
        unit: of numbers. source: where the column is from, e.g. `2b`.
        hidden: whether numbers of people in it are hidden by stars in this file.
    """

    name: str
    title: str
    kind: Kind = "text"
    choices: tuple[Choice, ...] = ()
    property: str = ""
    question: str = ""
    unit: str = ""
    source: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table on its way out.

    Attributes:
        name: for programs and file names, ASCII. title: for people.
        rows: read once, from the first to the last; as many cells as columns.
        lines: texts above the headings, in formats that have room for them.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]] = field(repr=False)
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What came into a file.

    Attributes:
        rows: how many; of GeoJSON only those with a place.
        unreadable: cells that are not of their column's kind (a word among numbers), left empty in formats
            whose columns hold one kind only.
    """

    rows: int
    unreadable: int = 0


def number_of(cell: Cell) -> Decimal | None:
    """The number of a cell; None for an empty one and for anything that is none."""
    if isinstance(cell, str):
        try:
            number = Decimal(cell)
        except InvalidOperation:
            return None
    elif cell is None:
        return None
    else:
        number = Decimal(cell)
    fits = number.is_finite() and abs(number.adjusted()) < _DIGITS_AT_MOST
    return number if fits else None


def day_of(cell: Cell) -> date | None:
    """The day of a cell; None for an empty one and for anything that is none."""
    try:
        return date.fromisoformat(str(cell)[:10]) if cell else None
    except ValueError:
        return None


def place_of(cell: Cell) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; None for an empty cell and for anything that is no place on earth."""
    parts = str(cell or "").split()
    try:
        latitude, longitude = float(parts[0]), float(parts[1])
    except (IndexError, ValueError):
        return None
    inside = -90 <= latitude <= 90 and -180 <= longitude <= 180
    return (latitude, longitude) if inside else None


def text_of(cell: Cell) -> str:
    """A cell as text, as it is kept."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


class Words:
    """Turns the codes of one column into the labels that people read, each worked out once."""

    def __init__(self, column: Column) -> None:
        self._labels = {choice.value: choice.label or choice.value for choice in column.choices}
        self._several = column.kind == "codes"
        self._known: dict[str, str] = {}

    def of(self, cell: Cell) -> str:
        """Labels; a code that the list doesn't know stands for itself."""
        text = text_of(cell)
        found = self._known.get(text)
        if found is None:
            codes = text.split() if self._several else [text]
            found = ",".join(self._labels.get(code, code) for code in codes)
            if len(self._known) < 10_000:
                self._known[text] = found
        return found


def numbered(choices: Sequence[Choice]) -> dict[str, tuple[int, str]]:
    """Code -> its number and label, for programs that label numbers: yes 1, no 0; official numbers; else its place."""
    if {choice.value for choice in choices} == {"yes", "no"}:
        return {one.value: (int(one.value == "yes"), one.label) for one in choices}
    official = [one.number for one in choices if one.number is not None]
    whole = len(official) == len(choices) == len(set(official))
    return {
        one.value: (one.number if whole and one.number is not None else place, one.label)
        for place, one in enumerate(choices, 1)
    }


_NO_NAME_SIGN = re.compile(r"\W+")


def variable_names(
    names: Sequence[str], *, letters: int, octets: int, reserved: frozenset[str]
) -> tuple[str, ...]:
    """Names as statistics programs allow them: letters, digits and `_`, none twice whatever the case."""
    taken: set[str] = set()
    found = []
    for name in names:
        plain = _NO_NAME_SIGN.sub("_", name).strip("_") or "v"
        plain = plain if plain[0].isalpha() else f"v_{plain}"
        plain = f"{plain}_" if plain.lower() in reserved else plain
        chosen, again = cut(plain[:letters], octets), 1
        while chosen.lower() in taken:
            again += 1
            tail = f"_{again}"
            chosen = cut(plain[: letters - len(tail)], octets - len(tail)) + tail
        taken.add(chosen.lower())
        found.append(chosen)
    return tuple(found)


def cut(text: str, octets: int) -> str:
    """A text that takes at most so many bytes of UTF-8, no character of it halved."""
    return text.encode("utf-8", "replace")[:octets].decode("utf-8", "ignore")
