"""Selections from the command line: counted, saved, changed by hand, compared, final."""

import json

import openpyxl
import pytest
from tests.stories.test_command_line import Terminal
from tests.stories.test_register_command import id_number

ROWS = (
    ("1", "王秀英", "因病", "5200", "4"),
    ("2", "李桂兰", "因残", "9000", "1"),
    ("3", "陈志强", "因病", "60000", "5"),
    ("4", "向东", "因学", "20000", "3"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("selections")


@pytest.fixture
def laptop(folder, capfd, monkeypatch):
    """A folder with four households, made once and used by every test of the file."""
    terminal = Terminal(folder / "a", capfd, monkeypatch)
    if not (folder / "a").exists():
        terminal.types("init", "--team", "Team A", "--person", "张小芳").ends_with(0)
        book = openpyxl.Workbook()
        book.active.append(
            (
                "户编号",
                "户主姓名",
                "证件号码",
                "主要致贫原因",
                "工资性收入",
                "家庭人口",
                "行政村",
                "行政区划代码",
            )
        )
        for serial, (number, head, cause, wages, persons) in enumerate(ROWS):
            at = ("青竹村", "430999101201")
            book.active.append((number, head, id_number(21 + serial), cause, wages, persons, *at))
        book.save(folder / "register.xlsx")
        terminal.types("register", "import", folder / "register.xlsx").ends_with(0)
    return terminal


def count(laptop, *options):
    return laptop.types("selection", "count", *options, "--json").ends_with(0).reads()


def test_conditions_are_joined_by_and_or_by_or(laptop):
    assert count(laptop)["chosen"] == 4
    assert count(laptop, "--where", "main_cause=illness")["chosen"] == 2
    poor = ("--where", "main_cause=illness", "--where", "line_percent<95")
    assert count(laptop, *poor)["chosen"] == 1, "the register's five persons share the wages"
    assert count(laptop, *poor, "--any")["chosen"] == 3
    assert count(laptop, "--where", "main_cause!=illness")["chosen"] == 2
    laptop.types("--language", "zh", "selection", "count", *poor).sees(
        "主要因病致贫、人均低于监测线 0.95 倍，共 1 户"
    )


def test_points_decide_who_is_taken(laptop):
    points = ("--points", "5:main_cause=illness", "--points", "-2:persons>=5", "--take", "2")
    told = count(laptop, *points)
    assert (told["found"], told["chosen"], told["ties"]) == (4, 2, "")
    assert told["points"] == [[5, "poor mainly by illness"], [-2, "Persons from 5 up"]]
    laptop.types("selection", "count", "--points", "1:persons>=1", "--take", "3").sees(
        "4 households have as many"
    )


def test_a_filter_comes_out_of_a_file_too(laptop, folder):
    path = folder / "filter.json"
    path.write_text(
        json.dumps({"where": {"field": "main_cause", "is": ["illness"]}, "take": 1}), encoding="utf-8"
    )
    assert count(laptop, "--filter", path)["chosen"] == 1
    assert count(laptop, "--filter", path, "--where", "main_cause=education")["chosen"] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ("--where", "salary>3"),
        ("--where", "nonsense"),
        ("--where", "main_cause=ilness"),
        ("--points", "illness"),
        ("--points", "0:main_cause=illness"),
        ("--points", "main_cause=illness"),
    ],
)
def test_what_is_no_filter_is_refused_with_its_code(laptop, wrong):
    laptop.types("selection", "count", *wrong).ends_with(1).is_told("filter-unreadable")


def test_a_file_that_is_not_there_is_refused(laptop, folder):
    laptop.types("selection", "count", "--filter", folder / "none.json").ends_with(1).is_told(
        "file-unreadable"
    )


def test_what_can_be_asked_for_is_listed(laptop):
    fields = {field["name"]: field for field in laptop.types("selection", "fields", "--json").reads()}
    assert ["illness", "Illness"] in fields["main_cause"]["codes"]
    laptop.types("selection", "fields").ends_with(0).sees("line_percent", "elderly_alone")


def test_a_selection_lives_through_its_days(laptop):
    made = (
        laptop.types("selection", "make", "Ill", "--where", "main_cause=illness", "--json")
        .ends_with(0)
        .reads()
    )
    assert made["households"] == 2
    laptop.types("selection", "list").ends_with(0).sees("Ill", "2 households")
    laptop.types("selection", "add", "Ill", "4", "--reason", "the meeting said so").ends_with(0).sees(
        "3 households"
    )
    laptop.types("selection", "remove", "Ill", "1", "--reason", "moved away").ends_with(0).sees(
        "2 households"
    )
    shown = laptop.types("selection", "show", made["id"], "--households", "--json").ends_with(0).reads()
    assert {row["head_name"] for row in shown["households"]} == {"陈志强", "向东"}
    assert {pick["reason"] for pick in shown["selection"]["by_hand"]} == {"the meeting said so", "moved away"}
    compared = laptop.types("selection", "compare", "Ill", "--json").ends_with(0).reads()
    assert (compared["came"], compared["fell"], compared["stayed"]) == ([], [], 1)
    laptop.types("selection", "compare", "Ill").sees("Added by hand: 1", "Taken out by hand: 1")
    laptop.types("selection", "refresh", "Ill").ends_with(0).sees("0 added")
    both = ("--where", f"selection={made['id']}", "--where", "persons>=5")
    assert count(laptop, *both)["chosen"] == 1
    laptop.types("selection", "freeze", "Ill").ends_with(0)
    laptop.types("selection", "add", "Ill", "2", "--reason", "late").ends_with(1).is_told("selection-final")
    laptop.types("selection", "list").sees("final since")
    laptop.types("selection", "delete", "Ill").ends_with(0)
    laptop.types("selection", "list").sees("No selection was saved yet")
    laptop.types("selection", "show", "Ill").ends_with(1).is_told("selection-unknown")


def test_a_filter_that_finds_nobody_is_not_saved(laptop):
    laptop.types("selection", "make", "Nobody", "--where", "main_cause=marriage").ends_with(1).is_told(
        "selection-empty"
    )
