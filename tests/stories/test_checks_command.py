"""Checks and measures of poverty from the command line."""

import json

import pytest
from tests.laptops import VILLAGE, family
from tests.stories.test_command_line import Terminal


@pytest.fixture
def laptop(tmp_path, capfd, monkeypatch):
    terminal = Terminal(tmp_path / "a", capfd, monkeypatch)
    return terminal.types("init", "--team", "Team A", "--person", "张小芳").ends_with(0)


@pytest.fixture
def household(laptop, tmp_path):
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(family(), ensure_ascii=False), encoding="utf-8")
    return laptop.types("visit", "new", path, "--json").reads()["household"]


def test_a_finding_is_listed_waived_with_a_reason_and_restored(laptop, household):
    report = laptop.types("checks", "list", "--json").ends_with(3).reads()
    (line,) = report["lines"]
    assert (line["household_id"], report["by_rule"]) == (household, {line["rule"]: 1})
    laptop.types("checks", "list", "--village", VILLAGE).ends_with(3).sees(line["rule"], line["message"])
    laptop.types("checks", "waive", household, line["rule"], " ").ends_with(1).is_told(
        "waiver-reason-missing"
    )
    waive = ("checks", "waive", household, line["rule"], "已核实")
    laptop.types(*waive, "--member", "nobody").ends_with(1).is_told("member-unknown")
    assert laptop.types(*waive, "--json").ends_with(0).reads()["checks"] == 0
    laptop.types("checks", "list").ends_with(0)
    laptop.types("checks", "list", "--waived").ends_with(0).sees("已核实")
    laptop.types("checks", "restore", household, line["rule"]).ends_with(0)
    laptop.types("checks", "list", "--severity", "error", "--rule", line["rule"]).ends_with(3)


def test_all_checks_are_listed_with_their_words(laptop):
    rules = laptop.types("checks", "rules", "--json").ends_with(0).reads()
    assert {rule["number"] for rule in rules} - {None} == set(range(1, 55))
    laptop.types("checks", "rules").ends_with(0).sees("R54W")
    laptop.types("checks", "waive", "1", "R99", "-").ends_with(1)


def test_poverty_is_measured_over_a_selection(laptop, household):
    report = laptop.types("indicators", "--json").ends_with(0).reads()
    assert (report["selected"], report["income"]["households"]) == (1, 1)
    assert report["multidimensional"]["households_left_out"] == 0
    laptop.types("indicators", "--village", VILLAGE).ends_with(0).sees("M0", "Gini", "FGT2")
    assert laptop.types("indicators", "--line", "1", "--json").ends_with(0).reads()["income"]["fgt0"] == 0
    for wrong in ("0", "-5", "abc", "Infinity"):
        laptop.types("indicators", "--line", wrong).ends_with(2)
    assert laptop.types("indicators", "--cause", "flood", "--json").reads()["selected"] == 0
