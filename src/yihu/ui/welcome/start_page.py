"""The first start: two ways in, side by side."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.base.progress import Progress
from yihu.ui.look import (
    Card,
    LinkButton,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    icon_label,
    label,
    look,
)
from yihu.ui.look.background import run_in_background
from yihu.ui.look.fields import LabelledField, passphrase_field
from yihu.ui.look.scrolling import stack
from yihu.ui.welcome.presenter import SHORTEST, WelcomePresenter, strength


class StartPage(QWidget):
    """Signals:
    opened: a `Workspace`. restoring: a copy is to be put back; the gate leads through it.
    """

    opened = Signal(object)
    restoring = Signal()

    def __init__(self, presenter: WelcomePresenter) -> None:
        super().__init__()
        self.presenter = presenter
        px = look().px
        self.notice, self.strip = Notice(), ProgressStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(16))
        self.cards = cards = QHBoxLayout()
        cards.setSpacing(px(24))
        cards.addWidget(self._demo_card(), 4)
        cards.addWidget(self._work_card(), 5)
        column.addLayout(cards)
        column.addWidget(self.notice)
        column.addWidget(self.strip)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.cards, self.width() + look().px(260))

    def _demo_card(self) -> Card:
        card = Card()
        card.body.setContentsMargins(*(look().px(24),) * 4)
        card.body.addWidget(icon_label("sprout", look().colours.green, 32))
        card.body.addWidget(label(translate(N_("Try the demo village")), "title"))
        words = (
            N_("41 invented households: some surveyed, some with a signed plan, some still to visit."),
            N_("Look around, change what you like. Nothing here touches real data."),
            N_("It opens at once, without a passphrase."),
        )
        for sentence in words:
            card.body.addWidget(label(translate(sentence), "body2", wrap=True))
        card.body.addStretch(1)
        again = self.presenter.demo_exists()
        button = translate(N_("Back to the demo village") if again else N_("Try the demo village"))
        self.demo_button = SecondaryButton(button, "play")
        self.demo_button.clicked.connect(self.try_demo)
        card.body.addWidget(self.demo_button)
        return card

    def _work_card(self) -> Card:
        px, typed = look().px, self.presenter.begin
        card = Card()
        card.body.setContentsMargins(*(px(24),) * 4)
        card.body.setSpacing(px(10))
        card.body.addWidget(label(translate(N_("Start work")), "title"))
        self.team = LabelledField(translate(N_("Name of the team")), QLineEdit(typed.team))
        self.team.field.setPlaceholderText(translate(N_("e.g. Qingzhu village team 2")))
        self.person = LabelledField(translate(N_("Your name")), QLineEdit(typed.person))
        least = translate(N_("At least {count} characters; a short sentence is best.")).format(count=SHORTEST)
        self.passphrase = LabelledField(translate(N_("Passphrase")), passphrase_field(), least)
        self.again = LabelledField(translate(N_("Passphrase once more")), passphrase_field())
        for pair in ((self.team, self.person), (self.passphrase, self.again)):
            row = QHBoxLayout()
            row.setSpacing(px(16))
            for field in pair:
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            card.body.addLayout(row)
        card.body.addWidget(label(translate(_FORGOTTEN), "secondary", tone="amber", wrap=True))
        card.body.addLayout(self._folder_row())
        self.start_button = PrimaryButton(translate(N_("Start work")), main=True)
        self.start_button.clicked.connect(self.start)
        card.body.addWidget(self.start_button)
        self.restore_button = LinkButton(translate(N_("I have a copy from another laptop: put it back…")))
        self.restore_button.clicked.connect(self._restore)
        card.body.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._listen()
        return card

    def _listen(self) -> None:
        for field in (self.team, self.person, self.passphrase, self.again):
            field.field.textEdited.connect(self._typed)
            field.field.returnPressed.connect(self._next_or_start)

    def _folder_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.folder = label("", "secondary", wrap=True)
        other = SecondaryButton(translate(N_("Another folder…")), "folder", small=True)
        other.clicked.connect(self._choose_folder)
        row.addWidget(self.folder, 1)
        row.addWidget(other)
        self._show_folder()
        return row

    def _show_folder(self) -> None:
        words = translate(N_("The data will lie, encrypted, in {folder}"))
        self.folder.setText(words.format(folder=self.presenter.begin.folder))

    def _choose_folder(self) -> None:
        title = translate(N_("Where shall the data lie?"))
        chosen = QFileDialog.getExistingDirectory(self, title, str(self.presenter.begin.folder.parent))
        if chosen:
            self.presenter.begin.folder = Path(chosen)
            self._show_folder()

    def _typed(self) -> None:
        typed = self.presenter.begin
        typed.team, typed.person = self.team.field.text(), self.person.field.text()
        typed.passphrase, typed.again = self.passphrase.field.text(), self.again.field.text()
        for field in (self.team, self.person, self.again):
            field.say_wrong("")
        self.passphrase.say_tone(*strength(typed.passphrase, typed.team, typed.person))

    def _restore(self) -> None:
        self.presenter.begin_restore()
        self.restoring.emit()

    def _next_or_start(self) -> None:
        fields = (self.team, self.person, self.passphrase, self.again)
        empty = next((field.field for field in fields if not field.field.text()), None)
        if empty is not None and empty is not self.sender():
            empty.setFocus()
        else:
            self.start()

    def start(self) -> None:
        """Make the folder, or say at each field what is missing."""
        self._typed()
        wrong = self.presenter.missing()
        for name in ("team", "person", "passphrase", "again"):
            if name in wrong:
                getattr(self, name).say_wrong(wrong[name])
        if wrong:
            getattr(self, next(iter(wrong))).field.setFocus()
            return
        typed, shell = self.presenter.begin, self.presenter.shell
        self._run(
            lambda _: shell.create(typed.folder, typed.passphrase, typed.team.strip(), typed.person.strip()),
            translate(N_("Making the encrypted folder")),
        )

    def try_demo(self) -> None:
        """Open the demo village."""
        self._run(self.presenter.shell.try_demo, translate(N_("Preparing the demo village")))

    def _run(self, work: Callable[[Progress], object], what: str) -> None:
        self.notice.hide()
        self._set_busy(True)

        def failed(error: UserError) -> None:
            self._set_busy(False)
            self.notice.show_error(error)

        run_in_background(
            work, self.opened.emit, failed=failed, strip=self.strip, notice=self.notice, what=what
        )

    def _set_busy(self, busy: bool) -> None:
        self.demo_button.setEnabled(not busy)
        self.start_button.setEnabled(not busy)


_FORGOTTEN = N_(
    "Only the passphrase opens the data of this laptop, or the recovery sheet that comes next. Without both nobody "
    "can open it, the makers neither. What was handed over to others is kept there."
)
