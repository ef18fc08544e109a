"""The plan's desk: one plan of a household with all that helps to make it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from yihu.actions.errors import PlanUnknown, SurveyMissing
from yihu.actions.leave_visit import leave_visit
from yihu.actions.list_records import with_drafts
from yihu.actions.open_visit import Interview, open_session, open_visit
from yihu.actions.permission import guarded
from yihu.actions.previous_survey import pattern_of
from yihu.actions.reading import PLAN, find_row, household_of, line_of, with_record
from yihu.actions.save_answer import save_changes
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate
from yihu.base.ids import new_id
from yihu.planning import Plan, expected_income, read_plans, suggest_measures
from yihu.planning.in_force import IN_FORCE, lies_in
from yihu.planning.standing import plan_at_hand

if TYPE_CHECKING:
    from yihu.forms import Form
    from yihu.planning import Expectation, Suggestion
    from yihu.register.household import Household
    from yihu.storage.rows import Document
    from yihu.sync.changeset import Value

GOAL = N_(
    "Net income per head safely above the monitoring line; food, clothing, schooling, medical care, "
    "housing and water assured"
)
ENDED_BY_A_NEW_VERSION = ("agreed_on", "plan_signed_on", "plan_signer", "signed_sheet_photo")
_IN_FORCE_KEY = IN_FORCE.partition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDesk:
    """A plan being made. Each action on it returns a new desk around the same interview.

    All figures are yuan per head and year; None is unknown.

    Attributes:
        interview: on form `plan`; edit measures through `interview.session` + `save_answer`, then
            `refresh_plan`.
        plan: as it stands now, drafts included.
        plans: all plans of the household, the oldest first; this one too once something of it is written.
        undecided: two laptops say that different plans hold; until a person chose one, none is changed.
        suggestions: for the main cause first, without those adopted.
        expectation: income now and after the measures; one-off gains apart.
        now_yuan: net income per head, last year.
        expected_low_yuan, expected_high_yuan: after the measures.
        line_yuan: monitoring line.
        read_only: agreed and signed plans; `revise_plan` begins the next version.
    """

    interview: Interview
    household: Household
    plan: Plan
    plans: tuple[Plan, ...]
    undecided: bool
    suggestions: tuple[Suggestion, ...]
    expectation: Expectation
    now_yuan: Decimal | None
    expected_low_yuan: Decimal | None
    expected_high_yuan: Decimal | None
    line_yuan: Decimal | None
    read_only: bool


@guarded
def open_plan(workspace: Workspace, household_id: str, record: str | None = None) -> PlanDesk:
    """Open the plan that is worked on, or the one of a record (decision 17).

    That is the plan in force, or the draft of its next version. Version 1 is begun with the first answer
    when there is none. A plan that another laptop made stays as it is: what is changed here goes into a copy.

    Raises:
        HouseholdUnknown, SurveyMissing (nothing to base a plan on yet), PlanUnknown (no such record).
    """
    find_row(workspace, household_id)
    workspace.store.open_record(
        household_id, PLAN
    )  # what is written of the choice has seen what this desk shows
    document = workspace.store.document(household_id)
    household = household_of(workspace, document)
    if not household.persons:
        raise SurveyMissing
    plans = _plans(workspace, document)
    wanted = plan_at_hand(plans) if record is None else _named(plans, record)
    if wanted is None:
        interview = _begin_first(workspace, household)
    elif wanted.state == "draft" and _of_others(workspace, household_id, wanted.record):
        interview = _copy(workspace, document, wanted, {})
    else:
        interview = open_visit(workspace, household_id, PLAN, wanted.record)
    _say_which(document, plans, interview, holds=wanted is None or wanted.in_force)
    return _desk(workspace, interview, household)


@guarded
def refresh_plan(workspace: Workspace, desk: PlanDesk) -> PlanDesk:
    """The desk after its interview was answered: plan, figures and suggestions anew."""
    return _desk(workspace, desk.interview, desk.household)


@guarded
def revise_plan(workspace: Workspace, household_id: str) -> PlanDesk:
    """Make the plan again: the next version, begun with the measures of the last, which stays as it was signed.

    The last version stays in force until the new one is agreed. A draft is not made again but opened.
    """
    desk = open_plan(workspace, household_id)
    if not desk.read_only or desk.undecided:
        return desk
    return _desk(workspace, _beside_others(workspace, desk, desk.plan), desk.household)


@guarded
def begin_draft(workspace: Workspace, household_id: str, copy_of: str | None = None) -> PlanDesk:
    """Another draft beside the plans there are: empty, or with the measures of one of them.

    After an agreed or signed plan it is the next version. Written when this returns; the plan in force stays.

    Raises:
        As `open_plan`.
    """
    desk = open_plan(workspace, household_id, copy_of)
    plan = None if copy_of is None else desk.plan
    first = not desk.plans and copy_of is None
    interview = desk.interview if first else _beside_others(workspace, desk, plan)
    save_changes(workspace, interview, {}, "")
    return _desk(workspace, interview, desk.household)


@guarded
def leave_plan(workspace: Workspace, desk: PlanDesk) -> bool:
    """Seal what was changed, to go on later; False when nothing was."""
    return leave_visit(workspace, desk.interview)


def say_in_force(interview: Interview) -> None:
    """With the next answer it is written that this is the household's plan."""
    interview.beside = {PLAN: {_IN_FORCE_KEY: interview.record}}


def _say_which(document: Document, plans: Sequence[Plan], interview: Interview, *, holds: bool) -> None:
    """With the next answer it is written which plan holds: this one, else the one there is where nobody said so yet.

    Where two laptops disagree, only a person's choice is written.
    """
    if _undecided(document):
        return
    former = next((plan.record for plan in plans if plan.in_force), "")
    if holds:
        say_in_force(interview)
    elif former and document.values.get(IN_FORCE) != former:
        interview.beside = {PLAN: {_IN_FORCE_KEY: former}}


def own_record(workspace: Workspace, desk: PlanDesk) -> Interview:
    """The interview to take a step in: of another laptop's plan a copy, so that nothing of two is mixed."""
    interview = desk.interview
    if interview.kept and _of_others(workspace, interview.household_id, interview.record):
        document = workspace.store.document(interview.household_id)
        return _copy(workspace, document, desk.plan, {})
    return interview


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


def _next_draft(workspace: Workspace, desk: PlanDesk, of: Plan | None) -> Interview:
    """A new record: with the measures of a plan, or without any; today's income and rules."""
    household, form = desk.household, desk.interview.session.form
    sealed = [plan.version for plan in desk.plans if plan.state != "draft"]
    number: dict[str, Value] = {"plan_version": str(max(sealed, default=0) + 1)}
    if of is None:
        return _begin_first(workspace, household, number)
    ended: dict[str, Value] = dict.fromkeys(ENDED_BY_A_NEW_VERSION)
    changed = in_form(form, _base(workspace, household) | number | ended)
    return _copy(workspace, workspace.store.document(household.id), of, changed)


def _beside_others(workspace: Workspace, desk: PlanDesk, of: Plan | None) -> Interview:
    """The same, and that it is not the one that holds."""
    interview = _next_draft(workspace, desk, of)
    _say_which(workspace.store.document(interview.household_id), desk.plans, interview, holds=False)
    return interview


def _plans(workspace: Workspace, document: Document) -> tuple[Plan, ...]:
    """All plans with what is not sealed yet."""
    drafts = workspace.store.drafts(document.household_id)
    values = with_drafts(document.values, drafts)
    return read_plans(document.household_id, values, workspace.library.property_maps())


def _named(plans: Sequence[Plan], record: str) -> Plan:
    found = next((plan for plan in plans if plan.record == record), None)
    if found is None:
        raise PlanUnknown
    return found


def _undecided(document: Document) -> bool:
    return any(conflict.path == IN_FORCE for conflict in document.conflicts)


def _of_others(workspace: Workspace, household_id: str, record: str) -> bool:
    """Whether another laptop wrote in the record."""
    return any(
        not event.mine and any(lies_in(change.path, record) for change in event.changes)
        for event in workspace.store.history(household_id)
    )


def _new_record(workspace: Workspace, household_id: str) -> Interview:
    name = f"{PLAN}~{new_id(workspace.clock, workspace.random)}"
    return open_visit(workspace, household_id, PLAN, name)


def _copy(workspace: Workspace, document: Document, plan: Plan, changed: Mapping[str, Value]) -> Interview:
    """A new record with a plan's answers; its measures keep their row ids, so that their progress follows."""
    values = with_drafts(document.values, workspace.store.drafts(document.household_id))
    start = f"{plan.record}/"
    answers = {
        key: value
        for path, value in values.items()
        if path.startswith(start)
        and value is not None
        and not (key := path[len(start) :]).startswith(("_", "=_"))
        and not _in_removed_row(values, path)
    }
    interview = _new_record(workspace, document.household_id)
    _begin(workspace, interview, {**answers, **changed})
    return interview


def _in_removed_row(values: Mapping[str, Value], path: str) -> bool:
    row = "/".join(path.split("/")[:3])
    return path.count("/") >= 3 and values.get(f"{row}/_del") is True


def _begin_first(
    workspace: Workspace, household: Household, changed: Mapping[str, Value] | None = None
) -> Interview:
    """A plan without measures; the blank row that a form opens its repeats with is left out."""
    interview = _new_record(workspace, household.id)
    form = interview.session.form
    first = _first_version(workspace, form, household) | in_form(form, changed or {})
    _begin(workspace, interview, first)
    return interview


def _begin(workspace: Workspace, interview: Interview, first: Mapping[str, Value]) -> None:
    """Start from these answers; they are written with the person's first one."""
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
    """What a version sets out from: today, last year's income, the line and the rules in force."""
    line = line_of(workspace, household)
    return {
        "plan_state": "draft",
        "made_on": workspace.clock.now().date().isoformat(),
        "base_net_income_yuan": yuan_text(household.income.net_yuan()),
        "base_persons": str(len(household.persons)),
        "line_yuan": yuan_text(line.yuan if line else None),
        "plan_profile": household.rules.ref,
    }


def _desk(workspace: Workspace, interview: Interview, household: Household) -> PlanDesk:
    document = workspace.store.document(interview.household_id)
    kept = with_drafts(document.values, workspace.store.drafts(interview.household_id))
    values = with_record(kept, interview.record, interview.session.answers())
    values |= {f"{PLAN}/{key}": value for key, value in interview.beside.get(PLAN, {}).items()}
    maps = workspace.library.property_maps()
    here = read_plans(interview.household_id, values, maps)
    plan = next((plan for plan in here if plan.record == interview.record), None)
    plan = plan or Plan(id=interview.household_id, version=1, state="draft", record=interview.record)
    expectation = expected_income(household, plan)
    undecided = _undecided(document)
    read_only = plan.state != "draft" or undecided
    return PlanDesk(
        interview=interview,
        household=household,
        plan=plan,
        plans=here if interview.state else read_plans(interview.household_id, kept, maps),
        undecided=undecided,
        suggestions=() if read_only else suggest_measures(household, plan),
        expectation=expectation,
        now_yuan=expectation.now_per_head_yuan,
        expected_low_yuan=expectation.low_per_head_yuan,
        expected_high_yuan=expectation.high_per_head_yuan,
        line_yuan=expectation.line_yuan,
        read_only=read_only,
    )
