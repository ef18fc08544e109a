"""A second copy of the data folder on a stick or in another folder: encrypted like the first, with the same keys.

`<place>/yihu-backup-<8 digits>/<time>/` holds the database and the small files beside it, `photos/` next to it
the photos of all backups, each once. A backup is written into a `.part` folder, synced, read back and only then
renamed: what bears a backup's name is whole.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from yihu import __version__
from yihu.base.errors import UserError
from yihu.base.progress import Progress, Silent
from yihu.storage.attachments import FOLDER_NAME
from yihu.storage.backup_errors import BackupInside, BackupPlaceMissing
from yihu.storage.backup_places import (
    FORMAT,
    LIST_NAME,
    PIECE_BYTES,
    ROOT_PREFIX,
    UNFINISHED,
    BackupRow,
    check_files,
    file_digest,
    find_backups,
    prune,
    read_list,
    remove_unfinished,
    stamp,
)
from yihu.storage.database import DATABASE_NAME
from yihu.storage.durable_file import explaining_disk
from yihu.storage.folder_lock import LOCK_NAME, sync_folder
from yihu.storage.identity_file import GENERATION_NAME
from yihu.storage.keyring import keyring_id
from yihu.storage.opened import one
from yihu.storage.safe_keeping import SafeKeeping

PHOTOS_NAME = "photos"
_STAYS_HERE = (DATABASE_NAME, LOCK_NAME, GENERATION_NAME)


class BackingUp(SafeKeeping):
    """`backup`."""

    def backup(self, place: Path, progress: Progress | None = None) -> BackupRow:
        """Write a whole backup and read it back; any thread, others go on working meanwhile.

        Raises BackupPlaceMissing, BackupInside, DiskFull, FolderNotWritable, BackupDamaged, Cancelled: then all
        earlier backups are as they were.
        """
        if not place.is_dir():
            raise BackupPlaceMissing
        if self.folder.resolve() in (place.resolve(), *place.resolve().parents):
            raise BackupInside
        progress = progress or Silent()
        root = place / f"{ROOT_PREFIX}{keyring_id(self.folder)[:8]}"
        with explaining_disk(place):
            (root / PHOTOS_NAME).mkdir(parents=True, exist_ok=True)
            remove_unfinished(root)
            made_ms = self._free_moment(root)
            part = root / (stamp(made_ms) + UNFINISHED)
            try:
                self._fill(part, root / PHOTOS_NAME, made_ms, progress)
                whole = part.with_suffix("")
                part.rename(whole)
                sync_folder(root)
            except (OSError, UserError):
                shutil.rmtree(part, ignore_errors=True)
                raise
            with suppress(OSError):
                prune(root)
        return next(row for row in find_backups(root) if row.place == whole)

    def remove_backups_before(self, backup: BackupRow) -> int:
        """Remove the earlier backups beside this one and the photos only they had; how many."""
        root = backup.place.parent
        earlier = [row for row in find_backups(root) if row.made_ms < backup.made_ms]
        kept = set(read_list(backup.place)["photos"])
        with explaining_disk(root):
            for row in earlier:
                (row.place / LIST_NAME).unlink()
                shutil.rmtree(row.place)
            for path in (root / PHOTOS_NAME).iterdir():
                if path.name not in kept:
                    path.unlink()
        return len(earlier)

    def _free_moment(self, root: Path) -> int:
        """Now, or the second after the newest backup if the clock went back: names sort by the order of making."""
        newest = max((row.made_ms for row in find_backups(root)), default=0)
        return max(self._clock.now_ms(), (newest // 1000 + 1) * 1000)

    def _fill(self, part: Path, photos: Path, made_ms: int, progress: Progress) -> None:
        part.mkdir()
        self._db.copy_to(part / DATABASE_NAME)
        _sync_file(part / DATABASE_NAME)
        for path in sorted(self.folder.iterdir()):
            if path.is_file() and not path.name.startswith(_STAYS_HERE) and path.suffix != UNFINISHED:
                copy_durably(path, part / path.name)
        names = self._copy_photos(photos, progress)
        files = {path.name: (path.stat().st_size, file_digest(path)) for path in sorted(part.iterdir())}
        _write_list(part / LIST_NAME, self._described(made_ms, files, names))
        sync_folder(part)
        check_files(part, files)
        self._db.check_copy(part / DATABASE_NAME)

    def _copy_photos(self, photos: Path, progress: Progress) -> list[str]:
        """Photos never change under their name: only new ones are copied. All names that are here."""
        folder = self.folder / FOLDER_NAME
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        sources = [path for path in found if path.is_file() and path.suffix != UNFINISHED]
        for done, path in enumerate(sources):
            progress.step(done, len(sources))
            target = photos / path.name
            if not target.exists() or target.stat().st_size != path.stat().st_size:
                copy_durably(path, target)
        sync_folder(photos)
        progress.step(len(sources), len(sources))
        return [path.name for path in sources]

    def _described(
        self, made_ms: int, files: dict[str, tuple[int, str]], photos: list[str]
    ) -> dict[str, Any]:
        with self._db.read() as connection:
            counts = {
                "households": one(connection, "SELECT count(*) FROM household"),
                "changesets": one(connection, "SELECT count(*) FROM changeset"),
            }
        return counts | {
            "format": FORMAT,
            "app": __version__,
            "made_ms": made_ms,
            "files": files,
            "photos": photos,
        }


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file: `.part`, sync, rename. Raises OSError."""
    part = target.with_name(target.name + UNFINISHED)
    with source.open("rb") as read, part.open("wb") as write:
        shutil.copyfileobj(read, write, PIECE_BYTES)
        write.flush()
        os.fsync(write.fileno())
    part.replace(target)


def _sync_file(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _write_list(path: Path, fields: dict[str, Any]) -> None:
    with path.open("wb") as file:
        file.write(orjson.dumps(fields, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2))
        file.flush()
        os.fsync(file.fileno())
