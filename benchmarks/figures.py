"""One line of JSON for each figure, medians, peak memory: what every benchmark prints."""

import json
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]


def show(name: str, value: float, unit: str, *, against: str = "", ratio: float | None = None) -> None:
    """Print a figure.

    Args:
        against: what it was measured beside in the same run, with that one's figure.
        ratio: this figure divided by that one; None when there is nothing to compare with.
    """
    line = {
        "name": name,
        "value": float(f"{value:.4g}"),
        "unit": unit,
        "against": against,
        "ratio": None if ratio is None else float(f"{ratio:.3g}"),
    }
    print(json.dumps(line, ensure_ascii=False), flush=True)


def seconds(work: Callable[[], object]) -> float:
    """How long it takes once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median_seconds(work: Callable[[], object], times: int = 5) -> float:
    """The median of several runs, after one to warm up."""
    work()
    return statistics.median(seconds(work) for _ in range(times))


def median(values: list[float]) -> float:
    return statistics.median(values)


def percentile(values: list[float], part: float) -> float:
    """The value that so many hundredths of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))]


def peak_memory_mb() -> float:
    """The most memory this process ever held; 0 where the system doesn't tell."""
    if platform.system() == "Windows":
        return 0.0
    if platform.system() == "Linux":
        # What getrusage tells there counts the process that started this one too.
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024


def in_own_process(module: str, *arguments: str) -> str:
    """What another benchmark module prints when it runs alone: for peers, and for peak memory."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout
