"""Which changesets a package holds, in which parts, and its records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

import orjson

from yihu.register.subjects import divisions_above, is_subject
from yihu.storage.attachments import read_attachment
from yihu.storage.contacts import Claim, claim_to_bytes
from yihu.storage.database import Connection
from yihu.storage.errors import AttachmentDamaged, AttachmentMissing
from yihu.storage.form_content import content_hash
from yihu.storage.opened import one
from yihu.storage.quarantine import Quarantine
from yihu.storage.rows import StoredForm
from yihu.sync.ancestry import parents_first
from yihu.sync.changeset import read_parents
from yihu.sync.frames import FORM, SUMMARY, TIPS, Record, batches, pieces
from yihu.sync.receipt import contents_digest
from yihu.sync.scan import file_names
from yihu.sync.summary import Link, Summary, behind
from yihu.sync.tombstone import ERASED

CHAINS_IN_ONE_RECORD = 2000
WANTS_IN_ONE_RECORD = 10_000
PART_BYTES = 95_000_000
"""For mail and FAT32 (sync facts 6)."""
FIXED_BYTES = 96 * 1024
_CHANGESET_BYTES = 48
READ_AT_ONCE = 400


@dataclass(slots=True)
class Part:
    """One file: households from `first` to `last` (ids), or attachments. `contents` is filled while drawn."""

    first: bytes = b""
    last: bytes = b"\xff" * 16
    attachments: tuple[str, ...] = ()
    households: int = 0
    changesets: int = 0
    sent_attachments: int = 0
    contents: int = 0


@dataclass(slots=True)
class Choice:
    """What goes into a package.

    Attributes:
        villages: codes, None for all. households: ids, None for all.
        withheld: row ids of changesets that all recipients have.
    """

    villages: tuple[str, ...] | None
    households: frozenset[bytes] | None
    withheld: frozenset[int]
    wanted: frozenset[str]
    recipients: tuple[str, ...] = ()
    parts: list[Part] = field(default_factory=list)


class Outgoing(Quarantine):
    """Chooses and draws the records of a package, within one snapshot."""

    def _choose(
        self,
        connection: Connection,
        recipients: Sequence[str],
        villages: tuple[str, ...] | None,
        households: Iterable[str] | None,
        everything: bool,
        part_bytes: int,
        attachments: bool = True,
    ) -> Choice:
        claims = [claim for each in recipients for claim in self._claims_of(connection, each)]
        withheld = (
            frozenset() if everything else _held_by_all(connection, [claim.summary for claim in claims])
        )
        trees = None if households is None else frozenset(self._trees_of(connection, households))
        wanted = frozenset[str]().union(*(claim.wants for claim in claims))
        choice = Choice(villages, trees, withheld, wanted, tuple(recipients))
        choice.parts = [*self._change_parts(connection, choice, part_bytes)]
        if attachments:
            choice.parts += self._attachment_parts(connection, choice, part_bytes)
        return choice

    def _trees_of(self, connection: Connection, households: Iterable[str]) -> Iterator[bytes]:
        """The ids of a work package: each household under all its ids, what was decided on them, their villages' subjects."""
        households = tuple(households)
        for household in households:
            ids, _ = self._class_of(connection, UUID(household).bytes)
            yield from ids
            for uuid in ids:
                rows = connection.execute("SELECT tree FROM link WHERE ?1 IN (keep, other)", (uuid,))
                yield from (tree for (tree,) in rows.fetchall())
        yield from self._subjects_about(connection, households)

    def _subjects_about(self, connection: Connection, households: Iterable[str]) -> Iterator[bytes]:
        """What is no household but of their villages, or of the divisions above: helpers, plans, funds, tasks."""
        uuids = [UUID(each).bytes for each in households]
        rows = connection.execute(
            "SELECT DISTINCT village_code FROM household WHERE hidden = 0 AND uuid IN (SELECT unhex(value) FROM json_each(?))",
            (orjson.dumps([each.hex() for each in uuids]).decode(),),
        )
        villages = tuple(code for (code,) in rows.fetchall())
        codes = (*villages, *divisions_above(villages))
        marks = ", ".join("?" * len(codes))
        rows = connection.execute(
            f"SELECT uuid FROM household WHERE hidden = 3 AND village_code IN ({marks})", codes
        )
        yield from (uuid for (uuid,) in rows.fetchall())

    def _change_parts(self, connection: Connection, choice: Choice, part_bytes: int) -> Iterator[Part]:
        """Whole households, as many as fit; packed one by one they are larger than in the file."""
        room = max(part_bytes - FIXED_BYTES - _forms_bytes(connection), part_bytes // 4)
        part, size = Part(), 0
        last = b""
        for uuid, changesets, weight in self._weights(connection, choice):
            if part.changesets and size + weight > room:
                part.last = last
                yield part
                part, size = Part(first=uuid), 0
            last = uuid
            part.households += not is_subject(uuid)
            part.changesets += changesets
            size += weight
        yield part

    def _attachment_parts(self, connection: Connection, choice: Choice, part_bytes: int) -> Iterator[Part]:
        """Photos go apart: whoever mails only the answers can."""
        if not one(connection, "SELECT 1 FROM attachment LIMIT 1"):
            return
        named = set(choice.wanted)
        for part in choice.parts:
            for _, ids, _ in self._by_household(connection, choice, part):
                for body in self._bodies_of(connection, ids):
                    named.update(file_names(body))
        room, some, size = part_bytes - FIXED_BYTES, list[str](), 0
        for sha in sorted(named):
            length = one(connection, "SELECT size FROM attachment WHERE sha256 = ?", sha)
            if length is None:
                continue
            if some and size + length > room:
                yield Part(last=b"", attachments=tuple(some))
                some, size = [], 0
            some.append(sha)
            size += length + 4 * _CHANGESET_BYTES
        if some:
            yield Part(last=b"", attachments=tuple(some))

    def _weights(self, connection: Connection, choice: Choice) -> Iterator[tuple[bytes, int, int]]:
        """Households with something to send, of how many changesets, and about how many bytes they take."""
        if choice.withheld or choice.households is not None:
            for uuid, ids, weight in self._by_household(connection, choice):
                yield uuid, len(ids), weight
            return
        where, parameters = _within(choice, None)
        yield from connection.execute(
            f"SELECT household, count(*), sum(length(body)) + count(*) * {_CHANGESET_BYTES} FROM changeset {where}"
            " GROUP BY household ORDER BY household",
            parameters,
        )

    def _by_household(
        self, connection: Connection, choice: Choice, part: Part | None = None
    ) -> Iterator[tuple[bytes, list[int], int]]:
        """Households with something to send, the row ids of it, and about how many bytes they take."""
        where, parameters = _within(choice, part)
        rows = connection.execute(
            f"SELECT household, id, length(body) FROM changeset {where} ORDER BY household, id", parameters
        )
        household, ids, weight = None, list[int](), 0
        for uuid, id, length in rows:
            if uuid != household:
                if household is not None and ids:
                    yield household, ids, weight
                household, ids, weight = uuid, [], 0
            if id not in choice.withheld and (choice.households is None or uuid in choice.households):
                ids.append(id)
                weight += length + _CHANGESET_BYTES
        if household is not None and ids:
            yield household, ids, weight

    def _records(self, connection: Connection, choice: Choice, number: int) -> Iterator[Record]:
        """The records of part `number`, from 0. Each part can be taken in alone."""
        part = choice.parts[number]
        yield from self._summary_records(connection)
        for kind, body in self._statement_records(connection):
            if number == 0 or kind == TIPS:
                yield kind, body
        if number == 0:
            yield from self._once(connection, choice)
        if part.changesets:
            yield from batches(self._changeset_bodies(connection, choice, part))
        yield from self._attachment_records(part)

    def _once(self, connection: Connection, choice: Choice) -> Iterator[Record]:
        """What need not be in every part."""
        yield from self._receipt_records(connection, choice.recipients)
        for (sha,) in connection.execute("SELECT sha256 FROM form ORDER BY id, added_ms, sha256").fetchall():
            yield from form_records(self._stored_form(connection, sha))
        yield from connection.execute("SELECT kind, body FROM other_record ORDER BY hash").fetchall()

    def _changeset_bodies(self, connection: Connection, choice: Choice, part: Part) -> Iterator[bytes]:
        some, count = list[list[int]](), 0
        for _, ids, _ in self._by_household(connection, choice, part):
            some.append(ids)
            count += len(ids)
            if count >= READ_AT_ONCE:
                yield from self._parents_first(connection, some, part)
                some, count = [], 0
        yield from self._parents_first(connection, some, part)

    def _bodies_of(self, connection: Connection, ids: Sequence[int]) -> list[bytes]:
        marks = ", ".join("?" * len(ids)) if len(ids) < 10_000 else ", ".join(map(str, ids))
        rows = connection.execute(
            f"SELECT dictionary, body FROM changeset WHERE id IN ({marks}) ORDER BY id",
            ids if len(ids) < 10_000 else (),
        )
        unpack = self._bodies.unpack
        return [unpack(connection, number, packed) for number, packed in rows.fetchall() if number != ERASED]

    def _parents_first(
        self, connection: Connection, households: Sequence[Sequence[int]], part: Part
    ) -> Iterator[bytes]:
        """The bodies household by household; erased ones have none."""
        rows = _packed_rows(connection, [id for ids in households for id in ids])
        part.contents = contents_digest([hash for hash, _, _ in rows.values()], part.contents)
        bodies = self._bodies.unpack_many(connection, [row[1:] for row in rows.values()])
        found = dict(zip(rows, bodies, strict=True))
        for ids in households:
            yield from _in_order([(rows[id][0], found[id]) for id in ids if id in rows])

    def _summary_records(self, connection: Connection) -> Iterator[Record]:
        claim = self._own_claim(connection)
        names = connection.execute("SELECT id, team, laptop FROM replica ORDER BY id").fetchall()
        own = {"names": names, "replica": claim.replica, "retired": claim.retired, "tips": [], "wants": []}
        yield SUMMARY, orjson.dumps(own | {"villages": self._village_digests(connection)})
        wants = sorted(claim.wants)
        for start in range(0, len(wants), WANTS_IN_ONE_RECORD):
            part = frozenset(wants[start : start + WANTS_IN_ONE_RECORD])
            yield SUMMARY, claim_to_bytes(Claim(Summary({}), part))
        tips = sorted(claim.summary.tips.items())
        for start in range(0, len(tips), CHAINS_IN_ONE_RECORD):
            some = dict(tips[start : start + CHAINS_IN_ONE_RECORD])
            yield SUMMARY, claim_to_bytes(Claim(Summary(some)))

    def _attachment_records(self, part: Part) -> Iterator[Record]:
        for sha in part.attachments:
            try:
                data = read_attachment(self.folder, self._key, sha)
            except (AttachmentMissing, AttachmentDamaged):
                continue
            part.sent_attachments += 1
            yield from pieces(sha, data)


def _packed_rows(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[bytes, int, bytes]]:
    """Row id -> hash, dictionary, packed body; without those that are erased."""
    found: dict[int, tuple[bytes, int, bytes]] = {}
    for start in range(0, len(ids), READ_AT_ONCE):
        some = ids[start : start + READ_AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows = connection.execute(
            f"SELECT id, hash, dictionary, body FROM changeset WHERE id IN ({marks}) AND dictionary <> ?",
            (*some, ERASED),
        )
        found |= {id: (hash, number, packed) for id, hash, number, packed in rows}
    return found


def _in_order(rows: Sequence[tuple[bytes, bytes]]) -> Iterable[bytes]:
    """One household's bodies, parents first, of (hash, body)."""
    if len(rows) < 2:
        return [body for _, body in rows]
    bodies = {hash.hex(): body for hash, body in rows}
    inside = {
        id: [parent for parent in read_parents(body) if parent in bodies] for id, body in bodies.items()
    }
    return [bodies[id] for id in parents_first(inside)]


def form_records(form: StoredForm) -> Iterator[Record]:
    """A form's description, then its XForm and files in pieces."""
    xform = form.xform.encode()
    files = {name: sha256(data).hexdigest() for name, data in form.attachments.items()}
    description = {
        "content": content_hash(form),
        "files": files,
        "id": form.id,
        "properties": dict(form.properties),
        "sha256": form.sha256,
        "title": form.title,
        "version": form.version,
        "xform": sha256(xform).hexdigest(),
    }
    yield FORM, orjson.dumps(description, option=orjson.OPT_SORT_KEYS)
    yield from pieces(str(description["xform"]), xform)
    for name, sha in files.items():
        yield from pieces(sha, form.attachments[name])


def _forms_bytes(connection: Connection) -> int:
    """About what the questionnaires take in the first part."""
    forms = one(connection, "SELECT coalesce(sum(length(xform)), 0) FROM form")
    return int(forms + one(connection, "SELECT coalesce(sum(length(data)), 0) FROM form_file"))


def _within(choice: Choice, part: Part | None) -> tuple[str, tuple[object, ...]]:
    where, parameters = [f"dictionary <> {ERASED}"], list[object]()
    if choice.villages is not None:
        villages = (*choice.villages, *divisions_above(choice.villages))
        marks = ", ".join("?" * len(villages))
        where.append(
            f"household IN (SELECT uuid FROM household WHERE village_code IN ({marks})"
            " UNION SELECT other.household FROM changeset other JOIN chain ON chain.id = other.chain"
            f" WHERE chain.scope IN ({marks}))"  # moved away since, or a decision on two villages' households
        )
        parameters += (*villages, *villages)
    if part is not None:
        where.append("household BETWEEN ? AND ?")
        parameters += (part.first, part.last)
    return "WHERE " + " AND ".join(where), tuple(parameters)


def _held_by_all(connection: Connection, summaries: Sequence[Summary]) -> frozenset[int]:
    """Row ids of changesets behind a tip of every recipient, chain by chain."""
    held: set[int] = set()
    if not summaries:
        return frozenset()
    for number, replica, scope in connection.execute("SELECT id, replica, scope FROM chain").fetchall():
        tips = [summary.chain((replica, scope)) for summary in summaries]
        if all(tips):
            held |= _held_of_chain(connection, number, tips)
    return frozenset(held)


def _held_of_chain(connection: Connection, chain: int, tips: Sequence[frozenset[str]]) -> set[int]:
    rows = connection.execute(
        "SELECT id, hash, seq, previous FROM changeset WHERE chain = ?", (chain,)
    ).fetchall()
    ids = {hash.hex(): id for id, hash, _, _ in rows}
    links = [Link(hash.hex(), seq, previous.hex() if previous else None) for _, hash, seq, previous in rows]
    held = frozenset[str].intersection(*(behind(some, links) for some in tips))
    return {ids[hash] for hash in held}
