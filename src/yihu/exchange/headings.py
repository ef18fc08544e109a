"""Where the headings of a sheet stand: anywhere in its first ten rows, in one row or in two merged ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from yihu.exchange.columns import is_heading
from yihu.exchange.sheet_rows import Value

ROWS_WITH_HEADINGS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Headings that were found.

    Attributes:
        texts: one a column, all different: a second `姓名` is called `姓名 (2)`.
        first, last: rows they stand in, the sheet's first is 0.
        known: how many of them are those of a register.
    """

    texts: tuple[str, ...]
    first: int
    last: int
    known: int


def find_headings(top: Sequence[Sequence[Value]]) -> Headings | None:
    """The headings among the first rows of a sheet: those most of which are known, else a row of words."""
    best: Headings | None = None
    for place in range(min(len(top), ROWS_WITH_HEADINGS)):
        for last in (place, place + 1):
            found = _read(top, place, last) if last < len(top) else None
            if found and found.known and (best is None or found.known > best.known):
                best = found
    return best or _first_row_of_words(top)


def _read(top: Sequence[Sequence[Value]], first: int, last: int) -> Headings | None:
    texts = _words(top[first])
    if last > first:
        below = _words(top[last])
        if texts is None or below is None or not _is_merged(texts, below):
            return None
        texts = _joined(texts, below)
    if texts is None:
        return None
    known = len({text for text in texts if text and is_heading(text)})
    return Headings(texts=_unique(texts), first=first, last=last, known=known)


def _words(row: Sequence[Value]) -> list[str] | None:
    """The texts of a row; figures and dates among them stand for nothing."""
    return [value.strip() if isinstance(value, str) else "" for value in row]


def _is_merged(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether two rows are one of headings: both have gaps that the other fills, as merged cells leave them.

    A merged cell keeps its text at the left and leaves the others empty; headings over both rows leave the
    lower one empty.
    """
    width = max(len(above), len(below))
    upper, lower = [[*row, *[""] * (width - len(row))] for row in (above, below)]
    spanned = any(low and not up for up, low in zip(upper, lower, strict=True))
    tall = sum(1 for up, low in zip(upper, lower, strict=True) if up and not low)
    figures = any(text.isdigit() for text in lower if text)
    return spanned and tall > 0 and not figures


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    width = max(len(above), len(below))
    texts, span = [], ""
    for place in range(width):
        up = above[place] if place < len(above) else ""
        low = below[place] if place < len(below) else ""
        span = up or (span if low else "")
        texts.append(_one_of(span, low))
    return texts


def _one_of(above: str, below: str) -> str:
    """The lower of two headings, together with the upper one where only both say what is meant."""
    if not above or not below:
        return below or above
    return below if is_heading(below) else above + below


def _first_row_of_words(top: Sequence[Sequence[Value]]) -> Headings | None:
    """A row of at least two different texts and nothing else may be headings in other words."""
    for place, row in enumerate(top[:ROWS_WITH_HEADINGS]):
        filled = [value for value in row if value != ""]
        texts = {value for value in filled if isinstance(value, str) and not value.strip().isdigit()}
        if len(filled) > 1 and len(texts) == len(filled):
            return Headings(texts=_unique(_words(row) or []), first=place, last=place, known=0)
    return None


def _unique(headings: Sequence[str]) -> tuple[str, ...]:
    whole = list(headings)
    while whole and not whole[-1]:
        whole.pop()
    seen: dict[str, int] = {}
    unique = []
    for heading in whole:
        seen[heading] = seen.get(heading, 0) + 1
        unique.append(heading if seen[heading] == 1 or not heading else f"{heading} ({seen[heading]})")
    return tuple(unique)
