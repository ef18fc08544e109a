"""What the window stands on: preferences, and the data folder that is open or not. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from yihu.actions.preferences import Preferences, read_preferences, save_preferences
from yihu.base.errors import UserError
from yihu.base.i18n import set_language

if TYPE_CHECKING:
    from yihu.actions.workspace import Folders, RestoreReport, Workspace
    from yihu.base.progress import Progress
    from yihu.ui.routes import Route

Why = Literal["asked", "idle", "asleep"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Where the person was when the folder was locked, and why it was. Nothing personal: ids only.

    Attributes:
        trail: routes, the last one in front.
        interviewing: whether an interview was open.
    """

    folder: Path
    why: Why
    trail: tuple[Route, ...]
    interviewing: bool


class Shell:
    """The window's state behind all pages.

    Attributes:
        left: set while the folder is locked; None after a start of the program.
        fresh_passphrase: of a folder just made, for its recovery sheet; taken once.
        restored: the folder in use was just made from a backup; told once.
        wishes_restore: the gate is to offer a backup, from `backup_place` if that is known.
    """

    def __init__(self, folders: Folders, language: str | None = None) -> None:
        self.folders = folders
        self.preferences: Preferences = read_preferences(folders.default)
        self.workspace: Workspace | None = None
        self.folder = Path(self.preferences.last_folder or folders.default)
        self.left: Left | None = None
        self.fresh_passphrase = ""
        self.restored: RestoreReport | None = None
        self.wishes_restore = False
        self.backup_place: Path | None = None
        set_language(language or self.preferences.language)

    @property
    def demo_folder(self) -> Path:
        """Where the demo village lies: beside the real data, never in it."""
        default = self.folders.default
        return default.with_name(f"{default.name}-demo")

    @property
    def own_folder(self) -> Path:
        """The folder in use, or the one it would be if that is the demo village."""
        return self.folders.default if self.folder == self.demo_folder else self.folder

    def first_start(self) -> bool:
        """Whether there is nothing to unlock: no database where the last one was."""
        return self.folder == self.demo_folder or not self.folders.exists(self.folder)

    def unlock(self, passphrase: str) -> Workspace:
        """Open the folder in use. May take seconds: not in the window's thread."""
        return self.folders.open(self.folder, passphrase)

    def open_remembered(self) -> Workspace:
        """Open it by this computer's key store. May take seconds. Raises SystemKeyGone."""
        return self.folders.open_remembered(self.folder)

    def recover(self, words: str, new_passphrase: str) -> Workspace:
        """Open it by the words of the recovery sheet. May take seconds."""
        return self.folders.recover(self.folder, words, new_passphrase)

    def create(self, folder: Path, passphrase: str, team: str, person: str) -> Workspace:
        """Make a new folder. May take seconds: not in the window's thread."""
        made = self.folders.create(folder, passphrase, team, person)
        self.fresh_passphrase = passphrase
        return made

    def restore(self, place: Path, passphrase: str, progress: Progress) -> Workspace:
        """Make the own folder from a backup. Takes long: not in the window's thread."""
        report = self.folders.restore(place, self.own_folder, passphrase, progress)
        self.restored = report
        return report.workspace

    def restore_from(self, place: Path | None) -> None:
        """The person wants to put a copy back; the gate leads through it."""
        self.wishes_restore, self.backup_place = True, place

    def try_demo(self, progress: Progress) -> Workspace:
        """Open the demo village; made first where there is none yet."""
        if self.folders.exists(self.demo_folder):
            return self.folders.open_demo(self.demo_folder)
        return self.folders.create_demo(self.demo_folder, progress)

    def take_fresh_passphrase(self) -> str:
        """The passphrase of a folder just made, once; "" otherwise."""
        taken, self.fresh_passphrase = self.fresh_passphrase, ""
        return taken

    def use(self, workspace: Workspace) -> None:
        """Work with an opened folder from now on."""
        self.workspace = workspace
        self.folder = workspace.folder
        self._keep(replace(self.preferences, last_folder=str(workspace.folder)))

    def lock(self, left: Left | None = None) -> None:
        """Close the database and forget its key; answers are all in it."""
        if self.workspace is not None:
            from yihu.actions.lock import lock

            lock(self.workspace)
            self.workspace = None
        self.left, self.fresh_passphrase = left, ""

    def take_left(self) -> Left | None:
        """Where to go on, if the folder now in use is the one that was locked; once."""
        left, self.left = self.left, None
        return left if left is not None and left.folder == self.folder else None

    def choose_folder(self, folder: Path) -> None:
        """Another data folder to unlock."""
        self.folder = folder

    def choose_language(self, language: str) -> None:
        """Speak another language from now on."""
        set_language(language)
        self._keep(replace(self.preferences, language=language))

    def choose_theme(self, theme: str) -> None:
        """`system`, `light` or `dark`."""
        self._keep(replace(self.preferences, theme=theme))

    def choose_scale(self, percent: int) -> None:
        """Size of letters, 100 to 200 percent."""
        self._keep(replace(self.preferences, scale_percent=percent))

    def choose_lock_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without a key or the mouse; 0: never."""
        self._keep(replace(self.preferences, lock_minutes=minutes))

    def _keep(self, preferences: Preferences) -> None:
        """A choice holds even where it can't be written down for the next start."""
        self.preferences = preferences
        try:
            save_preferences(self.folders.default, preferences)
        except UserError:
            return
