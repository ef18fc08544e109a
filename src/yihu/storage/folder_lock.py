"""One process for each data folder. The system frees the lock when the process dies, however it dies."""

import os
import sys
from pathlib import Path
from typing import IO

from yihu.base.errors import FolderNotWritable
from yihu.storage.errors import FolderInUse

LOCK_NAME = "in-use.lock"


class FolderLock:
    """Held from creation to `release`."""

    def __init__(self, folder: Path) -> None:
        """Raises `FolderInUse`, `FolderNotWritable`."""
        try:
            self._file: IO[bytes] | None = (folder / LOCK_NAME).open("a+b")
        except OSError as cause:
            raise FolderNotWritable(name=folder.name) from cause
        try:
            _lock(self._file)
        except OSError as cause:
            self._file.close()
            raise FolderInUse from cause

    def release(self) -> None:
        """Let others in."""
        if self._file is not None:
            self._file.close()
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def sync_folder(folder: Path) -> None:
    """Make names of files in a folder durable; Windows does it by itself."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
