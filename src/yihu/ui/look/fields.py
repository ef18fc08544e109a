"""A labelled field with room for what is wrong with it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from yihu.ui.look.text import label
from yihu.ui.look.tokens import SPACE_XS, look


class LabelledField(QWidget):
    """Label above, input below it, and under that a hint or what is wrong."""

    def __init__(self, words: str, field: QLineEdit | QComboBox, hint: str = "") -> None:
        super().__init__()
        self.field: Any = field  # a line or a box; the page that made it knows which
        self._hint = hint
        self.caption = label(words, "strong")
        self.caption.setBuddy(field)
        field.setAccessibleName(words)
        self._below = label(hint, "secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(SPACE_XS))
        for part in (self.caption, field, self._below):
            column.addWidget(part)
        self._below.setVisible(bool(hint))  # only now: without a parent it would be a window of its own

    def say_wrong(self, sentence: str) -> None:
        """Mark the field with a sentence; empty words take the mark away."""
        self._say(sentence or self._hint, "red" if sentence else None)
        self.field.setProperty("wrong", "true" if sentence else "false")
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)

    def say_tone(self, words: str, tone: str) -> None:
        """A remark below the field in a colour, e.g. how strong a passphrase is."""
        self._say(words or self._hint, tone)

    def _say(self, words: str, tone: str | None) -> None:
        self._below.setText(words)
        self._below.setProperty("tone", tone)
        self._below.style().unpolish(self._below)
        self._below.style().polish(self._below)
        self._below.setVisible(bool(words))

    def below(self) -> str:
        """What stands under the field."""
        return self._below.text()


def passphrase_field() -> QLineEdit:
    """A line whose characters are dots; no input method may learn them."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    return field
