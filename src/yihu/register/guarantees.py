"""Food, clothing and the three guarantees with water (两不愁三保障和饮水安全), domain facts 3.

Thresholds are those of the profile that the household is judged by (`register.profile.Thresholds`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from yihu.base.i18n import N_, translate
from yihu.register.household import Household, Person
from yihu.register.profile import Profile, Thresholds
from yihu.register.read import decimal_of

EXCUSED_FROM_SCHOOL = ("illness", "disability")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee:
    """One of the six.

    Attributes:
        name: `food`, `clothing`, `education`, `medical`, `housing`, `water`.
        title: msgid.
        met: None is unknown.
        problem: msgid of what is wrong; empty unless `met` is False.
    """

    name: str
    title: str
    met: bool | None
    problem: str = ""
    parameters: dict[str, object] = field(default_factory=dict)

    def explain(self) -> str:
        """What is wrong, in the language in force; empty when nothing is."""
        return translate(self.problem).format(**self.parameters)


Judgement = tuple[bool | None, str, dict[str, object]]
Judge = Callable[[Household, Thresholds], Judgement]


def guarantees(household: Household, profile: Profile | None = None) -> tuple[Guarantee, ...]:
    """All six, in the official order; each from the answers, not from what a form calculated.

    `profile`: whose thresholds; those of the household's own record by default.
    """
    return tuple(guarantee_of(household, name, profile) for name in _JUDGES)


def guarantee_of(household: Household, name: str, profile: Profile | None = None) -> Guarantee:
    """One of the six by its name. KeyError for another."""
    title, judge = _JUDGES[name]
    met, problem, parameters = judge(household, (profile or household.rules).thresholds)
    wrong = met is False
    return Guarantee(
        name=name,
        title=title,
        met=met,
        problem=problem if wrong else "",
        parameters=parameters if wrong else {},
    )


def _food(household: Household, _: Thresholds) -> Judgement:
    enough, meat = household.says("food_enough", "yes"), household.says("meat_monthly", "yes")
    return _all((enough, meat)), N_("not enough staple food, or no meat for months"), {}


def _clothing(household: Household, _: Thresholds) -> Judgement:
    return household.says("clothing_seasonal", "yes"), N_("no clothes for every season"), {}


def _education(household: Household, bounds: Thresholds) -> Judgement:
    children = of_school_age(household, bounds)
    out = [p for p in children if not p.school_status and (p.education or p.other.get("in_school") == "no")]
    names = [p.name or "?" for p in out if p.dropout_reason not in EXCUSED_FROM_SCHOOL]
    asked = bool(household.persons) and bool(household.visit_date)
    known = asked and all(p.school_status or p in out for p in children)
    return (False if names else known or None), N_("not in school: {names}"), {"names": ", ".join(names)}


def of_school_age(household: Household, bounds: Thresholds | None = None) -> tuple[Person, ...]:
    """Members of the age of compulsory schooling on the day of the visit."""
    day, bounds = household.visit_date, bounds or household.rules.thresholds
    youngest, oldest = bounds.school_from, bounds.school_to
    return tuple(p for p in household.persons if day and youngest <= _age(p, day) <= oldest)


def _medical(household: Household, _: Thresholds) -> Judgement:
    without = [p.name or "?" for p in household.persons if p.medical_insurance == "none"]
    known = bool(household.persons) and all(p.medical_insurance for p in household.persons)
    return (False if without else known or None), N_("not insured: {names}"), {"names": ", ".join(without)}


def _housing(household: Household, bounds: Thresholds) -> Judgement:
    tenure, grade = household.other.get("housing_tenure"), household.housing_grade
    if tenure == "none":
        return False, N_("no house"), {}
    safe = True if tenure == "relocated" else None if grade is None else grade in bounds.housing_safe
    return safe, N_("house of grade {grade}, not repaired"), {"grade": grade}


def _water(household: Household, bounds: Thresholds) -> Judgement:
    days = decimal_of(household.other.get("water_shortage_days", ""))
    parts = (
        enough_water(household, bounds),
        household.says("water_clean", "yes"),
        near_water(household, bounds),
        None if days is None else days <= bounds.water_days_without,
    )
    return _all(parts), N_("water too little, not clean, too far or often missing"), {}


def enough_water(household: Household, bounds: Thresholds) -> bool | None:
    """Measured litres a head and day go before what was said; where water is scarce, fewer are enough."""
    litres = decimal_of(household.other.get("water_litres", ""))
    if litres is None:
        return household.says("water_enough", "yes")
    if litres >= bounds.water_litres:
        return True
    return False if litres < bounds.water_litres_scarce else household.says("water_enough", "yes")


def near_water(household: Household, bounds: Thresholds) -> bool:
    """Near in minutes, or in metres across and up; water that nobody fetches is near."""
    minutes, across, up = (
        decimal_of(household.other.get(name, ""))
        for name in ("water_fetch_minutes", "water_distance_m", "water_climb_m")
    )
    if across is not None or up is not None:
        near = (across or 0) <= bounds.water_metres_across and (up or 0) <= bounds.water_metres_up
        return near or (minutes is not None and minutes <= bounds.water_minutes)
    return (minutes or 0) <= bounds.water_minutes


def _all(parts: Iterable[bool | None]) -> bool | None:
    """False if one fails, else unknown if one is unknown."""
    found = tuple(parts)
    return False if False in found else None if None in found else True


def _age(person: Person, day: str) -> int:
    age = person.age_on(day)
    return -1 if age is None else age


_JUDGES: dict[str, tuple[str, Judge]] = {
    "food": (N_("Food"), _food),
    "clothing": (N_("Clothing"), _clothing),
    "education": (N_("Compulsory schooling"), _education),
    "medical": (N_("Medical insurance"), _medical),
    "housing": (N_("Safe housing"), _housing),
    "water": (N_("Safe water"), _water),
}
