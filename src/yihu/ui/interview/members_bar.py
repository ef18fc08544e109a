"""At a survey made anew: what became of the chosen member, with one key."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.belonging import DIED, MARRIED_OUT, MEMBER, MOVED_OUT
from yihu.ui.interview.views import MemberRow
from yihu.ui.look import SecondaryButton, label
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.tokens import look

_KEYS = {"1": MEMBER, "2": DIED, "3": MARRIED_OUT, "4": MOVED_OUT}
_WORDS = {
    MEMBER: N_("1 Still here"),
    DIED: N_("2 Died"),
    MARRIED_OUT: N_("3 Married and left"),
    MOVED_OUT: N_("4 Moved out"),
}


class MembersBar(QFrame):
    """Buttons for one member of the last survey; nothing for others.

    Signals:
        belongs: `member`, `died`, `married_out` or `moved_out`.
        same_wanted: still here, and all about the member as at the last visit.
    """

    belongs = Signal(str)
    same_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self._former = False
        self._name = label("", "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        row = FlowRow(self)
        column.addWidget(self._name)
        column.addWidget(row)
        self.same = SecondaryButton(translate(N_("Still here, all as last time (F4)")), small=True)
        self.same.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.same.clicked.connect(self.same_wanted)
        row.add(self.same)
        self.buttons: dict[str, SecondaryButton] = {}
        for membership, words in _WORDS.items():
            button = self.buttons[membership] = SecondaryButton(translate(words), small=True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, chosen=membership: self.belongs.emit(chosen))
            row.add(button)
        self.hide()

    def show_row(self, row: MemberRow | None) -> None:
        """The member chosen in the table; None, or somebody new, takes the buttons away."""
        self.setVisible(row is not None and row.known)
        if row is None:
            return
        self._former = row.former
        self._name.setText(row.cells[0] if row.cells else "")
        for membership, button in self.buttons.items():
            button.setVisible(membership == MEMBER or not row.former)
        self.buttons[MEMBER].setText(
            translate(N_("1 Came back")) if row.former else translate(_WORDS[MEMBER])
        )
        self.same.setVisible(not row.former)

    def press(self, event: QKeyEvent) -> bool:
        """A key pressed in the table; False if it isn't one of these."""
        membership = _KEYS.get(event.text())
        if self.isHidden() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() == Qt.Key.Key_F4 and not self._former:
            self.same_wanted.emit()
        elif membership is not None and (membership == MEMBER or not self._former):
            self.belongs.emit(membership)
        else:
            return False
        return True
