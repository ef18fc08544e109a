"""Putting a copy back, in three steps: which copy, what is kept and lost, doing it. No Qt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.back_up import list_backups
from yihu.base.i18n import N_, translate
from yihu.ui.backup.presenter import SHOWN, CopyLine, copy_line

if TYPE_CHECKING:
    from datetime import datetime

    from yihu.actions.workspace import Workspace
    from yihu.base.progress import Progress
    from yihu.ui.window.shell import Shell

STEPS = (N_("Which copy"), N_("What happens"), N_("Putting it back"))


class RestorePresenter:
    """State of the guide; it stays through a change of language."""

    def __init__(self, shell: Shell, place: Path | None, now: datetime) -> None:
        self.shell = shell
        self.step = 0
        self.place: Path | None = None
        self.copies: tuple[CopyLine, ...] = ()
        self.chosen = 0
        self._now = now
        if place is not None and place.is_dir():
            self.look_in(place)

    def look_in(self, place: Path) -> None:
        """Look for copies in a folder or on a stick."""
        self.place = place
        self.copies = tuple(copy_line(row, self._now) for row in list_backups(place)[:SHOWN])
        self.chosen = 0

    def choose(self, number: int) -> None:
        """Take another copy than the newest."""
        self.chosen = number

    @property
    def copy(self) -> CopyLine | None:
        """The chosen one."""
        return self.copies[self.chosen] if self.copies else None

    def kept(self) -> tuple[str, ...]:
        """What stays or comes back, a sentence each."""
        copy = self.copy
        assert copy is not None
        sentences = [
            translate(N_("Everything up to {when}: {holds}.")).format(when=copy.when, holds=copy.holds)
        ]
        if self.shell.folders.exists(self.shell.own_folder) or self.shell.own_folder.exists():
            sentences.append(translate(N_("The data folder as it is now is set aside, not deleted.")))
        sentences.append(translate(N_("What was handed over after that comes back with the next hand-over.")))
        return tuple(sentences)

    def lost(self) -> tuple[str, ...]:
        """What doesn't come back by itself."""
        copy = self.copy
        assert copy is not None
        return (
            translate(
                N_("Answers given after {when} on this laptop that were handed over to nobody.")
            ).format(when=copy.when),
        )

    def restore(self, passphrase: str, progress: Progress) -> Workspace:
        """Do it. Takes long: not in the window's thread. Raises as `restore_backup`; then all is as it was."""
        copy = self.copy
        assert copy is not None
        return self.shell.restore(copy.place, passphrase, progress)
