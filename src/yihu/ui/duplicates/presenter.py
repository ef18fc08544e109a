"""Pairs of households that may be one (no Qt)."""

from __future__ import annotations

from yihu.actions.find_duplicates import DuplicatePair, list_duplicates
from yihu.actions.workspace import Workspace


class DuplicatesPresenter:
    """The pairs that nobody has decided on."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.pairs: tuple[DuplicatePair, ...] = ()

    def enter(self, household_id: str | None) -> None:
        """Read the pairs; those of this household first, if one is named."""
        pairs = list_duplicates(self.workspace)
        self.pairs = tuple(sorted(pairs, key=lambda pair: household_id not in (pair.one.id, pair.other.id)))
