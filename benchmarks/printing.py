"""Plans on paper, pages a second: `python -m benchmarks.printing [COUNT]`."""

import json
import sys

from benchmarks.figures import in_own_process, median, show

COUNT = 200
ROUNDS = 3


def measured(way: str, count: int) -> list[dict[str, float]]:
    """Each round in its own process, so that memory is its own."""
    return [json.loads(in_own_process("benchmarks.printing_peers", way, str(count))) for _ in range(ROUNDS)]


def speed(rounds: list[dict[str, float]]) -> float:
    return median([run["pages"] / run["seconds"] for run in rounds])


def main(count: int = COUNT) -> None:
    ours, in_one = measured("yihu", count), measured("yihu-one", count)
    qt, platypus = speed(measured("qt", count)), speed(measured("platypus", count))
    each = speed(ours)
    show(
        f"{count} plan PDFs, one file each",
        each,
        "pages/s",
        against=f"Qt QPdfWriter, places given: {qt:.0f}",
        ratio=each / qt,
    )
    show(
        f"{count} plan PDFs, one file each",
        each,
        "pages/s",
        against=f"reportlab platypus: {platypus:.0f}",
        ratio=each / platypus,
    )
    show(
        f"{count} plans in one document",
        speed(in_one),
        "pages/s",
        against="one file each",
        ratio=speed(in_one) / each,
    )
    for name, rounds in (("one file each", ours), ("one document", in_one)):
        show(
            f"peak memory printing {count} plans, {name}", median([run["memory_mb"] for run in rounds]), "MB"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
