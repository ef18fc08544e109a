"""Propose pairs, make them, end them: one or thousands in one action that can be taken back as a whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from yihu.actions.decide_many import take_back
from yihu.actions.errors import BatchGone, HelperUnknown, PairUnknown
from yihu.actions.known_lists import held, only_helper
from yihu.actions.pair_book import PairBook, Scope, read_pair_book, rows_in
from yihu.actions.permission import guarded
from yihu.actions.reading import household_of
from yihu.actions.show_pairs import shown
from yihu.actions.subjects import RecordAnswers, answered_record, fill_record
from yihu.actions.write_file import explained
from yihu.base.ids import new_id
from yihu.base.progress import Progress, Silent
from yihu.planning.pairing import MAIN, PAIRING, running_pairs
from yihu.planning.pairing_proposals import Proposal, Wanting, propose_pairs, reason_words, wanting

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace
    from yihu.storage.desk_rows import BatchRow
    from yihu.storage.rows import HouseholdRow
    from yihu.sync.changeset import Value

AT_ONCE = 500
MADE, ENDED = "pairs:made", "pairs:ended"
"""Names of batches: `list_batches` of the merge desk leaves them out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPair:
    """One pair to consider, in words.

    Attributes:
        role: `main` or `further`. reasons: why, in the window's language. load: households that the helper has now.
    """

    household_id: str
    head_name: str
    village: str
    group: str
    helper: str
    helper_name: str
    unit: str
    role: str
    reasons: str
    load: int = 0
    capacity: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PairProposals:
    """What would be paired.

    Attributes:
        households: looked at: those of the scope that have fewer helpers than wanted.
        left: ids of those for which nobody has room.
    """

    households: int
    pairs: tuple[ProposedPair, ...]
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReport:
    """What was written.

    Attributes:
        batch_id: to take all of it back with; empty where nothing was.
        changed: pairs made or ended. already: were so before.
        records: household id and record of each.
    """

    batch_id: str
    changed: int
    already: int = 0
    records: tuple[tuple[str, str], ...] = ()


def propose(
    workspace: Workspace,
    scope: Scope | None = None,
    *,
    helpers_each: int = 1,
    progress: Progress | None = None,
) -> PairProposals:
    """Pairs for households that lack helpers, from capacity, village and skill; nothing is written.

    Raises SelectionUnknown, Cancelled.
    """
    progress = progress or Silent()
    book = read_pair_book(workspace)
    has: dict[str, set[str]] = defaultdict(set)
    running, _ = running_pairs(book.pairings, book.helpers, book.day)
    for pairing in running:
        has[pairing.household_id].add(pairing.helper)
    rows = [row for row in rows_in(workspace, scope or Scope()) if len(has[row.id]) < helpers_each]
    wanted = [
        _wanting(workspace, row, book.day, progress, (done, len(rows))) for done, row in enumerate(rows)
    ]
    found = propose_pairs(
        wanted,
        book.helpers.values(),
        book.groups.values(),
        book.pairings,
        book.day,
        helpers_each=helpers_each,
        progress=progress,
    )
    by_id = {row.id: row for row in rows}
    loads: dict[str, int] = defaultdict(int)
    for pairing in running:
        loads[pairing.helper] += 1
    return PairProposals(
        households=len(rows),
        pairs=tuple(_proposed(each, by_id[each.household_id], book, loads) for each in found.pairs),
        left=found.left,
    )


def _wanting(
    workspace: Workspace, row: HouseholdRow, day: str, progress: Progress, at: tuple[int, int]
) -> Wanting:
    if at[0] % 64 == 0:
        progress.step(*at)
    household = household_of(workspace, workspace.store.document(row.id))
    found = wanting(household, day, (row.group, row.number))
    return (
        found
        if found.village
        else Wanting(
            id=found.id,
            village=row.village_code,
            needs=found.needs,
            main_need=found.main_need,
            order=found.order,
        )
    )


def _proposed(each: Proposal, row: HouseholdRow, book: PairBook, loads: Mapping[str, int]) -> ProposedPair:
    helper = book.helpers[each.helper]
    return ProposedPair(
        household_id=each.household_id,
        head_name=row.head_name,
        village=row.village,
        group=row.group,
        helper=helper.id,
        helper_name=shown(helper.name),
        unit=shown(helper.unit),
        role=each.role,
        reasons=reason_words(each.reasons),
        load=loads.get(helper.id, 0),
        capacity=helper.capacity,
    )


@guarded
def make_pairs(
    workspace: Workspace,
    pairs: Iterable[tuple[str, str, str]],
    *,
    since: str = "",
    progress: Progress | None = None,
) -> PairReport:
    """Pair each household with its helper: (household id, helper id, role). Those that are a pair already stay as they are.

    2,000 in some seconds. When stopped, those made till then stay, and are a batch too.

    Raises:
        HelperUnknown, RecordRefused, DiskFull, Cancelled.
    """
    book = read_pair_book(workspace)
    known = {(each.household_id, each.helper) for each in book.running()}
    wanted = list(dict.fromkeys(pairs))
    new = [pair for pair in wanted if pair[:2] not in known]
    unknown = next((helper for _, helper, _ in new if helper not in book.helpers), None)
    if unknown is not None:
        raise HelperUnknown(name=unknown, count=0)
    paired = _Alike(workspace, book, since or book.day)
    households = [household for household, *_ in new]
    report = _write(workspace, MADE, households, lambda place: paired.write(*new[place]), progress)
    return replace(report, already=len(wanted) - len(new))


class _Alike:
    """Pairs of one helper are alike but for whose they are: the form is filled in once for each helper and role."""

    def __init__(self, workspace: Workspace, book: PairBook, since: str) -> None:
        self._workspace, self._book, self._since = workspace, book, since
        self._filled: dict[tuple[str, str], tuple[str, dict[str, Value]]] = {}

    def write(self, household: str, helper: str, role: str) -> str:
        """The record's name."""
        workspace = self._workspace
        form, answers = self._answers(household, helper, role)
        record = f"{PAIRING}~{new_id(workspace.clock, workspace.random)}"
        own = {key: self._fresh(key) for key in answers if key in _IDS}
        paths = {f"{record}/{key}": value for key, value in {**answers, **own}.items()}
        workspace.store.write(household, paths, form, PAIRING)
        return record

    def _answers(self, household: str, helper: str, role: str) -> tuple[str, dict[str, Value]]:
        if (helper, role) not in self._filled:
            answers = {
                "pairing_helper": helper,
                "pairing_role": role or MAIN,
                "pairing_since": self._since,
            }
            given = RecordAnswers(subject=household, form_id=PAIRING, answers=answers)
            with only_helper(self._workspace.store, self._book.helpers[helper]):
                interview, changes = answered_record(self._workspace, given)
            self._filled[helper, role] = interview.form_ref, changes
        return self._filled[helper, role]

    def _fresh(self, key: str) -> str:
        id_ = str(UUID(bytes=self._workspace.random(16), version=4))
        return f"uuid:{id_}" if key == "=instanceID" else id_


_IDS = ("=instanceID", "=@id")
"""What ODK tells records apart by."""


@guarded
def end_pairs(
    workspace: Workspace,
    pairs: Sequence[tuple[str, str]],
    reason: str,
    *,
    until: str = "",
    note: str = "",
    progress: Progress | None = None,
) -> PairReport:
    """End pairs: (household id, record). What was pledged and done stays readable.

    Args:
        reason: code of `pairing_end`. until: ISO date, today by default.

    Raises:
        PairUnknown: one that isn't there or has ended. RecordRefused, DiskFull, Cancelled.
    """
    book = read_pair_book(workspace)
    running = {(each.household_id, each.record): each for each in book.running()}
    if not set(pairs) <= running.keys():
        raise PairUnknown
    answers = [
        RecordAnswers(
            subject=household,
            form_id=PAIRING,
            record=record,
            answers={
                "pairing_until": max(until or book.day, running[household, record].since),
                "pairing_end_reason": reason,
                **({"pairing_end_note": note} if note else {}),
            },
        )
        for household, record in dict.fromkeys(pairs)
    ]

    def write(place: int) -> str:
        each = answers[place]
        return fill_record(workspace, each.subject, PAIRING, each.answers, record=each.record)

    with held(workspace.store):
        return _write(workspace, ENDED, [each.subject for each in answers], write, progress)


def _write(
    workspace: Workspace,
    kind: str,
    households: Sequence[str],
    write: Callable[[int], str],
    progress: Progress | None,
) -> PairReport:
    """One batch, in transactions of 500, kept also when it was stopped in the middle. `write`: place -> record."""
    store, progress = workspace.store, progress or Silent()
    several = Counter(households)
    before = {each: _changes(workspace, each, several[each] > 1) for each in several}
    batch = new_id(workspace.clock, workspace.random)
    records: list[str] = []
    try:
        for start in range(0, len(households), AT_ONCE):
            with explained(workspace.folder), store.together():
                for place in range(start, min(start + AT_ONCE, len(households))):
                    records.append(write(place))
                    progress.step(len(records), len(households))
    finally:
        written = [
            (household, change)
            for household, changes in before.items()
            for change in _changes(workspace, household, several[household] > 1)
            if change not in changes
        ]
        if written:
            store.keep_batch(batch, kind, len(written), written)
    return PairReport(
        batch_id=batch if written else "",
        changed=len(records),
        records=tuple(zip(households, records, strict=True)),
    )


def _changes(workspace: Workspace, household_id: str, several: bool) -> tuple[str, ...]:
    """The newest change of a household; all of them where several are to be written, one on top of the other."""
    if several:
        return tuple(event.changeset for event in workspace.store.history(household_id))
    return workspace.store.heads_of(household_id)


def list_pair_batches(workspace: Workspace) -> tuple[BatchRow, ...]:
    """Pairs made or ended at once on this laptop, the newest first."""
    return tuple(row for row in workspace.store.batches(500) if row.rule in (MADE, ENDED))


@guarded
def undo_pairs(workspace: Workspace, batch_id: str, progress: Progress | None = None) -> PairReport:
    """Take back what was paired or ended at once; what somebody changed since stays.

    Raises:
        BatchGone: taken back already, or not of this laptop.
    """
    if batch_id not in {row.id for row in list_pair_batches(workspace)}:
        raise BatchGone
    report = take_back(workspace, batch_id, progress)
    return PairReport(batch_id=batch_id, changed=report.households)
