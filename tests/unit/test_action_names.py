"""The table of the actions: every name is found, and what type checkers read says the same."""

import importlib
import subprocess
import sys
from pathlib import Path

import yihu.actions

ROOT = Path(__file__).parents[2]


def test_every_name_of_the_table_is_in_the_file_that_the_table_says() -> None:
    for name, module in vars(yihu.actions)["_MODULES"].items():
        home = importlib.import_module(f"yihu.actions.{module}")
        assert getattr(yihu.actions, name) is getattr(home, name), name


def test_type_checkers_read_the_names_of_the_table() -> None:
    told = subprocess.run(
        [sys.executable, ROOT / "packaging" / "action_names.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + "run packaging/action_names.py"
