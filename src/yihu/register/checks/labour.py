"""Labour and work: rules 22 to 24, 26, 28 to 31, 45."""

from collections.abc import Iterator
from decimal import Decimal

from yihu.register.checks.finding import Case, Hit, Label, Look
from yihu.register.checks.school import in_school
from yihu.register.household import Person

_OUTSIDE_THE_COUNTY = ("province", "country", "abroad")


def _works(person: Person) -> bool:
    return person.worked == "yes" or bool(person.months_worked)


def _healthy_without_labour(case: Case) -> Iterator[Hit]:
    for person, age in case.ages():
        idle = person.labour_skill in ("weak", "lost", "none")
        if 16 <= age <= 59 and idle and person.health == ("healthy",) and not in_school(person):
            yield Hit("labour_skill", person, {"age": age, "skill": _skill(person)})


def _old_labour(case: Case) -> Iterator[Hit]:
    for person, age in case.ages():
        if age >= 60 and person.labour_skill in ("ordinary", "skilled"):
            yield Hit("labour_skill", person, {"age": age, "skill": _skill(person)})


def _severely_disabled_labour(case: Case) -> Iterator[Hit]:
    for person in case.household.persons:
        if person.disability_grade in ("1", "2") and person.labour_skill in ("ordinary", "skilled"):
            yield Hit("labour_skill", person, {"skill": _skill(person)})


def _skill(person: Person) -> Label:
    return Label("labour_skill", person.labour_skill or "")


def _works_though(case: Case) -> Iterator[Hit]:
    working = [person for person in case.household.persons if _works(person)]
    ages = {person.row: age for person, age in case.ages()} if working else {}
    for person in working:
        child = ages.get(person.row, 99) < 16
        if child or in_school(person) or person.labour_skill == "lost":
            yield Hit("worked", person)


def _post_by_age(case: Case) -> Iterator[Hit]:
    bounds = case.rules.thresholds
    told: dict[str, object] = {"youngest": bounds.post_from, "oldest": bounds.post_to}
    for person, age in case.ages():
        holds_one = person.welfare_post not in (None, "none")
        if holds_one and not bounds.post_from <= age <= bounds.post_to:
            yield Hit("welfare_post", person, {"age": age} | told)


def _post_far_away(case: Case) -> Iterator[Hit]:
    for person in case.household.persons:
        if person.welfare_post not in (None, "none") and person.work_place in _OUTSIDE_THE_COUNTY:
            yield Hit("welfare_post", person)


def _overlapping_work(case: Case) -> Iterator[Hit]:
    for person in case.household.persons:
        work, post = person.months_worked or 0, person.welfare_post_months or 0
        if work > 0 and post > 0 and work + post > 12:
            yield Hit("work_months", person, {"work": work, "post": post})


def _place_and_months(case: Case) -> Iterator[Hit]:
    for person in case.household.persons:
        months = person.months_worked
        if bool(person.work_place) != bool(months) or (months or 0) > 12 or (months or 0) < 0:
            yield Hit("work_months", person)


def _monthly_wage(case: Case) -> Iterator[Hit]:
    wage = case.household.income.lines.get("wage_migrant")
    months = sum(person.months_worked or 0 for person in case.household.persons)
    if not wage or not months:
        return
    monthly = wage / months
    if monthly < 100 or monthly > 30000:
        yield Hit("wage_migrant", parameters={"yuan": monthly})
    elif monthly < Decimal(400):
        yield Hit("wage_migrant", parameters={"yuan": monthly}, severity="warning")


def _nobody_works(case: Case) -> Iterator[Hit]:
    if "unstable_work" in case.household.risks and not any(map(_works, case.household.persons)):
        yield Hit("risks")


LOOKS: dict[str, Look] = {
    "R22": _healthy_without_labour,
    "R23": _old_labour,
    "R24": _severely_disabled_labour,
    "R26": _works_though,
    "R28": _post_by_age,
    "R28P": _post_far_away,
    "R29": _place_and_months,
    "R30": _monthly_wage,
    "R31": _overlapping_work,
    "R45": _nobody_works,
}
