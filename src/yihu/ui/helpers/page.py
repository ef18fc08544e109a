"""Helpers: the list with how much each has, one of them with its households, taking a list in."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from yihu.actions.import_helpers import HelperImport
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate, translate_count
from yihu.planning.pairing import HELPER, HELPER_GROUP
from yihu.ui.campaign.rows import CellRows
from yihu.ui.campaign.tabs import PAIRS, CampaignTabs
from yihu.ui.helpers.presenter import GROUP_HEADS, HEADS, PAIR_HEADS, HelpersPresenter, Shown
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    Card,
    Cell,
    EmptyState,
    FactStrip,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SearchBox,
    SecondaryButton,
    Table,
    clear,
    look,
    run_in_background,
)
from yihu.ui.look.scrolling import scrolled
from yihu.ui.look.tokens import BODY
from yihu.ui.routes import HelpersRoute, PairsRoute
from yihu.ui.save_table import save_list_button
from yihu.ui.window.pages import Page, PageParts

_SHARES, _PAIR_SHARES, _GROUP_SHARES = (
    (150, 90, 190, 140, 140, 220, 110),
    (160, 170, 110, 130, 320, 80),
    (220, 150, 90, 460),
)
_LIST, _ONE, _EMPTY = 0, 1, 2


class HelpersPage(Page):
    """All helpers, or one of them."""

    def __init__(self, presenter: HelpersPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.tabs = CampaignTabs(PAIRS)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        self.header.went_back.connect(self._go_back)
        self._build_actions()
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(16), px(24), px(16))
        column.setSpacing(px(12))
        self.strip, self.notice = ProgressStrip(), Notice()
        self.problems = Card(translate(N_("Rows that wait")))
        self.problem_lines = QVBoxLayout()
        self.problems.body.addLayout(self.problem_lines)
        self.problems.hide()
        for part in (self.strip, self.notice, self.problems):
            column.addWidget(part)
        self.empty = EmptyState(
            translate(N_("No helper was written down yet.")),
            translate(
                N_(
                    "Take a list in: 姓名, 类别, 单位, 小组, 级别, 电话, 结对户数, 能提供的帮助. Or write one down."
                )
            ),
        )
        self.pile = QStackedWidget()
        for part in (self._list(), self._one(), self.empty):
            self.pile.addWidget(part)
        column.addWidget(self.pile, 1)
        self.set_body(scrolled(body))

    def _build_actions(self) -> None:
        presenter = self.presenter
        self.save_button = save_list_button(self, lambda: presenter.workspace, presenter.listed)
        self.import_button = SecondaryButton(translate(N_("Take a list in…")), "download")
        self.import_button.clicked.connect(self.choose_list)
        self.group_button = SecondaryButton(translate(N_("New group")), "users")
        self.group_button.clicked.connect(lambda: self.go.emit(presenter.new_route(HELPER_GROUP)))
        self.new_button = PrimaryButton(translate(N_("New helper")), "plus")
        self.new_button.clicked.connect(lambda: self.go.emit(presenter.new_route(HELPER)))
        self.step_button = SecondaryButton(translate(N_("Record a step")), "pencil")
        self.step_button.clicked.connect(self._record_step)
        self.end_pair_button = SecondaryButton(translate(N_("End the chosen pair")), "x")
        self.end_pair_button.clicked.connect(self._end_pair)
        self.end_button = SecondaryButton(translate(N_("Helps no more")), "door-open")
        self.end_button.clicked.connect(self._end)
        self.edit_button = PrimaryButton(translate(N_("Edit")), "pencil")
        self.edit_button.clicked.connect(lambda: self.go.emit(presenter.edit_route()))
        self._of_list = (self.import_button, self.group_button, self.new_button)
        self._of_one = (self.step_button, self.end_pair_button, self.end_button, self.edit_button)
        for button in (self.save_button, *self._of_list, *self._of_one):
            self.header.add_action(button)

    def _list(self) -> QWidget:
        box, column = _box()
        self.facts = FactStrip()
        self.search = SearchBox(translate(N_("Name or unit")))
        self.search.textChanged.connect(self._searched)
        self.table, self.rows = _table(HEADS, _SHARES, 5)
        self.table.opened.connect(lambda row: self.show_helper(self.presenter.helpers[row].id))
        card = Card(translate(N_("All helpers")), translate(N_("Enter shows its households")))
        card.body.addWidget(self.search)
        card.body.addWidget(self.table)
        self.groups = Card(translate(N_("Leader, group, village")))
        self.group_table, self.group_rows = _table(GROUP_HEADS, _GROUP_SHARES, 3)
        self.group_table.opened.connect(lambda row: self._open(self.presenter.group_rows()[row]))
        self.groups.body.addWidget(self.group_table)
        column.addWidget(self.facts)
        column.addWidget(card, 2)
        column.addWidget(self.groups, 1)
        return box

    def _one(self) -> QWidget:
        box, column = _box()
        self.about, self.helper_facts = WrappedLabel("", "body2"), FactStrip()
        self.pairs_table, self.pair_rows = _table(PAIR_HEADS, _PAIR_SHARES, 4)
        self.pairs_table.opened.connect(lambda row: self._open(self.presenter.pair_rows()[row]))
        card = Card(translate(N_("Its households")), translate(N_("Enter shows the household")))
        card.body.addWidget(self.pairs_table)
        self.history = Card(translate(N_("What happened")))
        self.history_lines = QVBoxLayout()
        self.history.body.addLayout(self.history_lines)
        for part in (self.about, self.helper_facts):
            column.addWidget(part)
        column.addWidget(card, 1)
        column.addWidget(self.history)
        return box

    def enter(self, route: HelpersRoute) -> None:
        self.notice.hide()
        self.problems.hide()
        if route.helper:
            self.show_helper(route.helper)
        else:
            self.show_list()

    def place(self) -> HelpersRoute:
        view = self.presenter.view
        return HelpersRoute(helper=view.helper.id if view else "")

    def _go_back(self) -> None:
        if self.presenter.view is None:
            self.go.emit(PairsRoute())
        else:
            self.show_list()

    def show_list(self) -> None:
        """All helpers."""
        self.presenter.view = None
        self._show_header()
        self.presenter.find()
        self._show_rows()
        if self.isVisible() and self.presenter.helpers:
            self.table.setFocus()

    def _show_rows(self) -> None:
        presenter = self.presenter
        nothing = not presenter.helpers and not presenter.groups and not presenter.text
        self.pile.setCurrentIndex(_EMPTY if nothing else _LIST)
        self.facts.set_facts(presenter.figures())
        self.rows.show_rows([_cells(row) for row in presenter.rows()])
        self.group_rows.show_rows([_cells(row) for row in presenter.group_rows()])
        self.groups.setVisible(bool(presenter.groups))
        self.save_button.setVisible(bool(presenter.helpers))

    def _searched(self, text: str) -> None:
        self.presenter.text = text.strip()
        self.presenter.find()
        self._show_rows()

    def show_helper(self, helper: str) -> None:
        """One helper with its households."""
        presenter = self.presenter
        try:
            presenter.open(helper)
        except UserError as trouble:
            self.show_list()
            self.notice.show_error(trouble)
            return
        self._show_header()
        self.about.setText(presenter.about())
        self.helper_facts.set_facts(presenter.helper_figures())
        rows = presenter.pair_rows()
        self.pair_rows.show_rows([_cells(row) for row in rows])
        clear(self.history_lines)
        for line in presenter.history():
            self.history_lines.addWidget(WrappedLabel(line, "secondary"))
        self.history.setVisible(bool(self.history_lines.count()))
        for button in (self.step_button, self.end_pair_button):
            button.setVisible(bool(rows) and presenter.may_write())
        if rows:
            self.pairs_table.selectRow(0)
        self.save_button.setVisible(bool(rows))
        self.pile.setCurrentIndex(_ONE)
        self.pairs_table.setFocus()

    def _show_header(self) -> None:
        view, may = self.presenter.view, self.presenter.may_write()
        for button in self._of_list:
            button.setVisible(view is None and may)
        for button in self._of_one:
            button.setVisible(view is not None and may)
        if view is None:
            self.header.set_title(translate(N_("Helpers")))
            self.header.show_back(translate(N_("Back to the pairs")))
        else:
            self.end_button.setVisible(may and view.helper.active)
            self.header.set_title(view.helper.name, view.helper.unit)
            self.header.show_back(translate(N_("Back to the helpers")))

    def _open(self, row: Shown) -> None:
        if row.route is not None:
            self.go.emit(row.route)

    def _record_step(self) -> None:
        if (place := self.pairs_table.currentIndex().row()) >= 0:
            self.go.emit(self.presenter.step_route(place))

    def _end_pair(self) -> None:
        place = self.pairs_table.currentIndex().row()
        if place < 0:
            return
        try:
            self.presenter.end_pair(place)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self._shown_anew(translate(N_("The pair has ended. It stays readable here.")))

    def _end(self) -> None:
        try:
            report = self.presenter.end()
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        ended = report.pairs.changed if report.pairs else 0
        words = translate_count("{count} pair ended.", "{count} pairs ended.", ended)
        self._shown_anew(words.format(count=ended))

    def _shown_anew(self, words: str) -> None:
        assert self.presenter.view is not None
        self.show_helper(self.presenter.view.helper.id)
        self.notice.say(words, translate(N_("It can be taken back in the history.")))
        self.changed.emit()

    def choose_list(self) -> None:
        """Ask for a list and take it in."""
        kinds = translate(N_("Lists (*.xlsx *.xls *.csv *.et)"))
        path, _ = QFileDialog.getOpenFileName(self, translate(N_("Take a list in…")), str(Path.home()), kinds)
        if path:
            self.take_list(Path(path))

    def take_list(self, path: Path) -> None:
        """Take helpers over from a list, beside the window."""
        self.notice.hide()
        run_in_background(
            lambda progress: self.presenter.take_list(path, progress),
            self._taken,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Reading the list")),
        )

    def _taken(self, report: HelperImport) -> None:
        words, wait = self.presenter.import_words(report)
        self.show_list()
        self.notice.say(words, wait, tone="amber" if wait else "green")
        clear(self.problem_lines)
        for line in self.presenter.problem_lines(report):
            self.problem_lines.addWidget(WrappedLabel(line, "body"))
        self.problems.setVisible(bool(report.problems))
        self.changed.emit()


def _box() -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look().px(12))
    return box, column


def _table(heads: Sequence[str], shares: Sequence[int], stretched: int) -> tuple[Table, CellRows]:
    table = Table(size_px=BODY)
    rows = CellRows([translate(head) for head in heads], table)
    table.setModel(rows)
    table.set_shares(shares, stretched=stretched)
    table.setMinimumHeight(look().px(190))
    return table, rows


def _cells(row: Shown) -> tuple[Cell, ...]:
    first, *middle, last = row.cells
    end = Cell(last, "pill", row.tone) if row.tone and last else Cell(last, "secondary")
    return (Cell(first, "strong"), *(Cell(text) for text in middle), end)


PARTS = PageParts(presenter=HelpersPresenter, page=HelpersPage)
