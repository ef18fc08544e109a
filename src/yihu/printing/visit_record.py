"""The record of a visit (走访记录): who met whom, what was seen, what comes next."""

from yihu.planning.follow_up import Progress, Visit
from yihu.printing.flow import Flow
from yihu.printing.grid import Grid
from yihu.printing.household_tables import code_label, name_of_head, place_of
from yihu.printing.letterhead import LaidOut
from yihu.printing.of_household import bookmark_of, household_letterhead, words_for
from yihu.printing.page import A4
from yihu.printing.papers import VisitPaper
from yihu.printing.photos import place_photos
from yihu.printing.sections import page_of, place_sections, signing
from yihu.printing.table import Cell, Row, Style, Table
from yihu.printing.words import Words, amount
from yihu.register.codes import label_of
from yihu.register.household import Household

_VISIT = (70, 184, 70, 184)
_FINDINGS = (70, 438)
_PROGRESS = (20, 190, 70, 80, 148)
_OPEN_PT, _LONG_PT, _ROW_PT = 24.0, 62.0, 26.0
_BLANK_ROWS = 4


def blank_visit() -> VisitPaper:
    """A record to be filled in by hand."""
    return VisitPaper(household=Household(id=""))


def lay_out_visit(paper: VisitPaper, words: Words) -> LaidOut:
    """What wasn't answered is left open for the pen."""
    household, visit = paper.household, paper.visit
    said = words_for(words, household, visit.on if visit else None)
    page = page_of(words, A4)
    record = visit.record.partition("~")[2] if visit else ""
    letterhead = household_letterhead(
        said, page, household, "visit_record", visit.on if visit else "", record
    )
    grid = Grid(page, said, Style())
    flow = place_sections(
        letterhead.flow(),
        said,
        {
            "visit": lambda flow, heading: flow.section(heading, _visit(grid, paper)),
            "findings": lambda flow, heading: flow.section(heading, _findings(grid, visit)),
            "progress": lambda flow, heading: _place_progress(flow, heading, grid, visit),
            "photos": lambda flow, heading: place_photos(flow, said, heading, paper.photos),
            "signatures": signing(grid),
        },
    )
    title = " ".join(filter(None, (bookmark_of(household), visit.on if visit else "")))
    return LaidOut(letterhead=letterhead, flow=flow, bookmark=title, group=place_of(household))


def _visit(grid: Grid, paper: VisitPaper) -> Table:
    say, household, visit = grid.words.say, paper.household, paper.visit or Visit(record="")
    how = code_label(grid.words, "visit_means", visit.how) if visit.how else ""
    pairs = [
        (say("visit.head"), name_of_head(household)),
        (say("visit.place"), " ".join(filter(None, (place_of(household), household.address)))),
        (say("visit.on"), visit.on),
        (say("visit.how"), how),
        (say("visit.by"), visit.by),
        (say("visit.met"), visit.met),
    ]
    return Table(
        rows=tuple(
            grid.open_pairs(_VISIT, *pairs[at : at + 2], least_pt=_OPEN_PT) for at in range(0, len(pairs), 2)
        )
    )


def _findings(grid: Grid, known: Visit | None) -> Table:
    words, visit = grid.words, known or Visit(record="")
    say = words.say
    kinds = (
        label_of("follow_up_help_kinds", " ".join(visit.help_kinds), words.language)
        if visit.help_kinds
        else ""
    )
    money = "" if visit.help_yuan is None else say("yuan", amount=amount(visit.help_yuan))
    state = code_label(words, "progress_state", visit.measures_state) if visit.measures_state else ""
    changes = label_of("follow_up_changes", " ".join(visit.changes), words.language) if visit.changes else ""
    rows = (
        ("changes", changes, _OPEN_PT),
        ("issue", visit.issue, _LONG_PT),
        ("help", say("between_causes").join(filter(None, (kinds, visit.help, money))), _LONG_PT),
        ("measures", state, _OPEN_PT),
        ("next_step", visit.next_step, _LONG_PT),
        ("next_on", visit.next_on, _OPEN_PT),
        ("remarks", visit.remarks, _OPEN_PT),
    )
    # A record that was filled in needs no room for a pen.
    return Table(
        rows=tuple(
            grid.open_pairs(
                _FINDINGS, (say(f"findings.{name}"), text), least_pt=_OPEN_PT if known else height
            )
            for name, text, height in rows
        )
    )


def _place_progress(flow: Flow, heading: str, grid: Grid, visit: Visit | None) -> bool:
    rows = tuple(
        _progress_row(grid, number, told) for number, told in enumerate(visit.progress if visit else (), 1)
    )
    if visit and not rows:
        return False
    names = ("number", "measure", "state", "gain", "reason")
    head = grid.head(_PROGRESS, *(grid.words.say(f"progress.{name}") for name in names))
    blank = grid.row(_PROGRESS, *(Cell() for _ in _PROGRESS), least_pt=_ROW_PT)
    flow.section(heading, Table(head=(head,), rows=rows or (blank,) * _BLANK_ROWS))
    return True


def _progress_row(grid: Grid, number: int, told: Progress) -> Row:
    gain = "" if told.gain_yuan is None else amount(told.gain_yuan)
    state = code_label(grid.words, "progress_state", told.state)
    cells = [
        Cell(text=str(number)),
        Cell(text=told.content),
        Cell(text=state),
        Cell(text=gain, align="right"),
    ]
    return grid.row(_PROGRESS, *cells, Cell(text=told.stop_reason), least_pt=_ROW_PT)
