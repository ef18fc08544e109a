"""One choice as a large card with its number key, and its picture if the form has one."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.dressing import can_be_read
from yihu.ui.interview.markup import rich_text
from yihu.ui.look.fonts import font
from yihu.ui.look.icons import paint_icon
from yihu.ui.look.tokens import CHOICE, HINT, RADIUS, look

_KEY = 18
_LABEL = 15
_PLAY = 40
PLAY = {"audio": N_("Listen"), "video": N_("Watch")}
_PICTURE_WIDTH, _PICTURE_HEIGHT = 200, 112
_MISSING = N_("The picture {name} is not with the questionnaire.")


class ChoiceCard(QAbstractButton):
    """A card to press; `at` shows where the arrow keys are.

    Signals:
        play_pressed: what goes with the choice is to be played.
    """

    play_pressed = Signal()

    def __init__(
        self, number: int, label: str, *, many: bool, keyed: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._number = number
        self._many = many
        self._left = 47 if keyed or many else 18
        self._rich = ""
        self._picture: QPixmap | None = None
        self._plays = False
        self.at = False
        self.setText(label)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def dress(self, markup: str, picture: bytes | None, name: str) -> None:
        """Show the label as the form writes it, and a picture above it; a missing one is told."""
        self._rich = rich_text(markup, can_be_read) if markup else ""
        if picture is not None:
            self._picture = QPixmap()
            self._picture.loadFromData(picture)
        if name and (self._picture is None or self._picture.isNull()):
            self._picture = None
            self.setToolTip(translate(_MISSING).format(name=name))

    def play_with(self, kind: str) -> None:
        """A sound or film goes with this choice: a mark at the right end plays it."""
        self._plays = True
        self.setToolTip(f"{translate(PLAY[kind])} (P)")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mark plays; anywhere else the card chooses."""
        if self._plays and self._play_area().contains(event.position()):
            self.play_pressed.emit()
        else:
            super().mousePressEvent(event)

    def wanted_width(self) -> int:
        """The width at which the label stands on one line."""
        px = look().px
        words = QFontMetrics(font(_LABEL, strong=True)).horizontalAdvance(self.text())
        wide = words + px(self._left) + px(18) + self._play_room()
        return max(wide, px(_PICTURE_WIDTH) + px(24)) if self._picture else wide

    def sizeHint(self) -> QSize:
        return QSize(min(self.wanted_width(), look().px(340)), look().px(CHOICE) + self._picture_room())

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(80), look().px(CHOICE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long labels take several lines; the card holds the height they need."""
        super().resizeEvent(event)
        px = look().px
        room = QRect(0, 0, self.width() - px(self._left) - px(14) - self._play_room(), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        box = QFontMetrics(font(_LABEL, strong=True)).boundingRect(room, flags, self.text())
        high = max(box.height(), self._document(room.width()).size().height()) if self._rich else box.height()
        self.setMinimumHeight(max(px(CHOICE), int(high) + px(16)) + self._picture_room())

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
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter)
        self._paint_picture(painter)
        if self._left > 18:
            self._paint_key(painter)
        if self._plays:
            colour = look().colours.green_dark if self.isChecked() else look().colours.ink_2
            paint_icon(painter, "play", self._play_area().adjusted(11, 11, -11, -11), colour)
        self._paint_label(painter)

    def _play_room(self) -> int:
        return look().px(_PLAY) if self._plays else 0

    def _play_area(self) -> QRectF:
        line, wide = self._line(), look().px(_PLAY)
        return QRectF(line.right() - wide - 2, line.center().y() - wide / 2, wide, wide)

    def _picture_room(self) -> int:
        return look().px(_PICTURE_HEIGHT + 12) if self._picture is not None else 0

    def _line(self) -> QRectF:
        """The part of the card with key and label."""
        return QRectF(self.rect()).adjusted(0, self._picture_room(), 0, 0)

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

    def _paint_picture(self, painter: QPainter) -> None:
        if self._picture is None:
            return
        px = look().px
        room = QRectF(px(12), px(12), self.width() - px(24), px(_PICTURE_HEIGHT))
        size = self._picture.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        left = room.left() + (room.width() - size.width()) / 2
        top = room.top() + (room.height() - size.height()) / 2
        painter.drawPixmap(QRectF(left, top, size.width(), size.height()).toRect(), self._picture)

    def _paint_key(self, painter: QPainter) -> None:
        colours, px = look().colours, look().px
        line = self._line()
        box = QRectF(px(17), line.top() + (line.height() - px(_KEY)) / 2, px(_KEY), px(_KEY))
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
        area = self._line().adjusted(px(self._left), 0, -px(14) - self._play_room(), 0)
        colour = colours.green_dark if self.isChecked() else colours.ink
        if self._rich:
            document = self._document(int(area.width()), colour)
            painter.translate(area.left(), area.top() + (area.height() - document.size().height()) / 2)
            document.drawContents(painter)
            return
        painter.setFont(font(_LABEL, strong=self.isChecked()))
        painter.setPen(QColor(colour))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), self.text())

    def _document(self, width: int, colour: str = "") -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(font(_LABEL, strong=self.isChecked()))
        document.setTextWidth(width)
        document.setHtml(f'<span style="color:{colour or look().colours.ink}">{self._rich}</span>')
        return document
