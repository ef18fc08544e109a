"""A repeat as a table: its heads, its rows, what each row is called (no Qt)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from yihu.base.i18n import N_, translate
from yihu.ui.interview.asking import read_answer
from yihu.ui.interview.belonging import Belonging
from yihu.ui.interview.markup import plain_text
from yihu.ui.interview.offering import offer_of
from yihu.ui.interview.paging import nodeset, row_place
from yihu.ui.interview.views import MemberRow, RowsView

if TYPE_CHECKING:
    from yihu.engine import Session

_COLUMNS = 5
_FIRST = ("person_name", "relation", "sex", "birth_date", "health", "labour_skill")
"""Properties that tell a member from the others; forms without them show their first questions."""
_TOLD = frozenset({"text", "integer", "decimal", "date", "select_one"})


def view_rows(session: "Session", repeat_ref: str, belonging: Belonging | None = None) -> RowsView:
    """The rows of a repeat under the first few questions that fit in a table."""
    anew = belonging is not None and belonging.asked() and belonging.is_of(repeat_ref)
    refs = session.refs()
    rows = session.rows(repeat_ref)
    columns = dict(list(_columns(session, rows, refs).items())[: _COLUMNS - anew])
    wrong = [violation.ref for violation in session.problems()]
    return RowsView(
        ref=repeat_ref,
        name=plain_text(session.label(repeat_ref)),
        heads=tuple(columns.values()),
        rows=tuple(
            _belonging_row(
                MemberRow(
                    ref=row,
                    cells=_cells(session, [ref for ref in refs if ref.startswith(row + "/")], list(columns)),
                    errors=sum(ref.startswith(row + "/") for ref in wrong),
                ),
                belonging if anew else None,
            )
            for row in rows
        ),
        can_add=session.can_add(repeat_ref),
        anew=anew,
    )


def _belonging_row(row: MemberRow, belonging: Belonging | None) -> MemberRow:
    if belonging is None:
        return row
    told, former = belonging.of(row.ref), belonging.was_former(row.ref)
    known = belonging.was_known(row.ref)
    return replace(
        row, belongs=told.words, asked=told.open, gone=told.gone, former=former and told.gone, known=known
    )


def members_missing(session: "Session") -> str:
    """Ref of the members' table where fewer stand in it than the household says it has; else empty."""
    repeat, said = _said(session)
    return repeat if repeat and len(_present(session, repeat)) < said else ""


def place_in_words(session: "Session", ref: str) -> str:
    """What stands below a page's title: which row it is of, or how many members are still to be added."""
    repeat, said = _said(session)
    rows = len(_present(session, repeat)) if repeat else 0
    if ref != repeat or rows >= said:
        return row_place(session, ref)
    return translate(N_("{said} persons in the household, {rows} written down")).format(said=said, rows=rows)


def _present(session: "Session", repeat_ref: str) -> list[str]:
    """The rows whose member is still there."""
    belonging = Belonging(session)
    return [row for row in session.rows(repeat_ref) if not belonging.of(row).gone]


def _said(session: "Session") -> tuple[str, int]:
    """The members' table and how many persons the household says it has; empty where the form asks no such thing."""
    keys = {
        name: key for key, name in session.form.properties.items() if name in ("member_count", "person_name")
    }
    count = session.ref(keys["member_count"]) if len(keys) == 2 else None
    said = session.value(count) if count else ""
    person = next((one.ref for one in session.form.questions.values() if one.save_to == "person_name"), "")
    repeat = next((one for one in _above(person) if session.rows(one)), "") if said.isdigit() else ""
    return (repeat, int(said)) if repeat else ("", 0)


def _above(ref: str) -> Iterator[str]:
    while ref.count("/") > 1:
        ref = ref.rpartition("/")[0]
        yield ref


def _columns(session: "Session", rows: Sequence[str], refs: Sequence[str]) -> dict[str, str]:
    """The heads by nodeset, from the rows there are: the first questions that any row asks."""
    told: dict[str, str] = {}
    known: dict[str, str] = {}
    for row in rows:
        for ref in refs:
            question = session.question(ref)
            # A question that only shows what stands there (a measure of the plan) is kept for something.
            shown = question.kind in _TOLD or (bool(question.save_to) and question.kind == "note")
            if ref.startswith(row + "/") and (shown or question.save_to in _FIRST):
                told.setdefault(nodeset(ref), plain_text(session.label(ref)))
                known.setdefault(question.save_to or "", nodeset(ref))
    order = [one for one in (part.ref or "" for part in session.form.parts()) if one in told]
    chosen = [known[name] for name in _FIRST if name in known]
    return {one: told[one] for one in (chosen if len(chosen) > 1 else order)[:_COLUMNS]}


def _cells(session: "Session", refs: list[str], columns: list[str]) -> tuple[str, ...]:
    by_column = {nodeset(ref): ref for ref in refs}
    return tuple(_read(session, by_column.get(column)) for column in columns)


def _read(session: "Session", ref: str | None) -> str:
    if ref is None:
        return ""
    return read_answer(session.question(ref), session.value(ref), offer_of(session, ref).pairs, "")
