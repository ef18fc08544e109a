"""kill -9 while answering and receiving: what was said to be safe is there, and never half of a union."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.faults.busy_laptop import BATCH, HOME
from tests.unit.stores import close_all, held, new_store, reopened

from yihu.storage.store import Store

ROOT = Path(__file__).parents[2]
KILLS = 6


def killed(what: str, folder: Path, start: int, chance: random.Random) -> int:
    """Let it work, kill it at any moment; the last number it said was safe, or start - 1."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.busy_laptop", what, str(folder), str(start)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}/src:{ROOT}"},
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(chance.uniform(0, 0.15))
        process.kill()
        lines = [first, *process.stdout.read().split(b"\n")]
    whole = [int(line) for line in lines if line.strip()]
    return whole[-1] if whole else start - 1


def answers(store: Store) -> dict[str, object]:
    opened = store.open_record(HOME, "household")
    return {key: value for key, value in opened.values.items() if key.startswith("q")}


def kill_while_answering(folder: Path, kills: int, seed: int = 5) -> None:
    chance, start = random.Random(seed), 0
    store = new_store(folder)
    for _ in range(kills):
        store.close()
        said = killed("answer", folder, start, chance)
        store = reopened(store)
        found = answers(store)
        assert said >= start
        assert {f"q{number}": str(number) for number in range(said + 1)}.items() <= found.items()
        assert len(found) <= said + 2
        assert store.open_record(HOME, "household").ref in (f"/data/q{said}", f"/data/q{said + 1}")
        start = len(found)


def kill_while_receiving(folder: Path, kills: int, seed: int = 6) -> None:
    chance, start = random.Random(seed), 0
    store = new_store(folder)
    for _ in range(kills):
        store.close()
        said = killed("receive", folder, start, chance)
        store = reopened(store)
        number = len(held(store))
        assert number % BATCH == 0
        assert number // BATCH in (said + 1, said + 2)
        store.refold_dirty()
        assert store.count() == number
        start = number // BATCH


def test_no_answer_that_was_kept_is_lost_by_a_kill(tmp_path: Path) -> None:
    kill_while_answering(tmp_path / "a", KILLS)


def test_a_kill_leaves_a_union_whole_or_away(tmp_path: Path) -> None:
    kill_while_receiving(tmp_path / "a", KILLS)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(10))
def test_a_thousand_kills(part: int, tmp_path: Path) -> None:
    kill_while_answering(tmp_path / "answering", 50, part)
    close_all()
    kill_while_receiving(tmp_path / "receiving", 50, part)
