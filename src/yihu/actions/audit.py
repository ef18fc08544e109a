"""The audit log: who was shown what, what was done with keys, backups and erasures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.storage.rows import AuditCheck, AuditRow


def list_audit(workspace: Workspace, limit: int = 100) -> tuple[AuditRow, ...]:
    """The newest lines, newest first. `kind` is stable: `shown`, `passphrase_changed`, `role_changed`, ..."""
    return workspace.store.audit(limit)


def verify_audit(workspace: Workspace) -> AuditCheck:
    """Whether no line was edited or taken out, and none is missing at the end."""
    return workspace.store.verify_audit()
