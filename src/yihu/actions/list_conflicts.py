"""Answers that two laptops filled in differently."""

from __future__ import annotations

from dataclasses import dataclass

from yihu.actions.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictValue:
    """One of the differing values: who wrote it, when, on which laptop.

    Attributes:
        value: as stored; None is "cleared".
        shown: as a person reads it: the choice's label, `yes`/`no`, the date.
        changeset_id: what wrote it.
        winner: shown meanwhile in lists and on paper.
    """

    value: str | int | bool | None
    shown: str
    person: str
    laptop: str
    at_ms: int
    changeset_id: str
    winner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One answer with several live values.

    Attributes:
        path: `<record>/<answer key>`.
        question: the question's label in the window's language.
        unit_or_hint: the question's hint, may be empty.
        member: the member's (or measure's) name when it is about one, else empty.
        beside: label and value of the answers that stand near it on the form.
    """

    household_id: str
    head_name: str
    village: str
    path: str
    question: str
    unit_or_hint: str
    member: str
    values: tuple[ConflictValue, ...]
    beside: tuple[tuple[str, str], ...] = ()


def list_conflicts(workspace: Workspace, household_id: str | None = None) -> tuple[Conflict, ...]:
    """All open conflicts, by village and household; or those of one household."""
    raise NotImplementedError
