"""What a household's answers and its plan leave in doubt: for its page, its line in the list, the register."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from yihu.planning.plan import Plan
from yihu.register.checks import Finding, Measured, find_all
from yihu.register.household import Household


def line_known(household: Household) -> Decimal | None:
    """The line of the household's place for the year of its income, else the year before its visit, by its own profile."""
    year = household.income_year or (int(household.visit_date[:4]) - 1 if household.visit_date else None)
    line = household.rules.line_for(household.division_code, year) if year else None
    return line.yuan if line else None


def all_doubts(household: Household, plan: Plan | None, line_yuan: Decimal | None) -> tuple[Finding, ...]:
    """Every finding of the household's own rules, those that a person waived too."""
    return find_all(
        household,
        line_yuan=line_yuan,
        measures=None if plan is None else tuple(_measures(plan)),
        planned_on=(plan.made_on or "") if plan else "",
    )


def find_doubts(household: Household, plan: Plan | None, line_yuan: Decimal | None) -> tuple[Finding, ...]:
    """The findings that count: of the rules of the household, with its plan where there is one."""
    found = all_doubts(household, plan, line_yuan)
    return tuple(each for each in found if not each.waived) if household.waived else found


def _measures(plan: Plan) -> Iterator[Measured]:
    for measure in plan.measures:
        if measure.category:
            yield Measured(
                category=measure.category,
                key=measure.key or "",
                content=measure.content or "",
                deadline=measure.deadline or "",
            )
