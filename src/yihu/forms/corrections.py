"""A workbook saved again with its repairs in it, everything else as it was."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from yihu.forms.kinds import not_an_xlsform
from yihu.forms.problems import FormRefused, Problem
from yihu.forms.repair_sheets import name_sheets
from yihu.forms.repairs import repair
from yihu.forms.sheets import Sheet, Workbook, read_file, read_sheets

Change = tuple[int, int, str]
"""(row, column, text), both from 1 as openpyxl counts."""


def corrected_workbook(path: Path) -> tuple[bytes, tuple[Problem, ...]]:
    """The workbook as .xlsx with all repairs made, and what they are.

    Cells that were right keep their contents and formats; of an .xls only the contents are kept.
    Raises FormRefused for what is no XLSForm workbook, FileUnreadable.
    """
    content = read_file(path)
    before = read_sheets(path, content)
    after = before.copy()
    named = name_sheets(after)
    stranger = not_an_xlsform(after)
    if stranger is not None:
        raise FormRefused((stranger,), name=path.name)
    repairs = (*named, *repair(after))
    book = _opened(content, before)
    for sheet in after.sheets.values():
        origin = next(
            (each for each in before.sheets.values() if each.origin == sheet.origin), Sheet(sheet.name)
        )
        if sheet.headers or sheet.rows:
            _write(book, origin, sheet)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue(), repairs


def _opened(content: bytes, sheets: Workbook) -> Any:
    """The workbook to write into: itself, or for an .xls a new one with the same cells."""
    from openpyxl import load_workbook

    if content.startswith(b"PK"):
        with warnings.catch_warnings():
            # What it can't keep (slicers, new kinds of charts) no questionnaire needs.
            warnings.simplefilter("ignore")
            try:
                return load_workbook(BytesIO(content))
            except Exception:
                # It is stricter than the reader of questionnaires; the cells are known all the same.
                return _made_anew(sheets)
    return _made_anew(sheets)


def _made_anew(sheets: Workbook) -> Any:
    from openpyxl import Workbook as Book

    book = Book()
    book.remove(book.active)
    for sheet in sheets.sheets.values():
        page = book.create_sheet(sheet.name)
        for row, column, text in _all_cells(sheet):
            page.cell(row, column, text).data_type = "s"
    return book


def _all_cells(sheet: Sheet) -> Iterator[Change]:
    for header, place in sheet.places.items():
        yield sheet.first_row - 1, place + 1, header
        for row, cells in sheet.numbered():
            if header in cells:
                yield row, place + 1, cells[header]


def _write(book: Any, before: Sheet, after: Sheet) -> None:
    page = book[before.origin] if before.origin in book.sheetnames else book.create_sheet(after.name)
    if page.title != after.name:
        page.title = after.name
    if before.first_row > 2:
        page.delete_rows(1, before.first_row - 2)
    changes = list(_changes(before, after))
    if (changes or before.first_row > 2) and before.merged:
        for merged in list(page.merged_cells.ranges):
            page.unmerge_cells(str(merged))
    for row, column, text in changes:
        cell = page.cell(row, column)
        cell.value = text or None
        if text:
            # Text as it is: a beginning "=" makes no formula of it.
            cell.data_type = "s"


def _changes(before: Sheet, after: Sheet) -> Iterator[Change]:
    """Cells that are others than before, headers among them."""
    places = _places(before, after)
    old_headers = {place: header for header, place in before.places.items()}
    new_headers = {place: header for header, place in places.items()}
    for place in sorted(old_headers.keys() | new_headers.keys()):
        old, new = old_headers.get(place, ""), new_headers.get(place, "")
        # A header that stood there twice was told apart by its column; it stays so.
        if old != new or new.endswith(f" ({place + 1})"):
            yield 1, place + 1, new
        for at in range(max(len(before.rows), len(after.rows))):
            was, now = _cell(before, at, old), _cell(after, at, new)
            if was != now:
                yield at + 2, place + 1, now


def _places(before: Sheet, after: Sheet) -> dict[str, int]:
    """Where each header goes: where it was, new ones behind all others."""
    kept = {header: after.places[header] for header in after.headers if header in after.places}
    end = max((*before.places.values(), *kept.values()), default=-1) + 1
    new = [header for header in after.headers if header not in kept]
    return kept | {header: end + at for at, header in enumerate(new)}


def _cell(sheet: Sheet, at: int, header: str) -> str:
    return sheet.rows[at].get(header, "") if header and at < len(sheet.rows) else ""
