"""Merging is a set union: insert what is not there, touch nothing else, remember what to fold anew."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain as flattened

from yihu.base.errors import UserError
from yihu.base.progress import Progress, Silent
from yihu.register.subjects import is_subject
from yihu.storage.answering import Answering
from yihu.storage.cache import NEW_HOUSEHOLD
from yihu.storage.chain_ends import NewLink, close_anew, extend
from yihu.storage.database import Connection
from yihu.storage.handover_rows import UnionReport, VillageBrought
from yihu.storage.opened import one
from yihu.storage.union import FLUSH_AT, News, Union
from yihu.sync.changeset import Changeset, Value, write_changeset
from yihu.sync.clock import hlc, skew_ms
from yihu.sync.frames import set_digest
from yihu.sync.summary import forked

FOLD_AT_ONCE = 200
PRELOAD = "preload"


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
        self, sender: str | None = None, settle: Callable[[Union], None] | None = None
    ) -> Iterator[Union]:
        """One transaction; when it fails, what was learnt in it is forgotten.

        `sender`: fingerprint of who brought the changesets; None: this laptop itself.
        `settle`: what else is written down of it, when its report is known.
        """
        large = False
        try:
            with self._db.write() as connection, Union(self, connection) as run:
                run.sender = sender
                yield run
                run.flush()
                run.report = self._finish_union(connection, run)
                if settle is not None:
                    settle(run)
                if large := run.new > FLUSH_AT:
                    self._db.leave_log()
        except BaseException:
            self._maps, self._profiles, self._words = None, None, None
            self._bodies.forget()
            with suppress(UserError), self._db.read() as connection:
                self._bodies.load(connection)
            raise
        finally:
            if large:
                self._db.bring_in_log()
        self._maps = None

    def _finish_union(self, connection: Connection, union: Union) -> UnionReport:
        """Tips, marks, clocks and the report, still inside the transaction."""
        news = union.news()
        links, households, union.new = news.links, news.touched(), news.total()
        others = {uuid for uuid in households if is_subject(uuid)}
        self._check_origin(connection, union, links)
        small = len(households) <= FOLD_AT_ONCE
        in_conflict = self._in_conflict(connection, households) if small else 0
        unknown = self._mark(connection, news, small=small)
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
            households=len(households) - len(others),
            new_households=len(unknown - others),
            others=len(others),
            conflicts=max(0, self._in_conflict(connection, households) - in_conflict) if small else 0,
            waiting=int(waiting),
            stale=0 if small else len(households),
            forks=forks,
            clock_ms=skew_ms(union.newest, now) if union.new and union.newest >= hlc(0, 1) else 0,
        )

    def _check_origin(
        self, connection: Connection, union: Union, links: Mapping[int, Sequence[NewLink]]
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

    def _mark(self, connection: Connection, news: News, *, small: bool) -> set[bytes]:
        """Households to be folded anew; those of them that were unknown."""
        ordered = sorted(news.touched())
        unknown = _unknown(connection, ordered)
        if small:
            connection.executemany(NEW_HOUSEHOLD, [(uuid,) for uuid in ordered])
            return unknown
        # Village by village, and so they are folded: all that is kept of a village lies together.
        by_village = (sorted(unknown.intersection(some)) for some in news.households.values())
        fresh = dict.fromkeys(flattened.from_iterable(by_village))
        connection.executemany(NEW_HOUSEHOLD, [(uuid,) for uuid in fresh])
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
            if not extend(connection, chain, {tip for (tip,) in tips}, new) and forked(
                close_anew(connection, chain)
            ):
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


def _unknown(connection: Connection, uuids: Sequence[bytes]) -> set[bytes]:
    """Those of the households that have no line in the list."""
    unknown = set[bytes]()
    for some in _slices(uuids):
        marks = ", ".join(["(?)"] * len(some))
        rows = connection.execute(
            f"SELECT column1 FROM (VALUES {marks}) WHERE NOT EXISTS"
            " (SELECT 1 FROM household WHERE uuid = column1)",
            some,
        )
        unknown.update(uuid for (uuid,) in rows)
    return unknown


def _slices(uuids: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(uuids), FLUSH_AT):
        yield uuids[start : start + FLUSH_AT]


def _brought(connection: Connection, news: News, unknown: set[bytes]) -> Iterator[VillageBrought]:
    """What is new and changed, by the village that it was written in."""
    villages: dict[str, set[bytes]] = {}
    for chain, households in news.households.items():
        scope = one(connection, "SELECT scope FROM chain WHERE id = ?", chain)
        villages.setdefault(scope, set()).update(households)
    for scope, everything in sorted(villages.items()):
        if not (uuids := {uuid for uuid in everything if not is_subject(uuid)}):
            continue
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
