"""The controls of the filter panel, one kind for each kind of field. Each tells what is asked: a filter or None."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.register.filter_fields import Field, code_words
from yihu.register.filters import UNKNOWN, Amount, Filter, Has, When
from yihu.register.traits import NO, YES
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Chip, label, look
from yihu.ui.look.flow import FlowRow

DAYS = (30, 90, 180, 365)
_NUMBER = "-?[0-9]{0,7}([.][0-9]{0,2})?"
_ALWAYS_KNOWN = ("visit", "plan", "helped", "members_known", "guarantee_lacking", "guarantee_unknown")
NO_LIMIT = N_("any")


class Control(QWidget):
    """One field.

    Signals:
        asked: what is asked of the field, a filter or None.
    """

    asked = Signal(object)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look().px(4))

    def show_filter(self, filter: Filter | None) -> None:
        """Show what is asked without telling anybody."""


class CodesControl(Control):
    """Chips, any of which may be on."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._column.addWidget(WrappedLabel(translate(field.title), "strong"))
        row = FlowRow()
        codes = field.codes if field.name in _ALWAYS_KNOWN else (*field.codes, UNKNOWN)
        self.chips: dict[str, Chip] = {}
        for code in codes:
            words = translate(N_("unknown")) if code == UNKNOWN else code_words(field, code)
            chip = Chip(words)
            chip.setAccessibleName(f"{translate(field.title)} {words}")
            chip.clicked.connect(self._tell)
            self.chips[code] = chip
            row.add(chip)
        self._column.addWidget(row)

    def show_filter(self, filter: Filter | None) -> None:
        on = filter.codes if isinstance(filter, Has) else ()
        for code, chip in self.chips.items():
            chip.setChecked(code in on)

    def _tell(self) -> None:
        codes = tuple(code for code, chip in self.chips.items() if chip.isChecked())
        self.asked.emit(Has(field=self.field.name, codes=codes) if codes else None)


class BoxControl(Control):
    """One of several, in a box whose first entry asks for nothing."""

    def __init__(self, field: Field, choices: Iterable[tuple[str, Filter]], title: str = "") -> None:
        super().__init__(field)
        self.box = QComboBox()
        words = title or translate(field.title)
        self.box.setAccessibleName(words)
        self.box.addItem(f"{words}: {translate(NO_LIMIT)}")
        self._filters: list[Filter | None] = [None]
        self.offer(choices)
        self.box.activated.connect(lambda at: self.asked.emit(self._filters[at]))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self._column.addWidget(self.box)

    def offer(self, choices: Iterable[tuple[str, Filter]]) -> None:
        """Further entries."""
        for words, filter in choices:
            self.box.addItem(words)
            self._filters.append(filter)

    def show_filter(self, filter: Filter | None) -> None:
        if filter is not None and filter not in self._filters:
            from yihu.register.filters_words import describe

            self.offer([(describe(filter), filter)])
        self.box.setCurrentIndex(self._filters.index(filter))

    def choose(self, at: int) -> None:
        """As a person would."""
        self.box.setCurrentIndex(at)
        self.box.activated.emit(at)


def fact_control(field: Field) -> BoxControl:
    """Yes, no, unknown in the field's own words."""
    choices: list[tuple[str, Filter]] = [
        (translate(field.yes), Has(field=field.name, codes=(YES,))),
        (translate(field.no), Has(field=field.name, codes=(NO,))),
    ]
    if field.name not in _ALWAYS_KNOWN:
        words = translate(N_("unknown whether {words}")).format(words=translate(field.yes))
        choices.append((words, Has(field=field.name, codes=(UNKNOWN,))))
    return BoxControl(field, choices)


def day_control(field: Field) -> BoxControl:
    """How long ago."""
    never: Filter = When(field=field.name, never=True)
    choices = [(translate(N_("never visited")), never)]
    for days in DAYS:
        words = translate(N_("not visited for {days} days, or never")).format(days=days)
        choices.append((words, When(field=field.name, days=days, never=True)))
    return BoxControl(field, choices)


class AmountControl(Control):
    """From, and below (a number of persons: to)."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        title = translate(field.title)
        self._column.addWidget(WrappedLabel(title, "strong"))
        row = QHBoxLayout()
        row.setSpacing(look().px(6))
        self._whole = field.kind == "number"
        upper = N_("to") if self._whole else N_("below")
        self.least, self.upper = QLineEdit(), QLineEdit()
        for line, words in ((self.least, translate(N_("from"))), (self.upper, translate(upper))):
            line.setValidator(QRegularExpressionValidator("[0-9]{0,3}" if self._whole else _NUMBER, line))
            line.setAccessibleName(f"{title} {words}")
            line.setMinimumWidth(look().px(44))
            line.textEdited.connect(self._tell)
            row.addWidget(label(words, "secondary"))
            row.addWidget(line, 1)
        self._column.addLayout(row)

    def show_filter(self, filter: Filter | None) -> None:
        least, upper = (
            (filter.least, filter.most if self._whole else filter.below)
            if isinstance(filter, Amount)
            else (None, None)
        )
        for line, number in ((self.least, least), (self.upper, upper)):
            if _number(line.text()) != number:
                line.setText("" if number is None else format(number, "f"))

    def _tell(self) -> None:
        least, upper = _number(self.least.text()), _number(self.upper.text())
        if least is None and upper is None:
            self.asked.emit(None)
        elif self._whole:
            self.asked.emit(Amount(field=self.field.name, least=least, most=upper))
        else:
            self.asked.emit(Amount(field=self.field.name, least=least, below=upper))


class GroupControl(Control):
    """The name of a villagers' group."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line = QLineEdit()
        self.line.setMaxLength(60)
        self.line.setPlaceholderText(translate(field.title))
        self.line.setAccessibleName(translate(field.title))
        self.line.textEdited.connect(self._tell)
        self._column.addWidget(self.line)

    def show_filter(self, filter: Filter | None) -> None:
        words = filter.codes[0] if isinstance(filter, Has) else ""
        if self.line.text().strip() != words:
            self.line.setText(words)

    def _tell(self) -> None:
        words = self.line.text().strip()
        self.asked.emit(Has(field=self.field.name, codes=(words,)) if words else None)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text.strip() else None
    except InvalidOperation:
        return None
