"""Tasks: what is late and due, the month, done with proof, into a calendar program."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from yihu.actions.keep_tasks import CalendarReport
from yihu.actions.show_tasks import TasksReport
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.campaign.entry_panel import EntryPanel, fill_box, forbid
from yihu.ui.campaign.rows import CellRows
from yihu.ui.campaign.tabs import TASKS, CampaignTabs
from yihu.ui.look import (
    Card,
    Cell,
    Chip,
    EmptyState,
    FactStrip,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    Table,
    look,
    run_in_background,
)
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.scrolling import bring_into_view, scrolled
from yihu.ui.look.tokens import BODY
from yihu.ui.routes import TasksRoute
from yihu.ui.save_table import save_list_button
from yihu.ui.tasks.month import MonthView
from yihu.ui.tasks.panels import NewTaskPanel, TaskPanel
from yihu.ui.tasks.presenter import SHOWN, TaskRow, TasksPresenter
from yihu.ui.window.pages import Page, PageParts

_HEADS = (
    N_("Last day"),
    N_("How it stands"),
    N_("Task"),
    N_("Direction"),
    N_("Who"),
    N_("Village"),
    N_("Weight (points)"),
)
_SHARES = (110, 180, 340, 130, 180, 130, 70)
_MONTH = "month"


class TasksPage(Page):
    """The list or the month."""

    def __init__(self, presenter: TasksPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.tabs = CampaignTabs(TASKS)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        self.header.set_title(translate(N_("Tasks")))
        self.save_button = save_list_button(self, lambda: presenter.workspace, presenter.list_to_save)
        self.calendar_button = SecondaryButton(translate(N_("Into a calendar…")), "calendar")
        self.calendar_button.clicked.connect(self._ask_calendar)
        self.new_button = PrimaryButton(translate(N_("New task")), "plus")
        self.new_button.clicked.connect(self._new)
        for button in (self.save_button, self.calendar_button, self.new_button):
            self.header.add_action(button)
        self.strip, self.notice, self.facts = ProgressStrip(), Notice(), FactStrip()
        self.new_task, self.task = NewTaskPanel(presenter), TaskPanel(presenter)
        self.panels: tuple[EntryPanel, ...] = (self.new_task, self.task)
        for panel in self.panels:
            panel.written.connect(self._written)
        self.month = MonthView(presenter)
        self.month.chosen.connect(self._open)
        self._shown: tuple[TaskRow, ...] = ()
        self._as_month = False
        self.set_body(scrolled(self._body()))

    def _body(self) -> QWidget:
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(16), px(24), px(16))
        column.setSpacing(px(12))
        self.empty = EmptyState(
            translate(N_("No task was written down yet.")),
            translate(N_("Begin with “New task”: what is to be done, until when, by whom.")),
        )
        self.pile = QStackedWidget()
        self.pile.addWidget(self.empty)
        self.pile.addWidget(self._book())
        for part in (self.strip, self.notice, *self.panels):
            column.addWidget(part)
        column.addWidget(self.pile, 1)
        return body

    def _book(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        self.chips: dict[str, Chip] = {}
        row = FlowRow()
        for name, words in (*SHOWN, (_MONTH, N_("Month"))):
            chip = Chip(translate(words))
            chip.clicked.connect(lambda _=False, name=name: self._choose(name))
            self.chips[name] = chip
            row.add(chip)
        self.unit = QComboBox()
        self.unit.setAccessibleName(translate(N_("Unit")))
        self.unit.activated.connect(lambda _: self._choose_unit())
        row.add(self.unit)
        self.table = Table(size_px=BODY)
        self.table.setAccessibleName(translate(N_("Tasks")))
        self.rows = CellRows([translate(head) for head in _HEADS], self.table)
        self.table.setModel(self.rows)
        self.table.set_shares(_SHARES, stretched=2)
        self.table.setMinimumHeight(look().px(240))
        self.table.opened.connect(lambda row: self._open(self._shown[row].id))
        self.card = Card()
        self.none = EmptyState()
        self._views: tuple[QWidget, ...] = (self.table, self.month, self.none)
        for part in self._views:
            self.card.body.addWidget(part, 1)
        for part in (self.facts, row):
            column.addWidget(part)
        column.addWidget(self.card, 1)
        return box

    def enter(self, route: TasksRoute) -> None:
        self.notice.hide()
        for panel in self.panels:
            panel.hide()
        self._find()

    def _find(self) -> None:
        run_in_background(
            lambda _: self.presenter.find(),
            self._show,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Reading the tasks")),
        )

    def _show(self, report: TasksReport) -> None:
        self.presenter.take(report)
        empty = self.presenter.is_empty
        self.pile.setCurrentIndex(0 if empty else 1)
        for button in (self.save_button, self.calendar_button):
            button.setVisible(not empty)
        forbid(self.presenter.workspace, self.new_button)
        self.facts.set_facts(self.presenter.figures())
        fill_box(self.unit, self.presenter.units())
        self.unit.setVisible(self.unit.count() > 1)
        self._show_chosen()

    def _show_chosen(self) -> None:
        counts = self.presenter.counts()
        for name, words in SHOWN:
            self.chips[name].say(f"{translate(words)} {counts[name]:,}")
        for name, chip in self.chips.items():
            chip.setChecked(name == (_MONTH if self._as_month else self.presenter.shown))
        self._shown = self.presenter.rows()
        self.rows.show_rows([_cells(row) for row in self._shown])
        if self._as_month:
            self.month.show_month()
            self._bring(self.month)
        elif self._shown:
            self._bring(self.table)
            if self.isVisible() and all(panel.isHidden() for panel in self.panels):
                self.table.setFocus()
        else:
            self.none.say(translate(N_("Nothing here.")), translate(N_("Choose another part above.")))
            self._bring(self.none)

    def _bring(self, view: QWidget) -> None:
        for each in self._views:
            each.setVisible(each is view)

    def _choose(self, name: str) -> None:
        self._as_month = name == _MONTH
        if not self._as_month:
            self.presenter.shown = name
        self._show_chosen()

    def _choose_unit(self) -> None:
        self.presenter.unit = self.unit.currentData() or ""
        self._find()

    def _new(self) -> None:
        self.task.hide()
        self.new_task.ask()
        bring_into_view(self.new_task)

    def _open(self, task: str) -> None:
        if not self.new_button.isEnabled():
            return
        self.new_task.hide()
        self.task.ask(task)
        bring_into_view(self.task)

    def _written(self) -> None:
        self.changed.emit()
        self.notice.say(translate(N_("Saved. It stays in the history and can be taken back there.")))
        self._find()

    def _ask_calendar(self) -> None:
        words = translate(N_("Calendar (*.ics)"))
        name = f"{translate(N_('tasks'))}-{self.presenter.today()}.ics"
        chosen, _ = QFileDialog.getSaveFileName(self, translate(N_("Into a calendar…")), name, words)
        if chosen:
            self.save_calendar(Path(chosen))

    def save_calendar(self, path: Path) -> None:
        """Write the .ics file."""
        run_in_background(
            lambda _: self.presenter.save_calendar(path),
            self._calendar_saved,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Writing the calendar")),
        )

    def _calendar_saved(self, report: CalendarReport) -> None:
        words = translate_count(
            "{count} task is in {file}; nobody's name.",
            "{count} tasks are in {file}; nobody's name.",
            report.tasks,
        )
        self.notice.say(words.format(count=report.tasks, file=report.path.name))


def _cells(row: TaskRow) -> tuple[Cell, ...]:
    return (
        Cell(row.until, "secondary"),
        Cell(row.state, "pill", row.tone),
        Cell(row.title, "strong"),
        Cell(row.kind, "secondary"),
        Cell(row.owner),
        Cell(row.village, "secondary"),
        Cell(row.points, "figure"),
    )


PARTS = PageParts(presenter=TasksPresenter, page=TasksPage)
