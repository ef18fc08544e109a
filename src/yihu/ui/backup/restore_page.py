"""Putting a copy back: three steps, at the gate."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.backup.restore_presenter import STEPS, RestorePresenter
from yihu.ui.handover.sticks import list_sticks
from yihu.ui.look import (
    Card,
    ChoiceButton,
    LinkButton,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    StatePill,
    clear,
    icon_label,
    label,
    look,
)
from yihu.ui.look.background import run_in_background
from yihu.ui.look.fields import LabelledField, passphrase_field


class RestorePage(QWidget):
    """Signals:
    opened: a `Workspace`. left: back to where one came from.
    """

    opened = Signal(object)
    left = Signal()

    def __init__(self, presenter: RestorePresenter) -> None:
        super().__init__()
        self.presenter = presenter
        px = look().px
        self.notice, self.strip = Notice(), ProgressStrip()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(px(16))
        card = Card()
        card.body.setContentsMargins(*(px(24),) * 4)
        card.body.setSpacing(px(12))
        card.body.addWidget(label(translate(N_("Put a copy back")), "title", wrap=True))
        self.steps = QHBoxLayout()
        self.steps.setSpacing(px(8))
        card.body.addLayout(self.steps)
        for part in (self.notice, self.strip):
            card.body.addWidget(part)
        self.inner = QVBoxLayout()
        self.inner.setSpacing(px(10))
        card.body.addLayout(self.inner)
        column.addWidget(card)
        column.addStretch(1)
        row.addStretch(1)
        row.addLayout(column, 6)
        row.addStretch(1)
        self.show_step()

    def show_step(self) -> None:
        """The step in front."""
        clear(self.inner)
        self._show_steps()
        (self._which, self._what)[min(self.presenter.step, 1)]()

    def _show_steps(self) -> None:
        clear(self.steps)
        for number, words in enumerate(STEPS):
            tone = "green" if number == self.presenter.step else "grey"
            self.steps.addWidget(StatePill(f"{number + 1}  {translate(words)}", tone))  # type: ignore[arg-type]
        self.steps.addStretch(1)

    # 1: which copy

    def _which(self) -> None:
        presenter = self.presenter
        if presenter.place is None:
            words = N_("Plug the stick with the copies in, or say where they lie.")
        elif not presenter.copies:
            words = N_("There is no copy of this program in that folder. Look on another stick or folder.")
        else:
            words = N_("The newest copy is usually the right one.")
        self.inner.addWidget(label(translate(words), "body", wrap=True))
        if presenter.place is not None:
            self.inner.addWidget(label(str(presenter.place), "secondary", wrap=True))
        self.choices = []
        for number, copy in enumerate(presenter.copies):
            button = ChoiceButton(f"{copy.when}    {copy.holds}")
            button.setChecked(number == presenter.chosen)
            button.clicked.connect(lambda _=False, chosen=number: self._choose(chosen))
            self.choices.append(button)
            self.inner.addWidget(button)
        self._places()
        self.next_button = PrimaryButton(translate(N_("Next: what happens")), main=True)
        self.next_button.setEnabled(presenter.copy is not None)
        self.next_button.clicked.connect(lambda: self._go(1))
        self.inner.addLayout(self._foot(translate(N_("Not now")), self.left.emit, self.next_button))

    def _places(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(look().px(12))
        for name, path in list_sticks()[:3]:
            button = SecondaryButton(name, "usb", small=True)
            button.clicked.connect(lambda _=False, place=path: self.look_in(place))
            row.addWidget(button)
        self.folder_button = SecondaryButton(translate(N_("Look in a folder…")), "folder", small=True)
        self.folder_button.clicked.connect(self._choose_folder)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        self.inner.addLayout(row)

    def _choose_folder(self) -> None:
        title = translate(N_("Where do the copies lie?"))
        chosen = QFileDialog.getExistingDirectory(self, title, str(self.presenter.place or Path.home()))
        if chosen:
            self.look_in(Path(chosen))

    def look_in(self, place: Path) -> None:
        """Show the copies that lie there."""
        self.presenter.look_in(place)
        self.show_step()

    def _choose(self, number: int) -> None:
        self.presenter.choose(number)
        for place, button in enumerate(self.choices):
            button.setChecked(place == number)

    def _go(self, step: int) -> None:
        self.notice.hide()
        self.presenter.step = step
        self.show_step()

    # 2: what happens

    def _what(self) -> None:
        for heading, sentences, icon, tone in (
            (N_("Kept"), self.presenter.kept(), "circle-check", "green"),
            (N_("Lost, if it lies nowhere else"), self.presenter.lost(), "triangle-alert", "amber"),
        ):
            self.inner.addWidget(label(translate(heading), "strong", wrap=True))
            for sentence in sentences:
                self.inner.addLayout(_line(icon, look().colours.text(tone), sentence))  # type: ignore[arg-type]
        self.passphrase = LabelledField(
            translate(N_("Passphrase of the day the copy was made")), passphrase_field()
        )
        self.passphrase.field.returnPressed.connect(self.restore)
        self.inner.addWidget(self.passphrase)
        self.button = PrimaryButton(translate(N_("Put this copy back")), "undo-2", main=True)
        self.button.clicked.connect(self.restore)
        self.inner.addLayout(self._foot(translate(N_("Another copy")), lambda: self._go(0), self.button))
        QTimer.singleShot(0, self.passphrase.field, self.passphrase.field.setFocus)

    def _foot(self, words: str, back: object, button: PrimaryButton) -> QHBoxLayout:
        row = QHBoxLayout()
        self.back = LinkButton(words)
        self.back.clicked.connect(back)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(button)
        return row

    # 3: doing it

    def restore(self) -> None:
        """Put it back, with progress; it can be stopped until the folders are exchanged."""
        typed = self.passphrase.field.text()
        if not typed:
            self.passphrase.say_wrong(translate(N_("Type your passphrase.")))
            return
        self.notice.hide()
        self._stand_at(2)

        def failed(error: UserError) -> None:
            self._stand_at(1)
            self.notice.show_error(error)
            self.passphrase.field.setFocus()
            self.passphrase.field.selectAll()

        run_in_background(
            lambda progress: self.presenter.restore(typed, progress),
            self.opened.emit,
            failed=failed,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Reading the copy and putting it back")),
        )

    def _stand_at(self, step: int) -> None:
        self.presenter.step = step
        self._show_steps()
        for part in (self.button, self.back, self.passphrase):
            part.setEnabled(step == 1)


def _line(icon: str, colour: str, sentence: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look().px(10))
    row.addWidget(icon_label(icon, colour, 18), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(sentence, "body", wrap=True), 1)
    return row
