"""An answer of a file that is refused is a reason not to finish: somebody has to look at it first."""

import json

import pytest
from tests.laptops import family
from tests.stories.test_command_line import Terminal


@pytest.fixture
def types(tmp_path, capfd, monkeypatch):
    """Types a `yihu visit` with these answers; the folder is made."""
    terminal = Terminal(tmp_path / "a", capfd, monkeypatch)
    terminal.types("init", "--team", "Team A", "--person", "张小芳").ends_with(0)

    def visit(household, answers, *words):
        (tmp_path / "answers.json").write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
        return terminal.types("visit", household, tmp_path / "answers.json", *words)

    return visit


def test_a_survey_with_a_refused_answer_is_not_finished_and_says_what_was_kept(types):
    person = family("周桂兰")
    told = types("new", {**person, "main_cause": "no such cause"}).ends_with(3)
    told.sees("main_cause: refused", "not finished", "kept as a draft")
    told.types("households", "--state", "done").ends_with(0)
    assert "周桂兰" not in told.out
    told.types("households", "--state", "in_progress").sees("周桂兰")
    types(person["household_number"], {"main_cause": person["main_cause"]}).ends_with(0)
    told.types("households", "--state", "done").sees("周桂兰")


def test_a_refused_answer_that_nobody_has_to_give_keeps_it_open_too(types):
    person = family("周桂兰")
    report = types("new", {**person, "address": {"a": 1}}, "--json").ends_with(3).reads()
    assert not report["finished"]
    assert [each["key"] for each in report["filled"]["refused"]] == ["address"]
    assert types(person["household_number"], {}, "--json").ends_with(0).reads()["finished"]
