"""One sheet of paper that is drawn on. Places are points from its upper left corner."""

from collections.abc import Callable, Sequence

from yihu.printing.embedding import Fonts
from yihu.printing.page import A4, PageFormat
from yihu.printing.pictures import Picture
from yihu.printing.typefaces import text_width

_BOLD_STROKE = 0.035
"""Outline that makes the rare font bold, as a part of the size."""

BLACK, GREY = 0.0, 0.35
_DRAWN_KEPT = 4000
_OWN = ("/F3 ", "/F4 ", "/F5 ")
"""Fonts that hold one document's own glyphs."""


class Sheet:
    """Collects what is drawn; `content()` is the page in the operators of PDF.

    Attributes:
        pictures: those that stand on it, by the name that its content calls them.
    """

    def __init__(self, fonts: Fonts, page: PageFormat = A4) -> None:
        self._fonts = fonts
        self.page = page
        self._height = page.height_pt
        self.pictures: dict[str, Picture] = {}
        self._drawn = fonts.drawn
        self._fills: list[str] = []
        self._lines: list[str] = []
        self._texts: list[str] = []

    def once(self, what: object, y: float, draw: Callable[[], None]) -> None:
        """What is the same on many papers, drawn at `y`: the second time its operators are taken as they are.

        `what` stands for it by identity. Only what is written in the glyphs that all papers share can be kept.
        """
        key = (id(what), y, self._height)
        known = self._drawn.get(key)
        if known is None:
            places = len(self._fills), len(self._lines), len(self._texts)
            draw()
            fills, lines, texts = (
                tuple(operators[place:])
                for operators, place in zip((self._fills, self._lines, self._texts), places, strict=True)
            )
            if len(self._drawn) < _DRAWN_KEPT and not any(label in text for text in texts for label in _OWN):
                self._drawn[key] = (what, fills, lines, texts)
            return
        _, fills, lines, texts = known
        self._fills += fills
        self._lines += lines
        self._texts += texts

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        size_pt: float,
        *,
        bold: bool = False,
        gray: float = BLACK,
        spaced_pt: float = 0,
    ) -> None:
        """One line of text that begins at `x`."""
        if not text:
            return
        parts = [f"BT {x:.2f} {self._height - baseline:.2f} Td"]
        if gray:
            parts.append(f"{gray:g} g")
        if spaced_pt:
            parts.append(f"{spaced_pt:g} Tc")
        for label, numbers in self._fonts.runs(text, bold):
            shown = f"/{label} {size_pt:g} Tf <{numbers}> Tj"
            if bold and label == "F5":
                shown = f"2 Tr {size_pt * _BOLD_STROKE:.2f} w {shown} 0 Tr"
            parts.append(shown)
        parts.append("0 Tc" if spaced_pt else "")
        parts.append("0 g ET" if gray else "ET")
        self._texts.append(" ".join(filter(None, parts)))

    def text_right(
        self, right: float, baseline: float, text: str, size_pt: float, *, bold: bool = False, gray: float = 0
    ) -> None:
        """One line of text that ends at `right`."""
        self.text(right - text_width(text, size_pt, bold), baseline, text, size_pt, bold=bold, gray=gray)

    def text_middle(
        self,
        middle: float,
        baseline: float,
        text: str,
        size_pt: float,
        *,
        bold: bool = False,
        gray: float = 0,
    ) -> None:
        """One line of text around `middle`."""
        left = middle - text_width(text, size_pt, bold) / 2
        self.text(left, baseline, text, size_pt, bold=bold, gray=gray)

    def fill(self, x: float, y: float, width: float, height: float, gray: float) -> None:
        """A filled rectangle below all lines and texts."""
        self._fills.append(
            f"{gray:g} g {x:.2f} {self._height - y - height:.2f} {width:.2f} {height:.2f} re f"
        )

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A thin line."""
        self._lines.append(f"{x1:.2f} {self._height - y1:.2f} m {x2:.2f} {self._height - y2:.2f} l")

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """A thin rectangle."""
        self._lines.append(f"{x:.2f} {self._height - y - height:.2f} {width:.2f} {height:.2f} re")

    def dashed_frame(self, x: float, y: float, width: float, height: float) -> None:
        """A dashed grey rectangle over everything else."""
        box = f"{x:.2f} {self._height - y - height:.2f} {width:.2f} {height:.2f} re"
        self._texts.append(f"q 0.45 G 0.6 w [2 2] 0 d {box} S Q")

    def dashed_line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A dashed grey line over everything else."""
        ends = f"{x1:.2f} {self._height - y1:.2f} m {x2:.2f} {self._height - y2:.2f} l"
        self._texts.append(f"q 0.45 G 0.6 w [2 2] 0 d {ends} S Q")

    def thick_line(self, x1: float, y1: float, x2: float, y2: float, width_pt: float = 1.4) -> None:
        """A thick line over everything else."""
        ends = f"{x1:.2f} {self._height - y1:.2f} m {x2:.2f} {self._height - y2:.2f} l"
        self._texts.append(f"q {width_pt:g} w {ends} S Q")

    def shape(
        self, points: Sequence[tuple[float, float]], fill: tuple[float, float, float] | None = None
    ) -> None:
        """A closed shape with a thick outline, filled in a colour (red, green, blue from 0 to 1) or not."""
        (x, y), *others = points
        path = [
            f"{x:.2f} {self._height - y:.2f} m",
            *(f"{x:.2f} {self._height - y:.2f} l" for x, y in others),
        ]
        colour = "{:g} {:g} {:g} rg ".format(*fill) if fill else ""
        self._texts.append(f"q 1.2 w {colour}{' '.join(path)} {'b' if fill else 's'} Q")

    def picture(self, x: float, y: float, width: float, height: float, picture: Picture) -> None:
        """A picture over everything else."""
        name = f"P{picture.name}"
        self.pictures[name] = picture
        self._texts.append(
            f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {self._height - y - height:.2f} cm /{name} Do Q"
        )

    def painted(self, operators: str) -> None:
        """A drawing over everything else, in operators of PDF and counted from the lower left corner."""
        self._texts.append(operators)

    def squares(self, x: float, y: float, rows: tuple[tuple[tuple[int, int], ...], ...], side: float) -> None:
        """Black squares of a grid, each row a tuple of runs (first column, how many)."""
        parts = [
            f"{x + first * side:.3f} {self._height - y - (place + 1) * side:.3f} {count * side:.3f} {side:.3f} re"
            for place, row in enumerate(rows)
            for first, count in row
        ]
        self._texts.append(" ".join([*parts, "f"]))

    def hatched(self, x: float, y: float, width: float, height: float, gap: float = 3.5) -> None:
        """A rectangle of slanting lines, to be told from a filled one without colour."""
        if width <= 0:
            return
        bottom = self._height - y - height
        strokes = []
        left = x - height
        while left < x + width:
            strokes.append(f"{left:.2f} {bottom:.2f} m {left + height:.2f} {bottom + height:.2f} l")
            left += gap
        clip = f"{x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re W n"
        self._texts.append(f"q {clip} 0.5 w {' '.join(strokes)} S Q")

    def content(self) -> bytes:
        """The page: grounds first, then lines, then what is written."""
        lines = " ".join(["0.25 G 0.5 w", *self._lines, "S 0 G"]) if self._lines else ""
        return "\n".join([*self._fills, "0 g", lines, *self._texts, ""]).encode("ascii")
