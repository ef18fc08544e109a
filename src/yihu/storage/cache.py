"""The households' cache: folded answers, lines of the list, search terms. All of it can be made anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
import zstandard

from yihu.base.progress import Progress, Silent
from yihu.storage.columns import Columns, read_columns
from yihu.storage.database import Connection
from yihu.storage.opened import one
from yihu.storage.shelf import Shelf
from yihu.sync.changeset import Changeset, Value, stored_changeset
from yihu.sync.clock import moment_ms
from yihu.sync.fold import Folded, Write, fold

BATCH = 100
_NAMES = tuple(Columns.__dataclass_fields__)
_SETTINGS = ", ".join(f'"{name}" = ?' for name in (*_NAMES, "dirty", "conflicts", "waiting", "updated_ms"))
_UPDATE = f"UPDATE household SET {_SETTINGS} WHERE id = ?"
_DOCUMENT_BYTES_AT_MOST = 2**28
NEW_HOUSEHOLD = (
    'INSERT INTO household (uuid, dirty, place, number, head_name, village_code, village, township, "group",'
    " address, category, persons, visit_state, progress, plan_state, conflicts, checks, waiting, main_cause,"
    " causes, updated_ms) VALUES (?1, 1, '~' || hex(?1), '', '', '-', '', '', '', '', '', 0, 'not_visited', 0,"
    " 'none', 0, 0, 0, '', '', 0) ON CONFLICT (uuid) DO UPDATE SET dirty = 1"
)


@dataclass(frozen=True, slots=True)
class Cached:
    """The folded state of one household as the cache holds it."""

    heads: tuple[str, ...]
    values: Mapping[str, Value]
    conflicts: Mapping[str, tuple[Write, ...]]
    waiting: int


EMPTY = Cached((), {}, {}, 0)


class Cache(Shelf):
    """Folds households when they are read, or in the background after a mass of changes."""

    def stale(self) -> int:
        """Households that newly received changes are not worked into yet."""
        with self._db.read() as connection:
            return int(one(connection, "SELECT count(*) FROM household WHERE dirty"))

    def refold_dirty(self, limit: int | None = None, progress: Progress | None = None) -> int:
        """Work new changes in, `limit` households at most, in short transactions; how many were done.

        Raises `Cancelled` between two transactions if `progress` says so; what was done stays.
        """
        progress = progress or Silent()
        total = self.stale() if limit is None else min(limit, self.stale())
        done = 0
        while done < total:
            with self._db.write() as connection:
                batch = self._dirty_ids(connection, min(BATCH, total - done))
                self._refold_all(connection, batch)
            if not batch:
                break
            done += len(batch)
            progress.step(done, total)
        return done

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make the whole cache anew from the changesets (invariant I10)."""
        with self._db.write() as connection:
            for table in ("term", "document", "household"):
                connection.execute(f"DELETE FROM {table}")
            households = connection.execute("SELECT DISTINCT household FROM changeset").fetchall()
            connection.executemany(NEW_HOUSEHOLD, households)
        self.refold_dirty(progress=progress)
        self._db.shorten_log()

    def state(self, household_id: str) -> bytes:
        """The folded state as canonical bytes: equal sets of changesets give equal bytes (invariant I2)."""
        with self._db.read() as connection:
            return fold(self._changesets(connection, UUID(household_id).bytes)).state()

    def _dirty_ids(self, connection: Connection, limit: int) -> list[bytes]:
        rows = connection.execute("SELECT uuid FROM household WHERE dirty ORDER BY id LIMIT ?", (limit,))
        return [uuid for (uuid,) in rows.fetchall()]

    def _refold_all(self, connection: Connection, uuids: Sequence[bytes]) -> None:
        for uuid in uuids:
            self._refold(connection, uuid)

    def _refold(self, connection: Connection, uuid: bytes) -> Cached:
        """Fold one household and write its cache."""
        changesets = self._changesets(connection, uuid)
        folded = fold(changesets)
        number = one(connection, "SELECT id FROM household WHERE uuid = ?", uuid)
        columns, terms = self._columns(connection, uuid, folded)
        updated = max((moment_ms(each.hlc) for each in changesets), default=0)
        figures = (0, len(folded.conflicts), len(folded.waiting), updated, number)
        connection.execute(_UPDATE, (*(getattr(columns, name) for name in _NAMES), *figures))
        connection.execute(
            "INSERT INTO document VALUES (?, ?) ON CONFLICT (household) DO UPDATE SET body = excluded.body",
            (number, _packed(folded)),
        )
        _write_terms(connection, number, terms)
        return _cached(folded)

    def _columns(self, connection: Connection, uuid: bytes, folded: Folded) -> tuple[Columns, frozenset[str]]:
        drafted = one(connection, "SELECT 1 FROM draft WHERE household = ? AND record = 'household'", uuid)
        return read_columns(str(UUID(bytes=uuid)), folded.values, self.property_maps(), drafted=bool(drafted))

    def _changesets(self, connection: Connection, uuid: bytes) -> list[Changeset]:
        rows = connection.execute(
            "SELECT hash, dictionary, body FROM changeset WHERE household = ?", (uuid,)
        ).fetchall()
        unpack = self._bodies.unpack
        return [stored_changeset(unpack(connection, number, body), hash.hex()) for hash, number, body in rows]

    def _cached(self, connection: Connection, uuid: bytes) -> Cached:
        """The state as of now: from the cache, or folded if that is stale (and then kept if nobody writes)."""
        row = connection.execute(
            "SELECT household.dirty, document.body FROM household LEFT JOIN document"
            " ON document.household = household.id WHERE uuid = ?",
            (uuid,),
        ).fetchone()
        if row is None:
            return EMPTY
        dirty, body = row
        return _cached(fold(self._changesets(connection, uuid))) if dirty or body is None else _unpacked(body)

    def _freshen(self, uuids: Sequence[bytes]) -> None:
        """Work changes into these households, unless another thread is writing: then they stay stale a while."""
        if uuids and not self._db.busy():
            with self._db.write() as connection:
                self._refold_all(connection, uuids)


def _write_terms(connection: Connection, number: int, terms: frozenset[str]) -> None:
    rows = connection.execute("SELECT term FROM term WHERE household = ?", (number,)).fetchall()
    before = {term for (term,) in rows}
    if gone := before - terms:
        connection.executemany(
            "DELETE FROM term WHERE term = ? AND household = ?", [(each, number) for each in gone]
        )
    if new := terms - before:
        connection.executemany("INSERT INTO term VALUES (?, ?)", [(each, number) for each in sorted(new)])


def _cached(folded: Folded) -> Cached:
    return Cached(folded.heads, folded.values, folded.conflicts, len(folded.waiting))


def _packed(folded: Folded) -> bytes:
    whole = {
        "heads": folded.heads,
        "values": folded.values,
        "conflicts": {path: [list(write) for write in writes] for path, writes in folded.conflicts.items()},
        "waiting": len(folded.waiting),
    }
    return zstandard.compress(orjson.dumps(whole, option=orjson.OPT_SORT_KEYS))


def _unpacked(body: bytes) -> Cached:
    whole: dict[str, Any] = orjson.loads(zstandard.decompress(body, max_output_size=_DOCUMENT_BYTES_AT_MOST))
    conflicts = {path: tuple(_writes(writes)) for path, writes in whole["conflicts"].items()}
    return Cached(tuple(whole["heads"]), whole["values"], conflicts, whole["waiting"])


def _writes(writes: list[list[Any]]) -> Iterator[Write]:
    return (Write(*write) for write in writes)
