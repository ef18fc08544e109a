"""Taking a register in, step by step: the file, its columns, what would change, the report. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.import_households import (
    import_households,
    list_columns,
    preview_list,
    save_rows_to_correct,
)
from yihu.actions.import_reports import ImportReport, ListPreview
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.import_reports import ListedChange
    from yihu.actions.workspace import Workspace
    from yihu.base.progress import Progress
    from yihu.exchange import RowProblem

LINES_AT_MOST = 2000

_KINDS: dict[str, tuple[str, Tone]] = {
    "came": (N_("New"), "green"),
    "left": (N_("Not listed"), "red"),
    "moved": (N_("Other village"), "blue"),
    "member": (N_("Other household"), "blue"),
    "changed": (N_("Changed"), "amber"),
}
_ORDER = ("left", "moved", "member", "changed", "came")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a table: pill with its tone, then the words of the other columns."""

    pill: str
    tone: Tone
    words: tuple[str, ...]


class RegisterImportPresenter:
    """State of the page; outlives a change of language.

    Attributes:
        path: the list; None before one is chosen.
        preview, mapping: its columns, and what a person says of them (heading -> property).
        part: the list names only some of the households.
        looked: what would change. done: what was changed.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.path: Path | None = None
        self.preview: ListPreview | None = None
        self.mapping: dict[str, str] = {}
        self.part = False
        self.looked: ImportReport | None = None
        self.done: ImportReport | None = None

    def allowed(self) -> bool:
        """Lists are taken in by coordinators."""
        return self.workspace.store.role == "coordinator"

    def step(self) -> int:
        """0 choose, 1 columns, 2 what would change, 3 report."""
        if self.done is not None:
            return 3
        return 2 if self.looked is not None else 1 if self.preview is not None else 0

    def read(self, path: Path) -> tuple[Path, ListPreview]:
        """Look at a file; from any thread. Raises FileUnreadable, ListRefused."""
        return path, preview_list(path, self.workspace)

    def take_file(self, found: tuple[Path, ListPreview]) -> None:
        """Go on with what `read` gave."""
        self.forget()
        self.path, self.preview = found
        self.mapping = dict(self.preview.mapping)

    def choices(self) -> tuple[tuple[str, str], ...]:
        """Property and words; "" leaves a column aside."""
        return (("", translate(N_("leave it aside"))), *list_columns())

    def columns(self) -> tuple[tuple[str, str, str], ...]:
        """Heading, a value of it, property; columns without a heading are no columns."""
        preview = self.preview
        if preview is None:
            return ()
        return tuple(
            (
                heading,
                _masked(_first(preview.sample, place), self.mapping.get(heading, "")),
                self.mapping.get(heading, ""),
            )
            for place, heading in enumerate(preview.columns)
            if heading
        )

    def say_column(self, heading: str, name: str) -> None:
        """What a column holds; no other one holds the same."""
        self.mapping = {
            other: held for other, held in self.mapping.items() if held != name and other != heading
        }
        if name:
            self.mapping[heading] = name

    def file_words(self) -> tuple[str, str]:
        """The file's name, and where its headings were found."""
        preview = self.preview
        if preview is None or self.path is None:
            return "", ""
        parts = [
            translate_count("{count} row", "{count} rows", preview.rows).format(count=preview.rows),
            translate(N_("headings in row {row}")).format(row=preview.header_row),
            translate(N_("{known} of {count} columns recognised")).format(
                known=len(self.mapping), count=len(self.columns())
            ),
        ]
        if preview.sheet:
            parts.insert(0, translate(N_("sheet “{sheet}”")).format(sheet=preview.sheet))
        if preview.remembered:
            parts.append(translate(N_("columns as you chose them last time")))
        return self.path.name, " · ".join(parts)

    def look(self, progress: Progress) -> ImportReport:
        """What would change; from any thread. Raises as `import_households`."""
        return self._run(progress, dry_run=True)

    def apply(self, progress: Progress) -> ImportReport:
        """Take it in; from any thread."""
        return self._run(progress, dry_run=False)

    def _run(self, progress: Progress, *, dry_run: bool) -> ImportReport:
        assert self.path is not None
        return import_households(
            self.workspace, self.path, self.mapping, dry_run=dry_run, part=self.part, progress=progress
        )

    def save_corrections(self, target: Path) -> int:
        """Write the rows to be corrected; how many."""
        report = self.done or self.looked
        assert self.path is not None
        assert report is not None
        return save_rows_to_correct(self.workspace, self.path, report, target)

    def report(self) -> ImportReport:
        """The report in view."""
        report = self.done or self.looked
        assert report is not None
        return report

    def facts(self) -> tuple[tuple[str, str, str, Tone], ...]:
        """Name, figure, remark, tone of the remark."""
        report = self.report()
        waiting = report.rows - report.accepted
        changed = report.updated - report.moved
        return (
            (
                translate(N_("Rows that come in")),
                f"{report.accepted:,}",
                translate(N_("{count} wait until they are corrected")).format(count=waiting)
                if waiting
                else translate(N_("all of them")),
                "amber" if waiting else "green",
            ),
            (translate(N_("New households")), f"{report.added:,}", "", "grey"),
            (
                translate(N_("Changed")),
                f"{changed:,}",
                translate(N_("as before: {count}")).format(count=report.unchanged),
                "grey",
            ),
            (translate(N_("Moved to another village")), f"{report.moved:,}", "", "grey"),
            (
                translate(N_("Not listed any more")),
                f"{report.left:,}",
                translate(N_("they stay, and are marked")) if report.left else "",
                "amber",
            ),
        )

    def problem_lines(self) -> tuple[Line, ...]:
        """Rows that wait, cells left out, cells put right: where and why."""
        report = self.report()
        told = sorted((*report.problems, *report.put_right), key=lambda one: (one.put_right, one.row))
        return tuple(map(_problem_line, told[:LINES_AT_MOST]))

    def change_lines(self) -> tuple[Line, ...]:
        """Who isn't listed any more, moved, changed, came."""
        changes = sorted(self.report().changes, key=lambda one: _ORDER.index(one.kind))
        words = dict(list_columns())
        return tuple(_change_line(one, words) for one in changes[:LINES_AT_MOST])

    def can_apply(self) -> bool:
        """Whether there is anything to do."""
        report = self.looked
        return report is not None and bool(report.added or report.updated or report.left)


def _first(sample: tuple[tuple[str, ...], ...], place: int) -> str:
    return next((row[place] for row in sample if place < len(row) and row[place]), "")


_SHOWN_WHOLE = ("household_number", "division_code")
_LONG_NUMBER = re.compile(r"([0-9]{3})[0-9]{6,}([0-9xX]{2})")


def _masked(example: str, name: str) -> str:
    """An example without the digits by which somebody is known; codes of villages and households are nobody's."""
    return example if name in _SHOWN_WHOLE else _LONG_NUMBER.sub(r"\1******\2", example)


def _problem_line(problem: RowProblem) -> Line:
    if problem.put_right:
        pill, tone = translate(N_("put right")), "blue"
    elif problem.row_refused:
        pill, tone = translate(N_("row waits")), "red"
    else:
        pill, tone = translate(N_("cell left out")), "amber"
    return Line(pill=pill, tone=tone, words=(str(problem.row), problem.column, problem.explain()))  # type: ignore[arg-type]


def _change_line(change: ListedChange, words: dict[str, str]) -> Line:
    pill, tone = _KINDS[change.kind]
    detail = ", ".join(words.get(name, name) for name in change.properties)
    if change.kind == "moved":
        detail = translate(N_("from {village}")).format(village=change.village_before)
    elif change.kind == "member":
        detail = translate(N_("from household {number}; both have the person")).format(
            number=change.number_before
        )
    elif change.kind == "came":
        detail = ""
    return Line(
        pill=translate(pill), tone=tone, words=(change.head_name, change.number, change.village, detail)
    )
