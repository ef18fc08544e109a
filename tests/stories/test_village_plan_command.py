"""A village's plan and its projects from the command line."""

from contextlib import closing
from os import urandom

import pytest
from tests.laptops import family
from tests.stories.test_command_line import SECRET, Terminal
from tests.stories.test_follow_up_command import file_with

from yihu.actions import fill_record
from yihu.actions.open_folder import open_folder
from yihu.base.clock import SystemClock

VILLAGE = "430999101201"


@pytest.fixture
def laptop(tmp_path, capfd, monkeypatch):
    terminal = Terminal(tmp_path / "a", capfd, monkeypatch)
    return terminal.types("init", "--team", "Team A", "--person", "张小芳").ends_with(0)


def plan(laptop, *words):
    return laptop.types("village-plan", *words)


def test_a_plan_is_written_shown_told_by_years_and_printed(laptop, tmp_path):
    plan(laptop, "write", VILLAGE, "--set", "goal=五年建成示范基地", "--set", "from_year=2026").ends_with(0)
    row = plan(
        laptop, "add", VILLAGE, "infrastructure", "渠道三面光",
        "--set", "quantity=3800", "--set", "unit=米", "--set", "yuan=100", "--set", "from_year=2026",
        "--set", "to_year=2028", "--json",
    ).ends_with(0).reads()["row"]  # fmt: skip
    plan(laptop, "change", VILLAGE, row[:10], "--set", "state=running").ends_with(0)
    plan(laptop, "show", VILLAGE).ends_with(0).sees("五年建成示范基地").sees("渠道三面光").sees("3800 米")
    (item,) = plan(laptop, "items", VILLAGE, "--direction", "infrastructure", "--json").reads()
    assert (item["state"], item["now"]["fen"]) == ("running", 10_000)
    years = plan(laptop, "five-years", VILLAGE, "--json").reads()
    assert [(each["year"], each["fen"]) for each in years] == [(2026, 3334), (2027, 3333), (2028, 3333)]
    plan(laptop, "five-years", VILLAGE).ends_with(0).sees("33.34")
    report = plan(laptop, "print", VILLAGE, "-o", tmp_path / "out", "--json").ends_with(0).reads()
    (file,) = report["files"]
    assert (tmp_path / "out").joinpath(file).read_bytes().startswith(b"%PDF")
    plan(laptop, "drop", VILLAGE, row).ends_with(0)
    assert plan(laptop, "items", VILLAGE, "--json").reads() == []
    plan(laptop, "drop", VILLAGE, row, "--back").ends_with(0)
    (line,) = [each for each in plan(laptop, "list", "--json").reads() if each["code"] == VILLAGE]
    assert (line["items"], line["fen"], line["state"]) == (1, 10_000, "draft")


def test_nothing_to_gather_is_told_without_a_change(laptop):
    found = plan(laptop, "gather", VILLAGE, "--dry-run", "--json").ends_with(0).reads()
    assert found["gathering"]["plans"] == 0
    plan(laptop, "gather", VILLAGE).ends_with(0)
    assert plan(laptop, "show", VILLAGE, "--json").reads()["begun"] is False


def test_needs_are_gathered_and_traced_both_ways(laptop, tmp_path):
    measure = {
        "measure_category": "water", "measure_content": "接入自来水", "responsible_unit": "镇政府",
        "deadline": "2027-06-30", "gain_kind": "none",
    }  # fmt: skip
    told = {
        "made_on": "2026-11-01",
        "responsible_helper": "何立群",
        "goal": "安全饮水",
        "goal_date": "2027-12-31",
    }
    told = {**told, "measure": [measure]}
    household = laptop.types("visit", "new", file_with(tmp_path / "a.json", family()), "--json").reads()
    id_ = household["household"]
    with closing(open_folder(laptop.folder, SECRET, clock=SystemClock(), random=urandom)) as workspace:
        fill_record(workspace, id_, "plan", told)
    found = plan(laptop, "gather", VILLAGE, "--at-least", "1", "--json").ends_with(0).reads()
    (item,) = [one["item"] for one in found["gathering"]["items"]]
    assert item["title"] == "接入自来水"
    plan(laptop, "gather", VILLAGE).ends_with(0).sees("says all that so many households need")
    assert plan(laptop, "sources", VILLAGE, item["row"], "--json").reads()[0]["household"] == id_
    assert plan(laptop, "of", id_, "--json").reads()[0]["item"] == item["row"]


def test_a_project_is_written_and_followed(laptop):
    project = laptop.types(
        "project", "add", VILLAGE, "industry", "稻虾基地", "--set", "target=100", "--set", "unit=亩",
        "--set", "due_on=2020-01-01", "--set", "gain_low_yuan=2000", "--set", "gain_high_yuan=3000", "--json",
    ).ends_with(0).reads()["record"]  # fmt: skip
    laptop.types("project", "list", VILLAGE, "--late").ends_with(0).sees("稻虾基地")
    laptop.types(
        "project", "record", VILLAGE, project[-6:], "--set", "actual=40", "--milestone", "开沟|2026-01-01"
    ).ends_with(0)
    told = laptop.types("project", "show", VILLAGE, project, "--json").reads()["project"]
    assert (told["actual"], told["milestones"][0]["what"]) == ("40.0", "开沟")
    laptop.types("project", "show", VILLAGE, project).sees("40 / 100 亩").sees("开沟")


def test_what_is_wrong_is_said(laptop):
    plan(laptop, "show", "4309").ends_with(1).is_told("village-code-wrong")
    plan(laptop, "change", VILLAGE, "x", "--set", "title=y").ends_with(1).is_told("item-unknown")
    laptop.types("project", "show", VILLAGE, "x").ends_with(1).is_told("project-unknown")
    laptop.types("project", "record", VILLAGE, "x", "--set", "actual=1").ends_with(1).is_told(
        "project-unknown"
    )
    plan(laptop, "add", VILLAGE, "industry", "稻虾", "--set", "yuan=-5").ends_with(1).is_told(
        "record-refused"
    )
    plan(laptop, "add", VILLAGE, "roads", "路").ends_with(2)
