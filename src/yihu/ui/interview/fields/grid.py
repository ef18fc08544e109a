"""Questions with the same choices as rows of one table, and answers on a line from one end to the other."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from yihu.ui.interview.fields.card import ChoiceCard
from yihu.ui.interview.fields.cards import CardsField
from yihu.ui.interview.fields.field import Field, Reading
from yihu.ui.interview.fields.files import Files
from yihu.ui.interview.views import QuestionView
from yihu.ui.look import label
from yihu.ui.look.fonts import font
from yihu.ui.look.icons import paint_icon
from yihu.ui.look.tokens import CHOICE, HINT, look

_DOT = 20


class Spot(ChoiceCard):
    """A choice as a round spot, or a box where several are allowed; its words stand above or below."""

    def __init__(self, number: int, words: str, *, many: bool, parent: QWidget | None = None) -> None:
        super().__init__(number, words, many=many, parent=parent)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        return QSize(look().px(72), look().px(CHOICE))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(40), look().px(CHOICE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A spot is as high as a choice, whatever its words are."""
        self.setMinimumHeight(look().px(CHOICE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = look().px
        self.paint_spot(
            painter, QRectF((self.width() - px(_DOT)) / 2, (self.height() - px(_DOT)) / 2, px(_DOT), px(_DOT))
        )

    def paint_spot(self, painter: QPainter, spot: QRectF) -> None:
        """The spot itself: ringed where the arrow keys are, filled when it is chosen."""
        colours, px = look().colours, look().px
        chosen = self.isChecked()
        corner = px(5) if self._many else spot.width() / 2
        if self.at:
            painter.setPen(QPen(QColor(colours.green), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(spot.adjusted(-5, -5, 5, 5), corner + 5, corner + 5)
        painter.setPen(QPen(QColor(colours.green if chosen or self.underMouse() else colours.ink_3), 1.5))
        painter.setBrush(QColor(colours.green if chosen else colours.card))
        painter.drawRoundedRect(spot, corner, corner)
        if chosen:
            paint_icon(painter, "check", spot.adjusted(3, 3, -3, -3), colours.on_green)
        elif self._number <= 9:
            painter.setFont(font(HINT - 2))
            painter.setPen(QColor(colours.ink_3))
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(self._number))


class SpotsField(CardsField):
    """Choices as spots side by side in columns of equal width."""

    def __init__(self, view: QuestionView, files: Files, parent: QWidget | None = None) -> None:
        super().__init__(view, files, parent)
        self._grid.setSpacing(0)

    def _make_cards(self, view: QuestionView) -> list[ChoiceCard]:
        return [
            Spot(at, words, many=self._many, parent=self) for at, (_, words) in enumerate(view.choices, 1)
        ]

    def _columns_wanted(self, view: QuestionView) -> int:
        return max(len(self.cards), 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Where the keyboard is must be seen also when nothing is chosen."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look().colours.green), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look().px(8), look().px(8))


class LikertSpot(Spot):
    """A spot on a line with its words below."""

    first = last = False

    def sizeHint(self) -> QSize:
        return QSize(look().px(96), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its words need below the spot."""
        metrics = self.fontMetrics()
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter)
        box = metrics.boundingRect(0, 0, max(self.width() - look().px(8), 20), 10_000, flags, self.text())
        self.setMinimumHeight(look().px(46) + box.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, px = look().colours, look().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, high = self.width() / 2, px(22)
        painter.setPen(QPen(QColor(colours.line_strong), 2))
        painter.drawLine(
            int(middle if self.first else 0), high, int(middle if self.last else self.width()), high
        )
        self.paint_spot(painter, QRectF(middle - px(11), high - px(11), px(22), px(22)))
        painter.setFont(font(HINT, strong=self.isChecked()))
        painter.setPen(QColor(colours.green_dark if self.isChecked() else colours.ink))
        area = QRectF(px(4), px(40), self.width() - px(8), self.height() - px(40))
        painter.drawText(
            area,
            int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap),
            self.text(),
        )


class LikertField(SpotsField):
    """How much somebody agrees: spots on one line."""

    def _make_cards(self, view: QuestionView) -> list[ChoiceCard]:
        spots = [
            LikertSpot(at, words, many=False, parent=self) for at, (_, words) in enumerate(view.choices, 1)
        ]
        if spots:
            spots[0].first = spots[-1].last = True
        return list(spots)


class GridRowField(SpotsField):
    """One row of a table of questions."""


class GridHeadField(Field):
    """The heads of a table of questions: the words of the choices, above their columns."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._words: list[QLabel] = []
        self._show(view)

    def show_view(self, view: QuestionView) -> None:
        if view.choices != self.view.choices:
            self._show(view)
        super().show_view(view)

    def _show(self, view: QuestionView) -> None:
        for old in self._words:
            self._row.removeWidget(old)
            old.deleteLater()
        self._words = [_head(words) for _, words in view.choices]
        for one in self._words:
            self._row.addWidget(one, 1, Qt.AlignmentFlag.AlignBottom)


class HeadedSpotsField(Field):
    """A single question whose choices stand as heads above their spots (`list`)."""

    def __init__(self, view: QuestionView, files: Files, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.head = GridHeadField(view, self)
        self.spots = SpotsField(view, files, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(2))
        column.addWidget(self.head)
        column.addWidget(self.spots)
        self.setFocusProxy(self.spots)
        for mine, theirs in (
            (self.chosen, self.spots.chosen),
            (self.next_wanted, self.spots.next_wanted),
            (self.up_wanted, self.spots.up_wanted),
            (self.down_wanted, self.spots.down_wanted),
            (self.left, self.spots.left),
            (self.touched, self.spots.touched),
        ):
            theirs.connect(mine)

    def read(self) -> Reading:
        return self.spots.read()

    def take_focus(self) -> None:
        self.spots.take_focus()

    def show_view(self, view: QuestionView) -> None:
        super().show_view(view)
        self.head.show_view(view)
        self.spots.show_view(view)


def _head(words: str) -> QLabel:
    made = label(words, "secondary", wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
    made.setMinimumWidth(1)
    return made
