"""From the process's start to a usable list of 2,000 households, beside a bare QMainWindow.

python -m benchmarks.start
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import ROOT, show
from benchmarks.sample_folder import PASSPHRASE, new_folder, preload

HOUSEHOLDS = 2_000
RUNS = 7
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.show()
app.processEvents()
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        workspace = new_folder(data, "Bench")
        preload(workspace, HOUSEHOLDS)
        workspace.close()
        bare, ours, memory = [], [], []
        for _ in range(RUNS):
            bare.append(_run([sys.executable, "-c", BARE])[0])
            took, told = _run([sys.executable, "-m", "benchmarks.start", "--window", str(data)])
            ours.append(took)
            memory.append(float(told))
    middle, floor = statistics.median(ours), statistics.median(bare)
    show(
        "start.list",
        middle * 1000,
        "ms",
        against=f"bare QMainWindow process: {floor * 1000:.0f} ms",
        ratio=middle / floor,
    )
    show("start.memory", statistics.median(memory), "MB")


def _run(command: list[str]) -> tuple[float, str]:
    start = time.perf_counter()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, done.stdout.strip()


def window(data: Path) -> None:
    """What a person does: open, type the passphrase, see the households."""
    from PySide6.QtWidgets import QApplication, QTableView

    from yihu.bootstrap import wire_folders
    from yihu.ui.app import make_window

    app = QApplication(sys.argv[:1])
    main_window = make_window(wire_folders(data))
    main_window.show()
    app.processEvents()
    workspace = main_window.shell.unlock(PASSPHRASE)
    gate = main_window.centralWidget()
    gate.opened.emit(workspace)  # type: ignore[attr-defined]
    while not any(
        table.model() and table.model().rowCount() for table in main_window.findChildren(QTableView)
    ):
        app.processEvents()
    app.processEvents()
    from benchmarks.figures import peak_memory_mb

    print(peak_memory_mb(), flush=True)
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--window"]:
        window(Path(sys.argv[2]))
    else:
        main()
