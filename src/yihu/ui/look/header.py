"""The head of a page: where we are, what it is called, what can be done with it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from yihu.ui.look.buttons import QuietButton, SecondaryButton, StatePill
from yihu.ui.look.text import ElidedLabel
from yihu.ui.look.tokens import HEADER, SPACE_L, SPACE_M, SPACE_XL, Tone, look


class PageHeader(QFrame):
    """Title, a line beside it, pills, and buttons at the right; 64 high.

    Signals:
        went_back: the back arrow was pressed (`show_back` puts it there).
    """

    went_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setProperty("ground", "header")
        self.setFixedHeight(px(HEADER))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(SPACE_XL), 0, px(SPACE_XL), 0)
        row.setSpacing(px(SPACE_M))
        self._back: QuietButton | None = None
        self._trail = ElidedLabel("", "secondary")
        self._title = ElidedLabel("", "title", least_px=px(150))
        self._beside = ElidedLabel("", "secondary")
        self._pills = QHBoxLayout()
        self._actions = QHBoxLayout()
        self._actions.setSpacing(px(SPACE_L))
        for widget in (self._trail, self._title):
            row.addWidget(widget)
        row.addLayout(self._pills)
        row.addWidget(self._beside, 1)
        row.addLayout(self._actions)
        self._row = row
        self._trail.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the title has no room beside the buttons, those with an icon show only that."""
        self._trail.setVisible(bool(self._trail.text()))
        buttons = [button for button in self.findChildren(SecondaryButton) if not button.icon().isNull()]
        if not buttons:
            return
        for button in buttons:
            button.set_compact(False)
        needed = self._needed()
        if needed > self.width():
            for button in buttons:
                button.set_compact(True)
            needed = self._needed()
            self._trail.setVisible(needed <= self.width() and bool(self._trail.text()))

    def _needed(self) -> int:
        """Width that everything but the words beside the title asks for now; rows within rows remember an older one."""
        for row in (self._pills, self._actions, self._row):
            row.invalidate()
        return self._row.sizeHint().width() - self._beside.sizeHint().width()

    def title(self) -> str:
        """The title as it stands there."""
        return self._title.text()

    def set_title(self, words: str, beside: str = "", trail: str = "") -> None:
        """Title in large; `beside` small at its right; `trail` small before it (village / group /)."""
        self._title.setText(words)
        self._beside.setText(beside)
        self._trail.setText(trail)
        self._fit()

    def set_pill(self, words: str, tone: Tone = "grey") -> None:
        """One pill after the title; empty words take it away."""
        while self._pills.count():
            item = self._pills.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if words:
            self._pills.addWidget(StatePill(words, tone), 0, Qt.AlignmentFlag.AlignVCenter)
            QTimer.singleShot(0, self, self._fit)  # only once it shows does it take room

    def add_action(self, widget: QWidget) -> None:
        """A button, search box or line of text at the right end, in the order they are added."""
        self._actions.addWidget(widget)

    def hide_back(self) -> None:
        """No back arrow."""
        if self._back is not None:
            self._back.hide()

    def show_back(self, words: str) -> None:
        """A back arrow before the title; `words` name it for screen readers and the tooltip."""
        if self._back is None:
            self._back = QuietButton("", "arrow-left")
            self._back.setProperty("sized", "small")
            self._back.clicked.connect(self.went_back)
            self._row.insertWidget(0, self._back)
        self._back.show()
        self._back.setAccessibleName(words)
        self._back.setToolTip(words)
