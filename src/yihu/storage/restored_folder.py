"""The last steps of a restore: the former folder aside, the new one in its place. A crash between is gone on with."""

from pathlib import Path

from yihu.storage.durable_file import explaining_disk
from yihu.storage.folder_lock import sync_folder

BEING_MADE, READY_NAME = ".restoring", "restored.ok"


def finish_restore(target: Path) -> None:
    """After a crash between setting the former folder aside and putting the new one there: do the second."""
    fresh = target.with_name(target.name + BEING_MADE)
    if target.exists() or not (fresh / READY_NAME).exists():
        return
    with explaining_disk(target.parent):
        put_in_place(fresh, target)


def put_in_place(fresh: Path, target: Path) -> None:
    """Give the restored folder its name. Raises OSError."""
    fresh.rename(target)
    sync_folder(target.parent)
    (target / READY_NAME).unlink()
