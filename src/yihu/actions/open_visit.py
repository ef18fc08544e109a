"""Begin or go on with an interview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yihu.actions.choose_profile import profile_key
from yihu.actions.entity_lists import EntityLists, last_saved
from yihu.actions.errors import FormWaits
from yihu.actions.first_answers import first_answers
from yihu.actions.list_profiles import profile_in_force
from yihu.actions.membership import marks_of_last_time, stays_when_asked_anew
from yihu.actions.permission import guarded
from yihu.actions.previous_survey import AGAIN, PreviousSurvey, kept_answers, previous_survey
from yihu.actions.reading import HOUSEHOLD, PLAN, find_row
from yihu.actions.remarks import Remarks
from yihu.actions.workspace import Workspace
from yihu.base.i18n import CHINESE, language
from yihu.base.ids import new_id
from yihu.register.subjects import SINGLE

if TYPE_CHECKING:
    from yihu.engine import Session
    from yihu.forms import Form
    from yihu.storage.rows import OpenRecord
    from yihu.sync.changeset import Value

DRAFT = "draft"
FINISHED = "finished"
SINGLE_RECORDS = (HOUSEHOLD, PLAN)
_ONE_RECORD = SINGLE | frozenset(SINGLE_RECORDS)


@dataclass(slots=True, kw_only=True)
class Interview:
    """An interview going on: the session and where it is kept.

    Attributes:
        session: the engine's session; the page answers it and saves each `Outcome`.
        record: record name (`household`, `plan`, `visit~<uuid>`).
        form_ref: `<form id>@<version>`.
        state: `draft`, `finished`, or "" before the first answer.
        unsaved: what the record begins with, written with the first answer.
        resume_ref: the question where the person was when they left, or None to begin at the start.
        resumed: True when unfinished work was found.
        previous: answer key -> value of the last finished survey.
        previous_on: ISO date of that survey, or None.
        remarks: comments and the like beside the answers.
        profile: the rules that the record names, `<id>@<version>`; profile_before: what it named before it was
            begun again, None when that is the same or nothing. Whoever sees the door is told of the change.
        kept: answer key -> value on the disk, as far as the person has seen it: what was received since
            the opening is not in it, so that nothing is taken back that nobody saw.
        beside: record -> answers of other records that are written together with the next ones.
    """

    session: Session
    household_id: str
    record: str
    form_id: str
    form_ref: str
    state: str = ""
    unsaved: Mapping[str, Value] = field(default_factory=dict)
    resume_ref: str | None = None
    resumed: bool = False
    previous: Mapping[str, str] = field(default_factory=dict)
    previous_on: str | None = None
    remarks: Remarks = field(default_factory=Remarks)
    kept: dict[str, Value] = field(default_factory=dict)
    profile: str | None = None
    profile_before: str | None = None
    beside: dict[str, dict[str, Value]] = field(default_factory=dict)


@guarded
def open_visit(
    workspace: Workspace,
    household_id: str,
    form_id: str = HOUSEHOLD,
    record: str | None = None,
    *,
    again: bool = False,
) -> Interview:
    """Open the interview of a household on a form, where it was left.

    `record`: an earlier record of a form that a household can have several of; None begins a new one
    (form `household` has one record; plans are opened by `open_plan`). `again`: a finished survey is made anew: what
    seldom changes (members, address) is kept, the rest is asked again with the old answer beside it;
    without it a finished survey opens for correction.

    Raises:
        HouseholdUnknown, FormUnknown.
    """
    find_row(workspace, household_id)
    return open_interview(workspace, household_id, form_id, record, again=again)


def open_interview(
    workspace: Workspace, household_id: str, form_id: str, record: str | None, *, again: bool = False
) -> Interview:
    """As `open_visit`, also of a household or subject that nothing was written about yet."""
    name = record or _record_name(workspace, form_id)
    opened = workspace.store.open_record(household_id, name)
    fresh = not opened.values.get("_state")
    if record is None and fresh and workspace.store.form_waits(form_id):
        raise FormWaits(form=form_id)
    if again and opened.values.get("_state") == FINISHED:
        opened = _begin_again(workspace, opened, workspace.library.form(form_id))
        fresh = True
    form = _form_of(workspace, form_id, opened)
    begins = _rules_in_force(workspace, form) if fresh and name == HOUSEHOLD else {}
    session = open_session(
        workspace, form, {**opened.values, **begins}, fresh=fresh, household_id=household_id
    )
    before = previous_survey(workspace, household_id, name) if opened.values else PreviousSurvey()
    interview = _interview(opened, session, before, begins)
    if fresh and not opened.values and (first := first_answers(workspace, form, household_id)):
        begin_with(workspace, interview, first)
    return interview


def _rules_in_force(workspace: Workspace, form: Form) -> dict[str, Value]:
    """What a survey that is begun names as its rules; a survey that goes on keeps those it was begun under."""
    return {profile_key(form): profile_in_force(workspace).ref}


def begin_with(workspace: Workspace, interview: Interview, first: Mapping[str, Value]) -> None:
    """Start from these answers; they are written with the person's first one."""
    answers = {**interview.session.answers(), **first}
    interview.session = open_session(
        workspace, interview.session.form, answers, household_id=interview.household_id
    )
    interview.unsaved = {**interview.unsaved, **interview.session.opening.changes, **first}


def _interview(
    opened: OpenRecord, session: Session, previous: PreviousSurvey, begins: Mapping[str, Value]
) -> Interview:
    state, form, remarks = opened.values.get("_state"), session.form, Remarks(opened.values)
    session.excuse(remarks.lacking())
    key = profile_key(form)
    named, before = _text(begins.get(key) or opened.values.get(key)), previous.answers.get(key)
    return Interview(
        session=session,
        household_id=opened.household_id,
        record=opened.record,
        form_id=form.id,
        form_ref=f"{form.id}@{form.version}",
        state=str(state or ""),
        unsaved={**_worth_saving(session), **begins},
        resume_ref=opened.ref or None,
        resumed=state == DRAFT or opened.unsealed > 0,
        previous=previous.answers,
        previous_on=previous.on,
        remarks=remarks,
        kept=dict(opened.values),
        profile=named,
        profile_before=before if before != named else None,
    )


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) and value else None


def _worth_saving(session: Session) -> dict[str, Value]:
    """What opening filled in, without the defaults of questions that don't concern the household."""
    changes = session.opening.changes
    asked = {key: session.ref(key) for key in changes}
    return {
        key: value
        for key, value in changes.items()
        if (ref := asked[key]) is None or session.is_relevant(ref)
    }


def open_session(
    workspace: Workspace,
    form: Form,
    values: Mapping[str, Value],
    *,
    fresh: bool = False,
    household_id: str = "",
) -> Session:
    """A session on a form with a record's answers in it; `fresh` fills in the form's defaults.

    `household_id`: whose members the form may choose from.
    """
    from yihu.engine import Session, Surroundings

    around = Surroundings(
        clock=workspace.clock,
        random=workspace.random,
        username=workspace.person,
        device_id=workspace.store.replica,
        lists=EntityLists(workspace, form, household_id, values),
        last_saved=last_saved(workspace, form),
    )
    answers = {key: value for key, value in values.items() if not key.startswith(("_", "=_"))}
    return Session.open(form, answers=answers, around=around, language=form_language(form), fresh=fresh)


def form_language(form: Form) -> str | None:
    """The form's language that is the window's; None where it has only one, or others."""
    return language_of(form, language())


def language_of(form: Form, spoken: str) -> str | None:
    """The form's own name of a language of ours; None where it lacks it."""
    marks = ("zh", "中文", "汉语", "chinese") if spoken == CHINESE else ("(en", "english")
    return next((name for name in form.languages if any(mark in name.lower() for mark in marks)), None)


def _record_name(workspace: Workspace, form_id: str) -> str:
    if form_id in _ONE_RECORD:
        return form_id
    return f"{form_id}~{new_id(workspace.clock, workspace.random)}"


def _form_of(workspace: Workspace, form_id: str, opened: OpenRecord) -> Form:
    """A begun survey goes on with the version it was begun with; all else takes the newest."""
    if opened.values.get("_state") == DRAFT and opened.form:
        version = opened.form.partition("@")[2]
        if workspace.store.form(form_id, version) is not None:
            return workspace.library.form(form_id, version)
    return workspace.library.form(form_id)


def _begin_again(workspace: Workspace, opened: OpenRecord, form: Form) -> OpenRecord:
    """Clear what is to be asked anew, in one changeset that the time line shows; whole or not at all."""
    stays = stays_when_asked_anew(form, opened.values)
    cleared: dict[str, Value] = {
        key: None for key in opened.values if key not in stays and not kept_answers(form, key)
    }
    cleared |= marks_of_last_time(form, opened.values, workspace.clock.now().date().isoformat())
    cleared |= {"_state": DRAFT} | (_rules_in_force(workspace, form) if opened.record == HOUSEHOLD else {})
    store, household_id, record = workspace.store, opened.household_id, opened.record
    paths, form_ref = (
        {f"{record}/{key}": value for key, value in cleared.items()},
        f"{form.id}@{form.version}",
    )
    store.write(household_id, paths, form_ref, AGAIN)
    store.set_resume(household_id, record, "", form_ref)
    return store.open_record(household_id, record)
