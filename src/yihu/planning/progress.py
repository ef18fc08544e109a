"""How far the work is, by village, unit, group or helper; always by distinct households."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

PLANNED = ("draft", "agreed", "signed")
BEHIND_PERCENT = 10
"""So many percent behind the days that have passed is worth a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one household stands.

    Attributes:
        visit_state, plan_state: as in the list of households. surveyed_on, seen_on: ISO dates, empty for none.
        measures: of the plan in force, stopped ones left out. expected_cents: the lower end of what they are to bring.
        gained_cents: what visits said came of them.
    """

    id: str
    village_code: str
    village: str = ""
    township: str = ""
    visit_state: str = "not_visited"
    plan_state: str = "none"
    surveyed_on: str = ""
    seen_on: str = ""
    measures: int = 0
    measures_done: int = 0
    expected_cents: int = 0
    gained_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far some households are.

    Attributes:
        key: what they have in common: a village's code, a unit, a group's or a helper's id; empty for all.
        visited: surveyed to the end. planned: a plan was at least drafted. signed: signed by the household.
        met: met on or after the day that was asked about.
        measures, measures_done, expected_cents, gained_cents: of their plans in force, added.
    """

    key: str = ""
    households: int = 0
    visited: int = 0
    planned: int = 0
    signed: int = 0
    met: int = 0
    measures: int = 0
    measures_done: int = 0
    expected_cents: int = 0
    gained_cents: int = 0

    @property
    def next_step(self) -> str:
        """The first of `visit`, `plan`, `sign`, `carry_out` that not all have done; empty where nothing is left."""
        for step, done in (("visit", self.visited), ("plan", self.planned), ("sign", self.signed)):
            if done < self.households:
                return step
        return "carry_out" if self.measures_done < self.measures else ""


def percent(part: int, whole: int) -> int | None:
    """Rounded down, so that 100 is all; None of nothing."""
    return 100 * part // whole if whole else None


def add_up(standings: Iterable[Standing], key: str = "", since: str = "") -> Progress:
    """The progress of these households, each counted once. `since`: ISO date for `met`; empty: ever."""
    distinct = list({each.id: each for each in standings}.values())
    return Progress(
        key=key,
        households=len(distinct),
        visited=sum(each.visit_state == "done" for each in distinct),
        planned=sum(each.plan_state in PLANNED for each in distinct),
        signed=sum(each.plan_state == "signed" for each in distinct),
        met=sum(each.seen_on != "" and each.seen_on >= since for each in distinct),
        measures=sum(each.measures for each in distinct),
        measures_done=sum(each.measures_done for each in distinct),
        expected_cents=sum(each.expected_cents for each in distinct),
        gained_cents=sum(each.gained_cents for each in distinct),
    )


def by_key(
    standings: Mapping[str, Standing], members: Iterable[tuple[str, str]], since: str = ""
) -> tuple[Progress, ...]:
    """The progress of each key, sorted by key.

    Args:
        standings: household id -> where it stands.
        members: (key, household id), any number for one household: it counts once for each key, however
            many of a unit's helpers it has. Households that aren't known are left out.
    """
    of_key: dict[str, dict[str, Standing]] = defaultdict(dict)
    for key, household in members:
        if household in standings:
            of_key[key][household] = standings[household]
    return tuple(add_up(of_key[key].values(), key, since) for key in sorted(of_key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """From when to when a campaign runs, ISO dates, and what share of its households is to be done by the end."""

    start: str
    end: str
    target_percent: int = 100

    def due_percent(self, today: str) -> int:
        """What share is to be done by today if every day does the same."""
        begun, over, day = (date.fromisoformat(each) for each in (self.start, self.end, today))
        length = max(1, (over - begun).days + 1)
        passed = min(length, max(0, (day - begun).days + 1))
        return self.target_percent * passed // length

    def is_behind(self, done_percent: int | None, today: str) -> bool:
        """Whether so much less is done than the days that have passed would have that it is worth a word."""
        return done_percent is not None and done_percent + BEHIND_PERCENT < self.due_percent(today)


def stuck(found: Iterable[Progress], table: Timetable, today: str) -> Iterator[Progress]:
    """Those that are behind on visits or on signed plans, the farthest behind first."""
    behind = [
        each
        for each in found
        if table.is_behind(percent(each.visited, each.households), today)
        or table.is_behind(percent(each.signed, each.households), today)
    ]
    return iter(
        sorted(
            behind, key=lambda each: (each.signed / each.households, each.visited / each.households, each.key)
        )
    )
