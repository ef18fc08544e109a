"""What a list says otherwise than the register: who is new, what changes, who isn't named any more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from yihu.actions.import_reports import LeftMember, ListedChange
from yihu.actions.known_members import known_members, member_row
from yihu.actions.listed_members import MEMBERS, Keys, Movers, id_numbers, left_members
from yihu.actions.reading import HOUSEHOLD
from yihu.actions.remarks import CHECK, NOTE, remark_key
from yihu.actions.workspace import Workspace
from yihu.base.i18n import LANGUAGES, N_, translate, translate_in
from yihu.base.progress import Progress

if TYPE_CHECKING:
    from yihu.exchange import HouseholdList, ListedHousehold
    from yihu.storage.rows import Document, Draft
    from yihu.sync.changeset import Value

REGISTER = uuid5(NAMESPACE_URL, "yihu:household")
"""Namespace of ids: a household number gives the same id on every laptop."""

CHANGES_AT_MOST = 5000
READ_AT_ONCE = 500
NO_LONGER_LISTED = N_("A newer list of the village doesn't name this household any more.")
_FRACTION = re.compile(r"-?\d+\.\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What is to be written.

    Attributes:
        source: stands for the laptop that wrote the list. of_members: it names all members of its households.
        same_for_all: property -> text, for what the list lacks.
        new: household id -> what the list says of it; `rows_of_new` makes answers of it, one after the other.
        changed: household id -> the heads that this was compared with, and values.
        left: members that the list doesn't name any more, with their ID numbers.
        seen: ids of all households of the list. villages: where they are.
        movers: members by their ID numbers: who stood where, who stands where.
        changes, counts: what is told of it.
    """

    source: str
    keys: Keys
    of_members: bool
    same_for_all: Mapping[str, str]
    new: dict[str, ListedHousehold] = field(default_factory=dict)
    changed: dict[str, tuple[tuple[str, ...], Mapping[str, Value]]] = field(default_factory=dict)
    left: list[tuple[str, LeftMember]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    villages: set[str] = field(default_factory=set)
    movers: Movers = field(default_factory=Movers)
    changes: list[ListedChange] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def tell(self, change: ListedChange) -> None:
        """Count a change, and keep it among those that are told one by one."""
        self.counts[change.kind] += 1
        if self.counts[change.kind] <= CHANGES_AT_MOST:
            self.changes.append(change)


def compare_list(
    workspace: Workspace,
    listed: HouseholdList,
    same_for_all: Mapping[str, str],
    source: str,
    *,
    whole: bool,
    of_members: bool,
    progress: Progress,
) -> Taking:
    """Hold a list against the register; nothing is written.

    Args:
        source: hash of the list and of what was said of it.
        whole: it names all households of its villages: who isn't in it has left.
        of_members: it names all members of its households.
    """
    from yihu.storage.rows import HouseholdQuery

    taking = Taking(
        source=source,
        keys=Keys(workspace.library.form(HOUSEHOLD)),
        of_members=of_members,
        same_for_all=same_for_all,
    )
    begun = frozenset(draft.household_id for draft in workspace.store.unsealed())
    empty = not workspace.store.count(HouseholdQuery())
    elsewhere = {} if empty else _of_other_origin(workspace)
    for start in range(0, len(listed.households), READ_AT_ONCE):
        progress.step(start, len(listed.households))
        some = {
            elsewhere.get(household.number or "") or household_id_of(household, source): household
            for household in listed.households[start : start + READ_AT_ONCE]
        }
        known = {} if empty else workspace.store.documents([*some])
        for id_, household in some.items():
            if not empty:
                taking.movers.note(id_, household, known.get(id_), taking.keys)
            drafts = workspace.store.drafts(id_) if id_ in begun else ()
            _sort_out(
                taking, id_, household, {**same_for_all, **household.properties}, known.get(id_), drafts
            )
    if whole and not empty:
        _find_left(workspace, taking)
    for id_, household, name, before in taking.movers.moved():
        told = _change("member", id_, household, {**same_for_all, **household.properties})
        taking.tell(replace(told, head_name=name, number_before=before))
    taking.left[:] = [each for each in taking.left if each[0] not in taking.movers.come]
    return taking


def rows_of_new(taking: Taking) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """Of each new household id, village code and answers."""
    for id_, household in taking.new.items():
        properties = {**taking.same_for_all, **household.properties}
        yield (
            id_,
            properties.get("division_code", ""),
            dict(_values(taking.keys, id_, household, properties)),
        )


def household_id_of(household: ListedHousehold, source: str) -> str:
    """Without a number of its own, the row of this very list tells a household apart."""
    key = household.number or f"{source}:{household.row}"
    return str(uuid5(REGISTER, key))


def _of_other_origin(workspace: Workspace) -> dict[str, str]:
    """Number -> id of the households that no list brought: written down in the window, or in the demo village.

    Where several households bear a number, the one that a list brought is meant, or nobody knows which.
    """
    found: dict[str, str] = {}
    for number, id_ in workspace.store.numbered():
        found[number] = "" if number in found else id_
    return {number: id_ for number, id_ in found.items() if id_ and id_ != str(uuid5(REGISTER, number))}


def _sort_out(
    taking: Taking,
    id_: str,
    household: ListedHousehold,
    properties: Mapping[str, str],
    document: Document | None,
    drafts: Sequence[Draft],
) -> None:
    """New, changed or as before."""
    taking.seen.add(id_)
    if household.number:
        taking.villages.add(properties.get("division_code") or properties.get("village", ""))
    told = _change("came", id_, household, properties)
    if document is None:
        taking.new[id_] = household
        taking.tell(told)
        return
    members = known_members(household, id_, document.values, taking.keys.identity)
    values = dict(_values(taking.keys, id_, household, properties, members))
    if taking.of_members:
        taking.left.extend(left_members(taking.keys, id_, document.values, values))
    changes = _changes(_as_answered(document, drafts), values, taking.keys.name)
    changes |= _unmarked(document.values, taking.keys.number)
    undecided = {conflict.path for conflict in document.conflicts} if changes else set()
    if decided := {path: value for path, value in changes.items() if path not in undecided}:
        taking.changed[id_] = document.heads, decided
        taking.tell(_difference(told, document.values, decided))


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


def _difference(told: ListedChange, known: Mapping[str, Value], decided: Mapping[str, Value]) -> ListedChange:
    """Moved, when its village is another one; else changed."""
    places = [f"{HOUSEHOLD}/{name}" for name in ("division_code", "village")]
    moved = any(path in decided and known.get(path) for path in places)
    before = str(known.get(f"{HOUSEHOLD}/village") or known.get(f"{HOUSEHOLD}/division_code") or "")
    names = dict.fromkeys(path.rpartition("/")[2] for path in decided)
    return replace(
        told,
        kind="moved" if moved else "changed",
        village_before=before if moved else "",
        properties=tuple(name for name in names if not name.startswith("_")),
    )


# ---------------------------------------------------------------- households that aren't named any more


def _find_left(workspace: Workspace, taking: Taking) -> None:
    """Households of the list's villages that only an earlier list named: told, marked, never removed."""
    from yihu.storage.rows import HouseholdQuery

    for village in sorted(taking.villages - {""}):
        after = ""
        while rows := workspace.store.households(HouseholdQuery(village=village), after, READ_AT_ONCE):
            after = rows[-1].id
            left = [
                row
                for row in rows
                if row.id not in taking.seen and row.number and row.id == str(uuid5(REGISTER, row.number))
            ]
            known = workspace.store.documents([row.id for row in left])
            for row in left:
                taking.tell(
                    ListedChange(
                        kind="left",
                        household_id=row.id,
                        number=row.number,
                        head_name=row.head_name,
                        village=row.village,
                    )
                )
                document = known[row.id]
                taking.movers.left(row.number, id_numbers(taking.keys, document.values))
                check, note = (
                    f"{HOUSEHOLD}/{remark_key(kind, taking.keys.number)}" for kind in (CHECK, NOTE)
                )
                if not document.values.get(check):
                    taking.changed[row.id] = document.heads, {check: True, note: translate(NO_LONGER_LISTED)}


def _unmarked(known: Mapping[str, Value], number_key: str) -> dict[str, Value]:
    """A household that is listed again is no longer to be checked for that."""
    note, check = (f"{HOUSEHOLD}/{remark_key(kind, number_key)}" for kind in (NOTE, CHECK))
    if known.get(note) in {translate_in(of, NO_LONGER_LISTED) for of in LANGUAGES}:
        return {note: None, check: None}
    return {}


# ---------------------------------------------------------------- answers


def _values(
    keys: Keys,
    household_id: str,
    household: ListedHousehold,
    properties: Mapping[str, str],
    members: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, Value]]:
    """Answers as the register holds them. `members`: rows of the register that persons of the list stand in, by key."""
    known = members or {}
    for name, value in properties.items():
        if name in keys.household:
            yield f"{HOUSEHOLD}/{keys.household[name]}", value
    for position, person in enumerate(household.persons, 1):
        row = f"{MEMBERS}{known.get(person.key) or member_row(household_id, person.key)}"
        if person.key not in known:
            yield f"{row}/_row", position
        for name, value in person.properties.items():
            if name in keys.member:
                yield f"{row}/{keys.member[name]}", value


def _as_answered(document: Document, drafts: Iterable[Draft]) -> dict[str, Value]:
    """All answers, those of an interview going on too."""
    values = dict(document.values)
    for draft in drafts:
        values |= {f"{draft.record}/{key}": value for key, value in draft.changes.items()}
    return values


def _changes(known: Mapping[str, Value], listed: Mapping[str, Value], name_key: str) -> dict[str, Value]:
    """What the list says otherwise; of a surveyed household only what nobody has answered."""
    surveyed = bool(known.get(f"{HOUSEHOLD}/_state"))
    listed = {**_of_somebody_else(known, listed, name_key), **listed}
    return {
        path: value
        for path, value in listed.items()
        if not _is_same(_answer(known, path), value) and not (surveyed and _is_answered(known, path))
    }


def _answer(known: Mapping[str, Value], path: str) -> Value:
    """What is known at a path: what somebody said, else what the questionnaire worked out."""
    said = known.get(path)
    head, _, question = path.rpartition("/")
    return known.get(f"{head}/={question}") if said is None else said


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
    return _answer(known, path) not in (None, "") or path.startswith(MEMBERS)
