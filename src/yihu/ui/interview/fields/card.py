"""One choice as a large card with its number key."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from yihu.ui.look.fonts import font
from yihu.ui.look.icons import paint_icon
from yihu.ui.look.tokens import CHOICE, HINT, RADIUS, look

_KEY = 18
_LABEL = 15


class ChoiceCard(QAbstractButton):
    """A card to press; `at` shows where the arrow keys are."""

    def __init__(self, number: int, label: str, *, many: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._many = many
        self.at = False
        self.setText(label)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def wanted_width(self) -> int:
        """The width at which the label stands on one line."""
        px = look().px
        return QFontMetrics(font(_LABEL, strong=True)).horizontalAdvance(self.text()) + px(47) + px(18)

    def sizeHint(self) -> QSize:
        return QSize(min(self.wanted_width(), look().px(340)), look().px(CHOICE))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(80), look().px(CHOICE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long labels take several lines; the card holds the height they need."""
        super().resizeEvent(event)
        px = look().px
        room = QRect(0, 0, self.width() - px(47) - px(14), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        box = QFontMetrics(font(_LABEL, strong=True)).boundingRect(room, flags, self.text())
        self.setMinimumHeight(max(px(CHOICE), box.height() + px(16)))

    def show_at(self, at: bool) -> None:
        """Whether the arrow keys stand on this card."""
        if at != self.at:
            self.at = at
            self.update()

    def nextCheckState(self) -> None:
        """The field decides what is checked."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_key(painter)
        self._paint_label(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        colours, px = look().colours, look().px
        chosen = self.isChecked()
        edge = colours.green if chosen or self.at else colours.line_strong
        width = 2 if chosen or self.at else 1
        pen = QPen(QColor(edge), width)
        if self.at and not chosen:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        ground = colours.green_light if chosen else colours.hover if self.underMouse() else colours.card
        painter.setBrush(QColor(ground))
        inset = width / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), px(RADIUS), px(RADIUS)
        )
        if self.at and chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.green), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4.5, 4.5, -4.5, -4.5), px(5), px(5))

    def _paint_key(self, painter: QPainter) -> None:
        colours, px = look().colours, look().px
        box = QRectF(px(17), (self.height() - px(_KEY)) / 2, px(_KEY), px(_KEY))
        chosen = self.isChecked()
        painter.setPen(QPen(QColor(colours.green if chosen else colours.line_strong), 1))
        painter.setBrush(QColor(colours.green) if chosen and self._many else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, px(4), px(4))
        if chosen and self._many:
            paint_icon(painter, "check", box.adjusted(2, 2, -2, -2), colours.on_green)
        elif self._number <= 9:
            painter.setFont(font(HINT - 1, strong=chosen))
            painter.setPen(QColor(colours.green_dark if chosen else colours.ink_3))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _paint_label(self, painter: QPainter) -> None:
        colours, px = look().colours, look().px
        painter.setFont(font(_LABEL, strong=self.isChecked()))
        painter.setPen(QColor(colours.green_dark if self.isChecked() else colours.ink))
        area = QRectF(self.rect()).adjusted(px(47), 0, -px(14), 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), self.text())
