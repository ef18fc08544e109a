"""A drawn chart on our own sheets: vectors, its texts as text."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reportlab.graphics.shapes import Path, Polygon, Rect, String

from yihu.printing.chart_drawing import PAPER
from yihu.printing.chart_kinds import Bars, Chart, StackedBars
from yihu.printing.chart_layout import Drawn, draw_chart, height_of
from yihu.printing.flow import Flow
from yihu.printing.sheet import Sheet
from yihu.printing.typefaces import BOLD

_AFTER = 6.0


def place_on(flow: Flow, chart: Chart, text_pt: float) -> None:
    """Piece after piece, each on one page."""
    for piece in _pieces(flow, chart, text_pt):
        _place(flow, draw_chart(piece, flow.page.breadth, None, text_pt, PAPER))
    flow.skip(_AFTER)


def _place(flow: Flow, drawn: Drawn) -> None:
    flow.place(drawn.height, lambda sheet, y: draw_on(sheet, drawn, sheet.page.left, y))


def _pieces(flow: Flow, chart: Chart, text_pt: float) -> Iterator[Chart]:
    """The chart whole where a page holds it; else as many of its rows as this page and then the next have room for."""
    whole_page = flow.page.bottom - flow.page.top
    height = height_of(chart, flow.page.breadth, text_pt, paper=True)
    if height <= whole_page or not isinstance(chart, Bars | StackedBars):
        yield chart
        return
    # All pieces have one scale.
    rest = replace(chart, whole=chart.whole or _longest(chart))
    while _row_count(rest):
        room = flow.room() if flow.room() > whole_page / 3 else whole_page
        count = _most(rest, flow.page.breadth, text_pt, room)
        last = count == _row_count(rest)
        yield replace(_rows(rest, 0, count), note=rest.note if last else "")
        rest = _rows(rest, count, _row_count(rest))


def _row_count(chart: Bars | StackedBars) -> int:
    return len(chart.marks if isinstance(chart, Bars) else chart.rows)


def _rows(chart: Bars | StackedBars, first: int, end: int) -> Bars | StackedBars:
    if isinstance(chart, Bars):
        return replace(chart, marks=chart.marks[first:end])
    return replace(chart, rows=chart.rows[first:end])


def _most(chart: Bars | StackedBars, breadth: float, text_pt: float, room: float) -> int:
    """How many rows fit, at least one."""
    low, high = 1, _row_count(chart)
    while low < high:
        middle = (low + high + 1) // 2
        if height_of(_rows(chart, 0, middle), breadth, text_pt, paper=True) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _longest(chart: Bars | StackedBars) -> float:
    if isinstance(chart, Bars):
        return max(
            (max(mark.value, mark.high or 0.0, mark.target or 0.0) for mark in chart.marks), default=0.0
        )
    return max((sum(row.values) for row in chart.rows), default=0.0)


def draw_on(sheet: Sheet, drawn: Drawn, left: float, top: float) -> None:
    """Draw it with its upper left corner there."""
    low = sheet.page.height_pt - top - drawn.height
    for shape in drawn.drawing.contents:
        if isinstance(shape, String):
            sheet.text(
                left + shape.x,
                top + drawn.height - shape.y,
                shape.text,
                shape.fontSize,
                bold=shape.fontName == BOLD,
                gray=_gray(shape.fillColor),
            )
        else:
            sheet.painted(_operators(shape, left, low))


def _operators(shape: Any, left: float, low: float) -> str:
    """One shape in the operators of PDF. Colours are greys already."""
    state, painted = [], "S"
    fill = None if isinstance(shape, Path) else shape.fillColor
    if fill is not None:
        state.append(f"{_gray(fill):g} g")
        painted = "f" if shape.strokeColor is None else "B"
    if shape.strokeColor is not None:
        state.append(f"{_gray(shape.strokeColor):g} G {shape.strokeWidth:.2f} w")
    if shape.strokeDashArray:
        state.append(f"[{' '.join(f'{part:.2f}' for part in shape.strokeDashArray)}] 0 d")
    return " ".join(["q", *state, _path(shape, left, low), painted, "Q"])


def _path(shape: Any, left: float, low: float) -> str:
    if isinstance(shape, Rect):
        return f"{left + shape.x:.2f} {low + shape.y:.2f} {shape.width:.2f} {shape.height:.2f} re"
    points = [(left + x, low + y) for x, y in zip(shape.points[::2], shape.points[1::2], strict=True)]
    # A path of ours is made of moves (0) and straight lines (1) alone.
    moves = shape.operators if isinstance(shape, Path) else [0, *[1] * (len(points) - 1)]
    steps = [f"{x:.2f} {y:.2f} {'l' if step else 'm'}" for (x, y), step in zip(points, moves, strict=True)]
    return " ".join([*steps, "h"] if isinstance(shape, Polygon) else steps)


def _gray(colour: Any) -> float:
    return round(float(colour.red), 2)
