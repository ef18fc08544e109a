"""Which rules new records are made under; and, said aloud, older records by newer rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.coordinator_word import needs_coordinator
from yihu.actions.list_profiles import ProfileRow, find_profile, list_profiles, profile_in_force
from yihu.actions.permission import guarded
from yihu.actions.reading import HOUSEHOLD
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.progress import Progress, Silent
from yihu.register.answers import PROFILE_MARK
from yihu.storage.rows import HouseholdQuery
from yihu.storage.texts import CHOICE, PROFILE

if TYPE_CHECKING:
    from yihu.forms import Form

PROFILE_PROPERTY = "profile"
JUDGED_ANEW = "profile"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedReport:
    """Older records put under other rules. `households`: how many were changed; `ref`: what they name now."""

    ref: str
    households: int


@guarded
def choose_profile(workspace: Workspace, profile_id: str) -> ProfileRow:
    """New records are made under this profile from now on, on every laptop that is handed this choice.

    What was made before keeps the rules that it names. Raises ProfileUnknown, RulesNeedCoordinator.
    """
    needs_coordinator(workspace)
    profile = find_profile(workspace, profile_id)
    if profile_in_force(workspace).id != profile.id:
        before = (row for row in workspace.store.texts(CHOICE) if row.id == PROFILE and row.in_use)
        last = max((row.version for row in before), default=0)
        version = max(workspace.clock.now_ms(), last + 1)
        with explained(workspace.folder):
            workspace.store.put_text(CHOICE, PROFILE, version, profile.title["zh_CN"], profile.id)
            workspace.store.note("profile_chosen", profile=profile.id)
    return next(row for row in list_profiles(workspace) if row.id == profile.id)


@guarded
def judge_by_profile(
    workspace: Workspace, ref: str, village: str | None = None, progress: Progress | None = None
) -> JudgedReport:
    """Put records of another version of these rules under this one: the one way in which a finished record is
    judged anew. Those of another period stay as they are.

    Each household's history shows it, and it can be taken back there. Records that name no rules are judged by the
    default ones, and go along with them.

    Args:
        village: 12-digit code; None: all.

    Raises:
        ProfileUnknown. Cancelled: what was done until then stays.
    """
    profile, progress = find_profile(workspace, ref), progress or Silent()
    form = workspace.library.form(HOUSEHOLD)
    path, form_ref = f"{HOUSEHOLD}/{profile_key(form)}", f"{HOUSEHOLD}@{form.version}"
    ids = workspace.store.judged_otherwise(profile.ref, HouseholdQuery(village=village))
    for place, id in enumerate(ids):
        progress.step(place, len(ids))
        with explained(workspace.folder):
            workspace.store.write(id, {path: profile.ref}, form_ref, JUDGED_ANEW)
    return JudgedReport(ref=profile.ref, households=len(ids))


def profile_key(form: Form) -> str:
    """The answer key under which a record of this form names its rules."""
    keys = (key for key, name in form.properties.items() if name == PROFILE_PROPERTY and "*" not in key)
    return next((key for key in keys if not key.rpartition(".")[2].startswith("=")), PROFILE_MARK)
