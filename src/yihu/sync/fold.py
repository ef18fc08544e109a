"""State as a pure function of the set of changesets: a register of all values not superseded.

An answer written by A is superseded by B only if A is an ancestor of B (never by time). Several different
values left for an answer are a conflict; all are kept. Shown is the highest (HLC, hash), the same everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import orjson

from yihu.sync.ancestry import Ancestry, parents_first
from yihu.sync.changeset import Changeset, Value

REMOVED = "/_del"
BOOKKEEPING = frozenset(("_row", "_state"))
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
    """

    heads: tuple[str, ...]
    live: Mapping[str, tuple[Write, ...]]
    values: Mapping[str, Value]
    conflicts: Mapping[str, tuple[Write, ...]]
    waiting: Mapping[str, tuple[str, ...]]

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


def fold(changesets: Iterable[Changeset]) -> Folded:
    """The state of one household from all its changesets, in any order, with any repetitions."""
    known = {changeset.id: changeset for changeset in changesets}
    order = parents_first({id: changeset.parents for id, changeset in known.items()})
    ancestry, live = Ancestry(), dict[str, list[Write]]()
    heads: set[str] = set()
    for id in order:
        changeset = known[id]
        ancestry.add(id, changeset.parents)
        heads.difference_update(changeset.parents)
        heads.add(id)
        _write(live, changeset, ancestry)
    ranked = {path: _ranked(writes) for path, writes in live.items()}
    removed, contested = _removals(ranked, ancestry)
    return Folded(
        heads=tuple(sorted(heads)),
        live=ranked,
        values=_shown(ranked, removed, contested),
        conflicts=_conflicts(ranked, removed, contested),
        waiting=_waiting(known, frozenset(order)),
    )


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


def _waiting(known: Mapping[str, Changeset], folded: frozenset[str]) -> dict[str, tuple[str, ...]]:
    return {
        id: tuple(sorted(parent for parent in changeset.parents if parent not in known))
        for id, changeset in known.items()
        if id not in folded
    }
