"""A drawn chart as SVG, by reportlab's renderer, in words that Qt's reader understands."""

from reportlab.graphics import renderSVG

from yihu.printing.chart_layout import Drawn
from yihu.printing.typefaces import BOLD, RARE, REGULAR

_FAMILIES = {
    REGULAR: {"family": "Noto Sans SC", "weight": "400"},
    BOLD: {"family": "Noto Sans SC", "weight": "600"},
    RARE: {"family": "HanaMinB", "weight": "400"},
}
"""One family for each run: a list of families is not read by Qt."""


def svg_of(drawn: Drawn) -> bytes:
    """UTF-8. Texts stay texts."""
    attributes = {
        "viewBox": f"0 0 {drawn.width:g} {drawn.height:g}",
        "width": f"{drawn.width:g}",
        "height": f"{drawn.height:g}",
    }
    text: str = renderSVG.drawToString(drawn.drawing, fontHacks=_FAMILIES, svgAttrs=attributes, useClip=True)
    return text.encode()
