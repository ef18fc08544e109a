"""A laptop's keys and its card.

A laptop signs with Ed25519 and receives with X25519 (age). Its card (`.yihukey`) carries the public halves
with the names of team and laptop and is signed by itself; people compare eight digits of it by voice. A
certificate by an organisation will stand beside the signature later: unknown keys of a card are kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from unicodedata import normalize

import nacl.pwhash.argon2id
import orjson
from nacl.signing import SigningKey, VerifyKey
from pyrage import x25519

from yihu.sync.errors import CardInvalid

CARD_MAGIC = b"YIHUKEY1\n"
CARD_BYTES_AT_MOST = 16_384
_CODE_SALT = b"yihu compare 1  "
_CODE_MEMORY = 16 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The public side of a laptop.

    Attributes:
        sign: Ed25519 public key, hexadecimal. receive: age recipient, `age1...`.
        made_ms: when it was made. content, signature: the signed bytes and their signature.
    """

    team: str
    laptop: str
    sign: str
    receive: str
    made_ms: int
    content: bytes
    signature: bytes

    @property
    def fingerprint(self) -> str:
        """BLAKE2b-128 of both public keys, 32 hexadecimal digits: the laptop's name in headers."""
        return keys_fingerprint(self.sign, self.receive)

    def code(self) -> str:
        """Eight digits to compare by voice, `1234 5678`; slow to make, so that none can be sought that fits."""
        return compare_code(self.content)

    def to_bytes(self) -> bytes:
        """The file `.yihukey`."""
        return CARD_MAGIC + self.content + b"\n" + self.signature.hex().encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Identity:
    """The secret side of a laptop. Never printed, never in a package.

    Attributes:
        seed: Ed25519 seed, 32 bytes. secret: age identity, `AGE-SECRET-KEY-1...`.
    """

    seed: bytes
    secret: str

    def card(self, team: str, laptop: str, made_ms: int) -> Card:
        """The card of this laptop, signed by it."""
        fields = {
            "kind": "card",
            "laptop": normalize("NFC", laptop),
            "made_ms": made_ms,
            "receive": str(self.age().to_public()),
            "sign": self.signing().verify_key.encode().hex(),
            "team": normalize("NFC", team),
        }
        content = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
        return _card(fields, content, self.signing().sign(content).signature)

    @property
    def fingerprint(self) -> str:
        """As on the card."""
        return keys_fingerprint(self.signing().verify_key.encode().hex(), str(self.age().to_public()))

    def reading(self) -> "ReadingKey":
        """The half that opens packages, to be kept when the keys are changed."""
        return ReadingKey(self.fingerprint, self.secret)

    def signing(self) -> SigningKey:
        """The key to sign with."""
        return SigningKey(self.seed)

    def age(self) -> Any:
        """The `pyrage.x25519.Identity` to decrypt with."""
        return x25519.Identity.from_str(self.secret)

    def __repr__(self) -> str:
        return "Identity(...)"


@dataclass(frozen=True, slots=True)
class ReadingKey:
    """Opens packages made for `fingerprint`, and can't sign. Never printed, never in a package."""

    fingerprint: str
    secret: str

    def age(self) -> Any:
        """The `pyrage.x25519.Identity` to decrypt with."""
        return x25519.Identity.from_str(self.secret)

    def __repr__(self) -> str:
        return "ReadingKey(...)"


def new_identity(random: Callable[[int], bytes]) -> Identity:
    """New keys; the X25519 half comes from the system's own randomness."""
    return Identity(random(32), str(x25519.Identity.generate()))


def read_card(data: bytes, name: str = "") -> Card:
    """A card from its file. Raises `CardInvalid` unless its own signature fits; `name` is for the message."""
    try:
        magic, content, signature = data[: len(CARD_MAGIC)], *data[len(CARD_MAGIC) :].split(b"\n")[:2]
        if magic != CARD_MAGIC or len(data) > CARD_BYTES_AT_MOST:
            raise ValueError("magic")
        return checked_card(content, bytes.fromhex(signature.decode("ascii")))
    except (ValueError, UnicodeError) as cause:
        raise CardInvalid(name=name) from cause


def checked_card(content: bytes, signature: bytes) -> Card:
    """A card from its signed bytes. Raises ValueError unless the signature fits."""
    fields = orjson.loads(content)
    if not isinstance(fields, dict) or not all(
        isinstance(fields.get(name), kind)
        for name, kind in (("team", str), ("laptop", str), ("sign", str), ("receive", str), ("made_ms", int))
    ):
        raise ValueError("fields")
    try:
        VerifyKey(bytes.fromhex(fields["sign"])).verify(content, signature)
        recipient(fields["receive"])
    except Exception as cause:  # pyrage, PyNaCl and hex each raise their own kind
        raise ValueError("signature") from cause
    return _card(fields, content, signature)


def keys_fingerprint(sign: str, receive: str) -> str:
    """BLAKE2b-128 of two public keys, 32 hexadecimal digits."""
    return blake2b(f"{sign} {receive}".encode(), digest_size=16).hexdigest()


def recipient(receive: str) -> Any:
    """The `pyrage.x25519.Recipient` of a card's `receive`."""
    return x25519.Recipient.from_str(receive)


@lru_cache(maxsize=256)
def compare_code(content: bytes) -> str:
    """Eight digits of a card. Argon2id makes each try cost some 20 ms: 10^8 of them are weeks."""
    digest = nacl.pwhash.argon2id.kdf(
        16, blake2b(content, digest_size=32).digest(), _CODE_SALT, opslimit=2, memlimit=_CODE_MEMORY
    )
    digits = f"{int.from_bytes(digest, 'big') % 10**8:08d}"
    return f"{digits[:4]} {digits[4:]}"


def _card(fields: dict[str, Any], content: bytes, signature: bytes) -> Card:
    return Card(
        team=fields["team"],
        laptop=fields["laptop"],
        sign=fields["sign"],
        receive=fields["receive"],
        made_ms=fields["made_ms"],
        content=content,
        signature=signature,
    )


__all__ = [
    "Card",
    "Identity",
    "ReadingKey",
    "checked_card",
    "compare_code",
    "keys_fingerprint",
    "new_identity",
    "read_card",
    "recipient",
]
