"""Answers that nobody can have meant, from a foreign questionnaire: what is read of them never stops anything."""

from datetime import date

import pytest

from yihu.planning.due import due_items
from yihu.planning.follow_up import FollowUp, Quarter, read_follow_up, stand_of_measures
from yihu.planning.plan import Measure, Plan
from yihu.planning.procedure import TimeLimits, read_procedures
from yihu.planning.read import read_plan, read_plans
from yihu.planning.removal import Case, removal_conditions
from yihu.register.household import Household
from yihu.register.working_days import after_working_days

QUARTERS = {"quarter": {"y": "quarter_year", "n": "quarter_number", "w": "quarter_wages_yuan"}}
PROCEDURES = {
    "procedure": {
        "kind": "procedure_kind",
        "applied": "applied_on",
        "posted": "notice_posted_on",
        "days": "notice_days",
        "reviewed": "reviewed_on",
        "verified": "verified_on",
        "recognised": "recognised_on",
    }
}
HUNG = {
    "procedure~1/kind": "exit",
    "procedure~1/applied": "2026-01-05",
    "procedure~1/reviewed": "2026-01-06",
    "procedure~1/verified": "2026-01-06",
    "procedure~1/recognised": "2026-01-06",
}


def signed(on):
    return Plan(id="x", version=1, state="signed", signed_on=on, measures=())


@pytest.mark.parametrize("year", ["99999", "9999", "0", "-5", "1000000000000000"])
def test_a_quarter_of_no_year_of_the_calendar_is_none(year):
    read = read_follow_up({"quarter~1/y": year, "quarter~1/n": "4", "quarter~1/w": "5"}, QUARTERS)
    assert read.quarters == ()


@pytest.mark.parametrize("number", ["12", "34", "0", "5", "1.0"])
def test_only_four_quarters_are_quarters(number):
    read = read_follow_up({"quarter~1/y": "2026", "quarter~1/n": number, "quarter~1/w": "5"}, QUARTERS)
    assert read.quarters == ()


def test_after_the_last_day_of_the_calendar_no_quarter_is_due():
    assert due_items(Household(id="h"), signed("9999-12-31"), (), FollowUp(), ()) == ()


def test_after_the_fourth_quarter_comes_the_first_of_the_next_year():
    told = FollowUp(quarters=(Quarter(record="q", year=2026, number=4),))
    (due,) = due_items(Household(id="h"), signed("2026-10-01"), (), told, ())
    assert (due.parameters, due.on) == ({"quarter": 1, "year": 2027}, "2027-04-15")


@pytest.mark.parametrize(
    ("posted", "days"), [("9999-12-31", "5"), ("2026-01-07", "100000000"), ("2026-01-07", "-3")]
)
def test_a_notice_of_any_day_and_length_is_read(posted, days):
    (read,) = read_procedures({**HUNG, "procedure~1/posted": posted, "procedure~1/days": days}, PROCEDURES)
    step = read.now()
    assert step is not None
    assert date.fromisoformat(step.until) >= date.fromisoformat(posted)


def test_rules_that_ask_for_no_days_of_a_notice_let_it_be_taken_down_at_once():
    limits = TimeLimits(notice_days=0, exit_notice_days=0)
    (read,) = read_procedures({**HUNG, "procedure~1/posted": "2026-01-07"}, PROCEDURES, limits)
    step = read.now()
    assert step is not None
    assert step.until == "2026-01-07"


def test_working_days_end_with_the_calendar():
    assert after_working_days(date(9999, 12, 30), 5) <= date.max
    assert after_working_days(date(2026, 11, 23), 0) == date(2026, 11, 23)


@pytest.mark.parametrize("agreed", ["soon", "2026-13-45", "99999-01-01"])
def test_a_next_visit_that_is_no_date_is_not_due(agreed):
    household = Household(id="h", visit_date="2026-01-01", other={"next_visit_date": agreed})
    assert due_items(household, None, (), FollowUp(), ()) == ()


def test_a_visit_that_was_left_half_way_takes_nothing_back_of_what_was_told_before():
    maps = {
        "visit": {
            "on": "follow_up_date",
            "progress/*/which": "progress_measure",
            "progress/*/state": "progress_state",
            "progress/*/gain": "progress_gain_yuan",
        }
    }
    values = {
        "visit~1/on": "2026-05-01",
        "visit~1/progress/r/which": "m",
        "visit~1/progress/r/state": "running",
        "visit~1/progress/r/gain": "800",
        "visit~2/on": "2026-08-01",
        "visit~2/progress/r/which": "m",
    }
    plan = Plan(id="x", version=1, state="signed", measures=(Measure(row="m"),))
    (standing,) = stand_of_measures(plan, read_follow_up(values, maps).visits, "2026-11-23")
    assert (standing.state, standing.on, standing.gain_yuan) == ("running", "2026-05-01", 800)


def test_where_nobody_has_been_no_risk_counts_as_gone():
    case = Case(household=Household(id="h"), standings=(), quarters=(), today="2026-11-23")
    assert {each.met for each in removal_conditions(case)} == {None}


@pytest.mark.parametrize("version", ["9" * 5000, "2.0", "²", "-1", "two"])
@pytest.mark.parametrize("made_on", ["2026-01-01", "99999-01-01", "soon"])
def test_the_plan_in_force_is_one_whatever_its_version_and_day_were_written_as(version, made_on):
    maps = {"plan": {"state": "plan_state", "version": "plan_version", "made": "made_on"}}
    values = {
        "plan~1/state": "draft",
        "plan~1/version": version,
        "plan~1/made": made_on,
        "plan~2/state": "draft",
        "plan~2/made": "2026-01-01",
    }
    chosen = read_plan("h", values, maps)
    assert chosen is not None
    assert [plan.record for plan in read_plans("h", values, maps) if plan.in_force] == [chosen.record]
