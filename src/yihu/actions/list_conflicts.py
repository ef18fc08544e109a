"""Answers that two laptops filled in differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from yihu.actions.errors import FormUnknown
from yihu.actions.open_visit import open_session
from yihu.actions.previous_survey import pattern_of
from yihu.actions.remarks import remark_on, remark_words, shown_remark
from yihu.actions.reveal import mask_answer
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate
from yihu.register.masking import SENSITIVE, mask_differing, mask_value
from yihu.storage.roles import VIEWER

if TYPE_CHECKING:
    from yihu.engine import Session
    from yihu.storage.rows import ConflictRow
    from yihu.sync.changeset import Value

SHOWN_AT_ONCE = 200
BESIDE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictValue:
    """One of the differing values: who wrote it, when, on which laptop.

    Attributes:
        value: as stored; None is "cleared". Masked for who only looks.
        shown: as a person may read it: the choice's label, `yes`/`no`, the date; numbers hidden but for the
            places that differ.
        changeset_id: what wrote it.
        winner: shown meanwhile in lists and on paper.
    """

    value: str | int | bool | None
    shown: str
    person: str
    laptop: str
    at_ms: int
    changeset_id: str
    winner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One answer with several live values.

    Attributes:
        path: `<record>/<answer key>`.
        question: the question's label in the window's language.
        unit_or_hint: the question's hint, may be empty.
        member: the member's (or measure's) name when it is about one, else empty.
        beside: label and value of the answers that stand near it on the form.
    """

    household_id: str
    head_name: str
    village: str
    path: str
    question: str
    unit_or_hint: str
    member: str
    values: tuple[ConflictValue, ...]
    beside: tuple[tuple[str, str], ...] = ()


def list_conflicts(workspace: Workspace, household_id: str | None = None) -> tuple[Conflict, ...]:
    """All open conflicts, by village and household; or those of one household."""
    rows = workspace.store.conflicts(household_id, SHOWN_AT_ONCE)
    ordered = sorted(rows, key=lambda row: (row.village, row.head_name, row.household_id, row.path))
    return tuple(
        conflict
        for (one, record), some in groupby(ordered, key=lambda row: (row.household_id, _record(row)))
        for conflict in _explained(workspace, one, record, list(some))
    )


def _record(row: ConflictRow) -> str:
    return row.path.partition("/")[0]


def _explained(
    workspace: Workspace, household_id: str, record: str, rows: list[ConflictRow]
) -> Iterator[Conflict]:
    session = _session(workspace, household_id, record)
    for row in rows:
        key = row.path.partition("/")[2]
        remark = remark_on(key)
        kind, key = remark or ("", key)
        ref = session.ref(key) if session else None
        yield Conflict(
            household_id=row.household_id,
            head_name=row.head_name,
            village=row.village,
            path=row.path,
            question=remark_words(kind).format(question=_question(session, ref, key)),
            unit_or_hint=session.hint(ref) if session and ref else "",
            member=_member(session, key) if session else "",
            values=tuple(_values(workspace, session, ref, row, kind)),
            beside=tuple(_beside(session, ref)) if session and ref else (),
        )


def _session(workspace: Workspace, household_id: str, record: str) -> Session | None:
    """The record as a session, which knows labels and choices; None when its form is not here yet."""
    try:
        form = workspace.library.form(record.partition("~")[0])
    except FormUnknown:
        return None
    values = workspace.store.document(household_id).values
    start = f"{record}/"
    answers = {path.removeprefix(start): value for path, value in values.items() if path.startswith(start)}
    return open_session(workspace, form, answers)


def _question(session: Session | None, ref: str | None, key: str) -> str:
    name = key.rpartition("/")[2]
    if name == "_del":
        return translate(N_("Removed on one laptop, changed on another"))
    if name == "_state":
        return translate(N_("State of the survey"))
    return (session.label(ref) if session and ref else "") or name


def _values(
    workspace: Workspace, session: Session | None, ref: str | None, row: ConflictRow, kind: str
) -> Iterator[ConflictValue]:
    """Who may choose sees where the numbers differ; who only looks sees of them what a list shows."""
    shown = [
        shown_remark(kind, one.value) if kind else shown_value(session, ref, one.value) for one in row.values
    ]
    name, looks = _property(session, ref), workspace.store.role == VIEWER
    if name in SENSITIVE and not kind and not looks:
        shown = list(mask_differing(name, shown))
    else:
        shown = [mask_value("" if kind else name, text) for text in shown]
    for place, (one, text) in enumerate(zip(row.values, shown, strict=True)):
        yield ConflictValue(
            value=mask_answer(workspace, row.path, one.value) if looks else one.value,
            shown=text,
            person=one.person,
            laptop=one.laptop,
            at_ms=one.at_ms,
            changeset_id=one.changeset,
            winner=place == 0,
        )


def shown_value(session: Session | None, ref: str | None, value: Value) -> str:
    """A stored value as a person reads it: choices by their labels, an empty one by a word."""
    if value is None or value == "":
        return translate(N_("empty"))
    if isinstance(value, bool):
        return translate(N_("removed")) if value else translate(N_("kept"))
    labels = {choice.value: choice.label for choice in session.choices(ref)} if session and ref else {}
    if not labels:
        return str(value)
    return translate(N_(", ")).join(labels.get(part, part) for part in str(value).split())


def _member(session: Session, key: str) -> str:
    """The name of the row that the answer is about: its first answered question."""
    repeat, _, rest = key.partition("/")
    row_id = rest.partition("/")[0]
    if not rest:
        return ""
    own = (session.ref(name) for name in _keys_of_row(session, f"{repeat}/{row_id}/"))
    return next((session.value(ref) for ref in own if ref and session.value(ref)), "")


def _keys_of_row(session: Session, start: str) -> Iterator[str]:
    for ref in session.refs():
        key = session.key(ref)
        if key.startswith(start):
            yield key


def _beside(session: Session, ref: str) -> Iterator[tuple[str, str]]:
    page = next((page for page in session.pages() if ref in page.refs), None)
    near = [other for other in page.refs if other != ref and session.value(other)] if page else []
    for other in near[:BESIDE]:
        text = shown_value(session, other, session.value(other))
        yield session.label(other), mask_value(_property(session, other), text)


def _property(session: Session | None, ref: str | None) -> str:
    return (session.form.properties.get(pattern_of(session.key(ref))) or "") if session and ref else ""
