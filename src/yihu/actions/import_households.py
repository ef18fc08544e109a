"""Take households over from a list (.xlsx, .xls, .csv)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.compare_list import Taking, compare_list, rows_of_new
from yihu.actions.divisions import divisions_of
from yihu.actions.import_reports import ImportReport, ListPreview
from yihu.actions.permission import guarded
from yihu.actions.reading import HOUSEHOLD
from yihu.actions.settle_villages import settle_villages
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.i18n import CHINESE, language
from yihu.base.progress import Progress, Silent

if TYPE_CHECKING:
    from yihu.exchange import Table

WRITTEN_AT_ONCE = 200
FOLDED_AT_ONCE = 500
_MAPPING = "list-mapping:"


def list_columns() -> tuple[tuple[str, str], ...]:
    """What a column of a list may hold: property, and its words in the language in force."""
    from yihu.exchange import column_choices

    if language() == CHINESE:
        return column_choices()
    return tuple((name, name.replace("_", " ").capitalize()) for name, _ in column_choices())


def preview_list(path: Path, workspace: Workspace | None = None, sheet: str | None = None) -> ListPreview:
    """What columns a list has and which properties they seem to be. Raises FileUnreadable, ListRefused."""
    from yihu.exchange import read_table

    table = read_table(path, sheet)
    remembered = _remembered(workspace, table)
    return ListPreview(
        columns=table.header,
        mapping=_proposed(workspace, table),
        rows=sum(1 for _ in table.rows),
        sample=table.sample(),
        remembered=bool(remembered),
        header_row=table.header_row,
        sheet=table.sheet,
        other_sheets=table.other_sheets,
    )


def _remembered(workspace: Workspace | None, table: Table) -> dict[str, str]:
    stored = workspace.store.setting(_MAPPING + table.fingerprint) if workspace else None
    found = json.loads(stored) if isinstance(stored, str) else {}
    return {heading: str(name) for heading, name in found.items() if heading in table.header}


def _proposed(workspace: Workspace | None, table: Table) -> dict[str, str]:
    from yihu.exchange import suggest_mapping

    return _remembered(workspace, table) or suggest_mapping(table.header)


@guarded
def import_households(
    workspace: Workspace,
    path: Path,
    mapping: Mapping[str, str] | None = None,
    *,
    same_for_all: Mapping[str, str] | None = None,
    dry_run: bool = False,
    part: bool = False,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Take all households of a list over; the same list twice changes nothing.

    New households come in one transaction. One that is known already gets what the list says
    otherwise, unless its survey has begun: then only what is still empty. What laptops answered
    differently stays for a person to decide. None is ever removed.

    Args:
        mapping: column -> property; None takes the proposal of `preview_list`. It is remembered for these headings.
        same_for_all: property -> text, for what the list lacks (`division_code`, `village`).
        part: the list names only some of its villages' households: who isn't in it hasn't left.

    Raises:
        FileUnreadable, ListRefused, MappingIncomplete, DiskFull, Cancelled.
    """
    from yihu.exchange import CORRECTIONS, read_households, read_table

    table = read_table(path, sheet)
    chosen = _proposed(workspace, table) if mapping is None else dict(mapping)
    listed = read_households(table, chosen, progress)
    listed = settle_villages(listed, divisions_of(workspace.store), chosen, same_for_all or {})
    sources = {"mapping": chosen, "all": dict(same_for_all or {})}
    seed = table.sha256 + json.dumps(sources, sort_keys=True)
    taking = compare_list(
        workspace,
        listed,
        same_for_all or {},
        hashlib.sha256(seed.encode()).hexdigest(),
        whole=not part and CORRECTIONS not in table.header,
        of_members="relation" in chosen.values(),
        progress=progress or Silent(),
    )
    if not dry_run:
        with explained(workspace.folder):
            _write(workspace, taking, progress or Silent())
            _remember(workspace, table, chosen)
    return ImportReport(
        dry_run=dry_run,
        rows=listed.rows,
        accepted=listed.accepted,
        added=len(taking.new),
        updated=taking.counts["changed"] + taking.counts["moved"],
        unchanged=len(listed.households)
        - len(taking.new)
        - taking.counts["changed"]
        - taking.counts["moved"],
        moved=taking.counts["moved"],
        left=taking.counts["left"],
        members_moved=taking.counts["member"],
        persons=sum(len(household.persons) for household in listed.households),
        problems=listed.problems,
        put_right=listed.put_right,
        left_out=listed.left_out,
        unmapped=listed.unmapped,
        left_members=tuple(member for _, member in taking.left),
        changes=tuple(taking.changes),
        mapping=chosen,
    )


def _remember(workspace: Workspace, table: Table, chosen: Mapping[str, str]) -> None:
    from yihu.exchange import suggest_mapping

    if _remembered(workspace, table) or dict(chosen) != suggest_mapping(table.header):
        workspace.store.set_setting(
            _MAPPING + table.fingerprint, json.dumps(dict(chosen), ensure_ascii=False)
        )


@guarded
def save_rows_to_correct(
    workspace: Workspace, path: Path, report: ImportReport, target: Path, sheet: str | None = None
) -> int:
    """Write the rows with problems as a workbook to be corrected and taken in again; how many rows.

    Raises:
        FileUnreadable, ListRefused, DiskFull, FolderNotWritable.
    """
    from yihu.exchange import read_table, write_corrected

    table = read_table(path, sheet)
    workspace.store.note("rows_to_correct_saved")
    with explained(target.parent):
        return write_corrected(target, table, report.mapping, report.problems)


def _write(workspace: Workspace, taking: Taking, progress: Progress) -> None:
    form = workspace.library.form(HOUSEHOLD)
    form_ref = f"{HOUSEHOLD}@{form.version}"
    if taking.new:
        ids = "".join(taking.new)
        source = hashlib.sha256(f"{taking.source}{ids}".encode()).hexdigest()
        workspace.store.preload(source, rows_of_new(taking), form_ref, progress)
    changed, done = iter(taking.changed.items()), 0
    while some := [*islice(changed, WRITTEN_AT_ONCE)]:
        progress.step(done, len(taking.changed))
        with workspace.store.together():
            for household_id, (seen, changes) in some:
                workspace.store.write(household_id, changes, form_ref, "import", parents=seen)
        done += len(some)
    workspace.store.refold_dirty(progress=progress, at_once=FOLDED_AT_ONCE)
