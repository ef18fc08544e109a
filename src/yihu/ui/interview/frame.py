"""What stands around the questions of the interview: sections, heads, footer."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from yihu.ui.interview.causes_line import CausesLine
from yihu.ui.interview.footer import Footer
from yihu.ui.interview.income import IncomeView
from yihu.ui.interview.income_card import IncomeCard, IncomeLine
from yihu.ui.interview.section_list import SectionList
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Notice, label
from yihu.ui.look.tokens import look

_ROOM_BESIDE = 1180
"""From this width on, in pixels at 100 %, the income's card stands beside the questions."""


class InterviewFrame(QWidget):
    """Sections at the left; notice, title, the page's questions and the footer at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.sections, self.notice, self.footer = SectionList(), Notice(), Footer()
        self.income_card, self.income_line = IncomeCard(self), IncomeLine()
        self.causes_line = CausesLine()
        self._income: IncomeView | None = None
        self.scroll = self._make_scroll()
        self._body: QWidget | None = None
        self._over: QWidget | None = None
        self._brought: QWidget | None = None
        # Its parts move only after the scroll bar knows the new length.
        self.scroll.verticalScrollBar().rangeChanged.connect(
            lambda: QTimer.singleShot(0, self, self._bring_again)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._right = right = QVBoxLayout()
        right.setSpacing(0)
        notice_room = QVBoxLayout()
        notice_room.setContentsMargins(px(40), px(12), px(40), 0)
        notice_room.addWidget(self.notice)
        right.addLayout(notice_room)
        self._middle = QWidget()
        middle = QHBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.scroll, 1)
        middle.addWidget(self.income_card)
        right.addWidget(self._middle, 1)
        right.addWidget(self.footer)
        row.addWidget(self.sections)
        row.addLayout(right, 1)

    def put(self, body: QWidget) -> None:
        """Show this page's questions in place of the last one's, from the top."""
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        self._content.insertWidget(1, body)
        self.scroll.verticalScrollBar().setValue(0)

    def cover(self, over: QWidget | None) -> None:
        """Show a widget over the page's questions and the footer; None takes it away."""
        if self._over is not None:
            self._over.hide()
            self._over.deleteLater()
        self._over = over
        for part in (self._middle, self.footer):
            part.setVisible(over is None)
        if over is not None:
            self._right.addWidget(over, 1)

    def show_heads(self, title: str, subtitle: str) -> None:
        """The page's title, and whose page it is below it."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def show_income(self, view: IncomeView | None) -> None:
        """The calculation of the income; None takes it away."""
        self._income = view
        beside = view is not None and self.width() >= look().px(_ROOM_BESIDE)
        if view is not None:
            self.income_card.show_income(view)
            self.income_line.show_income(view)
        self.income_card.setVisible(beside)
        self.income_line.setVisible(view is not None and not beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_income(self._income)

    def bring_to_view(self, widget: QWidget) -> None:
        """Scroll until the question can be seen; again once the page is as long as it will be."""
        self._brought = widget
        self.scroll.ensureWidgetVisible(widget, 0, look().px(24))

    def _bring_again(self) -> None:
        """A list that opens, or a page just laid out, makes the page longer after the keyboard came."""
        brought, at = self._brought, self.focusWidget()
        if brought is not None and isValid(brought) and at is not None and brought.isAncestorOf(at):
            self.scroll.ensureWidgetVisible(brought, 0, look().px(24))

    def _make_scroll(self) -> QScrollArea:
        px = look().px
        inside = QWidget()
        inside.setProperty("ground", "clear")
        self._content = QVBoxLayout(inside)
        self._content.setContentsMargins(px(40), px(12), px(40), px(24))
        self._title = WrappedLabel("", "title")
        self._subtitle = label("", "secondary")
        heads = QVBoxLayout()
        heads.setContentsMargins(0, 0, 0, px(18))
        heads.setSpacing(px(2))
        heads.addWidget(self._title)
        heads.addWidget(self._subtitle)
        heads.addWidget(self.income_line)
        heads.addWidget(self.causes_line)
        self._content.addLayout(heads)
        self._content.addStretch(1)
        scroll = _QuietScroll()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll


class _QuietScroll(QScrollArea):
    """Scrolls with the wheel and with the keyboard's place; keys belong to the questions."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
