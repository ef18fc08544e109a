"""A new task; what becomes of one."""

from functools import partial

from PySide6.QtWidgets import QSpinBox

from yihu.base.i18n import N_, translate
from yihu.ui.campaign.entry_panel import EntryPanel, box_field, fill_box, line_field
from yihu.ui.campaign.proof_field import ProofField
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import SecondaryButton
from yihu.ui.look.fields import LabelledField
from yihu.ui.tasks.presenter import TasksPresenter, state_words

_OPEN_STATES = ("late", "today", "soon", "coming", "undated")


class NewTaskPanel(EntryPanel):
    """What, until when, who, where."""

    def __init__(self, presenter: TasksPresenter) -> None:
        super().__init__(translate(N_("A new task")), translate(N_("Save the task")))
        self._presenter = presenter
        self.task_title = line_field(translate(N_("Task")), translate(N_("No names of households")))
        self.kind = box_field(translate(N_("Direction")), presenter.kinds())
        self.due = line_field(translate(N_("Deadline")), translate(N_("e.g. 2026-12-31")))
        self.repeat = box_field(translate(N_("Repeats")), presenter.repeats())
        self.place = box_field(translate(N_("Where")))
        self.helper = box_field(translate(N_("Helper")))
        self.owner = line_field(translate(N_("Or somebody else")))
        self.unit = line_field(translate(N_("Unit")))
        points = QSpinBox()
        points.setRange(0, 100)
        points.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.points = LabelledField(translate(N_("Weight (points)")), points)  # type: ignore[arg-type]
        self.row(self.task_title, self.kind)
        self.row(self.due, self.repeat, self.place, self.points)
        self.row(self.helper, self.owner, self.unit)
        self.foot()

    def ask(self) -> None:
        """An empty panel."""
        for field in (self.task_title, self.due, self.owner, self.unit):
            field.field.clear()
        fill_box(self.place.field, self._presenter.places())
        fill_box(self.helper.field, (("", translate(N_("nobody yet"))), *self._presenter.helpers()))
        self.repeat.field.setCurrentIndex(0)
        self.points.field.setValue(1)
        self.come()
        self.task_title.field.setFocus()

    def go(self) -> None:
        """Write it down."""
        make = partial(
            self._presenter.make,
            title=self.task_title.field.text().strip(),
            kind=self.kind.field.currentData() or "other",
            due_on=self.due.field.text(),
            repeat=self.repeat.field.currentData() or "none",
            place=self.place.field.currentData() or "",
            helper=self.helper.field.currentData() or "",
            owner=self.owner.field.text().strip(),
            unit=self.unit.field.text().strip(),
            points=self.points.field.value(),
        )
        self.attempt(make)


class TaskPanel(EntryPanel):
    """One task: done with proof, no longer needed, or taken up again."""

    def __init__(self, presenter: TasksPresenter) -> None:
        super().__init__("", translate(N_("It is done")))
        self._presenter = presenter
        self.task = ""
        self._told = WrappedLabel("", "body2")
        self.on = line_field(translate(N_("Done on")))
        self.words = line_field(translate(N_("Remark, or why it is no longer needed")))
        self.proof = ProofField()
        self.drop_button = SecondaryButton(translate(N_("No longer needed")))
        self.drop_button.clicked.connect(self._drop)
        self.reopen_button = SecondaryButton(translate(N_("Not done after all")), "undo-2")
        self.reopen_button.clicked.connect(self._reopen)
        self.body.addWidget(self._told)
        self.row(self.on, self.words)
        self.body.addWidget(self.proof)
        self.foot(self.drop_button, self.reopen_button)

    def ask(self, task: str) -> None:
        """What becomes of this task?"""
        self.task = task
        standing = self._presenter.standing(task)
        self.title.setText(standing.task.title)
        parts = (
            standing.until,
            state_words(standing),
            standing.task.done_on,
            standing.task.note,
            standing.task.drop_reason,
        )
        self._told.setText(" · ".join(part for part in parts if part))
        is_open = standing.state in _OPEN_STATES
        for part in (self.on, self.words, self.proof, self.go_button, self.drop_button):
            part.setVisible(is_open)
        self.reopen_button.setVisible(not is_open)
        self.on.field.setText(self._presenter.today())
        self.words.field.clear()
        self.proof.clear()
        self.come()
        (self.words.field if is_open else self.reopen_button).setFocus()

    def go(self) -> None:
        """It is done."""
        on, words = self.on.field.text(), self.words.field.text().strip()
        self.attempt(partial(self._presenter.finish, self.task, on, self.proof.path, words))

    def _drop(self) -> None:
        self.attempt(partial(self._presenter.drop, self.task, self.words.field.text().strip()))

    def _reopen(self) -> None:
        self.attempt(partial(self._presenter.reopen, self.task))
