"""The questionnaires of a household beside its survey and plan: visits, and those a county added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.assign_households import FORM
from yihu.actions.form_titles import form_title
from yihu.actions.open_visit import DRAFT, SINGLE_RECORDS
from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.storage.rows import Document, Draft, Event
    from yihu.sync.changeset import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """One filled-in questionnaire.

    Attributes:
        record: its name, to open it again with.
        title: of the questionnaire; its id where it is not on this laptop.
        state: `draft` or `finished`.
        progress: percent; None where nobody has left it yet, as only then it is reckoned.
        at_ms: when it was last written in.
        known: whether its questionnaire is here, so that it can be opened.
    """

    record: str
    form_id: str
    title: str
    state: str
    progress: int | None
    at_ms: int
    person: str
    known: bool


def with_drafts(values: Mapping[str, Value], drafts: Iterable[Draft]) -> dict[str, Value]:
    """A document's values with unsealed answers laid over."""
    latest = dict(values)
    for draft in drafts:
        latest |= {f"{draft.record}/{key}": value for key, value in draft.changes.items()}
    return latest


def list_records(
    workspace: Workspace, document: Document, events: Iterable[Event], drafts: Iterable[Draft]
) -> tuple[RecordView, ...]:
    """The records of one household, the one written last first."""
    drafts = tuple(drafts)
    values = with_drafts(document.values, drafts)
    others = (*SINGLE_RECORDS, FORM.partition("@")[0])
    names = {path.partition("/")[0] for path in values}
    records = {name for name in names if name.partition("~")[0] not in others}
    written = dict.fromkeys(records, (0, ""))
    for event in events:
        for record in {change.path.partition("/")[0] for change in event.changes} & records:
            written[record] = max(written[record], (event.at_ms, event.person))
    for draft in drafts:
        if draft.record in records:
            written[draft.record] = (draft.at_ms, workspace.person)
    views = (_view(workspace, record, values, written[record]) for record in records)
    return tuple(sorted(views, key=lambda view: (-view.at_ms, view.record)))


def _view(
    workspace: Workspace, record: str, values: Mapping[str, Value], written: tuple[int, str]
) -> RecordView:
    form_id = record.partition("~")[0]
    title, known = _title(workspace, form_id)
    state = str(values.get(f"{record}/_state") or DRAFT)
    progress = values.get(f"{record}/=_progress")
    return RecordView(
        record=record,
        form_id=form_id,
        title=title,
        state=state,
        progress=progress if isinstance(progress, int) else None,
        at_ms=written[0],
        person=written[1],
        known=known,
    )


def _title(workspace: Workspace, form_id: str) -> tuple[str, bool]:
    """Without parsing the form: the page of the household opens often."""
    stored = workspace.store.form(form_id)
    return (form_title(stored.title, form_id), True) if stored is not None else (form_id, False)
