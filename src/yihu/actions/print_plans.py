"""Plans on paper."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.file_names import dated_name
from yihu.actions.permission import guarded
from yihu.actions.reading import find_row, household_of, line_of, plan_of
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import whole_file
from yihu.base.errors import UserError
from yihu.base.i18n import N_, language
from yihu.base.progress import Progress, Silent
from yihu.register.masking import mask_record
from yihu.storage.roles import VIEWER

if TYPE_CHECKING:
    from yihu.printing import PlanPaper


class PlanMissing(UserError):
    """A household without a plan."""

    code = "plan-missing"
    message = N_("This household has no plan yet.")
    advice = N_("Make its plan first. Nothing was printed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReport:
    """What was written.

    Attributes:
        files: PDFs, complete and on the disk.
        without_plan: ids of households that have no plan and were left out.
    """

    files: tuple[Path, ...]
    plans: int
    pages: int
    without_plan: tuple[str, ...] = ()


def preview_plan(workspace: Workspace, household_id: str, in_language: str | None = None) -> bytes:
    """The plan's PDF, in memory; `in_language` None is the window's. Raises PlanMissing.

    What people wrote stands in it as it will on paper; who only looks sees numbers in it masked.
    """
    from yihu.printing import print_plan

    paper = paper_of(workspace, household_id)
    if paper is None:
        raise PlanMissing
    if workspace.store.role == VIEWER:
        paper = mask_record(paper)
    buffer = io.BytesIO()
    print_plan(paper, buffer, language=in_language or language())
    return buffer.getvalue()


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
    """Write the plans as PDFs into a folder: one a household, or all in one file.

    File names hold team, date and short plan id, nothing personal. Each file appears whole or not at
    all; when cancelled, those finished stay and no half file does.

    Raises:
        PlanMissing (none of them has a plan), FolderNotWritable, DiskFull, Cancelled.
    """
    papers = {id_: paper_of(workspace, id_) for id_ in household_ids}
    found = {id_: paper for id_, paper in papers.items() if paper is not None}
    if not found:
        raise PlanMissing
    write = _write_one if one_file else _write_each
    spoken = in_language or language()
    files, pages = write(workspace, list(found.values()), folder, progress or Silent(), spoken)
    left_out = tuple(id_ for id_ in papers if id_ not in found)
    return PrintReport(files=files, plans=len(found), pages=pages, without_plan=left_out)


def paper_of(workspace: Workspace, household_id: str) -> PlanPaper | None:
    """What a household's plan says on paper; None when it has no plan. Raises HouseholdUnknown."""
    from yihu.printing import PlanPaper

    find_row(workspace, household_id)
    document = workspace.store.document(household_id)
    plan = plan_of(workspace, document)
    if plan is None:
        return None
    household = household_of(workspace, document)
    line = line_of(workspace, household)
    return PlanPaper(
        household=household, plan=plan, line_yuan=plan.line_yuan or (line.yuan if line else None)
    )


def _write_one(
    workspace: Workspace, papers: list[PlanPaper], folder: Path, progress: Progress, spoken: str
) -> tuple[tuple[Path, ...], int]:
    from yihu.printing import print_plans as print_all

    name = dated_name(workspace.team, workspace.clock.now(), workspace.random(3).hex(), ".pdf")
    with whole_file(folder / name) as file:
        pages = print_all(papers, file, language=spoken, progress=progress)
    return (folder / name,), pages


def _write_each(
    workspace: Workspace, papers: list[PlanPaper], folder: Path, progress: Progress, spoken: str
) -> tuple[tuple[Path, ...], int]:
    from yihu.printing import print_plan

    files, pages = [], 0
    for done, paper in enumerate(papers):
        progress.step(done, len(papers))
        target = folder / _name(workspace, paper)
        with whole_file(target) as file:
            pages += print_plan(paper, file, language=spoken)
        files.append(target)
    progress.step(len(papers), len(papers))
    return tuple(files), pages


def _name(workspace: Workspace, paper: PlanPaper) -> str:
    """The end of the plan's id is its random part."""
    short = f"{paper.plan.id[-8:]}-v{paper.plan.version}"
    return dated_name(workspace.team, workspace.clock.now(), short, ".pdf")
