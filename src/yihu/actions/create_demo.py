"""Make the demo village."""

from __future__ import annotations

from pathlib import Path

from yihu.actions.workspace import Workspace
from yihu.base.clock import Clock
from yihu.base.ids import Randomness
from yihu.base.progress import Progress

DEMO_PASSPHRASE = "yihu-demo-village"


def create_demo(folder: Path, progress: Progress, *, clock: Clock, random: Randomness) -> Workspace:
    """Make a data folder with 41 invented households in it, some of them surveyed already.

    Its passphrase is `DEMO_PASSPHRASE`.
    """
    raise NotImplementedError


def open_demo(folder: Path, *, clock: Clock, random: Randomness) -> Workspace:
    """Open a demo village made before."""
    raise NotImplementedError
