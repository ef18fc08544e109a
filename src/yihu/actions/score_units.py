"""The units' scores by the card in use, with the veto shown early."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yihu.actions.read_pairs import Pairs, read_pairs
from yihu.actions.scorecards import scorecard_in_use
from yihu.actions.workspace import Workspace
from yihu.planning.pairing import KEPT, RUNNING, Pairing
from yihu.planning.progress import Progress, Timetable, by_key
from yihu.planning.score import Member, Score, ScoreCard, Work, rank, timetable_of
from yihu.planning.tasks import (
    DONE,
    DONE_LATE,
    DROPPED,
    HELPER,
    LATE,
    TASK,
    TODAY,
    Standing,
    read_task,
    standings_of,
)
from yihu.planning.three_ones import ThreeOnes, three_ones_by
from yihu.register.masking import mask_value


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreReport:
    """The units' scores.

    Attributes:
        scores: the best first, those with a veto last.
        today: ISO date. timetable: from when to when it counts.
    """

    card: ScoreCard
    timetable: Timetable
    today: str
    scores: tuple[Score, ...]


def score_units(workspace: Workspace, card: ScoreCard | None = None) -> ScoreReport:
    """Points of every unit that has helpers, as of today."""
    card = card or scorecard_in_use(workspace)
    today = workspace.clock.now().date()
    table = timetable_of(card, today.isoformat())
    pairs = read_pairs(workspace, today.isoformat())
    works = _works(workspace, pairs, table, today)
    return ScoreReport(card=card, timetable=table, today=today.isoformat(), scores=rank(card, works))


def _works(workspace: Workspace, pairs: Pairs, table: Timetable, today: date) -> list[Work]:
    members = [(pairs.helpers[each.helper].unit, each.household_id) for each in pairs.running]
    standings = workspace.store.standings({id for _, id in members})
    progress = {each.key: each for each in by_key(standings, members, table.start)}
    ones = {each.key: each for each in three_ones_by("unit", pairs.running, pairs.helpers)}
    tasks = _tasks_of_units(workspace, pairs, today)
    met = {id for id, each in standings.items() if each.seen_on and each.seen_on >= table.start}
    units = sorted({helper.unit for helper in pairs.helpers.values() if helper.is_active(today.isoformat())})
    people = _members(pairs, tasks, met, today)
    return [
        Work(
            unit=mask_value("unit", unit),
            parts=_parts(progress.get(unit, Progress(key=unit)), ones.get(unit), tasks.get(unit, [])),
            members=tuple(people.get(unit, ())),
        )
        for unit in units
    ]


def _tasks_of_units(workspace: Workspace, pairs: Pairs, today: date) -> dict[str, list[Standing]]:
    """Tasks by the unit that they are a helper's or the unit's own; others are nobody's in this."""
    read = (read_task(row.subject, row.village_code, row.properties) for row in workspace.store.listed(TASK))
    found: dict[str, list[Standing]] = defaultdict(list)
    for standing in standings_of(read, today):
        task = standing.task
        helper = pairs.helpers.get(task.helper) if task.owner_kind == HELPER else None
        unit = helper.unit if helper else task.unit
        if unit and standing.state != DROPPED:
            found[unit].append(standing)
    return found


def _parts(
    progress: Progress, ones: ThreeOnes | None, tasks: Iterable[Standing]
) -> Mapping[str, tuple[int, int]]:
    """Measure of the card -> (done, of how many). Tasks count from the day on which they are due."""
    some = list(tasks)
    done = sum(each.state in (DONE, DONE_LATE) for each in some)
    due = done + sum(each.state in (LATE, TODAY) for each in some)
    tallies = (ones.one_household, ones.one_student, ones.one_job) if ones else ()
    return {
        "visited_share": (progress.visited, progress.households),
        "planned_share": (progress.planned, progress.households),
        "signed_share": (progress.signed, progress.households),
        "met_share": (progress.met, progress.households),
        "measures_done_share": (progress.measures_done, progress.measures),
        "gain_share": (progress.gained_cents, progress.expected_cents),
        "tasks_done_share": (done, due),
        "pledges_kept_share": (sum(each.kept for each in tallies), sum(each.total for each in tallies)),
    }


def _members(
    pairs: Pairs, tasks: Mapping[str, Iterable[Standing]], met: set[str], today: date
) -> dict[str, list[Member]]:
    done = Counter(
        standing.task.helper
        for some in tasks.values()
        for standing in some
        if standing.task.owner_kind == HELPER and standing.state in (DONE, DONE_LATE)
    )
    of_helper: dict[str, list[Pairing]] = defaultdict(list)
    for pairing in pairs.running:
        of_helper[pairing.helper].append(pairing)
    found: dict[str, list[Member]] = defaultdict(list)
    for helper in sorted(pairs.helpers.values(), key=lambda each: (each.name, each.id)):
        if not helper.is_active(today.isoformat()):
            continue
        own = of_helper[helper.id]
        households = {each.household_id for each in own}
        found[helper.unit].append(
            Member(
                id=helper.id,
                name=mask_value("name", helper.name),
                households=len(households),
                tasks=done[helper.id],
                pledges=sum(pledge.state in (RUNNING, KEPT) for each in own for pledge in each.pledges),
                visits=len(households & met),
            )
        )
    return found
