"""Whether what is said on this laptop holds for the team: only a coordinator's word does, where there is one."""

from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_
from yihu.storage.errors import RulesNeedCoordinator

WAITS = N_("It waits for the coordinator's word, and isn't used until the coordinator signs it.")


def needs_coordinator(workspace: Workspace) -> None:
    """Raises RulesNeedCoordinator where what is said here counts for nobody."""
    if not workspace.store.speaks_for_rules:
        raise RulesNeedCoordinator


def waits_here(workspace: Workspace) -> bool:
    """Whether what is added on this laptop waits for the coordinator's word."""
    return not workspace.store.speaks_for_rules
