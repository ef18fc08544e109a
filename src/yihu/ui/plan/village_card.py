"""Which measures of a household's plan belong to an item of its village's plan."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Card, LinkButton, clear
from yihu.ui.look.tokens import look


class VillageCard(Card):
    """Hidden where the village's plan has none of them.

    Signals:
        wanted: the village's plan is to be opened.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("In the village's plan")), parent=parent)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(look().px(4))
        self.body.addLayout(self._inside)
        self.open_button = LinkButton(translate(N_("Open the village's plan")), "arrow-right")
        self.open_button.clicked.connect(self.wanted)
        self.body.addWidget(self.open_button)
        self.hide()

    def show_items(self, items: tuple[str, ...]) -> None:
        """A line for each measure that belongs to one."""
        clear(self._inside)
        self.setVisible(bool(items))
        for words in items:
            self._inside.addWidget(WrappedLabel(words, "secondary"))
