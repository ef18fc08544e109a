"""The square code on a paper: which paper, which version, and nothing about the people."""

from functools import lru_cache

import segno

from yihu.printing.small_qr import MASK, small_code

Runs = tuple[tuple[tuple[int, int], ...], ...]


def plan_code(plan_id: str, version: int) -> str:
    """What the code says: capitals and digits only, which makes it small."""
    return f"YIHU:PLAN:{plan_id.upper()}:{version}"


def paper_code(kind: str, of: str, version: str | int) -> str:
    """What the code of any paper says: its kind, the id of what it is about, its version or day."""
    told = "".join(letter for letter in str(version).upper() if letter.isalnum()) or "0"
    return f"YIHU:{kind.upper().replace('_', '-')}:{of.upper()}:{told}"


@lru_cache(maxsize=64)
def code_squares(text: str) -> Runs:
    """The rows of the code as runs (first column, how many) of black squares."""
    matrix = small_code(text) or segno.make(text, error="m", micro=False, mask=MASK).matrix
    return tuple(tuple(_runs(row)) for row in matrix)


def screen_squares(text: str) -> Runs:
    """As `code_squares`, with less spare for damage: long texts stay readable on a screen."""
    matrix = segno.make(text, error="l", micro=False, boost_error=False).matrix
    return tuple(tuple(_runs(row)) for row in matrix)


def _runs(row: bytearray) -> list[tuple[int, int]]:
    runs, start = [], None
    for column, black in enumerate([*row, 0]):
        if black and start is None:
            start = column
        elif not black and start is not None:
            runs.append((start, column - start))
            start = None
    return runs
