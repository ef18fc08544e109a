"""Which changesets a package holds, and its records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import orjson

from yihu.storage.attachments import read_attachment
from yihu.storage.contacts import Claim, Contacts, claim_to_bytes
from yihu.storage.database import Connection
from yihu.storage.errors import AttachmentDamaged, AttachmentMissing
from yihu.storage.opened import one
from yihu.storage.rows import StoredForm
from yihu.storage.shelf import ATTACHMENT_NAME
from yihu.sync.ancestry import parents_first
from yihu.sync.changeset import read_links
from yihu.sync.frames import CHANGESET, FORM, SUMMARY, Record, pieces
from yihu.sync.summary import Link, Summary, behind

CHAINS_IN_ONE_RECORD = 2000
WANTS_IN_ONE_RECORD = 10_000


@dataclass(slots=True)
class Choice:
    """What goes into a package.

    Attributes:
        villages: codes, None for all. withheld: row ids of changesets that all recipients have.
        attachments: hashes named by what was sent, filled while records are drawn.
    """

    villages: tuple[str, ...] | None
    withheld: frozenset[int]
    wanted: frozenset[str]
    households: int = 0
    changesets: int = 0
    attachments: set[str] = field(default_factory=set)
    sent_attachments: int = 0


class Outgoing(Contacts):
    """Chooses and draws the records of a package, within one snapshot."""

    def _choose(
        self,
        connection: Connection,
        recipients: Sequence[str],
        villages: tuple[str, ...] | None,
        everything: bool,
    ) -> Choice:
        claims = [claim for each in recipients for claim in self._claims_of(connection, each)]
        withheld = (
            frozenset() if everything else _held_by_all(connection, [claim.summary for claim in claims])
        )
        choice = Choice(villages, withheld, frozenset().union(*(claim.wants for claim in claims)))
        for _, ids in self._by_household(connection, choice):
            choice.households += 1
            choice.changesets += len(ids)
        return choice

    def _by_household(self, connection: Connection, choice: Choice) -> Iterator[tuple[bytes, list[int]]]:
        """Households with something to send, and the row ids of it."""
        rows = connection.execute(
            f"SELECT household, id FROM changeset {_within(choice.villages)} ORDER BY household, id",
            choice.villages or (),
        )
        household, ids = None, list[int]()
        for uuid, id in rows:
            if uuid != household:
                if household is not None and ids:
                    yield household, ids
                household, ids = uuid, []
            if id not in choice.withheld:
                ids.append(id)
        if household is not None and ids:
            yield household, ids

    def _records(self, connection: Connection, choice: Choice) -> Iterator[Record]:
        yield from self._summary_records(connection)
        for (sha,) in connection.execute("SELECT sha256 FROM form ORDER BY id, added_ms, sha256").fetchall():
            yield from form_records(self._stored_form(connection, sha))
        for kind, body in connection.execute("SELECT kind, body FROM other_record ORDER BY hash").fetchall():
            yield kind, body
        for _, ids in self._by_household(connection, choice):
            for body in self._parents_first(connection, ids):
                choice.attachments.update(name.decode() for name in ATTACHMENT_NAME.findall(body))
                yield CHANGESET, body
        yield from self._attachment_records(connection, choice)

    def _parents_first(self, connection: Connection, ids: Sequence[int]) -> Iterable[bytes]:
        bodies = []
        for id in ids:
            number, packed = connection.execute(
                "SELECT dictionary, body FROM changeset WHERE id = ?", (id,)
            ).fetchone()
            bodies.append(self._bodies.unpack(connection, number, packed))
        if len(bodies) < 2:
            return bodies
        links = {
            each.id: (each.parents, body) for each, body in ((read_links(body), body) for body in bodies)
        }
        inside = {id: [parent for parent in parents if parent in links] for id, (parents, _) in links.items()}
        return [links[id][1] for id in parents_first(inside)]

    def _summary_records(self, connection: Connection) -> Iterator[Record]:
        claim = self._own_claim(connection)
        names = connection.execute("SELECT id, team, laptop FROM replica ORDER BY id").fetchall()
        own = {"names": names, "replica": claim.replica, "retired": claim.retired, "tips": [], "wants": []}
        yield SUMMARY, orjson.dumps(own)
        wants = sorted(claim.wants)
        for start in range(0, len(wants), WANTS_IN_ONE_RECORD):
            part = frozenset(wants[start : start + WANTS_IN_ONE_RECORD])
            yield SUMMARY, claim_to_bytes(Claim(Summary({}), part))
        tips = sorted(claim.summary.tips.items())
        for start in range(0, len(tips), CHAINS_IN_ONE_RECORD):
            some = dict(tips[start : start + CHAINS_IN_ONE_RECORD])
            yield SUMMARY, claim_to_bytes(Claim(Summary(some)))

    def _attachment_records(self, connection: Connection, choice: Choice) -> Iterator[Record]:
        for sha in sorted(choice.attachments | choice.wanted):
            if one(connection, "SELECT 1 FROM attachment WHERE sha256 = ?", sha):
                try:
                    data = read_attachment(self.folder, self._key, sha)
                except (AttachmentMissing, AttachmentDamaged):
                    continue
                choice.sent_attachments += 1
                yield from pieces(sha, data)


def form_records(form: StoredForm) -> Iterator[Record]:
    """A form's description, then its XForm and files in pieces."""
    xform = form.xform.encode()
    files = {name: sha256(data).hexdigest() for name, data in form.attachments.items()}
    description = {
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


def _within(villages: tuple[str, ...] | None) -> str:
    if villages is None:
        return ""
    marks = ", ".join("?" * len(villages))
    return f"WHERE household IN (SELECT uuid FROM household WHERE village_code IN ({marks}))"


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
