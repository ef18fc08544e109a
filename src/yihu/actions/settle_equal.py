"""Answers that only differ in how a number is written: 116 and 116.0 need no person to choose."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TYPE_CHECKING

from yihu.actions.decide_conflict import chosen, form_ref
from yihu.actions.labels import Labels
from yihu.actions.show_conflicts import decisions_of
from yihu.actions.undo_change import RESOLUTION
from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.storage.rows import ConflictRow
    from yihu.sync.changeset import Value

NUMBERS = ("integer", "decimal", "range")


def equal_numbers(one: Value, other: Value) -> bool:
    """Whether two answers are the same number, however written; what is no number is equal to nothing."""
    try:
        return Decimal(str(one)) == Decimal(str(other))
    except InvalidOperation:
        return False


def settle_equal(workspace: Workspace, household_id: str) -> int:
    """Decide what two joined households answered equally; how many were decided.

    The fold compares bytes, and stays so: every laptop must come to the same. Which is a number only the questionnaire
    knows, so it is decided here, by a change like a person's that can be undone like one.
    """
    document = workspace.store.document(household_id)
    labels = Labels(workspace, document.values)
    settled = 0
    for _, rows in decisions_of(document.conflicts):
        if all(_is_one_number(labels, row) for row in rows):
            values = chosen(rows, rows[0].values[0].changeset)
            ref = form_ref(workspace, rows[0].path)
            workspace.store.write(household_id, values, ref, RESOLUTION, parents=rows[0].heads)
            settled += 1
    return settled


def _is_one_number(labels: Labels, row: ConflictRow) -> bool:
    if not all(equal_numbers(one.value, other.value) for one, other in pairwise(row.values)):
        return False
    session, ref = labels.session(row.path.partition("/")[0]), labels.ref(row.path)
    return session is not None and ref is not None and session.question(ref).kind in NUMBERS
