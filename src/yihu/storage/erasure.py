"""Erasure on request: signed tombstones in place of changesets, and no byte of the values left in the folder.

The transaction replaces the bodies; then the photos' files go and the database file is written anew, because
SQLite leaves deleted rows in free pages. A crash in between is remembered and gone on with at the next start.
What was handed over or copied before is elsewhere: tombstones travel with the next hand-over, backups are told.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from yihu.base.errors import DiskFull, UserError
from yihu.base.i18n import N_
from yihu.base.progress import Progress
from yihu.storage.attachments import stored_path
from yihu.storage.backup import BackingUp
from yihu.storage.database import Connection
from yihu.storage.durable_file import explaining_disk
from yihu.storage.handover_rows import PackageReceived
from yihu.storage.opened import one
from yihu.storage.roles import MANAGE
from yihu.storage.tombstones import ERASING
from yihu.sync.changeset import Changeset, Value, stored_changeset
from yihu.sync.fold import REMOVED
from yihu.sync.tombstone import ERASED, tombstone

REASONS = ("request", "wrong_person", "test_data")
_BODIES = "SELECT hash, dictionary, body FROM changeset WHERE household = ? AND dictionary <> ?"


class ErasureWaits(UserError):
    """Answers that differ: writing the others anew would choose between them silently."""

    code = "erasure-conflicts-first"
    message = N_("This household has answers that differ; they have to be decided first.")
    advice = N_("Choose between them, then erase. Nothing was changed.")


class NobodyToErase(UserError):
    """No such member or nothing left of the household."""

    code = "erasure-nothing"
    message = N_("There is nothing to erase.")
    advice = N_("Choose a household or a member that stands in the register. Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What an erasure did.

    Attributes:
        changesets: saved steps whose values are gone, here and with the next hand-over at the others.
        photos: files removed.
    """

    changesets: int
    photos: int


class Erasing(BackingUp):
    """`erase_household`, `erase_person`."""

    def erase_household(self, household_id: str, reason: str) -> Erased:
        """All answers of a household, under every id it is known by. `reason`: one of `REASONS`.

        Raises RoleForbids, NobodyToErase, ErasureRefused (written by another laptop, and this one may not), DiskFull.
        """
        self._check_reason(reason)
        with self._db.write() as connection:
            ids, _ = self._class_of(connection, UUID(household_id).bytes)
            changesets = [each for uuid in ids for each in self._with_bodies(connection, uuid)]
            for uuid in ids:
                for table in ("draft", "resume"):
                    connection.execute(f"DELETE FROM {table} WHERE household = ?", (uuid,))
            if not changesets:
                raise NobodyToErase
            self._erase(connection, household_id, changesets, reason)
            here = "SELECT 1 FROM household WHERE uuid = ?"
            self._refold_all(connection, [each for each in ids if one(connection, here, each)])
        return Erased(changesets=len(changesets), photos=self.finish_erasure())

    def erase_person(self, household_id: str, row: str, reason: str) -> Erased:
        """One member: the household's other answers are written anew in one step, what told of the member goes.

        Raises RoleForbids, NobodyToErase, ErasureWaits, ErasureRefused, DiskFull.
        """
        self._check_reason(reason)
        uuid, mark = UUID(household_id).bytes, f"/{UUID(row)}/"
        with self._db.write() as connection:
            self._seal(connection, uuid, "draft")
            cached = self._cached(connection, uuid)
            if cached.conflicts:
                raise ErasureWaits
            told = [
                each
                for each in self._with_bodies(connection, uuid)
                if any(mark in path for path in each.changes)
            ]
            if not told:
                raise NobodyToErase
            paths = {path for each in told for path in each.changes}
            kept: dict[str, Value] = {
                path: cached.values.get(path) for path in sorted(paths) if mark not in path
            }
            kept |= {path.partition(mark)[0] + mark[:-1] + REMOVED: True for path in paths if mark in path}
            self._commit(connection, uuid, cached.heads, kept, told[-1].form, "erased")
            connection.execute("DELETE FROM resume WHERE household = ?", (uuid,))
            self._erase(connection, household_id, told, reason)
            self._refold_all(connection, [uuid])
        return Erased(changesets=len(told), photos=self.finish_erasure())

    def receive(
        self,
        path: Path,
        trust: str | None = None,
        progress: Progress | None = None,
        *,
        release: bool = False,
        name: str = "",
    ) -> PackageReceived:
        """See `Handover.receive`; tombstones that came with it leave nothing behind."""
        received = super().receive(path, trust, progress, release=release, name=name)
        with suppress(DiskFull):
            self.finish_erasure()
        return received

    def finish_erasure(self) -> int:
        """Remove what tombstones let go of: photos, free pages, the log; how many photos.

        It is done again at each start until it was done to the end.
        """
        marks = str(self.setting(ERASING) or "").split()
        if not marks:
            return 0
        with self._db.write() as connection:
            gone = [sha for sha in self._let_go(connection, marks) if self._strike(connection, sha)]
        with explaining_disk(self.folder):
            for sha in {mark.partition(":")[2] for mark in marks} - {""}:
                if sha in gone or not self._is_listed(sha):
                    stored_path(self.folder, self._key, sha).unlink(missing_ok=True)
        self._db.erase_remnants()
        self.set_setting(ERASING, None)
        self._move_audit_head()
        return len(gone)

    def _let_go(self, connection: Connection, marks: Iterable[str]) -> Iterator[str]:
        """Photos that no answer of their household names any more."""
        for household, _, sha in (mark.partition(":") for mark in marks):
            if sha and sha not in set(
                _names(self._cached(connection, bytes.fromhex(household)).values.values())
            ):
                yield sha

    def _strike(self, connection: Connection, sha: str) -> bool:
        connection.execute("DELETE FROM wanted WHERE sha256 = ?", (sha,))
        return bool(connection.execute("DELETE FROM attachment WHERE sha256 = ?", (sha,)).rowcount)

    def _is_listed(self, sha: str) -> bool:
        with self._db.read() as connection:
            return one(connection, "SELECT 1 FROM attachment WHERE sha256 = ?", sha) is not None

    def _check_reason(self, reason: str) -> None:
        self.allow(MANAGE)
        if reason not in REASONS:
            raise ValueError("reason")

    def _erase(
        self, connection: Connection, household_id: str, changesets: Iterable[Changeset], reason: str
    ) -> None:
        """Tombstones, inside the transaction."""
        count = 0
        for changeset in changesets:
            said = tombstone(self._identity, self.my_card(), changeset, self._clock.now_ms(), reason)
            self._keep_tombstone(connection, said)
            count += 1
        self.note("erased", household=household_id, changesets=count, reason=reason)

    def _with_bodies(self, connection: Connection, uuid: bytes) -> list[Changeset]:
        rows = connection.execute(_BODIES, (uuid, ERASED)).fetchall()
        unpack = self._bodies.unpack
        return [stored_changeset(unpack(connection, number, body), hash.hex()) for hash, number, body in rows]


def _names(values: Iterable[Value]) -> Iterator[str]:
    return (value.partition(".")[0] for value in values if isinstance(value, str))
