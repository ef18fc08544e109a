"""Make a new, empty data folder."""

from __future__ import annotations

from pathlib import Path

from yihu.actions.open_folder import workspace_of
from yihu.actions.shipped_forms import keep_shipped
from yihu.actions.workspace import Workspace
from yihu.base.clock import Clock
from yihu.base.ids import Randomness


def create_folder(
    folder: Path,
    passphrase: str,
    team: str,
    person: str,
    *,
    clock: Clock,
    random: Randomness,
    quick: bool = False,
) -> Workspace:
    """Make the encrypted database with the shipped questionnaires in it.

    `team` names the team (and the laptop), `person` who works on it. `quick`: a weak key, for tests
    and the demo only.

    Raises:
        UserError: passphrase too short, folder taken or not writable, disk full.
    """
    from yihu.storage.store import Store

    store = Store.create(
        folder, passphrase, team=team, person=person, clock=clock, random=random, quick=quick
    )
    workspace = workspace_of(folder, store, clock, random)
    try:
        keep_shipped(store)
    except BaseException:
        workspace.close()
        raise
    return workspace
