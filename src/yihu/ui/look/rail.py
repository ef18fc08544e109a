"""The rail at the left: icon over word, a badge for what needs a person."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from yihu.base.i18n import translate_count
from yihu.ui.look.fonts import font
from yihu.ui.look.icons import paint_icon
from yihu.ui.look.tokens import HINT, RADIUS, RAIL, SPACE_S, SPACE_XS, look


@dataclass(frozen=True, slots=True, kw_only=True)
class RailItem:
    """One entry: its name in the program, its icon, its word."""

    name: str
    icon: str
    word: str


class RailButton(QAbstractButton):
    """One entry of the rail, 64 high where there is room; only its icon where there is little."""

    def __init__(self, item: RailItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._badge = 0
        self.setText(item.word)
        self.setAccessibleName(item.word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(look().px(30))
        self.setMaximumHeight(look().px(64))

    def set_badge(self, count: int) -> None:
        """A red count at the icon; 0 takes it away."""
        self._badge = count
        waiting = translate_count("{count} needs you", "{count} need you", count).format(count=count)
        self.setAccessibleName(f"{self._item.word} ({waiting})" if count else self._item.word)
        self.update()

    def badge(self) -> int:
        """The count shown."""
        return self._badge

    def sizeHint(self) -> QSize:
        return QSize(look().px(RAIL - 2 * SPACE_S), look().px(64))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, px = look().colours, look().px
        self._paint_ground(painter)
        colour = colours.green_dark if self.isChecked() else colours.ink_2
        size, gap, words = px(20), px(6), px(17)
        tight = self.height() < size + gap + words
        top = (self.height() - (size if tight else size + gap + words)) / 2
        paint_icon(painter, self._item.icon, QRectF((self.width() - size) / 2, top, size, size), colour)
        if not tight:
            self._paint_word(painter, QRectF(0, top + size + gap, self.width(), words), colour)
        if self._badge:
            self._paint_badge(painter, top)

    def _paint_word(self, painter: QPainter, area: QRectF, colour: str) -> None:
        painter.setFont(font(HINT, strong=self.isChecked()))
        painter.setPen(QColor(colour))
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip), text)

    def _paint_ground(self, painter: QPainter) -> None:
        colours, radius = look().colours, look().px(RADIUS)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(QColor(colours.green_light if self.isChecked() else colours.hover))
            painter.drawRoundedRect(area, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.green), 2))
            painter.drawRoundedRect(area, radius, radius)

    def _paint_badge(self, painter: QPainter, top: float) -> None:
        colours, px = look().colours, look().px
        words = str(self._badge) if self._badge < 100 else "99+"
        painter.setFont(font(11))
        width = max(px(19), painter.fontMetrics().horizontalAdvance(words) + px(10))
        area = QRectF(self.width() / 2 + px(7), top - px(4), width, px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.red))
        painter.drawRoundedRect(area, px(9), px(9))
        painter.setPen(QColor(colours.card))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)


class Mark(QWidget):
    """The program's mark: 户 on green."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(look().px(40), look().px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = look().colours
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.green))
        painter.drawRoundedRect(QRectF(self.rect()), look().px(10), look().px(10))
        painter.setFont(font(20, strong=True))
        painter.setPen(QColor(colours.on_green))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "户")


def mark_icon() -> QIcon:
    """The program's mark for the window and the task bar."""
    return QIcon(Mark().grab())


class NavRail(QFrame):
    """Signals:
    chosen: the name of the entry that was pressed.
    """

    chosen = Signal(str)

    def __init__(self, upper: list[RailItem], lower: list[RailItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setProperty("ground", "rail")
        self.setFixedWidth(px(RAIL))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(SPACE_S), px(14), px(SPACE_S), px(SPACE_S))
        column.setSpacing(px(SPACE_XS))
        self._mark = Mark()
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(px(14))
        self.buttons: dict[str, RailButton] = {}
        for item in upper:
            column.addWidget(self._button(item))
        column.addStretch(1)
        for item in lower:
            column.addWidget(self._button(item))

    def _button(self, item: RailItem) -> RailButton:
        button = RailButton(item, self)
        button.clicked.connect(lambda _=False, name=item.name: self._press(name))
        self.buttons[item.name] = button
        return button

    def _press(self, name: str) -> None:
        self.buttons[name].setChecked(not self.buttons[name].isChecked())
        self.chosen.emit(name)

    def light(self, name: str) -> None:
        """Light one entry and no other."""
        for each, button in self.buttons.items():
            button.setChecked(each == name)

    def resizeEvent(self, event: object) -> None:
        self._mark.setVisible(self.height() >= look().px(72 + 50 * len(self.buttons)))
