"""Readable files that a county edits and that travel with every package as questionnaires do: profiles, templates.

Each is a row of the table of forms under the id `<kind>:<id>`, its text where a form has its XForm. None is ever
replaced; the highest version of an id that counts (`RuleState`) is the one that holds.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

from yihu.register.profiles import (
    HASH_MARK,
    Profile,
    ProfileRefused,
    Profiles,
    is_reserved,
    read_profile,
    shipped_profiles,
)
from yihu.storage.database import Connection
from yihu.storage.form_content import SEPARATOR, text_hash
from yihu.storage.opened import Opened
from yihu.storage.rows import RuleState, StoredForm

PROFILE = "profile"
CHOICE = "choice"
_DIGITS_AT_MOST = 18
NOT_A_TEXT = f"instr(id, '{SEPARATOR}') = 0"
"""Of the table of forms: the questionnaires only."""


class Word(NamedTuple):
    """What is known of who vouches for a content: state, and the number of the first and the last signature."""

    state: RuleState
    first: int = 0
    last: int = 0


FREELY = Word(RuleState.COUNTS)
NEEDS_WORD = (PROFILE, CHOICE, "template", "scorecard")
"""Kinds of texts that judge, or that all have to print alike; others (lists of villages) tell what there is."""
IN_USE = (RuleState.COUNTS, RuleState.KNOWN)
_ORDER = tuple(RuleState)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """One version of a text."""

    kind: str
    id: str
    version: int
    title: str
    sha256: str
    added_ms: int
    state: RuleState = RuleState.COUNTS

    @property
    def in_use(self) -> bool:
        """Whether it may hold here."""
        return self.state in IN_USE


class Texts(Opened):
    """Texts by kind, id and version."""

    _profiles: Profiles | None = None
    _words: dict[str, Word] | None = None

    def put_text(self, kind: str, id: str, version: int, title: str, text: str) -> bool:
        """Keep a text for ever; whether it was new. The same again changes nothing."""
        name = f"{kind}{SEPARATOR}{id}"
        key = text_hash(name, str(version), text)
        stored = StoredForm(
            id=name, version=str(version), title=title, sha256=key, xform=text, attachments={}, properties={}
        )
        with self._db.write() as connection:
            self._vouch(connection, stored)
            return self._keep_form(connection, stored, False)

    def texts(self, kind: str) -> tuple[TextRow, ...]:
        """All versions of all texts of a kind: by id, those that count first, the highest version first.

        Of two that bear one version the one that was signed first, then the one with the smaller hash, so that every
        laptop takes the same; the other is told as `taken`.
        """
        start = kind + SEPARATOR
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT id, version, title, sha256, added_ms FROM form WHERE substr(id, 1, ?) = ?",
                (len(start), start),
            ).fetchall()
        words = {sha: self._word_on(sha) if kind in NEEDS_WORD else FREELY for *_, sha, _ in rows}
        found = [
            TextRow(
                kind=kind,
                id=id.removeprefix(start),
                version=_number(version),
                title=title,
                sha256=sha,
                added_ms=added,
                state=_state(kind, id.removeprefix(start), _number(version), words[sha]),
            )
            for id, version, title, sha, added in rows
        ]
        found.sort(
            key=lambda row: (
                row.id,
                row.version,
                _ORDER.index(row.state),
                words[row.sha256].first,
                row.sha256,
            )
        )
        told = [_taken(row, before) for before, row in zip([None, *found], found, strict=False)]
        return tuple(sorted(told, key=lambda row: (row.id, _ORDER.index(row.state), -row.version)))

    def text(self, kind: str, id: str, version: int | None = None) -> str | None:
        """The text that holds, the highest version of those that count; None if there is none.

        `version`: that very one, also if it doesn't count.
        """
        rows = (row for row in self.texts(kind) if row.id == id)
        row = next((row for row in rows if (row.in_use if version is None else row.version == version)), None)
        return None if row is None else self.text_of(row.sha256)

    def text_of(self, sha256: str) -> str:
        """What is kept under a hash, whether it counts or not. Raises KeyError."""
        with self._db.read() as connection:
            if connection.execute("SELECT 1 FROM form WHERE sha256 = ?", (sha256,)).fetchone() is None:
                raise KeyError(sha256)
            return self._stored_form(connection, sha256).xform

    def profiles(self) -> Profiles:
        """The rules known here: those shipped, and those that were added or came with a package.

        A file that this version of the program can't read is kept and handed on, and stands for nothing here; so is
        one that waits for a coordinator's word.
        """
        if self._profiles is None:
            own = self._own_profiles()
            signed = {profile.id for profile, state in own if state is RuleState.COUNTS}
            holds, apart = list[Profile](), list[Profile]()
            for profile, state in own:
                known = state is RuleState.KNOWN and profile.id not in signed
                (holds if known or state is RuleState.COUNTS else apart).append(profile)
            self._profiles = Profiles((*shipped_profiles(), *holds), apart)
        return self._profiles

    def _own_profiles(self) -> list[tuple[Profile, RuleState]]:
        """Those by which records may be judged, with whether they may be in force."""
        found: list[tuple[Profile, RuleState]] = []
        for row in self.texts(PROFILE):
            if not row.state.signed:
                continue
            try:
                profile = read_profile(self.text_of(row.sha256))
            except ProfileRefused:
                continue
            if (profile.id, profile.version) == (row.id, row.version):
                found.append((profile, row.state))
        return found

    def _word_on(self, content: str) -> Word:
        """Whether a content counts; all do where there is no organisation. See `SignedRules`."""
        return FREELY

    def _vouch(self, connection: Connection, form: StoredForm, *, shipped: bool = False) -> None:
        """It is added here and now: by a coordinator under their signature, or with the program. See `SignedRules`."""

    def _text_came(self, connection: Connection, form_id: str, version: str) -> None:
        """A text, or the word that it counts: what is read by it is stale."""
        kind, _, id = form_id.partition(SEPARATOR)
        if kind == PROFILE:
            self._profiles = None
            name = f"{id}@{version}"
            connection.execute(
                "UPDATE household SET dirty = 1 WHERE profile IN (?1, ?2) OR substr(profile, 1, ?3) = ?4",
                (id, name, len(name) + 1, name + HASH_MARK),
            )

    def _keep_form(self, connection: Connection, form: StoredForm, current: bool) -> bool:
        raise NotImplementedError

    def _stored_form(self, connection: Connection, sha: str) -> StoredForm:
        raise NotImplementedError


def _number(version: str) -> int:
    is_number = version.isascii() and version.isdigit() and len(version) <= _DIGITS_AT_MOST
    return int(version) if is_number else 0


def _state(kind: str, id: str, version: int, word: Word) -> RuleState:
    return RuleState.RESERVED if kind == PROFILE and is_reserved(id, version) else word.state


def _taken(row: TextRow, before: TextRow | None) -> TextRow:
    """Two signed ones under one name: the second holds for nothing but the records that name it."""
    named = before is not None and before.in_use and (before.id, before.version) == (row.id, row.version)
    return replace(row, state=RuleState.TAKEN) if named and row.in_use else row
