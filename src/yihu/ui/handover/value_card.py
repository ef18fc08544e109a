"""One of two values, and the answers that stand beside the question."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.handover.conflicts_presenter import ValueView
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Card, PrimaryButton, SecondaryButton, label
from yihu.ui.look.text import ElidedLabel
from yihu.ui.look.tokens import look


class ValueCard(QFrame):
    """What, who, when, and the button that chooses it.

    Signals:
        wanted: this value is right.
    """

    wanted = Signal()

    def __init__(self, number: int, value: ValueView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self._number = number
        self.value = value
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(18), px(20), px(18))
        self._column.setSpacing(px(2))
        self._column.addWidget(WrappedLabel(value.shown, "display"))
        self._column.addSpacing(px(6))
        self._column.addWidget(WrappedLabel(value.who, "body"))
        meanwhile = translate(N_("shown meanwhile")) if value.winner else ""
        self._column.addWidget(
            label(" · ".join(part for part in (value.when, meanwhile) if part), "secondary")
        )
        self._column.addSpacing(px(10))
        self._column.addStretch(1)
        self.button: SecondaryButton | PrimaryButton = SecondaryButton("")
        self._column.addWidget(self.button)
        self.show_chosen(False)

    def show_chosen(self, chosen: bool) -> None:
        """Whether this is the value the person takes."""
        self.setProperty("card", "chosen" if chosen else "true")
        self.style().unpolish(self)
        self.style().polish(self)
        words = (
            translate(N_("This one is chosen"))
            if chosen
            else translate(N_("Choose this ({key})")).format(key=self._number)
        )
        made = PrimaryButton(words, "check") if chosen else SecondaryButton(words)
        made.clicked.connect(self.wanted)
        had_focus = self.button.hasFocus()
        self._column.replaceWidget(self.button, made)
        self.button.hide()
        self.button.deleteLater()
        self.button = made
        if had_focus:
            made.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.wanted.emit()


class Beside(Card):
    """The neighbouring answers, small, in a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("Answers beside it")), parent=parent)
        self._inside: QWidget | None = None

    def show_answers(self, answers: tuple[tuple[str, str], ...]) -> None:
        """Show these labels and values."""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        row = QHBoxLayout(self._inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(40))
        for name, shown in answers[:4]:
            column = QVBoxLayout()
            column.setSpacing(look().px(2))
            column.addWidget(ElidedLabel(name, "secondary"))
            column.addWidget(ElidedLabel(shown, "body"))
            row.addLayout(column)
        row.addStretch(1)
        self.body.addWidget(self._inside)
        self.setVisible(bool(answers))
