"""The settings' part *Safety*: cards of passphrase, locking, role, sheet, key store, log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look import (
    Card,
    Chip,
    ChoiceButton,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    StatePill,
    clear,
    label,
    look,
    rule,
    run_in_background,
    set_tone,
)
from yihu.ui.look.fields import LabelledField, passphrase_field
from yihu.ui.look.scrolling import scrolled
from yihu.ui.routes import RecoveryRoute
from yihu.ui.settings.safety_presenter import MINUTES, ROLES, LogLine, SafetyPresenter
from yihu.ui.welcome.countdown import Countdown

if TYPE_CHECKING:
    from yihu.base.errors import UserError

REMEMBER_WARNING = N_(
    "Whoever is logged in to this computer's account then opens all data without the passphrase. Only for a computer "
    "that is yours alone and asks for a password itself."
)


class SafetyCards(QObject):
    """Signals:
    go: a `Route`. changed: the role or the sheet may read otherwise now.
    """

    go = Signal(object)
    changed = Signal()

    def __init__(self, presenter: SafetyPresenter, parent: QObject) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self.left = (self._passphrase_card(), self._lock_card(), self._sheet_card(), self._remember_card())
        self.right = (self._role_card(), self._log_card())

    def enter(self) -> None:
        """Show how it stands now."""
        self._show_sheet()
        self._show_remember()
        self._show_role()
        self.show_log()
        if self.presenter.can_remember is None:
            run_in_background(
                lambda _: self.presenter.look_for_key_store(), self._found_key_store, notice=self.notice
            )

    def leave(self) -> None:
        """Passphrases that were typed are not kept."""
        for field in (*self.fields.values(), self.role_passphrase, self.remember_passphrase):
            field.field.clear()
            field.say_wrong("")
        self.presenter.wished_role = self.presenter.role
        self.presenter.checked = None

    # passphrase

    def _passphrase_card(self) -> Card:
        card = Card(translate(N_("Passphrase")))
        self.notice, self.strip = Notice(), ProgressStrip()
        self.fields = {
            "old": LabelledField(translate(N_("Passphrase so far")), passphrase_field()),
            "new": LabelledField(translate(N_("New passphrase")), passphrase_field()),
            "again": LabelledField(translate(N_("New passphrase once more")), passphrase_field()),
        }
        for field in self.fields.values():
            field.field.returnPressed.connect(self._change_passphrase)
            card.body.addWidget(field)
        new = self.fields["new"]
        new.field.textEdited.connect(lambda text: new.say_tone(*self.presenter.strength(text)))
        words = N_("Backups made before still open with the passphrase of their day.")
        card.body.addWidget(label(translate(words), "secondary", wrap=True))
        self.change_button = SecondaryButton(translate(N_("Change the passphrase")), "key-round")
        self.change_button.clicked.connect(self._change_passphrase)
        card.body.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.strip)
        card.body.addWidget(self.notice)
        return card

    def _change_passphrase(self) -> None:
        old, new, again = (self.fields[name].field.text() for name in ("old", "new", "again"))
        wrong = self.presenter.wrong_with(old, new, again)
        for name, field in self.fields.items():
            field.say_wrong(wrong.get(name, ""))
        if wrong:
            self.fields[next(iter(wrong))].field.setFocus()
            return

        def done(_: object) -> None:
            for field in self.fields.values():
                field.field.clear()
                field.say_wrong("")
            self.notice.say(translate(N_("The new passphrase holds from now on.")))
            self.enter()

        self._prove(
            lambda: self.presenter.change_passphrase(old, new),
            done,
            self.strip,
            self.notice,
            self.change_button,
            self.fields["old"].field,
        )

    def _prove(
        self,
        work: Callable[[], None],
        done: Callable[[object], None],
        strip: ProgressStrip,
        notice: Notice,
        button: QWidget,
        field: QLineEdit | None = None,
    ) -> None:
        """What needs the passphrase: beside the window's thread, a wait told second by second."""
        notice.hide()
        button.setEnabled(False)

        def finish(result: object) -> None:
            button.setEnabled(True)
            done(result)

        def failed(error: UserError) -> None:
            button.setEnabled(True)
            notice.show_error(error)
            if field is not None:
                field.setFocus()
                field.selectAll()

        run_in_background(
            lambda _: work(),
            finish,
            failed=failed,
            strip=strip,
            notice=notice,
            what=translate(N_("One moment")),
        )
        strip.button.hide()
        Countdown(self.presenter.wait, strip)

    # locking

    def _lock_card(self) -> Card:
        card = Card(translate(N_("Locking by itself")))
        words = N_("When nobody touches the computer, and when it goes to sleep. The open question waits.")
        card.body.addWidget(label(translate(words), "secondary", wrap=True))
        grid = QGridLayout()
        self.minutes = {}
        for place, minutes in enumerate(MINUTES):
            name = (
                translate(N_("{count} minutes")).format(count=minutes) if minutes else translate(N_("Never"))
            )
            button = ChoiceButton(name)
            button.clicked.connect(lambda _=False, chosen=minutes: self._choose_minutes(chosen))
            self.minutes[minutes] = button
            grid.addWidget(button, place // 3, place % 3)
        card.body.addLayout(grid)
        self.never = label(
            translate(N_("Who walks past can read and change everything. Lock it by hand: Ctrl+L.")),
            "secondary",
            tone="amber",
            wrap=True,
        )
        card.body.addWidget(self.never)
        self._show_minutes()
        return card

    def _choose_minutes(self, minutes: int) -> None:
        self.presenter.shell.choose_lock_minutes(minutes)
        self._show_minutes()

    def _show_minutes(self) -> None:
        chosen = self.presenter.shell.preferences.lock_minutes
        for minutes, button in self.minutes.items():
            button.setChecked(minutes == chosen)
        self.never.setVisible(chosen == 0)

    # sheet

    def _sheet_card(self) -> Card:
        card = Card(translate(N_("Recovery sheet")))
        self.sheet_state = StatePill("")
        card.head.addWidget(self.sheet_state)
        words = N_("24 words on paper: they open the data if the passphrase is forgotten.")
        card.body.addWidget(label(translate(words), "secondary", wrap=True))
        self.sheet_button = SecondaryButton("", "file-text")
        self.sheet_button.clicked.connect(lambda: self.go.emit(RecoveryRoute()))
        card.body.addWidget(self.sheet_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _show_sheet(self) -> None:
        words, tone = self.presenter.sheet()
        self.sheet_state.say(words, tone)
        name = translate(N_("Make the recovery sheet") if tone != "green" else N_("Make a new one…"))
        self.sheet_button.setText(f" {name}")
        self.sheet_button.setAccessibleName(name)
        self.sheet_button.setVisible(tone != "grey")

    # key store

    def _remember_card(self) -> Card:
        card = self.remember = Card(translate(N_("Open without the passphrase on this computer")))
        card.body.addWidget(label(translate(REMEMBER_WARNING), "secondary", tone="amber", wrap=True))
        self.remember_state = label("", "strong", wrap=True)
        self.remember_passphrase = LabelledField(translate(N_("Passphrase, to agree")), passphrase_field())
        self.remember_passphrase.field.returnPressed.connect(self._turn_remember)
        self.remember_button = SecondaryButton("")
        self.remember_button.clicked.connect(self._turn_remember)
        self.remember_strip, self.remember_notice = ProgressStrip(), Notice()
        for part in (self.remember_state, self.remember_passphrase):
            card.body.addWidget(part)
        card.body.addWidget(self.remember_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.remember_strip)
        card.body.addWidget(self.remember_notice)
        return card

    def _found_key_store(self, found: object) -> None:
        self.presenter.can_remember = bool(found)
        self._show_remember()

    def _show_remember(self) -> None:
        on = self.presenter.remembered()
        self.remember.setVisible(
            (on or bool(self.presenter.can_remember)) and not self.presenter.workspace.demo
        )
        self.remember_state.setText(translate(N_("It is on.")) if on else "")
        self.remember_state.setVisible(on)
        self.remember_passphrase.setVisible(not on)
        name = translate(N_("Ask for the passphrase again") if on else N_("Open without it from now on"))
        self.remember_button.setText(name)
        self.remember_button.setAccessibleName(name)

    def _turn_remember(self) -> None:
        if self.presenter.remembered():
            self.presenter.forget()
            self._show_remember()
            self.show_log()
            return
        typed = self.remember_passphrase.field.text()
        if not typed:
            self.remember_passphrase.say_wrong(translate(N_("Type your passphrase.")))
            return
        self.remember_passphrase.field.clear()
        self._prove(
            lambda: self.presenter.remember(typed),
            lambda _: self.enter(),
            self.remember_strip,
            self.remember_notice,
            self.remember_button,
        )

    # role

    def _role_card(self) -> Card:
        card = Card(translate(N_("What is done on this laptop")))
        self.roles = {}
        for name, words, means in ROLES:
            button = ChoiceButton(translate(words))
            button.setAccessibleDescription(translate(means))
            button.clicked.connect(lambda _=False, chosen=name: self._wish_role(chosen))
            self.roles[name] = button
            row = QHBoxLayout()
            row.setSpacing(look().px(12))
            row.addWidget(button, 2)
            row.addWidget(label(translate(means), "secondary", wrap=True), 3)
            card.body.addLayout(row)
        self.role_passphrase = LabelledField(translate(N_("Passphrase, to change it")), passphrase_field())
        self.role_passphrase.field.returnPressed.connect(self._set_role)
        self.role_button = PrimaryButton(translate(N_("Change what is done here")))
        self.role_button.clicked.connect(self._set_role)
        self.role_strip, self.role_notice = ProgressStrip(), Notice()
        card.body.addWidget(self.role_passphrase)
        card.body.addWidget(self.role_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.role_strip)
        card.body.addWidget(self.role_notice)
        return card

    def _wish_role(self, role: str) -> None:
        self.presenter.wished_role = role
        self._show_role()
        if role != self.presenter.role:
            self.role_passphrase.field.setFocus()

    def _show_role(self) -> None:
        wished = self.presenter.wished_role
        for name, button in self.roles.items():
            button.setChecked(name == wished)
        for part in (self.role_passphrase, self.role_button):
            part.setVisible(wished != self.presenter.role)

    def _set_role(self) -> None:
        typed = self.role_passphrase.field.text()
        if not typed:
            self.role_passphrase.say_wrong(translate(N_("Type your passphrase.")))
            return
        self.role_passphrase.field.clear()
        self.role_passphrase.say_wrong("")

        def done(_: object) -> None:
            self.role_notice.say(translate(N_("It holds from now on.")))
            self._show_role()
            self.show_log()
            self.changed.emit()

        self._prove(
            lambda: self.presenter.set_role(typed), done, self.role_strip, self.role_notice, self.role_button
        )

    # log

    def _log_card(self) -> Card:
        card = Card(translate(N_("Who was shown what")))
        words = N_(
            "Each showing of ID and phone numbers, and what was done with passphrase, backups and erasing. "
            "Lines can't be taken out."
        )
        card.body.addWidget(label(translate(words), "secondary", wrap=True))
        row = QHBoxLayout()
        self.only_showings = Chip(translate(N_("Only numbers shown")))
        self.only_showings.clicked.connect(self._turn_showings)
        self.check_button = SecondaryButton(
            translate(N_("Check that nothing was altered")), "shield-check", small=True
        )
        self.check_button.clicked.connect(self._check_log)
        row.addWidget(self.only_showings)
        row.addStretch(1)
        row.addWidget(self.check_button)
        card.body.addLayout(row)
        self.log_found = label("", "strong", wrap=True)
        self.log_found.hide()
        card.body.addWidget(self.log_found)
        self.log_list = QVBoxLayout()
        self.log_list.setSpacing(0)
        inner = QWidget()
        inner.setLayout(self.log_list)
        area = scrolled(inner)
        area.setMinimumHeight(look().px(260))
        card.body.addWidget(area, 1)
        return card

    def show_log(self) -> None:
        """The newest lines."""
        clear(self.log_list)
        self.only_showings.setChecked(self.presenter.only_showings)
        lines = self.presenter.log()
        for line in lines:
            for part in _log_parts(line):
                self.log_list.addWidget(part)
        if not lines:
            self.log_list.addWidget(label(translate(N_("No number was shown yet.")), "body2", wrap=True))
        self.log_list.addStretch(1)
        found = self.presenter.checked
        self.log_found.setVisible(found is not None)
        if found is not None:
            self.log_found.setText(found[0])
            set_tone(self.log_found, found[1])

    def _turn_showings(self) -> None:
        self.presenter.only_showings = not self.presenter.only_showings
        self.show_log()

    def _check_log(self) -> None:
        self.presenter.check_log()
        self.show_log()


def _log_parts(line: LogLine) -> Iterator[QWidget]:
    px = look().px
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, px(6), px(8), px(6))
    row.setSpacing(px(12))
    when: QLabel = label(line.when, "secondary")
    when.setFixedWidth(px(88))
    row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(line.what, "body", tone="blue" if line.showing else None, wrap=True))
    if line.about:
        words.addWidget(label(line.about, "secondary", wrap=True))
    row.addLayout(words, 1)
    yield box
    yield rule()
