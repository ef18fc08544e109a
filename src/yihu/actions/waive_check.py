"""Say that a check doesn't count for a household, or for one member, and why; or let it count again."""

from __future__ import annotations

from dataclasses import dataclass

from yihu.actions.errors import MemberUnknown
from yihu.actions.permission import guarded
from yihu.actions.reading import HOUSEHOLD, find_row, household_of
from yihu.actions.remarks import fitting
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.register.answers import waiver_path
from yihu.register.checks import entries

WAIVE = "waive"


class CheckUnknown(UserError):
    """A rule id that the program doesn't have, or one that isn't about a household."""

    code = "check-unknown"
    message = N_("There is no check {rule} of a household.")
    advice = N_("Their ids are listed by: yihu checks rules. Nothing was changed.")


class WaiverReasonMissing(UserError):
    """A check waived without saying why."""

    code = "waiver-reason-missing"
    message = N_("A check can only be waived with a reason.")
    advice = N_("Write why it is right as it is; others will read it. The check still counts.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverReport:
    """What was written; `reason` is empty when the check counts again. `checks`: that count now."""

    household_id: str
    rule: str
    person_row: str | None
    reason: str
    checks: int
    changeset_id: str


@guarded
def waive_check(
    workspace: Workspace, household_id: str, rule: str, person_row: str | None, reason: str
) -> WaiverReport:
    """A person says that a finding is right as it is. It is handed over and can be taken back like any answer.

    Args:
        person_row: row id of the member it is about; None: for the whole household.

    Raises:
        HouseholdUnknown, MemberUnknown, CheckUnknown.
        WaiverReasonMissing.
        RemarkTooLong: over 5,000 characters.
    """
    if not reason.strip():
        raise WaiverReasonMissing
    return _write(workspace, household_id, rule, person_row, reason.strip())


@guarded
def restore_check(
    workspace: Workspace, household_id: str, rule: str, person_row: str | None = None
) -> WaiverReport:
    """The check counts again. Raises as `waive_check`."""
    return _write(workspace, household_id, rule, person_row, None)


def _write(
    workspace: Workspace, household_id: str, rule: str, person_row: str | None, reason: str | None
) -> WaiverReport:
    entry = entries().get(rule)
    if entry is None or entry.scope not in ("household", "register"):
        raise CheckUnknown(rule=rule)
    row = find_row(workspace, household_id)
    household = household_of(workspace, workspace.store.document(row.id))
    if person_row is not None and all(person.row != person_row for person in household.persons):
        raise MemberUnknown
    form = workspace.library.form(HOUSEHOLD)
    path = waiver_path(rule, person_row)
    with explained(workspace.folder):
        written = workspace.store.write(row.id, fitting({path: reason}), f"{HOUSEHOLD}@{form.version}", WAIVE)
    return WaiverReport(
        household_id=row.id,
        rule=rule,
        person_row=person_row,
        reason=reason or "",
        checks=find_row(workspace, row.id).checks,
        changeset_id=written.id,
    )
