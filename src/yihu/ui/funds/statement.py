"""The statement of a fund: as a PDF into a folder, or straight into a viewer's hands."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from yihu.actions.print_statement import print_statement
from yihu.base.i18n import N_, translate
from yihu.ui.funds.presenter import FundsPresenter
from yihu.ui.look import Notice, ProgressStrip, SecondaryButton, run_in_background


class StatementButtons(QWidget):
    """Writes the statement of the fund in view beside the window."""

    def __init__(self, presenter: FundsPresenter, notice: Notice, strip: ProgressStrip) -> None:
        super().__init__()
        self._presenter, self._notice, self._strip = presenter, notice, strip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.button = SecondaryButton(translate(N_("Statement as PDF…")), "file-text", small=True)
        self.button.clicked.connect(self._ask)
        row.addWidget(self.button)

    def _ask(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(N_("Folder for the statement")))
        if folder:
            self.write(Path(folder))

    def write(self, folder: Path) -> None:
        """Into this folder."""
        fund, space = self._presenter.ledger().fund.subject, self._presenter.workspace
        run_in_background(
            lambda _: print_statement(space, fund, folder),
            self._told,
            strip=self._strip,
            notice=self._notice,
            what=translate(N_("Writing the statement")),
        )

    def _told(self, file: Path) -> None:
        words = translate(N_("The statement is in {file}. No student's name stands in it."))
        self._notice.say(words.format(file=file.name))
