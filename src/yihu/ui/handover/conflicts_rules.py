"""Choosing by rule for many: the rule, what it would do, doing it, taking it back."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.decide_many import BatchReport, RulePreview
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.handover.conflicts_rule_presenter import RulePresenter, RuleRow
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    CELL_ROLE,
    Card,
    Cell,
    Chip,
    Latest,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    Table,
    look,
    run_in_background,
)
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import BODY, HINT

COLUMNS = (N_("Household"), N_("Question"), N_("Now"), N_("By this rule"), N_("Whose"))
SHARES = (168, 190, 170, 170, 200)
ROOT = QModelIndex()


class RulesPanel(QWidget):
    """Signals:
    closed: back to choosing one by one.
    decided: many answers were chosen, or taken back.
    """

    closed = Signal()
    decided = Signal()

    def __init__(self, presenter: RulePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self.looking = Latest()
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        column.addWidget(
            WrappedLabel(translate(N_("Choose by a rule where several laptops differ")), "title")
        )
        column.addWidget(
            WrappedLabel(
                translate(N_("First look at what it would do. Nothing changes before you press.")), "body2"
            )
        )
        self.rules, self.chips = FlowRow(), dict[str, Chip]()
        self.strip, self.notice = ProgressStrip(), Notice()
        self.summary = WrappedLabel("", "strong")
        for part in (self.rules, self.strip, self.notice, self.summary, self._table_card()):
            column.addWidget(part, 1 if isinstance(part, Card) else 0)
        column.addLayout(self._foot())

    def _table_card(self) -> Card:
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        self.model = RuleModel(self)
        self.table = Table(size_px=BODY)
        self.table.setAccessibleName(translate(N_("What the rule would choose")))
        self.table.setModel(self.model)
        self.table.set_shares(SHARES, stretched=1)
        self.table.setMinimumHeight(look().px(140))
        card.body.addWidget(self.table)
        return card

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(look().px(12))
        self.back = SecondaryButton(translate(N_("Choose one by one")), "arrow-left")
        self.back.clicked.connect(self.closed)
        self.undo = SecondaryButton(translate(N_("Take the last batch back")), "undo-2")
        self.undo.clicked.connect(self.undo_last)
        self.go = PrimaryButton(translate(N_("Choose so")), main=True)
        self.go.clicked.connect(self.decide)
        foot.addWidget(self.back)
        foot.addWidget(self.undo)
        foot.addStretch(1)
        foot.addWidget(self.go)
        return foot

    def enter(self) -> None:
        """Show the rules, and what the first would do."""
        self.notice.hide()
        self.rules.clear()
        self.chips = {}
        for rule, words in self.presenter.rules():
            chip = Chip(words)
            bold = QFontMetrics(font(HINT, strong=True)).horizontalAdvance(words)
            chip.setMinimumWidth(bold + look().px(32))
            chip.clicked.connect(lambda _=False, rule=rule: self.look_at(rule))
            self.chips[rule] = chip
            self.rules.add(chip)
        self._show_undo()
        self.look_at(self.presenter.rule if self.presenter.rule in self.chips else next(iter(self.chips)))

    def look_at(self, rule: str) -> None:
        """What this rule would choose, found beside the window."""
        for name, chip in self.chips.items():
            chip.setChecked(name == rule)
        self.go.setEnabled(False)
        self.looking.ask(
            lambda _: self.presenter.look(rule),
            lambda preview: self._show(rule, preview),
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Looking what this rule would do")),
        )

    def _show(self, rule: str, preview: RulePreview) -> None:
        self.presenter.take(rule, preview)
        self.summary.setText(self.presenter.summary())
        self.model.show_rows(self.presenter.rows())
        self.go.setText(translate(N_("Choose so ({count})")).format(count=preview.decisions))
        self.go.setEnabled(bool(preview.decisions))

    def decide(self) -> None:
        """Choose all that the rule says something about."""
        self.go.setEnabled(False)
        self._run(self.presenter.decide, self.presenter.say_done, translate(N_("Choosing")))

    def undo_last(self) -> None:
        """Take the newest batch back."""
        batch = self.presenter.last_batch()
        if batch is not None:
            back = translate(N_("Taking the choices back"))
            self._run(
                lambda progress: self.presenter.undo(batch.id, progress), self.presenter.say_undone, back
            )

    def _run(self, work: Any, say: Any, what: str) -> None:
        def done(report: BatchReport) -> None:
            self.decided.emit()
            self.enter()
            self.notice.say(say(report))
            (self.back if self.undo.isHidden() else self.undo).setFocus()  # else it falls to the rail

        def failed(error: UserError) -> None:
            self.enter()
            self.notice.show_error(error)

        run_in_background(work, done, failed=failed, strip=self.strip, notice=self.notice, what=what)

    def _show_undo(self) -> None:
        batch = self.presenter.last_batch()
        self.undo.setVisible(batch is not None)
        if batch is not None:
            self.undo.setToolTip(self.presenter.batch_words(batch))


class RuleModel(QAbstractTableModel):
    """The preview's lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RuleRow, ...] = ()

    def show_rows(self, rows: tuple[RuleRow, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        across = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return translate(COLUMNS[section]) if across else None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        cell = _cells(self._rows[index.row()])[index.column()]
        return cell if role == CELL_ROLE else cell.words


def _cells(row: RuleRow) -> tuple[Cell, ...]:
    return (
        Cell(row.household, "strong"),
        Cell(row.question),
        Cell(row.now, "secondary"),
        Cell(row.then, "strong" if row.changes else "plain"),
        Cell(row.whose, "secondary"),
    )
