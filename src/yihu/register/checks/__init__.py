"""Rules across a household's answers, as county checkers and the national system have them.

Each rule is data and one small pure function: a stable id, a severity, a message and where it looks.
A finding never refuses an answer; it asks a person to look again.
"""

from collections.abc import Collection
from decimal import Decimal

from yihu.register.checks import causes, documents, family, labour, living, money, school, support
from yihu.register.checks.finding import Case, Finding, Label, Rule, Severity
from yihu.register.household import Household

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *documents.RULES,
            *family.RULES,
            *school.RULES,
            *labour.RULES,
            *support.RULES,
            *money.RULES,
            *causes.RULES,
            *living.RULES,
        ),
        key=lambda rule: rule.id,
    )
)


def check_household(
    household: Household,
    *,
    line_yuan: Decimal | None = None,
    measure_categories: Collection[str] | None = None,
    day: str | None = None,
) -> tuple[Finding, ...]:
    """All doubts about one household, in the rules' order.

    Args:
        line_yuan: monitoring line; without it rule 40 is silent.
        measure_categories: of its plan; None while there is none, then rule 46 is silent.
        day: ISO date for ages; the day of the visit by default. Without either, rules on ages are silent.

    A household that was not interviewed (nobody home, refused, moved, not visited) has none.
    """
    if household.visit_result not in (None, "done") or not household.persons:
        return ()
    case = Case(
        household=household,
        day=day or household.visit_date,
        line_yuan=line_yuan,
        measure_categories=None if measure_categories is None else frozenset(measure_categories),
    )
    return tuple(finding for rule in RULES for finding in rule.findings(case))


__all__ = ["RULES", "Case", "Finding", "Label", "Rule", "Severity", "check_household"]
