"""One item of a village's plan: written down, changed, taken out; whose plans it comes from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter

from yihu.base.i18n import N_, translate
from yihu.ui.campaign.entry_panel import EntryPanel, box_field, fill_box, line_field
from yihu.ui.look import LinkButton, QuietButton, label
from yihu.ui.look.fields import LabelledField
from yihu.ui.look.flow import FlowRow
from yihu.ui.village_plan.changed import changed_answers
from yihu.ui.village_plan.presenter import VillagePlanPresenter

_SHOWN_SOURCES = 24
_LINES = (
    ("title", N_("What is done")),
    ("quantity", N_("Quantity")),
    ("unit", N_("Unit")),
    ("responsible", N_("Responsible")),
    ("from_year", N_("From the year")),
    ("to_year", N_("To the year")),
    ("deadline", N_("Deadline")),
    ("yuan", N_("Money (yuan)")),
    ("fund", N_("Source of the money")),
    ("households", N_("Households that benefit")),
    ("persons", N_("Persons who benefit")),
)


class ItemPanel(EntryPanel):
    """Signals:
    household_wanted: id of a household whose plan it comes from.
    """

    household_wanted = Signal(str)

    def __init__(self, presenter: VillagePlanPresenter) -> None:
        super().__init__(translate(N_("Item of the village's plan")), translate(N_("Save the item")))
        self._presenter = presenter
        self.row_id: str | None = None
        self._known: dict[str, str] = {}
        self.direction = box_field(translate(N_("Direction")), presenter.directions())
        self.state = box_field(translate(N_("State")), presenter.states("item_state"))
        self.fields: dict[str, LabelledField] = {name: line_field(translate(words)) for name, words in _LINES}
        fields = self.fields
        self.row(self.direction, fields["title"])
        self.row(fields["quantity"], fields["unit"], fields["responsible"], self.state)
        self.row(fields["from_year"], fields["to_year"], fields["deadline"])
        self.row(fields["yuan"], fields["fund"], fields["households"], fields["persons"])
        self.needs = label("", "secondary", tone="amber", wrap=True)
        self.from_words = label("", "secondary")
        self.sources = FlowRow()
        for part in (self.needs, self.from_words, self.sources):
            self.body.addWidget(part)
        self.drop_button = QuietButton(translate(N_("Take it out of the plan")), "trash-2")
        self.drop_button.clicked.connect(self._drop)
        self.foot(self.drop_button)

    def ask(self, row: str | None, direction: str = "") -> None:
        """An item to change, or an empty one of a direction."""
        item = self._presenter.item(row) if row else None
        self.row_id = item.row if item else None
        known = self._known = {} if item is None else self._presenter.item_texts(item)
        for name, field in self.fields.items():
            field.field.setText(known.get(name, ""))
        fill_box(self.direction.field, self._presenter.directions())
        fill_box(self.state.field, self._presenter.states("item_state"))
        for box, value in (
            (self.direction, item.direction if item else direction),
            (self.state, item.state if item else "planned"),
        ):
            box.field.setCurrentIndex(max(0, box.field.findData(value)))
        self._offer_funds()
        self._show_sources()
        self.drop_button.setVisible(item is not None)
        self.come()
        self.fields["title"].field.setFocus()

    def _offer_funds(self) -> None:
        """Names of funds to choose from while writing; any other words may stand there too."""
        names = QCompleter(sorted(self._presenter.funds()), self)
        names.setFilterMode(Qt.MatchFlag.MatchContains)
        self.fields["fund"].field.setCompleter(names)

    def _show_sources(self) -> None:
        row, presenter = self.row_id or "", self._presenter
        needs = presenter.needs_words(row)
        self.needs.setText(needs)
        self.needs.setVisible(bool(needs))
        households = presenter.sources(row)
        self.from_words.setText(
            translate(N_("Gathered from the plans of {count} households:")).format(count=len(households))
        )
        self.sources.clear()
        for id_, name in households[:_SHOWN_SOURCES]:
            button = LinkButton(name)
            button.clicked.connect(lambda _=False, id_=id_: self.household_wanted.emit(id_))
            self.sources.add(button)
        if rest := households[_SHOWN_SOURCES:]:
            self.sources.add(label(translate(N_("and {count} more")).format(count=len(rest)), "secondary"))
        for part in (self.from_words, self.sources):
            part.setVisible(bool(households))

    def go(self) -> None:
        """Write it down."""
        answers = changed_answers("item_", self.fields, self._known)
        answers["item_direction"] = self.direction.field.currentData() or ""
        answers["item_state"] = self.state.field.currentData() or ""
        self.attempt(lambda: self._presenter.save_item(self.row_id, answers))

    def _drop(self) -> None:
        row = self.row_id
        if row is not None:
            self.attempt(lambda: self._presenter.drop(row))
