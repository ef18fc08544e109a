"""The house stands as architecture.md draws it: each contract is broken once and seen to fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BREAKS = [
    ("layers", "A folder uses only those below it", "base/broken.py", "import yihu.xpath\n"),
    ("neighbours", "A folder uses only those below it", "engine/broken.py", "import yihu.register\n"),
    ("a new folder", "A folder uses only those below it", "helpers/__init__.py", '"""New."""\n'),
    ("circles", "No circles inside the house", "base/broken.py", "import yihu.actions\n"),
    ("Qt", "Qt lives only in ui", "actions/broken.py", "import PySide6.QtCore\n"),
    ("click", "click lives only in cli", "actions/broken.py", "import click\n"),
    ("database", "SQLModel, SQLAlchemy and SQLCipher live", "sync/broken.py", "import sqlcipher3\n"),
    ("paper", "reportlab lives only in printing", "ui/broken.py", "import reportlab\n"),
    ("spreadsheets", "Spreadsheet libraries live only in forms", "cli/broken.py", "import openpyxl\n"),
    ("tables", "Readers of other programs' tables are for tests", "exchange/broken.py", "import duckdb\n"),
    ("codes", "The reader of square codes lives only in exchange", "actions/broken.py", "import zxingcpp\n"),
    ("network", "Nothing talks to a network", "sync/broken.py", "import socket\n"),
]


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def house(tmp_path):
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_keeps_all_its_contracts(house):
    outcome = lint(house)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.parametrize(("contract", "file", "breach"), [b[1:] for b in BREAKS], ids=[b[0] for b in BREAKS])
def test_a_breach_of_each_contract_is_seen(house, contract, file, breach):
    broken = house / "src" / "yihu" / file
    broken.parent.mkdir(exist_ok=True)
    broken.write_text(breach, encoding="utf-8")
    outcome = lint(house)
    assert outcome.returncode != 0
    lines = [line for line in outcome.stdout.splitlines() if line.startswith(contract)]
    assert any("BROKEN" in line for line in lines), outcome.stdout


def test_every_contract_has_a_breach_here():
    import tomllib

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    broken = {breach[1] for breach in BREAKS}
    unbroken = [c["name"] for c in contracts["contracts"] if not c["name"].startswith(tuple(broken))]
    assert unbroken == []


def test_the_window_starts_without_the_slow_libraries():
    code = (
        "import sys, yihu.bootstrap, yihu.storage, yihu.actions; "
        "slow = {'sqlmodel', 'sqlalchemy', 'pyxform', 'reportlab', 'segno', 'openpyxl', 'click', 'pypinyin', 'PIL'}; "
        "sys.exit(', '.join(sorted(slow & set(sys.modules))) or 0)"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
