"""Several lines of text."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from yihu.ui.interview.fields.field import Field, Reading
from yihu.ui.interview.fields.typing import TypingText
from yihu.ui.interview.views import QuestionView
from yihu.ui.look.tokens import look


class LongTextField(Field):
    """A box of some lines. Enter goes on, Shift+Enter begins a new line."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.box = TypingText(self)
        self.box.setPlainText(view.value)
        self.box.setReadOnly(view.read_only)
        self.box.setFixedHeight(look().px(96) if view.lines < 4 else look().px(24 + 22 * min(view.lines, 12)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.entered.connect(self.next_wanted)
        self.box.textChanged.connect(self.typed)
        self.box.focus_came.connect(self.touched)
        self.box.focus_went.connect(self.left)

    def read(self) -> Reading:
        return Reading(value=self.box.toPlainText().strip())

    def show_view(self, view: QuestionView) -> None:
        super().show_view(view)
        self.box.setReadOnly(view.read_only)
        if not self.box.composing and self.read().value != view.value:
            self.box.blockSignals(True)
            self.box.setPlainText(view.value)
            self.box.blockSignals(False)
