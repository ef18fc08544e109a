"""A family's life map: each side of its life as a light, red, yellow or green, with the sentence why.

After the Poverty Stoplight: the family can read it, and picks what comes first. A light speaks from answers
only; where they are missing it is grey, which is never good or bad.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from yihu.base.i18n import N_, translate
from yihu.register.guarantees import guarantee_of
from yihu.register.household import Household, Person
from yihu.register.read import decimal_of

Colour = Literal["red", "yellow", "green", "grey"]
AREAS = {
    "income": N_("Income and work"),
    "health": N_("Health and insurance"),
    "home": N_("House and surroundings"),
    "school": N_("School and skills"),
    "together": N_("Together with others"),
}

_COMFORTABLE = Decimal("1.5")
_COSTLY_YUAN = Decimal(5000)
_FAR_KM = Decimal(5)
_ABLE = ("skilled", "ordinary")
_SMOKING_FUEL = ("firewood", "dung", "coal")
_LITTLE_EDUCATION = ("illiterate", "primary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """One side of a family's life.

    Attributes:
        name: stable. area: one of `AREAS`. title: msgid.
        colour: `grey` where the answers don't tell.
        reason: msgid of why; parameters fill its places.
    """

    name: str
    area: str
    title: str
    colour: Colour
    reason: str
    parameters: dict[str, object] = field(default_factory=dict)

    def explain(self) -> str:
        """Why it has this colour, as a sentence in the language in force."""
        return translate(self.reason).format(**self.parameters)


Seen = tuple[Colour, str, dict[str, object]]
_UNKNOWN: Seen = ("grey", N_("Not asked yet."), {})


def life_map(household: Household, line_yuan: Decimal | None = None) -> tuple[Light, ...]:
    """All sides, in the order in which they stand on the page.

    Args:
        line_yuan: monitoring line, per head and year; without it income is grey.

    A family that was not interviewed has grey lights only.
    """
    asked = household.visit_result in (None, "done") and bool(household.persons)
    return tuple(
        _light(name, area, title, look(household, line_yuan) if asked else _UNKNOWN)
        for name, (area, title, look) in _SIDES.items()
    )


def _light(name: str, area: str, title: str, seen: Seen) -> Light:
    colour, reason, parameters = seen
    return Light(name=name, area=area, title=title, colour=colour, reason=reason, parameters=parameters)


def _income(household: Household, line_yuan: Decimal | None) -> Seen:
    per_head = household.net_per_head_yuan()
    if per_head is None or line_yuan is None:
        return _UNKNOWN
    told: dict[str, object] = {"yuan": per_head, "line": line_yuan}
    if per_head < line_yuan:
        return "red", N_("{yuan:,.0f} yuan a head, below the line of {line:,.0f}."), told
    if per_head < line_yuan * _COMFORTABLE:
        return "yellow", N_("{yuan:,.0f} yuan a head, not far above the line of {line:,.0f}."), told
    return "green", N_("{yuan:,.0f} yuan a head, well above the line of {line:,.0f}."), told


def _work(household: Household, _: Decimal | None) -> Seen:
    if not any(person.labour_skill for person in household.persons):
        return _UNKNOWN
    able, persons = _count(household, _is_able), len(household.persons)
    told: dict[str, object] = {"able": able, "persons": persons}
    if not able:
        return "red", N_("Nobody is able to work."), {}
    if able * 2 < persons:
        return "yellow", N_("{able} of {persons} members are able to work."), told
    return "green", N_("{able} of {persons} members are able to work."), told


def _health(household: Household, _: Decimal | None) -> Seen:
    known = [person for person in household.persons if person.health]
    if not known:
        return _UNKNOWN
    seriously = [person for person in known if "serious" in person.health or _is_costly(person)]
    if seriously:
        return "red", N_("Seriously ill, or high costs of health care: {names}."), _names(seriously)
    ill = [person for person in known if person.health != ("healthy",)]
    if ill:
        return "yellow", N_("Long ill or disabled: {names}."), _names(ill)
    return "green", N_("All are healthy."), {}


def _insurance(household: Household, _: Decimal | None) -> Seen:
    return _of_guarantee(household, "medical", N_("All have medical insurance."))


def _food(household: Household, _: Decimal | None) -> Seen:
    food, clothing = guarantee_of(household, "food"), guarantee_of(household, "clothing")
    if False in (food.met, clothing.met):
        return "red", N_("Food or clothing is not enough."), {}
    if None in (food.met, clothing.met):
        return _UNKNOWN
    return "green", N_("Enough to eat and to wear."), {}


def _house(household: Household, _: Decimal | None) -> Seen:
    grade: dict[str, object] = {"grade": household.housing_grade}
    met = guarantee_of(household, "housing").met
    if met is False and household.housing_renovated == "yes":
        return (
            "yellow",
            N_("The house was of grade {grade} and has been repaired; have it graded anew."),
            grade,
        )
    return _of_guarantee(household, "housing", N_("The house is safe."))


def _water(household: Household, _: Decimal | None) -> Seen:
    days = decimal_of(household.other.get("water_shortage_days", ""))
    minutes = decimal_of(household.other.get("water_fetch_minutes", ""))
    if guarantee_of(household, "water").met and (days or minutes):
        return "yellow", N_("The water is good, but has to be fetched or is missing on some days."), {}
    return _of_guarantee(household, "water", N_("Enough clean water in the house."))


def _living(household: Household, _: Decimal | None) -> Seen:
    toilet, current = household.says("toilet", "yes"), household.says("electricity_living", "yes")
    fuel = household.other.get("fuel")
    if toilet is None and current is None and fuel is None:
        return _UNKNOWN
    smoke = fuel in _SMOKING_FUEL
    if current is False or (toilet is False and smoke):
        return "red", N_("No electricity, or neither a clean toilet nor clean fuel."), {}
    if toilet is False:
        return "yellow", N_("No clean toilet."), {}
    if smoke:
        return "yellow", N_("Cooking with wood, dung or coal makes smoke."), {}
    return "green", N_("Electricity, clean fuel and a clean toilet."), {}


def _road(household: Household, _: Decimal | None) -> Seen:
    road, distance = household.other.get("road"), decimal_of(household.other.get("road_distance_km", ""))
    if road is None and distance is None:
        return _UNKNOWN
    if road == "earth" or (distance or 0) > _FAR_KM:
        return "red", N_("An earth way to the house, or far from the main road."), {}
    if road == "gravel" or household.says("internet", "no"):
        return "yellow", N_("A gravel way to the house, or no internet."), {}
    return "green", N_("A good way to the house."), {}


def _school(household: Household, _: Decimal | None) -> Seen:
    return _of_guarantee(household, "education", N_("No child of school age stays away from school."))


def _skills(household: Household, _: Decimal | None) -> Seen:
    able = [person for person in household.persons if _is_able(person) and person.education]
    if not able:
        return _UNKNOWN
    if any(person.labour_skill == "skilled" for person in able):
        return "green", N_("Somebody has a trade."), {}
    if all(person.education in _LITTLE_EDUCATION for person in able):
        return "red", N_("Nobody who can work has a trade or more than primary school."), {}
    return "yellow", N_("Nobody who can work has a trade."), {}


def _together(household: Household, _: Decimal | None) -> Seen:
    ties = [household.says(name, "yes") for name in ("cooperative", "leading_enterprise", "pioneer")]
    if True in ties:
        return "green", N_("Works together with a cooperative, an enterprise or a local pioneer."), {}
    if None in ties:
        return _UNKNOWN
    return "yellow", N_("Works alone, without cooperative, enterprise or local pioneer."), {}


def _of_guarantee(household: Household, name: str, good: str) -> Seen:
    found = guarantee_of(household, name)
    if found.met is None:
        return _UNKNOWN
    return ("green", good, {}) if found.met else ("red", found.problem, found.parameters)


def _is_able(person: Person) -> bool:
    return person.labour_skill in _ABLE


def _is_costly(person: Person) -> bool:
    return (person.self_paid_medical_yuan or 0) >= _COSTLY_YUAN


def _count(household: Household, fits: Callable[[Person], bool]) -> int:
    return sum(map(fits, household.persons))


def _names(persons: list[Person]) -> dict[str, object]:
    return {"names": ", ".join(person.name or "?" for person in persons)}


_SIDES: dict[str, tuple[str, str, Callable[[Household, Decimal | None], Seen]]] = {
    "income": ("income", N_("Income"), _income),
    "work": ("income", N_("Labour"), _work),
    "food": ("income", N_("Food and clothing"), _food),
    "health": ("health", N_("Health of all"), _health),
    "insurance": ("health", N_("Medical insurance"), _insurance),
    "house": ("home", N_("House"), _house),
    "water": ("home", N_("Drinking water"), _water),
    "living": ("home", N_("Toilet, fuel and electricity"), _living),
    "road": ("home", N_("Way and internet"), _road),
    "school": ("school", N_("Children in school"), _school),
    "skills": ("school", N_("Skills"), _skills),
    "together": ("together", N_("Working together"), _together),
}
