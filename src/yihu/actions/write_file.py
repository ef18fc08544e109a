"""Files for people: whole or not at all, and on the disk before anybody is told so."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from yihu.base.errors import DiskFull, FolderNotWritable


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name only when the block ends well, flushed with its folder.

    Written beside itself as `<name>.part`, which never survives: not an error, not a cancel.

    Raises:
        DiskFull, FolderNotWritable: an earlier file of that name is untouched.
    """
    part = target.with_name(f"{target.name}.part")
    with explained(target.parent):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
            flush_folder(target.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise


def write_whole(target: Path, content: bytes) -> None:
    """Write one file whole. Raises as `whole_file`."""
    with whole_file(target) as file:
        file.write(content)


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the system says about a full disk or a closed folder into words for people."""
    try:
        yield
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise DiskFull from problem
        raise FolderNotWritable(name=folder.name or str(folder)) from problem


def flush_folder(folder: Path) -> None:
    """Make the folder's new entry durable; Windows does so by itself and can't open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)
