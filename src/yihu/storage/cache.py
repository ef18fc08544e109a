"""The households' cache: folded answers, lines of the list, search terms. All of it can be made anew."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from threading import local
from typing import Any
from uuid import UUID

import orjson
import zstandard

from yihu.base.progress import Progress, Silent
from yihu.register.subjects import is_subject
from yihu.storage.columns import Columns, read_entry
from yihu.storage.database import Connection
from yihu.storage.linked import Linked
from yihu.storage.listing import write_listed
from yihu.storage.matching import write_matches
from yihu.storage.opened import one
from yihu.storage.picking import SELECTION, write_picked
from yihu.sync.changeset import Changeset, Value
from yihu.sync.clock import moment_ms
from yihu.sync.fold import LOOKED_THROUGH, Folded, Write, fold
from yihu.sync.linking import as_shown, is_link_tree, row_names

BATCH = 100
_NAMES = tuple(Columns.__dataclass_fields__)
_FIGURES = (
    "dirty", "conflicts", "waiting", "updated_ms", "merged", "surveyed_by", "canonical", "hidden",
)  # fmt: skip
_WRITTEN = (*_NAMES, *_FIGURES)
_LINE = "SELECT id, " + ", ".join(f'"{name}"' for name in _WRITTEN) + " FROM household WHERE uuid = ?"
_columns_of = attrgetter(*_NAMES)
_DOCUMENT_BYTES_AT_MOST = 2**28
_tools = local()
NEW_HOUSEHOLD = (
    'INSERT INTO household (uuid, dirty, place, number, head_name, village_code, village, township, "group",'
    " address, category, persons, visit_state, progress, plan_state, conflicts, checks, waiting, main_cause,"
    " causes, updated_ms, hidden) VALUES (?1, 1, '~' || hex(?1), '', '', '-', '', '', '', '', '', 0, 'not_visited',"
    " 0, 'none', 0, 0, 0, '', '', 0, CASE substr(hex(?1), 13, 1) WHEN '8' THEN 1 WHEN '6' THEN 3 ELSE 0 END) ON CONFLICT (uuid) DO UPDATE SET dirty = 1"
)
_ERASED, _SUBJECT = 2, 3
"""In `hidden`: nothing but tombstones; a later answer brings the household back. No household at all."""


@dataclass(frozen=True, slots=True)
class Cached:
    """The folded state of one household as the cache holds it."""

    heads: tuple[str, ...]
    values: Mapping[str, Value]
    conflicts: Mapping[str, tuple[Write, ...]]
    waiting: int


EMPTY = Cached((), {}, {}, 0)


# A mass of received changes marks its households in a small table of its own: what that costs does not
# depend on how large the register is.
_COUNT_STALE = (
    "SELECT (SELECT count(*) FROM touched) + (SELECT count(*) FROM household WHERE dirty"
    " AND NOT EXISTS (SELECT 1 FROM touched WHERE touched.household = uuid))"
)
_STALE = "SELECT uuid FROM household WHERE dirty UNION ALL SELECT household FROM touched"


class Cache(Linked):
    """Folds households when they are read, or in the background after a mass of changes."""

    _listed_version = 0

    def stale(self) -> int:
        """Households that newly received changes are not worked into yet."""
        with self._db.read() as connection:
            return int(one(connection, _COUNT_STALE))

    def refold_dirty(
        self, limit: int | None = None, progress: Progress | None = None, *, at_once: int = BATCH
    ) -> int:
        """Work new changes in, `limit` households at most, `at_once` in a transaction; how many were done.

        Raises `Cancelled` between two transactions if `progress` says so; what was done stays.
        """
        progress = progress or Silent()
        total = self.stale() if limit is None else min(limit, self.stale())
        done = 0
        while done < total:
            with self._db.write() as connection:
                batch = self._dirty_ids(connection, min(at_once, total - done))
                self._refold_all(connection, batch)
            if not batch:
                break
            done += len(batch)
            progress.step(done, total)
        return done

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make the whole cache anew from the changesets (invariant I10)."""
        with self._db.write() as connection:
            for table in (
                "candidate",
                "match_key",
                "link",
                "listed",
                "picked",
                "term",
                "document",
                "household",
                "touched",
            ):
                connection.execute(f"DELETE FROM {table}")
            households = connection.execute(
                "SELECT household FROM changeset GROUP BY household ORDER BY min(chain), household"
            ).fetchall()
            connection.executemany(NEW_HOUSEHOLD, households)
        self.refold_dirty(progress=progress)
        self._db.shorten_log()

    def state(self, household_id: str) -> bytes:
        """The folded state as canonical bytes: equal sets of changesets give equal bytes (invariant I2)."""
        with self._db.read() as connection:
            return self._fold(connection, UUID(household_id).bytes).state()

    def _dirty_ids(self, connection: Connection, limit: int) -> list[bytes]:
        """Decisions on duplicates first: they say what the households are folded of."""
        links = connection.execute("SELECT uuid FROM household WHERE hidden = 1 AND dirty").fetchall()
        if links:
            return [uuid for (uuid,) in links]
        rows = connection.execute(f"{_STALE} LIMIT ?", (limit,))
        return list(dict.fromkeys(uuid for (uuid,) in rows.fetchall()))

    def _refold_all(self, connection: Connection, uuids: Sequence[bytes]) -> None:
        for uuid in uuids:
            self._refold(connection, uuid)

    def _refold(self, connection: Connection, uuid: bytes) -> Cached:
        """Fold one household and write its cache; of joined ids the one under which they are shown."""
        if is_link_tree(uuid):
            return self._refold_link(connection, uuid)
        ids, links = self._class_of(connection, uuid)
        if ids[0] != uuid:
            return self._refold(connection, ids[0])
        for other in ids[1:]:
            self._hide(connection, other, uuid)
        changesets = as_shown(self._own_changesets(connection, ids), row_names(links))
        folded = fold(changesets, self.group_rule(), self._gaps(connection))
        number, *line = connection.execute(_LINE, (uuid,)).fetchone()
        updated = max((moment_ms(each.hlc) for each in changesets), default=0)
        columns, terms, matches = self._entry(connection, uuid, folded, _day_after(updated))
        merged = folded.merged if len(ids) == 1 else not self._looked_through(connection, ids)
        figures = (
            0,
            len(folded.conflicts),
            len(folded.waiting),
            updated,
            merged,
            _surveyed_by(folded),
            uuid if len(ids) > 1 else None,
            _hidden(uuid, changesets),
        )
        _write_line(connection, number, line, (*_columns_of(columns), *figures))
        connection.execute(
            "INSERT INTO document VALUES (?, ?) ON CONFLICT (household) DO UPDATE SET body = excluded.body",
            (number, _packed(folded)),
        )
        _write_terms(connection, number, terms)
        write_matches(connection, number, self._match_keys(matches))
        if is_subject(uuid):
            write_picked(connection, uuid, folded.values, self.property_maps().get(SELECTION, {}))
        if write_listed(connection, number, columns.village_code, folded, self.property_maps()):
            self._listed_version += 1
        connection.executemany("DELETE FROM touched WHERE household = ?", [(each,) for each in ids])
        return _cached(folded)

    def _refold_link(self, connection: Connection, tree: bytes) -> Cached:
        """A decision on two ids: fold it, then all households that were or are joined by it."""
        changesets = self._own_changesets(connection, [tree])
        folded = fold(changesets)
        newest = max(changesets, key=lambda each: (each.hlc, each.id), default=None)
        connection.execute("DELETE FROM touched WHERE household = ?", (tree,))
        touched = self._note_link(connection, tree, folded, newest)
        for uuid in touched:
            if one(connection, "SELECT 1 FROM household WHERE uuid = ?", uuid):
                self._refold(connection, uuid)
        return _cached(folded)

    def _looked_through(self, connection: Connection, ids: Sequence[bytes]) -> bool:
        """Joined ids know nothing of each other: each one's newest step must be a look through the whole."""
        for uuid in ids:
            changesets = {each.id: each for each in self._own_changesets(connection, [uuid])}
            heads = fold(changesets.values()).heads
            if len(heads) != 1 or changesets[heads[0]].kind not in LOOKED_THROUGH:
                return False
        return True

    def _entry(
        self, connection: Connection, uuid: bytes, folded: Folded, written_on: str
    ) -> tuple[Columns, frozenset[str], tuple[str, ...]]:
        drafted = one(connection, "SELECT 1 FROM draft WHERE household = ? AND record = 'household'", uuid)
        return read_entry(
            str(UUID(bytes=uuid)),
            folded.values,
            self.property_maps(),
            drafted=bool(drafted),
            profiles=self.profiles(),
            written_on=written_on,
        )

    def _fold(self, connection: Connection, uuid: bytes) -> Folded:
        if is_link_tree(uuid):
            return fold(self._own_changesets(connection, [uuid]))
        return fold(self._changesets(connection, uuid), self.group_rule(), self._gaps(connection))

    def _cached(self, connection: Connection, uuid: bytes) -> Cached:
        """The state as of now: from the cache, or folded if that is stale (and then kept if nobody writes)."""
        row = connection.execute(
            "SELECT household.dirty OR touched.household IS NOT NULL, household.canonical, document.body"
            " FROM household LEFT JOIN document ON document.household = household.id"
            " LEFT JOIN touched ON touched.household = household.uuid WHERE uuid = ?",
            (uuid,),
        ).fetchone()
        if row is None:  # nothing of this id is here; what it was joined with may be
            shown = self._class_of(connection, uuid)[0][0]
            return EMPTY if shown == uuid else self._cached(connection, shown)
        dirty, canonical, body = row
        if canonical is not None:
            dirty, body = self._joined_document(connection, canonical)
        return _cached(self._fold(connection, uuid)) if dirty or body is None else unpacked(body)

    def _gaps(self, connection: Connection) -> frozenset[str]:
        """Changesets that a coordinator said will never come."""
        return frozenset(hash.hex() for (hash,) in connection.execute("SELECT hash FROM gap").fetchall())

    def _freshen(self, uuids: Sequence[bytes]) -> None:
        """Work changes into these households, unless another thread is writing: then they stay stale a while."""
        if uuids and not self._db.busy():
            with self._db.write() as connection:
                self._refold_all(connection, uuids)


def _write_line(
    connection: Connection, number: int, before: Sequence[object], after: Sequence[object]
) -> None:
    """Only what differs: each column that is named costs the indexes that hold it."""
    changed = [place for place, value in enumerate(after) if before[place] != value]
    if changed:
        settings = ", ".join(f'"{_WRITTEN[place]}" = ?' for place in changed)
        connection.execute(
            f"UPDATE household SET {settings} WHERE id = ?", (*(after[place] for place in changed), number)
        )


def _write_terms(connection: Connection, number: int, terms: frozenset[str]) -> None:
    rows = connection.execute("SELECT term FROM term WHERE household = ?", (number,)).fetchall()
    before = {term for (term,) in rows}
    if gone := before - terms:
        connection.executemany(
            "DELETE FROM term WHERE term = ? AND household = ?", [(each, number) for each in gone]
        )
    if new := terms - before:
        connection.executemany("INSERT INTO term VALUES (?, ?)", [(each, number) for each in sorted(new)])


def _hidden(uuid: bytes, changesets: Sequence[Changeset]) -> int:
    if changesets and not any(each.body for each in changesets):
        return _ERASED
    return _SUBJECT if is_subject(uuid) else 0


def _surveyed_by(folded: Folded) -> str:
    """Replica of the laptop that last began or finished the survey; "" before."""
    state = folded.live.get("household/_state")
    return state[0].replica if state else ""


def _cached(folded: Folded) -> Cached:
    return Cached(folded.heads, folded.values, folded.conflicts, len(folded.waiting))


def _tool(name: str, make: Callable[[], Any]) -> Any:
    """Making one takes longer than using it; a thread may not use another's."""
    tool = getattr(_tools, name, None)
    if tool is None:
        tool = make()
        setattr(_tools, name, tool)
    return tool


def _packed(folded: Folded) -> bytes:
    whole = {
        "heads": folded.heads,
        "values": folded.values,
        "conflicts": {path: [list(write) for write in writes] for path, writes in folded.conflicts.items()},
        "waiting": len(folded.waiting),
    }
    packed: bytes = _tool("pack", zstandard.ZstdCompressor).compress(
        orjson.dumps(whole, option=orjson.OPT_SORT_KEYS)
    )
    return packed


def unpacked(body: bytes) -> Cached:
    """A row of `document`."""
    plain = _tool("unpack", zstandard.ZstdDecompressor).decompress(
        body, max_output_size=_DOCUMENT_BYTES_AT_MOST
    )
    whole: dict[str, Any] = orjson.loads(plain)
    conflicts = {path: tuple(_writes(writes)) for path, writes in whole["conflicts"].items()}
    return Cached(tuple(whole["heads"]), whole["values"], conflicts, whole["waiting"])


def _writes(writes: list[list[Any]]) -> Iterator[Write]:
    return (Write(*write) for write in writes)


def _day_after(moment: int) -> str:
    """ISO date a day after a moment (ms, UTC), whatever clock the writer's place has; "" for a list's, which has none."""
    if moment <= 0:
        return ""
    return (datetime.fromtimestamp(moment / 1000, UTC) + timedelta(days=1)).date().isoformat()
