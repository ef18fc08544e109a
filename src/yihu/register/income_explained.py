"""The net income line by line: what was said, what of it counts and why, what it comes to per head."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from yihu.base.i18n import N_, translate
from yihu.register.codes import label
from yihu.register.household import Household
from yihu.register.profile import IncomeLine, Profile, Texts, in_words
from yihu.register.properties import INCOME_LINES, INCOME_TOTALS

GROUPS = tuple(INCOME_LINES)
COSTS = "costs"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedLine:
    """One line of income or costs with an amount.

    Attributes:
        property: the line, or the group's total where only that was asked.
        group: `wages`, `business`, `property`, `transfers` or `costs` (which are taken off).
        counts: whether the profile counts it. why: by language, empty where the profile has no word on it.
        source: whose rule that is.
    """

    property: str
    group: str
    yuan: Decimal
    counts: bool
    why: Texts
    source: str

    def reason(self) -> str:
        """Why it counts or doesn't, in the language in force."""
        if self.why:
            return in_words(self.why)
        return translate(N_("taken off") if self.group == COSTS else N_("counts"))


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeExplained:
    """The calculation.

    Attributes:
        lines: in the questionnaire's order. groups: group -> yuan that count; groups nobody was asked about
            are missing. left_out_yuan: what doesn't count.
        persons: members present. line: of the place and the year, by the profile.
    """

    lines: tuple[ExplainedLine, ...]
    groups: dict[str, Decimal]
    left_out_yuan: Decimal
    net_yuan: Decimal | None
    persons: int
    per_head_yuan: Decimal | None
    line: IncomeLine | None

    def below_line(self) -> bool | None:
        """Whether the income per head is below the line; None when either is unknown."""
        if self.per_head_yuan is None or self.line is None:
            return None
        return self.per_head_yuan < self.line.yuan


def explain_income(household: Household, profile: Profile | None = None) -> IncomeExplained:
    """Every step from the answers to the net income per head, by the household's own profile or another."""
    rules = profile or household.rules
    lines = tuple(_lines(household, rules))
    groups: dict[str, Decimal] = {}
    for line in lines:
        groups[line.group] = groups.get(line.group, Decimal(0)) + (line.yuan if line.counts else 0)
    net = (
        sum((-yuan if group == COSTS else yuan for group, yuan in groups.items()), Decimal(0))
        if lines
        else None
    )
    persons, year = household.size(), _year(household)
    return IncomeExplained(
        lines=lines,
        groups=groups,
        left_out_yuan=sum((line.yuan for line in lines if not line.counts), Decimal(0)),
        net_yuan=net,
        persons=persons,
        per_head_yuan=(net / persons).quantize(Decimal("0.01")) if net is not None and persons else None,
        line=rules.line_for(household.division_code, year) if year else None,
    )


def _lines(household: Household, rules: Profile) -> Iterator[ExplainedLine]:
    income = household.income
    for group, names in INCOME_LINES.items():
        asked = [(name, income.lines[name]) for name in names if name in income.lines]
        total: Decimal | None = getattr(income, group)
        for name, yuan in asked or ([(INCOME_TOTALS[group], total)] if total is not None else []):
            known = rules.counted.get(name)
            yield ExplainedLine(
                property=name,
                group=group,
                yuan=yuan,
                counts=rules.counts(name),
                why=known.why if known else {},
                source=known.source if known else "",
            )


def _year(household: Household) -> int | None:
    return household.income_year or (int(household.visit_date[:4]) - 1 if household.visit_date else None)


_LISTS = {
    "wage": "wage_kind",
    "business": "business_kind",
    "property": "property_kind",
    "transfer": "transfer_kind",
    "cost": "business_kind",
}
_TOTALS = {
    "wage_income": N_("Wages"),
    "business_income": N_("Income from own production"),
    "property_income": N_("Income from property"),
    "transfer_income": N_("Transfers"),
    "production_cost": N_("Costs of production"),
}


def line_name(property: str) -> str:
    """A line of income or costs, or a group's total, in the language in force."""
    if property in _TOTALS:
        return translate(_TOTALS[property])
    group, _, kind = property.partition("_")
    name = label(_LISTS[group], kind)
    return translate(N_("Costs: {name}")).format(name=name) if group == "cost" else name
