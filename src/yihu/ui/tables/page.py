"""The page of the tables: which one at the left, how it is saved at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.export_tables import TableRow
from yihu.base.i18n import N_, translate
from yihu.ui.look import CELL_ROLE, Card, Cell, Latest, Notice, ProgressStrip, Table, label, look
from yihu.ui.look.fields import LabelledField
from yihu.ui.look.scrolling import scrolled, stack
from yihu.ui.look.tokens import BODY
from yihu.ui.overview.tabs import TABLES, OverviewTabs
from yihu.ui.routes import TablesRoute
from yihu.ui.save_table.options import SaveOptions
from yihu.ui.tables.presenter import GROUPS, TablesPresenter
from yihu.ui.window.pages import Page, PageParts

HEADS = (N_("Table"), N_("One row is"), N_("Column count"), N_("Group"))
SHARES = (220, 180, 116, 130)
ROOT = QModelIndex()


class TablesPage(Page):
    """Official tables, those of the work, every questionnaire."""

    def __init__(self, presenter: TablesPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.finding, self.counting = Latest(), Latest()
        self.tabs = OverviewTabs(TABLES)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(16), px(24), px(20))
        column.setSpacing(px(12))
        self.strip, self.notice = ProgressStrip(), Notice()
        column.addWidget(self.strip)
        column.addWidget(self.notice)
        self.cards = QHBoxLayout()
        self.cards.setSpacing(px(16))
        self.cards.addWidget(self._list(), 7)
        self.cards.addWidget(self._choices(), 5)
        column.addLayout(self.cards, 1)
        self.set_body(scrolled(body))

    def _list(self) -> Card:
        card = Card(translate(N_("Tables")))
        self.table = Table(size_px=BODY)
        self.table.setAccessibleName(translate(N_("Tables")))
        self.model = TablesModel(self.table)
        self.table.setModel(self.model)
        self.table.set_shares(SHARES, stretched=0)
        self.table.setMinimumHeight(look().px(420))
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        self.table.opened.connect(lambda _: self.options.button.setFocus())
        card.body.addWidget(self.table, 1)
        return card

    def _choices(self) -> Card:
        card = Card(translate(N_("Save as a file")))
        self.table_title = label("", "question", wrap=True)
        self.about = label("", "secondary", wrap=True)
        self.village = QComboBox()
        self.village.activated.connect(self._choose_village)
        self.options = SaveOptions(self.presenter.saving)
        for part in (
            self.table_title,
            self.about,
            LabelledField(translate(N_("Villages")), self.village),
            self.options,
        ):
            card.body.addWidget(part)
        card.body.addStretch(1)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.cards, self.width())

    def enter(self, route: TablesRoute) -> None:
        self.header.set_title(translate(N_("Save tables")), "")
        self.notice.hide()
        self.village.clear()
        for code, words in self.presenter.all_villages():
            self.village.addItem(words, code)
        self.village.setCurrentIndex(max(0, self.village.findData(self.presenter.village)))
        if self.presenter.tables:
            self._show(self.presenter.tables)
        self.finding.ask(
            lambda _: self.presenter.tables or self.presenter.find_first(), self._find_all, notice=self.notice
        )

    def _find_all(self, found: tuple[TableRow, ...]) -> None:
        if not self.presenter.tables:
            self._show(found)
        self.finding.ask(
            lambda _: self.presenter.find_all(),
            self._show,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Looking through the questionnaires")),
        )

    def _show(self, found: tuple[TableRow, ...]) -> None:
        """These tables; what was chosen stays chosen, and so do its options."""
        if found == self.model.rows:
            return
        first = not self.model.rows
        chosen = self.presenter.chosen
        self.presenter.tables = found
        self.table.selectionModel().blockSignals(not first)
        self.model.show_rows(found)
        names = [row.name for row in found]
        self.table.selectRow(names.index(chosen) if chosen in names else 0)
        self.table.selectionModel().blockSignals(False)
        if first and self.isVisible():
            self.table.setFocus()

    def _choose(self, place: int) -> None:
        if not 0 <= place < len(self.presenter.tables):
            return
        row = self.presenter.tables[place]
        self.presenter.chosen = row.name
        self.table_title.setText(row.title)
        self.about.setText(row.of)
        self.options.offer(
            row.name, self.presenter.save, households=0, places=row.places, only_workbook=row.only_workbook
        )
        self._count()

    def _choose_village(self) -> None:
        self.presenter.village = str(self.village.currentData() or "")
        self._count()

    def _count(self) -> None:
        self.counting.ask(
            lambda _: self.presenter.people(),
            lambda people: self.options.tell_people(people.households, people.persons),
            notice=self.notice,
        )


class TablesModel(QAbstractTableModel):
    """Rows as Qt reads them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[TableRow, ...] = ()

    def show_rows(self, rows: tuple[TableRow, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate(HEADS[section])
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.rows[index.row()]
        cell = (
            Cell(row.title, "strong"),
            Cell(row.of, "secondary"),
            Cell(str(row.columns), "figure"),
            Cell(translate(GROUPS[row.group]), "pill", "green" if row.group == "official" else "grey"),
        )[index.column()]
        return cell if role == CELL_ROLE else cell.words


PARTS = PageParts(presenter=TablesPresenter, page=TablesPage)
