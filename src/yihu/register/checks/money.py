"""Income: rules 36, 39 and 40."""

from collections.abc import Iterator
from decimal import Decimal

from yihu.base.i18n import N_
from yihu.register.checks.finding import Case, Hit, Rule
from yihu.register.properties import INCOME_TOTALS

_HIGH_AT_IDENTIFICATION_YUAN = Decimal(20_000)


def _negative(case: Case) -> Iterator[Hit]:
    income = case.household.income
    for name, amount in income.lines.items():
        if amount < 0:
            yield Hit(name)
    for group, total in INCOME_TOTALS.items():
        amount_of_group: Decimal | None = getattr(income, group)
        if amount_of_group is not None and amount_of_group < 0:
            yield Hit(total)


def _tiny_wage(case: Case) -> Iterator[Hit]:
    wages = case.household.income.wages
    if wages is not None and 0 < wages < 100:
        yield Hit("wage_income", parameters={"yuan": wages})


def _poor_and_not_monitored(case: Case) -> Iterator[Hit]:
    per_head = case.household.net_per_head_yuan()
    if per_head is None or case.line_yuan is None or case.household.category != "none":
        return
    if per_head < case.line_yuan:
        yield Hit("category", parameters={"yuan": per_head, "line": case.line_yuan})


def _rich_and_monitored(case: Case) -> Iterator[Hit]:
    per_head = case.household.net_per_head_yuan()
    monitored = case.household.category not in (None, "none")
    if monitored and per_head is not None and per_head > _HIGH_AT_IDENTIFICATION_YUAN:
        yield Hit("category", parameters={"yuan": per_head})


RULES = (
    Rule("R36", "error", N_("An amount of the income is below 0."), _negative),
    Rule("R39", "error", N_("Wages of the whole year are only {yuan:,.0f} yuan."), _tiny_wage),
    Rule(
        "R40",
        "error",
        N_("{yuan:,.0f} yuan a head are below the line of {line:,.0f}, but the household is not monitored."),
        _poor_and_not_monitored,
    ),
    Rule("R40H", "error", N_("Monitored, with {yuan:,.0f} yuan a head."), _rich_and_monitored),
)
