"""Show a masked number on purpose: with a reason, and written into the audit log first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yihu.actions.permission import guarded
from yihu.actions.reading import find_row
from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.register.answers import property_of_path
from yihu.register.masking import SENSITIVE, mask_value

if TYPE_CHECKING:
    from yihu.storage.rows import Event
    from yihu.sync.changeset import Value

REASON_AT_MOST = 200
TO_CALL, TO_COMPARE, TO_APPLY, TO_CHOOSE = "to-call", "to-compare", "to-apply", "to-choose"
"""Reasons that the window offers; `audit.reason_words` says them in the reader's language."""

ALL_NUMBERS = "*"
_IDS = frozenset(("_moved_to", "_moved_from", "fingerprint"))
_MEDIA = re.compile(r"[0-9a-f]{64}\.\w{1,5}")


class RevealReasonMissing(UserError):
    """Nobody said what the number is needed for."""

    code = "reveal-reason-missing"
    message = N_("A number is shown only with a reason.")
    advice = N_("Write in a few words what it is needed for. Nothing was shown.")


class NumberUnknown(UserError):
    """The household has no such answer."""

    code = "number-unknown"
    message = N_("The household has no such number.")
    advice = N_("Open the household and choose one that stands there. Nothing was shown.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealedNumber:
    """A number in full.

    Attributes:
        path: `<record>/<answer key>`; property: what it is (`id_number`, `phone`, ...).
        row: id of the member's row; "" for the household's own.
    """

    path: str
    property: str
    row: str
    text: str


def reveal(workspace: Workspace, household_id: str, field: str, reason: str) -> tuple[RevealedNumber, ...]:
    """The numbers asked for in full, after the showing was logged durably.

    `field`: a path (`household/member/<row>/id_number`), a property (`phone`: all there are), or `ALL_NUMBERS`.
    `reason`: `TO_CALL`, `TO_COMPARE`, ... or a person's own words, kept as they are.

    Raises HouseholdUnknown, RevealReasonMissing, NumberUnknown, DiskFull: then nothing is shown.
    """
    find_row(workspace, household_id)
    reason = " ".join(reason.split())[:REASON_AT_MOST]
    if not reason:
        raise RevealReasonMissing
    found = tuple(
        one for one in _numbers(workspace, household_id) if field in (one.path, one.property, ALL_NUMBERS)
    )
    if not found:
        raise NumberUnknown
    workspace.store.note(
        "shown",
        household=household_id,
        fields=" ".join(one.path for one in found),
        person=workspace.person,
        reason=reason,
    )
    return found


@guarded
def log_list_shown(workspace: Workspace, households: int, reason: str) -> None:
    """A list with numbers in full goes to a person or a program. Raises RevealReasonMissing."""
    if not reason.strip():
        raise RevealReasonMissing
    workspace.store.note(
        "list_shown", households=households, person=workspace.person, reason=reason.strip()[:REASON_AT_MOST]
    )


def mask_answer(workspace: Workspace, path: str, value: Value) -> Value:
    """An answer as it may be shown in lists, time lines and desks; other than text stays as it is."""
    if not isinstance(value, str) or path.rpartition("/")[2] in _IDS or _MEDIA.fullmatch(value):
        return value
    return mask_value(property_of_path(path, workspace.store.property_maps()) or "", value)


def mask_event(workspace: Workspace, event: Event) -> Event:
    """A step of a household's time line with its answers as they may be shown."""
    changes = tuple(
        replace(
            each,
            before=mask_answer(workspace, each.path, each.before),
            after=mask_answer(workspace, each.path, each.after),
        )
        for each in event.changes
    )
    return replace(event, changes=changes)


def _numbers(workspace: Workspace, household_id: str) -> list[RevealedNumber]:
    maps = workspace.store.property_maps()
    found = []
    for path, value in sorted(workspace.store.document(household_id).values.items()):
        name = property_of_path(path, maps)
        if name in SENSITIVE and isinstance(value, str) and value:
            parts = path.split("/")
            found.append(
                RevealedNumber(
                    path=path, property=str(name), row=parts[2] if len(parts) > 3 else "", text=value
                )
            )
    return found
