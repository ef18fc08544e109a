"""The plan's way: draft, agreed, signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.adopt_measure import measures_ref
from yihu.actions.errors import PlanNotAgreed, PlansDiffer
from yihu.actions.finish_visit import finish_record
from yihu.actions.open_plan import PlanDesk, in_form, own_record, refresh_plan, say_in_force
from yihu.actions.open_visit import FINISHED, open_session
from yihu.actions.permission import guarded
from yihu.actions.take_photo import shrink_photo
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from yihu.engine import Session, Violation
    from yihu.sync.changeset import Value

NO_MEASURE = N_("The plan has no measure yet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReport:
    """Whether the plan took the step.

    Attributes:
        state: the plan's state now: `draft`, `agreed`, `signed`.
        record: of the plan that took the step; another laptop's plan was copied into a new one.
        problems: what stands in the way, each with the `ref` to go to; empty when the step was taken.
    """

    sealed: bool
    state: str
    version: int
    problems: tuple[Violation, ...] = ()
    record: str = ""


@guarded
def agree_plan(workspace: Workspace, desk: PlanDesk) -> PlanReport:
    """The household agreed: seal the plan for printing and signing."""
    return _step(workspace, desk, "agreed", {"agreed_on": _today(workspace)})


@guarded
def sign_plan(
    workspace: Workspace,
    desk: PlanDesk,
    *,
    signer: str | None = None,
    signed_on: date | None = None,
    photo: Path | None = None,
) -> PlanReport:
    """The paper was signed: seal the plan as signed. A draft is agreed with that.

    Args:
        signer: who signed; None is the head of the household. signed_on: None is today. A plan that was
            agreed later than it was signed counts as agreed on the day of the signature.
        photo: of the signed sheet; shrunk and stored encrypted.

    Raises:
        PlansDiffer, PhotoUnreadable, FileUnreadable, DiskFull.
    """
    day = signed_on.isoformat() if signed_on else _today(workspace)
    signed: dict[str, Value] = {
        "agreed_on": min(desk.plan.agreed_on or day, day),
        "plan_signed_on": day,
        "plan_signer": signer or desk.household.head_name,
    }
    if photo is not None:
        signed["signed_sheet_photo"] = workspace.store.put_attachment(shrink_photo(photo), "jpg")
    return _step(workspace, desk, "signed", signed)


@guarded
def add_signed_sheet(workspace: Workspace, desk: PlanDesk, photo: Path) -> PlanReport:
    """The photo of the signed sheet, of a plan that is signed already. Raises as `sign_plan`."""
    if desk.plan.state != "signed":
        raise PlanNotAgreed
    name = workspace.store.put_attachment(shrink_photo(photo), "jpg")
    return _step(workspace, desk, "signed", {"signed_sheet_photo": name})


def _step(workspace: Workspace, desk: PlanDesk, state: str, properties: Mapping[str, Value]) -> PlanReport:
    """Try the step on a session of its own; only one without problems takes the desk's place.

    With the step the plan is the household's one plan. Another laptop's plan is copied first, so that what is
    agreed or signed is this one whole, whatever that laptop goes on writing.
    """
    if desk.undecided:
        raise PlansDiffer
    desk = replace(desk, interview=own_record(workspace, desk))
    form = desk.interview.session.form
    changes = in_form(form, {"plan_state": state, **properties})
    trial = open_session(workspace, form, {**desk.interview.session.answers(), **changes})
    problems = (*trial.problems(), *_without_measures(trial))
    if problems:
        return PlanReport(sealed=False, state=desk.plan.state, version=desk.plan.version, problems=problems)
    desk.interview.session = trial
    say_in_force(desk.interview)
    finish_record(workspace, desk.interview, f"plan_{state}", {"_state": FINISHED, "=_progress": 100})
    plan = refresh_plan(workspace, desk).plan
    return PlanReport(sealed=True, state=plan.state, version=plan.version, record=plan.record)


def _without_measures(session: Session) -> tuple[Violation, ...]:
    from yihu.engine import Violation

    ref = measures_ref(session)
    if session.rows(ref):
        return ()
    return (Violation(kind="required", message=translate(NO_MEASURE), ref=ref),)


def _today(workspace: Workspace) -> str:
    return workspace.clock.now().date().isoformat()
