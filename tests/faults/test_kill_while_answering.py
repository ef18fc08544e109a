"""The program is killed in the middle of an interview: no answer that was acknowledged is lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.laptops import PASSPHRASE, Chance, new_laptop, register

from yihu.actions import leave_visit, open_visit, show_household
from yihu.actions.open_folder import open_folder

ROOT = Path(__file__).parents[2]
ROUNDS = 4
ANSWERER = """
import sys
from pathlib import Path
from tests.laptops import PASSPHRASE
from yihu.actions import open_visit, save_answer
from yihu.actions.open_folder import open_folder
from yihu.base.clock import SystemClock
import os

folder, household, start = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
workspace = open_folder(folder, PASSPHRASE, clock=SystemClock(), random=os.urandom)
interview = open_visit(workspace, household)
ref = interview.session.ref("surveyor")
for number in range(start, start + 100000):
    save_answer(workspace, interview, interview.session.answer(ref, f"answer {number}"), ref)
    print(number, flush=True)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def killed_after(seconds, folder, household, start):
    """The last answer that was acknowledged before the kill."""
    process = subprocess.Popen(
        [sys.executable, "-c", ANSWERER, str(folder), household, str(start)],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == f"{start}\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().splitlines()
    process.wait()
    process.stdout.close()
    return max([start, *(int(line) for line in rest if line.isdigit())])


def test_no_acknowledged_answer_is_lost_when_the_program_is_killed(tmp_path):
    first = new_laptop(tmp_path / "data")
    household, clock = register(first), first.clock
    first.close()
    acknowledged = 0
    for turn in range(ROUNDS):
        acknowledged = killed_after(0.03 + 0.11 * turn, tmp_path / "data", household, acknowledged + 1)
        workspace = open_folder(tmp_path / "data", PASSPHRASE, clock=clock, random=Chance(f"turn {turn}"))
        interview = open_visit(workspace, household)
        kept = interview.session.value(interview.session.ref("surveyor"))
        assert interview.resumed
        assert interview.resume_ref == interview.session.ref("surveyor")
        assert int(kept.removeprefix("answer ")) in (acknowledged, acknowledged + 1)
        acknowledged = int(kept.removeprefix("answer "))
        workspace.close()
    assert acknowledged > ROUNDS


def test_what_was_killed_can_be_gone_on_with_and_sealed(tmp_path):
    first = new_laptop(tmp_path / "data")
    household, clock = register(first), first.clock
    first.close()
    killed_after(0.1, tmp_path / "data", household, 1)
    workspace = open_folder(tmp_path / "data", PASSPHRASE, clock=clock, random=Chance("later"))
    assert leave_visit(workspace, open_visit(workspace, household))
    assert show_household(workspace, household).row.visit_state == "in_progress"
    workspace.close()
