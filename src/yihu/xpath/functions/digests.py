"""Digests, Base64 and signed texts."""

import base64
import binascii
import hashlib
from typing import Final

from yihu.xpath.library import Theme, Unfit

THEME = Theme()

_ALGORITHMS: Final = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}
_SIGNATURE_BYTES: Final = 64


@THEME.plain("digest", "text text text? -> text", refuses=True)
def digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    if algorithm not in _ALGORITHMS:
        raise Unfit(algorithm, "MD5, SHA-1, SHA-256, SHA-384, SHA-512")
    hashed = hashlib.new(_ALGORITHMS[algorithm], text.encode(), usedforsecurity=False)
    if encoding == "hex":
        return hashed.hexdigest()
    if encoding == "base64":
        return base64.b64encode(hashed.digest()).decode()
    raise Unfit(encoding, "base64, hex")


@THEME.plain("base64-decode", "text -> text")
def base64_decode(text: str) -> str:
    """The text that was encoded; empty for what isn't Base64."""
    decoded = _decoded(text)
    return "" if decoded is None else decoded.decode(errors="replace")


def _decoded(text: str) -> bytes | None:
    compact = "".join(text.split()).rstrip("=")
    try:
        return base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


@THEME.plain("extract-signed", "text text -> text")
def extract_signed(text: str, public_key: str) -> str:
    """What stands behind an Ed25519 signature, both in Base64; empty unless the signature is right."""
    # Read when first used: the library is large, and few forms need it.
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    signed, key = _decoded(text), _decoded(public_key)
    if signed is None or key is None or len(key) != 32 or len(signed) < _SIGNATURE_BYTES:
        return ""
    try:
        return VerifyKey(key).verify(signed).decode(errors="replace")
    except CryptoError:
        return ""
