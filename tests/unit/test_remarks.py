"""Comments, "to be checked", reasons and what stands for an answer: values that travel like answers."""

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laptops import family, introduce, new_laptop, register, survey, wait

from yihu.actions import (
    add_form,
    export_package,
    fill_visit,
    finish_visit,
    leave_visit,
    list_conflicts,
    my_card,
    open_visit,
    receive_packages,
    resolve_conflict,
    review_visit,
    save_answer,
    show_household,
)
from yihu.actions.remarks import CHECK, KINDS, LACK, NOTE, REASON, WORKING, Remarks, remark_key, remark_on
from yihu.engine import Outcome

names = st.from_regex(r"[a-z][a-z0-9_]{0,8}(\.[a-z][a-z0-9_]{0,8})?", fullmatch=True)
keys = st.one_of(names, st.builds("member/{}/{}".format, st.uuids(), names))


@pytest.fixture
def laptop(tmp_path):
    workspace = new_laptop(tmp_path / "data")
    yield workspace
    workspace.close()


@pytest.fixture
def form(laptop, tmp_path):
    """A questionnaire with a doubt and a question that may stay without an answer."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in (
        ("type", "name", "label", "required", "soft_constraint", "may_lack"),
        ("integer", "cost", "Cost", "yes", ". <= 10000", "dont_know refused"),
        ("text", "why", "Why", "", "", ""),
    ):
        sheet.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_id", "form_title", "version"))
    settings.append(("costs", "Costs", "1"))
    book.save(tmp_path / "costs.xlsx")
    return add_form(laptop, tmp_path / "costs.xlsx").form_id


@pytest.fixture
def interview(laptop, form):
    return open_visit(laptop, register(laptop), form)


def remark(workspace, interview, kind, value, key="cost"):
    save_answer(workspace, interview, Outcome(changes={remark_key(kind, key): value}), "")


def answer(workspace, interview, value):
    save_answer(workspace, interview, interview.session.answer("/data/cost", value), "/data/cost")


def stored(workspace, interview):
    return workspace.store.open_record(interview.household_id, interview.record).values


@given(st.sampled_from(KINDS), keys)
def test_a_remark_leads_back_to_its_answer(kind, key):
    assert remark_on(remark_key(kind, key)) == (kind, key)
    assert remark_key(kind, key).count("/") == key.count("/")


@given(keys)
def test_no_answer_is_taken_for_a_remark(key):
    assert remark_on(key) is None


@pytest.mark.parametrize("key", ["_state", "=_progress", "member/1/_row", "member/1/_del", "_note", "_note."])
def test_bookkeeping_is_no_remark(key):
    assert remark_on(key) is None


def test_a_comment_outlives_finishing_and_opening_again(laptop, interview):
    answer(laptop, interview, "100")
    remark(laptop, interview, NOTE, "户主在深圳")
    remark(laptop, interview, CHECK, True)
    assert finish_visit(laptop, interview).sealed
    again = open_visit(laptop, interview.household_id, "costs", interview.record)
    assert again.remarks.note("cost") == "户主在深圳"
    assert again.remarks.to_check("cost")
    assert show_household(laptop, interview.household_id).to_check == 1


def test_a_comment_on_a_finished_survey_leaves_it_finished(laptop, interview):
    answer(laptop, interview, "100")
    assert finish_visit(laptop, interview).sealed
    again = open_visit(laptop, interview.household_id, "costs", interview.record)
    remark(laptop, again, NOTE, "户主在深圳")
    leave_visit(laptop, again)
    (record,) = show_household(laptop, interview.household_id).records
    assert record.state == "finished"
    assert stored(laptop, again)["_note.cost"] == "户主在深圳"


def test_a_remark_in_a_members_row_stays_with_the_member(laptop):
    household = register(laptop, family("周桂兰"))
    survey(laptop, household, family("周桂兰"))
    interview = open_visit(laptop, household)
    key = interview.session.key(interview.session.refs()[0])
    key = next(k for k in map(interview.session.key, interview.session.refs()) if k.startswith("member/"))
    remark(laptop, interview, NOTE, "本人不在家", key)
    assert finish_visit(laptop, interview).sealed
    again = open_visit(laptop, household)
    assert again.remarks.note(key) == "本人不在家"
    assert len(again.session.rows(interview.session.ref(key).partition("[")[0])) == len(
        show_household(laptop, household).household.persons
    )


def test_a_doubt_is_passed_with_a_reason_only(laptop, interview):
    answer(laptop, interview, "12400")
    report = finish_visit(laptop, interview)
    assert [(each.kind, each.ref) for each in report.problems] == [("soft", "/data/cost")]
    remark(laptop, interview, REASON, "住院手术")
    assert finish_visit(laptop, interview).sealed


def test_another_answer_needs_a_reason_of_its_own(laptop, interview):
    answer(laptop, interview, "12400")
    remark(laptop, interview, REASON, "住院手术")
    answer(laptop, interview, "99000")
    assert interview.remarks.reason("cost") == ""
    assert review_visit(laptop, interview).problems


def test_dont_know_finishes_the_form_and_is_no_number(laptop, interview):
    assert finish_visit(laptop, interview).problems
    remark(laptop, interview, LACK, "dont_know")
    assert finish_visit(laptop, interview).sealed
    values = stored(laptop, interview)
    assert values["_lack.cost"] == "dont_know"
    assert values.get("cost") is None


def test_an_answer_ends_dont_know(laptop, interview):
    remark(laptop, interview, LACK, "refused")
    answer(laptop, interview, "5")
    assert interview.remarks.lack("cost") == ""
    assert stored(laptop, interview)["_lack.cost"] is None


def test_progress_is_whole_when_nothing_that_must_be_answered_is_missing(laptop, interview):
    answer(laptop, interview, "5")
    leave_visit(laptop, interview)
    (record,) = show_household(laptop, interview.household_id).records
    assert (record.progress, record.state, record.title, record.known) == (100, "draft", "Costs", True)


def test_records_of_other_forms_are_listed_and_opened_again(laptop, form):
    household = register(laptop)
    first = open_visit(laptop, household, form)
    answer(laptop, first, "5")
    assert finish_visit(laptop, first).sealed
    wait(laptop)
    second = open_visit(laptop, household, form)
    answer(laptop, second, "7")
    records = show_household(laptop, household).records
    assert [(each.record, each.state) for each in records] == [
        (second.record, "draft"),
        (first.record, "finished"),
    ]
    assert open_visit(laptop, household, form, records[1].record).session.value("/data/cost") == "5"


def test_a_new_survey_begins_with_the_comments_but_not_with_the_reasons(laptop):
    household = register(laptop, family("周桂兰"))
    survey(laptop, household, family("周桂兰"))
    interview = open_visit(laptop, household)
    changes = {remark_key(kind, "phone"): "x" for kind in (NOTE, REASON, LACK)} | {"_check.phone": True}
    save_answer(laptop, interview, Outcome(changes=changes), "")
    assert finish_visit(laptop, interview).sealed
    again = open_visit(laptop, household, again=True)
    assert again.remarks.note("phone") == "x"
    assert again.remarks.to_check("phone")
    assert again.remarks.reason("phone") == again.remarks.lack("phone") == ""


def test_answers_from_data_may_bring_remarks(laptop, interview):
    report = fill_visit(laptop, interview, {"cost": 12400, "_reason.cost": "住院", "_check.why": True})
    assert (report.answered, report.not_asked) == (3, ())
    assert finish_visit(laptop, interview).sealed
    assert show_household(laptop, interview.household_id).to_check == 1


def test_two_comments_on_one_answer_are_both_kept_and_asked_about(tmp_path):
    here = new_laptop(tmp_path / "a", "青竹二队", "张小芳")
    there = new_laptop(tmp_path / "b", "镇汇总", "李建军")
    introduce(here, there)
    household = register(here)
    hand_over(here, there, tmp_path)
    for workspace, words in ((here, "去年的"), (there, "今年的")):
        interview = open_visit(workspace, household)
        remark(workspace, interview, NOTE, words, "phone")
        remark(workspace, interview, CHECK, True, "phone")
        leave_visit(workspace, interview)
    hand_over(there, here, tmp_path)
    (conflict,) = [each for each in list_conflicts(here, household) if "_note" in each.path]
    assert "phone" not in conflict.question
    assert {value.shown for value in conflict.values} == {"去年的", "今年的"}
    assert not [each for each in list_conflicts(here, household) if "_check" in each.path]
    resolve_conflict(here, household, conflict.path, "今年的")
    assert open_visit(here, household).remarks.note("phone") == "今年的"
    here.close()
    there.close()


def hand_over(giver, taker, folder):
    path = export_package(giver, folder, [my_card(taker).fingerprint]).path
    receive_packages(taker, [path])
    path.unlink()


@given(st.dictionaries(keys, st.one_of(st.none(), st.just(""), st.text(min_size=1, max_size=5))))
def test_what_ceases_with_an_answer_is_never_a_comment(changes):
    values = {remark_key(kind, key): "x" for kind in KINDS for key in changes}
    remarks = Remarks(values)
    ended = remarks.follow(changes)
    assert all(value is None and remark_on(key)[0] in (REASON, LACK, WORKING) for key, value in ended.items())
    remarks.take(ended)
    assert remarks.keys_of(NOTE) == remarks.keys_of(CHECK) == frozenset(changes)
