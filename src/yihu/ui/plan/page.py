"""The page of one household's plan."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.agree_plan import PlanReport
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.look import Banner, Card, EmptyState, Notice, PrimaryButton, SecondaryButton, label
from yihu.ui.look.scrolling import scrolled
from yihu.ui.look.tokens import look
from yihu.ui.plan.doubts_card import DoubtsCard
from yihu.ui.plan.goal_card import GoalCard
from yihu.ui.plan.income_bar import IncomeBar
from yihu.ui.plan.measure_cells import CATEGORY
from yihu.ui.plan.measures_table import MeasuresTable
from yihu.ui.plan.presenter import PlanPresenter
from yihu.ui.plan.sign_steps import SignSteps
from yihu.ui.plan.suggestion_list import CausesCard, SuggestionList
from yihu.ui.plan.village_card import VillageCard
from yihu.ui.routes import (
    ComparePlansRoute,
    HouseholdRoute,
    InterviewRoute,
    PlanRoute,
    PrintRoute,
    VillagePlansRoute,
)
from yihu.ui.window.pages import Page, PageParts

_SIDE = 330
_NARROW = 1000
_UNLIMITED = 16_777_215


class PlanPage(Page):
    """Income bar, measures and goal at the left, causes and suggestions at the right."""

    def __init__(self, presenter: PlanPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self.header.show_back(translate(N_("Back to the household")))
        self.header.went_back.connect(self.back)
        self.compare_button = SecondaryButton(translate(N_("Compare drafts")), "table-2")
        self.compare_button.clicked.connect(self._compare)
        self.revise_button = SecondaryButton(translate(N_("Make a new version")), "copy")
        self.revise_button.clicked.connect(self._revise)
        self.print_button = SecondaryButton(translate(N_("Preview and print")), "printer")
        self.print_button.clicked.connect(self._print)
        self.sign_button = PrimaryButton(translate(N_("Ask for the signature")))
        self.sign_button.clicked.connect(self._show_steps)
        self._buttons = (self.compare_button, self.revise_button, self.print_button, self.sign_button)
        for button in self._buttons:
            self.header.add_action(button)
        self._build_body()

    def enter(self, route: PlanRoute) -> None:
        trouble = self.presenter.enter(route.household_id, route.record)
        self._whole.setVisible(trouble is None)
        self._none.setVisible(trouble is not None)
        if trouble is not None:
            self.header.set_title(translate(N_("The household's plan")))
            self._none.say(trouble.explain(), trouble.advise())
            for button in self._buttons:
                button.hide()
            return
        self._steps_wanted = self.presenter.state() == "agreed"
        self._village.show_items(self.presenter.village_items())
        self.show_desk()
        self._rest()

    def _rest(self, number: int = 0) -> None:
        """The keyboard waits at the next suggestion of a plan without measures, else at its measures."""
        left = self._suggestions.buttons if self._suggestions.isVisibleTo(self) else []
        if left and (number or not self.presenter.rows()):
            left[min(number, len(left) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.presenter.rows():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        trouble = self.presenter.leave()
        if trouble is not None:
            self._notice.show_error(trouble)
        return trouble is None

    def show_desk(self) -> None:
        """Show everything as it stands now."""
        presenter, state = self.presenter, self.presenter.state()
        undecided, draft = presenter.undecided(), not presenter.read_only()
        self._show_undecided(undecided)
        self.header.set_title(translate(N_("The household's plan")), presenter.beside())
        holds = presenter.in_force()
        self.header.set_pill("" if holds else translate(N_("not in force")), "amber")
        income = presenter.income()
        self._income_card.set_beside(income.words())
        self._bar.show_income(income)
        self._bar.setVisible(income.now is not None)
        rows = presenter.rows()
        self.table.show_rows(rows, editable=draft)
        self.table.setVisible(bool(rows))
        self.table.show_whole(6)
        self._empty.setVisible(not rows)
        count = translate_count(N_("{count} measure"), N_("{count} measures"), len(rows)).format(
            count=len(rows)
        )
        self._count.setText(count if rows else "")
        self._total.setText(presenter.total() if rows else "")
        self._doubts.show_doubts(presenter.doubts() if draft else ())
        keys = (
            N_("Enter writes · Insert adds · Delete removes")
            if draft
            else N_("First choose which plan holds.")
            if undecided
            else N_("This version stands fast; to change it, make a new version.")
        )
        self._keys.setText(translate(keys))
        self._goal.show_goal(*presenter.goal(), editable=draft)
        self._causes.show_causes(presenter.causes())
        self._suggestions.setVisible(draft)
        self._suggestions.show_suggestions(presenter.suggestions())
        self.compare_button.setVisible(bool(rows) or bool(presenter.others()))
        self.revise_button.setVisible(not draft and not undecided)
        self.sign_button.setVisible(state != "signed" and not self._steps_wanted and not undecided)
        self.add_button.setVisible(draft)
        if (self._steps_wanted or state == "signed") and not undecided:
            self._steps.show_state(state, *presenter.signing(), has_sheet=presenter.has_sheet())
        else:
            self._steps.hide()

    # measures

    def _written(self, row: int, column: int, text: str) -> None:
        """What was typed into a cell. The editor has closed by then, or the page was left."""
        if self.presenter.desk is None or row >= len(self.presenter.rows()):
            return
        problem = self.presenter.set_cell(row, column, text)
        self.show_desk()
        self._tell(problem)
        if problem and self.presenter.rows()[row][column] != text:
            self.table.reopen(row, column, text)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        if self.presenter.read_only() or self._failed(self.presenter.add()):
            return
        self.show_desk()
        last = len(self.presenter.rows()) - 1
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.edit_cell(last, CATEGORY)

    def _remove(self, row: int) -> None:
        if not self.presenter.read_only() and not self._failed(self.presenter.remove(row)):
            self.show_desk()
            words = N_("The measure was taken out; it stays in the history.")
            self._notice.say(translate(words), tone="grey")
            self._rest()

    def _adopt(self, number: int) -> None:
        if not self.presenter.read_only() and not self._failed(self.presenter.adopt(number)):
            self.show_desk()
            self._notice.hide()
            self._rest(number + 1)

    def _goal_written(self, text: str) -> None:
        if self.presenter.desk is not None and text != self.presenter.goal()[0]:
            self._tell(self.presenter.set_goal(text))

    def _goal_date_written(self, text: str) -> None:
        if self.presenter.desk is not None and text != self.presenter.goal()[1]:
            self._tell(self.presenter.set_goal_date(text))
            self._refresh_figures()

    def _show_undecided(self, undecided: bool) -> None:
        """Two laptops' plans: nothing is done on either before a person chose."""
        self._choose.setVisible(undecided)
        if undecided:
            self._choose.say(
                translate(N_("Two plans for one household: which one holds?")),
                translate(N_("Two laptops made different ones. Both are kept; please choose one, whole.")),
                translate(N_("Choose the plan")),
                "red",
            )

    def _compare(self) -> None:
        self.go.emit(ComparePlansRoute(household_id=self.presenter.household_id))

    def _to_causes(self) -> None:
        self.go.emit(InterviewRoute(household_id=self.presenter.household_id))

    def _refresh_figures(self) -> None:
        self._income_card.set_beside(self.presenter.income().words())
        self._bar.show_income(self.presenter.income())
        self._goal.date.setText(self.presenter.goal()[1])

    # the way to the signature

    def _show_steps(self) -> None:
        self._steps_wanted = True
        self._notice.hide()
        self.show_desk()
        button = self._steps.buttons.get("agree") or self._steps.buttons.get("sign")
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _agree(self) -> None:
        self._step(self.presenter.agree())

    def _sign(self, signer: str, day: str) -> None:
        photo = self._steps.photo
        try:
            report = self.presenter.sign(signer, day, photo)
        except UserError as trouble:
            self._steps.put_photo(None)
            self._notice.show_error(trouble)
            return
        self._step(report)
        if not report.sealed and self._steps.signer is not None and self._steps.day is not None:
            self._steps.signer.setText(signer)
            self._steps.put_photo(photo)
            self._steps.day.setText(day)
            self._steps.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, report: PlanReport) -> None:
        self.show_desk()
        if report.sealed:
            self._notice.hide()
            self.changed.emit()
            button = self._steps.buttons.get("print")
            if button is not None:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            words = " ".join(self.presenter.say_problem(problem) for problem in report.problems[:3])
            self._notice.say(translate(N_("Not yet: something is missing in the plan.")), words, tone="amber")
            self._rest()  # the button is a new one: else the keyboard falls to the rail

    def _add_sheet(self) -> None:
        photo = self._steps.photo
        if photo is not None and not self._failed(self.presenter.add_sheet(photo)):
            self.show_desk()
            self._notice.say(translate(N_("The photo of the signed sheet is kept.")), tone="green")
            self._rest()

    def _print(self) -> None:
        self.go.emit(
            PrintRoute(household_ids=(self.presenter.household_id,), record=self.presenter.record_to_print())
        )

    def _revise(self) -> None:
        self.presenter.revise()
        self._steps_wanted = False
        self.show_desk()
        words = N_("The old version stays in the history; changes go into the new one.")
        self._notice.say(translate(words), tone="green")
        self._rest()

    # telling

    def _tell(self, problem: str) -> None:
        if problem:
            self._notice.say(problem, tone="amber")
        else:
            self._notice.hide()

    def _failed(self, trouble: UserError | None) -> bool:
        if trouble is not None:
            self._notice.show_error(trouble)
        return trouble is not None

    # building

    def _build_body(self) -> None:
        px = look().px
        self._steps_wanted = False
        outer = QWidget()
        around = QVBoxLayout(outer)
        around.setContentsMargins(px(24), px(20), px(24), px(20))
        around.setSpacing(px(12))
        self._notice = Notice()
        self._steps = SignSteps()
        self._steps.agreed.connect(self._agree)
        self._steps.print_wanted.connect(self._print)
        self._steps.signed.connect(self._sign)
        self._steps.sheet_added.connect(self._add_sheet)
        self._choose = Banner()
        self._choose.accepted.connect(self._compare)
        self._choose.hide()
        self._whole = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._whole)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(px(18))
        self._columns.addLayout(self._left(), 1)
        self._columns.addWidget(self._right())
        self._none = self._no_plan()
        for part in (self._notice, self._choose, self._steps):
            around.addWidget(part)
        around.addWidget(self._whole, 1)
        around.addWidget(self._none, 1)
        self.set_body(scrolled(outer))

    def _left(self) -> QVBoxLayout:
        self._income_card = Card(translate(N_("Net income per head")), " ")
        self._bar = IncomeBar()
        self._income_card.body.addWidget(self._bar)
        column = QVBoxLayout()
        column.setSpacing(look().px(16))
        column.addWidget(self._income_card)
        column.addWidget(self._measures_card(), 1)
        self._doubts = DoubtsCard()
        column.addWidget(self._doubts)
        self._goal = GoalCard()
        self._goal.goal_written.connect(self._goal_written)
        self._goal.date_written.connect(self._goal_date_written)
        column.addWidget(self._goal)
        return column

    def _measures_card(self) -> Card:
        px = look().px
        card = Card(translate(N_("Measures")))
        card.body.setContentsMargins(px(8), px(14), px(8), px(8))
        card.head.setContentsMargins(px(12), 0, px(12), 0)
        self._keys = label("", "secondary")
        card.head.addWidget(self._keys)
        self.table = MeasuresTable()
        self.table.written.connect(self._written)
        self.table.added.connect(self._add)
        self.table.removed.connect(self._remove)
        self.table.given_up.connect(lambda: self._notice.hide())
        self._empty = EmptyState(
            translate(N_("No measure yet")),
            translate(N_("Take one over at the right, or press Insert to write your own.")),
        )
        self._count = label("", "body2")
        self._total = label("", "strong")
        self.add_button = SecondaryButton(translate(N_("Add a measure (Insert)")), "plus", small=True)
        self.add_button.clicked.connect(self._add)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(12), 0, px(12), 0)
        foot.addWidget(self.add_button)
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(self._total)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._empty, 1)
        card.body.addLayout(foot)
        return card

    def _right(self) -> QWidget:
        side = self._side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        self._causes = CausesCard()
        self._causes.change_wanted.connect(self._to_causes)
        self._suggestions = SuggestionList()
        self._suggestions.adopted.connect(self._adopt)
        self._suggestions.watch_keys(self)
        self._village = VillageCard()
        self._village.wanted.connect(
            lambda: self.go.emit(VillagePlansRoute(village=self.presenter.village_code()))
        )
        column.addWidget(self._causes)
        column.addWidget(self._suggestions)
        column.addWidget(self._village)
        column.addStretch(1)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside the measures, the suggestions stand under them."""
        px = look().px
        wide = event.size().width() >= px(_NARROW)
        beside = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(beside)
        self._side.setMinimumWidth(px(_SIDE) if wide else 0)
        self._side.setMaximumWidth(px(_SIDE) if wide else _UNLIMITED)
        super().resizeEvent(event)

    def _no_plan(self) -> EmptyState:
        empty = EmptyState()
        visit = PrimaryButton(translate(N_("Begin the visit")), main=True)
        visit.clicked.connect(lambda: self.go.emit(InterviewRoute(household_id=self.presenter.household_id)))
        back = SecondaryButton(translate(N_("To the household")))
        back.clicked.connect(lambda: self.go.emit(HouseholdRoute(household_id=self.presenter.household_id)))
        empty.buttons.addWidget(back)
        empty.buttons.addWidget(visit)
        return empty


PARTS = PageParts(presenter=PlanPresenter, page=PlanPage)
