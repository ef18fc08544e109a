"""What a list says otherwise than the register: who is new, what changes, who isn't named any more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from yihu.actions.import_reports import LeftMember, ListedChange
from yihu.actions.known_members import IDENTITY, MEMBER, known_members, member_row
from yihu.actions.reading import HOUSEHOLD
from yihu.actions.remarks import CHECK, NOTE, remark_key
from yihu.actions.workspace import Workspace
from yihu.base.i18n import LANGUAGES, N_, translate, translate_in
from yihu.base.progress import Progress

if TYPE_CHECKING:
    from yihu.exchange import HouseholdList, ListedHousehold
    from yihu.forms import Form
    from yihu.storage.rows import Document, Draft
    from yihu.sync.changeset import Value

REGISTER = uuid5(NAMESPACE_URL, "yihu:household")
"""Namespace of ids: a household number gives the same id on every laptop."""

CHANGES_AT_MOST = 5000
READ_AT_ONCE = 500
NO_LONGER_LISTED = N_("A newer list of the village doesn't name this household any more.")
_MEMBERS = f"{HOUSEHOLD}/{MEMBER}/"
_FRACTION = re.compile(r"-?\d+\.\d+")


class Keys:
    """Where the questionnaire keeps what a list says: found once for all rows."""

    def __init__(self, form: Form) -> None:
        places = {name: pattern for pattern, name in form.properties.items()}
        parts = [(name, *pattern.rpartition("/")) for name, pattern in places.items()]
        self.household = {name: key for name, inside, _, key in parts if not inside}
        self.member = {name: key for name, inside, _, key in parts if inside == f"{MEMBER}/*"}
        self.number = self.household["household_number"]
        self.name = self.member["person_name"]
        self.id_number = self.member.get("id_number", "id_number")
        self.identity = {name: self.member.get(name, name) for name in IDENTITY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What is to be written.

    Attributes:
        source: stands for the laptop that wrote the list. of_members: it names all members of its households.
        new: household id -> village code and values.
        changed: household id -> the heads that this was compared with, and values.
        left: members that the list doesn't name any more, with their ID numbers.
        seen: ids of all households of the list. villages: where they are.
        gone, come: ID number -> who stood in a household before and doesn't any more, who stands in one now.
        changes, counts: what is told of it.
    """

    source: str
    keys: Keys
    of_members: bool
    new: dict[str, tuple[str, Mapping[str, Value]]] = field(default_factory=dict)
    changed: dict[str, tuple[tuple[str, ...], Mapping[str, Value]]] = field(default_factory=dict)
    left: list[tuple[str, LeftMember]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    villages: set[str] = field(default_factory=set)
    gone: dict[str, str] = field(default_factory=dict)
    come: dict[str, ListedChange] = field(default_factory=dict)
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

    taking = Taking(source=source, keys=Keys(workspace.library.form(HOUSEHOLD)), of_members=of_members)
    begun = frozenset(draft.household_id for draft in workspace.store.unsealed())
    empty = not workspace.store.count(HouseholdQuery())
    for start in range(0, len(listed.households), READ_AT_ONCE):
        progress.step(start, len(listed.households))
        some = {
            household_id_of(household, source): household
            for household in listed.households[start : start + READ_AT_ONCE]
        }
        known = {} if empty else workspace.store.documents([*some])
        for id_, household in some.items():
            drafts = workspace.store.drafts(id_) if id_ in begun else ()
            _sort_out(
                taking, id_, household, {**same_for_all, **household.properties}, known.get(id_), drafts
            )
    if whole and not empty:
        _find_left(workspace, taking)
    _tell_moved_members(taking)
    return taking


def household_id_of(household: ListedHousehold, source: str) -> str:
    """Without a number of its own, the row of this very list tells a household apart."""
    key = household.number or f"{source}:{household.row}"
    return str(uuid5(REGISTER, key))


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
    _note_members(taking, told, household, document)
    if document is None:
        values = dict(_values(taking.keys, id_, household, properties))
        taking.new[id_] = properties.get("division_code", ""), values
        taking.tell(told)
        return
    members = known_members(household, id_, document.values, taking.keys.identity)
    values = dict(_values(taking.keys, id_, household, properties, members))
    if taking.of_members:
        taking.left.extend(_left_members(taking.keys, id_, document.values, values))
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


# ---------------------------------------------------------------- members


def _note_members(
    taking: Taking, told: ListedChange, household: ListedHousehold, document: Document | None
) -> None:
    """By their ID numbers: who stood in this household and doesn't, who stands in it now."""
    listed = {
        str(person.properties["id_number"]): str(person.properties.get("person_name") or "")
        for person in household.persons
        if person.properties.get("id_number")
    }
    known = set(_id_numbers(taking.keys, document.values)) if document else set[str]()
    taking.gone.update(dict.fromkeys(known - listed.keys(), told.number))
    for number in listed.keys() - known:
        taking.come[number] = replace(told, kind="member", head_name=listed[number])


def _id_numbers(keys: Keys, known: Mapping[str, Value]) -> Iterator[str]:
    end = f"/{keys.id_number}"
    for path, value in known.items():
        if value and path.endswith(end) and path.startswith(_MEMBERS):
            yield str(value)


def _tell_moved_members(taking: Taking) -> None:
    """Who left one household of the register for another: told once, and not as somebody who is in no list."""
    for number in sorted(taking.gone.keys() & taking.come.keys()):
        taking.tell(replace(taking.come[number], number_before=taking.gone[number]))
    taking.left[:] = [each for each in taking.left if each[0] not in taking.come]


def _left_members(
    keys: Keys, household_id: str, known: Mapping[str, Value], listed: Mapping[str, Value]
) -> Iterator[tuple[str, LeftMember]]:
    """Of a household without a survey: the survey's members are right, whatever a list says."""
    if known.get(f"{HOUSEHOLD}/_state"):
        return
    for path, name in sorted(known.items()):
        row = path.removesuffix(f"/{keys.name}")
        if path.startswith(_MEMBERS) and row != path and path not in listed:
            head = listed.get(f"{HOUSEHOLD}/head_name") or known.get(f"{HOUSEHOLD}/head_name")
            yield (
                str(known.get(f"{row}/{keys.id_number}") or ""),
                LeftMember(household_id=household_id, head_name=str(head or ""), name=str(name or "")),
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
                taking.gone.update(dict.fromkeys(_id_numbers(taking.keys, document.values), row.number))
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
        row = f"{_MEMBERS}{known.get(person.key) or member_row(household_id, person.key)}"
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
    return known.get(path) not in (None, "") or path.startswith(_MEMBERS)
