"""Works out a yearly amount under its question: quantity times price, or month by month."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.register.working import LARGEST, Part, plain, read_working, total_yuan, write_working
from yihu.ui.interview.fields.typing import TypingLine
from yihu.ui.interview.views import WorkingSheet
from yihu.ui.interview.wording import grouped
from yihu.ui.look import Chip, PrimaryButton, QuietButton, label
from yihu.ui.look.tokens import look

MONTHS = 12
_MOST_PARTS = 12
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_EXAMPLES = {
    "business_planting": (N_("rice"), N_("sacks")),
    "business_breeding": (N_("goats"), N_("head")),
    "business_forestry": (N_("oranges"), N_("jin")),
    "cost_planting": (N_("fertiliser"), N_("bags")),
    "cost_breeding": (N_("feed"), N_("bags")),
    "wage_migrant": (N_("building work"), N_("weeks")),
    "wage_gathering": (N_("picking tea"), N_("days")),
}
_ANY = (N_("what"), N_("times"))


class WorkingPanel(QFrame):
    """Rows of what, how many and at what price; or twelve months.

    Signals:
        used: the amount in yuan and how it came about, as text.
        closed: nothing is wanted.
        written: the `WorkingSheet` as it stands now.
    """

    used = Signal(str, str)
    closed = Signal()
    written = Signal(object)

    def __init__(
        self, property: str, working: str, sheet: WorkingSheet | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        px = look().px
        self.setProperty("card", "true")
        self._examples = _EXAMPLES.get(property, _ANY)
        self.rows: list[_PartRow] = []
        self.months: list[TypingLine] = []
        self._by_parts, self._by_month = (
            Chip(translate(N_("Quantity × price"))),
            Chip(translate(N_("Month by month"))),
        )
        self._parts, self._year = QWidget(self), QWidget(self)
        self._total, self._trouble = label("", "strong"), label("", "body", tone="red", wrap=True)
        self.use = PrimaryButton(translate(N_("Use this amount")))
        self.more, self.close_button = (
            QuietButton(translate(N_("One more line"))),
            QuietButton(translate(N_("Close (Esc)"))),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(8))
        for part in (self._head(), self._lay_parts(), self._lay_year(), self._trouble, self._foot()):
            if isinstance(part, QHBoxLayout):
                column.addLayout(part)
            else:
                column.addWidget(part)
        self._trouble.hide()
        if sheet is None:
            self._begin(read_working(working))
        else:
            self._go_on(sheet)

    def sheet(self) -> WorkingSheet:
        """What stands in the boxes."""
        parts = tuple((*(box.text() for box in row.boxes), row.minus.isChecked()) for row in self.rows)
        months = tuple(box.text() for box in self.months)
        return WorkingSheet(self._by_month.isChecked(), parts, months)  # type: ignore[arg-type]

    def take_focus(self) -> None:
        """The keyboard comes to the first empty box."""
        boxes = self._boxes()
        (next((box for box in boxes if not box.text()), None) or boxes[0]).setFocus(
            Qt.FocusReason.TabFocusReason
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._use()
        else:
            super().keyPressEvent(event)

    def parts(self) -> tuple[Part, ...]:
        """What is written. Raises ValueError for what is no number."""
        if self._by_month.isChecked():
            return tuple(
                Part(what=translate(N_("month {number}")).format(number=at), quantity=_number(box.text()))
                for at, box in enumerate(self.months, 1)
                if box.text().strip()
            )
        return tuple(part for row in self.rows if (part := row.part()) is not None)

    def _begin(self, told: tuple[Part, ...]) -> None:
        names = [translate(N_("month {number}")).format(number=at) for at in range(1, MONTHS + 1)]
        monthly = bool(told) and all(part.what in names and part.price is None for part in told)
        for part in told if monthly else ():
            self.months[names.index(part.what)].setText(plain(part.quantity))
        for part in () if monthly else told[:_MOST_PARTS]:
            self._add_row().show_part(part)
        if not self.rows:
            self._add_row()
        self._turn(monthly)

    def _go_on(self, sheet: WorkingSheet) -> None:
        for box, text in zip(self.months, sheet.months, strict=True):
            box.setText(text)
        for *texts, minus in sheet.parts:
            row = self._add_row()
            for box, text in zip(row.boxes, texts, strict=True):
                box.setText(str(text))
            row.minus.setChecked(bool(minus))
        self._turn(sheet.monthly)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        for chip, monthly in ((self._by_parts, False), (self._by_month, True)):
            chip.clicked.connect(lambda _=False, monthly=monthly: (self._turn(monthly), self.take_focus()))
            row.addWidget(chip)
        row.addStretch(1)
        return row

    def _lay_parts(self) -> QWidget:
        self._lines = QVBoxLayout(self._parts)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(look().px(6))
        return self._parts

    def _lay_year(self) -> QWidget:
        grid = QGridLayout(self._year)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look().px(6))
        for at in range(MONTHS):
            words = translate(N_("month {number}")).format(number=at + 1)
            box = self._box(words, 72)
            box.setPlaceholderText("")
            self.months.append(box)
            cell = QHBoxLayout()
            cell.addWidget(label(words, "secondary"))
            cell.addWidget(box)
            grid.addLayout(cell, at // 4, at % 4)
        return self._year

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(12))
        row.addWidget(self._total)
        row.addStretch(1)
        for button in (self.more, self.close_button, self.use):
            row.addWidget(button)
        self.more.clicked.connect(lambda: self._add_row().boxes[0].setFocus())
        self.close_button.clicked.connect(self.closed)
        self.use.clicked.connect(self._use)
        return row

    def _add_row(self) -> "_PartRow":
        row = _PartRow(self._examples, self)
        for box in row.boxes:
            box.textEdited.connect(lambda _: self._show_total())
            box.entered.connect(lambda box=box: self._entered(box))
        row.minus.clicked.connect(self._show_total)
        self.rows.append(row)
        self._lines.addWidget(row)
        self.more.setVisible(len(self.rows) < _MOST_PARTS)
        return row

    def _box(self, name: str, width: int) -> TypingLine:
        box = _box(name, width, self)
        box.textEdited.connect(lambda _: self._show_total())
        box.entered.connect(lambda: self._entered(box))
        return box

    def _boxes(self) -> list[TypingLine]:
        return self.months if self._by_month.isChecked() else [box for row in self.rows for box in row.boxes]

    def _entered(self, box: TypingLine) -> None:
        """Enter goes on to the next box; from the last one to a new line, from an empty line to the amount."""
        boxes = self._boxes()
        at = boxes.index(box)
        row = next((row for row in self.rows if box in row.boxes), None)
        if row is not None and box is row.boxes[0] and row.empty() and len(self.rows) > 1:
            self.use.setFocus(Qt.FocusReason.TabFocusReason)
        elif at + 1 < len(boxes):
            boxes[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
        elif row is not None and len(self.rows) < _MOST_PARTS and not row.empty():
            self._add_row().boxes[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.use.setFocus(Qt.FocusReason.TabFocusReason)

    def _turn(self, monthly: bool) -> None:
        self._by_month.setChecked(monthly)
        self._by_parts.setChecked(not monthly)
        self._parts.setVisible(not monthly)
        self._year.setVisible(monthly)
        self.more.setVisible(not monthly and len(self.rows) < _MOST_PARTS)
        self._show_total()

    def _show_total(self) -> None:
        self.written.emit(self.sheet())
        try:
            total = total_yuan(self.parts())
        except ValueError:
            self._say(translate(N_("Write numbers, such as 40 or 12.5.")))
            return
        below, above = total < 0, total > LARGEST
        self._say(
            translate(N_("More is taken off than comes in: write it as costs."))
            if below
            else translate(N_("That is more than 9,999,999 yuan. Please check it."))
            if above
            else ""
        )
        if not (below or above):
            self._total.setText(translate(N_("Together {yuan} yuan")).format(yuan=grouped(plain(total))))

    def _say(self, trouble: str) -> None:
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self.use.setEnabled(not trouble)
        if trouble:
            self._total.setText("")

    def _use(self) -> None:
        if self.use.isEnabled():
            parts = self.parts()
            self.used.emit(plain(total_yuan(parts)), write_working(parts))


class _PartRow(QWidget):
    """What, how many, of what, at what price."""

    def __init__(self, examples: tuple[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        what, unit = examples
        self.minus = Chip(translate(N_("take off")))
        self.minus.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.boxes = (
            _box(translate(N_("What it is")), 104, self, translate(what)),
            _box(translate(N_("How many")), 70, self),
            _box(translate(N_("Of what")), 64, self, translate(unit)),
            _box(translate(N_("Yuan for one")), 92, self, translate(N_("price"))),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(8))
        for at, box in enumerate(self.boxes):
            if at == len(self.boxes) - 1:
                row.addWidget(QLabel("×"))
            row.addWidget(box)
        row.addWidget(self.minus)
        row.addStretch(1)
        first = self.boxes[0]  # a few words stand in it; the others hold numbers
        first.setMaximumWidth(look().px(280))
        row.setStretchFactor(first, 4)

    def empty(self) -> bool:
        """Whether nothing is written here."""
        return not any(box.text().strip() for box in self.boxes)

    def part(self) -> Part | None:
        """What is written; None for an empty row. Raises ValueError."""
        what, quantity, unit, price = (box.text().strip() for box in self.boxes)
        if not quantity and not price:
            return None
        return Part(
            what=what,
            quantity=_number(quantity or "1"),
            unit=unit,
            price=_number(price) if price else None,
            minus=self.minus.isChecked(),
        )

    def show_part(self, part: Part) -> None:
        """Write a part into the boxes."""
        price = "" if part.price is None else plain(part.price)
        for box, words in zip(self.boxes, (part.what, plain(part.quantity), part.unit, price), strict=True):
            box.setText(words)
        self.minus.setChecked(part.minus)


def _box(name: str, width: int, parent: QWidget, example: str = "") -> TypingLine:
    box = TypingLine(parent)
    box.setAccessibleName(name)
    box.setPlaceholderText(example or name)
    box.setFixedWidth(look().px(width))
    box.setMaxLength(60)
    return box


def _number(text: str) -> Decimal:
    """A number of at least 0. Raises ValueError for anything else."""
    try:
        number = Decimal(text.translate(_WIDE).replace(",", "").strip())
    except InvalidOperation:
        raise ValueError(text) from None
    if not number.is_finite() or number < 0 or number > LARGEST or number.as_tuple().exponent < -4:  # type: ignore[operator]
        raise ValueError(text)
    return number
