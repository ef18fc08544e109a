"""Whether two households of the register are one: what they are compared by, and how much speaks for it.

Nothing here decides: a person does. The texts of `match_texts` are only compared as keyed hashes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from yihu.base.i18n import N_
from yihu.register.household import Household, Person
from yihu.register.id_numbers import normalized, read_identity
from yihu.register.pinyin import spellings

CERTAIN = "i"
"""First letter of the texts that stand for one person: an identity number."""

LIKELY_FROM = 55
REASONS = {
    "id_number": N_("the same identity number"),
    "head_name": N_("the same name"),
    "head_sound": N_("names that sound alike"),
    "village": N_("the same village"),
    "group": N_("the same group"),
    "birth_year": N_("born in the same year"),
    "phone": N_("the same phone number"),
    "address": N_("the same address"),
    "members": N_("members with the same names"),
    "other_birth_year": N_("born in different years"),
    "other_id_number": N_("different identity numbers"),
}
_WEIGHTS = {
    "id_number": 100, "head_name": 35, "head_sound": 25, "village": 15, "group": 10, "birth_year": 20,
    "phone": 30, "address": 10, "members": 25, "other_birth_year": -30, "other_id_number": -40,
}  # fmt: skip
_SHORTEST_NUMBER, _SHORTEST_PHONE = 6, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How much speaks for one household under two ids.

    Attributes:
        score: 0 to 100. certain: an identity number stands in both.
        reasons: names of `REASONS`, also those that speak against it.
        persons: (row of one, row of the other) of members that seem to be the same.
    """

    score: int
    certain: bool
    reasons: tuple[str, ...]
    persons: tuple[tuple[str, str], ...]


def match_texts(household: Household) -> Iterator[str]:
    """What the household may share with its other self, each with a letter for its kind in front."""
    place = household.division_code or household.village or ""
    if household.head_name and place:
        yield f"h{sound(household.head_name)}|{place}"
    if phone := _digits(household.phone):
        yield f"p{phone}"
    for person in household.persons:
        if number := _number(person):
            yield CERTAIN + number
        if mobile := _digits(person.phone):
            yield f"p{mobile}"
        if person.name and place and (year := _birth_year(person)):
            yield f"n{sound(person.name)}|{place}|{year}"


def compare(one: Household, other: Household) -> Match:
    """What speaks for and against the two being one."""
    persons = tuple(_same_persons(one, other))
    reasons = tuple(dict.fromkeys(_reasons(one, other, len(persons))))
    certain = "id_number" in reasons
    score = sum(_WEIGHTS[reason] for reason in reasons)
    return Match(
        score=100 if certain else max(0, min(99, score)), certain=certain, reasons=reasons, persons=persons
    )


def sound(name: str) -> str:
    """A name by its sound: other characters, old forms and spaces of the same reading are one."""
    plain = "".join(normalize("NFKC", name).split()).casefold()
    return next(iter(spellings(plain)), plain)


def _reasons(one: Household, other: Household, same_persons: int) -> Iterator[str]:
    if {_number(each) for each in one.persons} & {_number(each) for each in other.persons} - {""}:
        yield "id_number"
    if one.head_name and other.head_name and sound(one.head_name) == sound(other.head_name):
        yield "head_name" if one.head_name == other.head_name else "head_sound"
    if one.division_code and one.division_code == other.division_code:
        yield "village"
        if one.group and one.group == other.group:
            yield "group"
    if _digits(one.phone) and _digits(one.phone) == _digits(other.phone):
        yield "phone"
    if one.address and one.address == other.address:
        yield "address"
    if same_persons > 1:
        yield "members"
    first, second = one.head(), other.head()
    if first and second:
        yield from _of_heads(first, second)


def _of_heads(first: Person, second: Person) -> Iterator[str]:
    years = _birth_year(first), _birth_year(second)
    if all(years):
        yield "birth_year" if years[0] == years[1] else "other_birth_year"
    numbers = _number(first), _number(second)
    if all(numbers) and numbers[0] != numbers[1]:
        yield "other_id_number"


def _same_persons(one: Household, other: Household) -> Iterator[tuple[str, str]]:
    """By number, else by name and year where neither says otherwise; each member once."""
    left = list(other.persons)
    for exact in (True, False):
        for person in one.persons:
            found = next((each for each in left if _is_same(person, each, exact)), None)
            if found is not None:
                left.remove(found)
                yield person.row, found.row


def _is_same(one: Person, other: Person, exact: bool) -> bool:
    numbers = _number(one), _number(other)
    if all(numbers):
        return exact and numbers[0] == numbers[1]
    if exact or not one.name or not other.name or sound(one.name) != sound(other.name):
        return False
    years = _birth_year(one), _birth_year(other)
    return not all(years) or years[0] == years[1]


def _number(person: Person) -> str:
    number = normalized(person.id_number or "")
    return number if len(number) >= _SHORTEST_NUMBER and len(set(number)) > 1 else ""


def _birth_year(person: Person) -> str:
    if person.birth_date:
        return person.birth_date[:4]
    identity = read_identity(person.id_number or "")
    return identity.birth_date[:4] if identity else ""


def _digits(phone: str | None) -> str:
    digits = "".join(character for character in phone or "" if character.isdigit())
    return digits if len(digits) >= _SHORTEST_PHONE else ""
