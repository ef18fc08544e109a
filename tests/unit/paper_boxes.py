"""Where everything lies on a paper's pages: nothing may overlap, be cut or leave its place."""

from yihu.printing.embedding import Fonts
from yihu.printing.kinds import lay_out, shared_glyphs
from yihu.printing.letterhead import LaidOut
from yihu.printing.page import PageFormat
from yihu.printing.sheet import Sheet
from yihu.printing.template import Template, shipped_template
from yihu.printing.typefaces import text_width
from yihu.printing.words import Words

_SLACK = 0.2
Box = tuple[float, float, float, float, str]


class Written(Sheet):
    """Notes where each text and picture lies: left, right, top, bottom, what."""

    def __init__(self, fonts: Fonts, page: PageFormat) -> None:
        super().__init__(fonts, page)
        self.boxes: list[Box] = []
        self.rules: list[tuple[float, float, float, float]] = []

    def once(self, what, y, draw):
        draw()

    def text(self, x, baseline, text, size_pt, *, bold=False, gray=0.0, spaced_pt=0.0):
        super().text(x, baseline, text, size_pt, bold=bold, gray=gray, spaced_pt=spaced_pt)
        width = text_width(text, size_pt, bold) + spaced_pt * max(len(text) - 1, 0)
        if text.strip():
            self.boxes.append((x, x + width, baseline - size_pt * 0.7, baseline, text))

    def picture(self, x, y, width, height, picture):
        super().picture(x, y, width, height, picture)
        self.boxes.append((x, x + width, y, y + height, "picture"))

    def squares(self, x, y, rows, side):
        super().squares(x, y, rows, side)
        self.boxes.append((x, x + len(rows) * side, y, y + len(rows) * side, "square code"))

    def line(self, x1, y1, x2, y2):
        super().line(x1, y1, x2, y2)
        self.rules.append((x1, x2, y1, y2))

    def frame(self, x, y, width, height):
        super().frame(x, y, width, height)
        self.rules += [(x, x, y, y + height), (x + width, x + width, y, y + height)]


def sheets_of(kind: str, paper: object, language: str, template: Template | None = None):
    """The laid out paper and each page with its boxes."""
    used = template or shipped_template(kind)
    words = Words(used, language)
    fonts = Fonts(shared_glyphs(kind, used, language))
    laid_out = lay_out(kind, paper, words)
    sheets = []
    for number in range(laid_out.count):
        sheet = Written(fonts, laid_out.page)
        laid_out.draw(number, sheet)
        sheet.content()
        sheets.append(sheet)
    return laid_out, sheets


def assert_well_laid_out(
    kind: str, paper: object, language: str, template: Template | None = None
) -> LaidOut:
    """Each text within the margins, none over another, no upright line of a table through one."""
    laid_out, sheets = sheets_of(kind, paper, language, template)
    for sheet in sheets:
        _assert_within(sheet)
        _assert_apart(sheet.boxes)
        _assert_no_line_through(sheet)
    return laid_out


def _assert_within(sheet: Written) -> None:
    page = sheet.page
    for left, right, top, bottom, what in sheet.boxes:
        assert left >= page.left - _SLACK, what
        assert right <= page.right + _SLACK, what
        assert 30 < top < bottom < page.height_pt - 25, what
        assert bottom <= page.bottom + 1 or top > page.bottom, f"runs into the foot: {what}"


def _assert_apart(boxes: list[Box]) -> None:
    boxes = sorted(boxes, key=lambda box: box[2])
    for place, (left, right, _, bottom, text) in enumerate(boxes):
        for other_left, other_right, other_top, _, other in boxes[place + 1 :]:
            if other_top >= bottom - 0.01:
                break
            assert other_left >= right - _SLACK or other_right <= left + _SLACK, (text, other)


def _assert_no_line_through(sheet: Written) -> None:
    upright = [(x, top, bottom) for x, end, top, bottom in sheet.rules if x == end]
    for left, right, top, bottom, what in sheet.boxes:
        for x, start, end in upright:
            crosses = left + _SLACK < x < right - _SLACK and start < bottom and end > top
            assert not crosses, f"a line at {x:.0f} goes through {what}"
