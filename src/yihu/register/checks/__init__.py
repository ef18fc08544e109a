"""Rules across a household's answers, as county checkers and the national system have them.

Each rule is data (`forms/data/checks.csv`: id, severity, words, advice, fields) and one small pure function.
A finding never refuses an answer; it asks a person to look again, and a person may waive it with a reason.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import lru_cache

from yihu.register.check_table import CheckEntry, Severity, entries
from yihu.register.checks import (
    causes,
    documents,
    family,
    labour,
    living,
    measures,
    money,
    removal,
    school,
    support,
)
from yihu.register.checks.finding import Case, Finding, Label, Look, Measured, Rule, finding_of, with_waivers
from yihu.register.household import Household
from yihu.register.profile import OFF, Profile

_LOOKS: dict[str, Look] = {
    **documents.LOOKS,
    **family.LOOKS,
    **school.LOOKS,
    **labour.LOOKS,
    **support.LOOKS,
    **money.LOOKS,
    **removal.LOOKS,
    **causes.LOOKS,
    **measures.LOOKS,
    **living.LOOKS,
}


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules that look at one household, in the table's order."""
    return tuple(
        Rule(entry.id, entry.severity, entry.en, entry.fields, _LOOKS[entry.id])
        for entry in entries().values()
        if entry.scope == "household"
    )


def check_household(
    household: Household,
    *,
    line_yuan: Decimal | None = None,
    measure_categories: Collection[str] | None = None,
    measures: Collection[Measured] | None = None,
    planned_on: str = "",
    day: str | None = None,
    profile: Profile | None = None,
) -> tuple[Finding, ...]:
    """All doubts about one household that count, in the rules' order: without those that were waived.

    Args:
        line_yuan: monitoring line; without it rules 40 and 41 are silent about it.
        measure_categories: of its plan, where no more is known of the measures.
        measures: of its plan; None while there is none, then rules 37, 38 and 46 to 48 are silent about it.
        planned_on: ISO date of the plan.
        day: ISO date for ages; the day of the visit by default. Without either, rules on ages are silent.
        profile: whose limits, thresholds and severities; those of the household's own record by default.

    A household that was not interviewed (nobody home, refused, moved, not visited) has none.
    """
    if measures is None and measure_categories is not None:
        measures = [Measured(category=category) for category in measure_categories]
    found = find_all(
        household, line_yuan=line_yuan, measures=measures, planned_on=planned_on, day=day, profile=profile
    )
    return tuple(finding for finding in found if not finding.waived) if household.waived else found


def find_all(
    household: Household,
    *,
    line_yuan: Decimal | None = None,
    measures: Collection[Measured] | None = None,
    planned_on: str = "",
    day: str | None = None,
    profile: Profile | None = None,
) -> tuple[Finding, ...]:
    """All doubts, those that a person waived too (`Finding.waived` is why). Arguments as of `check_household`."""
    if household.visit_result not in (None, "done") or not household.persons:
        return ()
    case = Case(
        household,
        day or household.visit_date,
        line_yuan,
        None if measures is None else tuple(measures),
        planned_on,
        profile,
    )
    return tuple(with_waivers(household, _look(case)))


def _look(case: Case) -> Iterator[Finding]:
    own = case.rules
    for id, look in _looks(tuple(id for id, severity in own.severities.items() if severity == OFF)):
        for hit in look(case):
            yield finding_of(id, hit, own)


@lru_cache(maxsize=64)
def _looks(off: tuple[str, ...]) -> tuple[tuple[str, Look], ...]:
    return tuple((rule.id, rule.look) for rule in rules() if rule.id not in off)


__all__ = [
    "Case",
    "CheckEntry",
    "Finding",
    "Label",
    "Measured",
    "Rule",
    "Severity",
    "check_household",
    "entries",
    "find_all",
    "rules",
    "with_waivers",
]
