"""A paper's sections in the order of its template, numbered as they come."""

from collections.abc import Callable, Mapping, Sequence

from yihu.printing.flow import Flow
from yihu.printing.grid import Grid
from yihu.printing.letterhead import Letterhead
from yihu.printing.page import PAPERS, PageFormat
from yihu.printing.shapes import FREE_TEXT
from yihu.printing.table import Style
from yihu.printing.words import Words

Place = Callable[[Flow, str], bool | None]
"""Puts one section below the heading it is given; False when there was nothing to put."""

STYLES = (Style(), Style(padding=3.0), Style(padding=2.1, leading=11.0))
"""From roomy to tight."""

_SIGNATURE_PT = 54.0


def page_of(words: Words, usual: PageFormat) -> PageFormat:
    """The size of paper that the template names, else the usual one."""
    return PAPERS.get(words.template.paper, usual)


def place_sections(
    flow: Flow,
    words: Words,
    places: Mapping[str, Place],
    sections: Sequence[str] | None = None,
    number: int = 1,
) -> Flow:
    """Put the sections one after the other; paragraphs of a coordinator's own have no number."""
    for section in words.template.sections if sections is None else sections:
        if section.startswith(FREE_TEXT):
            flow.skip(flow.gap)
            flow.text(words.say(section))
        elif places[section](flow, words.heading(section, number)) is not False:
            number += words.has(f"{section}.heading")
    return flow


def with_fewest_pages(letterhead: Letterhead, lay_out: Callable[[Flow, Grid], Flow]) -> Flow:
    """Lay out in the roomiest style of those that need the fewest pages."""
    flows = (
        lay_out(letterhead.flow(gap), Grid(letterhead.page, letterhead.words, style))
        for style, gap in zip(STYLES, (10.0, 7.0, 5.0), strict=True)
    )
    best = next(flows)
    if len(best.pages) == 1:
        return best
    return min((best, *flows), key=lambda flow: len(flow.pages))


def signing(grid: Grid, height_pt: float = _SIGNATURE_PT, in_a_row: int = 3) -> Place:
    """The section of signatures and seals."""

    def place(flow: Flow, heading: str) -> None:
        table = grid.signatures(height_pt, in_a_row)
        if heading:
            flow.heading(heading, table.height())
        else:
            flow.skip(flow.gap)
        flow.table(table)

    return place


def writing_lines(flow: Flow, count: int, height_pt: float = 24.0) -> None:
    """Dotted lines to write on."""
    left, right = flow.page.left, flow.page.right
    for _ in range(count):
        flow.place(
            height_pt, lambda sheet, y: sheet.dashed_line(left, y + height_pt - 3, right, y + height_pt - 3)
        )
