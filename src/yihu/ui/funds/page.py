"""Funds: the list with what is in each; the ledger of one, and what is paid out of it."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from yihu.actions.keep_funds import FundReport
from yihu.actions.show_funds import FundsReport, FundView
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.campaign.entry_panel import EntryPanel, forbid
from yihu.ui.campaign.rows import CellRows
from yihu.ui.campaign.tabs import FUNDS, CampaignTabs
from yihu.ui.funds.give_panel import GivePanel
from yihu.ui.funds.grant_panel import GrantPanel
from yihu.ui.funds.new_fund import NewFundPanel
from yihu.ui.funds.presenter import FundRow, FundsPresenter, LedgerRow
from yihu.ui.funds.statement import StatementButtons
from yihu.ui.funds.tranche_panel import TranchePanel
from yihu.ui.look import (
    Banner,
    Card,
    Cell,
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
from yihu.ui.look.scrolling import bring_into_view, scrolled
from yihu.ui.look.tokens import BODY
from yihu.ui.routes import ConflictsRoute, FundsRoute, InterviewRoute
from yihu.ui.save_table import save_list_button
from yihu.ui.window.pages import Page, PageParts

_FUND_HEADS = (N_("Fund"), N_("Kind"), N_("Donor"), N_("Came in"), N_("Paid"), N_("In the fund now"), "")
_FUND_SHARES = (210, 110, 160, 120, 110, 260, 190)
_LINE_HEADS = (
    N_("Day"),
    N_("Entry"),
    N_("To whom"),
    N_("Purpose"),
    N_("Amount (yuan)"),
    N_("Balance"),
    N_("State"),
)
_LINE_SHARES = (105, 120, 210, 230, 120, 120, 130)


class FundsPage(Page):
    """All funds, or one of them."""

    def __init__(self, presenter: FundsPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.tabs = CampaignTabs(FUNDS)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        self.header.went_back.connect(self._to_list)
        self.save_button = save_list_button(self, lambda: presenter.workspace, presenter.list_to_save)
        self.edit_button = SecondaryButton(translate(N_("Edit the fund")), "pencil")
        self.edit_button.clicked.connect(self._edit)
        self.tranche_button = SecondaryButton(translate(N_("Money has come in")), "download")
        self.tranche_button.clicked.connect(lambda: self._open(self.tranche))
        self.give_button = PrimaryButton(translate(N_("Give a grant")), "plus")
        self.give_button.clicked.connect(lambda: self._open(self.give))
        self.new_button = PrimaryButton(translate(N_("New fund")), "plus")
        self.new_button.clicked.connect(lambda: self._open(self.new_fund))
        self._of_fund = (self.edit_button, self.tranche_button, self.give_button)
        for button in (self.save_button, *self._of_fund, self.new_button):
            self.header.add_action(button)
        self.strip, self.notice, self.held = ProgressStrip(), Notice(), Banner()
        self.held.accepted.connect(lambda: self.go.emit(ConflictsRoute()))
        self.new_fund, self.give = NewFundPanel(presenter), GivePanel(presenter)
        self.tranche, self.grant = TranchePanel(presenter), GrantPanel(presenter)
        self.panels: tuple[EntryPanel, ...] = (self.new_fund, self.give, self.tranche, self.grant)
        for panel in self.panels:
            panel.written.connect(lambda panel=panel: self._written(panel))
        self.facts, self.fund_facts = FactStrip(), FactStrip()
        self.table, self.rows = _table(_FUND_HEADS, _FUND_SHARES, 0)
        self.table.opened.connect(lambda row: self.show_fund(self._shown[row].id))
        self.lines, self.line_rows = _table(_LINE_HEADS, _LINE_SHARES, 3)
        self.lines.opened.connect(self._line_opened)
        self.statement = StatementButtons(presenter, self.notice, self.strip)
        self._wanted = ""
        self._shown: tuple[FundRow, ...] = ()
        self._lines_shown: tuple[LedgerRow, ...] = ()
        self.set_body(scrolled(self._body()))
        self._show_header()

    def _body(self) -> QWidget:
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(16), px(24), px(16))
        column.setSpacing(px(12))
        self.empty = EmptyState(
            translate(N_("No fund was written down yet.")),
            translate(
                N_("Begin with “New fund”: who gives how much, in which years. Then write down what came.")
            ),
        )
        self.pile = QStackedWidget()
        for part in (self.empty, self._list(), self._one()):
            self.pile.addWidget(part)
        for part in (self.strip, self.notice, self.held, *self.panels):
            column.addWidget(part)
        column.addWidget(self.pile, 1)
        self.held.hide()
        return body

    def _list(self) -> QWidget:
        box, column = _box()
        card = Card(translate(N_("All funds")), translate(N_("Enter opens the ledger")))
        card.body.addWidget(self.table)
        column.addWidget(self.facts)
        column.addWidget(card, 1)
        return box

    def _one(self) -> QWidget:
        box, column = _box()
        card = Card(
            translate(N_("Ledger")), translate(N_("Enter on a grant: pay, correct, cancel, came back"))
        )
        card.head.addWidget(self.statement)
        card.body.addWidget(self.lines)
        column.addWidget(self.fund_facts)
        column.addWidget(card, 1)
        return box

    def enter(self, route: FundsRoute) -> None:
        self.notice.hide()
        self._close_panels()
        if route.fund:
            self.show_fund(route.fund)
        else:
            self._to_list()

    def place(self) -> FundsRoute:
        view = self.presenter.view
        return FundsRoute(fund=view.ledger.fund.subject if view else "")

    def _to_list(self) -> None:
        self._wanted = ""
        self.presenter.view = None
        self._close_panels()
        self._show_header()
        run_in_background(
            lambda _: self.presenter.find(),
            self._show_list,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Reading the funds")),
        )

    def _show_list(self, report: FundsReport) -> None:
        self.presenter.report = report
        if self.presenter.view is not None:
            return
        self._shown = self.presenter.rows()
        self.facts.set_facts(self.presenter.figures())
        self.rows.show_rows([_fund_cells(row) for row in self._shown])
        self.pile.setCurrentIndex(1 if self._shown else 0)
        self.save_button.setVisible(bool(self._shown))
        self._show_held(self.presenter.held())
        if self._shown and self.isVisible():
            self.table.setFocus()

    def show_fund(self, fund: str) -> None:
        """The ledger of one fund, read beside the window."""
        self._wanted = fund
        view = self.presenter.view
        if view is None or view.ledger.fund.subject != fund:
            self.presenter.view = None
            self._show_header()
            self.new_button.hide()
        run_in_background(
            lambda _: self.presenter.read(fund),
            self._show_one,
            failed=self._no_such_fund,
            strip=self.strip,
            what=translate(N_("Reading the funds")),
        )

    def _no_such_fund(self, trouble: UserError) -> None:
        self._to_list()
        self.notice.show_error(trouble)

    def _show_one(self, view: FundView) -> None:
        if self._wanted != view.ledger.fund.subject:
            return  # the person went on meanwhile
        self.presenter.view = view
        self._show_header()
        self.fund_facts.set_facts(self.presenter.fund_figures())
        self._lines_shown = self.presenter.ledger_rows()
        self.line_rows.show_rows([_line_cells(row) for row in self._lines_shown])
        self.pile.setCurrentIndex(2)
        self.save_button.setVisible(True)
        self._show_held(len(self.presenter.ledger().held))
        self.lines.setFocus()

    def _show_header(self) -> None:
        view = self.presenter.view
        for button in self._of_fund:
            button.setVisible(view is not None)
        self.new_button.setVisible(view is None)
        forbid(self.presenter.workspace, *self._of_fund, self.new_button)
        if view is None:
            self.header.set_title(translate(N_("Funds")))
            self.header.hide_back()
        else:
            self.header.set_title(view.ledger.fund.name, view.ledger.fund.donor)
            self.header.show_back(translate(N_("Back to the funds")))

    def _show_held(self, count: int) -> None:
        self.held.setVisible(bool(count))
        if count:
            words = translate_count(
                N_("{count} grant is not covered by its fund."),
                N_("{count} grants are not covered by their funds."),
                count,
            )
            why = translate(N_("More was paid than there was, on laptops that didn't know of each other."))
            self.held.say(words.format(count=count), why, translate(N_("Decide…")), "red")

    def _open(self, panel: EntryPanel) -> None:
        self._close_panels()
        assert isinstance(panel, NewFundPanel | GivePanel | TranchePanel)
        panel.ask()
        bring_into_view(panel)

    def _close_panels(self) -> None:
        for panel in self.panels:
            panel.hide()

    def _line_opened(self, row: int) -> None:
        line = self._lines_shown[row]
        if line.record and self.give_button.isEnabled():
            self._close_panels()
            self.grant.ask(line.record)
            bring_into_view(self.grant)

    def _written(self, panel: EntryPanel) -> None:
        self.changed.emit()
        view = self.presenter.view
        if isinstance(panel, NewFundPanel) and isinstance(panel.result, FundReport):
            self.show_fund(panel.result.fund)
        elif view is not None:
            self.show_fund(view.ledger.fund.subject)
        self.notice.say(translate(N_("Saved. It stays in the history and can be taken back there.")))

    def _edit(self) -> None:
        view = self.presenter.view
        if view is not None:
            self.go.emit(InterviewRoute(household_id=view.ledger.fund.subject, form_id="fund"))


def _box() -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look().px(12))
    return box, column


def _table(heads: tuple[str, ...], shares: tuple[int, ...], stretched: int) -> tuple[Table, CellRows]:
    table = Table(size_px=BODY)
    rows = CellRows([translate(head) if head else "" for head in heads], table)
    table.setModel(rows)
    table.set_shares(shares, stretched=stretched)
    table.setMinimumHeight(look().px(240))
    return table, rows


def _fund_cells(row: FundRow) -> tuple[Cell, ...]:
    return (
        Cell(row.name, "strong"),
        Cell(row.kind, "secondary"),
        Cell(row.donor, "secondary"),
        Cell(row.received, "figure"),
        Cell(row.paid, "figure"),
        Cell(row.balance, "plain", bar=row.left),
        Cell(row.held, "pill", "red"),
    )


def _line_cells(row: LedgerRow) -> tuple[Cell, ...]:
    return (
        Cell(row.on, "secondary"),
        Cell(row.what),
        Cell(row.who, "strong"),
        Cell(row.purpose, "secondary"),
        Cell(row.change, "figure"),
        Cell(row.balance, "figure"),
        Cell(row.state, "pill", row.tone),
    )


PARTS = PageParts(presenter=FundsPresenter, page=FundsPage)
