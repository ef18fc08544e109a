"""The choices of a file to be saved, what it will hold, and the button that saves it: on a page or in a dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look import Notice, PrimaryButton, ProgressStrip, label, look, run_in_background
from yihu.ui.look.fields import LabelledField
from yihu.ui.save_table.presenter import Save, SavePresenter

if TYPE_CHECKING:
    from yihu.actions.export_tables import SavedTable


class SaveOptions(QWidget):
    """Signals:
    saved: the report of the file that was written.
    """

    saved = Signal(object)

    def __init__(self, presenter: SavePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self._save: Save | None = None
        self._name = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        self.format = QComboBox()
        self.format.activated.connect(self._choose_format)
        self.words = QComboBox()
        self.words.addItem(translate(N_("Answers in words")), True)
        self.words.addItem(translate(N_("Answers as codes")), False)
        self.words.activated.connect(self._choose_words)
        self.words_field = LabelledField(translate(N_("Answers from a list")), self.words)
        self.full = QCheckBox(translate(N_("Phone, ID and account numbers in full")))
        self.full.toggled.connect(self._show_reason)
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason.textChanged.connect(lambda _: self.reason_field.say_wrong(""))
        self.reason_field = LabelledField(
            translate(N_("What are the numbers needed for?")),
            self.reason,
            translate(N_("It is written into the log with your name.")),
        )
        self.warning = label("", "body", wrap=True)
        self.strip, self.notice = ProgressStrip(), Notice()
        self.button = PrimaryButton(translate(N_("Save as a file…")), "save", main=True)
        self.button.clicked.connect(self.ask_where)
        for part in (
            LabelledField(translate(N_("Format")), self.format),
            self.words_field,
            self.full,
            self.reason_field,
            self.warning,
            self.strip,
            self.notice,
            self.button,
        ):
            column.addWidget(part)
        self.reason_field.hide()

    def offer(
        self,
        name: str,
        save: Save,
        *,
        households: int,
        persons: int = 0,
        places: bool = False,
        only_workbook: bool = False,
    ) -> None:
        """Offer to save a table of this name; `save` writes it."""
        self._name, self._save = name, save
        self.notice.hide()
        kinds = self.presenter.kinds(places=places, only_workbook=only_workbook)
        if self.presenter.kind not in kinds:
            self.presenter.kind = kinds[0]
        self.format.clear()
        for kind in kinds:
            self.format.addItem(translate(kind.words), kind.key)
        self.format.setCurrentIndex(kinds.index(self.presenter.kind))
        self.words.setCurrentIndex(0 if self.presenter.labels else 1)
        self.full.setChecked(False)
        self.reason.clear()
        self.tell_people(households, persons)
        self._choose_format()
        self.button.forbid(
            ""
            if self.presenter.allowed
            else translate(N_("This laptop only looks; files are given out by others."))
        )

    def tell_people(self, households: int, persons: int = 0) -> None:
        """Say whose data the file will hold."""
        self.warning.setText(self.presenter.warning(households, persons))

    def _choose_format(self) -> None:
        self.presenter.choose(str(self.format.currentData()))
        self.words_field.setVisible(self.presenter.kind.labels)

    def _choose_words(self) -> None:
        self.presenter.labels = bool(self.words.currentData())

    def _show_reason(self, shown: bool) -> None:
        self.presenter.show_personal = shown
        self.reason_field.setVisible(shown)
        if shown:
            self.reason.setFocus()

    def ask_where(self) -> None:
        """Ask for the file's place, unless a reason is missing, and write it."""
        self.presenter.reason = self.reason.text().strip()
        if self.presenter.show_personal and not self.presenter.reason:
            self.reason_field.say_wrong(translate(N_("Write in a few words what they are needed for.")))
            self.reason.setFocus()
            return
        proposed = Path.home() / self.presenter.file_name(self._name)
        kinds = f"{translate(self.presenter.kind.words)} (*.{self.presenter.kind.format})"
        chosen, _ = QFileDialog.getSaveFileName(self, translate(N_("Save as a file…")), str(proposed), kinds)
        if chosen:
            self.write(Path(chosen))

    def write(self, path: Path) -> None:
        """Write the file beside the window."""
        if self._save is None:
            return
        ending = f".{self.presenter.kind.format}"
        target = path if path.suffix.lower() == ending else path.with_name(path.name + ending)
        save, how = self._save, self.presenter.how()
        self.notice.hide()
        self.button.setEnabled(False)
        run_in_background(
            lambda progress: save(target, how, progress),
            self._tell,
            failed=self._tell_error,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Writing the file")),
        )

    def _tell(self, report: SavedTable) -> None:
        self.button.setEnabled(True)
        words, below = self.presenter.saved(report)
        self.notice.say(words, below, tone="green")
        self.saved.emit(report)

    def _tell_error(self, error: object) -> None:
        self.button.setEnabled(True)
        self.notice.show_error(error)
