"""The audit log: who was shown what, what was done with keys, backups and erasures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yihu.actions.reveal import TO_APPLY, TO_CALL, TO_CHOOSE, TO_COMPARE
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from yihu.storage.rows import AuditCheck, AuditRow

DEEDS = {
    "shown": N_("numbers of a household shown"),
    "list_shown": N_("a list shown with numbers"),
    "table_saved": N_("a table saved as a file, unencrypted"),
    "passphrase_changed": N_("passphrase changed"),
    "recovery_key_made": N_("recovery words made"),
    "remembered_here": N_("opens without passphrase on this computer"),
    "forgotten_here": N_("asks for the passphrase again"),
    "role_changed": N_("role changed"),
    "new_replica": N_("goes on under a new number of its own"),
    "restored": N_("restored from a backup"),
    "erased": N_("answers erased on request"),
    "card_trusted": N_("a laptop was confirmed"),
    "card_distrusted": N_("a laptop is no longer confirmed"),
    "package_released": N_("a file that was laid aside was taken in"),
    "papers_received": N_("news of the team received"),
    "organisation_made": N_("the team was made"),
    "organisation_recovered": N_("the team was brought back"),
    "organisation_joined": N_("joined a team"),
    "organisation_copied": N_("the team's sealed file copied"),
    "laptop_invited": N_("a laptop was invited"),
    "permission_renewed": N_("a laptop was renewed"),
    "laptop_reported_lost": N_("a laptop was reported lost"),
    "laptop_accepted_again": N_("a lost laptop was accepted again"),
    "keys_changed": N_("this laptop got new digits"),
    "template_added": N_("the look of a paper was changed"),
}
INSTALLED = N_("this folder was made")
REASONS = {
    TO_CALL: N_("To call them"),
    TO_COMPARE: N_("To compare with the paper"),
    TO_APPLY: N_("For an application of theirs"),
    TO_CHOOSE: N_("to choose between differing answers"),
}
CHECKS = {
    None: N_("The log is as it was written: {lines} lines."),
    "changed": N_("The log was changed at line {line}."),
    "cut": N_("The newest lines of the log are missing: once it reached to line {line}."),
    "head_missing": N_("The file that says how far the log reached is missing or was changed."),
}


def list_audit(workspace: Workspace, limit: int = 100) -> tuple[AuditRow, ...]:
    """The newest lines, newest first. `kind` is stable: `shown`, `passphrase_changed`, `role_changed`, ..."""
    return workspace.store.audit(limit)


def verify_audit(workspace: Workspace) -> AuditCheck:
    """Whether no line was edited or taken out, and none is missing at the end."""
    return workspace.store.verify_audit()


def deed_words(row: AuditRow) -> str:
    """What was done, in words. A folder's first number is written like every later one, and isn't new."""
    if row.kind == "new_replica" and row.details.get("reason") == "install":
        return translate(INSTALLED)
    return translate(DEEDS.get(row.kind, row.kind))


def reason_words(reason: str) -> str:
    """What a number was shown for; a person's own words, and those of lines before 0.3, as they are."""
    return translate(REASONS[reason]) if reason in REASONS else reason


def check_words(check: AuditCheck) -> str:
    """What a check found, in words."""
    return translate(CHECKS[check.problem]).format(lines=check.lines, line=check.line)
