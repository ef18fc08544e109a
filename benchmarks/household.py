"""The household's rules and the register's measures: checks over 136,000 households of four, indicators, one household.

python -m benchmarks.household [HOUSEHOLDS]
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import zstandard
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from benchmarks.figures import median, median_seconds, percentile, seconds, show
from benchmarks.sample_folder import PASSPHRASE, household_id, new_folder
from yihu.actions import list_checks, measure_poverty, show_household
from yihu.actions.workspace import Workspace
from yihu.base.shipped import resource_path
from yihu.bootstrap import wire_folders
from yihu.planning.doubts import all_doubts, line_known
from yihu.planning.read import read_both
from yihu.register.checks.across import values_of, who_shares
from yihu.register.deprivation import ALL_UNKNOWN
from yihu.register.id_numbers import check_digit
from yihu.storage.looking import PROCESSES_AT_MOST, look_through
from yihu.ui.app import make_window
from yihu.ui.look.background import wait_for_all
from yihu.ui.routes import HouseholdRoute, VisitsRoute
from yihu.ui.window.main_window import MainWindow

HOUSEHOLDS = 136_000
PERSONS = 4
DIFFERENT = 2_000
IN_FOLDER = 1_000
PAGES = 31
RULES = "regular-2026@1"
Values = dict[str, Any]


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    households = int(sys.argv[1]) if len(sys.argv) > 1 else HOUSEHOLDS
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        workspace = new_folder(data, "Bench")
        try:
            documents = list(_documents())
            _checks(workspace, documents, households)
            _one(workspace, documents)
            _in_folder(workspace, documents)
            _indicators(workspace, households)
        finally:
            workspace.close()
        _page(data, households)


def _checks(workspace: Workspace, documents: list[Values], households: int) -> None:
    """As the store keeps them: packed answers are unpacked, read, and every rule looks at them, as `list_checks` does."""
    maps, profiles = workspace.library.property_maps(), workspace.library.profiles()
    packed = [zstandard.compress(orjson.dumps({"values": values})) for values in documents]
    many = ((household_id(number), packed[number % DIFFERENT]) for number in range(households))
    start = time.perf_counter()
    found = sum(len(each.findings) for _, each in look_through(many, maps, profiles) if each)
    took = time.perf_counter() - start
    index = [
        each
        for number, values in enumerate(documents)
        for each in values_of(read_both(household_id(number), values, maps, profiles)[0])
    ]
    across = seconds(lambda: who_shares(index)) * households / DIFFERENT
    processes = min(PROCESSES_AT_MOST, os.cpu_count() or 1)
    show(
        "checks-register",
        took + across,
        "s",
        against=f"{households} households of {PERSONS}, {found} findings, {processes} processes; at most 60 s",
        ratio=(took + across) / 60,
    )


def _one(workspace: Workspace, documents: list[Values]) -> None:
    maps = workspace.library.property_maps()
    values = documents[0]

    def check() -> None:
        household, plan = read_both(household_id(0), values, maps)
        all_doubts(household, plan, line_known(household))

    took = median_seconds(check, 200) * 1000
    show("checks-household", took, "ms", against="at most 5 ms, its answers read anew", ratio=took / 5)


def _in_folder(workspace: Workspace, documents: list[Values]) -> None:
    """The same as a command does it: out of the encrypted register, with who shares a number with whom."""
    form = workspace.library.form("household")
    rows = (
        (household_id(number), str(values["household/division_code"]), values)
        for number, values in enumerate(documents[:IN_FOLDER])
    )
    workspace.store.preload("11" * 32, rows, f"household@{form.version}")
    workspace.store.refold_dirty()
    took = median_seconds(lambda: list_checks(workspace, waived=None), 3)
    show(
        "checks-list",
        took / IN_FOLDER * 1000,
        "ms a household",
        against=f"list_checks over {IN_FOLDER} households of an encrypted folder",
    )


def _page(data: Path, households: int) -> None:
    """From the click on a household of the list until its page is painted, in the window as people have it."""
    _app = QApplication(sys.argv[:1])
    window = make_window(wire_folders(data))
    window.resize(1366, 768)
    window.show()
    workspace = window.shell.unlock(PASSPHRASE)
    window.open(workspace)
    opened = [_opened(window, household_id(number)) for number in range(1, PAGES + 1)]
    read = median_seconds(lambda: show_household(workspace, household_id(3)), 20) * 1000
    show(
        "household-page",
        median(opened[1:]),
        "ms",
        against=f"{households} households in the folder, 95 of 100 pages within {percentile(opened[1:], 95):.0f} ms, "
        f"of which reading {read:.1f} ms; at most 50 ms",
        ratio=median(opened[1:]) / 50,
    )
    window.close()


def _opened(window: MainWindow, id: str) -> float:
    """Milliseconds; the list stands there before with its figures counted, the former page is freed."""
    window.go(VisitsRoute())
    wait_for_all()
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    start = time.perf_counter()
    window.go(HouseholdRoute(household_id=id))
    QApplication.processEvents()
    return (time.perf_counter() - start) * 1000


def _indicators(workspace: Workspace, households: int) -> None:
    """Over cached columns, which a household's line carries: written here straight, as refolding writes them."""
    _fill(workspace, households)
    report = measure_poverty(workspace)
    took = median_seconds(lambda: measure_poverty(workspace), 5)
    show(
        "indicators",
        took,
        "s",
        against=f"{report.selected} households, H {report.multidimensional.headcount:.3f}; at most 2 s",
        ratio=took / 2,
    )


def _fill(workspace: Workspace, households: int) -> None:
    columns = (
        'uuid, dirty, place, number, head_name, village_code, village, township, "group", address, category,'
        " persons, visit_state, progress, plan_state, conflicts, checks, waiting, main_cause, causes, updated_ms,"
        " net_cents, deprived, lacking, profile, line_cents"
    )
    marks = ", ".join("?" * 26)
    with workspace.store._db.write() as connection:
        connection.executemany(
            f"INSERT INTO household ({columns}) VALUES ({marks})",
            (_line(number) for number in range(IN_FOLDER, households)),
        )


def _line(number: int) -> tuple[Any, ...]:
    code = f"430999{101 + number % 40:03}{200 + number % 17}"
    income = None if number % 50 == 0 else (2_000 + number * 7919 % 18_000) * 100 + number % 100
    lacking = ALL_UNKNOWN if number % 50 == 0 else 0
    deprived = 0 if number % 50 == 0 else number * 2654435761 >> 7 & ALL_UNKNOWN & number
    id = number.to_bytes(16, "big")
    head = (id, 0, f"{code}\x1f{number:09}", f"{number:08}", "某某", code, "村", "镇", "一组", "", "none")
    return (
        *head,
        PERSONS,
        "done",
        100,
        "none",
        0,
        0,
        0,
        "",
        "",
        0,
        income,
        deprived,
        lacking,
        RULES,
        730_000,
    )


def _documents() -> Iterator[Values]:
    """Finished surveys of four persons, out of the demo village; each with its own numbers and amounts."""
    village = json.loads(resource_path("demo", "village.json").read_bytes())
    fours = [
        one for one in village["households"] if one["visit_state"] == "done" and _persons(one) == PERSONS
    ]
    for number in range(DIFFERENT):
        records = fours[number % len(fours)]["records"]
        values = {
            f"{record}/{key}": value for record, answers in records.items() for key, value in answers.items()
        }
        for path in values:
            if path.endswith("/id_number"):
                values[path] = _number(str(values[path]), number)
            elif path.endswith(("/phone", "/person_phone")):
                values[path] = f"139{number:08}"
        values["household/wage_migrant"] = str(Decimal(8_000 + number % 40_000))
        yield values


def _persons(one: dict[str, Any]) -> int:
    return len({key.split("/")[1] for key in one["records"]["household"] if key.startswith("member/")})


def _number(known: str, number: int) -> str:
    if len(known) != 18:
        return known
    first = f"{known[:14]}{number % 500 * 2 + int(known[16]) % 2:03}"
    return first + check_digit(first)


if __name__ == "__main__":
    main()
