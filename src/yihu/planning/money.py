"""Money in fen: whole numbers, so that nothing is lost by adding, splitting or writing down."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from yihu.register.read import decimal_of

LARGEST_FEN = 99_999_999_999
"""Just below a thousand million yuan: as much as a form takes."""

_WRITTEN = re.compile(
    r"(?:[¥￥]|(?:RMB|CNY))?\s*([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]*)?\s*(万)?\s*(?:元|yuan)?",
    re.IGNORECASE,
)
_TEN_THOUSAND = 10_000


def fen_of(text: str | None) -> int | None:
    """What a stored amount of yuan comes to; None for what is no amount: negative, parts of a fen, no number."""
    yuan = decimal_of(text) if text else None
    if yuan is None or yuan < 0:
        return None
    fen = yuan * 100
    return int(fen) if fen == fen.to_integral_value() and fen <= LARGEST_FEN else None


def read_yuan(written: str) -> int | None:
    """An amount as people write it (`1,200.50`, `￥1200`, `３００元`, `1.5万`) in fen; None for anything else.

    Nothing is rounded or guessed: `1,20`, `12.345`, `-5` and `1e3` are no amounts.
    """
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", written).strip())
    if found is None or found[2] == ".":
        return None
    yuan = Decimal(found[1].replace(",", "") + (found[2] or ""))
    return fen_of(format(yuan * _TEN_THOUSAND if found[3] else yuan, "f"))


def yuan_text(fen: int) -> str:
    """An amount as forms keep it: `1200`, `1200.50`; a minus before what is taken away."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan}" + (f".{rest:02d}" if rest else "")


def yuan_words(fen: int) -> str:
    """An amount for people: `1,200.50`, always with its two decimals."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02d}"


def split_fen(total_fen: int, parts: int) -> tuple[int, ...]:
    """An amount in so many parts that differ by one fen at most, the larger first; their sum is the amount."""
    return share_fen(total_fen, (1,) * parts)


def share_fen(total_fen: int, weights: Sequence[int]) -> tuple[int, ...]:
    """An amount in the proportion of these weights, each part within one fen of its exact share.

    What is left after rounding down goes, fen by fen, to those who lost most by it, the first of equal ones first.
    Raises ValueError for a negative amount or weight, or where all weights are nought.
    """
    whole = sum(weights)
    if total_fen < 0 or whole <= 0 or min(weights) < 0:
        raise ValueError(
            "An amount is shared by weights that are not negative, at least one of them above nought."
        )
    parts = [total_fen * weight // whole for weight in weights]
    lost = [total_fen * weight % whole for weight in weights]
    by_loss = sorted(range(len(parts)), key=lambda place: (-lost[place], place))
    for place in by_loss[: total_fen - sum(parts)]:
        parts[place] += 1
    return tuple(parts)
