"""Funds and tasks from the command line."""

import json

import pytest
from tests.laptops import VILLAGE, family
from tests.stories.test_command_line import Terminal
from tests.unit.pdf_text import ReadPdf

COUNTY = "430999000000"


@pytest.fixture
def laptop(tmp_path, capfd, monkeypatch):
    terminal = Terminal(tmp_path / "a", capfd, monkeypatch)
    return terminal.types("init", "--team", "Team A", "--person", "张小芳").ends_with(0)


@pytest.fixture
def household(laptop, tmp_path):
    file = tmp_path / "a.json"
    file.write_text(json.dumps(family(), ensure_ascii=False), encoding="utf-8")
    return laptop.types("visit", "new", file, "--json").reads()["household"]


@pytest.fixture
def fund(laptop):
    made = laptop.types("fund", "add", "十年助困金", "--donor", "益民公司", "--division", COUNTY, "--kind", "hardship",
                        "--amount", "200万", "--years", "2020-2029", "--tranches", "3", "--json")  # fmt: skip
    id = made.ends_with(0).reads()["fund"]
    laptop.types("fund", "tranche", id, "--received", "2020-01-05", "--sum", "1,000.01").ends_with(0).sees(
        "1,000.01"
    )
    return id


def test_a_fund_from_its_promise_to_its_statement(laptop, fund, household, tmp_path):
    told = laptop.types("fund", "list", "--json").ends_with(0).reads()
    (row,) = told["funds"]
    assert (row["promised_fen"], row["received_fen"], row["balance_fen"]) == (200_000_000, 100_001, 100_001)
    assert sum(each["due_fen"] or 0 for each in row["tranches"]) == 200_000_000
    give = (
        "fund",
        "grant",
        "十年助困金",
        "--household",
        household,
        "--purpose",
        "过冬",
        "--on",
        "2020-03-01",
    )
    laptop.types(*give, "--amount", "1000.02").ends_with(1).is_told("fund-short")
    laptop.types(*give, "--amount", "12.345").ends_with(1).is_told("amount-unclear")
    record = laptop.types(*give, "--amount", "300.01", "--json").ends_with(0).reads()["records"][0]
    laptop.types("fund", "correct", fund, record[-8:], "--amount", "400").ends_with(0).sees("600.01")
    laptop.types(
        "fund", "return", fund, record, "--reason", "搬走了", "--on", "2020-04-01", "--amount", "0.01"
    ).ends_with(0)
    laptop.types("fund", "pay", fund, "grant~nobody").ends_with(1).is_told("grant-unknown")
    statement = (
        laptop.types("fund", "statement", fund, "--pdf", tmp_path / "out", "--json").ends_with(0).reads()
    )
    assert [line["balance_fen"] for line in statement["ledger"]["lines"]] == [100_001, 60_001, 60_002]
    assert statement["beneficiaries"][0]["fen"] == 39_999
    laptop.types("fund", "statement", fund).ends_with(0).sees("2020-03-01", "-400.00", "left 600.02")
    (file,) = (tmp_path / "out").iterdir()
    assert "600.02" in ReadPdf(file.read_bytes()).text()
    mine = laptop.types("fund", "beneficiaries", "--household", household, "--json").ends_with(0).reads()
    assert [each["fen"] for each in mine] == [39_999]
    laptop.types("fund", "held").ends_with(0).sees("All grants are covered.")


def test_a_grant_from_application_to_payment(laptop, fund, household):
    give = ("fund", "grant", fund, "--household", household, "--purpose", "过冬", "--amount", "10")
    record = laptop.types(*give, "--state", "applied", "--json").ends_with(0).reads()["records"][0]
    laptop.types("fund", "return", fund, record, "--reason", "x").ends_with(1).is_told("grant-not-paid")
    laptop.types("fund", "approve", fund, record, "--by", "王主任").ends_with(0)
    laptop.types("fund", "pay", fund, record).ends_with(0).sees("990.01")
    laptop.types("fund", "cancel", fund, record, "--reason", "重复").ends_with(0).sees("1,000.01")


def test_what_there_isnt_is_said(laptop, fund):
    laptop.types("fund", "statement", "nothing").ends_with(1).is_told("fund-unknown")
    laptop.types("fund", "grant", fund, "--purpose", "x", "--amount", "1").ends_with(2)
    laptop.types("fund", "tranche", fund, "--received", "gestern", "--sum", "1").ends_with(1).is_told(
        "day-unclear"
    )
    laptop.types("fund", "add", "x", "--donor", "y", "--division", COUNTY, "--years", "bald").ends_with(2)
    laptop.types("task", "done", "nothing").ends_with(1).is_told("task-unknown")
    laptop.types("task", "calendar", "--month", "2026-13").ends_with(2)


def test_a_task_from_its_deadline_to_the_next_one(laptop, tmp_path):
    add = (
        "task",
        "add",
        "报送动态",
        "--due",
        "2020-01-31",
        "--division",
        COUNTY,
        "--unit",
        "乡政府",
        "--village",
        VILLAGE,
    )
    id = laptop.types(*add, "--repeat", "monthly", "--json").ends_with(0).reads()["task"]
    laptop.types("task", "late").ends_with(0).sees("报送动态", "乡政府", "late")
    (row,) = laptop.types("task", "list", "--unit", "乡政府", "--json").ends_with(0).reads()["tasks"]
    assert (row["standing"], row["until"], row["owner"]) == ("late", "2020-02-03", "乡政府")
    done = laptop.types("task", "done", id[-8:], "--on", "2020-01-30", "--json").ends_with(0).reads()
    assert done["due_on"] == "2020-02-29"
    month = laptop.types("task", "calendar", "--month", "2020-03", "--json").ends_with(0).reads()
    assert [day["on"] for day in month if day["tasks"]] == ["2020-03-02"], (
        "the 29th of February was a Saturday"
    )
    laptop.types("task", "ics", tmp_path / "t.ics").ends_with(0).sees("2 tasks")
    assert (tmp_path / "t.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    laptop.types("task", "drop", done["following"], "--reason", "x").ends_with(0)
    laptop.types("task", "reopen", done["following"]).ends_with(0)
    laptop.types("task", "list", "--state", "open").ends_with(0).sees("2020-03-02")
