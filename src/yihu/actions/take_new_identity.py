"""A computer that appears to be a copy of another goes on as a laptop of its own."""

from __future__ import annotations

from yihu.actions.permission import guarded
from yihu.actions.workspace import Workspace


@guarded
def take_new_identity(workspace: Workspace, laptop: str = "") -> None:
    """New secret keys, a new replica id and, if given, another name; all answers stay.

    The card changes: the others confirm it anew. What was handed over for the former card can still be opened
    only by the laptop that goes on with it.
    """
    workspace.store.take_new_identity(laptop)
