"""Income for each person now and then, against the line, as two bars that need no colour."""

from decimal import Decimal

from yihu.printing.page import A4
from yihu.printing.sheet import Sheet
from yihu.printing.typefaces import text_width
from yihu.printing.words import Words, amount, amounts

HEIGHT = 49.0

LEFT, RIGHT = A4.left, A4.right
_NAMES, _FIGURES = 52.0, 84.0
_BAR = 9.0
_SIZE = 7.6
_DARK = 0.45


def draw_income_bar(
    sheet: Sheet,
    y: float,
    words: Words,
    now: Decimal,
    low: Decimal,
    high: Decimal,
    *,
    line: Decimal | None,
) -> None:
    """All in yuan a head and year. Filled is certain, hatched is the range of what is expected."""
    texts = [words.say("yuan", amount=figures) for figures in (amount(now), amounts(low, high))]
    left, right = LEFT + _NAMES, RIGHT - 8 - max(_FIGURES, *(text_width(text, _SIZE) for text in texts))
    longest = max(float(figure) for figure in (now, low, high, line or Decimal(0), Decimal(1)))
    scale = (right - left) / (longest * 1.04)

    def length(figure: Decimal) -> float:
        return max(float(figure), 0.0) * scale

    upper, lower = y + 15, y + 31
    sheet.fill(left, upper, length(now), _BAR, _DARK)
    sheet.fill(left, lower, length(low), _BAR, _DARK)
    range_left = left + length(low)
    sheet.hatched(range_left, lower, length(high) - length(low), _BAR)
    for top, highest in ((upper, now), (lower, high)):
        sheet.frame(left, top, max(length(highest), 0.5), _BAR)
    for top, name, text in zip((upper, lower), ("expected.now", "expected.then"), texts, strict=True):
        sheet.text(LEFT, top + 7.3, words.say(name), _SIZE)
        sheet.text_right(RIGHT, top + 7.3, text, _SIZE)
    if line is not None:
        _draw_line(sheet, left + length(line), y, words.say("expected.line_of", line=amount(line)))


def _draw_line(sheet: Sheet, x: float, y: float, text: str) -> None:
    sheet.thick_line(x, y + 11.5, x, y + 43.5)
    sheet.text_middle(x, y + 9.3, text, _SIZE)
