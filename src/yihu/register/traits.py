"""What a register is filtered by, as bits: one household's codes and yes-or-no facts in three whole numbers.

A filter over a hundred thousand households reads nothing else, so it has to be small. The places of the bits are kept in
databases: never move one. A new trait, or a new code of a list, goes to bits that are free; a schema step then
has every household read anew.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from yihu.register.guarantees import guarantees
from yihu.register.household import Household, Person
from yihu.register.read import decimal_of

WORDS = 3
BITS = 63
"""Of a signed number of eight bytes."""

YES, NO = "yes", "no"
_YES_NO = (YES, NO)
_CAUSES = (
    "illness", "disability", "education", "disaster", "lack_land", "lack_water", "lack_skill", "lack_labour",
    "lack_funds", "poor_transport", "low_motivation", "marriage", "other",
)  # fmt: skip
_GUARANTEES = ("food", "clothing", "education", "medical", "housing", "water")
COUNTS = ("able", "students", "disabled", "serious", "away")
"""Members counted, five bits each: those known so far."""
COUNT_BITS = 5
COUNTED_AT_MOST = (1 << COUNT_BITS) - 1

_ABLE, _BELOW_SCHOOL, _AT_HOME = ("skilled", "ordinary"), ("preschooler",), (None, "none")
_COMPULSORY = ("primary", "junior_7", "junior_8", "junior_9")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """Codes of one property, or yes and no, in neighbouring bits.

    Attributes:
        word: which of the `WORDS` numbers. first_bit: of its first code. codes: in the order of their bits.
    """

    name: str
    word: int
    first_bit: int
    codes: tuple[str, ...]

    def bits(self, codes: Iterable[str]) -> int:
        """The bits of some of its codes; others are passed over."""
        found = 0
        for code in codes:
            if code in self.codes:
                found |= 1 << self.first_bit + self.codes.index(code)
        return found

    def every_bit(self) -> int:
        """The bits of all its codes."""
        return self.bits(self.codes)


_PLACES: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("category", 0, 0, ("none", "unstable", "marginal", "sudden", "registered", "object")),
    ("poverty_state", 0, 6, ("poor", "leaving", "left", "returned")),
    ("household_attribute", 0, 10, ("ordinary", "low_income", "extreme_hardship", "low_income_poor")),
    ("recognition_standard", 0, 14, ("national", "provincial", "city")),
    ("left_poverty", 0, 17, _YES_NO),
    ("main_cause", 0, 19, _CAUSES),
    ("cause", 0, 32, _CAUSES),
    (
        "risk",
        0,
        45,
        (
            "illness",
            "education",
            "disability",
            "disaster",
            "accident",
            "business_failure",
            "unstable_work",
            "lack_labour",
            "housing",
            "water",
            "other",
        ),
    ),
    ("guarantee_lacking", 1, 0, _GUARANTEES),
    ("guarantee_met", 1, 6, _GUARANTEES),
    (
        "asset",
        1,
        12,
        (
            "radio",
            "tv",
            "telephone",
            "computer",
            "animal_cart",
            "bicycle",
            "motorbike",
            "refrigerator",
            "vehicle",
            "none",
        ),
    ),
    ("housing_grade", 1, 22, ("A", "B", "C", "D")),
    ("housing_structure", 1, 26, ("reinforced", "brick_concrete", "brick_wood", "earth", "other")),
    ("housing_tenure", 1, 31, ("own", "relocated", "rented", "borrowed", "none")),
    ("fuel", 1, 36, ("firewood", "dung", "coal", "clean", "other")),
    (
        "water_source",
        1,
        41,
        ("tap", "protected", "unprotected", "surface", "rain", "bottled", "other"),
    ),
    ("road", 1, 48, ("earth", "gravel", "cement", "asphalt")),
    ("toilet", 1, 52, _YES_NO),
    ("electricity_living", 1, 54, _YES_NO),
    ("internet", 1, 56, _YES_NO),
    ("members_known", 2, 0, _YES_NO),
    ("disabled_member", 2, 2, _YES_NO),
    ("serious_illness", 2, 4, _YES_NO),
    ("long_illness", 2, 6, _YES_NO),
    ("child_at_school", 2, 8, _YES_NO),
    ("student_beyond", 2, 10, _YES_NO),
    ("able_member", 2, 12, _YES_NO),
    ("low_income", 2, 14, _YES_NO),
    ("extreme_hardship", 2, 16, _YES_NO),
    ("works_away", 2, 18, _YES_NO),
    ("helped", 2, 20, _YES_NO),
    ("relocated", 2, 22, _YES_NO),
    ("no_labour_household", 2, 24, _YES_NO),
    ("cooperative", 2, 26, _YES_NO),
)
TRAITS = {name: Trait(name=name, word=word, first_bit=bit, codes=codes) for name, word, bit, codes in _PLACES}
_GUARANTEE_BITS = {
    name: (1 << place, 1 << TRAITS["guarantee_met"].first_bit + place)
    for place, name in enumerate(_GUARANTEES)
}


def traits_of(household: Household, *, helped: bool = False) -> tuple[int, int, int]:
    """The three words of one household. `helped`: somebody is paired with it."""
    words = [0, 0, 0]
    for name, codes in _codes_of(household, helped):
        trait = TRAITS[name]
        words[trait.word] |= trait.bits(codes)
    for each in guarantees(household):
        lacking, met = _GUARANTEE_BITS[each.name]
        words[1] |= 0 if each.met is None else met if each.met else lacking
    return words[0], words[1], words[2]


def counts_of(household: Household) -> int:
    """How many members known so far are of each of `COUNTS`, packed."""
    persons, packed = household.persons, 0
    for place, name in enumerate(COUNTS):
        number = sum(map(_COUNTED[name], persons))
        packed |= min(number, COUNTED_AT_MOST) << place * COUNT_BITS
    return packed


def youngest_born(household: Household) -> int | None:
    """Birth date of the youngest member as YYYYMMDD; None while somebody's is unknown."""
    dates = [person.birth_date for person in household.persons]
    if not dates or None in dates or not knows_members(household):
        return None
    return max(int(str(day).replace("-", "")) for day in dates)


def place_of(household: Household) -> tuple[int | None, int | None]:
    """Latitude and longitude in millionths of a degree, as a question of kind geopoint has them; else None."""
    parts = [decimal_of(part) for part in household.other.get("location", "").split()[:2]]
    if len(parts) < 2 or parts[0] is None or parts[1] is None or abs(parts[0]) > 90 or abs(parts[1]) > 180:
        return None, None
    return int(parts[0] * 1_000_000), int(parts[1] * 1_000_000)


def knows_members(household: Household) -> bool:
    """Whether all members the household is said to have are known one by one."""
    return bool(household.persons) and len(household.persons) >= household.size()


def _codes_of(household: Household, helped: bool) -> Iterator[tuple[str, Iterable[str]]]:
    said = household.other.get
    yield "category", (household.category or "",)
    for name in _SAID:
        yield name, (said(name, ""),)
    yield "asset", said("assets", "").split()
    yield "risk", household.risks
    yield "main_cause", [cause.code for cause in household.causes if cause.main]
    yield "cause", [cause.code for cause in household.causes]
    yield "housing_grade", (household.housing_grade or "",)
    yield "housing_structure", (household.housing_structure or "",)
    yield "water_source", (household.water_source or "",)
    yield "relocated", (household.relocated or "",)
    yield "no_labour_household", (household.no_labour_household or "",)
    yield "helped", (YES if helped or said("helper_name") else NO,)
    known = knows_members(household)
    yield "members_known", (YES if known else NO,)
    for name, (fits, is_told) in _OF_MEMBERS.items():
        yield name, _any_member(household.persons, known, fits, is_told)
    for name in ("low_income", "extreme_hardship"):
        if household.other.get("household_attribute", "").startswith(name):
            yield name, (YES,)


_SAID = (
    "poverty_state", "household_attribute", "recognition_standard", "left_poverty", "housing_tenure", "fuel", "road",
    "toilet", "electricity_living", "internet", "cooperative",
)  # fmt: skip

Fits = Callable[[Person], bool]


def _any_member(persons: tuple[Person, ...], known: bool, fits: Fits, is_told: Fits) -> tuple[str, ...]:
    """Yes if one is; no if all are known and told not to be; else unknown."""
    if any(map(fits, persons)):
        return (YES,)
    return (NO,) if known and all(map(is_told, persons)) else ()


def _is_student(person: Person) -> bool:
    return bool(person.school_status) and person.school_status not in _BELOW_SCHOOL


def _has_schooling(person: Person) -> bool:
    return bool(person.school_status or person.education)


def _is_able(person: Person) -> bool:
    return person.labour_skill in _ABLE


def _works_away(person: Person) -> bool:
    return bool(person.months_worked) or person.worked == YES


_COUNTED: dict[str, Fits] = {
    "able": _is_able,
    "students": _is_student,
    "disabled": lambda person: "disabled" in person.health,
    "serious": lambda person: "serious" in person.health,
    "away": _works_away,
}
_OF_MEMBERS: dict[str, tuple[Fits, Fits]] = {
    "disabled_member": (_COUNTED["disabled"], lambda person: bool(person.health)),
    "serious_illness": (_COUNTED["serious"], lambda person: bool(person.health)),
    "long_illness": (lambda person: "chronic" in person.health, lambda person: bool(person.health)),
    "child_at_school": (lambda person: person.school_status in _COMPULSORY, _has_schooling),
    "student_beyond": (
        lambda person: _is_student(person) and person.school_status not in (*_COMPULSORY, "kindergarten"),
        _has_schooling,
    ),
    "able_member": (_is_able, lambda person: bool(person.labour_skill or person.school_status)),
    "low_income": (
        lambda person: person.low_income_allowance not in _AT_HOME,
        lambda person: person.low_income_allowance is not None,
    ),
    "extreme_hardship": (
        lambda person: person.extreme_hardship_support not in _AT_HOME,
        lambda person: person.extreme_hardship_support is not None,
    ),
    "works_away": (
        _works_away,
        lambda person: person.months_worked is not None or person.worked is not None,
    ),
}
