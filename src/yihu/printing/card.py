"""The family's card (明白卡): who helps, with what, and the income of each quarter. It hangs on the wall."""

from collections.abc import Callable
from decimal import Decimal

from yihu.planning.follow_up import Quarter
from yihu.planning.income import expected_income
from yihu.printing.flow import Flow
from yihu.printing.grid import Grid
from yihu.printing.household_tables import HouseholdTables, place_of
from yihu.printing.letterhead import LaidOut
from yihu.printing.measure_tables import MeasureTables
from yihu.printing.of_household import bookmark_of, household_letterhead, words_for
from yihu.printing.page import A4_WIDE
from yihu.printing.papers import CardPaper
from yihu.printing.sections import page_of, place_sections, signing, with_fewest_pages
from yihu.printing.table import Cell, Row, Table
from yihu.printing.words import Words, amount
from yihu.register.household import Household
from yihu.register.income import Income

_INCOME = (110, 90, 90, 90, 90, 90, 100)
_QUARTERS = (1, 2, 3, 4)
_ROWS = ("wages", "business", "property", "transfers", "costs", "net", "per_head")
_OF_YEAR: dict[str, Callable[[Income], Decimal | None]] = {
    "wages": lambda income: income.wages,
    "business": lambda income: income.business,
    "property": lambda income: income.property,
    "transfers": lambda income: income.transfers,
    "costs": lambda income: income.costs,
    "net": lambda income: income.net_yuan(),
}
_OF_QUARTER: dict[str, Callable[[Quarter], Decimal]] = {
    "wages": lambda quarter: quarter.wages_yuan,
    "business": lambda quarter: quarter.business_yuan,
    "property": lambda quarter: quarter.property_yuan,
    "transfers": lambda quarter: quarter.transfers_yuan,
    "costs": lambda quarter: quarter.costs_yuan,
    "net": lambda quarter: quarter.net_yuan,
}


def blank_card() -> CardPaper:
    """A card to be filled in by hand."""
    return CardPaper(household=Household(id=""))


def lay_out_card(paper: CardPaper, words: Words) -> LaidOut:
    """One page for most households."""
    household, plan = paper.household, paper.plan
    helper = (plan.responsible_helper if plan else None) or household.other.get("helper_name")
    said = words_for(
        words,
        household,
        plan.made_on if plan else None,
        helper=helper or "________",
        helper_phone=household.other.get("helper_phone") or "________",
    )
    letterhead = household_letterhead(
        said, page_of(words, A4_WIDE), household, "card", str(plan.version) if plan else ""
    )

    def lay_out(flow: Flow, grid: Grid) -> Flow:
        tables = HouseholdTables(
            grid=grid, household=household, day=household.visit_date or "", helper=helper or ""
        )
        return place_sections(
            flow,
            said,
            {
                "household": lambda flow, heading: flow.section(heading, tables.basics()),
                "measures": lambda flow, heading: flow.section(heading, _measures(grid, paper)),
                "income": lambda flow, heading: flow.section(heading, _income(grid, paper)),
                "notes": _notes(said),
                "signatures": signing(grid, 46.0, in_a_row=4),
            },
        )

    flow = with_fewest_pages(letterhead, lay_out)
    return LaidOut(
        letterhead=letterhead, flow=flow, bookmark=bookmark_of(household), group=place_of(household)
    )


def _measures(grid: Grid, paper: CardPaper) -> Table:
    measures = MeasureTables(grid)
    if paper.plan and paper.plan.measures:
        expectation = expected_income(paper.household, paper.plan, paper.line_yuan)
        return measures.table(paper.plan.measures, expectation)
    columns = measures.columns()
    head = grid.table_head("measures", columns)
    return Table(head=(head,), rows=(grid.blank(columns, 20.0),) * 4)


def _income(grid: Grid, paper: CardPaper) -> Table:
    say, year = grid.words.say, paper.year
    titles = [say("income.of"), say("income.last_year")]
    titles += [say("income.quarter", quarter=number) for number in _QUARTERS]
    titles.append(say("income.this_year", year=year or "____"))
    return Table(
        head=(grid.head(_INCOME, *titles),), rows=tuple(_income_row(grid, paper, name) for name in _ROWS)
    )


def _income_row(grid: Grid, paper: CardPaper, name: str) -> Row:
    """What isn't known yet is left open for the pen."""
    by_number = {quarter.number: quarter for quarter in paper.quarters if quarter.year == paper.year}
    persons = len(paper.household.persons)
    bold = name in ("net", "per_head")
    figures: list[Decimal | None]
    if name == "per_head":
        told = [
            _OF_QUARTER["net"](by_number[number]) if number in by_number else None for number in _QUARTERS
        ]
        figures = [paper.household.net_per_head_yuan(), *(_shared(each, persons) for each in told)]
        figures.append(_shared(_sum(told), persons))
    else:
        told = [_OF_QUARTER[name](by_number[number]) if number in by_number else None for number in _QUARTERS]
        figures = [_OF_YEAR[name](paper.household.income), *told, _sum(told)]
    cells = [
        Cell(text="" if figure is None else amount(figure), align="right", bold=bold) for figure in figures
    ]
    return grid.row(_INCOME, Cell(text=grid.words.say(f"income.{name}"), head=True), *cells)


def _sum(figures: list[Decimal | None]) -> Decimal | None:
    """Of four quarters; a year of fewer isn't one yet."""
    known = [figure for figure in figures if figure is not None]
    return sum(known, Decimal(0)) if len(known) == len(_QUARTERS) else None


def _shared(figure: Decimal | None, persons: int) -> Decimal | None:
    return None if figure is None or not persons else (figure / persons).quantize(Decimal("0.01"))


def _notes(words: Words) -> Callable[[Flow, str], None]:
    def place(flow: Flow, heading: str) -> None:
        if heading:
            flow.heading(heading, 13.0)
        else:
            flow.skip(flow.gap)
        flow.text(words.say("notes.text"))

    return place
