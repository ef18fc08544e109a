"""What a village's plan says of the village: its state, goals, years, who helps."""

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.campaign.entry_panel import EntryPanel, box_field, fill_box, line_field
from yihu.ui.look import label, look
from yihu.ui.look.fields import LabelledField
from yihu.ui.village_plan.changed import changed_answers
from yihu.ui.village_plan.presenter import VillagePlanPresenter

_LINES = (
    ("from_year", N_("From the year")),
    ("to_year", N_("To the year")),
    ("group", N_("Helper group")),
    ("leader", N_("Leader")),
    ("secretary", N_("First secretary in the village")),
    ("households", N_("Households in all")),
    ("persons", N_("Persons in all")),
    ("helped_households", N_("Households to be helped")),
    ("helped_persons", N_("Persons to be helped")),
    ("land_mu", N_("Farm land (mu)")),
    ("agreed_on", N_("Agreed on")),
)


class PlanPanel(EntryPanel):
    """Texts, years, persons, state."""

    def __init__(self, presenter: VillagePlanPresenter) -> None:
        super().__init__(translate(N_("The village and its goals")), translate(N_("Save")))
        self._presenter = presenter
        self._known: dict[str, str] = {}
        self.background = _text_field(translate(N_("About the village")))
        self.goal = _text_field(translate(N_("Goals")))
        self.state = box_field(translate(N_("State")), presenter.plan_states())
        self.fields: dict[str, LabelledField] = {name: line_field(translate(words)) for name, words in _LINES}
        fields = self.fields
        self.row(self.background, self.goal)
        self.row(fields["from_year"], fields["to_year"], self.state, fields["agreed_on"])
        self.row(fields["group"], fields["leader"], fields["secretary"])
        counts = ("households", "persons", "helped_households", "helped_persons", "land_mu")
        self.row(*(fields[name] for name in counts))
        self.foot()
        self.state.field.currentIndexChanged.connect(self._show_what_is_asked)

    def ask(self) -> None:
        """The plan in view."""
        known = self._known = self._presenter.plan_texts()
        for name, field in self.fields.items():
            field.field.setText(known.get(name, ""))
        self.background.edit.setPlainText(known.get("background", ""))
        self.goal.edit.setPlainText(known.get("goal", ""))
        fill_box(self.state.field, self._presenter.plan_states())
        self.state.field.setCurrentIndex(max(0, self.state.field.findData(known.get("state", "draft"))))
        self._show_what_is_asked()
        self.come()
        self.background.edit.setFocus()

    def _show_what_is_asked(self) -> None:
        self.fields["agreed_on"].setVisible(self.state.field.currentData() != "draft")

    def go(self) -> None:
        """Write it down."""
        answers = changed_answers("vplan_", self.fields, self._known)
        for name, text in (("background", self.background), ("goal", self.goal)):
            if (told := text.edit.toPlainText().strip()) != self._known.get(name, "").strip():
                answers[f"vplan_{name}"] = told
        answers["vplan_state"] = self.state.field.currentData() or ""
        self.attempt(lambda: self._presenter.save_plan(answers))


class _TextField(QWidget):
    """Several lines under a label."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(words)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(look().px(92))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(4))
        caption = label(words, "strong")
        caption.setBuddy(self.edit)
        column.addWidget(caption)
        column.addWidget(self.edit)


def _text_field(words: str) -> _TextField:
    return _TextField(words)
