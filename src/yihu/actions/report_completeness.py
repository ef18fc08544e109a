"""How complete the work is: villages by teams, what is missing, and whom to call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from yihu.storage.desk_rows import ChainRow, WorkRow
    from yihu.storage.handover_rows import ContactRow

ENDED = frozenset(("done", "nobody_home", "refused", "moved"))
DAY_MS = 24 * 60 * 60 * 1000
SILENT_DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Work of a laptop that hasn't come though later work has: changes number `first` to `last`."""

    team: str
    laptop: str
    village_code: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamProgress:
    """One team (or nobody, "") in one village.

    Attributes:
        expected: households assigned to it, or surveyed by it without being assigned to anybody.
        visited: begun or ended. ended: surveyed, nobody home, refused or moved. finished: surveyed.
        conflicts: households with answers that differ. waiting: households with changes that wait.
        newest_ms: the newest of its work here, by its own clock; None when there is none.
    """

    team: str
    expected: int
    visited: int
    ended: int
    finished: int
    conflicts: int
    waiting: int
    newest_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageProgress:
    """One village. `finished_percent`: surveyed, of those in the register."""

    code: str
    name: str
    township: str
    expected: int
    visited: int
    finished: int
    finished_percent: int
    conflicts: int
    teams: tuple[TeamProgress, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaptopHandover:
    """One laptop and when it last handed over. `fingerprint`: "" when only its work came, through others."""

    team: str
    laptop: str
    fingerprint: str
    mine: bool
    changesets: int
    newest_ms: int | None
    received_ms: int | None
    given_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody to call. `reasons`: in words; `open`: households still to be surveyed."""

    team: str
    laptop: str
    reasons: tuple[str, ...]
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """The report: villages by code, laptops by team, the call list with the most urgent first."""

    villages: tuple[VillageProgress, ...]
    laptops: tuple[LaptopHandover, ...]
    calls: tuple[Call, ...]
    gaps: tuple[Gap, ...]


def report_completeness(workspace: Workspace) -> Completeness:
    """What was expected, surveyed, finished and received, by villages and teams, and what is missing."""
    chains = workspace.store.chains()
    teams = workspace.store.replica_names()
    contacts = workspace.store.contacts()
    by_laptop = {contact.fingerprint: contact.team for contact in contacts}
    by_laptop[workspace.store.my_card().fingerprint] = workspace.team
    gaps = tuple(_gaps(chains))
    rows = workspace.store.work()
    villages = tuple(_villages(rows, chains, gaps, {id: team for id, (team, _) in teams.items()}, by_laptop))
    laptops = tuple(_laptops(workspace, chains, contacts))
    calls = tuple(_calls(workspace, villages, laptops, gaps))
    return Completeness(villages=villages, laptops=laptops, calls=calls, gaps=gaps)


def _gaps(chains: Iterable[ChainRow]) -> Iterator[Gap]:
    for chain in chains:
        for first, last in chain.missing:
            yield Gap(
                team=chain.team,
                laptop=chain.laptop or chain.replica[:8],
                village_code=chain.village_code,
                first=first,
                last=last,
            )


def _villages(
    rows: Iterable[WorkRow],
    chains: Iterable[ChainRow],
    gaps: Iterable[Gap],
    teams: dict[str, str],
    by_laptop: dict[str, str],
) -> Iterator[VillageProgress]:
    newest: dict[tuple[str, str], int] = defaultdict(int)
    for chain in chains:
        place = chain.village_code, chain.team
        newest[place] = max(newest[place], chain.newest_ms)
    by_village: dict[str, dict[str, list[WorkRow]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        team = by_laptop.get(row.assigned_to, "") or row.assigned_team or teams.get(row.surveyed_by, "")
        by_village[row.village_code][team].append(row)
    gaps = tuple(gaps)
    for code, by_team in by_village.items():
        progress = tuple(
            _team(team, some, newest.get((code, team)) or None) for team, some in sorted(by_team.items())
        )
        first = next(iter(by_team.values()))[0]
        expected, finished = sum(each.expected for each in progress), sum(each.finished for each in progress)
        yield VillageProgress(
            code=code,
            name=first.village,
            township=first.township,
            expected=expected,
            visited=sum(each.visited for each in progress),
            finished=finished,
            finished_percent=round(100 * finished / expected) if expected else 0,
            conflicts=sum(each.conflicts for each in progress),
            teams=progress,
            gaps=tuple(gap for gap in gaps if gap.village_code == code),
        )


def _team(team: str, rows: Iterable[WorkRow], newest_ms: int | None) -> TeamProgress:
    rows = tuple(rows)
    return TeamProgress(
        team=team,
        expected=sum(row.households for row in rows),
        visited=sum(row.households for row in rows if row.visit_state != "not_visited"),
        ended=sum(row.households for row in rows if row.visit_state in ENDED),
        finished=sum(row.households for row in rows if row.visit_state == "done"),
        conflicts=sum(row.conflicts for row in rows),
        waiting=sum(row.waiting for row in rows),
        newest_ms=newest_ms,
    )


def _laptops(
    workspace: Workspace, chains: Iterable[ChainRow], contacts: Iterable[ContactRow]
) -> Iterator[LaptopHandover]:
    """Laptops by their cards' names; those whose work came through others stand there too."""
    held: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for chain in chains:
        if chain.laptop:
            count, newest = held[chain.team, chain.laptop]
            held[chain.team, chain.laptop] = count + chain.changesets, max(newest, chain.newest_ms)
    known = {(contact.team, contact.laptop): contact for contact in contacts}
    own = workspace.team, workspace.store.laptop
    for team, laptop in sorted({*held, *known, own}):
        count, newest = held.get((team, laptop), (0, 0))
        contact = known.get((team, laptop))
        yield LaptopHandover(
            team=team,
            laptop=laptop,
            fingerprint=contact.fingerprint if contact else "",
            mine=(team, laptop) == own,
            changesets=count,
            newest_ms=newest or None,
            received_ms=contact.last_received_ms if contact else None,
            given_ms=contact.last_given_ms if contact else None,
        )


def _calls(
    workspace: Workspace,
    villages: Iterable[VillageProgress],
    laptops: Iterable[LaptopHandover],
    gaps: Iterable[Gap],
) -> Iterator[Call]:
    open_of: dict[str, int] = defaultdict(int)
    for village in villages:
        for team in village.teams:
            open_of[team.team] += team.expected - team.ended
    missing = {(gap.team, gap.laptop) for gap in gaps}
    now = int(workspace.clock.now().timestamp() * 1000)
    calls = []
    for laptop in laptops:
        reasons = tuple(_reasons(laptop, open_of[laptop.team], (laptop.team, laptop.laptop) in missing, now))
        if reasons and not laptop.mine:
            calls.append(
                Call(team=laptop.team, laptop=laptop.laptop, reasons=reasons, open=open_of[laptop.team])
            )
    yield from sorted(calls, key=lambda call: (-len(call.reasons), -call.open, call.team, call.laptop))


def _reasons(laptop: LaptopHandover, open_households: int, gap: bool, now_ms: int) -> Iterator[str]:
    if gap:
        yield translate(N_("An earlier file of theirs has not come."))
    if laptop.fingerprint and laptop.received_ms is None:
        yield translate(N_("Has never handed anything over."))
    elif (
        laptop.received_ms is not None
        and open_households
        and now_ms - laptop.received_ms > SILENT_DAYS * DAY_MS
    ):
        days = (now_ms - laptop.received_ms) // DAY_MS
        yield translate(N_("Last handed over {days} days ago, and has households to survey.")).format(
            days=days
        )
