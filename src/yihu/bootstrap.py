"""The only place that wires the parts together: real clock, real randomness, real window.

The window must show at once, so everything that it doesn't need is imported where it is wanted.
"""

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.workspace import Folders, RestoreReport, Workspace
from yihu.base.clock import SystemClock
from yihu.base.i18n import language_named
from yihu.base.progress import Progress, Silent

if TYPE_CHECKING:
    from yihu.actions.campaign.scale import Scale


def default_folder() -> Path:
    """The platform's place for a program's data; `YIHU_DATA` names another."""
    if chosen := os.environ.get("YIHU_DATA"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming")) / "Yihu"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Yihu"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "yihu"


def wire_folders(default: Path | None = None) -> Folders:
    """The ways into a data folder, with this computer's clock and randomness in them."""
    return Folders(
        default=default or default_folder(),
        exists=_exists,
        open=_open,
        create=_create,
        create_demo=_create_demo,
        open_demo=_open_demo,
        open_remembered=_open_remembered,
        recover=_recover,
        restore=_restore,
    )


def _exists(folder: Path) -> bool:
    from yihu.actions.open_folder import folder_exists

    return folder_exists(folder)


def _open(folder: Path, passphrase: str) -> Workspace:
    from yihu.actions.open_folder import open_folder

    return open_folder(folder, passphrase, clock=SystemClock(), random=os.urandom)


def _create(folder: Path, passphrase: str, team: str, person: str) -> Workspace:
    from yihu.actions.create_folder import create_folder

    return create_folder(folder, passphrase, team, person, clock=SystemClock(), random=os.urandom)


def _create_demo(folder: Path, progress: Progress) -> Workspace:
    from yihu.actions.create_demo import create_demo

    return create_demo(folder, progress, clock=SystemClock(), random=os.urandom)


def _open_demo(folder: Path) -> Workspace:
    from yihu.actions.create_demo import open_demo

    return open_demo(folder, clock=SystemClock(), random=os.urandom)


def _open_remembered(folder: Path) -> Workspace:
    from yihu.actions.remember_here import open_remembered

    return open_remembered(folder, clock=SystemClock(), random=os.urandom)


def _recover(folder: Path, words: str, new_passphrase: str) -> Workspace:
    from yihu.actions.change_passphrase import recover_folder

    return recover_folder(folder, words, new_passphrase, clock=SystemClock(), random=os.urandom)


def _restore(place: Path, folder: Path, passphrase: str, progress: Progress) -> RestoreReport:
    from yihu.actions.back_up import restore_backup

    return restore_backup(
        place, folder, passphrase, clock=SystemClock(), random=os.urandom, progress=progress
    )


def open_window(folder: Path | None = None, language: str | None = None) -> int:
    """Show the window until it is closed; its exit code. `language`: asked for this time only."""
    from yihu.ui.app import run

    asked = language or language_named(os.environ.get("YIHU_LANGUAGE", ""))
    return run(wire_folders(folder), asked)


def run_command_line(arguments: Sequence[str]) -> int:
    """Do what the arguments say; the exit code."""
    from yihu.cli.application import run
    from yihu.cli.opening import Wiring

    return run(
        arguments,
        Wiring(
            folders=wire_folders(),
            open_window=open_window,
            drive_demo=drive_demo,
            drive_campaign=drive_campaign,
        ),
    )


def drive_campaign(folder: Path, scale: "Scale", tell: Callable[[str], None]) -> None:
    """The whole campaign of the demo, in a folder."""
    from yihu.actions.campaign.story import tell_campaign

    tell_campaign(folder, scale, tell, clock=SystemClock(), random=os.urandom)


def drive_demo(folder: Path, tell: Callable[[str], None]) -> None:
    """Tell the whole story offscreen, in a folder of its own."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from yihu.actions.create_demo import make_village
    from yihu.ui.demo.story import Stage, drive

    village = partial(make_village, progress=Silent(), clock=SystemClock(), random=os.urandom)
    drive(Stage(folder=folder, folders=wire_folders, make_village=village, tell=tell))
