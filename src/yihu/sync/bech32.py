"""Bech32 as far as age needs it: 32 secret bytes as `AGE-SECRET-KEY-1...` (BIP-173)."""

from collections.abc import Sequence

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_PREFIX = "age-secret-key-"


def age_secret(key: bytes) -> str:
    """The text by which `pyrage` and `age` know an X25519 secret key of 32 bytes."""
    if len(key) != 32:
        raise ValueError("key length")
    bits = int.from_bytes(key, "big") << 4
    data = [bits >> 5 * place & 31 for place in reversed(range(52))]
    expanded = [*(ord(letter) >> 5 for letter in _PREFIX), 0, *(ord(letter) & 31 for letter in _PREFIX)]
    sum = _polymod([*expanded, *data, *[0] * 6]) ^ 1
    check = [sum >> 5 * place & 31 for place in reversed(range(6))]
    return f"{_PREFIX}1{''.join(_LETTERS[each] for each in [*data, *check])}".upper()


def _polymod(values: Sequence[int]) -> int:
    sum = 1
    for value in values:
        top = sum >> 25
        sum = (sum & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATOR):
            sum ^= generator if top >> place & 1 else 0
    return sum
