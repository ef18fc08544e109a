"""The page of a household's follow-up: what is due, measures, visits, quarters, procedure, conditions."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.follow_up.presenter import PROCEDURE, QUARTER, VISIT, FollowUpPresenter, Line
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    Banner,
    Card,
    FactStrip,
    LinkButton,
    SecondaryButton,
    StatePill,
    clear,
    label,
    look,
    rule,
)
from yihu.ui.look.scrolling import scrolled, stack
from yihu.ui.routes import FollowUpRoute, Route
from yihu.ui.window.pages import Page, PageParts

QUARTER_HEADS = (
    N_("Quarter"),
    N_("Wages"),
    N_("Business"),
    N_("Property"),
    N_("Transfers"),
    N_("Costs"),
    N_("Net income"),
)
VISITS_AT_ONCE = 5


class FollowUpPage(Page):
    """Banner of the next thing, facts, cards in two columns."""

    def __init__(self, presenter: FollowUpPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.header.show_back(translate(N_("Back to the household")))
        self.header.went_back.connect(lambda: self.go.emit(self.presenter.back_route()))
        self.buttons = {
            VISIT: SecondaryButton(translate(N_("Visit")), "door-open"),
            QUARTER: SecondaryButton(translate(N_("Quarter's income")), "banknote"),
            PROCEDURE: SecondaryButton(translate(N_("Procedure")), "clipboard-check"),
        }
        for form_id, button in self.buttons.items():
            button.clicked.connect(lambda _=False, form=form_id: self.go.emit(self.presenter.new_route(form)))
            self.header.add_action(button)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(16))
        self.banner, self.facts = Banner(), FactStrip()
        self.banner.accepted.connect(lambda: self.go.emit(self.presenter.next_route()))
        column.addWidget(self.banner)
        column.addWidget(self.facts)
        self.cards = self._cards()
        column.addLayout(self.cards, 1)
        self.set_body(scrolled(body))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.cards, self.width())

    def _cards(self) -> QHBoxLayout:
        self.measures = Card(translate(N_("Measures of the plan")))
        self.quarters = Card(translate(N_("Income by quarter (yuan)")))
        self.visits = Card(translate(N_("Visits since the survey")))
        self.due = Card(translate(N_("Due")))
        self.procedure = Card(translate(N_("Procedure")))
        self.conditions = Card(translate(N_("Conditions of leaving")))
        row = QHBoxLayout()
        row.setSpacing(look().px(16))
        for share, cards in (
            (6, (self.measures, self.quarters, self.visits)),
            (5, (self.due, self.procedure, self.conditions)),
        ):
            column = QVBoxLayout()
            column.setSpacing(look().px(16))
            for card in cards:
                card.list = QVBoxLayout()
                card.list.setSpacing(look().px(6))
                card.body.addLayout(card.list)
                column.addWidget(card)
            column.addStretch(1)
            row.addLayout(column, share)
        return row

    def enter(self, route: FollowUpRoute) -> None:
        presenter = self.presenter
        presenter.enter(route.household_id)
        self.banner.say(*presenter.banner())
        self.facts.set_facts(presenter.facts())
        self._fill(self.measures, presenter.measures(), N_("There is no agreed plan yet."))
        self._fill(self.due, presenter.due(), N_("Nothing."))
        self._fill_visits()
        self._fill_quarters()
        self._fill_procedures()
        self._fill(self.conditions, presenter.conditions(), N_("The rules name none."))
        self.conditions.set_beside(presenter.rules())
        for button in self.buttons.values():
            button.setVisible(presenter.may_write())
        title, trail = presenter.heading()
        self.header.set_title(title, trail=trail)
        self.banner.button.setFocus()

    def _fill(self, card: Card, lines: Sequence[Line], nothing: str) -> None:
        clear(card.list)
        for line in lines:
            if card.list.count():
                card.list.addWidget(rule())
            card.list.addWidget(self._row(line))
        if not lines:
            card.list.addWidget(WrappedLabel(translate(nothing), "body2"))

    def _fill_visits(self) -> None:
        visits = self.presenter.visits()
        self._fill(self.visits, visits[:VISITS_AT_ONCE], N_("No visit after the survey yet."))
        if rest := visits[VISITS_AT_ONCE:]:
            more = LinkButton(translate(N_("{count} more")).format(count=len(rest)))
            more.clicked.connect(lambda: self._fill(self.visits, visits, ""))
            self.visits.list.addWidget(more)

    def _fill_quarters(self) -> None:
        column = self.quarters.list
        clear(column)
        quarters = self.presenter.quarters()
        if not quarters:
            words = N_(
                "Nothing written down yet: four times a year, what came in and what was spent on production."
            )
            column.addWidget(WrappedLabel(translate(words), "body2"))
            return
        if doubled := self.presenter.doubled():
            column.addWidget(WrappedLabel(doubled, "body"))
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().px(10))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, words in enumerate(QUARTER_HEADS):
            grid.addWidget(
                label(translate(words), "secondary", wrap=True),
                0,
                place,
                right if place else Qt.AlignmentFlag(0),
            )
        for number, line in enumerate(quarters, 1):
            title = LinkButton(line.title)
            title.clicked.connect(lambda _=False, to=line.route: self.go.emit(to))
            grid.addWidget(title, number, 0)
            for place, cell in enumerate(line.cells, 1):
                strong = place == len(line.cells)
                grid.addWidget(label(cell, "strong" if strong else "body"), number, place, right)
        column.addWidget(box)

    def _fill_procedures(self) -> None:
        column = self.procedure.list
        clear(column)
        procedures = self.presenter.procedures()
        for title, steps, route in procedures:
            column.addWidget(self._title(title, route))
            for line in steps:
                column.addWidget(self._row(line))
        if not procedures:
            column.addWidget(WrappedLabel(translate(N_("No procedure was begun.")), "body2"))

    def _title(self, words: str, route: Route) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(words, "strong"), 1)
        button = SecondaryButton(translate(N_("Open")), small=True)
        button.setAccessibleName(f"{button.text()} {words}")
        button.clicked.connect(lambda: self.go.emit(route))
        row.addWidget(button)
        return box

    def _row(self, line: Line) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(10))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(WrappedLabel(line.words, "body"))
        if line.more:
            words.addWidget(WrappedLabel(line.more, "secondary"))
        row.addLayout(words, 1)
        if line.pill:
            row.addWidget(StatePill(line.pill, line.tone), 0, Qt.AlignmentFlag.AlignTop)
        if line.route is not None:
            button = SecondaryButton(translate(N_("Open")), small=True)
            button.setAccessibleName(f"{button.text()} {line.words}")
            button.clicked.connect(lambda: self.go.emit(line.route))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return box


PARTS = PageParts(presenter=FollowUpPresenter, page=FollowUpPage)
