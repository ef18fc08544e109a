"""The pages of the handbook (扶贫手册): family, members, who is responsible, measures, results with signatures."""

from collections.abc import Sequence

from yihu.planning.follow_up import MeasureStanding
from yihu.printing.flow import Flow
from yihu.printing.grid import Grid
from yihu.printing.household_tables import HouseholdTables, code_label, place_of
from yihu.printing.letterhead import LaidOut
from yihu.printing.measure_tables import MeasureTables
from yihu.printing.of_household import bookmark_of, household_letterhead, words_for
from yihu.printing.page import A4
from yihu.printing.papers import HandbookPaper
from yihu.printing.sections import page_of, place_sections, signing
from yihu.printing.table import Cell, Row, Style, Table
from yihu.printing.words import DASH, Words, amount
from yihu.register.guarantees import guarantee_of
from yihu.register.household import Household

_LIVING = (64, 106, 64, 106, 64, 106)
_HELPERS = (84, 150, 90, 84, 100)
_RESULTS = (20, 116, 62, 60, 60, 98, 58, 58)
_RESULT_PT, _HELPER_PT, _MEASURE_PT = 34.0, 26.0, 24.0
_GUARANTEES = ("food", "clothing", "education", "medical", "housing", "water")
_YES_NO = {True: "yes", False: "no"}
_FACTS = (
    ("toilet", "yes_no"),
    ("fuel", "fuel"),
    ("road", "road"),
    ("electricity_living", "yes_no"),
    ("internet", "yes_no"),
    ("cooperative", "yes_no"),
)
_NEW_PAGE = ("members", "measures", "results")
"""Each is a page of the book of its own."""


def blank_handbook() -> HandbookPaper:
    """Pages to be filled in by hand."""
    return HandbookPaper(household=Household(id=""))


def lay_out_handbook(paper: HandbookPaper, words: Words) -> LaidOut:
    """Each of its pages is filled to the foot with rows for what comes later."""
    household, plan = paper.household, paper.plan
    said = words_for(words, household, paper.day)
    page = page_of(words, A4)
    letterhead = household_letterhead(said, page, household, "handbook", str(plan.version) if plan else "")
    flow, book = letterhead.flow(), _Book(paper, Grid(page, said, Style()))
    place_sections(
        flow,
        said,
        {
            "household": lambda flow, heading: flow.section(heading, book.tables.basics()),
            "living": lambda flow, heading: flow.section(heading, book.living()),
            "income": lambda flow, heading: flow.section(
                book.tables.with_year(heading), book.tables.income(paper.expectation())
            ),
            "causes": lambda flow, heading: flow.section(
                heading, book.tables.causes(plan.goal if plan else None, plan.goal_date if plan else None)
            ),
            "members": book.place_members,
            "helpers": book.place_helpers,
            "measures": book.place_measures,
            "results": book.place_results,
            "signatures": signing(book.grid),
        },
    )
    return LaidOut(
        letterhead=letterhead, flow=flow, bookmark=bookmark_of(household), group=place_of(household)
    )


class _Book:
    def __init__(self, paper: HandbookPaper, grid: Grid) -> None:
        self.paper, self.grid, self._say = paper, grid, grid.words.say
        helper = paper.plan.responsible_helper if paper.plan else None
        day = paper.day or paper.household.visit_date or ""
        self.tables = HouseholdTables(grid=grid, household=paper.household, day=day, helper=helper or "")
        self._measures = MeasureTables(grid)

    def living(self) -> Table:
        """What the house has, and the six guarantees."""
        household = self.paper.household
        facts = [
            (self._say(f"living.{name}"), code_label(self.grid.words, codes, household.other.get(name)))
            for name, codes in _FACTS
        ]
        distance = household.other.get("road_distance_km")
        facts.append((self._say("living.road_distance"), distance or DASH))
        facts.append(
            (self._say("living.relocated"), code_label(self.grid.words, "yes_no", household.relocated))
        )
        forest = household.other.get("forest_mu")
        facts.append((self._say("living.forest"), forest or DASH))
        met = [(self._say(f"living.{name}"), self._met(name)) for name in _GUARANTEES]
        pairs = [*facts, *met]
        return Table(
            rows=tuple(self.grid.pairs(_LIVING, *pairs[at : at + 3]) for at in range(0, len(pairs), 3))
        )

    def _met(self, name: str) -> str:
        met = guarantee_of(self.paper.household, name).met
        return DASH if met is None else self._say(_YES_NO[met])

    def place_members(self, flow: Flow, heading: str) -> None:
        _on_new_page(flow)
        members = self.tables.members()
        flow.section(heading, members)
        columns = len(self.grid.words.columns("members"))
        for _ in range(max(3 - len(members.rows), 0)):
            widths = [placed.width for placed in members.head[0].cells]
            flow.table(
                Table(rows=(self.grid.row(widths, *(Cell() for _ in range(columns)), least_pt=_MEASURE_PT),))
            )

    def place_helpers(self, flow: Flow, heading: str) -> None:
        """Who is responsible now, and room for who comes after."""
        other = self.paper.household.other
        head = self.grid.head(
            _HELPERS, *(self._say(f"helpers.{name}") for name in ("name", "unit", "phone", "since", "until"))
        )
        known = [other.get(f"helper_{name}", "") for name in ("name", "unit", "phone", "since")]
        rows = [self.grid.row(_HELPERS, *(Cell(text=text) for text in (*known, "")), least_pt=_HELPER_PT)]
        rows += [self.grid.row(_HELPERS, *(Cell() for _ in _HELPERS), least_pt=_HELPER_PT)] * 3
        flow.section(heading, Table(head=(head,), rows=tuple(rows)))

    def place_measures(self, flow: Flow, heading: str) -> None:
        _on_new_page(flow)
        plan = self.paper.plan
        columns = self._measures.columns()
        blank = self.grid.blank(columns, _MEASURE_PT)
        if plan and plan.measures:
            table = self._measures.table(plan.measures, self.paper.expectation())
        else:
            table = Table(head=(self.grid.table_head("measures", columns),), rows=(blank,) * 3)
        flow.section(heading, table)
        flow.blank_rows(blank, head=table)

    def place_results(self, flow: Flow, heading: str) -> None:
        """Each effect has its place for the head's signature."""
        _on_new_page(flow)
        names = ("number", "measure", "date", "state", "gain", "result", "head_signs", "helper_signs")
        head = self.grid.head(_RESULTS, *(self._say(f"results.{name}") for name in names))
        blank = self.grid.row(_RESULTS, *(Cell() for _ in _RESULTS), least_pt=_RESULT_PT)
        rows = tuple(self._result(number, each) for number, each in enumerate(self._standings(), 1))
        table = Table(head=(head,), rows=rows or (blank,))
        flow.section(heading, table)
        keep = self.grid.signatures(54.0).height() + 40 if self._signatures_follow() else 0.0
        flow.blank_rows(blank, keep=keep, at_least=2, head=table)

    def _signatures_follow(self) -> bool:
        sections = self.grid.words.template.sections
        return sections[-2:] == ("results", "signatures")

    def _standings(self) -> Sequence[MeasureStanding]:
        plan = self.paper.plan
        return self.paper.results or [
            MeasureStanding(measure=each) for each in (plan.measures if plan else ())
        ]

    def _result(self, number: int, standing: MeasureStanding) -> Row:
        width = self.grid.page.breadth * _RESULTS[1] / sum(_RESULTS)
        heard = bool(standing.on)
        state = code_label(self.grid.words, "progress_state", standing.state) if heard else ""
        gain = "" if standing.gain_yuan is None else amount(standing.gain_yuan)
        texts = (str(number), self._measures.short(standing.measure, width, 3), standing.on, state)
        cells = [Cell(text=text) for text in texts]
        cells += [Cell(text=gain, align="right"), Cell(text=standing.stop_reason), Cell(), Cell()]
        return self.grid.row(_RESULTS, *cells, least_pt=_RESULT_PT)


def _on_new_page(flow: Flow) -> None:
    if not flow.is_at_top():
        flow.turn()
