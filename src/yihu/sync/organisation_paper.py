"""What all papers of a team are: canonical JSON and an Ed25519 signature over its bytes.

The bytes are kept as they came, with keys that a later version may have added. JSON: sorted keys, no spaces;
strings, integers and lists of them only. Unlike a `Statement` a paper doesn't carry its signer's card: it names the
signer, whose own papers say by which key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from unicodedata import normalize

import orjson
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

BYTES_AT_MOST = 32_768
_DEPTH_AT_MOST = 4
_DOMAIN = b"yihu paper 1\n"
_SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class Signed:
    """Signed bytes; whether the signature is a certain person's is for `signed_by` to say."""

    content: bytes
    signature: bytes

    @property
    def hash(self) -> str:
        """BLAKE2b-128 of the content, hexadecimal."""
        return blake2b(self.content, digest_size=16).hexdigest()

    def signed_by(self, sign: str) -> bool:
        """Whether the holder of this Ed25519 key (public, hexadecimal) signed it."""
        try:
            VerifyKey(bytes.fromhex(sign)).verify(_DOMAIN + self.content, self.signature)
        except CryptoError:
            return False
        return True

    def to_fields(self) -> dict[str, str]:
        """As headers and files carry it."""
        return {"content": self.content.decode(), "signature": self.signature.hex()}


def sign_paper(said: Mapping[str, Any], key: SigningKey) -> Signed:
    """Texts are brought into NFC. Raises ValueError for what a paper can't hold."""
    content = canonical(said)
    return Signed(content, key.sign(_DOMAIN + content).signature)


def read_signed(fields: Any) -> tuple[Signed, dict[str, Any]]:
    """A paper's bytes and what it says, from what `to_fields` gave. Raises ValueError for anything else."""
    try:
        content, signature = fields["content"].encode(), bytes.fromhex(fields["signature"])
        said = orjson.loads(content)
    except (TypeError, KeyError, AttributeError, ValueError) as cause:
        raise ValueError("paper") from cause
    if not isinstance(said, dict) or len(content) > BYTES_AT_MOST or len(signature) != _SIGNATURE_BYTES:
        raise ValueError("paper")
    if canonical(said) != content:
        raise ValueError("canonical")
    return Signed(content, signature), said


def canonical(said: Mapping[str, Any]) -> bytes:
    """Sorted keys, no spaces, NFC. Raises ValueError for what a paper can't hold."""
    return orjson.dumps(_plain(said, 0), option=orjson.OPT_SORT_KEYS)


def _plain(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return normalize("NFC", value)
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**53):
        return value
    if depth < _DEPTH_AT_MOST and isinstance(value, list | tuple):
        return [_plain(one, depth + 1) for one in value]
    if depth < _DEPTH_AT_MOST and isinstance(value, Mapping):
        return {normalize("NFC", str(key)): _plain(one, depth + 1) for key, one in value.items()}
    raise ValueError("value")
