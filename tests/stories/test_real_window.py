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


def start(tmp_path, *words):
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT / "src"),
        "YIHU_DATA": str(tmp_path / "data"),
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    tmp_path.chmod(0o700)
    return subprocess.Popen(
        [sys.executable, "-m", "yihu", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def stays_open(process):
    """Whether it is still there after a while; what it said by then."""
    patience = time.monotonic() + QUIET_S
    while process.poll() is None and time.monotonic() < patience:
        time.sleep(0.05)
    open_still = process.poll() is None
    process.terminate()
    out, err = process.communicate(timeout=30)
    return open_still, out, err


@pytest.mark.parametrize("words", [(), ("--language", "en")], ids=["alone", "in English"])
def test_the_window_opens_and_stays_open_without_a_complaint(tmp_path, words):
    open_still, out, err = stays_open(start(tmp_path, *words))
    assert open_still, err
    assert (out, err) == ("", "")


def test_looking_at_the_first_window_makes_no_database(tmp_path):
    stays_open(start(tmp_path))
    made = [path.name for path in (tmp_path / "data").rglob("*")] if (tmp_path / "data").exists() else []
    assert not [name for name in made if name.endswith(".db")]
