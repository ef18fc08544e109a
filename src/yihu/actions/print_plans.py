"""Plans on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.base.progress import Progress


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


def preview_plan(workspace: Workspace, household_id: str, language: str | None = None) -> bytes:
    """The plan's PDF, in memory; `language` None is the window's. Raises PlanMissing."""
    raise NotImplementedError


def print_plans(
    workspace: Workspace,
    household_ids: Sequence[str],
    folder: Path,
    *,
    one_file: bool = False,
    progress: Progress | None = None,
    language: str | None = None,
) -> PrintReport:
    """Write the plans as PDFs into a folder: one a household, or all in one file.

    File names hold team, date and short plan id, nothing personal. Each file appears whole or not at
    all; when cancelled, those finished stay and no half file does.

    Raises:
        PlanMissing (none of them has a plan), FolderNotWritable, DiskFull, Cancelled.
    """
    raise NotImplementedError
