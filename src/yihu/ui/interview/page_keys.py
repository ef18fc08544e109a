"""Which key means what on the interview's page, wherever the keyboard is on it."""

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Wish(Enum):
    """What a key asks for."""

    LIST = auto()
    PLAY = auto()
    SAME = auto()
    SAME_PAGE = auto()
    NEXT_PAGE = auto()
    PREVIOUS_PAGE = auto()
    LANGUAGE = auto()
    ADD = auto()
    WORK_OUT = auto()
    LEAVE = auto()


_PLAIN: Final = {
    Qt.Key.Key_F2: Wish.WORK_OUT,
    Qt.Key.Key_F3: Wish.LIST,
    Qt.Key.Key_F4: Wish.SAME,
    Qt.Key.Key_F6: Wish.LANGUAGE,
    Qt.Key.Key_PageDown: Wish.NEXT_PAGE,
    Qt.Key.Key_PageUp: Wish.PREVIOUS_PAGE,
    Qt.Key.Key_Insert: Wish.ADD,
    Qt.Key.Key_Escape: Wish.LEAVE,
}
_WITH_CTRL: Final = {
    Qt.Key.Key_J: Wish.LIST,
    Qt.Key.Key_P: Wish.PLAY,
    Qt.Key.Key_F4: Wish.SAME_PAGE,
}


def wish_of(event: QKeyEvent) -> Wish | None:
    """What a pressed key asks for; None if it is none of these."""
    key = Qt.Key(event.key())
    ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return (_WITH_CTRL.get(key) if ctrl else None) or _PLAIN.get(key)
