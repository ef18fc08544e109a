"""Measures of poverty over any selection: Alkire-Foster H, A and M0, FGT 0 to 2, Gini (all pure).

Sources: Alkire and Foster, "Counting and multidimensional poverty measurement", Journal of Public Economics
95 (2011); OPHI/UNDP, global MPI, methodological notes (weights, cut-off, missing answers); Foster, Greer
and Thorbecke, Econometrica 52 (1984); World Bank, Handbook on Poverty and Inequality (Gini).

Everything counts persons, not households. Missing answers, as the global MPI handles them: an indicator that
no household of the selection has an answer to is left out and its weight shared among its dimension's others
(a whole dimension: among the other dimensions); a household that lacks an answer to any other indicator is
left out. Both are told. An income that is unknown is left out and told, never taken for zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

CUTOFF = Fraction(1, 3)
VULNERABLE, SEVERE = Fraction(1, 5), Fraction(1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator: name, the dimension it belongs to, its share of the whole (all make 1), msgid of its title."""

    name: str
    dimension: str
    weight: Fraction
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Multidimensional:
    """Poverty by several indicators at once. Shares are of persons, 0 to 1.

    Attributes:
        headcount: H, share of the poor. intensity: A, mean share of deprivations of the poor.
        m0: H x A. vulnerable: share with a score from 1/5 to the cut-off. severe: from 1/2.
        contributions, dimensions: share of M0 that an indicator, a dimension makes; all make 1.
        deprived: share deprived in an indicator, poor or not. poor_and_deprived: of all, those poor and deprived.
        households, persons: that it was measured over.
        households_left_out, persons_left_out: lack an answer.
        indicators_left_out: nobody has an answer to. lacking: households that lack an answer, by indicator.
    """

    headcount: float
    intensity: float
    m0: float
    vulnerable: float
    severe: float
    contributions: dict[str, float]
    dimensions: dict[str, float]
    deprived: dict[str, float]
    poor_and_deprived: dict[str, float]
    households: int
    persons: int
    households_left_out: int
    persons_left_out: int
    indicators_left_out: tuple[str, ...]
    lacking: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprivations:
    """Households alike: bits of the indicators (the first is bit 0) that they are deprived in, or lack.

    Attributes:
        households: how many. persons: how many in them together.
    """

    deprived: int
    unknown: int = 0
    households: int = 1
    persons: int = 1


def measure_multidimensional(
    found: Iterable[Deprivations], indicators: Sequence[Indicator], cutoff: Fraction = CUTOFF
) -> Multidimensional:
    """H, A and M0 of a selection; equal households may come counted together.

    Args:
        indicators: by the bits of `found`; weights that make 1.
        cutoff: who has at least this score is poor.
    """
    groups = tuple(found)
    answered = _answered(groups, len(indicators))
    weights = reweighted(indicators, answered)
    used = [bit for bit, weight in enumerate(weights) if weight]
    mask = sum(1 << bit for bit in used)
    kept = [each for each in groups if not each.unknown & mask] if used else []
    tally = _Tally(weights, cutoff)
    for each in kept:
        tally.add(each)
    return Multidimensional(
        **tally.shares(),
        **tally.by_indicator(indicators, used),
        households=sum(each.households for each in kept),
        persons=tally.persons,
        households_left_out=sum(each.households for each in groups) - sum(each.households for each in kept),
        persons_left_out=sum(each.persons for each in groups) - tally.persons,
        indicators_left_out=tuple(one.name for bit, one in enumerate(indicators) if bit not in used),
        lacking={
            one.name: sum(each.households for each in groups if each.unknown >> bit & 1)
            for bit, one in enumerate(indicators)
        },
    )


def reweighted(indicators: Sequence[Indicator], answered: Sequence[bool]) -> tuple[Fraction, ...]:
    """The weights when some indicators have no answers at all; they make 1 again, or all are 0."""
    kept: dict[str, Fraction] = {}
    whole: dict[str, Fraction] = {}
    for one, known in zip(indicators, answered, strict=True):
        whole[one.dimension] = whole.get(one.dimension, Fraction(0)) + one.weight
        if known:
            kept[one.dimension] = kept.get(one.dimension, Fraction(0)) + one.weight
    total = sum((whole[dimension] for dimension in kept), Fraction(0))
    return tuple(
        one.weight * whole[one.dimension] / kept[one.dimension] / total if known else Fraction(0)
        for one, known in zip(indicators, answered, strict=True)
    )


def _answered(groups: Sequence[Deprivations], count: int) -> list[bool]:
    everywhere = (1 << count) - 1
    for each in groups:
        everywhere &= each.unknown
    return [not everywhere >> bit & 1 for bit in range(count)] if groups else [False] * count


class _Tally:
    """Adds up persons by what they are deprived in."""

    def __init__(self, weights: Sequence[Fraction], cutoff: Fraction) -> None:
        self._weights, self._cutoff = weights, cutoff
        self.persons = self._poor = self._vulnerable = self._severe = 0
        self._score = Fraction(0)
        self._deprived = [0] * len(weights)
        self._censored = [0] * len(weights)

    def add(self, each: Deprivations) -> None:
        bits = [bit for bit in range(len(self._weights)) if each.deprived >> bit & 1]
        score = sum((self._weights[bit] for bit in bits), Fraction(0))
        self.persons += each.persons
        for bit in bits:
            self._deprived[bit] += each.persons
        if score >= self._cutoff:
            self._poor += each.persons
            self._score += score * each.persons
            for bit in bits:
                self._censored[bit] += each.persons
        elif score >= VULNERABLE:
            self._vulnerable += each.persons
        if score >= max(SEVERE, self._cutoff):
            self._severe += each.persons

    def shares(self) -> dict[str, Any]:
        return {
            "headcount": _share(self._poor, self.persons),
            "intensity": _share(self._score, self._poor),
            "m0": _share(self._score, self.persons),
            "vulnerable": _share(self._vulnerable, self.persons),
            "severe": _share(self._severe, self.persons),
        }

    def by_indicator(self, indicators: Sequence[Indicator], used: Sequence[int]) -> dict[str, Any]:
        contributions = {
            indicators[bit].name: _share(self._weights[bit] * self._censored[bit], self._score)
            for bit in used
        }
        dimensions: dict[str, float] = {}
        for bit in used:
            one = indicators[bit]
            dimensions[one.dimension] = dimensions.get(one.dimension, 0.0) + contributions[one.name]
        return {
            "contributions": contributions,
            "dimensions": dimensions,
            "deprived": {indicators[bit].name: _share(self._deprived[bit], self.persons) for bit in used},
            "poor_and_deprived": {
                indicators[bit].name: _share(self._censored[bit], self.persons) for bit in used
            },
        }


def _share(part: Fraction | int, whole: Fraction | int) -> float:
    return float(Fraction(part) / Fraction(whole)) if whole else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """Alkire-Foster with amounts: `m1` weighs how far below its line each deprivation is, `m2` its square.

    Attributes:
        scores: weighted deprivations of each person, from 0 to the sum of the weights.
    """

    scores: tuple[float, ...]
    headcount: float
    intensity: float
    m0: float
    m1: float
    m2: float


def measure_adjusted(
    achievements: Sequence[Sequence[float]],
    lines: Sequence[float],
    cutoff: float,
    weights: Sequence[float] | None = None,
) -> Adjusted:
    """Alkire-Foster 2011 for achievements in amounts.

    Args:
        achievements: one row a person, one amount an indicator; deprived is who is below its line.
        lines: one for each indicator, above 0.
        cutoff: who has at least this weighted number of deprivations is poor.
        weights: of the indicators; 1 each by default.
    """
    weigh = [1.0] * len(lines) if weights is None else list(weights)
    gaps = [
        [(line - value) / line if value < line else None for value, line in zip(row, lines, strict=True)]
        for row in achievements
    ]
    scores = [_weighed(row, weigh, 0) for row in gaps]
    poor = [row for row, score in zip(gaps, scores, strict=True) if score >= cutoff]
    cells = len(gaps) * sum(weigh) or 1.0
    m0, m1, m2 = (sum(_weighed(row, weigh, power) for row in poor) / cells for power in (0, 1, 2))
    headcount = len(poor) / len(gaps) if gaps else 0.0
    return Adjusted(
        scores=tuple(scores),
        headcount=headcount,
        intensity=m0 / headcount if headcount else 0.0,
        m0=m0,
        m1=m1,
        m2=m2,
    )


def _weighed(gaps: Sequence[float | None], weights: Sequence[float], power: int) -> float:
    return sum(
        weight * float(gap**power) for gap, weight in zip(gaps, weights, strict=True) if gap is not None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomePoverty:
    """Poverty and inequality by net income per head. Shares are of persons.

    Attributes:
        fgt0: share below the line. fgt1: mean gap as a part of the line, who is not poor has none.
        fgt2: mean of the squared gaps. gini: 0 (all equal) to 1.
        mean_yuan: per head and year. poor_persons, poor_households: below the line.
        households, persons: that it was measured over.
        households_left_out, persons_left_out: income or line unknown.
        negative: households whose costs are higher than their income; they count as 0 in gaps and Gini.
    """

    fgt0: float
    fgt1: float
    fgt2: float
    gini: float
    mean_yuan: float
    poor_persons: int
    poor_households: int
    households: int
    persons: int
    households_left_out: int = 0
    persons_left_out: int = 0
    negative: int = 0


Earner = tuple[float | None, int, float | None]
"""Net income per head and year in yuan, persons, line in yuan; None is unknown."""


def measure_income(earners: Iterable[Earner]) -> IncomePoverty:
    """FGT 0 to 2 and Gini of a selection, each household weighing as many persons as it has."""
    sums = _Sums()
    known: list[tuple[float, int]] = []
    for income, persons, line in earners:
        if income is None or line is None or persons <= 0 or line <= 0:
            sums.left_out += 1
            sums.persons_left_out += max(persons, 0)
            continue
        counted = income if income > 0 else 0.0
        sums.negative += income < 0
        known.append((counted, persons))
        if income < line:
            gap = (line - counted) / line
            sums.poor += 1
            sums.poor_persons += persons
            sums.gap += gap * persons
            sums.squared += gap * gap * persons
    persons = sum(weight for _, weight in known)
    whole = persons or 1
    return IncomePoverty(
        fgt0=sums.poor_persons / whole,
        fgt1=sums.gap / whole,
        fgt2=sums.squared / whole,
        gini=gini(known),
        mean_yuan=sum(income * weight for income, weight in known) / whole,
        poor_persons=sums.poor_persons,
        poor_households=sums.poor,
        households=len(known),
        persons=persons,
        households_left_out=sums.left_out,
        persons_left_out=sums.persons_left_out,
        negative=sums.negative,
    )


@dataclass(slots=True)
class _Sums:
    poor: int = 0
    poor_persons: int = 0
    gap: float = 0.0
    squared: float = 0.0
    left_out: int = 0
    persons_left_out: int = 0
    negative: int = 0


def gini(incomes: Iterable[tuple[float, int]]) -> float:
    """The Gini coefficient of (income from 0, persons who have it each); 0 where nobody has anything.

    The mean difference between any two persons, oneself included, divided by twice the mean.
    """
    ordered = sorted(incomes)
    persons = sum(weight for _, weight in ordered)
    total = sum(income * weight for income, weight in ordered)
    if not persons or not total:
        return 0.0
    below, area = 0, 0.0
    for income, weight in ordered:
        area += income * weight * (2 * below + weight)
        below += weight
    return area / (persons * total) - 1
