"""What every action works on: one opened data folder with what it needs from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.base.clock import Clock
from yihu.base.ids import Randomness
from yihu.base.progress import Progress

if TYPE_CHECKING:
    from yihu.actions.library import FormLibrary
    from yihu.storage.backup_places import BackupRow
    from yihu.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """One opened data folder. Actions take it as their first argument; it is handed around, never global.

    Attributes:
        folder: the data folder.
        demo: True for the demo village (its passphrase is known to all).
    """

    folder: Path
    store: Store
    clock: Clock
    random: Randomness
    library: FormLibrary = field(repr=False)
    demo: bool = False

    @property
    def team(self) -> str:
        """The team's name."""
        return self.store.team

    @property
    def person(self) -> str:
        """Who works on this laptop now."""
        return self.store.person

    def close(self) -> None:
        """Close the database and free the folder for another window."""
        self.store.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreReport:
    """A data folder made from a backup, opened.

    Attributes:
        aside: where the former data folder lies now; None if there was none.
        photos_missing: photos that weren't on the stick; the next hand-over asks for them.
    """

    workspace: Workspace
    backup: BackupRow
    aside: Path | None
    photos_missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """How the window and the command line open data folders; `bootstrap` fills it in.

    Attributes:
        default: the platform's place for the data folder.
        exists: whether a folder holds a database already.
        open: folder, passphrase -> Workspace; raises the `UserError`s of `storage` (wrong passphrase,
            folder in use, database newer).
        create: folder, passphrase, team, person -> Workspace (an empty register).
        create_demo: folder, progress -> Workspace with the demo village (41 invented households).
        open_demo: folder -> Workspace of a demo village made before.
        open_remembered: folder -> Workspace, by this computer's key store (`remember_here`); SystemKeyGone.
        recover: folder, the 24 words, new passphrase -> Workspace (`recover_folder`).
        restore: place of backups, folder, passphrase, progress -> RestoreReport (`restore_backup`).
    """

    default: Path
    exists: Callable[[Path], bool]
    open: Callable[[Path, str], Workspace]
    create: Callable[[Path, str, str, str], Workspace]
    create_demo: Callable[[Path, Progress], Workspace]
    open_demo: Callable[[Path], Workspace]
    open_remembered: Callable[[Path], Workspace]
    recover: Callable[[Path, str, str], Workspace]
    restore: Callable[[Path, Path, str, Progress], RestoreReport]
