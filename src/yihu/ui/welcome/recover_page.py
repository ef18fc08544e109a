"""The passphrase is forgotten: 24 words from paper, and a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.look import Card, LinkButton, Notice, PrimaryButton, ProgressStrip, label, look
from yihu.ui.look.background import run_in_background
from yihu.ui.look.fields import LabelledField, passphrase_field
from yihu.ui.look.text import set_tone
from yihu.ui.welcome.presenter import WelcomePresenter, counted_words, strength


class RecoverPage(QWidget):
    """Signals:
    opened: a `Workspace`. left: back to the passphrase.
    """

    opened = Signal(object)
    left = Signal()

    def __init__(self, presenter: WelcomePresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.notice, self.strip = Notice(), ProgressStrip()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(look().px(16))
        column.addWidget(self._card())
        column.addStretch(1)
        row.addLayout(column, 5)
        row.addStretch(1)
        self.setFocusProxy(self.words)

    def _card(self) -> Card:
        px = look().px
        card = Card()
        card.body.setContentsMargins(*(px(24),) * 4)
        card.body.setSpacing(px(12))
        card.body.addWidget(label(translate(N_("The passphrase is forgotten")), "title", wrap=True))
        sentence = N_("Take the recovery sheet. Type its 24 words in their order, Chinese or English.")
        card.body.addWidget(label(translate(sentence), "body", wrap=True))
        self.words = QPlainTextEdit(self.presenter.typed_words)
        self.words.setAccessibleName(translate(N_("The 24 words")))
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(px(92))
        self.words.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.words.textChanged.connect(self._typed)
        self.count = label("", "secondary", wrap=True)
        card.body.addWidget(self.words)
        card.body.addWidget(self.count)
        self.passphrase = LabelledField(translate(N_("New passphrase")), passphrase_field())
        self.again = LabelledField(translate(N_("New passphrase once more")), passphrase_field())
        row = QHBoxLayout()
        row.setSpacing(px(16))
        for field in (self.passphrase, self.again):
            field.field.returnPressed.connect(self.recover)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.passphrase.field.textEdited.connect(lambda text: self.passphrase.say_tone(*strength(text)))
        card.body.addLayout(row)
        for part in (self.notice, self.strip):
            card.body.addWidget(part)
        self.button = PrimaryButton(translate(N_("Open with the new passphrase")), "lock", main=True)
        self.button.clicked.connect(self.recover)
        card.body.addWidget(self.button)
        sentence = N_("All work is as it was. The sheet stays valid. Earlier backups keep their passphrase.")
        card.body.addWidget(label(translate(sentence), "secondary", wrap=True))
        back = LinkButton(translate(N_("Back to the passphrase")))
        back.clicked.connect(self.left)
        card.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self._typed()
        return card

    def _typed(self) -> None:
        self.presenter.typed_words = self.words.toPlainText()
        sentence, tone = counted_words(self.presenter.typed_words)
        self.count.setText(sentence)
        set_tone(self.count, tone)

    def recover(self) -> None:
        """Open the folder, or say at each field what is missing."""
        new, again = self.passphrase.field.text(), self.again.field.text()
        words, tone = strength(new)
        wrong = words if tone == "red" else "" if new else translate(N_("Choose a passphrase."))
        self.passphrase.say_wrong(wrong)
        differs = translate(N_("The two passphrases are not the same.")) if new and again != new else ""
        self.again.say_wrong(differs)
        if wrong or differs:
            (self.passphrase if wrong else self.again).field.setFocus()
            return
        typed, shell = self.presenter.typed_words, self.presenter.shell
        self.notice.hide()
        self.button.setEnabled(False)
        run_in_background(
            lambda _: shell.recover(typed, new),
            self._opened,
            failed=self._failed,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Opening")),
        )
        self.strip.button.hide()

    def _opened(self, workspace: object) -> None:
        self.presenter.typed_words = ""
        self.opened.emit(workspace)

    def _failed(self, error: UserError) -> None:
        self.button.setEnabled(True)
        self.notice.show_error(error)
        QTimer.singleShot(0, self.words, self.words.setFocus)
