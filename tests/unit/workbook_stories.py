"""Workbooks of a story, written as a table: rows by line, cells by bar."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from tests.unit.engine_forms import around

from yihu.engine import Session, Value
from yihu.forms import ImportedForm, read_workbook


def table(text: str) -> list[list[str | None]]:
    """`a | b` by line; blank cells are None."""
    return [[cell.strip() or None for cell in line.split("|")] for line in text.strip().splitlines()]


def imported(folder: Path, survey: str, **sheets: str) -> ImportedForm:
    book = Workbook()
    book.remove(book.active)
    for title, text in {"survey": survey, **sheets}.items():
        sheet = book.create_sheet(title)
        for row in table(text):
            sheet.append(row)
    book.save(folder / "story.xlsx")
    return read_workbook(folder / "story.xlsx")


def opened(
    folder: Path,
    survey: str,
    *,
    answers: dict[str, Value] | None = None,
    surroundings: dict[str, Any] | None = None,
    **sheets: str,
) -> Session:
    return Session.open(
        imported(folder, survey, **sheets).form, answers=answers, around=around(**(surroundings or {}))
    )
