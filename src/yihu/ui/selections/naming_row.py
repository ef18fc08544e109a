"""How a list is to be called; opens under the figure."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from yihu.base.i18n import N_, translate
from yihu.ui.look import PrimaryButton, QuietButton, look


class NamingRow(QFrame):
    """Signals:
    named: name, purpose.
    """

    named = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        row, px = QHBoxLayout(self), look().px
        row.setContentsMargins(px(12), px(10), px(12), px(10))
        row.setSpacing(px(8))
        self.name, self.purpose = QLineEdit(), QLineEdit()
        for line, words, most in (
            (self.name, N_("Name of the list"), 60),
            (self.purpose, N_("What the list is for"), 500),
        ):
            line.setMaxLength(most)
            line.setPlaceholderText(translate(words))
            line.setAccessibleName(translate(words))
            line.returnPressed.connect(self._tell)
        self.save = PrimaryButton(translate(N_("Save")), "check")
        self.save.clicked.connect(self._tell)
        cancel = QuietButton(translate(N_("Cancel")), "x")
        cancel.clicked.connect(self.hide)
        row.addWidget(self.name, 2)
        row.addWidget(self.purpose, 3)
        row.addWidget(self.save)
        row.addWidget(cancel)
        self.hide()

    def ask(self) -> None:
        """Open, the keyboard in the name."""
        self.show()
        self.name.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.name.clear()
        self.purpose.clear()

    def _tell(self) -> None:
        self.named.emit(self.name.text(), self.purpose.text())
