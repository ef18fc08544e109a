"""Whether a household may leave poverty (退出) or its risk counts as removed (风险消除): each condition by name.

Which conditions there are is said by the profile that the household's record was made under; a condition that the
answers don't tell is unknown, never met.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from yihu.base.i18n import N_, translate
from yihu.planning.follow_up import DONE, ENDED, MeasureStanding, Quarter
from yihu.register.guarantees import guarantee_of
from yihu.register.household import Household
from yihu.register.income_explained import explain_income

TITLES = {
    "income_above_line": N_("Income above the line"),
    "income_held": N_("Income held for the time asked"),
    "food_and_clothing": N_("Food and clothing"),
    "guarantees_met": N_("Schooling, medical insurance, housing"),
    "water_safe": N_("Safe water"),
    "risk_gone": N_("The risk is gone"),
    "labour_in_household": N_("Somebody able to work"),
    "measures_enough": N_("Enough measures done"),
}
_MONTHS_OF_A_QUARTER = 3
_QUARTERS = 4
_LATEST_PLACES_AGO = 2
"""The last quarter that is over may still be written down: it is asked for two weeks after its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition.

    Attributes:
        name: one of `register.profile.REMOVAL_CONDITIONS`.
        met: None where the answers don't tell.
        reason: msgid of why; parameters fill its places.
    """

    name: str
    met: bool | None
    reason: str
    parameters: dict[str, object] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Msgid of its name."""
        return TITLES[self.name]

    def explain(self) -> str:
        """Why, as a sentence in the language in force."""
        return translate(self.reason).format(**self.parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the conditions look at. `today`: ISO date; `quarters`: the newest first."""

    household: Household
    standings: Sequence[MeasureStanding]
    quarters: Sequence[Quarter]
    today: str


Judged = tuple[bool | None, str, dict[str, object]]


def removal_conditions(case: Case) -> tuple[Condition, ...]:
    """The conditions of the household's own profile, each judged."""
    return tuple(_condition(name, case) for name in case.household.rules.removal)


def may_leave(conditions: Sequence[Condition]) -> bool:
    """Whether every condition is met."""
    return bool(conditions) and all(condition.met for condition in conditions)


def _condition(name: str, case: Case) -> Condition:
    met, reason, parameters = _JUDGES[name](case)
    return Condition(name=name, met=met, reason=reason, parameters=parameters)


def _above_line(case: Case) -> Judged:
    income = explain_income(case.household)
    below = income.below_line()
    if below is None or income.line is None:
        return None, N_("Income or line is not known."), {}
    parameters: dict[str, object] = {
        "per_head": f"{income.per_head_yuan:,.0f}",
        "line": f"{income.line.yuan:,.0f}",
    }
    return not below, N_("{per_head} yuan a head; the line is {line} yuan."), parameters


def _held(case: Case) -> Judged:
    """By the quarters written down: the last that are over, as many as the months asked, together taken for a year.

    Together, because income in the country comes with the harvest; the lowest quarter is told beside it.
    """
    months, over = case.household.rules.limits.removal_months, _quarters_over(case)
    wanted = -(-months // _MONTHS_OF_A_QUARTER)
    quarters, persons = over[:wanted], len(case.household.persons)
    line = explain_income(case.household).line
    if len(quarters) < wanted or not persons or line is None or not _follow_each_other(quarters):
        return (
            None,
            N_("Quarters written down: {told} of the {wanted} asked."),
            {"told": len(quarters), "wanted": wanted},
        )
    newest, oldest = quarters[0], quarters[-1]
    span: dict[str, object] = {"first": _name(oldest), "last": _name(newest)}
    if _place(newest) < _place_of(case.today) - _LATEST_PLACES_AGO:
        return None, N_("The last quarter written down is {last}; those since are missing."), span
    nets = [quarter.net_yuan * _QUARTERS / persons for quarter in quarters]
    mean = sum(nets, Decimal(0)) / len(nets)
    figures = {"mean": f"{mean:,.0f}", "lowest": f"{min(nets):,.0f}", "line": f"{line.yuan:,.0f}"}
    return (
        mean >= line.yuan,
        N_(
            "{first} to {last} together, taken for a year: {mean} yuan a head; the line is {line} yuan. "
            "The lowest quarter alone: {lowest}."
        ),
        {**span, **figures},
    )


def _quarters_over(case: Case) -> Sequence[Quarter]:
    """Those whose three months are over; what is said of one to come, or running, is no income that was held."""
    now = _place_of(case.today)
    return [quarter for quarter in case.quarters if _place(quarter) < now]


def _follow_each_other(quarters: Sequence[Quarter]) -> bool:
    return all(_place(newer) - _place(older) == 1 for newer, older in pairwise(quarters))


def _place(quarter: Quarter) -> int:
    """Quarters counted through, so that each is one after the one before."""
    return quarter.year * _QUARTERS + quarter.number


def _place_of(day: str) -> int:
    """Of the quarter in which an ISO date lies."""
    on = date.fromisoformat(day)
    return on.year * _QUARTERS + (on.month + _MONTHS_OF_A_QUARTER - 1) // _MONTHS_OF_A_QUARTER


def _name(quarter: Quarter) -> str:
    return translate(N_("quarter {quarter} of {year}")).format(quarter=quarter.number, year=quarter.year)


def _guarantees(*names: str) -> Callable[[Case], Judged]:
    def judge(case: Case) -> Judged:
        found = [guarantee_of(case.household, name) for name in names]
        wrong = [each.explain() for each in found if each.met is False]
        if wrong:
            return False, "{problems}", {"problems": translate(N_("; ")).join(wrong)}
        if any(each.met is None for each in found):
            unknown = [translate(each.title) for each in found if each.met is None]
            return None, N_("Not known: {names}."), {"names": translate(N_(", ")).join(unknown)}
        return True, N_("In order by the last survey."), {}

    return judge


def _risk_gone(case: Case) -> Judged:
    """When all that was agreed against it is done; a stopped measure removes nothing."""
    if not case.household.persons and not case.household.visit_date:
        return None, N_("Not known: {names}."), {"names": translate(TITLES["risk_gone"])}
    if not case.household.risks:
        return True, N_("No risk was named in the last survey."), {}
    if not case.standings:
        return None, N_("There is no plan against the risks."), {}
    waiting = sum(each.state not in ENDED for each in case.standings)
    if waiting:
        return False, N_("Measures not finished: {count}."), {"count": waiting}
    done = sum(each.state == DONE for each in case.standings)
    return done > 0, N_("Measures done: {count}."), {"count": done}


def _labour(case: Case) -> Judged:
    said = case.household.no_labour_household
    if said == "yes":
        return False, N_("The whole household is unable to work: it stays under support."), {}
    if said is None:
        return None, N_("Not known: {names}."), {"names": translate(TITLES["labour_in_household"])}
    return True, N_("Somebody is able to work."), {}


def _measures_enough(case: Case) -> Judged:
    wanted = case.household.rules.limits.measures_at_exit
    done = sum(each.state == DONE for each in case.standings)
    return (
        done >= wanted,
        N_("Measures done: {count} of the {wanted} asked."),
        {"count": done, "wanted": wanted},
    )


_JUDGES: dict[str, Callable[[Case], Judged]] = {
    "income_above_line": _above_line,
    "income_held": _held,
    "food_and_clothing": _guarantees("food", "clothing"),
    "guarantees_met": _guarantees("education", "medical", "housing"),
    "water_safe": _guarantees("water"),
    "risk_gone": _risk_gone,
    "labour_in_household": _labour,
    "measures_enough": _measures_enough,
}
