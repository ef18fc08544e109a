"""What a household answered at its last survey, to stand beside the questions of this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from yihu.actions.remarks import lasting_only
from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.forms import Form
    from yihu.storage.rows import Event
    from yihu.sync.changeset import Value

AGAIN = "again"
KEPT_PROPERTIES = frozenset(
    [
        "household_number",
        "head_name",
        "division_code",
        "township",
        "village",
        "group",
        "address",
        "phone",
        "category",
        "person_name",
        "relation",
        "id_type",
        "id_number",
        "sex",
        "birth_date",
        "ethnicity",
        "person_phone",
    ]
)
"""What a new survey of the same household starts with: it seldom changes and is tiresome to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousSurvey:
    """Answer key -> text, and the ISO date of the survey; empty when this is the first."""

    answers: Mapping[str, str] = field(default_factory=dict)
    on: str | None = None


def kept_answers(form: Form, key: str) -> bool:
    """Whether a new survey keeps the value under this key: rows, comments and what seldom changes."""
    name = key.rpartition("/")[2]
    if name in ("_row", "_del") or lasting_only((key,)):
        return True
    return form.properties.get(pattern_of(key)) in KEPT_PROPERTIES


def pattern_of(key: str) -> str:
    """An answer key with `*` for its row ids: every second segment of a key in a repeat."""
    parts = key.split("/")
    return "/".join("*" if place % 2 else part for place, part in enumerate(parts))


def previous_survey(workspace: Workspace, household_id: str, record: str) -> PreviousSurvey:
    """The answers as they stood before the record was begun again; empty if it never was."""
    events = workspace.store.history(household_id)
    begun = [place for place, event in enumerate(events) if event.kind == AGAIN and _concerns(event, record)]
    if not begun:
        return PreviousSurvey()
    before = events[: begun[-1]]
    return PreviousSurvey(answers=_answers(before, record), on=_date(before))


def _concerns(event: Event, record: str) -> bool:
    return any(change.path.startswith(f"{record}/") for change in event.changes)


def _answers(events: Iterable[Event], record: str) -> dict[str, str]:
    values: dict[str, Value] = {}
    for event in events:
        values |= {change.path: change.after for change in event.changes}
    start = f"{record}/"
    return {
        path.removeprefix(start): value
        for path, value in values.items()
        if path.startswith(start) and isinstance(value, str) and value
    }


def _date(events: Iterable[Event]) -> str | None:
    finished = [event.at_ms for event in events if event.kind == "finish"]
    if not finished:
        return None
    return datetime.fromtimestamp(finished[-1] / 1000).astimezone().date().isoformat()
