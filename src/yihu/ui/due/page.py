"""What is due in the villages: two tables, each row opens its household."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from yihu.actions.show_follow_up import DueReport
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.due.presenter import DAYS, DuePresenter, DueRow
from yihu.ui.look import (
    CELL_ROLE,
    Card,
    Cell,
    Chip,
    EmptyState,
    FactStrip,
    Latest,
    Notice,
    ProgressStrip,
    SecondaryButton,
    Table,
    look,
)
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.scrolling import scrolled
from yihu.ui.look.tokens import BODY
from yihu.ui.overview.tabs import DUE, OverviewTabs
from yihu.ui.routes import DueRoute
from yihu.ui.save_table import save_list_button
from yihu.ui.window.pages import Page, PageParts

HEADS = (N_("Day"), N_("Village, group"), N_("Household"), N_("What is to be done"))
SHARES = (136, 150, 170, 340)
ROOT = QModelIndex()


class DuePage(Page):
    """Figures, what is due, who wasn't met."""

    def __init__(self, presenter: DuePresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.finding = Latest()
        self.tabs = OverviewTabs(DUE)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        self.copy_button = SecondaryButton(translate(N_("Copy the list")), "copy")
        self.copy_button.clicked.connect(self.copy_list)
        self.header.add_action(self.copy_button)
        self.save_button = save_list_button(self, lambda: self.presenter.workspace, self.presenter.listed)
        self.header.add_action(self.save_button)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        self.strip, self.notice, self.facts = ProgressStrip(), Notice(), FactStrip()
        self.due, self.due_table = self._table(translate(N_("Late and due soon")), len(HEADS))
        self.unseen, self.unseen_table = self._table(translate(N_("Not met for long")), 3)
        for part in (self.strip, self.notice, self.facts, self._ranges()):
            column.addWidget(part)
        column.addWidget(self.due, 3)
        column.addWidget(self.unseen, 2)
        self.pile = QStackedWidget()
        self.empty = EmptyState(
            translate(N_("Nothing is due, and everybody was met in time.")),
            translate(
                N_("Appointments, deadlines of measures, quarters and notices show here by themselves.")
            ),
        )
        self.pile.addWidget(scrolled(body))
        self.pile.addWidget(self.empty)
        self.set_body(self.pile)

    def _ranges(self) -> QWidget:
        """Chips: how far to look ahead."""
        box = QWidget()
        row = FlowRow()
        self.chips: list[Chip] = []
        for days in DAYS:
            words = translate_count("within {count} day", "within {count} days", days).format(count=days)
            chip = Chip(words)
            chip.setChecked(days == self.presenter.days)
            chip.clicked.connect(lambda _=False, days=days: self._look_ahead(days))
            self.chips.append(chip)
            row.add(chip)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        return box

    def _table(self, title: str, columns: int) -> tuple[Card, Table]:
        card = Card(title)
        table = Table(size_px=BODY)
        table.setAccessibleName(title)
        model = DueModel(columns, table)
        table.setModel(model)
        table.set_shares(SHARES[:columns], stretched=columns - 1)
        table.opened.connect(lambda row: self.go.emit(model.row(row).route))
        table.setMinimumHeight(look().px(180))
        card.body.addWidget(table)
        return card, table

    def enter(self, route: DueRoute) -> None:
        self.header.set_title(translate(N_("Due")), "")
        self.notice.hide()
        self._find()

    def _look_ahead(self, days: int) -> None:
        self.presenter.days = days
        for chip, each in zip(self.chips, DAYS, strict=True):
            chip.setChecked(each == days)
        self._find()

    def _find(self) -> None:
        self.finding.ask(
            lambda _: self.presenter.find(),
            self._show,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Looking through the villages")),
        )

    def _show(self, report: DueReport) -> None:
        self.presenter.take(report)
        self.facts.set_facts(self.presenter.figures())
        due, unseen = self.presenter.due_rows(), self.presenter.unseen_rows()
        self.due_table.model().show_rows(due)
        self.unseen_table.model().show_rows(unseen)
        self.due.setVisible(bool(due))
        self.unseen.setVisible(bool(unseen))
        self.copy_button.setVisible(bool(due))
        self.save_button.setVisible(bool(due))
        nothing = not due and not unseen and self.presenter.days == DAYS[-1]
        self.pile.setCurrentIndex(1 if nothing else 0)
        if self.isVisible():
            (self.due_table if due else self.unseen_table).setFocus()

    def copy_list(self) -> None:
        """The list into the clipboard: numbers and places, no names."""
        QGuiApplication.clipboard().setText(self.presenter.text())
        self.notice.say(
            translate(N_("The list is copied, without names. Paste it into a message or a document."))
        )


class DueModel(QAbstractTableModel):
    """Rows as Qt reads them."""

    def __init__(self, columns: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._rows: tuple[DueRow, ...] = ()

    def show_rows(self, rows: tuple[DueRow, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, place: int) -> DueRow:
        """The row at a place."""
        return self._rows[place]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else self._columns

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            last = translate(N_("Last met"))
            return last if section == 0 and self._columns < len(HEADS) else translate(HEADS[section])
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self._rows[index.row()]
        cell = (
            Cell(row.day, "pill", row.tone),
            Cell(row.place, "secondary"),
            Cell(row.household, "strong"),
            Cell(row.what),
        )[index.column()]
        return cell if role == CELL_ROLE else cell.words


PARTS = PageParts(presenter=DuePresenter, page=DuePage)
