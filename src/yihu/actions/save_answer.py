"""Keep one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yihu.actions.open_visit import Interview
from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.engine import Outcome


def save_answer(workspace: Workspace, interview: Interview, outcome: Outcome, at_ref: str) -> None:
    """Write all that one step changed, durable before this returns; `at_ref` is where to resume.

    Raises:
        DiskFull: nothing of this step was kept; the session still shows it, so saving may be tried again.
    """
    raise NotImplementedError


def save_place(workspace: Workspace, interview: Interview, at_ref: str) -> None:
    """Remember where the person is, without an answer (they moved on)."""
    raise NotImplementedError
