"""Leave an interview, to go on later."""

from __future__ import annotations

from yihu.actions.open_visit import Interview
from yihu.actions.workspace import Workspace


def leave_visit(workspace: Workspace, interview: Interview) -> bool:
    """Seal what was answered into one changeset; False when nothing was."""
    raise NotImplementedError
