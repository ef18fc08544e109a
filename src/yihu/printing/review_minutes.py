"""The minutes of a democratic review (评议会议记录): who met, on whom they voted, how, and everybody's name below."""

from yihu.printing.flow import Flow
from yihu.printing.grid import Column, Grid
from yihu.printing.household_tables import code_label
from yihu.printing.letterhead import LaidOut
from yihu.printing.of_village import village_letterhead, village_words
from yihu.printing.page import A4
from yihu.printing.papers import MinutesPaper, Reviewed
from yihu.printing.sections import page_of, place_sections, signing, writing_lines
from yihu.printing.table import Style, Table
from yihu.printing.words import Words

_MEETING = (70, 184, 70, 184)
_OPEN_PT, _ROW_PT, _NAME_PT = 24.0, 24.0, 28.0
_BLANK_ROWS = 10
_NAMES_IN_A_ROW, _NAME_ROWS = 5, 4
_OPINION_LINES = 5


def blank_minutes() -> MinutesPaper:
    """Minutes to be filled in by hand."""
    return MinutesPaper()


def lay_out_minutes(paper: MinutesPaper, words: Words) -> LaidOut:
    """What isn't known yet is left open for the pen."""
    said = village_words(words, paper.township, paper.village, paper.day)
    page = page_of(words, A4)
    place = "".join((paper.township, paper.village))
    letterhead = village_letterhead(said, page, "review_minutes", place, paper.village_code, paper.day)
    grid = Grid(page, said, Style())
    flow = place_sections(
        letterhead.flow(),
        said,
        {
            "meeting": lambda flow, heading: flow.section(heading, _meeting(grid, paper)),
            "agenda": lambda flow, heading: _place_text(flow, heading, said),
            "households": lambda flow, heading: flow.section(heading, _households(grid, paper)),
            "opinions": lambda flow, heading: _place_opinions(flow, heading, paper),
            "result": lambda flow, heading: _place_result(flow, heading, said),
            "attendance": lambda flow, heading: flow.section(heading, _attendance(grid), whole=True),
            "signatures": signing(grid),
        },
    )
    return LaidOut(letterhead=letterhead, flow=flow, bookmark=f"{place} {paper.day}".strip())


def _meeting(grid: Grid, paper: MinutesPaper) -> Table:
    say = grid.words.say
    pairs = (
        (say("meeting.village"), "".join((paper.township, paper.village))),
        (say("meeting.on"), paper.day),
        (say("meeting.place"), paper.place),
        (say("meeting.present"), "" if paper.present is None else str(paper.present)),
        (say("meeting.chair"), paper.chair),
        (say("meeting.recorder"), paper.recorder),
    )
    return Table(
        rows=tuple(grid.open_pairs(_MEETING, *pairs[at : at + 2], least_pt=_OPEN_PT) for at in (0, 2, 4))
    )


def _place_text(flow: Flow, heading: str, words: Words) -> None:
    if heading:
        flow.heading(heading, 13.0)
    flow.text(words.say("agenda.text"))


def _households(grid: Grid, paper: MinutesPaper) -> Table:
    words = grid.words

    def count(number: int | None) -> str:
        return " " if number is None else str(number)

    columns: list[Column[Reviewed]] = grid.chosen(
        "households",
        (
            Column(key="number", width=(24, 24), text=lambda _, number: str(number)),
            Column(key="head_name", width=(84, 90), text=lambda one, _: one.head_name),
            Column(key="group", width=(50, 50), text=lambda one, _: one.group),
            Column(key="persons", width=(40, 46), text=lambda one, _: count(one.persons), least_pt=46.0),
            Column(
                key="category",
                width=(96, 110),
                text=lambda one, _: code_label(words, "monitored_category", one.category or None),
            ),
            Column(key="votes_for", width=(44, 44), text=lambda one, _: count(one.votes_for)),
            Column(
                key="votes_against",
                width=(44, 44),
                text=lambda one, _: count(one.votes_against),
                least_pt=46.0,
            ),
            Column(key="votes_abstained", width=(44, 64), text=lambda one, _: count(one.votes_abstained)),
            Column(
                key="result",
                width=(80, 80),
                text=lambda one, _: code_label(words, "review_result", one.result) if one.result else " ",
            ),
        ),
    )
    table = grid.table("households", columns, paper.households, _ROW_PT)
    if paper.households:
        return table
    return Table(head=table.head, rows=(grid.blank(columns, _ROW_PT),) * _BLANK_ROWS)


def _place_opinions(flow: Flow, heading: str, paper: MinutesPaper) -> None:
    flow.heading(heading, 40.0)
    if paper.opinions:
        flow.text(paper.opinions)
    else:
        writing_lines(flow, _OPINION_LINES)


def _place_result(flow: Flow, heading: str, words: Words) -> None:
    flow.heading(heading, 26.0)
    flow.text(words.say("result.text"))


def _attendance(grid: Grid) -> Table:
    """A place for each person's own name."""
    return Table(rows=(grid.cells(_NAMES_IN_A_ROW, _NAME_PT),) * _NAME_ROWS)
