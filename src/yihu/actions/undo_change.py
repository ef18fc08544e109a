"""Take a change back, by a new change: nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.errors import ChangeGone, ChangeIsBeginning
from yihu.actions.permission import guarded
from yihu.actions.reading import find_row
from yihu.actions.show_history import BEGINNINGS
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yihu.storage.rows import Change, Document, Event
    from yihu.sync.changeset import Value

UNDO, RESOLUTION = "undo", "resolution"


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoReport:
    """What was taken back.

    Attributes:
        undone: paths that have the value from before again.
        kept: paths that somebody changed since; they stay as they are.
        changeset_id: the new change, to be taken back in its turn.
    """

    household_id: str
    undone: tuple[str, ...]
    kept: tuple[str, ...]
    changeset_id: str


@guarded
def undo_change(
    workspace: Workspace, household_id: str, changeset_id: str, paths: Collection[str] | None = None
) -> UndoReport:
    """Give answers the value again that the writer of a change had found.

    What was changed once more since stays. A finished survey is opened again when its finishing is
    taken back; a member that was added is removed, one that was removed comes back.

    Args:
        paths: only these answers of the change.

    Raises:
        HouseholdUnknown.
        ChangeGone: there is no such change, it waits for an earlier file, or nothing of it is left.
        ChangeIsBeginning: what the household began with; single `paths` of it can be taken back.
    """
    row = find_row(workspace, household_id)
    store = workspace.store
    store.seal(row.id, "draft")
    event = next((each for each in store.history(row.id) if each.changeset == changeset_id), None)
    if event is None or event.waiting:
        raise ChangeGone
    if event.kind in BEGINNINGS and paths is None:
        raise ChangeIsBeginning
    document = store.document(row.id)
    undone, kept = values_before(document, event, paths)
    if not undone:
        raise ChangeGone
    with explained(workspace.folder):
        written = write_back(workspace, document, event, undone)
    return UndoReport(
        household_id=row.id, undone=tuple(sorted(undone)), kept=tuple(sorted(kept)), changeset_id=written
    )


def write_back(workspace: Workspace, document: Document, event: Event, values: Mapping[str, Value]) -> str:
    """Write the values from before; where several stood beside each other, all of them, to be decided anew.

    They are written as changes that don't know of one another: so they differ again. The id of the one shown.
    """
    beside: list[dict[str, Value]] = []
    for change in event.changes:
        if change.path in values and not change.path.endswith("/_del"):
            for place, other in enumerate(change.others):
                beside += [{}] if place == len(beside) else []
                beside[place][change.path] = other
    store = workspace.store
    with store.together():
        for others in reversed(beside):
            store.write(document.household_id, others, event.form, UNDO, parents=document.heads)
        return store.write(document.household_id, values, event.form, UNDO, parents=document.heads).id


def values_before(
    document: Document, event: Event, paths: Collection[str] | None = None
) -> tuple[dict[str, Value], list[str]]:
    """Path -> value that takes a change back, and the paths that were changed since."""
    chosen = [change for change in event.changes if paths is None or change.path in paths]
    added = {
        change.path.removesuffix("_row")
        for change in chosen
        if change.path.endswith("/_row") and change.before is None and change.after is not None
    }
    values: dict[str, Value] = {f"{row}_del": True for row in added if f"{row}_row" in document.values}
    kept = []
    for change in chosen:
        if change.path.startswith(tuple(added)):
            continue
        if _still(document.values, change.path, change.after):
            if change.before != change.after or change.others:
                values[change.path] = _before(event, change)
        else:
            kept.append(change.path)
    return values, kept


def _before(event: Event, change: Change) -> Value:
    """A row on which people disagreed was visible before it was decided."""
    if event.kind == RESOLUTION and change.path.endswith("/_del"):
        return False
    return change.before


def _still(values: Mapping[str, Value], path: str, after: Value) -> bool:
    """Whether it is the value that holds; of a removed row nothing is shown."""
    if path.endswith("/_del") and after is True:
        row = path.removesuffix("_del")
        return not any(each.startswith(row) for each in values)
    return values.get(path) == after
