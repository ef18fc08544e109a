"""Finish an interview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.open_visit import Interview
from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.engine import Violation
    from yihu.register.checks import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishReport:
    """Whether the survey is finished, and if not what is missing.

    Attributes:
        sealed: True: finished. False: `problems` stand in the way.
        problems: missing and contradicting answers, each with the `ref` to go to.
        findings: doubts across the household (`register.checks`); they never stand in the way.
    """

    sealed: bool
    problems: tuple[Violation, ...] = ()
    findings: tuple[Finding, ...] = ()


def review_visit(workspace: Workspace, interview: Interview) -> FinishReport:
    """What `finish_visit` would say, without sealing: for the page "check and finish"."""
    raise NotImplementedError


def finish_visit(workspace: Workspace, interview: Interview) -> FinishReport:
    """Seal the survey as finished, unless problems stand in the way.

    Answers to questions that no longer concern the household are cleared.
    """
    raise NotImplementedError
