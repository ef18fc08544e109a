"""The second copy: where it goes, making it, what there is, and making a data folder from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.open_folder import workspace_of
from yihu.actions.permission import guarded
from yihu.actions.shipped_forms import keep_shipped
from yihu.actions.workspace import RestoreReport, Workspace
from yihu.base.clock import Clock
from yihu.base.errors import UserError
from yihu.base.ids import Randomness
from yihu.base.progress import Progress, Silent

if TYPE_CHECKING:
    from yihu.storage.backup_places import BackupRow

PLACE, APART = "backup_place", "backup_apart"
LAST_MS, ERROR, TOOK_MS = "backup_last_ms", "backup_error", "backup_took_ms"
REST_TIMES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupState:
    """How it stands with backups.

    Attributes:
        place: chosen once; None: nobody chose yet.
        there: whether it is plugged in now.
        last_ms: when the last one was made; None: never.
        error: code of what went wrong the last time (`backup-place-missing`, `disk-full`, ...), "" if all went well.
    """

    place: Path | None
    there: bool
    last_ms: int | None
    error: str


@guarded
def choose_backup_place(workspace: Workspace, place: Path | None) -> BackupState:
    """Where automatic copies go from now on; None stops them. Raises BackupPlaceMissing, BackupInside."""
    from yihu.storage.backup_errors import BackupInside, BackupPlaceMissing

    if place is not None:
        place = place.resolve()
        if not place.is_dir():
            raise BackupPlaceMissing
        if workspace.folder.resolve() in (place, *place.parents):
            raise BackupInside
    workspace.store.set_setting(PLACE, None if place is None else str(place))
    workspace.store.set_setting(APART, place is not None and _disk(place) != _disk(workspace.folder))
    workspace.store.set_setting(ERROR, "")
    return backup_state(workspace)


def backup_state(workspace: Workspace) -> BackupState:
    """Chosen place, last copy, what went wrong."""
    place, last = workspace.store.setting(PLACE), workspace.store.setting(LAST_MS)
    return BackupState(
        place=Path(place) if isinstance(place, str) else None,
        there=isinstance(place, str) and _is_there(workspace, Path(place)),
        last_ms=last if isinstance(last, int) else None,
        error=str(workspace.store.setting(ERROR) or ""),
    )


def backup_now(
    workspace: Workspace, place: Path | None = None, progress: Progress | None = None
) -> BackupRow:
    """Make a whole copy and read it back, in this thread; others go on working meanwhile.

    Raises BackupUnchosen, BackupPlaceMissing, BackupInside, DiskFull, FolderNotWritable, BackupDamaged, Cancelled:
    the earlier copies stay, and it is kept as `BackupState.error`.
    """
    from yihu.storage.backup_errors import BackupPlaceMissing, BackupUnchosen

    state = backup_state(workspace)
    chosen = place or state.place
    if chosen is None:
        raise BackupUnchosen
    begun = workspace.clock.now_ms()
    try:
        if place is None and not state.there:
            raise BackupPlaceMissing
        row = workspace.store.backup(chosen, progress or Silent())
    except UserError as problem:
        workspace.store.set_setting(ERROR, problem.code)
        raise
    now = workspace.clock.now_ms()
    for name, value in ((LAST_MS, now), (TOOK_MS, now - begun), (ERROR, "")):
        workspace.store.set_setting(name, value)
    return row


def _is_there(workspace: Workspace, place: Path) -> bool:
    """Where a stick was pulled its empty folder may stay behind, on the very disk that the copy is to outlive."""
    apart = bool(workspace.store.setting(APART))
    return place.is_dir() and not (apart and _disk(place) == _disk(workspace.folder))


def _disk(path: Path) -> int:
    return path.stat().st_dev


def backup_after_finish(workspace: Workspace) -> BackupRow | None:
    """The automatic copy after a finished household; call it in a background thread.

    None: no place was chosen, or copying a large register again so soon would only slow the laptop down. Whatever
    goes wrong is kept as `BackupState.error` and raised as `UserError`; the next finished household tries again.
    """
    state = backup_state(workspace)
    took = workspace.store.setting(TOOK_MS) or 0
    resting = state.last_ms is not None and workspace.clock.now_ms() - state.last_ms < REST_TIMES * int(took)
    if state.place is None or workspace.demo or (resting and not state.error):
        return None
    return backup_now(workspace)


def list_backups(place: Path) -> tuple[BackupRow, ...]:
    """All backups on a stick or in a folder, the newest first. No passphrase is needed."""
    from yihu.storage.backup_places import find_backups

    return find_backups(place)


def restore_backup(
    place: Path,
    target: Path,
    passphrase: str,
    *,
    clock: Clock,
    random: Randomness,
    progress: Progress | None = None,
) -> RestoreReport:
    """Make `target` the data folder from the newest backup of `place` (or from the one whose folder it is).

    A folder that lies there already is set aside, never deleted. The laptop writes under a new replica id: what
    it handed over after the backup comes back with the next hand-over.

    Raises BackupMissing, BackupDamaged, PassphraseWrong, FolderInUse, DiskFull, FolderNotWritable, Cancelled: then
    the target is as it was.
    """
    from yihu.storage.restore import restore

    found = restore(place, target, passphrase, clock, random, progress=progress)
    try:
        keep_shipped(found.store)
    except BaseException:
        found.store.close()
        raise
    return RestoreReport(
        workspace=workspace_of(target, found.store, clock, random),
        backup=found.backup,
        aside=found.aside,
        photos_missing=found.photos_missing,
    )
