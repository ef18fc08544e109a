"""Questions side by side: the widths `w1` to `w10` of forms that are laid out as a grid (no Qt).

A group's own width says how many parts a line of its questions has, four where it says nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yihu.forms import Form, Part

_WIDTH = re.compile(r"w([1-9]|10)")
_PARTS = 4
_FULL = 1.0
_ROUNDING = 1e-6


def shares_of(form: "Form") -> dict[str, float]:
    """The part of a line (0 to 1) that each question takes, by nodeset; whole lines are left out."""
    return dict(_shares(getattr(form, "body", ()), _PARTS))


def lines_of(shares: Sequence[float]) -> list[tuple[int, float]]:
    """Line and left edge (0 to 1) of each question, in the order of asking."""
    places: list[tuple[int, float]] = []
    line, left = 0, 0.0
    for share in shares:
        if left and left + share > _FULL + _ROUNDING:
            line, left = line + 1, 0.0
        places.append((line, left))
        left += share
    return places


def _shares(parts: "Iterable[Part]", width: int) -> Iterator[tuple[str, float]]:
    for part in parts:
        own = _width(part.appearances)
        children = getattr(part, "children", None)
        if children is not None:
            yield from _shares(children, own or _PARTS)
        elif own and own < width:
            yield part.ref or "", own / width


def _width(appearances: Iterable[str]) -> int:
    return next((int(found[1]) for each in appearances if (found := _WIDTH.fullmatch(each))), 0)
