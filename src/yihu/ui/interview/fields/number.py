"""Whole and decimal numbers, typed with or without commas and with full-width digits."""

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.fields.field import Reading
from yihu.ui.interview.fields.line import LineField
from yihu.ui.interview.views import QuestionView
from yihu.ui.interview.wording import grouped
from yihu.ui.look.icons import icon
from yihu.ui.look.tokens import CHOICE, look

_WIDE = str.maketrans("０１２３４５６７８９．－，", "0123456789.-,")
_WHOLE = re.compile(r"^-?\d{1,18}$")
_DIGITS = re.compile(r"^[-+\d.,\s()/*#]*$")
_DECIMAL = re.compile(r"^-?(\d{1,15}(\.\d*)?|\.\d+)$")


class NumberField(LineField):
    """A number in its box; with `thousands-sep` its thousands stand apart while it is typed."""

    width_px = 260

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        self.apart = "thousands-sep" in view.appearances
        super().__init__(view, parent)
        if self.apart:
            self.box.textEdited.connect(self._set_apart)

    def written(self, value: str) -> str:
        shown = value.removesuffix(".0")
        return grouped(shown) if self.apart else shown

    def _set_apart(self, text: str) -> None:
        """Write the commas anew; the cursor stays behind the same digit."""
        if self.box.composing:
            return
        bare = text.translate(_WIDE).replace(",", "")
        apart = _with_commas(bare)
        if apart == text:
            return
        behind = len(text[self.box.cursorPosition() :].replace(",", ""))
        self.box.setText(apart)
        at, left = len(apart), behind
        while left and at:
            at -= 1
            left -= apart[at] != ","
        self.box.setCursorPosition(at)

    def understood(self, text: str) -> Reading:
        typed = text.strip().translate(_WIDE).replace(",", "")
        if not typed:
            return Reading()
        if self.view.whole:
            return (
                Reading(value=typed)
                if _WHOLE.match(typed)
                else _refused(N_("Please write a whole number, such as 12."))
            )
        return (
            Reading(value=typed)
            if _DECIMAL.match(typed)
            else _refused(N_("Please write a number, such as 12.5."))
        )


class DigitsField(NumberField):
    """A text of digits: telephone and account numbers keep their zeros and have no size."""

    width_px = 340

    def understood(self, text: str) -> Reading:
        typed = text.strip().translate(_WIDE)
        typed = typed.replace(",", "") if self.apart else typed
        if _DIGITS.match(typed):
            return Reading(value=typed)
        return _refused(N_("Please write digits only."))


class CounterField(NumberField):
    """A number with buttons for one more and one less; the keys + and - do the same."""

    width_px = 140

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.less = self._button("minus", N_("One less (-)"), -1)
        self.more = self._button("plus", N_("One more (+)"), +1)
        self.row.insertWidget(0, self.less)
        self.row.insertWidget(2, self.more)
        self.box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.box.installEventFilter(self)

    def show_view(self, view: QuestionView) -> None:
        super().show_view(view)
        for button in (self.less, self.more):
            button.setEnabled(not view.read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()))
            whole = self.box.selectedText() == self.box.text()
            if (
                by is not None
                and not self.box.composing
                and (by > 0 or self.box.cursorPosition() or not whole)
            ):
                self.count(by)
                return True
        return super().eventFilter(watched, event)

    def count(self, by: int) -> None:
        """Count up or down from what stands there, from nothing to 1."""
        reading = self.read()
        if self.view.read_only or reading.problem:
            return
        try:
            number = int(reading.value or "0") + by
        except ValueError:
            return
        self.box.setText(self.written(str(number)))
        self.box.selectAll()
        self.chosen.emit()

    def _button(self, icon_name: str, words: str, by: int) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(icon_name, look().colours.ink, look().px(18)))
        button.setFixedSize(look().px(CHOICE), look().px(CHOICE))
        button.setToolTip(translate(words))
        button.setAccessibleName(translate(words))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setStyleSheet(
            f"QToolButton {{ background: {look().colours.card}; border: 1px solid {look().colours.line_strong};"
            f" border-radius: 8px; }} QToolButton:hover {{ background: {look().colours.hover}; }}"
        )
        button.clicked.connect(lambda: self.count(by))
        return button


def _with_commas(typed: str) -> str:
    """A number that is being typed, with commas as far as it is one."""
    sign, rest = (typed[0], typed[1:]) if typed[:1] == "-" else ("", typed)
    whole, point, behind = rest.partition(".")
    if not (whole.isascii() and whole.isdigit()):
        return typed
    first = len(whole) % 3
    groups = [whole[:first]] if first else []
    groups += [whole[at : at + 3] for at in range(first, len(whole), 3)]
    return f"{sign}{','.join(groups)}{point}{behind}"


def _refused(message: str) -> Reading:
    return Reading(problem=translate(message))
