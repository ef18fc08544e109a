"""What was given and received so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.storage.handover_rows import PackageRow


def list_handovers(workspace: Workspace, limit: int = 50) -> tuple[PackageRow, ...]:
    """The hand-overs of this laptop, the newest first."""
    return workspace.store.packages(limit)
