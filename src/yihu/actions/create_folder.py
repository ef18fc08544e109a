"""Make a new, empty data folder."""

from __future__ import annotations

from pathlib import Path

from yihu.actions.workspace import Workspace
from yihu.base.clock import Clock
from yihu.base.ids import Randomness


def create_folder(
    folder: Path, passphrase: str, team: str, person: str, *, clock: Clock, random: Randomness
) -> Workspace:
    """Make the encrypted database with the shipped questionnaires in it.

    `team` names the team (and the laptop), `person` who works on it.

    Raises:
        UserError: passphrase too short (under 8 characters), folder not empty or not writable, disk full.
    """
    raise NotImplementedError
