"""The merge desk: households at the left, one choice at a time, both answers side by side."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from yihu.actions.check_merged import MergedHousehold
from yihu.actions.show_funds import count_held
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.handover.conflicts_asking import ChoiceView
from yihu.ui.handover.conflicts_held import HeldDesk
from yihu.ui.handover.conflicts_list import ConflictList
from yihu.ui.handover.conflicts_look import LookView
from yihu.ui.handover.conflicts_presenter import ConflictsPresenter
from yihu.ui.handover.conflicts_rule_presenter import RulePresenter
from yihu.ui.handover.conflicts_rules import RulesPanel
from yihu.ui.handover.tabs import CONFLICTS, DeskPage
from yihu.ui.handover.value_card import ValueCard
from yihu.ui.interview.question_block import QuestionBlock
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import EmptyState, PrimaryButton, ProgressStrip, SecondaryButton, run_in_background
from yihu.ui.look.scrolling import scrolled
from yihu.ui.look.tokens import look
from yihu.ui.routes import ConflictsRoute, HouseholdRoute, VisitsRoute

_SIDE, _SIDE_NARROW, _NARROW, _STACKED = 250, 180, 900, 640


class ConflictsPage(DeskPage):
    """Which household at the left; what to choose at the right."""

    def __init__(self, presenter: ConflictsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(CONFLICTS, parent)
        self.presenter = presenter
        self.choice, self.look_through = ChoiceView(presenter), LookView(presenter)
        self.rules = RulesPanel(RulePresenter(presenter.workspace))
        self.rules.closed.connect(self._to_desk)
        self.rules.decided.connect(self._rule_done)
        self.choice.settled.connect(self._settled)
        self.choice.household_wanted.connect(self._to_household)
        self.look_through.household_wanted.connect(self._to_household)
        self.look_through.done.connect(self._look_through)
        self.held = HeldDesk(presenter.workspace)
        self.held.settled.connect(self._held_settled)
        self.held.wanted.connect(self.go)
        self.rule_button = SecondaryButton(translate(N_("Choose by rule…")), "list")
        self.rule_button.clicked.connect(self.show_rules)
        self.undo_button = SecondaryButton(translate(N_("Undo the last choice")), "undo-2")
        self.undo_button.clicked.connect(self.undo_last)
        self.header.add_action(self.rule_button)
        self.header.add_action(self.undo_button)
        self._build_body()

    @property
    def cards(self) -> list[ValueCard]:
        """The sides to choose from."""
        return self.choice.cards

    @property
    def own_block(self) -> QuestionBlock | None:
        """The question being answered anew, where none was right."""
        return self.choice.own_block

    def enter(self, route: ConflictsRoute) -> None:
        self.presenter.enter(route.household_id)
        self.held.leave()
        self._to_desk()
        self._find_merged()

    def place(self) -> ConflictsRoute:
        return ConflictsRoute(household_id=self.presenter.here or None)

    def _find_merged(self) -> None:
        """What doesn't fit together after merging, looked for beside the window."""
        merged = self.presenter.merged
        if merged.is_wanted():
            run_in_background(
                merged.find,
                self._take_merged,
                strip=self.strip,
                notice=self.choice.notice,
                what=translate(N_("Looking whether merged households fit together")),
            )

    def choose(self, index: int) -> None:
        """This side is right."""
        self.choice.choose(index)

    def settle(self) -> None:
        """Write the choice and go on."""
        self.choice.settle()

    def write_own(self) -> None:
        """None is right: answer the question here."""
        self.choice.write_own()

    def show_numbers(self) -> None:
        """Show hidden numbers in full, which is logged."""
        self.choice.show_numbers()

    def show_current(self) -> None:
        """What is to be chosen now, or looked through, or that all is done."""
        presenter, current = self.presenter, self.presenter.current
        answers = self._show_left()
        self._count_held()
        self._list.show_lines(presenter.households(), presenter.merged.lines(), presenter.here)
        self.rule_button.setVisible(bool(answers))
        self.undo_button.setVisible(presenter.can_undo())
        if current is not None:
            self._pile.setCurrentWidget(self._asked)
            self.choice.show_step()
        elif presenter.merged.doubts(presenter.here):
            self._pile.setCurrentWidget(self._looked_at)
            self.look_through.show_household()
        elif self._count_held() and not self.presenter.here:
            self.show_held()
        else:
            self._show_all_chosen()

    def _show_left(self) -> int:
        """How much is still to choose, at the tabs, in the head and above the list."""
        self.count_desks(self.presenter.workspace)
        households, answers = self.presenter.left()
        left = translate(N_("still to choose: {answers} (households: {households})")).format(
            households=households, answers=answers
        )
        self.header.set_title(translate(N_("Check what differs")), left if answers else "")
        self._left.setText(left if answers else translate(N_("All chosen")))
        return answers

    def _show_all_chosen(self) -> None:
        count = len(self.presenter.merged.lines())
        words = translate_count(
            N_("Look through {count} household"), N_("Look through {count} households"), count
        )
        self.look_button.setText(words.format(count=count))
        self.look_button.setVisible(bool(count))
        self.list_button.setVisible(not count)
        self._pile.setCurrentWidget(self._none)
        (self.look_button if count else self.list_button).setFocus()

    def _count_held(self) -> int:
        """Grants that aren't covered, as the button above the list says."""
        count = count_held(self.presenter.workspace)
        words = translate_count(
            N_("{count} grant not covered"), N_("{count} grants not covered"), count
        ).format(count=count)
        self.held_button.setText(words)
        self.held_button.setAccessibleName(words)
        self.held_button.setVisible(bool(count))
        return count

    def show_held(self) -> None:
        """Grants that the money of their funds doesn't cover."""
        self.held.show_held()
        self._pile.setCurrentWidget(self._uncovered)

    def _held_settled(self) -> None:
        self.changed.emit()
        self._count_held()
        self.held.show_held()

    def show_rules(self) -> None:
        """Choose many by a rule."""
        self._desk.setCurrentWidget(self._by_rule)
        self.rule_button.hide()
        self.undo_button.hide()
        self.rules.enter()

    def undo_last(self) -> None:
        """Take the last choice back."""
        problem = self.presenter.undo_last()
        self.changed.emit()
        self.show_current()
        if problem:
            self.choice.notice.say(problem, tone="amber")

    def _to_desk(self) -> None:
        self._desk.setCurrentIndex(0)
        self.show_current()

    def _rule_done(self) -> None:
        self.presenter.enter(None)
        self.changed.emit()
        self._show_left()
        self._find_merged()

    def _settled(self) -> None:
        self.changed.emit()
        self.show_current()
        if self.presenter.current is None:
            self._find_merged()

    def _look_through(self) -> None:
        """To the first merged household in which something doesn't fit."""
        lines = self.presenter.merged.lines()
        if lines:
            self.presenter.look_at(lines[0].household_id)
        elif self.presenter.merged.is_cut:
            self._find_merged()
        self.show_current()

    def _take_merged(self, found: tuple[MergedHousehold, ...]) -> None:
        self.presenter.merged.take(found)
        self._cut.setVisible(self.presenter.merged.is_cut)
        if self._pile.currentWidget() is self._none:
            self._show_all_chosen()
        lines = self.presenter.merged.lines()
        self._list.show_lines(self.presenter.households(), lines, self.presenter.here)

    def _differing_chosen(self, household_id: str) -> None:
        self.presenter.show_household(household_id)
        self.show_current()

    def _merged_chosen(self, household_id: str) -> None:
        self.presenter.look_at(household_id)
        self.show_current()

    def _to_household(self) -> None:
        if self.presenter.here:
            self.go.emit(HouseholdRoute(household_id=self.presenter.here))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._pile.currentWidget() is not self._asked or not self.choice.take_key(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < look().px(_NARROW)
        self._side.setFixedWidth(look().px(_SIDE_NARROW if narrow else _SIDE))
        self.choice.set_narrow(self.width() < look().px(_STACKED))

    def _build_body(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side = self._build_side()
        self._pile = QStackedWidget()
        self._asked, self._looked_at = scrolled(_padded(self.choice)), scrolled(_padded(self.look_through))
        self._none, self._uncovered = self._all_chosen(), scrolled(_padded(self.held))
        for part in (self._asked, self._looked_at, self._none, self._uncovered):
            self._pile.addWidget(part)
        row.addWidget(self._side)
        row.addWidget(self._pile, 1)
        self._desk = QStackedWidget()
        self._by_rule = scrolled(self.rules)
        self._desk.addWidget(body)
        self._desk.addWidget(self._by_rule)
        self.set_body(self._desk)

    def _build_side(self) -> QWidget:
        px = look().px
        side = QWidget()
        side.setProperty("ground", "side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(px(14), px(16), px(14), px(12))
        self._left = WrappedLabel("", "secondary")
        self._list = ConflictList()
        self._list.differing_wanted.connect(self._differing_chosen)
        self._list.merged_wanted.connect(self._merged_chosen)
        self.held_button = SecondaryButton("", "banknote", small=True)
        self.held_button.clicked.connect(self.show_held)
        column.addWidget(self._left)
        column.addWidget(self.held_button)
        column.addWidget(self._list, 1)
        self._cut = WrappedLabel(
            translate(N_("These are the first 500. When they are looked through, the next ones come.")),
            "secondary",
        )
        self._cut.hide()
        self.strip = ProgressStrip()
        column.addWidget(self._cut)
        column.addWidget(self.strip)
        return side

    def _all_chosen(self) -> EmptyState:
        done = EmptyState(
            translate(N_("Nothing differs")),
            translate(
                N_(
                    "Every household has one answer to each question. Give your work on, so that others get the choice too."
                )
            ),
        )
        self.look_button = PrimaryButton("", main=True)
        self.look_button.clicked.connect(self._look_through)
        self.list_button = PrimaryButton(translate(N_("To the households")), main=True)
        self.list_button.clicked.connect(lambda: self.go.emit(VisitsRoute()))
        for button in (self.look_button, self.list_button):
            done.buttons.addWidget(button)
        return done


def _padded(inner: QWidget) -> QWidget:
    px = look().px
    middle = QWidget()
    column = QVBoxLayout(middle)
    column.setContentsMargins(px(40), px(24), px(40), px(24))
    inner.setMaximumWidth(px(960))
    column.addWidget(inner)
    column.addStretch(1)
    return middle
