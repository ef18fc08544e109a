"""Moving through an interview, keeping its answers, without any widget."""

import pytest
from tests.unit.stub_session import StubSession
from tests.unit.test_forms_repairs import survey, write

from yihu.base.errors import DiskFull
from yihu.engine import Session
from yihu.forms import read_workbook
from yihu.ui.interview.presenter import REVIEW, InterviewPresenter
from yihu.ui.interview.views import FieldKind, Mark


@pytest.fixture
def session():
    return StubSession(members=2)


@pytest.fixture
def disk():
    """What was saved; `full` makes it refuse."""
    return Disk()


class Disk:
    def __init__(self):
        self.saved, self.full = [], False

    def save(self, outcome, ref):
        if self.full:
            raise DiskFull
        self.saved.append(dict(outcome.changes))


@pytest.fixture
def interview(session, disk):
    old = {"member/row2/costs": "860", "member/row2/health": "1"}
    return InterviewPresenter(session, disk.save, previous=old, previous_on="2025-12-03")


def titles(interview):
    """All pages from the first to the review."""
    found = [interview.page().title]
    while interview.next_page():
        found.append(interview.page().title)
    return found


def test_pages_follow_each_other_and_end_at_the_review(interview):
    assert len(titles(interview)) == 6
    assert interview.page().last
    assert not interview.next_page()


def test_a_member_page_names_the_member_and_its_place(interview):
    interview.answer("/data/member[2]/name", "李国强")
    interview.go_to("/data/member[2]/health")
    page = interview.page()
    assert page.title == "健康与医疗 · 李国强"
    assert "2" in page.subtitle


def test_question_numbers_are_the_same_for_every_member(interview):
    interview.go_to("/data/member[1]/costs")
    first = [question.number for question in interview.page().questions]
    interview.go_to("/data/member[2]/costs")
    assert (
        [question.number for question in interview.page().questions] == first == ["2.1", "2.2", "2.3", "2.4"]
    )


def test_sections_that_appear_later_have_numbered_questions_too(session, disk):
    whole = session.sections()
    session.sections = lambda: whole[:1]
    interview = InterviewPresenter(session, disk.save)
    interview.page()
    session.sections = lambda: whole
    interview.forget()
    interview.go_to("/data/member[1]/costs")
    assert [question.number for question in interview.page().questions] == ["2.1", "2.2", "2.3", "2.4"]


def test_the_kind_of_field_follows_the_question(interview):
    interview.go_to("/data/member[1]/costs")
    kinds = [question.kind for question in interview.page().questions]
    assert kinds == [FieldKind.TEXT, FieldKind.CARDS, FieldKind.NUMBER, FieldKind.CARDS]
    assert interview.page().questions[2].unit == "元"


def test_the_last_answer_stands_beside_and_can_be_taken_over(interview, disk):
    interview.go_to("/data/member[2]/costs")
    costs = interview.page().questions[2]
    assert (costs.previous.text, costs.previous.when) == ("860 元", "2025-12")
    interview.take_over(costs.ref)
    assert interview.question(costs.ref).value == "860"
    assert disk.saved == [{"member/row2/costs": "860"}]


def test_an_answer_that_is_the_same_is_not_saved_again(interview, disk):
    interview.answer("/data/member[1]/name", "李国强")
    interview.answer("/data/member[1]/name", "李国强")
    assert len(disk.saved) == 1


def test_a_full_disk_holds_the_person_until_the_answer_is_saved_in_order(interview, disk):
    disk.full = True
    trouble = interview.answer("/data/member[1]/name", "李国强")
    assert trouble is not None
    assert trouble.code == "disk-full"
    interview.answer("/data/member[1]/health", "2")
    assert not interview.next_page()
    assert not interview.go_to(REVIEW)
    assert interview.question("/data/member[1]/name").value == "李国强"
    disk.full = False
    assert interview.next_page()
    assert disk.saved == [{"member/row1/name": "李国强"}, {"member/row1/health": "2"}]


def test_missing_answers_are_told_only_after_the_person_left_them(interview):
    interview.go_to("/data/member[1]/name")
    assert interview.question("/data/member[1]/name").message == ""
    assert interview.complain_about("/data/member[1]/name").message


def test_a_wrong_answer_is_told_at_once_and_marks_its_section(interview):
    interview.answer("/data/member[1]/costs", "999999")
    assert interview.question("/data/member[1]/costs").message == "最多 100000 元"
    assert [section.mark for section in interview.sections()][1] is Mark.WRONG


def test_a_section_is_done_when_nothing_required_is_missing(interview):
    interview.answer("/data/cover/agreed", "1")
    interview.answer("/data/cover/date", "2026-11-23")
    interview.go_to(REVIEW)
    assert interview.sections()[0].mark is Mark.DONE


def test_rows_come_and_go_and_the_place_is_kept(interview, disk):
    interview.go_to("/data/member")
    assert len(interview.page().rows.rows) == 2
    interview.add_row("/data/member")
    assert len(interview.page().rows.rows) == 3
    interview.remove_row("/data/member[1]")
    assert interview.page().ref == "/data/member"
    assert disk.saved[-1] == {"member/row1/_del": True}


def test_a_page_that_disappears_leaves_the_person_at_its_place(interview):
    interview.go_to("/data/member[2]/costs")
    interview.remove_row("/data/member[2]")
    assert interview.page().ref in ("/data/end", "/data/member[1]")


def test_the_place_where_one_stopped_is_found_again(session, disk):
    again = InterviewPresenter(session, disk.save, resume_ref="/data/member[2]/costs")
    assert again.at_ref == "/data/member[2]/costs"
    assert again.page().ref == "/data/member[2]"


def test_the_standing_counts_what_is_asked(interview):
    before = interview.standing()
    interview.answer("/data/member[1]/name", "李国强")
    after = interview.standing()
    assert (after.answered, after.asked) == (before.answered + 1, before.asked)


def test_questions_outside_groups_are_numbered_like_those_inside(tmp_path):
    group = [["begin group", "g", "G"], ["text", "c", "C"], ["end group"]]
    rows = [
        ["text", "a", "A"],
        ["note", "n", "N"],
        ["text", "b", "B"],
        *group,
        ["text", "d", "D"],
        ["text", "e", "E"],
    ]
    form = read_workbook(write(tmp_path, survey(*rows))).form
    opened = InterviewPresenter(Session.open(form), lambda *_: None)
    assert {ref.rpartition("/")[2]: number for ref, number in opened.numbers.items()} == {
        "a": "1.1", "b": "1.2", "c": "2.1", "d": "3.1", "e": "3.2",
    }  # fmt: skip
