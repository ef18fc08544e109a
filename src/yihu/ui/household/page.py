"""The page of one household."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.household.events import EventView
from yihu.ui.household.facts import MemberView
from yihu.ui.household.grants import GrantsCard
from yihu.ui.household.moving import MovingPanel
from yihu.ui.household.moving_presenter import MovingPresenter
from yihu.ui.household.names import name_label
from yihu.ui.household.numbers import NumbersCard
from yihu.ui.household.on_selections import SelectionsCard
from yihu.ui.household.pairs import PairsCard
from yihu.ui.household.presenter import ONLY_LOOKS, HouseholdPresenter, RecordLine
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    Banner,
    Card,
    FactStrip,
    LinkButton,
    Notice,
    QuietButton,
    SecondaryButton,
    StatePill,
    clear,
    icon_label,
    label,
    look,
    rule,
)
from yihu.ui.look.scrolling import scrolled, stack
from yihu.ui.routes import HouseholdRoute
from yihu.ui.window.pages import Page, PageParts

MEMBER_COLUMNS = (
    N_("Name"),
    N_("Relation"),
    N_("Sex, age"),
    N_("Health"),
    N_("Ability to work"),
    "",
)

ERASE, ERASE_NOT_HERE = N_("Erase on request…"), N_("Erase on request (coordinators only)")
RECORDS_AT_ONCE = 4
MEMBERS_AT_ONCE = 12
MEMBER_SHARES = (0, 3, 0, 3, 4, 4)


class HouseholdPage(Page):
    """Banner of the next step, strip of facts, members beside the time line."""

    def __init__(self, presenter: HouseholdPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.header.show_back(translate(N_("Back to the list")))
        self.header.went_back.connect(self.back)
        self._build_actions()
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(16))
        self.banner, self.facts = Banner(), FactStrip()
        self.banner.accepted.connect(lambda: self.go.emit(self.presenter.next_route()))
        self.notice, self.moving = Notice(), MovingPanel(MovingPresenter(presenter.workspace))
        self.moving.moved.connect(self._moved)
        self.moving.closed.connect(self._stay)
        for part in (self.notice, self.moving, self.banner, self.facts):
            column.addWidget(part)
        self.cards = self._cards()
        column.addLayout(self.cards, 1)
        self.set_body(scrolled(body))
        survey = lambda: self.go.emit(self.presenter.survey_route())  # noqa: E731
        QShortcut(QKeySequence("F2"), self, survey)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.cards, self.width())

    def _build_actions(self) -> None:
        self.survey_button = SecondaryButton(translate(N_("Answers")), "pencil")
        self.survey_button.clicked.connect(lambda: self.go.emit(self.presenter.survey_route()))
        self.plan_button = SecondaryButton(translate(N_("Plan")), "clipboard-check")
        self.plan_button.clicked.connect(self._to_plan)
        self.forms_button = SecondaryButton(translate(N_("Follow-up…")), "file-plus")
        self.forms_button.clicked.connect(self._offer_forms)
        self.print_button = SecondaryButton(translate(N_("Print")), "printer")
        self.print_button.clicked.connect(lambda: self.go.emit(self.presenter.print_route()))
        self.history_button = SecondaryButton(translate(N_("History")), "clock")
        self.history_button.clicked.connect(lambda: self.go.emit(self.presenter.history_route()))
        self.more_button = SecondaryButton(translate(N_("More…")), "ellipsis")
        self.more_button.clicked.connect(self._offer_more)
        for button in (
            self.survey_button,
            self.plan_button,
            self.forms_button,
            self.print_button,
            self.history_button,
            self.more_button,
        ):
            self.header.add_action(button)

    def _cards(self) -> QHBoxLayout:
        px = look().px
        row = QHBoxLayout()
        row.setSpacing(px(16))
        self.members = Card(translate(N_("Members")))
        self.members_grid = QGridLayout()
        self.members_grid.setSpacing(0)
        self.members.body.addLayout(self.members_grid)
        self.members.body.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(px(16))
        self.findings = Card(translate(N_("To check")))
        self.findings_list = QVBoxLayout()
        self.findings_list.setSpacing(px(6))
        self.findings.body.addLayout(self.findings_list)
        self.records = Card(translate(N_("Questionnaires")))
        self.records_list = QVBoxLayout()
        self.records_list.setSpacing(px(6))
        self.records.body.addLayout(self.records_list)
        self.time_line = Card(translate(N_("What happened")))
        self.time_list = QVBoxLayout()
        self.time_line.body.addWidget(_scrolled_list(self.time_list, 120), 1)
        right.addWidget(self.findings)
        right.addWidget(self.records)
        right.addWidget(self.time_line, 1)
        self.numbers = NumbersCard(self.presenter.numbers)
        left = QVBoxLayout()
        left.setSpacing(px(16))
        left.addWidget(self.members, 1)
        self.pairs = PairsCard(self.presenter.workspace)
        self.pairs.wanted.connect(self.go)
        left.addWidget(self.pairs)
        left.addWidget(self.numbers)
        self.grants = GrantsCard(self.presenter.workspace)
        self.grants.wanted.connect(self.go)
        left.addWidget(self.grants)
        self.selections = SelectionsCard(self.presenter.workspace)
        self.selections.wanted.connect(self.go)
        left.addWidget(self.selections)
        row.addLayout(left, 6)
        row.addLayout(right, 5)
        return row

    def enter(self, route: HouseholdRoute) -> None:
        self.notice.hide()
        self.moving.hide()
        self._show(route.household_id)

    def _show(self, household_id: str) -> None:
        self.presenter.enter(household_id)
        title, trail = self.presenter.heading()
        self.banner.say(*self.presenter.banner())
        self.facts.set_facts(self.presenter.facts())
        self._show_members()
        self.numbers.enter()
        self._show_findings()
        self._show_records()
        self._show_time_line()
        self.pairs.show_household(household_id)
        self.grants.show_household(household_id)
        self.selections.show_household(household_id)
        self.plan_button.setVisible(self.presenter.plan_route() is not None)
        self.print_button.setVisible(self.presenter.view.plan is not None)
        self.survey_button.setVisible(self.presenter.surveyed())
        self.forms_button.setVisible(bool(self.presenter.other_forms()))
        for button in (self.survey_button, self.plan_button, self.forms_button):
            button.forbid(translate(ONLY_LOOKS) if self.presenter.only_looks() else "")
        self.header.set_pill(self.presenter.category(), "amber")
        self.header.set_title(title, trail=trail)  # last: it makes room beside the buttons that show
        self.banner.button.setFocus()

    def leave(self) -> bool:
        self.presenter.numbers.hide()
        return True

    def _show_members(self) -> None:
        grid = self.members_grid
        _empty_grid(grid)
        members = self.presenter.members()
        if not members:
            words = translate(N_("Nobody is written down yet; the visit asks for everyone who lives here."))
            grid.addWidget(label(words, "body2", wrap=True), 0, 0)
            return
        for place, words in enumerate(MEMBER_COLUMNS):
            grid.addWidget(_padded(label(translate(words), "secondary"), 32), 0, place)
        self._add_members(members[:MEMBERS_AT_ONCE], 0)
        if rest := members[MEMBERS_AT_ONCE:]:
            more = LinkButton(translate(N_("{count} more members")).format(count=len(rest)))
            more.clicked.connect(lambda: self._add_members(rest, MEMBERS_AT_ONCE))
            more.clicked.connect(more.hide)
            grid.addWidget(more, 2 * len(members) + 1, 0, 1, len(MEMBER_COLUMNS))
        for place, share in enumerate(MEMBER_SHARES):
            grid.setColumnStretch(place, share)

    def _add_members(self, members: Sequence[MemberView], first: int) -> None:
        for number, member in enumerate(members, first):
            self.members_grid.addWidget(rule(), 2 * number + 1, 0, 1, len(MEMBER_COLUMNS) + 1)
            self._show_member(2 * number + 2, member)

    def _show_member(self, row: int, member: MemberView) -> None:
        cells = (
            name_label(member.name, "strong"),
            WrappedLabel(member.relation),
            label(member.sex_age),
            WrappedLabel(member.health),
            WrappedLabel(member.labour),
            WrappedLabel(member.work, "body2"),
        )
        for place, cell in enumerate(cells):
            self.members_grid.addWidget(_padded(cell, 46), row, place)
        self.members_grid.setRowMinimumHeight(row, look().px(46))
        move = QuietButton("", "door-open")
        move.setProperty("sized", "small")
        words = translate(N_("Move {name}…")).format(name=member.name)
        move.setAccessibleName(words)
        move.setToolTip(words)
        move.clicked.connect(lambda _=False: self._ask_household(member))
        self.members_grid.addWidget(move, row, len(cells))

    def _show_findings(self) -> None:
        clear(self.findings_list)
        findings = self.presenter.findings()
        self.findings.setVisible(bool(findings))
        for words, tone in findings[:4]:
            row = QHBoxLayout()
            row.addWidget(
                icon_label("triangle-alert", look().colours.text(tone), 16), 0, Qt.AlignmentFlag.AlignTop
            )
            row.addWidget(WrappedLabel(words, "body", tone=tone), 1)
            self.findings_list.addLayout(row)
        if len(findings) > 4:
            more = translate(N_("and {count} more, at the end of the interview")).format(
                count=len(findings) - 4
            )
            self.findings_list.addWidget(label(more, "secondary"))

    def _show_records(self) -> None:
        clear(self.records_list)
        records = self.presenter.records()
        self.records.setVisible(bool(records))
        for record in records[:RECORDS_AT_ONCE]:
            self.records_list.addWidget(self._record_row(record))
        if len(records) > RECORDS_AT_ONCE:
            rest = records[RECORDS_AT_ONCE:]
            more = LinkButton(translate(N_("{count} more")).format(count=len(rest)))
            more.clicked.connect(lambda: self._show_rest(more, rest))
            self.records_list.addWidget(more)

    def _show_rest(self, more: QWidget, rest: Sequence[RecordLine]) -> None:
        more.hide()
        for record in rest:
            self.records_list.addWidget(self._record_row(record))

    def _record_row(self, record: RecordLine) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(10))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(record.title, "body", wrap=True))
        words.addWidget(label(record.when, "secondary", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(StatePill(record.state, record.tone))
        if record.button:
            button = SecondaryButton(record.button, small=True)
            button.setAccessibleName(f"{record.button} {record.title}")
            button.clicked.connect(lambda: self.go.emit(self.presenter.record_route(record.record)))
            row.addWidget(button)
        return box

    def _show_time_line(self) -> None:
        clear(self.time_list)
        events = self.presenter.events()
        for event in events:
            self.time_list.addWidget(_event_row(event))
            self.time_list.addWidget(rule())
        if not events:
            self.time_list.addWidget(label(translate(N_("Nothing has happened yet.")), "body2", wrap=True))
        self.time_list.addStretch(1)

    def _ask_household(self, member: MemberView) -> None:
        self.notice.hide()
        self.moving.ask_household(self.presenter.household_id, member.row, member.name)

    def _moved(self, words: str) -> None:
        self._show(self.presenter.household_id)
        self.notice.say(words)
        self.changed.emit()

    def _stay(self) -> None:
        self.moving.hide()
        self.banner.button.setFocus()

    def _offer_more(self) -> None:
        menu = QMenu(self)
        village = menu.addAction(translate(N_("Move to another village…")))
        village.triggered.connect(lambda: self.moving.ask_village(self.presenter.household_id))
        life_map = menu.addAction(translate(N_("Life map of the family")))
        life_map.triggered.connect(lambda: self.go.emit(self.presenter.life_map_route()))
        same = menu.addAction(translate(N_("Is it in the list twice?")))
        same.triggered.connect(lambda: self.go.emit(self.presenter.duplicates_route()))
        to = self.presenter.erase_route()
        erase = menu.addAction(translate(ERASE if to is not None else ERASE_NOT_HERE))
        erase.setEnabled(to is not None)
        erase.triggered.connect(lambda: self.go.emit(to))
        if self.presenter.only_looks():
            village.setEnabled(False)
        menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def _to_plan(self) -> None:
        if (route := self.presenter.plan_route()) is not None:
            self.go.emit(route)

    def _offer_forms(self) -> None:
        menu = QMenu(self)
        whole = menu.addAction(translate(N_("What became of the plan…")))
        whole.triggered.connect(lambda: self.go.emit(self.presenter.follow_up_route()))
        menu.addSeparator()
        for form in self.presenter.other_forms():
            action = menu.addAction(form.title or form.form_id)
            action.triggered.connect(
                lambda _=False, name=form.form_id: self.go.emit(self.presenter.form_route(name))
            )
        menu.popup(self.forms_button.mapToGlobal(self.forms_button.rect().bottomLeft()))


def _padded(widget: QWidget, height: int) -> QWidget:
    """A cell of the members' table, as high as a row."""
    px = look().px
    widget.setMinimumHeight(px(height))
    widget.setContentsMargins(px(4), px(5), px(12), px(5))
    return widget


def _event_row(event: EventView) -> QWidget:
    px = look().px
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, px(8), 0, px(8))
    row.setSpacing(px(12))
    when = label(event.when, "secondary")
    when.setFixedWidth(px(84))
    pill = StatePill(event.what, event.tone)
    pill.setMinimumWidth(px(96))
    words = QVBoxLayout()
    words.setSpacing(0)
    for text, role in ((event.words, "body"), (event.who, "secondary")):
        if text:
            words.addWidget(WrappedLabel(text, role))  # type: ignore[arg-type]
    row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return box


def _scrolled_list(column: QVBoxLayout, least: int) -> QScrollArea:
    column.setContentsMargins(0, 0, look().px(8), 0)
    column.setSpacing(0)
    box = QWidget()
    box.setLayout(column)
    area = scrolled(box)
    area.setMinimumHeight(look().px(least))
    return area


def _empty_grid(grid: QGridLayout) -> None:
    while grid.count():
        item = grid.takeAt(0)
        if item is not None and (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


PARTS = PageParts(presenter=HouseholdPresenter, page=HouseholdPage)
