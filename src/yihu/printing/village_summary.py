"""The village's summary (村汇总表): households and persons by main cause, across what they are counted as."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from yihu.printing.flow import Flow
from yihu.printing.grid import Grid
from yihu.printing.household_tables import code_label
from yihu.printing.letterhead import LaidOut
from yihu.printing.of_village import village_letterhead, village_words
from yihu.printing.page import A3_WIDE, A4_WIDE, PageFormat
from yihu.printing.papers import SummaryPaper, Tally
from yihu.printing.sections import Place, page_of, place_sections, signing, with_fewest_pages, writing_lines
from yihu.printing.table import Cell, Row, Table
from yihu.printing.words import Words
from yihu.register.codes import CAUSES, code_list
from yihu.register.household import Household

LISTS = ("monitored_category", "household_attribute")
UNKNOWN = ""
_CAUSE, _COUNT = 120.0, 41.0
_FIGURES = ("all", "surveyed", "monitored", "planned", "unguaranteed")


def summarize_causes(paper: SummaryPaper, households: Iterable[Household]) -> SummaryPaper:
    """The paper with each household counted once, under its main cause."""
    cells: dict[tuple[str, str, str], Tally] = {}
    for household in households:
        main = next((cause.code for cause in household.causes if cause.main), UNKNOWN)
        one = Tally(households=1, persons=len(household.persons) or household.member_count or 0)
        codes = (household.category or UNKNOWN, household.other.get("household_attribute", UNKNOWN))
        for name, code in zip(LISTS, codes, strict=True):
            key = (main, name, code)
            cells[key] = cells.get(key, Tally()) + one
    return replace(paper, cells=cells)


def blank_summary() -> SummaryPaper:
    """A table to be filled in by hand."""
    return SummaryPaper()


def lay_out_summary(paper: SummaryPaper, words: Words) -> LaidOut:
    """A4 where all of it fits on one, else A3."""
    columns = _columns(paper)
    narrow = len(columns) * 2 * _COUNT + _CAUSE <= A4_WIDE.breadth
    laid_out = _on(page_of(words, A4_WIDE if narrow else A3_WIDE), paper, words, columns)
    if laid_out.count > 1 and narrow and not words.template.paper:
        return _on(A3_WIDE, paper, words, columns)
    return laid_out


Columns = Sequence[tuple[str, str]]


def _on(page: PageFormat, paper: SummaryPaper, words: Words, columns: Columns) -> LaidOut:
    said = village_words(words, paper.township, paper.village, paper.day)
    place = "".join((paper.township, paper.village))
    letterhead = village_letterhead(said, page, "village_summary", place, paper.village_code, paper.day)

    def lay_out(flow: Flow, grid: Grid) -> Flow:
        places: dict[str, Place] = {
            "figures": lambda flow, heading: flow.section(heading, _figures(grid, paper)),
            "causes": lambda flow, heading: flow.section(heading, _causes(grid, paper, columns)),
            "notes": lambda flow, heading: _place_notes(flow, heading, said),
            "signatures": signing(grid, 42.0),
        }
        return place_sections(flow, said, places)

    return LaidOut(letterhead=letterhead, flow=with_fewest_pages(letterhead, lay_out), bookmark=place)


def _columns(paper: SummaryPaper) -> Columns:
    """List and code of each column; codes that no household has are left out where any are counted."""
    used = {(name, code) for _, name, code in paper.cells}
    found = []
    for name in LISTS:
        codes = [code.value for code in code_list(name)]
        found += [(name, code) for code in (*codes, UNKNOWN) if not used or (name, code) in used]
        found += sorted(column for column in used if column[0] == name and column[1] not in (*codes, UNKNOWN))
    return found


def _causes(grid: Grid, paper: SummaryPaper, columns: Columns) -> Table:
    words, say = grid.words, grid.words.say
    widths = [_CAUSE, *[_COUNT] * (2 * len(columns) + 2)]
    spans = [(say(f"causes.{name}"), 2 * sum(column[0] == name for column in columns)) for name in LISTS]
    upper = [Cell(text="", head=True)]
    upper += [Cell(text=text, head=True, span=span, align="middle") for text, span in spans if span]
    upper.append(Cell(text=say("causes.all"), head=True, span=2, align="middle"))
    middle = [Cell(text=say("causes.cause"), head=True)]
    middle += [Cell(text=_said(words, *column), head=True, span=2, align="middle") for column in columns]
    middle.append(Cell(text="", head=True, span=2))
    units = [Cell(text="", head=True)]
    units += [
        Cell(text=say(f"causes.{unit}"), head=True, align="middle")
        for _ in range(len(columns) + 1)
        for unit in ("households", "persons")
    ]
    head = tuple(grid.row(widths, *cells) for cells in (upper, middle, units))
    rows = [_row(grid, paper, columns, widths, cause) for cause in _cause_codes(paper)]
    return Table(head=head, rows=(*rows, _row(grid, paper, columns, widths, None)))


def _said(words: Words, name: str, code: str) -> str:
    return code_label(words, name, code) if code else words.say("causes.unknown")


def _cause_codes(paper: SummaryPaper) -> list[str]:
    """Every cause of the list, so that the tables of two villages can be laid beside each other."""
    codes = [code.value for code in code_list(CAUSES)]
    used = {cause for cause, _, _ in paper.cells}
    return [*codes, *sorted(used - {*codes, UNKNOWN}), *([UNKNOWN] if UNKNOWN in used else [])]


def _row(
    grid: Grid, paper: SummaryPaper, columns: Columns, widths: Sequence[float], cause: str | None
) -> Row:
    """One cause's row; None is the row of totals."""
    tallies = [
        sum(
            (tally for key, tally in paper.cells.items() if cause in (None, key[0]) and key[1:] == column),
            Tally(),
        )
        for column in columns
    ]
    # Each household stands once in each list: the sum over one of them counts it once.
    first = [tally for tally, column in zip(tallies, columns, strict=True) if column[0] == LISTS[0]]
    tallies.append(sum(first, Tally()))
    title = grid.words.say("total") if cause is None else _said(grid.words, CAUSES, cause)
    bold = cause is None
    cells = [Cell(text=title, head=True)]
    for tally in tallies:
        cells += [_count(grid, paper, number, bold) for number in (tally.households, tally.persons)]
    return grid.row(widths, *cells)


def _count(grid: Grid, paper: SummaryPaper, number: int, bold: bool) -> Cell:
    """A nought is a dash's business; an uncounted table stays open."""
    if not paper.cells:
        return Cell()
    return Cell(text=f"{number:,}" if number else "·", align="right", bold=bold)


def _figures(grid: Grid, paper: SummaryPaper) -> Table:
    say = grid.words.say
    widths = (1,) * len(_FIGURES)
    told = []
    for name in _FIGURES:
        tally = paper.figures.get(name)
        told.append(
            say("figures.both", households=f"{tally.households:,}", persons=f"{tally.persons:,}")
            if tally
            else ""
        )
    head = grid.head(widths, *(say(f"figures.{name}") for name in _FIGURES))
    return Table(rows=(head, grid.row(widths, *(Cell(text=text) for text in told), least_pt=22.0)))


def _place_notes(flow: Flow, heading: str, words: Words) -> None:
    if heading:
        flow.heading(heading, 40.0)
    else:
        flow.skip(flow.gap)
    flow.text(words.say("notes.text"))
    writing_lines(flow, 1, 18.0)
