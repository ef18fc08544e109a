"""A fault of the program itself tells the person, and tells a log nothing of them."""

import os
import subprocess
import sys
import threading

import pytest

from yihu.ui.faults import catch_faults, teller

NAME = "周桂兰"


@pytest.fixture
def hooks(monkeypatch):
    """Python's own hooks come back after the test."""
    monkeypatch.delenv("YIHU_DEBUG", raising=False)
    for owner, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))


def fault():
    try:
        {}[NAME]
    except KeyError as error:
        return type(error), error, error.__traceback__


def test_a_fault_that_nothing_caught_is_told_but_its_text_is_not_written(hooks, capsys):
    told = []
    catch_faults(lambda: told.append("told"))
    sys.excepthook(*fault())
    threading.excepthook(threading.ExceptHookArgs((*fault(), None)))
    written = capsys.readouterr().err
    assert NAME not in written
    assert "KeyError" in written
    assert "test_nothing_personal_in_faults.py" in written
    assert told == ["told", "told"]


@pytest.mark.qt_log_ignore("propagateSizeHints")  # only the offscreen plugin says so
def test_the_person_sees_one_box_however_many_faults_come(qtbot):
    from PySide6.QtWidgets import QMessageBox, QWidget

    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    tell = teller(window)
    tell()
    tell()
    (box,) = window.findChildren(QMessageBox)
    assert box.isVisible()
    assert box.text()


SLOT = f"""
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from yihu.ui.faults import catch_faults
app = QApplication([])
catch_faults(app.quit)
QTimer.singleShot(0, lambda: {{}}["{NAME}"])
app.exec()
"""


def test_a_fault_in_a_button_writes_no_answer_either():
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    environment.pop("YIHU_DEBUG", None)
    done = subprocess.run(
        [sys.executable, "-c", SLOT], env=environment, capture_output=True, timeout=60, check=True
    )
    assert NAME not in done.stderr.decode()
    assert "KeyError" in done.stderr.decode()
