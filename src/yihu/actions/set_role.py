"""What is done on this laptop: surveying, coordinating, or only looking."""

from __future__ import annotations

from yihu.actions.workspace import Workspace


def set_role(workspace: Workspace, role: str, passphrase: str) -> None:
    """`surveyor`: answers, plans, hands over. `coordinator`: all of it. `viewer`: looks, changes nothing.

    Raises PassphraseWrong (after a wait): who only looks can't make himself more than that.
    """
    workspace.store.prove_passphrase(passphrase)
    workspace.store.set_role(role)
