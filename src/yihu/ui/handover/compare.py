"""Eight digits on two screens: are they the same?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.exchange_cards import CardView
from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import PrimaryButton, SecondaryButton, label
from yihu.ui.look.tokens import look


class CompareDigits(QFrame):
    """Signals:
    matched, differed: what the person saw on the other screen.
    """

    matched = Signal()
    differed = Signal()

    def __init__(self, card: CardView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.card = card
        self.setProperty("notice", "amber")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(6))
        who = f"{card.team} · {card.laptop}" if card.laptop else card.team
        column.addWidget(WrappedLabel(translate(N_("Is this really {who}?")).format(who=who), "strong"))
        where = N_("On that laptop, under Hand over, My card, stand eight digits. Are they these?")
        column.addWidget(WrappedLabel(translate(where), "body2"))
        self.digits = label(card.digits, "figure-large")
        column.addWidget(self.digits)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        self.yes = PrimaryButton(translate(N_("Yes, the same")))
        self.no = SecondaryButton(translate(N_("No, others")))
        self.yes.clicked.connect(self.matched)
        self.no.clicked.connect(self.differed)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        column.addLayout(row)
