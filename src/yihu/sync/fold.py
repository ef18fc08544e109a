"""State as a pure function of the set of changesets: a register of all values not superseded.

An answer written by A is superseded by B only if A is an ancestor of B (never by time). Several different
values left for an answer are a conflict; all are kept. Shown is the highest (HLC, hash), the same everywhere.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import orjson

from yihu.sync.ancestry import Ancestry, parents_first
from yihu.sync.changeset import Changeset, Value
from yihu.sync.groups import GroupOf, Version, versions

REMOVED = "/_del"
BOOKKEEPING = frozenset(("_row", "_state"))
CHECKED = "checked"
LOOKED_THROUGH = frozenset(("finish", CHECKED))
"""Kinds of changesets whose writer looked through the whole household."""
V = TypeVar("V")


class Write(NamedTuple):
    """One value of an answer, and the changeset that wrote it."""

    value: Value
    hlc: int
    replica: str
    user: str
    changeset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """The state of one household.

    Attributes:
        heads: changesets that no other knows of, sorted.
        live: path -> writes not superseded, the shown one first.
        values: path -> shown value; paths of removed rows left out.
        conflicts: path -> the writes that differ, the shown one first. A row removed by one and edited
            by another stands under its `/_del` path, and is shown.
        waiting: changesets left out because an ancestor is missing -> the missing parents, sorted.
        merged: several people worked at once, and nobody has looked through the whole since.
    """

    heads: tuple[str, ...]
    live: Mapping[str, tuple[Write, ...]]
    values: Mapping[str, Value]
    conflicts: Mapping[str, tuple[Write, ...]]
    waiting: Mapping[str, tuple[str, ...]]
    merged: bool = False

    def state(self) -> bytes:
        """The same bytes for the same set of changesets, on every machine."""
        writes = {
            path: [[write.value, write.hlc, write.replica, write.user, write.changeset] for write in live]
            for path, live in self.live.items()
        }
        whole = {
            "heads": self.heads,
            "live": writes,
            "values": self.values,
            "conflicts": {path: [write.changeset for write in some] for path, some in self.conflicts.items()},
            "waiting": self.waiting,
        }
        return orjson.dumps(whole, option=orjson.OPT_SORT_KEYS)


def fold(
    changesets: Iterable[Changeset], group_of: GroupOf | None = None, gaps: Collection[str] = frozenset()
) -> Folded:
    """The state of one household from all its changesets, in any order, with any repetitions.

    Args:
        group_of: which answers form one fact, and are never mixed (`yihu.sync.groups`).
        gaps: changesets that a coordinator said will never come: what is behind them is folded without them.
    """
    known = {changeset.id: changeset for changeset in changesets}
    parents = {id: _awaited(changeset, known, gaps) for id, changeset in known.items()}
    order = parents_first(parents)
    ancestry, live = Ancestry(), dict[str, list[Write]]()
    heads: set[str] = set()
    branched = merged = False
    for id in order:
        changeset = known[id]
        knew_all = heads.issubset(changeset.parents)
        if knew_all:
            merged = merged and changeset.kind not in LOOKED_THROUGH
        else:
            branched = merged = True
        ancestry.add(id, parents[id])
        heads.difference_update(changeset.parents)
        heads.add(id)
        if knew_all:
            _write_over(live, changeset)
        else:
            _write(live, changeset, ancestry)
    ranked = {path: _ranked(writes) for path, writes in live.items()}
    removed, contested = _removals(ranked, ancestry)
    values = _shown(ranked, removed, contested)
    conflicts = _conflicts(ranked, removed, contested)
    if branched and group_of is not None:
        open_paths = [path for path in values if not is_bookkeeping(path) and not path.endswith(REMOVED)]
        for facts in versions([known[id] for id in order], open_paths, group_of, ancestry):
            _decide_whole(facts, values, conflicts)
    return Folded(
        heads=tuple(sorted(heads)),
        live=ranked,
        values=values,
        conflicts=conflicts,
        waiting=_waiting(known, parents, frozenset(order)),
        merged=merged,
    )


def _decide_whole(
    facts: list[Version], values: dict[str, Value], conflicts: dict[str, tuple[Write, ...]]
) -> None:
    """All answers of one fact from the same version; those that differ are in conflict together."""
    for path, shown in facts[0][1].items():
        values[path] = shown
        writes = tuple(Write(seen[path], by.hlc, by.replica, by.user, by.id) for by, seen in facts)
        if differ(writes):
            conflicts[path] = writes
        elif path in conflicts:
            values[path] = conflicts[path][0].value


def without_removed(values: Mapping[str, V]) -> dict[str, V]:
    """Values without the rows whose `_del` is true, and without all that lies under them."""
    gone = frozenset(
        path[: -len(REMOVED)] for path, value in values.items() if path.endswith(REMOVED) and value is True
    )
    if not gone:
        return dict(values)
    return {path: value for path, value in values.items() if not _lies_in(path, gone)}


def differ(writes: Iterable[Write]) -> bool:
    """Whether not all values are the same; 1 is not true."""
    return len({(write.value.__class__, write.value) for write in writes}) > 1


def _ranked(writes: list[Write]) -> tuple[Write, ...]:
    return tuple(sorted(writes, key=_rank, reverse=True) if len(writes) > 1 else writes)


def _rank(write: Write) -> tuple[int, str]:
    return write.hlc, write.changeset


def _write_over(live: dict[str, list[Write]], changeset: Changeset) -> None:
    """By somebody who knew all that there was."""
    hlc, replica, user, id = changeset.hlc, changeset.replica, changeset.user, changeset.id
    for path, value in changeset.changes.items():
        live[path] = [Write(value, hlc, replica, user, id)]


def _write(live: dict[str, list[Write]], changeset: Changeset, ancestry: Ancestry) -> None:
    for path, value in changeset.changes.items():
        write = Write(value, changeset.hlc, changeset.replica, changeset.user, changeset.id)
        earlier = live.get(path)
        if earlier is None:
            live[path] = [write]
        else:
            kept = [other for other in earlier if not ancestry.knows(changeset.id, other.changeset)]
            live[path] = [*kept, write]


def _removals(
    live: Mapping[str, tuple[Write, ...]], ancestry: Ancestry
) -> tuple[frozenset[str], dict[str, tuple[Write, ...]]]:
    """Rows that are gone, and those removed here while somebody edited them there."""
    removals = {
        path[: -len(REMOVED)]: tuple(write for write in writes if write.value is True)
        for path, writes in live.items()
        if path.endswith(REMOVED) and any(write.value is True for write in writes)
    }
    gone, contested = set(), {}
    edits = _edits_by_row(live, removals.keys()) if removals else {}
    for row, removal in removals.items():
        against = [edit for edit in edits[row] if not _settled(edit, removal, ancestry)]
        if against or differ(live[row + REMOVED]):
            writes = {*live[row + REMOVED], *against}
            contested[row + REMOVED] = tuple(
                sorted(writes, key=lambda each: (*_rank(each), repr(each.value)), reverse=True)
            )
        else:
            gone.add(row)
    return frozenset(gone), contested


def _edits_by_row(live: Mapping[str, tuple[Write, ...]], rows: Iterable[str]) -> dict[str, list[Write]]:
    edits: dict[str, list[Write]] = {row: [] for row in rows}
    for path, writes in live.items():
        if not is_bookkeeping(path):
            for row in _rows_around(path):
                if row in edits and path != row + REMOVED:
                    edits[row].extend(writes)
    return edits


def _settled(edit: Write, removals: Iterable[Write], ancestry: Ancestry) -> bool:
    """Whether some removal knew of the edit, or made it.

    Who edits a row after its removal saw it because somebody else had kept it: still to be decided.
    """
    return any(
        edit.changeset == removal.changeset or ancestry.knows(removal.changeset, edit.changeset)
        for removal in removals
    )


def is_bookkeeping(path: str) -> bool:
    """Calculated answers (`=name`), a row's place and a record's state: nobody has to decide on them."""
    name = path.rpartition("/")[2]
    return name.startswith("=") or name in BOOKKEEPING


def _rows_around(path: str) -> list[str]:
    """Every prefix of a path that may name a row: `member/<id>`, `member/<id>/job/<id>`."""
    segments = path.split("/")
    return ["/".join(segments[:count]) for count in range(3, len(segments))]


def _lies_in(path: str, rows: frozenset[str]) -> bool:
    return any(row in rows for row in _rows_around(path))


def _shown(
    live: Mapping[str, tuple[Write, ...]], removed: frozenset[str], contested: Mapping[str, object]
) -> dict[str, Value]:
    values = {path: writes[0].value for path, writes in live.items() if path not in contested}
    return (
        {path: value for path, value in values.items() if not _lies_in(path, removed)} if removed else values
    )


def _conflicts(
    live: Mapping[str, tuple[Write, ...]], removed: frozenset[str], contested: Mapping[str, tuple[Write, ...]]
) -> dict[str, tuple[Write, ...]]:
    plain = {
        path: writes
        for path, writes in live.items()
        if len(writes) > 1 and differ(writes) and not is_bookkeeping(path)
    } | dict(contested)
    return (
        {path: writes for path, writes in plain.items() if not _lies_in(path, removed)} if removed else plain
    )


def _awaited(changeset: Changeset, known: Mapping[str, Changeset], gaps: Collection[str]) -> tuple[str, ...]:
    """The parents, less those that were given up and haven't come after all."""
    if not gaps:
        return changeset.parents
    return tuple(parent for parent in changeset.parents if parent in known or parent not in gaps)


def _waiting(
    known: Mapping[str, Changeset], parents: Mapping[str, tuple[str, ...]], folded: frozenset[str]
) -> dict[str, tuple[str, ...]]:
    return {
        id: tuple(sorted(parent for parent in parents[id] if parent not in known))
        for id in known
        if id not in folded
    }
