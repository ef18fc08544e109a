"""Small files beside the database, written whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yihu.base.errors import DiskFull, FolderNotWritable
from yihu.storage.folder_lock import sync_folder

FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


def write_durably(path: Path, data: bytes) -> None:
    """Replace a file: `.part`, sync, rename, sync. Raises DiskFull, FolderNotWritable."""
    part = path.with_name(path.name + ".part")
    with explaining_disk(path.parent):
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            sync_folder(path.parent)
        except OSError:
            part.unlink(missing_ok=True)
            raise


@contextmanager
def explaining_disk(folder: Path) -> Iterator[None]:
    """Turns the system's errors of writing into what a person can act on."""
    try:
        yield
    except OSError as cause:
        raise (DiskFull() if cause.errno in FULL else FolderNotWritable(name=folder.name)) from cause
