"""Tombstones in the place of bodies: what is erased, and what only somebody says is."""

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.storage.chain_ends import restart_chain
from yihu.storage.database import Connection
from yihu.storage.handover_rows import UnionReport
from yihu.storage.matching import forget_matches
from yihu.storage.opened import one
from yihu.storage.shelf import ATTACHMENT_NAME
from yihu.storage.signed_rules import SignedRules
from yihu.storage.union import Union
from yihu.sync.changeset import Changeset
from yihu.sync.frames import TOMBSTONE, FrameInvalid
from yihu.sync.statement import Statement, StatementInvalid, read_statement
from yihu.sync.tombstone import ERASED, erased_changeset, fits

ERASING = "_erasing"
"""A setting: households and photos (`<household>:<sha256>`) whose remains still lie on the disk."""


IDS_IN_ONE_WALK = 10_000


class ErasureRefused(UserError):
    """An erasure of what others wrote, by somebody who may not decide for them."""

    code = "erasure-refused"
    message = N_("Others wrote some of this; only a coordinator may erase what they wrote.")
    advice = N_("Nothing was changed. Ask the coordinator.")


class TombstoneUnfit(ValueError):
    """A tombstone that says of a changeset what it isn't."""


class Laid(NamedTuple):
    """What became of a tombstone: whether it is `new` here, whether it was laid aside (`told`)."""

    new: bool
    told: bool


class Tombstones(SignedRules):
    """Kept, taken in, and given up where they prove to be lies."""

    def _keep_tombstone(
        self, connection: Connection, said: Statement, unplaced: set[bytes] | None = None
    ) -> bool:
        """In the body's place. Raises `StatementInvalid`, `ErasureRefused`, `TombstoneUnfit`.

        `unplaced`: ids of those that came before their body, or name a wrong place; None: the body is here.
        """
        place = erased_changeset(said.fields)
        hash = bytes.fromhex(place.id)
        if (there := self._erased_as(connection, hash)) == place:
            return False
        if not (self._may_erase(said.card.fingerprint) or self._wrote(connection, said, place.replica)):
            raise ErasureRefused
        if there is not None:  # two that contradict each other, until the body shows which one lies
            return self._keep_statement(connection, TOMBSTONE, said)
        row = _at(connection, place)
        body = self._bodies.unpack(connection, *row[1:]) if row else b""
        if not fits(said.fields, body) if row else unplaced is None:
            raise TombstoneUnfit
        household = bytes.fromhex(place.household.replace("-", ""))
        self._keep_statement(connection, TOMBSTONE, said)
        connection.execute("INSERT INTO tombstone VALUES (?, ?, ?)", (hash, household, said.id))
        if row:
            connection.execute(
                "UPDATE changeset SET dictionary = ?, body = x'' WHERE id = ?", (ERASED, row[0])
            )
            self._note_erased(household, body)
        elif unplaced is not None:
            unplaced.add(hash)
            self._insert_erased(
                connection, hash, household, place.replica, place.scope, place.seq, place.previous
            )
        connection.execute("UPDATE household SET dirty = 1 WHERE uuid = ?", (household,))
        return True

    def _take_tombstone(self, connection: Connection, payload: bytes, unplaced: set[bytes]) -> Laid:
        """A tombstone of a package; it never makes the file unreadable. Raises `FrameInvalid` if it is forged.

        What somebody says who may not is handed on, for others may know better; a lie ends here.
        """
        try:
            said = read_statement(payload, TOMBSTONE)
        except StatementInvalid as cause:
            raise FrameInvalid(TOMBSTONE) from cause
        try:
            return Laid(self._keep_tombstone(connection, said, unplaced), told=False)
        except (StatementInvalid, TombstoneUnfit):
            return Laid(new=False, told=True)
        except ErasureRefused:
            new = self._keep_statement(connection, TOMBSTONE, said)
            return Laid(new, told=new)

    def _erased_as(self, connection: Connection, hash: bytes) -> Changeset | None:
        """The place that a tombstone keeps; None if there is none."""
        told = _told_of(connection, hash)
        return None if told is None else erased_changeset(told.fields)

    def _is_lie(self, connection: Connection, id: bytes, body: bytes) -> bool:
        """A tombstone that came before its body and doesn't fit it counts for nothing: its place is given up."""
        told = _told_of(connection, id)
        if told is None or fits(told.fields, body):
            return False
        self._give_up(connection, told)
        return True

    def _give_up(self, connection: Connection, told: Statement) -> None:
        """A tombstone, its place, and what only it told of."""
        place = erased_changeset(told.fields)
        chain, household = (
            self._chain(connection, place.replica, place.scope),
            bytes.fromhex(place.household.replace("-", "")),
        )
        connection.execute("DELETE FROM tombstone WHERE hash = ?", (bytes.fromhex(place.id),))
        connection.execute("DELETE FROM statement WHERE hash = ?", (told.id,))
        connection.execute(
            "DELETE FROM changeset WHERE chain = ? AND seq = ? AND hash = ?",
            (chain, place.seq, bytes.fromhex(place.id)),
        )
        restart_chain(connection, chain)
        for uuid in self._class_of(connection, household)[0]:
            connection.execute("UPDATE household SET dirty = 1 WHERE uuid = ?", (uuid,))
        if not one(connection, "SELECT 1 FROM changeset WHERE household = ?", household):
            self._forget_household(connection, household)

    def _forget_household(self, connection: Connection, uuid: bytes) -> None:
        """One of which nothing but a false tombstone told."""
        number = one(connection, "SELECT id FROM household WHERE uuid = ?", uuid)
        if number is None or one(connection, "SELECT 1 FROM draft WHERE household = ?", uuid):
            return
        forget_matches(connection, number)
        connection.execute("DELETE FROM touched WHERE household = ?", (uuid,))
        for table, column in (("term", "household"), ("document", "household"), ("household", "id")):
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))

    def _finish_union(self, connection: Connection, union: Union) -> UnionReport:
        for id in _held_elsewhere(connection, union.unplaced):
            if (told := _told_of(connection, id)) is not None:
                self._give_up(connection, told)
                union.lift(id)
        self._hear_other_tombstones(connection, union.lifted)
        return super()._finish_union(connection, union)

    def _hear_other_tombstones(self, connection: Connection, lifted: set[bytes]) -> None:
        """Somebody may have erased rightly what another one lied about."""
        if not lifted:
            return
        rows = connection.execute(
            "SELECT body FROM statement WHERE kind = ? AND hash NOT IN (SELECT statement FROM tombstone)",
            (TOMBSTONE,),
        ).fetchall()
        for said in (read_statement(body, TOMBSTONE) for (body,) in rows):
            if bytes.fromhex(said.fields["id"]) in lifted:
                with suppress(ErasureRefused, TombstoneUnfit):
                    self._keep_tombstone(connection, said)

    def _note_erased(self, household: bytes, body: bytes) -> None:
        """Photos and free pages go once the transaction is over: `Erasing.finish_erasure`."""
        marks = {f"{household.hex()}:{name.decode()}" for name in ATTACHMENT_NAME.findall(body)}
        before = str(self.setting(ERASING) or "").split()
        self.set_setting(ERASING, " ".join(sorted({*before, *marks, f"{household.hex()}:"})))

    def _insert_erased(
        self, connection: Connection, hash: bytes, household: bytes, replica: str, scope: str, seq: int,
        previous: str | None,
    ) -> None:  # fmt: skip
        connection.execute(
            "INSERT INTO changeset (hash, household, chain, seq, previous, dictionary, body)"
            " VALUES (?, ?, ?, ?, ?, ?, x'')",
            (
                hash,
                household,
                self._chain(connection, replica, scope),
                seq,
                bytes.fromhex(previous) if previous else None,
                ERASED,
            ),
        )


def _at(connection: Connection, place: Changeset) -> tuple[int, int, bytes] | None:
    """Row, dictionary and packed body of what is held at a place of a chain."""
    found: tuple[int, int, bytes] | None = connection.execute(
        "SELECT changeset.id, dictionary, body FROM changeset JOIN chain ON chain.id = chain"
        " WHERE replica = ? AND scope = ? AND seq = ? AND hash = ?",
        (place.replica, place.scope, place.seq, bytes.fromhex(place.id)),
    ).fetchone()
    return found


def _held_elsewhere(connection: Connection, ids: set[bytes]) -> Iterator[bytes]:
    """Those of the ids that stand at two places: the body shows which is the true one.

    Nothing finds a hash without its chain but a walk through all of them, one for many tombstones.
    """
    some = sorted(ids)
    for start in range(0, len(some), IDS_IN_ONE_WALK):
        marks = ", ".join("?" * len(some[start : start + IDS_IN_ONE_WALK]))
        rows = connection.execute(
            f"SELECT hash FROM changeset WHERE hash IN ({marks}) GROUP BY hash HAVING count(*) > 1",
            some[start : start + IDS_IN_ONE_WALK],
        ).fetchall()
        yield from (hash for (hash,) in rows)


def _told_of(connection: Connection, hash: bytes) -> Statement | None:
    """The tombstone of a changeset."""
    body = one(
        connection,
        "SELECT body FROM statement JOIN tombstone ON tombstone.statement = statement.hash"
        " WHERE tombstone.hash = ?",
        hash,
    )
    return None if body is None else read_statement(body, TOMBSTONE)
