"""The sections at the left: done, here, still open, something wrong."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from yihu.base.i18n import N_, translate
from yihu.ui.interview.views import Mark, SectionView, Standing
from yihu.ui.look import Meter, SecondaryButton, font, label, paint_icon
from yihu.ui.look.tokens import BODY, HINT, SIDE, look

_ROW = 44
_NARROW = 80
_VIEW = int(Qt.ItemDataRole.UserRole)


class SectionList(QWidget):
    """Progress above the list of sections.

    Signals:
        chosen: ref of the section a person wants to see.
        whole_wanted: the list of all questions.
    """

    chosen = Signal(str)
    whole_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setProperty("ground", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(px(SIDE))
        self._answered = label("", "secondary")
        self._left = label("", "secondary")
        self._meter = Meter()
        head = QHBoxLayout()
        head.addWidget(self._answered)
        head.addStretch(1)
        head.addWidget(self._left)
        self.list = _Sections(self)
        self.list.wanted.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(16), px(14), px(8))
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self._meter)
        column.addSpacing(px(6))
        column.addWidget(self.list, 1)
        self.whole = SecondaryButton(translate(N_("All questions  F3")), "list", small=True)
        self.whole.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.whole.clicked.connect(self.whole_wanted)
        column.addWidget(self.whole)

    def show_standing(self, standing: Standing) -> None:
        """How much is done."""
        counts = {"answered": standing.answered, "asked": standing.asked}
        words = translate(N_("{answered} / {asked} answered")).format(**counts)
        self._answered.setText(words)
        left = translate(N_("about {minutes} min")).format(minutes=standing.minutes_left)
        self._left.setText(left if standing.minutes_left else "")
        self._meter.set_part(standing.answered / standing.asked if standing.asked else 0, words)

    def show_sections(self, sections: tuple[SectionView, ...]) -> None:
        """The sections as they stand now."""
        self.list.show_sections(sections)

    def be_narrow(self, narrow: bool) -> None:
        """Only the numbers where a page has little room."""
        self.setFixedWidth(look().px(_NARROW if narrow else SIDE))
        for part in (self._answered, self._left, self._meter):
            part.setVisible(not narrow)
        self.whole.set_compact(narrow)
        bars = Qt.ScrollBarPolicy
        self.list.setVerticalScrollBarPolicy(bars.ScrollBarAlwaysOff if narrow else bars.ScrollBarAsNeeded)

    def words(self) -> str:
        """The line above the list."""
        return self._answered.text()


class _Sections(QListWidget):
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_SectionDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(translate(N_("Sections")))
        self.setMouseTracking(True)
        self.itemClicked.connect(lambda item: self.wanted.emit(item.data(_VIEW).ref))

    def show_sections(self, sections: tuple[SectionView, ...]) -> None:
        while self.count() > len(sections):
            self.takeItem(self.count() - 1)
        for at, section in enumerate(sections):
            item = self.item(at)
            if item is None:
                item = QListWidgetItem()
                self.addItem(item)
            item.setData(_VIEW, section)
            item.setText(f"{section.number} {section.title} {_mark_word(section)}".strip())
            if section.here:
                self.scrollToItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and item is not None:
            self.wanted.emit(item.data(_VIEW).ref)
        else:
            super().keyPressEvent(event)


def _mark_word(section: SectionView) -> str:
    if section.errors:
        return translate(N_("{count} to put right")).format(count=section.errors)
    return translate(N_("done")) if section.mark is Mark.DONE else ""


class _SectionDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(look().px(100), look().px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        section: SectionView = index.data(_VIEW)
        colours, px = look().colours, look().px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        self._paint_ground(painter, option, area, section)
        circle = QRectF(area.left() + px(14), area.center().y() - px(11), px(22), px(22))
        _paint_mark(painter, circle, section)
        painter.setFont(font(BODY, strong=section.here))
        painter.setPen(QColor(colours.green_dark if section.here else colours.ink))
        room = area.adjusted(px(46), 0, -px(34) if section.errors else -px(6), 0)
        words = painter.fontMetrics().elidedText(
            section.title, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        if section.errors:
            painter.setFont(font(HINT, strong=True))
            painter.setPen(QColor(colours.red))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area.adjusted(0, 0, -px(12), 0), right, str(section.errors))
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, section: SectionView
    ) -> None:
        colours, px = look().colours, look().px
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and bool(
            option.widget and option.widget.hasFocus()
        )
        if section.here or hovered or chosen:
            painter.setPen(QPen(QColor(colours.green), 2) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.green_light if section.here else colours.hover))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), px(8), px(8))


def _paint_mark(painter: QPainter, circle: QRectF, section: SectionView) -> None:
    colours = look().colours
    done = section.mark is Mark.DONE
    wrong = section.mark is Mark.WRONG
    edge = colours.red if wrong else colours.green if done or section.here else colours.line_strong
    painter.setPen(QPen(QColor(edge), 2 if section.here or wrong else 1))
    painter.setBrush(QColor(colours.green) if done else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
    if done:
        paint_icon(painter, "check", circle.adjusted(5, 5, -5, -5), colours.on_green)
        return
    painter.setFont(font(HINT - 1, strong=section.here))
    painter.setPen(QColor(colours.red if wrong else colours.green_dark if section.here else colours.ink_3))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "!" if wrong else str(section.number))
