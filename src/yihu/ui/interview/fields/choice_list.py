"""The list of choices under a box: only what can be seen is drawn, however long the list is."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from yihu.base.i18n import translate
from yihu.ui.look.fonts import font
from yihu.ui.look.icons import paint_icon
from yihu.ui.look.tokens import BODY, HINT, look

ROWS = 6
_ROW = 36
_AT_ONCE = 200
Pairs = Sequence[tuple[str, str]]
_Index = QModelIndex | QPersistentModelIndex


class ChoiceModel(QAbstractListModel):
    """Some of a list's choices, by their places in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: Pairs = ()
        self._places: Sequence[int] = ()
        self._shown = 0
        self.chosen: Collection[str] = ()

    def show(self, pairs: Pairs, places: Sequence[int], chosen: Collection[str]) -> None:
        """Show these places of the list; the chosen values are marked."""
        self.beginResetModel()
        self._pairs, self._places, self.chosen = pairs, places, chosen
        self._shown = min(len(places), _AT_ONCE)
        self.endResetModel()

    def canFetchMore(self, parent: _Index) -> bool:
        """The view lays out every row it is told of, so it is told of more only when it comes near."""
        return self._shown < len(self._places)

    def fetchMore(self, parent: _Index) -> None:
        self.reach(self._shown)

    def reach(self, row: int) -> None:
        """Have this row, and some after it."""
        until = min(row + _AT_ONCE, len(self._places))
        if row >= self._shown and until > self._shown:
            self.beginInsertRows(QModelIndex(), self._shown, until - 1)
            self._shown = until
            self.endInsertRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else max(self._shown, 1)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if not self._places:
            return translate("Nothing fits. Delete some characters.")
        return self._pairs[self._places[index.row()]][1]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) if self._places else Qt.ItemFlag.NoItemFlags

    def value(self, row: int) -> str | None:
        """The value at a row; None where there is none."""
        return self._pairs[self._places[row]][0] if 0 <= row < len(self._places) else None

    def number(self, row: int) -> int:
        """Which choice of the whole list this row is, from 1; 0 for none."""
        return self._places[row] + 1 if 0 <= row < len(self._places) else 0

    def row_of(self, value: str) -> int:
        """The row of a value; -1 if it isn't shown."""
        return next((row for row, at in enumerate(self._places) if self._pairs[at][0] == value), -1)


class _Rows(QStyledItemDelegate):
    """A number, the words, and a box to tick where several may be chosen."""

    def __init__(self, many: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._many = many

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(option.rect.width(), look().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model, colours, px = index.model(), look().colours, look().px
        assert isinstance(model, ChoiceModel)
        number, chosen = model.number(index.row()), model.value(index.row()) in model.chosen
        at = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        if at:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.green_light))
            painter.drawRoundedRect(area, px(6), px(6))
        left = area.left() + px(10)
        if number:
            left = self._paint_front(painter, area, left, number, chosen)
        painter.setFont(font(BODY, strong=chosen))
        painter.setPen(
            QColor(colours.ink_2 if not number else colours.green_dark if at or chosen else colours.ink)
        )
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(area.right() - left - px(8))
        )
        painter.drawText(
            QRectF(left, area.top(), area.right() - left, area.height()), Qt.AlignmentFlag.AlignVCenter, words
        )
        painter.restore()

    def _paint_front(self, painter: QPainter, area: QRectF, left: float, number: int, chosen: bool) -> float:
        colours, px = look().colours, look().px
        if self._many:
            box = QRectF(left, area.center().y() - px(8), px(16), px(16))
            painter.setPen(QPen(QColor(colours.green if chosen else colours.line_strong), 1))
            painter.setBrush(QColor(colours.green) if chosen else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, px(4), px(4))
            if chosen:
                paint_icon(painter, "check", box.adjusted(1, 1, -1, -1), colours.on_green)
            left += px(26)
        painter.setFont(font(HINT))
        painter.setPen(QColor(colours.ink_3))
        wide = max(px(24), painter.fontMetrics().horizontalAdvance(str(number)) + px(8))
        painter.drawText(
            QRectF(left, area.top(), wide, area.height()), Qt.AlignmentFlag.AlignVCenter, str(number)
        )
        return left + wide


class ChoiceList(QListView):
    """Choices to step through and to click; the keyboard stays in the box above."""

    def __init__(self, many: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        colours = look().colours
        self.choices = ChoiceModel(self)
        self.setModel(self.choices)
        self.setItemDelegate(_Rows(many, self))
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerItem)
        self.setStyleSheet(
            f"QListView {{ background: {colours.card}; border: 1px solid {colours.line_strong};"
            " border-radius: 8px; padding: 4px; }"
        )

    def show_choices(self, pairs: Pairs, places: Sequence[int], chosen: Collection[str]) -> None:
        """Show these places of the list, as high as they need, at most six rows."""
        self.choices.show(pairs, places, chosen)
        self.setFixedHeight(min(self.choices.rowCount(), ROWS) * look().px(_ROW) + 10)
        self.show()

    def row(self) -> int:
        """Where the arrow keys are; -1 for nowhere."""
        index = self.currentIndex()
        return index.row() if index.isValid() and self.choices.value(index.row()) is not None else -1

    def go(self, row: int) -> None:
        """Stand at this row; -1 for nowhere."""
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        self.choices.reach(row)
        self.setCurrentIndex(self.choices.index(min(row, self.choices.rowCount() - 1)))
