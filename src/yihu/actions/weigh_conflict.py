"""What helps to choose between differing answers: numbers in full on purpose, and what each would come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from yihu.actions.errors import ConflictGone
from yihu.actions.labels import Labels
from yihu.actions.permission import guarded
from yihu.actions.reading import HOUSEHOLD, find_row, with_record
from yihu.actions.reveal import REASON_AT_MOST, RevealReasonMissing
from yihu.actions.show_conflicts import decisions_of
from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
from yihu.register.answers import property_of_path
from yihu.register.masking import SENSITIVE
from yihu.register.read import read_household

if TYPE_CHECKING:
    from yihu.storage.rows import ConflictRow


def differing_paths(workspace: Workspace, household_id: str) -> tuple[str, ...]:
    """The answers of a household that differ, without opening its questionnaires."""
    return tuple(row.path for row in workspace.store.conflicts(household_id))


def hides_numbers(workspace: Workspace, paths: Sequence[str]) -> bool:
    """Whether one of the answers is an ID, telephone or account number, hidden at the desk."""
    maps = workspace.store.property_maps()
    return any(property_of_path(path, maps) in SENSITIVE for path in paths)


@guarded
def reveal_options(
    workspace: Workspace, household_id: str, key: str, reason: str
) -> Mapping[str, tuple[str, ...]]:
    """Option id -> its answers in full, in the order of the paths, after the showing was logged durably.

    Raises:
        HouseholdUnknown, ConflictGone, RevealReasonMissing, DiskFull: then nothing is shown.
    """
    row = find_row(workspace, household_id)
    rows = _rows(workspace, row.id, key)
    reason = " ".join(reason.split())[:REASON_AT_MOST]
    if not reason:
        raise RevealReasonMissing
    workspace.store.note(
        "shown",
        household=row.id,
        fields=" ".join(each.path for each in rows),
        person=workspace.person,
        reason=reason,
    )
    shown: dict[str, tuple[str, ...]] = {}
    for each in rows:
        for one in each.values:
            text = "" if one.value is None else str(one.value)
            shown[one.changeset] = (*shown.get(one.changeset, ()), text)
    return shown


def foresee_income(workspace: Workspace, household_id: str, key: str) -> Mapping[str, Decimal]:
    """Option id -> net income per head (yuan a year) if it is chosen; empty where all come to the same."""
    row = find_row(workspace, household_id)
    rows = _rows(workspace, row.id, key)
    if not all(each.path.startswith(f"{HOUSEHOLD}/") for each in rows):
        return {}
    document = workspace.store.document(row.id)
    found: dict[str, Decimal] = {}
    for option in rows[0].values:
        labels = Labels(workspace, document.values)
        income = _income(workspace, labels, document.values, rows, option.changeset)
        if income is None:
            return {}
        found[option.changeset] = income
    return found if len(set(found.values())) > 1 else {}


def _income(
    workspace: Workspace,
    labels: Labels,
    values: Mapping[str, str | int | bool | None],
    rows: Sequence[ConflictRow],
    option: str,
) -> Decimal | None:
    session = labels.session(HOUSEHOLD)
    for row in rows:
        ref = labels.ref(row.path)
        value = next((one.value for one in row.values if one.changeset == option), None)
        if session is None or ref is None or isinstance(value, bool):
            return None
        try:
            session.answer(ref, "" if value is None else str(value))
        except UserError:
            return None
    if session is None:
        return None
    answered = with_record(values, HOUSEHOLD, session.answers())
    library = workspace.library
    household = read_household(rows[0].household_id, answered, library.property_maps(), library.profiles())
    return household.net_per_head_yuan()


def _rows(workspace: Workspace, household_id: str, key: str) -> list[ConflictRow]:
    for name, rows in decisions_of(workspace.store.conflicts(household_id)):
        if name == key:
            return rows
    raise ConflictGone
