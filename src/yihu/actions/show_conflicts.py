"""The merge desk: what two laptops answered differently, household by household, with all around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from yihu.actions.labels import Labels, beside
from yihu.actions.reading import find_row
from yihu.actions.show_history import HistoryEntry, show_history
from yihu.actions.whose_answer import as_given
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate
from yihu.planning.in_force import IN_FORCE
from yihu.storage.rows import HouseholdQuery

if TYPE_CHECKING:
    from yihu.storage.rows import ConflictRow, HouseholdRow

PAGE = 500
TWO_PLANS = N_("Two plans for one household: which one holds?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One answer within an option. `shown`: as a person may read it (`reveal` shows hidden numbers)."""

    path: str
    question: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the differing answers to choose from, and whose it is.

    Attributes:
        changeset_id: names the option when it is chosen.
        parts: its answers: one, or all of one fact (amount and unit) that are chosen together.
        winner: shown meanwhile in lists and on paper. mine: given on this laptop.
    """

    changeset_id: str
    parts: tuple[Part, ...]
    person: str
    team: str
    laptop: str
    at_ms: int
    winner: bool
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One thing to decide: an answer, or several that form one fact and are never mixed.

    Attributes:
        key: names it, for `decide_conflict`: its path, or the fact's name.
        paths: the answers it is about. question: label of each, joined.
        hint: the question's hint. member: whom it is about, else empty.
        options: the one shown meanwhile first.
        choices: value -> label where one of a list is asked and it is a single answer; else empty.
        typed: a third answer may be typed (not for removed rows and facts of several answers).
        beside: label and value of answers near it on the form.
        history: the steps that changed it, the newest first.
    """

    household_id: str
    head_name: str
    village: str
    key: str
    paths: tuple[str, ...]
    question: str
    hint: str
    member: str
    options: tuple[Option, ...]
    choices: Mapping[str, str]
    typed: bool
    beside: tuple[tuple[str, str], ...] = ()
    history: tuple[HistoryEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictHousehold:
    """A household with something to decide. `answers`: how many differ."""

    household_id: str
    head_name: str
    number: str
    village: str
    group: str
    answers: int


def list_conflict_households(
    workspace: Workspace, village: str | None = None, after: ConflictHousehold | None = None
) -> tuple[ConflictHousehold, ...]:
    """Households whose answers differ, by village, group and number, at most 500 that come after `after`."""
    query = HouseholdQuery(village=village, marked="conflict")
    rows = workspace.store.households(query, after.household_id if after else "", PAGE)
    return tuple(_household(row) for row in rows)


def show_conflicts(workspace: Workspace, household_id: str) -> tuple[Decision, ...]:
    """All that is to be decided in one household, in the order of the form.

    Raises:
        HouseholdUnknown.
    """
    row = find_row(workspace, household_id)
    document = workspace.store.document(row.id)
    labels = Labels(workspace, document.values)
    teams = workspace.store.replica_names()
    return tuple(
        _decision(workspace, labels, key, rows, teams)
        for key, rows in decisions_of(as_given(workspace, document.conflicts))
    )


def decisions_of(rows: Iterable[ConflictRow]) -> list[tuple[str, list[ConflictRow]]]:
    """Conflicts by what is decided together: key, and its answers."""
    ordered = sorted(rows, key=lambda row: (row.household_id, row.fact or row.path, row.path))
    grouped = groupby(ordered, key=lambda row: (row.household_id, row.fact or row.path))
    return [(key, list(some)) for (_, key), some in grouped]


def _household(row: HouseholdRow) -> ConflictHousehold:
    return ConflictHousehold(
        household_id=row.id,
        head_name=row.head_name,
        number=row.number,
        village=row.village,
        group=row.group,
        answers=row.conflicts,
    )


def _decision(
    workspace: Workspace,
    labels: Labels,
    key: str,
    rows: list[ConflictRow],
    teams: Mapping[str, tuple[str, str]],
) -> Decision:
    first, paths = rows[0], tuple(row.path for row in rows)
    ref = labels.ref(first.path)
    session = labels.session(first.path.partition("/")[0])
    alone = len(rows) == 1
    asked = session is not None and ref is not None and alone
    return Decision(
        household_id=first.household_id,
        head_name=first.head_name,
        village=first.village,
        key=key,
        paths=paths,
        question=translate(TWO_PLANS)
        if key == IN_FORCE
        else " · ".join(labels.label(path) for path in paths),
        hint=session.hint(ref) if session and ref else "",
        member=labels.member(first.path),
        options=tuple(_options(workspace, labels, rows, teams)),
        choices={each.value: each.label for each in session.choices(ref)}
        if session and ref and alone
        else {},
        typed=asked and not first.path.endswith("/_del"),
        beside=tuple(beside(labels, first.path)),
        history=show_history(workspace, first.household_id, first.path),
    )


def _options(
    workspace: Workspace, labels: Labels, rows: list[ConflictRow], teams: Mapping[str, tuple[str, str]]
) -> Iterable[Option]:
    """Each version of the answer, or of the fact: by whom it was written."""
    own = workspace.store.own_replicas()
    shown = {
        (row.path, one.changeset): text
        for row in rows
        for one, text in zip(
            row.values, labels.shown_beside(row.path, [each.value for each in row.values]), strict=True
        )
    }
    names = {row.path: labels.label(row.path) for row in rows}
    for place, value in enumerate(rows[0].values):
        parts = tuple(
            Part(path=row.path, question=names[row.path], shown=shown[row.path, value.changeset])
            for row in rows
            if (row.path, value.changeset) in shown
        )
        if rows[0].path == IN_FORCE:
            lines = labels.plan_lines(str(value.value))
            parts = tuple(Part(path=IN_FORCE, question=asked, shown=said) for asked, said in lines) or parts
        yield Option(
            changeset_id=value.changeset,
            parts=parts,
            person=value.person,
            team=teams.get(value.replica, ("", ""))[0],
            laptop=value.laptop,
            at_ms=value.at_ms,
            winner=place == 0,
            mine=value.replica in own,
        )
