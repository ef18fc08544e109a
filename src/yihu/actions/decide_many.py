"""Decide many differing answers by one rule: first looked at, then done, and taken back as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yihu.actions.decide_conflict import chosen, form_ref
from yihu.actions.errors import BatchGone, RuleUnknown
from yihu.actions.labels import Labels
from yihu.actions.permission import guarded
from yihu.actions.show_conflicts import decisions_of
from yihu.actions.undo_change import RESOLUTION, values_before, write_back
from yihu.actions.whose_answer import as_given
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.ids import new_id
from yihu.base.progress import Progress, Silent
from yihu.storage.rows import HouseholdQuery

if TYPE_CHECKING:
    from yihu.storage.desk_rows import BatchRow
    from yihu.storage.rows import ConflictRow, ConflictValue, Event
    from yihu.sync.changeset import Value

LATER, MINE, TEAM = "later", "mine", "team:"
PAIRS = "pairs:"
"""What batches of another kind are called by."""
PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One decision that a rule makes: what is shown now, what would be, and whose that is."""

    household_id: str
    head_name: str
    village: str
    key: str
    question: str
    member: str
    now: str
    then: str
    person: str
    laptop: str
    changes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePreview:
    """What a rule would decide.

    Attributes:
        decisions: things decided; `answers`: answers in them. changing: those where another answer would hold.
        undecided: things the rule says nothing about; they stay open.
        lines: the first 500.
    """

    rule: str
    households: int
    decisions: int
    answers: int
    changing: int
    undecided: int
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReport:
    """Decisions made at once, or taken back. `batch_id` names them for `undo_batch`.

    Attributes:
        kept: answers that somebody changed since and that an undo left alone.
    """

    batch_id: str
    rule: str
    households: int
    answers: int
    undecided: int = 0
    kept: int = 0


def list_rules(workspace: Workspace) -> tuple[str, ...]:
    """The rules that can be chosen here: `later`, `mine`, and `team:<name>` of each team that is known.

    A team of which nothing but this laptop is known would be the same choice as `mine`.
    """
    own = workspace.store.own_replicas()
    teams = {
        team for replica, (team, _) in workspace.store.replica_names().items() if team and replica not in own
    }
    return (LATER, MINE, *(f"{TEAM}{team}" for team in sorted(teams)))


def preview_rule(
    workspace: Workspace, rule: str, *, village: str | None = None, households: Collection[str] | None = None
) -> RulePreview:
    """What `decide_by_rule` would do, without doing it.

    Args:
        rule: `later` (the later visit), `mine` (this laptop's), `team:<name>` (that team's).
        village, households: only these.

    Raises:
        RuleUnknown.
    """
    decisions = answers = changing = undecided = 0
    touched, lines = set[str](), list[RuleLine]()
    for key, rows in _conflicts(workspace, rule, village, households):
        option = _by_rule(workspace, rule, rows)
        if option is None:
            undecided += 1
            continue
        decisions, answers = decisions + 1, answers + len(rows)
        changing += option != rows[0].values[0].changeset
        touched.add(rows[0].household_id)
        if len(lines) < PAGE:
            lines.append(_line(workspace, key, rows, option))
    return RulePreview(
        rule=rule,
        households=len(touched),
        decisions=decisions,
        answers=answers,
        changing=changing,
        undecided=undecided,
        lines=tuple(lines),
    )


@guarded
def decide_by_rule(
    workspace: Workspace,
    rule: str,
    *,
    village: str | None = None,
    households: Collection[str] | None = None,
    progress: Progress | None = None,
) -> BatchReport:
    """Decide all that the rule says something about, whole or not at all; each household by one change.

    Raises:
        RuleUnknown, DiskFull, Cancelled.
    """
    progress, store = progress or Silent(), workspace.store
    found = list(_conflicts(workspace, rule, village, households))
    by_household: dict[str, list[tuple[list[ConflictRow], str]]] = defaultdict(list)
    undecided = 0
    for _, rows in found:
        option = _by_rule(workspace, rule, rows)
        if option is None:
            undecided += 1
        else:
            by_household[rows[0].household_id].append((rows, option))
    written, answers = list[tuple[str, str]](), 0
    batch = new_id(workspace.clock, workspace.random)
    with explained(workspace.folder), store.together():
        for done, (household_id, decided) in enumerate(sorted(by_household.items())):
            progress.step(done, len(by_household))
            values = {path: value for rows, option in decided for path, value in chosen(rows, option).items()}
            answers += len(values)
            first = decided[0][0][0]
            changesets = store.write_each(
                household_id, values, form_ref(workspace, first.path), RESOLUTION, parents=first.heads
            )
            written += [(household_id, each.id) for each in changesets]
        if written:
            store.keep_batch(batch, rule, answers, written)
    return BatchReport(
        batch_id=batch if written else "",
        rule=rule,
        households=len(by_household),
        answers=answers,
        undecided=undecided,
    )


def list_batches(workspace: Workspace, limit: int = 50) -> tuple[BatchRow, ...]:
    """Decisions made at once on this laptop, the newest first; pairs made at once are none (`list_pair_batches`)."""
    return tuple(row for row in workspace.store.batches(limit) if not row.rule.startswith(PAIRS))


@guarded
def undo_batch(workspace: Workspace, batch_id: str, progress: Progress | None = None) -> BatchReport:
    """Show again what was shown before the decisions, by new changes; what was changed since stays.

    Raises:
        BatchGone: taken back already, or not of this laptop.
    """
    return take_back(workspace, batch_id, progress)


def take_back(workspace: Workspace, batch_id: str, progress: Progress | None = None) -> BatchReport:
    """As `undo_batch`, of any batch; who may do so was asked before."""
    store, progress = workspace.store, progress or Silent()
    batch = next((row for row in store.batches(1_000_000) if row.id == batch_id), None)
    if batch is None or batch.undone_ms is not None:
        raise BatchGone
    answers = kept = 0
    ids: dict[str, set[str]] = defaultdict(set)
    for household_id, changeset in batch.changesets:
        ids[household_id].add(changeset)
    with explained(workspace.folder), store.together():
        for done, (household_id, changesets) in enumerate(ids.items()):
            progress.step(done, len(ids))
            events = [each for each in store.history(household_id) if each.changeset in changesets]
            document = store.document(household_id)
            if not events:
                continue
            decided = _joined(events)
            values, left = values_before(document, decided)
            kept, answers = kept + len(left), answers + len(values)
            if values:
                write_back(workspace, document, decided, values)
        store.batch_undone(batch_id)
    return BatchReport(batch_id=batch_id, rule=batch.rule, households=len(ids), answers=answers, kept=kept)


def _joined(events: list[Event]) -> Event:
    """One decision that was written under several ids of a household."""
    changes = {change.path: change for event in events for change in event.changes}
    others: dict[str, dict[Value, None]] = defaultdict(dict)
    for event in events:
        for change in event.changes:
            others[change.path] |= dict.fromkeys((change.before, *change.others))
    return replace(
        events[-1],
        changes=tuple(
            replace(change, others=tuple(each for each in others[path] if each != change.before))
            for path, change in changes.items()
        ),
    )


def _conflicts(
    workspace: Workspace, rule: str, village: str | None, households: Collection[str] | None
) -> Iterator[tuple[str, list[ConflictRow]]]:
    if rule not in (LATER, MINE) and not (rule.startswith(TEAM) and rule != TEAM):
        raise RuleUnknown(rule=rule)
    if households is not None:
        for household_id in dict.fromkeys(households):
            yield from decisions_of(as_given(workspace, workspace.store.conflicts(household_id)))
        return
    query, after = HouseholdQuery(village=village, marked="conflict"), ""
    while rows := workspace.store.households(query, after, PAGE):
        for row in rows:
            yield from decisions_of(as_given(workspace, workspace.store.conflicts(row.id)))
        after = rows[-1].id


def _by_rule(workspace: Workspace, rule: str, rows: list[ConflictRow]) -> str | None:
    """The option that the rule names; None where it names none, or several that differ."""
    options = rows[0].values
    if rule == LATER:
        newest = max(one.at_ms for one in options)
        return _only([one for one in options if one.at_ms == newest])
    if rule == MINE:
        own = workspace.store.own_replicas()
        return _only([one for one in options if one.replica in own])
    names, team = workspace.store.replica_names(), rule.removeprefix(TEAM)
    return _only([one for one in options if names.get(one.replica, ("", ""))[0] == team])


def _only(options: list[ConflictValue]) -> str | None:
    values = {(one.value.__class__, one.value) for one in options}
    return options[0].changeset if len(values) == 1 else None


def _line(workspace: Workspace, key: str, rows: list[ConflictRow], option: str) -> RuleLine:
    labels = Labels(workspace, workspace.store.document(rows[0].household_id).values)
    one = next(each for each in rows[0].values if each.changeset == option)
    now, then = [], []
    for row in rows:
        values = {each.changeset: each.value for each in row.values}
        pair = [values[rows[0].values[0].changeset], values[option]]
        shown = labels.shown_beside(row.path, pair)
        now.append(shown[0])
        then.append(shown[1])
    return RuleLine(
        household_id=rows[0].household_id,
        head_name=rows[0].head_name,
        village=rows[0].village,
        key=key,
        question=" · ".join(labels.label(row.path) for row in rows),
        member=labels.member(rows[0].path),
        now=" · ".join(now),
        then=" · ".join(then),
        person=one.person,
        laptop=one.laptop,
        changes=option != rows[0].values[0].changeset,
    )
