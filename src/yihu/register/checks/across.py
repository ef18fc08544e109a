"""Rules that look at more than one household: 1 and 35 over the register, 53 over funds, 54 over villages.

The register is handed in as an index of keyed values, so that a store can find who shares a value without
opening every household; what the values are, nobody but the two households needs to know.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from yihu.register.checks.finding import Finding, Hit, finding_of, with_waivers
from yihu.register.guarantees import enough_water, guarantee_of
from yihu.register.household import Household, Person
from yihu.register.id_numbers import normalized

ACROSS = {"id_number": "R01X", "phone": "R35X", "person_phone": "R35X"}
_SHORTEST_NUMBER, _SHORTEST_PHONE = 6, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """One value in one household: what several households must not have.

    Attributes:
        key: the value itself, or a keyed hash of it; equal only for equal values.
        property: `id_number`, `phone` or `person_phone`.
        person: row id of the member it belongs to, None for the household.
    """

    key: str | bytes
    household_id: str
    property: str
    person: str | None = None


def values_of(household: Household) -> Iterator[Shared]:
    """The values of one household for the index."""
    if key := _digits(household.phone):
        yield Shared(key="p" + key, household_id=household.id, property="phone")
    for person in household.persons:
        if key := _number(person):
            yield Shared(key="i" + key, household_id=household.id, property="id_number", person=person.row)
        if key := _digits(person.phone):
            yield Shared(key="p" + key, household_id=household.id, property="person_phone", person=person.row)


def who_shares(index: Iterable[Shared]) -> dict[Shared, tuple[str, ...]]:
    """Values that stand in several households -> ids of the other households."""
    by_key: dict[str | bytes, list[Shared]] = defaultdict(list)
    for each in index:
        by_key[each.key].append(each)
    found: dict[Shared, tuple[str, ...]] = {}
    for group in by_key.values():
        ids = dict.fromkeys(each.household_id for each in group)
        if len(ids) > 1:
            found |= {each: tuple(id for id in ids if id != each.household_id) for each in group}
    return found


def check_across(households: Iterable[Household]) -> dict[str, tuple[Finding, ...]]:
    """What the same document or telephone number in several households comes to, by household id.

    Waived ones are among them with their reason. The other household is named by its head.
    """
    by_id = {household.id: household for household in households}
    index = [each for household in by_id.values() for each in values_of(household)]
    found: dict[str, list[Finding]] = defaultdict(list)
    for shared, others in who_shares(index).items():
        household = by_id[shared.household_id]
        found[household.id].append(_finding(household, shared, [by_id[other] for other in others]))
    return {id: tuple(with_waivers(by_id[id], iter(findings))) for id, findings in found.items()}


def _finding(household: Household, shared: Shared, others: list[Household]) -> Finding:
    person = next((each for each in household.persons if each.row == shared.person), None)
    names = dict.fromkeys(other.head_name or "?" for other in others)
    parameters: dict[str, object] = {"other": ", ".join(names)}
    if person is None:
        parameters["name"] = household.head_name or "?"
    return finding_of(ACROSS[shared.property], Hit(shared.property, person, parameters))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """Money for measures: what it holds in all, and what was paid out of it, in yuan."""

    name: str
    total_yuan: Decimal
    paid_yuan: tuple[Decimal, ...] = ()


def check_funds(funds: Iterable[Fund]) -> Iterator[Finding]:
    """Rule 53: more was paid than there is."""
    for fund in funds:
        paid = sum(fund.paid_yuan, Decimal(0))
        if paid > fund.total_yuan:
            parameters: dict[str, object] = {"fund": fund.name, "paid": paid, "total": fund.total_yuan}
            yield finding_of("R53", Hit("fund_yuan", parameters=parameters))


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """What a village reports of itself, in households; None is unknown."""

    name: str
    households: int
    dangerous_houses: int | None = None
    short_of_water: int | None = None


def village_of(name: str, households: int, known: Iterable[Household]) -> Village:
    """A village that reports `households`, with what the register knows of its dangerous houses and lack of water.

    By the thresholds of each household's own record; who was not asked counts for neither.
    """
    homes = list(known)
    return Village(
        name=name,
        households=households,
        dangerous_houses=sum(guarantee_of(home, "housing").met is False for home in homes),
        short_of_water=sum(enough_water(home, home.rules.thresholds) is False for home in homes),
    )


def check_villages(villages: Iterable[Village]) -> Iterator[Finding]:
    """Rule 54: more households with a dangerous house, or short of water, than there are."""
    for village in villages:
        counted = (
            ("R54", "housing_grade", village.dangerous_houses),
            ("R54W", "water_enough", village.short_of_water),
        )
        for rule, property, count in counted:
            if count is not None and count > village.households:
                parameters: dict[str, object] = {
                    "village": village.name,
                    "count": count,
                    "households": village.households,
                }
                yield finding_of(rule, Hit(property, parameters=parameters))


def _number(person: Person) -> str:
    number = normalized(person.id_number or "")[:18]
    return number if len(number) >= _SHORTEST_NUMBER and len(set(number)) > 1 else ""


def _digits(phone: str | None) -> str:
    digits = "".join(character for character in phone or "" if character.isdigit())
    return digits if len(digits) >= _SHORTEST_PHONE else ""
