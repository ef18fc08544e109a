"""Give: write a sync file for other laptops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yihu.actions.workspace import Workspace
from yihu.base.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What lies on the stick now.

    Attributes:
        path: the file, complete, read back and verified: the stick may be taken out.
        recipients: the teams' names who can open it.
        changesets: records of work in it.
    """

    path: Path
    package_id: str
    size_bytes: int
    households: int
    changesets: int
    photos: int
    recipients: tuple[str, ...]
    verified: bool


def export_package(
    workspace: Workspace,
    target: Path,
    recipients: Sequence[str],
    villages: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> ExportReport:
    """Write all the work (of these villages' codes; None is all) for these recipients' fingerprints.

    `target`: a folder (the file is named by team code, date and package id) or a file name ending in
    `.yihu`. Drafts of interviews are sealed first. Written as `.part`, flushed, renamed, read back.

    Raises:
        FolderNotWritable, DiskFull, Cancelled: no file, or the earlier file, is left; no half one.
    """
    raise NotImplementedError
