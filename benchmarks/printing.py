"""Plans on paper beside typst, LibreOffice and Qt: `python -m benchmarks.printing [COUNT [SAMPLE]]`.

COUNT plans (2,128) of two pages with photo and square code, one file a household, by us on two processors; SAMPLE of
the same plans by each of the others, in two processes beside each other as well. `ratio` of `plans-...` is our time
for a plan divided by theirs: below 1 we are ahead.
"""

import json
import subprocess
import sys
from typing import Any

from benchmarks.figures import ROOT, in_own_process, show
from benchmarks.printing_peers import MISSING

COUNT = 2128
SAMPLE = 200
PAGES = 2
PEERS = {"typst": "typst", "libreoffice": "LibreOffice headless", "qt": "Qt QPdfWriter, places given"}
INSTALL = {
    "typst": "pip install typst",
    "libreoffice": "apt-get install libreoffice-writer-nogui",
    "qt": "pip install PySide6-Essentials",
}


def beside_each_other(way: str, count: int) -> dict[str, Any] | None:
    """One half of the plans by each of two processes; None where the other program is missing."""
    half = count // 2
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.printing_peers", way, str(first), str(half)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for first in (0, half)
    ]
    told = [one.communicate() for one in started]
    if any(
        one.returncode == MISSING or "ModuleNotFoundError" in error
        for one, (_, error) in zip(started, told, strict=True)
    ):
        return None
    for one, (_, error) in zip(started, told, strict=True):
        if one.returncode:
            raise RuntimeError(error)
    runs = [json.loads(output) for output, _ in told]
    return {
        "files": sum(run["files"] for run in runs),
        "seconds": max(run["seconds"] for run in runs),
        "memory_mb": max(run["memory_mb"] + run["memory_of_a_child_mb"] for run in runs),
        "largest_bytes": max(run["largest_bytes"] for run in runs),
    }


def speed(run: dict[str, Any]) -> float:
    """Pages of a second, a plan having two: the layout of others may need a third."""
    return float(run["files"]) * PAGES / float(run["seconds"])


def main(count: int = COUNT, sample: int = SAMPLE) -> None:
    ours = json.loads(in_own_process("benchmarks.printing_peers", "yihu-two", "0", str(count)))
    alone = json.loads(in_own_process("benchmarks.printing_peers", "yihu", "0", str(sample)))
    assert (ours["files"], ours["pages"]) == (count, PAGES)
    for way, name in PEERS.items():
        theirs = beside_each_other(way, sample)
        if theirs is None:
            show(f"plans-{way}", speed(ours), "pages/s", against=f"{name}: not here ({INSTALL[way]})")
            continue
        against = f"{name}, {sample} plans in two processes: {speed(theirs):.0f} pages/s, {theirs['memory_mb']:.0f} MB"
        show(f"plans-{way}", speed(ours), "pages/s", against=against, ratio=speed(theirs) / speed(ours))
    show(
        "plans on one processor",
        speed(alone),
        "pages/s",
        against=f"{count} on two",
        ratio=speed(alone) / speed(ours),
    )
    show(
        "largest plan file",
        ours["largest_bytes"] / 1000,
        "kB",
        against="at most 130",
        ratio=ours["largest_bytes"] / 130_000,
    )
    few = json.loads(in_own_process("benchmarks.printing_peers", "yihu-two", "0", str(sample)))
    show(
        f"peak memory printing {count} plans",
        ours["memory_mb"],
        "MB",
        against=f"{sample} plans; each of the two printing processes: {ours['memory_of_a_child_mb']:.0f} MB",
        ratio=ours["memory_mb"] / few["memory_mb"],
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
