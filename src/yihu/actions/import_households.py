"""Take households over from a list (.xlsx, .xls, .csv)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from yihu.actions.workspace import Workspace
from yihu.base.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPreview:
    """A list before it is taken over.

    Attributes:
        columns: headings as they stand in the file.
        mapping: proposal, column -> property (`register.properties`), only those recognised.
        rows: data rows in the file.
        sample: the first five rows.
    """

    columns: tuple[str, ...]
    mapping: Mapping[str, str]
    rows: int
    sample: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A row that was not taken over: `row` as the spreadsheet numbers it, `reason` a msgid."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What was taken over (or would be, when `dry_run`)."""

    dry_run: bool
    rows: int
    added: int
    updated: int
    unchanged: int
    persons: int
    refused: tuple[RefusedRow, ...] = ()
    unmapped: tuple[str, ...] = ()


def preview_list(path: Path) -> ListPreview:
    """What columns a list has and which properties they seem to be. Raises FileUnreadable, ListRefused."""
    raise NotImplementedError


def import_households(
    workspace: Workspace,
    path: Path,
    mapping: Mapping[str, str] | None = None,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Take all households of a list over in one transaction; the same list twice changes nothing.

    `mapping`: column -> property; None takes the proposal of `preview_list`.
    """
    raise NotImplementedError
