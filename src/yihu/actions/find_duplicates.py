"""The duplicates desk: households that may be one, side by side; the decision, and its undoing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.errors import DecisionMissing, SameHousehold
from yihu.actions.labels import Labels
from yihu.actions.permission import guarded
from yihu.actions.reading import HOUSEHOLD, find_row
from yihu.actions.settle_equal import equal_numbers, settle_equal
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.i18n import translate
from yihu.register.matching import LIKELY_FROM, REASONS, Match, compare
from yihu.register.read import read_household

if TYPE_CHECKING:
    from yihu.register.household import Household
    from yihu.storage.desk_rows import LinkRow
    from yihu.storage.rows import HouseholdRow
    from yihu.sync.changeset import Value

PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatePair:
    """Two households that may be one.

    Attributes:
        certain: one person's identity number stands in both. score: 0 to 100.
        reasons: in words, what speaks for it and against it.
        persons: names of members that seem to be the same, as (in one, in the other).
    """

    one: HouseholdRow
    other: HouseholdRow
    certain: bool
    score: int
    reasons: tuple[str, ...]
    persons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """One answer side by side; `differs` where both have one and they aren't the same."""

    question: str
    one: str
    other: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two households side by side.

    Attributes:
        pairs: (row in one, row in the other) of members that seem to be the same: the proposal for `join`.
        lines: the household's own answers; members: (name in one or "", name in the other or "").
    """

    pair: DuplicatePair
    pairs: tuple[tuple[str, str], ...]
    lines: tuple[ComparedLine, ...]
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateDecision:
    """A decision that was made.

    Attributes:
        shown: the household as it is shown (of those joined the one); None where it isn't here.
        same: True: joined. contested: laptops decided otherwise: decide again.
    """

    one_id: str
    other_id: str
    same: bool
    contested: bool
    at_ms: int
    shown: HouseholdRow | None
    other: HouseholdRow | None


def list_duplicates(
    workspace: Workspace, village: str | None = None, limit: int = 200
) -> tuple[DuplicatePair, ...]:
    """Pairs that nobody has decided on, the certain ones first, then by score; at most `limit`."""
    found: list[DuplicatePair] = []
    offset = 0
    while len(found) < limit and (some := workspace.store.candidates(PAGE, offset)):
        offset += len(some)
        for one_id, other_id, _ in some:
            pair = _pair(workspace, one_id, other_id)
            if pair is not None and (
                village is None or village in (pair.one.village_code, pair.other.village_code)
            ):
                found.append(pair)
    found.sort(key=lambda pair: (not pair.certain, -pair.score, pair.one.id, pair.other.id))
    return tuple(found[:limit])


def count_duplicates(workspace: Workspace, at_most: int = 30) -> int:
    """How many pairs nobody has decided on, for a button's words; no further than `at_most`."""
    some = workspace.store.candidates(at_most)
    return sum(_pair(workspace, one_id, other_id) is not None for one_id, other_id, _ in some)


def compare_households(workspace: Workspace, one_id: str, other_id: str) -> Comparison:
    """Two households side by side.

    Raises:
        HouseholdUnknown, SameHousehold.
    """
    one, other = _two(workspace, one_id, other_id)
    first, second = _read(workspace, one.id), _read(workspace, other.id)
    match = compare(first, second)
    names = {person.row: person.name or "?" for person in (*first.persons, *second.persons)}
    paired = dict(match.persons)
    members = [(names[own], names[others]) for own, others in match.persons]
    members += [(names[person.row], "") for person in first.persons if person.row not in paired]
    members += [("", names[each.row]) for each in second.persons if each.row not in paired.values()]
    return Comparison(
        pair=_described(one, other, match, names),
        pairs=match.persons,
        lines=tuple(_lines(workspace, one.id, other.id)),
        members=tuple(members),
    )


@guarded
def join_households(
    workspace: Workspace, one_id: str, other_id: str, pairs: Mapping[str, str] | None = None
) -> HouseholdRow:
    """The two are the same household: shown as one from now on. Nothing is copied or deleted.

    Args:
        pairs: row in one -> row in the other, of members that are the same person; None: the proposal.

    Raises:
        HouseholdUnknown, SameHousehold.
    """
    one, other = _two(workspace, one_id, other_id)
    chosen = (
        dict(compare(_read(workspace, one.id), _read(workspace, other.id)).persons)
        if pairs is None
        else dict(pairs)
    )
    if one.id > other.id:
        chosen = {others: own for own, others in chosen.items()}
    with explained(workspace.folder), workspace.store.together():
        workspace.store.decide_same(one.id, other.id, True, chosen)
        joined = find_row(workspace, one.id)
        settle_equal(workspace, joined.id)
    return find_row(workspace, one.id)


@guarded
def keep_apart(workspace: Workspace, one_id: str, other_id: str) -> None:
    """The two are not the same: they are not proposed again.

    Raises:
        HouseholdUnknown, SameHousehold.
    """
    one, other = _two(workspace, one_id, other_id)
    with explained(workspace.folder):
        workspace.store.decide_same(one.id, other.id, False)


@guarded
def undo_duplicate(workspace: Workspace, one_id: str, other_id: str) -> DuplicateDecision:
    """Decide the other way round: joined ones come apart, each with its own answers; kept-apart ones join.

    Raises:
        DecisionMissing: nobody has decided on these two ids.
    """
    link = _link(workspace, one_id, other_id)
    if link is None:
        raise DecisionMissing
    with explained(workspace.folder), workspace.store.together():
        decided = workspace.store.decide_same(one_id, other_id, not link.same)
        joined = workspace.store.household(link.keep) if decided.same else None
        if joined is not None:
            settle_equal(workspace, joined.id)
    return _decision(workspace, decided)


@guarded
def reopen_duplicate(workspace: Workspace, one_id: str, other_id: str) -> None:
    """Make a pair undecided again, whatever was decided: two households, proposed as before.

    Raises:
        DecisionMissing: nobody has decided on these two ids.
    """
    if _link(workspace, one_id, other_id) is None:
        raise DecisionMissing
    with explained(workspace.folder):
        workspace.store.leave_undecided(one_id, other_id)


def list_duplicate_decisions(
    workspace: Workspace, household_id: str | None = None
) -> tuple[DuplicateDecision, ...]:
    """What was decided so far, the newest first; those that laptops decided differently are `contested`."""
    return tuple(_decision(workspace, link) for link in workspace.store.links(household_id))


def _link(workspace: Workspace, one_id: str, other_id: str) -> LinkRow | None:
    keep, drop = sorted((one_id, other_id))
    return next((row for row in workspace.store.links() if (row.keep, row.drop) == (keep, drop)), None)


def _decision(workspace: Workspace, link: LinkRow) -> DuplicateDecision:
    store = workspace.store
    return DuplicateDecision(
        one_id=link.keep,
        other_id=link.drop,
        same=link.same,
        contested=link.contested,
        at_ms=link.at_ms,
        shown=store.household(link.keep),
        other=store.household(link.drop),
    )


def _two(workspace: Workspace, one_id: str, other_id: str) -> tuple[HouseholdRow, HouseholdRow]:
    one, other = find_row(workspace, one_id), find_row(workspace, other_id)
    if one.id == other.id:
        raise SameHousehold
    return one, other


def _pair(workspace: Workspace, one_id: str, other_id: str) -> DuplicatePair | None:
    one, other = workspace.store.household(one_id), workspace.store.household(other_id)
    if one is None or other is None or one.id == other.id:
        return None
    first, second = _read(workspace, one.id), _read(workspace, other.id)
    match = compare(first, second)
    if not match.certain and match.score < LIKELY_FROM:
        return None
    names = {person.row: person.name or "?" for person in (*first.persons, *second.persons)}
    return _described(one, other, match, names)


def _described(
    one: HouseholdRow, other: HouseholdRow, match: Match, names: Mapping[str, str]
) -> DuplicatePair:
    return DuplicatePair(
        one=one,
        other=other,
        certain=match.certain,
        score=match.score,
        reasons=tuple(translate(REASONS[reason]) for reason in match.reasons),
        persons=tuple((names[own], names[others]) for own, others in match.persons),
    )


def _read(workspace: Workspace, household_id: str) -> Household:
    document = workspace.store.document(household_id)
    library = workspace.library
    return read_household(household_id, document.values, library.property_maps(), library.profiles())


def _lines(workspace: Workspace, one_id: str, other_id: str) -> Iterator[ComparedLine]:
    """The household's own answers, in the order of the form; members are told apart."""
    values = [workspace.store.document(each).values for each in (one_id, other_id)]
    labels = [Labels(workspace, each) for each in values]
    session = labels[0].session(HOUSEHOLD)
    for ref in session.refs() if session else ():
        path = f"{HOUSEHOLD}/{session.key(ref) if session else ''}"
        own, others = (each.get(path) for each in values)
        if path.count("/") > 1 or path.rpartition("/")[2].startswith("=") or own is others is None:
            continue
        shown = [label.shown(path, value) for label, value in zip(labels, (own, others), strict=True)]
        both = own not in (None, "") and others not in (None, "")
        yield ComparedLine(
            question=labels[0].label(path),
            one=shown[0],
            other=shown[1],
            differs=both and not _same_answer(own, others),
        )


def _same_answer(one: Value, other: Value) -> bool:
    """Whether two answers say the same: 116 and 116.0 do."""
    return one == other or equal_numbers(one, other)
