"""What changes in time, as lines from moment to moment. Zero is on the scale, a gap is a gap."""

import math

from yihu.printing.chart_drawing import Canvas, Point, Style, style_of
from yihu.printing.chart_kinds import Line, Region, number_text
from yihu.printing.chart_rows import Scale
from yihu.printing.line_breaks import first_lines
from yihu.printing.typefaces import text_width

_NATURAL = 15.0
_LEAST = 8.0
"""Height as a multiple of the text's size."""
_TICKS = 4
_DASHES: tuple[tuple[float, ...], ...] = ((), (0.5, 0.3), (0.14, 0.22), (0.8, 0.25, 0.14, 0.25))
_MARKERS = (4, 3, 40, 5)
"""Corners of the marker at each point: square, triangle, circle, pentagon."""


def nice_step(span: float, parts: int) -> float:
    """1, 2 or 5 times a power of ten, so that about `parts` of them make the span."""
    rough = span / parts
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= rough * 0.9999)


class LineChart:
    """All lines of one chart over one scale."""

    def __init__(self, chart: Line, width: float, size: float) -> None:
        self.chart, self.width, self.size = chart, width, size
        known = [value for values in chart.values for value in values if value is not None]
        known += [chart.target] if chart.target is not None else []
        low, high = min([0.0, *known]), max([0.0, *known])
        high = high if high > low else low + 1.0
        step = nice_step(high - low, _TICKS)
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        self.ticks = [number * step for number in range(first, last + 1)]
        self.styles = [style_of(number, one.tone) for number, one in enumerate(chart.series)]
        self.ends = [self._end_words(number) for number in range(len(chart.series))]
        if chart.target is not None:
            self.ends.append(f"{chart.target_label} {number_text(chart.target)}".strip())

    def height(self, wished: float | None = None) -> float:
        """Points of it."""
        return max(wished if wished is not None else _NATURAL * self.size, _LEAST * self.size)

    def draw(self, canvas: Canvas, wished: float | None) -> list[Region]:
        """The whole; every point that is known can be chosen."""
        size, chart = self.size, self.chart
        top = size * (1.9 if chart.unit else 0.8)
        bottom = self.height(wished) - 1.7 * size
        figures = [number_text(tick) for tick in self.ticks]
        left = max(text_width(figure, size * 0.92) for figure in figures) + 0.6 * size
        words = max((text_width(end, size) for end in self.ends), default=0.0)
        right = self.width - min(words, self.width * 0.34) - 0.9 * size
        up = Scale(bottom, top, self.ticks[0], self.ticks[-1])
        for tick, figure in zip(self.ticks, figures, strict=True):
            y = up.at(tick)
            strong = tick == 0
            colour = canvas.palette.ink_2 if strong else canvas.palette.track
            canvas.line(
                ((left, y), (right, y)), colour if canvas.palette.rounded or strong else "#D9D9D9", 0.07
            )
            canvas.text(
                left - 0.5 * size,
                y + 0.33 * size,
                figure,
                align="right",
                part=0.92,
                colour=canvas.palette.ink_2,
            )
        if chart.unit:
            canvas.text(0, 1.0 * size, chart.unit, part=0.92, colour=canvas.palette.ink_2)
        across = self._places(left, right)
        self._moments(canvas, across, bottom)
        return self._lines(canvas, across, up, right)

    def _places(self, left: float, right: float) -> list[float]:
        count, free = len(self.chart.labels), self.size * 0.6
        if count < 2:
            return [(left + right) / 2] * count
        return [left + free + (right - left - 2 * free) * place / (count - 1) for place in range(count)]

    def _moments(self, canvas: Canvas, across: list[float], bottom: float) -> None:
        """Words below the line, each second or third left out where they would touch."""
        widest = max((text_width(label, self.size * 0.92) for label in self.chart.labels), default=0.0)
        step = (across[1] - across[0]) if len(across) > 1 else widest + 1
        every = max(1, math.ceil((widest + 0.5 * self.size) / max(step, 0.01)))
        last = len(across) - 1
        for place, (x, label) in enumerate(zip(across, self.chart.labels, strict=True)):
            if (last - place) % every == 0:
                canvas.text(
                    x, bottom + 1.3 * self.size, label, align="middle", part=0.92, colour=canvas.palette.ink_2
                )

    def _lines(self, canvas: Canvas, across: list[float], up: Scale, right: float) -> list[Region]:
        chart, regions = self.chart, list[Region]()
        wanted: list[float] = []
        for number, (one, values) in enumerate(zip(chart.series, chart.values, strict=True)):
            colour = canvas.palette.strong[self.styles[number].tone]
            known = [
                (x, up.at(value)) if value is not None else None
                for x, value in zip(across, values, strict=True)
            ]
            for piece in _pieces(known):
                if len(piece) > 1:
                    canvas.line(piece, colour, 0.14, _DASHES[number % len(_DASHES)])
            for place, point in enumerate(known):
                value = values[place]
                if point is not None and value is not None:
                    self._marker(canvas, point, number, self.styles[number])
                    words = f"{chart.labels[place]} · {one.name} {number_text(value, chart.unit)}"
                    regions.append(self._region(point, place, one.key, words))
            wanted.append(next((point[1] for point in reversed(known) if point is not None), up.at(0)))
        if chart.target is not None:
            y = up.at(chart.target)
            canvas.line(
                ((across[0] if across else 0.0, y), (right, y)), canvas.palette.ink, 0.08, (0.35, 0.25)
            )
            wanted.append(y)
        self._label_ends(canvas, wanted, right)
        return regions

    def _label_ends(self, canvas: Canvas, wanted: list[float], right: float) -> None:
        """Each line's name at its end; where two would touch, they stand apart."""
        lead, lowest = 1.25 * self.size, canvas.height
        order = sorted(range(len(wanted)), key=lambda number: (wanted[number], number))
        places = dict[int, float]()
        above = -math.inf
        for number in order:
            above = places[number] = max(wanted[number], above + lead)
        for number in reversed(order):
            lowest = places[number] = min(places[number], lowest - 0.4 * self.size)
            lowest -= lead - 0.4 * self.size
        room = self.width - right - 0.7 * self.size
        for number, y in places.items():
            text = first_lines(self.ends[number], 1, max(room, self.size), self.size)
            canvas.text(right + 0.7 * self.size, y + 0.35 * self.size, text)

    def _end_words(self, number: int) -> str:
        values = [value for value in self.chart.values[number] if value is not None]
        return f"{self.chart.series[number].name} {number_text(values[-1]) if values else ''}".strip()

    def _marker(self, canvas: Canvas, point: Point, number: int, style: Style) -> None:
        corners, radius = _MARKERS[number % len(_MARKERS)], self.size * 0.27
        turn = math.pi / 4 if corners == 4 else -math.pi / 2
        around = [turn + 2 * math.pi * corner / corners for corner in range(corners)]
        places = [
            (point[0] + radius * math.cos(angle), point[1] + radius * math.sin(angle)) for angle in around
        ]
        colour = canvas.palette.strong[style.tone]
        fill = colour if number < len(_MARKERS) else canvas.palette.ground
        canvas.polygon(places, fill, colour)

    def _region(self, point: Point, place: int, series: str, words: str) -> Region:
        side = 1.6 * self.size
        key = self.chart.keys[place] if self.chart.keys else ""
        return Region(
            x=point[0] - side / 2,
            y=point[1] - side / 2,
            width=side,
            height=side,
            key=key,
            series=series,
            words=words,
        )


def _pieces(points: list[Point | None]) -> list[list[Point]]:
    """Runs of known points."""
    pieces: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            pieces.append([])
        else:
            pieces[-1].append(point)
    return [piece for piece in pieces if piece]
