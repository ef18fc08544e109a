"""The intention card (意向卡) of a pair: three copies of the same, for the family, the helper and the county."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from yihu.printing.flow import Flow
from yihu.printing.grid import Column, Grid
from yihu.printing.household_tables import code_label, name_of_head, place_of
from yihu.printing.letterhead import LaidOut, Letterhead
from yihu.printing.line_breaks import break_lines, first_lines
from yihu.printing.of_household import bookmark_of, words_for
from yihu.printing.page import A4
from yihu.printing.papers import IntentionCard, IntentionPaper, PledgeLine
from yihu.printing.qr import code_squares, paper_code
from yihu.printing.sections import place_sections
from yihu.printing.sheet import GREY, Sheet
from yihu.printing.table import Style, Table
from yihu.printing.words import Words, amount
from yihu.register.household import Household

KIND = "intention_card"
COPIES = ("household", "helper", "county")
_KINDS = ("household", "student", "job")
_WHOLE = replace(A4, top=33.0, bottom=812.0)
"""Three copies need nearly the whole sheet; nothing else stands at its edges."""
_COPY_PT = (_WHOLE.bottom - _WHOLE.top) / len(COPIES)
_GAP_PT = 15.0
_PAIR = ((50, 92, 44, 158, 36, 44, 36, 88), (46, 88, 70, 128, 52, 52, 66, 84))
_BLANK = "________"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Size:
    """How large a copy is set. Points."""

    style: Style
    code: float
    title: float
    letter: float
    leading: float
    signatures: float
    row: float
    gap: float
    in_a_row: int = 4


_THIRDS = (
    _Size(
        style=Style(size=8.2, leading=10.4, padding=3.0),
        code=58.0, title=14.0, letter=8.4, leading=11.4, signatures=46.0, row=0.0, gap=5.0,
    ),
    _Size(
        style=Style(size=7.6, leading=9.4, padding=2.0),
        code=56.0, title=12.5, letter=7.8, leading=9.8, signatures=42.0, row=0.0, gap=3.0,
    ),
)  # fmt: skip
_SHEET = _Size(
    style=Style(size=9.6, leading=13.0, padding=6.0),
    code=86.0, title=21.0, letter=11.0, leading=18.0, signatures=82.0, row=32.0, gap=18.0, in_a_row=2,
)  # fmt: skip


def blank_intention() -> IntentionPaper:
    """A card to be filled in by hand; without a square code, as it is nobody's yet."""
    return IntentionPaper(household=Household(id=""))


def lay_out_intention(paper: IntentionPaper, words: Words) -> LaidOut:
    """For each card one sheet with its three copies, or three sheets: where wanted, or where they don't fit."""
    flow = Flow(page=_WHOLE, y=_WHOLE.top, gap=0.0)
    for place, card in enumerate(paper.cards or (IntentionCard(),)):
        if place:
            flow.turn()
        said = _words_for(paper.household, card, words)
        fitting = (size for size in _THIRDS if _fits(paper.household, card, said, size))
        size = None if paper.apart else next(fitting, None)
        if size is None:
            _place_sheets(flow, paper.household, card, said)
        else:
            _place_thirds(flow, paper.household, card, said, size)
    return LaidOut(
        letterhead=_NoLetterhead(words=words, page=_WHOLE),
        flow=flow,
        bookmark=bookmark_of(paper.household),
        group=place_of(paper.household),
    )


class _NoLetterhead(Letterhead):
    """Each copy has its own head."""

    def draw(self, sheet: Sheet, number: int, pages: int) -> None:
        return


def _words_for(household: Household, card: IntentionCard, words: Words) -> Words:
    said = words_for(words, household, card.since)
    said.places |= {"helper": card.helper or _BLANK, "head": name_of_head(household) or _BLANK}
    return said


def _fits(household: Household, card: IntentionCard, words: Words, size: _Size) -> bool:
    trial = Flow(page=_WHOLE, y=_WHOLE.top, gap=0.0)
    _Copy(household, card, words, size, "household").place(trial)
    return len(trial.pages) == 1 and trial.y - _WHOLE.top <= _COPY_PT - _GAP_PT


def _place_thirds(flow: Flow, household: Household, card: IntentionCard, words: Words, size: _Size) -> None:
    top = flow.y
    for place, copy in enumerate(COPIES):
        flow.y = top + place * _COPY_PT
        if place:
            _place_cut(flow)
        _Copy(household, card, words, size, copy).place(flow)


def _place_cut(flow: Flow) -> None:
    left, right, y = 14.0, flow.page.width_pt - 14.0, flow.y - _GAP_PT * 0.7
    flow.pages[-1].append((y, lambda sheet, at: sheet.dashed_line(left, at, right, at)))


def _place_sheets(flow: Flow, household: Household, card: IntentionCard, words: Words) -> None:
    for place, copy in enumerate(COPIES):
        if place:
            flow.turn()
        flow.skip(0)
        _Copy(household, card, words, _SHEET, copy).place(flow)


@dataclass(frozen=True, slots=True)
class _Copy:
    """One of the three copies."""

    household: Household
    card: IntentionCard
    words: Words
    size: _Size
    copy: str

    def place(self, flow: Flow) -> None:
        grid = Grid(flow.page, self.words, self.size.style)
        self._place_head(flow)
        place_sections(
            flow,
            self.words,
            {
                "pair": self._tables(lambda: (self._pair(grid),)),
                "pledges": self._tables(lambda: (self._pledges(grid),)),
                "letter": self._letter,
                "signatures": self._tables(
                    lambda: (grid.signatures(self.size.signatures, self.size.in_a_row),)
                ),
            },
        )

    def _tables(self, tables: Callable[[], tuple[Table, ...]]) -> Callable[[Flow, str], None]:
        def place(flow: Flow, heading: str) -> None:
            flow.skip(self.size.gap)
            if heading:
                flow.heading(heading)
            for table in tables():
                flow.table(table)

        return place

    def _place_head(self, flow: Flow) -> None:
        size, card, page = self.size, self.card, flow.page
        room = page.breadth - size.code - 12
        title = break_lines(self.words.say("title"), room, size.title, bold=True)
        number = self.words.say("number", number=self.household.number or _BLANK)
        below = [
            self.words.say(f"copies.{self.copy}"),
            number,
            self.words.say("copies.code") if card.id else "",
        ]
        small = size.style.size
        squares = code_squares(paper_code(KIND, card.id, card.version)) if card.id else ()

        def draw(sheet: Sheet, y: float) -> None:
            at = y + size.title
            for line in title:
                sheet.text(page.left, at, line, size.title, bold=True)
                at += size.title + 4
            for text in filter(None, below):
                sheet.text(page.left, at, first_lines(text, 1, room, small), small, gray=GREY)
                at += small + 4
            if squares:
                sheet.squares(page.right - size.code, y, squares, size.code / len(squares))

        flow.place(max(size.code, len(title) * (size.title + 4) + len(below) * (small + 4)), draw)

    def _pair(self, grid: Grid) -> Table:
        say, household, card = self.words.say, self.household, self.card
        count = len(household.persons) or household.member_count
        level = code_label(self.words, "helper_level", card.level) if card.level else ""
        widths = _PAIR[0 if self.words.is_chinese() else 1]
        rows = (
            (
                (say("pair.family"), name_of_head(household)),
                (say("pair.place"), place_of(household)),
                (say("pair.persons"), str(count) if count else ""),
                (say("pair.phone"), household.phone),
            ),
            (
                (say("pair.helper"), card.helper),
                (say("pair.unit"), card.unit),
                (say("pair.level"), level),
                (say("pair.phone"), card.helper_phone),
            ),
        )
        return Table(rows=tuple(grid.open_pairs(widths, *pairs, least_pt=self.size.row) for pairs in rows))

    def _pledges(self, grid: Grid) -> Table:
        columns = grid.chosen("pledges", self._columns())
        told = {line.kind: line for line in self.card.pledges}
        rows = [told.get(kind, PledgeLine(kind=kind)) for kind in _KINDS]
        head = grid.table_head("pledges", columns)
        items = (grid.item(columns, line, number, self.size.row) for number, line in enumerate(rows, 1))
        return Table(head=(head,), rows=tuple(items))

    def _columns(self) -> tuple[Column[PledgeLine], ...]:
        say = self.words.say
        return (
            Column(key="kind", width=(30, 36), text=lambda line, _: say(f"pledges.{line.kind}")),
            Column(key="what", width=(44, 38), text=lambda line, _: line.what or " "),
            Column(key="whom", width=(18, 18), text=lambda line, _: line.whom or " "),
            Column(
                key="amount",
                width=(20, 18),
                text=lambda line, _: " " if line.yuan is None else amount(line.yuan),
                align="right",
            ),
        )

    def _letter(self, flow: Flow, heading: str) -> None:
        flow.skip(self.size.gap)
        if heading:
            flow.heading(heading)
        for paragraph in self.words.say("letter.text").split("\n"):
            flow.text(paragraph, size=self.size.letter, leading=self.size.leading)
