"""The left side while a saved selection is on screen: what it is, what can be done with it, what was done by hand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yihu.actions import SelectionView
from yihu.base.i18n import N_, translate
from yihu.register.codes import label as code_label
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import PrimaryButton, QuietButton, SecondaryButton, StatePill, clear, label, look
from yihu.ui.look.scrolling import scrolled

BY_HAND_AT_MOST = 100


class SavedPanel(QWidget):
    """Signals, one for each button."""

    paired = Signal()
    printed = Signal()
    compared = Signal()
    refreshed = Signal()
    frozen = Signal()
    copied = Signal()
    deleted = Signal()

    def __init__(self) -> None:
        super().__init__()
        px = look().px
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(px(16), px(16), px(12), px(16))
        self._column.setSpacing(px(8))
        self.name = WrappedLabel("", "large")
        self.state = StatePill("", "grey")
        self.facts = WrappedLabel("", "secondary")
        for part in (self.name, self.state, self.facts):
            self._column.addWidget(part)
        self.pair = PrimaryButton(translate(N_("Pair these households")), "heart-handshake", main=True)
        self.pair.clicked.connect(self.paired)
        self._column.addWidget(self.pair)
        self.cards = self._button(N_("Print intention cards"), "printer", self.printed)
        self.compare = self._button(N_("Compare with today"), "arrow-left-right", self.compared)
        self.refresh = self._button(N_("Take over what is found today"), "refresh-cw", self.refreshed)
        self.freeze = self._button(N_("Make this list final"), "lock", self.frozen)
        self.copy = self._button(N_("New filter out of this"), "copy", self.copied)
        self.delete = QuietButton(translate(N_("Delete this list")), "trash-2")
        self.delete.clicked.connect(self.deleted)
        self._column.addWidget(self.delete)
        self._hands = QVBoxLayout()
        self._hands.setSpacing(px(4))
        self._column.addLayout(self._hands)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(body))

    def _button(self, words: str, icon: str, signal: object) -> SecondaryButton:
        button = SecondaryButton(translate(words), icon)
        button.clicked.connect(signal)
        self._column.addWidget(button)
        return button

    def show_view(self, view: SelectionView, heads: dict[str, str], *, may_manage: bool) -> None:
        """Show a selection. `heads`: names of the heads of those changed by hand, by household."""
        row = view.row
        self.name.setText(row.name)
        if row.final:
            words = translate(N_("final since {day}, {person}"))
            self.state.say(words.format(day=row.final_on, person=row.final_by), "green")
        else:
            self.state.say(translate(N_("still open")), "amber")
        said = [
            row.purpose,
            translate(N_("filter last asked on {day}")).format(day=row.made_on) if row.made_on else "",
        ]
        self.facts.setText("\n".join(part for part in said if part))
        self.refresh.setVisible(not row.final and bool(row.filter))
        self.compare.setVisible(bool(row.filter))
        self.freeze.setVisible(not row.final and may_manage)
        self.copy.setVisible(bool(row.filter))
        clear(self._hands)
        if view.by_hand:
            self._hands.addWidget(label(translate(N_("By hand")), "strong"))
        for pick in view.by_hand[:BY_HAND_AT_MOST]:
            how = code_label("pick_how", pick.how)
            words = f"{heads.get(pick.household, pick.household[:8])} · {how} · {pick.reason}"
            self._hands.addWidget(WrappedLabel(f"{words} ({pick.by}, {pick.on})", "secondary"))
