"""Saving tables of the register: what they hold, who may, what is hidden, and that taking them in again changes nothing."""

import json
from contextlib import closing

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from tests.laptops import NOON, VILLAGE, Chance, new_laptop

from yihu.actions import (
    ListColumn,
    ListOnScreen,
    RevealReasonMissing,
    TableFormatUnknown,
    TableOnlyWorkbook,
    TableUnknown,
    TableWithoutPlaces,
    add_household,
    fill_record,
    import_households,
    list_audit,
    list_tables,
    people_in_table,
    save_list,
    save_table,
)
from yihu.actions.create_demo import create_demo
from yihu.base.clock import FixedClock
from yihu.base.errors import Cancelled, DiskFull, FolderNotWritable
from yihu.base.progress import Silent
from yihu.exchange import suggest_mapping
from yihu.register.subjects import new_subject_id
from yihu.storage.errors import RoleForbids
from yihu.storage.rows import HouseholdQuery

MEMBERS = """户编号,村,行政区划代码,人口编号,姓名,与户主关系,证件号码,户联系电话,健康状况,务工时间（月）,备注
430999000101,青竹村,430999101201,P1,𠮷田秀英,户主,,13912345678,"残疾,长期慢性病",0,=SUM(A1)
430999000101,青竹村,430999101201,P2,王建国,之子,11010519491231002X,,健康,8,
430999000102,青竹村,430999101201,,李四,户主,440524188001010014,13812345678,健康,,@他
430999000102,青竹村,430999101201,,李小四,之子,,,健康,,
"""
HOUSEHOLDS = """户编号,户主姓名,村,行政区划代码,耕地面积,工资性收入,监测对象类别
430999000201,赵㛃,石桥村,430999101202,3.5,12000,脱贫不稳定户
430999000202,钱六,石桥村,430999101202,0,,
"""


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    with closing(new_laptop(folder / "a")) as workspace:
        for name, text in (("members.csv", MEMBERS), ("households.csv", HOUSEHOLDS)):
            (folder / name).write_text(text, encoding="utf-8")
            report = import_households(workspace, folder / name)
            assert not [problem for problem in report.problems if problem.row_refused]
        add_household(workspace, head_name="孙七", village_code=VILLAGE, village="青竹村")
        yield workspace


def rows_of(path, sheet=0):
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(sheet).to_python()


def records(path, heading=0):
    heads, *rows = rows_of(path)[heading:]
    return [dict(zip(heads, row, strict=False)) for row in rows]


def test_members_stand_in_the_official_order_and_words(laptop, tmp_path):
    from yihu.actions.table_columns import official_rows

    report = save_table(laptop, "persons", tmp_path / "p.xlsx", show_personal=True, reason="核对")
    heads, first, *_ = rows_of(report.path)
    assert heads == [row["term"] for row in official_rows() if row["part"] == "2b"]
    assert len(heads) == 47
    person = dict(zip(heads, first, strict=True))
    assert person["姓名"] == "𠮷田秀英"
    assert person["人口编号"] == "P1"
    assert person["与户主关系"] == "户主"
    assert person["健康状况"] == "残疾,长期慢性病"
    assert person["务工时间（月）"] == 0
    assert person["户联系电话"] == "13912345678"
    assert (person["省"], person["市"], person["县"]) == ("43", "4309", "430999")
    assert (report.households, report.masked) == (5, False)


def test_numbers_of_people_are_hidden_unless_somebody_says_what_they_are_for(laptop, tmp_path):
    save_table(laptop, "persons", tmp_path / "p.xlsx")
    second = records(tmp_path / "p.xlsx")[1]
    assert second["证件号码"] == "1" + "*" * 16 + "X"
    assert records(tmp_path / "p.xlsx")[2]["户主证件号码"].startswith("4****")
    text = (tmp_path / "p.xlsx").read_bytes() + b"".join(
        str(row).encode() for row in rows_of(tmp_path / "p.xlsx")
    )
    assert b"11010519491231002X" not in text
    with pytest.raises(RevealReasonMissing):
        save_table(laptop, "persons", tmp_path / "q.xlsx", show_personal=True, reason="  ")
    assert not (tmp_path / "q.xlsx").exists()


def test_each_file_is_a_line_of_the_log_and_bears_no_name(laptop, tmp_path):
    save_table(laptop, "persons", tmp_path / "p.csv", show_personal=True, reason="送县里核对")
    line = list_audit(laptop, 1)[0]
    assert line.kind == "table_saved"
    assert dict(line.details) == {
        "table": "persons", "format": "csv", "households": 5, "masked": False, "person": "张小芳",
        "reason": "送县里核对",
    }  # fmt: skip


def test_who_only_looks_saves_nothing(laptop, tmp_path):
    laptop.store.set_role("viewer")
    try:
        with pytest.raises(RoleForbids):
            save_table(laptop, "persons", tmp_path / "p.csv")
        with pytest.raises(RoleForbids):
            save_list(laptop, LIST, tmp_path / "l.csv")
    finally:
        laptop.store.set_role("surveyor")
    assert list(tmp_path.iterdir()) == []


FILES = [
    ("xlsx", {}), ("csv", {}), ("csv", {"encoding": "gb18030"}), ("xlsx", {"labels": False}),
]  # fmt: skip


@pytest.mark.parametrize("shown", [True, False], ids=["in full", "hidden"])
@pytest.mark.parametrize(("ending", "how"), FILES, ids=["xlsx", "csv", "gb18030", "codes"])
@pytest.mark.parametrize("table", ["persons", "households", "income"])
def test_our_own_table_taken_in_again_changes_nothing(laptop, tmp_path, table, ending, how, shown):
    path = tmp_path / f"t.{ending}"
    save_table(laptop, table, path, show_personal=shown, reason="核对", **how)
    before = {id: dict(values) for id, values in laptop.store.scan()}
    report = import_households(laptop, path)
    told = [(change.kind, change.head_name, change.properties) for change in report.changes]
    assert (report.added, report.updated, report.left, told) == (0, 0, 0, [])
    assert report.left_members == ()
    assert report.unchanged == 4
    assert {id: dict(values) for id, values in laptop.store.scan()} == before


def test_the_households_table_bears_no_heading_that_means_something_else(laptop, tmp_path):
    from yihu.actions.table_official import households_sheet, income_sheet, persons_sheet
    from yihu.actions.table_sources import Source
    from yihu.exchange.outgoing.spreadsheet import headings

    for make in (households_sheet, income_sheet, persons_sheet):
        columns = make(Source(workspace=laptop)).columns
        found = suggest_mapping(headings(columns))
        meant = dict(zip(headings(columns), (column.property for column in columns), strict=True))
        assert {heading: name for heading, name in found.items() if meant[heading] != name} == {}


def test_the_national_sheets_have_their_headings_in_row_three(laptop, tmp_path):
    report = save_table(laptop, "national", tmp_path / "n.xlsx")
    book = openpyxl.load_workbook(report.path)
    assert book.sheetnames == ["监测对象信息", "户信息", "已外出务工", "计划外出务工", "行政村"]
    for page in book:
        assert page.freeze_panes == "A4"
        assert page["A3"].value == "省"
    assert book["监测对象信息"].max_column == 47
    assert [row[7].value for row in book["监测对象信息"].iter_rows(min_row=4)] == ["赵㛃"]
    assert book["户信息"].max_row == 3 + 5
    villages = [[cell.value for cell in row] for row in book["行政村"].iter_rows(min_row=4)]
    assert [(row[4], row[6]) for row in villages] == [("青竹村", 3), ("石桥村", 2)]
    with pytest.raises(TableOnlyWorkbook):
        save_table(laptop, "national", tmp_path / "n.csv")


def test_the_national_sheet_of_members_taken_in_again_changes_nothing(laptop, tmp_path):
    save_table(laptop, "national", tmp_path / "n.xlsx", show_personal=True, reason="核对")
    report = import_households(laptop, tmp_path / "n.xlsx", sheet="监测对象信息", part=True)
    assert (report.added, report.updated, report.unchanged) == (0, 0, 1)


def test_only_the_villages_that_were_chosen(laptop, tmp_path):
    report = save_table(laptop, "households", tmp_path / "h.xlsx", villages=["430999101202"])
    assert (report.rows, report.households) == (2, 2)
    assert people_in_table(laptop, ["430999101202"]).households == 2


def test_a_dictionary_lies_beside_the_table(laptop, tmp_path):
    report = save_table(laptop, "persons", tmp_path / "p.sav")
    assert report.dictionary == tmp_path / "p.dictionary.xlsx"
    line = next(row for row in rows_of(report.dictionary) if row[2] == "id_number")
    assert (line[3], line[5], line[9], line[10]) == ("证件号码", "id_number", "2b", "是")
    answers = {row[3]: row[4] for row in rows_of(report.dictionary, 1) if row[1] == "sex"}
    assert set(answers) == {"male", "female"}


def test_every_table_can_be_saved_in_every_format(laptop, tmp_path):
    for row in list_tables(laptop):
        for ending in ("xlsx",) if row.only_workbook else ("csv", "dta"):
            path = tmp_path / f"{row.name.replace('/', '-')}.{ending}"
            report = save_table(laptop, row.name, path, dictionary=False)
            assert path.stat().st_size > 0
            assert report.columns == row.columns


def test_records_of_subjects_are_a_table_too(laptop, tmp_path):
    task = {
        "task_title": "修好二组水渠", "task_due_on": "2026-12-20", "task_kind": "infrastructure",
        "task_owner_kind": "unit", "task_unit": "县水利局",
    }  # fmt: skip
    fill_record(
        laptop, new_subject_id(laptop.clock, laptop.random), "task", task, division_code="430999000000"
    )
    save_table(laptop, "task", tmp_path / "t.csv", labels=False)
    (found,) = records_of_csv(tmp_path / "t.csv")
    assert "修好二组水渠" in found.values()
    assert "2026-12-20" in found.values()
    assert save_table(laptop, "task", tmp_path / "t.csv", villages=["430998000000"]).rows == 0


def records_of_csv(path):
    import csv

    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_what_can_not_be_saved_is_said_and_nothing_is_written(laptop, tmp_path):
    with pytest.raises(TableUnknown):
        save_table(laptop, "nothing", tmp_path / "t.csv")
    with pytest.raises(TableFormatUnknown):
        save_table(laptop, "persons", tmp_path / "t.docx")
    with pytest.raises(TableWithoutPlaces):
        save_table(laptop, "persons", tmp_path / "t.geojson")
    assert list(tmp_path.iterdir()) == []


class StopsAfter:
    """Somebody presses Stop."""

    def __init__(self, steps):
        self.left = steps

    def step(self, done, total):
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("ending", ["xlsx", "csv", "sav", "dta", "parquet"])
def test_a_file_that_was_stopped_leaves_nothing_and_the_earlier_one_stays(laptop, tmp_path, ending):
    path = tmp_path / f"t.{ending}"
    path.write_bytes(b"earlier")
    with pytest.raises(Cancelled):
        save_table(laptop, "persons", path, progress=StopsAfter(1))
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"earlier"


def test_a_folder_that_may_not_be_written_is_said(laptop, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(FolderNotWritable):
        save_table(laptop, "persons", tmp_path / "file" / "t.xlsx")


@pytest.mark.parametrize("ending", ["xlsx", "csv", "sav", "dta", "parquet"])
def test_a_full_disk_is_said_and_leaves_nothing(laptop, tmp_path, ending, monkeypatch):
    import errno
    import os

    def full(_):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        save_table(laptop, "persons", tmp_path / f"t.{ending}")
    assert list(tmp_path.iterdir()) == []


LIST = ListOnScreen(
    name="visits",
    title="走访",
    filter="青竹村，已入户",
    columns=(
        ListColumn(name="head_name", title="户主"),
        ListColumn(name="phone", title="电话"),
        ListColumn(name="helper", title="帮扶人电话", personal=True),
        ListColumn(name="main_cause", title="主要原因", kind="code", code_list="cause"),
        ListColumn(name="member_count", title="人数", kind="integer"),
    ),
    rows=lambda: iter([("=王", "13912345678", "13712345678", "illness", 4), ("李", "", None, "", None)]),
    total=2,
    people=2,
)


def test_a_list_on_screen_is_saved_with_its_filter_above_it(laptop, tmp_path):
    report = save_list(laptop, LIST, tmp_path / "l.xlsx")
    rows = rows_of(report.path)
    assert rows[0][0] == "青竹村，已入户"
    assert rows[1] == ["户主", "电话", "帮扶人电话", "主要原因", "人数"]
    assert rows[2][0] == "=王"
    assert rows[2][1] == rows[2][2].replace("7", "9", 1) == "139******78"
    assert rows[2][3:] == ["因病", 4]
    assert (report.rows, report.households, report.dictionary) == (2, 2, None)
    assert list_audit(laptop, 1)[0].details["table"] == "visits"


def test_a_list_in_full_needs_a_reason(laptop, tmp_path):
    with pytest.raises(RevealReasonMissing):
        save_list(laptop, LIST, tmp_path / "l.csv", show_personal=True)
    save_list(laptop, LIST, tmp_path / "l.csv", show_personal=True, reason="打电话")
    assert records_of_csv(tmp_path / "l.csv")[0]["帮扶人电话"] == "13712345678"


def test_ids_of_the_program_stay_whole_where_numbers_are_hidden():
    from yihu.actions.table_masking import hidden_sheet
    from yihu.exchange.outgoing import Column, Sheet

    own = "01234567-1234-6234-8123-123456789012"
    sheet = Sheet(
        name="t", title="t", columns=(Column(name="pairing_helper", title="p"),),
        rows=iter([(own,), (f"pairing~{own}",), ("电话13912345678",)]),
    )  # fmt: skip
    assert list(hidden_sheet(sheet).rows) == [[own], [f"pairing~{own}"], ["电话1*********8"]]


def test_a_place_is_told_to_a_kilometre_unless_asked_for():
    from yihu.actions.table_masking import hidden_sheet
    from yihu.exchange.outgoing import Column, Sheet

    sheet = Sheet(
        name="t", title="t", columns=(Column(name="p", title="p", kind="place"),),
        rows=iter([("28.123456 112.987654 31 4",), ("",)]),
    )  # fmt: skip
    hidden = hidden_sheet(sheet)
    assert list(hidden.rows) == [["28.12 112.99"], [""]]
    assert hidden.columns[0].hidden


@pytest.mark.parametrize("table", ["persons", "households", "income", "household", "household/member"])
def test_the_table_of_a_surveyed_village_taken_in_again_changes_nothing(village, tmp_path, table):
    save_table(village, table, tmp_path / "t.csv", encoding="gb18030")
    report = import_households(village, tmp_path / "t.csv")
    told = [(change.kind, change.head_name, change.properties) for change in report.changes]
    assert (report.added, report.updated, report.left, told) == (0, 0, 0, [])
    assert report.unchanged == 41


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    folder = tmp_path_factory.mktemp("village") / "demo"
    with closing(
        create_demo(folder, Silent(), clock=FixedClock(at=NOON), random=Chance("demo"))
    ) as workspace:
        yield workspace


def test_a_household_written_down_by_hand_is_the_one_of_its_number(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as workspace:
        one = add_household(workspace, head_name="孙七", village_code=VILLAGE, village="青竹村", number="77")
        path = tmp_path / "list.csv"
        path.write_text("户编号,户主姓名,行政区划代码\n77,孙七,430999101201\n", encoding="utf-8")
        report = import_households(workspace, path, part=True)
        assert report.added == 0
        assert [row.id for row in workspace.store.households(HouseholdQuery())] == [one]


def test_a_household_of_two_lists_has_each_member_once(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as workspace:
        (tmp_path / "m.csv").write_text(MEMBERS, encoding="utf-8")
        import_households(workspace, tmp_path / "m.csv")
        (tmp_path / "h.csv").write_text(
            "户编号,户主姓名,行政区划代码,村,耕地面积\n430999000101,𠮷田秀英,430999101201,青竹村,2.5\n",
            encoding="utf-8",
        )
        report = import_households(workspace, tmp_path / "h.csv", part=True)
        assert (report.updated, report.left_members) == (1, ())
        (row,) = workspace.store.households(HouseholdQuery(text="430999000101"))
        assert row.persons == 2


def test_a_name_is_not_in_the_report_as_json(laptop, tmp_path):
    from yihu.cli.telling import plain

    report = save_table(laptop, "persons", tmp_path / "p.csv")
    assert "秀英" not in json.dumps(plain(report), ensure_ascii=False)
