"""School and education by age: rules 12 to 21, 34."""

from collections.abc import Callable, Iterator

from yihu.base.i18n import N_
from yihu.register.checks.finding import Case, Hit, Rule
from yihu.register.household import Person

_BEFORE_SCHOOL = ("preschooler", "kindergarten")


def in_school(person: Person) -> bool:
    """Whether a member goes to a school, kindergarten not counted."""
    return person.school_status is not None and person.school_status not in _BEFORE_SCHOOL


def _school_and_education(case: Case) -> Iterator[Hit]:
    for person in case.household.persons:
        both = person.education is not None and person.school_status is not None
        neither = person.education is None and person.school_status is None
        if both or (neither and person.health):
            yield Hit("education", person)


def _outside(prefixes: tuple[str, ...], youngest: int, oldest: int) -> Callable[[Case], Iterator[Hit]]:
    def look(case: Case) -> Iterator[Hit]:
        for person, age in case.ages():
            if (person.school_status or "").startswith(prefixes) and not youngest <= age <= oldest:
                yield Hit("school_status", person, {"age": age})

    return look


def _too_young_for_college(case: Case) -> Iterator[Hit]:
    for person, age in case.ages():
        status = person.school_status or ""
        college = status.startswith(("higher_vocational", "bachelor"))
        if (college and age < 18) or (status == "master" and age < 20):
            yield Hit("school_status", person, {"age": age})


def _too_old_for_kindergarten(case: Case) -> Iterator[Hit]:
    for person, age in case.ages():
        if age >= 7 and person.school_status in _BEFORE_SCHOOL and person.health == ("healthy",):
            yield Hit("school_status", person, {"age": age})


def _little_education(case: Case) -> Iterator[Hit]:
    for person, age in case.ages():
        if 16 <= age <= 22 and person.education in ("illiterate", "primary"):
            yield Hit("education", person, {"age": age})


def _not_in_school(case: Case) -> Iterator[Hit]:
    for person, age in case.ages():
        out = person.education is not None or person.other.get("in_school") == "no"
        if 6 <= age <= 16 and out and person.school_status is None and not person.dropout_reason:
            yield Hit("dropout_reason", person, {"age": age})


def _working_student(case: Case) -> Iterator[Hit]:
    for person in case.household.persons:
        if in_school(person) and person.labour_skill not in (None, "none"):
            yield Hit("labour_skill", person)


def _working_child(case: Case) -> Iterator[Hit]:
    for person, age in case.ages():
        if age < 16 and person.labour_skill not in (None, "none"):
            yield Hit("labour_skill", person, {"age": age})


def _healthy_yet_ill(case: Case) -> Iterator[Hit]:
    for person in case.household.persons:
        if person.dropout_reason == "illness" and person.health == ("healthy",):
            yield Hit("dropout_reason", person)


RULES = (
    Rule(
        "R12",
        "error",
        N_("{name}: give either the education or the school, one of both."),
        _school_and_education,
    ),
    Rule("R13", "error", N_("{name}, {age}: primary school is for 6 to 14."), _outside(("primary",), 6, 14)),
    Rule(
        "R14",
        "error",
        N_("{name}, {age}: junior middle school is for 12 to 17."),
        _outside(("junior",), 12, 17),
    ),
    Rule(
        "R15",
        "error",
        N_("{name}, {age}: senior middle and vocational school are for 15 to 20."),
        _outside(("senior", "vocational"), 15, 20),
    ),
    Rule("R16", "error", N_("{name}, {age}: too young for this college."), _too_young_for_college),
    Rule("R17", "error", N_("{name}, {age}: healthy and still before school."), _too_old_for_kindergarten),
    Rule("R18", "warning", N_("{name}, {age}: primary school at most?"), _little_education),
    Rule("R19", "error", N_("{name}, {age}: not in school, and no reason given."), _not_in_school),
    Rule("R20", "error", N_("{name}: in school, yet counted as labour."), _working_student),
    Rule("R21", "error", N_("{name}, {age}: under 16, yet counted as labour."), _working_child),
    Rule("R34", "error", N_("{name}: left school for illness, yet is healthy."), _healthy_yet_ill),
)
