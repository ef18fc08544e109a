"""The whole questionnaire on the screen: found by typing, gone to with Enter."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.register.pinyin import initials
from yihu.ui.interview.fields.typing import TypingLine
from yihu.ui.interview.whole_form import Line, Narrow, State, narrowed
from yihu.ui.look import CELL_ROLE, Cell, Chip, SecondaryButton, Table, label
from yihu.ui.look.tokens import BODY, look

_HEADS = (N_("No."), N_("Question"), N_("Answer"), N_("State"), N_("Comment"))
_SHARES = (72, 400, 190, 150, 190)
_SHARES_NARROW = (56, 230, 120, 124, 150)
_COMMENT = 4
_ROOT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class JumpList(QWidget):
    """Signals:
    wanted: ref of the question to go to.
    closed: back to where one was.
    """

    wanted = Signal(str)
    closed = Signal()

    def __init__(self, lines: tuple[Line, ...], at_ref: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._at_ref = lines, at_ref
        self.model = _Lines(self)
        px = look().px
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(px(40), px(16), px(40), px(16))
        column.setSpacing(px(12))
        column.addLayout(self._head())
        column.addLayout(self._chips())
        self.table = self._table()
        self.nothing = label(
            translate(N_("No question fits. Type less, or choose another part of the list.")),
            "body2",
            wrap=True,
        )
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        self.narrow = Narrow.ALL
        self._search()

    def take_focus(self) -> None:
        """The keyboard comes to the box; the question one was at is chosen."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def narrow_to(self, narrow: Narrow) -> None:
        """Show one part of the list."""
        self.narrow = narrow
        for one, chip in self.chips.items():
            chip.setChecked(one is narrow)
        self._search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.box.text():
                self.box.clear()
            else:
                self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(translate(N_("The whole questionnaire")), "title"))
        row.addStretch(1)
        back = SecondaryButton(translate(N_("Back to the question")))
        back.setToolTip("Esc")
        back.clicked.connect(self.closed)
        row.addWidget(back)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the box has its own line and the columns stand closer."""
        super().resizeEvent(event)
        narrow = event.size().width() < look().px(900)
        beside = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._search_row.setDirection(beside)
        side = look().px(16 if narrow else 40)
        self._column.setContentsMargins(side, look().px(16), side, look().px(16))
        self.table.set_shares(_SHARES_NARROW if narrow else _SHARES, 1)

    def _chips(self) -> QBoxLayout:
        row = self._search_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(look().px(8))
        chips = QHBoxLayout()
        chips.setSpacing(look().px(8))
        self.box = TypingLine(self)
        words = translate(N_("Find questions and answers: characters or pinyin initials"))
        self.box.setPlaceholderText(words)
        self.box.setAccessibleName(words)
        self.box.setMinimumWidth(look().px(300))
        self.box.textChanged.connect(self._search)
        self.box.down.connect(self._to_table)
        self.box.entered.connect(lambda: self._open(self.table.currentIndex().row()))
        row.addWidget(self.box, 1)
        row.addLayout(chips)
        self.chips: dict[Narrow, Chip] = {}
        for narrow in Narrow:
            count = sum(line.fits(narrow) for line in self._lines)
            self.chips[narrow] = chip = Chip(f"{translate(narrow.value)} {count}", _tone(narrow))  # type: ignore[arg-type]
            chip.setChecked(narrow is Narrow.ALL)
            chip.clicked.connect(lambda _=False, chosen=narrow: self.narrow_to(chosen))
            chips.addWidget(chip)
        chips.addStretch(1)
        return row

    def _table(self) -> Table:
        table = Table(self, BODY)
        table.setModel(self.model)
        table.set_shares(_SHARES, 1)
        table.setAccessibleName(translate(N_("The whole questionnaire")))
        table.opened.connect(self._open)
        table.typed.connect(self._type)
        return table

    def _search(self) -> None:
        self.model.show_lines(narrowed(self._lines, self.narrow, self.box.text(), initials))
        shown = self.model.lines
        self.table.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        if shown:
            here = next((at for at, line in enumerate(shown) if line.ref == self._at_ref), 0)
            self.table.selectRow(here if not self.box.text() else 0)
            self.table.scrollTo(self.table.currentIndex(), Table.ScrollHint.PositionAtCenter)

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        self.table.selectRow(min(self.table.currentIndex().row() + 1, len(self.model.lines) - 1))

    def _type(self, text: str) -> None:
        self.box.setFocus(Qt.FocusReason.TabFocusReason)
        self.box.setText(self.box.text() + text)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.model.lines):
            self.wanted.emit(self.model.lines[row].ref)


class _Lines(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate(_HEADS[section])
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(line, index.column()).words
        if role == CELL_ROLE:
            return _cell(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (_cell(line, 1).words, _cell(line, _COMMENT).words)))
        return None


def _cell(line: Line, column: int) -> Cell:
    if column == 0:
        return Cell(line.number, "secondary")
    if column == 1:
        return Cell(" · ".join(part for part in (line.row, line.label) if part))
    if column == 2:
        return Cell(line.answer, "strong" if line.state is State.ANSWERED else "plain")
    if column == 3:
        return Cell(line.state.words, "pill", line.state.tone)
    flag = translate(N_("to be checked")) if line.to_check else ""
    return Cell(" · ".join(part for part in (flag, line.note) if part), tone="amber" if flag else None)


def _tone(narrow: Narrow) -> str:
    return {Narrow.OPEN: "amber", Narrow.WRONG: "red", Narrow.CHECK: "amber"}.get(narrow, "grey")
