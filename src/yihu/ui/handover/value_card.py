"""One of the sides to choose from, and the answers that stand beside the question."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.handover.conflicts_steps import OptionView
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Card, PrimaryButton, SecondaryButton
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.tokens import look


class ValueCard(QFrame):
    """What, who, when, where, and the button that chooses it.

    Signals:
        wanted: this side is right.
    """

    wanted = Signal()

    def __init__(self, number: int, value: OptionView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self._number = number
        self.value = value
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(18), px(20), px(18))
        self._column.setSpacing(px(2))
        if value.shown:
            self._column.addWidget(WrappedLabel(value.shown, "title" if value.lines else "display"))
        if value.lines:
            self._column.addWidget(_lines(value.lines))
        self._column.addSpacing(px(6))
        self._column.addWidget(WrappedLabel(value.who, "body"))
        said = " · ".join(part for part in (value.when, value.remark) if part)
        self._column.addWidget(WrappedLabel(said, "secondary"))
        self._column.addSpacing(px(10))
        self._column.addStretch(1)
        self.button: SecondaryButton | PrimaryButton = SecondaryButton("")
        self._column.addWidget(self.button)
        self.show_chosen(False)

    def show_chosen(self, chosen: bool) -> None:
        """Whether this is the side the person takes."""
        self.setProperty("card", "chosen" if chosen else "true")
        self.style().unpolish(self)
        self.style().polish(self)
        words = (
            translate(N_("This one is chosen"))
            if chosen
            else translate(N_("Choose this ({key})")).format(key=self._number)
        )
        made = PrimaryButton(words, "check") if chosen else SecondaryButton(words)
        made.setAccessibleName(f"{words} {self.value.shown}".strip())
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


def _lines(lines: tuple[tuple[str, str], ...]) -> QWidget:
    """Question and answer, one below the other: a fact, or all that differs of a plan."""
    px = look().px
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, px(4), 0, 0)
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(6))
    for row, (question, answer) in enumerate(lines):
        grid.addWidget(WrappedLabel(question, "secondary"), row, 0)
        grid.addWidget(WrappedLabel(answer, "strong"), row, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 2)
    return box


class Beside(Card):
    """The neighbouring answers, small, as many in a line as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("Answers beside it")), parent=parent)
        self.row = FlowRow()
        self.body.addWidget(self.row)

    def show_answers(self, answers: tuple[tuple[str, str], ...]) -> None:
        """Show these labels and values."""
        self.row.clear()
        for name, shown in answers:
            self.row.add(_Neighbour(name, shown))
        self.setVisible(bool(answers))


class _Neighbour(QWidget):
    def __init__(self, name: str, shown: str) -> None:
        super().__init__()
        px = look().px
        self.setFixedWidth(px(200))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(8), px(4))
        column.setSpacing(px(2))
        column.addWidget(WrappedLabel(name, "secondary"))
        column.addWidget(WrappedLabel(shown, "body"))
        column.addStretch(1)
