"""The settings' part *Backup*: how it stands, the place, a copy now, the copies there are, putting one back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.backup.presenter import BackupPresenter
from yihu.ui.look import (
    Card,
    LinkButton,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    clear,
    icon_label,
    label,
    look,
    rule,
    run_in_background,
)
from yihu.ui.look.icons import pixmap
from yihu.ui.look.text import set_tone

if TYPE_CHECKING:
    from yihu.storage.backup_places import BackupRow

_ICONS = {"green": "circle-check", "amber": "triangle-alert", "blue": "clock", "grey": "info"}


class BackupCards(QObject):
    """Signals:
    changed: the state may read otherwise now. restore: put a copy back; the place of the copies, or None.
    """

    changed = Signal()
    restore = Signal(object)

    def __init__(self, presenter: BackupPresenter, parent: QObject) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self.left = (self._state_card(),)
        self.right = (self._list_card(), self._restore_card())

    def enter(self) -> None:
        """Show how it stands now."""
        self.show_state()

    def _state_card(self) -> Card:
        px = look().px
        card = Card(translate(N_("Second copy")))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        self.icon = icon_label("info", look().colours.ink_2, 24)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        self.sentence, self.advice = label("", "question", wrap=True), label("", "secondary", wrap=True)
        words.addWidget(self.sentence)
        words.addWidget(self.advice)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        card.body.addLayout(row)
        self.where = label("", "body", wrap=True)
        card.body.addWidget(self.where)
        self.copy_button = PrimaryButton(translate(N_("Copy now")), "save", main=True)
        self.copy_button.clicked.connect(self.copy_now)
        self.choose_button = SecondaryButton("", "folder")
        self.choose_button.clicked.connect(self._choose)
        self.stop_button = LinkButton(translate(N_("No more copies")))
        self.stop_button.clicked.connect(lambda: self.choose(None))
        card.body.addWidget(self.copy_button)
        row = QHBoxLayout()
        row.addWidget(self.choose_button)
        row.addStretch(1)
        row.addWidget(self.stop_button)
        card.body.addLayout(row)
        self.strip, self.notice = ProgressStrip(), Notice()
        card.body.addWidget(self.strip)
        card.body.addWidget(self.notice)
        sentence = N_(
            "After each finished household, encrypted like the data here; 7 days and 4 weeks are kept."
        )
        card.body.addWidget(label(translate(sentence), "secondary", wrap=True))
        return card

    def _list_card(self) -> Card:
        card = Card(translate(N_("The copies")))
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        card.body.addLayout(self.list)
        return card

    def _restore_card(self) -> Card:
        card = Card(translate(N_("Put a copy back")))
        words = N_(
            "When the laptop was exchanged or its data is damaged. Before anything happens you are told what is kept."
        )
        card.body.addWidget(label(translate(words), "secondary", wrap=True))
        self.restore_button = SecondaryButton(translate(N_("Put a copy back…")), "undo-2")
        self.restore_button.clicked.connect(lambda: self.restore.emit(self.presenter.place()))
        card.body.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def show_state(self) -> None:
        """State, place, list."""
        sentence, advice, tone = self.presenter.state()
        if self.presenter.demo:
            sentence, advice = translate(N_("The demo village needs none.")), ""
            tone = "grey"
        colours, size = look().colours, look().px(24)
        self.icon.setPixmap(pixmap(_ICONS[tone], colours.text(tone), size, self.icon.devicePixelRatioF()))
        self.sentence.setText(sentence)
        set_tone(self.sentence, tone if tone != "grey" else None)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        place = self.presenter.place()
        self.where.setText(translate(N_("They lie in {folder}")).format(folder=place) if place else "")
        self.where.setVisible(place is not None)
        name = translate(N_("Another place…") if place else N_("Choose a folder or stick…"))
        self.choose_button.setText(f" {name}")
        self.choose_button.setAccessibleName(name)
        self.choose_button.setVisible(not self.presenter.demo)
        self.copy_button.setVisible(place is not None)
        self.copy_button.setEnabled(self.presenter.can_copy())
        self.stop_button.setVisible(place is not None)
        self._show_list()

    def _show_list(self) -> None:
        clear(self.list)
        copies = self.presenter.copies()
        for copy in copies:
            row = QHBoxLayout()
            row.setContentsMargins(0, look().px(8), 0, look().px(8))
            row.addWidget(label(copy.when, "strong"))
            row.addStretch(1)
            row.addWidget(label(copy.holds, "secondary"))
            self.list.addLayout(row)
            self.list.addWidget(rule())
        if not copies:
            words = N_("None yet in the chosen place.") if self.presenter.place() else N_("None yet.")
            self.list.addWidget(label(translate(words), "body2", wrap=True))

    def _choose(self) -> None:
        title = translate(N_("Where shall the copies lie? Best on a stick."))
        start = str(self.presenter.place() or Path.home())
        chosen = QFileDialog.getExistingDirectory(self.choose_button.window(), title, start)
        if chosen:
            self.choose(Path(chosen))

    def choose(self, place: Path | None) -> None:
        """Copies go there from now on."""
        try:
            self.presenter.choose(place)
        except UserError as error:
            self.notice.show_error(error)
            return
        self.notice.hide()
        self.show_state()
        self.changed.emit()
        self.copy_button.setFocus()

    def copy_now(self) -> None:
        """Make a copy beside the window, with progress; it can be stopped."""
        self.notice.hide()
        self.copy_button.setEnabled(False)

        def done(row: BackupRow) -> None:
            self.show_state()
            words = N_("The copy is whole: written and read back. The stick may be taken out.")
            self.notice.say(translate(words))
            self.changed.emit()

        def failed(error: UserError) -> None:
            self.show_state()
            self.notice.show_error(error)
            self.changed.emit()

        run_in_background(
            self.presenter.copy_now,
            done,
            failed=failed,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Copying and reading back")),
        )
