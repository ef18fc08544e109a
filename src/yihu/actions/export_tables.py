"""Save a table of the register as a file for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.permission import guarded
from yihu.actions.reveal import REASON_AT_MOST, RevealReasonMissing
from yihu.actions.table_kinds import NATIONAL, TableKind, find_table, table_kinds
from yihu.actions.table_masking import hidden_sheet
from yihu.actions.table_sources import Source
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import whole_file
from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.base.progress import Progress, Silent

if TYPE_CHECKING:
    from yihu.exchange.outgoing import Encoding, Format, Sheet, Written

TABLE_FORMATS: tuple[Format, ...] = ("xlsx", "csv", "sav", "dta", "parquet", "geojson")
DICTIONARY = ".dictionary.xlsx"


class TableUnknown(UserError):
    """No table and no questionnaire has this name."""

    code = "table-unknown"
    message = N_("There is no table “{name}”.")
    advice = N_("See which there are with: yihu table list. Nothing was written.")


class TableFormatUnknown(UserError):
    """The ending of the file says no format that tables are saved in."""

    code = "table-format-unknown"
    message = N_("Tables can't be saved as “{name}”.")
    advice = N_("Choose .xlsx, .csv, .sav, .dta, .parquet or .geojson. Nothing was written.")


class TableOnlyWorkbook(UserError):
    """Several sheets need a workbook."""

    code = "table-only-workbook"
    message = N_("This table has several sheets and can only be saved as .xlsx.")
    advice = N_("Choose .xlsx, or another table. Nothing was written.")


class TableWithoutPlaces(UserError):
    """A map needs coordinates, and no question of the table asks for any."""

    code = "table-without-places"
    message = N_("This table has no coordinates, so it can't be saved as a map.")
    advice = N_("Choose another format, or a questionnaire that asks for the place. Nothing was written.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A table that can be saved. `of`: what a row is. `places`: whether it can be saved as a map."""

    name: str
    title: str
    group: str
    of: str
    columns: int
    places: bool
    only_workbook: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedTable:
    """A file that was written.

    Attributes:
        dictionary: the file that says what the columns are; None when none was wanted.
        rows: of all its sheets. columns: of the first one.
        households, persons: whose data it was made of. masked: whether numbers of people are hidden in it.
        unreadable: cells that are not of their column's kind, left empty where the format holds one kind only.
    """

    path: Path
    dictionary: Path | None
    format: str
    rows: int
    columns: int
    households: int
    persons: int
    masked: bool
    unreadable: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePeople:
    """Whose data a table would hold."""

    households: int
    persons: int


def list_tables(workspace: Workspace, *, forms: bool = True) -> tuple[TableRow, ...]:
    """The tables that can be saved: official ones, those of the work, every questionnaire and its repeats.

    Reading all questionnaires takes seconds; without `forms` only the others are told.
    """
    return tuple(_row(workspace, kind) for kind in table_kinds(workspace, forms=forms))


def _row(workspace: Workspace, kind: TableKind) -> TableRow:
    first = next(kind.make(Source(workspace=workspace)))
    return TableRow(
        name=kind.name,
        title=kind.title,
        group=kind.group,
        of=kind.of,
        columns=len(first.columns),
        places=_has_places(first),
        only_workbook=kind.name == NATIONAL,
    )


def people_in_table(workspace: Workspace, villages: Sequence[str] = ()) -> TablePeople:
    """How many households and persons a table of these villages (of all by default) tells of."""
    households, persons = Source(workspace=workspace, villages=tuple(villages)).people()
    return TablePeople(households=households, persons=persons)


@guarded
def save_table(
    workspace: Workspace,
    name: str,
    path: Path,
    *,
    format: Format | None = None,
    labels: bool = True,
    encoding: Encoding = "utf-8",
    villages: Sequence[str] = (),
    show_personal: bool = False,
    reason: str = "",
    dictionary: bool = True,
    progress: Progress | None = None,
) -> SavedTable:
    """Write a table, unencrypted, whole or not at all; a line of the audit log says so before.

    Args:
        name: of `list_tables`.
        format: None: as the file's ending says.
        labels: choices by their words, else by their codes; .sav and .dta hold both.
        encoding: of a .csv.
        villages: 12-digit codes; none means all.
        show_personal: numbers of people in full, which needs a `reason`; else hidden by stars, places rounded.
        dictionary: whether a file beside it says what the columns are.

    Raises:
        TableUnknown, TableFormatUnknown, TableOnlyWorkbook, TableWithoutPlaces, RevealReasonMissing, RoleForbids,
        DiskFull, FolderNotWritable, Cancelled: then there is no new file.
    """
    progress = progress or Silent()
    kind = _find(workspace, name)
    chosen = format or format_of(path)
    source = Source(workspace=workspace, villages=tuple(villages), progress=progress)
    first = next(kind.make(source))
    if kind.name == NATIONAL and chosen != "xlsx":
        raise TableOnlyWorkbook
    if chosen == "geojson" and not _has_places(first):
        raise TableWithoutPlaces
    workspace.store.refold_dirty(progress=progress)
    households, persons = source.people()
    log_saving(workspace, name, chosen, households, show_personal=show_personal, reason=reason)
    sheets = [sheet if show_personal else hidden_sheet(sheet) for sheet in kind.make(source)]
    written, beside = write_sheets(
        path, sheets, chosen, labels=labels, encoding=encoding, dictionary=dictionary
    )
    return SavedTable(
        path=path,
        dictionary=beside,
        format=chosen,
        rows=written.rows,
        columns=len(first.columns),
        households=households,
        persons=persons,
        masked=not show_personal,
        unreadable=written.unreadable,
    )


def format_of(path: Path) -> Format:
    """What a file's ending says. Raises TableFormatUnknown."""
    ending = path.suffix.lower().lstrip(".")
    found = next((format for format in TABLE_FORMATS if format == ending), None)
    if found is None:
        raise TableFormatUnknown(name=path.suffix or path.name)
    return found


def log_saving(
    workspace: Workspace, name: str, format: str, households: int, *, show_personal: bool, reason: str = ""
) -> None:
    """One line of the audit log, before anything is written. Raises RevealReasonMissing."""
    reason = " ".join(reason.split())[:REASON_AT_MOST]
    if show_personal and not reason:
        raise RevealReasonMissing
    workspace.store.note(
        "table_saved",
        table=name,
        format=format,
        households=households,
        masked=not show_personal,
        person=workspace.person,
        reason=reason,
    )


def write_sheets(
    path: Path,
    sheets: Sequence[Sheet],
    format: Format,
    *,
    labels: bool,
    encoding: Encoding,
    dictionary: bool,
) -> tuple[Written, Path | None]:
    """Write sheets as one file, and what their columns are beside it. Raises DiskFull, FolderNotWritable, Cancelled."""
    from yihu.exchange.outgoing import describe, write_table, write_xlsx

    with whole_file(path) as file:
        if format == "xlsx":
            written = write_xlsx(file, sheets, labels=labels)
        else:
            written = write_table(file, sheets[0], format, labels=labels, encoding=encoding)
    if not dictionary:
        return written, None
    beside = path.with_name(path.stem + DICTIONARY)
    with whole_file(beside) as file:
        describe(file, _without_rows(sheets))
    return written, beside


def _without_rows(sheets: Iterable[Sheet]) -> list[Sheet]:
    nothing: Iterator[Sequence[str]] = iter(())
    return [replace(sheet, rows=nothing) for sheet in sheets]


def _find(workspace: Workspace, name: str) -> TableKind:
    found = find_table(workspace, name)
    if found is None:
        raise TableUnknown(name=name)
    return found


def _has_places(sheet: Sheet) -> bool:
    return any(column.kind == "place" for column in sheet.columns)
