"""Making a data folder from a backup: beside the target first, whole and proved, then in its place.

What lay in the target is never deleted but set aside. The restored laptop writes under a new replica id, so that
what it had handed over after the backup was made is not overwritten but joined again.
"""

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from yihu.base.clock import Clock
from yihu.base.errors import DiskFull
from yihu.base.progress import Progress, Silent
from yihu.storage import keyring
from yihu.storage.attachments import FOLDER_NAME
from yihu.storage.backup import PHOTOS_NAME, copy_durably
from yihu.storage.backup_errors import BackupMissing
from yihu.storage.backup_places import BackupRow, check_files, find_backups, read_list, stamp
from yihu.storage.database import DATABASE_NAME, Database
from yihu.storage.durable_file import explaining_disk, write_durably
from yihu.storage.folder_lock import FolderLock, sync_folder
from yihu.storage.restored_folder import BEING_MADE, READY_NAME, finish_restore, put_in_place
from yihu.storage.store import RESTORED, Store

PREFERENCES_NAME = "preferences.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A data folder made from a backup.

    Attributes:
        aside: where the former data folder lies now; None if there was none.
        photos_missing: photos that the backup names and that are not on the stick; the next hand-over asks
            for them.
    """

    store: Store
    backup: BackupRow
    aside: Path | None
    photos_missing: int


def restore(
    place: Path,
    target: Path,
    passphrase: str,
    clock: Clock | None = None,
    random: Callable[[int], bytes] = os.urandom,
    sleep: Callable[[float], None] = time.sleep,
    machine: str | None = None,
    progress: Progress | None = None,
) -> Restored:
    """Restore the newest backup of a place (or the one whose folder it is) as the data folder `target`.

    `passphrase`: the one that was in force when the backup was made.

    Raises BackupMissing, BackupDamaged, PassphraseWrong, FolderInUse, DiskFull, FolderNotWritable, DatabaseNewer,
    DatabaseDamaged, Cancelled: then the target is as it was.
    """
    progress = progress or Silent()
    finish_restore(target)
    backup = next(iter(find_backups(place)), None)
    if backup is None:
        raise BackupMissing
    fields = read_list(backup.place)
    check_files(backup.place, fields["files"])
    key = keyring.open_keyring(backup.place, passphrase, sleep, count=False)
    fresh = target.with_name(target.name + BEING_MADE)
    with explaining_disk(target.parent):
        try:
            _fill(fresh, backup, fields["files"], fields["photos"], target, progress)
            Database(fresh / DATABASE_NAME, key).close()
            aside = _exchange(fresh, target, stamp(backup.made_ms))
        except BaseException:
            if not (fresh / READY_NAME).exists():
                shutil.rmtree(fresh, ignore_errors=True)
            raise
    store = Store.open_by(target, lambda: key, clock, random, machine, RESTORED)
    store.note("restored", backup=backup.place.name)
    return Restored(store=store, backup=backup, aside=aside, photos_missing=store.want_missing_photos())


def _fill(
    fresh: Path, backup: BackupRow, files: list[str], photos: list[str], target: Path, progress: Progress
) -> None:
    shutil.rmtree(fresh, ignore_errors=True)
    sources = [backup.place.parent / PHOTOS_NAME / name for name in photos]
    there = [path for path in sources if path.is_file()]
    need = backup.size_bytes + sum(path.stat().st_size for path in there)
    target.parent.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(target.parent).free < need * 1.1:
        raise DiskFull
    (fresh / FOLDER_NAME).mkdir(parents=True)
    for name in files:
        copy_durably(backup.place / name, fresh / name)
    for done, path in enumerate(there):
        progress.step(done, len(there))
        copy_durably(path, fresh / FOLDER_NAME / path.name)
    with suppress(FileNotFoundError):
        copy_durably(target / PREFERENCES_NAME, fresh / PREFERENCES_NAME)
    sync_folder(fresh / FOLDER_NAME)
    progress.step(len(there), len(there))


def _exchange(fresh: Path, target: Path, moment: str) -> Path | None:
    """From the marker on the restored folder counts: what breaks off behind it is gone on with."""
    aside = None
    if target.exists():
        FolderLock(target).release()
        aside = _free_name(target, moment)
    sync_folder(fresh)
    write_durably(fresh / READY_NAME, b"whole\n")
    sync_folder(target.parent)
    try:
        if aside:
            target.rename(aside)
    except OSError:
        (fresh / READY_NAME).unlink()
        raise
    put_in_place(fresh, target)
    return aside


def _free_name(target: Path, moment: str) -> Path:
    names = (target.with_name(f"{target.name}-before-{moment}{'-' * bool(n)}{n or ''}") for n in range(1000))
    return next(path for path in names if not path.exists())
