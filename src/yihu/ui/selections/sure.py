"""A question before what can't be taken back, on the page itself."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from yihu.base.i18n import N_, translate
from yihu.ui.look import PrimaryButton, QuietButton, label, look


class Sure(QFrame):
    """Hidden until it asks."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        row, px = QHBoxLayout(self), look().px
        row.setContentsMargins(px(16), px(10), px(12), px(10))
        row.setSpacing(px(8))
        self.words = label("", "strong", wrap=True)
        self.yes = PrimaryButton("", "check")
        self.yes.clicked.connect(self._agreed)
        self.no = QuietButton(translate(N_("Cancel")), "x")
        self.no.clicked.connect(self.hide)
        row.addWidget(self.words, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self._act: Callable[[], None] | None = None
        self.hide()

    def ask(self, meaning: str, yes: str, act: Callable[[], None]) -> None:
        """Say what it means; `act` once the button with the words `yes` is pressed."""
        self._act = act
        self.words.setText(meaning)
        self.yes.setText(f" {yes}")
        self.yes.setAccessibleName(yes)
        self.show()
        self.no.setFocus()

    def _agreed(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()
