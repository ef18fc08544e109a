"""The page of the findings: filters above, the list at the left, the chosen finding at the right."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from yihu.actions.list_checks import CheckLine, CheckReport
from yihu.base.i18n import N_, translate
from yihu.ui.checks.presenter import FILTERS, ChecksPresenter
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    CELL_ROLE,
    Card,
    Cell,
    Chip,
    EmptyState,
    Latest,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    StatePill,
    Table,
    label,
    look,
)
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.scrolling import scrolled, stack
from yihu.ui.look.tokens import BODY
from yihu.ui.overview.tabs import CHECKS, OverviewTabs
from yihu.ui.routes import ChecksRoute
from yihu.ui.save_table import save_list_button
from yihu.ui.window.pages import Page, PageParts

HEADS = (N_("Village, group"), N_("Household"), N_("Member"), N_("What contradicts"))
SHARES = (130, 120, 90, 400)
ROOT = QModelIndex()


class ChecksPage(Page):
    """A finding is corrected at its question, or said to be right with a reason."""

    def __init__(self, presenter: ChecksPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.finding = Latest()
        self.tabs = OverviewTabs(CHECKS)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        self.save_button = save_list_button(self, lambda: self.presenter.workspace, self.presenter.listed)
        self.header.add_action(self.save_button)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(14), px(24), px(14))
        column.setSpacing(px(10))
        self.strip, self.notice = ProgressStrip(), Notice()
        column.addWidget(self.strip)
        column.addWidget(self.notice)
        column.addLayout(self._filters())
        self.cards = QHBoxLayout()
        self.cards.setSpacing(px(16))
        self.cards.addWidget(self._list(), 7)
        self.detail = DetailCard(presenter)
        self.detail.go_wanted.connect(self.go)
        self.detail.waived.connect(self._done)
        self.cards.addWidget(self.detail, 4)
        self.pile = QStackedWidget()
        found = QWidget()
        found.setLayout(self.cards)
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(
            translate(N_("Nothing contradicts.")),
            translate(N_("Answers are checked while they are given, and after each hand-over.")),
        )
        self.pile.addWidget(found)
        self.pile.addWidget(self.empty)
        self.waiting = QWidget()  # nothing is found yet: no finding to be corrected or waived
        self.pile.addWidget(self.waiting)
        column.addWidget(self.pile, 1)
        self.set_body(scrolled(body))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.cards, self.width())

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        chips = FlowRow()
        self.chips: dict[str, Chip] = {}
        for key, words in FILTERS:
            chip = Chip(translate(words))
            chip.clicked.connect(lambda _=False, key=key: self._choose_filter(key))
            self.chips[key] = chip
            chips.add(chip)
        self.village, self.rule = QComboBox(), QComboBox()
        self.village.setAccessibleName(translate(N_("Village")))
        self.rule.setAccessibleName(translate(N_("Check")))
        for box, least, most in ((self.village, 120, 160), (self.rule, 170, 280)):
            box.setMinimumWidth(look().px(least))
            box.setMaximumWidth(look().px(most))
        self.village.activated.connect(self._choose_village)
        self.rule.activated.connect(self._choose_rule)
        row.addWidget(chips, 1)
        row.addWidget(self.village)
        row.addWidget(self.rule)
        return row

    def _list(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", "true")
        self.model = ChecksModel(self.presenter, self)
        self.table = Table(size_px=BODY)
        self.table.setAccessibleName(translate(N_("Findings")))
        self.table.setModel(self.model)
        self.table.set_shares(SHARES, stretched=len(SHARES) - 1)
        self.table.opened.connect(lambda row: self.go.emit(self.presenter.route(self.model.line(row))))
        self.table.selectionModel().currentRowChanged.connect(lambda index, _: self._show_line(index.row()))
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.table)
        card.setMinimumHeight(look().px(230))
        return card

    def enter(self, route: ChecksRoute) -> None:
        self.header.set_title(translate(N_("Checks")), self.presenter.heading())
        self.notice.hide()
        self._fill_villages()
        self._fill_rules()
        if self.presenter.report is None:
            self.pile.setCurrentWidget(self.waiting)
        self._find()

    def _find(self) -> None:
        for key, chip in self.chips.items():
            chip.setChecked(key == self.presenter.filter)
        self.finding.ask(
            self.presenter.find,
            self._show,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Checking")),
        )

    def _show(self, report: CheckReport) -> None:
        self.presenter.take(report)
        self._fill_rules()
        self._show_lines()

    def _show_lines(self) -> None:
        at = self.table.currentIndex().row()
        lines = self.presenter.lines()
        self.header.set_title(translate(N_("Checks")), self.presenter.heading())
        self.model.show_lines(lines)
        self.pile.setCurrentIndex(0 if lines else 1)
        if lines:
            self.table.selectRow(min(max(at, 0), len(lines) - 1))
            if self.isVisible():
                self.table.setFocus()

    def _show_line(self, row: int) -> None:
        if row >= 0:
            self.detail.show_line(self.model.line(row))

    def _fill_villages(self) -> None:
        self.village.clear()
        self.village.addItem(translate(N_("All villages")), "")
        for code, name in self.presenter.villages():
            self.village.addItem(name, code)
        self.village.setCurrentIndex(max(0, self.village.findData(self.presenter.village)))

    def _fill_rules(self) -> None:
        self.rule.clear()
        self.rule.addItem(translate(N_("All checks")), "")
        for rule, words in self.presenter.rules():
            self.rule.addItem(words, rule)
        place = max(0, self.rule.findData(self.presenter.rule))
        self.rule.setCurrentIndex(place)
        self.presenter.rule = str(self.rule.itemData(place) or "")

    def _choose_filter(self, key: str) -> None:
        self.presenter.filter = key
        self._find()

    def _choose_village(self) -> None:
        self.presenter.village = str(self.village.currentData() or "")
        self._find()

    def _choose_rule(self) -> None:
        self.presenter.rule = str(self.rule.currentData() or "")
        self._show_lines()

    def _done(self, said: str, done: bool) -> None:
        self.notice.say(said, tone="green" if done else "amber")
        if done:
            self.changed.emit()
            self._find()


class DetailCard(Card):
    """One finding: the sentence, what to do, and the two ways out."""

    go_wanted = Signal(object)
    waived = Signal(str, bool)

    def __init__(self, presenter: ChecksPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.line: CheckLine | None = None
        self.pill = StatePill("", "grey")
        self.household, self.place = label("", "strong", wrap=True), label("", "secondary", wrap=True)
        self.message, self.advice = WrappedLabel("", "question"), WrappedLabel("", "body2")
        self.correct = PrimaryButton(translate(N_("Correct the answer")))
        self.correct.clicked.connect(lambda: self.go_wanted.emit(self.presenter.answer_route(self._line())))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(translate(N_("Why it is right as it is")))
        self.reason.setAccessibleName(self.reason.placeholderText())
        self.reason.returnPressed.connect(self._waive)
        self.right = SecondaryButton(translate(N_("It is right")))
        self.right.clicked.connect(self._waive)
        self.known = WrappedLabel("", "body")
        self.restore = SecondaryButton(translate(N_("Let it count again")))
        self.restore.clicked.connect(lambda: self.waived.emit(*self.presenter.restore(self._line())))
        head = QHBoxLayout()
        head.addWidget(self.household, 1)
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        for part in (
            self.place,
            self.message,
            self.advice,
            self.correct,
            self.reason,
            self.right,
            self.known,
            self.restore,
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.setMinimumWidth(look().px(280))

    def show_line(self, line: CheckLine) -> None:
        """Show this finding."""
        self.line = line
        waived, may = bool(line.waived), self.presenter.may_write(line)
        self.pill.say(
            translate(N_("Contradiction") if line.severity == "error" else N_("To look at")),
            "red" if line.severity == "error" else "amber",
        )
        self.household.setText(self.presenter.name(line))
        self.place.setText(self.presenter.place(line))
        self.message.setText(line.message)
        self.advice.setText(line.advice)
        self.known.setText(translate(N_("Known to be right: {reason}")).format(reason=line.waived))
        self.reason.clear()
        self.correct.setVisible(not waived and (may or line.about != "household"))
        for part in (self.reason, self.right):
            part.setVisible(not waived and may)
        self.known.setVisible(waived)
        self.restore.setVisible(waived and may)

    def _line(self) -> CheckLine:
        assert self.line is not None
        return self.line

    def _waive(self) -> None:
        self.waived.emit(*self.presenter.waive(self._line(), self.reason.text()))


class ChecksModel(QAbstractTableModel):
    """Findings as Qt reads them."""

    def __init__(self, presenter: ChecksPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._lines: tuple[CheckLine, ...] = ()

    def show_lines(self, lines: tuple[CheckLine, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> CheckLine:
        """The finding of a row."""
        return self._lines[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate(HEADS[section])
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self._lines[index.row()]
        tone = "grey" if line.waived else "red" if line.severity == "error" else "amber"
        cell = (
            Cell(self._presenter.place(line), "secondary"),
            Cell(self._presenter.name(line), "strong"),
            Cell(line.member),
            Cell(line.message, "plain", tone),
        )[index.column()]
        return cell if role == CELL_ROLE else cell.words


PARTS = PageParts(presenter=ChecksPresenter, page=ChecksPage)
