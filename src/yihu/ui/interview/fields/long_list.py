"""A long list of choices, found by typing characters, pinyin initials or the number."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yihu.base.i18n import translate
from yihu.register.pinyin import initials
from yihu.ui.interview.choice_search import index_of
from yihu.ui.interview.fields.choice_list import ROWS, ChoiceList
from yihu.ui.interview.fields.field import Field, Reading
from yihu.ui.interview.fields.typing import TypingLine
from yihu.ui.interview.views import QuestionView
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look.tokens import CHOICE, look

WIDTH = 340
_AT_ONCE = 500


class LongListField(Field):
    """A box to type in; the list below it opens while the keyboard is here."""

    many = False

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._picked = view.value
        self.box = TypingLine(self)
        self.box.setFixedHeight(look().px(CHOICE))
        self.hold_width(self.box, WIDTH)
        self.box.setPlaceholderText(translate("Type characters, pinyin initials or the number"))
        self.box.setReadOnly(view.read_only)
        self.list = ChoiceList(self.many, self)
        self.hold_width(self.list, WIDTH)
        self.list.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look().px(4))
        self.column.addWidget(self.box)
        self.column.addWidget(self.list)
        self.setFocusProxy(self.box)
        self._connect()
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._prepare)
        self._write_label()

    def read(self) -> Reading:
        return Reading(value=self._picked)

    def show_view(self, view: QuestionView) -> None:
        super().show_view(view)
        self._picked = view.value
        if not self.list.isVisible():
            self._write_label()

    def take_focus(self) -> None:
        self.box.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.list.isVisible():
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self._close()
                return True
            walking = self.list.row() >= 0  # who has not begun to choose goes to the next page
            if walking and key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self._step(ROWS if key == Qt.Key.Key_PageDown else -ROWS)
                return True
        return super().eventFilter(watched, event)

    def chosen_values(self) -> frozenset[str]:
        """What is marked in the list."""
        return frozenset((self._picked,))

    def _connect(self) -> None:
        self.box.installEventFilter(self)
        self.box.textEdited.connect(self._filter)
        self.box.entered.connect(self._enter)
        self.box.up.connect(lambda: self._step(-1))
        self.box.down.connect(lambda: self._step(1))
        self.box.focus_came.connect(self._came)
        self.box.focus_went.connect(self._went)
        self.list.clicked.connect(self._clicked)

    def _prepare(self) -> None:
        """Nobody waits for the list to be made ready: it is done between the keys."""
        index = index_of(self.view.choices, initials)
        index.prepare(_AT_ONCE)
        if index.ready:
            self._idle.stop()

    def _came(self) -> None:
        self.touched.emit()
        self._idle.start()
        self.box.selectAll()
        if not self._picked:
            self._filter("")

    def _went(self) -> None:
        self._idle.stop()
        self._close()
        self.left.emit()

    def _filter(self, typed: str) -> None:
        if self.view.read_only:
            return
        pairs = self.view.choices
        found = index_of(pairs, initials).find(typed)
        self.list.show_choices(pairs, found, self.chosen_values())
        self.list.go(0 if typed.strip() and found else -1)

    def _step(self, by: int) -> None:
        if self.view.read_only or (by < 0 and not self.list.isVisible()):
            (self.up_wanted if by < 0 else self.down_wanted).emit()
            return
        if not self.list.isVisible():
            self._filter("")
            self.list.go(max(self.list.choices.row_of(self._picked), 0))
            return
        row = self.list.row() + by
        if row < 0:
            self._close()
            self.up_wanted.emit()
            return
        self.list.go(row)

    def _enter(self) -> None:
        if self.list.isVisible() and self.list.row() >= 0:
            self._pick(self.list.row())
        elif self.list.isVisible() and self._picked and not self.box.text().strip():
            self._clear()
        self._close()
        self.next_wanted.emit()

    def _clear(self) -> None:
        """An emptied box takes the answer back."""
        self._picked = ""
        self.chosen.emit()

    def _clicked(self, index: QModelIndex) -> None:
        self._pick(index.row())
        self._close()

    def _pick(self, row: int) -> None:
        value = self.list.choices.value(row)
        if value is not None:
            self._picked = value
            self.chosen.emit()

    def _close(self) -> None:
        self.list.hide()
        self._write_label()

    def _write_label(self) -> None:
        label = next((label for value, label in self.view.choices if value == self._picked), self._picked)
        if self.box.text() != label and not self.box.composing:
            self.box.setText(label)


class ManyListField(LongListField):
    """Several choices out of a long list; those chosen stand below the box."""

    many = True

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        self._values = view.value.split()
        self.said = WrappedLabel("", "strong")
        super().__init__(view, parent)

    def read(self) -> Reading:
        return Reading(value=" ".join(self._values))

    def show_view(self, view: QuestionView) -> None:
        self._values = view.value.split()
        super().show_view(view)

    def chosen_values(self) -> frozenset[str]:
        return frozenset(self._values)

    def _came(self) -> None:
        self.touched.emit()
        self._idle.start()
        self._filter("")

    def _enter(self) -> None:
        """Enter ticks where the arrow keys or the typing stand; with nothing there it goes on."""
        if self.list.isVisible() and self.list.row() >= 0:
            self._pick(self.list.row())
            return
        self._close()
        self.next_wanted.emit()

    def _clicked(self, index: QModelIndex) -> None:
        self._pick(index.row())

    def _pick(self, row: int) -> None:
        value = self.list.choices.value(row)
        if value is None:
            return
        wanted = {*self._values} ^ {value}
        self._values = [one for one, _ in self.view.choices if one in wanted]
        self.chosen.emit()
        self._say_chosen()
        typed = bool(self.box.text())
        self.box.clear()
        at = self.list.verticalScrollBar().value()
        self._filter("")
        if not typed:
            self.list.verticalScrollBar().setValue(at)

    def _write_label(self) -> None:
        if not self.box.composing:
            self.box.clear()
        self._say_chosen()

    def _say_chosen(self) -> None:
        if self.said.parent() is None:
            self.column.insertWidget(0, self.said)
        labels = [label for value, label in self.view.choices if value in self.chosen_values()]
        self.said.setText("、".join(labels))
        self.said.setVisible(bool(labels))
