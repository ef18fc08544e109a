"""Whose an answer is: who gave it, not who took a decision on it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from yihu.actions.undo_change import RESOLUTION, UNDO
from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.storage.rows import ConflictRow, ConflictValue, Event


def as_given(workspace: Workspace, rows: Iterable[ConflictRow]) -> list[ConflictRow]:
    """Differing answers, each as of who first gave it.

    A decision taken back writes all values again from the laptop where it was taken back. Shown so, both would be its
    own and of one moment, and no rule could tell them apart any more.
    """
    known: dict[str, Sequence[Event]] = {}
    return [_as_given(workspace, row, known) for row in rows]


def _as_given(workspace: Workspace, row: ConflictRow, known: dict[str, Sequence[Event]]) -> ConflictRow:
    if len({value.replica for value in row.values}) == len(row.values):
        return row  # nothing was taken back: that leaves several values of one laptop
    if row.household_id not in known:
        known[row.household_id] = workspace.store.history(row.household_id)
    events = known[row.household_id]
    return replace(row, values=tuple(_first(events, row.path, value) for value in row.values))


def _first(events: Sequence[Event], path: str, value: ConflictValue) -> ConflictValue:
    if not any(each.changeset == value.changeset and each.kind == UNDO for each in events):
        return value
    given = [
        each
        for each in events
        if each.kind not in (UNDO, RESOLUTION)
        and any(change.path == path and change.after == value.value for change in each.changes)
    ]
    newest = max(given, key=lambda each: each.at_ms, default=None)
    if newest is None:
        return value
    return replace(
        value, at_ms=newest.at_ms, person=newest.person, laptop=newest.laptop, replica=newest.replica
    )
