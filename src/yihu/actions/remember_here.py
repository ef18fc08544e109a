"""Open the folder on this computer without the passphrase: only where a person asked for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.open_folder import workspace_of
from yihu.actions.shipped_forms import keep_shipped
from yihu.actions.workspace import Workspace
from yihu.base.clock import Clock
from yihu.base.ids import Randomness

if TYPE_CHECKING:
    from yihu.storage.system_keys import SystemKeys


def can_remember() -> bool:
    """Whether this computer has a key store for its user's account."""
    from yihu.storage.system_keys import find_system_keys

    return find_system_keys() is not None


def remember_here(workspace: Workspace, passphrase: str, keys: SystemKeys | None = None) -> None:
    """From now on whoever is logged in to this computer's account opens the folder without the passphrase.

    Raises PassphraseWrong (after a wait), SystemKeyGone.
    """
    from yihu.storage.system_keys import find_system_keys

    workspace.store.prove_passphrase(passphrase)
    workspace.store.remember_here(keys or find_system_keys())


def forget_here(workspace: Workspace, keys: SystemKeys | None = None) -> None:
    """Ask for the passphrase again."""
    from yihu.storage.system_keys import find_system_keys

    workspace.store.forget_here(keys or find_system_keys())


def is_remembered(folder: Path) -> bool:
    """Whether opening without the passphrase was asked for in this folder."""
    from yihu.base.errors import UserError
    from yihu.storage.keyring import SYSTEM, opens_by

    try:
        return opens_by(folder, SYSTEM)
    except UserError:
        return False


def open_remembered(
    folder: Path, *, clock: Clock, random: Randomness, keys: SystemKeys | None = None
) -> Workspace:
    """Open it by this computer's key store. Raises SystemKeyGone (then ask for the passphrase), as `open_folder`."""
    from yihu.storage.safe_keeping import system_key
    from yihu.storage.store import Store
    from yihu.storage.system_keys import find_system_keys

    found = keys or find_system_keys()
    store = Store.open_by(folder, lambda: system_key(folder, found), clock, random)
    try:
        keep_shipped(store)
    except BaseException:
        store.close()
        raise
    return workspace_of(folder, store, clock, random)
