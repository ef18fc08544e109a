"""Money has come into a fund: a part that was promised, or a further one."""

from functools import partial

from yihu.base.i18n import N_, translate
from yihu.ui.campaign.entry_panel import EntryPanel, box_field, fill_box, line_field
from yihu.ui.campaign.proof_field import ProofField
from yihu.ui.funds.presenter import FundsPresenter


class TranchePanel(EntryPanel):
    """Which part, when, how much, with its proof."""

    def __init__(self, presenter: FundsPresenter) -> None:
        super().__init__(translate(N_("Money has come in")), translate(N_("Save what came")))
        self._presenter = presenter
        self.which = box_field(translate(N_("Which part")))
        self.on = line_field(translate(N_("Day")))
        self.amount = line_field(translate(N_("Amount (yuan)")))
        self.proof = ProofField()
        self.row(self.which, self.on, self.amount)
        self.body.addWidget(self.proof)
        self.foot()

    def ask(self) -> None:
        """The fund in view got money."""
        further = ("", translate(N_("A further one that was not promised")))
        fill_box(self.which.field, (*self._presenter.tranches_due(), further))
        self.on.field.setText(self._presenter.today())
        self.amount.field.clear()
        self.proof.clear()
        self.come()
        self.amount.field.setFocus()

    def go(self) -> None:
        """Write it down."""
        row, on, amount = self.which.field.currentData() or "", self.on.field.text(), self.amount.field.text()
        self.attempt(partial(self._presenter.take_tranche, row, on, amount, self.proof.path))
