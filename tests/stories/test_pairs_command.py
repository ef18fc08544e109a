"""Pairing from the command line: a list in, proposals, coverage, three ones, cards, taken back."""

import openpyxl
import pytest
from tests.stories.test_command_line import ready, terminal  # noqa: F401


@pytest.fixture
def lists(tmp_path):
    """A list of three households and one of two helpers."""
    made = []
    for name, rows in (
        (
            "households",
            (
                ("户编号", "户主姓名", "村", "村编码", "乡镇", "组"),
                *((f"H{n}", f"张{n}", "青竹村", "430999127211", "清溪镇", "一组") for n in (1, 2, 3)),
            ),
        ),
        (
            "helpers",
            (
                ("姓名", "类别", "单位", "结对户数", "能提供的帮助"),
                ("周文彬", "委员", "县政协", 1, "助学"),
                ("江河竹业", "企业", "江河竹业有限公司", 1, "唱戏"),
                ("李立", "干部", "县工会", 1, "就业"),
            ),
        ),
    ):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / f"{name}.xlsx")
        made.append(tmp_path / f"{name}.xlsx")
    return made


def test_the_whole_way_of_pairs(ready, lists, tmp_path):  # noqa: F811
    at = ready()
    households, helpers = lists
    at.types("register", "import", households).ends_with(3)
    at.types("helpers", "import", helpers).ends_with(0).sees("2 new helpers", "Row 3", "唱戏")
    at.types("helpers", "list").ends_with(0).sees("周文彬", "0/1")
    at.types("pair", "propose", "--json").ends_with(0)
    found = at.reads()
    assert (len(found["pairs"]), len(found["left"])) == (2, 1)
    at.types("pair", "propose", "--accept", "--json").ends_with(0)
    batch = at.reads()["batch_id"]
    at.types("pair", "coverage").ends_with(3).sees("2 of 3 households have a helper: 66.6 %")
    at.types("pair", "list").ends_with(0).sees("周文彬", "李立")
    at.types("pair", "three-ones", "--by", "level", "--json").ends_with(0)
    assert at.reads()["total"]["households"] == 2
    at.types("pair", "history").ends_with(0).sees("Paired")
    at.types("print", "intention_card", "--village", "430999127211", "-o", tmp_path / "cards", "--one-file")
    at.ends_with(0).sees("2 papers")
    at.types("pair", "cards", *(tmp_path / "cards").glob("*.pdf")).ends_with(0).sees("2 cards laid in")
    at.types("helpers", "show", "周文彬").ends_with(0).sees("张")
    at.types("helpers", "end", "周文彬").ends_with(0).sees("1 pair ended")
    at.types("pair", "undo", batch).ends_with(0).sees("Taken back")
    at.types("pair", "make", "H1", "周文彬无").ends_with(1).is_told("helper-unknown")
