"""Tables as .xlsx: texts as texts, numbers as numbers, the headings frozen."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO

from yihu.exchange.outgoing.sheet import NUMBERS, Cell, Column, Sheet, Words, Written, number_of, text_of
from yihu.exchange.workbook_writer import Cell as Value
from yihu.exchange.workbook_writer import Page, write_book

_DIGITS_KEPT = 15
"""A spreadsheet's numbers hold 15 digits: a longer one is written as text, so that it loses none."""


def write_xlsx(file: BinaryIO, sheets: Iterable[Sheet], *, labels: bool = True) -> Written:
    """One sheet for each table. Raises OSError."""
    counts = write_book(file, (_page(sheet, labels) for sheet in sheets))
    return Written(rows=sum(counts))


def _page(sheet: Sheet, labels: bool) -> Page:
    return Page(
        name=sheet.title or sheet.name,
        header=headings(sheet.columns),
        rows=_rows(sheet, labels),
        titles=sheet.lines,
        widths=[min(max(2 * len(column.title) + 2, 10), 40) for column in sheet.columns] or (16,),
    )


def _rows(sheet: Sheet, labels: bool) -> Iterator[list[Value]]:
    shown = [shown_by(column, labels) for column in sheet.columns]
    numbers = [column.kind in NUMBERS for column in sheet.columns]
    for row in sheet.rows:
        yield [
            "" if cell is None or cell == "" else _number(cell) if number else show(cell)
            for cell, show, number in zip(row, shown, numbers, strict=True)
        ]


def shown_by(column: Column, labels: bool) -> Callable[[Cell], str]:
    """How a column's cells become text."""
    return Words(column).of if labels and column.choices else text_of


def _number(cell: Cell) -> Value:
    number = number_of(cell)
    if number is None or len(number.as_tuple().digits) > _DIGITS_KEPT:
        return text_of(cell)
    return int(number) if number == number.to_integral_value() else float(number)


def headings(columns: Sequence[Column]) -> list[str]:
    """What stands above the columns for people, none twice."""
    seen: dict[str, int] = {}
    found = []
    for column in columns:
        seen[column.title] = seen.get(column.title, 0) + 1
        again = seen[column.title]
        found.append(column.title if again == 1 else f"{column.title} ({again})")
    return found
