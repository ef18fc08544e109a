"""The periodic bulletin: drafted from what changed since the last one, kept, told again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from yihu.actions.permission import guarded
from yihu.actions.read_pairs import read_pairs
from yihu.actions.reading import household_of
from yihu.actions.report_progress import report_progress
from yihu.actions.show_funds import ledgers
from yihu.actions.subjects import fill_record
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate, translate_count
from yihu.planning.bulletin import FIGURES, Change, Quote, anonymous, changes_since, sort_quotes
from yihu.planning.follow_up import read_follow_up
from yihu.planning.tasks import DONE, TASK
from yihu.planning.three_ones import total_three_ones
from yihu.register.masking import mask_value
from yihu.register.subjects import named_subject_id
from yihu.storage.rows import HouseholdQuery

if TYPE_CHECKING:
    from yihu.planning.follow_up import Visit
    from yihu.storage.rows import Document, HouseholdRow, ListedRecord

BULLETIN = "bulletin"
QUOTES_AT_MOST = 200
_LOOKED_AT = 5000
"""Households met since the last bulletin whose visits are read for their texts; the newest first."""

_LINES: dict[str, tuple[str, str]] = {
    "households": (
        N_("Households in the register: {now}"),
        N_("Households in the register: {now} ({grown})"),
    ),
    "visited": (N_("Surveyed: {now}"), N_("Surveyed: {now} ({grown})")),
    "planned": (N_("With a plan: {now}"), N_("With a plan: {now} ({grown})")),
    "signed": (N_("Plans signed: {now}"), N_("Plans signed: {now} ({grown})")),
    "measures_done": (N_("Measures done: {now}"), N_("Measures done: {now} ({grown})")),
    "gained_yuan": (N_("Income gained: {now} yuan"), N_("Income gained: {now} yuan ({grown})")),
    "paired": (N_("Households with a helper: {now}"), N_("Households with a helper: {now} ({grown})")),
    "students": (N_("Students supported: {now}"), N_("Students supported: {now} ({grown})")),
    "jobs": (N_("Members helped to work: {now}"), N_("Members helped to work: {now} ({grown})")),
    "tasks_done": (N_("Tasks done: {now}"), N_("Tasks done: {now} ({grown})")),
    "granted_yuan": (N_("Paid out of funds: {now} yuan"), N_("Paid out of funds: {now} yuan ({grown})")),
}
_HEADINGS = {
    "help": N_("What was done"),
    "issue": N_("What stands in the way"),
    "next_step": N_("What comes next"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinRow:
    """A bulletin that was kept. `from_on`, `until_on`: ISO dates; `from_on` empty for the first one."""

    record: str
    number: int
    from_on: str
    until_on: str
    text: str
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinDraft:
    """What the next one may say.

    Attributes:
        number: of the next one. since: ISO date of the last one, or as asked; empty for the first.
        quotes: what visits since then told, without names; whoever writes chooses among them.
        villages: progress by village in words, those that are far behind.
    """

    number: int
    since: str
    until: str
    figures: Mapping[str, int]
    changes: tuple[Change, ...]
    quotes: tuple[Quote, ...]
    behind: tuple[str, ...]


def list_bulletins(workspace: Workspace, division: str) -> tuple[BulletinRow, ...]:
    """Those of a division (its 12-digit code), the newest first."""
    rows = workspace.store.listed(BULLETIN, subject=_subject(division))
    return tuple(sorted(map(_row, rows), key=lambda row: (row.number, row.until_on), reverse=True))


def draft_bulletin(
    workspace: Workspace, division: str, *, within: str = "", since: str | None = None
) -> BulletinDraft:
    """Count and gather anew.

    Args:
        division: whose bulletin it is. within: what the codes of its villages begin with.
        since: ISO date; None: the day of the last one.
    """
    last = next(iter(list_bulletins(workspace, division)), None)
    start = since if since is not None else last.until_on if last else ""
    figures = count_figures(workspace, within)
    progress = report_progress(workspace, within=within)
    return BulletinDraft(
        number=last.number + 1 if last else 1,
        since=start,
        until=progress.today,
        figures=figures,
        changes=changes_since(figures, last.figures if last else None),
        quotes=sort_quotes(list(_quotes(workspace, within, start)))[:QUOTES_AT_MOST],
        behind=tuple(row.label for row in progress.stuck),
    )


def count_figures(workspace: Workspace, within: str = "") -> dict[str, int]:
    """All of `FIGURES` as of now."""
    today = workspace.clock.now().date().isoformat()
    whole = report_progress(workspace, within=within).whole.progress
    pairs = read_pairs(workspace, today, within)
    ones = total_three_ones(pairs.running)
    tasks = workspace.store.listed(TASK, within=within)
    counted = {
        "households": whole.households,
        "visited": whole.visited,
        "planned": whole.planned,
        "signed": whole.signed,
        "measures_done": whole.measures_done,
        "gained_yuan": whole.gained_cents // 100,
        "paired": len({pairing.household_id for pairing in pairs.running}),
        "students": ones.one_student.total,
        "jobs": ones.one_job.total,
        "tasks_done": sum(row.properties.get("task_state") == DONE for row in tasks),
        "granted_yuan": _granted_fen(workspace, within) // 100,
    }
    return {name: counted[name] for name in FIGURES}


def compose_bulletin(
    draft: BulletinDraft, quotes: tuple[Quote, ...], title: str = "", figures: bool = True
) -> str:
    """The text, ready for a chat or for paper: figures, the chosen words of visits, villages behind."""
    lines = [title or translate(N_("Bulletin no. {number}")).format(number=draft.number), _period(draft)]
    if figures:
        lines += ["", *(_line(change) for change in draft.changes)]
    for kind, heading in _HEADINGS.items():
        told = [quote for quote in quotes if quote.kind == kind]
        if told:
            lines += ["", translate(heading)]
            lines += [f"{place}. {_quoted(quote)}" for place, quote in enumerate(told, start=1)]
    if draft.behind:
        shown = translate(N_(", ")).join(draft.behind[:8])
        count = len(draft.behind)
        words = translate_count(
            "Behind the timetable: {shown} ({count} village)",
            "Behind the timetable: {shown} ({count} villages)",
            count,
        )
        lines += ["", words.format(shown=shown, count=count)]
    return "\n".join(lines)


@guarded
def keep_bulletin(workspace: Workspace, division: str, draft: BulletinDraft, text: str) -> BulletinRow:
    """Keep it as the last one: the next counts from it. Raises as `fill_record`."""
    subject = _subject(division)
    answers = {
        "bulletin_number": draft.number,
        "bulletin_from_on": draft.since,
        "bulletin_until_on": draft.until,
        "bulletin_text": text,
        "bulletin_figures": orjson.dumps(dict(draft.figures)).decode(),
    }
    record = fill_record(workspace, subject, BULLETIN, answers, division_code=division)
    return next(row for row in list_bulletins(workspace, division) if row.record == record)


def _subject(division: str) -> str:
    return named_subject_id(BULLETIN, division)


def _row(row: ListedRecord) -> BulletinRow:
    told = row.properties
    return BulletinRow(
        record=row.record,
        number=int(told.get("bulletin_number") or 0),
        from_on=told.get("bulletin_from_on", ""),
        until_on=told.get("bulletin_until_on", ""),
        text=mask_value("bulletin_text", told.get("bulletin_text", "")),
        figures=_figures(told.get("bulletin_figures", "")),
    )


def _figures(text: str) -> dict[str, int]:
    """What was counted then; figures that this version doesn't know are left out."""
    try:
        read = orjson.loads(text or "{}")
    except orjson.JSONDecodeError:
        return {}
    known = read.items() if isinstance(read, dict) else ()
    return {name: value for name, value in known if name in FIGURES and type(value) is int}


def _granted_fen(workspace: Workspace, within: str) -> int:
    """Paid less returned, of the division's funds; what no money was left for doesn't count."""
    return sum(ledger.paid_fen - ledger.returned_fen for ledger in ledgers(workspace, within))


def _quotes(workspace: Workspace, within: str, since: str) -> Iterator[Quote]:
    """What visits told since a day: help given, what stands in the way, the next step."""
    for row in _met_since(workspace, within, since):
        document = workspace.store.document(row.id)
        visits = read_follow_up(document.values, workspace.library.property_maps()).visits
        told = [visit for visit in visits if visit.on > since]
        names = _names(workspace, document) if told else ()
        for visit in told:
            yield from _of_visit(visit, row, names)


def _of_visit(visit: Visit, row: HouseholdRow, names: tuple[str, ...]) -> Iterator[Quote]:
    for kind, text in (("help", visit.help), ("issue", visit.issue), ("next_step", visit.next_step)):
        if text:
            yield Quote(
                kind=kind,
                text=anonymous(text, names),
                village=row.village,
                on=visit.on,
                household_id=row.id,
                record=visit.record,
            )


def _met_since(workspace: Workspace, within: str, since: str) -> Iterator[HouseholdRow]:
    query, after, seen = HouseholdQuery(within=within, state="done"), "", 0
    while page := workspace.store.households(query, after=after, limit=500):
        for row in page:
            if row.seen_on and row.seen_on > since:
                seen += 1
                yield row
            if seen >= _LOOKED_AT:
                return
        after = page[-1].id


def _names(workspace: Workspace, document: Document) -> tuple[str, ...]:
    household = household_of(workspace, document)
    people = (*household.persons, *household.former)
    return tuple(name for name in (household.head_name, *(each.name for each in people)) if name)


def _period(draft: BulletinDraft) -> str:
    if draft.since:
        return translate(N_("{since} to {until}")).format(since=draft.since, until=draft.until)
    return translate(N_("As of {until}")).format(until=draft.until)


def _line(change: Change) -> str:
    plain, grown = _LINES[change.name]
    if change.grown is None:
        return translate(plain).format(now=f"{change.now:,}")
    return translate(grown).format(now=f"{change.now:,}", grown=f"{change.grown:+,}")


def _quoted(quote: Quote) -> str:
    return translate(N_("{village}: {text}")).format(village=quote.village, text=quote.text)
