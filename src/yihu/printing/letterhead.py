"""What stands on every page: whose paper it is, its title and square code, page x of y, who keeps it."""

from dataclasses import dataclass, field
from functools import cached_property

from yihu.printing.flow import Flow
from yihu.printing.line_breaks import break_lines, first_lines
from yihu.printing.page import A4, PageFormat
from yihu.printing.qr import code_squares
from yihu.printing.sheet import GREY, Sheet
from yihu.printing.typefaces import text_width
from yihu.printing.words import Words

_SMALL, _PLAIN, _TITLE = 8.2, 9.0, 16.5
_PLAIN_LEADING, _TITLE_LEADING = 13.0, 22.0
_TITLE_SPACED = 4.0
_TITLE_TOP, _HEAD_LINE = 56.0, 54.0
_CODE_SIDE = 45.0
_LOGO_WIDTH, _LOGO_HEIGHT = 110.0, 40.0
_BELOW_TITLE = 14.0


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The head and foot of one paper's pages.

    Attributes:
        left: number and version, at the left above all pages. right: place, at the right.
        left_overleaf: on all pages but the first.
        subtitle: below the title; empty where the template has none.
        code: what the square code says; empty for none.
    """

    words: Words
    page: PageFormat = A4
    left: str = ""
    right: str = ""
    left_overleaf: str = ""
    subtitle: str = ""
    code: str = ""

    @cached_property
    def _title_lines(self) -> list[str]:
        return break_lines(self.words.say("title"), self._title_room, _TITLE, bold=True)

    @cached_property
    def _subtitle_lines(self) -> list[str]:
        return break_lines(self.subtitle, self._title_room, _PLAIN) if self.subtitle else []

    @property
    def _title_room(self) -> float:
        """Between the logo at the left and the code at the right, around the middle."""
        logo = self.words.template.logo
        beside = max(_CODE_SIDE if self.code else 0, _LOGO_WIDTH if logo else 0)
        return self.page.breadth - 2 * beside - 24

    @property
    def _title_spaced(self) -> float:
        """A short Chinese title is set wide."""
        title = self.words.say("title")
        width = text_width(title, _TITLE, bold=True) + _TITLE_SPACED * len(title)
        return _TITLE_SPACED if self.words.is_chinese() and width <= self._title_room else 0.0

    def first_top(self) -> float:
        """Where the body of the first page begins."""
        titles = len(self._title_lines) * _TITLE_LEADING + len(self._subtitle_lines) * _PLAIN_LEADING
        return _TITLE_TOP + max(titles + _BELOW_TITLE, (_CODE_SIDE + 10 if self.code else 0))

    def flow(self, gap: float = 10.0) -> Flow:
        """An empty body below the title."""
        return Flow(page=self.page, y=self.first_top(), gap=gap)

    def draw(self, sheet: Sheet, number: int, pages: int) -> None:
        """The head and foot of a page, the first is 0."""
        if number == 0:
            self._title(sheet)
        else:
            sheet.line(self.page.left, _HEAD_LINE, self.page.right, _HEAD_LINE)
        room = self.page.breadth / 2 - 6
        left = self.left_overleaf if number and self.left_overleaf else self.left
        sheet.text(self.page.left, 47, first_lines(left, 1, room, _SMALL), _SMALL, gray=GREY)
        sheet.text_right(self.page.right, 47, first_lines(self.right, 1, room, _SMALL), _SMALL, gray=GREY)
        self._foot(sheet, number, pages)

    def _foot(self, sheet: Sheet, number: int, pages: int) -> None:
        say, baseline = self.words.say, self.page.height_pt - 33
        page = say("page", page=number + 1, pages=pages)
        room = self.page.breadth - text_width(page, _SMALL) - 12
        sheet.text(self.page.left, baseline, first_lines(say("foot"), 1, room, _SMALL), _SMALL, gray=GREY)
        sheet.text_right(self.page.right, baseline, page, _SMALL, gray=GREY)

    def _title(self, sheet: Sheet) -> None:
        middle = (self.page.left + self.page.right) / 2
        y = _TITLE_TOP
        spaced = self._title_spaced
        for line in self._title_lines:
            width = text_width(line, _TITLE, bold=True) + spaced * (len(line) - 1)
            sheet.text(middle - width / 2, y + 23, line, _TITLE, bold=True, spaced_pt=spaced)
            y += _TITLE_LEADING
        for line in self._subtitle_lines:
            sheet.text_middle(middle, y + 19.5, line, _PLAIN, gray=GREY)
            y += _PLAIN_LEADING
        if self.code:
            squares = code_squares(self.code)
            sheet.squares(self.page.right - _CODE_SIDE, _TITLE_TOP + 2, squares, _CODE_SIDE / len(squares))
        if logo := self.words.template.logo:
            width, height = logo.fitted(_LOGO_WIDTH, _LOGO_HEIGHT)
            sheet.picture(self.page.left, _TITLE_TOP + 2, width, height, logo)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """One paper, ready to be drawn.

    Attributes:
        bookmark: its line in the outline of a batch; group: the line above it.
    """

    letterhead: Letterhead
    flow: Flow
    bookmark: str = ""
    group: str = ""
    count: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", len(self.flow.pages))

    @property
    def page(self) -> PageFormat:
        return self.flow.page

    def draw(self, number: int, sheet: Sheet) -> None:
        """Draw a page, the first is 0."""
        for y, draw in self.flow.pages[number]:
            draw(sheet, y)
        self.letterhead.draw(sheet, number, len(self.flow.pages))
