"""Following a household up: a visit knows the plan's measures, a procedure its rules, the register what is due."""

from datetime import timedelta

import pytest
from tests.laptops import family, new_laptop, register, reopened, survey, wait

from yihu.actions import (
    add_profile,
    adopt_measure,
    agree_plan,
    fill_visit,
    finish_visit,
    leave_visit,
    list_due,
    open_plan,
    open_visit,
    show_follow_up,
    sign_plan,
)
from yihu.register.profiles import shipped_text

DAYS = 24 * 60


@pytest.fixture
def laptop(tmp_path):
    workspace = new_laptop(tmp_path / "data")
    yield workspace
    workspace.close()


@pytest.fixture
def household(laptop):
    """Surveyed, with a signed plan of two measures."""
    answers = family("周桂兰")
    household_id = register(laptop, answers)
    survey(laptop, household_id, answers)
    desk = open_plan(laptop, household_id)
    desk = adopt_measure(laptop, desk, desk.suggestions[0])
    desk = adopt_measure(laptop, desk, desk.suggestions[0])
    assert agree_plan(laptop, desk).sealed
    assert sign_plan(laptop, open_plan(laptop, household_id)).sealed
    return household_id


def visit(laptop, household, *states, **more):
    """A finished visit; `states`: how each measure that the form asks for is going, in order."""
    interview = open_visit(laptop, household, "visit")
    rows = interview.session.rows("/data/progress_group/progress")
    assert len(rows) == len(states)
    for row, (state, answers) in zip(rows, states, strict=True):
        for name, text in {"progress_state": state, **answers}.items():
            outcome = interview.session.answer(f"{row}/progress_page/{name}", text)
            save(laptop, interview, outcome)
    told = {"follow_up_met": "户主", "follow_up_changes": ["none"], **more}
    if not states:
        told["follow_up_measures_state"] = "running"
    assert not fill_visit(laptop, interview, told).refused
    report = finish_visit(laptop, interview)
    assert report.problems == ()
    return interview.record


def save(laptop, interview, outcome):
    from yihu.actions import save_answer

    save_answer(laptop, interview, outcome, "/data/progress_group/progress")


def standing(laptop, household):
    return [(each.state, each.gain_yuan) for each in show_follow_up(laptop, household).after.standings]


def test_a_visit_asks_for_every_measure_of_the_signed_plan(laptop, household):
    visit(laptop, household, ("running", {"progress_gain_yuan": "800"}), ("not_begun", {}))
    assert standing(laptop, household) == [("running", 800), ("not_begun", None)]


def test_what_is_done_is_not_asked_again_and_the_rest_says_what_was_told_last(laptop, household):
    visit(laptop, household, ("running", {"progress_gain_yuan": "800"}), ("done", {}))
    wait(laptop, 30 * DAYS)
    interview = open_visit(laptop, household, "visit")
    (row,) = interview.session.rows("/data/progress_group/progress")
    assert "800" in interview.session.value(f"{row}/progress_page/progress_last")
    assert interview.session.value(f"{row}/progress_page/progress_state") == ""


def test_a_visit_that_is_only_looked_at_leaves_nothing(laptop, household):
    assert leave_visit(laptop, open_visit(laptop, household, "visit")) is False
    assert show_follow_up(laptop, household).after.follow_up.visits == ()


def test_a_visit_of_a_household_without_plan_asks_how_it_is_going_as_a_whole(laptop):
    household_id = register(laptop)
    survey(laptop, household_id)
    visit(laptop, household_id)
    assert len(show_follow_up(laptop, household_id).after.follow_up.visits) == 1


def test_a_stopped_measure_needs_its_reason(laptop, household):
    interview = open_visit(laptop, household, "visit")
    row = interview.session.rows("/data/progress_group/progress")[0]
    save(laptop, interview, interview.session.answer(f"{row}/progress_page/progress_state", "stopped"))
    asked = {problem.ref for problem in finish_visit(laptop, interview).problems}
    assert f"{row}/progress_page/progress_stop_reason" in asked


def test_the_rows_of_a_visit_survive_a_kill_between_two_answers(laptop, household, tmp_path):
    interview = open_visit(laptop, household, "visit")
    rows = interview.session.rows("/data/progress_group/progress")
    save(laptop, interview, interview.session.answer(f"{rows[1]}/progress_page/progress_state", "done"))
    again = reopened(laptop)
    try:
        back = open_visit(again, household, "visit", interview.record)
        assert back.session.rows("/data/progress_group/progress") == rows
        assert back.session.value(f"{rows[1]}/progress_page/progress_state") == "done"
    finally:
        again.close()


def test_a_quarter_and_what_comes_after_it(laptop, household):
    due = [each for each in show_follow_up(laptop, household).after.due if each.kind == "quarter"]
    assert [each.on for each in due] == ["2027-01-15"]
    interview = open_visit(laptop, household, "quarter")
    fill_visit(
        laptop,
        interview,
        {
            "quarter_year": "2026",
            "quarter_number": "4",
            "quarter_wages_yuan": "6000",
            "quarter_business_yuan": "1500",
            "quarter_property_yuan": "0",
            "quarter_transfers_yuan": "600",
            "quarter_costs_yuan": "400",
        },
    )
    assert finish_visit(laptop, interview).sealed
    after = show_follow_up(laptop, household).after
    assert after.follow_up.quarters[0].net_yuan == 7700
    assert [each.on for each in after.due if each.kind == "quarter"] == ["2027-04-15"]


def test_a_quarter_that_has_not_begun_is_refused(laptop, household):
    laptop.clock.at -= timedelta(days=120)
    interview = open_visit(laptop, household, "quarter")
    fill_visit(laptop, interview, {"quarter_year": "2026", "quarter_number": "4"})
    asked = {problem.ref.rpartition("/")[2] for problem in finish_visit(laptop, interview).problems}
    assert "quarter_number" in asked


def test_a_procedure_names_the_rules_it_is_held_by(laptop, household):
    interview = open_visit(laptop, household, "procedure")
    fill_visit(laptop, interview, {"procedure_kind": "removal", "applicant": "村委会"})
    assert finish_visit(laptop, interview).sealed
    view = show_follow_up(laptop, household)
    (procedure,) = view.after.procedures
    assert procedure.profile == view.household.rules.ref
    assert procedure.now().name == "visit"
    assert view.after.conditions


def test_what_is_late_comes_first_in_the_register(laptop, household):
    other = register(laptop, family("𠮷田秀英"))
    survey(laptop, other)
    assert list_due(laptop).households == 0
    wait(laptop, 500 * DAYS)
    report = list_due(laptop)
    assert {line.household_id for line in report.late} == {household}
    assert all(line.late and line.due.on < report.today for line in report.late)
    assert {row.id for row in report.not_seen} == {household, other}
    assert report.unseen == 2


def test_who_was_visited_since_is_not_missed(laptop, household):
    wait(laptop, 500 * DAYS)
    visit(laptop, household, ("done", {}), ("done", {}), follow_up_next_date="2028-06-01")
    report = list_due(laptop)
    assert report.unseen == 0
    assert [line.due.kind for line in report.late] == ["quarter"]
    assert [line.due.kind for line in list_due(laptop, days=100).coming] == ["visit"]


def test_a_visit_dated_in_the_future_is_no_meeting(laptop, household):
    record = visit(laptop, household, ("done", {}), ("done", {}))
    met = show_follow_up(laptop, household).after.seen_on
    laptop.store.write(household, {f"{record}/follow_up_date": "2062-08-01"}, "visit@1", "finish")
    view = show_follow_up(laptop, household)
    assert (view.after.seen_on, view.not_seen_days) == ("2026-11-17", 6)
    assert laptop.store.household(household).seen_on == "2026-11-17" < met
    wait(laptop, 200 * DAYS)
    assert [row.id for row in list_due(laptop).not_seen] == [household]


def test_each_household_is_missed_by_its_own_rules(laptop, household, tmp_path):
    """The county asks for 30 days from now on; who was surveyed before is seen again after 90."""
    text = shipped_text("regular-2026").replace("version = 1", "version = 1000", 1)
    path = tmp_path / "rules.toml"
    path.write_text(text.replace("revisit_days = 90", "revisit_days = 30", 1), "utf-8")
    add_profile(laptop, path)
    other = register(laptop, family("𠮷田秀英"))
    survey(laptop, other)
    wait(laptop, 60 * DAYS)
    assert [row.id for row in list_due(laptop).not_seen] == [other]
    assert list_due(laptop).unseen == 1
    wait(laptop, 40 * DAYS)
    assert list_due(laptop).unseen == 2
    assert list_due(laptop, not_seen_days=200).unseen == 0


def test_a_number_in_a_measure_is_masked_in_the_list_of_what_is_due(laptop, household):
    path = next(path for path in laptop.store.document(household).values if path.endswith("/measure_content"))
    laptop.store.write(household, {path: "联系 13812345678"}, "plan@1", "finish")
    wait(laptop, 900 * DAYS)
    said = " ".join(line.due.explain() for line in list_due(laptop).late)
    assert "联系 1*********8" in said
    assert "13812345678" not in said


def procedure(laptop, household, **answers):
    """What is asked to be put right of a procedure with these answers, by question."""
    interview = open_visit(laptop, household, "procedure")
    begun = {"procedure_kind": "identification", "procedure_origin": "applied", "applicant": "周桂兰"}
    fill_visit(laptop, interview, begun | answers)
    problems = {problem.ref.rpartition("/")[2] for problem in finish_visit(laptop, interview).problems}
    leave_visit(laptop, interview)
    return problems


CONSENT = {
    "procedure_consent_on": "2026-11-20",
    "procedure_consent_signer": "guardian",
    "procedure_consent_name": "周大山",
    "procedure_consent_for": "周小山",
    "procedure_consent_under_14": "yes",
}
REVIEW = {
    "applied_on": "2026-11-16",
    "reviewed_on": "2026-11-20",
    "review_place": "村部",
    "review_chair": "陈主任",
    "review_recorder": "文书",
    "review_present": "20",
    "votes_for": "18",
    "review_result": "passed",
    "review_minutes": "一致同意",
}


def test_who_is_under_14_is_signed_for_by_a_guardian_and_it_says_for_whom(laptop, household):
    assert procedure(laptop, household, **CONSENT) == set()
    wrong = CONSENT | {"procedure_consent_signer": "member"}
    assert procedure(laptop, household, **wrong) == {"procedure_consent_under_14"}
    unnamed = {name: text for name, text in CONSENT.items() if name != "procedure_consent_for"}
    assert procedure(laptop, household, **unnamed) == {"procedure_consent_for"}


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({}, set()),
        ({"votes_for": "21"}, {"votes_for"}),
        ({"votes_against": "3"}, {"votes_against"}),
        ({"votes_for": "9"}, {"review_result"}),
        ({"reviewed_on": "2026-11-10"}, {"reviewed_on"}),
        ({"reviewed_on": "2027-01-10"}, {"reviewed_on"}),
        ({"review_present": "0"}, {"review_present", "votes_for"}),
    ],
)
def test_votes_and_dates_of_a_review_fit_together(laptop, household, answers, wrong):
    assert procedure(laptop, household, **(REVIEW | answers)) == wrong
