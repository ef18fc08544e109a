"""Who wrote what, also through the hands of others: signed ends of chains, gaps, forks.

Every export signs the ends of the laptop's own chains. The signature covers all that lies behind them, and
travels on. A replica whose chain was ever signed is bound to that laptop: what others bring under its name
must lie behind one of its signatures, so a hub can neither invent nor alter a team's work; and what a
signature names and nobody brings is told as waiting.
"""

from collections.abc import Iterator, Mapping, Sequence

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.storage.chain_ends import NewLink
from yihu.storage.database import Connection
from yihu.storage.handover_rows import ForkRow, UnionReport, WaitingRow
from yihu.storage.opened import one
from yihu.storage.tombstones import Tombstones
from yihu.storage.union import Union
from yihu.sync.frames import GAP, TIPS, FrameInvalid
from yihu.sync.statement import Statement, StatementInvalid, read_statement
from yihu.sync.summary import Link, behind, covered, missing_below

TIPS_IN_ONE_STATEMENT = 2000
STATEMENTS_OF_A_CHAIN = 8
_COPY = "_copy_suspected"


class OriginUnproved(UserError):
    """Changes under a laptop's name that it never signed."""

    code = "origin-unproved"
    message = N_("The file {name} holds changes under the name of another laptop that it did not sign.")
    advice = N_(
        "The file is kept aside and nothing was changed. Ask that laptop for a file of its own; a coordinator may"
        " take this one in by hand."
    )


class Provenance(Tombstones):
    """Statements kept, made and checked."""

    # -- forks and copies

    @property
    def copy_suspected(self) -> bool:
        """Whether our own chain was found to go on at another computer."""
        return bool(self.setting(_COPY, False))

    def take_new_replica(self, reason: str = "copy") -> str:
        """From now on this computer writes under a new id; what was written stays. The new id."""
        with self._db.write() as connection:
            self._sign_own_tips(connection)
            self._take_new_replica(reason, retire=False)
            self.set_setting(_COPY, False)
        return self.replica

    def forks(self) -> tuple[ForkRow, ...]:
        """Chains with two ends: the computer behind them was copied, or restored from a backup."""
        sql = (
            "SELECT chain.replica, scope, coalesce(team, ''), coalesce(laptop, ''), count(*) FROM chain_tip"
            " JOIN chain ON chain.id = chain_tip.chain LEFT JOIN replica ON replica.id = chain.replica"
            " GROUP BY chain_tip.chain HAVING count(*) > 1 ORDER BY 1, 2"
        )
        with self._db.read() as connection:
            rows = connection.execute(sql).fetchall()
            own = self._own_replicas(connection)
        return tuple(
            ForkRow(replica=replica, scope=scope, team=team, laptop=laptop, ends=ends, own=replica in own)
            for replica, scope, team, laptop, ends in rows
        )

    # -- waiting

    def waiting_for(self) -> tuple[WaitingRow, ...]:
        """Numbers of other laptops' changes that have not come, though later ones or their signature have."""
        with self._db.read() as connection:
            return tuple(self._waiting_for(connection))

    def _waiting_for(self, connection: Connection) -> Iterator[WaitingRow]:
        chains = connection.execute(
            "SELECT chain.id, chain.replica, scope, coalesce(team, ''), coalesce(laptop, ''),"
            " (SELECT max(seq) FROM changeset WHERE chain = chain.id) AS held,"
            " coalesce((SELECT max(seq) FROM chain_tip WHERE chain = chain.id), 0) AS closed,"
            " coalesce((SELECT max(seq) FROM signed_tip WHERE signed_tip.replica = chain.replica"
            " AND signed_tip.scope = chain.scope), 0) AS signed"
            " FROM chain LEFT JOIN replica ON replica.id = chain.replica"
            " WHERE held > closed OR signed > held ORDER BY team, laptop, scope"
        ).fetchall()
        for chain, replica, scope, team, laptop, held, closed, signed in chains:
            for first, last in self._missing(connection, chain, held, closed, signed):
                yield WaitingRow(
                    replica=replica, team=team, laptop=laptop, scope=scope, first=first, last=last
                )

    def _missing(
        self, connection: Connection, chain: int, held: int, closed: int, signed: int
    ) -> Iterator[tuple[int, int]]:
        """Ranges of numbers."""
        orphans = connection.execute(
            "SELECT seq FROM changeset WHERE chain = ?1 AND seq > ?2 AND previous NOT IN"
            " (SELECT hash FROM changeset WHERE chain = ?1) ORDER BY seq",
            (chain, closed),
        ).fetchall()
        for (seq,) in orphans:
            below = one(connection, "SELECT max(seq) FROM changeset WHERE chain = ? AND seq < ?", chain, seq)
            yield min((below or 0) + 1, seq - 1), seq - 1
        if signed > held:
            yield held + 1, signed

    def blocked(self) -> int:
        """Households with changes that can't be shown before an earlier file comes."""
        with self._db.read() as connection:
            return int(one(connection, "SELECT count(*) FROM household WHERE waiting > 0"))

    def accept_gap(self) -> int:
        """A coordinator gives up what hasn't come: what waits for it is folded without it. How many ids.

        If it comes after all, it takes its place.
        """
        with self._db.write() as connection:
            missing = self._missing_parents(connection)
            if missing:
                said = {"ids": [hash.hex() for hash in missing], "made_ms": self._clock.now_ms()}
                self._keep_gap(connection, self._said(GAP, said))
        return len(missing)

    def _missing_parents(self, connection: Connection) -> list[bytes]:
        waiting = connection.execute("SELECT uuid FROM household WHERE waiting > 0").fetchall()
        missing = {
            bytes.fromhex(parent)
            for (uuid,) in waiting
            for parents in self._fold(connection, uuid).waiting.values()
            for parent in parents
        }
        return sorted(missing)

    def _finish_union(self, connection: Connection, union: Union) -> UnionReport:
        report = super()._finish_union(connection, union)
        self._drop_covered_ends(connection)
        return report

    def _keep_gap(self, connection: Connection, said: Statement) -> bool:
        try:
            ids = [bytes.fromhex(id) for id in said.fields["ids"]]
        except (KeyError, TypeError, ValueError) as cause:
            raise StatementInvalid("gap") from cause
        if not self.coordinates(said.card.fingerprint):
            return self._keep_statement(connection, GAP, said)  # handed on; who trusts it will use it
        self._keep_statement(connection, GAP, said)
        connection.executemany("INSERT OR IGNORE INTO gap VALUES (?, ?)", [(id, said.id) for id in ids])
        connection.execute("UPDATE household SET dirty = 1 WHERE waiting > 0")
        return True

    def _keep_tips(self, connection: Connection, said: Statement) -> bool:
        """Raises `StatementInvalid`, and `OriginUnproved` if the replica is another laptop's."""
        tips = _tips_of(said)
        for replica in {replica for replica, _, _, _ in tips}:
            bound = self._bound(connection, replica)
            if bound and not self._same_laptop(said.card.fingerprint, bound):
                raise OriginUnproved(name="")
        if not self._keep_statement(connection, TIPS, said):
            return False
        for replica, scope, seq, hash in tips:
            connection.execute(
                "INSERT OR REPLACE INTO signed_tip VALUES (?, ?, ?, ?, ?, ?)",
                (replica, scope, hash, seq, said.card.fingerprint, said.id),
            )
        return True

    def _drop_covered_ends(self, connection: Connection) -> None:
        """Of each chain the newest signed ends stay, and all others whose work is here and no later one covers."""
        chains = connection.execute(
            "SELECT replica, scope FROM signed_tip GROUP BY replica, scope HAVING count(*) > ?",
            (STATEMENTS_OF_A_CHAIN,),
        ).fetchall()
        for replica, scope in chains:
            rows = connection.execute(
                "SELECT hash FROM signed_tip WHERE replica = ? AND scope = ? ORDER BY seq DESC, hash",
                (replica, scope),
            ).fetchall()
            tips = [hash for (hash,) in rows]
            links = _links_of(connection, self._chain(connection, replica, scope))
            needed = {link.id for link in links} - covered([hash.hex() for hash in tips], links)
            connection.executemany(
                "DELETE FROM signed_tip WHERE replica = ? AND scope = ? AND hash = ?",
                [(replica, scope, hash) for hash in tips[STATEMENTS_OF_A_CHAIN:] if hash.hex() not in needed],
            )
        connection.execute(
            "DELETE FROM statement WHERE kind = 'tips' AND hash NOT IN (SELECT statement FROM signed_tip)"
        )

    def _sign_own_tips(self, connection: Connection) -> None:
        """Sign the ends of all chains that this laptop wrote, if they went on since."""
        tips = []
        for replica in sorted(self._own_replicas(connection)):
            tips += connection.execute(
                "SELECT chain.replica, chain.scope, seq, lower(hex(hash)) FROM chain_tip JOIN chain"
                " ON chain.id = chain_tip.chain WHERE chain.replica = ? AND NOT EXISTS (SELECT 1 FROM signed_tip"
                " WHERE signed_tip.replica = chain.replica AND signed_tip.scope = chain.scope"
                " AND signed_tip.hash = chain_tip.hash) ORDER BY scope, hash",
                (replica,),
            ).fetchall()
        for start in range(0, len(tips), TIPS_IN_ONE_STATEMENT):
            some = [list(tip) for tip in tips[start : start + TIPS_IN_ONE_STATEMENT]]
            said = self._said(TIPS, {"made_ms": self._clock.now_ms(), "tips": some})
            self._keep_tips(connection, said)
        if tips:
            self._drop_covered_ends(connection)

    def _village_digests(self, connection: Connection) -> list[tuple[str, str]]:
        """Exclusive or of all hashes that are held, by village code."""
        digests: dict[str, int] = {}
        for number, scope, digest in connection.execute("SELECT id, scope, digest FROM chain").fetchall():
            whole = int.from_bytes(digest or _chain_digest(connection, number), "big")
            digests[scope] = digests.get(scope, 0) ^ whole
        return [(scope, f"{digest:064x}") for scope, digest in sorted(digests.items())]

    def _take_statement(self, connection: Connection, kind: str, payload: bytes) -> bool:
        """A statement of a package; whether it is new. Raises `FrameInvalid` and refusals."""
        keep = {TIPS: self._keep_tips, GAP: self._keep_gap}[kind]
        try:
            return keep(connection, read_statement(payload, kind))
        except StatementInvalid as cause:
            raise FrameInvalid(kind) from cause

    # -- the check

    def _suspect_copy(self) -> None:
        with self._db.write() as connection:
            self._sign_own_tips(connection)
            self.set_setting(_COPY, True)
            super()._suspect_copy()

    def _check_origin(
        self, connection: Connection, union: Union, links: Mapping[int, Sequence[NewLink]]
    ) -> None:
        """What came under a bound replica's name is signed by it: directly, or behind a signed end.

        Of a work package, one part of several or a household that moved only some links of a chain come, and
        the way from the signed end breaks off. That is believed of a coordinator, or where no organisation is.
        """
        if union.sender is None:
            return
        own, mine = self._own_replicas(connection), self.my_card().fingerprint
        erased = union.graves()  # a tombstone bears the signature of who may erase
        some_are_enough = self._papers() is None or self.coordinates(union.sender)
        for chain, new in links.items():
            replica, scope = connection.execute(
                "SELECT replica, scope FROM chain WHERE id = ?", (chain,)
            ).fetchone()
            bound = self._bound(connection, replica) | (frozenset((mine,)) if replica in own else frozenset())
            if not bound or self._same_laptop(union.sender, bound):
                continue
            came = [link for link in new if link.id not in erased]
            if not self._is_signed(connection, chain, replica, scope, came, some_are_enough=some_are_enough):
                raise OriginUnproved(name="")

    def _is_signed(
        self,
        connection: Connection,
        chain: int,
        replica: str,
        scope: str,
        new: Sequence[NewLink],
        *,
        some_are_enough: bool,
    ) -> bool:
        rows = connection.execute(
            "SELECT hash, seq FROM signed_tip WHERE replica = ? AND scope = ?", (replica, scope)
        )
        tips = [(hash.hex(), seq) for hash, seq in rows.fetchall()]
        links = _links_of(connection, chain)
        signed = behind([hash for hash, _ in tips], links)
        below = missing_below(tips, links) if some_are_enough else 0
        return all(link.id.hex() in signed or link.seq < below for link in new)


def _links_of(connection: Connection, chain: int) -> list[Link]:
    rows = connection.execute("SELECT hash, seq, previous FROM changeset WHERE chain = ?", (chain,))
    return [Link(hash.hex(), seq, previous.hex() if previous else None) for hash, seq, previous in rows]


def _tips_of(said: Statement) -> list[tuple[str, str, int, bytes]]:
    try:
        tips = [
            (str(replica), str(scope), int(seq), bytes.fromhex(hash))
            for replica, scope, seq, hash in said.fields["tips"]
        ]
    except (KeyError, TypeError, ValueError) as cause:
        raise StatementInvalid("tips") from cause
    if any(len(hash) != 32 or not 0 < seq < 2**62 for _, _, seq, hash in tips):
        raise StatementInvalid("tips")
    return tips


def _chain_digest(connection: Connection, chain: int) -> bytes:
    digest = 0
    for (hash,) in connection.execute("SELECT hash FROM changeset WHERE chain = ?", (chain,)):
        digest ^= int.from_bytes(hash, "big")
    return digest.to_bytes(32, "big")
