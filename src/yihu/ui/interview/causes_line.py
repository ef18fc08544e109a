"""The causes that the answers speak for, above the question that asks for them; the person decides."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.causes import CausesView
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import clear
from yihu.ui.look.tokens import look


class CausesLine(QFrame):
    """A sentence for each piece of evidence. Hidden where there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setProperty("card", "inner")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(14), px(10), px(14), px(10))
        self._column.setSpacing(px(4))
        self._view: CausesView | None = None
        self.hide()

    def show_causes(self, view: CausesView | None) -> None:
        """Show these; None hides it."""
        if view != self._view:
            clear(self._column)
            self._fill(view)
        self._view = view
        self.setVisible(view is not None)

    def _fill(self, view: CausesView | None) -> None:
        if view is None:
            return
        if view.offered:
            self._column.addWidget(WrappedLabel(translate(N_("What the answers speak for")), "strong"))
        for words in view.offered:
            self._column.addWidget(WrappedLabel(words, "body2"))
        for words in view.doubts:
            self._column.addWidget(WrappedLabel(words, "secondary", tone="amber"))
