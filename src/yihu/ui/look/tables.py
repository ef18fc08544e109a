"""Tables: rows 46 high, hairlines, cells as text, secondary text, figures or pills."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import HINT, QUESTION, ROW, Tone, look

_BESIDE, _PILL = 12, 20
"""Room left and right of a cell's words; room within a pill, both sides together."""
CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """How one cell looks. A model returns it for `CELL_ROLE` (and its words for DisplayRole).

    Attributes:
        style: `strong`, `plain`, `secondary`, `figure` (right-aligned) or `pill`.
        tone: colour of a pill or of plain text.
        bar: 0 to 1, drawn as a bar before the words.
        short: what a pill says instead where its words have no room; they are never cut then.
    """

    words: str
    style: Literal["strong", "plain", "secondary", "figure", "pill"] = "plain"
    tone: Tone | None = None
    bar: float | None = None
    short: str = ""


class RowDelegate(QStyledItemDelegate):
    """Paints `Cell`s; `size_px` is the text's size in the rows."""

    def __init__(self, parent: QWidget | None = None, size_px: int = QUESTION) -> None:
        super().__init__(parent)
        self._size_px = size_px

    def sizeHint(self, option: Any, index: Index) -> QSize:
        return QSize(look().px(80), look().px(ROW))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index)
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, Cell):
            cell = Cell(str(index.data() or ""))
        area = QRectF(option.rect).adjusted(look().px(_BESIDE), 0, -look().px(_BESIDE), 0)
        if cell.bar is not None:
            area = self._paint_bar(painter, area, cell.bar)
        if cell.style == "pill":
            self._paint_pill(painter, area, cell, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        else:
            self._paint_words(painter, area, cell)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: Any, index: Index) -> None:
        colours, area = look().colours, option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.green_light))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(colours.hover))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, QColor(colours.line))
        view = option.widget
        chosen = option.state & QStyle.StateFlag.State_Selected
        if chosen and index.column() == 0 and view is not None and view.hasFocus():
            painter.fillRect(area.left(), area.top(), 4, area.height(), QColor(colours.green))

    def _paint_words(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        colours = look().colours
        painter.setFont(font(self._size_px, strong=cell.style == "strong"))
        colour = colours.ink_2 if cell.style == "secondary" else colours.ink
        painter.setPen(QColor(colours.text(cell.tone) if cell.tone else colour))
        side = Qt.AlignmentFlag.AlignRight if cell.style == "figure" else Qt.AlignmentFlag.AlignLeft
        words = painter.fontMetrics().elidedText(cell.words, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, words)

    @staticmethod
    def pill_width(words: str) -> int:
        """Pixels that a column needs to show a pill in full."""
        return QFontMetrics(font(HINT)).horizontalAdvance(words) + look().px(_PILL) + 2 * look().px(_BESIDE)

    def _paint_pill(self, painter: QPainter, area: QRectF, cell: Cell, *, chosen: bool) -> None:
        if not cell.words:
            return
        colours, px = look().colours, look().px
        tone: Tone = cell.tone or "grey"
        painter.setFont(font(HINT))
        room = int(area.width()) - px(_PILL)
        fits = not cell.short or painter.fontMetrics().horizontalAdvance(cell.words) <= room
        words = cell.words if fits else cell.short
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        width = painter.fontMetrics().horizontalAdvance(words) + px(_PILL)
        pill = QRectF(area.left(), area.center().y() - px(12), width, px(24))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.card if chosen else colours.ground(tone)))
        painter.drawRoundedRect(pill, px(12), px(12))
        painter.setPen(QColor(colours.text(tone)))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_bar(self, painter: QPainter, area: QRectF, part: float) -> QRectF:
        colours, px = look().colours, look().px
        width = min(px(120), max(px(40), area.width() - px(60)))
        bar = QRectF(area.left(), area.center().y() - px(4), width, px(8))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.track))
        painter.drawRoundedRect(bar, px(4), px(4))
        if part > 0:
            painter.setBrush(QColor(colours.green))
            filled = QRectF(bar.left(), bar.top(), max(px(8), width * min(part, 1)), bar.height())
            painter.drawRoundedRect(filled, px(4), px(4))
        return area.adjusted(width + px(8), 0, 0, 0)


class Table(QTableView):
    """A table of whole rows: ↑↓ choose, Enter opens, typing goes elsewhere.

    Signals:
        opened: row number; Enter or a double click.
        typed: text that was typed while the table had the keyboard.
    """

    opened = Signal(int)
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None, size_px: int = QUESTION) -> None:
        super().__init__(parent)
        self._shares: tuple[int, ...] = ()
        self._stretched = 0
        self.setItemDelegate(RowDelegate(self, size_px))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look().px(ROW))
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setTextElideMode(Qt.TextElideMode.ElideRight)
        columns.setFixedHeight(look().px(40))
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionsClickable(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def set_shares(self, shares: Sequence[int], stretched: int) -> None:
        """Widths the columns would like; spare room goes to one.

        Too little room is taken from that one first, down to half, then from all.
        """
        self._shares, self._stretched = tuple(shares), stretched
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        if not self._shares:
            return
        room = self.viewport().width()
        wished = [look().px(share) for share in self._shares]
        spared = max(0, min(sum(wished) - room, wished[self._stretched] // 2))
        wished[self._stretched] -= spared
        part = min(1.0, room / sum(wished))
        widths = [int(wish * part) for wish in wished]
        widths[self._stretched] += room - sum(widths)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.text().isprintable() and event.text().strip() and not event.modifiers():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        model = self.model()
        if model is not None and model.rowCount() and not self.currentIndex().isValid():
            self.selectRow(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
