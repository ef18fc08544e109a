"""The measures as a table that is written in place."""

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from yihu.base.i18n import translate
from yihu.register import codes
from yihu.ui.look import CELL_ROLE, Cell, RowDelegate, Table
from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import BODY, HINT, ROW, look
from yihu.ui.plan.measure_cells import AMOUNT, CATEGORY, CONTENT, DEADLINE, FUNDS, GAIN, HEADS, RESPONSIBLE

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_SHARES = {CATEGORY: 98, CONTENT: 0, AMOUNT: 90, RESPONSIBLE: 132, FUNDS: 132, DEADLINE: 78, GAIN: 130}
_CONTENT_AT_LEAST, _NARROWED = 0.2, 0.8
_MAY_NARROW = (AMOUNT, RESPONSIBLE, FUNDS)


class _MeasuresModel(QAbstractTableModel):
    """The cells; `written` carries what a person typed."""

    written = Signal(int, int, str)

    def __init__(self, rows: tuple[tuple[str, ...], ...], editable: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.rows = rows
        self._editable = editable

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return translate(HEADS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section == GAIN:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsEditable if self._editable else plain

    def data(self, index: Index, role: int = 0) -> object:
        words = self.rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role != CELL_ROLE:
            return None
        if index.column() == CATEGORY:
            return Cell(words, "pill", "green")
        return Cell(words or "—", "figure" if index.column() == GAIN else "plain")

    def setData(self, index: Index, value: object, role: int = 0) -> bool:
        row, column = index.row(), index.column()
        if str(value) != self.rows[row][column]:
            self.written.emit(row, column, str(value))
        return True


_WRAPPED = Qt.TextFlag.TextWordWrap


class _CellDelegate(RowDelegate):
    """Frames the cell the keyboard is at, and writes in it; long words go on in further lines."""

    def _paint_words(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        painter.setFont(font(BODY))
        painter.setPen(QColor(look().colours.ink))
        side = Qt.AlignmentFlag.AlignRight if cell.style == "figure" else Qt.AlignmentFlag.AlignLeft
        painter.setClipRect(area)
        painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter | _WRAPPED), cell.words)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        view = option.widget
        if isinstance(view, MeasuresTable) and view.currentIndex() == index and view.hasFocus():
            painter.save()
            painter.setPen(QPen(QColor(look().colours.green), 2))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 3, -2, -4), 6, 6)
            painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.column() == CATEGORY:
            box = QComboBox(parent)
            for code in codes.code_list(codes.MEASURE_CATEGORIES):
                box.addItem(code.label())
            box.activated.connect(lambda _at: self._done(box))
            return box
        line = QLineEdit(parent)
        line.setStyleSheet("padding: 0 6px; min-height: 0;")
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findText(words), 0))
            editor.showPopup()
        elif isinstance(editor, QLineEdit):
            view = self.parent()
            editor.setText(view.refused_text(index, words) if isinstance(view, MeasuresTable) else words)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        words = (
            editor.currentText()
            if isinstance(editor, QComboBox)
            else editor.text()
            if isinstance(editor, QLineEdit)
            else ""
        )
        index.model().setData(index, words)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        area = option.rect.adjusted(2, 3, -2, -4)
        area.setWidth(max(area.width(), look().px(120)))
        editor.setGeometry(area)

    def _done(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QAbstractItemDelegate.EndEditHint.NoHint)


class MeasuresTable(Table):
    """Signals:
    written: row, column, typed text.
    added: a new measure is wanted.
    removed: row.
    given_up: what was typed into a cell is not to count.
    """

    written = Signal(int, int, str)
    added = Signal()
    removed = Signal(int)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, BODY)
        self._refused: tuple[int, int, str] | None = None
        self._most = 0
        self.setItemDelegate(_CellDelegate(self, BODY))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )

    def show_rows(self, rows: tuple[tuple[str, ...], ...], *, editable: bool) -> None:
        """Show the measures; the keyboard stays at its cell."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        model = _MeasuresModel(rows, editable, self)
        model.written.connect(self.written, Qt.ConnectionType.QueuedConnection)
        self.setModel(model)
        self._share_widths(rows)
        self._share_heights()
        if rows:
            self.setCurrentIndex(model.index(min(max(row, 0), len(rows) - 1), max(column, 0)))

    def _share_widths(self, rows: tuple[tuple[str, ...], ...]) -> None:
        """Each column holds its heading, the first its longest category; what is done has the rest."""
        head, room = self.horizontalHeader(), self.viewport().width()
        widths = self._widths(rows, 1.0)
        if room - sum(widths.values()) < room * _CONTENT_AT_LEAST:
            widths = self._widths(rows, _NARROWED)
        for at in _SHARES:
            fixed = at in widths
            mode = QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(at, mode)
            if fixed:
                head.resizeSection(at, widths[at])

    def _widths(self, rows: tuple[tuple[str, ...], ...], narrowed: float) -> dict[int, int]:
        """Column -> pixels of all but what is done; large letters in a small window leave the others less."""
        px, headings, pills = (
            look().px,
            QFontMetrics(self.horizontalHeader().font()),
            QFontMetrics(font(HINT)),
        )
        widths = {}
        for at, share in _SHARES.items():
            if share:
                part = narrowed if at in _MAY_NARROW else 1.0
                wished = [px(share * part), headings.horizontalAdvance(translate(HEADS[at])) + px(26)]
                if at == CATEGORY:
                    wished += [pills.horizontalAdvance(row[at]) + px(46) for row in rows]
                widths[at] = max(wished)
        return widths

    def _share_heights(self) -> None:
        """Each row is as high as its longest cell needs."""
        metrics, px = QFontMetrics(font(BODY)), look().px
        for row, words in enumerate(self.model().rows if self.model() is not None else ()):
            needed = [
                metrics.boundingRect(
                    QRect(0, 0, self.columnWidth(at) - px(24), 10_000), int(_WRAPPED), text
                ).height()
                for at, text in enumerate(words)
                if at != CATEGORY
            ]
            self.setRowHeight(row, max(px(ROW), *(height + px(16) for height in needed)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        model = self.model()
        if model is not None:
            self._share_widths(model.rows)
        self._share_heights()
        if self._most:
            self.show_whole(self._most)

    def show_whole(self, most: int) -> None:
        """Have room for all rows, or for `most` of them: none is cut where the page can scroll."""
        rows = min(self.model().rowCount() if self.model() is not None else 0, most)
        heights = sum(self.rowHeight(row) for row in range(rows))
        self.setMinimumHeight(look().px(48) + max(heights, look().px(2 * ROW)))
        self._most = most

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Esc leaves the cell as it was."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self._refused = None
            self.given_up.emit()

    def reopen(self, row: int, column: int, text: str) -> None:
        """Open a refused cell again with what was typed in it."""
        self._refused = (row, column, text)
        index = self.model().index(row, column)
        self.setCurrentIndex(index)
        self.edit(index)

    def refused_text(self, index: Index, words: str) -> str:
        """What stood in the cell when it was refused, once."""
        refused, self._refused = self._refused, None
        return refused[2] if refused and refused[:2] == (index.row(), index.column()) else words

    def edit_cell(self, row: int, column: int) -> None:
        """Begin to write in a cell."""
        index = self.model().index(row, column)
        self.setCurrentIndex(index)
        self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.state() == QAbstractItemView.State.EditingState:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.edit(self.currentIndex())
        elif key == Qt.Key.Key_Insert:
            self.added.emit()
        elif key == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.removed.emit(self.currentIndex().row())
        else:
            QAbstractItemView.keyPressEvent(self, event)
