"""One sheet of A4 that is drawn on. Places are points from its upper left corner."""

from yihu.printing.embedding import Fonts
from yihu.printing.typefaces import text_width

WIDTH_PT, HEIGHT_PT = 595.28, 841.89

_BOLD_STROKE = 0.035
"""Outline that makes the rare font bold, as a part of the size."""

BLACK, GREY = 0.0, 0.35


class Sheet:
    """Collects what is drawn; `content()` is the page in the operators of PDF."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._fills: list[str] = []
        self._lines: list[str] = []
        self._texts: list[str] = []

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
        parts = [f"BT {x:.2f} {HEIGHT_PT - baseline:.2f} Td"]
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
        self._fills.append(f"{gray:g} g {x:.2f} {HEIGHT_PT - y - height:.2f} {width:.2f} {height:.2f} re f")

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A thin line."""
        self._lines.append(f"{x1:.2f} {HEIGHT_PT - y1:.2f} m {x2:.2f} {HEIGHT_PT - y2:.2f} l")

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """A thin rectangle."""
        self._lines.append(f"{x:.2f} {HEIGHT_PT - y - height:.2f} {width:.2f} {height:.2f} re")

    def dashed(self, operators: str) -> None:
        """Dashed grey strokes out of ready path operators (places from the lower left corner)."""
        self._texts.append(f"q 0.45 G 0.6 w [2 2] 0 d {operators} S Q")

    def thick_line(self, x: float, top: float, bottom: float) -> None:
        """A thick upright line (heights from the lower edge) over everything else."""
        self._texts.append(f"q 1.4 w {x:.2f} {top:.2f} m {x:.2f} {bottom:.2f} l S Q")

    def squares(self, x: float, y: float, rows: tuple[tuple[tuple[int, int], ...], ...], side: float) -> None:
        """Black squares of a grid, each row a tuple of runs (first column, how many)."""
        parts = [
            f"{x + first * side:.3f} {HEIGHT_PT - y - (place + 1) * side:.3f} {count * side:.3f} {side:.3f} re"
            for place, row in enumerate(rows)
            for first, count in row
        ]
        self._texts.append(" ".join([*parts, "f"]))

    def hatched(self, x: float, y: float, width: float, height: float, gap: float = 3.5) -> None:
        """A rectangle of slanting lines, to be told from a filled one without colour."""
        if width <= 0:
            return
        bottom = HEIGHT_PT - y - height
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
