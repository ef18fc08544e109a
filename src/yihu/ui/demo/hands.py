"""Hands at the window: they press keys, type as an input method does, and look at what is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from yihu.ui.look.background import busy
from yihu.ui.routes import Route
from yihu.ui.window.main_window import MainWindow

PATIENCE_S = 30.0
P = TypeVar("P", bound=QWidget)


class HandsLost(Exception):
    """What the hands waited for did not come: the window does not do what the story says."""


class Hands:
    """Works the window as a person does. Each method waits until the window has settled."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def settle(self) -> None:
        """Let the window finish what it is doing, work beside it included."""
        self.until(lambda: not busy(), "work beside the window")
        for _ in range(3):
            QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait for something. Raises HandsLost when patience ends."""
        patience = time.monotonic() + PATIENCE_S
        while not holds():
            QApplication.processEvents()
            if time.monotonic() > patience:
                raise HandsLost(what)
            time.sleep(0.002)

    def go(self, route: Route, page: type[P]) -> P:
        """Go to a route; its page."""
        self.window.go(route)
        return self.page(page)

    def page(self, kind: type[P]) -> P:
        """The page in front, once it is of this kind."""
        self.until(lambda: isinstance(self.window.page, kind), kind.__name__)
        self.settle()
        found = self.window.page
        assert isinstance(found, kind)
        return found

    def press(self, key: Qt.Key, text: str = "", where: QWidget | None = None) -> None:
        """Press one key where the keyboard is, or at a widget."""
        target = where or QApplication.focusWidget() or self.window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
        QApplication.processEvents()

    def enter(self, where: QWidget | None = None) -> None:
        """Press Enter."""
        self.press(Qt.Key.Key_Return, "\r", where)

    def digit(self, number: int, where: QWidget | None = None) -> None:
        """Press a number key, 1 to 9."""
        self.press(Qt.Key(Qt.Key.Key_0.value + number), str(number), where)

    def write(self, where: QWidget, text: str) -> None:
        """Replace what stands in a box, as an input method commits it."""
        where.setFocus()
        select = getattr(where, "selectAll", None)
        if select is not None:
            select()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(where, event)
        QApplication.processEvents()

    def picture(self, path: Path) -> None:
        """A picture of the window as it is now."""
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.window.grab().save(str(path))
