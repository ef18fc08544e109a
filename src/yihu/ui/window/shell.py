"""What the window stands on: preferences, and the data folder that is open or not. No Qt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.preferences import Preferences, read_preferences, save_preferences
from yihu.base.errors import UserError
from yihu.base.i18n import set_language

if TYPE_CHECKING:
    from yihu.actions.workspace import Folders, Workspace
    from yihu.base.progress import Progress


class Shell:
    """The window's state behind all pages."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self.preferences: Preferences = read_preferences(folders.default)
        self.workspace: Workspace | None = None
        self.folder = Path(self.preferences.last_folder or folders.default)
        set_language(self.preferences.language)

    @property
    def demo_folder(self) -> Path:
        """Where the demo village lies: beside the real data, never in it."""
        default = self.folders.default
        return default.with_name(f"{default.name}-demo")

    def first_start(self) -> bool:
        """Whether there is nothing to unlock: no database where the last one was."""
        return self.folder == self.demo_folder or not self.folders.exists(self.folder)

    def unlock(self, passphrase: str) -> Workspace:
        """Open the folder in use. May take seconds: not in the window's thread."""
        return self.folders.open(self.folder, passphrase)

    def create(self, folder: Path, passphrase: str, team: str, person: str) -> Workspace:
        """Make a new folder. May take seconds: not in the window's thread."""
        return self.folders.create(folder, passphrase, team, person)

    def try_demo(self, progress: Progress) -> Workspace:
        """Open the demo village; made first where there is none yet."""
        if self.folders.exists(self.demo_folder):
            return self.folders.open_demo(self.demo_folder)
        return self.folders.create_demo(self.demo_folder, progress)

    def use(self, workspace: Workspace) -> None:
        """Work with an opened folder from now on."""
        self.workspace = workspace
        self.folder = workspace.folder
        self._keep(replace(self.preferences, last_folder=str(workspace.folder)))

    def lock(self) -> None:
        """Close the database; answers are all in it."""
        if self.workspace is not None:
            self.workspace.close()
            self.workspace = None

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

    def _keep(self, preferences: Preferences) -> None:
        """A choice holds even where it can't be written down for the next start."""
        self.preferences = preferences
        try:
            save_preferences(self.folders.default, preferences)
        except UserError:
            return
