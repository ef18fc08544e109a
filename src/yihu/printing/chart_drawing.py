"""What charts are drawn with: a drawing of reportlab.graphics, its colours and its patterns.

Places are counted from the upper left corner, as on our sheets; reportlab counts from the lower left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.graphics.shapes import Drawing, Path, Polygon, Rect, String
from reportlab.lib.colors import HexColor

from yihu.printing.chart_kinds import Tone
from yihu.printing.line_breaks import printable
from yihu.printing.typefaces import find_glyph, text_width

_RADIUS = 0.28
"""Of a bar's corners on the screen, as a part of the text's size."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours of one ground as `#RRGGBB`.

    Attributes:
        strong, light: for each tone what is filled, and the ground below a pattern.
        on_strong: text upon a strong colour.
    """

    ground: str
    ink: str
    ink_2: str
    line: str
    track: str
    on_strong: str
    strong: dict[str, str]
    light: dict[str, str]
    rounded: bool = True


SCREEN = Palette(
    ground="#FFFFFF",
    ink="#1C2723",
    ink_2="#56645D",
    line="#CDD4CF",
    track="#ECEEEC",
    on_strong="#FFFFFF",
    strong={"green": "#1D6A50", "amber": "#8C5A0E", "red": "#AB342B", "blue": "#28597F", "grey": "#68736C"},
    light={"green": "#E5F0EB", "amber": "#FBF1DD", "red": "#FAEAE8", "blue": "#E6EFF6", "grey": "#ECEEEC"},
)
"""The window's own tokens (`ui/look/tokens.py`), which this layer can't see; a test holds them together."""

DARK_SCREEN = Palette(
    ground="#1B221F",
    ink="#E7ECE8",
    ink_2="#AFBBB4",
    line="#46524C",
    track="#2C3531",
    on_strong="#0D1613",
    strong={"green": "#6FC7A4", "amber": "#E2B05E", "red": "#F29C93", "blue": "#93C1E6", "grey": "#98A59E"},
    light={"green": "#1D382D", "amber": "#382B13", "red": "#40211E", "blue": "#1B3244", "grey": "#28302C"},
)

PAPER = Palette(
    ground="#FFFFFF",
    ink="#000000",
    ink_2="#404040",
    line="#808080",
    track="#FFFFFF",
    on_strong="#FFFFFF",
    strong=dict.fromkeys(SCREEN.strong, "#595959"),
    light=dict.fromkeys(SCREEN.light, "#F2F2F2"),
    rounded=False,
)
"""Black and greys: a copier has no more."""

PATTERNS = ("solid", "rising", "light", "falling", "dots", "crossed", "level", "upright")
"""In the order that series take them. `light` is the ground alone within its edge."""
_OWN_TONES: tuple[Tone, ...] = ("green", "blue", "grey", "green", "blue", "grey", "green", "blue")


@dataclass(frozen=True, slots=True)
class Style:
    """How one series looks."""

    tone: Tone
    pattern: str


def style_of(number: int, tone: Tone = "") -> Style:
    """Pattern by place, colour by meaning where it has one."""
    place = number % len(PATTERNS)
    return Style(tone or _OWN_TONES[place], PATTERNS[place])


class Canvas:
    """Draws upon a drawing of `width` to `height`; sizes follow the size of its text."""

    def __init__(self, width: float, height: float, text: float, palette: Palette) -> None:
        self.drawing: Any = Drawing(width, height)
        self.width, self.height, self.size, self.palette = width, height, text, palette

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        *,
        align: str = "left",
        colour: str = "",
        part: float = 1.0,
        bold: bool = False,
    ) -> None:
        """One line; `part` of the text's size. Each run of a font is a text of its own."""
        text, size = printable(text), self.size * part
        width = text_width(text, size, bold)
        x -= {"left": 0.0, "middle": width / 2, "right": width}[align]
        for font, run in font_runs(text, bold):
            self.drawing.add(
                String(
                    x,
                    self.height - baseline,
                    run,
                    fontName=font,
                    fontSize=size,
                    fillColor=HexColor(colour or self.palette.ink),
                )
            )
            x += text_width(run, size, bold)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        edge: str = "",
        *,
        rounded: bool = False,
    ) -> None:
        """A rectangle, its corners rounded only where that is the ground's manner."""
        if width <= 0 or height <= 0:
            return
        radius = min(self.size * _RADIUS, width / 2, height / 2) if rounded and self.palette.rounded else 0
        self.drawing.add(
            Rect(
                x,
                self.height - y - height,
                width,
                height,
                rx=radius,
                ry=radius,
                fillColor=HexColor(fill) if fill else None,
                strokeColor=HexColor(edge) if edge else None,
                strokeWidth=self.size * 0.05,
            )
        )

    def line(
        self, points: Sequence[Point], colour: str, width: float = 0.06, dash: Sequence[float] = ()
    ) -> None:
        """A line through these points; widths and dashes are parts of the text's size."""
        path = Path(
            strokeColor=HexColor(colour),
            strokeWidth=self.size * width,
            strokeDashArray=[part * self.size for part in dash] or None,
            fillColor=None,
        )
        for place, (x, y) in enumerate(points):
            (path.lineTo if place else path.moveTo)(x, self.height - y)
        self.drawing.add(path)

    def polygon(self, points: Sequence[Point], fill: str, edge: str) -> None:
        """A closed shape."""
        flat = [value for x, y in points for value in (x, self.height - y)]
        self.drawing.add(
            Polygon(flat, fillColor=HexColor(fill), strokeColor=HexColor(edge), strokeWidth=self.size * 0.1)
        )

    def strokes(self, lines: Iterator[tuple[Point, Point]], colour: str, width: float = 0.06) -> None:
        """Many short lines as one shape."""
        path = Path(strokeColor=HexColor(colour), strokeWidth=self.size * width, fillColor=None)
        for (x1, y1), (x2, y2) in lines:
            path.moveTo(x1, self.height - y1)
            path.lineTo(x2, self.height - y2)
        if path.points:
            self.drawing.add(path)

    def patch(self, x: float, y: float, width: float, height: float, style: Style) -> None:
        """A rectangle that looks as its series does."""
        if width <= 0:
            return
        strong, light = self.palette.strong[style.tone], self.palette.light[style.tone]
        if style.pattern == "solid":
            self.rect(x, y, width, height, strong, strong)
            return
        self.rect(x, y, width, height, light, strong)
        gap = self.size * 0.36
        box = (x, y, width, height)
        if style.pattern in ("rising", "crossed"):
            self.strokes(_slanted(box, gap, rising=True), strong)
        if style.pattern in ("falling", "crossed"):
            self.strokes(_slanted(box, gap, rising=False), strong)
        if style.pattern == "level":
            self.strokes(_level(box, gap * 0.8), strong)
        if style.pattern == "upright":
            self.strokes(
                (((b, a), (d, c)) for (a, b), (c, d) in _level((y, x, height, width), gap * 0.8)), strong
            )
        if style.pattern == "dots":
            self.strokes(_dots(box, gap * 0.9, self.size * 0.11), strong, 0.11)


def font_runs(text: str, bold: bool) -> list[tuple[str, str]]:
    """The text as pieces that one shipped font has all of: font, piece."""
    runs: list[tuple[str, str]] = []
    for character in text:
        font = find_glyph(character, bold).font
        if runs and runs[-1][0] == font:
            runs[-1] = (font, runs[-1][1] + character)
        else:
            runs.append((font, character))
    return runs


Box = tuple[float, float, float, float]


def _slanted(box: Box, gap: float, *, rising: bool) -> Iterator[tuple[Point, Point]]:
    """Lines at 45 degrees, each cut where it leaves the box."""
    x, y, width, height = box
    start = gap / 2
    while start < width + height:
        first = (start, 0.0) if start <= width else (width, start - width)
        last = (0.0, start) if start <= height else (start - height, height)
        if rising:
            yield (x + first[0], y + first[1]), (x + last[0], y + last[1])
        else:
            yield (x + width - first[0], y + first[1]), (x + width - last[0], y + last[1])
        start += gap


def _level(box: Box, gap: float) -> Iterator[tuple[Point, Point]]:
    x, y, width, height = box
    at = gap / 2
    while at < height:
        yield (x, y + at), (x + width, y + at)
        at += gap


def _dots(box: Box, gap: float, side: float) -> Iterator[tuple[Point, Point]]:
    """Dots as strokes as long as they are wide, every other row shifted."""
    x, y, width, height = box
    row, down = 0, gap / 2
    while down < height:
        right = gap / 2 + (gap / 2 if row % 2 else 0)
        while right < width - side:
            yield (x + right, y + down), (x + right + side, y + down)
            right += gap
        down += gap * 0.8
        row += 1
