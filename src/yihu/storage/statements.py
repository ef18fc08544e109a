"""Statements: what laptops signed, kept as it came and handed on; and whose replica is whose."""

from collections.abc import Iterator, Mapping

from yihu.storage.contacts import Contacts
from yihu.storage.database import Connection
from yihu.sync.frames import Record
from yihu.sync.organisation import Role
from yihu.sync.statement import Statement, sign_statement


class Statements(Contacts):
    """Made, kept, and who may speak for whom."""

    def _may_erase(self, fingerprint: str) -> bool:
        """Whether a laptop is a coordinator of the organisation."""
        return self.coordinates(fingerprint)

    def coordinates(self, fingerprint: str) -> bool:
        """Whether a laptop may decide for others: a coordinator, or this one where there is no organisation."""
        book = self._papers()
        if book is None:
            return fingerprint == self.my_card().fingerprint
        standing = self.standing(fingerprint)
        return standing.welcome and standing.role is Role.COORDINATOR

    def _same_laptop(self, one_fingerprint: str, others: frozenset[str]) -> bool:
        """Whether they are one laptop's keys, former and present."""
        book = self._papers()
        if one_fingerprint in others or book is None:
            return one_fingerprint in others
        return book.newest(one_fingerprint) in {book.newest(other) for other in others}

    def _wrote(self, connection: Connection, said: Statement, replica: str) -> bool:
        if said.card.fingerprint == self.my_card().fingerprint and replica in self._own_replicas(connection):
            return True
        return self._same_laptop(said.card.fingerprint, self._bound(connection, replica))

    def _bound(self, connection: Connection, replica: str) -> frozenset[str]:
        """The laptops that ever signed chains of this replica: one, or a laptop and its copies."""
        rows = connection.execute(
            "SELECT DISTINCT fingerprint FROM signed_tip WHERE replica = ?", (replica,)
        ).fetchall()
        return frozenset(fingerprint for (fingerprint,) in rows)

    def own_replicas(self) -> frozenset[str]:
        """This laptop's replica id and its former ones: what it wrote before it was restored is its own too."""
        with self._db.read() as connection:
            return self._own_replicas(connection)

    def _own_replicas(self, connection: Connection) -> frozenset[str]:
        rows = connection.execute(
            "SELECT DISTINCT replica FROM signed_tip WHERE fingerprint = ?", (self.my_card().fingerprint,)
        ).fetchall()
        return frozenset((self.replica, *self._retired(), *(replica for (replica,) in rows)))

    def _said(self, kind: str, fields: Mapping[str, object]) -> Statement:
        return sign_statement(self._identity, self.my_card(), kind, fields)

    def _keep_statement(self, connection: Connection, kind: str, said: Statement) -> bool:
        done = connection.execute(
            "INSERT OR IGNORE INTO statement VALUES (?, ?, ?, ?)",
            (said.id, kind, said.card.fingerprint, said.data),
        )
        return bool(done.rowcount)

    def _statement_records(self, connection: Connection) -> Iterator[Record]:
        """All statements that are kept, as they came."""
        yield from connection.execute("SELECT kind, body FROM statement ORDER BY kind, hash").fetchall()
