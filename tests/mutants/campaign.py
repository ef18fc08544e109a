"""Tries mutants on copies of the tree; the working tree is never touched."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.merging import MERGING
from tests.mutants.mutant import SOURCE, Mutant
from tests.mutants.opening import OPENING
from tests.mutants.trusting import TRUSTING

ROOT = Path(__file__).parents[2]
MUTANTS: tuple[Mutant, ...] = (*MERGING, *OPENING, *TRUSTING)
LIMIT_S = 120
_COPIED, _LINKED = ("src", "tests"), ("forms", "resources", "packaging", "docs", "pyproject.toml")
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
TESTS_FAILED = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant; `killed_by` is empty if it survived, and `trouble` says what else went wrong."""

    mutant: Mutant
    killed_by: str
    seconds: float
    trouble: str = ""


def source_of(mutant: Mutant, root: Path = ROOT) -> str:
    return (root / SOURCE / mutant.file).read_text(encoding="utf-8")


@contextmanager
def copied_tree() -> Iterator[Path]:
    """A copy of sources and tests; all that is only read is linked."""
    with tempfile.TemporaryDirectory(prefix="yihu-mutants-") as folder:
        copy = Path(folder)
        for name in _COPIED:
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("*.part", ".hypothesis"))
        for name in _LINKED:
            (copy / name).symlink_to(ROOT / name)
        yield copy


def tried(mutant: Mutant, copy: Path) -> Outcome:
    """Put the mistake in, run the tests, take it out again."""
    path = copy / SOURCE / mutant.file
    began = time.monotonic()
    try:
        mistaken = mutant.applied(source_of(mutant))
    except ValueError as cause:
        return Outcome(mutant, "", 0.0, str(cause))
    path.write_text(mistaken, encoding="utf-8")
    try:
        code, said = run_tests(mutant.tests, copy)
    finally:
        shutil.copy2(ROOT / SOURCE / mutant.file, path)
    seconds = time.monotonic() - began
    if code == TESTS_FAILED and (failed := _FAILED.search(said)):
        return Outcome(mutant, failed.group(1), seconds)
    if code is None:
        return Outcome(mutant, "time limit", seconds)
    return Outcome(mutant, "", seconds, "" if code == 0 else f"the tests did not run: {said[-400:]}")


def untouched_passes(chosen: Sequence[Mutant], copy: Path) -> str:
    """All the tests pass without a mistake: else they prove nothing. What failed, "" if nothing did."""
    nodes = sorted({node for mutant in chosen for node in mutant.tests})
    code, said = run_tests(nodes, copy, limit_s=20 * LIMIT_S, stop=False)
    return "" if code == 0 else said[-3000:]


def run_tests(
    nodes: Iterable[str], copy: Path, limit_s: int = LIMIT_S, *, stop: bool = True
) -> tuple[int | None, str]:
    """pytest's exit code (None: not done in time) and what it said."""
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", "--tb=no", "--hypothesis-seed=0", *nodes]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(copy / "src"), str(copy))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    for name in [name for name in environment if name.startswith(("PYTEST_", "COV_"))]:
        del environment[name]
    try:
        done = subprocess.run(
            command + (["-x"] if stop else []),
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
            timeout=limit_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, ""
    return done.returncode, done.stdout + done.stderr
