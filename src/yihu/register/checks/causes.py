"""Causes and what speaks for them: rules 42 to 44 and 46."""

from collections.abc import Iterator

from yihu.register.checks.finding import Case, Hit, Label, Look

ABLE = ("skilled", "ordinary")
"""Labour skills that count as able; weak or half labour doesn't."""

_PROPERTIES = ("main_cause", "cause_2", "cause_3")


def _property_of(case: Case, cause: str) -> str | None:
    codes = [found.code for found in case.household.causes]
    return _PROPERTIES[codes.index(cause)] if cause in codes else None


def _illness_without_illness(case: Case) -> Iterator[Hit]:
    asked = _property_of(case, "illness")
    persons = [person for person in case.household.persons if person.health]
    if asked and persons and not any({"chronic", "serious"} & set(person.health) for person in persons):
        yield Hit(asked)


def _illness_without_cost(case: Case) -> Iterator[Hit]:
    asked = _property_of(case, "illness")
    paid = [person.self_paid_medical_yuan for person in case.household.persons]
    known = [amount for amount in paid if amount is not None]
    if asked and known and not any(known):
        yield Hit(asked)


def _disability_without_disabled(case: Case) -> Iterator[Hit]:
    asked = _property_of(case, "disability")
    persons = [person for person in case.household.persons if person.health]
    if asked and persons and not any("disabled" in person.health for person in persons):
        yield Hit(asked)


def _labour_there(case: Case) -> Iterator[Hit]:
    asked = _property_of(case, "lack_labour")
    persons = case.household.persons
    able = sum(person.labour_skill in ABLE for person in persons)  # unknown labour isn't able
    most = case.rules.thresholds.lack_labour_percent
    if asked and persons and able * 100 > len(persons) * most:
        yield Hit(asked, parameters={"able": able, "persons": len(persons)})


def _measure_missing(case: Case) -> Iterator[Hit]:
    if case.measure_categories is None:
        return
    for cause in case.household.causes:
        groups = case.rules.required_categories.get(cause.code, ())
        if not all(case.measure_categories.intersection(group) for group in groups):
            asked = _property_of(case, cause.code) or "main_cause"
            yield Hit(asked, parameters={"cause": Label("cause", cause.code)})


LOOKS: dict[str, Look] = {
    "R42": _illness_without_illness,
    "R42P": _illness_without_cost,
    "R43": _disability_without_disabled,
    "R44": _labour_there,
    "R46": _measure_missing,
}
