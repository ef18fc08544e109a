"""A folder that others' files arrive in: it is looked through for new ones until told otherwise."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from yihu.actions.permission import guarded
from yihu.actions.receive_packages import package_files
from yihu.actions.workspace import Workspace
from yihu.base.errors import FolderNotWritable

PLACE, SEEN = "watched_folder", "watched_seen"
SEEN_AT_MOST = 2000


@guarded
def watch_folder(workspace: Workspace, folder: Path | None) -> None:
    """Look through this folder from now on; None stops it. Raises FolderNotWritable: it isn't there."""
    if folder is not None and not folder.is_dir():
        raise FolderNotWritable(name=folder.name)
    workspace.store.set_setting(PLACE, None if folder is None else str(folder))


def watched_folder(workspace: Workspace) -> Path | None:
    """The folder being looked through, whether or not its stick is plugged in; None: none."""
    place = workspace.store.setting(PLACE)
    return Path(place) if isinstance(place, str) else None


def list_new_files(workspace: Workspace) -> tuple[Path, ...]:
    """Files of the watched folder that were not there, or not like this, when it was last settled."""
    seen, folder = _seen(workspace), watched_folder(workspace)
    if folder is None or not folder.is_dir():
        return ()
    return tuple(path for path in package_files([folder]) if (mark := _mark(path)) and mark not in seen)


@guarded
def settle_files(workspace: Workspace, paths: tuple[Path, ...]) -> None:
    """These were looked at: they are new again only when they change."""
    seen = _seen(workspace)
    marks = dict.fromkeys([*seen, *(mark for path in paths if (mark := _mark(path)))])
    workspace.store.set_setting(SEEN, "\n".join(list(marks)[-SEEN_AT_MOST:]))


def _seen(workspace: Workspace) -> dict[str, None]:
    return dict.fromkeys(str(workspace.store.setting(SEEN) or "").splitlines())


def _mark(path: Path) -> str:
    """Name, size and time tell whether a file is another one; empty where it is gone."""
    with suppress(OSError):
        stat = path.stat()
        return f"{path.name} {stat.st_size} {stat.st_mtime_ns}"
    return ""
