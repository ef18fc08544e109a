"""Everything after the survey of one household, read together."""

from collections.abc import Mapping
from dataclasses import dataclass

from yihu.planning.due import Due, due_items
from yihu.planning.follow_up import (
    DONE,
    STOPPED,
    FollowUp,
    MeasureStanding,
    last_seen,
    read_follow_up,
    stand_of_measures,
    sum_gains,
)
from yihu.planning.plan import Plan
from yihu.planning.procedure import Procedure, TimeLimits, read_procedures
from yihu.planning.read import read_plans
from yihu.planning.removal import Case, Condition, removal_conditions
from yihu.register.answers import PropertyMaps, Value
from yihu.register.household import Household

_ANY_DAY = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """What happened and what waits.

    Attributes:
        standings: measures of the plan in force. seen_on: ISO date of the last meeting; empty for none.
        due: the earliest first. conditions: of leaving poverty, by the household's profile.
    """

    follow_up: FollowUp
    standings: tuple[MeasureStanding, ...]
    procedures: tuple[Procedure, ...]
    due: tuple[Due, ...]
    seen_on: str
    conditions: tuple[Condition, ...] = ()


def read_after(
    household: Household,
    plan: Plan | None,
    values: Mapping[str, Value],
    property_maps: PropertyMaps,
    today: str = _ANY_DAY,
    written_on: str = _ANY_DAY,
) -> After:
    """Visits, quarters, procedures and what is due.

    Args:
        today: ISO date that lateness and conditions are told for; empty: they aren't wanted.
        written_on: ISO date of the newest answer; nobody was met after it, or after `today`.
    """
    follow_up = read_follow_up(values, property_maps)
    standings = stand_of_measures(plan, follow_up.visits, today)
    procedures = read_procedures(values, property_maps, limits_of(household))
    former = read_plans("", values, property_maps) if plan is not None and plan.version > 1 else ()
    case = Case(household=household, standings=standings, quarters=follow_up.quarters, today=today)
    return After(
        follow_up=follow_up,
        standings=standings,
        procedures=procedures,
        due=due_items(household, plan, standings, follow_up, procedures, former),
        seen_on=last_seen(
            household.visit_date if household.visit_result == "done" else None,
            follow_up.visits,
            today or written_on,
        ),
        conditions=removal_conditions(case) if today else (),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HowFar:
    """The plan in force in four numbers.

    Attributes:
        measures: those that weren't stopped. expected_cents: the lower end of what they are to bring, a year or once.
        gained_cents: what visits said came of them.
    """

    measures: int
    measures_done: int
    expected_cents: int
    gained_cents: int


def how_far(after: After) -> HowFar:
    """How far the measures of the plan in force are."""
    going_on = [each for each in after.standings if each.state != STOPPED]
    gains = sum_gains(going_on)
    return HowFar(
        measures=len(going_on),
        measures_done=sum(each.state == DONE for each in going_on),
        expected_cents=int(gains.low_yuan * 100),
        gained_cents=int(gains.actual_yuan * 100),
    )


def limits_of(household: Household) -> TimeLimits:
    """The time limits of the rules that the household's record was made under."""
    limits = household.rules.limits
    return TimeLimits(
        visit_days=limits.visit_working_days,
        total_days=limits.total_working_days,
        notice_days=limits.notice_days,
        exit_notice_days=limits.exit_notice_days,
    )
