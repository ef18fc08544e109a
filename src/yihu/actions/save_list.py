"""Save a list as it stands on the screen, with its filter, as a file for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from yihu.actions.export_tables import SavedTable, format_of, log_saving, write_sheets
from yihu.actions.permission import guarded
from yihu.actions.table_columns import choices_of, unit_of
from yihu.actions.table_masking import hidden_sheet
from yihu.actions.workspace import Workspace
from yihu.base.i18n import language
from yihu.base.progress import Progress, Silent
from yihu.register.properties import VOCABULARY

if TYPE_CHECKING:
    from yihu.exchange.outgoing import Column, Encoding, Format

_TOLD_EVERY = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column of a list on the screen.

    Attributes:
        name: ASCII; a property of `register.properties` where it holds one: numbers of people are hidden by it.
        title: as the screen calls it.
        code_list: the list in `register.codes` that its codes are of; the cells then hold codes.
        personal: hides a column of another name as a telephone number is hidden.
    """

    name: str
    title: str
    kind: Literal["text", "integer", "decimal", "yuan", "date", "code", "codes"] = "text"
    code_list: str | None = None
    personal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOnScreen:
    """A list with its filter.

    Attributes:
        name: ASCII, for the file's name. title, filter: in words; `filter` "" where nothing is filtered.
        rows: gives all rows that the filter lets through, not only those in sight, as many cells as columns.
        total: how many rows there will be; 0 unknown. people: households or persons told of; 0 none.
    """

    name: str
    title: str
    columns: tuple[ListColumn, ...]
    rows: Callable[[], Iterable[Sequence[str | int | Decimal | None]]]
    filter: str = ""
    total: int = 0
    people: int = 0


@guarded
def save_list(
    workspace: Workspace,
    listed: ListOnScreen,
    path: Path,
    *,
    format: Format | None = None,
    labels: bool = True,
    encoding: Encoding = "utf-8",
    show_personal: bool = False,
    reason: str = "",
    dictionary: bool = False,
    progress: Progress | None = None,
) -> SavedTable:
    """Write a list, unencrypted, whole or not at all; a line of the audit log says so before.

    Arguments and errors as of `save_table`; in a workbook the filter stands above the headings.
    """
    from yihu.exchange.outgoing import Sheet

    chosen = format or format_of(path)
    log_saving(workspace, listed.name, chosen, listed.people, show_personal=show_personal, reason=reason)
    sheet = Sheet(
        name=listed.name,
        title=listed.title,
        columns=tuple(map(_column, listed.columns)),
        rows=_counted(listed, progress or Silent()),
        lines=(listed.filter,) if listed.filter else (),
    )
    personal = frozenset(column.name for column in listed.columns if column.personal)
    shown = sheet if show_personal else hidden_sheet(sheet, personal)
    written, beside = write_sheets(
        path, [shown], chosen, labels=labels, encoding=encoding, dictionary=dictionary
    )
    return SavedTable(
        path=path,
        dictionary=beside,
        format=chosen,
        rows=written.rows,
        columns=len(sheet.columns),
        households=listed.people,
        persons=0,
        masked=not show_personal,
        unreadable=written.unreadable,
    )


def _column(column: ListColumn) -> Column:
    from yihu.exchange.outgoing import Column

    return Column(
        name=column.name,
        title=column.title,
        kind=column.kind,
        choices=choices_of(column.code_list, language()) if column.code_list else (),
        property=column.name if column.name in VOCABULARY else "",
        unit=unit_of(column.name),
    )


def _counted(listed: ListOnScreen, progress: Progress) -> Iterator[Sequence[str | int | Decimal | None]]:
    done = 0
    for row in listed.rows():
        if done % _TOLD_EVERY == 0:
            progress.step(done, max(listed.total, done))
        done += 1
        yield row
    progress.step(done, done)
