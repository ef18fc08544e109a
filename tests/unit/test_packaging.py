"""What a fresh clone needs is there and up to date."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from yihu import __version__

ROOT = Path(__file__).parents[2]


def script(name, *arguments):
    return subprocess.run(
        [sys.executable, str(ROOT / "packaging" / name), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_program_says_the_version_that_it_is_packed_as():
    assert __version__ == project()["project"]["version"]


def canonical(name):
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", name, maxsplit=1)[0]).lower()


def locked(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    return {
        canonical(name): pin for name, pin in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE)
    }


def test_every_word_has_its_chinese_and_none_is_left_over():
    outcome = script("catalogue.py", "--check")
    assert outcome.returncode == 0, outcome.stdout


def test_the_shipped_questionnaires_are_converted():
    outcome = script("convert_forms.py", "--check")
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize("file", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_holds_every_dependency_with_its_hashes(file):
    wanted = {canonical(one) for one in project()["project"]["dependencies"]}
    if file == "requirements-dev.lock":
        wanted |= {canonical(one) for one in project()["dependency-groups"]["dev"]}
    assert wanted <= locked(file).keys()
    text = (ROOT / file).read_text(encoding="utf-8")
    assert text.count("==") <= text.count("--hash=sha256:")


def test_both_locks_agree():
    run, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: dev[name] for name in run} == run


def test_the_ci_script_passes_the_tests():
    ci = ROOT / ".ci" / "run"
    assert os.access(ci, os.X_OK)
    assert "make test" in ci.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script for Debian and its relatives")
def test_a_missing_system_library_is_named_in_one_command(tmp_path):
    """With neither root nor sudo, the person is told what to type."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, body in {
        "dpkg-query": "exit 1",
        "apt-get": "exit 99",
        "id": "echo 1000",
        "python3": "exit 0",
    }.items():
        (tools / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    outcome = subprocess.run(
        ["/bin/sh", str(ROOT / "packaging" / "system_libraries.sh"), "offscreen"],
        env={"PATH": str(tools), "PYTHON": "python3"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 1
    commands = [line for line in outcome.stderr.splitlines() if "apt-get install" in line]
    assert len(commands) == 1
    assert "libegl1" in commands[0]
