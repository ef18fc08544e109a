"""Tables saved from the command line, and taken in again."""

import pytest
from tests.stories.test_command_line import Terminal

MEMBERS = """户编号,村,行政区划代码,姓名,与户主关系,证件号码,户联系电话,备注
1,青竹村,430999101201,𠮷田㛃,户主,11010519491231002X,13912345678,=SUM(A1)
1,青竹村,430999101201,王建国,之子,,,
2,青竹村,430999101201,李四,户主,440524188001010014,13812345678,
"""


@pytest.fixture
def laptop(tmp_path, capfd, monkeypatch):
    terminal = Terminal(tmp_path / "a", capfd, monkeypatch)
    terminal.types("init", "--team", "Team A", "--person", "张小芳").ends_with(0)
    (tmp_path / "list.csv").write_text(MEMBERS, encoding="utf-8")
    return terminal.types("import", tmp_path / "list.csv").ends_with(0)


def test_a_table_goes_out_and_comes_in_again_without_a_change(laptop, tmp_path):
    names = {row["name"] for row in laptop.types("table", "list", "--json").ends_with(0).reads()}
    assert {"persons", "households", "national", "visit/progress", "household/member"} <= names
    laptop.types("table", "list").ends_with(0).sees("persons", "one row a member", "47")
    for path, more in (
        (tmp_path / "p.xlsx", ()),
        (tmp_path / "p.csv", ("--encoding", "gb18030", "--no-dictionary")),
        (tmp_path / "q.csv", ("--show-personal", "--reason", "核对", "--codes")),
    ):
        report = laptop.types("table", "save", "persons", path, "--json", *more).ends_with(0).reads()
        assert (report["rows"], report["households"], report["persons"]) == (3, 2, 3)
        assert report["masked"] is ("--show-personal" not in more)
        again = laptop.types("register", "import", path, "--json").reads()
        assert (again["added"], again["updated"], again["left"], again["unchanged"]) == (0, 0, 0, 2)


def test_what_the_file_holds_is_told(laptop, tmp_path):
    told = laptop.types("table", "save", "persons", tmp_path / "p.csv").ends_with(0)
    told.sees("3 rows", "2 households with 3 persons and is not encrypted", "stars", "p.dictionary.xlsx")
    laptop.types("table", "save", "persons", tmp_path / "p.docx").ends_with(1).is_told("table-format-unknown")
    laptop.types("table", "save", "nobody", tmp_path / "p.csv").ends_with(1).is_told("table-unknown")
    refused = laptop.types("table", "save", "persons", tmp_path / "f.csv", "--show-personal").ends_with(1)
    refused.is_told("reveal-reason-missing")
    assert not (tmp_path / "f.csv").exists()
