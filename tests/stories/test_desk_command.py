"""Deciding, looking back, joining, moving and counting from the command line."""

import json

import pytest
from tests.laptops import VILLAGE, family
from tests.stories.test_command_line import Terminal


@pytest.fixture
def laptop(tmp_path, capfd, monkeypatch):
    terminal = Terminal(tmp_path / "a", capfd, monkeypatch)
    return terminal.types("init", "--team", "Team A", "--person", "张小芳").ends_with(0)


@pytest.fixture
def visit(laptop, tmp_path):
    def make(name="周桂兰", household="new", **more):
        path = tmp_path / "answers.json"
        content = {**family(name), **more} if household == "new" else more
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return laptop.types("visit", household, path, "--json").reads()["household"]

    return make


def test_one_family_under_two_ids_is_found_joined_and_comes_apart(laptop, visit):
    first, second = sorted((visit(), visit()))
    (pair,) = laptop.types("duplicates", "list", "--json").ends_with(3).reads()
    assert (pair["certain"], {pair["one"]["id"], pair["other"]["id"]}) == (True, {first, second})
    laptop.types("duplicates", "show", first, second).ends_with(0).sees("周桂兰")
    assert laptop.types("duplicates", "same", first, second, "--json").ends_with(0).reads()["same"]
    assert [row["id"] for row in laptop.types("households", "--json").reads()] == [first]
    laptop.types("duplicates", "same", first, second).ends_with(1).is_told("same-household")
    assert not laptop.types("duplicates", "undo", first, second, "--json").ends_with(0).reads()["same"]
    assert len(laptop.types("households", "--json").reads()) == 2
    laptop.types("duplicates", "list").ends_with(0)
    laptop.types("duplicates", "list", "--decided").ends_with(0).sees("two households")
    laptop.types("duplicates", "reopen", first, second).ends_with(0).sees("Nobody has decided.")
    assert laptop.types("duplicates", "list", "--decided", "--json").ends_with(0).reads() == []
    laptop.types("duplicates", "list").ends_with(3).sees(first, second)
    laptop.types("duplicates", "reopen", first, second).ends_with(1).is_told("decision-missing")


def test_a_change_is_seen_in_the_history_and_taken_back(laptop, visit):
    household = visit()
    visit(household=household, address="村东头")
    steps = laptop.types("history", household, "--path", "household/address", "--json").ends_with(0).reads()
    assert steps[0]["changes"][0]["after"] == "村东头"
    laptop.types("history", household).ends_with(0).sees("村东头", steps[0]["changeset_id"])
    undo = ["history", household, "--undo", steps[0]["changeset_id"], "--path", "household/address"]
    assert laptop.types(*undo, "--json").ends_with(0).reads()["undone"] == ["household/address"]
    laptop.types(*undo).ends_with(1).is_told("change-gone")


def test_households_are_assigned_moved_and_counted(laptop, visit):
    household, other = visit(), visit("𠮷田秀英")
    laptop.types("assign", "--village", VILLAGE, "--team", "Team B").ends_with(0).sees("2")
    laptop.types("assign", household, "--laptop", "nobody").ends_with(1).is_told("contact-unknown")
    report = laptop.types("completeness", "--json").ends_with(0).reads()
    assert [(team["team"], team["expected"]) for team in report["villages"][0]["teams"]] == [("Team B", 2)]
    laptop.types("completeness").ends_with(0).sees("Team B")
    laptop.types("move", "household", household, "430999101202", "红岩村").ends_with(0)
    row = laptop.types("households", "--village", "430999101202", "--json").reads()
    assert [each["id"] for each in row] == [household]
    laptop.types("move", "household", household, "12", "红岩村").ends_with(1).is_told("village-code-wrong")
    laptop.types("move", "member", household, "no-such-row", other).ends_with(1).is_told("member-unknown")


def test_rules_are_named_rightly_and_nothing_is_decided_where_nothing_differs(laptop, visit):
    visit()
    laptop.types("conflicts", "list").ends_with(0)
    laptop.types("conflicts", "resolve", "--rule", "nonsense").ends_with(1).is_told("rule-unknown")
    assert (
        laptop.types("conflicts", "resolve", "--rule", "later", "--preview", "--json").reads()["answers"] == 0
    )
    assert laptop.types("conflicts", "resolve", "--rule", "later", "--json").reads()["batch_id"] == ""
    laptop.types("conflicts", "undo", "x").ends_with(1).is_told("batch-gone")
    laptop.types("conflicts", "resolve").ends_with(2).is_told("usage")
