"""A long list of choices, found by typing characters, pinyin initials or the number."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from yihu.base.i18n import translate
from yihu.register.pinyin import initials
from yihu.ui.interview.choice_search import Findable, find, findable
from yihu.ui.interview.fields.field import Field, Reading
from yihu.ui.interview.fields.typing import TypingLine
from yihu.ui.interview.views import QuestionView
from yihu.ui.look.tokens import CHOICE, look

_SHOWN = 200
_ROWS = 6


class LongListField(Field):
    """A box to type in; the list below it opens while the keyboard is here."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._all: list[Findable] | None = None
        self._picked = view.value
        self.box = TypingLine(self)
        self.box.setFixedSize(look().px(340), look().px(CHOICE))
        self.box.setPlaceholderText(translate("Type characters, pinyin initials or the number"))
        self.list = QListWidget(self)
        self.list.setProperty("card", "inner")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFixedWidth(look().px(340))
        self.list.setStyleSheet(
            f"QListWidget {{ background: {look().colours.card}; border: 1px solid {look().colours.line_strong};"
            f" border-radius: 8px; padding: 4px; }} QListWidget::item {{ min-height: {look().px(34)}px; padding-left: 8px; }}"
            f" QListWidget::item:selected {{ background: {look().colours.green_light}; color: {look().colours.green_dark}; }}"
        )
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(4))
        column.addWidget(self.box)
        column.addWidget(self.list)
        self.setFocusProxy(self.box)
        self._connect()
        self._write_label()

    def read(self) -> Reading:
        return Reading(value=self._picked)

    def show_view(self, view: QuestionView) -> None:
        if view.choices != self.view.choices:
            self._all = None
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
            walking = self.list.currentRow() >= 0  # who has not begun to choose goes to the next page
            if walking and key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self._step(_ROWS if key == Qt.Key.Key_PageDown else -_ROWS)
                return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self.box.installEventFilter(self)
        self.box.textEdited.connect(self._filter)
        self.box.entered.connect(self._enter)
        self.box.up.connect(lambda: self._step(-1))
        self.box.down.connect(lambda: self._step(1))
        self.box.focus_came.connect(self._came)
        self.box.focus_went.connect(self._went)
        self.list.itemClicked.connect(self._clicked)

    def _came(self) -> None:
        self.touched.emit()
        self.box.selectAll()
        if not self._picked:
            self._filter("")

    def _went(self) -> None:
        self._close()
        self.left.emit()

    def _filter(self, typed: str) -> None:
        if self.view.read_only:
            return
        if self._all is None:
            self._all = findable(list(self.view.choices), initials)
        found = find(self._all, typed)[:_SHOWN]
        self.list.clear()
        for choice in found:
            item = QListWidgetItem(f"{choice.number}  {choice.label}")
            item.setData(Qt.ItemDataRole.UserRole, choice.value)
            self.list.addItem(item)
        if not found:
            item = QListWidgetItem(translate("Nothing fits. Delete some characters."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if typed and found else -1)
        self.list.setFixedHeight(min(self.list.count(), _ROWS) * look().px(36) + 10)
        self.list.show()

    def _step(self, by: int) -> None:
        if not self.list.isVisible():
            if by < 0:
                self.up_wanted.emit()
                return
            self._filter("")
            by += next((at for at, one in enumerate(self._all or ()) if one.value == self._picked), -1)
        row = self.list.currentRow() + by
        if row < 0:
            self._close()
            self.up_wanted.emit()
            return
        self.list.setCurrentRow(min(row, self.list.count() - 1))

    def _enter(self) -> None:
        item = self.list.currentItem() if self.list.isVisible() else None
        if item is not None and item.flags():
            self._pick(item)
        elif self.list.isVisible() and self._picked and not self.box.text().strip():
            self._clear()
        self._close()
        self.next_wanted.emit()

    def _clicked(self, item: QListWidgetItem) -> None:
        self._pick(item)
        self._close()

    def _pick(self, item: QListWidgetItem) -> None:
        value = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(value, str):
            self._picked = value
            self.chosen.emit()

    def _clear(self) -> None:
        """An emptied box takes the answer back."""
        self._picked = ""
        self.chosen.emit()

    def _close(self) -> None:
        self.list.hide()
        self._write_label()

    def _write_label(self) -> None:
        label = dict(self.view.choices).get(self._picked, self._picked)
        if self.box.text() != label and not self.box.composing:
            self.box.setText(label)
