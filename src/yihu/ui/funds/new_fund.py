"""A fund that was promised: who gives how much, in which years, in how many parts."""

from functools import partial

from PySide6.QtWidgets import QSpinBox

from yihu.base.i18n import N_, translate
from yihu.ui.campaign.entry_panel import EntryPanel, box_field, fill_box, line_field
from yihu.ui.funds.presenter import FundsPresenter
from yihu.ui.look.fields import LabelledField

_MOST_TRANCHES = 60


class NewFundPanel(EntryPanel):
    """Who gives what; its result is a `FundReport`."""

    def __init__(self, presenter: FundsPresenter) -> None:
        super().__init__(translate(N_("A fund that was promised")), translate(N_("Save the fund")))
        self._presenter = presenter
        self.name = line_field(translate(N_("Name of the fund")))
        self.donor = line_field(translate(N_("Donor")))
        self.kind = box_field(translate(N_("Kind")), presenter.kinds())
        self.place = box_field(translate(N_("Belongs to")))
        self.amount = line_field(translate(N_("Promised in all (yuan)")), translate(N_("e.g. 2,000,000")))
        self.first, self.last = (
            line_field(translate(N_("From the year"))),
            line_field(translate(N_("To the year"))),
        )
        self.tranches = _count_field(translate(N_("In how many equal yearly parts")))
        self.row(self.name, self.donor)
        self.row(self.kind, self.place)
        self.row(self.amount, self.first, self.last, self.tranches)
        self.foot()

    def ask(self) -> None:
        """An empty panel."""
        for field in (self.name, self.donor, self.amount, self.first, self.last):
            field.field.clear()
        fill_box(self.place.field, self._presenter.places())
        self.tranches.field.setValue(0)
        self.come()
        self.name.field.setFocus()

    def go(self) -> None:
        """Write it down."""
        make = partial(
            self._presenter.make_fund,
            place=self.place.field.currentData() or "",
            name=self.name.field.text(),
            donor=self.donor.field.text(),
            kind=self.kind.field.currentData() or "other",
            amount=self.amount.field.text(),
            years=(self.first.field.text().strip(), self.last.field.text().strip()),
            tranches=self.tranches.field.value(),
        )
        self.attempt(make)


def _count_field(words: str) -> LabelledField:
    box = QSpinBox()
    box.setRange(0, _MOST_TRANCHES)
    box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    return LabelledField(words, box)  # type: ignore[arg-type]
