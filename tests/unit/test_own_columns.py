"""Columns that only Yihu knows: doubts that may stay with a reason, and what stands for an answer."""

import openpyxl
import pytest
from pyxform.xls2xform import convert
from tests.unit.workbook_stories import opened

from yihu.engine import Session
from yihu.forms import read_workbook

HEADERS = (
    "type",
    "name",
    "label::中文 (zh)",
    "label::English (en)",
    "required",
    "constraint",
    "soft_constraint",
    "Soft constraint message::中文 (zh)",
    "soft_constraint_message::English (en)",
    "may_lack",
)
ROWS = (
    ("text", "health", "健康", "Health", "yes"),
    (
        "decimal",
        "cost",
        "费用",
        "Cost",
        "yes",
        ". >= 0",
        ". <= 10000 or ${health} != 'healthy'",
        "请核对",
        "Please check",
        "dont_know refused",
    ),
    ("integer", "age", "年龄", "Age", "", "", ". < 100", "", "", "yes"),
)


@pytest.fixture
def path(tmp_path):
    """A workbook with the columns."""
    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    for row in (HEADERS, *ROWS):
        survey.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_id", "version"))
    settings.append(("doubts", "1"))
    book.save(tmp_path / "doubts.xlsx")
    return tmp_path / "doubts.xlsx"


@pytest.fixture
def session(path):
    """An interview of somebody healthy with high costs."""
    session = Session.open(read_workbook(path).form, language="中文 (zh)")
    session.answer("/data/health", "healthy")
    session.answer("/data/cost", "12400")
    return session


def test_a_doubt_is_no_violation(session):
    assert session.problems() == ()
    assert session.violation("/data/cost") is None
    assert [(each.ref, each.kind) for each in session.warnings()] == [("/data/cost", "soft")]


def test_a_doubt_is_told_in_the_language_of_the_form(session):
    assert session.warning("/data/cost").message == "请核对"
    session.set_language("English (en)")
    assert session.warning("/data/cost").message == "Please check"


def test_a_doubt_without_words_is_told_by_the_program(session):
    session.answer("/data/age", "120")
    assert session.warning("/data/age").message


def test_a_doubt_follows_the_answers_it_reads(session):
    session.answer("/data/health", "ill")
    assert session.warnings() == ()


def test_the_hard_constraint_beside_it_holds(session):
    session.answer("/data/cost", "-1")
    assert session.violation("/data/cost").kind == "constraint"


def test_what_lacks_an_answer_for_a_reason_is_not_missing(session):
    session.answer("/data/cost", "")
    assert [each.ref for each in session.problems()] == ["/data/cost"]
    before = session.sections()[0]
    session.excuse({"cost"})
    after = session.sections()[0]
    assert session.problems() == ()
    assert (before.due, before.done, before.missing) == (2, 1, 1)
    assert (after.due, after.done, after.missing) == (2, 2, 0)


def test_optional_blanks_are_not_due(session):
    section = session.sections()[0]
    assert (section.asked, section.due, section.done) == (3, 2, 2)
    session.answer("/data/age", "40")
    section = session.sections()[0]
    assert (section.due, section.done) == (3, 3)


def test_the_form_says_what_may_be_lacking(path):
    questions = read_workbook(path).form.questions
    assert questions["/data/cost"].bind.may_lack == ("dont_know", "refused")
    assert questions["/data/age"].bind.may_lack == ("dont_know", "refused")
    assert questions["/data/health"].bind.may_lack is None


def test_other_programs_see_nothing_of_it(path):
    xform = convert(str(path))
    assert "softConstraint" not in xform.xform
    assert "请核对" not in xform.xform
    assert not [warning for warning in xform.warnings if "soft" in warning or "lack" in warning]


MESSAGES = """type | name | label::中文 (zh) | label::English (en) | soft_constraint | soft_constraint_message::中文 (zh) | soft_constraint_message::English (en)
text | head | 户主 | Head
begin_repeat | member | 成员 | Member
integer | wage | 工资 | Wage
integer | age | 年龄 | Age | . < 100 | ${head}家的工资${wage}："是"'吗'？ | It's "${wage}"
end_repeat"""


def test_a_doubt_names_answers_of_its_row_in_its_message_whatever_quotes_it_has(tmp_path):
    session = opened(tmp_path, MESSAGES)
    session.set_language("中文 (zh)")
    session.answer("/data/head", "周")
    if not session.rows("/data/member"):
        session.add_repeat("/data/member")
    session.answer("/data/member[1]/wage", "70")
    session.answer("/data/member[1]/age", "120")
    assert session.warning("/data/member[1]/age").message == "周家的工资70：\"是\"'吗'？"
    session.answer("/data/member[1]/wage", "80")
    session.set_language("English (en)")
    assert session.warning("/data/member[1]/age").message == 'It\'s "80"'
