"""What a new record of a follow-up form begins with: the plan's measures, the rules, today's quarter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from yihu.actions.reading import household_of, plan_of
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate
from yihu.planning.follow_up import ENDED, MeasureStanding, read_follow_up, stand_of_measures
from yihu.register import codes

if TYPE_CHECKING:
    from yihu.forms import Form
    from yihu.sync.changeset import Value

_PROGRESS, _COUNT = "progress_measure", "measure_count"
_PROCEDURE = "procedure_profile"


def first_answers(workspace: Workspace, form: Form, household_id: str) -> dict[str, Value]:
    """Answer key -> value that a new record is begun with; empty for a form that the program knows nothing of.

    A visit asks for each measure of the agreed plan that isn't done or stopped, with what was told last.
    """
    places = {name: key for key, name in form.properties.items()}
    if _PROGRESS in places:
        return _measures(workspace, form, places, household_id)
    if _PROCEDURE in places:
        household = household_of(workspace, workspace.store.document(household_id))
        return {places[_PROCEDURE]: household.rules.ref}
    return {}


def _measures(
    workspace: Workspace, form: Form, places: Mapping[str, str], household_id: str
) -> dict[str, Value]:
    document = workspace.store.document(household_id)
    plan = plan_of(workspace, document)
    if plan is None or plan.state == "draft":
        return {}
    visits = read_follow_up(document.values, workspace.library.property_maps()).visits
    waiting = [each for each in stand_of_measures(plan, visits, "") if each.state not in ENDED]
    repeat = places[_PROGRESS].partition("/")[0]
    answers: dict[str, Value] = {_COUNT: str(len(waiting))} if waiting else {}
    for position, standing in enumerate(waiting, 1):
        row = f"{repeat}/{standing.measure.row}"
        told = {
            _PROGRESS: standing.measure.row,
            "progress_content": standing.measure.content or "",
            "progress_last": _last(standing),
        }
        answers[f"{row}/_row"] = position
        for name, text in told.items():
            if text and name in places:
                answers[f"{row}/{places[name].rpartition('/')[2]}"] = text
    return answers


def _last(standing: MeasureStanding) -> str:
    """What was told of a measure last."""
    if not standing.on:
        return translate(N_("Nothing told yet"))
    state = codes.label("progress_state", standing.state)
    if standing.gain_yuan is None:
        return translate(N_("{day}: {state}")).format(day=standing.on, state=state)
    words = translate(N_("{day}: {state}, {yuan} yuan gained"))
    return words.format(day=standing.on, state=state, yuan=f"{standing.gain_yuan.normalize():f}")
