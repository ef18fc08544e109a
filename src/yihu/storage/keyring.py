"""The database key, wrapped (`keyring.json`): by the passphrase, the recovery sheet, the system's key store.

Argon2id(passphrase, 64 MiB, t=3) opens a SecretBox that holds the random 32-byte key. The same key lies in a
second box for the recovery key (24 words on paper) and, only if a person asked for it, in a third for a secret
that the system's key store holds. All of it is one file, replaced whole: a crash leaves the old or the new one.
After wrong passphrases the wait grows; the count lies in the file, so that starting the program again doesn't help.
"""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import nacl.pwhash.argon2id
import orjson
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from yihu.base.errors import UserError
from yihu.storage.durable_file import write_durably
from yihu.storage.errors import (
    DatabaseDamaged,
    DatabaseNewer,
    FolderEmpty,
    PassphraseShort,
    PassphraseWrong,
    RecoveryMissing,
    RecoveryWrong,
    SystemKeyGone,
)

KEYRING_NAME = "keyring.json"
FORMAT = 2
KEY_BYTES = 32
LEAST_CHARACTERS = 6
WRONG_FREE = 2
WAIT_SECONDS_AT_MOST = 30.0
RECOVERY, SYSTEM = "recovery", "system"
_STRONG = {"memlimit": 64 * 2**20, "opslimit": 3}
_QUICK = {"memlimit": 2**16, "opslimit": 1}
Random = Callable[[int], bytes]
Sleep = Callable[[float], None]


def check_passphrase(passphrase: str) -> None:
    """Raises `PassphraseShort` for a new passphrase under `LEAST_CHARACTERS`."""
    if len(passphrase) < LEAST_CHARACTERS:
        raise PassphraseShort(least=LEAST_CHARACTERS)


def create_keyring(folder: Path, key: bytes, passphrase: str, random: Random, quick: bool) -> None:
    """Wrap a key and write the file. `quick` is for tests and the demo only."""
    cost = _QUICK if quick else _STRONG
    fields = {"format": FORMAT, "id": random(16).hex(), RECOVERY: None, SYSTEM: None}
    _write(folder, fields | _by_passphrase(key, passphrase, cost, random))


def open_keyring(folder: Path, passphrase: str, sleep: Sleep, *, count: bool = True) -> bytes:
    """The database key. `count`: keep the number of wrong passphrases; never in a backup, which stays as it is.

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
        if count:
            _count_wrong(folder, fields, sleep)
        else:
            sleep(wait_seconds(WRONG_FREE + 1))
        raise PassphraseWrong from cause
    if count and fields.get("wrong"):
        _write(folder, fields | {"wrong": 0})
    return key


def upgrade_keyring(folder: Path, random: Random) -> None:
    """Bring a file of an earlier format to this one; the passphrase stays."""
    fields = _read(folder)
    if fields["format"] < FORMAT:
        _write(folder, {RECOVERY: None, SYSTEM: None, "id": random(16).hex(), **fields, "format": FORMAT})


def change_passphrase(folder: Path, old: str, new: str, random: Random, sleep: Sleep) -> None:
    """Wrap the same key anew. Raises as `open_keyring`, and `PassphraseShort`."""
    check_passphrase(new)
    set_passphrase(folder, open_keyring(folder, old, sleep), new, random)


def set_passphrase(folder: Path, key: bytes, new: str, random: Random) -> None:
    """A new passphrase for a key that is known; the recovery sheet stays, the system's key store forgets."""
    check_passphrase(new)
    fields = _read(folder)
    cost = {name: fields[name] for name in _STRONG}
    _write(folder, fields | _by_passphrase(key, new, cost, random) | {SYSTEM: None})


def keyring_id(folder: Path) -> str:
    """32 hexadecimal digits that tell this folder's keys from others'; "" before format 2."""
    return str(_read(folder).get("id", ""))


def opens_by(folder: Path, way: str) -> bool:
    """Whether the file has a box for `RECOVERY` or `SYSTEM`."""
    return isinstance(_read(folder).get(way), str)


def set_box(folder: Path, way: str, key: bytes, secret: bytes | None, random: Random) -> None:
    """Let a secret of 32 bytes open the folder too, or, with None, no longer. The one before is void."""
    box = None
    if secret is not None:
        box = bytes(SecretBox(_of(secret, way)).encrypt(bytes(key), random(SecretBox.NONCE_SIZE))).hex()
    _write(folder, _read(folder) | {way: box})


def open_box(folder: Path, way: str, secret: bytes) -> bytes:
    """The database key by the recovery key or the system's secret.

    Raises RecoveryMissing, RecoveryWrong, SystemKeyGone, FolderEmpty, DatabaseDamaged, DatabaseNewer.
    """
    box = _read(folder).get(way)
    if not isinstance(box, str):
        raise RecoveryMissing if way == RECOVERY else SystemKeyGone
    try:
        return SecretBox(_of(secret, way)).decrypt(bytes.fromhex(box))
    except CryptoError as cause:
        raise (RecoveryWrong if way == RECOVERY else SystemKeyGone) from cause
    except ValueError as cause:
        raise DatabaseDamaged from cause


def derived_key(key: bytes, purpose: bytes) -> bytes:
    """A further key for one purpose (16 bytes of name at most)."""
    return blake2b(key=key, digest_size=32, person=purpose).digest()


def wait_seconds(wrong: int) -> float:
    """How long to wait after so many wrong passphrases in a row: 0, 0, 1, 2, 4 ... 30."""
    return 0.0 if wrong <= WRONG_FREE else min(WAIT_SECONDS_AT_MOST, 2.0 ** (wrong - WRONG_FREE - 1))


def wrong_in_a_row(folder: Path) -> int:
    """How many wrong passphrases the file counts; 0 where it can't be read."""
    try:
        return int(_read(folder).get("wrong", 0))
    except (UserError, TypeError, ValueError):
        return 0


def _of(secret: bytes, way: str) -> bytes:
    return derived_key(secret, f"open by {way}".encode()[:16])


def _by_passphrase(key: bytes, passphrase: str, cost: dict[str, int], random: Random) -> dict[str, Any]:
    salt = random(nacl.pwhash.argon2id.SALTBYTES)
    box = SecretBox(_derived(passphrase, salt, cost)).encrypt(bytes(key), random(SecretBox.NONCE_SIZE))
    return {"salt": salt.hex(), "wrapped": bytes(box).hex(), "wrong": 0} | cost


def _derived(passphrase: str, salt: bytes, cost: dict[str, Any]) -> bytes:
    return nacl.pwhash.argon2id.kdf(
        KEY_BYTES, passphrase.encode(), salt, opslimit=int(cost["opslimit"]), memlimit=int(cost["memlimit"])
    )


def _count_wrong(folder: Path, fields: dict[str, Any], sleep: Sleep) -> None:
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
