"""Several lines of text."""

import re

from PySide6.QtWidgets import QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.fields.field import Field, Reading
from yihu.ui.interview.fields.typing import TypingText
from yihu.ui.interview.places import read_place, written_place
from yihu.ui.interview.views import QuestionView
from yihu.ui.look.tokens import look

_MOST_LINES = 12
_FEWER = N_("Please write at least {least} places, one below the other, such as 29.35, 112.41.")


class LongTextField(Field):
    """A box of some lines. Enter goes on, Shift+Enter begins a new line."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.box = TypingText(self)
        self.box.setPlainText(view.value)
        self.box.setReadOnly(view.read_only)
        high = look().px(96) if view.lines < 4 else look().px(24 + 22 * min(view.lines, _MOST_LINES))
        self.box.setFixedHeight(high)
        self.setFixedHeight(high)  # the stylesheet gives the box a lower least height of its own
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.entered.connect(self.next_wanted)
        self.box.textChanged.connect(self.typed)
        self.box.focus_came.connect(self.touched)
        self.box.focus_went.connect(self.left)

    def read(self) -> Reading:
        return Reading(value=self.box.toPlainText().strip())

    def show_view(self, view: QuestionView) -> None:
        super().show_view(view)
        self.box.setReadOnly(view.read_only)
        if not self.box.composing and self.read().value != view.value:
            self.box.blockSignals(True)
            self.box.setPlainText(view.value)
            self.box.blockSignals(False)


class PlacesField(LongTextField):
    """A line or an area: its places one below the other, as they may be written for one place."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.box.blockSignals(True)
        self.box.setPlainText(_one_below_the_other(view.value))
        self.box.blockSignals(False)

    def read(self) -> Reading:
        typed = self.box.toPlainText().strip()
        if typed == _one_below_the_other(self.view.value):
            return Reading(value=self.view.value)
        found = [read_place(part) for part in re.split(r"[\n;；]", typed) if part.strip()]
        places = [place for place in found if place]
        least = 3 if self.view.closed else 2
        if typed and (len(places) != len(found) or len(places) < least):
            return Reading(problem=translate(_FEWER).format(least=least))
        if self.view.closed and places and places[0] != places[-1]:
            places.append(places[0])
        return Reading(value="; ".join(places))

    def show_view(self, view: QuestionView) -> None:
        changed = view.value != self.view.value and not self.box.hasFocus()
        Field.show_view(self, view)
        self.box.setReadOnly(view.read_only)
        if changed:
            self.box.blockSignals(True)
            self.box.setPlainText(_one_below_the_other(view.value))
            self.box.blockSignals(False)


def _one_below_the_other(kept: str) -> str:
    return "\n".join(written_place(place.strip()) for place in kept.split(";") if place.strip())
