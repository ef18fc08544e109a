"""Food, clothing and the three guarantees with water (两不愁三保障和饮水安全), domain facts 3.

Thresholds of water are those of the ministry's standard: enough water, nothing wrong with it, at most
20 minutes to fetch it, at most 36 days a year without.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from yihu.base.i18n import N_, translate
from yihu.register.household import Household, Person
from yihu.register.read import decimal_of

MOST_MINUTES_TO_WATER = 20
MOST_DAYS_WITHOUT_WATER = 36
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


def guarantees(household: Household) -> tuple[Guarantee, ...]:
    """All six, in the official order; each from the answers, not from what a form calculated."""
    return tuple(guarantee_of(household, name) for name in _JUDGES)


def guarantee_of(household: Household, name: str) -> Guarantee:
    """One of the six by its name. KeyError for another."""
    title, judge = _JUDGES[name]
    met, problem, parameters = judge(household)
    wrong = met is False
    return Guarantee(
        name=name,
        title=title,
        met=met,
        problem=problem if wrong else "",
        parameters=parameters if wrong else {},
    )


def _food(household: Household) -> Judgement:
    enough, meat = household.says("food_enough", "yes"), household.says("meat_monthly", "yes")
    return _all((enough, meat)), N_("not enough staple food, or no meat for months"), {}


def _clothing(household: Household) -> Judgement:
    return household.says("clothing_seasonal", "yes"), N_("no clothes for every season"), {}


def _education(household: Household) -> Judgement:
    children = of_school_age(household)
    out = [p for p in children if not p.school_status and (p.education or p.other.get("in_school") == "no")]
    names = [p.name or "?" for p in out if p.dropout_reason not in EXCUSED_FROM_SCHOOL]
    asked = bool(household.persons) and bool(household.visit_date)
    known = asked and all(p.school_status or p in out for p in children)
    return (False if names else known or None), N_("not in school: {names}"), {"names": ", ".join(names)}


def of_school_age(household: Household) -> tuple[Person, ...]:
    """Members from 6 to 16 on the day of the visit."""
    day = household.visit_date
    return tuple(p for p in household.persons if day and 6 <= _age(p, day) <= 16)


def _medical(household: Household) -> Judgement:
    without = [p.name or "?" for p in household.persons if p.medical_insurance == "none"]
    known = bool(household.persons) and all(p.medical_insurance for p in household.persons)
    return (False if without else known or None), N_("not insured: {names}"), {"names": ", ".join(without)}


def _housing(household: Household) -> Judgement:
    tenure, grade = household.other.get("housing_tenure"), household.housing_grade
    if tenure == "none":
        return False, N_("no house"), {}
    safe = True if tenure == "relocated" else None if grade is None else grade in ("A", "B")
    return safe, N_("house of grade {grade}, not repaired"), {"grade": grade}


def _water(household: Household) -> Judgement:
    minutes = decimal_of(household.other.get("water_fetch_minutes", "")) or 0
    days = decimal_of(household.other.get("water_shortage_days", ""))
    parts = (
        household.says("water_enough", "yes"),
        household.says("water_clean", "yes"),
        minutes <= MOST_MINUTES_TO_WATER,
        None if days is None else days <= MOST_DAYS_WITHOUT_WATER,
    )
    return _all(parts), N_("water too little, not clean, too far or often missing"), {}


def _all(parts: Iterable[bool | None]) -> bool | None:
    """False if one fails, else unknown if one is unknown."""
    found = tuple(parts)
    return False if False in found else None if None in found else True


def _age(person: Person, day: str) -> int:
    age = person.age_on(day)
    return -1 if age is None else age


_JUDGES: dict[str, tuple[str, Callable[[Household], Judgement]]] = {
    "food": (N_("Food"), _food),
    "clothing": (N_("Clothing"), _clothing),
    "education": (N_("Compulsory schooling"), _education),
    "medical": (N_("Medical insurance"), _medical),
    "housing": (N_("Safe housing"), _housing),
    "water": (N_("Safe water"), _water),
}
