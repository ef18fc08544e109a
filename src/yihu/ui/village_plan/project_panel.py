"""One project: written down, how far it is; milestones and photos in its questionnaire."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from yihu.base.i18n import N_, translate
from yihu.ui.campaign.entry_panel import EntryPanel, box_field, fill_box, line_field
from yihu.ui.look import SecondaryButton, look
from yihu.ui.look.fields import LabelledField
from yihu.ui.look.flow import FlowRow
from yihu.ui.village_plan.changed import changed_answers
from yihu.ui.village_plan.presenter import VillagePlanPresenter

_LINES = (
    ("name", N_("Name of the project")),
    ("target", N_("Target")),
    ("actual", N_("Done so far")),
    ("unit", N_("Unit")),
    ("responsible", N_("Responsible")),
    ("budget_yuan", N_("Budget (yuan)")),
    ("spent_yuan", N_("Spent (yuan)")),
    ("due_on", N_("To be done by")),
    ("done_on", N_("Done on")),
    ("stop_reason", N_("Why it was stopped")),
    ("households", N_("Households that joined")),
    ("jobs", N_("Jobs")),
    ("gain_low_yuan", N_("Expected gain a head, at least")),
    ("gain_high_yuan", N_("at most")),
    ("gain_real_yuan", N_("Real gain a head")),
)
_PHOTO_HEIGHT = 140
_GAIN = ("gain_low_yuan", "gain_high_yuan", "gain_real_yuan")


class ProjectPanel(EntryPanel):
    """Signals:
    more_wanted: record whose milestones and photos are wanted.
    """

    more_wanted = Signal(str)

    def __init__(self, presenter: VillagePlanPresenter) -> None:
        super().__init__(translate(N_("Project")), translate(N_("Save the project")))
        self._presenter = presenter
        self.record: str | None = None
        self._known: dict[str, str] = {}
        self.written_record = ""
        self._wants_more = False
        self.written.connect(self._go_on)
        self.direction = box_field(translate(N_("Direction")), presenter.directions())
        self.item = box_field(translate(N_("Carries out the item")))
        self.state = box_field(translate(N_("State")), presenter.states("project_state"))
        self.fields: dict[str, LabelledField] = {name: line_field(translate(words)) for name, words in _LINES}
        fields = self.fields
        self.row(fields["name"], self.direction, self.item)
        self.row(fields["target"], fields["actual"], fields["unit"], fields["responsible"])
        self.row(fields["budget_yuan"], fields["spent_yuan"], fields["households"], fields["jobs"])
        self.row(self.state, fields["due_on"], fields["done_on"], fields["stop_reason"])
        self.row(*(fields[name] for name in _GAIN))
        self.photos = FlowRow()
        self.body.addWidget(self.photos)
        self.more_button = SecondaryButton(translate(N_("Milestones and photos…")), "camera")
        self.more_button.clicked.connect(self._more)
        self.foot(self.more_button)
        self.direction.field.currentIndexChanged.connect(self._show_what_is_asked)
        self.state.field.currentIndexChanged.connect(self._show_what_is_asked)

    def ask(self, record: str | None) -> None:
        """A project to change, or an empty one."""
        project = self._presenter.project(record) if record else None
        self.record = project.record if project else None
        known = self._known = {} if project is None else self._presenter.project_texts(project)
        for name, field in self.fields.items():
            field.field.setText(known.get(name, ""))
        fill_box(self.item.field, self._presenter.item_choices())
        for box, value in (
            (self.direction, project.direction if project else ""),
            (self.item, project.item if project else ""),
            (self.state, project.state if project else "planned"),
        ):
            box.field.setCurrentIndex(max(0, box.field.findData(value)))
        self._show_what_is_asked()
        self._show_photos()
        self.come()
        self.fields["name"].field.setFocus()

    def _show_photos(self) -> None:
        """Before and after, side by side."""
        self.photos.clear()
        found = self._presenter.photos(self.record) if self.record else ()
        for words, photo in found:
            picture = QPixmap()
            picture.loadFromData(photo)
            shown = QLabel()
            if picture.isNull():
                shown.setText(words)
            else:
                high = look().px(_PHOTO_HEIGHT)
                shown.setPixmap(picture.scaledToHeight(high, Qt.TransformationMode.SmoothTransformation))
            shown.setAccessibleName(words)
            shown.setToolTip(words)
            self.photos.add(shown)
        self.photos.setVisible(bool(found))

    def _show_what_is_asked(self) -> None:
        """Gain is of industry; the day of its end and the reason belong to states."""
        state = self.state.field.currentData()
        industry = self.direction.field.currentData() == "industry"
        for name in _GAIN:
            self.fields[name].setVisible(industry)
        self.fields["done_on"].setVisible(state == "done")
        self.fields["stop_reason"].setVisible(state == "stopped")

    def go(self) -> None:
        """Write it down."""
        self._wants_more = False
        self._save()

    def _more(self) -> None:
        """Write it down, then go on in its questionnaire."""
        self._wants_more = True
        self._save()

    def _save(self) -> None:
        answers = changed_answers("project_", self.fields, self._known)
        answers["project_direction"] = self.direction.field.currentData() or ""
        answers["project_item"] = self.item.field.currentData() or ""
        answers["project_state"] = self.state.field.currentData() or ""
        record = self.record

        def write() -> None:
            self.written_record = self._presenter.save_project(record, answers)

        self.attempt(write)

    def _go_on(self) -> None:
        if self._wants_more:
            self.more_wanted.emit(self.written_record)
