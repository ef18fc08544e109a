"""Measures of a plan: take a suggestion over, add an empty one, remove one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from yihu.actions.errors import PlansDiffer
from yihu.actions.open_plan import PlanDesk, in_form, refresh_plan
from yihu.actions.permission import guarded
from yihu.actions.previous_survey import pattern_of
from yihu.actions.save_answer import save_changes
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from yihu.engine import Session
    from yihu.planning import Suggestion
    from yihu.sync.changeset import Value

COMMITTEE = N_("Villagers' committee of {village}")


@guarded
def adopt_measure(workspace: Workspace, desk: PlanDesk, suggestion: Suggestion) -> PlanDesk:
    """Take a suggestion over as a new measure; saved when this returns."""
    return _add(workspace, desk, {**_usual(desk), **suggestion.answers()})


@guarded
def add_measure(workspace: Workspace, desk: PlanDesk) -> PlanDesk:
    """A new, empty measure at the end; saved when this returns."""
    return _add(workspace, desk, {})


@guarded
def remove_measure(workspace: Workspace, desk: PlanDesk, row: str) -> PlanDesk:
    """Take the measure with this row id out; it stays in the history."""
    _refuse_undecided(desk)
    session = desk.interview.session
    rows = session.rows(measures_ref(session))
    found = next((ref for ref in rows if session.row_id(ref) == row), None)
    if found is not None:
        outcome = session.remove_repeat(found)
        save_changes(workspace, desk.interview, outcome.changes, measures_ref(session))
    return refresh_plan(workspace, desk)


def measures_ref(session: Session) -> str:
    """The repeat of the form whose rows are measures."""
    patterns = {name: pattern for pattern, name in session.form.properties.items()}
    repeat = pattern_of(patterns["measure_category"]).partition("/")[0]
    return next(part.ref for part in session.form.repeats.values() if part.key == repeat)


def _refuse_undecided(desk: PlanDesk) -> None:
    """Raises PlansDiffer: no measure is written before a person chose between two laptops' plans."""
    if desk.undecided:
        raise PlansDiffer


def _usual(desk: PlanDesk) -> dict[str, str]:
    """Who answers for a measure and until when, unless a person says otherwise."""
    household = desk.household
    village = household.village or ""
    usual = {
        "responsible_unit": household.other.get("helper_unit")
        or (translate(COMMITTEE).format(village=village) if village else ""),
        "responsible_person": household.other.get("helper_name", ""),
        "deadline": desk.plan.goal_date or "",
    }
    return {name: text for name, text in usual.items() if text}


def _add(workspace: Workspace, desk: PlanDesk, properties: Mapping[str, Value]) -> PlanDesk:
    """One draft for the whole measure: after a crash it is there whole or not at all."""
    _refuse_undecided(desk)
    session = desk.interview.session
    repeat_ref = measures_ref(session)
    outcome = session.add_repeat(repeat_ref)
    changes = dict(outcome.changes)
    repeat_key = session.form.groups[repeat_ref].key  # type: ignore[union-attr]
    for key, value in in_form(session.form, properties, f"{repeat_key}/{outcome.row_id}").items():
        ref = session.ref(key)
        if ref is None:
            continue
        changes |= session.answer(ref, str(value), by_hand=False).changes
    save_changes(workspace, desk.interview, changes, session.rows(repeat_ref)[-1])
    return refresh_plan(workspace, desk)
