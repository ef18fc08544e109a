"""A repeat as a table: its heads, its rows, what each row is called (no Qt)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from yihu.ui.interview.asking import read_answer
from yihu.ui.interview.paging import nodeset
from yihu.ui.interview.views import MemberRow, RowsView

if TYPE_CHECKING:
    from yihu.engine import Session

_COLUMNS = 5
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
    for row in rows:
        for ref in refs:
            if ref.startswith(row + "/") and session.question(ref).kind in _TOLD:
                told.setdefault(nodeset(ref), session.label(ref))
    order = [nodeset_ for nodeset_ in (part.ref or "" for part in session.form.parts()) if nodeset_ in told]
    return {nodeset_: told[nodeset_] for nodeset_ in order[:_COLUMNS]}


def _cells(session: "Session", refs: list[str], columns: list[str]) -> tuple[str, ...]:
    by_column = {nodeset(ref): ref for ref in refs}
    return tuple(_read(session, by_column.get(column)) for column in columns)


def _read(session: "Session", ref: str | None) -> str:
    if ref is None:
        return ""
    choices = tuple((choice.value, choice.label) for choice in session.choices(ref))
    return read_answer(session.question(ref), session.value(ref), choices, "")
