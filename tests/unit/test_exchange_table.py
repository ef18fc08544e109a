"""Lists as people have them: any spreadsheet, any Chinese encoding, headings somewhere near the top."""

import datetime
import zipfile

import openpyxl
import pytest

from yihu.base.errors import FileUnreadable
from yihu.exchange import (
    ListEmpty,
    ListHeaderMissing,
    ListProtected,
    ListRefused,
    ListTooLarge,
    read_table,
    workbook_size,
)
from yihu.exchange import table as table_module

HEADINGS = ("户编号", "姓名", "证件号码", "与户主关系")
PEOPLE = [
    ("0018", "𠮷田秀英", "99999919590302002X", "户主"),
    ("0018", "李国强", "999999198505060013", "之子"),
]


def write_csv(path, encoding, separator=","):
    lines = [separator.join(row) for row in (HEADINGS, *PEOPLE)]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_files_are_read_in_every_usual_encoding(tmp_path, encoding, separator):
    table = read_table(write_csv(tmp_path / "list.csv", encoding, separator))
    assert table.header == HEADINGS
    assert [tuple(row.values) for row in table.rows] == PEOPLE


def workbook(path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_headings_are_found_below_titles_and_rows_keep_the_spreadsheets_numbers(tmp_path):
    path = workbook(
        tmp_path / "list.xlsx",
        ["青竹村监测对象名单"],
        ["填报单位：", "清溪镇"],
        HEADINGS,
        PEOPLE[0],
        [],
        [*PEOPLE[1], "多出的一格"],
    )
    table = read_table(path)
    assert (table.header, table.header_row) == (HEADINGS, 3)
    assert [(row.number, tuple(row.values)) for row in table.rows] == [(4, PEOPLE[0]), (6, PEOPLE[1])]


def test_unknown_headings_are_taken_from_the_first_row_of_words(tmp_path):
    table = read_table(workbook(tmp_path / "list.xlsx", ["Haushalt", "Vorstand"], ["1", "Anna"]))
    assert table.header == ("Haushalt", "Vorstand")


def test_the_sheet_with_the_most_known_headings_is_taken(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["填表说明", "请勿修改"])
    sheet = book.create_sheet("名单")
    for row in (HEADINGS, *PEOPLE):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    assert read_table(tmp_path / "list.xlsx").header == HEADINGS


def test_headings_that_come_twice_are_told_apart(tmp_path):
    path = workbook(tmp_path / "list.xlsx", ["户编号", "姓名", "姓名"], ["1", "李", "王"])
    assert read_table(path).header == ("户编号", "姓名", "姓名 (2)")


def test_figures_and_dates_stay_what_they_are(tmp_path):
    path = workbook(tmp_path / "list.xlsx", ["户编号", "出生日期"], [18, datetime.date(1959, 3, 2)])
    assert next(iter(read_table(path).rows)).values == [18.0, datetime.date(1959, 3, 2)]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileUnreadable) as caught:
        read_table(tmp_path / "gone.xlsx")
    assert "gone.xlsx" in str(caught.value)


def some_zip(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", ListEmpty),
        (b" \r\n ", ListEmpty),
        ("户编号,姓名\r\n".encode(), ListEmpty),
        ("户编号,姓名\r\n,\r\n".encode(), ListEmpty),
        (b"1,2\r\n3,4\r\n", ListHeaderMissing),
        (b"PK\x03\x04 and then nothing of a workbook", ListRefused),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), ListRefused),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            ListProtected,
        ),
        ("<html><table><tr><td>户编号</td></tr></table>".encode(), ListRefused),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", ListRefused),
        (b"\xff\xd8\xff\xe0\x80\x81", ListRefused),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(tmp_path, content, error):
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    with pytest.raises(ListRefused) as caught:
        read_table(path)
    assert type(caught.value) is error
    assert "list.xlsx" in caught.value.explain()
    assert caught.value.advise()


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    some_zip(tmp_path / "list.xlsx")
    with pytest.raises(ListRefused):
        read_table(tmp_path / "list.xlsx")


def test_a_stray_cell_in_the_far_corner_is_refused_and_does_not_end_the_program(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "户编号"
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(ListTooLarge):
        read_table(tmp_path / "list.xlsx")


@pytest.mark.parametrize(("corner", "cells"), [("C800000", 2_400_000), ("AB7", 7 * 28), ("B2", 749_999 * 26)])
def test_the_span_of_a_sheet_is_known_without_opening_it(tmp_path, corner, cells):
    book = openpyxl.Workbook()
    book.active[corner] = "户编号"
    book.save(tmp_path / "list.xlsx")
    span = workbook_size.cells_of_largest_sheet((tmp_path / "list.xlsx").read_bytes(), "list.xlsx")
    assert cells <= span <= workbook_size.CELLS_AT_MOST


def test_a_long_narrow_list_is_not_too_large(tmp_path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["户编号", "户主姓名"])
    for number in range(3000):
        sheet.append([str(number), "李"])
    book.save(tmp_path / "list.xlsx")
    assert len(list(read_table(tmp_path / "list.xlsx").rows)) == 3000


def test_a_huge_file_is_refused_without_being_read(tmp_path, monkeypatch):
    path = write_csv(tmp_path / "list.csv", "utf-8")
    monkeypatch.setattr(table_module, "FILE_BYTES_AT_MOST", 10)
    with pytest.raises(ListTooLarge):
        read_table(path)


def test_an_example_stands_as_the_spreadsheet_shows_it(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["户编号", "人口", "面积"])
    book.active.append(["A", 3, 2.5])
    book.save(tmp_path / "list.xlsx")
    assert read_table(tmp_path / "list.xlsx").sample() == (("A", "3", "2.5"),)
