"""Merging is a set union: insert what is not there, touch nothing else, remember what to fold anew."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from uuid import UUID

from yihu.base.errors import UserError
from yihu.base.progress import Progress, Silent
from yihu.storage.answering import Answering
from yihu.storage.bodies import Bodies
from yihu.storage.cache import NEW_HOUSEHOLD
from yihu.storage.database import Connection
from yihu.storage.opened import one
from yihu.storage.roles import ANSWER
from yihu.storage.rows import UnionReport
from yihu.storage.shelf import ATTACHMENT_NAME
from yihu.sync.changeset import Changeset, Links, Value, read_changeset, write_changeset
from yihu.sync.clock import hlc
from yihu.sync.summary import Chain, Link, closed_tips, forked

FLUSH_AT = 500
FOLD_AT_ONCE = 200
PRELOAD = "preload"


class Merging(Answering):
    """Takes changesets in, from others or from a list."""

    def union(self, bodies: Iterable[bytes], progress: Progress | None = None) -> UnionReport:
        """Add changesets, all in one transaction or none. Raises `ChangesetInvalid` and what `bodies` raises."""
        progress = progress or Silent()
        with self._merging() as run:
            for done, body in enumerate(bodies):
                run.add(read_changeset(body), body)
                if done % FLUSH_AT == 0:
                    progress.step(done, 0)
        return run.report

    def preload(
        self,
        list_sha256: str,
        rows: Iterable[tuple[str, str, Mapping[str, Value]]],
        form: str,
        progress: Progress | None = None,
    ) -> UnionReport:
        """Take in a register: the same list gives the same changesets on every laptop.

        Args:
            list_sha256: of the list's file, hexadecimal; it stands for the laptop that wrote them.
            rows: household id (UUIDv5 of the list's own key), village code, {path: value}.
        """
        self.allow(ANSWER)
        progress = progress or Silent()
        with self._merging() as run:
            for done, changeset in enumerate(preloaded(list_sha256, rows, form)):
                run.add(changeset, changeset.body)
                if done % FLUSH_AT == 0:
                    progress.step(done, 0)
        return run.report

    @contextmanager
    def _merging(self) -> Iterator["Union"]:
        """One transaction; when it fails, what was learnt in it is forgotten."""
        try:
            with self._db.write() as connection:
                run = Union(self, connection)
                yield run
                run.flush()
                run.report = self._finish_union(connection, run)
        except BaseException:
            self._maps = None
            self._bodies.forget()
            with suppress(UserError), self._db.read() as connection:
                self._bodies.load(connection)
            raise
        self._maps = None
        if run.new > FLUSH_AT:
            self._db.shorten_log()

    def _finish_union(self, connection: Connection, union: "Union") -> UnionReport:
        """Tips, marks, clocks and the report, still inside the transaction."""
        before = int(one(connection, "SELECT count(*) FROM household"))
        in_conflict = self._in_conflict(connection, union.households)
        connection.executemany(NEW_HOUSEHOLD, [(uuid,) for uuid in union.households])
        new_households = int(one(connection, "SELECT count(*) FROM household")) - before
        forks = tuple(sorted(set(self._close_chains(connection, union))))
        self._observe(union.newest)
        self._want(connection, union.wanted)
        if self.replica in forks:
            self._take_new_replica("fork", retire=False)
        small = len(union.households) <= FOLD_AT_ONCE
        if small:
            self._refold_all(connection, sorted(union.households))
        waiting = one(connection, "SELECT coalesce(sum(waiting), 0) FROM household")
        return UnionReport(
            received=union.received,
            new=union.new,
            households=len(union.households),
            new_households=new_households,
            conflicts=max(0, self._in_conflict(connection, union.households) - in_conflict) if small else 0,
            waiting=int(waiting),
            stale=0 if small else len(union.households),
            forks=forks,
        )

    def _in_conflict(self, connection: Connection, uuids: Iterable[bytes]) -> int:
        sql = "SELECT conflicts > 0 FROM household WHERE uuid = ?"
        return sum(bool(one(connection, sql, uuid)) for uuid in uuids) if uuids else 0

    def _close_chains(self, connection: Connection, union: "Union") -> Iterator[str]:
        """Bring the closed tips up to date; the replicas whose chains were found forked."""
        for (replica, scope), links in union.links.items():
            chain = self._chain(connection, replica, scope)
            tips = connection.execute("SELECT hash FROM chain_tip WHERE chain = ?", (chain,)).fetchall()
            if not _extend(connection, chain, {tip for (tip,) in tips}, links):
                links = _all_links(connection, chain)
                _replace_tips(connection, chain, closed_tips(links))
                if forked(links):
                    yield replica
            if replica == self.replica:
                yield replica


class Union:
    """One transaction of taking changesets in: `Merging._merging`."""

    def __init__(self, store: Merging, connection: Connection) -> None:
        self._store, self.connection = store, connection
        self._pending: dict[str, tuple[Links, bytes]] = {}
        self._chains: dict[Chain, int] = {}
        self.links: dict[Chain, list[Link]] = defaultdict(list)
        self.households: set[bytes] = set()
        self.wanted: set[str] = set()
        self.received = self.new = self.newest = 0
        self.report = UnionReport()

    def add(self, links: Links, body: bytes) -> None:
        """One changeset, checked before; the same one again is nothing new."""
        self.received += 1
        self._pending[links.id] = links, body
        if len(self._pending) >= FLUSH_AT:
            self.flush()

    def flush(self) -> None:
        """Insert what is new of the changesets added so far."""
        marks = ", ".join("?" * len(self._pending))
        known = self.connection.execute(
            f"SELECT hash FROM changeset WHERE hash IN ({marks})", [bytes.fromhex(id) for id in self._pending]
        ).fetchall()
        for (hash,) in known:
            del self._pending[hash.hex()]
        bodies = self._store._bodies
        bodies.learn(self.connection, [body for _, body in self._pending.values()])
        self.connection.executemany(
            "INSERT INTO changeset (hash, household, chain, seq, previous, dictionary, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [self._row(links, body, bodies) for links, body in self._pending.values()],
        )
        self.new += len(self._pending)
        self._pending.clear()

    def _row(self, links: Links, body: bytes, bodies: Bodies) -> tuple[object, ...]:
        household, chain = UUID(links.household).bytes, (links.replica, links.scope)
        number = self._chains.get(chain)
        if number is None:
            number = self._chains[chain] = self._store._chain(self.connection, *chain)
        self.households.add(household)
        self.links[chain].append(Link(links.id, links.seq, links.previous))
        self.newest = max(self.newest, links.hlc)
        self.wanted.update(name.decode() for name in ATTACHMENT_NAME.findall(body))
        previous = bytes.fromhex(links.previous) if links.previous else None
        return bytes.fromhex(links.id), household, number, links.seq, previous, *bodies.pack(body)


def preloaded(
    list_sha256: str, rows: Iterable[tuple[str, str, Mapping[str, Value]]], form: str
) -> Iterator[Changeset]:
    """A list's rows as changesets: one chain for each village, one clock reading for all."""
    tips: dict[str, tuple[int, str | None]] = {}
    for household, scope, values in rows:
        seq, previous = tips.get(scope, (0, None))
        changeset = write_changeset(
            household=household,
            parents=(),
            changes=values,
            hlc=hlc(0),
            replica=list_sha256[:32],
            scope=scope,
            seq=seq + 1,
            previous=previous,
            user="",
            form=form,
            kind=PRELOAD,
        )
        tips[scope] = seq + 1, changeset.id
        yield changeset


def _extend(connection: Connection, chain: int, tips: set[bytes], links: list[Link]) -> bool:
    """The usual case: what came goes on behind one tip, link by link. False if it is anything else."""
    if len(tips) > 1:
        return False
    end = next(iter(tips)).hex() if tips else None
    start = end
    links.sort(key=lambda link: link.seq)
    for link in links:
        if link.previous != end:
            return False
        end = link.id
    if start is None and one(connection, "SELECT count(*) FROM changeset WHERE chain = ?", chain) != len(
        links
    ):
        return False
    if start and _followed(connection, chain, start, len(links)):
        return False
    _replace_tips(connection, chain, frozenset((end or "",)))
    return True


def _followed(connection: Connection, chain: int, tip: str, expected: int) -> bool:
    """Whether something else lies behind the tip already: a gap that may close now."""
    beyond = "SELECT count(*) FROM changeset WHERE chain = ?1 AND seq > (SELECT seq FROM chain_tip WHERE chain = ?1)"
    return bool(one(connection, beyond, chain) != expected)


def _all_links(connection: Connection, chain: int) -> list[Link]:
    rows = connection.execute(
        "SELECT hash, seq, previous FROM changeset WHERE chain = ? ORDER BY seq", (chain,)
    )
    return [
        Link(hash.hex(), seq, previous.hex() if previous else None) for hash, seq, previous in rows.fetchall()
    ]


def _replace_tips(connection: Connection, chain: int, tips: frozenset[str]) -> None:
    connection.execute("DELETE FROM chain_tip WHERE chain = ?", (chain,))
    connection.executemany(
        "INSERT INTO chain_tip SELECT chain, hash, seq FROM changeset WHERE hash = ?",
        [(bytes.fromhex(tip),) for tip in sorted(tips)],
    )
