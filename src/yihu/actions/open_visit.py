"""Begin or go on with an interview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.engine import Session


@dataclass(slots=True, kw_only=True)
class Interview:
    """An interview going on: the session and where it is kept.

    Attributes:
        session: the engine's session; the page answers it and saves each `Outcome`.
        record: record name (`household`, `plan`, `visit~<uuid>`).
        resume_ref: the question where the person was when they left, or None to begin at the start.
        resumed: True when unfinished work was found.
        previous: answer key -> value of the last finished survey.
        previous_on: ISO date of that survey, or None.
    """

    session: Session
    household_id: str
    record: str
    form_id: str
    resume_ref: str | None = None
    resumed: bool = False
    previous: Mapping[str, str] = field(default_factory=dict)
    previous_on: str | None = None


def open_visit(
    workspace: Workspace,
    household_id: str,
    form_id: str = "household",
    record: str | None = None,
    *,
    again: bool = False,
) -> Interview:
    """Open the interview of a household on a form, where it was left.

    `record`: an earlier record of a form that a household can have several of; None begins a new one
    (forms `household` and `plan` have one record each). `again`: a finished survey is made anew: what
    seldom changes (members, address) is kept, the rest is asked again with the old answer beside it;
    without it a finished survey opens for correction.

    Raises:
        HouseholdUnknown, FormUnknown.
    """
    raise NotImplementedError
