"""Decisions: which ids are one household, moves, many answers at once; and who is how far."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from uuid import UUID

import orjson

from yihu.storage.answering import Answering
from yihu.storage.database import Connection
from yihu.storage.desk_rows import BatchRow, ChainRow, LinkRow, WorkRow
from yihu.storage.opened import one
from yihu.storage.roles import ANSWER
from yihu.sync.changeset import Value, read_links
from yihu.sync.clock import moment_ms
from yihu.sync.fold import fold
from yihu.sync.linking import NOT_SAME_AS, PAIR, SAME_AS, UNDECIDED, link_tree, link_values

LINK_FORM = "same_as@1"
MOVED = "move"


class Desk(Answering):
    """What a coordinator decides; each decision is an ordinary changeset."""

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is written in the block is written, or nothing."""
        with self._db.write():
            yield

    def decide_same(
        self, one_id: str, other_id: str, same: bool, pairs: Mapping[str, str] | None = None
    ) -> LinkRow:
        """Write down whether two ids are one household; in the chains of both villages.

        Args:
            pairs: row of the smaller id -> row of the other, of members that are the same; None leaves
                those decided before.
        """
        self._write_link(one_id, other_id, same, pairs)
        tree = link_tree(one_id, other_id)
        return next(row for row in self.links() if row.tree == tree)

    def leave_undecided(self, one_id: str, other_id: str) -> None:
        """Take a decision back, whichever it was: nobody has decided whether the two are one household."""
        self._write_link(one_id, other_id, None, None)

    def _write_link(
        self, one_id: str, other_id: str, same: bool | None, pairs: Mapping[str, str] | None
    ) -> None:
        self.allow(ANSWER)
        kind = UNDECIDED if same is None else SAME_AS if same else NOT_SAME_AS
        tree = link_tree(one_id, other_id)
        uuid = UUID(tree).bytes
        with self._db.write() as connection:
            ends = [UUID(each).bytes for each in sorted((one_id, other_id))]
            for end in ends:
                self._seal(connection, end, "draft")
            cached = self._cached(connection, uuid)
            known = {
                path[len(PAIR) :]
                for path, value in cached.values.items()
                if path[: len(PAIR)] == PAIR and value
            }
            told: dict[str, str | None] = (
                {} if pairs is None else {**dict.fromkeys(known - pairs.keys()), **pairs}
            )
            changes = link_values(one_id, other_id, same, told)
            scopes = dict.fromkeys(self._village_of(connection, end) for end in ends)
            for scope in scopes:
                self._commit_one(connection, uuid, cached.heads, changes, LINK_FORM, kind, scope)

    def links(self, household_id: str | None = None) -> tuple[LinkRow, ...]:
        """All decisions on duplicates, the newest first; or those about one id."""
        self._join_all()
        where = "1"
        parameters: tuple[bytes, ...] = ()
        if household_id is not None:
            where, parameters = "?1 IN (keep, other)", (UUID(household_id).bytes,)
        with self._db.read() as connection:
            rows = connection.execute(
                f"SELECT tree, keep, other, same, contested, pairs, at_ms FROM link WHERE {where}"
                " ORDER BY at_ms DESC, tree",
                parameters,
            ).fetchall()
        return tuple(
            LinkRow(
                tree=str(UUID(bytes=tree)),
                keep=str(UUID(bytes=keep)),
                drop=str(UUID(bytes=other)),
                same=bool(same),
                contested=bool(contested),
                pairs=tuple((own, others) for own, others in orjson.loads(pairs)),
                at_ms=at_ms,
            )
            for tree, keep, other, same, contested, pairs, at_ms in rows
        )

    def candidates(self, limit: int = 500, offset: int = 0) -> tuple[tuple[str, str, bool], ...]:
        """Households that share something and nobody has decided on: two ids, whether a person is the same."""
        self._freshen_some()
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT a.uuid, b.uuid, certain FROM candidate"
                " CROSS JOIN household a ON a.id = candidate.one CROSS JOIN household b ON b.id = candidate.other"
                " WHERE a.hidden = 0 AND b.hidden = 0 AND NOT EXISTS (SELECT 1 FROM link"
                " WHERE link.keep = min(a.uuid, b.uuid) AND link.other = max(a.uuid, b.uuid))"
                " ORDER BY certain DESC, one, other LIMIT ? OFFSET ?",
                (limit, offset),
            ).fetchall()
        return tuple(
            (*sorted((str(UUID(bytes=first)), str(UUID(bytes=second)))), bool(certain))  # type: ignore[misc]
            for first, second, certain in rows
        )

    def move_household(
        self, household_id: str, village_code: str, changes: Mapping[str, Value], form: str
    ) -> None:
        """Write a household's new village in the chain of the old one and in that of the new one."""
        self.allow(ANSWER)
        uuid = UUID(household_id).bytes
        with self._db.write() as connection:
            self._seal(connection, uuid, "draft")
            heads = self._cached(connection, uuid).heads
            old = self._village_of(connection, uuid)
            for id, own, part in self._by_id(connection, uuid, heads, changes):
                for scope in dict.fromkeys((old, village_code)):
                    self._commit_one(connection, id, own, part, form, MOVED, scope)

    def write_under(self, id: str, changes: Mapping[str, Value], form: str, kind: str) -> None:
        """Write a changeset under this very id, also where it is shown under another."""
        self.allow(ANSWER)
        uuid = UUID(id).bytes
        with self._db.write() as connection:
            self._seal(connection, uuid, "draft")
            heads = fold(self._own_changesets(connection, [uuid])).heads
            self._commit_one(connection, uuid, heads, changes, form, kind)

    def heads_of(self, household_id: str) -> tuple[str, ...]:
        """What a change made now builds on."""
        with self._db.read() as connection:
            return self._cached(connection, UUID(household_id).bytes).heads

    def keep_batch(self, id: str, rule: str, answers: int, changesets: Sequence[tuple[str, str]]) -> None:
        """Remember decisions made at once: (household, changeset)."""
        with self._db.write() as connection:
            connection.execute(
                "INSERT INTO batch VALUES (?, ?, ?, ?, ?, NULL)",
                (id, self._clock.now_ms(), rule, answers, orjson.dumps(list(changesets)).decode()),
            )

    def batches(self, limit: int = 50) -> tuple[BatchRow, ...]:
        """Decisions made at once, the newest first."""
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT id, at_ms, rule, answers, body, undone_ms FROM batch ORDER BY at_ms DESC, id DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return tuple(
            BatchRow(
                id=id,
                at_ms=at_ms,
                rule=rule,
                answers=answers,
                changesets=tuple((household, changeset) for household, changeset in orjson.loads(body)),
                undone_ms=undone,
            )
            for id, at_ms, rule, answers, body, undone in rows
        )

    def batch_undone(self, id: str) -> None:
        """Remember that a batch was taken back."""
        with self._db.write() as connection:
            connection.execute("UPDATE batch SET undone_ms = ? WHERE id = ?", (self._clock.now_ms(), id))

    def work(self) -> tuple[WorkRow, ...]:
        """How far each village is, by assignment and surveyor."""
        self._freshen_some()
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT village_code, max(village), max(township), assigned_team, assigned_to, surveyed_by,"
                " visit_state, sum(households), sum(conflicts), sum(waiting) FROM work"
                " GROUP BY village_code, assigned_team, assigned_to, surveyed_by, visit_state"
                " ORDER BY village_code, assigned_team, assigned_to, surveyed_by, visit_state"
            ).fetchall()
        return tuple(WorkRow(**dict(zip(WorkRow.__slots__, row, strict=True))) for row in rows)

    def chains(self) -> tuple[ChainRow, ...]:
        """What is held of each laptop's work, village by village, and which numbers are missing."""
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT chain.id, replica, coalesce(team, ''), coalesce(laptop, ''), scope, count(*), max(seq)"
                " FROM chain JOIN changeset ON changeset.chain = chain.id"
                " LEFT JOIN replica ON replica.id = chain.replica"
                " GROUP BY chain.id ORDER BY scope, team, laptop, replica"
            ).fetchall()
            return tuple(
                ChainRow(
                    replica=replica,
                    team=team,
                    laptop=laptop,
                    village_code=scope,
                    changesets=count,
                    missing=_missing(connection, chain) if last > count else (),
                    newest_ms=self._newest_ms(connection, chain),
                )
                for chain, replica, team, laptop, scope, count, last in rows
            )

    def replica_names(self) -> dict[str, tuple[str, str]]:
        """Replica id -> team, laptop."""
        with self._db.read() as connection:
            rows = connection.execute("SELECT id, team, laptop FROM replica").fetchall()
        return {id: (team, laptop) for id, team, laptop in rows}

    def changed_by(self, household_id: str, changeset: str) -> dict[str, Value]:
        """What one changeset of a household wrote, members under the rows that are shown."""
        with self._db.read() as connection:
            found = self._changesets(connection, UUID(household_id).bytes)
        return next((dict(each.changes) for each in found if each.id == changeset), {})

    def _newest_ms(self, connection: Connection, chain: int) -> int:
        row = connection.execute(
            "SELECT dictionary, body FROM changeset WHERE chain = ? AND length(body) > 0 ORDER BY seq DESC LIMIT 1",
            (chain,),
        ).fetchone()
        if row is None:
            return 0
        return moment_ms(read_links(self._bodies.unpack(connection, *row)).hlc)

    def _village_of(self, connection: Connection, uuid: bytes) -> str:
        """The village code that a household's chain bears now; "" for one that isn't here."""
        if one(connection, "SELECT dirty FROM household WHERE uuid = ?", uuid):
            self._refold(connection, uuid)
        code = one(connection, "SELECT village_code FROM household WHERE uuid = ?", uuid)
        return str(code) if code and str(code).isdigit() else ""


def _missing(connection: Connection, chain: int) -> tuple[tuple[int, int], ...]:
    rows = connection.execute(
        "SELECT before + 1, seq - 1 FROM (SELECT seq, lag(seq, 1, 0) OVER (ORDER BY seq) AS before"
        " FROM changeset WHERE chain = ?) WHERE seq > before + 1 ORDER BY seq",
        (chain,),
    ).fetchall()
    return tuple((first, last) for first, last in rows)
