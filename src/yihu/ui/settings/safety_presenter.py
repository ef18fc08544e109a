"""Passphrase, locking, role, recovery sheet, this computer's key store, the log of showings. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.audit import check_words, deed_words, list_audit, reason_words, verify_audit
from yihu.actions.change_passphrase import PassphraseWait, change_passphrase, passphrase_wait
from yihu.actions.reading import find_row
from yihu.actions.recovery_sheet import is_sheet_wanted
from yihu.actions.remember_here import can_remember, forget_here, is_remembered, remember_here
from yihu.actions.set_role import set_role
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.moments import short_moment
from yihu.ui.tone import Tone
from yihu.ui.welcome.presenter import strength

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace
    from yihu.storage.rows import AuditRow
    from yihu.ui.window.shell import Shell

LINES = 60
MINUTES = (5, 10, 15, 30, 0)
ROLES: tuple[tuple[str, str, str], ...] = (
    ("surveyor", N_("Surveyor"), N_("Visits, plans, hands over.")),
    ("coordinator", N_("Coordinator"), N_("All of it, and the team and erasing on request.")),
    ("viewer", N_("Only looks"), N_("Lists and figures; changes nothing.")),
)
SHOWINGS = ("shown", "list_shown")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line of the log in words."""

    when: str
    what: str
    about: str
    showing: bool


class SafetyPresenter:
    """State of the settings' part *Safety*."""

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        self.workspace, self.shell = workspace, shell
        self.wished_role = self.role
        self.only_showings = False
        self.checked: tuple[str, Tone] | None = None
        self.can_remember: bool | None = None

    # passphrase

    def wrong_with(self, old: str, new: str, again: str) -> dict[str, str]:
        """What keeps a new passphrase from being set: field -> sentence."""
        wrong = {}
        words, tone = strength(new, self.workspace.team, self.workspace.person)
        if not old:
            wrong["old"] = translate(N_("Type your passphrase."))
        if not new:
            wrong["new"] = translate(N_("Choose a passphrase."))
        elif tone == "red":
            wrong["new"] = words
        if new and again != new:
            wrong["again"] = translate(N_("The two passphrases are not the same."))
        return wrong

    def strength(self, passphrase: str) -> tuple[str, Tone]:
        """How well it protects."""
        return strength(passphrase, self.workspace.team, self.workspace.person)

    def change_passphrase(self, old: str, new: str) -> None:
        """Takes a second or more: not in the window's thread. Raises PassphraseWrong, PassphraseShort."""
        change_passphrase(self.workspace, old, new)

    def wait(self) -> PassphraseWait:
        """How long a wrong one makes one wait."""
        return passphrase_wait(self.workspace.folder)

    # role

    @property
    def role(self) -> str:
        """The one in force."""
        return self.workspace.store.role

    def set_role(self, passphrase: str) -> None:
        """Take the wished role. Takes a second: not in the window's thread. Raises PassphraseWrong."""
        set_role(self.workspace, self.wished_role, passphrase)

    # recovery sheet, key store

    def sheet(self) -> tuple[str, Tone]:
        """How it stands with the recovery sheet."""
        if self.workspace.demo:
            return translate(N_("The demo village needs none.")), "grey"
        if is_sheet_wanted(self.workspace):
            return translate(N_("Not made yet")), "amber"
        return translate(N_("Made and put away")), "green"

    def remembered(self) -> bool:
        """Whether this computer opens the folder without the passphrase."""
        return is_remembered(self.workspace.folder)

    def look_for_key_store(self) -> bool:
        """Whether this computer has one; may take a second, so not in the window's thread."""
        return can_remember()

    def remember(self, passphrase: str) -> None:
        """Not in the window's thread. Raises PassphraseWrong, SystemKeyGone."""
        remember_here(self.workspace, passphrase)

    def forget(self) -> None:
        """Ask for the passphrase again."""
        forget_here(self.workspace)

    # log

    def log(self) -> tuple[LogLine, ...]:
        """The newest lines, the newest first."""
        rows = list_audit(self.workspace, LINES)
        kept = [row for row in rows if not self.only_showings or row.kind in SHOWINGS]
        return tuple(self._line(row) for row in kept)

    def check_log(self) -> None:
        """Whether nothing was altered; kept in `checked`."""
        found = verify_audit(self.workspace)
        self.checked = check_words(found), "green" if found.sound else "red"

    def _line(self, row: AuditRow) -> LogLine:
        details = row.details
        parts = [
            self._household(str(details.get("household", ""))),
            str(details.get("person", "")),
            reason_words(str(details.get("reason", ""))) if row.kind in SHOWINGS else "",
            " → ".join(self._role_words(str(details[key])) for key in ("before", "role") if key in details),
        ]
        return LogLine(
            when=short_moment(row.at_ms, self.workspace.clock.now()),
            what=deed_words(row),
            about=" · ".join(part for part in parts if part),
            showing=row.kind in SHOWINGS,
        )

    def _household(self, household_id: str) -> str:
        if not household_id:
            return ""
        try:
            name = find_row(self.workspace, household_id).head_name
        except UserError:
            return translate(N_("a household that is no longer here"))
        return translate(N_("{name}'s household")).format(name=name) if name else ""

    @staticmethod
    def _role_words(role: str) -> str:
        return next((translate(words) for name, words, _ in ROLES if name == role), role)
