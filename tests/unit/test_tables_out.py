"""Tables for other programs, read back by programs that others wrote: openpyxl, calamine, ReadStat, DuckDB."""

import csv
import io
import json
import zipfile
from datetime import date
from decimal import Decimal

import duckdb
import openpyxl
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.examples import examples

from yihu.exchange.outgoing import Choice, Column, Sheet, describe, write_table, write_xlsx
from yihu.exchange.outgoing.delimited import plain
from yihu.exchange.outgoing.sheet import numbered, variable_names
from yihu.exchange.outgoing.spss import segments

SEX = (Choice(value="male", label="男"), Choice(value="female", label="女"))
RISKS = (Choice(value="illness", label="因病"), Choice(value="school", label="因学"))
COLUMNS = (
    Column(name="head_name", title="户主姓名"),
    Column(name="farmland_mu", title="耕地", kind="decimal", unit="亩"),
    Column(name="member_count", title="人数", kind="integer"),
    Column(name="wage_income", title="工资性收入", kind="yuan", unit="元"),
    Column(name="visit_date", title="走访日期", kind="date"),
    Column(name="sex", title="性别", kind="code", choices=SEX),
    Column(name="risks", title="风险", kind="codes", choices=RISKS),
    Column(name="place", title="位置", kind="place"),
    Column(name="remarks", title="备注"),
)
ROWS = [
    ("王𠅤㛃", "3.25", "4", "12000.5", "2024-02-29", "male", "illness school", "28.5 112.25 31 4", "好"),
    ("", "abc", None, "", "", "", "", "", "长" * 1000 + "末"),
    ("=1+1", Decimal("-7.5"), 70_000, "-0.05", "1580-01-01", "other", "school", "95 1", "12345678"),
]
RARE = "㛃䶮喆堃犇㐱𬭚𠅤𬀩𬘭𫖯"
NASTY = st.text(
    st.one_of(
        st.sampled_from("=+-@＝＋－＠\t\r\n'\"|%,;<>&_x000D_ 　\ufeff\0\x07" + RARE),
        st.characters(codec="utf-8"),
    ),
    max_size=12,
)


def sheet(rows=ROWS, columns=COLUMNS, **more):
    return Sheet(name="t", title="表一", columns=columns, rows=iter(rows), **more)


def saved(tmp_path, ending, rows=ROWS, columns=COLUMNS, **how):
    path = tmp_path / f"t.{ending}"
    with path.open("wb") as file:
        written = write_table(file, sheet(rows, columns), ending, **how)
    return path, written


def in_memory(ending, rows, columns, **how):
    file = io.BytesIO()
    write_table(file, sheet(rows, columns), ending, **how)
    return file.getvalue()


def texts(values):
    return [(value,) for value in values]


TEXT = (Column(name="t", title="文字"),)


def test_a_workbook_has_frozen_headings_words_and_numbers(tmp_path):
    path, written = saved(tmp_path, "xlsx")
    book = openpyxl.load_workbook(path)
    page = book["表一"]
    assert page.freeze_panes == "A2"
    rows = list(page.iter_rows(values_only=True))
    assert rows[0] == tuple(column.title for column in COLUMNS)
    assert rows[1] == ("王𠅤㛃", 3.25, 4, 12000.5, "2024-02-29", "男", "因病,因学", "28.5 112.25 31 4", "好")
    assert rows[2][1] == "abc"
    assert rows[3][5] == "other"
    assert written.rows == 3
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def test_codes_stand_in_a_workbook_where_they_are_wanted(tmp_path):
    path, _ = saved(tmp_path, "xlsx", labels=False)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert rows[1][5:7] == ["male", "illness school"]


def test_a_long_number_loses_no_digit_in_a_workbook():
    columns = (Column(name="n", title="数", kind="integer"),)
    data = in_memory("xlsx", [("12345678901234567890",), ("123456789012345",)], columns)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows[1:] == [["12345678901234567890"], [123456789012345.0]]


def test_a_workbook_of_several_sheets_keeps_their_order_and_their_lines_above():
    file = io.BytesIO()
    write_xlsx(file, [sheet(lines=("标题", "说明")), sheet(), sheet(rows=[])])
    book = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue()))
    assert book.sheet_names == ["表一", "表一 2", "表一 3"]
    first = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in first[:4]] == ["标题", "说明", "户主姓名", "王𠅤㛃"]


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr("yihu.exchange.workbook_writer._ROWS_AT_MOST", 4)
    data = in_memory("xlsx", texts("甲乙丙丁戊"), TEXT)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert found == [[["文字"], ["甲"], ["乙"], ["丙"]], [["文字"], ["丁"], ["戊"]]]


def test_texts_beyond_those_kept_in_memory_stand_in_their_cells(monkeypatch):
    monkeypatch.setattr("yihu.exchange.workbook_writer.write_book.__kwdefaults__", {"texts_kept": 2})
    data = in_memory("xlsx", texts(["甲", "乙", "丙", "甲", " 丁 "]), TEXT)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["文字", "甲", "乙", "丙", "甲", " 丁 "]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"inlineStr" in archive.read("xl/worksheets/sheet1.xml")


@given(st.lists(NASTY, min_size=1, max_size=6))
@examples(40)
def test_any_text_comes_back_from_a_workbook(values):
    kept = [v for v in values if v.strip()]
    data = in_memory("xlsx", texts(["x", *kept, "x"]), TEXT)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[2:-1]] == [as_xml(v) for v in kept]
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


def test_what_looks_like_a_code_of_a_workbook_stays_a_text():
    data = in_memory("xlsx", texts(["_x0041_", "_x000D_", "x_0041_"]), TEXT)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["_x0041_", "_x000D_", "x_0041_"]


def test_a_text_longer_than_a_cell_is_cut_and_the_workbook_opens():
    data = in_memory("xlsx", texts(["𠅤" * 20_000]), TEXT)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == "𠅤" * 16_383


def as_xml(text):
    """What a workbook can hold of a text: its lines end in one way, and control characters are marked."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join("\ufffd" if (ord(c) < 32 and c not in "\t\n") or c in "\ufffe\uffff" else c for c in lines)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_csv_is_read_by_a_spreadsheet_of_its_encoding(tmp_path, encoding):
    path, _ = saved(tmp_path, "csv", encoding=encoding)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") is (encoding == "utf-8")
    text = data.decode("utf-8-sig" if encoding == "utf-8" else "gb18030")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[1][:7] == ["王𠅤㛃", "3.25", "4", "12000.5", "2024-02-29", "男", "因病,因学"]
    assert rows[3][0] == "'=1+1"
    assert rows[3][1] == "-7.5"
    assert text.count("\r\n") == 4


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@given(st.lists(NASTY, min_size=1, max_size=6))
@examples(40)
def test_no_cell_of_a_csv_begins_a_formula_and_every_text_is_there(encoding, values):
    data = in_memory("csv", texts(values), TEXT, encoding=encoding)
    text = data.decode("utf-8-sig" if encoding == "utf-8" else "gb18030")
    rows = [row[0] if row else "" for row in csv.reader(io.StringIO(text, newline=""))][1:]
    assert not any(row.startswith(tuple("=+-@＝＋－＠\t\r")) for row in rows)
    assert [row.removeprefix("'") for row in rows] == [plain(v).removeprefix("'") for v in values]


def test_a_quoted_formula_comes_in_again_as_it_was():
    from yihu.exchange.cells import read_cell

    for text in ("=1+1", "@甲", "-乙", "'丙", "+丁"):
        assert read_cell("remarks", plain(text)) == text


def test_stata_reads_names_labels_and_days(tmp_path):
    path, written = saved(tmp_path, "dta")
    values, about = pyreadstat.read_dta(str(path), output_format="dict")
    assert list(values["head_name"]) == ["王𠅤㛃", "", "=1+1"]
    assert list(values["farmland_mu"]) == [3.25, None, -7.5]
    assert list(values["member_count"]) == [4, None, 70_000]
    assert list(values["visit_date"]) == [date(2024, 2, 29), None, date(1580, 1, 1)]
    assert list(values["sex"]) == [1, None, 3]
    assert list(values["risks_illness"]) == [1, None, 0]
    assert list(values["place_latitude"]) == [28.5, None, None]
    assert list(values["remarks"]) == ["好", "长" * 1000 + "末", "12345678"]
    assert about.column_names_to_labels["farmland_mu"] == "耕地（亩）"
    assert about.variable_value_labels["sex"] == {1: "男", 2: "女", 3: "other"}
    assert about.file_label == "表一"
    assert written.unreadable == 2


def test_spss_reads_names_labels_and_days(tmp_path):
    path, written = saved(tmp_path, "sav")
    values, about = pyreadstat.read_sav(str(path), output_format="dict")
    assert list(values["head_name"]) == ["王𠅤㛃", "", "=1+1"]
    assert list(values["member_count"]) == [4, None, 70_000]
    assert list(values["wage_income"]) == [12000.5, None, -0.05]
    assert list(values["visit_date"]) == [date(2024, 2, 29), None, date(1580, 1, 1)]
    assert list(values["remarks"]) == ["好", "长" * 1000 + "末", "12345678"]
    assert about.variable_value_labels["sex"] == {1: "男", 2: "女", 3: "other"}
    assert about.variable_value_labels["risks_school"].keys() == {0, 1}
    assert about.variable_measure["sex"] == "nominal"
    assert about.variable_measure["farmland_mu"] == "scale"
    assert about.file_encoding == "UTF-8"
    assert written.unreadable == 2


STATISTICS = {"dta": pyreadstat.read_dta, "sav": pyreadstat.read_sav}


@pytest.mark.parametrize("ending", STATISTICS)
@pytest.mark.parametrize(
    "octets", [1, 7, 8, 9, 244, 252, 253, 255, 256, 257, 504, 505, 756, 2044, 2045, 2046, 8000]
)
def test_a_text_of_any_length_is_read_whole(tmp_path, ending, octets):
    text = ("字" * (octets // 3)) + "x" * (octets % 3)
    path, _ = saved(tmp_path, ending, [(text, "1"), ("", ""), ("短", "2")], (*TEXT, COLUMNS[2]))
    values, _ = STATISTICS[ending](str(path), output_format="dict")
    assert list(values["t"]) == [text, "", "短"]
    assert list(values["member_count"]) == [1, None, 2]


@pytest.mark.parametrize("ending", STATISTICS)
@pytest.mark.parametrize(
    "numbers", [(0, 100), (-127, 100), (0, 101), (-32_767, 32_740), (0, 2**31), (-(2**40), 2**40)]
)
def test_whole_numbers_of_any_size_are_read_as_they_are(tmp_path, ending, numbers):
    path, _ = saved(tmp_path, ending, [(None,), *((n,) for n in numbers)], (COLUMNS[2],))
    values, _ = STATISTICS[ending](str(path), output_format="dict")
    assert list(values["member_count"]) == [None, *numbers]


@pytest.mark.parametrize("ending", STATISTICS)
def test_a_table_without_rows_is_a_table(tmp_path, ending):
    path, _ = saved(tmp_path, ending, [])
    _, about = STATISTICS[ending](str(path), output_format="dict")
    assert about.number_rows == 0
    assert about.column_names[0] == "head_name"


@pytest.mark.parametrize("ending", STATISTICS)
@given(st.lists(st.tuples(NASTY, st.integers(-(10**9), 10**9)), min_size=1, max_size=5))
@examples(25)
def test_any_text_comes_back_from_a_statistics_file(tmp_path_factory, ending, rows):
    clean = [(text.replace("\0", "").rstrip(" "), number) for text, number in rows]
    path, _ = saved(tmp_path_factory.mktemp("t"), ending, clean, (*TEXT, COLUMNS[2]))
    values, _ = STATISTICS[ending](str(path), output_format="dict")
    assert [tuple(row) for row in zip(values["t"], values["member_count"], strict=True)] == clean


def test_a_long_list_of_answers_keeps_its_labels_within_the_limits(tmp_path):
    choices = tuple(Choice(value=f"c{n}", label="很长的说明" * 60 + str(n)) for n in range(300))
    column = Column(name="很" * 60 + "long", title="标题" * 200, kind="code", choices=choices)
    for ending, read in STATISTICS.items():
        path, _ = saved(tmp_path, ending, [("c0",), ("c299",)], (column,))
        values, about = read(str(path), output_format="dict")
        (name,) = about.column_names
        assert list(values[name]) == [1, 300]
        assert about.column_names_to_labels[name].startswith("标题标题")
        assert about.variable_value_labels[name][300].startswith("很长的说明")


def test_variables_have_names_that_the_programs_allow():
    names = ("sex", "Sex", "with", "1st", "致贫原因", "a-b", "a b", "a_b", "x" * 40, "x" * 41, "")
    found = variable_names(names, letters=32, octets=64, reserved=frozenset(["with"]))
    assert found[:8] == ("sex", "Sex_2", "with_", "v_1st", "致贫原因", "a_b", "a_b_2", "a_b_3")
    assert found[9] == "x" * 30 + "_2"
    assert len({name.lower() for name in found}) == len(names)
    assert all(len(name) <= 32 and len(name.encode()) <= 64 for name in found)


def test_yes_is_one_and_official_numbers_are_kept():
    yes_no = (Choice(value="yes", label="是", number=7), Choice(value="no", label="否"))
    causes = (Choice(value="a", label="甲", number=1), Choice(value="z", label="其他", number=99))
    assert {code: number for code, (number, _) in numbered(yes_no).items()} == {"yes": 1, "no": 0}
    assert {code: number for code, (number, _) in numbered(causes).items()} == {"a": 1, "z": 99}
    assert {code: number for code, (number, _) in numbered(SEX).items()} == {"male": 1, "female": 2}


@pytest.mark.parametrize("octets", range(1, 2000, 13))
def test_the_pieces_of_a_long_text_have_room_for_it(octets):
    pieces = segments(octets)
    assert all(1 <= piece <= 255 for piece in pieces)
    assert sum(-(-piece // 8) * 8 for piece in pieces) >= octets


def test_parquet_has_one_type_a_column_and_nulls(tmp_path):
    path, written = saved(tmp_path, "parquet")
    rows = duckdb.execute(f"SELECT * FROM '{path}'").fetchall()
    types = dict(
        duckdb.execute(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{path}')").fetchall()
    )
    assert rows[0][:7] == ("王𠅤㛃", 3.25, 4, Decimal("12000.50"), date(2024, 2, 29), "男", "因病,因学")
    assert rows[1][:4] == (None, None, None, None)
    assert rows[2][3] == Decimal("-0.05")
    assert types["member_count"] == "BIGINT"
    assert types["wage_income"] == "DECIMAL(18,2)"
    assert types["visit_date"] == "DATE"
    assert (rows[0][7], rows[0][8]) == (28.5, 112.25)
    assert written.unreadable == 3


def test_parquet_says_what_its_columns_are(tmp_path):
    path, _ = saved(tmp_path, "parquet")
    ((text,),) = duckdb.execute(f"SELECT value FROM parquet_kv_metadata('{path}')").fetchall()
    about = json.loads(text)
    assert about["columns"][5] == {
        "name": "sex", "title": "性别", "kind": "code", "unit": "", "codes": {"male": "男", "female": "女"},
    }  # fmt: skip


@given(st.lists(st.tuples(NASTY, st.one_of(st.none(), st.integers(-(2**62), 2**62))), max_size=30))
@examples(25)
def test_any_text_comes_back_from_parquet(tmp_path_factory, rows):
    path, _ = saved(tmp_path_factory.mktemp("t"), "parquet", rows, (*TEXT, COLUMNS[2]))
    found = duckdb.execute(f"SELECT * FROM '{path}'").fetchall()
    assert found == [(text or None, number) for text, number in rows]


def test_parquet_of_many_rows_has_several_groups(tmp_path, monkeypatch):
    monkeypatch.setattr("yihu.exchange.outgoing.parquet.ROWS_IN_A_GROUP", 1000)
    rows = [(f"名{n}" if n % 3 else "", n if n % 7 else None) for n in range(4321)]
    path, _ = saved(tmp_path, "parquet", rows, (*TEXT, COLUMNS[2]))
    assert duckdb.execute(f"SELECT * FROM '{path}'").fetchall() == [(t or None, n) for t, n in rows]
    groups = duckdb.execute(f"SELECT count(DISTINCT row_group_id) FROM parquet_metadata('{path}')").fetchone()
    assert groups == (5,)


def test_a_map_has_a_point_for_each_row_with_a_place(tmp_path):
    path, written = saved(tmp_path, "geojson")
    found = json.loads(path.read_text(encoding="utf-8"))
    assert written.rows == len(found["features"]) == 1
    (feature,) = found["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [112.25, 28.5]}
    assert feature["properties"]["risks"] == "因病,因学"
    assert feature["properties"]["member_count"] == 4
    assert "place" not in feature["properties"]


def test_a_dictionary_says_what_every_column_is():
    file = io.BytesIO()
    describe(file, [sheet()])
    book = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue()))
    columns, answers = (book.get_sheet_by_index(place).to_python() for place in (0, 1))
    assert [row[2] for row in columns[1:]] == [column.name for column in COLUMNS]
    assert columns[2][7] == "亩"
    assert [row[3:] for row in answers[1:3]] == [["male", 1, "男"], ["female", 2, "女"]]
