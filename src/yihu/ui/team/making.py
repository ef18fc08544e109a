"""Make our team: name, passphrase; the sheet printed, the copies; two words of the sheet."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit

from yihu.actions.create_organisation import COPIES_WANTED, RecoverySheet, TeamMade
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.base.progress import Silent
from yihu.ui.look import SecondaryButton
from yihu.ui.look.fields import passphrase_field
from yihu.ui.team.parts import Digits, SecretField, Step, buttons
from yihu.ui.team.presenter import TeamPresenter


class MakeStep(Step):
    """Signals:
    made: the team is there; its sheet must be printed.
    """

    made = Signal()

    def __init__(self, presenter: TeamPresenter) -> None:
        super().__init__(
            translate(N_("Make our team")),
            translate(
                N_(
                    "This computer becomes the coordinator's. The passphrase is the team's own, not this laptop's."
                )
            ),
        )
        self.presenter = presenter
        self.name = self.add_field(
            translate(N_("Name of the team organisation")),
            QLineEdit(),
            translate(N_("the county, township or office")),
        )
        self.first = self.add_field(
            translate(N_("A passphrase for the team")),
            passphrase_field(),
            translate(N_("12 characters or more, such as four words. It is seldom needed: write it down.")),
        )
        self.second = self.add_field(translate(N_("The same once more")), passphrase_field())
        for each in (self.name, self.first, self.second):
            each.field.returnPressed.connect(self.make)
        self.finish(translate(N_("Make our team")), self.make)
        QTimer.singleShot(0, self.name.field, self.name.field.setFocus)

    def make(self) -> None:
        """Make it, if both passphrases are the same."""
        name, passphrase = self.name.field.text(), self.first.field.text()
        same = passphrase == self.second.field.text()
        self.second.say_wrong("" if same else translate(N_("The two passphrases are not the same.")))
        if same and self.next.isEnabled():
            what = translate(N_("Making the team"))
            self.work(what, lambda: self.presenter.make(name, passphrase), self._done)

    def _done(self, made: TeamMade) -> None:
        self.presenter.take_sheet(made.sheet)
        self.made.emit()


class OpenSheetStep(Step):
    """The sheet once more: the team's passphrase opens it.

    Signals:
        opened: the sheet is there.
    """

    opened = Signal()

    def __init__(self, presenter: TeamPresenter) -> None:
        super().__init__(
            translate(N_("The team's recovery sheet")),
            translate(N_("To print it once more, or to prove that it is put away.")),
        )
        self.presenter = presenter
        self.secret = SecretField()
        self.secret.field.returnPressed.connect(self.open)
        self.body.addWidget(self.secret)
        self.finish(translate(N_("Open the sheet")), self.open)
        QTimer.singleShot(0, self.secret.field, self.secret.field.setFocus)

    def open(self) -> None:
        """Open it."""
        secret = self.secret.secret()
        if secret is None:
            self.secret.say_wrong(translate(N_("Type the team's passphrase.")))
        elif self.next.isEnabled():
            what = translate(N_("Opening the sheet"))
            self.work(what, lambda: self.presenter.open_sheet(secret), self._done)

    def _done(self, sheet: RecoverySheet) -> None:
        self.presenter.take_sheet(sheet)
        self.opened.emit()


class SheetStep(Step):
    """Print it, keep copies of the team's file; then two words.

    Signals:
        put_away: two of its words were right.
    """

    put_away = Signal()

    def __init__(self, presenter: TeamPresenter) -> None:
        sheet = presenter.sheet
        assert sheet is not None
        super().__init__(
            translate(N_("Print the team's recovery sheet")),
            translate(
                N_(
                    "If this computer is lost, only the sheet or a copy of the team's file brings the team back. The sheet "
                    "belongs in a safe, not beside the computer, not in a photo."
                )
            ),
        )
        self.presenter = presenter
        self.body.addWidget(
            Digits(translate(N_("The team's digits: the same on all its laptops")), sheet.digits)
        )
        self.print_button = SecondaryButton(translate(N_("Print…")), "printer")
        self.print_button.clicked.connect(self._print)
        self.save_button = SecondaryButton(translate(N_("Save as PDF…")), "save")
        self.save_button.clicked.connect(self._ask_pdf)
        self.copy_button = SecondaryButton(translate(N_("Copy the team's file onto a stick…")), "usb")
        self.copy_button.clicked.connect(self._ask_copy)
        self.body.addWidget(buttons(self.print_button, self.save_button, self.copy_button))
        copies = translate(
            N_(
                "Keep {count} copies of the team's file on sticks in two places: with the team's passphrase each brings it back."
            )
        )
        self.say(copies.format(count=COPIES_WANTED), "secondary")
        self.say(translate(N_("Then read two words from the printed sheet:")), "strong")
        row = QHBoxLayout()
        self.words = []
        for number in presenter.asked:
            field = self.add_field(translate(N_("Word number {number}")).format(number=number), QLineEdit())
            field.field.setMaxLength(20)
            field.field.returnPressed.connect(self.prove)
            self.words.append(field)
            row.addWidget(field)
        self.body.addLayout(row)
        self.finish(
            translate(N_("I have put the sheet away")),
            self.prove,
            translate(N_("Later: remind me on this page")),
        )
        QTimer.singleShot(0, self.print_button, self.print_button.setFocus)

    def prove(self) -> None:
        """Check the two words."""
        try:
            self.presenter.put_away([field.field.text() for field in self.words])
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self.presenter.forget_sheet()
        self.put_away.emit()

    def save(self, target: Path) -> None:
        """Write the PDF."""
        try:
            path = self.presenter.print_sheet(target)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self.notice.say(
            translate(N_("Saved as {name}.")).format(name=path.name),
            translate(N_("Who has this file can speak for the team: print it, then delete it.")),
            tone="amber",
        )

    def copy_to(self, folder: Path) -> None:
        """One more copy of the team's sealed file."""
        try:
            path = self.presenter.copy(folder)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self.notice.say(translate(N_("Saved: {file}")).format(file=path.name))

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from yihu.ui.printing.printer_job import make_printer

        printer = make_printer()
        if QPrintDialog(printer, self).exec():
            self.print_on(printer)

    def print_on(self, printer: object) -> None:
        """The sheet on a printer."""
        from yihu.ui.printing.printer_job import print_papers

        pdf = self.presenter.pdf()
        self.work(
            translate(N_("Printing")),
            lambda: print_papers(printer, [""], lambda _: pdf, Silent()),  # type: ignore[arg-type]
            lambda _: self.notice.say(translate(N_("The sheet went to the printer."))),
        )

    def _ask_pdf(self) -> None:
        title = translate(N_("Where shall the sheet be saved? Best on a stick."))
        chosen = QFileDialog.getExistingDirectory(self, title)
        if chosen:
            self.save(Path(chosen))

    def _ask_copy(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(N_("Onto which stick?")))
        if folder:
            self.copy_to(Path(folder))


class RecoverStep(Step):
    """The team once more on another computer: by its sheet, or by a copy of its file.

    Signals:
        recovered: the team is back.
    """

    recovered = Signal()

    def __init__(self, presenter: TeamPresenter) -> None:
        super().__init__(
            translate(N_("Bring our team back")),
            translate(
                N_(
                    "By a copy of the team's file and its passphrase, or by the printed sheet. Afterwards report the lost computer."
                )
            ),
        )
        self.presenter = presenter
        self.copy: Path | None = None
        self.copy_button = SecondaryButton(translate(N_("A copy of the team's file…")), "usb")
        self.copy_button.clicked.connect(self._ask_copy)
        self.body.addWidget(buttons(self.copy_button))
        self.name = self.add_field(translate(N_("Name of the team organisation")), QLineEdit())
        self.words = self.add_field(
            translate(N_("The 24 words of the sheet, or its code")),
            QLineEdit(),
            translate(N_("Chinese characters or English words, with or without spaces between characters.")),
        )
        self.first = self.add_field(translate(N_("A new passphrase for the team")), passphrase_field())
        self.finish(translate(N_("Bring it back")), self.recover)
        QTimer.singleShot(0, self.copy_button, self.copy_button.setFocus)

    def choose_copy(self, path: Path) -> None:
        """By this copy: only the passphrase is asked for."""
        self.copy = path
        for field in (self.name, self.words):
            field.hide()
        self.first.caption.setText(translate(N_("The team's passphrase")))
        self.first.field.setAccessibleName(translate(N_("The team's passphrase")))
        self.notice.say(translate(N_("Copy: {file}")).format(file=path.name), tone="grey")

    def recover(self) -> None:
        """Bring it back by what was given."""
        if not self.next.isEnabled():
            return
        copy, passphrase = self.copy, self.first.field.text()
        name, words = self.name.field.text(), self.words.field.text()
        what = translate(N_("Bringing the team back"))
        if copy is not None:
            self.work(what, lambda: self.presenter.recover_from_copy(copy, passphrase), self._done)
        else:
            self.work(what, lambda: self.presenter.recover(name, words, passphrase), self._done)

    def _done(self, _team: object) -> None:
        self.recovered.emit()

    def _ask_copy(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, translate(N_("Choose the copy of the team's file")))
        if path:
            self.choose_copy(Path(path))
