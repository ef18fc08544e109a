"""What the settings show of what waits for the coordinator's word."""

from __future__ import annotations

from yihu.actions.shared_rules import SharedRule, list_shared_rules, shared_rule_text, sign_shared_rule
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate
from yihu.storage.rows import RuleState
from yihu.ui.tone import Tone

TONES: dict[RuleState, Tone] = {
    RuleState.WAITING: "amber",
    RuleState.TAKEN: "amber",
    RuleState.RESERVED: "amber",
}


class SharedRulesPresenter:
    """What is listed, and signing one of them."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def rows(self) -> tuple[SharedRule, ...]:
        """What isn't used here, or used here alone."""
        return list_shared_rules(self.workspace, aside=True)

    def pill(self, row: SharedRule) -> tuple[str, Tone]:
        """Its state in words."""
        return row.standing(), TONES.get(row.state, "grey")

    def advice(self, row: SharedRule) -> str:
        """What to do, for who can sign and who can't."""
        if row.can_sign and row.state is RuleState.WAITING:
            return translate(N_("Read it; if it is right, sign it. Until then it isn't used."))
        return row.advice()

    def text(self, key: str) -> str:
        """What stands in it. Raises RuleGone."""
        return shared_rule_text(self.workspace, key)

    def sign(self, key: str) -> SharedRule:
        """Raises RuleGone, RulesNeedCoordinator, RoleForbids, DiskFull."""
        return sign_shared_rule(self.workspace, key)
