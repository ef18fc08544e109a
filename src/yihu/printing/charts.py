"""The program's charts: the same on the screen and on paper (decision 26).

A chart says what it shows (`chart_kinds`); it is drawn with reportlab.graphics, in the shipped fonts, and can be read
without colour: every series has a pattern and every bar its figure.
"""

from threading import Thread
from typing import TYPE_CHECKING

from yihu.printing.chart_kinds import (
    Bars,
    Chart,
    Line,
    Mark,
    Region,
    Series,
    Share,
    Stack,
    StackedBars,
    Tone,
    chart_words,
    number_text,
)

if TYPE_CHECKING:
    from yihu.printing.flow import Flow

__all__ = [
    "Bars",
    "Chart",
    "Line",
    "Mark",
    "Region",
    "Series",
    "Share",
    "Stack",
    "StackedBars",
    "Tone",
    "chart_height",
    "chart_regions",
    "chart_svg",
    "chart_words",
    "make_ready",
    "number_text",
    "place_chart",
]

TEXT_PX = 14.0
PAPER_TEXT_PT = 8.0


def chart_svg(
    chart: Chart,
    width_px: float,
    height_px: float | None = None,
    *,
    dark: bool = False,
    text_px: float = TEXT_PX,
) -> bytes:
    """The chart as SVG on no ground of its own. `height_px` is a wish; None: as high as it is by itself."""
    from yihu.printing.chart_drawing import DARK_SCREEN, SCREEN
    from yihu.printing.chart_layout import draw_chart
    from yihu.printing.chart_svg import svg_of

    return svg_of(draw_chart(chart, width_px, height_px, text_px, DARK_SCREEN if dark else SCREEN))


def chart_height(chart: Chart, width_px: float, *, text_px: float = TEXT_PX) -> float:
    """How high the chart is by itself on the screen."""
    from yihu.printing.chart_layout import height_of

    return height_of(chart, width_px, text_px, paper=False)


def chart_regions(
    chart: Chart, width_px: float, height_px: float | None = None, *, text_px: float = TEXT_PX
) -> tuple[Region, ...]:
    """What can be chosen in the picture that `chart_svg` makes of the same figures. The first that holds a point counts."""
    from yihu.printing.chart_drawing import SCREEN
    from yihu.printing.chart_layout import draw_chart

    return draw_chart(chart, width_px, height_px, text_px, SCREEN).regions


def place_chart(flow: "Flow", chart: Chart, *, text_pt: float = PAPER_TEXT_PT) -> None:
    """The chart over the breadth of a page, as lines and letters; bars that a page doesn't hold go on overleaf."""
    from yihu.printing.chart_on_sheet import place_on

    place_on(flow, chart, text_pt)


def make_ready() -> None:
    """Bring in beside the window what drawing needs: half a second that the first chart then doesn't take."""
    Thread(target=_import_drawing, daemon=True).start()


def _import_drawing() -> None:
    import yihu.printing.chart_layout
    import yihu.printing.chart_svg  # noqa: F401
