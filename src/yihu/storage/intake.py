"""Takes the records of one package into one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import blake2b, sha256
from typing import Any

import orjson

from yihu.base.progress import Progress
from yihu.storage.attachments import AttachmentWriter
from yihu.storage.contacts import Claim, claim_from
from yihu.storage.database import Connection
from yihu.storage.form_content import FormAltered, content_hash, is_text
from yihu.storage.receipts import Receipts
from yihu.storage.rows import StoredForm
from yihu.storage.union import Union
from yihu.sync.frames import (
    CHANGESET,
    FILE,
    FORM,
    GAP,
    RECEIPT,
    RULES,
    SUMMARY,
    TIPS,
    TOMBSTONE,
    FrameInvalid,
    read_piece,
)
from yihu.sync.receipt import contents_digest
from yihu.sync.summary import Chain, Summary

STEP_AT = 100
FORM_FILE_BYTES_AT_MOST = 64 * 2**20


@dataclass(slots=True)
class _Arriving:
    """A form whose files are still coming."""

    fields: dict[str, Any]
    missing: set[str]
    files: dict[str, bytes] = field(default_factory=dict)


class Intake:
    """`take` for each record, `finish` when all came; raises `FrameInvalid` or a `UserError`."""

    def __init__(self, store: Receipts, union: Union, progress: Progress, changesets: int) -> None:
        self._store, self._union, self._progress, self._expected = store, union, progress, changesets
        self._forms: list[_Arriving] = []
        self._writer: AttachmentWriter | None = None
        self._whole: tuple[str, int, bytearray] | None = None
        self._tips: dict[Chain, frozenset[str]] = {}
        self._wants: frozenset[str] = frozenset()
        self._replica: tuple[str, tuple[str, ...]] = "", ()
        self._contents = 0
        self.villages: dict[str, str] = {}
        self.confirmed: list[str] = []
        self.names: list[tuple[str, str, str]] = []
        self.new_forms: list[str] = []
        self.rules: set[str] = set()
        """Contents (hashes) that came or were signed now."""
        self.new_attachments = 0
        self.new_others = 0
        self.not_erased = 0

    @property
    def _connection(self) -> Connection:
        return self._union.drained()

    @property
    def tips(self) -> dict[Chain, frozenset[str]]:
        """The ends of chains that the sender says it has."""
        return self._tips

    @property
    def contents(self) -> int:
        """Exclusive or of the ids that came."""
        return self._contents

    def take(self, kind: str, payload: bytes) -> None:
        """One record."""
        takers: dict[str, Callable[[bytes], None]] = {
            CHANGESET: self._changeset,
            FILE: self._piece,
            FORM: self._form,
            SUMMARY: self._summary,
        }
        if kind in takers:
            takers[kind](payload)
        elif kind == TOMBSTONE:
            self._tombstone(payload)
        elif kind in (TIPS, GAP):
            self.new_others += self._store._take_statement(self._connection, kind, payload)
        elif kind == RULES:
            self._rules(payload)
        elif kind == RECEIPT:
            if package := self._store._take_receipt_record(self._connection, payload):
                self.confirmed.append(package)
        else:
            self._other(kind, payload)

    def finish(self) -> Claim:
        """All came: what the sender has."""
        if self._writer or self._whole or any(form.missing for form in self._forms):
            raise FrameInvalid("file unfinished")
        return Claim(Summary(self._tips), self._wants, *self._replica)

    def discard(self) -> None:
        """Leave no unfinished file behind."""
        if self._writer:
            self._writer.discard()

    def _changeset(self, payload: bytes) -> None:
        if self._union.received % STEP_AT == 0:
            self._progress.step(self._union.received, max(self._expected, self._union.received))
        self._contents = contents_digest([blake2b(payload, digest_size=32).digest()], self._contents)
        self._union.add(payload)

    def _tombstone(self, payload: bytes) -> None:
        """One that may not erase here is told; the rest of the file has nothing to do with it."""
        taken = self._store._take_tombstone(self._union.before_tombstone(), payload, self._union.unplaced)
        self.new_others += taken.new
        self.not_erased += taken.told

    def take_many(self, ids: list[bytes], bodies: list[bytes]) -> None:
        """Many changesets with their ids."""
        self._progress.step(self._union.received, max(self._expected, self._union.received))
        self._contents = contents_digest(ids, self._contents)
        self._union.add_many(ids, bodies)

    def _rules(self, payload: bytes) -> None:
        """What nobody here can judge yet waits among what is only handed on."""
        if (new := self._store._take_rules(self._connection, payload)) is None:
            self._other(RULES, payload)
        else:
            self.new_others += new
            self.rules |= {str(orjson.loads(orjson.loads(payload)["content"])["sha256"])} if new else set()

    def _other(self, kind: str, payload: bytes) -> None:
        """A later version's record: kept and handed on as it is."""
        hash = blake2b(payload, digest_size=32, person=kind.encode()[:16]).digest()
        inserted = self._connection.execute(
            "INSERT OR IGNORE INTO other_record VALUES (?, ?, ?)", (hash, kind, payload)
        )
        self.new_others += inserted.rowcount

    def _summary(self, payload: bytes) -> None:
        try:
            fields = orjson.loads(payload)
            claim = claim_from(fields)
            if "replica" in fields:
                self._replica = str(fields["replica"]), tuple(map(str, fields["retired"]))
            self.villages |= {str(scope): str(digest) for scope, digest in fields.get("villages", ())}
            self.names += [(str(id), str(team), str(laptop)) for id, team, laptop in fields.get("names", ())]
        except (ValueError, TypeError, KeyError, AttributeError) as cause:
            raise FrameInvalid("summary") from cause
        self._tips.update(claim.summary.tips)
        self._wants |= claim.wants

    def _form(self, payload: bytes) -> None:
        try:
            fields = orjson.loads(payload)
            files = {str(name): str(sha) for name, sha in fields["files"].items()}
            texts = [fields[name] for name in ("id", "version", "title", "sha256", "xform")]
            properties = {str(key): str(name) for key, name in fields["properties"].items()}
        except (ValueError, TypeError, KeyError, AttributeError) as cause:
            raise FrameInvalid("form") from cause
        if not all(isinstance(text, str) for text in texts):
            raise FrameInvalid("form")
        fields |= {"files": files, "properties": properties}
        self._forms.append(_Arriving(fields, {fields["xform"], *files.values()}))

    def _piece(self, payload: bytes) -> None:
        piece = read_piece(payload)
        form = next((form for form in self._forms if piece.sha256 in form.missing), None)
        if form is None:
            self._attachment_piece(piece.sha256, piece.size, piece.offset, piece.data)
        else:
            self._form_piece(form, piece.sha256, piece.size, piece.offset, piece.data)

    def _form_piece(self, form: _Arriving, sha: str, size: int, offset: int, data: bytes) -> None:
        if size > FORM_FILE_BYTES_AT_MOST:
            raise FrameInvalid("form file too large")
        if offset == 0 and self._whole is None:
            self._whole = sha, size, bytearray()
        if self._whole is None or self._whole[:2] != (sha, size) or len(self._whole[2]) != offset:
            raise FrameInvalid("piece order")
        self._whole[2].extend(data)
        if len(self._whole[2]) == size:
            form.files[sha] = bytes(self._whole[2])
            self._whole = None
            if sha256(form.files[sha]).hexdigest() != sha:
                raise FrameInvalid("file hash")
            form.missing.discard(sha)
            if not form.missing:
                self._keep_form(form)

    def _keep_form(self, form: _Arriving) -> None:
        """Under the hash of its content, which has to be what the sender says. Raises `FormAltered`."""
        fields = form.fields
        try:
            xform = form.files[fields["xform"]].decode()
        except UnicodeDecodeError as cause:
            raise FrameInvalid("form text") from cause
        stored = StoredForm(
            id=fields["id"],
            version=fields["version"],
            title=fields["title"],
            sha256="",
            xform=xform,
            attachments={name: form.files[sha] for name, sha in fields["files"].items()},
            properties=fields["properties"],
        )
        stored = replace(stored, sha256=content_hash(stored))
        if stored.sha256 != _said_content(fields, stored):
            raise FormAltered(name="")
        if self._store._keep_received(self._connection, stored):
            self.rules.add(stored.sha256)
            self.new_forms += [] if is_text(stored.id) else [f"{stored.id}@{stored.version}"]
        self._forms.remove(form)

    def _attachment_piece(self, sha: str, size: int, offset: int, data: bytes) -> None:
        if offset == 0 and self._writer is None:
            self._writer = AttachmentWriter(self._store.folder, self._store._key, sha, self._store._random)
        if self._writer is None or (self._writer.sha, self._writer.size) != (sha, offset):
            raise FrameInvalid("piece order")
        self._writer.write(data)
        if self._writer.size == size:
            try:
                self._writer.finish()
            except ValueError as cause:
                raise FrameInvalid("file hash") from cause
            self._writer = None
            self.new_attachments += self._store._list_attachment(self._connection, sha, size)


def _said_content(fields: dict[str, Any], form: StoredForm) -> object:
    """What the sender says the content is; programs before 0.3.0 said nothing of a questionnaire's."""
    return fields["sha256"] if is_text(form.id) else fields.get("content", form.sha256)
