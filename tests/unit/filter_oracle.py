"""What a filter means, household by household, without bits and without SQL: slow, plain, for comparison."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from yihu.register.filters import Amount, Either, Every, Except, Filter, Has, Said, Wanted, When
from yihu.register.guarantees import guarantee_of
from yihu.register.household import Household, Person
from yihu.storage.rows import HouseholdRow

TODAY, LINE_YUAN = "2026-11-24", Decimal(7300)


class Known:
    """One household as the oracle sees it: what was answered, and its line in the list."""

    def __init__(self, household: Household, row: HouseholdRow, line_yuan: Decimal | None) -> None:
        self.household, self.row = household, row
        self.line = line_yuan if line_yuan is not None else LINE_YUAN
        income = household.net_per_head_yuan()
        self.income = income if household.visit_result in (None, "done") else None

    def fits(self, filter: Filter) -> bool:
        match filter:
            case Every(parts):
                return all(map(self.fits, parts))
            case Either(parts):
                return any(map(self.fits, parts))
            case Except(part):
                return not self.fits(part)
            case Has():
                return any(self._has(filter.field, code) for code in filter.codes)
            case Amount():
                return self._amount(filter)
            case When():
                return self._when(filter)
            case Said():
                return all(self._said(word) for word in filter.words.split())

    def points(self, wanted: Wanted) -> int:
        return sum(weight.points for weight in wanted.weights if self.fits(weight.when))

    def rank(self, wanted: Wanted) -> tuple[Any, ...]:
        """Sorts the chosen first."""
        return (-self.points(wanted), self.income is None, self.income or 0)

    def _has(self, field: str, code: str) -> bool:
        if field == "place":
            return self.row.village_code.startswith(code) if code.isdigit() else self.row.village_code == code
        if field == "group":
            return self.row.group == code
        if field in ("visit", "plan"):
            return code == (self.row.visit_state if field == "visit" else self.row.plan_state)
        if field.startswith("guarantee_"):
            met = guarantee_of(self.household, code).met
            return met is False if field == "guarantee_lacking" else met is None
        codes = CODES[field](self) if field in CODES else None
        if codes is not None:
            return code in codes if code != "?" else not any(codes)
        fact = FACTS[field](self)
        return fact is {"yes": True, "no": False, "?": None}[code]

    def _amount(self, filter: Amount) -> bool:
        number = self._number(filter.field)
        if number is None:
            return False
        if filter.least is not None and number < filter.least:
            return False
        capped = filter.most is not None or filter.below is not None
        if capped and filter.field in MEMBERS and not self.all_listed():
            return False
        if filter.most is not None and number > filter.most:
            return False
        return filter.below is None or number < filter.below

    def _number(self, field: str) -> Fraction | None:
        if field == "persons":
            household = self.household
            return Fraction(household.size() or household.member_count or 0)
        if field in MEMBERS:
            return Fraction(sum(map(MEMBERS[field], self.household.persons)))
        if self.income is None:
            return None
        income = Fraction(self.income)
        if field == "income":
            return income
        if self.line <= 0:
            return None
        return income - Fraction(self.line) if field == "above_line" else income * 100 / Fraction(self.line)

    def _when(self, filter: When) -> bool:
        seen = self.row.seen_on
        if not seen:
            return filter.never
        bounds = [filter.before is None or seen < filter.before, filter.since is None or seen >= filter.since]
        if filter.days is not None:
            from datetime import date

            bounds.append((date.fromisoformat(TODAY) - date.fromisoformat(seen)).days > filter.days)
        asked = filter.before is not None or filter.since is not None or filter.days is not None
        return asked and all(bounds)

    def _said(self, word: str) -> bool:
        names = {person.name or "" for person in self.household.persons} | {self.household.head_name or ""}
        return any(word in name for name in names)

    def all_listed(self) -> bool:
        return bool(self.household.persons) and len(self.household.persons) >= self.household.size()

    def some_member(self, fits: Callable[[Person], bool], told: Callable[[Person], bool]) -> bool | None:
        persons = self.household.persons
        if any(map(fits, persons)):
            return True
        return False if self.all_listed() and all(map(told, persons)) else None

    def old(self) -> bool | None:
        persons = self.household.persons
        if not self.all_listed() or any(person.birth_date is None for person in persons):
            return None
        return all((person.age_on(TODAY) or 0) >= 60 for person in persons)

    def alone(self) -> bool | None:
        if self.all_listed() and self.household.size() > 1:
            return False
        old = self.old()
        return None if old is None else old and self.household.size() == 1


def _said(name: str) -> Callable[[Known], bool | None]:
    return lambda known: {"yes": True, "no": False}.get(known.household.other.get(name, ""))


CODES: dict[str, Callable[[Known], list[str]]] = {
    "household_attribute": lambda known: [known.household.other.get("household_attribute", "")],
    "category": lambda known: [known.household.category or ""],
    "main_cause": lambda known: [cause.code for cause in known.household.causes if cause.main],
    "cause": lambda known: [cause.code for cause in known.household.causes],
    "risk": lambda known: list(known.household.risks),
    "asset": lambda known: known.household.other.get("assets", "").split(),
    "housing_grade": lambda known: [known.household.housing_grade or ""],
}
MEMBERS: dict[str, Callable[[Person], bool]] = {
    "able": lambda person: person.labour_skill in ("skilled", "ordinary"),
    "students": lambda person: (person.school_status or "preschooler") != "preschooler",
    "disabled": lambda person: "disabled" in person.health,
    "serious": lambda person: "serious" in person.health,
    "away": lambda person: bool(person.months_worked),
}
FACTS: dict[str, Callable[[Known], bool | None]] = {
    "members_known": lambda known: known.all_listed(),
    "elderly_only": Known.old,
    "elderly_alone": Known.alone,
    "toilet": _said("toilet"),
    "helped": lambda known: bool(known.household.other.get("helper_name")),
    "disabled_member": lambda known: known.some_member(MEMBERS["disabled"], lambda p: bool(p.health)),
    "serious_illness": lambda known: known.some_member(MEMBERS["serious"], lambda p: bool(p.health)),
    "able_member": lambda known: known.some_member(
        MEMBERS["able"], lambda p: bool(p.labour_skill or p.school_status)
    ),
    "child_at_school": lambda known: known.some_member(
        lambda p: p.school_status in ("primary", "junior_7", "junior_8", "junior_9"),
        lambda p: bool(p.school_status or p.education),
    ),
    "low_income": lambda known: (
        True
        if known.household.other.get("household_attribute", "").startswith("low_income")
        else known.some_member(
            lambda p: p.low_income_allowance not in (None, "none"),
            lambda p: p.low_income_allowance is not None,
        )
    ),
}
