"""What nobody saw is never taken back: found by review, each lost or changed an answer once."""

import pytest
from tests.laptops import VILLAGE, answer, family, introduce, new_laptop, register, survey, wait

from yihu.actions import (
    adopt_measure,
    export_package,
    fill_visit,
    finish_visit,
    my_card,
    open_plan,
    open_visit,
    receive_packages,
    save_answer,
    show_household,
    sign_plan,
)
from yihu.actions.leave_visit import leave_visit
from yihu.actions.open_plan import leave_plan
from yihu.actions.resolve_conflict import resolve_conflict
from yihu.base.errors import DiskFull
from yihu.forms import parse_xform
from yihu.forms.form import Form
from yihu.planning.in_force import IN_FORCE
from yihu.storage.answering import Answering
from yihu.storage.merging import FOLD_AT_ONCE
from yihu.ui.handover.conflicts_presenter import ConflictsPresenter


@pytest.fixture
def hand_over(team, office, tmp_path):
    """Gives all from one to the other."""
    introduce(team, office)
    (tmp_path / "stick").mkdir()

    def hand(giver, taker):
        wait(giver)
        path = export_package(giver, tmp_path / "stick", [my_card(taker).fingerprint]).path
        receive_packages(taker, [path])

    return hand


@pytest.fixture
def household(team, office, hand_over):
    """Surveyed, and known to both."""
    id_ = register(team)
    survey(team, id_)
    hand_over(team, office)
    return id_


def say(workspace, interview, key, value):
    ref = interview.session.ref(key)
    save_answer(workspace, interview, interview.session.answer(ref, value), ref)


def values(workspace, household):
    return workspace.store.document(household).values


def conflicts(workspace, household):
    return {row.path: {one.value for one in row.values} for row in workspace.store.conflicts(household)}


def test_finishing_an_open_survey_takes_nothing_back_that_was_received_meanwhile(
    team, office, household, hand_over
):
    interview = open_visit(team, household)
    say(team, interview, "phone", "13900000001")
    answer(office, household, address="新屋5号", phone="13900000002")
    hand_over(office, team)
    assert finish_visit(team, interview).sealed
    assert values(team, household)["household/address"] == "新屋5号"
    assert conflicts(team, household) == {"household/phone": {"13900000001", "13900000002"}}


def test_leaving_an_open_survey_and_answering_on_takes_nothing_back_either(
    team, office, household, hand_over
):
    interview = open_visit(team, household)
    say(team, interview, "phone", "13900000001")
    answer(office, household, phone="13900000002")
    hand_over(office, team)
    assert leave_visit(team, interview)
    say(team, interview, "phone", "13900000003")
    assert leave_visit(team, interview)
    assert conflicts(team, household) == {"household/phone": {"13900000003", "13900000002"}}


def test_a_decision_made_while_the_survey_is_open_is_not_undone_by_finishing_it(
    team, office, household, hand_over
):
    answer(office, household, phone="13900000002")
    wait(team, 9)
    answer(team, household, phone="13900000001")
    hand_over(office, team)
    interview = open_visit(team, household)
    assert interview.session.value(interview.session.ref("phone")) == "13900000001"
    resolve_conflict(team, household, "household/phone", "13900000002")
    say(team, interview, "address", "新屋5号")
    assert finish_visit(team, interview).sealed
    assert values(team, household)["household/phone"] == "13900000002"
    assert values(team, household)["household/address"] == "新屋5号"


def test_a_member_removed_here_and_edited_there_stays_when_edited_once_more(
    team, office, household, hand_over
):
    here = open_visit(team, household)
    last = here.session.rows("/data/members/member")[-1]
    row = here.session.row_id(last)
    save_answer(team, here, here.session.remove_repeat(last), "")
    leave_visit(team, here)
    there = open_visit(office, household)
    say(office, there, f"member/{row}/person_name", "何小雨")
    leave_visit(office, there)
    hand_over(office, team)
    again = open_visit(team, household)
    say(team, again, f"member/{row}/person_name", "何晓雨")
    leave_visit(team, again)
    assert values(team, household)[f"household/member/{row}/person_name"] == "何晓雨"
    assert set(conflicts(team, household)) == {f"household/member/{row}/_del"}


def test_a_new_survey_that_the_disk_refuses_clears_nothing(team, household, monkeypatch):
    before = values(team, household)

    def refuse(*_args, **_named):
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(Answering, "_commit", refuse)
        with pytest.raises(DiskFull):
            open_visit(team, household, again=True)
    assert team.store.drafts(household) == ()
    assert values(team, household) == before


@pytest.mark.parametrize(
    "typed", ["字" * 1_000_000, "a\0b", "\ud800"], ids=["1 MB", "NUL", "half a character"]
)
def test_text_that_no_file_can_hold_is_refused_and_the_next_answer_is_kept(team, household, typed):
    interview = open_visit(team, household)
    report = fill_visit(team, interview, {"address": typed, "phone": "13900000001"})
    assert [refused.key for refused in report.refused] == ["address"]
    assert finish_visit(team, interview).sealed
    assert values(team, household)["household/phone"] == "13900000001"
    assert values(team, household)["household/address"] == family()["address"]


OLD = """<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/2002/xforms">
<h:head><h:title>w</h:title><model><instance><data id="well" version="1"><depth/><pump/></data></instance>
<bind nodeset="/data/depth" type="string"/><bind nodeset="/data/pump" type="string"/></model></h:head>
<h:body><input ref="/data/depth"><label>Depth</label></input><input ref="/data/pump"><label>Pump</label></input>
</h:body></h:html>"""


def put(workspace, xform: str) -> Form:
    from yihu.forms import ImportedForm

    form = parse_xform(xform)
    workspace.store.put_form(
        ImportedForm(
            form=form, xform=xform, attachments={}, sha256=form.sha256, repairs=(), file_name="w.xlsx"
        )
    )
    workspace.library.forget()
    return form


def test_correcting_with_a_newer_form_keeps_the_answers_to_questions_it_dropped(team, household):
    put(team, OLD)
    first = open_visit(team, household, "well")
    assert fill_visit(team, first, {"depth": "30", "pump": "yes"}).not_asked == ()
    assert finish_visit(team, first).sealed
    without_pump = OLD.replace("<pump/>", "").replace('<bind nodeset="/data/pump" type="string"/>', "")
    without_pump = without_pump.replace('<input ref="/data/pump"><label>Pump</label></input>', "")
    put(team, without_pump.replace('version="1"', 'version="2"'))
    second = open_visit(team, household, "well", first.record)
    assert second.session.form.version == "2"
    say(team, second, "depth", "31")
    assert finish_visit(team, second).sealed
    assert values(team, household)[f"{first.record}/pump"] == "yes"
    assert values(team, household)[f"{first.record}/depth"] == "31"


@pytest.fixture
def planned(team, office, household, hand_over):
    """With a plan of one measure, and known to both."""
    desk = open_plan(team, household)
    leave_plan(team, adopt_measure(team, desk, desk.suggestions[0]))
    hand_over(team, office)
    return household


def test_a_signed_plan_does_not_take_on_what_another_laptop_changed_meanwhile(
    team, office, planned, hand_over
):
    assert sign_plan(team, open_plan(team, planned)).sealed
    signed = show_household(team, planned).plan
    desk = open_plan(office, planned)
    (measure,) = desk.plan.measures
    say(office, desk.interview, f"measure/{measure.row}/measure_content", "另一项内容")
    leave_plan(office, desk)
    hand_over(office, team)
    theirs = desk.interview.record
    assert conflicts(team, planned) == {IN_FORCE: {signed.record, theirs}}
    assert {plan.record: plan.measures for plan in open_plan(team, planned).plans}[signed.record] == (
        measure,
    )


def test_what_0_2_0_added_to_a_signed_plan_is_told(team, office, household, hand_over):
    """That version wrote into the one record `plan`, signed or not."""
    form = f"plan@{team.library.form('plan').version}"
    whole = {"plan/plan_version": "1", "plan/plan_state": "signed", "plan/measure/r/measure_content": "养羊"}
    team.store.write(
        household, {"plan/measure/r/measure_content": "养羊", "plan/plan_state": "draft"}, form, "plan"
    )
    hand_over(team, office)
    team.store.write(household, whole, form, "plan_signed")
    assert "Y90" not in {finding.rule for finding in show_household(team, household).findings}
    office.store.write(household, {"plan/measure/s/measure_content": "务工"}, form, "plan")
    hand_over(office, team)
    assert "Y90" in {finding.rule for finding in show_household(team, household).findings}


def test_a_village_is_given_whole_also_when_what_was_received_is_not_worked_in_yet(
    team, office, hand_over, tmp_path
):
    for _ in range(FOLD_AT_ONCE + 1):
        register(team)
    (tmp_path / "in").mkdir()
    office.store.receive(export_package(team, tmp_path / "in", [my_card(office).fingerprint]).path)
    assert office.store.stale() > FOLD_AT_ONCE
    given = export_package(office, tmp_path / "in", [my_card(team).fingerprint], [VILLAGE], everything=True)
    assert given.households == FOLD_AT_ONCE + 1


def test_a_choice_between_two_answers_does_not_end_a_third_that_was_not_shown(
    team, office, household, hand_over, tmp_path
):
    third = new_laptop(tmp_path / "third", "松树一队", "王大山")
    introduce(team, third)
    hand_over(team, third)
    for laptop, phone in ((team, "13900000001"), (office, "13900000002"), (third, "13900000003")):
        wait(laptop)
        answer(laptop, household, phone=phone)
    hand_over(office, team)
    page = ConflictsPresenter(team)
    page.enter(household)
    page.choose(0)
    hand_over(third, team)
    third.close()
    assert page.settle()
    assert len(page.values()) == 3
    assert len(conflicts(team, household)["household/phone"]) == 3
    page.choose(0)
    assert page.settle() == ""
    assert conflicts(team, household) == {}


def test_opening_another_questionnaire_of_the_household_is_not_seeing_what_the_open_one_asks(
    team, office, household, hand_over
):
    survey_open = open_visit(team, household)
    say(team, survey_open, "phone", "13900000001")
    answer(office, household, phone="13900000002")
    hand_over(office, team)
    visit = open_visit(team, household, "visit")
    say(team, visit, "follow_up_date", "2026-11-22")
    say(team, survey_open, "phone", "13900000003")
    leave_visit(team, visit)
    leave_visit(team, survey_open)
    assert conflicts(team, household) == {"household/phone": {"13900000003", "13900000002"}}
