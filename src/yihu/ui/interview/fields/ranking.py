"""Choices put in order: moved by keys or dragged by the mouse."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.fields.field import Field, Reading
from yihu.ui.interview.views import QuestionView
from yihu.ui.look.fonts import font
from yihu.ui.look.icons import paint_icon
from yihu.ui.look.tokens import BODY, HINT, look

_ROW = 40
_WIDTH = 460
_NOT_YET = N_("Not put in order yet. Space: the order is right as it stands")
_KEYS = N_("↑↓ go, Shift+↑↓ or a digit move, Delete takes the order back")


class RankField(Field):
    """Rows to be put in order. Shown as the form lists them until somebody orders them."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._at = 0
        self._dragged: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._take(view)

    def read(self) -> Reading:
        return Reading(value=" ".join(self.order) if self._ranked else "")

    def show_view(self, view: QuestionView) -> None:
        super().show_view(view)
        if self._dragged is None:
            self._take(view)

    def take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def sizeHint(self) -> QSize:
        px = look().px
        return QSize(px(_WIDTH), px(_ROW) * len(self.order) + px(28))

    def move_to(self, at: int) -> None:
        """Move the row where the keys are to this place."""
        if self.view.read_only or not self.order:
            return
        at = min(max(at, 0), len(self.order) - 1)
        self.order.insert(at, self.order.pop(self._at))
        self._at = at
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        moving = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
        if step is not None and moving:
            self.move_to(self._at + step)
        elif step is not None:
            self._go(step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        elif key == Qt.Key.Key_Space and not self._ranked and not self.view.read_only:
            self._settle()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._take_back()
        elif text.isascii() and text.isdigit() and text != "0" and not moving:
            self.move_to(int(text) - 1)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self.touched.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.take_focus()
        row = self._row_at(event)
        if row < len(self.order) and not self.view.read_only:
            self._at = self._dragged = row
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None:
            return
        row = min(self._row_at(event), len(self.order) - 1)
        if row != self._at:
            self.order.insert(row, self.order.pop(self._at))
            self._at = row
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        moved = self._dragged is not None and self._dragged != self._at
        self._dragged = None
        if moved:
            self._settle()

    def _row_at(self, event: QMouseEvent) -> int:
        return max(int(event.position().y()) // look().px(_ROW), 0)

    def _take(self, view: QuestionView) -> None:
        offered = [value for value, _ in view.choices]
        ranked = [value for value in view.value.split() if value in offered]
        self._ranked = bool(ranked)
        self._labels = dict(view.choices)
        self.order = [*ranked, *(value for value in offered if value not in ranked)]
        self._at = min(self._at, max(len(self.order) - 1, 0))
        names = "; ".join(f"{at} {self._labels[value]}" for at, value in enumerate(self.order, 1))
        self.setAccessibleDescription(names if self._ranked else translate(_NOT_YET))
        self.updateGeometry()
        self.update()

    def _settle(self) -> None:
        self._ranked = True
        self.update()
        self.chosen.emit()

    def _take_back(self) -> None:
        if self._ranked and not self.view.read_only:
            self._ranked = False
            self.order = [value for value, _ in self.view.choices]
            self.update()
            self.chosen.emit()

    def _go(self, by: int) -> None:
        if 0 <= self._at + by < len(self.order):
            self._at += by
            self.update()
        else:
            (self.up_wanted if by < 0 else self.down_wanted).emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, value in enumerate(self.order):
            self._paint_row(painter, row, self._labels[value])
        px = look().px
        painter.setFont(font(HINT))
        painter.setPen(QColor(look().colours.ink_2))
        below = QRectF(0, px(_ROW) * len(self.order), self.width(), px(26))
        words = translate(_KEYS if self._ranked else _NOT_YET)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_row(self, painter: QPainter, row: int, words: str) -> None:
        colours, px = look().colours, look().px
        area = QRectF(1, row * px(_ROW) + 1, self.width() - 2, px(_ROW) - 6)
        here = self.hasFocus() and row == self._at
        painter.setPen(QPen(QColor(colours.green if here else colours.line_strong), 2 if here else 1))
        painter.setBrush(QColor(colours.green_light if here else colours.card))
        painter.drawRoundedRect(area, px(8), px(8))
        painter.setFont(font(BODY, strong=self._ranked))
        painter.setPen(QColor(colours.green_dark if self._ranked else colours.ink_3))
        front = QRectF(area.left() + px(12), area.top(), px(32), area.height())
        painter.drawText(front, int(Qt.AlignmentFlag.AlignVCenter), str(row + 1) if self._ranked else "—")
        painter.setFont(font(BODY))
        painter.setPen(QColor(colours.ink))
        rest = area.adjusted(px(48), 0, -px(44), 0)
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(rest.width()))
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter), elided)
        if here:
            side = px(16)
            for at, name in enumerate(("chevron-up", "chevron-down")):
                spot = QRectF(area.right() - px(40) + at * px(18), area.center().y() - side / 2, side, side)
                paint_icon(painter, name, spot, colours.green)
