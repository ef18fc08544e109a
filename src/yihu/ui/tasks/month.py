"""A month as a calendar: seven columns, each day with its tasks; days off are grey."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate, translate_count
from yihu.planning.tasks import Day
from yihu.ui.look import Chip, ElidedLabel, QuietButton, Tone, label, look
from yihu.ui.look.tokens import SPACE_XS
from yihu.ui.tasks.presenter import TONES, TasksPresenter

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_AT_ONCE, _CHIP_SIDES = 3, 28


class MonthView(QWidget):
    """Signals:
    chosen: id of a task.
    """

    chosen = Signal(str)

    def __init__(self, presenter: TasksPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        self.back_button = QuietButton("", "chevron-left")
        self.back_button.setAccessibleName(translate(N_("The month before")))
        self.back_button.clicked.connect(lambda: self._turn(-1))
        self.on_button = QuietButton("", "chevron-right")
        self.on_button.setAccessibleName(translate(N_("The month after")))
        self.on_button.clicked.connect(lambda: self._turn(1))
        self.title = label("", "strong")
        for part in (self.back_button, self.title, self.on_button):
            head.addWidget(part)
        head.addStretch(1)
        column.addLayout(head)
        self._place, self._grid = QWidget(), QGridLayout()
        self._place.setLayout(self._grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(SPACE_XS))
        for weekday in range(7):
            self._grid.setColumnStretch(weekday, 1)
        column.addWidget(self._place, 1)

    def show_month(self) -> None:
        """The month in view, with its tasks."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.title.setText(self._presenter.month_words())
        for weekday, words in enumerate(_WEEKDAYS):
            self._grid.addWidget(label(translate(words), "secondary"), 0, weekday)
        days = self._presenter.days()
        first = days[0].on.weekday() if days else 0
        for place, day in enumerate(days, first):
            self._grid.addWidget(self._day(day), place // 7 + 1, place % 7)

    def _day(self, day: Day) -> QWidget:
        px = look().px
        box = QFrame()
        box.setProperty("card", "inner" if day.working else "false")
        box.setMinimumHeight(px(64))
        column = QVBoxLayout(box)
        column.setContentsMargins(px(6), px(4), px(6), px(4))
        column.setSpacing(px(2))
        today = day.on.isoformat() == self._presenter.today()
        words = translate(N_("{day}, today")).format(day=day.on.day) if today else str(day.on.day)
        role = "strong" if today else "secondary"
        if not day.working:
            words = translate(N_("{day} off")).format(day=words)
        column.addWidget(label(words, role))
        for standing in day.tasks[:_AT_ONCE]:
            button = _TaskChip(standing.task.title, TONES[standing.state])
            button.clicked.connect(lambda _=False, id=standing.task.subject: self.chosen.emit(id))
            column.addWidget(button)
        more = len(day.tasks) - _AT_ONCE
        if more > 0:
            said = translate_count("and {count} more", "and {count} more", more).format(count=more)
            column.addWidget(ElidedLabel(said, "secondary"))
        column.addStretch(1)
        box.setAccessibleName(f"{day.on.isoformat()} {', '.join(each.task.title for each in day.tasks)}")
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        return box

    def _turn(self, months: int) -> None:
        self._presenter.turn_month(months)
        self.show_month()


class _TaskChip(Chip):
    """A task as wide as its day; a title that has no room ends in …, the whole of it is the tooltip."""

    def __init__(self, title: str, tone: Tone) -> None:
        super().__init__(title, tone)
        self._title = title
        self.setCheckable(False)
        self.setToolTip(title)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - look().px(_CHIP_SIDES)
        self.setText(self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room))
