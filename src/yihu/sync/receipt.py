"""A receipt: what a laptop says it holds after taking a file in, signed; also as a short text for a square code.

    YIHU:R:<package>:<part>:<contents>:<held>:<fingerprint>:<signature, base 32>

`contents` is the exclusive or of the hashes in the file (its first 128 bits), which only who opened it knows;
`held` is BLAKE2b-128 of the ends of all chains that the receiver has without a gap.
"""

from base64 import b32decode, b32encode
from binascii import Error as Base32Invalid
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import orjson
from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from yihu.sync.frames import set_digest
from yihu.sync.keys import Card, Identity
from yihu.sync.statement import StatementInvalid
from yihu.sync.summary import Summary

_BEGIN = "YIHU:R"
_DOMAIN = b"yihu receipt 1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was taken in: package id and part, `contents` and `held` as 32 hexadecimal digits."""

    package: str
    part: int
    contents: str
    held: str
    fingerprint: str


def held_digest(summary: Summary) -> str:
    """BLAKE2b-128 of the ends of all chains."""
    tips = [[*chain, sorted(some)] for chain, some in sorted(summary.tips.items())]
    return blake2b(orjson.dumps(tips), digest_size=16).hexdigest()


def contents_digest(ids: Iterable[bytes], begin: int = 0) -> int:
    """Exclusive or of the hashes of a file's changesets."""
    return begin ^ set_digest(ids)


def shown_digest(digest: int) -> str:
    """The first 128 bits, hexadecimal."""
    return f"{digest:064x}"[:32]


def receipt_text(identity: Identity, receipt: Receipt) -> str:
    """The text of the square code, in its alphabet of capitals."""
    text = _text(receipt)
    signature = identity.signing().sign(_DOMAIN + text.encode()).signature
    return f"{text}:{b32encode(signature).decode().rstrip('=')}"


def read_receipt(text: str) -> Receipt:
    """The values of a text, its signature not looked at. Raises `StatementInvalid`."""
    parts = text.strip().upper().split(":")
    if len(parts) != 8 or ":".join(parts[:2]) != _BEGIN or not parts[3].isdecimal() or len(parts[3]) > 6:
        raise StatementInvalid("receipt")
    package, part, contents, held, fingerprint = parts[2:7]
    return Receipt(
        package=package.lower(),
        part=int(part),
        contents=contents.lower(),
        held=held.lower(),
        fingerprint=fingerprint.lower(),
    )


def check_receipt(text: str, card: Card) -> Receipt:
    """Raises `StatementInvalid` unless the card's laptop signed it."""
    receipt = read_receipt(text)
    signature = text.strip().upper().rpartition(":")[2]
    try:
        VerifyKey(bytes.fromhex(card.sign)).verify(
            _DOMAIN + _text(receipt).encode(), b32decode(signature + "=" * (-len(signature) % 8))
        )
    except (CryptoError, Base32Invalid, ValueError) as cause:
        raise StatementInvalid("receipt") from cause
    if receipt.fingerprint != card.fingerprint:
        raise StatementInvalid("receipt")
    return receipt


def _text(receipt: Receipt) -> str:
    return ":".join(
        (_BEGIN, receipt.package, str(receipt.part), receipt.contents, receipt.held, receipt.fingerprint)
    ).upper()
