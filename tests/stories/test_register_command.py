"""Registers taken in from the command line."""

import openpyxl
import pytest
from tests.stories.test_command_line import Terminal

from yihu.register.id_numbers import check_digit


@pytest.fixture
def laptop(tmp_path, capfd, monkeypatch):
    terminal = Terminal(tmp_path / "a", capfd, monkeypatch)
    return terminal.types("init", "--team", "Team A", "--person", "张小芳").ends_with(0)


def id_number(serial):
    first = f"43099919590302{serial:03}"
    return first + check_digit(first)


@pytest.fixture
def register(tmp_path):
    def write(*rows):
        book = openpyxl.Workbook()
        for row in (("名册",), ("户编号", "户主姓名", "证件号码", "行政村", "行政区划代码"), *rows):
            book.active.append(row)
        book.save(tmp_path / "register.xlsx")
        return tmp_path / "register.xlsx"

    return write


def test_a_register_is_tried_taken_in_and_told_row_by_row(laptop, register, tmp_path):
    path = register(
        ("1", "王秀英", id_number(21), "青竹村", "430999101201"),
        ("2", "李桂兰", "4.30999E+17", "青竹村", "430999101201"),
        ("合计", 2),
    )
    trial = laptop.types("register", "import", path, "--dry-run", "--json").ends_with(3).reads()
    assert (trial["rows"], trial["accepted"], trial["added"]) == (2, 1, 1)
    (problem,) = trial["problems"]
    assert (problem["row"], problem["column"], problem["code"]) == (4, "证件号码", "digits-lost")
    assert trial["left_out"] == [{"row": 5, "kind": "total"}]
    assert laptop.types("households", "--json").ends_with(0).reads() == []
    wrong = tmp_path / "wrong.xlsx"
    laptop.types("register", "import", path, "--corrections", wrong).ends_with(3).sees(
        "corrected: 1", "again): 5"
    )
    assert openpyxl.load_workbook(wrong).active["B2"].value == "李桂兰"
    newer = register(("3", "陈志强", id_number(23), "青竹村", "430999101201"))
    laptop.types("register", "import", newer, "--part").ends_with(0)
    told = laptop.types("register", "import", newer).ends_with(0)
    told.sees("王秀英", "青竹村")
    (tmp_path / "empty.xlsx").write_bytes(b"")
    laptop.types("register", "import", tmp_path / "empty.xlsx").ends_with(1).is_told("list-empty")


def test_villages_are_listed_taken_in_and_added(laptop, tmp_path):
    laptop.types("register", "villages", "老屋").ends_with(0).sees(
        "430999101381", "430999101201", "2016-04-30"
    )
    path = tmp_path / "villages.csv"
    path.write_text("code,name\n999901100201,荷塘村\n", encoding="utf-8")
    laptop.types("register", "import-villages", path).ends_with(0).sees("1")
    laptop.types(
        "register", "add-village", "999901100202", "老荷塘村", "--successor", "999901100201"
    ).ends_with(0)
    found = laptop.types("register", "villages", "9999011", "--json").ends_with(0).reads()
    assert [one["successor"] for one in found] == ["", "999901100201"]
    laptop.types("register", "add-village", "99", "村").ends_with(1).is_told("village-code-wrong")
