"""Open a data folder."""

from __future__ import annotations

from pathlib import Path

from yihu.actions.workspace import Workspace
from yihu.base.clock import Clock
from yihu.base.ids import Randomness


def open_folder(folder: Path, passphrase: str, *, clock: Clock, random: Randomness) -> Workspace:
    """Open the encrypted database of a data folder.

    Raises:
        UserError: wrong passphrase, folder in use by another window, database of a newer version.
    """
    raise NotImplementedError


def folder_exists(folder: Path) -> bool:
    """Whether the folder holds a database already."""
    raise NotImplementedError
