"""Leave an interview, to go on later."""

from __future__ import annotations

from yihu.actions.open_visit import DRAFT, Interview
from yihu.actions.permission import guarded
from yihu.actions.reading import PLAN
from yihu.actions.save_answer import save_changes
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained

KINDS = {PLAN: "plan"}


@guarded
def leave_visit(workspace: Workspace, interview: Interview) -> bool:
    """Seal what was answered into one changeset; False when nothing was."""
    if not _has_drafts(workspace, interview):
        return False
    if interview.state == DRAFT:
        progress = {"=_progress": progress_percent(interview)}
        save_changes(workspace, interview, progress, "")
    return seal(workspace, interview, KINDS.get(interview.form_id, "visit"))


def seal(workspace: Workspace, interview: Interview, kind: str, *, whole: bool = False) -> bool:
    """Make the household's drafts one changeset; False when there were none. `whole`: see `Store.seal`."""
    with explained(workspace.folder):
        return workspace.store.seal(interview.household_id, kind, whole=whole) is not None


def progress_percent(interview: Interview) -> int:
    """How much of what must be answered, or was answered without need, is; 0 to 100."""
    sections = interview.session.sections()
    due = sum(section.due for section in sections)
    done = sum(section.done for section in sections)
    return round(100 * done / due) if due else 100


def _has_drafts(workspace: Workspace, interview: Interview) -> bool:
    drafts = workspace.store.drafts(interview.household_id)
    return any(draft.record == interview.record for draft in drafts)
