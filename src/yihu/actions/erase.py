"""Erase a household or a member on request."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yihu.actions.back_up import backup_now, backup_state, list_backups
from yihu.actions.permission import guarded
from yihu.actions.reading import find_row
from yihu.actions.texts_about import TextAbout, texts_about
from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError

if TYPE_CHECKING:
    from yihu.storage.erasure import Erased


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureReport:
    """What an erasure did, and where the answers still are.

    Attributes:
        changesets, photos: saved steps whose values are gone; files removed.
        old_backups: backups in the chosen place that were made before and still hold the answers.
        backups_removed: how many of them were replaced by a new one.
        texts: of the household's records that may still name the member, those that do first.
        told_with_next_handover: always true where anything was handed over: others erase when they receive.
    """

    changesets: int
    photos: int
    old_backups: int
    backups_removed: int
    told_with_next_handover: bool = True
    texts: tuple[TextAbout, ...] = ()


@guarded
def erase_household(
    workspace: Workspace, household_id: str, reason: str, *, replace_backups: bool = False
) -> ErasureReport:
    """Erase all answers of a household from this laptop; at the others with the next hand-over.

    `reason`: `request`, `wrong_person` or `test_data`; it stands in the log, the household's id too, no name.
    `replace_backups`: make a new backup and remove the earlier ones.

    Raises HouseholdUnknown, RoleForbids, NobodyToErase, ErasureRefused, DiskFull.
    """
    find_row(workspace, household_id)
    return _report(workspace, workspace.store.erase_household(household_id, reason), replace_backups)


@guarded
def erase_person(
    workspace: Workspace, household_id: str, row: str, reason: str, *, replace_backups: bool = False
) -> ErasureReport:
    """Erase one member: `row` is `Person.row`. The household's other answers stay.

    Their name may also stand in the household's own answers, in what was written on visits and in minutes: the report
    names those records, for a person has to read and correct them. Raises as `erase_household`, and ErasureWaits where
    answers differ.
    """
    texts = texts_about(workspace, household_id, row)
    report = _report(workspace, workspace.store.erase_person(household_id, row, reason), replace_backups)
    return replace(report, texts=texts)


def _report(workspace: Workspace, erased: Erased, replace_backups: bool) -> ErasureReport:
    place = backup_state(workspace).place
    old = list_backups(place) if place is not None and place.is_dir() else ()
    if replace_backups and old:
        with suppress(UserError):  # told by the count; the erasure itself is done
            workspace.store.remove_backups_before(backup_now(workspace))
    return ErasureReport(
        changesets=erased.changesets,
        photos=erased.photos,
        old_backups=len(old),
        backups_removed=sum(not row.place.exists() for row in old),
    )
