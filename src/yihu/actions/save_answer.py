"""Keep one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yihu.actions.open_visit import DRAFT, FINISHED, Interview
from yihu.actions.permission import guarded
from yihu.actions.remarks import fitting, remark_on
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yihu.engine import Outcome
    from yihu.sync.changeset import Value


@guarded
def save_answer(workspace: Workspace, interview: Interview, outcome: Outcome, at_ref: str) -> None:
    """Write all that one step changed, durable before this returns; `at_ref` is where to resume.

    Raises:
        DiskFull: nothing of this step was kept; the session still shows it, so saving may be tried again.
    """
    changes = {
        key: value for key, value in outcome.changes.items() if value is not None or not _is_calculated(key)
    }
    changes |= interview.remarks.follow(changes)
    if changes:
        save_changes(workspace, interview, changes, at_ref)


def _is_calculated(key: str) -> bool:
    """A calculated answer that ceased is cleared only on finishing: until then its questions may come back."""
    return key.rpartition("/")[2].startswith("=")


@guarded
def save_changes(
    workspace: Workspace, interview: Interview, changes: Mapping[str, Value], at_ref: str
) -> None:
    """Write answers by their keys. Raises as `save_answer`, and RemarkTooLong.

    A remark alone on a finished survey leaves it finished: no answer was touched.
    """
    changes = fitting(changes)
    only_remarks = interview.state == FINISHED and all(remark_on(key) for key in changes)
    if not only_remarks:
        changes = {**interview.unsaved, **changes}
    if interview.state != DRAFT and "_state" not in changes and not only_remarks:
        changes = {**changes, "_state": DRAFT}
    with explained(workspace.folder):
        _append(workspace, interview, changes, at_ref)
    if not only_remarks:
        interview.unsaved = {}
    interview.kept |= changes
    interview.remarks.take(changes)
    interview.session.excuse(interview.remarks.lacking())
    interview.state = str(changes.get("_state", interview.state))


def _append(workspace: Workspace, interview: Interview, changes: Mapping[str, Value], at_ref: str) -> None:
    """This record's step and what goes beside it, both or neither."""
    store, household_id = workspace.store, interview.household_id
    if not interview.beside:
        store.append_draft(household_id, interview.record, interview.form_ref, changes, at_ref)
        return
    with store.together():
        for record, others in interview.beside.items():
            store.append_draft(household_id, record, interview.form_ref, others)
        store.append_draft(household_id, interview.record, interview.form_ref, changes, at_ref)
    interview.beside = {}


@guarded
def save_place(workspace: Workspace, interview: Interview, at_ref: str) -> None:
    """Remember where the person is, without an answer (they moved on)."""
    with explained(workspace.folder):
        workspace.store.set_resume(interview.household_id, interview.record, at_ref)
