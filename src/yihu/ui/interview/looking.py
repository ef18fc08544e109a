"""A moment after an answer the register's checks look at the survey, and the income is worked out anew."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_PAUSE_MS = 250


class Looking(QObject):
    """`look` is called once things are quiet, however many answers came; `at_once` doesn't wait."""

    def __init__(self, look: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(look)
        self._look = look

    def soon(self) -> None:
        """Something was answered."""
        self._pause.start()

    def at_once(self) -> None:
        """A page is shown anew."""
        self._pause.stop()
        self._look()

    def stop(self) -> None:
        """The interview is left."""
        self._pause.stop()
