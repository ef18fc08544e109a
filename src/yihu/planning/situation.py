"""What a household's answers amount to, for causes and measures."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from yihu.register.guarantees import guarantee_of
from yihu.register.household import Household, Person
from yihu.register.read import decimal_of

_ABLE = ("skilled", "ordinary")
_COMPULSORY = ("primary", "junior")
_VOCATIONAL = ("vocational", "higher_vocational", "technician")
_COLLEGE = ("bachelor", "higher_vocational")
_GOES_ON = ("junior_9", "senior", "vocational", "higher_vocational", "technician", "bachelor")
_FAR_KM = Decimal(5)
_COSTLY_YUAN = Decimal(5000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One household seen on one day.

    Attributes:
        household: as read.
        day: ISO date on which ages are counted, None if unknown.
    """

    household: Household
    day: str | None

    def ill(self) -> tuple[Person, ...]:
        """Members with a long-term or serious illness."""
        return self._who(lambda person: bool({"chronic", "serious"} & set(person.health)))

    def disabled(self) -> tuple[Person, ...]:
        return self._who(lambda person: "disabled" in person.health)

    def able(self) -> tuple[Person, ...]:
        """Skilled and ordinary labour."""
        return self._who(lambda person: person.labour_skill in _ABLE)

    def labour_is_known(self) -> bool:
        """Whether somebody's labour is known, and everybody's who may have some."""
        adults = [person for person in self.household.persons if self._may_work(person)]
        children_only = bool(self.household.persons) and not adults
        return children_only or (bool(adults) and all(person.labour_skill for person in adults))

    def post_holders(self) -> tuple[Person, ...]:
        """Weak or half labour that may hold a public-welfare post: from 16 to 69."""
        return tuple(person for person in self.weak() if 16 <= self._age(person, 40) < 70)

    def weak(self) -> tuple[Person, ...]:
        """Weak or half labour."""
        return self._who(lambda person: person.labour_skill == "weak")

    def at_home(self) -> tuple[Person, ...]:
        """Weak or able labour that has no work for others."""
        return tuple(person for person in (*self.weak(), *self.able()) if not person.months_worked)

    def workers(self) -> tuple[Person, ...]:
        return self._who(lambda person: bool(person.months_worked))

    def aged(self, years: int) -> tuple[Person, ...]:
        """Members known to be so old or older."""
        return self._who(lambda person: self._age(person, 0) >= years)

    def without_pension(self) -> tuple[Person, ...]:
        """Members from 16 to 59, out of school, known to have no pension insurance."""
        return self._who(
            lambda person: (
                person.pension_insurance == "none" and self._may_work(person) and self._age(person, 0) < 60
            )
        )

    def uninsured(self) -> tuple[Person, ...]:
        return self._who(lambda person: person.medical_insurance == "none")

    def without_allowance(self) -> tuple[Person, ...]:
        """Everybody, when nobody receives an allowance and the income isn't above the line; else none."""
        received = [
            value
            for person in self.household.persons
            for value in (person.low_income_allowance, person.extreme_hardship_support)
            if value is not None
        ]
        poor = set(received) == {"none"} and not self.is_above_line()
        return self.household.persons if poor else ()

    def is_supported(self) -> bool:
        """Somebody receives extreme-hardship support."""
        return any(p.extreme_hardship_support not in (None, "none") for p in self.household.persons)

    def is_above_line(self) -> bool:
        """Net income per head is known to reach the line of the place."""
        per_head = self.household.net_per_head_yuan()
        year = self.household.income_year or int((self.day or "0")[:4])
        line = self.household.rules.line_for(self.household.division_code, year)
        return per_head is not None and line is not None and per_head >= line.yuan

    def pupils(self) -> tuple[Person, ...]:
        """Members in primary or junior middle school."""
        return self._in(_COMPULSORY)

    def vocational(self) -> tuple[Person, ...]:
        return self._in(_VOCATIONAL)

    def college(self) -> tuple[Person, ...]:
        return self._in(_COLLEGE)

    def going_on(self) -> tuple[Person, ...]:
        """Members whose schooling goes on past the free years, next year at the latest."""
        return self._in(_GOES_ON)

    def dropouts(self) -> tuple[Person, ...]:
        """Members from 6 to 16 who are known not to be in school."""
        return self._who(
            lambda person: (
                (person.education is not None or person.other.get("in_school") == "no")
                and person.school_status is None
                and 6 <= self._age(person, 0) <= 16
            )
        )

    def self_paid_medical_yuan(self) -> Decimal | None:
        """Paid for health care by all members; None when nobody's is known."""
        paid = [person.self_paid_medical_yuan for person in self.household.persons]
        known = [amount for amount in paid if amount is not None]
        return sum(known, Decimal(0)) if known else None

    def is_costly(self) -> bool:
        """Health care cost at least 5,000 yuan."""
        return (self.self_paid_medical_yuan() or 0) >= _COSTLY_YUAN

    def farms(self) -> bool:
        """Grows crops or keeps animals."""
        kinds = self.household.other.get("production_kinds", "").split()
        return bool({"planting", "breeding", "forestry"} & set(kinds)) or bool(self.household.farmland_mu)

    def unsafe_house(self, grades: str = "CD") -> bool:
        """The house has one of these grades and is neither repaired nor left."""
        household = self.household
        moved = household.says("housing_tenure", "relocated") or household.housing_renovated == "yes"
        return household.housing_grade is not None and household.housing_grade in grades and not moved

    def unsafe_water(self) -> bool:
        """The answers on drinking water miss a threshold."""
        return guarantee_of(self.household, "water").met is False

    def road_km(self) -> Decimal | None:
        return decimal_of(self.household.other.get("road_distance_km", ""))

    def far(self) -> bool:
        """An earth way to the house, or more than 5 km to the main road."""
        return bool(self.household.says("road", "earth")) or (self.road_km() or 0) > _FAR_KM

    def farmland_per_head_mu(self) -> Decimal | None:
        count, farmland = len(self.household.persons), self.household.farmland_mu
        return farmland / count if farmland is not None and count else None

    def _age(self, person: Person, unknown: int) -> int:
        age = person.age_on(self.day) if self.day else None
        return unknown if age is None else age

    def _may_work(self, person: Person) -> bool:
        return self._age(person, 40) >= 16 and not person.school_status

    def _in(self, prefixes: tuple[str, ...]) -> tuple[Person, ...]:
        return self._who(lambda person: (person.school_status or "").startswith(prefixes))

    def _who(self, fits: Callable[[Person], bool]) -> tuple[Person, ...]:
        return tuple(filter(fits, self.household.persons))


def look_at(household: Household, day: str | None = None) -> Situation:
    """The situation on a day, of the visit by default."""
    return Situation(household=household, day=day or household.visit_date)
