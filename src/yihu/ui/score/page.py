"""The score card: units by their points, the one looked at in detail, the veto in plain words."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from yihu.actions import ScoreReport
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    CELL_ROLE,
    Card,
    Cell,
    EmptyState,
    Latest,
    Notice,
    ProgressStrip,
    SecondaryButton,
    Table,
    clear,
    label,
    look,
)
from yihu.ui.look.scrolling import scrolled, stack
from yihu.ui.look.tokens import BODY
from yihu.ui.overview.tabs import SCORE, OverviewTabs
from yihu.ui.routes import ScoreRoute
from yihu.ui.score.presenter import ScorePresenter
from yihu.ui.window.pages import Page, PageParts

HEADS = (N_("Unit"), N_("Points"), N_("Grade"))
ROOT = QModelIndex()


class ScoreModel(QAbstractTableModel):
    """One unit a row."""

    def __init__(self, presenter: ScorePresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter

    def refresh(self) -> None:
        """Show the presenter's scores."""
        self.beginResetModel()
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._presenter.scores())

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate(HEADS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        unit, points, grade, tone = self._presenter.cells(index.row())
        cells = (Cell(unit, "strong"), Cell(points, "figure"), Cell(grade, "pill", tone))
        cell = cells[index.column()]
        return cell if role == CELL_ROLE else cell.words


class ScorePage(Page):
    """Table at the left, the chosen unit at the right."""

    def __init__(self, presenter: ScorePresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.finding = Latest()
        self.tabs = OverviewTabs(SCORE)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        self.save_button = SecondaryButton(translate(N_("Save the score card")), "save")
        self.save_button.clicked.connect(self._ask_where)
        self.use_button = SecondaryButton(translate(N_("Use another")), "folder-open")
        self.use_button.clicked.connect(self._ask_which)
        self.header.add_action(self.save_button)
        self.header.add_action(self.use_button)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(16), px(24), px(20))
        column.setSpacing(px(16))
        self.strip, self.notice = ProgressStrip(), Notice()
        column.addWidget(self.strip)
        column.addWidget(self.notice)
        self.cards = QHBoxLayout()
        self.cards.setSpacing(px(16))
        self.cards.addWidget(self._units_card(), 6)
        self.cards.addWidget(self._unit_card(), 6)
        column.addLayout(self.cards, 1)
        self.pile = QStackedWidget()
        self.empty = EmptyState(
            translate(N_("There is no unit to assess yet.")),
            translate(N_("Write down helpers with their unit under “Campaign”, tab “Pairs”.")),
        )
        self.pile.addWidget(scrolled(body, whole=True))
        self.pile.addWidget(self.empty)
        self.set_body(self.pile)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.cards, self.width())

    def _units_card(self) -> Card:
        card = Card(translate(N_("Units")), translate(N_("the best first, vetoed ones last")))
        self.vetoes = WrappedLabel("", "body")
        card.body.addWidget(self.vetoes)
        self.units = Table(size_px=BODY)
        self.units.setAccessibleName(translate(N_("Units")))
        self.model = ScoreModel(self.presenter, self.units)
        self.units.setModel(self.model)
        self.units.set_shares((240, 90, 120), stretched=0)
        self.units.selectionModel().currentRowChanged.connect(lambda now, _before: self._look_at(now.row()))
        self.units.setMinimumHeight(look().px(260))
        card.body.addWidget(self.units, 1)
        return card

    def _unit_card(self) -> Card:
        card = Card(translate(N_("How the points came about")))
        self.unit_name = label("", "large", wrap=True)
        card.body.addWidget(self.unit_name)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(look().px(6))
        card.body.addLayout(self._lines)
        card.body.addStretch(1)
        return card

    def enter(self, route: ScoreRoute) -> None:
        self.header.set_title(translate(N_("Assessment")), "")
        self.notice.hide()
        self._find()

    def _find(self) -> None:
        self.finding.ask(
            lambda _: self.presenter.find(),
            self._show,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Counting")),
        )

    def _show(self, report: ScoreReport) -> None:
        self.presenter.take(report)
        span = translate(N_("{start} to {end}")).format(
            start=report.timetable.start, end=report.timetable.end
        )
        self.header.set_title(translate(N_("Assessment")), f"{self.presenter.title()} · {span}")
        self.pile.setCurrentIndex(0 if report.scores else 1)
        vetoes = self.presenter.vetoes()
        self.vetoes.setText(vetoes)
        self.vetoes.setVisible(bool(vetoes))
        self.model.refresh()
        if report.scores:
            self.units.selectRow(self.presenter.at)
            if self.isVisible():
                self.units.setFocus()

    def _look_at(self, row: int) -> None:
        if row < 0:
            return
        self.presenter.at = row
        unit, points, grade, _ = self.presenter.cells(row)
        self.unit_name.setText(
            translate(N_("{unit}: {points} points, {grade}")).format(unit=unit, points=points, grade=grade)
        )
        clear(self._lines)
        for what, reached in self.presenter.lines():
            self._lines.addWidget(label(what, "strong", wrap=True))
            self._lines.addWidget(label(reached, "body2", wrap=True))
        for words in self.presenter.idle():
            self._lines.addWidget(label(words, "body", tone="red", wrap=True))

    def _ask_where(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, translate(N_("Save the score card")), "scorecard.toml", "TOML (*.toml)"
        )
        if path:
            self.save_to(Path(path))

    def _ask_which(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, translate(N_("Use another score card")), "", "TOML (*.toml)"
        )
        if path:
            self.use_file(Path(path))

    def save_to(self, path: Path) -> None:
        """Save the score card in use there, and say what to do with it."""
        self._try(lambda: self.presenter.save(path))

    def use_file(self, path: Path) -> None:
        """Use this score card from now on, or say what is wrong with it."""
        if self._try(lambda: self.presenter.use(path)):
            self._find()

    def _try(self, act: Any) -> bool:
        try:
            words = act()
        except UserError as error:
            self.notice.show_error(error)
            return False
        self.notice.say(words)
        return True


PARTS = PageParts(presenter=ScorePresenter, page=ScorePage)
