"""How far the work is, by village, unit, group, level or helper; each number with its list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from yihu.actions.read_pairs import Pairs, read_pairs
from yihu.actions.scorecards import scorecard_in_use
from yihu.actions.workspace import Workspace
from yihu.planning.pairing import Helper
from yihu.planning.progress import Progress, Timetable, add_up, by_key, stuck
from yihu.planning.score import timetable_of
from yihu.register.codes import label
from yihu.register.masking import mask_value
from yihu.storage.rows import HouseholdQuery

if TYPE_CHECKING:
    from yihu.planning.progress import Standing

VILLAGE, UNIT, GROUP, LEVEL, BY_HELPER = "village", "unit", "group", "level", "helper"
BY = (VILLAGE, UNIT, GROUP, LEVEL, BY_HELPER)
"""What progress can be told by."""

WEEKS_SHOWN = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressRow:
    """One line.

    Attributes:
        label: the village, unit, group or helper. beside: the township, or a helper's unit.
        lists: `households`, `visited`, `planned`, `signed`, `met` -> the query that lists exactly these.
    """

    progress: Progress
    label: str
    beside: str = ""
    lists: Mapping[str, HouseholdQuery] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReport:
    """The report.

    Attributes:
        by: one of `BY`. whole: all distinct households together, which isn't the sum of units that share some.
        stuck: the rows that are far behind the timetable, the farthest first.
        due_percent: what share is to be done by today. weeks: (ISO date of a Monday, surveys finished), the oldest first.
        since: ISO date from which on a household counts as met.
    """

    by: str
    today: str
    since: str
    timetable: Timetable
    due_percent: int
    whole: ProgressRow
    rows: tuple[ProgressRow, ...]
    stuck: tuple[ProgressRow, ...]
    weeks: tuple[tuple[str, int], ...] = ()


def report_progress(
    workspace: Workspace,
    by: str = VILLAGE,
    *,
    within: str = "",
    among: Collection[str] | None = None,
    since: str | None = None,
    timetable: Timetable | None = None,
) -> ProgressReport:
    """Count anew.

    Args:
        by: one of `BY`; by village all households count, by the others those that are paired.
        within: what the villages' codes begin with. among: ids of a selection; None: all.
        since: ISO date for `met`; None: the timetable's start. timetable: None: that of the score card in use.
    """
    today = workspace.clock.now().date().isoformat()
    table = timetable or timetable_of(scorecard_in_use(workspace), today)
    start = table.start if since is None else since
    standings: Mapping[str, Standing] = {}
    if by == VILLAGE and among is None:
        rows = tuple(_village_rows(workspace, within, start))
    else:
        rows, standings = _rows(workspace, by, within, among, start)
    behind = {
        each.key: place for place, each in enumerate(stuck([row.progress for row in rows], table, today))
    }
    return ProgressReport(
        by=by,
        today=today,
        since=start,
        timetable=table,
        due_percent=table.due_percent(today),
        whole=_whole(by, rows, standings, within, among, start),
        rows=rows,
        stuck=tuple(
            sorted(
                (row for row in rows if row.progress.key in behind), key=lambda row: behind[row.progress.key]
            )
        ),
        weeks=_weeks(workspace.store.surveys_by_day(within), today),
    )


def _village_rows(workspace: Workspace, within: str, since: str) -> Iterator[ProgressRow]:
    for village, township, progress in workspace.store.progress_by_village(within, since):
        yield ProgressRow(
            progress=progress,
            label=village or progress.key,
            beside=township,
            lists=_by_state(HouseholdQuery(village=progress.key)),
        )


def _by_state(query: HouseholdQuery) -> dict[str, HouseholdQuery]:
    return {
        "households": query,
        "visited": replace(query, state="done"),
        "planned": replace(query, planned=True),
        "signed": replace(query, plan_state="signed"),
    }


def _rows(
    workspace: Workspace, by: str, within: str, among: Collection[str] | None, since: str
) -> tuple[tuple[ProgressRow, ...], Mapping[str, Standing]]:
    if by == VILLAGE:
        standings = _within(workspace.store.standings(among or ()), within)
        members = [(each.village_code, each.id) for each in standings.values()]
        names = {each.village_code: (each.village, each.township) for each in standings.values()}
    else:
        pairs = read_pairs(workspace, workspace.clock.now().date().isoformat(), within)
        members = [
            (_key(by, pairs.helpers[pair.helper]), pair.household_id)
            for pair in pairs.running
            if among is None or pair.household_id in among
        ]
        standings = workspace.store.standings({id for _, id in members})
        names = _names(by, pairs)
    ids: dict[str, dict[str, None]] = {}
    for key, id in members:
        ids.setdefault(key, {})[id] = None
    found = []
    for progress in by_key(standings, members, since):
        said, beside = names.get(progress.key, (progress.key, ""))
        own = [standings[id] for id in ids[progress.key] if id in standings]
        found.append(
            ProgressRow(
                progress=progress,
                label=mask_value("label", said),
                beside=mask_value("beside", beside),
                lists=_lists(own, since),
            )
        )
    return tuple(found), standings


def _whole(
    by: str,
    rows: Iterable[ProgressRow],
    standings: Mapping[str, Standing],
    within: str,
    among: Collection[str] | None,
    since: str,
) -> ProgressRow:
    if by == VILLAGE:
        parts = [row.progress for row in rows]
        counted = ("households", "visited", "planned", "signed", "met", "measures", "measures_done")
        sums = {
            name: sum(getattr(each, name) for each in parts)
            for name in (*counted, "expected_cents", "gained_cents")
        }
        query = HouseholdQuery(within=within, among=None if among is None else tuple(among))
        return ProgressRow(progress=Progress(**sums), label="", lists=_by_state(query))
    known = standings.values()
    return ProgressRow(progress=add_up(known, since=since), label="", lists=_lists(known, since))


def _lists(standings: Iterable[Standing], since: str) -> dict[str, HouseholdQuery]:
    some = list(standings)
    ids = tuple(each.id for each in some)
    met = tuple(each.id for each in some if each.seen_on and each.seen_on >= since)
    return {**_by_state(HouseholdQuery(among=ids)), "met": HouseholdQuery(among=met)}


def _within(standings: Mapping[str, Standing], within: str) -> dict[str, Standing]:
    return {id: each for id, each in standings.items() if each.village_code.startswith(within)}


def _key(by: str, helper: Helper) -> str:
    return {UNIT: helper.unit, GROUP: helper.group, LEVEL: helper.level}.get(by, helper.id)


def _names(by: str, pairs: Pairs) -> dict[str, tuple[str, str]]:
    """Key -> words, and words beside them; a unit is its own name."""
    if by == GROUP:
        return {group.id: (group.name, group.unit) for group in pairs.groups.values()}
    if by == LEVEL:
        return {
            each.level: (label("helper_level", each.level), "")
            for each in pairs.helpers.values()
            if each.level
        }
    if by == BY_HELPER:
        return {each.id: (each.name, each.unit) for each in pairs.helpers.values()}
    return {}


def _weeks(days: Mapping[str, int], today: str) -> tuple[tuple[str, int], ...]:
    """The last half year, weeks without a survey too; from the first one on."""
    last = _monday(date.fromisoformat(today))
    counts: dict[date, int] = {}
    for day, count in days.items():
        try:
            monday = _monday(date.fromisoformat(day))
        except ValueError:
            continue  # a county's form may have asked for the date as a text
        counts[monday] = counts.get(monday, 0) + count
    shown = [last - timedelta(weeks=back) for back in range(WEEKS_SHOWN - 1, -1, -1)]
    first = next((place for place, monday in enumerate(shown) if counts.get(monday)), len(shown))
    return tuple((monday.isoformat(), counts.get(monday, 0)) for monday in shown[first:])


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
