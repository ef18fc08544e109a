"""The program as a person starts it: a process of its own on a real (or virtual) display."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
QUIET_S = 4

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(
        sys.platform != "linux" or not os.environ.get("DISPLAY"),
        reason="there is no display (make test brings one)",
    ),
]


WORDS = {"alone": (), "in English": ("--language", "en")}


def start(folder, words):
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT / "src"),
        "YIHU_DATA": str(folder / "data"),
        "XDG_RUNTIME_DIR": str(folder),
    }
    folder.chmod(0o700)
    return subprocess.Popen(
        [sys.executable, "-m", "yihu", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory):
    """For each way to start: whether the window was there after a while, what it said by then, its folder."""
    folders = {name: tmp_path_factory.mktemp("window") for name in WORDS}
    started = {name: start(folders[name], words) for name, words in WORDS.items()}
    patience = time.monotonic() + QUIET_S
    while time.monotonic() < patience and any(each.poll() is None for each in started.values()):
        time.sleep(0.05)
    still_open = {name: process.poll() is None for name, process in started.items()}
    for process in started.values():
        process.terminate()
    return {
        name: (still_open[name], *process.communicate(timeout=30), folders[name])
        for name, process in started.items()
    }


@pytest.mark.parametrize("name", WORDS)
def test_the_window_opens_and_stays_open_without_a_complaint(looked_at, name):
    still_open, out, err, _ = looked_at[name]
    assert still_open, err
    assert (out, err) == ("", "")


def test_looking_at_the_first_window_makes_no_database(looked_at):
    still_open, _, err, folder = looked_at["alone"]
    assert still_open, err
    assert not list(folder.rglob("*.db"))
