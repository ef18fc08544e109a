"""Receiving 20,000 households: one file of another laptop, merged.

python -m benchmarks.receive [HOUSEHOLDS]
"""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import in_own_process, peak_memory_mb, show
from benchmarks.sample_folder import PASSPHRASE, household_id, new_folder, preload
from yihu.actions import export_package, my_card, trust_card
from yihu.actions.workspace import Workspace
from yihu.base.clock import SystemClock

HOUSEHOLDS = 20_000
ANSWERS_EACH = 60


def main() -> None:
    households = int(sys.argv[1]) if len(sys.argv) > 1 else HOUSEHOLDS
    with tempfile.TemporaryDirectory() as folder:
        print(in_own_process("benchmarks.receive", "--give", folder, str(households)), end="", flush=True)
        print(in_own_process("benchmarks.receive", "--take", folder), end="", flush=True)


def give(folder: Path, households: int) -> None:
    """Two laptops with the same register; one of them surveys every household and exports."""
    giver, taker = new_folder(folder / "giver", "Giver"), new_folder(folder / "taker", "Taker")
    for workspace in (giver, taker):
        preload(workspace, households)
    _survey_all(giver, households)
    trust_card(giver, my_card(taker))
    trust_card(taker, my_card(giver))
    start = time.perf_counter()
    report = export_package(giver, folder / "work.yihu", [my_card(taker).fingerprint])
    took = time.perf_counter() - start
    show("receive.export", took, "s", against=f"{households} households of {ANSWERS_EACH} answers")
    show("receive.package", report.size_bytes / 1e6, "MB")
    show("receive.export_memory", peak_memory_mb(), "MB")
    for workspace in (giver, taker):
        workspace.close()


def _survey_all(workspace: Workspace, households: int) -> None:
    """One changeset each, put in as a merge does: surveying is not what is measured here."""
    form = workspace.library.form("household")
    names = [key for key in form.properties if "*" not in key][:ANSWERS_EACH]
    for number in range(households):
        changes = {f"household/{name}": f"{number % 97}{place}" for place, name in enumerate(names)}
        workspace.store.write(household_id(number), changes, f"household@{form.version}", "finish")


def take(folder: Path) -> None:
    """Merge the file."""
    import os

    from yihu.actions.open_folder import open_folder

    workspace = open_folder(folder / "taker", PASSPHRASE, clock=SystemClock(), random=os.urandom)
    before = peak_memory_mb()
    start = time.perf_counter()
    received = workspace.store.receive(folder / "work.yihu")
    durable = time.perf_counter() - start
    workspace.store.refold_dirty()
    took = time.perf_counter() - start
    households = received.union.households
    assert households > 0
    copy = _copy_seconds(folder / "work.yihu")
    against = f"the file copied and fsynced: {copy:.3g} s"
    show("receive.durable", durable, "s", against=against, ratio=durable / copy)
    show("receive.worked_in", took, "s", against=f"durable alone: {durable:.3g} s", ratio=took / durable)
    show("receive.rate", households / took, "households/s")
    peak = peak_memory_mb()
    show("receive.memory", peak, "MB", against=f"before receiving: {before:.0f} MB", ratio=peak / before)
    workspace.close()


def _copy_seconds(path: Path) -> float:
    """The disk's floor: the same bytes written and flushed."""
    import os

    raw = path.read_bytes()
    start = time.perf_counter()
    with (path.parent / "copy").open("wb") as file:
        file.write(raw)
        os.fsync(file.fileno())
    return time.perf_counter() - start


if __name__ == "__main__":
    if sys.argv[1:2] == ["--give"]:
        give(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1:2] == ["--take"]:
        take(Path(sys.argv[2]))
    else:
        main()
