"""Forms and attachments of an open folder."""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256 as _sha256
from typing import Protocol

import orjson
import zstandard

from yihu.storage.attachments import read_attachment, stored_path, write_attachment
from yihu.storage.database import Connection
from yihu.storage.errors import AttachmentMissing
from yihu.storage.form_content import content_hash, is_text
from yihu.storage.opened import one
from yihu.storage.rows import FormRow, StoredForm
from yihu.storage.texts import NOT_A_TEXT, Texts

ATTACHMENT_NAME = re.compile(rb'"([0-9a-f]{64})\.[a-z0-9]{1,8}"')
_FILE_BYTES_AT_MOST = 2**28


class FormLike(Protocol):
    """What the store keeps of a `forms.Form`."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def properties(self) -> Mapping[str, str]: ...


class ImportedLike(Protocol):
    """What the store keeps of a `forms.ImportedForm`."""

    @property
    def form(self) -> FormLike: ...
    @property
    def xform(self) -> str: ...
    @property
    def attachments(self) -> Mapping[str, bytes]: ...
    @property
    def sha256(self) -> str: ...


class Shelf(Texts):
    """Forms by their hash, none ever replaced; attachments encrypted by hash beside the database."""

    _maps: dict[str, dict[str, str]] | None = None

    def put_form(self, imported: ImportedLike, current: bool = True, *, shipped: bool = False) -> FormRow:
        """Keep a form; the same one again changes nothing but which is current for its id.

        `shipped`: it comes with the program, and counts without anybody's signature.
        """
        form = imported.form
        stored = StoredForm(
            id=form.id,
            version=form.version,
            title=form.title,
            sha256=imported.sha256,
            xform=imported.xform,
            attachments=imported.attachments,
            properties=form.properties,
        )
        with self._db.write() as connection:
            self._vouch(connection, stored, shipped=shipped)
            self._keep_form(connection, stored, current)
        self._maps = None
        return next(row for row in self.forms() if row.sha256 == imported.sha256)

    def forms(self) -> tuple[FormRow, ...]:
        """All forms, by id, the current version of each first."""
        with self._db.read() as connection:
            rows = connection.execute(
                f"SELECT id, version, title, sha256, current, added_ms FROM form WHERE {NOT_A_TEXT}"
                " ORDER BY id, current DESC, added_ms DESC, sha256"
            ).fetchall()
        return tuple(
            FormRow(id=id, version=version, title=title, sha256=sha, current=bool(current), added_ms=added)
            for id, version, title, sha, current, added in rows
        )

    def form(self, id: str, version: str | None = None) -> StoredForm | None:
        """A form with its files; the current one of its id unless a version is named.

        Where none counts (`SignedRules`), one that waits, so that records made with it stay readable.
        """
        with self._db.read() as connection:
            sha = self._chosen_form(connection, id, version)
            return None if sha is None else self._stored_form(connection, sha)

    def form_sha256(self, id: str, version: str | None = None) -> str | None:
        """The hash of what `form` gives, without reading the form."""
        with self._db.read() as connection:
            return self._chosen_form(connection, id, version)

    def _chosen_form(self, connection: Connection, id: str, version: str | None) -> str | None:
        rows = connection.execute(
            "SELECT sha256 FROM form WHERE id = ?1 AND (?2 IS NULL OR version = ?2)"
            " ORDER BY current DESC, added_ms DESC, sha256",
            (id, version),
        ).fetchall()
        fitting = [sha for (sha,) in rows]
        counting = (sha for sha in fitting if self._counts(connection, sha))
        return next(counting, fitting[0] if fitting else None)

    def form_waits(self, id: str) -> bool:
        """Whether a questionnaire is here, but no version of it counts."""
        with self._db.read() as connection:
            return bool(one(connection, "SELECT max(current) = 0 FROM form WHERE id = ?", id))

    def put_attachment(self, data: bytes, suffix: str) -> str:
        """Keep a file encrypted; returns the answer's text `<sha256>.<suffix>`. The same file again is kept once."""
        sha = _sha256(data).hexdigest()
        write_attachment(self.folder, self._key, sha, data, self._random)
        with self._db.write() as connection:
            self._list_attachment(connection, sha, len(data))
        return f"{sha}.{suffix.lstrip('.').lower()}"

    def attachment(self, name: str) -> bytes:
        """The file's bytes. Raises AttachmentMissing, AttachmentDamaged."""
        return read_attachment(self.folder, self._key, _sha_of(name))

    def has_attachment(self, name: str) -> bool:
        """Whether the file is here."""
        try:
            return stored_path(self.folder, self._key, _sha_of(name)).exists()
        except AttachmentMissing:
            return False

    def want_missing_photos(self) -> int:
        """Ask for files that should be here and aren't, with the next hand-over; how many."""
        with self._db.write() as connection:
            listed = connection.execute("SELECT sha256 FROM attachment").fetchall()
            gone = [row for row in listed if not stored_path(self.folder, self._key, row[0]).exists()]
            connection.executemany("DELETE FROM attachment WHERE sha256 = ?", gone)
            connection.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", gone)
        return len(gone)

    def property_maps(self) -> Mapping[str, Mapping[str, str]]:
        """Form id -> {answer key pattern: property}, of all versions, the current one's words last."""
        if self._maps is None:
            with self._db.read() as connection:
                self._maps = self._merged_maps(connection)
        return self._maps

    def _keep_form(self, connection: Connection, form: StoredForm, current: bool) -> bool:
        """Whether it was new."""
        before = self._merged_maps(connection)
        new = one(connection, "SELECT 1 FROM form WHERE sha256 = ?", form.sha256) is None
        if new:
            self._insert_form(connection, form)
        has_current = one(connection, "SELECT 1 FROM form WHERE id = ? AND current", form.id)
        if (current or not has_current) and self._counts(connection, form.sha256):
            connection.execute("UPDATE form SET current = (sha256 = ?) WHERE id = ?", (form.sha256, form.id))
        self._maps = None
        if new and is_text(form.id):
            self._text_came(connection, form.id, form.version)
        if self._merged_maps(connection) != before:
            connection.execute("UPDATE household SET dirty = 1")
        return new

    def _counts(self, connection: Connection, sha: str) -> bool:
        """Whether a form on the shelf may be in use; see `SignedRules`."""
        return True

    def _keep_received(self, connection: Connection, form: StoredForm) -> bool:
        """A form of a package, under the hash of its content; whether it was new. One that is here isn't kept twice."""
        rows = connection.execute(
            "SELECT sha256 FROM form WHERE id = ? AND version = ?", (form.id, form.version)
        ).fetchall()
        if any(content_hash(self._stored_form(connection, sha)) == form.sha256 for (sha,) in rows):
            return False
        return self._keep_form(connection, form, current=False)

    def _merged_maps(self, connection: Connection) -> dict[str, dict[str, str]]:
        """A form that waits says nothing about records of an id that has one that counts."""
        rows = connection.execute(
            f"SELECT id, sha256, properties FROM form WHERE {NOT_A_TEXT} ORDER BY current, added_ms, sha256"
        ).fetchall()
        counting = {sha: id for id, sha, _ in rows if self._counts(connection, sha)}
        maps: dict[str, dict[str, str]] = {}
        for id, sha, properties in rows:
            if sha in counting or id not in counting.values():
                maps.setdefault(id, {}).update(orjson.loads(properties))
        return maps

    def _insert_form(self, connection: Connection, form: StoredForm) -> None:
        files = {name: _sha256(data).hexdigest() for name, data in form.attachments.items()}
        for name, sha in files.items():
            packed = zstandard.compress(form.attachments[name])
            connection.execute("INSERT OR IGNORE INTO form_file VALUES (?, ?)", (sha, packed))
        connection.execute(
            "INSERT INTO form VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)",
            (
                form.sha256,
                form.id,
                form.version,
                form.title,
                zstandard.compress(form.xform.encode()),
                orjson.dumps(dict(form.properties)).decode(),
                orjson.dumps(files).decode(),
                self._clock.now_ms(),
            ),
        )

    def _stored_form(self, connection: Connection, sha: str) -> StoredForm:
        id, version, title, xform, properties, files = connection.execute(
            "SELECT id, version, title, xform, properties, files FROM form WHERE sha256 = ?", (sha,)
        ).fetchone()
        return StoredForm(
            id=id,
            version=version,
            title=title,
            sha256=sha,
            xform=_unpacked(xform).decode(),
            attachments=dict(_form_files(connection, orjson.loads(files))),
            properties=orjson.loads(properties),
        )

    def _want(self, connection: Connection, names: Iterable[str]) -> None:
        """Remember files that answers name and that have not come yet; the next summary asks for them."""
        connection.executemany(
            "INSERT OR IGNORE INTO wanted SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM attachment WHERE sha256 = ?1)",
            [(name,) for name in names],
        )

    def _list_attachment(self, connection: Connection, sha: str, size: int) -> bool:
        """Whether it was new."""
        connection.execute("DELETE FROM wanted WHERE sha256 = ?", (sha,))
        found = connection.execute(
            "INSERT OR IGNORE INTO attachment VALUES (?, ?, ?)", (sha, size, self._clock.now_ms())
        )
        return bool(found.rowcount)


def _form_files(connection: Connection, files: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    for name, sha in files.items():
        yield name, _unpacked(one(connection, "SELECT data FROM form_file WHERE sha256 = ?", sha))


def _unpacked(packed: bytes) -> bytes:
    return zstandard.decompress(packed, max_output_size=_FILE_BYTES_AT_MOST)


def _sha_of(name: str) -> str:
    sha = name.partition(".")[0]
    if not re.fullmatch(r"[0-9a-f]{64}", sha):
        raise AttachmentMissing
    return sha
