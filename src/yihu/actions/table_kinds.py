"""The tables that there are: official ones, those of the work, and one for each questionnaire and its repeats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.errors import FormUnknown
from yihu.actions.form_titles import form_title
from yihu.actions.table_forms import repeats_of
from yihu.actions.table_official import (
    HOUSEHOLDS,
    INCOME,
    PERSONS,
    households_sheet,
    income_sheet,
    national_sheets,
    persons_sheet,
)
from yihu.actions.table_records import sheet_of_form
from yihu.actions.table_sources import Source
from yihu.actions.table_work import completeness_sheet, conflicts_sheet, villages_sheet
from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace
    from yihu.exchange.outgoing import Sheet

OFFICIAL, WORK, FORMS = "official", "work", "forms"
NATIONAL = "national"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """A table that can be saved.

    Attributes:
        name: `households`, `visit`, `visit/progress`... group: `official`, `work` or `forms`.
        title: in the language in force; of official tables in Chinese.
        of: what a row is, in words.
        make: its sheets; more than one only of a workbook.
    """

    name: str
    title: str
    group: str
    of: str
    make: Callable[[Source], Iterator[Sheet]]


def table_kinds(workspace: Workspace, *, forms: bool = True) -> tuple[TableKind, ...]:
    """All tables, those of the national system first; without `forms` those that need no questionnaire read."""
    return (*_official(), *_of_work(), *(_of_forms(workspace) if forms else ()))


def _official() -> Iterator[TableKind]:
    household, person = translate(N_("one row a household")), translate(N_("one row a member"))
    for name, title, of, make in (
        ("households", HOUSEHOLDS, household, households_sheet),
        ("persons", PERSONS, person, persons_sheet),
        ("income", INCOME, household, income_sheet),
    ):
        yield TableKind(name=name, title=title, group=OFFICIAL, of=of, make=_one(make))
    yield TableKind(
        name=NATIONAL,
        title="全国系统表（五张）",
        group=OFFICIAL,
        of=translate(N_("a workbook of five sheets, headings in row 3")),
        make=national_sheets,
    )


def _one(make: Callable[[Source], Sheet]) -> Callable[[Source], Iterator[Sheet]]:
    def sheets(source: Source) -> Iterator[Sheet]:
        yield make(source)

    return sheets


def _of_work() -> Iterator[TableKind]:
    village, value = translate(N_("one row a village")), translate(N_("one row for each differing answer"))
    yield TableKind(
        name="villages", title=translate(N_("Villages")), group=WORK, of=village, make=_one(villages_sheet)
    )
    yield TableKind(
        name="completeness",
        title=translate(N_("Progress of the villages")),
        group=WORK,
        of=translate(N_("one row a team in a village")),
        make=_one(completeness_sheet),
    )
    yield TableKind(
        name="conflicts",
        title=translate(N_("Answers that differ")),
        group=WORK,
        of=value,
        make=_one(conflicts_sheet),
    )


def find_table(workspace: Workspace, name: str) -> TableKind | None:
    """The table of a name; of the questionnaires only its own is read."""
    for kind in (*_official(), *_of_work(), *_of_forms(workspace, name.partition("/")[0])):
        if kind.name == name:
            return kind
    return None


def _of_forms(workspace: Workspace, only: str = "") -> Iterator[TableKind]:
    for row in workspace.store.forms():
        if not row.current or (only and row.id != only):
            continue
        try:
            form = workspace.library.form(row.id)
        except FormUnknown:
            continue
        title = form_title(row.title, row.id)
        yield TableKind(
            name=row.id,
            title=title,
            group=FORMS,
            of=translate(N_("one row a record")),
            make=_one(sheet_of_form(form, title)),
        )
        for repeat, words in repeats_of(form):
            whole = translate(N_("{form}: {rows}")).format(form=title, rows=words)
            yield TableKind(
                name=f"{row.id}/{repeat}",
                title=whole,
                group=FORMS,
                of=translate(N_("one row for each of: {rows}")).format(rows=words),
                make=_one(sheet_of_form(form, whole, repeat)),
            )
