"""Finish an interview."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.leave_visit import seal
from yihu.actions.membership import last_known, marks_as_before
from yihu.actions.open_visit import FINISHED, Interview
from yihu.actions.permission import guarded
from yihu.actions.previous_survey import pattern_of
from yihu.actions.reading import HOUSEHOLD, PLAN, line_of, with_record
from yihu.actions.remarks import remark_on
from yihu.actions.save_answer import save_changes
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate
from yihu.planning import read_plan
from yihu.planning.doubts import find_doubts
from yihu.register.read import read_household

if TYPE_CHECKING:
    from yihu.engine import Violation
    from yihu.forms import Form
    from yihu.register.checks import Finding
    from yihu.sync.changeset import Value

UNDECIDED = N_(
    "Two laptops have different answers here, and other questions depend on it. Choose the right one."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishReport:
    """Whether the survey is finished, and if not what is missing.

    Attributes:
        sealed: True: finished. False: `problems` stand in the way.
        problems: missing and contradicting answers, doubtful ones (kind `soft`) without a reason, and those
            that laptops gave differently (kind `conflict`) where other questions depend on them; each with
            the `ref` to go to.
        findings: doubts across the household (`register.checks`); they never stand in the way.
    """

    sealed: bool
    problems: tuple[Violation, ...] = ()
    findings: tuple[Finding, ...] = ()


def review_visit(workspace: Workspace, interview: Interview) -> FinishReport:
    """What `finish_visit` would say, without sealing: for the page "check and finish"."""
    return FinishReport(
        sealed=False,
        problems=(
            *interview.session.problems(),
            *unexplained(interview),
            *undecided(workspace, interview),
        ),
        findings=_findings(workspace, interview),
    )


def unexplained(interview: Interview) -> tuple[Violation, ...]:
    """Doubtful answers that nobody gave a reason for yet."""
    session, remarks = interview.session, interview.remarks
    return tuple(each for each in session.warnings() if not remarks.reason(session.key(each.ref)))


def undecided(workspace: Workspace, interview: Interview) -> tuple[Violation, ...]:
    """Answers that laptops gave differently, not answered here since, on which other questions depend."""
    store, start = workspace.store, f"{interview.record}/"
    rows = [row for row in store.conflicts(interview.household_id) if row.path.startswith(start)]
    if not rows:
        return ()
    from yihu.engine import Violation

    drafts = store.drafts(interview.household_id)
    answered = {f"{draft.record}/{key}" for draft in drafts for key in draft.changes}
    session = interview.session
    deciding = _deciding(session.form)
    found = []
    for row in rows:
        ref = session.ref(row.path.removeprefix(start))
        if ref is not None and row.path not in answered and re.sub(r"\[\d+\]", "", ref) in deciding:
            found.append(Violation(kind="conflict", message=translate(UNDECIDED), ref=ref))
    return tuple(found)


def _deciding(form: Form) -> frozenset[str]:
    """The questions on which it depends whether others are asked."""
    if "deciding" not in form.memory:
        rules = (rule for bind in form.binds.values() for rule in (bind.relevant, bind.required) if rule)
        form.memory["deciding"] = frozenset(path for rule in rules for path in rule.reads())
    found: frozenset[str] = form.memory["deciding"]  # type: ignore[assignment]
    return found


@guarded
def finish_visit(workspace: Workspace, interview: Interview) -> FinishReport:
    """Seal the survey as finished, unless problems stand in the way.

    Answers to questions that no longer concern the household are cleared.
    """
    review = review_visit(workspace, interview)
    if review.problems:
        return review
    finish_record(workspace, interview, "finish", {"_state": FINISHED, "=_progress": 100})
    return FinishReport(sealed=True, findings=review.findings)


def finish_record(workspace: Workspace, interview: Interview, kind: str, last: dict[str, Value]) -> None:
    """Bring what was kept of this interview to exactly what the session holds, add `last`, and seal.

    A plan is agreed and signed as a whole: each of its answers is confirmed, also those that stay.
    """
    interview.session.finish()
    whole = interview.form_id == PLAN
    confirmed = dict(interview.session.answers()) if whole else {}
    save_changes(workspace, interview, confirmed | unsaved_changes(interview) | last, "")
    seal(workspace, interview, kind, whole=whole)


def unsaved_changes(interview: Interview) -> dict[str, Value]:
    """What the session holds otherwise than the disk: calculated answers, and those that ceased.

    Answers to questions that this version of the form doesn't have stay as they are, and so does what was
    last known about a member who left. A visit that did not take place (nobody home, refused, moved) learnt nothing about the household,
    so what the last one found stays, and comes back where this one had begun to ask anew.
    """
    stored = _without_removed_rows(interview.kept)
    answers = interview.session.answers()
    changed = {key: value for key, value in answers.items() if interview.kept.get(key) != value}
    if not _took_place(interview):
        marks = marks_as_before(interview.session.form, stored, interview.previous)
        return _found_before(interview, stored) | changed | marks
    asked = {question.key for question in interview.session.form.questions.values()}
    stays = last_known(interview.session.form, answers, interview.kept, interview.previous)
    gone = {
        key: None
        for key, value in stored.items()
        if key not in answers
        and key not in stays
        and value is not None
        and not _is_mark(key)
        and _question_of(key) in asked
    }
    back = {key: value for key, value in stays.items() if stored.get(key) != value}
    return changed | gone | back


def _without_removed_rows(kept: Mapping[str, Value]) -> dict[str, Value]:
    removed = tuple(
        key.removesuffix("_del") for key, value in kept.items() if key.endswith("/_del") and value is True
    )
    return {key: value for key, value in kept.items() if not removed or not key.startswith(removed)}


def _question_of(key: str) -> str:
    """The question's key as the form has it, `member/*/age`, of an answer's, `member/<row>/=age`."""
    around, slash, name = pattern_of(key).rpartition("/")
    return f"{around}{slash}{name.removeprefix('=')}"


def _took_place(interview: Interview) -> bool:
    """Whether the form has no result of the visit, or the result says that people were asked."""
    form, session = interview.session.form, interview.session
    keys = [key for key, property in form.properties.items() if property == "visit_result"]
    results = [session.value(ref) for key in keys if (ref := session.ref(key))]
    return not results or results == ["done"]


def _found_before(interview: Interview, stored: Mapping[str, Value]) -> dict[str, Value]:
    return {
        key: value
        for key, value in interview.previous.items()
        if stored.get(key) is None and (not _is_mark(key) or remark_on(key))
    }


def _is_mark(key: str) -> bool:
    """`_state`, `=_progress`, `_row`, `_del`, remarks: not answers of the form."""
    return key.rpartition("/")[2].lstrip("=").startswith("_")


def _findings(workspace: Workspace, interview: Interview) -> tuple[Finding, ...]:
    if interview.record != HOUSEHOLD:
        return ()
    document = workspace.store.document(interview.household_id)
    values = with_record(document.values, interview.record, interview.session.answers())
    maps = workspace.library.property_maps()
    household = read_household(interview.household_id, values, maps, workspace.library.profiles())
    line = line_of(workspace, household)
    return find_doubts(household, read_plan(household.id, values, maps), line.yuan if line else None)
