"""Two or three drafts side by side: what each does, costs and brings; one is chosen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.compare_plans.column import ColumnCard
from yihu.ui.compare_plans.presenter import SHOWN_AT_ONCE, ComparePresenter
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Chip, EmptyState, Notice, PrimaryButton, SecondaryButton, clear
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.scrolling import scrolled
from yihu.ui.look.tokens import look
from yihu.ui.routes import ComparePlansRoute, PlanRoute
from yihu.ui.window.pages import Page, PageParts

_COLUMN, _AROUND = 255, 40


class ComparePage(Page):
    """Columns of plans; above them a chip for each plan there is."""

    def __init__(self, presenter: ComparePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self.header.show_back(translate(N_("Back to the plan")))
        self.header.went_back.connect(self.back)
        self.new_button = SecondaryButton(translate(N_("New empty draft")), "plus")
        self.new_button.clicked.connect(lambda: self._begin(None))
        self.header.add_action(self.new_button)
        self._build()
        for number in range(SHOWN_AT_ONCE):
            key = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            key.activated.connect(lambda number=number: self._choose_number(number))

    def enter(self, route: ComparePlansRoute) -> None:
        trouble = self.presenter.enter(route.household_id)
        if trouble is not None:
            self._notice.show_error(trouble)
        self.show_plans()

    def show_plans(self) -> None:
        """Show the columns as they stand now."""
        presenter = self.presenter
        name = translate(N_("{name}'s household")).format(name=presenter.head_name)
        self.header.set_title(translate(N_("Compare drafts")), name)
        columns, undecided = presenter.columns(), presenter.undecided()
        self._say_what(len(columns), undecided)
        self._chips.clear()
        names = presenter.names()
        for one in names if len(names) > 1 else ():
            self._chips.add(self._chip(*one))
        self._chips.setVisible(len(names) > 1)
        clear(self._columns)
        self.cards: list[ColumnCard] = []
        for plan in columns:
            card = ColumnCard(plan)
            card.chosen.connect(self._choose)
            card.opened.connect(self._open)
            card.copied.connect(self._begin)
            self.cards.append(card)
            self._columns.addWidget(card, 1)
        self._arrange(self.width())
        self._empty.setVisible(not columns)
        button = next((card.choose_button for card in self.cards if card.choose_button), None)
        (button or self.new_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_what(self, count: int, undecided: bool) -> None:
        if undecided:
            words = N_("Two laptops made different plans. Choose one, whole; the other stays as a draft.")
        elif count > 1:
            words = N_("One plan is in force. Choose another one with Alt+1 to Alt+3; none is ever deleted.")
        else:
            words = N_("There is one plan. Copy it into a new draft to try something else beside it.")
        self._what.setText(translate(words))

    def _chip(self, record: str, title: str, shown: bool) -> Chip:
        chip = Chip(title)
        chip.setChecked(shown)
        chip.clicked.connect(lambda checked: self._show(record, checked))
        return chip

    def _show(self, record: str, shown: bool) -> None:
        self.presenter.show(record, shown)
        self.show_plans()

    def _choose_number(self, number: int) -> None:
        if number < len(self.cards) and self.cards[number].plan.can_choose:
            self._choose(self.cards[number].plan.record)

    def _choose(self, record: str) -> None:
        trouble = self.presenter.choose(record)
        self.show_plans()
        if trouble is not None:
            self._notice.show_error(trouble)
            return
        words = N_("This plan is in force now. The others stay as they are, to be read.")
        self._notice.say(translate(words), tone="green")
        self.changed.emit()

    def _open(self, record: str) -> None:
        self.go.emit(PlanRoute(household_id=self.presenter.household_id, record=record))

    def _begin(self, copy_of: str | None) -> None:
        made = self.presenter.begin(copy_of)
        if isinstance(made, UserError):
            self._notice.show_error(made)
        else:
            self._open(made)

    def _build(self) -> None:
        px = look().px
        outer = QWidget()
        around = QVBoxLayout(outer)
        around.setContentsMargins(px(24), px(16), px(24), px(20))
        around.setSpacing(px(12))
        self._notice = Notice()
        self._what = WrappedLabel("", "body2")
        self._chips = FlowRow()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(px(14))
        self._empty = EmptyState(
            translate(N_("No plan yet")),
            translate(N_("Make the household's plan first; then drafts can be compared.")),
        )
        back = PrimaryButton(translate(N_("To the plan")), main=True)
        back.clicked.connect(lambda: self.go.emit(PlanRoute(household_id=self.presenter.household_id)))
        self._empty.buttons.addWidget(back)
        self.cards = []
        around.addWidget(self._notice)
        around.addWidget(self._what)
        around.addWidget(self._chips)
        around.addLayout(self._columns)
        around.addWidget(self._empty, 1)
        around.addStretch(1)
        self.set_body(scrolled(outer))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside each other, the plans stand below each other."""
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def _arrange(self, width: int) -> None:
        wide = width >= look().px(_AROUND + _COLUMN * len(self.cards))
        beside = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(beside)


PARTS = PageParts(presenter=ComparePresenter, page=ComparePage)
