"""Lists that forms choose from and that the register itself holds: helpers, their groups, villages, the family's members.

A form names them like files: `select_one_from_file known_helpers.csv`, `own_members.csv`. In other programs (ODK, Kobo)
such files can lie beside the workbook; here they are what this laptop knows now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from yihu.actions.reading import household_of
from yihu.planning.pairing import HELPER, HELPER_GROUP, read_helper, read_helper_group
from yihu.register import codes
from yihu.register.subjects import is_subject

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace
    from yihu.engine import Rows
    from yihu.planning.pairing import Helper
    from yihu.storage.store import Store
    from yihu.sync.changeset import Value

HELPERS, GROUPS, VILLAGES, MEMBERS = "known_helpers", "known_groups", "known_villages", "own_members"
KNOWN = frozenset((HELPERS, GROUPS, VILLAGES, MEMBERS))

_KEPT: WeakKeyDictionary[Store, dict[str, tuple[int, Rows]]] = WeakKeyDictionary()
_NARROWED: WeakKeyDictionary[Store, Rows] = WeakKeyDictionary()
_HELD: WeakKeyDictionary[Store, int] = WeakKeyDictionary()


def known_rows(workspace: Workspace, name: str, household_id: str = "") -> Rows:
    """The rows of one of `KNOWN`: each has `name` (the id or code) and `label`. Kept until something listed changes."""
    if name == MEMBERS:
        return _members(workspace, household_id)
    store = workspace.store
    if name == HELPERS and store in _NARROWED:
        return _NARROWED[store]
    kept, version = _KEPT.setdefault(store, {}), store.listed_version()
    if name not in kept or (kept[name][0] != version and not _HELD.get(store)):
        kept[name] = version, _READ[name](workspace)
    return kept[name][1]


@contextmanager
def held(store: Store) -> Iterator[None]:
    """While thousands of pairs are written: no helper comes or goes meanwhile, so the lists aren't read anew."""
    _KEPT.pop(store, None)
    _HELD[store] = _HELD.get(store, 0) + 1
    try:
        yield
    finally:
        _HELD[store] -= 1


@contextmanager
def only_helper(store: Store, helper: Helper) -> Iterator[None]:
    """While a form is filled in for this one: building hundreds of choices to take one is what costs most."""
    _NARROWED[store] = (_helper_row(helper),)
    try:
        yield
    finally:
        del _NARROWED[store]


def read_anew(workspace: Workspace) -> None:
    """Something was added to one of the lists, while they are held too."""
    _KEPT.pop(workspace.store, None)


def with_answers(name: str, rows: Rows, answers: Mapping[str, Value], places: Mapping[str, str]) -> Rows:
    """The rows and those that a record's answers name though this laptop doesn't know them: they stay as they are.

    `places`: answer key -> property.
    """
    known = {row["name"] for row in rows}
    missing: dict[str, str] = {}
    for key, property in places.items():
        if _ANSWERED.get(property) == name and isinstance(given := answers.get(key), str):
            words = answers.get(next((each for each, of in places.items() if of == f"{property}_name"), ""))
            missing |= {id_: str(words or id_) for id_ in given.split() if id_ not in known}
    return (*rows, *({"name": id_, "label": label} for id_, label in missing.items())) if missing else rows


_ANSWERED = {
    "helper_of_group": GROUPS,
    "helper_villages": VILLAGES,
    "team_leader": HELPERS,
    "team_villages": VILLAGES,
    "pairing_helper": HELPERS,
    "pledge_student_member": MEMBERS,
    "pledge_job_member": MEMBERS,
}
"""Property -> the list that its answers are of."""


def _helpers(workspace: Workspace) -> Rows:
    helpers = [read_helper(each.subject, each.properties) for each in workspace.store.listed(HELPER)]
    return tuple(map(_helper_row, sorted(helpers, key=lambda helper: (helper.name, helper.id))))


def _helper_row(helper: Helper) -> Mapping[str, str]:
    return {
        "name": helper.id,
        "label": f"{helper.name}（{helper.unit}）" if helper.unit else helper.name,
        "called": helper.name,
        "unit": helper.unit,
    }


def _groups(workspace: Workspace) -> Rows:
    groups = [
        read_helper_group(each.subject, each.properties) for each in workspace.store.listed(HELPER_GROUP)
    ]
    return tuple(
        {"name": group.id, "label": group.name}
        for group in sorted(groups, key=lambda group: (group.name, group.id))
    )


def _villages(workspace: Workspace) -> Rows:
    villages = workspace.store.villages()
    return tuple({"name": row.code, "label": f"{row.township}{row.name}"} for row in villages)


def _members(workspace: Workspace, household_id: str) -> Rows:
    if not household_id or is_subject(household_id):
        return ()
    household = household_of(workspace, workspace.store.document(household_id))
    day = workspace.clock.now().date().isoformat()
    return tuple(
        {
            "name": person.row,
            "label": " ".join(
                filter(
                    None,
                    (
                        person.name or "",
                        codes.label("relation", person.relation) if person.relation else "",
                        "" if (age := person.age_on(day)) is None else str(age),
                    ),
                )
            ),
        }
        for person in household.persons
    )


_READ: Mapping[str, Callable[[Workspace], Rows]] = {HELPERS: _helpers, GROUPS: _groups, VILLAGES: _villages}
