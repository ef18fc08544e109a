"""Choices as cards: number keys choose, arrow keys move, Enter goes on."""

import re

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from yihu.ui.interview.fields.card import ChoiceCard
from yihu.ui.interview.fields.field import Field, Reading
from yihu.ui.interview.fields.files import Files, cannot_play
from yihu.ui.interview.views import QuestionView
from yihu.ui.look.tokens import look

_GAP = 10
_MOST_COLUMNS = 6
_COLUMNS = re.compile(r"^(?:columns|compact|quickcompact)-(\d{1,2})$")
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CardsField(Field):
    """One choice, or several, among cards. The field holds the keyboard, not the cards."""

    def __init__(self, view: QuestionView, files: Files, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._many = view.many
        self._files = files
        self._at: int | None = None
        self._moved = False
        self.cards: list[ChoiceCard] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look().px(_GAP))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._deal(view)
        self._chosen: list[str] = view.value.split()
        self._show_chosen()

    def read(self) -> Reading:
        return Reading(value=" ".join(self._chosen))

    def show_view(self, view: QuestionView) -> None:
        changed = view.choices != self.view.choices
        super().show_view(view)
        if changed:
            self._deal(view)
        self._chosen = view.value.split()
        self._show_chosen()

    def take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def choose(self, index: int) -> None:
        """Choose the card at this place; among several it also takes the choice back."""
        if self.view.read_only or not 0 <= index < len(self.cards):
            return
        value = self.view.choices[index][0]
        if not self._many:
            self._chosen = [value]
        elif value in self._chosen:
            self._chosen.remove(value)
        else:
            wanted = {*self._chosen, value}
            self._chosen = [one for one, _ in self.view.choices if one in wanted]
        self._at = index
        self._moved = False
        self._show_chosen()
        self.chosen.emit()
        if "quick" in self.view.appearances and not self._many:
            self.next_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        elif text.isdigit() and text != "0" and text.isascii():
            self.choose(int(text) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Space:
            self.choose(self._at or 0)
        elif key == Qt.Key.Key_P and any(face.clip for face in self.view.faces):
            self._play(self._at or 0)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._chosen and not self.view.required:
            self._chosen = []
            self._show_chosen()
            self.chosen.emit()
        elif key in _MOVES:
            self._move(_MOVES[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move_row(-1 if key == Qt.Key.Key_Up else 1)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._moved = False
        if self._at is None:
            self._at = next(
                (at for at, (value, _) in enumerate(self.view.choices) if value in self._chosen), 0
            )
        self._show_chosen()
        self.touched.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_chosen()
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Plain keys belong to this field, also where a window shortcut would want them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.text().isdigit()
        ):
            event.accept()
            return True
        return super().event(event)

    def _enter(self) -> None:
        """Enter takes the card that the arrow keys were moved to, then goes on."""
        if self._moved and self._at is not None and not self._many:
            self.choose(self._at)
        self.next_wanted.emit()

    def _move(self, by: int) -> None:
        if self.cards:
            self._at = min(max((self._at or 0) + by, 0), len(self.cards) - 1)
            self._moved = True
            self._show_chosen()

    def _move_row(self, by: int) -> None:
        target = (self._at or 0) + by * self._columns
        if 0 <= target < len(self.cards):
            self._move(by * self._columns)
        elif by < 0:
            self.up_wanted.emit()
        else:
            self.down_wanted.emit()

    def _deal(self, view: QuestionView) -> None:
        for card in self.cards:
            self._grid.removeWidget(card)
            card.deleteLater()
        self.cards = self._make_cards(view)
        self._columns = self._columns_wanted(view)
        for at, card in enumerate(self.cards):
            card.clicked.connect(lambda _checked=False, at=at: self._clicked(at))
            card.play_pressed.connect(lambda at=at: self._play(at))
            self._grid.addWidget(card, at // self._columns, at % self._columns)
        for column in range(max(self._grid.columnCount(), self._columns)):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        self._at = None

    def _make_cards(self, view: QuestionView) -> list[ChoiceCard]:
        keys = "no-buttons" not in view.appearances
        faces = view.faces or (None,) * len(view.choices)
        cards = []
        for number, ((_, label), face) in enumerate(zip(view.choices, faces, strict=True), 1):
            card = ChoiceCard(number, label, many=self._many, keyed=keys, parent=self)
            if face is not None:
                card.dress(
                    face.markup, self._files.beside(face.picture) if face.picture else None, face.picture
                )
                if face.clip is not None:
                    card.play_with(face.clip.kind)
            cards.append(card)
        return cards

    def _columns_wanted(self, view: QuestionView) -> int:
        """What the form asks for, as far as there is room for it."""
        wanted = next((found[1] for each in view.appearances if (found := _COLUMNS.match(each))), None)
        pictures = any(face.picture for face in view.faces)
        count = max(len(self.cards), 1)
        if wanted:
            return min(max(int(wanted), 1), _MOST_COLUMNS, count)
        if "list" in view.appearances:
            return min(count, _MOST_COLUMNS)
        packed = any(each.endswith(("-pack", "compact")) for each in view.appearances)
        if packed or pictures:
            return min(self._fitting(), count)
        return self._columns_for(self.cards)

    def _fitting(self) -> int:
        """As many as stand side by side with whole labels."""
        px = look().px
        widest = max((card.wanted_width() for card in self.cards), default=1)
        return max(1, min(_MOST_COLUMNS, (self.room_px() + px(_GAP)) // (widest + px(_GAP))))

    def _clicked(self, at: int) -> None:
        self.take_focus()
        self.choose(at)

    def _play(self, at: int) -> None:
        """Play what goes with a choice, or tell why it can't be."""
        clip = self.view.faces[at].clip if at < len(self.view.faces) else None
        if clip is not None and not self._files.play(clip.name):
            self.told.emit(cannot_play(self._files, clip.name))

    def _columns_for(self, cards: list[ChoiceCard]) -> int:
        """As many columns as leave each label on one line; four cards stand two by two."""
        widest = max((card.wanted_width() for card in cards), default=1)
        px = look().px
        fitting = max(1, min(4, (self.room_px() + px(_GAP)) // (widest + px(_GAP))))
        count = len(cards)
        if count <= 3:
            return min(count or 1, fitting)
        return min(2 if count == 4 else 3, fitting)

    def _show_chosen(self) -> None:
        for at, card in enumerate(self.cards):
            card.setChecked(self.view.choices[at][0] in self._chosen)
            card.setEnabled(not self.view.read_only)
            card.show_at(
                self.hasFocus() and at == self._at and (self._moved or not self._chosen or self._many)
            )
