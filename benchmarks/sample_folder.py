"""A data folder with as many invented households as wanted, filled the quick way."""

import os
from collections.abc import Iterator
from pathlib import Path

from yihu.actions.create_folder import create_folder
from yihu.actions.workspace import Workspace
from yihu.base.clock import SystemClock

PASSPHRASE = "benchmark passphrase"
VILLAGES, GROUPS = 20, 5
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "秀英桂兰建国玉梅志强淑珍海燕德明文华春香福生"


def new_folder(folder: Path, team: str) -> Workspace:
    """An empty register with the shipped questionnaires, its key wrapped as for real."""
    return create_folder(folder, PASSPHRASE, team, "bench", clock=SystemClock(), random=os.urandom)


def preload(workspace: Workspace, households: int) -> None:
    """Fill the register with a list of households that nobody has visited."""
    form = workspace.library.form("household")
    workspace.store.preload("00" * 32, _rows(households), f"household@{form.version}")
    workspace.store.refold_dirty()


def _rows(households: int) -> Iterator[tuple[str, str, dict[str, str | int | bool | None]]]:
    for number in range(households):
        village = number % VILLAGES
        code = f"430999101{200 + village}"
        values: dict[str, str | int | bool | None] = {
            "household/household_number": f"43099900{number:08}",
            "household/head_name": _name(number),
            "household/division_code": code,
            "household/village": f"第{village + 1}村",
            "household/township": "清溪镇",
            "household/group": f"{number % GROUPS + 1}组",
            "household/address": f"{number}号",
        }
        yield household_id(number), code, values


def household_id(number: int) -> str:
    """Stable ids, so that two folders hold the same households."""
    return f"0190a000-0000-7000-8000-{number:012x}"


def _name(number: int) -> str:
    given = GIVEN[number % len(GIVEN)] + GIVEN[number // 7 % len(GIVEN)]
    return SURNAMES[number % len(SURNAMES)] + given
