"""What is due for a household, and until when."""

from dataclasses import replace

import pytest
from tests.unit.households import CLEAN

from yihu.planning.due import due_items
from yihu.planning.follow_up import FollowUp, MeasureStanding, Quarter, Visit
from yihu.planning.plan import Measure, Plan
from yihu.planning.procedure import Procedure, Step

SHEEP = Measure(row="m1", content="养羊", deadline="2026-06-30")
SIGNED = Plan(
    id="h", version=1, state="signed", signed_on="2026-05-20", goal_date="2026-12-31", measures=(SHEEP,)
)


def due(household=CLEAN, plan=None, standings=(), visits=(), quarters=(), procedures=(), former=()):
    follow_up = FollowUp(visits=tuple(visits), quarters=tuple(quarters))
    items = due_items(household, plan, standings, follow_up, procedures, former)
    return [(each.kind, each.on) for each in items]


def test_nothing_is_due_for_a_household_without_plan_and_appointments():
    assert due() == []


def test_an_agreed_visit_is_due_until_a_later_one_was_made():
    assert due(visits=[Visit(record="v", on="2026-05-01", next_on="2026-06-01")]) == []  # surveyed since
    early = replace(CLEAN, visit_date="2026-03-01")
    agreed = Visit(record="v", on="2026-05-01", next_on="2026-06-01")
    assert due(early, visits=[agreed]) == [("visit", "2026-06-01")]
    assert due(early, visits=[Visit(record="w", on="2026-06-03"), agreed]) == []


def test_who_was_not_at_home_is_due_on_the_day_agreed_at_the_door():
    away = replace(
        CLEAN, visit_date="2026-03-01", visit_result="nobody_home", other={"next_visit_date": "2026-03-09"}
    )
    assert due(away) == [("visit", "2026-03-09")]


@pytest.mark.parametrize(
    ("state", "waits"), [("not_begun", True), ("running", True), ("done", False), ("stopped", False)]
)
def test_a_measure_is_due_until_it_is_done_or_stopped(state, waits):
    kinds = [kind for kind, _ in due(plan=SIGNED, standings=[MeasureStanding(measure=SHEEP, state=state)])]
    assert ("measure" in kinds) == waits
    assert ("goal" in kinds) == waits


def test_measures_of_a_draft_are_not_due():
    assert due(plan=replace(SIGNED, state="draft"), standings=[MeasureStanding(measure=SHEEP)]) == []


@pytest.mark.parametrize(
    ("told", "until"),
    [
        ([], "2026-07-15"),
        ([(2026, 2)], "2026-10-15"),
        ([(2026, 4)], "2027-04-15"),
        ([(2025, 4)], "2026-07-15"),
    ],
)
def test_the_income_of_the_next_quarter_is_due_two_weeks_after_its_end(told, until):
    quarters = [Quarter(record="q", year=year, number=number) for year, number in told]
    assert due(plan=SIGNED, quarters=quarters) == [("quarter", until)]


def test_quarters_go_on_by_the_signed_plan_while_its_revision_is_agreed():
    revised = replace(SIGNED, version=2, state="agreed", signed_on=None)
    told = [Quarter(record="q", year=2026, number=2)]
    assert due(plan=revised, quarters=told, former=[SIGNED]) == [("quarter", "2026-10-15")]
    assert due(plan=revised, quarters=told) == []


def test_quarters_dont_begin_anew_when_the_revision_is_signed():
    revised = replace(SIGNED, version=2, signed_on="2027-02-01", goal_date="2027-12-31")
    longer = replace(SIGNED, goal_date="2027-12-31")
    assert due(plan=revised, former=[longer]) == [("quarter", "2026-07-15")]
    assert due(plan=revised, former=[SIGNED]) == [("quarter", "2027-04-15")]  # its goal was over by then
    aside = replace(longer, version=2, record="plan~other", signed_on="2020-01-01")
    assert due(plan=revised, former=[aside]) == [("quarter", "2027-04-15")]


def test_a_draft_that_was_never_signed_asks_for_no_quarter():
    assert due(plan=replace(SIGNED, state="draft", signed_on=None)) == []


def test_a_step_of_a_procedure_is_due_when_its_notice_may_be_taken_down():
    waiting = Step(name="notice", state="waiting", until="2026-03-13")
    procedure = Procedure(record="procedure~a", kind="identification", steps=(waiting,))
    assert due(procedures=[procedure]) == [("procedure", "2026-03-13")]
    ended = Step(name="review", state="refused")
    assert due(procedures=[replace(procedure, steps=(ended, waiting))]) == []


def test_the_earliest_comes_first():
    days = [on for _, on in due(plan=SIGNED, standings=[MeasureStanding(measure=SHEEP)])]
    assert days == sorted(days)
    assert len(days) == 3
