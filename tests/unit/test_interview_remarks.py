"""Comments, reasons, "doesn't know" and the list of the whole form, without any widget."""

import pytest
from tests.unit.stub_session import StubSession

from yihu.actions.remarks import NOTE, REASON, Remarks
from yihu.base.errors import DiskFull
from yihu.register.pinyin import initials
from yihu.ui.interview.presenter import REVIEW, InterviewPresenter
from yihu.ui.interview.review import review
from yihu.ui.interview.views import Mark
from yihu.ui.interview.whole_form import Narrow, State, narrowed

COSTS = "/data/member[1]/costs"
HEALTH = "/data/member[1]/health"


class Disk:
    def __init__(self):
        self.saved, self.full = {}, False

    def save(self, outcome, ref):
        if self.full:
            raise DiskFull
        self.saved |= outcome.changes


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def session():
    return StubSession(members=2)


@pytest.fixture
def interview(session, disk):
    old = {"member/row2/costs": "860", "member/row2/health": "1", "member/row2/insurance": "2"}
    return InterviewPresenter(session, disk.save, previous=old, previous_on="2025-12-03")


def line(interview, ref):
    return next(each for each in interview.lines() if each.ref == ref)


def found(interview, typed, narrow=Narrow.ALL):
    return [each.ref for each in narrowed(interview.lines(), narrow, typed, initials)]


def test_a_comment_is_saved_beside_its_answer(interview, disk):
    interview.write_remark(COSTS, NOTE, " 票据不全 ")
    assert disk.saved == {"member/row1/_note.costs": "票据不全"}
    assert interview.remark(COSTS).note == "票据不全"
    interview.write_remark(COSTS, NOTE, "")
    assert disk.saved == {"member/row1/_note.costs": None}


def test_the_same_comment_is_not_saved_again(interview, disk):
    interview.write_remark(COSTS, NOTE, "票据不全")
    disk.saved.clear()
    interview.write_remark(COSTS, NOTE, "票据不全")
    assert disk.saved == {}


def test_to_be_checked_is_set_and_taken_back(interview, disk):
    interview.turn_to_check(HEALTH)
    assert interview.remark(HEALTH).to_check
    interview.turn_to_check(HEALTH)
    assert not interview.remark(HEALTH).to_check
    assert disk.saved == {"member/row1/_check.health": None}


def test_a_comment_that_the_disk_refuses_waits_and_is_shown(interview, disk):
    disk.full = True
    assert interview.write_remark(COSTS, NOTE, "票据不全") is not None
    assert interview.remark(COSTS).note == "票据不全"
    disk.full = False
    assert interview.keeping.try_again()
    assert disk.saved["member/row1/_note.costs"] == "票据不全"


def test_a_doubt_waits_for_its_reason_and_another_answer_for_another(interview, disk):
    interview.answer(COSTS, "12400")
    assert interview.remark(COSTS).unexplained
    interview.write_remark(COSTS, REASON, "住院")
    assert not interview.remark(COSTS).unexplained
    interview.answer(COSTS, "13000")
    assert interview.remark(COSTS).unexplained
    assert disk.saved["member/row1/_reason.costs"] is None


def test_dont_know_clears_the_answer_counts_as_done_and_can_be_taken_back(interview, disk, session):
    interview.answer(COSTS, "5")
    before = interview.standing()
    interview.lack(COSTS, "dont_know")
    assert session.value(COSTS) == ""
    assert disk.saved["member/row1/_lack.costs"] == "dont_know"
    assert interview.standing() == before
    assert COSTS not in [each.ref for each in session.problems()]
    interview.lack(COSTS, "dont_know")
    assert disk.saved["member/row1/_lack.costs"] is None
    assert interview.standing().answered == before.answered - 1


def test_refused_takes_the_place_of_dont_know(interview, disk):
    interview.lack(COSTS, "dont_know")
    interview.lack(COSTS, "refused")
    assert disk.saved["member/row1/_lack.costs"] == "refused"


def test_an_answer_takes_the_place_of_refused(interview, disk):
    interview.lack(COSTS, "refused")
    interview.answer(COSTS, "5")
    assert interview.remark(COSTS).lack == ""
    assert disk.saved["member/row1/_lack.costs"] is None


def test_what_the_form_does_not_allow_does_nothing(interview, disk):
    interview.lack(HEALTH, "dont_know")
    assert disk.saved == {}


def test_a_blank_page_is_answered_as_last_time_at_one_stroke(interview, disk):
    interview.go_to("/data/member[2]/health")
    assert len(interview.previous_on_page()) == 3
    assert interview.take_over_page() == 3
    assert disk.saved == {"member/row2/costs": "860", "member/row2/health": "1", "member/row2/insurance": "2"}
    assert interview.previous_on_page() == ()


def test_a_page_with_an_answer_is_not_overwritten(interview, disk):
    interview.go_to("/data/member[2]/health")
    interview.answer("/data/member[2]/costs", "900")
    disk.saved.clear()
    assert interview.take_over_page() == 0
    assert disk.saved == {}


def test_the_list_tells_of_every_question_how_it_stands(interview):
    interview.answer(HEALTH, "1")
    interview.answer(COSTS, "12400")
    interview.answer("/data/member[2]/costs", "200000")
    interview.answer("/data/member[1]/name", "李国强")
    assert line(interview, HEALTH).state is State.ANSWERED
    assert (line(interview, HEALTH).answer, line(interview, HEALTH).row) == ("健康", "李国强")
    assert line(interview, COSTS).state is State.DOUBTFUL
    assert line(interview, COSTS).answer == "12,400 元"
    assert line(interview, "/data/member[2]/costs").state is State.WRONG
    assert line(interview, "/data/member[2]/name").state is State.MISSING
    assert line(interview, "/data/end/remark").state is State.BLANK
    interview.lack("/data/member[2]/costs", "refused")
    assert line(interview, "/data/member[2]/costs").state is State.LACKING


@pytest.mark.parametrize("typed", ["自付医药", "zfyyf", "12,400", "2.3", "12400"])
def test_a_question_is_found_by_its_words_initials_number_or_answer(interview, typed):
    interview.answer(COSTS, "12400")
    assert COSTS in found(interview, typed)


@pytest.mark.parametrize("typed", ["李国强", "lgq", "健康"])
def test_a_question_is_found_by_its_member_and_its_answers_label(interview, typed):
    interview.answer("/data/member[1]/name", "李国强")
    interview.answer(HEALTH, "1")
    assert HEALTH in found(interview, typed)


def test_what_nobody_wrote_is_not_found(interview):
    assert found(interview, "火星") == found(interview, "zzzz") == []


def test_the_list_can_be_narrowed(interview):
    interview.answer(COSTS, "12400")
    interview.turn_to_check(HEALTH)
    interview.write_remark("/data/end/remark", NOTE, "改天补")
    assert found(interview, "", Narrow.WRONG) == [COSTS]
    assert found(interview, "", Narrow.CHECK) == [HEALTH]
    assert found(interview, "", Narrow.NOTED) == ["/data/end/remark"]
    assert COSTS not in found(interview, "", Narrow.OPEN)
    assert len(found(interview, "")) == 11


def test_a_section_without_anything_required_is_done_once_one_left_something_and_went_past(interview):
    assert interview.sections()[2].mark is Mark.OPEN
    interview.go_to("/data/end/remark")
    assert interview.sections()[2].mark is Mark.HERE
    interview.go_to(REVIEW)
    assert interview.sections()[2].mark is Mark.OPEN
    interview.answer("/data/end/remark", "路远")
    assert interview.sections()[2].mark is Mark.DONE


def test_a_section_with_something_missing_is_not_done_by_passing(interview):
    interview.go_to(REVIEW)
    assert interview.sections()[0].mark is Mark.OPEN


def test_a_finished_survey_reads_as_finished(session, disk):
    for ref in session.refs():
        if session.is_required(ref):
            session.answer(ref, "1")
    interview = InterviewPresenter(session, disk.save, finished=True)
    standing = interview.standing()
    assert standing.answered == standing.asked
    assert [each.mark for each in interview.sections()[:-1]] == [Mark.DONE] * 3


def test_the_review_lists_flags_comments_and_reasons_after_what_is_missing(interview, session):
    from types import SimpleNamespace

    interview.answer(COSTS, "12400")
    interview.write_remark(COSTS, REASON, "住院")
    interview.turn_to_check(HEALTH)
    interview.lack("/data/member[2]/costs", "refused")
    report = SimpleNamespace(problems=session.problems(), findings=())
    items = review(session, report, interview.numbers, interview.lines())
    soft = [(each.ref, each.told) for each in items if not each.hard]
    assert soft == [(HEALTH, False), (COSTS, True), ("/data/member[2]/costs", True)]
    assert "住院" in next(each.message for each in items if each.ref == COSTS and each.told)


def test_remarks_of_an_earlier_visit_stand_there_again(session, disk):
    remarks = Remarks({"member/row1/_note.costs": "票据不全", "member/row1/_lack.costs": "refused"})
    interview = InterviewPresenter(session, disk.save, remarks=remarks)
    assert interview.remark(COSTS).note == "票据不全"
    assert line(interview, COSTS).state is State.LACKING
