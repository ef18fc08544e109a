"""Parts of one whole: a hundred squares, each a hundredth, and beside them what they stand for."""

from collections.abc import Sequence

from yihu.printing.chart_drawing import Canvas, style_of
from yihu.printing.chart_kinds import Region, Share, figure_of
from yihu.printing.chart_rows import Manner
from yihu.printing.line_breaks import first_lines
from yihu.printing.typefaces import text_width

SQUARES = 100
_IN_A_ROW = 10
_SIDE, _GAP = 1.02, 0.16


def squares_of(values: Sequence[float]) -> list[int]:
    """How many of a hundred squares each part has: by the largest remainder, none that is not nothing left out.

    The squares are a hundred together, or none where all parts are nothing.
    """
    total = sum(value for value in values if value > 0)
    if total <= 0:
        return [0] * len(values)
    exact = [max(value, 0.0) / total * SQUARES for value in values]
    squares = [max(int(part), 1) if part > 0 else 0 for part in exact]
    by_remainder = sorted(range(len(values)), key=lambda place: (squares[place] - exact[place], place))
    for place in by_remainder[: max(SQUARES - sum(squares), 0)]:
        squares[place] += 1
    while sum(squares) > SQUARES:
        squares[max(range(len(values)), key=lambda place: squares[place])] -= 1
    return squares


def percent_text(value: float, total: float, squares: int) -> str:
    """A part in hundredths: as many as it has squares, so that they make a hundred."""
    if total > 0 and 0 < value / total < 0.005:
        return "<1 %"
    return f"{squares} %"


class ShareChart:
    """Squares at the left, words at the right, or below where there is no room beside."""

    def __init__(self, chart: Share, width: float, size: float, manner: Manner) -> None:
        self.chart, self.width, self.size = chart, width, size
        self.step = min(manner.step, 2.0) * size
        self.grid = _IN_A_ROW * (_SIDE + _GAP) * size
        self.squares = squares_of([part.value for part in chart.parts])
        total = sum(part.value for part in chart.parts)
        self.figures = [
            f"{figure_of(part, chart.unit)} · {percent_text(part.value, total, squares)}"
            for part, squares in zip(chart.parts, self.squares, strict=True)
        ]
        wide = max((text_width(figure, size) for figure in self.figures), default=0.0)
        self.figure_width = wide
        self.beside = width - self.grid - 1.5 * size >= wide + 7 * size
        self.left = self.grid + 1.5 * size if self.beside else 0.0
        longest = max((text_width(part.label, size) for part in chart.parts), default=0.0)
        self.right = min(width, self.left + 1.6 * size + longest + 2 * size + wide)

    def height(self, wished: float | None = None) -> float:
        """Points of it; it isn't stretched."""
        words = self.step * len(self.chart.parts)
        return max(self.grid, words) if self.beside else self.grid + self.size + words

    def draw(self, canvas: Canvas, wished: float | None) -> list[Region]:
        """Squares and words; a part is chosen at either."""
        regions = self._squares(canvas)
        top = 0.0 if self.beside else self.grid + self.size
        for number, (part, figure) in enumerate(zip(self.chart.parts, self.figures, strict=True)):
            y, size = top + number * self.step, self.size
            canvas.patch(
                self.left,
                y + (self.step - 0.9 * size) / 2,
                1.1 * size,
                0.9 * size,
                style_of(number, part.tone),
            )
            room = self.right - self.left - 1.6 * size - self.figure_width - size
            baseline = y + self.step / 2 + 0.36 * size
            canvas.text(self.left + 1.6 * size, baseline, first_lines(part.label, 1, max(room, size), size))
            canvas.text(self.right, baseline, figure, align="right")
            words = f"{part.label} {figure}"
            regions.append(
                Region(
                    x=self.left,
                    y=y,
                    width=self.right - self.left,
                    height=self.step,
                    key=part.key,
                    words=words,
                )
            )
        return regions

    def _squares(self, canvas: Canvas) -> list[Region]:
        """From the upper left corner, row by row."""
        regions, at, step = list[Region](), 0, (_SIDE + _GAP) * self.size
        if not sum(self.squares):
            for place in range(SQUARES):
                row, column = divmod(place, _IN_A_ROW)
                canvas.rect(
                    column * step, row * step, _SIDE * self.size, _SIDE * self.size, "", canvas.palette.line
                )
        for number, part in enumerate(self.chart.parts):
            for place in range(at, at + self.squares[number]):
                row, column = divmod(place, _IN_A_ROW)
                side = _SIDE * self.size
                canvas.patch(column * step, row * step, side, side, style_of(number, part.tone))
                words = f"{part.label} {self.figures[number]}"
                regions.append(
                    Region(x=column * step, y=row * step, width=step, height=step, key=part.key, words=words)
                )
            at += self.squares[number]
        return regions
