"""The way to the signature: agreed, printed, signed; the next step has the button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import PrimaryButton, SecondaryButton, clear, icon_label
from yihu.ui.look.tokens import look


class SignSteps(QFrame):
    """Three steps side by side. Hidden until the person asks for the signature.

    Signals:
        agreed, print_wanted, signed: the step's button was pressed.
        put_away: not now.
    """

    agreed = Signal()
    print_wanted = Signal()
    signed = Signal()
    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        px = look().px
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(20), px(14), px(20), px(14))
        self._row.setSpacing(px(24))
        self.buttons: dict[str, QWidget] = {}
        self.hide()

    def show_state(self, state: str, signer: str, today: str, agreed_on: str, signed_on: str) -> None:
        """Show how far the plan is; `state` is draft, agreed or signed."""
        clear(self._row)
        self.buttons = {}
        agreed, signed = state in ("agreed", "signed"), state == "signed"
        self._add(
            "agree",
            translate(N_("1  Read it out, the household agrees")),
            translate(N_("agreed on {day}")).format(day=agreed_on) if agreed else translate(N_("Then the measures stand fast.")),
            done=agreed,
            button="" if agreed else translate(N_("The household agrees")),
            main=not agreed,
        )
        self._add(
            "print",
            translate(N_("2  Print three copies")),
            translate(N_("for the household, the village, the township")),
            done=signed,
            button=translate(N_("Print")) if agreed else "",
            main=False,
        )
        who = translate(N_("signed on {day} by {name}")) if signed else translate(N_("today {day}, by {name}"))
        self._add(
            "sign",
            translate(N_("3  Signature and thumb print")),
            who.format(day=signed_on if signed else today, name=signer),
            done=signed,
            button=translate(N_("It is signed")) if agreed and not signed else "",
            main=agreed and not signed,
        )
        self.show()

    def _add(self, name: str, title: str, words: str, *, done: bool, button: str, main: bool) -> None:
        px, colours = look().px, look().colours
        step = QWidget()
        row = QHBoxLayout(step)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(icon_label("circle-check" if done else "clock", colours.green if done else colours.ink_3, 20))
        column = QVBoxLayout()
        column.setSpacing(px(2))
        column.addStretch(1)
        column.addWidget(WrappedLabel(title, "strong"))
        column.addWidget(WrappedLabel(words, "secondary"))
        column.addStretch(1)
        row.addLayout(column, 1)
        if button:
            made = PrimaryButton(button) if main else SecondaryButton(button, "printer")
            signal = {"agree": self.agreed, "print": self.print_wanted, "sign": self.signed}[name]
            made.clicked.connect(signal)
            self.buttons[name] = made
            row.addWidget(made)
        self._row.addWidget(step, 1)
