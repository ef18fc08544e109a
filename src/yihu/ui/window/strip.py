"""The strip above the pages: a sentence, why, and the button that settles it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look import LinkButton, QuietButton, SecondaryButton, label, look
from yihu.ui.look.icons import pixmap
from yihu.ui.window.reminders import Reminder

_NARROW = 820


class Strip(QFrame):
    """Hidden until it has something to say.

    Signals:
        accepted, other: its buttons; put_off: the cross. All with the kind of the reminder.
    """

    accepted = Signal(str)
    other = Signal(str)
    put_off = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.kind = ""
        px = look().px
        outer = QHBoxLayout(self)
        outer.setContentsMargins(px(24), px(8), px(12), px(8))
        outer.setSpacing(px(12))
        self._icon = QLabel()
        self._sentence, self._advice = label("", "strong", wrap=True), label("", "secondary", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._sentence)
        words.addWidget(self._advice)
        self._row = QHBoxLayout()
        self._row.setSpacing(px(12))
        self._row.addLayout(words, 1)
        self.button, self.second = SecondaryButton("", small=True), LinkButton("")
        self.button.clicked.connect(lambda: self.accepted.emit(self.kind))
        self.second.clicked.connect(lambda: self.other.emit(self.kind))
        buttons = QHBoxLayout()
        buttons.setSpacing(px(12))
        buttons.addWidget(self.second)
        buttons.addWidget(self.button)
        buttons.addStretch(1)
        self._row.addLayout(buttons)
        self._close = QuietButton("", "x")
        self._close.setProperty("sized", "small")
        self._close.setAccessibleName(translate(N_("Not now")))
        self._close.setToolTip(translate(N_("Not now")))
        self._close.clicked.connect(lambda: self.put_off.emit(self.kind))
        outer.addWidget(self._icon)
        outer.addLayout(self._row, 1)
        outer.addWidget(self._close)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < look().px(_NARROW)
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def show_reminder(self, reminder: Reminder | None) -> None:
        """Say this; None hides the strip."""
        if reminder is None:
            self.kind = ""
            self.hide()
            return
        self.kind = reminder.kind
        colours = look().colours
        self.setStyleSheet(f"Strip {{ background: {colours.ground(reminder.tone)}; border: none; }}")
        name = {"green": "circle-check", "amber": "triangle-alert"}.get(reminder.tone, "info")
        colour = colours.text(reminder.tone)
        self._icon.setPixmap(pixmap(name, colour, look().px(20), self.devicePixelRatioF()))
        self._sentence.setText(reminder.sentence)
        self._advice.setText(reminder.advice)
        for button, words in ((self.button, reminder.button), (self.second, reminder.other)):
            button.setText(words)
            button.setAccessibleName(words)
            button.setVisible(bool(words))
        self.setAccessibleName(f"{reminder.sentence} {reminder.advice}")
        self.show()
