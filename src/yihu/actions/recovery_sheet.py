"""Whether this laptop's recovery sheet lies where it helps: made, on paper, put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace

PUT_AWAY = "recovery_put_away"


def is_sheet_wanted(workspace: Workspace) -> bool:
    """Whether a lost passphrase would lose the data: no words were made, or nobody said that they are put away."""
    kept = bool(workspace.store.setting(PUT_AWAY, False)) and workspace.store.has_recovery()
    return not (workspace.demo or kept)


def note_put_away(workspace: Workspace) -> None:
    """The words are on paper: a person proved it by two of them."""
    workspace.store.set_setting(PUT_AWAY, True)
