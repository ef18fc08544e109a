"""Readable files that a county edits and that travel with every package as questionnaires do: profiles, templates.

Each is a row of the table of forms under the id `<kind>:<id>`, its text where a form has its XForm. None is ever
replaced; the highest version of an id is the one that holds.
"""

from dataclasses import dataclass

from yihu.register.profiles import Profile, ProfileRefused, Profiles, read_profile, shipped_profiles
from yihu.storage.database import Connection
from yihu.storage.form_content import SEPARATOR, text_hash
from yihu.storage.opened import Opened
from yihu.storage.rows import StoredForm

PROFILE = "profile"
CHOICE = "choice"
_DIGITS_AT_MOST = 18
NOT_A_TEXT = f"instr(id, '{SEPARATOR}') = 0"
"""Of the table of forms: the questionnaires only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """One version of a text."""

    kind: str
    id: str
    version: int
    title: str
    sha256: str
    added_ms: int


class Texts(Opened):
    """Texts by kind, id and version."""

    _profiles: Profiles | None = None

    def put_text(self, kind: str, id: str, version: int, title: str, text: str) -> bool:
        """Keep a text for ever; whether it was new. The same again changes nothing."""
        name = f"{kind}{SEPARATOR}{id}"
        key = text_hash(name, str(version), text)
        stored = StoredForm(
            id=name, version=str(version), title=title, sha256=key, xform=text, attachments={}, properties={}
        )
        with self._db.write() as connection:
            return self._keep_form(connection, stored, False)

    def texts(self, kind: str) -> tuple[TextRow, ...]:
        """All versions of all texts of a kind: by id, the highest version first."""
        start = kind + SEPARATOR
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT id, version, title, sha256, added_ms FROM form WHERE substr(id, 1, ?) = ?",
                (len(start), start),
            ).fetchall()
        found = [
            TextRow(
                kind=kind,
                id=id.removeprefix(start),
                version=_number(version),
                title=title,
                sha256=sha,
                added_ms=added,
            )
            for id, version, title, sha, added in rows
        ]
        return tuple(sorted(found, key=lambda row: (row.id, -row.version, row.sha256)))

    def text(self, kind: str, id: str, version: int | None = None) -> str | None:
        """A text, its highest version unless one is named; None if it isn't here.

        Of two that bear the same version the one with the smaller hash, so that every laptop takes the same.
        """
        row = next((row for row in self.texts(kind) if row.id == id and version in (None, row.version)), None)
        if row is None:
            return None
        with self._db.read() as connection:
            return self._stored_form(connection, row.sha256).xform

    def profiles(self) -> Profiles:
        """The rules known here: those shipped, and those that were added or came with a package.

        A file that this version of the program can't read is kept and handed on, and stands for nothing here.
        """
        if self._profiles is None:
            self._profiles = Profiles((*shipped_profiles(), *self._own_profiles()))
        return self._profiles

    def _own_profiles(self) -> list[Profile]:
        found: dict[str, Profile] = {}
        for row in self.texts(PROFILE):
            with self._db.read() as connection:
                text = self._stored_form(connection, row.sha256).xform
            try:
                profile = read_profile(text)
            except ProfileRefused:
                continue
            if (profile.id, profile.version) == (row.id, row.version):
                found.setdefault(profile.ref, profile)
        return list(found.values())

    def _note_text(self, connection: Connection, form: StoredForm) -> None:
        """A text came: what is read by it is stale."""
        kind, _, id = form.id.partition(SEPARATOR)
        if kind == PROFILE:
            self._profiles = None
            connection.execute(
                "UPDATE household SET dirty = 1 WHERE profile IN (?, ?)", (id, f"{id}@{form.version}")
            )

    def _keep_form(self, connection: Connection, form: StoredForm, current: bool) -> bool:
        raise NotImplementedError

    def _stored_form(self, connection: Connection, sha: str) -> StoredForm:
        raise NotImplementedError


def _number(version: str) -> int:
    is_number = version.isascii() and version.isdigit() and len(version) <= _DIGITS_AT_MOST
    return int(version) if is_number else 0
