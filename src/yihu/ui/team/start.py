"""Who is in no team yet: make ours, join one, bring ours back."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Card, LinkButton, PrimaryButton, SecondaryButton, icon_label
from yihu.ui.look.scrolling import stack
from yihu.ui.look.tokens import look


class TeamStart(QWidget):
    """Signals:
    wanted: name of a step: `make`, `join`, `recover`.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(16))
        self._row = QHBoxLayout()
        self._row.setSpacing(px(16))
        self._row.addWidget(
            self._card(
                "users",
                N_("Make our team"),
                N_(
                    "On the computer where all work comes together, once for the county or township. Each laptop "
                    "that you invite then knows all others: nobody compares digits again."
                ),
                PrimaryButton(translate(N_("Make our team…")), main=True),
                "make",
            ),
            1,
        )
        self._row.addWidget(
            self._card(
                "user",
                N_("Join a team"),
                N_(
                    "On each laptop that surveys. Show your card to the coordinator, get an answer back, done: two "
                    "minutes beside each other, or by stick."
                ),
                SecondaryButton(translate(N_("Join a team…"))),
                "join",
            ),
            1,
        )
        column.addLayout(self._row)
        alone = N_(
            "Alone, with two laptops of your own? You need no team: take each other's card in once, under Give and receive."
        )
        column.addWidget(WrappedLabel(translate(alone), "body2"))
        back = LinkButton(translate(N_("The computer with our team is gone: bring the team back…")), "undo-2")
        back.clicked.connect(lambda: self.wanted.emit("recover"))
        line = QHBoxLayout()
        line.addWidget(back)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self._row, self.width() + look().px(90))

    def _card(self, icon: str, title: str, words: str, button: QWidget, step: str) -> Card:
        px = look().px
        card = Card()
        card.body.setContentsMargins(*(px(24),) * 4)
        card.body.setSpacing(px(12))
        card.body.addWidget(icon_label(icon, look().colours.green, 28))
        card.body.addWidget(WrappedLabel(translate(title), "title"))
        card.body.addWidget(WrappedLabel(translate(words), "body"))
        card.body.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        card.body.addLayout(row)
        button.clicked.connect(lambda: self.wanted.emit(step))  # type: ignore[attr-defined]
        return card
