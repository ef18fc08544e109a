"""What is put right in a workbook before it is used, each thing told.

Only what has one right way is put right; everything else is left for the author to decide.
"""

from dataclasses import replace
from typing import Final

from yihu.base.progress import Progress
from yihu.forms.problems import Problem
from yihu.forms.repair_cells import CELL_MENDERS
from yihu.forms.repair_expressions import EXPRESSION_MENDERS
from yihu.forms.repair_groups import GROUP_MENDERS, LABEL_MENDERS, open_kobo_groups
from yihu.forms.repair_headers import HEADER_MENDERS
from yihu.forms.repair_names import NAME_MENDERS
from yihu.forms.repair_notes import Mender
from yihu.forms.repair_parameters import PARAMETER_MENDERS
from yihu.forms.repair_references import REFERENCE_MENDERS, trim_references, write_references
from yihu.forms.repair_sheets import LANGUAGE_MENDERS, SHEET_MENDERS
from yihu.forms.repair_types import TYPE_MENDERS
from yihu.forms.sheets import Workbook


def repair(workbook: Workbook, progress: Progress | None = None) -> list[Problem]:
    """Put right in the workbook what has only one right way; gives what was done, in the order of the sheets."""
    done = []
    for mend in _MENDERS:
        if progress is not None:
            progress.step(0, 1)
        done += [_in_its_row(problem, workbook) for problem in mend(workbook)]
    return sorted(
        done, key=lambda problem: (problem.sheet != "survey", problem.sheet, problem.row or 0, problem.column)
    )


def _in_its_row(problem: Problem, workbook: Workbook) -> Problem:
    """Headers stand in row 1, but for titles above them."""
    sheet = next((each for each in workbook.sheets.values() if each.name == problem.sheet), None)
    return replace(problem, row=sheet.first_row - 1) if sheet is not None and problem.row == 1 else problem


_MENDERS: Final[tuple[Mender, ...]] = (
    *CELL_MENDERS, *HEADER_MENDERS, *SHEET_MENDERS, trim_references, write_references, *EXPRESSION_MENDERS, open_kobo_groups, *TYPE_MENDERS, *GROUP_MENDERS,
    *NAME_MENDERS, *REFERENCE_MENDERS, *LABEL_MENDERS, *PARAMETER_MENDERS, *LANGUAGE_MENDERS,
)  # fmt: skip
