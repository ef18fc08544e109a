"""The figures of the register, each with the query that lists its households."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.storage import HouseholdQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count that opens its list.

    Attributes:
        key: stable name: a state (`all`, `not_visited`, `in_progress`, `done`, `nobody_home`, `refused`,
            `moved`, `to_make`, `draft`, `agreed`, `signed`, `conflicts`, `checks`) or a cause's code.
        label: msgid.
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
        complete_percent: mean progress of its surveys.
        handed_over_ms: last time its work was given to, or received from, another laptop; None never.
    """

    code: str
    name: str
    township: str
    all: Figure
    visited: Figure
    signed: Figure
    conflicts: Figure
    complete_percent: int
    handed_over_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The register in figures.

    Attributes:
        states: by key, see `Figure`; `all` first.
        causes: main causes, the most frequent first.
        persons: members of all households.
        given_ms, received_ms: last hand-over, None never.
    """

    states: dict[str, Figure]
    causes: tuple[Figure, ...]
    villages: tuple[VillageFigures, ...]
    persons: int
    conflict_answers: int
    given_ms: int | None
    received_ms: int | None


def summarize(workspace: Workspace, village: str | None = None) -> Overview:
    """Count the register, or one village by its code."""
    raise NotImplementedError
