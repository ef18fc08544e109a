"""Typed answers with a way of their own: hidden ones, addresses, codes that a scanner types."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.fields.line import LineField
from yihu.ui.interview.views import QuestionView
from yihu.ui.look import SecondaryButton
from yihu.ui.look.icons import icon
from yihu.ui.look.tokens import CHOICE, look

_SHOW, _HIDE = N_("Show what is written"), N_("Hide what is written")


class MaskedField(LineField):
    """An answer that others in the room shall not read; no input method may learn it."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.box.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.eye = QToolButton(self)
        self.eye.setAutoRaise(True)
        self.eye.setFixedSize(look().px(CHOICE), look().px(CHOICE))
        self.eye.setIconSize(QSize(look().px(20), look().px(20)))
        self.eye.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.eye.clicked.connect(lambda: self._hide(self.box.echoMode() == QLineEdit.EchoMode.Normal))
        self.row.insertWidget(1, self.eye)
        self._hide(True)
        self.box.focus_went.connect(lambda: self._hide(True))

    def _hide(self, hidden: bool) -> None:
        self.box.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
        self.eye.setIcon(icon("eye" if hidden else "eye-off", look().colours.ink_2))
        words = translate(_SHOW if hidden else _HIDE)
        self.eye.setToolTip(words)
        self.eye.setAccessibleName(words)


class AddressField(LineField):
    """The address of a page. Nothing is opened here: it can be copied."""

    width_px = 520

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.box.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self.copy = SecondaryButton(translate(N_("Copy")), "copy")
        self.copy.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.box.text()))
        self.row.insertWidget(1, self.copy)


class CodeField(LineField):
    """A barcode. A scanner types it with Enter at its end; no input method may come between."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.box.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.box.setPlaceholderText(translate(N_("Scan the code, or type it")))
        if "hidden-answer" in view.appearances:
            self.box.setEchoMode(QLineEdit.EchoMode.Password)
