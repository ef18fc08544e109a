"""Open a data folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.library import FormLibrary
from yihu.actions.shipped_forms import keep_shipped
from yihu.actions.workspace import Workspace
from yihu.base.clock import Clock
from yihu.base.ids import Randomness

if TYPE_CHECKING:
    from yihu.storage.store import Store

FILES = ("keyring.json", "yihu.db")


def open_folder(folder: Path, passphrase: str, *, clock: Clock, random: Randomness) -> Workspace:
    """Open the encrypted database of a data folder.

    Raises:
        UserError: wrong passphrase, folder in use by another window, database of a newer version.
    """
    from yihu.storage.store import Store

    store = Store.open(folder, passphrase, clock=clock, random=random)
    try:
        keep_shipped(store)
    except BaseException:
        store.close()
        raise
    return workspace_of(folder, store, clock, random)


def folder_exists(folder: Path) -> bool:
    """Whether the folder holds a database already.

    Looks for the files itself: the first window asks this and must not wait for the whole store.
    """
    if all((folder / name).exists() for name in FILES):
        return True
    return folder.with_name(folder.name + ".restoring").exists() and _finish_restore(folder)


def _finish_restore(folder: Path) -> bool:
    """A restore that broke off between its last two steps is gone on with."""
    from yihu.storage.store import Store

    return Store.exists(folder)


def workspace_of(
    folder: Path, store: Store, clock: Clock, random: Randomness, *, demo: bool = False
) -> Workspace:
    """The workspace around an opened store."""
    return Workspace(
        folder=folder, store=store, clock=clock, random=random, library=FormLibrary(store), demo=demo
    )
