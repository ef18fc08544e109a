"""The risk of falling back counts as removed (风险消除): rule 41.

A form says so by the properties `risk_eliminated_on` and `identified_on`, which a county's form brings.
"""

from collections.abc import Iterator

from yihu.register.checks.finding import Case, Hit, Words
from yihu.register.checks.measures import months_between
from yihu.register.guarantees import guarantees

_REMOVED, _FOUND = "risk_eliminated_on", "identified_on"
_ASKED = ("education", "medical", "housing", "water")


def _poor(case: Case) -> Iterator[Hit]:
    per_head = case.household.net_per_head_yuan() if _REMOVED in case.household.other else None
    if per_head is not None and case.line_yuan is not None and per_head < case.line_yuan:
        yield Hit(_REMOVED, parameters={"yuan": per_head, "line": case.line_yuan})


def _not_guaranteed(case: Case) -> Iterator[Hit]:
    if _REMOVED in case.household.other:
        for guarantee in guarantees(case.household, case.rules):
            if guarantee.met is False:
                yield Hit(_REMOVED, parameters={"title": Words(guarantee.title)})


def _too_soon(case: Case) -> Iterator[Hit]:
    found, removed = case.household.other.get(_FOUND), case.household.other.get(_REMOVED)
    if not found or not removed:
        return
    try:
        months = months_between(found, removed)
    except ValueError:
        return
    least = case.rules.limits.removal_months
    if months < least:
        yield Hit(_REMOVED, parameters={"months": least})


def _blank(case: Case) -> Iterator[Hit]:
    household = case.household
    if _REMOVED not in household.other:
        return
    unknown = [each for each in guarantees(household, case.rules) if each.name in _ASKED and each.met is None]
    if unknown or household.income.net_yuan() is None:
        yield Hit(_REMOVED)


LOOKS = {"R41": _poor, "R41G": _not_guaranteed, "R41T": _too_soon, "R41B": _blank}
