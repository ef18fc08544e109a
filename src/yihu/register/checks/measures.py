"""What the plan's measures were to bring: rules 37, 38, 47 and 48.

Days are those of the answers and of the plan, never today: what a household's findings are must not depend
on when somebody looks.
"""

from collections.abc import Iterator
from datetime import date

from yihu.register.checks.causes import ABLE
from yihu.register.checks.finding import Case, Hit, Measured
from yihu.register.codes import DEVELOPMENT_CATEGORIES

_STUDY_SUBSIDY = "rainplan"
_VOCATIONAL = ("vocational", "higher_vocational", "technician")


def _due(case: Case, category: str) -> Iterator[Measured]:
    """Measures of a category that were to bear fruit in the year whose income is known, or before."""
    year = case.household.income_year
    for measure in case.measures or ():
        if (
            measure.category == category
            and year
            and measure.deadline[:4]
            and int(measure.deadline[:4]) <= year
        ):
            yield measure


def _hits(case: Case, category: str, property: str) -> Iterator[Hit]:
    for measure in _due(case, category):
        yield Hit(property, parameters={"content": measure.content or "?", "deadline": measure.deadline})


def _support_without_transfers(case: Case) -> Iterator[Hit]:
    if case.household.income.transfers == 0:
        yield from _hits(case, "security", "transfer_income")


def _production_without_income(case: Case) -> Iterator[Hit]:
    if case.household.income.business == 0:
        yield from _hits(case, "industry", "business_income")


def _work_without_wages(case: Case) -> Iterator[Hit]:
    if case.household.income.wages == 0:
        yield from _hits(case, "employment", "wage_income")


def months_between(earlier: str, later: str) -> int:
    """Full months from one ISO date to another; negative when it is the other way round. ValueError."""
    one, other = date.fromisoformat(earlier), date.fromisoformat(later)
    return (other.year - one.year) * 12 + other.month - one.month - (other.day < one.day)


def _months_known(case: Case) -> int:
    """Months from when the household was found poor to the last day that the answers know; -1 unknown."""
    found = case.household.other.get("identified_on", "")
    last = max(case.day or "", case.planned_on)
    try:
        return months_between(found, last) if found and last else -1
    except ValueError:
        return -1


def _no_development(case: Case) -> Iterator[Hit]:
    able = sum(person.labour_skill in ABLE for person in case.household.persons)
    has_one = (case.measure_categories or frozenset()) & frozenset(DEVELOPMENT_CATEGORIES)
    months = case.rules.limits.development_months
    if able and not has_one and _months_known(case) >= months:
        yield Hit("measure_category", parameters={"able": able, "months": months})


def _nothing_at_all(case: Case) -> Iterator[Hit]:
    months = case.rules.limits.first_measure_months
    if not case.measures and _months_known(case) >= months:
        yield Hit("measure_category", parameters={"months": months})


def _subsidy_without_pupil(case: Case) -> Iterator[Hit]:
    subsidised = any(each.key == _STUDY_SUBSIDY or "雨露" in each.content for each in case.measures or ())
    persons = case.household.persons
    if subsidised and not any((person.school_status or "").startswith(_VOCATIONAL) for person in persons):
        yield Hit("measure_content")


LOOKS = {
    "R37M": _support_without_transfers,
    "R38": _production_without_income,
    "R38W": _work_without_wages,
    "R47": _no_development,
    "R47N": _nothing_at_all,
    "R48": _subsidy_without_pupil,
}
