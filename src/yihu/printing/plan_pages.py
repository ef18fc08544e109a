"""The plan as A4 pages: what stands where, what is on every page."""

from dataclasses import dataclass
from decimal import Decimal

from yihu.planning.income import Expectation
from yihu.printing import words as w
from yihu.printing.flow import BREADTH, HEADING_HEIGHT, LEFT, RIGHT, Flow
from yihu.printing.income_bar import HEIGHT as BAR_HEIGHT
from yihu.printing.income_bar import draw_income_bar
from yihu.printing.line_breaks import break_lines, first_lines
from yihu.printing.paper import PlanPaper, in_whole_yuan
from yihu.printing.qr import code_squares, plan_code
from yihu.printing.sections import Sections
from yihu.printing.sheet import GREY, HEIGHT_PT, Sheet
from yihu.printing.table import Style, Table
from yihu.printing.typefaces import text_width
from yihu.printing.words import Words, amount, amounts

_FIRST_TOP = 107.0
_SMALL, _PLAIN, _TITLE = 8.2, 9.0, 16.5
_PLAIN_LEADING = 13.0
_TITLE_SPACED = 4.0
_CODE_SIDE = 45.0
_SIGNATURE_AT_MOST = 78.0
_PROGRESS_ROW, _YEAR_END_ROW = 30.0, 34.0
_BLANK_ROWS_AT_LEAST = 3

_STYLES = (
    (Style(), 10.0, 54.0),
    (Style(padding=3.0), 7.0, 50.0),
    (Style(padding=2.1, leading=11.0), 5.0, 46.0),
)
"""Styles tried until the signatures stand on the first page: style, gap, height of a signature."""


@dataclass(frozen=True, slots=True)
class PlanPages:
    """One plan laid out, ready to be drawn."""

    paper: PlanPaper
    words: Words
    flow: Flow

    def count(self) -> int:
        return len(self.flow.pages)

    def draw(self, number: int, sheet: Sheet) -> None:
        """Draw a page, the first is 0."""
        for y, draw in self.flow.pages[number]:
            draw(sheet, y)
        if number == 0:
            self._first_head(sheet)
        else:
            self._head(sheet)
        say = self.words.say
        sheet.text(LEFT, HEIGHT_PT - 33, say(w.KEPT_BY), _SMALL, gray=GREY)
        page = say(w.PAGE, page=number + 1, pages=self.count())
        sheet.text_right(RIGHT, HEIGHT_PT - 33, page, _SMALL, gray=GREY)

    def _first_head(self, sheet: Sheet) -> None:
        say, plan = self.words.say, self.paper.plan
        self._number_and_place(sheet)
        title = say(w.TITLE)
        spaced = _TITLE_SPACED if self.words.is_chinese() else 0
        width = text_width(title, _TITLE, bold=True) + spaced * (len(title) - 1)
        sheet.text((LEFT + RIGHT - width) / 2, 79, title, _TITLE, bold=True, spaced_pt=spaced)
        period = say(w.PERIOD, start=self.words.month(plan.made_on), end=self.words.month(plan.goal_date))
        sheet.text_middle((LEFT + RIGHT) / 2, 97.5, period, _PLAIN, gray=GREY)
        squares = code_squares(plan_code(plan.id, plan.version))
        sheet.squares(RIGHT - _CODE_SIDE, 58, squares, _CODE_SIDE / len(squares))

    def _head(self, sheet: Sheet) -> None:
        self._number_and_place(sheet, self.paper.household.head_name)
        sheet.line(LEFT, 54, RIGHT, 54)

    def _number_and_place(self, sheet: Sheet, head_name: str | None = None) -> None:
        say, household, plan = self.words.say, self.paper.household, self.paper.plan
        texts = [say(w.HOUSEHOLD_NUMBER, number=household.number or w.DASH)]
        texts.append(say(w.VERSION, version=plan.version))
        if plan.state == "draft":
            texts.append(say(w.DRAFT))
        if head_name:
            texts.append(head_name)
        left = " · ".join(texts)
        place = "".join(filter(None, (household.township, household.village, household.group)))
        room = BREADTH / 2 - 6
        sheet.text(LEFT, 47, first_lines(left, 1, room, _SMALL), _SMALL, gray=GREY)
        sheet.text_right(RIGHT, 47, first_lines(place, 1, room, _SMALL), _SMALL, gray=GREY)


def lay_out_plan(paper: PlanPaper, language: str) -> PlanPages:
    """Lay a plan out in the widest style that keeps the signatures on the first page.

    Where none does, the signatures stand where the measures end, in the style with the fewest pages.
    """
    words = Words(language)
    for style, gap, signature in _STYLES:
        flow = _lay_out(Sections(paper, words, style), gap, signature)
        if flow is not None:
            return PlanPages(paper, words, flow)
    flows = [_flowing(Sections(paper, words, style), gap, signature) for style, gap, signature in _STYLES]
    return PlanPages(paper, words, min(flows, key=lambda flow: len(flow.pages)))


def _lay_out(sections: Sections, gap: float, signature: float) -> Flow | None:
    """All but the progress on one page; None when that does not fit."""
    flow = _up_to_signatures(sections, gap)
    room = (flow.room() - flow.gap - HEADING_HEIGHT) / 2
    if len(flow.pages) > 1 or room < signature:
        return None
    _signatures(flow, sections, min(room, _SIGNATURE_AT_MOST))
    flow.turn()
    _progress(flow, sections)
    return flow


def _flowing(sections: Sections, gap: float, signature: float) -> Flow:
    flow = _up_to_signatures(sections, gap)
    _signatures(flow, sections, signature)
    _progress(flow, sections)
    return flow


def _up_to_signatures(sections: Sections, gap: float) -> Flow:
    say = sections.words.say
    flow = Flow(y=_FIRST_TOP, gap=gap)
    flow.section(say(w.SECTION_HOUSEHOLD), sections.household(), sections.members())
    flow.section(sections.income_heading(), sections.income())
    flow.section(say(w.SECTION_CAUSES), sections.causes())
    flow.section(say(w.SECTION_MEASURES), sections.measures())
    _expected(flow, sections)
    return flow


def _signatures(flow: Flow, sections: Sections, height: float) -> None:
    flow.heading(sections.words.say(w.SECTION_SIGNATURES), 2 * height)
    flow.table(sections.signatures(height))


def _expected(flow: Flow, sections: Sections) -> None:
    words, income = sections.words, sections.paper.expectation()
    lines = break_lines(_expectation(sections.paper, income, words), BREADTH, _PLAIN)
    height = len(lines) * _PLAIN_LEADING
    figures = _figures(income)
    flow.heading(words.say(w.SECTION_EXPECTED), height + (BAR_HEIGHT if figures else 0))

    def write(sheet: Sheet, y: float) -> None:
        for place, line in enumerate(lines):
            sheet.text(LEFT, y + 9.5 + place * _PLAIN_LEADING, line, _PLAIN)

    flow.place(height, write)
    if figures:
        flow.place(
            BAR_HEIGHT,
            lambda sheet, y: draw_income_bar(sheet, y, words, *figures, line=income.line_yuan),
        )


def _figures(income: Expectation) -> tuple[Decimal, Decimal, Decimal] | None:
    """Yuan a head: now, expected at least and at most; None when last year's is unknown."""
    now, low, high = income.now_per_head_yuan, income.low_per_head_yuan, income.high_per_head_yuan
    return None if now is None or low is None or high is None else (now, *in_whole_yuan(low, high))


def _expectation(paper: PlanPaper, income: Expectation, words: Words) -> str:
    figures = _figures(income)
    if figures is None:
        return words.say(w.INCOME_UNKNOWN)
    now, low, high = figures
    places = {"now": amount(now), "expected": amounts(low, high)}
    line = income.line_yuan
    if line is None:
        sentences = [words.say(w.EXPECTED_WITHOUT_LINE, **places)]
    else:
        verdict = (
            w.REACHES_LINE if income.reaches_line() else w.BELOW_LINE if high < line else w.PERHAPS_BELOW_LINE
        )
        sentences = [words.say(w.EXPECTED, **places, line=amount(line)), words.say(verdict)]
    low_saved, high_saved = paper.savings_yuan()
    if high_saved:
        sentences.append(words.say(w.SAVINGS, amount=amounts(low_saved, high_saved)))
    return ("" if words.is_chinese() else " ").join(sentences)


def _progress(flow: Flow, sections: Sections) -> None:
    """A page to fill in by hand: its blank rows reach to the foot of the page."""
    head = sections.progress_head()
    blank = sections.blank_progress(_PROGRESS_ROW)
    end = sections.year_end(_YEAR_END_ROW)
    rows = sections.progress(_PROGRESS_ROW)
    first = rows[0].height if rows else 0
    least = _BLANK_ROWS_AT_LEAST * blank.height + end.height
    flow.heading(
        sections.words.say(w.SECTION_PROGRESS), head.height + first + (0 if len(rows) > 1 else least)
    )
    flow.table(Table(head=(head,), rows=rows))
    if flow.room() < least:
        flow.turn()
        flow.table(Table(head=(head,)))
    count = int((flow.room() - end.height) // blank.height)
    flow.table(Table(rows=(blank,) * count))
    flow.table(Table(rows=(end,)))
