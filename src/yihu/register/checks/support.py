"""Health, insurance and support: rules 25, 27, 32, 33, 37 (with amounts), 52 and one of our own."""

from collections.abc import Iterator

from yihu.register.checks.finding import Case, Hit, Label, Look
from yihu.register.household import Person


def _receives(value: str | None) -> bool:
    return value not in (None, "none")


def _no_certificate(case: Case) -> Iterator[Hit]:
    for person in case.household.persons:
        has_one = person.disability_cert_number or person.id_type == "disability_card"
        if "disabled" in person.health and not has_one:
            yield Hit("disability_cert_number", person)


def _hardship_yet_able(case: Case) -> Iterator[Hit]:
    received = [person for person in case.household.persons if _receives(person.extreme_hardship_support)]
    ages = {person.row: age for person, age in case.ages()} if received else {}
    for person in received:
        able = 18 <= ages.get(person.row, 0) <= 59 and person.health == ("healthy",)
        if able or person.months_worked:
            yield Hit("extreme_hardship_support", person)


def _uninsured(case: Case) -> Iterator[Hit]:
    for person in case.household.persons:
        if person.medical_insurance == "none":
            yield Hit("medical_insurance", person)


def _insured_twice(case: Case) -> Iterator[Hit]:
    for person in case.household.persons:
        if len((person.medical_insurance or "").split()) > 1:
            yield Hit("medical_insurance", person)


def _aid_without_insurance(case: Case) -> Iterator[Hit]:
    for person in case.household.persons:
        if person.other.get("medical_aid") == "yes" and person.medical_insurance == "none":
            yield Hit("medical_aid", person)


def _support_and_money(case: Case) -> Iterator[Hit]:
    def low(person: Person) -> str | None:
        return person.low_income_allowance

    def extreme(person: Person) -> str | None:
        return person.extreme_hardship_support

    household = case.household
    if "transfer_kinds" not in household.other:
        return
    for line, read in (("transfer_low_income", low), ("transfer_extreme_hardship", extreme)):
        receives = [read(person) for person in household.persons if read(person) is not None]
        if receives and any(map(_receives, receives)) != bool(household.income.lines.get(line)):
            kind = Label("transfer_kind", line.removeprefix("transfer_"))
            yield Hit(line, parameters={"kind": kind})


def _unsupported(case: Case) -> Iterator[Hit]:
    persons = case.household.persons
    if case.household.no_labour_household != "yes" or not persons:
        return
    supported = any(
        _receives(person.low_income_allowance) or _receives(person.extreme_hardship_support)
        for person in persons
    )
    if not supported:
        yield Hit("no_labour_household")


def _healthy_yet_costly(case: Case) -> Iterator[Hit]:
    most = case.rules.thresholds.high_self_paid_yuan
    for person in case.household.persons:
        paid = person.self_paid_medical_yuan
        if person.health == ("healthy",) and paid is not None and paid > most:
            yield Hit("self_paid_medical_yuan", person, {"yuan": paid})


LOOKS: dict[str, Look] = {
    "R25": _no_certificate,
    "R27": _hardship_yet_able,
    "R32": _uninsured,
    "R32B": _insured_twice,
    "R33": _aid_without_insurance,
    "R37": _support_and_money,
    "R52": _unsupported,
    "Y01": _healthy_yet_costly,
}
