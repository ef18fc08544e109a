"""Tables that are laid out before they are drawn: each row knows its height and its broken lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from yihu.printing.line_breaks import break_lines
from yihu.printing.sheet import Sheet
from yihu.printing.typefaces import text_width

HEAD_GRAY = 0.945
_THUMB_WIDTH, _THUMB_HEIGHT = 38.0, 46.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Sizes in points.

    Attributes:
        padding: free space above and below the lines of a cell.
    """

    size: float = 8.6
    leading: float = 11.4
    padding: float = 4.0
    side: float = 4.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a cell.

    Attributes:
        head: bold on light grey.
        align: `left`, `right` or `middle`.
        span: columns it covers.
        top: whether it stands at the top of a high row, not in its middle.
        thumb: the words beside a dashed place for a thumb print, or empty.
    """

    text: str = ""
    head: bool = False
    bold: bool = False
    align: str = "left"
    span: int = 1
    top: bool = False
    thumb: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A cell with its place in the row and its text in lines."""

    x: float
    width: float
    cell: Cell
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A laid out row.

    Attributes:
        static: that it says nothing of a household: the same row stands on many papers, and is drawn only once.
    """

    height: float
    cells: tuple[Placed, ...]
    style: Style
    static: bool = False

    def split(self, room: float) -> "tuple[Row, Row] | None":
        """The row in two, the first no higher than `room`; None when not even one line fits."""
        fits = int((room - 2 * self.style.padding) // self.style.leading)
        if fits < 1:
            return None
        first = tuple(replace(placed, lines=placed.lines[:fits]) for placed in self.cells)
        rest = tuple(replace(placed, lines=placed.lines[fits:]) for placed in self.cells)
        return _row(first, self.style, 0), _row(rest, self.style, 0)

    def draw(self, sheet: Sheet, y: float) -> None:
        """Draw its grounds, borders and texts with its upper edge at `y`."""
        if self.static:
            sheet.once(self, y, lambda: self._draw(sheet, y))
        else:
            self._draw(sheet, y)

    def _draw(self, sheet: Sheet, y: float) -> None:
        first, last = self.cells[0], self.cells[-1]
        sheet.frame(first.x, y, last.x + last.width - first.x, self.height)
        for placed in self.cells:
            if placed is not first:
                sheet.line(placed.x, y, placed.x, y + self.height)
            if placed.cell.head:
                sheet.fill(placed.x, y, placed.width, self.height, HEAD_GRAY)
            if placed.lines:
                self._write(sheet, y, placed)
            if placed.cell.thumb:
                _draw_thumb_place(sheet, placed, y, self.height)

    def _write(self, sheet: Sheet, y: float, placed: Placed) -> None:
        style, cell = self.style, placed.cell
        written = len(placed.lines) * style.leading
        free = self.height - written - 2 * style.padding
        above = style.padding if cell.top else style.padding + free / 2
        baseline = y + above + (style.leading + style.size * 0.76) / 2
        bold = cell.bold or cell.head
        for line in placed.lines:
            x = placed.x + style.side
            if cell.align != "left":
                spare = placed.width - 2 * style.side - text_width(line, style.size, bold)
                x += spare if cell.align == "right" else spare / 2
            sheet.text(x, baseline, line, style.size, bold=bold)
            baseline += style.leading


def _row(cells: tuple[Placed, ...], style: Style, least: float) -> Row:
    lines = max(len(placed.lines) for placed in cells)
    height = max(lines, 1) * style.leading + 2 * style.padding
    return Row(height=max(height, least), cells=cells, style=style)


@lru_cache(maxsize=512)
def lay_out_row(
    cells: tuple[Cell, ...],
    x: float,
    columns: tuple[float, ...],
    style: Style,
    least_pt: float = 0,
    static: bool = False,
) -> Row:
    """Place the cells from `x` on over columns of these widths (points), at least so high.

    Heads, blank rows and places to sign are the same on every paper: they are laid out once.
    """
    placed = tuple(_placed(cells, x, columns, style))
    return replace(_row(placed, style, least_pt), static=static)


def _placed(cells: Sequence[Cell], x: float, columns: Sequence[float], style: Style) -> Iterator[Placed]:
    column = 0
    for cell in cells:
        width = sum(columns[column : column + cell.span])
        bold = cell.bold or cell.head
        room = width - 2 * style.side - (_THUMB_WIDTH + style.side if cell.thumb else 0)
        lines = break_lines(cell.text, room, style.size, bold) if cell.text else ()
        yield Placed(x=x, width=width, cell=cell, lines=tuple(lines))
        x += width
        column += cell.span


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a head that is repeated on every page."""

    head: tuple[Row, ...] = ()
    rows: tuple[Row, ...] = ()

    def head_height(self) -> float:
        return sum(row.height for row in self.head)

    def height(self) -> float:
        return self.head_height() + sum(row.height for row in self.rows)


def _draw_thumb_place(sheet: Sheet, placed: Placed, y: float, height: float) -> None:
    high = min(_THUMB_HEIGHT, height - 10)
    left = placed.x + placed.width - _THUMB_WIDTH - 6
    bottom = y + height - 5
    sheet.dashed_frame(left, bottom - high, _THUMB_WIDTH, high)
    sheet.text_middle(left + _THUMB_WIDTH / 2, bottom - 4, placed.cell.thumb, 7, gray=0.45)
