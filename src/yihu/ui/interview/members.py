"""A repeat as a table: its heads, its rows, what each row is called (no Qt)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from yihu.ui.interview.asking import read_answer
from yihu.ui.interview.markup import plain_text
from yihu.ui.interview.offering import offer_of
from yihu.ui.interview.paging import nodeset
from yihu.ui.interview.views import MemberRow, RowsView

if TYPE_CHECKING:
    from yihu.engine import Session

_COLUMNS = 5
_FIRST = ("person_name", "relation", "sex", "birth_date", "health", "labour_skill")
"""Properties that tell a member from the others; forms without them show their first questions."""
_TOLD = frozenset({"text", "integer", "decimal", "date", "select_one"})


def view_rows(session: "Session", repeat_ref: str) -> RowsView:
    """The rows of a repeat under the first few questions that fit in a table."""
    refs = session.refs()
    rows = session.rows(repeat_ref)
    columns = _columns(session, rows, refs)
    wrong = [violation.ref for violation in session.problems()]
    return RowsView(
        ref=repeat_ref,
        name=session.label(repeat_ref),
        heads=tuple(columns.values()),
        rows=tuple(
            MemberRow(
                ref=row,
                cells=_cells(session, [ref for ref in refs if ref.startswith(row + "/")], list(columns)),
                errors=sum(ref.startswith(row + "/") for ref in wrong),
            )
            for row in rows
        ),
        can_add=session.can_add(repeat_ref),
    )


def _columns(session: "Session", rows: Sequence[str], refs: Sequence[str]) -> dict[str, str]:
    """The heads by nodeset, from the rows there are: the first questions that any row asks."""
    told: dict[str, str] = {}
    known: dict[str, str] = {}
    for row in rows:
        for ref in refs:
            question = session.question(ref)
            if ref.startswith(row + "/") and (question.kind in _TOLD or question.save_to in _FIRST):
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
