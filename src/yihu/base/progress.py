"""How long work tells where it stands and learns that it should stop."""

from typing import Protocol

from yihu.base.errors import Cancelled


class Progress(Protocol):
    """Told by work that takes longer than half a second."""

    def step(self, done: int, total: int) -> None:
        """`done` of `total` are finished. Raises `Cancelled` if the person stopped it."""
        ...


class Silent:
    """Nobody watches."""

    def step(self, done: int, total: int) -> None:
        return


class Stoppable:
    """Keeps the last figures for a window to read; `stop()` may be called from another thread."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self._stopped = False

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._stopped = True

    def step(self, done: int, total: int) -> None:
        if self._stopped:
            raise Cancelled
        self.done, self.total = done, total
