"""Tables over the breadth of a page, their columns in the order a template gives them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from yihu.printing.page import PageFormat
from yihu.printing.table import Cell, Row, Style, Table, lay_out_row
from yihu.printing.words import DASH, Words

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Item]):
    """One column of a table.

    Attributes:
        key: its name in the template. width: parts of the breadth, in Chinese and in English.
        least_pt: points that it needs at least, for what must not be broken: a date, a short word.
        text: what stands in it for one item and its number, which begins at 1; None is left to be written by hand.
    """

    key: str
    width: tuple[float, float]
    text: Callable[[Item, int], str] | None
    align: str = "left"
    least_pt: float = 0.0


_ONE_CHARACTER_PT = 20.0
"""No column is narrower: a character and what is free beside it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Lays out rows on one page format in one style."""

    page: PageFormat
    words: Words
    style: Style

    def row(self, widths: Sequence[float], *cells: Cell, least_pt: float = 0, static: bool = False) -> Row:
        """A row over the whole breadth; widths are its columns' parts of it. `static`: see `Row`."""
        scale = self.page.breadth / sum(widths)
        columns = tuple(part * scale for part in widths)
        return lay_out_row(cells, self.page.left, columns, self.style, least_pt, static)

    def head(self, widths: Sequence[float], *texts: str, least_pt: float = 0) -> Row:
        """A row of headings."""
        cells = (Cell(text=text, head=True) for text in texts)
        return self.row(widths, *cells, least_pt=least_pt, static=True)

    def pairs(self, widths: Sequence[float], *pairs: tuple[str, str], least_pt: float = 0) -> Row:
        """Headings with what they head beside them."""
        cells = [
            cell for head, text in pairs for cell in (Cell(text=head, head=True), Cell(text=text or DASH))
        ]
        return self.row(widths, *cells, least_pt=least_pt)

    def open_pairs(self, widths: Sequence[float], *pairs: tuple[str, str | None], least_pt: float = 0) -> Row:
        """As `pairs`; what isn't known stays open, to be written in by hand."""
        cells = [cell for head, text in pairs for cell in (Cell(text=head, head=True), Cell(text=text or ""))]
        return self.row(widths, *cells, least_pt=least_pt)

    def chosen(self, table: str, columns: Sequence[Column[Item]]) -> list[Column[Item]]:
        """Those columns that the template names, in its order."""
        by_key = {column.key: column for column in columns}
        return [by_key[key] for key in self.words.columns(table) if key in by_key]

    def widths(self, columns: Sequence[Column[Item]]) -> list[float]:
        """Points of each column over the breadth, in the paper's language; none below its least."""
        return fitted_widths(
            [column.width[0 if self.words.is_chinese() else 1] for column in columns],
            [max(column.least_pt, _ONE_CHARACTER_PT) for column in columns],
            self.page.breadth,
        )

    def table_head(self, table: str, columns: Sequence[Column[Item]], least_pt: float = 0) -> Row:
        """The columns' headings."""
        texts = (self.words.say(f"{table}.{column.key}") for column in columns)
        return self.head(self.widths(columns), *texts, least_pt=least_pt)

    def item(self, columns: Sequence[Column[Item]], item: Item, number: int, least_pt: float = 0) -> Row:
        """One item's row."""
        cells = (
            Cell(text=column.text(item, number) or DASH if column.text else "", align=column.align)
            for column in columns
        )
        return self.row(self.widths(columns), *cells, least_pt=least_pt)

    def blank(self, columns: Sequence[Column[Item]], least_pt: float) -> Row:
        """An empty row to fill in by hand."""
        return self.row(self.widths(columns), *(Cell() for _ in columns), least_pt=least_pt, static=True)

    def table(
        self, table: str, columns: Sequence[Column[Item]], items: Sequence[Item], least_pt: float = 0
    ) -> Table:
        """All items below the headings. `columns` are those chosen already."""
        rows = (self.item(columns, item, number, least_pt) for number, item in enumerate(items, 1))
        return Table(head=(self.table_head(table, columns),), rows=tuple(rows))

    def cells(self, item_count: int, least_pt: float) -> Row:
        """Equal empty cells over the whole breadth."""
        return self.row(
            (1,) * item_count, *(Cell() for _ in range(item_count)), least_pt=least_pt, static=True
        )

    def signatures(self, height_pt: float, in_a_row: int = 3) -> Table:
        """Places to sign and seal as the template orders them, each so high."""
        places = [self._place(name) for name in self.words.columns("signatures")]
        rows = [places[start : start + in_a_row] for start in range(0, len(places), in_a_row)]
        return Table(
            rows=tuple(self.row((1,) * len(row), *row, least_pt=height_pt, static=True) for row in rows)
        )

    def _place(self, name: str) -> Cell:
        say = self.words.say
        text = say(f"signatures.{name}")
        if name == "date":
            return Cell(text=f"{text}\n\n{say('date_blank')}", top=True)
        return Cell(
            text=text, top=True, thumb=say("signatures.thumb") if name in ("head", "guardian") else ""
        )


def fitted_widths(parts: Sequence[float], least_pt: Sequence[float], breadth_pt: float) -> list[float]:
    """Points of each column: their parts of the breadth, those that need more taking it from the others."""
    widths = [part * breadth_pt / sum(parts) for part in parts]
    short = [place for place, width in enumerate(widths) if width < least_pt[place]]
    if not short:
        return widths
    if sum(least_pt) >= breadth_pt:
        return [least * breadth_pt / sum(least_pt) for least in least_pt]
    fixed = {place: least_pt[place] for place in short}
    others = [0.0 if place in fixed else part for place, part in enumerate(parts)]
    rest = fitted_widths(
        [part or 1e-9 for part in others],
        [0.0 if place in fixed else least for place, least in enumerate(least_pt)],
        breadth_pt - sum(fixed.values()),
    )
    return [fixed.get(place, width) for place, width in enumerate(rest)]
