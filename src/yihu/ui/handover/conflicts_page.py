"""Choosing between answers that differ: both values side by side, one at a time."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.handover.conflicts_presenter import ConflictsPresenter
from yihu.ui.handover.tabs import CONFLICTS, DeskPage
from yihu.ui.handover.value_card import Beside, ValueCard
from yihu.ui.interview.question_block import QuestionBlock
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import EmptyState, Notice, PrimaryButton, SecondaryButton, clear, label
from yihu.ui.look.scrolling import scrolled
from yihu.ui.look.tokens import look
from yihu.ui.routes import ConflictsRoute, HouseholdRoute, VisitsRoute

_SIDE = 250
_ID = int(Qt.ItemDataRole.UserRole)


class ConflictsPage(DeskPage):
    """Households at the left; the differing answers in the middle; the next step below."""

    def __init__(self, presenter: ConflictsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(CONFLICTS, parent)
        self.presenter = presenter
        self.cards: list[ValueCard] = []
        self.own_block: QuestionBlock | None = None
        self._build_body()

    def enter(self, route: ConflictsRoute) -> None:
        self.presenter.enter(route.household_id)
        self.show_current()

    def show_current(self) -> None:
        """The answer to choose now, or that all is done."""
        presenter, current = self.presenter, self.presenter.current
        self.count_desks(presenter.workspace)
        households, answers = presenter.left()
        left = translate(N_("still to choose: {answers} (households: {households})")).format(
            households=households, answers=answers
        )
        self.header.set_title(translate(N_("Check what differs")), left if answers else "")
        self._left.setText(left if answers else translate(N_("All chosen")))
        self._show_households()
        self._ask.setVisible(current is not None)
        self._none.setVisible(current is None)
        self._notice.hide()
        self._drop_own()
        if current is None:
            self._none.buttons.itemAt(0).widget().setFocus()
            return
        self._trail.setText(presenter.trail())
        self._question.setText(current.question)
        self._hint.setText(current.unit_or_hint)
        self._hint.setVisible(bool(current.unit_or_hint))
        self._show_values()
        self._beside.show_answers(current.beside)
        last = answers == 1
        self._next.setText(translate(N_("Use this, finish")) if last else translate(N_("Use this, next")))

    def choose(self, index: int) -> None:
        """This value is right."""
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
            self._notice.say(translate(words), tone="grey")
            return
        for card in self.cards:
            card.show_chosen(False)
        self._drop_own()
        self.own_block = QuestionBlock(view, lambda _name: None)
        self.own_block.field.next_wanted.connect(self.settle)
        self._own_room.addWidget(self.own_block)
        self._allow()
        self.own_block.field.take_focus()

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
        if problem:
            if self.presenter.own is None and self.presenter.chosen is None:  # the answers may be others now
                self.show_current()
            (self.own_block.say if self.own_block else self._say)(problem)
            return
        self.changed.emit()
        self.show_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isdigit() and 1 <= int(text) <= len(self.cards) and self.own_block is None:
            self.choose(int(text) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._next.isEnabled():
            self.settle()
        elif event.key() == Qt.Key.Key_Escape and self.own_block is not None:
            self.show_current()
        else:
            super().keyPressEvent(event)

    def _say(self, words: str) -> None:
        self._notice.say(words, tone="amber")

    def _allow(self) -> None:
        self._next.setEnabled(self.presenter.chosen is not None or self.own_block is not None)

    def _drop_own(self) -> None:
        if self.own_block is not None:
            self._own_room.removeWidget(self.own_block)
            self.own_block.hide()
            self.own_block.deleteLater()
            self.own_block = None

    def _show_values(self) -> None:
        clear(self._values)
        self.cards = []
        for at, value in enumerate(self.presenter.values()):
            card = ValueCard(at + 1, value)
            card.wanted.connect(lambda at=at: self.choose(at))
            self.cards.append(card)
            self._values.addWidget(card, 1)
        self._allow()
        if self.cards:
            self.cards[0].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_households(self) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        for one in self.presenter.households():
            words = one.questions if one.left else translate(N_("chosen"))
            item = QListWidgetItem(f"{one.name}\n{words}")
            item.setData(_ID, one.household_id)
            if not one.left:
                item.setForeground(self.palette().placeholderText())
            self._list.addItem(item)
            if one.here:
                self._list.setCurrentItem(item)
        self._list.blockSignals(False)

    def _household_chosen(self, item: QListWidgetItem) -> None:
        self.presenter.show_household(item.data(_ID))
        self.show_current()

    def _to_household(self) -> None:
        current = self.presenter.current
        if current is not None:
            self.go.emit(HouseholdRoute(household_id=current.household_id))

    def _build_body(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side())
        row.addWidget(scrolled(self._middle()), 1)
        self.set_body(body)

    def _side(self) -> QWidget:
        px = look().px
        side = QWidget()
        side.setProperty("ground", "side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(px(_SIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(px(14), px(16), px(14), px(12))
        self._left = WrappedLabel("", "secondary")
        self._list = QListWidget()
        self._list.setAccessibleName(translate(N_("Households with answers that differ")))
        self._list.setWordWrap(True)
        self._list.setStyleSheet(
            f"QListWidget::item {{ padding: {px(10)}px {px(12)}px; border-radius: 8px; }}"
            f" QListWidget::item:selected {{ background: {look().colours.green_light}; color: {look().colours.green_dark}; }}"
        )
        self._list.itemClicked.connect(self._household_chosen)
        self._list.itemActivated.connect(self._household_chosen)
        column.addWidget(self._left)
        column.addWidget(self._list, 1)
        return side

    def _middle(self) -> QWidget:
        px = look().px
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(px(40), px(24), px(40), px(24))
        self._ask = QWidget()
        self._ask.setMaximumWidth(px(960))
        asked = QVBoxLayout(self._ask)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(px(6))
        self._trail = label("", "secondary")
        self._question = WrappedLabel("", "title")
        self._hint = WrappedLabel("", "secondary")
        self._values = QHBoxLayout()
        self._values.setSpacing(px(16))
        self._beside, self._notice = Beside(), Notice()
        self._own_room = QVBoxLayout()
        for part in (self._trail, self._question, self._hint):
            asked.addWidget(part)
        asked.addSpacing(px(10))
        asked.addLayout(self._values)
        asked.addSpacing(px(10))
        asked.addWidget(self._beside)
        asked.addWidget(self._notice)
        asked.addLayout(self._own_room)
        asked.addSpacing(px(10))
        asked.addLayout(self._foot())
        told = WrappedLabel(
            translate(N_("Both values stay in the history; it can be changed back.")), "secondary"
        )
        asked.addWidget(told)
        asked.addStretch(1)
        self._none = self._all_chosen()
        column.addWidget(self._ask)
        column.addWidget(self._none, 1)
        column.addStretch(0)
        return middle

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(look().px(12))
        self.own_button = SecondaryButton(translate(N_("None is right, write another…")))
        self.own_button.clicked.connect(self.write_own)
        household = SecondaryButton(translate(N_("Look at the household")))
        household.clicked.connect(self._to_household)
        self._next = PrimaryButton("", main=True)
        self._next.clicked.connect(self.settle)
        foot.addWidget(self.own_button)
        foot.addWidget(household)
        foot.addStretch(1)
        foot.addWidget(self._next)
        return foot

    def _all_chosen(self) -> EmptyState:
        done = EmptyState(
            translate(N_("Nothing differs")),
            translate(
                N_(
                    "Every household has one answer to each question. Give your work on, so that others get the choice too."
                )
            ),
        )
        button = PrimaryButton(translate(N_("To the households")), main=True)
        button.clicked.connect(lambda: self.go.emit(VisitsRoute()))
        done.buttons.addWidget(button)
        return done
