"""One choice: the sides, what stands beside, the history, a third answer, the next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.handover.conflicts_past import PastCard
from yihu.ui.handover.conflicts_presenter import ConflictsPresenter
from yihu.ui.handover.value_card import Beside, ValueCard
from yihu.ui.interview.question_block import QuestionBlock
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import LinkButton, Notice, PrimaryButton, SecondaryButton, clear
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.tokens import look


class ChoiceView(QWidget):
    """Signals:
    settled: a choice was written.
    household_wanted: look at the household itself.
    """

    settled = Signal()
    household_wanted = Signal()

    def __init__(self, presenter: ConflictsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self.cards: list[ValueCard] = []
        self.own_block: QuestionBlock | None = None
        self._narrow = False
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self._trail, self._question = WrappedLabel("", "secondary"), WrappedLabel("", "title")
        self._hint = WrappedLabel("", "secondary")
        self._values = QHBoxLayout()
        self._values.setSpacing(px(16))
        self._beside, self.notice, self.past = Beside(), Notice(), PastCard()
        self._own_room = QVBoxLayout()
        for part in (self._trail, self._question, self._hint):
            column.addWidget(part)
        column.addSpacing(px(10))
        column.addLayout(self._values)
        self.numbers_button = LinkButton(translate(N_("Show the numbers in full (this is noted)")), "eye")
        self.numbers_button.clicked.connect(self.show_numbers)
        column.addWidget(self.numbers_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(px(10))
        column.addWidget(self._beside)
        column.addWidget(self.notice)
        column.addLayout(self._own_room)
        column.addSpacing(px(10))
        column.addLayout(self._foot())
        kept = translate(N_("Both values stay in the history; it can be changed back."))
        column.addWidget(WrappedLabel(kept, "secondary"))
        column.addWidget(self.past)
        column.addStretch(1)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(look().px(12))
        self.own_button = SecondaryButton(translate(N_("None is right, write another…")))
        self.own_button.clicked.connect(self.write_own)
        self.split_button = SecondaryButton(translate(N_("Choose one by one")))
        self.split_button.clicked.connect(self._split)
        self.past_button = SecondaryButton(translate(N_("History of this answer")))
        self.past_button.setCheckable(True)
        self.past_button.clicked.connect(self._turn_past)
        household = SecondaryButton(translate(N_("Look at the household")))
        household.clicked.connect(self.household_wanted)
        self._next = PrimaryButton("", main=True)
        self._next.clicked.connect(self.settle)
        self._others = FlowRow()
        for button in (self.own_button, self.split_button, self.past_button, household):
            self._others.add(button)
        foot.addWidget(self._others, 1)
        foot.addWidget(self._next, 0, Qt.AlignmentFlag.AlignTop)
        return foot

    def show_step(self) -> None:
        """Show what is to be chosen now."""
        presenter, step = self.presenter, self.presenter.current
        if step is None:
            return
        self._trail.setText(presenter.trail())
        self._question.setText(step.question())
        hint = "" if step.whole_plan else step.decisions[0].hint
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.notice.hide()
        self._drop_own()
        self._show_sides()
        self._beside.show_answers(presenter.beside())
        self.own_button.setVisible(presenter.can_write_own())
        self.split_button.setVisible(step.whole_plan)
        self.past_button.setVisible(not step.whole_plan)
        self.past_button.setChecked(False)
        self.past.hide()
        last = presenter.left()[1] == 1
        self._next.setText(translate(N_("Use this, finish")) if last else translate(N_("Use this, next")))

    def choose(self, index: int) -> None:
        """This side is right."""
        self.presenter.choose(index)
        self._drop_own()
        for at, card in enumerate(self.cards):
            card.show_chosen(at == self.presenter.chosen)
        self._allow()
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_own(self) -> None:
        """None is right: answer the question here."""
        view = self.presenter.write_own()
        if view is None:
            words = N_("Choose one of them, then correct the answer in the survey.")
            self.notice.say(translate(words), tone="grey")
            return
        for card in self.cards:
            card.show_chosen(False)
        self._drop_own()
        self.own_block = QuestionBlock(view, lambda _name: None)
        self.own_block.field.next_wanted.connect(self.settle)
        self._own_room.addWidget(self.own_block)
        self._allow()
        self.own_block.field.take_focus()

    def show_numbers(self) -> None:
        """Show hidden numbers in full, which is logged."""
        problem = self.presenter.show_numbers()
        if problem:
            self.notice.say(problem, tone="amber")
            return
        chosen = self.presenter.chosen
        self._show_sides()
        if chosen is not None:
            self.choose(chosen)

    def settle(self) -> None:
        """Write the choice and go on."""
        own = None
        if self.own_block is not None:
            reading = self.own_block.field.read()
            if reading.problem:
                self.own_block.say(reading.problem)
                return
            own = reading.value
        problem = self.presenter.settle(own)
        if not problem:
            self.settled.emit()
            return
        if self.presenter.own is None and self.presenter.chosen is None:  # the answers may be others now
            self.show_step()
        (self.own_block.say if self.own_block else self._say)(problem)

    def take_key(self, event: QKeyEvent) -> bool:
        """Digits choose, Enter goes on, Escape leaves a third answer; whether the key was one of these."""
        text = event.text()
        if text.isdigit() and 1 <= int(text) <= len(self.cards) and self.own_block is None:
            self.choose(int(text) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._next.isEnabled():
            self.settle()
        elif event.key() == Qt.Key.Key_Escape and self.own_block is not None:
            self.show_step()
        else:
            return False
        return True

    def set_narrow(self, narrow: bool) -> None:
        """The sides stand below each other where there is no room beside."""
        self._narrow = narrow
        ways = QBoxLayout.Direction
        self._values.setDirection(ways.TopToBottom if narrow or len(self.cards) > 3 else ways.LeftToRight)

    def _say(self, words: str) -> None:
        self.notice.say(words, tone="amber")

    def _allow(self) -> None:
        self._next.setEnabled(self.presenter.chosen is not None or self.own_block is not None)

    def _drop_own(self) -> None:
        if self.own_block is not None:
            self._own_room.removeWidget(self.own_block)
            self.own_block.hide()
            self.own_block.deleteLater()
            self.own_block = None

    def _split(self) -> None:
        self.presenter.split_plans()
        self.show_step()

    def _turn_past(self) -> None:
        self.past.setVisible(self.past_button.isChecked())
        if self.past_button.isChecked():
            self.past.show_lines(self.presenter.history())

    def _show_sides(self) -> None:
        clear(self._values)
        self.cards = []
        for at, value in enumerate(self.presenter.values()):
            card = ValueCard(at + 1, value)
            card.wanted.connect(lambda at=at: self.choose(at))
            self.cards.append(card)
            self._values.addWidget(card, 1)
        self.set_narrow(self._narrow)
        self.numbers_button.setVisible(self.presenter.hides_numbers())
        self._allow()
        if self.cards:
            self.cards[0].button.setFocus(Qt.FocusReason.OtherFocusReason)
