"""Answers on their way from the keyboard to a changeset.

Every answer is one durable draft row. A draft remembers which changesets its writer had seen: what was
received meanwhile is not superseded by it, but stands beside it as a conflict.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from uuid import UUID

import orjson

from yihu.planning.in_force import IN_FORCE
from yihu.storage.cache import NEW_HOUSEHOLD, Cached
from yihu.storage.columns import read_columns
from yihu.storage.database import Connection
from yihu.storage.drafting import DRAFTS, Drafting, answers_of, as_text
from yihu.storage.opened import one
from yihu.storage.roles import ANSWER
from yihu.storage.rows import OpenRecord
from yihu.sync.changeset import Changeset, Value, write_changeset
from yihu.sync.fold import REMOVED, fold, without_removed
from yihu.sync.linking import is_link_tree, renamed, row_names

PART_BYTES = 400_000
CONFIRMED = IN_FORCE
"""Written also when it stays: who works on a plan says that it is the one, and differs from who chose another."""
Paths = dict[str, Value]


class Answering(Drafting):
    """Sealing, and changesets written at once."""

    def open_record(self, household_id: str, record: str) -> OpenRecord:
        """A record to answer: its values with unsealed drafts laid over, and where the person was.

        From here on who answers this record has seen all that the household holds; who has another one
        of its records open has not. Drafts that had seen less are sealed first.
        """
        uuid = UUID(household_id).bytes
        with self._db.write() as connection:
            cached = self._cached(connection, uuid)
            heads = as_text(cached.heads)
            if one(connection, "SELECT 1 FROM draft WHERE household = ? AND base <> ?", uuid, heads):
                self._seal(connection, uuid, "draft")
                cached = self._cached(connection, uuid)
            self._bases.setdefault(uuid, {})[record] = cached.heads
            return self._open_record(connection, household_id, record, cached)

    def seal(self, household_id: str, kind: str = "visit", *, whole: bool = False) -> Changeset | None:
        """Make the household's drafts one changeset (one for each form); the last one, None if there is none.

        `whole`: answers that stay as they were are written too, as confirmed: who changed one of them
        elsewhere meanwhile differs from this.
        """
        self.allow(ANSWER)
        with self._db.write() as connection:
            return self._seal(connection, UUID(household_id).bytes, kind, whole=whole)

    def seal_all(self, kind: str = "visit") -> int:
        """Seal every household's drafts in one transaction; how many households it were."""
        with self._db.write() as connection:
            households = connection.execute("SELECT DISTINCT household FROM draft").fetchall()
            for (uuid,) in households:
                self._seal(connection, uuid, kind)
        return len(households)

    def write(
        self,
        household_id: str,
        changes: Mapping[str, Value],
        form: str,
        kind: str,
        parents: Sequence[str] | None = None,
    ) -> Changeset:
        """Make a changeset at once, without drafts; the household is made if it is new.

        Who has the household open meanwhile has not seen it.

        Args:
            changes: path (`<record>/<answer key>`) -> value.
            parents: the heads that the person saw (`ConflictRow.heads`); None: all there are.
        """
        return self.write_each(household_id, changes, form, kind, parents)[-1]

    def write_each(
        self,
        household_id: str,
        changes: Mapping[str, Value],
        form: str,
        kind: str,
        parents: Sequence[str] | None = None,
    ) -> tuple[Changeset, ...]:
        """As `write`; all changesets: of joined ids each one that holds some of the answers gets one."""
        self.allow(ANSWER)
        uuid = UUID(household_id).bytes
        with self._db.write() as connection:
            self._seal(connection, uuid, "draft")
            seen = self._cached(connection, uuid).heads if parents is None else parents
            return self._commit(connection, uuid, seen, changes, form, kind)

    def write_parts(self, household_id: str, parts: Iterable[Paths], form: str, kind: str) -> int:
        """As `write`, changesets one behind the other, worked in once: for thousands of rows. How many there were."""
        self.allow(ANSWER)
        uuid, count = UUID(household_id).bytes, 0
        with self._db.write() as connection:
            self._seal(connection, uuid, "draft")
            heads, scope = self._cached(connection, uuid).heads, None
            for changes in (small for part in parts for small in _parts(part)):
                scope = scope if scope is not None else self._scope(connection, uuid, changes)
                written = self._commit_one(connection, uuid, heads, changes, form, kind, scope, fold=False)
                heads, count = (written.id,), count + 1
            if count:
                self._refold(connection, uuid)
        return count

    def _open_record(
        self, connection: Connection, household_id: str, record: str, cached: Cached
    ) -> OpenRecord:
        uuid, prefix = UUID(household_id).bytes, record + "/"
        values = {path: value for path, value in cached.values.items() if path.startswith(prefix)}
        drafts = [row for row in connection.execute(DRAFTS, (uuid,)).fetchall() if row[1] == record]
        for row in drafts:
            values |= answers_of(row[1], row[6])
        place = self._place(connection, uuid, record)
        return OpenRecord(
            household_id=household_id,
            record=record,
            values={path[len(prefix) :]: value for path, value in without_removed(values).items()},
            ref=place.ref or None,
            form=place.form or None,
            unsealed=len(drafts),
        )

    def _seal(
        self, connection: Connection, uuid: bytes, kind: str, *, whole: bool = False
    ) -> Changeset | None:
        rows = self._clear_drafts(connection, uuid)
        if not rows:
            return None
        cached = self._cached(connection, uuid)
        sealed, last = dict[tuple[str, ...], tuple[str, ...]](), None
        for base, steps in _by_base(rows):
            known = cached if base == cached.heads and not whole else None
            parents = base
            for form, changes in _by_form(steps):
                for part in _parts(merged_steps(changes, known)):
                    written = self._commit(connection, uuid, parents, part, form, kind)
                    parents, last = heads_after(parents, written), written[-1]
                    known = None
            sealed[base] = parents
        if uuid in self._bases:
            self._bases[uuid] = {record: sealed.get(base, base) for record, base in self._bases[uuid].items()}
        if last is None:
            self._refold_if_known(connection, uuid)
        return last

    def _refold_if_known(self, connection: Connection, uuid: bytes) -> None:
        if one(connection, "SELECT 1 FROM household WHERE uuid = ?", uuid):
            self._refold(connection, uuid)

    def _commit(
        self,
        connection: Connection,
        uuid: bytes,
        parents: Sequence[str],
        changes: Mapping[str, Value],
        form: str,
        kind: str,
    ) -> tuple[Changeset, ...]:
        """Write a changeset for each id of the household that the answers stand under, that of `uuid` last."""
        return tuple(
            self._commit_one(connection, id, own_parents, part, form, kind)
            for id, own_parents, part in self._by_id(connection, uuid, parents, changes)
        )

    def _by_id(
        self, connection: Connection, uuid: bytes, parents: Sequence[str], changes: Mapping[str, Value]
    ) -> list[tuple[bytes, tuple[str, ...], Mapping[str, Value]]]:
        """Of joined ids each takes what it holds itself, as its own heads were seen: it stays whole alone.

        An answer that none of them has yet goes to the one that holds its row, else to `uuid`.
        """
        ids, links = ([uuid], []) if is_link_tree(uuid) else self._class_of(connection, uuid)
        if len(ids) == 1:
            return [(uuid, tuple(parents), changes)]
        names = row_names(links)
        seen = {id: tuple(self._of(connection, id, parents)) for id in ids}
        holding = {
            id: {renamed(path, names): path for path in fold(self._own_changesets(connection, [id])).live}
            for id in ids
            if seen[id] or id == uuid
        }
        parts: dict[bytes, dict[str, Value]] = {id: {} for id in holding}
        for path, value in changes.items():
            shown = renamed(path, names)
            for id, own in _places(shown, holding) or [(uuid, path)]:
                parts[id][own] = value
        order = sorted((id for id in parts if parts[id]), key=lambda id: (id == uuid, id))
        return [(id, seen[id], parts[id]) for id in order] or [(uuid, seen[uuid], {})]

    def _of(self, connection: Connection, uuid: bytes, hashes: Sequence[str]) -> Iterator[str]:
        """Those of the changesets that were written under this id."""
        for hash in hashes:
            if one(
                connection,
                "SELECT 1 FROM changeset WHERE hash = ? AND household = ?",
                bytes.fromhex(hash),
                uuid,
            ):
                yield hash

    def _commit_one(
        self,
        connection: Connection,
        uuid: bytes,
        parents: Sequence[str],
        changes: Mapping[str, Value],
        form: str,
        kind: str,
        scope: str | None = None,
        *,
        fold: bool = True,
    ) -> Changeset:
        """Write one changeset of this laptop behind its chain's tip and work it in."""
        household = str(UUID(bytes=uuid))
        scope = self._scope(connection, uuid, changes) if scope is None else scope
        chain = self._chain(connection, self.replica, scope)
        tip = connection.execute(
            "SELECT hash, seq FROM chain_tip WHERE chain = ? ORDER BY seq DESC, hash LIMIT 1", (chain,)
        ).fetchone()
        changeset = write_changeset(
            household=household,
            parents=parents,
            changes=changes,
            hlc=self._next_hlc(),
            replica=self.replica,
            scope=scope,
            seq=tip[1] + 1 if tip else 1,
            previous=tip[0].hex() if tip else None,
            user=self.person,
            form=form,
            kind=kind,
        )
        self._insert_own(connection, uuid, chain, changeset)
        if fold:
            self._refold(connection, uuid)
        return changeset

    def _insert_own(self, connection: Connection, uuid: bytes, chain: int, changeset: Changeset) -> None:
        hash, previous = bytes.fromhex(changeset.id), bytes.fromhex(changeset.previous or "") or None
        connection.execute(
            "INSERT INTO changeset (hash, household, chain, seq, previous, dictionary, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (hash, uuid, chain, changeset.seq, previous, *self._bodies.pack(changeset.body)),
        )
        connection.execute("DELETE FROM chain_tip WHERE chain = ? AND hash = ?", (chain, previous))
        connection.execute("INSERT INTO chain_tip VALUES (?, ?, ?)", (chain, hash, changeset.seq))
        connection.execute("UPDATE chain SET digest = NULL WHERE id = ? AND digest IS NOT NULL", (chain,))
        connection.execute(NEW_HOUSEHOLD, (uuid,))

    def _scope(self, connection: Connection, uuid: bytes, changes: Mapping[str, Value]) -> str:
        """The village code that the chain belongs to; for a new household from its first answers."""
        known = one(
            connection,
            "SELECT village_code FROM household WHERE uuid = ?1 AND NOT dirty"
            " AND NOT EXISTS (SELECT 1 FROM touched WHERE household = ?1)",
            uuid,
        )
        if known is None:
            values = {**self._cached(connection, uuid).values, **changes}
            columns, _ = read_columns(
                str(UUID(bytes=uuid)), values, self.property_maps(), drafted=False, profiles=self.profiles()
            )
            known = columns.village_code
        return str(known) if str(known).isdigit() else ""

    def _chain(self, connection: Connection, replica: str, scope: str) -> int:
        number = one(connection, "SELECT id FROM chain WHERE replica = ? AND scope = ?", replica, scope)
        if number is None:
            made = connection.execute("INSERT INTO chain (replica, scope) VALUES (?, ?)", (replica, scope))
            number = made.lastrowid
        return int(number)


def merged_steps(changes: Paths, known: Cached | None) -> Paths:
    """What of the steps is worth a changeset: the last value of each answer, rows that lasted.

    Args:
        changes: path -> last value given.
        known: the state that the steps began from; None if that is no longer the state.
    """
    before = known.values if known else {}
    removed = [
        path[: -len(REMOVED)] + "/"
        for path, value in changes.items()
        if path.endswith(REMOVED) and value is True
    ]
    for row in removed:
        lasted = known is None or any(path.startswith(row) for path in before)
        changes = {
            path: value
            for path, value in changes.items()
            if not path.startswith(row) or (lasted and path == row[:-1] + REMOVED)
        }
    if known is None:
        return changes
    return {
        path: value
        for path, value in changes.items()
        if path in known.conflicts or path == CONFIRMED or not _same(before, path, value)
    }


def heads_after(heads: Sequence[str], written: Sequence[Changeset]) -> tuple[str, ...]:
    """What is newest once these were written on top of some of the heads."""
    known = {parent for each in written for parent in each.parents}
    return tuple(sorted({*(head for head in heads if head not in known), *(each.id for each in written)}))


def _places(shown: str, holding: Mapping[bytes, Mapping[str, str]]) -> list[tuple[bytes, str]]:
    """(id, path there) of each id that holds the answer, else of each that holds its row.

    A row is removed wherever anything of it is held: it may have been removed under one id and live on under another.
    """
    removes = shown.endswith("/_del")
    places = [] if removes else [(id, own[shown]) for id, own in holding.items() if shown in own]
    row = shown.rpartition("/")[0]
    while not places and row.count("/") >= 2:
        for id, own in holding.items():
            inside = next((path for there, path in own.items() if there.startswith(row + "/")), None)
            if inside is not None:
                start = "/".join(inside.split("/")[: row.count("/") + 1])
                places.append((id, f"{start}{shown[len(row) :]}"))
        row = row.rpartition("/")[0]
    return places


def _parts(changes: Paths) -> Iterator[Paths]:
    """A changeset has a largest size; nobody answers that much in one sitting, but an import may."""
    part: Paths = {}
    size = 0
    for path, value in changes.items():
        length = len(path.encode()) + len(str(value).encode()) * 2
        if part and size + length > PART_BYTES:
            yield part
            part, size = {}, 0
        part[path] = value
        size += length
    if part:
        yield part


def _same(before: Mapping[str, Value], path: str, value: Value) -> bool:
    earlier = before.get(path)
    return earlier.__class__ is value.__class__ and earlier == value


def _by_base(
    rows: Sequence[tuple[object, ...]],
) -> Iterator[tuple[tuple[str, ...], list[tuple[object, ...]]]]:
    """Drafts by what their writers had seen, the first step's first."""
    grouped: dict[str, list[tuple[object, ...]]] = {}
    for row in rows:
        grouped.setdefault(str(row[5]), []).append(row)
    for base, steps in grouped.items():
        yield tuple(orjson.loads(base)), steps


def _by_form(rows: Sequence[tuple[object, ...]]) -> Iterator[tuple[str, Paths]]:
    """Drafts joined by form, in the order of their first step."""
    first = {row[2]: number for number, row in reversed(list(enumerate(rows)))}
    for form, steps in groupby(sorted(rows, key=lambda row: first[row[2]]), key=lambda row: row[2]):
        changes: Paths = {}
        for row in steps:
            changes |= answers_of(str(row[1]), str(row[6]))
        yield str(form), changes
