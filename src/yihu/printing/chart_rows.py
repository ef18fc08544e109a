"""Charts made of rows: a label, a bar, a figure. Bars begin at zero, wherever that lies."""

from collections.abc import Sequence
from dataclasses import dataclass

from yihu.printing.chart_drawing import Canvas, Style, style_of
from yihu.printing.chart_kinds import (
    Bars,
    Mark,
    Region,
    Stack,
    StackedBars,
    figure_of,
    number_text,
    total_of,
)
from yihu.printing.line_breaks import break_lines, first_lines
from yihu.printing.typefaces import text_width

_LEADING = 1.3
_LABEL_PART, _FIGURE_PART = 0.42, 0.36
"""Of the breadth that labels and figures may take at most."""
_BAR_PART, _BAR_MOST = 0.58, 1.3
_LEAST_STEP = 1.5
_SHORTEST = 0.12
"""A bar that is not nothing is seen, however short."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How rows stand on a ground: all in parts of the text's size.

    Attributes:
        step: from row to row. label_lines: a label has at most so many; 0: as many as it needs.
        tracked: whether the empty part of a bar is drawn.
    """

    step: float
    label_lines: int
    tracked: bool


ON_SCREEN = Manner(34 / 14, 2, True)
ON_PAPER = Manner(2.0, 0, False)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where labels, bars and figures stand."""

    labels: tuple[tuple[str, ...], ...]
    figures: tuple[str, ...]
    bar_left: float
    bar_right: float

    def lines(self, row: int) -> int:
        """How many lines a label has."""
        return len(self.labels[row])


def columns_of(
    labels: Sequence[str], figures: Sequence[str], width: float, size: float, lines: int
) -> Columns:
    """The narrowest columns that hold all labels and figures, so that bars have the rest."""
    gap = size * 0.9
    longest = max((text_width(label, size) for label in labels), default=0.0)
    label_width = min(longest, width * _LABEL_PART)
    figure_width = min(
        max((text_width(figure, size) for figure in figures), default=0.0), width * _FIGURE_PART
    )
    broken = [
        first_lines(label, lines, label_width + 0.1, size).split("\n")
        if lines
        else break_lines(label, label_width + 0.1, size)
        for label in labels
    ]
    return Columns(
        tuple(map(tuple, broken)),
        tuple(first_lines(figure, 1, figure_width + 0.1, size) for figure in figures),
        label_width + gap,
        max(width - figure_width - gap, label_width + gap + size),
    )


def row_heights(columns: Columns, size: float, step: float) -> list[float]:
    """Points of each row: the step, or more where a label has several lines."""
    return [
        max(step, columns.lines(row) * _LEADING * size + 0.4 * size) for row in range(len(columns.labels))
    ]


def fitted_step(natural: float, rows: int, wished: float | None, fixed: float, size: float) -> float:
    """The step with which rows take the wished height, never so close that words touch."""
    if wished is None or not rows:
        return natural
    return min(max((wished - fixed) / rows, _LEAST_STEP * size), natural * 1.6)


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to places. Zero is always in it."""

    left: float
    right: float
    low: float
    high: float

    def at(self, value: float) -> float:
        """The place of a value."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def scale_over(values: Sequence[float], left: float, right: float) -> Scale:
    """A scale that holds these values and zero."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    return Scale(left, right, low, high if high > low else low + 1.0)


class BarRows:
    """Plain bars."""

    def __init__(self, chart: Bars, width: float, size: float, manner: Manner) -> None:
        self.chart, self.width, self.size, self.manner = chart, width, size, manner
        figures = [figure_of(mark, chart.unit) for mark in chart.marks]
        self.columns = columns_of(
            [mark.label for mark in chart.marks], figures, width, size, manner.label_lines
        )

    def height(self, wished: float | None = None) -> float:
        """Points of all rows."""
        return sum(self._heights(wished))

    def _heights(self, wished: float | None) -> list[float]:
        natural = self.manner.step * self.size
        step = fitted_step(natural, len(self.chart.marks), wished, 0.0, self.size)
        return row_heights(self.columns, self.size, step)

    def draw(self, canvas: Canvas, wished: float | None) -> list[Region]:
        """All rows from the top; the places to choose."""
        chart, y, regions = self.chart, 0.0, []
        values = [value for mark in chart.marks for value in _ends(mark)]
        scale = scale_over([*values, chart.whole or 0.0], self.columns.bar_left, self.columns.bar_right)
        heights = self._heights(wished)
        for row, (mark, height) in enumerate(zip(chart.marks, heights, strict=True)):
            draw_words(canvas, self.columns, row, y, height, self.width)
            self._bar(canvas, scale, mark, y, height)
            words = f"{mark.label} {figure_of(mark, chart.unit)}"
            regions.append(Region(x=0, y=y, width=self.width, height=height, key=mark.key, words=words))
            y += height
        draw_zero(canvas, scale, y, always=not self.manner.tracked)
        return regions

    def _bar(self, canvas: Canvas, scale: Scale, mark: Mark, y: float, height: float) -> None:
        size, style = self.size, style_of(0, mark.tone)
        thick = min(height * _BAR_PART, size * _BAR_MOST)
        top = y + (height - thick) / 2
        if self.manner.tracked:
            canvas.rect(scale.left, top, scale.right - scale.left, thick, canvas.palette.track, rounded=True)
        elif self.chart.whole:
            canvas.rect(
                scale.at(0), top, scale.at(self.chart.whole) - scale.at(0), thick, "", canvas.palette.line
            )
        left, right = sorted((scale.at(0), scale.at(mark.value)))
        if mark.value:
            right = max(right, left + _SHORTEST * size) if mark.value > 0 else right
            strong = canvas.palette.strong[style.tone]
            canvas.rect(left, top, right - left, thick, strong, rounded=scale.low == 0 and mark.high is None)
        if mark.high is not None and mark.high > mark.value:
            start = scale.at(mark.value)
            canvas.patch(start, top, scale.at(mark.high) - start, thick, Style(style.tone, "rising"))
        if mark.target is not None:
            x = scale.at(mark.target)
            canvas.line(((x, top - size * 0.18), (x, top + thick + size * 0.18)), canvas.palette.ink, 0.14)


class StackRows:
    """Bars made of parts, with what each pattern stands for above them."""

    def __init__(self, chart: StackedBars, width: float, size: float, manner: Manner) -> None:
        self.chart, self.width, self.size, self.manner = chart, width, size, manner
        self.styles = [style_of(number, one.tone) for number, one in enumerate(chart.series)]
        figures = [total_of(row, chart.unit) for row in chart.rows]
        self.columns = columns_of([row.label for row in chart.rows], figures, width, size, manner.label_lines)
        self.legend = Legend([one.name for one in chart.series], self.styles, width, size)

    def height(self, wished: float | None = None) -> float:
        """Points of the legend and all rows."""
        return self.legend.height + sum(self._heights(wished))

    def _heights(self, wished: float | None) -> list[float]:
        natural = self.manner.step * self.size
        step = fitted_step(natural, len(self.chart.rows), wished, self.legend.height, self.size)
        return row_heights(self.columns, self.size, step)

    def draw(self, canvas: Canvas, wished: float | None) -> list[Region]:
        """Legend and rows from the top; parts can be chosen, and what is beside them is the whole bar."""
        chart, y, regions = self.chart, self.legend.height, []
        self.legend.draw(canvas, 0.0)
        sums = [sum(row.values) for row in chart.rows]
        scale = scale_over([*sums, chart.whole or 0.0], self.columns.bar_left, self.columns.bar_right)
        first = y
        for row, (stack, height) in enumerate(zip(chart.rows, self._heights(wished), strict=True)):
            draw_words(canvas, self.columns, row, y, height, self.width)
            regions += self._parts(canvas, scale, stack, y, height)
            words = f"{stack.label} {total_of(stack, chart.unit)}"
            regions.append(Region(x=0, y=y, width=self.width, height=height, key=stack.key, words=words))
            y += height
        draw_zero(canvas, scale, y, always=True, top=first)
        return regions

    def _parts(self, canvas: Canvas, scale: Scale, stack: Stack, y: float, height: float) -> list[Region]:
        size, regions = self.size, []
        thick = min(height * _BAR_PART * 1.15, size * _BAR_MOST * 1.1)
        top, sofar = y + (height - thick) / 2, 0.0
        for one, style, value in zip(self.chart.series, self.styles, stack.values, strict=True):
            left, right = scale.at(sofar), scale.at(sofar + value)
            sofar += value
            if value <= 0:
                continue
            canvas.patch(left, top, right - left, thick, style)
            _number_inside(canvas, left, right, top, thick, number_text(value), style)
            words = f"{stack.label} · {one.name} {number_text(value, self.chart.unit)}"
            wide = max(right - left, _SHORTEST * size)
            place = Region(x=left, y=y, width=wide, height=height, key=stack.key, series=one.key, words=words)
            regions.append(place)
        return regions


def _number_inside(
    canvas: Canvas, left: float, right: float, top: float, thick: float, text: str, style: Style
) -> None:
    """A part's figure where it has room, on a ground of its own where a pattern would run through it."""
    part = 0.86
    wide = text_width(text, canvas.size * part)
    if wide + canvas.size * 0.8 > right - left or thick < canvas.size * 0.95:
        return
    middle, baseline = (left + right) / 2, top + thick / 2 + canvas.size * 0.31
    palette = canvas.palette
    if style.pattern == "solid":
        canvas.text(middle, baseline, text, align="middle", part=part, colour=palette.on_strong)
        return
    free = canvas.size * 0.22
    if style.pattern != "light":
        canvas.rect(
            middle - wide / 2 - free,
            top + thick * 0.08,
            wide + 2 * free,
            thick * 0.84,
            palette.light[style.tone],
        )
    canvas.text(middle, baseline, text, align="middle", part=part)


class Legend:
    """A swatch and a name for each series, as many to a line as it holds."""

    def __init__(self, names: Sequence[str], styles: Sequence[Style], width: float, size: float) -> None:
        self.size, self.styles = size, styles
        self.places: list[tuple[float, int, str]] = []
        x, line = 0.0, 0
        for name in names:
            shown = first_lines(name, 1, max(width - 2 * size, size), size)
            wide = 1.5 * size + text_width(shown, size)
            if x and x + wide > width:
                x, line = 0.0, line + 1
            self.places.append((x, line, shown))
            x += wide + 1.4 * size
        self.height = ((line + 1) * 1.7 + 0.3) * size if self.places else 0.0

    def draw(self, canvas: Canvas, top: float) -> None:
        """All of it from `top`."""
        size = self.size
        for (x, line, name), style in zip(self.places, self.styles, strict=True):
            y = top + line * 1.7 * size
            canvas.patch(x, y + 0.25 * size, 1.1 * size, 0.9 * size, style)
            canvas.text(x + 1.5 * size, y + 1.05 * size, name)


def draw_words(canvas: Canvas, columns: Columns, row: int, y: float, height: float, width: float) -> None:
    """A row's label at its left and its figure at its right, around the row's middle."""
    size, lines = canvas.size, columns.labels[row]
    top = y + (height - len(lines) * _LEADING * size) / 2
    for place, line in enumerate(lines):
        canvas.text(0, top + (place * _LEADING + 1.0) * size, line)
    canvas.text(width, y + height / 2 + size * 0.36, columns.figures[row], align="right")


def draw_zero(canvas: Canvas, scale: Scale, bottom: float, *, always: bool, top: float = 0.0) -> None:
    """The line of zero: where bars go to both sides, and where no track shows their beginning."""
    if always or scale.low < 0:
        x = scale.at(0)
        canvas.line(((x, top), (x, bottom)), canvas.palette.ink_2, 0.07)


def _ends(mark: Mark) -> list[float]:
    return [value for value in (mark.value, mark.high, mark.target) if value is not None]
