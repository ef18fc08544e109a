"""One transaction of taking changesets in: insert what is not there, touch nothing else."""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import blake2b
from itertools import chain as flattened
from itertools import repeat
from typing import Any, NamedTuple, Protocol

from yihu.storage.bodies import LEARN_FROM, Bodies
from yihu.storage.chain_ends import NewLink
from yihu.storage.database import Connection
from yihu.storage.handover_rows import UnionReport, VillageBrought
from yihu.storage.opened import one
from yihu.sync.scan import Scanned, Scanner
from yihu.sync.summary import Chain

FLUSH_AT = 500
WAITING_AT_MOST = 3
_ROW = "(?, ?, ?, ?, ?, ?, ?)"
_INSERT = "INSERT OR IGNORE INTO changeset (hash, household, chain, seq, previous, dictionary, body) VALUES "


class News(NamedTuple):
    """What was not held before. `links` and `households` by chain, links in the order of numbers."""

    links: Mapping[int, Sequence[NewLink]]
    households: Mapping[int, set[bytes]]

    def touched(self) -> set[bytes]:
        """All households with something new."""
        return set[bytes]().union(*self.households.values())

    def total(self) -> int:
        """How many changesets."""
        return sum(map(len, self.links.values()))


class Register(Protocol):
    """What a union needs of the store that it goes into."""

    _bodies: Bodies

    def _chain(self, connection: Connection, replica: str, scope: str) -> int: ...
    def _is_lie(self, connection: Connection, id: bytes, body: bytes) -> bool: ...


class Union:
    """One transaction of taking changesets in: `Merging._merging`.

    This thread reads and checks; another packs and inserts, so that both cores work. They never use the
    connection at the same time: this one only uses it through `drained`.
    """

    def __init__(self, store: Register, connection: Connection) -> None:
        self._store, self.connection = store, connection
        self._ids: list[bytes] = []
        self._bodies: list[bytes] = []
        self._scanned: list[Scanned] = []
        self._chains: dict[Chain, int] = {}
        self._scanner = Scanner()
        self._graves: set[bytes] | None = None
        self.lifted = set[bytes]()
        self.unplaced = set[bytes]()
        self.begin = _last_row(connection)
        self._other_thread = ThreadPoolExecutor(1)
        self._jobs: deque[Future[None]] = deque()
        self._broken = False
        self._new_rows: list[Sequence[Sequence[Any]]] = []
        self.sender: str | None = None
        self.wanted: set[str] = set()
        self.received = self.new = self.newest = 0
        self.report = UnionReport()
        self.villages: tuple[VillageBrought, ...] = ()

    def __enter__(self) -> "Union":
        return self

    def __exit__(self, *_exception: object) -> None:
        self._other_thread.shutdown(wait=True, cancel_futures=True)

    def add(self, body: bytes) -> None:
        """One changeset from outside. Raises `ChangesetInvalid`."""
        self.add_many([blake2b(body, digest_size=32).digest()], [body])

    def add_many(self, ids: Sequence[bytes], bodies: Sequence[bytes]) -> None:
        """Changesets and their ids, which were computed from them. Raises `ChangesetInvalid`."""
        scanned = self._scanner.scan_many(bodies)
        graves = self.graves()
        if not graves.isdisjoint(ids):
            for id, body in zip(ids, bodies, strict=True):
                if id in graves and self._store._is_lie(self.drained(), id, body):
                    self.lift(id)
        self._ids += ids
        self._bodies += bodies
        self._scanned += scanned
        for each in scanned:
            if each.hlc > self.newest:
                self.newest = each.hlc
            if each.files:
                self.wanted.update(each.files)
        while len(self._ids) >= FLUSH_AT:
            self._send()
        self.received += len(ids)

    def flush(self) -> None:
        """Until here everything is inserted."""
        self._send()
        self._drain()

    def lift(self, id: bytes) -> None:
        """Its row is gone: the next one may get the same number, and is new all the same."""
        self.graves().discard(id)
        self.lifted.add(id)
        self.begin = min(self.begin, _last_row(self.connection))

    def graves(self) -> set[bytes]:
        """Ids of what is erased."""
        if self._graves is None:
            rows = self.drained().execute("SELECT hash FROM tombstone").fetchall()
            self._graves = {hash for (hash,) in rows}
        return self._graves

    def before_tombstone(self) -> Connection:
        """The connection, all that came before inserted: a tombstone is held against it."""
        self.flush()
        self._graves = None
        return self.connection

    def drained(self) -> Connection:
        """The connection, while nobody else uses it."""
        self._drain()
        return self.connection

    def news(self) -> News:
        """What was inserted."""
        links: dict[int, list[NewLink]] = defaultdict(list)
        households: dict[int, set[bytes]] = defaultdict(set)
        for ids, uuids, chains, numbers, previous in self._inserted():
            rows = zip(chains, uuids, map(NewLink, numbers, ids, previous), strict=True)
            for chain, household, link in rows:
                links[chain].append(link)
                households[chain].add(household)
        for some in links.values():
            some.sort()
        return News({chain: links[chain] for chain in sorted(links)}, households)

    def _inserted(self) -> list[Sequence[Sequence[Any]]]:
        """Columns of what is new: those that were handed in, if all of them were, else read in one go."""
        count = sum(len(ids) for ids, *_ in self._new_rows)
        if not self.lifted and count == _last_row(self.connection) - self.begin:
            return self._new_rows
        rows = self.connection.execute(
            "SELECT hash, household, chain, seq, previous FROM changeset WHERE id > ? ORDER BY id",
            (self.begin,),
        ).fetchall()
        return [[*zip(*rows, strict=True)]] if rows else []

    def _send(self) -> None:
        """Hand what was gathered to the other thread, as many as one statement takes."""
        if not self._ids:
            return
        ids, bodies, scanned = self._ids[:FLUSH_AT], self._bodies[:FLUSH_AT], self._scanned[:FLUSH_AT]
        del self._ids[:FLUSH_AT], self._bodies[:FLUSH_AT], self._scanned[:FLUSH_AT]
        households, replicas, scopes, numbers, previous, _, _ = zip(*scanned, strict=True)
        chains = self._numbered([*zip(replicas, scopes, strict=True)])
        while len(self._jobs) >= WAITING_AT_MOST:
            self._jobs.popleft().result()
        columns = ids, households, chains, numbers, previous
        self._jobs.append(self._other_thread.submit(self._insert, columns, bodies))

    def _numbered(self, chains: Sequence[Chain]) -> list[int]:
        for chain in sorted(set(chains) - self._chains.keys()):
            self._chains[chain] = self._store._chain(self.drained(), *chain)
        return [self._chains[chain] for chain in chains]

    def _drain(self) -> None:
        while self._jobs:
            self._jobs.popleft().result()

    def _insert(self, columns: Sequence[Sequence[Any]], bodies: list[bytes]) -> None:
        """A failure may have ended the transaction: what waits behind it must not be written outside of one."""
        if not self._broken:
            self._broken = True
            self._insert_packed(columns, bodies)
            self._broken = False

    def _insert_packed(self, columns: Sequence[Sequence[Any]], bodies: list[bytes]) -> None:
        packer = self._store._bodies
        if len(bodies) >= LEARN_FROM:
            packer.learn(self.connection, bodies)
        dictionary, packed = packer.pack_many(bodies)
        rows = zip(*columns, repeat(dictionary, len(packed)), packed, strict=True)
        marks = ", ".join([_ROW] * len(packed))
        inserted = self.connection.execute(_INSERT + marks, [*flattened.from_iterable(rows)])
        if inserted.rowcount == len(packed):
            self._new_rows.append(columns)


def _last_row(connection: Connection) -> int:
    return int(one(connection, "SELECT coalesce(max(id), 0) FROM changeset"))
