"""The way to the signature: agreed, printed, signed; the next step has the button."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import PrimaryButton, SecondaryButton, clear, icon_label
from yihu.ui.look.tokens import look


class SignSteps(QFrame):
    """Three steps side by side. Hidden until the person asks for the signature.

    Signals:
        agreed, print_wanted: the step's button was pressed.
        signed: who signed, and the day as it was typed.
        sheet_added: a photo of the signed sheet was chosen (`photo`) after the signature.
        put_away: not now.
    """

    agreed = Signal()
    print_wanted = Signal()
    signed = Signal(str, str)
    sheet_added = Signal()
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
        self.photo: Path | None = None
        self._photo_button: SecondaryButton | None = None
        self.hide()

    def show_state(
        self, state: str, signer: str, today: str, agreed_on: str, signed_on: str, *, has_sheet: bool = False
    ) -> None:
        """Show how far the plan is; `state` is draft, agreed or signed."""
        clear(self._row)
        self.buttons, self.signer, self.day, self.photo, self._photo_button = {}, None, None, None, None
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
            self._signed_words(signer, signed_on, has_sheet)
            if signed
            else translate(N_("Who signed, and on which day")),
            done=signed,
            button=self._sign_button(agreed=agreed, signed=signed, has_sheet=has_sheet),
            main=agreed and not signed,
            fields=self._fields(signer, today) if agreed and not signed else None,
        )
        self.show()

    def _signed_words(self, signer: str, signed_on: str, has_sheet: bool) -> str:
        words = translate(N_("signed on {day} by {name}")).format(day=signed_on, name=signer)
        kept = translate(N_("photo of the sheet kept")) if has_sheet else ""
        return " · ".join(part for part in (words, kept) if part)

    def _sign_button(self, *, agreed: bool, signed: bool, has_sheet: bool) -> str:
        if signed:
            return "" if has_sheet else translate(N_("Photo of the sheet…"))
        return translate(N_("It is signed")) if agreed else ""

    def put_photo(self, photo: Path | None) -> None:
        """The photo of the signed sheet that goes with the signature."""
        self.photo = photo
        if self._photo_button is not None:
            words = translate(N_("Photo of the sheet…")) if photo is None else translate(N_("Photo chosen"))
            self._photo_button.setText(f" {words}")
            self._photo_button.setAccessibleName(words)

    def _choose_photo(self) -> None:
        names = "(*.jpg *.jpeg *.png *.webp *.bmp *.JPG *.JPEG *.PNG)"
        words = f"{translate(N_('Photos'))} {names}"
        path, _ = QFileDialog.getOpenFileName(self, translate(N_("Photo of the signed sheet")), "", words)
        if path:
            self.put_photo(Path(path))

    def _add_sheet(self) -> None:
        self._choose_photo()
        if self.photo is not None:
            self.sheet_added.emit()

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
        self._photo_button = SecondaryButton(translate(N_("Photo of the sheet…")), "camera", small=True)
        self._photo_button.clicked.connect(self._choose_photo)
        row.addWidget(self._photo_button)
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
            icon = "printer" if name == "print" else "camera"
            made = PrimaryButton(button) if main else SecondaryButton(button, icon)
            sign = self._sign if main else self._add_sheet
            press = {"agree": self.agreed.emit, "print": self.print_wanted.emit, "sign": sign}[name]
            made.clicked.connect(lambda _=False: press())
            self.buttons[name if main or name != "sign" else "sheet"] = made
            row.addWidget(made)
        self._row.addWidget(step, 1)
