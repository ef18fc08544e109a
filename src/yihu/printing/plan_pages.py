"""The plan as A4 pages: all up to the signatures on the first where that can be, then what is filled in later."""

from decimal import Decimal

from yihu.planning.income import Expectation
from yihu.planning.plan import Measure, Plan
from yihu.printing.flow import HEADING_HEIGHT, TEXT_LEADING, Flow
from yihu.printing.grid import Grid
from yihu.printing.household_tables import HouseholdTables, name_of_head, place_of
from yihu.printing.income_bar import HEIGHT as BAR_HEIGHT
from yihu.printing.income_bar import draw_income_bar
from yihu.printing.letterhead import LaidOut, Letterhead
from yihu.printing.measure_tables import MeasureTables
from yihu.printing.page import A4
from yihu.printing.paper import PlanPaper, in_whole_yuan
from yihu.printing.photos import place_photos
from yihu.printing.qr import plan_code
from yihu.printing.sections import Place, place_sections, signing
from yihu.printing.table import Cell, Row, Style, Table
from yihu.printing.words import DASH, Words, amount, amounts
from yihu.register.household import Household

_SIGNATURE_AT_MOST = 78.0
_PROGRESS_ROW, _YEAR_END_ROW = 30.0, 34.0
_BLANK_ROWS_AT_LEAST = 3
_PROGRESS = (20, 118, 54, 148, 50, 59, 59)
_YEAR_END = (104, 62, 66, 139, 55, 82)
_AFTERWARDS = ("photos", "progress")
"""Sections that may stand behind the signatures."""

_STYLES = (
    (Style(), 10.0, 54.0),
    (Style(padding=3.0), 7.0, 50.0),
    (Style(padding=2.1, leading=11.0), 5.0, 46.0),
)
"""Styles tried until the signatures stand on the first page: style, gap, height of a signature."""


def lay_out_plan(paper: PlanPaper, words: Words) -> LaidOut:
    """Lay a plan out in the widest style that keeps the signatures on the first page.

    Where none does, they stand where the measures end, in the style with the fewest pages.
    """
    household = paper.household
    said = words.about(
        number=household.number,
        head=name_of_head(household),
        township=household.township,
        village=household.village,
        group=household.group,
        day=paper.plan.made_on,
        year=(paper.plan.made_on or "")[:4],
    )
    letterhead = _letterhead(paper, said)
    flow = _first_page_flow(paper, letterhead)
    if flow is None:
        flows = [_Plan(paper, letterhead, *style).flowing() for style in _STYLES]
        flow = min(flows, key=lambda one: len(one.pages))
    bookmark = " ".join(filter(None, (household.number, name_of_head(household)))) or paper.plan.id
    return LaidOut(letterhead=letterhead, flow=flow, bookmark=bookmark, group=place_of(household))


def _first_page_flow(paper: PlanPaper, letterhead: Letterhead) -> Flow | None:
    for style in _STYLES:
        flow = _Plan(paper, letterhead, *style).signed_on_first_page()
        if flow is not None:
            return flow
    return None


def _letterhead(paper: PlanPaper, words: Words) -> Letterhead:
    household, plan, say = paper.household, paper.plan, words.say
    texts = [say("number", number=household.number or DASH), say("version", version=plan.version)]
    if plan.state == "draft":
        texts.append(say("draft"))
    left = " · ".join(texts)
    return Letterhead(
        words=words,
        page=A4,
        left=left,
        left_overleaf=" · ".join(filter(None, (left, household.head_name))),
        right=place_of(household),
        subtitle=say("subtitle", start=words.month(plan.made_on), end=words.month(plan.goal_date)),
        code=plan_code(plan.id, plan.version),
    )


class _Plan:
    """One plan in one style."""

    def __init__(
        self, paper: PlanPaper, letterhead: Letterhead, style: Style, gap: float, signature_pt: float
    ) -> None:
        self._paper, self._letterhead, self._words = paper, letterhead, letterhead.words
        self._gap, self._signature = gap, signature_pt
        self._grid = Grid(A4, self._words, style)
        self._tables = HouseholdTables(
            grid=self._grid,
            household=paper.household,
            day=paper.plan.made_on or paper.household.visit_date or "",
            helper=paper.plan.responsible_helper or "",
        )
        self._measures = MeasureTables(self._grid)
        self._income = paper.expectation()
        sections = self._words.template.sections
        at = sections.index("signatures") if "signatures" in sections else len(sections)
        self._before, self._after = sections[:at], sections[at:]

    def signed_on_first_page(self) -> Flow | None:
        """All up to the signatures on one page; None when that does not fit, or when what follows can't wait."""
        if not self._after or not set(self._after[1:]) <= set(_AFTERWARDS):
            return None
        flow = self._place(self._letterhead.flow(self._gap), self._before, 1)
        rows = -(-len(self._words.columns("signatures")) // 3)
        room = (flow.room() - flow.gap - HEADING_HEIGHT) / rows
        if len(flow.pages) > 1 or room < self._signature:
            return None
        number = 1 + sum(map(self._is_numbered, self._before))
        heading = self._words.heading("signatures", number)
        self._signatures(flow, heading, min(room, _SIGNATURE_AT_MOST))
        if self._after[1:]:
            flow.turn()
        return self._place(flow, self._after[1:], number + 1)

    def flowing(self) -> Flow:
        """Section after section as they come."""
        return self._place(self._letterhead.flow(self._gap), (*self._before, *self._after), 1)

    def _place(self, flow: Flow, sections: tuple[str, ...], number: int) -> Flow:
        tables, plan = self._tables, self._paper.plan
        places: dict[str, Place] = {
            "household": lambda flow, heading: flow.section(heading, tables.basics(), tables.members()),
            "income": lambda flow, heading: flow.section(
                tables.with_year(heading), tables.income(self._income)
            ),
            "causes": lambda flow, heading: flow.section(heading, tables.causes(plan.goal, plan.goal_date)),
            "measures": lambda flow, heading: flow.section(
                heading, self._measures.table(plan.measures, self._income)
            ),
            "expected": self._expected,
            "signatures": lambda flow, heading: self._signatures(flow, heading, self._signature),
            "photos": self._photos,
            "progress": self._progress,
        }
        return place_sections(flow, self._words, places, sections, number)

    def _is_numbered(self, section: str) -> bool:
        shown = section != "photos" or bool(self._paper.photos)
        return shown and self._words.has(f"{section}.heading")

    def _photos(self, flow: Flow, heading: str) -> bool:
        return place_photos(flow, self._words, heading, self._paper.photos)

    def _signatures(self, flow: Flow, heading: str, height: float) -> None:
        signing(self._grid, height)(flow, heading)

    def _expected(self, flow: Flow, heading: str) -> None:
        words, income = self._words, self._income
        text = _expectation(self._paper, income, words)
        figures = _figures(income)
        height = flow.text_height(text) + (BAR_HEIGHT if figures else 0)
        flow.heading(heading, min(height, 10 * TEXT_LEADING))
        flow.text(text)
        if figures:
            flow.place(
                BAR_HEIGHT,
                lambda sheet, y: draw_income_bar(sheet, y, words, *figures, line=income.line_yuan),
            )

    def _progress(self, flow: Flow, heading: str) -> None:
        """Filled in by hand: its blank rows reach to the foot of the page."""
        words = ("number", "measure", "date", "progress", "gain", "head_signs", "helper_signs")
        head = self._grid.head(_PROGRESS, *(self._words.say(f"progress.{word}") for word in words))
        blank = self._grid.row(_PROGRESS, *(Cell() for _ in _PROGRESS), least_pt=_PROGRESS_ROW, static=True)
        end = self._year_end()
        rows = tuple(self._to_follow(at, measure) for at, measure in enumerate(self._paper.plan.measures, 1))
        first = rows[0].height if rows else 0
        least = _BLANK_ROWS_AT_LEAST * blank.height + end.height
        flow.heading(heading, head.height + first + (0 if len(rows) > 1 else least))
        table = Table(head=(head,), rows=rows)
        flow.table(table)
        flow.blank_rows(blank, keep=end.height, at_least=_BLANK_ROWS_AT_LEAST, head=table)
        flow.table(Table(rows=(end,)))

    def _to_follow(self, number: int, measure: Measure) -> Row:
        width = A4.breadth * _PROGRESS[1] / sum(_PROGRESS)
        cells = [Cell(text=str(number)), Cell(text=self._measures.short(measure, width))]
        return self._grid.row(_PROGRESS, *cells, *(Cell() for _ in _PROGRESS[2:]), least_pt=_PROGRESS_ROW)

    def _year_end(self) -> Row:
        """What the head of the household says of it at the end of the year."""
        say = self._words.say
        texts = (say("progress.year_end"), "", say("progress.opinion"), say("progress.opinions"))
        cells = [Cell(text=text, head=place % 2 == 0) for place, text in enumerate(texts)]
        cells += [Cell(text=say("progress.head_signs"), head=True), Cell()]
        return self._grid.row(_YEAR_END, *cells, least_pt=_YEAR_END_ROW, static=True)


def _figures(income: Expectation) -> tuple[Decimal, Decimal, Decimal] | None:
    """Yuan a head: now, expected at least and at most; None when last year's is unknown."""
    now, low, high = income.now_per_head_yuan, income.low_per_head_yuan, income.high_per_head_yuan
    return None if now is None or low is None or high is None else (now, *in_whole_yuan(low, high))


def _expectation(paper: PlanPaper, income: Expectation, words: Words) -> str:
    figures = _figures(income)
    if figures is None:
        return words.say("expected.unknown")
    now, low, high = figures
    places = {"now": amount(now), "expected": amounts(low, high)}
    line = income.line_yuan
    if line is None:
        sentences = [words.say("expected.without_line", **places)]
    else:
        reaches = (
            "reaches_line" if income.reaches_line() else "below_line" if high < line else "perhaps_below_line"
        )
        sentences = [
            words.say("expected.with_line", **places, line=amount(line)),
            words.say(f"expected.{reaches}"),
        ]
    low_saved, high_saved = paper.savings_yuan()
    if high_saved:
        sentences.append(words.say("expected.savings", amount=amounts(low_saved, high_saved)))
    once = (getattr(income, "once_low_yuan", None), getattr(income, "once_high_yuan", None))
    if once[1]:
        sentences.append(words.say("expected.once", amount=amounts(*once)))
    return words.sentences(sentences)


def blank_plan() -> PlanPaper:
    """A plan to be filled in by hand."""
    return PlanPaper(household=Household(id=""), plan=Plan(id="", version=1, state="draft"))
