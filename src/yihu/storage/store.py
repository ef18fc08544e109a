"""The store of one laptop: an encrypted database in a folder. See `yihu.storage` for all it can do."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from yihu.base.clock import Clock, SystemClock
from yihu.base.errors import FolderNotWritable
from yihu.storage import keyring
from yihu.storage.database import DATABASE_NAME, Database
from yihu.storage.desk import Desk
from yihu.storage.durable_file import explaining_disk
from yihu.storage.erasure import Erasing
from yihu.storage.errors import FolderEmpty, FolderTaken
from yihu.storage.folder_lock import FolderLock
from yihu.storage.identity_file import (
    IDENTITY_NAME,
    create_identity,
    machine_mark,
    machine_word,
    open_identity,
    read_generation,
    write_generation,
)
from yihu.storage.progressing import Progressing
from yihu.storage.restored_folder import finish_restore
from yihu.storage.selecting import Selecting
from yihu.storage.team import Team

RESTORED = "restored"
_CHAINED = "_audit_chained"
_GENERATION, _GENERATION_BEFORE, _MACHINE = "_generation", "_generation_before", "_machine"


class Store(Desk, Erasing, Team, Progressing, Selecting):
    """An open data folder; one process at a time, any thread."""

    _lock: FolderLock
    _has_its_keys: bool

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether a database lies in the folder."""
        finish_restore(folder)
        return (folder / keyring.KEYRING_NAME).exists() and (folder / DATABASE_NAME).exists()

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        team: str,
        person: str,
        laptop: str = "",
        clock: Clock | None = None,
        random: Callable[[int], bytes] = os.urandom,
        quick: bool = False,
        machine: str | None = None,
    ) -> "Store":
        """A new database. `quick`: a weak derivation of the key, for tests and the demo only.

        Raises PassphraseShort, FolderTaken, FolderInUse, FolderNotWritable, DiskFull.
        """
        keyring.check_passphrase(passphrase)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as cause:
            raise FolderNotWritable(name=folder.name) from cause
        lock = FolderLock(folder)
        try:
            if (folder / keyring.KEYRING_NAME).exists():
                raise FolderTaken
            with explaining_disk(folder):
                _set_aside(folder)
            key = random(keyring.KEY_BYTES)
            store = cls._opened(folder, key, clock or SystemClock(), random, lock)
        except BaseException:
            lock.release()
            raise
        with store._closed_on_failure():
            with store._db.write():
                store.set_setting("_team", team)
                store.set_setting("_person", person)
                store.set_setting("_laptop", laptop or team)
                store.set_setting("_made_ms", store._clock.now_ms())
            store._settle(machine, "install")
            store.set_setting(_CHAINED, True)
            store._move_audit_head(anew=True)
            keyring.create_keyring(folder, key, passphrase, random, quick)
        return store

    @classmethod
    def open(
        cls,
        folder: Path,
        passphrase: str,
        clock: Clock | None = None,
        random: Callable[[int], bytes] = os.urandom,
        sleep: Callable[[float], None] = time.sleep,
        machine: str | None = None,
    ) -> "Store":
        """Open what is there. `sleep` waits after wrong passphrases; `machine` stands for the machine's own id.

        Raises FolderEmpty, FolderInUse, PassphraseWrong, DatabaseNewer, DatabaseDamaged, EncryptionMissing,
        FolderNotWritable, DiskFull.
        """
        return cls.open_by(
            folder, lambda: keyring.open_keyring(folder, passphrase, sleep), clock, random, machine
        )

    @classmethod
    def open_by(
        cls,
        folder: Path,
        find_key: Callable[[], bytes],
        clock: Clock | None = None,
        random: Callable[[int], bytes] = os.urandom,
        machine: str | None = None,
        reason: str = "copy_or_restore",
    ) -> "Store":
        """As `open`, with the database key from elsewhere; `find_key` is called once the folder is ours."""
        if not cls.exists(folder):
            raise FolderEmpty
        lock = FolderLock(folder)
        try:
            key = find_key()
            store = cls._opened(folder, key, clock or SystemClock(), random, lock)
        except BaseException:
            lock.release()
            raise
        with store._closed_on_failure():
            store._settle(machine, reason)
            keyring.upgrade_keyring(folder, random)
            store.finish_erasure()
            store._move_audit_head(anew=store.setting(_CHAINED) is None or reason == RESTORED)
            if store.setting(_CHAINED) is None:
                store.set_setting(_CHAINED, True)
        return store

    def close(self) -> None:
        """Give database and folder back, and forget the keys. Twice is once."""
        self._db.close()
        self._lock.release()
        self._forget_keys()

    @contextmanager
    def _closed_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, cause: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @classmethod
    def _opened(
        cls, folder: Path, key: bytes, clock: Clock, random: Callable[[int], bytes], lock: FolderLock
    ) -> "Store":
        kept: bytes = bytearray(key)  # type: ignore[assignment]  # overwritten when the folder is closed
        database = Database(folder / DATABASE_NAME, kept)
        try:
            with explaining_disk(folder):
                known = open_identity(folder, key)
                identity = known or create_identity(folder, key, random)
            store = cls(folder, database, kept, identity, clock, random)
        except BaseException:
            database.close()
            raise
        store._bases = {}
        store._begun = set()
        store._lock = lock
        store._has_its_keys = known is not None
        return store

    def _settle(self, machine: str | None, reason: str) -> None:
        """Find out whether this is still the same laptop; if not, write under a new replica id."""
        mark = machine_mark(self._key, machine_word() if machine is None else machine)
        word = read_generation(self.folder)
        same = (
            bool(self.replica and word)
            and reason != RESTORED
            and word in (self.setting(_GENERATION), self.setting(_GENERATION_BEFORE))
            and mark == self.setting(_MACHINE)
        )
        next_word = self._random(16).hex()
        with self._db.write() as connection:
            if not same:
                if self.replica and self._has_its_keys:  # what lies here was written with them
                    self._sign_own_tips(connection)
                self._take_new_replica(reason, retire=reason == RESTORED or mark == self.setting(_MACHINE))
            self.set_setting(_MACHINE, mark)
            self.set_setting(_GENERATION_BEFORE, word)
            self.set_setting(_GENERATION, next_word)
        write_generation(self.folder, next_word)
        self.finish_rotation()


def _set_aside(folder: Path) -> None:
    """A database without its keyring: making the folder broke off, or the keyring was lost. It is kept."""
    stamp = time.time_ns()
    aside = {
        DATABASE_NAME: f"{DATABASE_NAME}.{stamp}",
        f"{DATABASE_NAME}-wal": f"{DATABASE_NAME}.{stamp}-wal",
        IDENTITY_NAME: f"{IDENTITY_NAME}.{stamp}",
    }
    for name, new_name in aside.items():
        if (folder / name).exists():
            (folder / name).rename(folder / new_name)
