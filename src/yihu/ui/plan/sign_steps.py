"""The way to the signature: agreed, printed, signed; the next step has the button."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import PrimaryButton, SecondaryButton, clear, icon_label
from yihu.ui.look.tokens import look


class SignSteps(QFrame):
    """Three steps side by side. Hidden until the person asks for the signature.

    Signals:
        agreed, print_wanted: the step's button was pressed.
        signed: who signed, and the day as it was typed.
        put_away: not now.
    """

    agreed = Signal()
    print_wanted = Signal()
    signed = Signal(str, str)
    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        px = look().px
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(px(20), px(14), px(20), px(14))
        self._row.setSpacing(px(24))
        self.buttons: dict[str, QWidget] = {}
        self.signer: QLineEdit | None = None
        self.day: QLineEdit | None = None
        self.hide()

    def show_state(self, state: str, signer: str, today: str, agreed_on: str, signed_on: str) -> None:
        """Show how far the plan is; `state` is draft, agreed or signed."""
        clear(self._row)
        self.buttons, self.signer, self.day = {}, None, None
        agreed, signed = state in ("agreed", "signed"), state == "signed"
        self._add(
            "agree",
            translate(N_("1  Read it out, the household agrees")),
            translate(N_("agreed on {day}")).format(day=agreed_on)
            if agreed
            else translate(N_("Then the measures stand fast.")),
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
        self._add(
            "sign",
            translate(N_("3  Signature and thumb print")),
            translate(N_("signed on {day} by {name}")).format(day=signed_on, name=signer)
            if signed
            else translate(N_("Who signed, and on which day")),
            done=signed,
            button=translate(N_("It is signed")) if agreed and not signed else "",
            main=agreed and not signed,
            fields=self._fields(signer, today) if agreed and not signed else None,
        )
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room side by side, the steps stand below each other."""
        wide = event.size().width() >= look().px(980)
        beside = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != beside:
            self._row.setDirection(beside)
        super().resizeEvent(event)

    def _fields(self, signer: str, today: str) -> QHBoxLayout:
        """Who signed and when, in one line; the head of the household today, unless it was otherwise."""
        self.signer, self.day = QLineEdit(signer), QLineEdit(today)
        row = QHBoxLayout()
        row.setSpacing(look().px(6))
        named = ((self.signer, N_("Who signed"), 96), (self.day, N_("Day of the signature"), 108))
        for field, name, width in named:
            field.setAccessibleName(translate(name))
            field.setToolTip(translate(name))
            field.setFixedWidth(look().px(width))
            field.returnPressed.connect(self._sign)
            row.addWidget(field)
        row.addStretch(1)
        return row

    def _sign(self) -> None:
        if self.signer is not None and self.day is not None:
            self.signed.emit(self.signer.text(), self.day.text())

    def _add(
        self,
        name: str,
        title: str,
        words: str,
        *,
        done: bool,
        button: str,
        main: bool,
        fields: QHBoxLayout | None = None,
    ) -> None:
        px, colours = look().px, look().colours
        step = QWidget()
        row = QHBoxLayout(step)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(
            icon_label("circle-check" if done else "clock", colours.green if done else colours.ink_3, 20)
        )
        column = QVBoxLayout()
        column.setSpacing(px(2))
        column.addStretch(1)
        column.addWidget(WrappedLabel(title, "strong"))
        if fields is not None:
            column.addLayout(fields)
        else:
            column.addWidget(WrappedLabel(words, "secondary"))
        column.addStretch(1)
        row.addLayout(column, 1)
        if button:
            made = PrimaryButton(button) if main else SecondaryButton(button, "printer")
            press = {"agree": self.agreed.emit, "print": self.print_wanted.emit, "sign": self._sign}[name]
            made.clicked.connect(lambda _=False: press())
            self.buttons[name] = made
            row.addWidget(made)
        self._row.addWidget(step, 1)
