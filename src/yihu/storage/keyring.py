"""The database key, wrapped by the passphrase (`keyring.json`).

Argon2id(passphrase, 64 MiB, t=3) opens a SecretBox that holds the random 32-byte key. More wrappings of the
same key (recovery sheet, the system's key store) slot in beside it. After wrong passphrases the wait grows;
the count of them lies in the file, so that starting the program again doesn't help a guesser.
"""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import nacl.pwhash.argon2id
import orjson
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from yihu.storage.durable_file import write_durably
from yihu.storage.errors import DatabaseDamaged, DatabaseNewer, FolderEmpty, PassphraseShort, PassphraseWrong

KEYRING_NAME = "keyring.json"
FORMAT = 1
KEY_BYTES = 32
LEAST_CHARACTERS = 6
WRONG_FREE = 2
WAIT_SECONDS_AT_MOST = 30.0
_STRONG = {"memlimit": 64 * 2**20, "opslimit": 3}
_QUICK = {"memlimit": 2**16, "opslimit": 1}


def check_passphrase(passphrase: str) -> None:
    """Raises `PassphraseShort` for a new passphrase under `LEAST_CHARACTERS`."""
    if len(passphrase) < LEAST_CHARACTERS:
        raise PassphraseShort(least=LEAST_CHARACTERS)


def create_keyring(
    folder: Path, key: bytes, passphrase: str, random: Callable[[int], bytes], quick: bool
) -> None:
    """Wrap a key and write the file. `quick` is for tests and the demo only."""
    cost = _QUICK if quick else _STRONG
    salt = random(nacl.pwhash.argon2id.SALTBYTES)
    wrapped = SecretBox(_derived(passphrase, salt, cost)).encrypt(key, random(SecretBox.NONCE_SIZE))
    fields = {"format": FORMAT, "salt": salt.hex(), "wrapped": bytes(wrapped).hex(), "wrong": 0} | cost
    _write(folder, fields)


def open_keyring(folder: Path, passphrase: str, sleep: Callable[[float], None]) -> bytes:
    """The database key.

    Raises `PassphraseWrong` after waiting by `sleep` (seconds), FolderEmpty, DatabaseDamaged, DatabaseNewer.
    """
    fields = _read(folder)
    try:
        salt, wrapped = bytes.fromhex(fields["salt"]), bytes.fromhex(fields["wrapped"])
        derived = _derived(passphrase, salt, fields)
    except (KeyError, TypeError, ValueError, CryptoError) as cause:
        raise DatabaseDamaged from cause
    try:
        key = SecretBox(derived).decrypt(wrapped)
    except CryptoError as cause:
        _count_wrong(folder, fields, sleep)
        raise PassphraseWrong from cause
    if fields.get("wrong"):
        _write(folder, fields | {"wrong": 0})
    return key


def change_passphrase(
    folder: Path, old: str, new: str, random: Callable[[int], bytes], sleep: Callable[[float], None]
) -> None:
    """Wrap the same key anew. Raises as `open_keyring`, and `PassphraseShort`."""
    check_passphrase(new)
    key = open_keyring(folder, old, sleep)
    quick = _read(folder)["memlimit"] == _QUICK["memlimit"]
    create_keyring(folder, key, new, random, quick)


def derived_key(key: bytes, purpose: bytes) -> bytes:
    """A further key for one purpose (16 bytes of name at most)."""
    return blake2b(key=key, digest_size=32, person=purpose).digest()


def wait_seconds(wrong: int) -> float:
    """How long to wait after so many wrong passphrases in a row: 0, 0, 1, 2, 4 ... 30."""
    return 0.0 if wrong <= WRONG_FREE else min(WAIT_SECONDS_AT_MOST, 2.0 ** (wrong - WRONG_FREE - 1))


def _derived(passphrase: str, salt: bytes, cost: dict[str, Any]) -> bytes:
    return nacl.pwhash.argon2id.kdf(
        KEY_BYTES, passphrase.encode(), salt, opslimit=int(cost["opslimit"]), memlimit=int(cost["memlimit"])
    )


def _count_wrong(folder: Path, fields: dict[str, Any], sleep: Callable[[float], None]) -> None:
    wrong = int(fields.get("wrong", 0)) + 1
    _write(folder, fields | {"wrong": wrong})
    sleep(wait_seconds(wrong))


def _read(folder: Path) -> dict[str, Any]:
    try:
        fields = orjson.loads((folder / KEYRING_NAME).read_bytes())
    except FileNotFoundError as cause:
        raise FolderEmpty from cause
    except (OSError, orjson.JSONDecodeError) as cause:
        raise DatabaseDamaged from cause
    if not isinstance(fields, dict) or not isinstance(fields.get("format"), int):
        raise DatabaseDamaged
    if fields["format"] > FORMAT:
        raise DatabaseNewer
    return fields


def _write(folder: Path, fields: dict[str, Any]) -> None:
    write_durably(
        folder / KEYRING_NAME, orjson.dumps(fields, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    )
