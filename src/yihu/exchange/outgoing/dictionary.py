"""What the columns of a table are, as a workbook that lies beside it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from yihu.base.i18n import N_, translate
from yihu.exchange.outgoing.sheet import Column, Kind, Sheet, numbered
from yihu.exchange.outgoing.spreadsheet import headings
from yihu.exchange.workbook_writer import Cell, Page, write_book
from yihu.register.codes import label

_KINDS: dict[Kind, str] = {
    "text": N_("Text"),
    "integer": N_("Whole number"),
    "decimal": N_("Number"),
    "yuan": N_("Amount in yuan"),
    "date": N_("Date"),
    "code": N_("One of a list"),
    "codes": N_("Several of a list"),
    "place": N_("Coordinates (WGS 84)"),
}
_COLUMNS = (
    N_("Table"), N_("No."), N_("Name in the file"), N_("Heading"), N_("Question"), N_("Property"), N_("Kind"),
    N_("Unit"), N_("Answers"), N_("Official table"), N_("Numbers hidden"),
)  # fmt: skip
_CODES = (
    N_("Table"), N_("Name in the file"), N_("Heading"), N_("Code"), N_("Number"), N_("Answer"),
)  # fmt: skip


def describe(file: BinaryIO, sheets: Sequence[Sheet]) -> None:
    """Write a workbook of two sheets: all columns, and the answers of those that have a list. Raises OSError.

    `Number` is what .sav and .dta hold for an answer.
    """
    pages = [
        Page(
            name=translate(N_("Columns")),
            header=_words(_COLUMNS),
            rows=_columns(sheets),
            widths=(14, 6, 24, 28, 40, 24, 14, 8, 10, 14, 14),
        ),
        Page(
            name=translate(N_("Answers")),
            header=_words(_CODES),
            rows=_codes(sheets),
            widths=(14, 24, 28, 24, 8, 32),
        ),
    ]
    write_book(file, pages)


def _words(msgids: Iterable[str]) -> list[str]:
    return [translate(msgid) for msgid in msgids]


def _columns(sheets: Sequence[Sheet]) -> Iterator[list[Cell]]:
    for sheet in sheets:
        for place, (column, heading) in enumerate(
            zip(sheet.columns, headings(sheet.columns), strict=True), 1
        ):
            yield [
                sheet.title,
                place,
                column.name,
                heading,
                column.question,
                column.property,
                translate(_KINDS[column.kind]),
                column.unit,
                len(column.choices) or "",
                column.source,
                label("yes_no", "yes") if column.hidden else "",
            ]


def _codes(sheets: Sequence[Sheet]) -> Iterator[list[Cell]]:
    for sheet in sheets:
        for column in sheet.columns:
            numbers = _numbers(column)
            for choice in column.choices:
                number = numbers.get(choice.value, "")
                yield [sheet.title, column.name, column.title, choice.value, number, choice.label]


def _numbers(column: Column) -> dict[str, int]:
    if column.kind != "code":
        return {}
    return {code: number for code, (number, _) in numbered(column.choices).items()}
