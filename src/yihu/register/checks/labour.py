"""Labour and work: rules 22 to 24, 26, 28 to 30, 45."""

from collections.abc import Iterator
from decimal import Decimal

from yihu.base.i18n import N_
from yihu.register.checks.finding import Case, Hit, Label, Rule
from yihu.register.checks.school import in_school
from yihu.register.household import Person


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
    ages = {person.row: age for person, age in case.ages()}
    for person in case.household.persons:
        child = ages.get(person.row, 99) < 16
        if _works(person) and (child or in_school(person) or person.labour_skill == "lost"):
            yield Hit("worked", person)


def _post_by_age(case: Case) -> Iterator[Hit]:
    for person, age in case.ages():
        if person.welfare_post not in (None, "none") and not 16 <= age < 70:
            yield Hit("welfare_post", person, {"age": age})


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


RULES = (
    Rule("R22", "error", N_("{name}, {age}: healthy, yet “{skill}”."), _healthy_without_labour),
    Rule("R23", "warning", N_("{name}, {age}: “{skill}” at this age?"), _old_labour),
    Rule("R24", "error", N_("{name}: severely disabled, yet “{skill}”."), _severely_disabled_labour),
    Rule("R26", "error", N_("{name}: a pupil, a child or someone unable to work has worked."), _works_though),
    Rule("R28", "error", N_("{name}, {age}: public-welfare posts are for 16 to 69."), _post_by_age),
    Rule("R29", "error", N_("{name}: place of work and months of work belong together."), _place_and_months),
    Rule("R30", "error", N_("Wages are {yuan:,.0f} yuan a month."), _monthly_wage),
    Rule("R45", "error", N_("Unstable work is a risk, but nobody works."), _nobody_works),
)
