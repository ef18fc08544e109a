"""Surfaces: card, banner of the next step, strip of facts, notice, empty state."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.look.buttons import PrimaryButton, QuietButton
from yihu.ui.look.icons import pixmap
from yihu.ui.look.scrolling import bring_into_view
from yihu.ui.look.text import ElidedLabel, label
from yihu.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Tone, look

_ICONS: dict[Tone, str] = {
    "green": "circle-check",
    "amber": "triangle-alert",
    "red": "triangle-alert",
    "blue": "clock",
    "grey": "info",
}


def icon_label(name: str, colour: str, size: int = 18) -> QLabel:
    """An icon standing by itself; words beside it say the same, so it has no name of its own."""
    made = QLabel()
    size = look().px(size)
    made.setPixmap(pixmap(name, colour, size, made.devicePixelRatioF()))
    made.setFixedSize(size, size)
    return made


class Card(QFrame):
    """A white surface with an optional title; put widgets into `body`."""

    def __init__(self, title: str = "", beside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setProperty("card", "true")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(20), px(14), px(20), px(14))
        self.body.setSpacing(px(SPACE_S))
        self.head = QHBoxLayout()
        self._title = label(title, "strong")
        self._beside = ElidedLabel(beside, "secondary")
        if title:
            self.setAccessibleName(title)
            self.head.addWidget(self._title)
            self.head.addWidget(self._beside, 1)
            self.body.addLayout(self.head)

    def set_beside(self, words: str) -> None:
        """The small words after the title."""
        self._beside.setText(words)


class Banner(QFrame):
    """The next step: one sentence, one line of reason, one large button.

    Signals:
        accepted: the button was pressed.
    """

    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        px = look().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(SPACE_L), px(20), px(SPACE_L))
        row.setSpacing(px(SPACE_L))
        self._icon = QLabel()
        words = QVBoxLayout()
        words.setSpacing(px(2))
        self._title = label("", "question")
        self._title.setWordWrap(True)
        self._reason = label("", "secondary", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._reason)
        self.button = PrimaryButton("", main=True)
        self.button.clicked.connect(self.accepted)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.button)

    def say(self, title: str, reason: str, button: str, tone: Tone = "green") -> None:
        """Set words and colour. An empty `button` hides it."""
        colours = look().colours
        self.setProperty("notice", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        size = look().px(24)
        self._icon.setPixmap(pixmap(_ICONS[tone], colours.text(tone), size, self.devicePixelRatioF()))
        self._title.setText(title)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.button.setVisible(bool(button))


class FactStrip(QFrame):
    """A row of facts: what, the figure, a word about it in the tone it deserves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setProperty("card", "true")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def set_facts(self, facts: Iterable[tuple[str, str, str, Tone]]) -> None:
        """Facts as (name, figure, remark, tone of the remark)."""
        clear(self._row)
        for number, (name, figure, remark, tone) in enumerate(facts):
            if number:
                self._row.addWidget(rule(vertical=True))
            self._row.addWidget(self._fact(name, figure, remark, tone), 1)

    def _fact(self, name: str, figure: str, remark: str, tone: Tone) -> QWidget:
        px = look().px
        cell = QWidget()
        cell.setAccessibleName(f"{name} {figure} {remark}")
        column = QVBoxLayout(cell)
        column.setContentsMargins(px(18), px(SPACE_M), px(SPACE_M), px(SPACE_M))
        column.setSpacing(px(2))
        column.addWidget(label(name, "secondary", wrap=True))
        column.addWidget(label(figure, "figure"))
        column.addWidget(label(remark, "secondary", tone=tone, wrap=True))
        column.addStretch(1)
        return cell


def rule(*, vertical: bool = False) -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("rule", "true")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def clear(layout: QHBoxLayout | QVBoxLayout) -> None:
    """Take everything out of a row or column and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QHBoxLayout | QVBoxLayout):
            clear(inner)


class Notice(QFrame):
    """What happened, inline where it happened: sentence, advice, code. Hidden until it speaks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        px = look().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(SPACE_L), px(SPACE_M), px(SPACE_S), px(SPACE_M))
        row.setSpacing(px(SPACE_M))
        self._icon = QLabel()
        column = QVBoxLayout()
        column.setSpacing(px(2))
        self._sentence = label("", "strong", wrap=True)
        self._advice = label("", "body", wrap=True)
        self._code = label("", "secondary")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for part in (self._sentence, self._advice, self._code):
            column.addWidget(part)
        self._close = QuietButton("", "x")
        self._close.setProperty("sized", "small")
        self._close.setAccessibleName(translate(N_("Close this message")))
        self._close.clicked.connect(self.hide)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, sentence: str, advice: str = "", *, tone: Tone = "green", code: str = "") -> None:
        """Show a message."""
        self.setProperty("notice", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        size = look().px(20)
        colour = look().colours.text(tone)
        self._icon.setPixmap(pixmap(_ICONS[tone], colour, size, self.devicePixelRatioF()))
        for part, words in ((self._sentence, sentence), (self._advice, advice), (self._code, code)):
            part.setText(words)
            part.setVisible(bool(words))
        self.setAccessibleName(f"{sentence} {advice}")
        self.show()
        if self.isVisible():
            bring_into_view(self)

    def show_error(self, error: UserError) -> None:
        """Show what happened, what was kept and what to do next, with the stable code."""
        code = translate(N_("Code: {code}")).format(code=error.code)
        self.say(error.explain(), error.advise(), tone="red", code=code)

    def words(self) -> str:
        """All that it says now, for tests and screen readers; empty while hidden."""
        if self.isHidden():
            return ""
        return " ".join(part.text() for part in (self._sentence, self._advice, self._code) if part.text())


class EmptyState(QWidget):
    """A list with nothing in it says what to do."""

    def __init__(self, sentence: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.column = QVBoxLayout(self)
        self.column.setSpacing(px(SPACE_XS))
        self.column.addStretch(2)
        self._sentence = label(sentence, "large", wrap=True)
        self._hint = label(hint, "body2", wrap=True)
        for part in (self._sentence, self._hint):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addWidget(part)
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(0, px(SPACE_M), 0, 0)
        self.buttons.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addLayout(self.buttons)
        self.column.addStretch(3)

    def say(self, sentence: str, hint: str = "") -> None:
        """Set the sentence and what to do."""
        self._sentence.setText(sentence)
        self._hint.setText(hint)

    def words(self) -> str:
        """What it says."""
        return f"{self._sentence.text()} {self._hint.text()}".strip()
