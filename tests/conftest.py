"""What every test starts from."""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from tests.examples import OF_HUNDRED

from yihu.base.i18n import CHINESE, set_language

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Every run of `make test` tries the same examples: nobody's change is refused by a chance find of another's
# mistake. `make soak` (`--hypothesis-profile soak`) tries others each time, and many more.
# A busy machine is no defect: how long an example takes says nothing about whether it is right.
_EITHER = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", _EITHER, derandomize=True, max_examples=OF_HUNDRED)
settings.register_profile("soak", _EITHER, derandomize=False, max_examples=20 * OF_HUNDRED)
settings.load_profile("ci")


@pytest.fixture(scope="session", autouse=True)
def _questionnaires_are_parsed_once() -> Iterator[None]:
    """Every laptop of a test has the shipped questionnaires; a form is never changed, so all share one."""
    from yihu import forms
    from yihu.base.shipped import resource_path

    shipped = {path.read_text(encoding="utf-8") for path in resource_path("xforms").glob("*.xml")}
    parse, parsed = forms.parse_xform, {}

    def parse_once(xform: str, *, resources: Mapping[str, bytes | str] | None = None) -> forms.Form:
        if xform not in shipped:
            return parse(xform, resources=resources)
        key = (xform, tuple(sorted((resources or {}).items())))
        if key not in parsed:
            parsed[key] = parse(xform, resources=resources)
        return parsed[key]

    forms.parse_xform = parse_once
    yield
    forms.parse_xform = parse


@pytest.fixture(autouse=True)
def _chinese_unless_a_test_chooses() -> Iterator[None]:
    """The language is the program's, not what the test before has left."""
    set_language(CHINESE)
    yield
    set_language(CHINESE)


@pytest.fixture(autouse=True)
def _stores_are_given_back() -> Iterator[None]:
    """Whatever `tests.unit.stores` has opened is closed; tests that open nothing don't load it."""
    yield
    if stores := sys.modules.get("tests.unit.stores"):
        stores.close_all()


@pytest.fixture
def team(tmp_path: Path) -> "Iterator[Workspace]":
    """The laptop of a survey team."""
    yield from _laptop(tmp_path / "team", "青竹二队", "张小芳")


@pytest.fixture
def office(tmp_path: Path) -> "Iterator[Workspace]":
    """The laptop of the township's office."""
    yield from _laptop(tmp_path / "office", "镇汇总", "李建军")


def _laptop(folder: Path, team: str, person: str) -> "Iterator[Workspace]":
    from tests.laptops import new_laptop

    workspace = new_laptop(folder, team, person)
    yield workspace
    workspace.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty memory stick."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"
