"""Buttons, chips and pills."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from yihu.ui.look.icons import icon
from yihu.ui.look.tokens import STRONG, Tone, look


class _Button(QPushButton):
    """A push button that Enter presses too, not only the space bar."""

    def __init__(
        self, words: str, kind: str, colour: str, icon_name: str | None, parent: QWidget | None
    ) -> None:
        super().__init__(words, parent)
        self._why_not = ""
        self.setProperty("kind", kind)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if icon_name:
            size = look().px(18)
            self.setIcon(icon(icon_name, colour, size))
            self.setIconSize(QSize(size, size))
            self.setText(f" {words}" if words else "")
        self.setAccessibleName(words)

    def set_compact(self, compact: bool) -> None:
        """Show only the icon, where the window is narrow; the words become the tooltip."""
        words = self.accessibleName()
        self.setText("" if compact else f" {words}")
        self.setToolTip(self._why_not or (words if compact else ""))

    def forbid(self, why: str) -> None:
        """Grey it out and say why when somebody points at it; "" allows it again."""
        self._why_not = why
        self.setEnabled(not why)
        self.setToolTip(why)


class PrimaryButton(_Button):
    """The green button; `main=True` is the one large next thing of a page (52 high, else 40)."""

    def __init__(
        self, words: str, icon_name: str | None = None, *, main: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, "primary", look().colours.on_green, icon_name, parent)
        if main:
            self.setProperty("sized", "main")


class SecondaryButton(_Button):
    """A button with a border, 40 high (`small=True`: 34)."""

    def __init__(
        self, words: str, icon_name: str | None = None, *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, "secondary", look().colours.ink, icon_name, parent)
        if small:
            self.setProperty("sized", "small")


class LinkButton(_Button):
    """A button that reads as a link within text."""

    def __init__(self, words: str, icon_name: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(words, "link", look().colours.green, icon_name, parent)


class QuietButton(_Button):
    """A button without a border: back, close."""

    def __init__(self, words: str, icon_name: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(words, "quiet", look().colours.ink_2, icon_name, parent)


class ChoiceButton(_Button):
    """One of several choices, 44 high, that can be checked."""

    def __init__(self, words: str, icon_name: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(words, "choice", look().colours.ink_2, icon_name, parent)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        """With room for the strong letters that it has while it is checked."""
        return _with_strong_letters(self, super().sizeHint())


def _with_strong_letters(button: QPushButton, hint: QSize) -> QSize:
    strong = QFont(button.font())
    strong.setWeight(QFont.Weight(STRONG))
    words = button.text()
    wider = QFontMetrics(strong).horizontalAdvance(words) - button.fontMetrics().horizontalAdvance(words)
    return QSize(hint.width() + max(0, wider) + 2, hint.height())


class Chip(_Button):
    """A filter with its count; green when it is the one in force."""

    def __init__(self, words: str, tone: Tone = "grey", parent: QWidget | None = None) -> None:
        super().__init__(words, "chip", look().colours.ink, None, parent)
        self.setCheckable(True)
        self.setProperty("tone", tone)

    def sizeHint(self) -> QSize:
        """With room for the strong letters that it has while it is checked."""
        return _with_strong_letters(self, super().sizeHint())

    def say(self, words: str) -> None:
        """Change the words, the count with them."""
        self.setText(words)
        self.setAccessibleName(words)


class StatePill(QLabel):
    """A state as a word on its colour."""

    def __init__(self, words: str, tone: Tone = "grey", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "pill")
        self.setProperty("tone", tone)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, words: str, tone: Tone) -> None:
        """Change word and colour together."""
        self.setText(words)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
