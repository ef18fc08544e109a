"""Identity numbers, certificates, telephones and birth dates: rules 1 to 6 and 35."""

import re
from collections import Counter
from collections.abc import Iterator

from yihu.register.checks.finding import Case, Hit, Look
from yihu.register.household import Person
from yihu.register.id_numbers import (
    NOBODYS_PREFIX,
    normalized,
    read_certificate,
)

_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def _same_number(case: Case) -> Iterator[Hit]:
    numbers = [each.number[:18] for each in case.numbered()]
    if len(set(numbers)) == len(numbers):
        return
    count = Counter(numbers)
    for each in case.numbered():
        if count[each.number[:18]] > 1:
            yield Hit("id_number", each.person)


def _wrong_length(case: Case) -> Iterator[Hit]:
    for each in case.numbered():
        if not each.length_fits:
            yield Hit("id_number", each.person, {"length": len(each.number)})


def _wrong_check_digit(case: Case) -> Iterator[Hit]:
    for each in case.numbered():
        if each.length_fits and not each.fits:
            yield Hit("id_number", each.person)


def _differs_from_number(case: Case) -> Iterator[Hit]:
    for each in case.numbered():
        told, person = each.told, each.person
        if told and person.birth_date and person.birth_date != told.birth_date:
            yield Hit("birth_date", person)
        if told and person.sex and person.sex != told.sex:
            yield Hit("sex", person)


def _certificate_differs(case: Case) -> Iterator[Hit]:
    for person in case.household.persons:
        text = person.disability_cert_number
        if person.id_type == "disability_card":
            text = text or person.id_number
        if text and not _certificate_fits(person, text):
            yield Hit("disability_cert_number", person)


def _certificate_fits(person: Person, text: str) -> bool:
    told = read_certificate(text)
    if told is None:
        return False
    own = normalized(person.id_number or "")[:18]
    return (
        own in ("", told.identity)
        and person.disability_category in (None, told.category)
        and person.disability_grade in (None, told.grade)
    )


def _made_up(case: Case) -> Iterator[Hit]:
    for each in case.numbered():
        if each.number.startswith(NOBODYS_PREFIX):
            yield Hit("id_number", each.person)


def _wrong_phone(case: Case) -> Iterator[Hit]:
    if case.household.phone and not _MOBILE.fullmatch(case.household.phone):
        yield Hit("phone", parameters={"name": case.household.head_name or "?"})
    for person in case.household.persons:
        if person.phone and not _MOBILE.fullmatch(person.phone):
            yield Hit("person_phone", person)


def _not_born_yet(case: Case) -> Iterator[Hit]:
    for person in case.household.persons:
        if case.day and person.birth_date and person.birth_date > case.day:
            yield Hit("birth_date", person)


LOOKS: dict[str, Look] = {
    "R01": _same_number,
    "R02": _wrong_length,
    "R03": _wrong_check_digit,
    "R04": _differs_from_number,
    "R05": _certificate_differs,
    "R06": _made_up,
    "R35": _wrong_phone,
    "Y02": _not_born_yet,
}
