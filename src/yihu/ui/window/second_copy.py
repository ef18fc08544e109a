"""The automatic second copy after each finished household, beside the window's thread; tried again until it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from yihu.ui.look.background import run_in_background

if TYPE_CHECKING:
    from yihu.actions.back_up import BackupState
    from yihu.actions.workspace import Workspace
    from yihu.base.errors import UserError

AGAIN_EVERY_MS = 60_000


class SecondCopy(QObject):
    """Signals:
    told: a copy was made, or failed: the state may read otherwise now.
    """

    told = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self._running = self._owing = False
        self.timer = QTimer(self)
        self.timer.setInterval(AGAIN_EVERY_MS)
        self.timer.timeout.connect(self.catch_up)

    def open(self, workspace: Workspace) -> None:
        """Care for this folder; what failed the last time is tried soon."""
        self._workspace = workspace
        self._running, self._owing = False, bool(_state(workspace).error)
        self.timer.start()

    def close(self) -> None:
        """The folder is being closed; nothing may run any more."""
        self.timer.stop()
        self._workspace, self._running = None, False

    def finished(self) -> None:
        """A household was finished."""
        self._owing = True
        self.make()

    def catch_up(self) -> None:
        """Make what is owing, where the place for it is there."""
        space = self._workspace
        if space is not None and self._owing and _state(space).there:
            self.make()

    def make(self) -> None:
        """Make it now, unless one is being made: that one's end looks again."""
        space = self._workspace
        if space is None or self._running:
            return
        self._running = True

        def done(row: object) -> None:
            if self._workspace is space:
                self._running = False
                self._owing = row is None and not space.demo and _state(space).place is not None
                self.told.emit()

        def failed(_error: UserError) -> None:  # the state says what, and the strip tells it
            if self._workspace is space:
                self._running, self._owing = False, True
                self.told.emit()

        from yihu.actions.back_up import backup_after_finish

        run_in_background(lambda _progress: backup_after_finish(space), done, failed=failed)


def _state(workspace: Workspace) -> BackupState:
    from yihu.actions.back_up import (
        backup_state,
    )  # not before a folder is open: the first window waits for it

    return backup_state(workspace)
