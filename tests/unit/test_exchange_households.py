"""Households out of a list: grouped by number, codes understood, doubts listed and never guessed away."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yihu.exchange import MappingIncomplete, Table, TableRow, read_households, suggest_mapping
from yihu.exchange.cells import CellRefused, read_cell

NATIONAL = [
    "省",
    "市",
    "县",
    "乡",
    "村",
    "户编号",
    "人口编号",
    "姓名",
    "性别",
    "出生日期",
    "证件类型",
    "证件号码",
    "民族",
    "户联系电话",
    "成员联系电话",
    "年度",
    "与户主关系",
    "文化程度",
    "在校生状况",
    "劳动技能",
    "务工时间（月）",
    "健康状况",
    "政治面貌",
    "务工企业名称",
    "户主姓名",
    "户主证件号码",
]


def table(header, *rows):
    return Table(
        header=tuple(header),
        header_row=1,
        rows=tuple(TableRow(number=number, values=tuple(row)) for number, row in enumerate(rows, 2)),
    )


def read(header, *rows):
    return read_households(table(header, *rows), suggest_mapping(header))


def test_the_national_exports_columns_are_known():
    mapping = suggest_mapping(NATIONAL)
    assert mapping["村"] == "village"
    assert mapping["姓名"] == "person_name"
    assert mapping["户主姓名"] == "head_name"
    assert mapping["户联系电话"] == "phone"
    assert mapping["成员联系电话"] == "person_phone"
    assert mapping["务工时间（月）"] == "work_months"
    assert mapping["证件号码"] == "id_number"
    assert "户主证件号码" not in mapping
    assert len(set(mapping.values())) == len(mapping)


def test_members_are_grouped_by_household_number_in_the_lists_order():
    found = read(
        ["户编号", "姓名", "与户主关系", "性别", "出生日期", "健康状况", "村", "人口编号"],
        ["18", "秀英", "户主", "女", "1959-03-02", "残疾,长期慢性病", "青竹村", "p1"],
        ["19", "王五", "户主", "男", datetime.date(1970, 1, 1), "健康", "青竹村", "p9"],
        ["18", "国强", "之子", "男", "1985年5月6日", "健康", "青竹村", "p2"],
    )
    first, second = found.households
    assert (first.number, first.row, second.number) == ("18", 2, "19")
    assert first.properties == {"household_number": "18", "village": "青竹村", "head_name": "秀英"}
    assert [person.key for person in first.persons] == ["P1", "P2"]
    assert first.persons[0].properties == {
        "person_number": "P1",
        "person_name": "秀英",
        "relation": "head",
        "sex": "female",
        "birth_date": "1959-03-02",
        "health": "disabled chronic",
    }
    assert first.persons[1].properties["birth_date"] == "1985-05-06"
    assert found.problems == ()


def test_a_list_of_heads_has_one_row_a_household():
    found = read(
        ["村", "组", "姓名", "身份证号", "人口", "备用"],
        ["青竹村", "三组", "秀英", "11010519491231002x", 3.0, ""],
    )
    (household,) = found.households
    assert household.number is None
    assert household.properties == {
        "village": "青竹村",
        "group": "三组",
        "head_name": "秀英",
        "member_count": "3",
    }
    assert household.persons[0].properties == {
        "person_name": "秀英",
        "relation": "head",
        "id_number": "11010519491231002X",
    }
    assert found.unmapped == ("备用",)


def problems(found):
    return [(problem.row, problem.column, problem.code, problem.row_refused) for problem in found.problems]


@pytest.mark.parametrize("damaged", [4.30921195903020e17, 430921195903020012, "4.30921E+17", "4.30921e17"])
def test_an_id_number_that_became_a_figure_is_refused_and_not_guessed(damaged):
    found = read(["户编号", "姓名", "证件号码", "与户主关系"], ["18", "秀英", damaged, "户主"])
    assert problems(found) == [(2, "证件号码", "digits-lost", True)]
    assert (found.households, found.rows, found.accepted) == ((), 1, 0)
    assert "430921" not in found.problems[0].explain()


def test_short_numbers_that_became_figures_lost_nothing():
    assert read_cell("phone", 13812345678.0) == "13812345678"
    assert read_cell("household_number", 430999.0) == "430999"


def test_each_doubt_is_listed_with_its_row_and_column():
    found = read(
        ["户编号", "姓名", "证件号码", "与户主关系", "性别", "出生日期", "务工时间", "村"],
        ["18", "秀英", "999999195903020039", "户主", "不详", "1959-02-30", "九个月", "青竹村"],
        ["", "无户", "999999195903020047", "户主", "女", "", "", ""],
        ["18", "", "999999195903020055", "之子", "男", "", "", ""],
        ["18", "重复", "999999195903020039", "之子", "男", "", "", ""],
        ["18", "国强", "999999195903020063", "之子", "男", "", "", "红岩村"],
        ["20", "无主", "999999195903020071", "之子", "男", "", "", ""],
    )
    assert problems(found) == [
        (2, "性别", "code-unknown", False),
        (2, "出生日期", "date-expected", False),
        (2, "务工时间", "number-expected", False),
        (3, "户编号", "household-missing", True),
        (4, "姓名", "name-missing", True),
        (5, "证件号码", "person-twice", True),
        (6, "村", "values-differ", False),
        (7, "与户主关系", "head-missing", True),
    ]
    (household,) = found.households
    assert household.properties["village"] == "青竹村"
    assert [person.properties["person_name"] for person in household.persons] == ["秀英", "国强"]


def test_the_same_household_number_twice_in_a_list_of_heads_is_refused():
    found = read(["户编号", "户主姓名"], ["18", "秀英"], ["18", "国强"], ["", "王五"])
    assert problems(found) == [
        (3, "户编号", "household-twice", True),
        (4, "户编号", "household-missing", True),
    ]


@pytest.mark.parametrize("header", [["村", "组"], ["姓名", "与户主关系"], ["户编号", "与户主关系"]])
def test_a_list_that_does_not_tell_households_apart_is_refused(header):
    with pytest.raises(MappingIncomplete):
        read(header, ["a"] * len(header))


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("birth_date", "1959/3/2", "1959-03-02"),
        ("birth_date", "19590302", "1959-03-02"),
        ("birth_date", 19590302.0, "1959-03-02"),
        ("birth_date", datetime.datetime(1959, 3, 2, 12), "1959-03-02"),
        ("farmland_mu", "４.５０", "4.5"),
        ("wage_income", "9,600.00", "9600"),
        ("wage_income", 9600.5, "9600.5"),
        ("mandarin", True, "yes"),
        ("mandarin", "否", "no"),
        ("housing_grade", "C级", "C"),
        ("ethnicity", "汉", "01"),
        ("ethnicity", "苗族", "06"),
        ("person_name", " 阿依古丽·买买提　", "阿依古丽·买买提"),
        ("id_number", "'11010519491231002x", "11010519491231002X"),
        ("remarks", "", ""),
    ],
)
def test_cells_become_the_texts_that_forms_hold(name, value, text):
    assert read_cell(name, value) == text


@pytest.mark.parametrize(
    ("name", "value"),
    [("birth_date", "1959123"), ("birth_date", "1959-13-01"), ("work_months", "3.5"), ("wage_income", "nan")],
)
def test_what_could_mean_two_things_is_refused(name, value):
    with pytest.raises(CellRefused):
        read_cell(name, value)


cells = st.one_of(st.text(max_size=20), st.floats(), st.booleans(), st.dates(), st.just(""))


@given(st.lists(st.lists(cells, min_size=8, max_size=8), max_size=12))
def test_any_rows_give_households_and_problems_and_never_fail(rows):
    found = read(["户编号", "姓名", "证件号码", "与户主关系", "性别", "出生日期", "人口", "残疾类别"], *rows)
    taken = sum(len(household.persons) for household in found.households)
    refused = {problem.row for problem in found.problems if problem.row_refused}
    assert taken <= len(rows)
    assert taken + len(refused) >= sum(bool(household.persons) for household in found.households)
    for household in found.households:
        assert household.properties["head_name"]


def test_a_name_of_sixty_characters_is_one_and_a_longer_one_is_told():
    for name, kept in (("周" * 60, True), ("周" * 61, False), ("Al" * 30, True), ("Al" * 30 + "i", False)):
        found = read(["户编号", "户主姓名"], ["1", name])
        assert ("name-too-long" in {problem.code for problem in found.problems}) != kept
        assert len(found.households) == kept


def test_nobody_has_fewer_members_than_none():
    found = read(["户编号", "户主姓名", "人口"], ["1", "秀英", -4], ["2", "国强", 0])
    assert [(problem.row, problem.code) for problem in found.problems] == [(2, "below-nought")]


def test_a_letter_in_a_telephone_number_is_no_small_x():
    found = read(["户编号", "户主姓名", "联系电话"], ["1", "秀英", "138abc"])
    assert [problem.code for problem in found.put_right] == []
