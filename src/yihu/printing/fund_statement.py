"""A fund's statement: what came, what went, year by year, line by line, and who got it.

It may be posted and goes to donors, so nobody's name gets onto it but the head of a household's, by the allow-list of
`BeneficiaryLine`: never a student's, a minor's, an illness, a purpose or an account.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yihu.printing.flow import Flow
from yihu.printing.grid import Column, Grid, Item
from yihu.printing.household_tables import code_label
from yihu.printing.letterhead import LaidOut, Letterhead
from yihu.printing.page import A4
from yihu.printing.qr import paper_code
from yihu.printing.sections import page_of, place_sections, signing
from yihu.printing.table import Cell, Style, Table
from yihu.printing.words import DASH, Words

_ROW_PT = 19.0
_BLANK_ROWS = 8
KIND = "fund_statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementYear:
    """One year, in yuan."""

    year: str
    opening: Decimal
    received: Decimal
    paid: Decimal
    returned: Decimal
    closing: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One line of the ledger. `what`: received, paid or returned; `to`: code of `grant_to`; `place`: a village."""

    on: str
    what: str
    to: str = ""
    place: str = ""
    change: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class BeneficiaryLine:
    """All that may be said of who got money: nothing else can get onto the list.

    Attributes:
        to: code of `grant_to`. name: the head of the household, shortened where a minor's; the project's name.
        village: as far as an address goes. years: in which it was paid.
    """

    to: str = ""
    name: str = ""
    village: str = ""
    years: str = ""
    amount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPaper:
    """A fund's statement. Days are ISO.

    Attributes:
        fund: its id; in the square code. kind: code of `fund_kind`. years: as promised (`2026–2035`).
        held: paid, but not covered by money; how many grants that is.
    """

    fund: str = ""
    name: str = ""
    kind: str = ""
    donor: str = ""
    holder: str = ""
    years: str = ""
    day: str = ""
    promised: Decimal | None = None
    received: Decimal | None = None
    paid: Decimal | None = None
    returned: Decimal | None = None
    balance: Decimal | None = None
    held: Decimal = Decimal(0)
    held_count: int = 0
    by_year: tuple[StatementYear, ...] = ()
    lines: tuple[StatementLine, ...] = ()
    beneficiaries: tuple[BeneficiaryLine, ...] = ()


def blank_statement() -> StatementPaper:
    """A statement to be filled in by hand."""
    return StatementPaper()


def lay_out_statement(paper: StatementPaper, words: Words) -> LaidOut:
    """Facts, years, ledger, who got it, signatures, in the template's order."""
    said = words.about(
        number=None, head=None, group=None, village=None, township=None, day=paper.day or None,
        year=paper.day[:4] or None, fund=paper.name or None,
    )  # fmt: skip
    page = page_of(words, A4)
    letterhead = Letterhead(
        words=said,
        page=page,
        left=paper.day or DASH,
        right=paper.name,
        subtitle="",
        code=paper_code(KIND, paper.fund, paper.day) if paper.fund else "",
    )
    grid = Grid(page, said, Style(size=9.4, leading=12.4, padding=3.0))
    flow = place_sections(
        letterhead.flow(),
        said,
        {
            "fund": lambda flow, heading: flow.section(heading, _facts(grid, paper)),
            "years": lambda flow, heading: _years(flow, heading, grid, paper),
            "ledger": lambda flow, heading: _ledger(flow, heading, grid, paper),
            "beneficiaries": lambda flow, heading: _beneficiaries(flow, heading, grid, paper),
            "signatures": signing(grid, 62.0),
        },
    )
    return LaidOut(letterhead=letterhead, flow=flow, bookmark=paper.name or said.plain_title())


def money(yuan: Decimal | None) -> str:
    """To the fen, always."""
    return "" if yuan is None else f"{yuan:,.2f}".replace("-", "−")


def _facts(grid: Grid, paper: StatementPaper) -> Table:
    say = grid.words.say
    kind = code_label(grid.words, "fund_kind", paper.kind) if paper.kind else ""
    widths = (2, 4, 2, 4)
    rows = [
        grid.open_pairs(widths, (say("fund.name"), paper.name), (say("fund.kind"), kind)),
        grid.open_pairs(widths, (say("fund.donor"), paper.donor), (say("fund.years"), paper.years)),
        grid.open_pairs(
            widths, (say("fund.holder"), paper.holder), (say("fund.promised"), money(paper.promised))
        ),
        grid.open_pairs(
            widths, (say("fund.received"), money(paper.received)), (say("fund.paid"), money(paper.paid))
        ),
        grid.open_pairs(
            widths, (say("fund.returned"), money(paper.returned)), (say("fund.balance"), money(paper.balance))
        ),
    ]
    if paper.held_count:
        told = say("fund.held_text", amount=money(paper.held), count=paper.held_count)
        rows.append(grid.row((2, 10), Cell(text=say("fund.held"), head=True), Cell(text=told)))
    return Table(rows=tuple(rows))


def _years(flow: Flow, heading: str, grid: Grid, paper: StatementPaper) -> None:
    columns: list[Column[StatementYear]] = grid.chosen(
        "years",
        (
            Column(key="year", width=(50, 50), text=lambda each, _: each.year, least_pt=34.0),
            _sum("opening", lambda each: each.opening),
            _sum("received", lambda each: each.received),
            _sum("paid", lambda each: each.paid),
            _sum("returned", lambda each: each.returned),
            _sum("closing", lambda each: each.closing),
        ),
    )
    _place(flow, heading, grid, "years", columns, paper.by_year)


def _sum(key: str, of: Callable[[StatementYear], Decimal]) -> Column[StatementYear]:
    return Column(key=key, width=(90, 90), text=lambda each, _: money(of(each)), align="right")


def _ledger(flow: Flow, heading: str, grid: Grid, paper: StatementPaper) -> None:
    words = grid.words
    columns: list[Column[StatementLine]] = grid.chosen(
        "ledger",
        (
            Column(key="number", width=(26, 26), text=lambda _, number: str(number)),
            Column(key="on", width=(70, 70), text=lambda each, _: each.on, least_pt=60.0),
            Column(key="what", width=(60, 60), text=lambda each, _: words.say(f"ledger.{each.what}")),
            Column(
                key="to",
                width=(60, 70),
                text=lambda each, _: code_label(words, "grant_to", each.to) if each.to else "",
            ),
            Column(key="place", width=(90, 90), text=lambda each, _: each.place),
            Column(key="change", width=(90, 90), text=lambda each, _: money(each.change), align="right"),
            Column(key="balance", width=(90, 90), text=lambda each, _: money(each.balance), align="right"),
        ),
    )
    _place(flow, heading, grid, "ledger", columns, paper.lines)


def _beneficiaries(flow: Flow, heading: str, grid: Grid, paper: StatementPaper) -> None:
    words = grid.words
    columns: list[Column[BeneficiaryLine]] = grid.chosen(
        "beneficiaries",
        (
            Column(key="number", width=(26, 26), text=lambda _, number: str(number)),
            Column(
                key="to",
                width=(60, 70),
                text=lambda each, _: code_label(words, "grant_to", each.to) if each.to else "",
            ),
            Column(key="name", width=(110, 110), text=lambda each, _: each.name),
            Column(key="village", width=(110, 110), text=lambda each, _: each.village),
            Column(key="years", width=(80, 80), text=lambda each, _: each.years),
            Column(key="amount", width=(90, 90), text=lambda each, _: money(each.amount), align="right"),
        ),
    )
    _place(flow, heading, grid, "beneficiaries", columns, paper.beneficiaries)


def _place(
    flow: Flow, heading: str, grid: Grid, name: str, columns: list[Column[Item]], items: Sequence[Item]
) -> None:
    table = grid.table(name, columns, items, _ROW_PT)
    if not items:
        table = Table(head=table.head, rows=(grid.blank(columns, _ROW_PT),) * _BLANK_ROWS)
    flow.section(heading, table)
