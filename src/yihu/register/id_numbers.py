"""Chinese identity numbers (GB 11643) and disability certificates."""

import re
from dataclasses import dataclass
from datetime import date
from operator import mul

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_IDENTITY = re.compile(r"[0-9]{17}[0-9X]")
_CERTIFICATE = re.compile(r"([0-9]{17}[0-9X])([1-7])([1-4])(B[0-9])?")

NOBODYS_PREFIX = "999999"
"""Division code of numbers that registers make up for people without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What an identity number tells.

    Attributes:
        division: six digits of the county where it was first given.
        birth_date: ISO date.
        sex: `male` or `female`.
    """

    number: str
    division: str
    birth_date: str
    sex: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a disability certificate's number tells: whose, category 1 to 7, grade 1 to 4, copy."""

    identity: str
    category: str
    grade: str
    reissue: str


def normalized(number: str) -> str:
    """Without spaces, full-width digits as plain ones, a final x as X."""
    if number.isascii() and number.isalnum():
        return number.upper()
    return "".join(number.split()).translate(_FULL_WIDTH).upper()


_FULL_WIDTH = str.maketrans("０１２３４５６７８９ＸｘＢｂ", "0123456789XxBb")


def check_digit(first_17: str) -> str:
    """The 18th character of an identity number, `0` to `9` or `X`. ValueError unless 17 digits."""
    if not re.fullmatch("[0-9]{17}", first_17):
        raise ValueError("17 digits")
    return _check(first_17)


def _check(digits: str) -> str:
    return _CHECKS[sum(map(mul, map(int, digits), _WEIGHTS)) % 11]


def check_digit_fits(number: str) -> bool:
    """Whether the first 18 characters end with the right check digit."""
    return _fits(normalized(number)[:18])


def _fits(plain: str) -> bool:
    return _IDENTITY.fullmatch(plain) is not None and _check(plain[:17]) == plain[17]


def read_identity(number: str) -> Identity | None:
    """What the number of an identity card or a disability certificate tells; None if it is wrong."""
    plain = normalized(number)[:18]
    if not _fits(plain):
        return None
    try:
        born = date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        return None
    sex = "male" if int(plain[16]) % 2 else "female"
    return Identity(number=plain, division=plain[:6], birth_date=born.isoformat(), sex=sex)


def read_certificate(number: str) -> Certificate | None:
    """The parts of a disability certificate's number (20 characters, 22 if reissued); None if malformed."""
    match = _CERTIFICATE.fullmatch(normalized(number))
    if match is None:
        return None
    return Certificate(
        identity=match[1], category=match[2], grade=match[3], reissue=(match[4] or "").removeprefix("B")
    )
