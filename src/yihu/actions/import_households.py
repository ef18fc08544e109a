"""Take households over from a list (.xlsx, .xls, .csv)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

from yihu.actions.open_plan import in_form
from yihu.actions.permission import guarded
from yihu.actions.reading import HOUSEHOLD
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.progress import Progress, Silent

if TYPE_CHECKING:
    from yihu.exchange import HouseholdList, ListedHousehold, RowProblem
    from yihu.storage.rows import Document, Draft
    from yihu.sync.changeset import Value

REGISTER = uuid5(NAMESPACE_URL, "yihu:household")
"""Namespace of ids: a household number gives the same id on every laptop."""

MEMBER = "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPreview:
    """A list before it is taken over.

    Attributes:
        columns: headings as they stand in the file.
        mapping: proposal, column -> property (`register.properties`), only those recognised.
        rows: data rows in the file.
        sample: the first five rows.
    """

    columns: tuple[str, ...]
    mapping: Mapping[str, str]
    rows: int
    sample: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What was taken over (or would be, when `dry_run`).

    Attributes:
        added, updated, unchanged: households.
        left_members: members that are in the register and no longer in the list, of households that nobody
            has surveyed yet; they stay.
        problems: rows and cells that were not taken, each with row, column and why.
        unmapped: columns that were left aside.
    """

    dry_run: bool
    rows: int
    added: int
    updated: int
    unchanged: int
    persons: int
    problems: tuple[RowProblem, ...] = ()
    unmapped: tuple[str, ...] = ()
    left_members: tuple[LeftMember, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftMember:
    """A member whom an earlier list named and this one doesn't; it stays until a person decides."""

    household_id: str
    head_name: str
    name: str


def preview_list(path: Path) -> ListPreview:
    """What columns a list has and which properties they seem to be. Raises FileUnreadable, ListRefused."""
    from yihu.exchange import read_table, suggest_mapping

    table = read_table(path)
    return ListPreview(
        columns=table.header,
        mapping=suggest_mapping(table.header),
        rows=len(table.rows),
        sample=table.sample(),
    )


@guarded
def import_households(
    workspace: Workspace,
    path: Path,
    mapping: Mapping[str, str] | None = None,
    *,
    same_for_all: Mapping[str, str] | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Take all households of a list over; the same list twice changes nothing.

    New households come in one transaction. One that is known already gets what the list says
    otherwise, unless its survey has begun: then only what is still empty. What laptops answered
    differently stays for a person to decide.

    Args:
        mapping: column -> property; None takes the proposal of `preview_list`.
        same_for_all: property -> text, for what the list lacks (`division_code`, `village`).

    Raises:
        FileUnreadable, ListRefused, MappingIncomplete, DiskFull, Cancelled.
    """
    from yihu.exchange import read_households, read_table, suggest_mapping

    table = read_table(path)
    chosen = suggest_mapping(table.header) if mapping is None else mapping
    listed = read_households(table, chosen)
    sources = {"mapping": dict(chosen), "all": dict(same_for_all or {})}
    seed = path.read_bytes() + json.dumps(sources, sort_keys=True).encode()
    taking = _sort_out(workspace, listed, same_for_all or {}, hashlib.sha256(seed).hexdigest())
    if not dry_run:
        with explained(workspace.folder):
            _write(workspace, taking, progress or Silent())
    return ImportReport(
        dry_run=dry_run,
        rows=len(table.rows),
        added=len(taking.new),
        updated=len(taking.changed),
        unchanged=len(listed.households) - len(taking.new) - len(taking.changed),
        persons=sum(len(household.persons) for household in listed.households),
        problems=listed.problems,
        unmapped=listed.unmapped,
        left_members=tuple(taking.left),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taking:
    """What is to be written.

    Attributes:
        source: stands for the laptop that wrote the list.
        new: household id -> village code and values.
        changed: household id -> the heads that this was compared with, and values.
        left: members that the list doesn't name any more.
    """

    source: str
    new: dict[str, tuple[str, Mapping[str, Value]]] = field(default_factory=dict)
    changed: dict[str, tuple[tuple[str, ...], Mapping[str, Value]]] = field(default_factory=dict)
    left: list[LeftMember] = field(default_factory=list)


def _sort_out(
    workspace: Workspace, listed: HouseholdList, same_for_all: Mapping[str, str], source: str
) -> _Taking:
    taking = _Taking(source=source)
    begun = frozenset(draft.household_id for draft in workspace.store.unsealed())
    for household in listed.households:
        properties = {**same_for_all, **household.properties}
        id_ = _household_id(household, source)
        values = dict(_values(workspace, id_, household, properties))
        if workspace.store.household(id_) is None:
            taking.new[id_] = properties.get("division_code", ""), values
            continue
        document = workspace.store.document(id_)
        taking.left.extend(_left_members(id_, document.values, values, _name_key(workspace)))
        drafts = workspace.store.drafts(id_) if id_ in begun else ()
        if changes := _changes(_as_answered(document, drafts), values, _name_key(workspace)):
            undecided = {conflict.path for conflict in document.conflicts}
            decided = {path: value for path, value in changes.items() if path not in undecided}
            if decided:
                taking.changed[id_] = document.heads, decided
    return taking


def _left_members(
    household_id: str, known: Mapping[str, Value], listed: Mapping[str, Value], name_key: str
) -> Iterator[LeftMember]:
    """Of a household without a survey: the survey's members are right, whatever a list says."""
    start = f"{HOUSEHOLD}/{MEMBER}/"
    if known.get(f"{HOUSEHOLD}/_state"):
        return
    for path, name in sorted(known.items()):
        row = path.removesuffix(f"/{name_key}")
        if path.startswith(start) and row != path and f"{row}/_row" not in listed:
            head = listed.get(f"{HOUSEHOLD}/head_name") or known.get(f"{HOUSEHOLD}/head_name")
            yield LeftMember(household_id=household_id, head_name=str(head or ""), name=str(name or ""))


def _household_id(household: ListedHousehold, source: str) -> str:
    """Without a number of its own, the row of this very list tells a household apart."""
    key = household.number or f"{source}:{household.row}"
    return str(uuid5(REGISTER, key))


def _values(
    workspace: Workspace, household_id: str, household: ListedHousehold, properties: Mapping[str, str]
) -> Iterator[tuple[str, Value]]:
    form = workspace.library.form(HOUSEHOLD)
    for key, value in in_form(form, properties).items():
        yield f"{HOUSEHOLD}/{key}", value
    for position, person in enumerate(household.persons, 1):
        row = f"{MEMBER}/{uuid5(UUID(household_id), person.key)}"
        yield f"{HOUSEHOLD}/{row}/_row", position
        for key, value in in_form(form, person.properties, row).items():
            yield f"{HOUSEHOLD}/{key}", value


def _as_answered(document: Document, drafts: Iterable[Draft]) -> dict[str, Value]:
    """All answers, those of an interview going on too."""
    values = dict(document.values)
    for draft in drafts:
        values |= {f"{draft.record}/{key}": value for key, value in draft.changes.items()}
    return values


def _name_key(workspace: Workspace) -> str:
    """What the question for a member's name is called within the member's row."""
    return next(
        iter(in_form(workspace.library.form(HOUSEHOLD), {"person_name": ""}, f"{MEMBER}/*"))
    ).rpartition("/")[2]


def _changes(known: Mapping[str, Value], listed: Mapping[str, Value], name_key: str) -> dict[str, Value]:
    """What the list says otherwise; of a surveyed household only what nobody has answered."""
    surveyed = bool(known.get(f"{HOUSEHOLD}/_state"))
    listed = {**_of_somebody_else(known, listed, name_key), **listed}
    return {
        path: value
        for path, value in listed.items()
        if known.get(path) != value and not (surveyed and _is_answered(known, path))
    }


def _of_somebody_else(
    known: Mapping[str, Value], listed: Mapping[str, Value], name_key: str
) -> dict[str, Value]:
    """Cleared: what was known of the one who stood in a member's place in the list before."""
    rows = tuple(
        path.removesuffix(name_key)
        for path, name in listed.items()
        if path.endswith(f"/{name_key}") and known.get(path) not in (None, name)
    )
    return {path: None for path in known if rows and path.startswith(rows)}


def _is_answered(known: Mapping[str, Value], path: str) -> bool:
    """Members of a surveyed household are those that the survey found, not those of a list."""
    return known.get(path) not in (None, "") or path.startswith(f"{HOUSEHOLD}/{MEMBER}/")


def _write(workspace: Workspace, taking: _Taking, progress: Progress) -> None:
    form = workspace.library.form(HOUSEHOLD)
    form_ref = f"{HOUSEHOLD}@{form.version}"
    if taking.new:
        ids = "".join(taking.new)
        source = hashlib.sha256(f"{taking.source}{ids}".encode()).hexdigest()
        rows = ((id_, code, values) for id_, (code, values) in taking.new.items())
        workspace.store.preload(source, rows, form_ref, progress)
    for done, (household_id, (seen, changes)) in enumerate(taking.changed.items()):
        progress.step(done, len(taking.changed))
        workspace.store.write(household_id, changes, form_ref, "import", parents=seen)
    workspace.store.refold_dirty(progress=progress)
