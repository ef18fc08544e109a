"""Dates: typed as people type them, or picked from a calendar."""

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from yihu.base.i18n import CHINESE, N_, language, translate
from yihu.ui.interview.dates import read_date, read_month, read_time, read_year
from yihu.ui.interview.fields.field import Reading
from yihu.ui.interview.fields.line import LineField
from yihu.ui.interview.views import QuestionView
from yihu.ui.look.icons import icon
from yihu.ui.look.tokens import CHOICE, look


class DayField(LineField):
    """A date; `20260315` and `2026-3-15` are both understood."""

    width_px = 200
    with_calendar = True

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.box.setPlaceholderText(self.example())
        self._button = QToolButton(self)
        self._button.setAutoRaise(True)
        self._button.setIcon(icon("calendar", look().colours.ink_2))
        self._button.setIconSize(QSize(look().px(20), look().px(20)))
        self._button.setToolTip(translate("Choose from the calendar"))
        self._button.setAccessibleName(translate("Choose from the calendar"))
        self._button.setFixedSize(look().px(CHOICE), look().px(CHOICE))
        self._button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._button.setEnabled(not view.read_only)
        self._button.clicked.connect(self._open_calendar)
        self._button.setVisible(self.with_calendar and "no-calendar" not in view.appearances)
        self.row.insertWidget(1, self._button)
        self.box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+Down opens the calendar, as it opens lists elsewhere."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if (
                alt
                and event.key() == Qt.Key.Key_Down
                and self._button.isVisible()
                and self._button.isEnabled()
            ):
                self._open_calendar()
                return True
        return super().eventFilter(watched, event)

    def example(self) -> str:
        """What may be typed, in grey."""
        return translate("e.g. 20260315")

    def understood(self, text: str) -> Reading:
        if not text.strip():
            return Reading()
        found = read_date(text)
        return (
            Reading(value=found)
            if found
            else Reading(problem=translate("Please write a date such as 20260315 or 2026-3-15."))
        )

    def settle(self) -> None:
        """Write the understood date out in full."""
        reading = self.read()
        if reading.value and not self.box.composing:
            self.box.setText(self.written(reading.value))

    def with_day(self, day: str) -> str:
        """What stands in the box after a day (ISO) was picked."""
        return self.written(day)

    def _open_calendar(self) -> None:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setLocale(QLocale("zh_CN" if language() == CHINESE else "en_GB"))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setSelectedDate(
            QDate.fromString(self.read().value[:10], Qt.DateFormat.ISODate) or QDate.currentDate()
        )
        calendar.activated.connect(self._picked)
        calendar.clicked.connect(self._picked)
        calendar.activated.connect(calendar.close)
        calendar.clicked.connect(calendar.close)
        calendar.move(self._button.mapToGlobal(QPoint(0, self._button.height() + 4)))
        calendar.show()
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _picked(self, day: QDate) -> None:
        self.box.setText(self.with_day(day.toString(Qt.DateFormat.ISODate)))
        self.chosen.emit()
        self.take_focus()


class MonthField(DayField):
    """A month; kept as its first day."""

    width_px = 160
    with_calendar = False

    def example(self) -> str:
        return translate("e.g. 202603")

    def written(self, value: str) -> str:
        return value[:7]

    def understood(self, text: str) -> Reading:
        if not text.strip():
            return Reading()
        found = read_month(text)
        return (
            Reading(value=found)
            if found
            else Reading(problem=translate("Please write a month such as 202603 or 2026-3."))
        )


class YearField(DayField):
    """A year; kept as its first day."""

    width_px = 120
    with_calendar = False

    def example(self) -> str:
        return translate("e.g. 2026")

    def written(self, value: str) -> str:
        return value[:4]

    def understood(self, text: str) -> Reading:
        if not text.strip():
            return Reading()
        found = read_year(text)
        return (
            Reading(value=found) if found else Reading(problem=translate("Please write a year such as 2026."))
        )


class TimeField(LineField):
    """A time of day; `0905` and `9:05` are both understood."""

    width_px = 160

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.box.setPlaceholderText(translate(N_("e.g. 0905")))

    def written(self, value: str) -> str:
        return value[:5]

    def understood(self, text: str) -> Reading:
        if not text.strip():
            return Reading()
        found = read_time(text)
        return (
            Reading(value=found)
            if found
            else Reading(problem=translate("Please write a time such as 0905 or 9:05."))
        )


class MomentField(DayField):
    """A date and a time of day with a space between them."""

    width_px = 260

    def example(self) -> str:
        return translate("e.g. 20260315 9:05")

    def written(self, value: str) -> str:
        return value[:16].replace("T", " ")

    def understood(self, text: str) -> Reading:
        day, _, time = text.strip().replace("T", " ").partition(" ")
        if not day:
            return Reading()
        read_day, read_hour = read_date(day), read_time(time or "0000")
        if read_day and read_hour:
            return Reading(value=f"{read_day}T{read_hour}")
        return Reading(problem=translate("Please write a date and a time such as 20260315 9:05."))

    def with_day(self, day: str) -> str:
        time = self.box.text().strip().partition(" ")[2]
        return f"{day} {time}".strip()
