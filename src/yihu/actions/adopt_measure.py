"""Measures of a plan: take a suggestion over, add an empty one, remove one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yihu.actions.open_plan import PlanDesk
from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.planning import Suggestion


def adopt_measure(workspace: Workspace, desk: PlanDesk, suggestion: Suggestion) -> PlanDesk:
    """Take a suggestion over as a new measure; saved when this returns."""
    raise NotImplementedError


def add_measure(workspace: Workspace, desk: PlanDesk) -> PlanDesk:
    """A new, empty measure at the end; saved when this returns."""
    raise NotImplementedError


def remove_measure(workspace: Workspace, desk: PlanDesk, row: str) -> PlanDesk:
    """Take the measure with this row id out; it stays in the history."""
    raise NotImplementedError
