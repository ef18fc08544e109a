"""The window as a person has it: real actions on a small encrypted register, drawn offscreen."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from tests.laptops import new_laptop
from tests.stories.person import PASSPHRASE, Person

from yihu.actions.add_household import add_household
from yihu.actions.back_up import restore_backup
from yihu.actions.change_passphrase import recover_folder
from yihu.actions.create_demo import create_demo, open_demo
from yihu.actions.create_folder import create_folder
from yihu.actions.open_folder import folder_exists, open_folder
from yihu.actions.remember_here import open_remembered
from yihu.actions.workspace import Folders, Workspace
from yihu.base.clock import FixedClock
from yihu.base.i18n import CHINESE, set_language
from yihu.base.progress import Silent
from yihu.storage import keyring, team
from yihu.sync.organisation_seal import QUICK
from yihu.ui.app import make_window
from yihu.ui.look.background import wait_for_all
from yihu.ui.window.main_window import MainWindow

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands and pages make folders and teams whose keys take no time to derive (their cost: test_storage_opening)."""
    monkeypatch.setattr(keyring, "_STRONG", keyring._QUICK)
    monkeypatch.setattr(team, "STRONG", QUICK)


@pytest.fixture
def clock() -> FixedClock:
    """The morning of 23 November 2026."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo village, made once."""
    folder = tmp_path_factory.mktemp("template") / "yihu-demo"
    create_demo(folder, Silent(), clock=FixedClock(NOW), random=os.urandom).close()
    return folder


@pytest.fixture
def folders(tmp_path: Path, clock: FixedClock) -> Folders:
    """Ways into data folders below the test's own; new ones with a key that is quick to derive."""
    outside = {"clock": clock, "random": os.urandom}
    (tmp_path / "data").mkdir()
    return Folders(
        default=tmp_path / "data" / "yihu",
        exists=folder_exists,
        open=partial(open_folder, **outside),
        create=partial(create_folder, quick=True, **outside),
        create_demo=partial(create_demo, **outside),
        open_demo=partial(open_demo, **outside),
        open_remembered=partial(open_remembered, **outside),
        recover=partial(recover_folder, **outside),
        restore=lambda place, folder, passphrase, progress: restore_backup(
            place, folder, passphrase, progress=progress, **outside
        ),
    )


@pytest.fixture
def workspace(folders: Folders, demo_template: Path) -> Iterator[Workspace]:
    """A copy of the demo village: 41 invented households in every state."""
    folder = folders.default.with_name("yihu-demo")
    shutil.copytree(demo_template, folder)
    space = folders.open_demo(folder)
    yield space
    space.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    """The laptop of the township's office."""
    laptop = new_laptop(tmp_path / "other", team="清溪镇汇总", person="李建军")
    yield laptop
    laptop.close()


@pytest.fixture
def own_folder(folders: Folders) -> Path:
    """What a newcomer made, closed again: a team's folder with one household."""
    space = folders.create(folders.default, PASSPHRASE, "青竹村二队", "张小芳")
    add_household(space, head_name="周桂兰", village_code="999901101201", village="青竹村", township="清溪镇")
    space.close()
    return folders.default


@pytest.fixture
def closed_window(qtbot, folders: Folders) -> Iterator[MainWindow]:
    """The window before anything is open."""
    set_language(CHINESE)
    folders.default.mkdir(exist_ok=True)
    window = make_window(folders)
    window.shell.choose_theme("light")
    window.resize(1366, 768)
    window.show()
    yield window
    wait_for_all()
    assert not [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not window]
    window.close()
    _take_away(window)
    set_language(CHINESE)


def _take_away(window: MainWindow) -> None:
    """Free the window now: each one left over is styled again with every window that follows."""
    QApplication.processEvents()
    if shiboken6.isValid(window):
        shiboken6.delete(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(closed_window: MainWindow, workspace: Workspace) -> MainWindow:
    """The window with the demo village open, in Chinese, at 1366x768."""
    closed_window.open(workspace)
    return closed_window


@pytest.fixture
def person(window: MainWindow) -> Person:
    """Somebody in front of the window."""
    return Person(window)


@pytest.fixture
def newcomer(closed_window: MainWindow) -> Person:
    """Somebody in front of the window before anything is open."""
    return Person(closed_window)
