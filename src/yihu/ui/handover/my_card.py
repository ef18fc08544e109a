"""My card: what other laptops need to know of this one."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.handover.presenter import HandoverPresenter
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Card, Notice, SecondaryButton, label
from yihu.ui.look.tokens import look


class MyCard(Card):
    """The digits of this laptop, and its card onto a stick."""

    def __init__(self, presenter: HandoverPresenter, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("My card")), parent=parent)
        self.presenter = presenter
        px = look().px
        self.digits = label("", "figure")
        self.name = WrappedLabel("", "body2")
        self.button = SecondaryButton(translate(N_("Save onto a stick…")), "save", small=True)
        self.button.clicked.connect(self._ask_folder)
        self.notice = Notice()
        row = QHBoxLayout()
        row.setSpacing(px(16))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.digits)
        words.addWidget(self.name)
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        told = N_("Others take this card over once and compare the digits; then they can give to you.")
        self.body.addWidget(WrappedLabel(translate(told), "secondary"))
        self.body.addWidget(self.notice)
        self.body.addStretch(1)

    def show_card(self) -> None:
        """The card as it is."""
        card = self.presenter.my_card()
        self.digits.setText(card.digits)
        self.name.setText(f"{card.team} · {card.laptop}" if card.laptop else card.team)

    def save_into(self, folder: Path) -> None:
        """Write the card there."""
        try:
            path = self.presenter.save_card(folder)
        except UserError as trouble:
            self.notice.show_error(trouble)
        else:
            self.notice.say(translate(N_("Saved: {file}")).format(file=path.name))

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(N_("Onto which stick?")))
        if folder:
            self.save_into(Path(folder))
