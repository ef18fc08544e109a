"""Every deliberate mistake makes a test fail: three of them here, all of them in `make soak`."""

from pathlib import Path

import pytest
from tests.mutants.__main__ import main
from tests.mutants.campaign import MUTANTS, ROOT, copied_tree, source_of, tried, untouched_passes
from tests.mutants.mutant import Mutant

SAMPLE = ("(device, sequence) summary", "a dropped parent", "signature not checked")


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_still_stands_exactly_once_in_the_source(mutant: Mutant) -> None:
    assert mutant.applied(source_of(mutant)) != source_of(mutant)
    for node in mutant.tests:
        file, _, name = node.partition("::")
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_there_are_enough_mutants_and_no_two_bear_one_name() -> None:
    names = {mutant.name for mutant in MUTANTS}
    assert len(names) == len(MUTANTS) >= 30
    assert set(SAMPLE) <= names


def test_three_mutants_are_killed_and_the_working_tree_stays_as_it_is() -> None:
    chosen = [mutant for mutant in MUTANTS if mutant.name in SAMPLE]
    before = {mutant.file: source_of(mutant) for mutant in chosen}
    with copied_tree() as copy:
        outcomes = [tried(mutant, copy) for mutant in chosen]
        assert all(source_of(mutant, copy) == before[mutant.file] for mutant in chosen)
    assert [each.mutant.name for each in outcomes if not each.killed_by] == []
    assert {mutant.file: source_of(mutant) for mutant in chosen} == before


def test_a_mutant_that_changes_nothing_is_told_as_a_survivor() -> None:
    harmless = Mutant(
        "harmless", "sync/summary.py", "found: set[str] = set()", "found = set[str]()", "nothing",
        ("tests/unit/test_sync_summary.py::test_an_unknown_chain_has_no_tips",),
    )  # fmt: skip
    gone = Mutant("gone", "sync/summary.py", "not in this file", "", "nothing", harmless.tests)
    with copied_tree() as copy:
        assert untouched_passes([harmless], copy) == ""
        assert tried(harmless, copy).killed_by == ""
        assert tried(gone, copy).trouble == "gone: stands 0 times in sync/summary.py"


@pytest.mark.soak
def test_every_mutant_is_killed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([]) == 0, capsys.readouterr().out
