"""Sizes of paper and the part of them that is written on. All in points, from the upper left corner."""

from dataclasses import dataclass

_SIDE_PT = 43.5
_TOP_PT = 62.0
_FOOT_PT = 52.0
"""Below the body stand who keeps the paper and the page number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFormat:
    """One size of paper.

    Attributes:
        left, right: the body's edges. breadth: between them.
        top: where the body begins on a page without a title; bottom: where it ends.
    """

    name: str
    width_pt: float
    height_pt: float
    left: float
    right: float
    breadth: float
    top: float
    bottom: float


def _page(name: str, width_pt: float, height_pt: float) -> PageFormat:
    return PageFormat(
        name=name,
        width_pt=width_pt,
        height_pt=height_pt,
        left=_SIDE_PT,
        right=width_pt - _SIDE_PT,
        breadth=width_pt - 2 * _SIDE_PT,
        top=_TOP_PT,
        bottom=height_pt - _FOOT_PT,
    )


A4 = _page("a4", 595.28, 841.89)
A4_WIDE = _page("a4-landscape", 841.89, 595.28)
A3_WIDE = _page("a3-landscape", 1190.55, 841.89)
PAPERS = {page.name: page for page in (A4, A4_WIDE, A3_WIDE)}
"""The sizes a template may name."""
