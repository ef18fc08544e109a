"""A line of text, and what the other typed answers share with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from yihu.ui.interview.fields.field import Field, Reading
from yihu.ui.interview.fields.typing import TypingLine
from yihu.ui.interview.views import QuestionView
from yihu.ui.look.tokens import CHOICE, look


class LineField(Field):
    """One line to type in, its unit inside at the right end."""

    width_px = 340

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.box = TypingLine(self)
        self.box.setText(self.written(view.value))
        self.box.setReadOnly(view.read_only)
        self.box.setFixedHeight(look().px(CHOICE))
        self.hold_width(self.box, self.width_px)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(look().px(8))
        self.row.addWidget(self.box, 1000 if view.share < 1 else 0)
        self.row.addStretch(1)
        self._unit = self._add_unit(view.unit)
        self.setFocusProxy(self.box)
        self._connect()

    def read(self) -> Reading:
        text = self.box.text()
        return (
            Reading(value=self.view.value) if text == self.written(self.view.value) else self.understood(text)
        )

    def show_view(self, view: QuestionView) -> None:
        reading = self.read()
        super().show_view(view)
        self.box.setReadOnly(view.read_only)
        if self._unit:
            self._unit.setText(view.unit)
        if not self.box.composing and not reading.problem and reading.value != view.value:
            self.box.setText(self.written(view.value))

    def take_focus(self) -> None:
        self.box.setFocus(Qt.FocusReason.TabFocusReason)
        self.box.selectAll()

    def written(self, value: str) -> str:
        """How a kept answer stands in the box."""
        return value

    def understood(self, text: str) -> Reading:
        """What a typed text means."""
        return Reading(value=text.strip())

    def _connect(self) -> None:
        self.box.entered.connect(self.next_wanted)
        self.box.up.connect(self.up_wanted)
        self.box.down.connect(self.down_wanted)
        self.box.textEdited.connect(lambda _text: self.typed.emit())
        self.box.focus_came.connect(self.touched)
        self.box.focus_went.connect(self.left)

    def _add_unit(self, unit: str) -> QLabel | None:
        if not unit:
            return None
        label = QLabel(unit, self.box)
        label.setProperty("rank", "body2")
        inside = QHBoxLayout(self.box)
        inside.setContentsMargins(0, 0, look().px(12), 0)
        inside.addStretch(1)
        inside.addWidget(label)
        self.box.setTextMargins(0, 0, label.sizeHint().width() + look().px(12), 0)
        return label
