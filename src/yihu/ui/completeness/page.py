"""The progress of the villages: a table to sort, whom to call, when laptops last handed over."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from yihu.actions.report_completeness import Completeness
from yihu.base.i18n import N_, translate
from yihu.ui.completeness.model import ProgressModel
from yihu.ui.completeness.presenter import CompletenessPresenter
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    Card,
    EmptyState,
    Notice,
    ProgressStrip,
    SecondaryButton,
    StatePill,
    Table,
    clear,
    look,
    rule,
    run_in_background,
)
from yihu.ui.look.scrolling import scrolled, stack
from yihu.ui.look.text import ElidedLabel
from yihu.ui.look.tokens import BODY
from yihu.ui.overview.tabs import VILLAGES, OverviewTabs
from yihu.ui.routes import CompletenessRoute
from yihu.ui.save_table import save_list_button
from yihu.ui.window.pages import Page, PageParts

SHARES = (96, 110, 84, 80, 88, 118, 66, 112, 78)
CALLS_AT_ONCE, LAPTOPS_AT_ONCE = 40, 40


class CompletenessPage(Page):
    """Villages at the left, whom to call at the right."""

    def __init__(self, presenter: CompletenessPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.tabs = OverviewTabs(VILLAGES)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        self.copy_button = SecondaryButton(translate(N_("Copy the call list")), "copy")
        self.copy_button.clicked.connect(self.copy_calls)
        self.print_button = SecondaryButton(translate(N_("Print the call list")), "printer")
        self.print_button.clicked.connect(self.print_calls)
        self.header.add_action(self.copy_button)
        self.header.add_action(self.print_button)
        self.save_button = save_list_button(self, lambda: self.presenter.workspace, self.presenter.listed)
        self.header.add_action(self.save_button)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        self.strip, self.notice = ProgressStrip(), Notice()
        column.addWidget(self.strip)
        column.addWidget(self.notice)
        self.cards = QHBoxLayout()
        self.cards.setSpacing(px(16))
        self.cards.addWidget(self._table_card(), 7)
        self.cards.addLayout(self._side(), 3)
        column.addLayout(self.cards, 1)
        self.pile = QStackedWidget()
        self.empty = EmptyState(
            translate(N_("There is nothing to count yet.")),
            translate(N_("Write down households or receive a file; the figures come by themselves.")),
        )
        self.pile.addWidget(scrolled(body))
        self.pile.addWidget(self.empty)
        self.set_body(self.pile)

    def _table_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", "true")
        self.model = ProgressModel(self)
        self.table = Table(size_px=BODY)
        self.table.setAccessibleName(translate(N_("Progress of the villages")))
        self.table.setModel(self.model)
        self.table.set_shares(SHARES, stretched=0)
        head = self.table.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        head.sortIndicatorChanged.connect(self.model.sort)
        self.table.opened.connect(lambda row: self.go.emit(self.presenter.route_of(self.model.row(row))))
        self.table.setMinimumHeight(look().px(220))
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.table)
        return card

    def _side(self) -> QVBoxLayout:
        px = look().px
        side = QVBoxLayout()
        side.setSpacing(px(16))
        self.calls = Card(translate(N_("To call")))
        self._call_list = QVBoxLayout()
        self._call_list.setSpacing(px(8))
        self.calls.body.addLayout(self._call_list)
        self.laptops = Card(translate(N_("Last hand-over")))
        self._laptop_list = QVBoxLayout()
        self._laptop_list.setSpacing(px(6))
        self.laptops.body.addLayout(self._laptop_list)
        side.addWidget(self.calls)
        side.addWidget(self.laptops)
        side.addStretch(1)
        return side

    def enter(self, route: CompletenessRoute) -> None:
        self.header.set_title(translate(N_("Progress of the villages")), self.presenter.heading())
        self.notice.hide()
        run_in_background(
            lambda _: self.presenter.find(),
            self._show,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Counting")),
        )

    def _show(self, report: Completeness) -> None:
        self.presenter.take(report)
        self.header.set_title(translate(N_("Progress of the villages")), self.presenter.heading())
        self.pile.setCurrentIndex(1 if self.presenter.is_empty() else 0)
        self.model.show_rows(self.presenter.rows())
        head = self.table.horizontalHeader()
        self.model.sort(head.sortIndicatorSection(), head.sortIndicatorOrder())
        self._show_calls()
        self._show_laptops()
        if self.isVisible():
            self.table.setFocus()

    def _show_calls(self) -> None:
        clear(self._call_list)
        lines = self.presenter.calls()
        self.copy_button.setVisible(bool(lines))
        self.print_button.setVisible(bool(lines))
        for line in lines[:CALLS_AT_ONCE]:
            if self._call_list.count():
                self._call_list.addWidget(rule())
            self._call_list.addWidget(WrappedLabel(line.who, "strong"))
            self._call_list.addWidget(WrappedLabel(line.about, "body"))
            if line.open:
                self._call_list.addWidget(WrappedLabel(line.open, "secondary"))
        if not lines:
            nobody = translate(N_("Nobody: all that was expected has come so far."))
            self._call_list.addWidget(WrappedLabel(nobody, "body2"))

    def _show_laptops(self) -> None:
        clear(self._laptop_list)
        lines = self.presenter.laptops()
        for line in lines[:LAPTOPS_AT_ONCE]:
            row = QHBoxLayout()
            row.addWidget(ElidedLabel(line.who, "body"), 1)
            row.addWidget(StatePill(line.received, line.tone))
            self._laptop_list.addLayout(row)
        if not lines:
            words = translate(N_("No other laptop is known yet. Take in their cards under Hand over."))
            self._laptop_list.addWidget(WrappedLabel(words, "body2"))

    def copy_calls(self) -> None:
        """The call list into the clipboard: names of teams and what is missing, nobody's data."""
        QGuiApplication.clipboard().setText(self.presenter.call_text())
        self.notice.say(translate(N_("The call list is copied. Paste it into a message or a document.")))

    def print_calls(self) -> None:
        """The call list onto paper."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_onto(printer)

    def print_onto(self, printer: QPrinter) -> None:
        """The call list onto this printer."""
        document = QTextDocument()
        document.setDefaultFont(self.font())
        document.setPlainText(self.presenter.call_text())
        document.print_(printer)
        self.notice.say(translate(N_("The call list was given to the printer.")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.cards, self.width())


PARTS = PageParts(presenter=CompletenessPresenter, page=CompletenessPage)
