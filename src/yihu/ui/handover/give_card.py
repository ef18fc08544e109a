"""Give: for whom, what, where to."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.export_package import ExportReport
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.handover.give_what import GiveWhat
from yihu.ui.handover.giving import GivePresenter, RecipientGroup, RecipientView
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
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.text import ElidedLabel
from yihu.ui.look.tokens import look

SHOWN_AT_FIRST = 6


class GiveCard(Card):
    """Signals:
    card_wanted: another laptop's card is to be read.
    given: files were written.
    """

    card_wanted = Signal()
    given = Signal()

    def __init__(self, presenter: GivePresenter, parent: QWidget | None = None) -> None:
        super().__init__(
            translate(N_("Give")), translate(N_("your work, onto a stick, for another laptop")), parent
        )
        self.presenter = presenter
        self._all_shown = False
        px = look().px
        self.body.setSpacing(px(8))
        self.people = QVBoxLayout()
        self.people.setSpacing(px(2))
        self.know_button = LinkButton(translate(N_("Another laptop: read its card…")), "user")
        self.know_button.clicked.connect(self.card_wanted)
        self.what = GiveWhat(presenter)
        self.what.changed.connect(self._allow)
        self.sticks = FlowRow()
        self.target = ElidedLabel("", "secondary")
        self.button = PrimaryButton(translate(N_("Give")), main=True)
        self.button.clicked.connect(self.give)
        self.missing = WrappedLabel("", "secondary")
        self.strip, self.notice = ProgressStrip(), Notice()
        self.files = QVBoxLayout()
        self.files.setSpacing(0)
        self._lay_out()

    def show_choices(self) -> None:
        """Everything as it stands now."""
        self._show_people()
        self.what.show_choices()
        self._show_sticks()
        self._allow()

    def choose_target(self, folder: Path) -> None:
        """Write there."""
        self.presenter.target = folder
        self._show_sticks()
        self._allow()

    def give(self) -> None:
        """Write the files beside the window."""
        self.notice.hide()
        clear(self.files)
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
        view = self.presenter.view_given(report)
        self.notice.say(view.sentence, view.details)
        for words in view.files:
            self.files.addWidget(ElidedLabel(words, "secondary"))
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
        groups = self.presenter.groups()
        room = SHOWN_AT_FIRST if not self._all_shown else sum(len(group.recipients) for group in groups)
        for group in groups:
            if group.title and room > 0:
                self.people.addWidget(label(group.title, "secondary"))
            for recipient in group.recipients[: max(room, 0)]:
                self.people.addLayout(self._recipient(recipient))
            room -= len(group.recipients)
        self._offer_rest(groups, -room)
        if not groups:
            words = N_("No other laptop is known yet. Take its card (a .yihukey file) over once.")
            self.people.addWidget(WrappedLabel(translate(words), "body2"))

    def _offer_rest(self, groups: tuple[RecipientGroup, ...], hidden: int) -> None:
        if hidden <= 0 or not groups:
            return
        more = LinkButton(translate(N_("{count} more laptops")).format(count=hidden))
        more.clicked.connect(self._show_all)
        self.people.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_all(self) -> None:
        self._all_shown = True
        self._show_people()

    def _recipient(self, recipient: RecipientView) -> QHBoxLayout:
        line = QHBoxLayout()
        box = QCheckBox(recipient.name)
        box.setChecked(recipient.chosen)
        box.toggled.connect(lambda on, of=recipient.fingerprint: self._recipient_chosen(of, on))
        line.addWidget(box)
        line.addStretch(1)
        line.addWidget(ElidedLabel(recipient.last, "secondary"))
        return line

    def _recipient_chosen(self, fingerprint: str, chosen: bool) -> None:
        self.presenter.choose_recipient(fingerprint, chosen)
        self.what.show_choices()
        self._allow()

    def _show_sticks(self) -> None:
        self.sticks.clear()
        for name, folder in list_sticks()[:3]:
            button = SecondaryButton(name, "usb", small=True)
            button.clicked.connect(lambda _checked=False, folder=folder: self.choose_target(folder))
            self.sticks.add(button)
        other = SecondaryButton(translate(N_("Choose the stick or folder…")), "folder-open", small=True)
        other.clicked.connect(self._ask_folder)
        self.sticks.add(other)
        target = self.presenter.target
        self.target.setText(translate(N_("to {folder}")).format(folder=target) if target else "")
        self.target.setVisible(target is not None)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(N_("To which stick or folder?")))
        if folder:
            self.choose_target(Path(folder))

    def _lay_out(self) -> None:
        body = self.body
        body.addWidget(label(translate(N_("For whom")), "strong"))
        body.addLayout(self.people)
        body.addWidget(self.know_button, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(label(translate(N_("What")), "strong"))
        body.addWidget(self.what)
        body.addWidget(label(translate(N_("Where to")), "strong"))
        body.addWidget(self.sticks)
        body.addWidget(self.target)
        body.addStretch(1)
        body.addWidget(self.strip)
        body.addWidget(self.notice)
        body.addLayout(self.files)
        row = QHBoxLayout()
        row.addWidget(self.missing, 1)
        row.addWidget(self.button)
        body.addLayout(row)
