"""How far an interview is, told by the list at the left: real questionnaires, no window."""

import pytest
from PySide6.QtWidgets import QApplication
from tests.unit.engine_forms import around
from tests.unit.households import id_number
from tests.unit.workbook_stories import opened

from yihu.actions.finish_visit import FinishReport
from yihu.actions.remarks import NOTE
from yihu.base.shipped import form_path
from yihu.engine import Session
from yihu.forms import read_workbook
from yihu.ui.interview.fields.files import Files
from yihu.ui.interview.grid_widths import lines_of
from yihu.ui.interview.jump_list import JumpList
from yihu.ui.interview.presenter import REVIEW, InterviewPresenter
from yihu.ui.interview.questions_page import QuestionsBody
from yihu.ui.interview.review import review
from yihu.ui.interview.review_page import ReviewBody
from yihu.ui.interview.views import Mark

OPTIONAL = """
type | name | label
begin_group | first | 第一页
text | a | 甲
text | b | 乙
end_group | | |
begin_group | second | **第二页**
text | c | 丙
end_group | | |
begin_group | third | 说明
note | told | 请读
end_group | | |
"""

TABLE = """
type | name | label | appearance | required
begin_group | views | 看法 | table-list | |
select_one agree | road | 路修得好 | | yes
select_one agree | water | 水干净 | | yes
end_group | | | |
"""
AGREE = """
list_name | name | label
agree | 1 | 同意
agree | 2 | 不同意
"""


@pytest.fixture
def saved():
    """What was handed to the disk."""
    return []


@pytest.fixture
def begin(saved):
    """An interview over a session; everything is saved."""
    return lambda session, **more: InterviewPresenter(
        session, lambda outcome, _ref: saved.append(outcome), **more
    )


def marks(interview):
    return [section.mark for section in interview.sections()][:-1]


def test_a_form_without_required_questions_counts_all_of_them(begin, tmp_path):
    interview = begin(opened(tmp_path, OPTIONAL))
    assert (interview.standing().answered, interview.standing().asked) == (0, 3)
    interview.answer("/data/first/a", "一")
    assert (interview.standing().answered, interview.standing().asked) == (1, 3)


def test_a_section_that_was_only_passed_is_not_done(begin, tmp_path):
    interview = begin(opened(tmp_path, OPTIONAL))
    interview.go_to(REVIEW)
    assert marks(interview) == [Mark.OPEN, Mark.OPEN, Mark.DONE]
    interview.answer("/data/first/b", "二")
    assert marks(interview) == [Mark.DONE, Mark.OPEN, Mark.DONE]


def test_the_heads_of_a_table_of_questions_are_no_question(begin, tmp_path):
    interview = begin(opened(tmp_path, TABLE, choices=AGREE))
    session = interview.session
    kinds = [question.kind.value for question in interview.page().questions]
    assert kinds == ["grid_head", "grid_row", "grid_row"]
    assert [question.number for question in interview.page().questions] == ["", "1.1", "1.2"]
    assert (interview.page().title, interview.sections()[0].title) == ("看法", "看法")
    assert (interview.standing().answered, interview.standing().asked) == (0, 2)
    interview.answer(session.ref("road"), "1")
    interview.answer(session.ref("water"), "2")
    assert (interview.standing().answered, interview.standing().asked) == (2, 2)
    assert marks(interview) == [Mark.DONE]
    assert [line.label for line in interview.lines()] == ["路修得好", "水干净"]


def test_the_family_is_not_done_before_all_its_members_are_written_down(begin):
    form = read_workbook(form_path("household.xlsx")).form
    interview = begin(Session.open(form, around=around()))
    session = interview.session
    interview.answer(session.ref("visit_result"), "done")
    interview.answer(session.ref("member_count"), "2")
    interview.answer(session.ref("undernourished_any"), "no")
    family = next(at for at, each in enumerate(interview.sections()) if each.title in ("家庭成员", "Members"))
    interview.go_to(REVIEW)
    assert marks(interview)[family] is Mark.OPEN
    interview.go_to("/data/members/member")
    assert "2" in interview.page().subtitle
    answer_all(interview, "/data/members/member[1]/")
    interview.go_to(REVIEW)
    assert interview.session.sections()[family].missing == 0
    assert marks(interview)[family] is Mark.OPEN
    interview.answer(session.ref("member_count"), "1")
    assert marks(interview)[family] is Mark.DONE


def answer_all(interview, start):
    """Answer what is required below `start` until nothing is."""
    session = interview.session
    typed = {"integer": "1", "decimal": "1", "date": "1980-03-04"}
    for _ in range(40):
        missing = [each.ref for each in session.problems() if each.ref.startswith(start)]
        if not missing:
            return
        for ref in missing:
            choices, kind = session.choices(ref), session.question(ref).kind
            name = id_number("19800304", "012") if ref.endswith("id_number") else "周小兰"
            value = choices[0].value if choices else typed.get(kind, name)
            assert interview.answer(ref, value) is None, ref


def test_questions_outside_of_any_group_are_called_by_the_first_of_them(begin, tmp_path):
    survey = """
type | name | label
text | a | **问**一问
text | b | 再问
begin_group | g | 一组
text | c | 丙
end_group | |
"""
    interview = begin(opened(tmp_path, survey))
    assert [section.title for section in interview.sections()][:2] == ["问一问", "一组"]
    assert interview.page().title == ""


def test_titles_in_lists_and_at_the_end_are_plain_words(begin, tmp_path):
    survey = """
type | name | label | required | appearance
begin_group | first | <b>第一</b>页 | | field-list
text | a | **甲** | yes |
end_group | | | |
begin_repeat | row | *成员* | |
text | b | 乙 | |
end_repeat | | | |
"""
    interview = begin(opened(tmp_path, survey))
    assert interview.page().title == "第一页"
    assert [section.title for section in interview.sections()][:2] == ["第一页", "成员"]
    interview.go_to("/data/row")
    assert (interview.page().title, interview.page().rows.name) == ("成员", "成员")
    assert next(line.label for line in interview.lines()) == "甲"
    report = FinishReport(sealed=False, problems=interview.session.problems())
    item = review(interview.session, report, interview.numbers, interview.lines())[0]
    assert item.question.endswith("甲")
    assert "*" not in item.question + item.where


GRID = """
type | name | label | appearance
begin_group | page | 一页 | field-list w4
text | first | 名 | w1
text | last | 姓 | w1
text | place | 地址 | w2
text | told | 说明 |
integer | age | 年龄 | w3
integer | size | 人数 | w2
end_group | | |
"""


def test_questions_stand_side_by_side_with_the_widths_of_their_form(begin, tmp_path):
    interview = begin(opened(tmp_path, GRID))
    shares = [question.share for question in interview.page().questions]
    assert shares == [0.25, 0.25, 0.5, 1.0, 0.75, 0.5]
    assert lines_of(shares) == [(0, 0.0), (0, 0.25), (0, 0.5), (1, 0.0), (2, 0.0), (3, 0.0)]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("wide", [960, 620])
def test_a_page_in_lines_is_gone_through_in_the_order_of_asking(begin, qtbot, tmp_path, wide):
    interview = begin(opened(tmp_path, GRID))
    body = QuestionsBody(interview.page().questions, Files())
    qtbot.addWidget(body)
    body.resize(wide, 600)
    body.show()
    QApplication.processEvents()
    first, last, place, told, *_ = body.blocks.values()
    assert first.y() == last.y() == place.y() < told.y()
    assert first.geometry().right() < last.x() < place.x()
    assert place.geometry().right() <= body.width()
    assert not first.geometry().intersects(last.geometry())
    assert first.field.box.width() <= first.width()
    assert body.minimumSizeHint().width() <= wide
    assert body.step(first.view.ref, +1)
    assert last.field.box.hasFocus() or body.focusWidget() is last.field.box


SECRET = """
type | name | label | appearance | required
begin_repeat | row | 成员 | |
text | code | 口令 | masked | yes
text | called | 称呼 | |
end_repeat | | | |
"""


def test_a_hidden_answer_stands_in_no_title_list_or_table(begin, tmp_path):
    interview = begin(opened(tmp_path, SECRET))
    interview.answer("/data/row[1]/code", "blue7")
    interview.go_to("/data/row")
    cells = interview.page().rows.rows[0].cells
    assert cells[0] == "••••••"
    interview.go_to("/data/row[1]/code")
    shown = (interview.page().title, *(line.answer + line.row for line in interview.lines()))
    assert not [words for words in shown if "blue7" in words]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_comments_stand_in_the_list_of_questions_on_a_small_screen_too(begin, qtbot, tmp_path):
    interview = begin(opened(tmp_path, OPTIONAL))
    interview.write_remark("/data/first/a", NOTE, "再问一次")
    jump_list = JumpList(interview.lines())
    qtbot.addWidget(jump_list)
    jump_list.resize(739, 420)  # beside the sections on 1366x768 at 150 %
    jump_list.show()
    QApplication.processEvents()
    table = jump_list.table
    assert not table.isColumnHidden(4)
    assert table.columnWidth(4) >= 100
    assert sum(table.columnWidth(at) for at in range(5)) <= table.viewport().width()
    assert table.model().index(0, 4).data() == "再问一次"


def test_the_end_does_not_call_all_answered_what_was_left_blank(begin, qtbot, tmp_path):
    interview = begin(opened(tmp_path, OPTIONAL))
    assert interview.blank() == 3
    body = ReviewBody((), interview.blank())
    qtbot.addWidget(body)
    assert "3" in body.banner._title.text()
    assert "3" not in ReviewBody((), 0).banner._title.text()
