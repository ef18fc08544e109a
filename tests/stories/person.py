"""A person at the window: sees words, presses buttons, types."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)

from yihu.ui.look import BarChart, Table
from yihu.ui.window.main_window import MainWindow

PATIENCE_MS = 15_000
STEP_MS = 20


PASSPHRASE = "three hens by the well"
"""Of the folder that a newcomer makes."""


class Person:
    """What somebody in front of the window does. Each method waits for what it names."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def words(self) -> str:
        """All that stands on the screen now, one piece a line."""
        QApplication.processEvents()
        return "\n".join(self._pieces())

    def _pieces(self) -> Iterator[str]:
        for widget in self.window.findChildren(QWidget):
            if widget.isVisible():
                yield from _words_of(widget)

    def sees(self, *expected: str) -> "Person":
        """Wait until all these words stand on the screen."""
        for words in expected:
            found = _wait_for(lambda words=words: words in self.words())
            assert found, f"{words!r} is not on the screen:\n{self.words()}"
        return self

    def waits(self, until: Callable[[], bool]) -> "Person":
        """Wait until something has come."""
        assert _wait_for(until), "it did not come"
        return self

    def sees_no(self, *unexpected: str) -> "Person":
        """None of these words stands on the screen."""
        shown = self.words()
        for words in unexpected:
            assert words not in shown, f"{words!r} is on the screen:\n{shown}"
        return self

    def button(self, words: str) -> QAbstractButton:
        """The visible, enabled button with these words."""

        def find() -> QAbstractButton | None:
            every = [b for b in self.window.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]
            exact = [b for b in every if words in (b.text().strip(), b.accessibleName())]
            close = [b for b in every if words in b.text() or words in b.accessibleName()]
            return next(iter(exact or close), None)

        assert _wait_for(lambda: find() is not None), f"no button {words!r}:\n{self.words()}"
        found = find()
        assert found is not None
        return found

    def presses(self, words: str) -> "Person":
        """Click a button."""
        QTest.mouseClick(self.button(words), Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        return self

    def field(self, name: str) -> QWidget:
        """The visible field with this label."""
        kinds = (QLineEdit, QComboBox, QPlainTextEdit)
        found = [
            each
            for kind in kinds
            for each in self.window.findChildren(kind)
            if each.isVisible() and name in each.accessibleName()
        ]
        assert found, f"no field {name!r}:\n{self.words()}"
        return found[0]

    def writes(self, name: str, text: str) -> "Person":
        """Write into the field with this label, as an input method commits it."""
        field = self.field(name)
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.selectAll()
        _enter(field, text)
        QApplication.processEvents()
        return self

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> "Person":
        """Press a key where the keyboard is."""
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)
        QApplication.processEvents()
        return self

    def types(self, text: str) -> "Person":
        """Type where the keyboard is."""
        for piece in text if text.isascii() else [text]:
            _enter(QApplication.focusWidget() or self.window, piece)
        QApplication.processEvents()
        return self

    def table(self) -> Table:
        """The visible table."""
        found = [table for table in self.window.findChildren(Table) if table.isVisible()]
        assert found, f"no table:\n{self.words()}"
        return found[0]

    def rows(self) -> list[str]:
        """First column of the visible table."""
        model = self.table().model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def _enter(widget: QWidget, text: str) -> None:
    """Letters come from the keyboard, characters from the input method."""
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def _wait_for(condition: Callable[[], bool]) -> bool:
    """Let the window work until it is so, or patience ends."""
    waited = 0
    while not condition():
        if waited >= PATIENCE_MS:
            return False
        QTest.qWait(STEP_MS)
        waited += STEP_MS
    return True


def _words_of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QListView) and (choices := widget.model()) is not None:
        yield from (str(choices.index(row, 0).data()) for row in range(min(choices.rowCount(), 60)))
    elif isinstance(widget, BarChart):
        yield from (f"{bar.words} {bar.figure}" for bar in widget.bars())
    elif isinstance(widget, Table) and (model := widget.model()) is not None:
        for row in range(min(model.rowCount(), 60)):
            yield " ".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
