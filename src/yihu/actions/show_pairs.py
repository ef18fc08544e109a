"""Where pairing stands: coverage, lists, the three ones, who paired whom when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from yihu.actions.pair_book import PairBook, Scope, households_in, read_pair_book, rows_in, rows_of
from yihu.base.i18n import N_, translate
from yihu.planning.pairing import PAIRING, Coverage, Pairing, Pledge, cover
from yihu.planning.three_ones import ThreeOnes, three_ones_by, total_three_ones
from yihu.register import codes
from yihu.register.masking import mask_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from yihu.actions.workspace import Workspace
    from yihu.planning.pairing import Helper
    from yihu.storage.rows import Change
    from yihu.sync.changeset import Value

WITHOUT_AT_MOST = 3000
_HELPER, _UNTIL = "pairing_helper", "pairing_until"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdLine:
    """A household on one of the lists. `category`: code of `monitored_category`."""

    household_id: str
    number: str
    head_name: str
    village: str
    group: str
    category: str = ""
    persons: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperLoad:
    """A helper on one of the lists. `phone` is hidden but for its ends."""

    helper: str
    name: str
    unit: str
    group: str
    level: str
    phone: str
    has: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCoverage:
    """How far the households of a scope have helpers; the three lists in words.

    Attributes:
        rate_percent: 结对率 with one decimal; None where the scope holds nobody.
        without: households without a helper; without_helper: ids of the first `WITHOUT_AT_MOST` of them.
    """

    day: str
    households: int
    paired: int
    pairs: int
    rate_percent: str | None
    helpers: int
    without: int
    without_helper: tuple[str, ...]
    idle: tuple[HelperLoad, ...]
    overloaded: tuple[HelperLoad, ...]
    main_twice: tuple[str, ...]
    gone: tuple[str, ...]
    one_to_one: int
    one_to_many: int
    many_to_one: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """One pair in words. `pledges`: each of the three ones that was pledged."""

    household_id: str
    record: str
    head_name: str
    village: str
    village_code: str
    group: str
    helper: str
    helper_name: str
    unit: str
    role: str
    since: str
    until: str
    end_reason: str
    pledges: tuple[Pledge, ...]
    card_signed_on: str
    card_photo: str
    runs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairEvent:
    """Who did what to a pair, when.

    Attributes:
        what: paired, ended, changed, card or taken_back. helper_name: as it was written then.
    """

    at_ms: int
    person: str
    laptop: str
    household_id: str
    head_name: str
    record: str
    what: str
    helper_name: str
    changeset_id: str


EVENT_WORDS = {
    "paired": N_("Paired"),
    "ended": N_("Ended"),
    "changed": N_("A step recorded"),
    "card": N_("Signed card kept"),
    "taken_back": N_("Taken back"),
}


def shown(text: str) -> str:
    """A text that people wrote, numbers in it hidden."""
    return mask_value("", text)


def show_pair_coverage(workspace: Workspace, scope: Scope | None = None) -> PairCoverage:
    """How far the households of a scope have helpers today. Raises SelectionUnknown."""
    book = read_pair_book(workspace)
    helpers = book.helpers.values()
    if scope is not None and scope != Scope():
        ids = households_in(workspace, scope)
        return _told(cover(ids, helpers, book.pairings, book.day), book)
    ids = tuple(dict.fromkeys(each.household_id for each in book.pairings))
    found = cover(ids, helpers, book.pairings, book.day)
    paired, count = set(ids).difference(found.without_helper), workspace.store.count()
    without = _first_without(workspace, paired, min(count - len(paired), WITHOUT_AT_MOST))
    return _told(replace(found, households=count, without_helper=without), book)


def _first_without(workspace: Workspace, paired: set[str], count: int) -> tuple[str, ...]:
    """The first of a register that may hold a hundred thousand: no more of it is read than that."""
    rows = rows_in(workspace, Scope())
    return tuple(islice((row.id for row in rows if row.id not in paired), count))


def list_without_helper(workspace: Workspace, household_ids: Sequence[str]) -> tuple[HouseholdLine, ...]:
    """The lines of households that `show_pair_coverage` names; those that are gone since are left out."""
    return tuple(
        HouseholdLine(
            household_id=row.id,
            number=row.number,
            head_name=shown(row.head_name),
            village=row.village,
            group=row.group,
            category=row.category,
            persons=row.persons,
        )
        for row in rows_of(workspace, household_ids)
    )


def _told(found: Coverage, book: PairBook) -> PairCoverage:
    loads = {load.helper: load.has for load in found.overloaded}
    return PairCoverage(
        day=found.day,
        households=found.households,
        paired=found.paired,
        pairs=found.pairs,
        rate_percent=None if found.rate_percent is None else f"{found.rate_percent:.1f}",
        helpers=len(found.loads),
        without=max(found.households - found.paired, 0),
        without_helper=found.without_helper[:WITHOUT_AT_MOST],
        idle=tuple(helper_load(book, book.helpers[id_], 0) for id_ in found.idle),
        overloaded=tuple(helper_load(book, book.helpers[id_], has) for id_, has in loads.items()),
        main_twice=found.main_twice,
        gone=found.gone,
        one_to_one=found.one_to_one,
        one_to_many=found.one_to_many,
        many_to_one=found.many_to_one,
    )


def helper_load(book: PairBook, helper: Helper, has: int) -> HelperLoad:
    """A helper as lists show it."""
    return HelperLoad(
        helper=helper.id,
        name=shown(helper.name),
        unit=shown(helper.unit),
        group=shown(book.group_name(helper)),
        level=codes.label("helper_level", helper.level) if helper.level else "",
        phone=mask_value("phone", helper.phone),
        has=has,
        most=helper.capacity,
    )


def list_pairs(
    workspace: Workspace,
    *,
    household_id: str = "",
    helper: str = "",
    village: str = "",
    ended: bool = False,
) -> tuple[PairLine, ...]:
    """Pairs that go on, by village and household; with `ended` those that are over too."""
    book = read_pair_book(workspace)
    found = [
        _line(book, each)
        for each in book.pairings
        if (ended or each.runs(book.day))
        and (not household_id or each.household_id == household_id)
        and (not helper or each.helper == helper)
        and (not village or each.village_code == village)
    ]
    return tuple(
        sorted(
            found,
            key=lambda each: (each.village_code, each.group, each.head_name, not each.runs, each.record),
        )
    )


def _line(book: PairBook, pairing: Pairing) -> PairLine:
    where, helper = book.where[pairing.household_id], book.helpers.get(pairing.helper)
    return PairLine(
        household_id=pairing.household_id,
        record=pairing.record,
        head_name=where.head_name,
        village=where.village,
        village_code=pairing.village_code,
        group=where.group,
        helper=pairing.helper,
        helper_name=shown(book.helper_name(pairing)),
        unit=shown(helper.unit if helper else pairing.helper_unit),
        role=pairing.role,
        since=pairing.since,
        until=pairing.until,
        end_reason=pairing.end_reason,
        pledges=tuple(
            replace(each, what=shown(each.what), note=shown(each.note)) for each in pairing.pledges
        ),
        card_signed_on=pairing.card_signed_on,
        card_photo=pairing.card_photo,
        runs=pairing.runs(book.day),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeOnesReport:
    """Totals by distinct households and persons; `parts` are named in words and don't add up to `total`."""

    total: ThreeOnes
    by: str
    parts: tuple[tuple[str, ThreeOnes], ...] = ()


def count_three_ones(workspace: Workspace, by: str = "unit", *, village: str = "") -> ThreeOnesReport:
    """The three ones of all pairs that go on, in all and by one of `planning.three_ones.BY`. ValueError for another."""
    book = read_pair_book(workspace)
    pairings = [each for each in book.running() if not village or each.village_code == village]
    person_of = _persons(workspace, pairings)
    parts = three_ones_by(by, pairings, book.helpers, person_of)
    return ThreeOnesReport(
        total=total_three_ones(pairings, person_of),
        by=by,
        parts=tuple(
            (shown(_name(book, by, part.key)), replace(part, key=shown(part.key)) if by == "unit" else part)
            for part in parts
        ),
    )


def _persons(workspace: Workspace, pairings: Sequence[Pairing]) -> Callable[[str, str], str]:
    """Members are the same person where they have the same ID number, else by their row."""
    named: dict[str, set[str]] = defaultdict(set)
    for pairing in pairings:
        for pledge in pairing.pledges:
            if pledge.member:
                named[pairing.household_id].add(pledge.member)
    maps = workspace.library.property_maps()
    key = next((key for key, name in maps.get("household", {}).items() if name == "id_number"), "")
    numbers: dict[tuple[str, str], str] = {}
    for household_id, rows in named.items():
        values = workspace.store.document(household_id).values
        for row in rows:
            number = values.get(f"household/{key.replace('*', row)}") if key else None
            if isinstance(number, str) and number:
                numbers[household_id, row] = number.upper()
    return lambda household_id, row: numbers.get((household_id, row), row)


def _name(book: PairBook, by: str, key: str) -> str:
    if by == "level":
        return codes.label("helper_level", key) if key else ""
    if by == "kind":
        return codes.label("helper_kind", key) if key else ""
    if by == "group":
        return book.groups[key].name if key in book.groups else ""
    if by == "village":
        return next((each.village for each in book.where.values() if each.village_code == key), key)
    if by == "helper":
        return book.helpers[key].name if key in book.helpers else _then(book, key)
    return key


def _then(book: PairBook, helper: str) -> str:
    return next((each.helper_name for each in book.pairings if each.helper == helper), helper)


def pair_history(
    workspace: Workspace, *, household_id: str = "", helper: str = "", limit: int = 500
) -> tuple[PairEvent, ...]:
    """Who paired whom when, out of the changesets, the newest first; also of pairs that ended or were taken back."""
    book = read_pair_book(workspace)
    places = {name: key for key, name in workspace.library.property_maps().get(PAIRING, {}).items()}
    ids = [household_id] if household_id else list(book.where)
    found = [event for id_ in ids for event in _events(workspace, book, id_, places)]
    if helper:
        own = {(event.household_id, event.record) for event in _of_helper(book, found, helper)}
        found = [event for event in found if (event.household_id, event.record) in own]
    return tuple(sorted(found, key=lambda event: event.at_ms)[::-1][:limit])


def _of_helper(book: PairBook, events: Sequence[PairEvent], helper: str) -> list[PairEvent]:
    known = {(each.household_id, each.record) for each in book.pairings if each.helper == helper}
    name = book.helpers[helper].name if helper in book.helpers else ""
    return [
        event
        for event in events
        if (event.household_id, event.record) in known or (name and event.helper_name == shown(name))
    ]


def _events(
    workspace: Workspace, book: PairBook, household_id: str, places: Mapping[str, str]
) -> list[PairEvent]:
    found: list[PairEvent] = []
    where = book.where.get(household_id)
    names: dict[str, str] = {}
    for event in workspace.store.history(household_id):
        by_record: dict[str, dict[str, Change]] = defaultdict(dict)
        for change in event.changes:
            record, _, key = change.path.partition("/")
            if record.startswith(f"{PAIRING}~"):
                by_record[record][key] = change
        for record, changes in by_record.items():
            name = changes.get(places.get("pairing_helper_name", ""))
            names[record] = str((name.after if name else None) or names.get(record, ""))
            found.append(
                PairEvent(
                    at_ms=event.at_ms,
                    person=event.person,
                    laptop=event.laptop,
                    household_id=household_id,
                    head_name=where.head_name if where else "",
                    record=record,
                    what=_what(changes, places),
                    helper_name=shown(names[record]),
                    changeset_id=event.changeset,
                )
            )
    return found


def _what(changes: Mapping[str, Change], places: Mapping[str, str]) -> str:
    def after(name: str) -> tuple[bool, Value]:
        change = changes.get(places.get(name, name))
        return change is not None, change.after if change else None

    helper, until, photo, removed = (
        after(name) for name in (_HELPER, _UNTIL, "pairing_card_photo", "_removed")
    )
    if (helper[0] and not helper[1]) or removed[1]:
        return "taken_back"
    if helper[1]:
        return "paired"
    if until[1]:
        return "ended"
    return "card" if photo[1] else "changed"


def event_words(event: PairEvent) -> str:
    """What happened, in the window's language."""
    return translate(EVENT_WORDS[event.what])
