"""A table as statistics programs see it: numbers with labels, days, texts of a fixed width."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from yihu.base.i18n import N_, translate
from yihu.exchange.outgoing.places import HIDDEN_DECIMALS
from yihu.exchange.outgoing.sheet import (
    NUMBERS,
    Cell,
    Column,
    Sheet,
    day_of,
    number_of,
    numbered,
    place_of,
    text_of,
)
from yihu.exchange.outgoing.spool import Spool
from yihu.register.codes import label as code_label

Value = str | int | float | None
ANSWERED = {1: "yes", 0: "no"}
_TEXT_BYTES_AT_MOST = 32_000


@dataclass(slots=True, kw_only=True)
class Variable:
    """One variable, and what is learnt of it while the rows go by.

    Attributes:
        labels: number -> what it stands for.
        octets: of the longest text. low, high: of the numbers. whole: whether all of them are.
        decimals: to be shown.
        of: place of its column.
    """

    name: str
    label: str
    kind: Literal["text", "number", "date"]
    labels: dict[int, str] = field(default_factory=dict)
    decimals: int = 0
    octets: int = 1
    low: float = 0
    high: float = 0
    whole: bool = True
    of: int = 0

    def see(self, value: Value) -> None:
        """Take a value into account."""
        if isinstance(value, str):
            self.octets = max(self.octets, len(value) if value.isascii() else len(value.encode()))
        elif value is not None:
            self.low, self.high = min(self.low, value), max(self.high, value)
            self.whole = self.whole and value == int(value)


class Variables:
    """The variables of a table, and its rows as they hold them."""

    def __init__(self, sheet: Sheet, first_day: date) -> None:
        """`first_day` is day 0."""
        self.found: list[Variable] = []
        self.unreadable = 0
        self._sheet, self._first_day = sheet, first_day.toordinal()
        self._readers = [self._reader(place, column) for place, column in enumerate(sheet.columns)]

    def fill(self, spool: Spool) -> None:
        """Go through the rows once, keeping them in the spool."""
        for row in self._sheet.rows:
            values: list[Value] = []
            for read, cell in zip(self._readers, row, strict=True):
                values += read(cell)
            for variable, value in zip(self.found, values, strict=True):
                if value is not None:
                    variable.see(value)
            spool.add(values)

    def _reader(self, place: int, column: Column) -> "_Read":
        if column.kind == "codes" and column.choices:
            return self._several(place, column)
        if column.kind == "place":
            return self._place(place, column)
        if column.kind == "code" and column.choices:
            return self._code(place, column)
        kind: Literal["text", "number", "date"] = (
            "number" if column.kind in NUMBERS else "date" if column.kind == "date" else "text"
        )
        decimals = 0 if column.kind == "integer" else 2
        self._add(place, column, kind=kind, decimals=decimals if kind == "number" else 0)
        return {"number": self._number, "date": self._day, "text": _text}[kind]

    def _add(self, place: int, column: Column, **more: object) -> Variable:
        title = (
            f"{column.title}（{column.unit}）"
            if column.unit and column.unit not in column.title
            else column.title
        )
        known: dict[str, object] = {"name": column.name, "label": title, "of": place, "kind": "number"}
        variable = Variable(**(known | more))  # type: ignore[arg-type]
        self.found.append(variable)
        return variable

    def _number(self, cell: Cell) -> list[Value]:
        number = number_of(cell)
        if number is None:
            self._missed(cell)
            return [None]
        return [int(number) if number == number.to_integral_value() else float(number)]

    def _day(self, cell: Cell) -> list[Value]:
        day = day_of(cell)
        if day is None:
            self._missed(cell)
            return [None]
        return [day.toordinal() - self._first_day]

    def _missed(self, cell: Cell) -> None:
        self.unreadable += cell not in ("", None)

    def _code(self, place: int, column: Column) -> "_Read":
        """Numbers with labels; a code that the list doesn't know gets the next number."""
        known = numbered(column.choices)
        variable = self._add(place, column, labels=dict(known.values()))
        numbers = {code: number for code, (number, _) in known.items()}

        def read(cell: Cell) -> list[Value]:
            code = text_of(cell)
            if not code:
                return [None]
            if code not in numbers:
                numbers[code] = max(numbers.values(), default=0) + 1
                variable.labels[numbers[code]] = code
            return [numbers[code]]

        return read

    def _several(self, place: int, column: Column) -> "_Read":
        """The codes as a text, and for each possible answer whether it was given."""
        self._add(place, column, kind="text")
        answered = {number: code_label("yes_no", code) for number, code in ANSWERED.items()}
        codes = [choice.value for choice in column.choices]
        for choice in column.choices:
            name, label = f"{column.name}_{choice.value}", f"{column.title}：{choice.label}"
            self._add(place, column, name=name, label=label, labels=answered)

        def read(cell: Cell) -> list[Value]:
            text = text_of(cell)
            given = set(text.split())
            return [text, *((int(code in given) if given else None) for code in codes)]

        return read

    def _place(self, place: int, column: Column) -> "_Read":
        decimals = HIDDEN_DECIMALS if column.hidden else 7
        for end, words in (("latitude", N_("latitude")), ("longitude", N_("longitude"))):
            label = f"{column.title}：{translate(words)}"
            self._add(place, column, name=f"{column.name}_{end}", label=label, decimals=decimals)

        def read(cell: Cell) -> list[Value]:
            found = place_of(cell)
            if found is None:
                self._missed(cell)
                return [None, None]
            return [round(degrees, decimals) for degrees in found]

        return read


_Read = Callable[[Cell], Sequence[Value]]


def _text(cell: Cell) -> list[Value]:
    text = text_of(cell).replace("\0", "")
    if len(text) * 4 > _TEXT_BYTES_AT_MOST:
        text = text.encode("utf-8", "replace")[:_TEXT_BYTES_AT_MOST].decode("utf-8", "ignore")
    return [text.encode("utf-8", "replace").decode()]
