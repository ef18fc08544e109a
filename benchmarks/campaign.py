"""The campaign on its real scale: a county's register of 136,000 households.

python -m benchmarks.campaign [HOUSEHOLDS] [--store]
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.figures import ROOT, in_own_process, peak_memory_mb, seconds, show

HOUSEHOLDS = 136_000
SELF = "benchmarks.campaign"


def main() -> None:
    numbers = [argument for argument in sys.argv[1:] if argument.isdigit()]
    households = int(numbers[0]) if numbers else HOUSEHOLDS
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "register.xlsx")
        in_own_process(SELF, "--write", path, str(households))
        bare = [float(in_own_process(SELF, "--bare", path)) for _ in range(3)]
        ours = [in_own_process(SELF, "--read", path).split() for _ in range(3)]
        took, floor = sorted(float(one[0]) for one in ours)[1], sorted(bare)[1]
        against = f"python-calamine alone, {households} rows x 20 columns: {floor:.3g} s"
        show("register-import", took, "s", against=against, ratio=took / floor)
        memory = max(float(one[1]) for one in ours)
        show("register-import.memory", memory, "MB", against="500 MB at most", ratio=memory / 500)
        show("register-import.accepted", float(ours[0][2]), "rows", against=f"{households} in the file")
        if "--store" in sys.argv:
            print(in_own_process(SELF, "--keep", path), end="")
    print(in_own_process(SELF, "--select", str(households)), end="")
    print(in_own_process(SELF, "--overview", str(households)), end="")


def write(path: Path, households: int) -> None:
    from yihu.exchange.invented_register import HEADER, invented_register
    from yihu.exchange.workbook_writer import write_workbook

    write_workbook(path, HEADER, invented_register(households), titles=["某县农户名册（虚构）"])


def read_bare(path: Path) -> None:
    from python_calamine import CalamineWorkbook

    print(seconds(lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()))


def read_ours(path: Path) -> None:
    """Everything before the database: found, recognised, each cell checked, households gathered."""
    from yihu.exchange import read_households, read_table, suggest_mapping

    accepted = 0

    def read() -> None:
        nonlocal accepted
        table = read_table(path)
        accepted = read_households(table, suggest_mapping(table.header)).accepted

    print(seconds(read), peak_memory_mb(), accepted)


def keep(path: Path) -> None:
    """The same until it is durable in the encrypted register."""
    from benchmarks.sample_folder import new_folder
    from yihu.actions import import_households

    with tempfile.TemporaryDirectory() as folder:
        workspace = new_folder(Path(folder) / "data", "bench")
        took = seconds(lambda: import_households(workspace, path))
        workspace.close()
    show("register-import.stored", took, "s", against="read, checked, encrypted, listed and searchable")
    show("register-import.stored_memory", peak_memory_mb(), "MB")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    if sys.argv[1:2] == ["--write"]:
        write(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1:2] == ["--bare"]:
        read_bare(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["--read"]:
        read_ours(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["--keep"]:
        keep(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["--select"]:
        from benchmarks.selecting import measure

        measure(int(sys.argv[2]) if len(sys.argv) > 2 else HOUSEHOLDS)
    elif sys.argv[1:2] == ["--overview"]:
        from benchmarks.overviewing import measure as measure_views

        measure_views(int(sys.argv[2]) if len(sys.argv) > 2 else HOUSEHOLDS)
    else:
        main()
