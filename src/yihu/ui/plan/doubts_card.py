"""What is to be looked at in the plan before the household agrees it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Card, LinkButton, clear
from yihu.ui.look.tokens import look

_AT_FIRST = 3


class DoubtsCard(Card):
    """A few sentences in amber; nothing in the way. Hidden when there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("To look at in the plan")), parent=parent)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(look().px(4))
        self.body.addLayout(self._inside)
        self._all: tuple[str, ...] = ()
        self.hide()

    def show_doubts(self, doubts: tuple[str, ...], at_most: int = _AT_FIRST) -> None:
        """Show these; the first few, and the others when they are asked for."""
        clear(self._inside)
        self._all = doubts
        self.setVisible(bool(doubts))
        for doubt in doubts[:at_most]:
            self._inside.addWidget(WrappedLabel(doubt, "secondary", tone="amber"))
        if len(doubts) > at_most:
            words = translate(N_("{count} more")).format(count=len(doubts) - at_most)
            more = LinkButton(words, "chevron-down")
            more.clicked.connect(lambda: self.show_doubts(self._all, len(self._all)))
            self._inside.addWidget(more)
