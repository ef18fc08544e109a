"""Lock the data folder without losing anything, and go on where one was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yihu.actions.workspace import Folders, Workspace

ASLEEP_MS = 90_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """What is known of a locked folder; nothing personal.

    Attributes:
        folder, demo: to open it again.
        household_id, record, form_id: the interview that was open; None without one. Its answers and its place
            are on the disk already.
    """

    folder: Path
    demo: bool = False
    household_id: str | None = None
    record: str | None = None
    form_id: str | None = None


def lock(
    workspace: Workspace,
    *,
    household_id: str | None = None,
    record: str | None = None,
    form_id: str | None = None,
) -> Locked:
    """Close the database and forget its key; drafts stay as they are. Work still going on in the background ends
    with `FolderLocked`, nothing half done.
    """
    workspace.close()
    return Locked(
        folder=workspace.folder,
        demo=workspace.demo,
        household_id=household_id,
        record=record,
        form_id=form_id,
    )


def unlock(locked: Locked, passphrase: str, folders: Folders) -> Workspace:
    """Open it again; then `open_visit(workspace, household_id, form_id, record)` resumes at its place.

    Raises as `open_folder`.
    """
    return folders.open_demo(locked.folder) if locked.demo else folders.open(locked.folder, passphrase)


@dataclass(slots=True, kw_only=True)
class IdleWatch:
    """Tells when to lock: nobody did anything for so long, or the computer slept.

    `minutes`: of `Preferences.lock_minutes`; 0 never locks for idleness. Ask `is_due` about every half minute; a
    gap of more than 90 s between two questions means that the computer slept.
    """

    minutes: int
    touched_ms: int
    asked_ms: int

    def touch(self, now_ms: int) -> None:
        """Somebody pressed a key or moved the mouse."""
        self.touched_ms = now_ms

    def is_due(self, now_ms: int) -> bool:
        """Whether to lock now."""
        slept = now_ms - self.asked_ms > ASLEEP_MS
        self.asked_ms = now_ms
        idle = self.minutes > 0 and now_ms - self.touched_ms >= self.minutes * 60_000
        return slept or idle
