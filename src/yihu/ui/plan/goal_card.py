"""The plan's goal and the day until when."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.fields.typing import TypingLine
from yihu.ui.look import Card, label
from yihu.ui.look.tokens import CONTROL, look


class GoalCard(Card):
    """Signals:
    goal_written, date_written: what was typed, when its line was left.
    """

    goal_written = Signal(str)
    date_written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        px = look().px
        row = QHBoxLayout()
        row.setSpacing(px(12))
        self.goal, self.date = TypingLine(), TypingLine()
        self.date.setFixedWidth(px(130))
        self.date.setPlaceholderText("20271231")
        for box, name in ((self.goal, N_("Goal")), (self.date, N_("Until"))):
            box.setFixedHeight(px(CONTROL))
            box.setAccessibleName(translate(name))
            row.addWidget(label(translate(name), "strong"))
            row.addWidget(box, 1 if box is self.goal else 0)
        self.goal.editingFinished.connect(lambda: self.goal_written.emit(self.goal.text()))
        self.date.editingFinished.connect(lambda: self.date_written.emit(self.date.text()))
        self.goal.entered.connect(self.date.setFocus)
        self.date.entered.connect(lambda: self.date_written.emit(self.date.text()))
        self.body.addLayout(row)

    def show_goal(self, goal: str, day: str, *, editable: bool) -> None:
        """Show these; a line that the keyboard stands in keeps what is typed."""
        for box, text in ((self.goal, goal), (self.date, day)):
            box.setReadOnly(not editable)
            if not box.hasFocus():
                box.setText(text)
                box.setCursorPosition(0)
