"""Every column of the official tables has its question, is worked out from questions, or says where else it is."""

import runpy

import openpyxl
import pytest

from yihu.base.shipped import form_path
from yihu.register.properties import VOCABULARY

ROOT = form_path("household.xlsx").parents[1]
TABLE = runpy.run_path(str(ROOT / "packaging" / "fields_table.py"))
COLUMNS = TABLE["columns"]()
_MEMBERS = """省 市 县 乡 村 户编号 人口编号 姓名 性别 出生日期 证件类型 证件号码 民族 户联系电话 成员联系电话 年度 与户主关系
文化程度 在校生状况 劳动技能 务工时间（月） 健康状况 政治面貌 务工企业名称 是否享受低保 是否参加城镇职工基本养老保险 是否参加大病保险
是否参加新型农村合作医疗（城乡居民基本医疗保险） 是否参加城乡居民基本养老保险 失学或辍学原因 是否会讲普通话 是否参加商业补充医疗保险
是否国外务工 产业分类 是否接受大病医疗救助 是否接受其他健康扶贫 公益性岗位类型 公益性岗位(月数) 就业渠道 残疾类别 务工所在地 户主姓名
户主证件号码 是否参加城镇职工基本医疗保险 是否特困供养人员 残疾证办证年度 识别标准"""
MEMBERS = _MEMBERS.split()
"""The member columns of the national export, word for word and in its order."""


def kinds():
    """Property -> type of its row in the household's workbook."""
    book = openpyxl.load_workbook(form_path("household.xlsx"), read_only=True)
    heads, *rows = book["survey"].iter_rows(values_only=True)
    found = [dict(zip(heads, row, strict=False)) for row in rows]
    book.close()
    return {row["save_to"].rpartition("#")[2]: row["type"] for row in found if row.get("save_to")}


def test_no_official_column_lacks_its_question():
    assert TABLE["missing"]() == []


def test_the_member_columns_are_those_of_the_national_export():
    assert [column["term"] for column in COLUMNS if column["part"] == "2b"] == MEMBERS


@pytest.mark.parametrize("part", ["2a", "2b", "2c", "2d", "2e"])
def test_what_is_called_asked_is_asked_and_the_rest_says_why(part):
    known = kinds()
    for column in (each for each in COLUMNS if each["part"] == part):
        names = column["properties"].split()
        assert names, column["term"]
        assert set(names) <= set(VOCABULARY), column["term"]
        if column["how"] == "asked":
            assert all(known[name].partition(" ")[0] not in ("calculate", "hidden") for name in names), (
                column["term"]
            )
        else:
            assert column["note"], column["term"]


def test_the_page_is_as_the_workbook_has_it():
    assert TABLE["PAGE"].read_text(encoding="utf-8") == TABLE["page"]()
