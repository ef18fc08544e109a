"""A chart as a drawing of reportlab.graphics, on a ground, in a size of text."""

from dataclasses import dataclass
from typing import Any

from yihu.printing.chart_drawing import PAPER, Canvas, Palette
from yihu.printing.chart_kinds import Bars, Chart, Line, Region, Share
from yihu.printing.chart_line import LineChart
from yihu.printing.chart_rows import ON_PAPER, ON_SCREEN, BarRows, StackRows
from yihu.printing.chart_share import ShareChart
from yihu.printing.line_breaks import break_lines

_NOTE_PART, _NOTE_LEADING, _NOTE_GAP = 0.92, 1.35, 0.5


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart that is drawn.

    Attributes:
        drawing: a `reportlab.graphics.shapes.Drawing`.
        regions: what can be chosen, first those that lie above others.
    """

    drawing: Any
    width: float
    height: float
    regions: tuple[Region, ...]


def draw_chart(chart: Chart, width: float, height: float | None, size: float, palette: Palette) -> Drawn:
    """Draw it `width` wide. `height` is a wish; None: as high as it is by itself. `size` is that of its text."""
    body = _body(chart, width, size, paper=palette is PAPER)
    note = _note(chart, width, size)
    below = len(note) * _NOTE_LEADING * _NOTE_PART * size + (_NOTE_GAP * size if note else 0.0)
    wished = None if height is None else height - below
    above = body.height(wished)
    canvas = Canvas(width, above + below, size, palette)
    regions = body.draw(canvas, wished)
    for place, line in enumerate(note):
        baseline = above + (_NOTE_GAP + (place + 0.8) * _NOTE_LEADING * _NOTE_PART) * size
        canvas.text(0, baseline, line, part=_NOTE_PART, colour=palette.ink_2)
    return Drawn(canvas.drawing, width, above + below, tuple(regions))


def height_of(chart: Chart, width: float, size: float, *, paper: bool) -> float:
    """How high it is by itself."""
    note = len(_note(chart, width, size))
    return _body(chart, width, size, paper=paper).height() + (
        (_NOTE_GAP + note * _NOTE_LEADING * _NOTE_PART) * size if note else 0.0
    )


def _body(
    chart: Chart, width: float, size: float, *, paper: bool
) -> BarRows | StackRows | LineChart | ShareChart:
    manner = ON_PAPER if paper else ON_SCREEN
    if isinstance(chart, Bars):
        return BarRows(chart, width, size, manner)
    if isinstance(chart, Share):
        return ShareChart(chart, width, size, manner)
    if isinstance(chart, Line):
        return LineChart(chart, width, size)
    return StackRows(chart, width, size, manner)


def _note(chart: Chart, width: float, size: float) -> list[str]:
    return break_lines(chart.note, width, size * _NOTE_PART) if chart.note else []
