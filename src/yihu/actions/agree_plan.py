"""The plan's way: draft, agreed, signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.open_plan import PlanDesk
from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.engine import Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReport:
    """Whether the plan took the step.

    Attributes:
        state: the plan's state now: `draft`, `agreed`, `signed`.
        problems: what stands in the way, each with the `ref` to go to; empty when the step was taken.
    """

    sealed: bool
    state: str
    version: int
    problems: tuple[Violation, ...] = ()


def agree_plan(workspace: Workspace, desk: PlanDesk) -> PlanReport:
    """The household agreed: seal the plan for printing and signing."""
    raise NotImplementedError


def sign_plan(workspace: Workspace, desk: PlanDesk) -> PlanReport:
    """The paper was signed: seal the plan as signed today."""
    raise NotImplementedError
