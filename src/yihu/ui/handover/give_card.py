"""Give: for whom, what, where to."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.export_package import ExportReport
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.handover.presenter import HandoverPresenter
from yihu.ui.handover.sticks import list_sticks
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    Card,
    LinkButton,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    clear,
    label,
    run_in_background,
)
from yihu.ui.look.text import ElidedLabel
from yihu.ui.look.tokens import look


class GiveCard(Card):
    """Signals:
    card_wanted: another laptop's card is to be read.
    given: a file was written.
    """

    card_wanted = Signal()
    given = Signal()

    def __init__(self, presenter: HandoverPresenter, parent: QWidget | None = None) -> None:
        super().__init__(
            translate(N_("Give")), translate(N_("your work, onto a stick, for another laptop")), parent
        )
        self.presenter = presenter
        px = look().px
        self.body.setSpacing(px(10))
        self.people = QVBoxLayout()
        self.people.setSpacing(px(2))
        self.know_button = LinkButton(translate(N_("Another laptop: read its card…")), "key-round")
        self.know_button.clicked.connect(self.card_wanted)
        self.villages = QComboBox()
        self.villages.setAccessibleName(translate(N_("What")))
        self.villages.activated.connect(self._village_chosen)
        self.sticks = QHBoxLayout()
        self.sticks.setSpacing(px(8))
        self.target = ElidedLabel("", "secondary")
        self.button = PrimaryButton(translate(N_("Give")), main=True)
        self.button.clicked.connect(self.give)
        self.missing = label("", "secondary")
        self.strip, self.notice = ProgressStrip(), Notice()
        self._lay_out()

    def show_choices(self) -> None:
        """Everything as it stands now."""
        self._show_people()
        self._show_villages()
        self._show_sticks()
        self._allow()

    def choose_target(self, folder: Path) -> None:
        """Write there."""
        self.presenter.target = folder
        self._show_sticks()
        self._allow()

    def give(self) -> None:
        """Write the file beside the window."""
        self.notice.hide()
        self.button.setEnabled(False)
        run_in_background(
            self.presenter.give,
            self._done,
            failed=self._failed,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Writing, please leave the stick in")),
        )

    def _done(self, report: ExportReport) -> None:
        self.presenter.given = report
        self.notice.say(*self.presenter.say_given(report))
        self._allow()
        self.given.emit()

    def _failed(self, trouble: UserError) -> None:
        self.notice.show_error(trouble)
        self._allow()

    def _allow(self) -> None:
        missing = self.presenter.what_is_missing()
        self.missing.setText(missing)
        self.button.setEnabled(not missing)

    def _show_people(self) -> None:
        clear(self.people)
        contacts = self.presenter.contacts()
        for card in contacts:
            line = QHBoxLayout()
            name = f"{card.team} · {card.laptop}" if card.laptop else card.team
            box = QCheckBox(name)
            box.setChecked(card.fingerprint in self.presenter.recipients)
            box.toggled.connect(lambda on, of=card.fingerprint: self._recipient_chosen(of, on))
            line.addWidget(box)
            line.addStretch(1)
            line.addWidget(label(self.presenter.say_last(card), "secondary"))
            self.people.addLayout(line)
        if not contacts:
            words = N_("No other laptop is known yet. Take its card (a .yihukey file) over once.")
            self.people.addWidget(WrappedLabel(translate(words), "body2"))

    def _recipient_chosen(self, fingerprint: str, chosen: bool) -> None:
        self.presenter.choose_recipient(fingerprint, chosen)
        self._allow()

    def _show_villages(self) -> None:
        self.villages.clear()
        self.villages.addItem(translate(N_("The work of all villages")), "")
        for village in self.presenter.all_villages():
            self.villages.addItem(f"{village.township}{village.name}", village.code)
            if village.code in self.presenter.villages:
                self.villages.setCurrentIndex(self.villages.count() - 1)

    def _village_chosen(self, _at: int) -> None:
        code = str(self.villages.currentData())
        self.presenter.villages = {code} if code else set()

    def _show_sticks(self) -> None:
        clear(self.sticks)
        for name, folder in list_sticks()[:3]:
            button = SecondaryButton(name, "usb", small=True)
            button.clicked.connect(lambda _checked=False, folder=folder: self.choose_target(folder))
            self.sticks.addWidget(button)
        other = SecondaryButton(translate(N_("Choose the stick or folder…")), "folder-open", small=True)
        other.clicked.connect(self._ask_folder)
        self.sticks.addWidget(other)
        self.sticks.addStretch(1)
        target = self.presenter.target
        self.target.setText(translate(N_("to {folder}")).format(folder=target) if target else "")
        self.target.setVisible(target is not None)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(N_("To which stick or folder?")))
        if folder:
            self.choose_target(Path(folder))

    def _lay_out(self) -> None:
        for words, part in (
            (N_("For whom"), self.people),
            (None, self.know_button),
            (N_("What"), self.villages),
            (N_("Where to"), self.sticks),
            (None, self.target),
        ):
            if words:
                self.body.addWidget(label(translate(words), "strong"))
            if part is self.know_button:
                self.body.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
            elif isinstance(part, QWidget):
                self.body.addWidget(part)
            else:
                self.body.addLayout(part)
        self.body.addStretch(1)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.notice)
        row = QHBoxLayout()
        row.addWidget(self.missing, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
