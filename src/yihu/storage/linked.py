"""Ids that are one household: which they are, and the changesets of all of them.

The smallest id that is here is the one under which they are shown; the others are hidden from lists and
figures. Changesets stay under the id they were written under.
"""

import hmac
from collections.abc import Iterable, Sequence
from uuid import UUID

import orjson

from yihu.storage.database import Connection
from yihu.storage.grouping import Grouping
from yihu.storage.matching import forget_matches
from yihu.storage.opened import one
from yihu.sync.changeset import Changeset, stored_changeset
from yihu.sync.clock import moment_ms
from yihu.sync.fold import Folded
from yihu.sync.linking import Link, as_shown, is_link_tree, read_link, row_names
from yihu.sync.tombstone import ERASED, erased_changeset

JOINED = 2
_MATCH_KEY = "_match_key"
_KEY_BYTES = 15


class Linked(Grouping):
    """What is folded together."""

    def ids_of(self, household_id: str) -> tuple[str, ...]:
        """All ids of a household, the one that it is shown under first."""
        with self._db.read() as connection:
            ids, _ = self._class_of(connection, UUID(household_id).bytes)
        return tuple(str(UUID(bytes=each)) for each in ids)

    def _class_of(self, connection: Connection, uuid: bytes) -> tuple[list[bytes], list[Link]]:
        """The ids here that are one household, sorted, and the decisions that say so."""
        seen, links, queue = {uuid}, dict[str, Link](), [uuid]
        while queue:
            for link in _links_of(connection, queue.pop()):
                links[link.tree] = link
                ends = {UUID(link.keep).bytes, UUID(link.drop).bytes} - seen
                seen |= ends
                queue += ends
        if not links:
            return [uuid], []
        here = [
            each
            for each in seen
            if each == uuid or one(connection, "SELECT 1 FROM household WHERE uuid = ?", each)
        ]
        return sorted(here), list(links.values())

    def _hide(self, connection: Connection, uuid: bytes, canonical: bytes) -> None:
        """Show a household under another of its ids only."""
        number = one(connection, "SELECT id FROM household WHERE uuid = ?", uuid)
        for table, column in (("term", "household"), ("document", "household"), ("listed", "household")):
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))
        forget_matches(connection, number)
        connection.execute(
            "UPDATE household SET hidden = ?, canonical = ?, dirty = 0, conflicts = 0, checks = 0, waiting = 0,"
            " merged = 0 WHERE id = ?",
            (JOINED, canonical, number),
        )

    def _joined_document(self, connection: Connection, canonical: bytes) -> tuple[int, bytes | None]:
        """Whether anything of joined ids is stale, and the document that they share."""
        dirty = one(connection, "SELECT max(dirty) FROM household WHERE canonical = ?", canonical)
        body = one(
            connection,
            "SELECT body FROM document JOIN household ON household.id = document.household WHERE uuid = ?",
            canonical,
        )
        return dirty, body

    def _note_link(
        self, connection: Connection, tree: bytes, folded: Folded, newest: Changeset | None
    ) -> list[bytes]:
        """Keep a decision; the households to fold anew, those that it joined before among them."""
        link = read_link(str(UUID(bytes=tree)), folded.values)
        connection.execute(
            "UPDATE household SET dirty = 0, village_code = ?, hidden = 1 WHERE uuid = ?",
            (newest.scope if newest else "", tree),
        )
        if link is None:
            connection.execute("DELETE FROM link WHERE tree = ?", (tree,))
            return []
        contested = any(path.startswith("same_as/") for path in folded.conflicts)
        ends = UUID(link.keep).bytes, UUID(link.drop).bytes
        before = [each for end in ends for each in self._class_of(connection, end)[0]]
        connection.execute("DELETE FROM link WHERE tree = ?", (tree,))
        if link.same is not None or contested:
            at_ms = moment_ms(newest.hlc) if newest else 0
            connection.execute(
                "INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?)",
                (tree, *ends, link.same is True, contested, orjson.dumps(link.pairs).decode(), at_ms),
            )
        after = [each for end in ends for each in self._class_of(connection, end)[0]]
        return sorted({*before, *after})

    def _changesets(self, connection: Connection, uuid: bytes) -> list[Changeset]:
        """All that is known of a household, under whatever id, members under the rows that are shown."""
        ids, links = ([uuid], []) if is_link_tree(uuid) else self._class_of(connection, uuid)
        return as_shown(self._own_changesets(connection, ids), row_names(links))

    def _own_changesets(self, connection: Connection, uuids: Iterable[bytes]) -> list[Changeset]:
        unpack = self._bodies.unpack
        rows = [
            row
            for uuid in uuids
            for row in connection.execute(
                "SELECT hash, dictionary, body FROM changeset WHERE household = ?", (uuid,)
            ).fetchall()
        ]
        return [
            stored_changeset(unpack(connection, number, body), hash.hex())
            if number != ERASED
            else _erased(connection, hash)
            for hash, number, body in rows
        ]

    def _match_keys(self, texts: Sequence[str]) -> frozenset[bytes]:
        """HMAC-SHA256 by a random key that never leaves this database."""
        if not texts:
            return frozenset()
        key = self.setting(_MATCH_KEY)
        if key is None:
            key = self._random(32).hex()
            self.set_setting(_MATCH_KEY, key)
        secret = bytes.fromhex(str(key))
        return frozenset(
            text[:1].encode() + hmac.digest(secret, text.encode(), "sha256")[:_KEY_BYTES] for text in texts
        )


def _erased(connection: Connection, hash: bytes) -> Changeset:
    """A changeset whose values are gone: it stands in the graph and clears its paths."""
    body = one(
        connection,
        "SELECT body FROM statement JOIN tombstone ON tombstone.statement = statement.hash"
        " WHERE tombstone.hash = ?",
        hash,
    )
    return erased_changeset(orjson.loads(orjson.loads(body)["content"]))


def _links_of(connection: Connection, uuid: bytes) -> list[Link]:
    rows = connection.execute(
        "SELECT tree, keep, other, pairs FROM link WHERE same AND keep = ?1"
        " UNION SELECT tree, keep, other, pairs FROM link WHERE same AND other = ?1",
        (uuid,),
    ).fetchall()
    return [
        Link(
            tree=str(UUID(bytes=tree)),
            keep=str(UUID(bytes=keep)),
            drop=str(UUID(bytes=other)),
            same=True,
            pairs=tuple((own, others) for own, others in orjson.loads(pairs)),
        )
        for tree, keep, other, pairs in rows
    ]
