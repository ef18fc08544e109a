"""A fault at each change of the disk of each step: afterwards the old state holds or the new one, and a retry is right.

`make test` tries a spread of places, `make soak` every one.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.faults.fault_steps import STEPS
from tests.faults.power_cut import Disk, read_record
from tests.unit.stores import close_all

ROOT = Path(__file__).parents[2]
FAULTS = ("crash", "enospc", "eio", "short", "all-enospc", "all-eio")
SPREAD = 2
IMAGES, IMAGES_SOAK = 5, 300

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="LD_PRELOAD is of Linux")


class Server:
    """Does steps with faults in them."""

    def __init__(self, shim: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.fault_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "LD_PRELOAD": str(shim), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        )

    def run(self, step: str, folder: Path, at: int, fault: str, record: Path | None = None) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"step": step, "folder": str(folder), "at": at, "fault": fault, "record": str(record or "")}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def stop(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler here: the fault sweep needs one (apt-get install gcc)")
    shim = tmp_path_factory.mktemp("shim") / "shim.so"
    source = Path(__file__).with_name("shim.c")
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(shim), str(source), "-lpthread"], check=True
    )
    found = Server(shim)
    yield found
    found.stop()


_before: dict[str, Path] = {}


def prepared(step: str, factory: pytest.TempPathFactory) -> Path:
    """The folders before a step, made once."""
    if step not in _before:
        folder = factory.mktemp(f"before-{step}")
        STEPS[step].before(folder)
        close_all()
        _before[step] = folder
    return _before[step]


def case(template: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    return folder


def sweep(
    server: Server, step: str, template: Path, folder: Path, faults: tuple[str, ...], spread: int | None
) -> int:
    """How many faults were tried."""
    calls = server.run(step, case(template, folder), 0, "none")
    assert (calls["exit"], calls["said"]) == (0, "done"), calls["said"]
    STEPS[step].check(folder, True)
    number = calls["calls"]
    assert number > 2
    every = range(1, number + 1)
    tried = 0
    for turn, fault in enumerate(faults):
        for at in every if spread is None else _spread(number, turn, spread):
            answer = server.run(step, case(template, folder), at, fault)
            where = f"{step}: {fault} at call {at} of {number}"
            assert answer["exit"] in (0, 77), f"{where}: {answer['said']}"
            assert (answer["exit"] == 77) == (fault == "crash"), where
            try:
                STEPS[step].check(folder, answer["said"] == "done")
            except BaseException as cause:
                close_all()
                raise AssertionError(f"{where}, which said {answer['said']}") from cause
            tried += 1
    return tried


def _spread(number: int, turn: int, spread: int) -> list[int]:
    """Places all over the step, for each kind of fault others."""
    first = turn * number // (len(FAULTS) * spread)
    return sorted({1 + (first + n * number // spread) % number for n in range(spread)})


@pytest.mark.parametrize("step", STEPS)
def test_a_fault_leaves_the_old_state_or_the_new(
    step: str, server: Server, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    template = prepared(step, tmp_path_factory)
    assert sweep(server, step, template, tmp_path / "case", FAULTS, SPREAD) >= 2 * len(FAULTS)


@pytest.mark.soak
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("step", STEPS)
def test_a_fault_at_every_single_call(
    step: str, fault: str, server: Server, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    template = prepared(step, tmp_path_factory)
    sweep(server, step, template, tmp_path / "case", (fault,), None)


def cut_power(server: Server, step: str, template: Path, folder: Path, images: int) -> None:
    """Record a step, and look at what power cuts at any moment of it may leave."""
    record = folder.with_name("record")
    record.unlink(missing_ok=True)
    answer = server.run(step, case(template, folder), 0, "none", record)
    assert answer["said"] == "done"
    changes = read_record(record)
    chance = random.Random(step)
    for number in range(images):
        moment = len(changes) if number == 0 else chance.randint(0, len(changes))
        disk = Disk(template, folder)
        for change in changes[:moment]:
            disk.do(change)
        shutil.rmtree(folder)
        for empty in (path for path in template.rglob("*") if path.is_dir() and not any(path.iterdir())):
            (folder / empty.relative_to(template)).mkdir(parents=True)
        disk.leave(folder, chance, folder)
        try:
            STEPS[step].check(folder, moment == len(changes))
        except BaseException as cause:
            close_all()
            raise AssertionError(
                f"{step}: power cut {number} after {moment} of {len(changes)} changes"
            ) from cause


@pytest.mark.parametrize("step", STEPS)
def test_a_power_cut_leaves_the_old_state_or_the_new(
    step: str, server: Server, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cut_power(server, step, prepared(step, tmp_path_factory), tmp_path / "case", IMAGES)


@pytest.mark.soak
@pytest.mark.parametrize("step", STEPS)
def test_hundreds_of_power_cuts(
    step: str, server: Server, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cut_power(server, step, prepared(step, tmp_path_factory), tmp_path / "case", IMAGES_SOAK)
