"""Decide one thing that laptops answered differently: one of the answers, or a third."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from yihu.actions.errors import AnswerNotFitting, ConflictChanged, ConflictGone
from yihu.actions.labels import Labels
from yihu.actions.permission import guarded
from yihu.actions.reading import find_row
from yihu.actions.resolve_conflict import ResolveReport
from yihu.actions.show_conflicts import decisions_of
from yihu.actions.undo_change import RESOLUTION
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.planning.in_force import IN_FORCE

if TYPE_CHECKING:
    from yihu.storage.rows import ConflictRow
    from yihu.sync.changeset import Value


@guarded
def decide_conflict(
    workspace: Workspace,
    household_id: str,
    key: str,
    *,
    keep: str | None = None,
    typed: str | None = None,
    seen: Collection[str] | None = None,
) -> ResolveReport:
    """Choose an option whole, or type another answer, by a change on top of all others.

    Args:
        key: `Decision.key`. keep: `Option.changeset_id` of the chosen one.
        typed: a third answer, checked as the question checks its answers; "" clears it.
        seen: the options' ids that the person was shown; None: all there are.

    Raises:
        HouseholdUnknown, ConflictGone.
        ConflictChanged: there is an answer that the person was not shown.
        AnswerNotFitting: the question doesn't take the typed answer.
    """
    row = find_row(workspace, household_id)
    document = workspace.store.document(row.id)
    rows = next((rows for name, rows in decisions_of(document.conflicts) if name == key), None)
    if rows is None:
        raise ConflictGone
    options = {one.changeset for one in rows[0].values}
    if seen is not None and not options <= set(seen):
        raise ConflictChanged
    if keep is not None:
        if keep not in options:
            raise ConflictGone
        values = chosen(rows, keep)
    else:
        labels = Labels(workspace, document.values)
        values = {each.path: _checked(labels, each.path, typed or "") for each in rows}
    with explained(workspace.folder):
        written = workspace.store.write(
            row.id, values, form_ref(workspace, rows[0].path), RESOLUTION, parents=rows[0].heads
        )
    return ResolveReport(
        household_id=row.id,
        path=key,
        left_in_household=len(workspace.store.conflicts(row.id)),
        left_in_all=workspace.store.conflict_count(),
        changeset_id=written.id,
    )


def chosen(rows: Collection[ConflictRow], changeset: str) -> dict[str, Value]:
    """Path -> value of one option; of a row that one removed and others edited: removed, or kept."""
    values: dict[str, Value] = {}
    for row in rows:
        one = next(each for each in row.values if each.changeset == changeset)
        values[row.path] = one.value is True if row.path.endswith("/_del") else one.value
    return values


def form_ref(workspace: Workspace, path: str) -> str:
    """`<form id>@<version>` of the questionnaire that a path belongs to; without one on this laptop `@1`."""
    form_id = path.partition("/")[0].partition("~")[0]
    stored = workspace.store.form(form_id)
    return f"{form_id}@{stored.version if stored else 1}"


def _checked(labels: Labels, path: str, text: str) -> Value:
    """The typed text as its question takes it. Raises AnswerNotFitting."""
    from yihu.base.errors import UserError

    ref, session = labels.ref(path), labels.session(path.partition("/")[0])
    if path.endswith("/_del") or path == IN_FORCE:
        raise AnswerNotFitting
    if not text:
        return None
    if session is None or ref is None:
        return text
    choices = {each.value for each in session.choices(ref)}
    if choices and not set(text.split()) <= choices:
        raise AnswerNotFitting
    try:
        session.answer(ref, text)
    except UserError as cause:
        raise AnswerNotFitting from cause
    violation = session.violation(ref)
    if violation is not None and violation.kind == "constraint":
        raise AnswerNotFitting
    return session.value(ref)
