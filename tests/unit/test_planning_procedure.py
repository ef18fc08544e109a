"""The official procedure as a line of steps."""

import pytest

from yihu.base.shipped import resource_path
from yihu.forms import parse_xform
from yihu.planning.procedure import TITLES, TimeLimits, read_procedures, steps_of

FORM = parse_xform(resource_path("xforms", "procedure.xml").read_text(encoding="utf-8"))
PLACES = {name: key for key, name in FORM.properties.items()}
MAPS = {"procedure": FORM.properties}
BEGUN = {"procedure_kind": "identification", "applied_on": "2026-03-02", "applicant": "王秀英"}
REVIEWED = BEGUN | {
    "procedure_consent_on": "2026-03-02",
    "verified_on": "2026-03-03",
    "verified_by": "李、张",
    "compared_on": "2026-03-04",
    "reviewed_on": "2026-03-05",
    "review_chair": "陈主任",
    "review_result": "passed",
}
POSTED = REVIEWED | {"notice_posted_on": "2026-03-06", "notice_days": "5"}
TAKEN_DOWN = POSTED | {"notice_ended_on": "2026-03-13"}
DECIDED = TAKEN_DOWN | {
    "township_decided_on": "2026-03-16",
    "township_decision": "approved",
    "county_decided_on": "2026-03-20",
    "county_decision": "approved",
    "announced_on": "2026-03-23",
    "entered_on": "2026-03-24",
}


def read(limits=None, **answers):
    values = {f"procedure~a/{PLACES[name]}": value for name, value in answers.items()}
    return read_procedures(values, MAPS, limits)[0]


def states(procedure):
    return {step.name: step.state for step in procedure.steps}


def step(procedure, name):
    return next(step for step in procedure.steps if step.name == name)


def test_after_the_application_consent_is_next_and_all_else_later():
    procedure = read(**BEGUN)
    assert procedure.now().name == "consent"
    assert list(states(procedure).values()) == ["done", "next", *["later"] * 8]
    assert procedure.state == "running"


def test_the_visit_is_due_two_working_days_after_the_application():
    # Monday 2 March 2026
    procedure = read(**BEGUN, procedure_consent_on="2026-03-02")
    assert step(procedure, "visit").until == "2026-03-04"
    assert (
        step(read(limits=TimeLimits(visit_days=5), **BEGUN, procedure_consent_on="2026-03-02"), "visit").until
        == "2026-03-09"
    )


def test_a_notice_hangs_for_its_working_days():
    # Friday 6 March + 5 working days: the next Friday
    notice = step(read(**POSTED), "notice")
    assert (notice.state, notice.until) == ("waiting", "2026-03-13")


def test_a_notice_never_hangs_for_less_than_the_rules_ask():
    assert step(read(limits=TimeLimits(notice_days=7), **POSTED), "notice").until == "2026-03-17"


def test_a_notice_taken_down_too_early_is_said_to_be_short():
    early = read(**POSTED, notice_ended_on="2026-03-11")
    assert step(early, "notice").short == 3
    assert step(read(**TAKEN_DOWN), "notice").short is None
    assert step(read(**TAKEN_DOWN), "notice").long is None


def test_a_notice_that_hung_for_centuries_has_a_wrong_date():
    odd = step(
        read(**TAKEN_DOWN | {"notice_posted_on": "1900-01-01", "notice_ended_on": "9999-12-31"}), "notice"
    )
    assert (odd.short, odd.long) == (None, 2_113_039)


def test_a_notice_over_a_year_without_announced_holidays_says_so():
    late = {**POSTED, "notice_posted_on": "2030-12-30"}
    assert not step(read(**late), "notice").calendar_known
    assert step(read(**POSTED), "notice").calendar_known


def test_a_procedure_that_went_all_the_way_is_done():
    procedure = read(**DECIDED)
    assert procedure.state == "done"
    assert procedure.now() is None


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ({"review_result": "refused"}, "review"),
        ({"township_decision": "refused"}, "township"),
        ({"county_decision": "refused"}, "county"),
    ],
)
def test_who_says_no_ends_the_procedure(answer, name):
    procedure = read(**{**DECIDED, **answer})
    assert procedure.state == "refused"
    assert step(procedure, name).state == "refused"


def test_what_the_township_sends_back_is_to_be_decided_again():
    procedure = read(**{**TAKEN_DOWN, "township_decided_on": "2026-03-16", "township_decision": "returned"})
    assert procedure.now().name == "township"


def test_before_2021_there_were_two_notices_and_no_comparison():
    names = steps_of("identification", "registration-2014@1")
    assert "second_notice" in names
    assert "comparison" not in names
    assert "second_notice" not in steps_of("identification", "regular-2026@1")


@pytest.mark.parametrize("kind", ["identification", "removal", "exit"])
def test_every_kind_has_its_steps_with_titles(kind):
    assert set(steps_of(kind)) <= TITLES.keys()
    assert steps_of(kind)[0] == "application"


def test_a_kind_of_a_countys_own_has_no_steps_and_is_still_read():
    procedure = read(**{**BEGUN, "procedure_kind": "something"})
    assert procedure.steps == ()
    assert procedure.state == "running"


def test_the_newest_procedure_comes_first():
    values = {f"procedure~a/{PLACES[name]}": value for name, value in BEGUN.items()}
    values |= {
        f"procedure~b/{PLACES[name]}": value for name, value in {**BEGUN, "applied_on": "2026-09-01"}.items()
    }
    assert [each.record for each in read_procedures(values, MAPS)] == [
        "procedure~b",
        "procedure~a",
    ]
