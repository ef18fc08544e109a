"""Check after merge: households where several people worked at once and something doesn't fit together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.open_visit import FINISHED, open_session
from yihu.actions.permission import guarded
from yihu.actions.reading import HOUSEHOLD, find_row, household_of, line_of, plan_of
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.progress import Progress, Silent
from yihu.planning.doubts import find_doubts
from yihu.storage.rows import HouseholdQuery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yihu.engine import Violation
    from yihu.register.checks import Finding
    from yihu.storage.rows import HouseholdRow

PAGE = 500
AT_MOST = 500
"""More are a wrong questionnaire or a wrong merge rather than work for a person."""
CHECKED = "checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedHousehold:
    """A merged household to look through.

    Attributes:
        conflicts: answers that differ. findings: rules of the register that it breaks.
        problems: answers that the questionnaire itself doesn't allow, or that it requires.
    """

    row: HouseholdRow
    conflicts: int
    findings: tuple[Finding, ...]
    problems: tuple[Violation, ...]


def list_merged(
    workspace: Workspace, village: str | None = None, progress: Progress | None = None
) -> tuple[MergedHousehold, ...]:
    """Merged households that nobody has looked through since and in which something doesn't fit; the first 500.

    They leave the list when a survey of theirs is finished, or by `mark_checked`. Each is opened with its
    questionnaire, all that are merged one after another: thousands take minutes, in which `progress` may stop it.

    Raises Cancelled.
    """
    watched = progress or Silent()
    query = HouseholdQuery(village=village, marked="merged")
    total = workspace.store.count(query)
    found: list[MergedHousehold] = []
    for done, row in enumerate(_merged(workspace, query)):
        watched.step(done, total)
        one = _looked_at(workspace, row)
        found += [one] if one is not None else []
        if len(found) == AT_MOST:
            break
    return tuple(found)


def _merged(workspace: Workspace, query: HouseholdQuery) -> Iterator[HouseholdRow]:
    after = ""
    while rows := workspace.store.households(query, after, PAGE):
        yield from rows
        after = rows[-1].id


@guarded
def mark_checked(workspace: Workspace, household_id: str) -> None:
    """Somebody looked through the merged household: it is right as it is.

    Raises:
        HouseholdUnknown.
    """
    row = find_row(workspace, household_id)
    form = workspace.library.form(HOUSEHOLD)
    with explained(workspace.folder), workspace.store.together():
        for id in workspace.store.ids_of(row.id):
            workspace.store.write_under(id, {}, f"{HOUSEHOLD}@{form.version}", CHECKED)


def _looked_at(workspace: Workspace, row: HouseholdRow) -> MergedHousehold | None:
    document = workspace.store.document(row.id)
    household = household_of(workspace, document)
    line = line_of(workspace, household)
    findings = find_doubts(household, plan_of(workspace, document), line.yuan if line else None)
    problems: tuple[Violation, ...] = ()
    if document.values.get(f"{HOUSEHOLD}/_state") == FINISHED:
        start = f"{HOUSEHOLD}/"
        answers = {
            path[len(start) :]: value for path, value in document.values.items() if path.startswith(start)
        }
        problems = open_session(workspace, workspace.library.form(HOUSEHOLD), answers).problems()
    if not (findings or problems or document.conflicts):
        return None
    return MergedHousehold(row=row, conflicts=len(document.conflicts), findings=findings, problems=problems)
