"""What several steps of the team share: a step's card, a code's source, the team's passphrase, an answer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from yihu.actions.create_organisation import TeamSecret
from yihu.actions.invite_laptop import LaptopInvited, code_picture
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.base.progress import Progress
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    Card,
    LinkButton,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    label,
    run_in_background,
)
from yihu.ui.look.fields import LabelledField, passphrase_field
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.square_code import SquareCode
from yihu.ui.look.tokens import look
from yihu.ui.team.presenter import as_secret

WIDEST = 880
SOURCES = "*.yihukey *.png *.jpg *.jpeg *.bmp *.gif *.webp"


class Step(QWidget):
    """One step: a title, a sentence, its fields, one large button, a way back.

    Signals:
        left: back to the team without having done it.
    """

    left = Signal()

    def __init__(self, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setMaximumWidth(px(WIDEST))
        self.card = Card()
        self.card.body.setContentsMargins(*(px(24),) * 4)
        self.card.body.setSpacing(px(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        column.addStretch(1)
        self.body = self.card.body
        self.body.addWidget(WrappedLabel(title, "title"))
        if sentence:
            self.body.addWidget(WrappedLabel(sentence, "body"))
        self.notice, self.strip = Notice(), ProgressStrip()
        self._foot: QHBoxLayout | None = None

    def say(self, words: str, role: str = "body") -> None:
        """One more sentence."""
        self.body.addWidget(WrappedLabel(words, role))  # type: ignore[arg-type]

    def add_field(self, words: str, field: QLineEdit, hint: str = "") -> LabelledField:
        """One more field."""
        made = LabelledField(words, field, hint)
        made.setMaximumWidth(look().px(520))
        self.body.addWidget(made)
        return made

    def finish(self, next_words: str, act: Callable[[], None], back: str = "") -> PrimaryButton:
        """Notice, progress, and the large button; `back` names the way back."""
        self.body.addWidget(self.strip)
        self.body.addWidget(self.notice)
        row = QHBoxLayout()
        self.back = LinkButton(back or translate(N_("Back to the team")))
        self.back.clicked.connect(self.left)
        self.next = PrimaryButton(next_words, main=True)
        self.next.clicked.connect(act)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.next)
        self.body.addLayout(row)
        return self.next

    def work(self, what: str, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Do it beside the window: passphrases take seconds by intention."""
        self.notice.hide()
        self.next.setEnabled(False)

        def failed(error: UserError) -> None:
            self.next.setEnabled(True)
            self.notice.show_error(error)

        def finished(result: Any) -> None:
            self.next.setEnabled(True)
            done(result)

        def run(_progress: Progress) -> Any:
            return work()

        run_in_background(run, finished, failed=failed, strip=self.strip, notice=self.notice, what=what)
        self.strip.button.hide()


class CodeSource(QWidget):
    """Where something comes from: a file or a photo of a code, or the code scanned or typed.

    Signals:
        given: a `Path` or the code's text.
    """

    given = Signal(object)

    def __init__(self, file_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.file = SecondaryButton(file_words, "folder-open")
        self.file.clicked.connect(self._ask)
        self.line = QLineEdit()
        self.line.setPlaceholderText("YIHU:…")
        self.line.setMaxLength(20_000)
        self.line.returnPressed.connect(self._take)
        self.field = LabelledField(
            translate(N_("Or the square code: scan it here")),
            self.line,
            translate(
                N_("A scanner types it by itself. Without one: photograph the code and choose the photo.")
            ),
        )
        self.take = SecondaryButton(translate(N_("Take it")), small=True)
        self.take.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(self.file, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.field, 1)
        row.addWidget(self.take, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)

    def _take(self) -> None:
        if self.line.text().strip():
            self.given.emit(self.line.text())

    def _ask(self) -> None:
        kinds = f"{translate(N_('Cards and photos of codes'))} ({SOURCES})"
        path, _ = QFileDialog.getOpenFileName(self, self.file.accessibleName(), "", kinds)
        if path:
            self.given.emit(Path(path))


class SecretField(LabelledField):
    """The team's passphrase, or the words of its recovery sheet."""

    def __init__(self, hint: str = "") -> None:
        super().__init__(
            translate(N_("The team's passphrase")),
            passphrase_field(),
            hint or translate(N_("or the 24 words of the team's recovery sheet")),
        )
        self.setMaximumWidth(look().px(520))

    def secret(self) -> TeamSecret | None:
        """What was typed; None where nothing was."""
        return as_secret(str(self.field.text()))


class AnswerShown(QWidget):
    """A coordinator's answer for one laptop: as a file, as a square code.

    Signals:
        saved: the file was written.
    """

    saved = Signal()

    def __init__(self, answer: LaptopInvited, save: Callable[[LaptopInvited, Path], Path]) -> None:
        super().__init__()
        px = look().px
        self.answer, self._save = answer, save
        self.button = SecondaryButton(translate(N_("Save the answer onto a stick…")), "save")
        self.button.clicked.connect(self._ask)
        self.notice = Notice()
        self.code = SquareCode(code_picture(answer.code), translate(N_("The answer as a square code")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(20))
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(px(10))
        column.addWidget(WrappedLabel(translate(N_("By code: let that laptop scan it, or photograph it."))))
        column.addWidget(WrappedLabel(translate(N_("Or by stick:"))))
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.notice)
        column.addStretch(1)
        row.addLayout(column, 1)

    def save_into(self, folder: Path) -> None:
        """Write the file there."""
        try:
            path = self._save(self.answer, folder)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self.notice.say(translate(N_("Saved: {file}")).format(file=path.name))
        self.saved.emit()

    def _ask(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(N_("Onto which stick?")))
        if folder:
            self.save_into(Path(folder))


class Digits(QWidget):
    """Eight digits in large, with a line above."""

    def __init__(self, words: str, digits: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(WrappedLabel(words, "secondary"))
        column.addWidget(label(digits, "figure-large"))


def buttons(*some: QWidget) -> FlowRow:
    """Buttons beside each other where there is room."""
    row = FlowRow()
    for each in some:
        row.add(each)
    return row
