"""One household's plans from the command line: suggested, compared, chosen, agreed, signed."""

import json

import pytest
from PIL import Image
from tests.laptops import family
from tests.stories.test_command_line import Terminal


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Where the register of these tests stands."""
    return tmp_path_factory.mktemp("plans")


@pytest.fixture
def laptop(made, capfd, monkeypatch):
    terminal = Terminal(made / "data", capfd, monkeypatch)
    if not (made / "data").exists():
        terminal.types("init", "--team", "Team A", "--person", "张小芳").ends_with(0)
    return terminal


@pytest.fixture
def household(laptop, made):
    """A surveyed household of its own for each test."""
    path = made / "answers.json"
    path.write_text(json.dumps(family("周桂兰"), ensure_ascii=False), encoding="utf-8")
    return laptop.types("visit", "new", path, "--json").ends_with(0).reads()["household"]


def test_a_household_without_a_plan_has_none_to_show(laptop, household):
    laptop.types("plan", "show", household).ends_with(1).is_told("plan-unknown")
    laptop.types("plan", "drafts", household).ends_with(0).sees("no plan yet")
    laptop.types("plan", "compare", household).ends_with(0).sees("no plan yet")


def test_from_suggestions_to_the_signed_sheet(laptop, household, made):
    offered = laptop.types("plan", "suggest", household, "--json").ends_with(0).reads()["suggestions"]
    keys = [one["key"] for one in offered]
    laptop.types("plan", "suggest", household).ends_with(0).sees(keys[0], offered[0]["reason"])
    laptop.types("plan", "suggest", household, "--adopt", "nothing").ends_with(2)
    adopted = laptop.types("plan", "suggest", household, "--adopt", keys[0], "--adopt", keys[1], "--json")
    assert [one["key"] for one in adopted.ends_with(0).reads()["plan"]["measures"]] == keys[:2]
    laptop.types("plan", "new", household, "--copy", "1").ends_with(0).sees("1", "2", "in force")
    laptop.types("plan", "suggest", household, "--plan", "2", "--adopt", keys[2]).ends_with(0)
    compared = laptop.types("plan", "compare", household, "1", "2", "--json").ends_with(0).reads()
    assert [len(line["plan"]["measures"]) for line in compared["plans"]] == [2, 3]
    assert [line["standing"] for line in compared["plans"]] == ["in_force", "draft"]
    laptop.types("plan", "compare", household).ends_with(0).sees("Money put in", "Expected a head and year")
    laptop.types("plan", "choose", household, "2").ends_with(0).sees("Plan 2 is in force now")
    laptop.types("plan", "choose", household, "7").ends_with(1).is_told("plan-unknown")
    laptop.types("plan", "agree", household).ends_with(0).sees("version 1 (Agreed)")
    laptop.types("plan", "choose", household, "1").ends_with(1).is_told("plan-not-agreed")
    sheet = made / "sheet.jpg"
    Image.new("RGB", (30, 20), "white").save(sheet)
    laptop.types("plan", "sign", household, "--signer", "周小兰").ends_with(0).sees("Signed")
    laptop.types("plan", "sign", household, "--photo", sheet).ends_with(0)
    view = laptop.types("plan", "show", household, "--json").ends_with(0).reads()
    plan = view["line"]["plan"]
    assert (plan["state"], plan["signer"], len(plan["measures"])) == ("signed", "周小兰", 3)
    assert plan["signed_sheet"].endswith(".jpg")
    assert plan["profile"] == view["rules"]
    other = laptop.types("plan", "show", household, "--plan", "1", "--json").ends_with(0).reads()
    assert (other["line"]["standing"], len(other["line"]["plan"]["measures"])) == ("aside", 2)


def test_a_plan_is_told_with_evidence_requirements_and_doubts(laptop, household):
    keys = [one["key"] for one in laptop.types("plan", "suggest", household, "--json").reads()["suggestions"]]
    laptop.types("plan", "suggest", household, "--adopt", keys[0]).ends_with(0)
    laptop.types("plan", "show", household).ends_with(0).sees("member ", "needs a measure of", "Yearly gain")


def test_a_plan_without_measures_is_not_agreed(laptop, household):
    laptop.types("plan", "new", household).ends_with(0).sees("0 measures")
    laptop.types("plan", "agree", household).ends_with(1).sees("no measure yet")
    laptop.types("plan", "show", household).ends_with(0).sees("! The plan has no measure yet")
