"""In what a household is deprived: the ten indicators of the global index, from the answers of a survey.

What nobody was asked is unknown, and an indicator that nobody answered is left out, as `register.indicators` tells.
Where nobody was asked who is undernourished, too little food stands in for it.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from yihu.base.i18n import N_
from yihu.register.guarantees import guarantee_of
from yihu.register.household import Household, Person
from yihu.register.indicators import Indicator
from yihu.register.read import decimal_of, typed

_SIXTH, _EIGHTEENTH = Fraction(1, 6), Fraction(1, 18)
INDICATORS: tuple[Indicator, ...] = (
    Indicator(name="nutrition", dimension="health", weight=_SIXTH, title=N_("Food")),
    Indicator(name="child_mortality", dimension="health", weight=_SIXTH, title=N_("Death of a child")),
    Indicator(name="schooling", dimension="education", weight=_SIXTH, title=N_("Six years of school")),
    Indicator(name="attendance", dimension="education", weight=_SIXTH, title=N_("Children in school")),
    Indicator(name="fuel", dimension="living", weight=_EIGHTEENTH, title=N_("Cooking fuel")),
    Indicator(name="sanitation", dimension="living", weight=_EIGHTEENTH, title=N_("Toilet")),
    Indicator(name="water", dimension="living", weight=_EIGHTEENTH, title=N_("Drinking water")),
    Indicator(name="electricity", dimension="living", weight=_EIGHTEENTH, title=N_("Electricity")),
    Indicator(name="housing", dimension="living", weight=_EIGHTEENTH, title=N_("House")),
    Indicator(name="assets", dimension="living", weight=_EIGHTEENTH, title=N_("Assets")),
)
"""Weights and cut-offs of the global MPI (OPHI/UNDP). Their order is that of the bits in the cache: add at the end."""

DIMENSIONS = {"health": N_("Health"), "education": N_("Education"), "living": N_("Living conditions")}
ALL_UNKNOWN = (1 << len(INDICATORS)) - 1

_LITTLE_EDUCATION = ("illiterate",)
_BELOW_SIX_YEARS = ("preschooler", "kindergarten", "primary")
_SCHOOLED_FROM, _CHILD_FROM, _CHILD_TO = 12, 6, 15
_SMOKING_FUEL = ("firewood", "dung", "coal")
_UNSAFE_WATER = ("unprotected", "surface")
_SAFE_WATER = ("tap", "protected", "rain", "bottled")
_MOST_MINUTES = 30
_FEWEST_ASSETS = 2
_YEARS_BACK, _GROWN_UP = 5, 18


def deprivations_of(household: Household) -> tuple[int, int]:
    """Bits of the indicators that the household is deprived in, and of those that its answers don't tell."""
    if household.visit_result not in (None, "done") or not household.persons:
        return 0, ALL_UNKNOWN
    deprived = unknown = 0
    for bit, look in enumerate(_LOOKS):
        found = look(household)
        if found is None:
            unknown |= 1 << bit
        elif found:
            deprived |= 1 << bit
    return deprived, unknown


def income_cents(household: Household) -> int | None:
    """Net income per head and year in cents; None when it is unknown, or nobody was asked."""
    per_head: Decimal | None = household.net_per_head_yuan()
    asked = household.visit_result in (None, "done")
    return int(per_head * 100) if asked and per_head is not None else None


def _nutrition(household: Household) -> bool | None:
    """Anybody undernourished; unknown while somebody's answer is missing and nobody else is."""
    known = {person.other.get("undernourished") for person in household.persons}
    any_known = known - {None} | {household.other.get("undernourished_any")}
    if "yes" in any_known:
        return True
    if "no" in any_known:
        return False if household.says("undernourished_any", "no") or None not in known else None
    met = guarantee_of(household, "food").met
    return None if met is None else not met


def _child_mortality(household: Household) -> bool | None:
    """A child under 18 died in the five years before the visit: said so, or one of the members who left."""
    day = household.visit_date
    if day and any(_died_young(person, day) for person in household.former):
        return True
    return household.says("child_died", "yes")


def _died_young(person: Person, day: str) -> bool:
    died = typed("left_on", person.other.get("left_on", ""))
    if person.other.get("membership") != "died" or not isinstance(died, str):
        return False
    age = person.age_on(died)
    return age is not None and age < _GROWN_UP and died >= f"{int(day[:4]) - _YEARS_BACK:04}{day[4:]}"


def _schooling(household: Household) -> bool | None:
    """Nobody from 12 on has six years of school; one who has is enough, whatever is unknown of the others."""
    known = [_six_years(person) for person in household.persons if _may_have_schooling(household, person)]
    if True in known:
        return False
    return None if not known or None in known else True


def _may_have_schooling(household: Household, person: Person) -> bool:
    age = person.age_on(household.visit_date) if household.visit_date else None
    return age is None or age >= _SCHOOLED_FROM


def _six_years(person: Person) -> bool | None:
    if person.school_status:
        return not person.school_status.startswith(_BELOW_SIX_YEARS)
    return None if person.education is None else person.education not in _LITTLE_EDUCATION


def _attendance(household: Household) -> bool | None:
    day = household.visit_date
    if not day:
        return None
    known = [_out(person) for person in household.persons if _of_school_age(person, day)]
    return True if True in known else None if None in known else False


def _of_school_age(person: Person, day: str) -> bool:
    age = person.age_on(day)
    return age is not None and _CHILD_FROM <= age <= _CHILD_TO


def _out(child: Person) -> bool | None:
    if child.school_status:
        return False
    return True if child.education or child.other.get("in_school") == "no" else None


def _fuel(household: Household) -> bool | None:
    fuel = household.other.get("fuel")
    return None if fuel in (None, "other") else fuel in _SMOKING_FUEL


def _sanitation(household: Household) -> bool | None:
    return household.says("toilet", "no")


def _water(household: Household) -> bool | None:
    minutes = decimal_of(household.other.get("water_fetch_minutes", ""))
    if household.water_source in _UNSAFE_WATER or (minutes is not None and minutes > _MOST_MINUTES):
        return True
    return False if household.water_source in _SAFE_WATER else None


def _electricity(household: Household) -> bool | None:
    return household.says("electricity_living", "no")


def _housing(household: Household) -> bool | None:
    if household.says("housing_tenure", "none") or household.housing_structure == "earth":
        return True
    if household.housing_grade == "D":
        return True
    return None if household.housing_structure in (None, "other") else False


def _assets(household: Household) -> bool | None:
    """At most one of the small assets, and no car or truck."""
    said = household.other.get("assets")
    if said is None:
        return None
    owned = set(said.split()) - {"none"}
    return "vehicle" not in owned and len(owned) < _FEWEST_ASSETS


_LOOKS: tuple[Callable[[Household], bool | None], ...] = (
    _nutrition,
    _child_mortality,
    _schooling,
    _attendance,
    _fuel,
    _sanitation,
    _water,
    _electricity,
    _housing,
    _assets,
)
