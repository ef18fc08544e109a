"""Numbers on a scale: a slider and a row of stars."""

from decimal import Decimal, InvalidOperation
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.fields.field import Field, Reading
from yihu.ui.interview.kinds import places_of, plain
from yihu.ui.interview.views import QuestionView, Scale
from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import BODY, HINT, QUESTION, look

_KNOB = 11
_MOST_TICKS = 41
_TEN = Decimal(10)
_MOST_STARS = 15


class ScaleField(Field):
    """What slider and stars share: one of a scale's numbers, chosen by keys, digits or the mouse.

    No number is chosen before somebody does: nothing on the scale counts as no answer.
    """

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        assert view.scale is not None
        self._value = view.value
        self._typed = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._read_scale(view.scale)

    def _read_scale(self, scale: Scale) -> None:
        self.places = places_of(scale)
        self._at = self._place_of(self._value)

    def read(self) -> Reading:
        return Reading(value=self._value)

    def show_view(self, view: QuestionView) -> None:
        if view.scale is not None and view.scale != self.view.scale:
            self._read_scale(view.scale)
        super().show_view(view)
        self._value, self._at = view.value, self._place_of(view.value)
        self.update()

    def take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def choose(self, at: int) -> None:
        """Choose the number at this place of the scale."""
        if self.view.read_only:
            return
        self._at = min(max(at, 0), len(self.places) - 1)
        if self._value != self.places[self._at]:
            self._value = self.places[self._at]
            self.chosen.emit()
        self.update()

    def clear(self) -> None:
        """Take the answer back."""
        if self._value and not self.view.read_only:
            self._value, self._at = "", None
            self.chosen.emit()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        step = self._step_of(key)
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        elif step is not None:
            self._typed = ""
            self.choose(0 if self._at is None else self._at + step)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if key == Qt.Key.Key_Home else len(self.places) - 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._typed = ""
            self.clear()
        elif text and (text in "-." or (text.isascii() and text.isdigit())):
            self._type(text)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            (self.up_wanted if key == Qt.Key.Key_Up else self.down_wanted).emit()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._typed = ""
        self.update()
        self.touched.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.take_focus()
        self.choose(self.place_at(event.position()))

    def place_at(self, point: QPointF) -> int:
        """Which place of the scale lies under a point."""
        raise NotImplementedError

    def _step_of(self, key: Qt.Key) -> int | None:
        return {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)

    def _type(self, text: str) -> None:
        """Digits make up a number: 1 and 0 are 10 where the scale goes so far, else 0 begins anew."""
        for typed in (self._typed + text, text):
            at = self._place_of(typed)
            begins = any(place.startswith(typed) for place in self.places)
            if at is not None or begins:
                self._typed = typed
                if at is not None:
                    self.choose(at)
                return
        self._typed = ""

    def _place_of(self, value: str) -> int | None:
        try:
            number = plain(Decimal(value))
        except InvalidOperation:
            return None
        return self.places.index(number) if number in self.places else None


class SliderField(ScaleField):
    """A knob on a line. `vertical` stands it upright, `no-ticks` leaves the marks away."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        self._upright = "vertical" in view.appearances
        self._ticks = "no-ticks" not in view.appearances
        super().__init__(view, parent)

    def sizeHint(self) -> QSize:
        px = look().px
        return QSize(px(200), px(260)) if self._upright else QSize(px(540), px(72))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._upright else QSize(look().px(260), look().px(72))

    def place_at(self, point: QPointF) -> int:
        start, end = self._ends()
        along = (
            (start.y() - point.y()) / (start.y() - end.y())
            if self._upright
            else (point.x() - start.x()) / (end.x() - start.x())
        )
        return round(min(max(along, 0.0), 1.0) * (len(self.places) - 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.place_at(event.position())
        if not self.view.read_only and at != self._at:
            self._at, self._value = at, self.places[at]
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.take_focus()
        self.mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._value != self.view.value:
            self.chosen.emit()

    def _step_of(self, key: Qt.Key) -> int | None:
        big = max(len(self.places) // 10, 1)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1}
        if self._upright:
            steps |= {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        steps |= {Qt.Key.Key_BracketLeft: -big, Qt.Key.Key_BracketRight: big}
        return steps.get(key)

    def _ends(self) -> tuple[QPointF, QPointF]:
        px = look().px
        if self._upright:
            return QPointF(px(24), self.height() - px(24)), QPointF(px(24), px(24))
        return QPointF(px(24), px(24)), QPointF(self.width() - px(96), px(24))

    def _point(self, at: int) -> QPointF:
        start, end = self._ends()
        return start + (end - start) * (at / max(len(self.places) - 1, 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter)
        self._paint_ends(painter)
        if self._at is not None:
            self._paint_knob(painter, self._point(self._at))
        self._paint_value(painter)

    def _paint_line(self, painter: QPainter) -> None:
        colours, px = look().colours, look().px
        start, end = self._ends()
        painter.setPen(
            QPen(QColor(colours.line_strong), px(4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        )
        painter.drawLine(start, end)
        if self._at is not None:
            painter.setPen(QPen(QColor(colours.green), px(4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(start, self._point(self._at))
        if self._ticks and len(self.places) <= _MOST_TICKS:
            painter.setPen(QPen(QColor(colours.ink_3), 1))
            for at in range(len(self.places)):
                self._paint_tick(painter, self._point(at))

    def _paint_tick(self, painter: QPainter, point: QPointF) -> None:
        px = look().px
        off, long = px(8), px(6)
        along = QPointF(1, 0) if self._upright else QPointF(0, 1)
        painter.drawLine(point + along * off, point + along * (off + long))

    def _paint_ends(self, painter: QPainter) -> None:
        colours, px = look().colours, look().px
        painter.setFont(font(HINT))
        painter.setPen(QColor(colours.ink_2))
        for at in (0, len(self.places) - 1):
            point, words = self._point(at), self.places[at]
            if self._upright:
                painter.drawText(QPointF(point.x() + px(24), point.y() + px(5)), words)
            else:
                wide = painter.fontMetrics().horizontalAdvance(words)
                painter.drawText(QPointF(point.x() - wide / 2, point.y() + px(34)), words)

    def _paint_knob(self, painter: QPainter, point: QPointF) -> None:
        colours, px = look().colours, look().px
        painter.setBrush(QColor(colours.green))
        painter.setPen(QPen(QColor(colours.card), 2))
        painter.drawEllipse(point, px(_KNOB), px(_KNOB))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.green), 2))
            painter.drawEllipse(point, px(_KNOB) + 3, px(_KNOB) + 3)

    def _paint_value(self, painter: QPainter) -> None:
        colours, px = look().colours, look().px
        start, end = self._ends()
        if self._upright:
            middle = self._point(self._at).y() if self._at is not None else (start.y() + end.y()) / 2
            area = QRectF(px(76), middle - px(20), px(112), px(40))
        else:
            area = QRectF(end.x() + px(24), start.y() - px(20), px(64), px(40))
        edge = colours.green if self.hasFocus() else colours.line_strong
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.grey_light if self.view.read_only else colours.card))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), px(8), px(8))
        chosen = self._at is not None
        painter.setFont(font(QUESTION if chosen else BODY, strong=chosen))
        painter.setPen(QColor(colours.ink if chosen else colours.ink_3))
        painter.drawText(
            area,
            Qt.AlignmentFlag.AlignCenter,
            plain(Decimal(self.places[self._at])) if self._at is not None else "—",
        )


class RatingField(ScaleField):
    """A row of stars; number keys give so many."""

    _SIZE = 34
    _GAP = 8

    def _read_scale(self, scale: Scale) -> None:
        super()._read_scale(scale)
        self.places = self.places[:_MOST_STARS]

    def sizeHint(self) -> QSize:
        px = look().px
        return QSize(len(self.places) * px(self._SIZE + self._GAP) + px(140), px(48))

    def place_at(self, point: QPointF) -> int:
        return int((point.x() - look().px(4)) // look().px(self._SIZE + self._GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, px = look().colours, look().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, step = px(self._SIZE), px(self._SIZE + self._GAP)
        for at in range(len(self.places)):
            full = self._at is not None and at <= self._at
            painter.setPen(QPen(QColor(colours.green if full else colours.ink_3), 1.5))
            painter.setBrush(QColor(colours.green if full else colours.card))
            painter.drawPolygon(_star(QPointF(px(4) + at * step + size / 2, self.height() / 2), size / 2))
        width = len(self.places) * step
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.green), 2))
            painter.drawRoundedRect(QRectF(1, 1, width + px(4), self.height() - 2), px(8), px(8))
        painter.setFont(font(BODY, strong=self._at is not None))
        painter.setPen(QColor(colours.ink if self._at is not None else colours.ink_2))
        area = QRectF(width + px(16), 0, px(124), self.height())
        words = (
            f"{self._value} / {self.places[-1]}" if self._at is not None else translate(N_("Not rated yet"))
        )
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), words)


def _star(middle: QPointF, radius: float) -> QPolygonF:
    points = []
    for corner in range(10):
        length = radius if corner % 2 == 0 else radius * 0.45
        angle = -pi / 2 + corner * pi / 5
        points.append(middle + QPointF(length * cos(angle), length * sin(angle)))
    return QPolygonF(points)
