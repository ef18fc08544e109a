"""Visiting a household: begin, answer, leave, come back, finish, check."""

import pytest
from PIL import Image
from tests.laptops import VILLAGE, answer, family, new_laptop, register, reopened, survey, wait

from yihu.actions import (
    FormUnknown,
    HouseholdIncomplete,
    HouseholdUnknown,
    PhotoUnreadable,
    StepKind,
    add_household,
    fill_visit,
    finish_visit,
    leave_visit,
    open_visit,
    read_photo,
    review_visit,
    save_answer,
    save_place,
    show_household,
    take_photo,
)
from yihu.base.errors import DiskFull


@pytest.fixture
def laptop(tmp_path):
    workspace = new_laptop(tmp_path / "data")
    yield workspace
    workspace.close()


def give_answer(workspace, interview, key, value):
    ref = interview.session.ref(key)
    save_answer(workspace, interview, interview.session.answer(ref, value), ref)


def test_a_new_household_waits_for_its_visit(laptop):
    view = show_household(laptop, register(laptop))
    assert view.row.visit_state == "not_visited"
    assert view.next_step.kind == StepKind.BEGIN
    assert view.household.head_name == "𠮷田秀英"
    assert view.plan is None
    assert view.line_yuan == 7300


@pytest.mark.parametrize(
    ("name", "code"), [("", VILLAGE), ("  ", VILLAGE), ("王秀英", "4309"), ("王秀英", "x" * 12)]
)
def test_a_household_without_name_or_code_is_refused(laptop, name, code):
    with pytest.raises(HouseholdIncomplete):
        add_household(laptop, head_name=name, village_code=code, village="青竹村")


def test_an_unknown_household_is_told(laptop):
    with pytest.raises(HouseholdUnknown):
        open_visit(laptop, "0190a000-0000-7000-8000-000000000001")


def test_an_unknown_questionnaire_is_told(laptop):
    with pytest.raises(FormUnknown):
        open_visit(laptop, register(laptop), "nothing")


def test_a_new_survey_begins_with_what_the_register_knows_and_todays_date(laptop):
    session = open_visit(laptop, register(laptop)).session
    assert session.value(session.ref("head_name")) == "𠮷田秀英"
    assert session.value(session.ref("visit_date")) == "2026-11-23"


def test_looking_at_a_survey_changes_nothing(laptop):
    household = register(laptop)
    assert leave_visit(laptop, open_visit(laptop, household)) is False
    assert show_household(laptop, household).row.visit_state == "not_visited"


def test_each_answer_is_there_after_the_program_died(laptop):
    household = register(laptop)
    interview = open_visit(laptop, household)
    give_answer(laptop, interview, "surveyor", "张小芳")
    give_answer(laptop, interview, "visit_result", "done")
    again = reopened(laptop)
    resumed = open_visit(again, household)
    assert resumed.resumed
    assert resumed.resume_ref == resumed.session.ref("visit_result")
    assert resumed.session.value(resumed.session.ref("surveyor")) == "张小芳"
    assert resumed.session.value(resumed.session.ref("visit_date")) == "2026-11-23"
    assert show_household(again, household).next_step.kind == StepKind.CONTINUE
    again.close()


def test_the_place_is_remembered_without_an_answer(laptop):
    household = register(laptop)
    interview = open_visit(laptop, household)
    give_answer(laptop, interview, "surveyor", "张小芳")
    save_place(laptop, interview, interview.session.ref("group"))
    assert open_visit(laptop, household).resume_ref == interview.session.ref("group")


def test_a_survey_left_half_way_says_how_far_it_is(laptop):
    household = register(laptop)
    interview = open_visit(laptop, household)
    give_answer(laptop, interview, "visit_result", "done")
    place = interview.session.ref("visit_result")
    assert leave_visit(laptop, interview)
    view = show_household(laptop, household)
    assert view.row.visit_state == "in_progress"
    assert 0 < view.row.progress < 100
    assert view.next_step.parameters == {"percent": view.row.progress}
    assert open_visit(laptop, household).resume_ref == place


def test_a_survey_with_something_missing_is_not_finished(laptop):
    household = register(laptop)
    interview = open_visit(laptop, household)
    give_answer(laptop, interview, "visit_result", "done")
    report = finish_visit(laptop, interview)
    assert not report.sealed
    assert interview.session.ref("consent_given") in {problem.ref for problem in report.problems}
    assert show_household(laptop, household).row.visit_state != "done"


def test_a_whole_survey_leads_to_the_plan(laptop):
    household = register(laptop, family("周桂兰"))
    survey(laptop, household, family("周桂兰"))
    view = show_household(laptop, household)
    assert (view.row.visit_state, view.row.progress) == ("done", 100)
    assert view.next_step.kind == StepKind.PLAN
    assert len(view.household.persons) == view.row.persons > 0
    assert view.household.income.net_yuan() is not None
    assert [event.kind for event in view.events] == ["finish", "add"]


def test_a_survey_that_contradicts_itself_is_checked_before_the_plan(laptop):
    household = register(laptop)
    survey(laptop, household)
    view = show_household(laptop, household)
    assert view.next_step.kind == StepKind.CHECK
    assert view.next_step.parameters == {"count": 1}
    assert [finding.severity for finding in view.findings] == ["error"]


def test_the_review_shows_doubts_before_anything_is_sealed(laptop):
    household = register(laptop)
    interview = open_visit(laptop, household)
    fill_visit(laptop, interview, family())
    report = review_visit(laptop, interview)
    assert not report.sealed
    assert report.problems == ()
    assert len(report.findings) == 1


def test_answers_that_no_longer_concern_the_household_are_cleared(laptop):
    household = register(laptop)
    survey(laptop, household)
    answer(laptop, household, cause_2="")
    values = laptop.store.document(household).values
    assert values["household/main_cause"] == "illness"
    assert values["household/cause_2_evidence"] is None


@pytest.mark.parametrize(
    "result", [{"visit_result": "moved", "moved_to": "县城"}, {"visit_result": "nobody_home"}]
)
def test_a_visit_that_did_not_take_place_keeps_what_the_last_one_found(laptop, result):
    household = register(laptop)
    survey(laptop, household)
    before = show_household(laptop, household)
    answer(laptop, household, **result)
    after = show_household(laptop, household)
    assert after.row.visit_state == result["visit_result"]
    assert (after.household.persons, after.household.income) == (
        before.household.persons,
        before.household.income,
    )
    assert after.household.causes == before.household.causes


def test_a_survey_made_anew_with_nobody_home_brings_back_last_years_answers(laptop):
    household = register(laptop)
    survey(laptop, household)
    before = show_household(laptop, household)
    wait(laptop, 60)
    interview = open_visit(laptop, household, again=True)
    fill_visit(laptop, interview, {"surveyor": "何立群", "visit_result": "nobody_home"})
    assert finish_visit(laptop, interview).sealed
    after = show_household(laptop, household)
    assert after.row.visit_state == "nobody_home"
    assert after.household.surveyor == "何立群"
    assert (after.household.persons, after.household.income) == (
        before.household.persons,
        before.household.income,
    )
    assert after.household.causes == before.household.causes


def test_nobody_home_is_visited_again(laptop):
    household = register(laptop)
    answers = {key: value for key, value in family().items() if key in ("surveyor", "group", "head_name")}
    survey(laptop, household, answers | {"visit_result": "nobody_home"})
    assert show_household(laptop, household).next_step.kind == StepKind.BEGIN


def test_a_survey_made_anew_keeps_the_family_and_shows_last_years_answers(laptop):
    household = register(laptop)
    survey(laptop, household)
    wait(laptop, 60)
    interview = open_visit(laptop, household, again=True)
    session = interview.session
    assert interview.previous_on == "2026-11-23"
    assert interview.previous["main_cause"] == "illness"
    assert session.value(session.ref("main_cause")) == ""
    assert session.value(session.ref("head_name")) == "𠮷田秀英"
    session.answer(session.ref("visit_result"), "done")
    member = session.rows("/data/members/member")[0]
    assert session.value(f"{member}/who/person_name") == "𠮷田秀英"
    assert session.value(f"{member}/health_page/health") == ""
    assert interview.previous[session.key(f"{member}/health_page/health")]
    assert show_household(laptop, household).next_step.kind == StepKind.CONTINUE


def test_a_first_survey_has_no_earlier_answers(laptop):
    interview = open_visit(laptop, register(laptop))
    assert (interview.previous, interview.previous_on) == ({}, None)


def test_each_follow_up_visit_is_a_record_of_its_own(laptop):
    household = register(laptop)
    first, second = (open_visit(laptop, household, "visit") for _ in range(2))
    assert first.record != second.record
    give_answer(laptop, first, "follow_up_by", "何立群")
    leave_visit(laptop, first)
    again = open_visit(laptop, household, "visit", first.record)
    assert again.session.value(again.session.ref("follow_up_by")) == "何立群"


def test_answers_from_data_tell_what_was_refused_and_what_was_not_asked(laptop):
    interview = open_visit(laptop, register(laptop))
    report = fill_visit(
        laptop,
        interview,
        {"visit_result": "dancing", "surveyor": "张小芳", "nothing": "1", "main_cause": "illness"},
    )
    assert [refused.key for refused in report.refused] == ["visit_result"]
    assert set(report.not_asked) == {"nothing", "main_cause"}
    assert report.answered == 1


def test_a_photo_is_kept_encrypted_under_its_hash(laptop, tmp_path):
    household = register(laptop)
    interview = open_visit(laptop, household)
    fill_visit(laptop, interview, family())
    Image.new("RGB", (300, 200), "green").save(tmp_path / "house.png")
    ref = interview.session.ref("photo_house")
    take_photo(laptop, interview, ref, tmp_path / "house.png")
    name = interview.session.value(ref)
    assert name.endswith(".jpg")
    stored = read_photo(laptop, name)
    assert stored is not None
    assert stored.startswith(b"\xff\xd8")
    assert not any(stored in path.read_bytes() for path in laptop.folder.rglob("*") if path.is_file())
    assert read_photo(laptop, "0" * 64 + ".jpg") is None


def test_a_file_that_is_no_photo_changes_no_answer(laptop, tmp_path):
    interview = open_visit(laptop, register(laptop))
    (tmp_path / "a.jpg").write_bytes(b"no photo")
    ref = interview.session.ref("photo_house")
    with pytest.raises(PhotoUnreadable):
        take_photo(laptop, interview, ref, tmp_path / "a.jpg")
    assert interview.session.value(ref) == ""


def test_a_full_disk_keeps_the_answer_for_another_try(laptop, monkeypatch):
    household = register(laptop)
    interview = open_visit(laptop, household)
    ref = interview.session.ref("surveyor")
    outcome = interview.session.answer(ref, "何立群")
    kept = laptop.store.append_draft

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(laptop.store), "append_draft", full)
    with pytest.raises(DiskFull):
        save_answer(laptop, interview, outcome, ref)
    monkeypatch.undo()
    assert laptop.store.append_draft == kept
    save_answer(laptop, interview, outcome, ref)
    assert open_visit(laptop, household).session.value(ref) == "何立群"
