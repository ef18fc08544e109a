"""School and education by age: rules 12 to 21, 34."""

from collections.abc import Callable, Iterator

from yihu.register.checks.finding import Case, Hit, Look
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
    bounds = case.rules.thresholds
    for person, age in case.ages():
        out = person.education is not None or person.other.get("in_school") == "no"
        of_age = bounds.school_from <= age <= bounds.school_to
        if of_age and out and person.school_status is None and not person.dropout_reason:
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


LOOKS: dict[str, Look] = {
    "R12": _school_and_education,
    "R13": _outside(("primary",), 6, 14),
    "R14": _outside(("junior",), 12, 17),
    "R15": _outside(("senior", "vocational"), 15, 20),
    "R16": _too_young_for_college,
    "R17": _too_old_for_kindergarten,
    "R18": _little_education,
    "R19": _not_in_school,
    "R20": _working_student,
    "R21": _working_child,
    "R34": _healthy_yet_ill,
}
