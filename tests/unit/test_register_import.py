"""A county's register as it comes: titles, totals, damaged numbers; and a newer one after it."""

import openpyxl
import pytest
from tests.laptops import VILLAGE, new_laptop

from yihu.actions import import_households, list_households, preview_list, save_rows_to_correct
from yihu.exchange import ListFromWps, ListTooLarge, read_households, read_table, suggest_mapping
from yihu.exchange import table as table_module
from yihu.exchange.invented_register import HEADER, invented_register
from yihu.exchange.workbook_writer import write_workbook
from yihu.register.id_numbers import check_digit
from yihu.storage.rows import HouseholdQuery


def id_number(serial):
    first = f"43099919590302{serial:03}"
    return first + check_digit(first)


HEAD = ("户编号", "姓名", "与户主关系", "证件号码", "行政村", "行政区划代码", "联系电话")


def row(number, name, relation="户主", serial=None, phone="", village="青竹村", code=VILLAGE):
    return (number, name, relation, "" if serial is None else id_number(serial), village, code, phone)


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    workspace = new_laptop(tmp_path_factory.mktemp("office") / "data")
    yield workspace
    workspace.close()


@pytest.fixture
def book(tmp_path):
    def write(*rows, name="list.xlsx"):
        made = openpyxl.Workbook()
        for values in rows:
            made.active.append(values)
        made.save(tmp_path / name)
        return tmp_path / name

    return write


def found(path):
    table = read_table(path)
    return read_households(table, suggest_mapping(table.header))


def told(problems):
    return [(one.row, one.column, one.code) for one in problems]


def test_titles_totals_signatures_and_headings_on_each_page_are_nobody(book):
    listed = found(
        book(
            ("某县监测对象名册",),
            ("填报单位：清溪镇", "", "2026年"),
            HEAD,
            row("1", "王秀英", serial=21),
            HEAD,
            row("2", "李桂兰", serial=23),
            ("青竹村 小计", "", "", 2),
            ("合　计", "", "", 2),
            ("备注：以上属实",),
            ("填表人：张小芳", "", "", "审核人（签字）：", "", "2026-11-24"),
        )
    )
    assert [one.properties["head_name"] for one in listed.households] == ["王秀英", "李桂兰"]
    assert [(one.row, one.kind) for one in listed.left_out] == [
        (5, "headings-again"),
        (7, "total"),
        (8, "total"),
        (9, "signature"),
        (10, "signature"),
    ]
    assert (listed.rows, listed.accepted, listed.problems) == (2, 2, ())


def test_somebody_whose_name_looks_like_a_total_is_somebody(book):
    listed = found(book(("户主姓名", "村"), ("何计合", "青竹村"), ("共秀英", "青竹村"), ("计总明", "青竹村")))
    assert len(listed.households) == 3


def test_headings_in_two_merged_rows_are_read_as_one(book):
    path = book(
        ("名册",),
        ("户编号", "户主", "", "务工", "", "住址", ""),
        ("", "姓名", "证件号码", "地点", "时间（月）", "行政村", "组"),
        ("1", "王秀英", id_number(21), "广东", 9, "青竹村", "一组"),
    )
    made = openpyxl.load_workbook(path)
    for cells in ("A2:A3", "B2:C2", "D2:E2", "F2:G2"):
        made.active.merge_cells(cells)
    made.save(path)
    table = read_table(path)
    assert (table.header_row, table.header[0], table.header[5:]) == (3, "户编号", ("行政村", "组"))
    mapping = suggest_mapping(table.header)
    assert mapping["务工地点"] == "work_location"
    assert mapping["务工时间（月）"] == "work_months"
    (household,) = found(path).households
    assert (household.number, household.properties["head_name"], household.properties["group"]) == (
        "1",
        "王秀英",
        "一组",
    )


def test_what_is_meant_is_put_right_and_told(book):
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in id_number(21))
    small = next(id_number(serial) for serial in range(1, 99) if id_number(serial).endswith("X")).lower()
    listed = found(
        book(
            ("户编号", "户主姓名", "证件号码", "联系电话", "组"),
            ("1", "王　英", wide, "139 0000 0001", "３组"),
            ("2", "李桂兰", small, "13900000002", "3组"),
        )
    )
    first, second = listed.households
    assert first.properties["head_name"] == "王英"
    assert first.properties["group"] == second.properties["group"] == "3组"
    assert first.properties["phone"] == "13900000001"
    assert first.persons[0].properties["id_number"] == id_number(21)
    assert second.persons[0].properties["id_number"] == small.upper()
    assert told(listed.put_right) == [
        (2, "户主姓名", "spaces-removed"),
        (2, "证件号码", "digits-narrowed"),
        (2, "联系电话", "spaces-removed"),
        (2, "组", "digits-narrowed"),
        (3, "证件号码", "x-enlarged"),
    ]
    assert listed.problems == ()


def wrong_check():
    right = id_number(31)
    return right[:17] + ("1" if right[17] != "1" else "2")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("4.30999E+17", "digits-lost"),
        (4.30999195903020e17, "digits-lost"),
        ("430999195903020000", "digits-lost"),
        (wrong_check(), "id-check-digit"),
        ("43099919590302", "id-length"),
        ("43099919591332001" + check_digit("43099919591332001"), "id-birth-date"),
    ],
)
def test_a_row_with_a_wrong_id_number_waits_and_the_others_come_in(book, number, code):
    listed = found(
        book(("户编号", "户主姓名", "证件号码"), ("1", "王秀英", number), ("2", "李桂兰", id_number(23)))
    )
    assert told(listed.problems) == [(2, "证件号码", code)]
    assert [one.number for one in listed.households] == ["2"]
    assert (listed.rows, listed.accepted) == (2, 1)


def ending_in_zeros():
    firsts = (f"4309991959{day:04}{serial}00" for day in range(301, 329) for serial in range(1, 10))
    return next(first + "0" for first in firsts if check_digit(first) == "0")


def test_a_number_that_rightly_ends_in_zeros_is_believed_only_where_none_was_rounded(book):
    head, right = ("户编号", "户主姓名", "证件号码"), ("1", "王秀英", ending_in_zeros())
    assert found(book(head, right)).problems == ()
    listed = found(book(head, right, ("2", "李桂兰", "4.30999E+17")))
    assert told(listed.problems) == [(2, "证件号码", "digits-lost"), (3, "证件号码", "digits-lost")]
    assert listed.households == ()


def test_wpss_own_files_and_huge_ones_are_refused_with_what_to_do(tmp_path, monkeypatch):
    (tmp_path / "list.et").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(ListFromWps) as caught:
        read_table(tmp_path / "list.et")
    assert ".xlsx" in caught.value.advise()
    with (tmp_path / "huge.xlsx").open("wb") as file:
        file.truncate(1_000_000_000)
    monkeypatch.setattr(table_module.Path, "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(ListTooLarge):
        read_table(tmp_path / "huge.xlsx")


def test_the_list_is_found_among_forty_sheets(tmp_path):
    made = openpyxl.Workbook()
    for number in range(38):
        made.create_sheet(f"说明{number}").append(["填表说明", "请勿修改"])
    for title in ("名册", "旧名册"):
        for values in (HEAD, row("1", "王秀英", serial=21)):
            (made[title] if title in made.sheetnames else made.create_sheet(title)).append(values)
    made.save(tmp_path / "list.xlsx")
    table = read_table(tmp_path / "list.xlsx")
    assert (table.sheet, table.other_sheets) == ("名册", ("旧名册",))
    assert read_table(tmp_path / "list.xlsx", "旧名册").sheet == "旧名册"


def test_the_invented_register_is_taken_whole_and_always_the_same(tmp_path):
    rows = list(invented_register(600))
    assert rows == list(invented_register(600))
    write_workbook(tmp_path / "register.xlsx", HEADER, rows, titles=["名册"])
    listed = found(tmp_path / "register.xlsx")
    assert (listed.rows, listed.accepted, listed.problems, listed.unmapped) == (600, 600, (), ())
    assert len({one.number for one in listed.households}) == 600
    assert {len(one.properties["division_code"]) for one in listed.households} == {12}
    assert any(ord(sign) > 0xFFFF for one in listed.households for sign in one.properties["head_name"])


FIRST = (
    row("A1", "王秀英", serial=21),
    row("A1", "王建国", "之子", serial=22),
    row("A2", "李桂兰", serial=23),
    row("A3", "陈志强", serial=24),
)
LATER = (
    row("A1", "王秀英", serial=21, phone="13900000001"),
    row("A1", "王建国", "之子", serial=22),
    row("A3", "陈志强", serial=24, village="石桥村", code=VILLAGE[:-1] + "2"),
    row("A4", "赵玉梅", serial=25),
    row("A5", "周福生", serial=26),
)


def test_a_newer_list_tells_who_came_left_moved_and_changed_before_and_keeps_everybody(laptop, book):
    first, later = book(HEAD, *FIRST, name="first.xlsx"), book(HEAD, *LATER, name="later.xlsx")
    assert import_households(laptop, first).added == 3
    again = import_households(laptop, first)
    assert (again.added, again.updated, again.unchanged, again.left) == (0, 0, 3, 0)
    before = {one.id: laptop.store.document(one.id) for one in list_households(laptop, HouseholdQuery())}
    looked = import_households(laptop, later, dry_run=True)
    kinds = {one.number: one.kind for one in looked.changes}
    assert kinds == {"A1": "changed", "A2": "left", "A3": "moved", "A4": "came", "A5": "came"}
    moved = next(one for one in looked.changes if one.kind == "moved")
    assert (moved.village_before, moved.village) == ("青竹村", "石桥村")
    assert {id_: laptop.store.document(id_) for id_ in before} == before
    done = import_households(laptop, later)
    assert (done.added, done.updated, done.moved, done.left) == (2, 2, 1, 1)
    rows = {one.number: one for one in list_households(laptop, HouseholdQuery())}
    assert set(rows) == {"A1", "A2", "A3", "A4", "A5"}
    left = laptop.store.document(rows["A2"].id).values
    assert left["household/_check.household_number"] is True
    again = import_households(laptop, later)
    assert (again.added, again.updated, again.left) == (0, 0, 1)
    assert laptop.store.document(rows["A2"].id).values == left
    import_households(laptop, first)
    assert not laptop.store.document(rows["A2"].id).values.get("household/_check.household_number")


def test_a_member_who_stands_in_another_household_of_the_newer_list_is_told_as_moved(laptop, book):
    first = book(
        HEAD,
        row("M1", "王秀英", serial=61),
        row("M1", "王建国", "之子", serial=62),
        row("M2", "李桂兰", serial=63),
        row("M3", "陈志强", serial=64),
        name="first.xlsx",
    )
    later = book(
        HEAD,
        row("M1", "王秀英", serial=61),
        row("M2", "李桂兰", serial=63),
        row("M2", "王建国", "之婿", serial=62),
        row("M4", "陈志强", serial=64),
        name="later.xlsx",
    )
    import_households(laptop, first)
    report = import_households(laptop, later)
    moved = {one.head_name: (one.number_before, one.number) for one in report.changes if one.kind == "member"}
    assert moved == {"王建国": ("M1", "M2"), "陈志强": ("M3", "M4")}
    assert report.members_moved == 2
    assert report.left_members == ()
    assert import_households(laptop, first, dry_run=True).members_moved == 0


def test_rows_to_correct_come_in_once_they_are_corrected(laptop, book, tmp_path):
    bad = list(row("B1", "吴海燕", serial=41))
    bad[3] = "4.30999E+17"
    path = book(HEAD, bad, row("B1", "吴春香", "之女", serial=42), row("B2", "徐明文", serial=43))
    report = import_households(laptop, path)
    assert (report.rows, report.accepted, report.added) == (3, 1, 1)
    target = tmp_path / "correct.xlsx"
    assert save_rows_to_correct(laptop, path, report, target) == 2
    sheet = openpyxl.load_workbook(target)
    cells = sheet.active
    assert cells["D2"].fill.fgColor.rgb == "FFFFD9D0"
    assert cells["D3"].fill.fgColor.rgb != "FFFFD9D0"
    assert cells.cell(1, 8).value == "需改正 (to correct)"
    assert "证件号码" in cells.cell(2, 8).value
    cells["D2"] = id_number(41)
    sheet.save(target)
    corrected = import_households(laptop, target)
    assert (corrected.problems, corrected.added, corrected.left) == ((), 1, 0)
    names = {one.head_name for one in list_households(laptop, HouseholdQuery())}
    assert {"吴海燕", "徐明文"} <= names


def test_what_a_person_said_of_the_columns_is_remembered_for_these_headings(laptop, book):
    path = book(("本户代号", "当家人", "哪村"), ("C1", "孙淑珍", "青竹村"))
    chosen = {"本户代号": "household_number", "当家人": "head_name", "哪村": "village"}
    assert not preview_list(path, laptop).remembered
    assert import_households(laptop, path, chosen).added == 1
    preview = preview_list(
        book(("本户代号", "当家人", "哪村"), ("C2", "马德明", "青竹村"), name="b.xlsx"), laptop
    )
    assert preview.remembered
    assert preview.mapping == chosen


def test_a_cell_that_looks_like_a_formula_stays_text(tmp_path):
    write_workbook(tmp_path / "x.xlsx", ("户编号", "户主姓名"), [("=1+1", "@SUM(A1)")])
    cell = openpyxl.load_workbook(tmp_path / "x.xlsx").active["A2"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")


def test_a_village_that_is_not_named_or_not_known_is_told_once(laptop, book):
    rows = [
        row(f"V{at}", f"周{at}", village=name, code="") for at, name in enumerate(["", "无此村", "无此村"])
    ]
    looked = import_households(laptop, book(HEAD, *rows), dry_run=True)
    assert (looked.accepted, told(looked.problems)) == (
        3,
        [(2, "行政村", "village-missing"), (3, "行政村", "village-missing")],
    )
