"""A question's number, label and mark in one label."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from yihu.ui.interview.dressing import can_be_read
from yihu.ui.interview.markup import rich_text
from yihu.ui.interview.views import FieldKind, QuestionView
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look.tokens import look


class QuestionHead(WrappedLabel):
    """One rich text, escaped: three labels would cost three times as much to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "question", parent)
        self.setTextFormat(Qt.TextFormat.RichText)

    def show_view(self, view: QuestionView) -> None:
        """Write the head; the words alone are its accessible name."""
        colours = look().colours
        number = (
            f'<span style="color:{colours.ink_3};font-weight:400">{view.number}</span>&nbsp; '
            if view.number
            else ""
        )
        star = f'&nbsp;<span style="color:{colours.red}">*</span>' if view.required else ""
        label = rich_text(view.label_markup, can_be_read) if view.label_markup else escape(view.label)
        if view.kind is FieldKind.NOTE:
            label = f'<span style="font-weight:400">{label}</span>'
        words = f"{number}{label}{star}".replace("\n", "<br>")
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(view.label)
