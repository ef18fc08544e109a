"""The plan's desk: the one plan of a household with all that helps to make it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from yihu.actions.errors import SurveyMissing
from yihu.actions.leave_visit import leave_visit
from yihu.actions.open_visit import Interview, open_session, open_visit
from yihu.actions.permission import guarded
from yihu.actions.previous_survey import pattern_of
from yihu.actions.reading import PLAN, household_of, line_of, with_record
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate
from yihu.planning import Plan, expected_income, read_plan, suggest_measures

if TYPE_CHECKING:
    from yihu.forms import Form
    from yihu.planning import Suggestion
    from yihu.register.household import Household
    from yihu.sync.changeset import Value

GOAL = N_(
    "Net income per head safely above the monitoring line; food, clothing, schooling, medical care, "
    "housing and water assured"
)
ENDED_BY_A_NEW_VERSION = ("agreed_on", "plan_signed_on", "plan_signer", "signed_sheet_photo")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDesk:
    """A plan being made. Each action on it returns a new desk around the same interview.

    All figures are yuan per head and year; None is unknown.

    Attributes:
        interview: on form `plan`, record `plan`; edit measures through `interview.session` + `save_answer`,
            then `refresh_plan`.
        plan: as it stands now, drafts included.
        suggestions: for the main cause first, without those adopted.
        now_yuan: net income per head, last year.
        expected_low_yuan, expected_high_yuan: after the measures.
        line_yuan: monitoring line.
        read_only: agreed and signed plans; `revise_plan` begins the next version.
    """

    interview: Interview
    household: Household
    plan: Plan
    suggestions: tuple[Suggestion, ...]
    now_yuan: Decimal | None
    expected_low_yuan: Decimal | None
    expected_high_yuan: Decimal | None
    line_yuan: Decimal | None
    read_only: bool


@guarded
def open_plan(workspace: Workspace, household_id: str) -> PlanDesk:
    """Open the household's one plan; version 1 is begun with the first answer when there is none.

    Raises:
        HouseholdUnknown, SurveyMissing (nothing to base a plan on yet).
    """
    interview = open_visit(workspace, household_id, PLAN)
    household = household_of(workspace, workspace.store.document(household_id))
    if not household.persons:
        raise SurveyMissing
    if not interview.state:
        _begin_empty(workspace, interview, _first_version(workspace, interview.session.form, household))
    return _desk(workspace, interview, household)


@guarded
def refresh_plan(workspace: Workspace, desk: PlanDesk) -> PlanDesk:
    """The desk after its interview was answered: plan, figures and suggestions anew."""
    return _desk(workspace, desk.interview, desk.household)


@guarded
def revise_plan(workspace: Workspace, household_id: str) -> PlanDesk:
    """Make the plan again: the next version of the same plan, begun with the measures of the last.

    A draft is not made again but opened.
    """
    desk = open_plan(workspace, household_id)
    if desk.read_only:
        form = desk.interview.session.form
        base = _base(workspace, desk.household) | {
            "plan_version": str(desk.plan.version + 1),
            **dict.fromkeys(ENDED_BY_A_NEW_VERSION),
        }
        _begin(workspace, desk.interview, in_form(form, base))
    return refresh_plan(workspace, desk)


@guarded
def leave_plan(workspace: Workspace, desk: PlanDesk) -> bool:
    """Seal what was changed, to go on later; False when nothing was."""
    return leave_visit(workspace, desk.interview)


def in_form(form: Form, properties: Mapping[str, Value], row: str = "") -> dict[str, Value]:
    """Answer key -> value of properties in a form; `row` is `<repeat>/<row id>` for those of a row."""
    places = {name: pattern for pattern, name in form.properties.items()}
    inside = pattern_of(f"{row}/") if row else ""
    fitting = {
        name: places[name]
        for name in properties
        if places.get(name, "").rpartition("/")[0] == inside.rstrip("/")
    }
    start = f"{row}/" if row else ""
    return {start + place.rpartition("/")[2]: properties[name] for name, place in fitting.items()}


def yuan_text(amount: Decimal | int | None) -> str | None:
    """An amount as the form writes it: no exponent, no trailing zeros."""
    return None if amount is None else f"{Decimal(amount).normalize():f}"


def _begin(workspace: Workspace, interview: Interview, first: Mapping[str, Value]) -> None:
    """Start from these answers; they are written with the person's first one."""
    answers = {**interview.session.answers(), **first}
    interview.session = open_session(workspace, interview.session.form, answers)
    interview.unsaved = {**interview.unsaved, **interview.session.opening.changes, **first}


def _begin_empty(workspace: Workspace, interview: Interview, first: Mapping[str, Value]) -> None:
    """The same without the blank row that a form opens its repeats with: a plan begins without measures."""
    interview.session = open_session(workspace, interview.session.form, first)
    interview.unsaved = {**interview.session.opening.changes, **first}


def _first_version(workspace: Workspace, form: Form, household: Household) -> dict[str, Value]:
    until = date(workspace.clock.now().year + 1, 12, 31)
    start: dict[str, Value] = {
        "plan_version": "1",
        "goal": translate(GOAL),
        "goal_date": until.isoformat(),
        "responsible_helper": household.other.get("helper_name") or workspace.person,
    }
    return in_form(form, start | _base(workspace, household))


def _base(workspace: Workspace, household: Household) -> dict[str, Value]:
    """What a version sets out from: today, last year's income, the line."""
    line = line_of(workspace, household)
    return {
        "plan_state": "draft",
        "made_on": workspace.clock.now().date().isoformat(),
        "base_net_income_yuan": yuan_text(household.income.net_yuan()),
        "base_persons": str(len(household.persons)),
        "line_yuan": yuan_text(line.yuan if line else None),
    }


def _desk(workspace: Workspace, interview: Interview, household: Household) -> PlanDesk:
    values = workspace.store.document(interview.household_id).values
    answers = interview.session.answers()
    maps = workspace.library.property_maps()
    plan = read_plan(interview.household_id, with_record(values, PLAN, answers), maps)
    plan = plan or Plan(id=interview.household_id, version=1, state="draft")
    expectation = expected_income(household, plan)
    read_only = plan.state != "draft"
    return PlanDesk(
        interview=interview,
        household=household,
        plan=plan,
        suggestions=() if read_only else suggest_measures(household, plan),
        now_yuan=expectation.now_per_head_yuan,
        expected_low_yuan=expectation.low_per_head_yuan,
        expected_high_yuan=expectation.high_per_head_yuan,
        line_yuan=expectation.line_yuan,
        read_only=read_only,
    )
