"""A conversion in a process of its own: it can be stopped at any moment, and can't take all the memory.

Beginning a process takes about half a second, so only large workbooks that somebody waits for are converted
so. Nothing is written to disk: the cells go in and the form comes out through pipes.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from time import monotonic
from typing import Any, Final

from yihu.base.i18n import N_
from yihu.base.progress import Progress, Silent
from yihu.forms.problems import Problem
from yihu.forms.sheets import Sheet, Workbook

ARGUMENT: Final = "--convert-questionnaire"
"""First argument of the packed program that makes it a converter; it has no Python to begin."""
MANY_QUESTIONS: Final = 150
MANY_ROWS: Final = 3_000
_WAIT_S: Final = 0.1
_PATIENCE_S: Final = 300.0
_MOST_MEMORY_BYTES: Final = 700_000_000
"""Of addresses; about 200 MB of them are the program itself."""

Outcome = tuple[tuple[str, list[Problem], str | None] | None, list[Problem]]


def is_worth_it(workbook: Workbook, progress: Progress) -> bool:
    """Whether somebody may stop it, and it takes longer than a process takes to begin."""
    rows = {name: len(sheet.rows) for name, sheet in workbook.sheets.items()}
    return not isinstance(progress, Silent) and (
        rows.get("survey", 0) > MANY_QUESTIONS or sum(rows.values()) > MANY_ROWS
    )


def convert_apart(workbook: Workbook, progress: Progress) -> Outcome | None:
    """What `conversion.convert` gives; None where no such process works here. Raises Cancelled within 0.2 s."""
    try:
        process = subprocess.Popen(
            _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_surroundings(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except OSError:
        return None
    try:
        told = _wait(process, _as_text(workbook), progress)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
    return _outcome(told, process.returncode)


def _wait(process: "subprocess.Popen[bytes]", given: bytes, progress: Progress) -> bytes:
    began = monotonic()
    unsent: bytes | None = given
    while monotonic() - began < _PATIENCE_S:
        progress.step(0, 1)
        try:
            return process.communicate(unsent, timeout=_WAIT_S)[0]
        except subprocess.TimeoutExpired:
            # What wasn't sent yet is sent with the next call, which may not be given it again.
            unsent = None
        except OSError:
            return b""
    return _GIVEN_UP


def _outcome(told: bytes, code: int | None) -> Outcome | None:
    if told == _GIVEN_UP or (code is not None and code < 0):
        return None, [_too_much()]
    try:
        read = json.loads(told)
    except ValueError:
        return None
    made = read["converted"]
    problems = [_problem(each) for each in read["problems"]]
    return (None if made is None else (made[0], [_problem(each) for each in made[1]], made[2])), problems


def _too_much() -> Problem:
    return Problem(
        code="workbook-too-large",
        message=N_("Making a questionnaire of it takes more memory or time than there is."),
        advice=N_("Put long lists into a CSV file beside the workbook (select_one_from_file)."),
    )


def _problem(facts: dict[str, Any]) -> Problem:
    return Problem(**{**facts, "details": tuple((name, value) for name, value in facts["details"])})


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT]
    return [sys.executable, "-c", "import sys; from yihu.forms import apart; sys.exit(apart.main())"]


def _surroundings() -> dict[str, str]:
    """The same modules as here, wherever they come from."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(each for each in sys.path if each),
        "PYTHONIOENCODING": "utf-8",
    }


_GIVEN_UP: Final = b"given up"


def _as_text(workbook: Workbook) -> bytes:
    sheets = {
        key: [sheet.name, sheet.headers, sheet.rows, sheet.first_row]
        for key, sheet in workbook.sheets.items()
    }
    return json.dumps({"file_name": workbook.file_name, "sheets": sheets}).encode()


def _read(text: bytes) -> Workbook:
    given = json.loads(text)
    sheets = {
        key: Sheet(name=name, headers=headers, rows=rows, first_row=first_row)
        for key, (name, headers, rows, first_row) in given["sheets"].items()
    }
    return Workbook(given["file_name"], sheets)


def main() -> int:
    """The converter: cells from standard input, what became of them to standard output."""
    out = sys.stdout.buffer
    # Whatever a library prints is no part of the answer.
    sys.stdout = sys.stderr
    _limit_memory()
    from yihu.forms.conversion import convert

    try:
        converted, problems = convert(_read(sys.stdin.buffer.read()), Silent())
    except MemoryError:
        converted, problems = None, [_too_much()]
    told = (
        None if converted is None else (converted[0], [asdict(each) for each in converted[1]], converted[2])
    )
    out.write(json.dumps({"converted": told, "problems": [asdict(each) for each in problems]}).encode())
    out.flush()
    return 0


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY_BYTES, _MOST_MEMORY_BYTES))
