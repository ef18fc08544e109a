"""What makes this laptop this laptop, kept outside the database.

`identity.bin`: its secret keys, encrypted with a key derived from the database's, so that a copied database
alone can't sign as this laptop. `generation`: a random word that changes at each start and is also written
into the database; where they differ, the database was restored or copied, and a new replica id is taken.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import orjson
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from yihu.storage.durable_file import write_durably
from yihu.storage.errors import DatabaseDamaged
from yihu.storage.keyring import derived_key
from yihu.sync.keys import Identity, ReadingKey, new_identity

IDENTITY_NAME = "identity.bin"
GENERATION_NAME = "generation"
_PURPOSE, _MACHINE_PURPOSE = b"identity", b"machine"


@dataclass(frozen=True, slots=True)
class KeptKeys:
    """What `identity.bin` holds.

    Attributes:
        former: open what was given to keys that this laptop had before. next: a change under way.
    """

    identity: Identity
    former: tuple[ReadingKey, ...] = ()
    next: Identity | None = None


def create_identity(folder: Path, key: bytes, random: Callable[[int], bytes]) -> Identity:
    """New secret keys, written encrypted."""
    identity = new_identity(random)
    write_identity(folder, key, KeptKeys(identity), random)
    return identity


def write_identity(folder: Path, key: bytes, keys: KeptKeys, random: Callable[[int], bytes]) -> None:
    """Replace the file, encrypted."""
    fields = {
        **_half(keys.identity),
        "former": [[each.fingerprint, each.secret] for each in keys.former],
        "next": _half(keys.next) if keys.next else None,
    }
    box = SecretBox(derived_key(key, _PURPOSE))
    sealed = bytes(box.encrypt(orjson.dumps(fields), random(SecretBox.NONCE_SIZE)))
    write_durably(folder / IDENTITY_NAME, sealed)


def open_identity(folder: Path, key: bytes) -> Identity | None:
    """The secret keys; None if the file is gone. Raises `DatabaseDamaged`."""
    keys = open_keys(folder, key)
    return keys.identity if keys else None


def open_keys(folder: Path, key: bytes) -> KeptKeys | None:
    """All that the file holds; None if it is gone. Raises `DatabaseDamaged`."""
    path = folder / IDENTITY_NAME
    if not path.exists():
        return None
    try:
        fields = orjson.loads(SecretBox(derived_key(key, _PURPOSE)).decrypt(path.read_bytes()))
        return KeptKeys(
            _identity(fields),
            tuple(ReadingKey(str(name), str(secret)) for name, secret in fields.get("former", ())),
            _identity(fields["next"]) if fields.get("next") else None,
        )
    except (OSError, CryptoError, ValueError, KeyError, TypeError) as cause:
        raise DatabaseDamaged from cause


def _identity(fields: Mapping[str, str]) -> Identity:
    return Identity(bytes.fromhex(fields["seed"]), fields["secret"])


def _half(identity: Identity) -> dict[str, str]:
    return {"seed": identity.seed.hex(), "secret": identity.secret}


def read_generation(folder: Path) -> str:
    """The word in the file; "" without one."""
    path = folder / GENERATION_NAME
    return path.read_text("ascii", "replace") if path.exists() else ""


def write_generation(folder: Path, word: str) -> None:
    """Replace the word."""
    write_durably(folder / GENERATION_NAME, word.encode("ascii"))


def machine_mark(key: bytes, machine: str) -> str:
    """A keyed hash of what identifies the machine; "" where nothing does."""
    return (
        blake2b(machine.encode(), key=derived_key(key, _MACHINE_PURPOSE), digest_size=16).hexdigest()
        if machine
        else ""
    )


def machine_word() -> str:
    """The operating system's own id of this installation; "" where it has none."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as registry:
                return str(winreg.QueryValueEx(registry, "MachineGuid")[0])
        except OSError:
            return ""
    path = Path("/etc/machine-id")
    return path.read_text("ascii", "replace").strip() if path.is_file() else ""
