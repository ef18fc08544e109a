"""How a repair is told."""

from collections.abc import Callable, Iterator

from yihu.forms.problems import Problem
from yihu.forms.sheets import Sheet, Workbook

Mender = Callable[[Workbook], Iterator[Problem]]
"""Puts right one kind of thing in a workbook and tells each."""


def told(
    sheet: Sheet,
    row: int | None,
    column: str,
    code: str,
    message: str,
    before: str,
    after: str,
    **details: str,
) -> Problem:
    """A thing that was put right, with its place; `details` fill the places of the message."""
    return Problem(
        code=code, message=message, sheet=sheet.name, row=row, column=column, before=before, after=after,
        severity="repaired", details=(("after", after), ("before", before), *details.items()),
    )  # fmt: skip


def type_column(sheet: Sheet) -> str:
    """Header of the column of the types; "" if there is none."""
    return sheet.column("type", "command")


def name_column(sheet: Sheet) -> str:
    """Header of the column of the names; "" if there is none."""
    return sheet.column("name", "tag", "value")


def list_column(sheet: Sheet) -> str:
    """Header of the column that says which list a choice is in; "" if there is none."""
    return sheet.column("list_name", "list", "listname")
