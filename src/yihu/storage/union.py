"""Merging is a set union: insert what is not there, touch nothing else, remember what to fold anew."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from hashlib import blake2b
from itertools import chain as flattened
from itertools import repeat
from typing import NamedTuple

from yihu.base.errors import UserError
from yihu.base.progress import Progress, Silent
from yihu.storage.answering import Answering
from yihu.storage.bodies import LEARN_FROM
from yihu.storage.cache import NEW_HOUSEHOLD
from yihu.storage.database import Connection
from yihu.storage.opened import one
from yihu.storage.rows import UnionReport, VillageBrought
from yihu.sync.changeset import Changeset, Value, write_changeset
from yihu.sync.clock import hlc, skew_ms
from yihu.sync.frames import set_digest
from yihu.sync.scan import Scanned, Scanner
from yihu.sync.summary import Chain, Link, closed_tips, forked

FLUSH_AT = 500
WAITING_AT_MOST = 3
FOLD_AT_ONCE = 200
PRELOAD = "preload"
_ROW = "(?, ?, ?, ?, ?, ?, ?)"
_INSERT = "INSERT OR IGNORE INTO changeset (hash, household, chain, seq, previous, dictionary, body) VALUES "


class NewLink(NamedTuple):
    """One changeset that was not held before, by its place in its chain."""

    seq: int
    id: bytes
    previous: bytes | None


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


class Merging(Answering):
    """Takes changesets in, from others or from a list."""

    def union(self, bodies: Iterable[bytes], progress: Progress | None = None) -> UnionReport:
        """Add changesets, all in one transaction or none. Raises `ChangesetInvalid` and what `bodies` raises."""
        progress = progress or Silent()
        with self._merging() as run:
            for done, body in enumerate(bodies):
                run.add(body)
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
        return self.union((each.body for each in preloaded(list_sha256, rows, form)), progress)

    @contextmanager
    def _merging(
        self, sender: str | None = None, settle: Callable[["Union"], None] | None = None
    ) -> Iterator["Union"]:
        """One transaction; when it fails, what was learnt in it is forgotten.

        `sender`: fingerprint of who brought the changesets; None: this laptop itself.
        `settle`: what else is written down of it, when its report is known.
        """
        try:
            with self._db.write() as connection, Union(self, connection) as run:
                run.sender = sender
                yield run
                run.flush()
                run.report = self._finish_union(connection, run)
                if settle is not None:
                    settle(run)
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
        news = union.news()
        links, households, union.new = news.links, news.touched(), news.total()
        self._check_origin(connection, union, links)
        small = len(households) <= FOLD_AT_ONCE
        in_conflict = self._in_conflict(connection, households) if small else 0
        unknown = self._mark(connection, households, small=small)
        forks = tuple(sorted(set(self._close_chains(connection, links))))
        self._note_digests(connection, links)
        self._observe(union.newest)
        self._want(connection, union.wanted)
        if self.replica in forks:
            self._suspect_copy()
        if small:
            self._refold_all(connection, sorted(households))
        union.villages = tuple(_brought(connection, news, unknown))
        waiting = one(connection, "SELECT coalesce(sum(waiting), 0) FROM household WHERE waiting > 0")
        now = self._clock.now_ms()
        return UnionReport(
            received=union.received,
            new=union.new,
            households=len(households),
            new_households=len(unknown),
            conflicts=max(0, self._in_conflict(connection, households) - in_conflict) if small else 0,
            waiting=int(waiting),
            stale=0 if small else len(households),
            forks=forks,
            clock_ms=skew_ms(union.newest, now) if union.new and union.newest >= hlc(0, 1) else 0,
        )

    def _check_origin(
        self, connection: Connection, union: "Union", links: Mapping[int, Sequence[NewLink]]
    ) -> None:
        """Provenance: see `Provenance`."""

    def _is_lie(self, connection: Connection, id: bytes, body: bytes) -> bool:
        """Whether a tombstone here says of this body what it isn't; see `Provenance`."""
        return False

    def _suspect_copy(self) -> None:
        """Our own chain went on elsewhere."""
        self._take_new_replica("fork", retire=False)

    def _in_conflict(self, connection: Connection, uuids: Iterable[bytes]) -> int:
        sql = "SELECT conflicts > 0 FROM household WHERE uuid = ?"
        return sum(bool(one(connection, sql, uuid)) for uuid in uuids) if uuids else 0

    def _mark(self, connection: Connection, households: set[bytes], *, small: bool) -> set[bytes]:
        """Households to be folded anew; those of them that were unknown."""
        ordered = sorted(households)
        unknown = households - _known(connection, ordered)
        if small:
            connection.executemany(NEW_HOUSEHOLD, [(uuid,) for uuid in ordered])
            return unknown
        connection.executemany(NEW_HOUSEHOLD, [(uuid,) for uuid in sorted(unknown)])
        for some in _slices(ordered):
            marks = ", ".join(["(?)"] * len(some))
            connection.execute(f"INSERT OR IGNORE INTO touched VALUES {marks}", some)
        # Decisions on duplicates come first, and joined ids look at the mark in their row.
        touched = "NOT dirty AND EXISTS (SELECT 1 FROM touched WHERE touched.household = uuid)"
        connection.execute(
            "UPDATE household SET dirty = 1 WHERE id IN ("
            f"SELECT id FROM household INDEXED BY household_no_household WHERE hidden = 1 AND {touched} UNION"
            f" SELECT id FROM household INDEXED BY household_joined WHERE canonical IS NOT NULL AND {touched})"
        )
        return unknown

    def _close_chains(self, connection: Connection, links: Mapping[int, Sequence[NewLink]]) -> Iterator[str]:
        """Bring the closed tips up to date; the replicas whose chains were found forked."""
        for chain, new in links.items():
            tips = connection.execute("SELECT hash FROM chain_tip WHERE chain = ?", (chain,)).fetchall()
            (replica,) = connection.execute("SELECT replica FROM chain WHERE id = ?", (chain,)).fetchone()
            if not _extend(connection, chain, {tip for (tip,) in tips}, new):
                every = _all_links(connection, chain)
                _replace_tips(connection, chain, closed_tips(every))
                if forked(every):
                    yield replica
            if replica == self.replica:
                yield replica

    def _note_digests(self, connection: Connection, links: Mapping[int, Sequence[NewLink]]) -> None:
        """Exclusive or of each chain's hashes, kept from union to union."""
        for chain, new in links.items():
            before = one(connection, "SELECT digest FROM chain WHERE id = ?", chain)
            if before is None:
                ids = [
                    hash
                    for (hash,) in connection.execute("SELECT hash FROM changeset WHERE chain = ?", (chain,))
                ]
                digest = 0
            else:
                ids, digest = [link.id for link in new], int.from_bytes(before, "big")
            digest ^= set_digest(ids)
            connection.execute(
                "UPDATE chain SET digest = ? WHERE id = ?", (digest.to_bytes(32, "big"), chain)
            )


class Union:
    """One transaction of taking changesets in: `Merging._merging`.

    This thread reads and checks; another packs and inserts, so that both cores work. They never use the
    connection at the same time: this one only uses it through `drained`.
    """

    def __init__(self, store: Merging, connection: Connection) -> None:
        self._store, self.connection = store, connection
        self._ids: list[bytes] = []
        self._bodies: list[bytes] = []
        self._scanned: list[Scanned] = []
        self._chains: dict[Chain, int] = {}
        self._scanner = Scanner()
        self._graves: set[bytes] | None = None
        self.lifted = set[bytes]()
        self.begin = _last_row(connection)
        self._other_thread = ThreadPoolExecutor(1)
        self._jobs: deque[Future[None]] = deque()
        self._broken = False
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
                    self._lift(id)
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

    def _lift(self, id: bytes) -> None:
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
        """What was inserted, read in one go."""
        links: dict[int, list[NewLink]] = defaultdict(list)
        households: dict[int, set[bytes]] = defaultdict(set)
        rows = self.connection.execute(
            "SELECT chain, household, seq, hash, previous FROM changeset WHERE id > ? ORDER BY id",
            (self.begin,),
        )
        for chain, household, seq, hash, previous in rows:
            links[chain].append(NewLink(seq, hash, previous))
            households[chain].add(household)
        for some in links.values():
            some.sort()
        return News({chain: links[chain] for chain in sorted(links)}, households)

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

    def _insert(self, columns: Sequence[Sequence[object]], bodies: list[bytes]) -> None:
        """A failure may have ended the transaction: what waits behind it must not be written outside of one."""
        if not self._broken:
            self._broken = True
            self._insert_packed(columns, bodies)
            self._broken = False

    def _insert_packed(self, columns: Sequence[Sequence[object]], bodies: list[bytes]) -> None:
        packer = self._store._bodies
        if len(bodies) >= LEARN_FROM:
            packer.learn(self.connection, bodies)
        dictionary, packed = packer.pack_many(bodies)
        rows = zip(*columns, repeat(dictionary, len(packed)), packed, strict=True)
        marks = ", ".join([_ROW] * len(packed))
        self.connection.execute(_INSERT + marks, [*flattened.from_iterable(rows)])


def _last_row(connection: Connection) -> int:
    return int(one(connection, "SELECT coalesce(max(id), 0) FROM changeset"))


def _known(connection: Connection, uuids: Sequence[bytes]) -> set[bytes]:
    """Those of the households that have a line in the list."""
    known = set[bytes]()
    for some in _slices(uuids):
        marks = ", ".join("?" * len(some))
        known.update(
            uuid
            for (uuid,) in connection.execute(f"SELECT uuid FROM household WHERE uuid IN ({marks})", some)
        )
    return known


def _slices(uuids: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(uuids), FLUSH_AT):
        yield uuids[start : start + FLUSH_AT]


def _brought(connection: Connection, news: News, unknown: set[bytes]) -> Iterator[VillageBrought]:
    """What is new and changed, by the village that it was written in."""
    villages: dict[str, set[bytes]] = {}
    for chain, households in news.households.items():
        scope = one(connection, "SELECT scope FROM chain WHERE id = ?", chain)
        villages.setdefault(scope, set()).update(households)
    for scope, uuids in sorted(villages.items()):
        name = one(
            connection, "SELECT village FROM household WHERE village_code = ? AND village <> ''", scope
        )
        marks = ", ".join("?" * len(uuids)) if len(uuids) <= FOLD_AT_ONCE else ""
        in_conflict = (
            one(
                connection,
                f"SELECT count(*) FROM household WHERE conflicts > 0 AND uuid IN ({marks})",
                *uuids,
            )
            if marks
            else 0
        )
        new = len(uuids & unknown)
        yield VillageBrought(
            village_code=scope, village=name or "", new=new, changed=len(uuids) - new, conflicts=in_conflict
        )


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


def _extend(connection: Connection, chain: int, tips: set[bytes], links: Sequence[NewLink]) -> bool:
    """The usual case: what came goes on behind one tip, link by link. False if it is anything else."""
    if len(tips) > 1:
        return False
    start = end = next(iter(tips), None)
    for link in links:
        if link.previous != end:
            return False
        end = link.id
    if start is None and one(connection, "SELECT count(*) FROM changeset WHERE chain = ?", chain) != len(
        links
    ):
        return False
    if start and _followed(connection, chain, len(links)):
        return False
    _replace_tips(connection, chain, frozenset((end.hex(),)) if end else frozenset())
    return True


def _followed(connection: Connection, chain: int, expected: int) -> bool:
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


def restart_chain(connection: Connection, chain: int) -> None:
    """Something was taken out of it: ends and sum are made anew."""
    _replace_tips(connection, chain, closed_tips(_all_links(connection, chain)))
    connection.execute("UPDATE chain SET digest = NULL WHERE id = ?", (chain,))
