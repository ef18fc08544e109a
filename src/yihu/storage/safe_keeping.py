"""Who may open this folder, in which role, what was shown on purpose."""

import time
from collections.abc import Callable
from pathlib import Path

from yihu.storage import keyring
from yihu.storage.errors import SystemKeyGone
from yihu.storage.handover import Handover
from yihu.storage.identity_file import KeptKeys, open_keys, write_generation, write_identity
from yihu.storage.roles import HAND_OVER
from yihu.storage.system_keys import SystemKeys
from yihu.sync.keys import ReadingKey, new_identity

Sleep = Callable[[float], None]


class SafeKeeping(Handover):
    """Passphrase, recovery sheet, the system's key store, and forgetting the keys."""

    def prove_passphrase(self, passphrase: str, sleep: Sleep = time.sleep) -> None:
        """Raises `PassphraseWrong` (after waiting) unless it is this folder's passphrase."""
        keyring.open_keyring(self.folder, passphrase, sleep)

    def change_passphrase(self, old: str, new: str, sleep: Sleep = time.sleep) -> None:
        """Raises PassphraseWrong, PassphraseShort; then the old one stays. A crash leaves either of them.

        This computer's key store forgets the folder: it may have been the reason for the change.
        """
        keyring.change_passphrase(self.folder, old, new, self._random, sleep)
        self.note("passphrase_changed")

    def set_passphrase(self, new: str) -> None:
        """A new passphrase without the old one: after the recovery sheet opened the folder. Raises PassphraseShort."""
        keyring.set_passphrase(self.folder, bytes(self._key), new, self._random)
        self.note("passphrase_changed", by="recovery")

    def make_recovery_key(self) -> bytes:
        """32 bytes to be written on paper as words: they open this folder from now on, those before don't."""
        secret = self._random(keyring.KEY_BYTES)
        keyring.set_box(self.folder, keyring.RECOVERY, bytes(self._key), secret, self._random)
        self.note("recovery_key_made")
        return secret

    def has_recovery(self) -> bool:
        """Whether a recovery sheet was made."""
        return keyring.opens_by(self.folder, keyring.RECOVERY)

    def remember_here(self, store: SystemKeys | None) -> None:
        """Let this computer's key store open the folder without the passphrase. Raises SystemKeyGone without one."""
        if store is None:
            raise SystemKeyGone
        secret = self._random(keyring.KEY_BYTES)
        store.put(keyring.keyring_id(self.folder), secret)
        keyring.set_box(self.folder, keyring.SYSTEM, bytes(self._key), secret, self._random)
        self.note("remembered_here")

    def forget_here(self, store: SystemKeys | None) -> None:
        """Ask for the passphrase again from now on."""
        keyring.set_box(self.folder, keyring.SYSTEM, bytes(self._key), None, self._random)
        if store is not None:
            store.remove(keyring.keyring_id(self.folder))
        self.note("forgotten_here")

    def remembered_here(self) -> bool:
        """Whether this computer's key store was asked to open the folder."""
        return keyring.opens_by(self.folder, keyring.SYSTEM)

    def take_new_identity(self, laptop: str = "") -> None:
        """New secret keys and a new replica id: this computer is a copy of another. Raises DiskFull.

        What was written is signed with the former keys first; what was given to them can still be read. The new keys
        lie on the disk before the new id: a crash in between leaves a laptop that takes one at its next start.
        """
        self.allow(HAND_OVER)
        with self._db.write() as connection:
            self._sign_own_tips(connection)
        write_generation(self.folder, "")
        self._exchange_keys()
        word = self._random(16).hex()
        with self._db.write():
            if laptop:
                self.set_setting("_laptop", laptop)
            self.set_setting("_made_ms", self._clock.now_ms())
            self.take_new_replica("copy")
            self.set_setting("_generation", word)
            self.set_setting("_generation_before", word)
        write_generation(self.folder, word)
        self._move_audit_head()

    def _exchange_keys(self) -> None:
        key = bytes(self._key)
        before = open_keys(self.folder, key)
        former = before.former if before else ()
        former += (ReadingKey(self._identity.fingerprint, self._identity.secret),)
        self._identity = new_identity(self._random)
        write_identity(self.folder, key, KeptKeys(self._identity, former), self._random)
        self._card = self._former = None

    def _forget_keys(self) -> None:
        """Overwrite the database key in memory. Python gives no means to reach copies made by libraries."""
        assert isinstance(self._key, bytearray)
        self._key[:] = bytes(len(self._key))
        self._card = None


def recovery_key(folder: Path, secret: bytes) -> bytes:
    """The database key by the recovery key. Raises RecoveryMissing, RecoveryWrong, FolderEmpty, DatabaseDamaged."""
    return keyring.open_box(folder, keyring.RECOVERY, secret)


def system_key(folder: Path, store: SystemKeys | None) -> bytes:
    """The database key by this computer's key store. Raises SystemKeyGone, FolderEmpty, DatabaseDamaged."""
    secret = store.get(keyring.keyring_id(folder)) if store is not None else None
    if secret is None:
        raise SystemKeyGone
    return keyring.open_box(folder, keyring.SYSTEM, secret)
