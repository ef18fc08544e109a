"""Following households up from the command line."""

import json

import pytest
from tests.laptops import VILLAGE, family
from tests.stories.test_command_line import Terminal


@pytest.fixture
def laptop(tmp_path, capfd, monkeypatch):
    terminal = Terminal(tmp_path / "a", capfd, monkeypatch)
    return terminal.types("init", "--team", "Team A", "--person", "张小芳").ends_with(0)


def file_with(path, answers):
    path.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_visit_a_quarter_and_a_procedure_are_written_down_and_told(laptop, tmp_path):
    household = laptop.types("visit", "new", file_with(tmp_path / "a.json", family()), "--json").reads()[
        "household"
    ]
    visit = {
        "follow_up_met": "户主",
        "follow_up_changes": ["none"],
        "follow_up_measures_state": "running",
        "follow_up_next_date": "2999-01-01",
    }
    laptop.types("visit", household, file_with(tmp_path / "v.json", visit), "--form", "visit").ends_with(0)
    begun = {"procedure_kind": "removal", "applicant": "村委会"}
    laptop.types("visit", household, file_with(tmp_path / "p.json", begun), "--form", "procedure").ends_with(
        0
    )
    laptop.types("follow-up", household).ends_with(0).sees("2999-01-01")
    view = laptop.types("follow-up", household, "--json").ends_with(0).reads()
    assert len(view["after"]["follow_up"]["visits"]) == 1
    assert view["after"]["procedures"][0]["steps"][0]["state"] == "done"
    assert {condition["name"] for condition in view["after"]["conditions"]}
    report = laptop.types("due", "--days", "30", "--village", VILLAGE, "--json").ends_with(0).reads()
    assert [line["due"]["kind"] for line in report["coming"]] == ["procedure"]
    laptop.types("due", "--days", "30").ends_with(0).sees("Procedure: Visit to the household")


def test_an_unknown_household_is_said_to_be_unknown(laptop):
    laptop.types("follow-up", "nobody").ends_with(1).is_told("household-unknown")


def test_a_familys_life_map_is_told(laptop, tmp_path):
    household = laptop.types("visit", "new", file_with(tmp_path / "a.json", family()), "--json").reads()[
        "household"
    ]
    laptop.types("life-map", household).ends_with(0).sees("Safe water", "green")
    told = laptop.types("life-map", household, "--json").ends_with(0).reads()
    assert {light["colour"] for light in told["lights"]} <= {"red", "yellow", "green", "grey"}
    assert [each["guarantee"]["name"] for each in told["guarantees"]] == [
        "food",
        "clothing",
        "education",
        "medical",
        "housing",
        "water",
    ]
