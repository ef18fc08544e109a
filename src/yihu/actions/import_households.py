"""Take households over from a list (.xlsx, .xls, .csv)."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from yihu.actions.divisions import divisions_of
from yihu.actions.known_members import IDENTITY, MEMBER, known_members, member_row
from yihu.actions.open_plan import in_form
from yihu.actions.permission import guarded
from yihu.actions.reading import HOUSEHOLD
from yihu.actions.remarks import CHECK, NOTE, remark_key
from yihu.actions.settle_villages import settle_villages
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.i18n import CHINESE, LANGUAGES, N_, language, translate, translate_in
from yihu.base.progress import Progress, Silent

if TYPE_CHECKING:
    from yihu.exchange import HouseholdList, LeftOutRow, ListedHousehold, RowProblem, Table
    from yihu.storage.rows import Document, Draft
    from yihu.sync.changeset import Value

REGISTER = uuid5(NAMESPACE_URL, "yihu:household")
"""Namespace of ids: a household number gives the same id on every laptop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPreview:
    """A list before it is taken over.

    Attributes:
        columns: headings as they stand in the file.
        mapping: proposal, column -> property (`register.properties`): as a person chose it for these headings
            before, else those recognised.
        remembered: whether a person chose it.
        rows: data rows in the file.
        sample: the first five rows.
        header_row: the row the headings stand in. sheet: its name. other_sheets: lists on other sheets.
    """

    columns: tuple[str, ...]
    mapping: Mapping[str, str]
    rows: int
    sample: tuple[tuple[str, ...], ...]
    remembered: bool = False
    header_row: int = 1
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChange:
    """What a list says otherwise of one household.

    Attributes:
        kind: came, left, moved or changed.
        village: where it is now; `village_before` where it was, for one that moved.
        properties: what else is different, by name.
    """

    kind: str
    household_id: str
    number: str
    head_name: str
    village: str
    village_before: str = ""
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What was taken over (or would be, when `dry_run`).

    Attributes:
        rows, accepted: rows that are somebody, and those of them that come in; the others wait.
        added, updated, unchanged: households. moved: those of `updated` that are in another village now.
        left: households of the same villages that an earlier list named and this one doesn't; they stay, and
            are marked as to be checked.
        left_members: members that are in the register and no longer in the list, of households that nobody
            has surveyed yet; they stay.
        problems: rows and cells that were not taken, each with row, column and why.
        put_right: cells that were read as they were meant.
        left_out: rows that are nobody: totals, signatures.
        unmapped: columns that were left aside.
        changes: households that came, left, moved or changed, at most `CHANGES_AT_MOST` of each kind.
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
    accepted: int = 0
    moved: int = 0
    left: int = 0
    put_right: tuple[RowProblem, ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()
    changes: tuple[ListedChange, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftMember:
    """A member whom an earlier list named and this one doesn't; it stays until a person decides."""

    household_id: str
    head_name: str
    name: str


CHANGES_AT_MOST = 5000
_MAPPING = "list-mapping:"
_FRACTION = re.compile(r"-?\d+\.\d+")


def list_columns() -> tuple[tuple[str, str], ...]:
    """What a column of a list may hold: property, and its words in the language in force."""
    from yihu.exchange import column_choices

    if language() == CHINESE:
        return column_choices()
    return tuple((name, name.replace("_", " ").capitalize()) for name, _ in column_choices())


def preview_list(path: Path, workspace: Workspace | None = None, sheet: str | None = None) -> ListPreview:
    """What columns a list has and which properties they seem to be. Raises FileUnreadable, ListRefused."""
    from yihu.exchange import read_table

    table = read_table(path, sheet)
    remembered = _remembered(workspace, table)
    return ListPreview(
        columns=table.header,
        mapping=_proposed(workspace, table),
        rows=sum(1 for _ in table.rows),
        sample=table.sample(),
        remembered=bool(remembered),
        header_row=table.header_row,
        sheet=table.sheet,
        other_sheets=table.other_sheets,
    )


def _remembered(workspace: Workspace | None, table: Table) -> dict[str, str]:
    stored = workspace.store.setting(_MAPPING + table.fingerprint) if workspace else None
    found = json.loads(stored) if isinstance(stored, str) else {}
    return {heading: str(name) for heading, name in found.items() if heading in table.header}


def _proposed(workspace: Workspace | None, table: Table) -> dict[str, str]:
    from yihu.exchange import suggest_mapping

    return _remembered(workspace, table) or suggest_mapping(table.header)


@guarded
def import_households(
    workspace: Workspace,
    path: Path,
    mapping: Mapping[str, str] | None = None,
    *,
    same_for_all: Mapping[str, str] | None = None,
    dry_run: bool = False,
    part: bool = False,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Take all households of a list over; the same list twice changes nothing.

    New households come in one transaction. One that is known already gets what the list says
    otherwise, unless its survey has begun: then only what is still empty. What laptops answered
    differently stays for a person to decide. None is ever removed.

    Args:
        mapping: column -> property; None takes the proposal of `preview_list`. It is remembered for these headings.
        same_for_all: property -> text, for what the list lacks (`division_code`, `village`).
        part: the list names only some of its villages' households: who isn't in it hasn't left.

    Raises:
        FileUnreadable, ListRefused, MappingIncomplete, DiskFull, Cancelled.
    """
    from yihu.exchange import CORRECTIONS, read_households, read_table

    table = read_table(path, sheet)
    chosen = _proposed(workspace, table) if mapping is None else dict(mapping)
    listed = read_households(table, chosen, progress)
    listed = settle_villages(listed, divisions_of(workspace.store), chosen, same_for_all or {})
    sources = {"mapping": chosen, "all": dict(same_for_all or {})}
    seed = table.sha256 + json.dumps(sources, sort_keys=True)
    taking = _sort_out(
        workspace,
        listed,
        same_for_all or {},
        hashlib.sha256(seed.encode()).hexdigest(),
        progress or Silent(),
        of_members="relation" in chosen.values(),
    )
    if not part and CORRECTIONS not in table.header:
        _find_left(workspace, taking)
    if not dry_run:
        with explained(workspace.folder):
            _write(workspace, taking, progress or Silent())
            _remember(workspace, table, chosen)
    return ImportReport(
        dry_run=dry_run,
        rows=listed.rows,
        accepted=listed.accepted,
        added=len(taking.new),
        updated=taking.counts["changed"] + taking.counts["moved"],
        unchanged=len(listed.households)
        - len(taking.new)
        - taking.counts["changed"]
        - taking.counts["moved"],
        moved=taking.counts["moved"],
        left=taking.counts["left"],
        persons=sum(len(household.persons) for household in listed.households),
        problems=listed.problems,
        put_right=listed.put_right,
        left_out=listed.left_out,
        unmapped=listed.unmapped,
        left_members=tuple(taking.left),
        changes=tuple(taking.changes),
        mapping=chosen,
    )


def _remember(workspace: Workspace, table: Table, chosen: Mapping[str, str]) -> None:
    from yihu.exchange import suggest_mapping

    if _remembered(workspace, table) or dict(chosen) != suggest_mapping(table.header):
        workspace.store.set_setting(
            _MAPPING + table.fingerprint, json.dumps(dict(chosen), ensure_ascii=False)
        )


@guarded
def save_rows_to_correct(
    workspace: Workspace, path: Path, report: ImportReport, target: Path, sheet: str | None = None
) -> int:
    """Write the rows with problems as a workbook to be corrected and taken in again; how many rows.

    Raises:
        FileUnreadable, ListRefused, DiskFull, FolderNotWritable.
    """
    from yihu.exchange import read_table, write_corrected

    table = read_table(path, sheet)
    workspace.store.note("rows_to_correct_saved")
    with explained(target.parent):
        return write_corrected(target, table, report.mapping, report.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taking:
    """What is to be written.

    Attributes:
        source: stands for the laptop that wrote the list.
        new: household id -> village code and values.
        changed: household id -> the heads that this was compared with, and values.
        left: members that the list doesn't name any more.
        seen: ids of all households of the list. villages: where they are.
        changes, counts: what is told of it.
    """

    source: str
    new: dict[str, tuple[str, Mapping[str, Value]]] = field(default_factory=dict)
    changed: dict[str, tuple[tuple[str, ...], Mapping[str, Value]]] = field(default_factory=dict)
    left: list[LeftMember] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    villages: set[str] = field(default_factory=set)
    changes: list[ListedChange] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def tell(self, change: ListedChange) -> None:
        """Count a change, and keep it among those that are told one by one."""
        self.counts[change.kind] += 1
        if self.counts[change.kind] <= CHANGES_AT_MOST:
            self.changes.append(change)


def _sort_out(
    workspace: Workspace,
    listed: HouseholdList,
    same_for_all: Mapping[str, str],
    source: str,
    progress: Progress,
    *,
    of_members: bool,
) -> _Taking:
    from yihu.storage.rows import HouseholdQuery

    taking = _Taking(source=source)
    begun = frozenset(draft.household_id for draft in workspace.store.unsealed())
    empty = not workspace.store.count(HouseholdQuery())
    name_key, number_key = _name_key(workspace), _number_key(workspace)
    member_keys = {name: _member_key(workspace, name) for name in IDENTITY}
    for done, household in enumerate(listed.households):
        if done % 256 == 0:
            progress.step(done, len(listed.households))
        properties = {**same_for_all, **household.properties}
        id_ = _household_id(household, source)
        taking.seen.add(id_)
        if household.number:
            taking.villages.add(properties.get("division_code") or properties.get("village", ""))
        row = None if empty else workspace.store.household(id_)
        if row is None:
            values = dict(_values(workspace, id_, household, properties))
            taking.new[id_] = properties.get("division_code", ""), values
            taking.tell(_change("came", id_, household, properties))
            continue
        document = workspace.store.document(id_)
        members = known_members(household, id_, document.values, member_keys)
        values = dict(_values(workspace, id_, household, properties, members))
        if of_members:
            taking.left.extend(_left_members(id_, document.values, values, name_key))
        drafts = workspace.store.drafts(id_) if id_ in begun else ()
        changes = _changes(_as_answered(document, drafts), values, name_key)
        changes |= _unmarked(document.values, number_key)
        undecided = {conflict.path for conflict in document.conflicts} if changes else set()
        if decided := {path: value for path, value in changes.items() if path not in undecided}:
            taking.changed[id_] = document.heads, decided
            taking.tell(_difference(id_, household, properties, document.values, decided))
    return taking


def _change(
    kind: str, household_id: str, household: ListedHousehold, properties: Mapping[str, str]
) -> ListedChange:
    return ListedChange(
        kind=kind,
        household_id=household_id,
        number=household.number or "",
        head_name=properties.get("head_name", ""),
        village=properties.get("village") or properties.get("division_code", ""),
    )


def _difference(
    household_id: str,
    household: ListedHousehold,
    properties: Mapping[str, str],
    known: Mapping[str, Value],
    decided: Mapping[str, Value],
) -> ListedChange:
    """Moved, when its village is another one; else changed."""
    places = [f"{HOUSEHOLD}/{name}" for name in ("division_code", "village")]
    moved = any(path in decided and known.get(path) for path in places)
    before = str(known.get(f"{HOUSEHOLD}/village") or known.get(f"{HOUSEHOLD}/division_code") or "")
    names = dict.fromkeys(path.rpartition("/")[2] for path in decided)
    return replace(
        _change("moved" if moved else "changed", household_id, household, properties),
        village_before=before if moved else "",
        properties=tuple(name for name in names if not name.startswith("_")),
    )


NO_LONGER_LISTED = N_("A newer list of the village doesn't name this household any more.")


def _find_left(workspace: Workspace, taking: _Taking) -> None:
    """Households of the list's villages that only an earlier list named: told, marked, never removed."""
    from yihu.storage.rows import HouseholdQuery

    key = _number_key(workspace)
    for village in sorted(taking.villages - {""}):
        after = ""
        while rows := workspace.store.households(HouseholdQuery(village=village), after, 500):
            after = rows[-1].id
            for row in rows:
                if row.id in taking.seen or not row.number or row.id != str(uuid5(REGISTER, row.number)):
                    continue
                taking.tell(
                    ListedChange(
                        kind="left",
                        household_id=row.id,
                        number=row.number,
                        head_name=row.head_name,
                        village=row.village,
                    )
                )
                document = workspace.store.document(row.id)
                if not document.values.get(f"{HOUSEHOLD}/{remark_key(CHECK, key)}"):
                    marks: dict[str, Value] = {
                        f"{HOUSEHOLD}/{remark_key(CHECK, key)}": True,
                        f"{HOUSEHOLD}/{remark_key(NOTE, key)}": translate(NO_LONGER_LISTED),
                    }
                    taking.changed[row.id] = document.heads, marks


def _unmarked(known: Mapping[str, Value], number_key: str) -> dict[str, Value]:
    """A household that is listed again is no longer to be checked for that."""
    note, check = (f"{HOUSEHOLD}/{remark_key(kind, number_key)}" for kind in (NOTE, CHECK))
    if known.get(note) in {translate_in(of, NO_LONGER_LISTED) for of in LANGUAGES}:
        return {note: None, check: None}
    return {}


def _number_key(workspace: Workspace) -> str:
    return next(iter(in_form(workspace.library.form(HOUSEHOLD), {"household_number": ""})))


def _left_members(
    household_id: str, known: Mapping[str, Value], listed: Mapping[str, Value], name_key: str
) -> Iterator[LeftMember]:
    """Of a household without a survey: the survey's members are right, whatever a list says."""
    start = f"{HOUSEHOLD}/{MEMBER}/"
    if known.get(f"{HOUSEHOLD}/_state"):
        return
    for path, name in sorted(known.items()):
        row = path.removesuffix(f"/{name_key}")
        if path.startswith(start) and row != path and path not in listed:
            head = listed.get(f"{HOUSEHOLD}/head_name") or known.get(f"{HOUSEHOLD}/head_name")
            yield LeftMember(household_id=household_id, head_name=str(head or ""), name=str(name or ""))


def _household_id(household: ListedHousehold, source: str) -> str:
    """Without a number of its own, the row of this very list tells a household apart."""
    key = household.number or f"{source}:{household.row}"
    return str(uuid5(REGISTER, key))


def _values(
    workspace: Workspace,
    household_id: str,
    household: ListedHousehold,
    properties: Mapping[str, str],
    members: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, Value]]:
    """Answers as the register holds them. `members`: rows of the register that persons of the list stand in, by key."""
    known = members or {}
    form = workspace.library.form(HOUSEHOLD)
    for key, value in in_form(form, properties).items():
        yield f"{HOUSEHOLD}/{key}", value
    for position, person in enumerate(household.persons, 1):
        row = f"{MEMBER}/{known.get(person.key) or member_row(household_id, person.key)}"
        if person.key not in known:
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
    return _member_key(workspace, "person_name")


def _member_key(workspace: Workspace, name: str) -> str:
    form = workspace.library.form(HOUSEHOLD)
    return next(iter(in_form(form, {name: ""}, f"{MEMBER}/*")), name).rpartition("/")[2]


def _changes(known: Mapping[str, Value], listed: Mapping[str, Value], name_key: str) -> dict[str, Value]:
    """What the list says otherwise; of a surveyed household only what nobody has answered."""
    surveyed = bool(known.get(f"{HOUSEHOLD}/_state"))
    listed = {**_of_somebody_else(known, listed, name_key), **listed}
    return {
        path: value
        for path, value in listed.items()
        if not _is_same(known.get(path), value) and not (surveyed and _is_answered(known, path))
    }


def _is_same(known: Value, listed: Value) -> bool:
    """Whether two answers say the same: 12.50 is 12.5; a spreadsheet keeps no zeros behind the point."""
    if known == listed or not (isinstance(known, str) and isinstance(listed, str)):
        return known == listed
    return bool(_FRACTION.fullmatch(known)) and known.rstrip("0").rstrip(".") == listed


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
