"""The figures of the register, each with the query that lists its households."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_
from yihu.register.codes import CAUSES, code_list
from yihu.storage.rows import HouseholdQuery

if TYPE_CHECKING:
    from yihu.storage.rows import Counts, VillageCounts

ALL_LABEL = N_("In the register")
VISIT_LABELS = {
    "not_visited": N_("Not visited"),
    "in_progress": N_("Under way"),
    "done": N_("Surveyed"),
    "nobody_home": N_("Nobody home"),
    "refused": N_("Refused"),
    "moved": N_("Moved away"),
}
PLAN_LABELS = {
    "to_make": N_("Plan to make"),
    "draft": N_("Plan drafted"),
    "agreed": N_("Plan agreed"),
    "signed": N_("Plan signed"),
}
MARK_LABELS = {"conflicts": N_("Answers differ"), "checks": N_("To check")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count that opens its list.

    Attributes:
        key: stable name: a state (`all`, `not_visited`, `in_progress`, `done`, `nobody_home`, `refused`,
            `moved`, `to_make`, `draft`, `agreed`, `signed`, `conflicts`, `checks`) or a cause's code.
        label: msgid of a state; a cause's label in the window's language.
        households: distinct households.
        query: lists exactly these.
    """

    key: str
    label: str
    households: int
    query: HouseholdQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageFigures:
    """One village: each number with its list.

    Attributes:
        surveyed_percent: households surveyed, of those in the register.
    """

    code: str
    name: str
    township: str
    all: Figure
    visited: Figure
    signed: Figure
    surveyed_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The register in figures.

    Attributes:
        states: by key, see `Figure`; `all` first.
        causes: causes (main or other), the most frequent first; only those that occur.
        persons: members of all households.
        stale: households whose newly received changes are not counted yet.
        given_ms, received_ms: last hand-over, None never.
    """

    states: Mapping[str, Figure]
    causes: tuple[Figure, ...]
    villages: tuple[VillageFigures, ...]
    persons: int
    conflict_answers: int
    stale: int
    given_ms: int | None
    received_ms: int | None


def summarize(workspace: Workspace, village: str | None = None) -> Overview:
    """Count the register, or one village by its code."""
    counts = workspace.store.counts(village)
    scope = HouseholdQuery(village=village)
    packages = workspace.store.packages()
    return Overview(
        states=_states(counts, scope),
        causes=_causes(counts, scope),
        villages=tuple(_village(one) for one in counts.villages),
        persons=counts.persons,
        conflict_answers=workspace.store.conflict_count() if counts.conflicts else 0,
        stale=counts.stale,
        given_ms=max((row.at_ms for row in packages if row.direction == "given"), default=None),
        received_ms=max((row.at_ms for row in packages if row.direction == "received"), default=None),
    )


def _states(counts: Counts, scope: HouseholdQuery) -> dict[str, Figure]:
    figures = [Figure(key="all", label=ALL_LABEL, households=counts.households, query=scope)]
    figures += [
        Figure(key=key, label=label, households=counts.visit.get(key, 0), query=replace(scope, state=key))
        for key, label in VISIT_LABELS.items()
    ]
    figures += [
        Figure(key=key, label=label, households=counts.plan.get(key, 0), query=replace(scope, plan_state=key))
        for key, label in PLAN_LABELS.items()
    ]
    figures += [
        Figure(
            key="conflicts",
            label=MARK_LABELS["conflicts"],
            households=counts.conflicts,
            query=replace(scope, marked="conflict"),
        ),
        Figure(
            key="checks",
            label=MARK_LABELS["checks"],
            households=counts.checks,
            query=replace(scope, marked="check"),
        ),
    ]
    return {figure.key: figure for figure in figures}


def _causes(counts: Counts, scope: HouseholdQuery) -> tuple[Figure, ...]:
    labels = {code.value: code.label() for code in code_list(CAUSES)}
    figures = [
        Figure(key=code, label=labels.get(code, code), households=number, query=replace(scope, cause=code))
        for code, number in counts.causes.items()
        if number
    ]
    return tuple(sorted(figures, key=lambda figure: (-figure.households, figure.key)))


def _village(counts: VillageCounts) -> VillageFigures:
    scope = HouseholdQuery(village=counts.code)
    visited, signed = counts.visit.get("done", 0), counts.plan.get("signed", 0)
    return VillageFigures(
        code=counts.code,
        name=counts.name,
        township=counts.township,
        all=Figure(key="all", label=ALL_LABEL, households=counts.households, query=scope),
        visited=Figure(
            key="done", label=VISIT_LABELS["done"], households=visited, query=replace(scope, state="done")
        ),
        signed=Figure(
            key="signed",
            label=PLAN_LABELS["signed"],
            households=signed,
            query=replace(scope, plan_state="signed"),
        ),
        surveyed_percent=round(100 * visited / counts.households) if counts.households else 0,
    )
