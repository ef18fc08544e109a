"""What is put right in a workbook before it is used, each thing told.

Only what has one right way is put right; everything else is left for the author to decide.
"""

import re
from collections.abc import Iterator
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.formulas import SMART_QUOTES, can_be_read, formula_columns
from yihu.forms.problems import Problem
from yihu.forms.repair_cells import CELL_MENDERS
from yihu.forms.repair_names import NAME_MENDERS
from yihu.forms.repair_notes import Mender, told
from yihu.forms.repair_types import TYPE_MENDERS
from yihu.forms.sheets import Cells, Workbook

_REFERENCE = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_BROKEN = re.compile(r"\$\{\s*([\w.\-]*)(?![^{}]*\})")


def repair(workbook: Workbook) -> list[Problem]:
    """Put right in the workbook what has only one right way; gives what was done, in the order of the sheets."""
    done = [problem for mend in _MENDERS for problem in mend(workbook)]
    return sorted(
        done, key=lambda problem: (problem.sheet != "survey", problem.sheet, problem.row or 0, problem.column)
    )


def _straighten_quotes(workbook: Workbook) -> Iterator[Problem]:
    """Typographic quotes in expressions."""
    sheet = workbook.sheet("survey")
    for row, cells in sheet.numbered():
        for column in formula_columns(sheet):
            before = cells.get(column, "")
            after = before.translate(SMART_QUOTES)
            if after != before:
                cells[column] = after
                yield told(
                    sheet,
                    row,
                    column,
                    "quotes-straightened",
                    N_("Typographic quotes in an expression were made straight."),
                    before,
                    after,
                )


def _close_brackets(workbook: Workbook) -> Iterator[Problem]:
    """A bracket too many at the end of an expression."""
    sheet = workbook.sheet("survey")
    for row, cells in sheet.numbered():
        for column in formula_columns(sheet):
            before = cells.get(column, "")
            surplus = before.count(")") - before.count("(")
            if surplus > 0 and before.rstrip().endswith(")" * surplus) and not can_be_read(before):
                after = before.rstrip()[:-surplus]
                if can_be_read(after):
                    cells[column] = after
                    yield told(
                        sheet,
                        row,
                        column,
                        "bracket-removed",
                        N_("A closing bracket too many was removed."),
                        before,
                        after,
                    )


def _trim_references(workbook: Workbook) -> Iterator[Problem]:
    """`${ name }` is `${name}`."""
    for sheet in workbook.sheets.values():
        for row, cells in sheet.numbered():
            for column, before in list(cells.items()):
                after = _REFERENCE.sub(r"${\1}", before) if "${" in before else before
                if after != before:
                    cells[column] = after
                    yield told(
                        sheet,
                        row,
                        column,
                        "reference-trimmed",
                        N_("Blanks in a reference were removed."),
                        before,
                        after,
                    )


def _drop_filters(workbook: Workbook) -> Iterator[Problem]:
    """A choice filter that can't be read, or that asks for a question that isn't there: all choices are offered."""
    sheet = workbook.sheet("survey")
    column, names = (
        sheet.column("choice_filter"),
        {cells.get(sheet.column("name", "tag"), "") for cells in sheet.rows},
    )
    for row, cells in sheet.numbered():
        before = cells.get(column, "")
        unknown = any(found.removeprefix("last-saved#") not in names for found in _REFERENCE.findall(before))
        if before and (unknown or not can_be_read(before)):
            del cells[column]
            yield told(
                sheet,
                row,
                column,
                "choice-filter-left-out",
                N_("A choice filter can't be used and was left out: all choices are offered."),
                before,
                "",
            )


def _plain_references(workbook: Workbook) -> Iterator[Problem]:
    """Labels that name a question which isn't there: its name is shown instead of an answer."""
    survey = workbook.sheet("survey")
    names = {cells.get(survey.column("name", "tag"), "") for cells in survey.rows}
    for sheet in (survey, workbook.sheet("choices")):
        for row, cells in sheet.numbered():
            for column in _cells_named(cells, "label", "hint", "caption"):
                before = cells[column]
                after = _BROKEN.sub(r"[\1]", _REFERENCE.sub(lambda found: _plainly(found, names), before))
                if after != before:
                    cells[column] = after
                    yield told(
                        sheet,
                        row,
                        column,
                        "reference-unknown",
                        N_("A text names a question that isn't there; its name is shown instead."),
                        before,
                        after,
                    )


def _plainly(found: re.Match[str], names: set[str]) -> str:
    known = found[1].removeprefix("last-saved#") in names
    return found[0] if known else f"[{found[1]}]"


def _cells_named(cells: Cells, *beginnings: str) -> list[str]:
    return [header for header in cells if header.lower().startswith(beginnings)]


_MENDERS: Final[tuple[Mender, ...]] = (
    *CELL_MENDERS, _straighten_quotes, _close_brackets, _trim_references, *TYPE_MENDERS, *NAME_MENDERS, _drop_filters, _plain_references,
)  # fmt: skip
