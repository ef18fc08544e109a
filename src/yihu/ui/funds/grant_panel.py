"""One grant: approve it, pay it, correct it, write down that it came back, or cancel it."""

from functools import partial

from yihu.base.i18n import N_, translate
from yihu.planning.money import yuan_text, yuan_words
from yihu.register.codes import label
from yihu.ui.campaign.entry_panel import EntryPanel, line_field
from yihu.ui.funds.presenter import FundsPresenter
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Chip
from yihu.ui.look.flow import FlowRow

DEEDS = {
    "approve": (N_("Approve"), ("applied",), ("on", "words")),
    "pay": (N_("Pay"), ("applied", "approved"), ("on",)),
    "correct": (N_("Correct amount or day"), ("applied", "approved", "paid", "returned"), ("on", "amount")),
    "return": (N_("It came back"), ("paid", "returned"), ("on", "amount", "words")),
    "cancel": (N_("Cancel"), ("applied", "approved", "paid"), ("words",)),
}
"""What can be done -> its words, from which states, what it asks for."""


class GrantPanel(EntryPanel):
    """What is to be done with it, chosen by chips; only the fields that it needs show."""

    def __init__(self, presenter: FundsPresenter) -> None:
        super().__init__("", translate(N_("Save")))
        self._presenter = presenter
        self.record, self.deed = "", ""
        self._told = WrappedLabel("", "body2")
        self.chips: dict[str, Chip] = {}
        row = FlowRow()
        for name, (words, _, _) in DEEDS.items():
            chip = Chip(translate(words))
            chip.clicked.connect(lambda _=False, name=name: self.choose(name))
            self.chips[name] = chip
            row.add(chip)
        self.on, self.amount = line_field(translate(N_("Day"))), line_field(translate(N_("Amount (yuan)")))
        self.words = line_field("")
        self.body.addWidget(self._told)
        self.body.addWidget(row)
        self.row(self.on, self.amount, self.words)
        self.foot()

    def ask(self, record: str) -> None:
        """What becomes of this grant?"""
        grant = self._presenter.grant(record)
        self.record = record
        amount = yuan_words(grant.amount_fen) if grant.amount_fen is not None else "—"
        self.title.setText(f"{self._presenter.who(grant)} · {amount} · {label('grant_state', grant.state)}")
        self._told.setText(" · ".join(part for part in (grant.purpose, grant.reason, grant.note) if part))
        self._told.setVisible(bool(self._told.text()))
        possible = [name for name, (_, states, _) in DEEDS.items() if grant.state in states]
        for name, chip in self.chips.items():
            chip.setVisible(name in possible)
        self.words.field.clear()
        self.come()
        self.go_button.setVisible(bool(possible))
        if possible:
            self.choose("pay" if "pay" in possible else possible[0])

    def choose(self, deed: str) -> None:
        """This is to be done."""
        self.deed = deed
        grant = self._presenter.grant(self.record)
        asked = DEEDS[deed][2]
        for name, chip in self.chips.items():
            chip.setChecked(name == deed)
        for name in ("on", "amount", "words"):
            getattr(self, name).setVisible(name in asked)
        keep = deed == "correct"
        self.on.field.setText(grant.paid_on if keep else self._presenter.today())
        self.on.setVisible("on" in asked and (not keep or grant.was_paid))
        self.amount.field.setText(yuan_text(grant.amount_fen) if grant.amount_fen is not None else "")
        caption = translate(N_("Approved by")) if deed == "approve" else translate(N_("Reason"))
        self.words.caption.setText(caption)
        self.words.field.setAccessibleName(caption)
        self.go_button.setText(translate(DEEDS[deed][0]))

    def go(self) -> None:
        """Write it down."""
        on = "" if self.on.isHidden() else self.on.field.text().strip()
        amount, words = self.amount.field.text(), self.words.field.text().strip()
        self.attempt(
            partial(self._presenter.change, self.record, self.deed, on=on, amount=amount, words=words)
        )
