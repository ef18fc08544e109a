"""A household's time line: who changed what, when, on which laptop, from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.labels import Labels
from yihu.actions.reading import find_row
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate
from yihu.planning.in_force import IN_FORCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yihu.storage.rows import Change, Event
    from yihu.sync.changeset import Value

KIND_WORDS = {
    "preload": N_("Taken from a list"),
    "import": N_("Updated from a list"),
    "add": N_("Added to the register"),
    "visit": N_("Answered, to go on later"),
    "draft": N_("Answered, to go on later"),
    "again": N_("A new survey begun"),
    "finish": N_("Survey finished"),
    "plan": N_("Worked on the plan"),
    "plan_agreed": N_("Plan agreed"),
    "plan_signed": N_("Plan signed"),
    "plan_chosen": N_("Plan chosen"),
    "resolution": N_("Decided between answers"),
    "undo": N_("Change taken back"),
    "move": N_("Moved"),
    "assign": N_("Assigned"),
    "checked": N_("Looked through after merging"),
    "profile": N_("Judged by other rules"),
    "pairing": N_("Pair"),
}
BEGINNINGS = frozenset(("preload", "add"))
"""What a household begins with can be corrected, but not taken back as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryChange:
    """One answer of a step.

    Attributes:
        question: its label; `member`: whom it is about, else empty.
        before, after: as a person reads them; before is what the writer had seen.
        still: the answer has this value now.
    """

    path: str
    question: str
    member: str
    before: str
    after: str
    still: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One step of a household's time line.

    Attributes:
        what: the kind of step in words. laptop, team: where it was made.
        mine: on this laptop. concurrent: without knowing another step. waiting: an earlier file is missing.
        can_undo: at least one of its answers can be taken back now.
    """

    changeset_id: str
    at_ms: int
    kind: str
    what: str
    person: str
    laptop: str
    mine: bool
    concurrent: bool
    waiting: bool
    can_undo: bool
    changes: tuple[HistoryChange, ...]


def show_history(workspace: Workspace, household_id: str, path: str = "") -> tuple[HistoryEntry, ...]:
    """All steps, the newest first; with `path` only those that changed that answer.

    Raises:
        HouseholdUnknown.
    """
    row = find_row(workspace, household_id)
    values = workspace.store.document(row.id).values
    labels = Labels(workspace, values)
    events = [
        event
        for event in workspace.store.history(row.id)
        if not path or any(change.path == path for change in event.changes)
    ]
    return tuple(_entry(labels, values, event, path) for event in reversed(events))


def _repeats(change: Change) -> bool:
    """Who works on a plan says each time that it is the one: nothing new."""
    return change.path == IN_FORCE and change.before == change.after and not change.others


def _entry(labels: Labels, values: Mapping[str, Value], event: Event, path: str) -> HistoryEntry:
    changes = tuple(
        HistoryChange(
            path=change.path,
            question=labels.label(change.path),
            member=labels.member(change.path),
            before=labels.shown(change.path, change.before),
            after=labels.shown(change.path, change.after),
            still=values.get(change.path) == change.after,
        )
        for change in event.changes
        if (not path or change.path == path) and not _repeats(change)
    )
    return HistoryEntry(
        changeset_id=event.changeset,
        at_ms=event.at_ms,
        kind=event.kind,
        what=translate(KIND_WORDS[event.kind]) if event.kind in KIND_WORDS else event.kind,
        person=event.person,
        laptop=event.laptop,
        mine=event.mine,
        concurrent=event.concurrent,
        waiting=event.waiting,
        can_undo=not event.waiting and event.kind not in BEGINNINGS and any(each.still for each in changes),
        changes=changes,
    )
