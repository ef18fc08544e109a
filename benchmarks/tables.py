"""Tables on their way out: time against Python's own csv writer, and memory against a register an eighth as large.

python -m benchmarks.tables [HOUSEHOLDS] [--store]

--store: also out of an encrypted register of so many households, which takes minutes to fill first.
"""

import csv
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import ROOT, in_own_process, peak_memory_mb, seconds, show

HOUSEHOLDS = 136_000
SELF = "benchmarks.tables"
FORMATS = ("xlsx", "csv", "parquet", "sav", "dta")


def main() -> None:
    numbers = [argument for argument in sys.argv[1:] if argument.isdigit()]
    households = int(numbers[0]) if numbers else HOUSEHOLDS
    floor = sorted(float(in_own_process(SELF, "--floor", str(households))) for _ in range(3))[1]
    for format in FORMATS:
        took, memory, size = map(float, in_own_process(SELF, "--write", format, str(households)).split())
        less = float(in_own_process(SELF, "--write", format, str(households // 8)).split()[1])
        against = f"csv.writer alone, {households} rows x 20 columns: {floor:.3g} s"
        show(f"table-{format}", took, "s", against=against, ratio=took / floor)
        show(
            f"table-{format}.memory",
            memory,
            "MB",
            against=f"{households // 8} rows: {less:.0f} MB",
            ratio=memory / less,
        )
        show(f"table-{format}.size", size / 1e6, "MB")
    if "--store" in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            in_own_process(SELF, "--fill", folder, str(households))
            for format in FORMATS:
                took, memory = map(float, in_own_process(SELF, "--save", folder, format).split())
                show(
                    f"table-{format}.stored",
                    took,
                    "s",
                    against=f"{households} households out of the register",
                )
                show(f"table-{format}.stored_memory", memory, "MB")


def invented_sheet(households: int):  # type: ignore[no-untyped-def]
    from yihu.exchange.columns import suggest_mapping
    from yihu.exchange.invented_register import HEADER, invented_register
    from yihu.exchange.outgoing import Column, Sheet
    from yihu.register.properties import VOCABULARY

    mapping = suggest_mapping(HEADER)
    columns = tuple(_column(Column, VOCABULARY, heading, mapping.get(heading, heading)) for heading in HEADER)
    rows = ([str(cell) for cell in row] for row in invented_register(households))
    return Sheet(name="households", title="农户", columns=columns, rows=rows)


def _column(kind, vocabulary, heading, name):  # type: ignore[no-untyped-def]
    known = vocabulary.get(name)
    numbers = known is not None and known.kind in ("integer", "decimal", "yuan")
    return kind(name=name, title=heading, kind=known.kind if numbers else "text")


def write(format: str, households: int) -> None:
    from yihu.exchange.outgoing import write_table

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"t.{format}"
        with path.open("wb") as file:
            took = seconds(lambda: write_table(file, invented_sheet(households), format))
        print(took, peak_memory_mb(), path.stat().st_size)


def write_floor(households: int) -> None:
    sheet = invented_sheet(households)
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "t.csv").open("w", newline="") as file:
        print(seconds(lambda: csv.writer(file).writerows(sheet.rows)))


def fill(folder: Path, households: int) -> None:
    from benchmarks.sample_folder import new_folder, preload

    workspace = new_folder(folder / "data", "bench")
    preload(workspace, households)
    workspace.close()


def save(folder: Path, format: str) -> None:
    import os

    from benchmarks.sample_folder import PASSPHRASE
    from yihu.actions import save_table
    from yihu.actions.open_folder import open_folder
    from yihu.base.clock import SystemClock

    workspace = open_folder(folder / "data", PASSPHRASE, clock=SystemClock(), random=os.urandom)
    took = seconds(lambda: save_table(workspace, "households", folder / f"t.{format}"))
    workspace.close()
    print(took, peak_memory_mb())


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    if sys.argv[1:2] == ["--floor"]:
        write_floor(int(sys.argv[2]))
    elif sys.argv[1:2] == ["--write"]:
        write(sys.argv[2], int(sys.argv[3]))
    elif sys.argv[1:2] == ["--fill"]:
        fill(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1:2] == ["--save"]:
        save(Path(sys.argv[2]), sys.argv[3])
    else:
        main()
