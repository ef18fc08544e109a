"""Work that takes longer: a strip that tells where it stands, with a button that stops it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look.buttons import SecondaryButton
from yihu.ui.look.text import label
from yihu.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, look


class ProgressStrip(QFrame):
    """Hidden until work starts.

    Signals:
        stopped: the person pressed Stop.
    """

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        px = look().px
        self.setProperty("notice", "grey")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(SPACE_L), px(SPACE_M), px(SPACE_M), px(SPACE_M))
        row.setSpacing(px(SPACE_L))
        column = QVBoxLayout()
        column.setSpacing(px(SPACE_S))
        self._words = label("", "body")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        self.button = SecondaryButton(translate(N_("Stop")), small=True)
        self.button.clicked.connect(self.stopped)
        row.addLayout(column, 1)
        row.addWidget(self.button)
        self._what = ""
        self.hide()

    def start(self, what: str, *, stoppable: bool = True) -> None:
        """Show the strip for work described by `what` (Printing 12 plans)."""
        self._what = what
        self._bar.setAccessibleName(what)
        self.button.setVisible(stoppable)
        self.button.setEnabled(True)
        self.tell(0, 0)
        self.show()

    def tell(self, done: int, total: int) -> None:
        """Move the bar; total 0 means nobody knows yet."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._words.setText(f"{self._what} · {done} / {total}" if total else self._what)

    def finish(self) -> None:
        """Take the strip away."""
        self.hide()
