"""Later starts: the passphrase."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

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
    label,
    look,
)
from yihu.ui.look.background import run_in_background
from yihu.ui.look.fields import LabelledField, passphrase_field
from yihu.ui.welcome.countdown import Countdown
from yihu.ui.welcome.presenter import WelcomePresenter


class UnlockPage(QWidget):
    """Signals:
    opened: a `Workspace`.
    folder_chosen: another folder, or another way in; the gate decides what to show for it.
    """

    opened = Signal(object)
    folder_chosen = Signal()

    def __init__(self, presenter: WelcomePresenter) -> None:
        super().__init__()
        self.presenter = presenter
        px = look().px
        self.notice, self.strip = Notice(), ProgressStrip()
        self.mend_button = PrimaryButton(translate(N_("Put a copy back…")), "undo-2")
        self.mend_button.clicked.connect(self._restore)
        self.mend_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(px(16))
        column.addWidget(self._card())
        column.addStretch(1)
        row.addLayout(column, 3)
        row.addStretch(1)

    def _card(self) -> Card:
        px = look().px
        card = Card()
        card.body.setContentsMargins(*(px(24),) * 4)
        card.body.setSpacing(px(12))
        card.body.addWidget(label(translate(N_("Unlock")), "title"))
        card.body.addWidget(label(self.presenter.why_locked(), "body", wrap=True))
        where = translate(N_("Data folder: {folder}")).format(folder=self.presenter.shell.folder)
        card.body.addWidget(label(where, "secondary", wrap=True))
        self.passphrase = LabelledField(translate(N_("Passphrase")), passphrase_field())
        self.passphrase.field.returnPressed.connect(self.unlock)
        card.body.addWidget(self.passphrase)
        for part in (self.notice, self.strip):
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            card.body.addWidget(part)
        card.body.addWidget(self.mend_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button = PrimaryButton(translate(N_("Open")), "lock", main=True)
        self.button.clicked.connect(self.unlock)
        card.body.addWidget(self.button)
        self.remembered_button = SecondaryButton(translate(N_("Open without the passphrase")), "monitor")
        self.remembered_button.clicked.connect(self.open_remembered)
        card.body.addWidget(self.remembered_button)
        self.remembered_button.setVisible(False)
        # Behind the first picture: looking needs libraries that the page itself doesn't.
        QTimer.singleShot(0, self, self._offer_remembered)
        card.body.addLayout(self._other_ways())
        self.setFocusProxy(self.passphrase.field)
        return card

    def _other_ways(self) -> QGridLayout:
        grid = QGridLayout()
        self.forgotten = LinkButton(translate(N_("I forgot the passphrase")))
        self.forgotten.clicked.connect(self._recover)
        self.restore_button = LinkButton(translate(N_("Put a copy back…")))
        self.restore_button.clicked.connect(self._restore)
        self.demo_button = LinkButton(translate(N_("Look at the demo village")))
        self.demo_button.clicked.connect(self.try_demo)
        other = LinkButton(translate(N_("Another data folder…")))
        other.clicked.connect(self._choose_folder)
        for place, button in enumerate((self.forgotten, self.restore_button, self.demo_button, other)):
            side = Qt.AlignmentFlag.AlignRight if place % 2 else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(button, place // 2, place % 2, side)
        return grid

    def _offer_remembered(self) -> None:
        self.remembered_button.setVisible(self.presenter.remembered())

    def _recover(self) -> None:
        self.presenter.begin_recover()
        self.folder_chosen.emit()

    def _restore(self) -> None:
        self.presenter.begin_restore()
        self.folder_chosen.emit()

    def open_remembered(self) -> None:
        """Open by this computer's key store."""
        self._run(lambda _: self.presenter.shell.open_remembered(), translate(N_("Opening")))

    def unlock(self) -> None:
        """Try the passphrase. A wrong one waits longer each time, beside the window's thread."""
        passphrase = self.passphrase.field.text()
        if not passphrase:
            self.passphrase.say_wrong(translate(N_("Type your passphrase.")))
            return
        self.passphrase.say_wrong("")
        shell = self.presenter.shell
        self._run(lambda _: shell.unlock(passphrase), translate(N_("Opening")))
        Countdown(self.presenter.wait, self.strip)

    def try_demo(self) -> None:
        """Open the demo village instead."""
        self._run(self.presenter.shell.try_demo, translate(N_("Preparing the demo village")))

    def _run(self, work: Callable[[Progress], object], what: str) -> None:
        self.notice.hide()
        self.mend_button.hide()
        self._set_busy(True)
        run_in_background(
            work,
            self.opened.emit,
            failed=self._failed,
            strip=self.strip,
            notice=self.notice,
            what=what,
        )

    def _failed(self, error: UserError) -> None:
        self._set_busy(False)
        self.notice.show_error(error)
        damaged = error.code in ("database-damaged", "folder-empty")
        self.mend_button.setVisible(damaged)
        self.passphrase.field.setFocus()
        self.passphrase.field.selectAll()

    def _set_busy(self, busy: bool) -> None:
        self.passphrase.field.setEnabled(not busy)
        self.button.setEnabled(not busy)
        self.demo_button.setEnabled(not busy)
        self.remembered_button.setEnabled(not busy)

    def _choose_folder(self) -> None:
        title = translate(N_("Which folder holds the data?"))
        chosen = QFileDialog.getExistingDirectory(self, title, str(self.presenter.shell.folder))
        if chosen:
            self.presenter.shell.choose_folder(Path(chosen))
            self.presenter.begin.folder = Path(chosen)
            self.folder_chosen.emit()
