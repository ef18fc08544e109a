"""Income: rules 36, 39 and 40."""

from collections.abc import Iterator
from decimal import Decimal

from yihu.base.i18n import N_
from yihu.register.checks.finding import Case, Hit, Look, Words
from yihu.register.properties import INCOME_TOTALS

_GROUP_OF = {total: group for group, total in INCOME_TOTALS.items()}
_TITLES = {
    "wage_income": N_("Wages"),
    "business_income": N_("Income from own production"),
    "property_income": N_("Income from property"),
    "transfer_income": N_("Transfers"),
    "production_cost": N_("Costs of production"),
    "net_income": N_("Net income"),
}


def _negative(case: Case) -> Iterator[Hit]:
    income = case.household.income
    for name, amount in income.lines.items():
        if amount < 0:
            yield Hit(name)
    for group, total in INCOME_TOTALS.items():
        amount_of_group: Decimal | None = getattr(income, group)
        if amount_of_group is not None and amount_of_group < 0:
            yield Hit(total)


def _parts_do_not_add_up(case: Case) -> Iterator[Hit]:
    """A form that asks totals and lines, or the net income too: what was said and what it comes to."""
    income = case.household.income
    for name, said in income.stated.items():
        group = _GROUP_OF.get(name)
        known: Decimal | None = getattr(income, group) if group else income.net_yuan()
        if known is not None and abs(known - said) >= 1:
            yield Hit(name, parameters={"total": Words(_TITLES[name]), "said": said, "sum": known})


def _tiny_wage(case: Case) -> Iterator[Hit]:
    wages = case.household.income.wages
    if wages is not None and 0 < wages < 100:
        yield Hit("wage_income", parameters={"yuan": wages})


def _poor_and_not_monitored(case: Case) -> Iterator[Hit]:
    if case.line_yuan is None or case.household.category != "none":
        return
    per_head = case.per_head_yuan()
    if per_head is None:
        return
    if per_head < case.line_yuan:
        yield Hit("category", parameters={"yuan": per_head, "line": case.line_yuan})


def _rich_and_monitored(case: Case) -> Iterator[Hit]:
    monitored = case.household.category not in (None, "none")
    per_head = case.per_head_yuan() if monitored else None
    if per_head is not None and per_head > case.rules.thresholds.high_income_yuan:
        yield Hit("category", parameters={"yuan": per_head})


LOOKS: dict[str, Look] = {
    "R36": _negative,
    "R36I": _parts_do_not_add_up,
    "R39": _tiny_wage,
    "R40": _poor_and_not_monitored,
    "R40H": _rich_and_monitored,
}
