"""Totals of the three ones (三个一), by distinct households and persons: a pair more is not a student more."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from yihu.planning.pairing import (
    BROKEN_OFF,
    HOUSEHOLD,
    KEPT,
    PLEDGED,
    RUNNING,
    THREE_ONES,
    Helper,
    Pairing,
    Pledge,
)

BY = ("unit", "level", "group", "kind", "village", "helper")
"""What totals can be taken by."""

_BEST_FIRST = (KEPT, RUNNING, PLEDGED, BROKEN_OFF)

PersonOf = Callable[[str, str], str]
"""Household id, row of a member -> who it is: the same person in two rows or households is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One of the three ones, counted.

    Attributes:
        states: state -> distinct households or persons; who has several pledges counts once, in the best state.
        unnamed: pledges for a student or worker who isn't named: nobody is counted for them.
    """

    states: Mapping[str, int] = field(default_factory=dict)
    unnamed: int = 0

    @property
    def total(self) -> int:
        """Distinct households or persons with a pledge that wasn't broken off."""
        return sum(number for state, number in self.states.items() if state != BROKEN_OFF)

    @property
    def kept(self) -> int:
        """Distinct households or persons for whom it was kept."""
        return self.states.get(KEPT, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeOnes:
    """The totals of one unit, level, group ...

    Attributes:
        key: the unit's name, the code of the level or kind, the id of the group or helper, the village's code.
        helpers, households: distinct ones that are paired. fen: pledged for a year, each person's and household's
            pledges of all helpers added (two gifts are two gifts), broken ones left out.
    """

    key: str
    helpers: int
    households: int
    one_household: Tally
    one_student: Tally
    one_job: Tally
    fen: int = 0

    def tally(self, kind: str) -> Tally:
        """One of the three."""
        return {"household": self.one_household, "student": self.one_student}.get(kind, self.one_job)


def own_row(household_id: str, row: str) -> str:
    """Who a member is as long as nothing else is known: its row."""
    return row


def total_three_ones(pairings: Iterable[Pairing], person_of: PersonOf = own_row) -> ThreeOnes:
    """All together; not the sum of any parts, which may overlap."""
    return _total("", list(pairings), person_of)


def three_ones_by(
    by: str, pairings: Iterable[Pairing], helpers: Mapping[str, Helper], person_of: PersonOf = own_row
) -> tuple[ThreeOnes, ...]:
    """Totals by one of `BY`, each by itself, sorted by key; pairs of an unknown helper stand under their own words.

    ValueError for another `by`.
    """
    key_of = _key(by, helpers)
    parts: dict[str, list[Pairing]] = defaultdict(list)
    for pairing in pairings:
        parts[key_of(pairing)].append(pairing)
    return tuple(_total(key, parts[key], person_of) for key in sorted(parts))


def _key(by: str, helpers: Mapping[str, Helper]) -> Callable[[Pairing], str]:
    unknown = Helper(id="")

    def of_helper(pairing: Pairing) -> Helper:
        return helpers.get(pairing.helper, unknown)

    keys: dict[str, Callable[[Pairing], str]] = {
        "unit": lambda pairing: of_helper(pairing).unit or pairing.helper_unit,
        "level": lambda pairing: of_helper(pairing).level,
        "group": lambda pairing: of_helper(pairing).group,
        "kind": lambda pairing: of_helper(pairing).kind,
        "village": lambda pairing: pairing.village_code,
        "helper": lambda pairing: pairing.helper,
    }
    if by not in keys:
        raise ValueError(by)
    return keys[by]


def _total(key: str, pairings: list[Pairing], person_of: PersonOf) -> ThreeOnes:
    tallies = {kind: _tally(kind, pairings, person_of) for kind in THREE_ONES}
    return ThreeOnes(
        key=key,
        helpers=len({pairing.helper for pairing in pairings}),
        households=len({pairing.household_id for pairing in pairings}),
        one_household=tallies["household"],
        one_student=tallies["student"],
        one_job=tallies["job"],
        fen=sum(
            pledge.fen or 0
            for pairing in pairings
            for pledge in pairing.pledges
            if pledge.state != BROKEN_OFF
        ),
    )


def _tally(kind: str, pairings: list[Pairing], person_of: PersonOf) -> Tally:
    best: dict[str, int] = {}
    unnamed = 0
    for pairing in pairings:
        pledge = pairing.pledge(kind)
        if pledge.state not in _BEST_FIRST:
            continue
        whom = _whom(pledge, pairing.household_id, person_of)
        if not whom:
            unnamed += pledge.state != BROKEN_OFF
            continue
        rank = _BEST_FIRST.index(pledge.state)
        best[whom] = min(rank, best.get(whom, rank))
    counted = {state: sum(1 for rank in best.values() if _BEST_FIRST[rank] == state) for state in _BEST_FIRST}
    return Tally(states=counted, unnamed=unnamed)


def _whom(pledge: Pledge, household_id: str, person_of: PersonOf) -> str:
    if pledge.kind == HOUSEHOLD:
        return household_id
    return person_of(household_id, pledge.member) if pledge.member else ""
