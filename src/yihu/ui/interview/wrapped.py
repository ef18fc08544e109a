"""A label of several lines that asks for all the height it needs."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from yihu.ui.interview.dressing import can_be_read
from yihu.ui.interview.markup import rich_text
from yihu.ui.look.text import TextRole
from yihu.ui.look.tokens import Tone


class WrappedLabel(QLabel):
    """Scrolled layouts squeeze wrapped labels and all that stands below them; this one holds its height."""

    def __init__(
        self,
        words: str = "",
        role: TextRole = "body",
        parent: QWidget | None = None,
        *,
        tone: Tone | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("rank", role)
        if tone is not None:
            self.setProperty("tone", tone)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(self.minimumHeight(), self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.fontMetrics().height())

    def setText(self, words: str) -> None:
        super().setText(words)
        self._hold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._hold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hold()

    def _hold(self) -> None:
        """A label's own height for a width is never below its minimum, so that goes first."""
        before = self.minimumHeight()
        self.setMinimumHeight(0)
        needed = super().heightForWidth(self.width())
        self.setMinimumHeight(needed if needed > 0 else before)


class DressedLabel(WrappedLabel):
    """Words of a form, with its own bold, colours and lists where it has some."""

    def __init__(self, role: TextRole, parent: QWidget | None = None) -> None:
        super().__init__("", role, parent)
        self._shown: tuple[str, str] = ("", "")

    def show_words(self, words: str, markup: str) -> None:
        """Show plain words, or what the form writes instead of them."""
        if (words, markup) == self._shown:
            return
        self._shown = (words, markup)
        self.setTextFormat(Qt.TextFormat.RichText if markup else Qt.TextFormat.PlainText)
        self.setAccessibleName(words)
        self.setText(rich_text(markup, can_be_read) if markup else words)
