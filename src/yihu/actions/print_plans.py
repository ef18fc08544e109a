"""Plans on paper: the papers of kind `plan`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.paper_contents import plan_content, read_subject
from yihu.actions.permission import guarded
from yihu.actions.print_papers import PLAN, PlanMissing, PrintReport, preview_paper, print_papers
from yihu.actions.workspace import Workspace
from yihu.base.progress import Progress

if TYPE_CHECKING:
    from yihu.printing import PlanPaper

__all__ = ["PlanMissing", "PrintReport", "paper_of", "preview_plan", "print_plans"]


def preview_plan(
    workspace: Workspace, household_id: str, in_language: str | None = None, record: str | None = None
) -> bytes:
    """The PDF of the plan in force, or of the draft or version of a record; see `preview_paper`."""
    return preview_paper(workspace, PLAN, household_id, in_language, record)


@guarded
def print_plans(
    workspace: Workspace,
    household_ids: Sequence[str],
    folder: Path,
    *,
    one_file: bool = False,
    progress: Progress | None = None,
    in_language: str | None = None,
) -> PrintReport:
    """Write the plans in force as PDFs into a folder; see `print_papers`."""
    return print_papers(
        workspace,
        PLAN,
        household_ids,
        folder,
        one_file=one_file,
        progress=progress,
        in_language=in_language,
    )


def paper_of(workspace: Workspace, household_id: str, record: str | None = None) -> PlanPaper | None:
    """What a household's plan says on paper; None when it has no plan. Raises HouseholdUnknown."""
    from yihu.printing import PlanPaper

    paper = plan_content(read_subject(workspace, household_id), record)
    return paper if isinstance(paper, PlanPaper) else None
