"""What stands on which page: blocks from top to bottom, tables broken between rows."""

from collections.abc import Callable
from dataclasses import dataclass, field

from yihu.printing.line_breaks import break_lines
from yihu.printing.page import A4, PageFormat
from yihu.printing.sheet import BLACK, Sheet
from yihu.printing.table import Row, Table

HEADING_SIZE, HEADING_HEIGHT = 10.4, 24.0
TEXT_SIZE, TEXT_LEADING = 9.0, 13.0

Draw = Callable[[Sheet, float], None]


@dataclass(slots=True)
class Flow:
    """Places blocks one below the other and remembers how to draw each.

    Attributes:
        y: where the next block begins on the last page.
        gap: points before a heading.
        pages: for each page what is drawn where.
    """

    page: PageFormat = A4
    y: float = A4.top
    gap: float = 10.0
    pages: list[list[tuple[float, Draw]]] = field(default_factory=lambda: [[]])

    def room(self) -> float:
        """Points left on this page."""
        return self.page.bottom - self.y

    def is_at_top(self) -> bool:
        """Whether nothing stands on this page yet."""
        return not self.pages[-1]

    def turn(self) -> None:
        """Go on at the top of a new page."""
        self.pages.append([])
        self.y = self.page.top

    def skip(self, height: float) -> None:
        """Leave some space, but none at the top of a page."""
        if not self.is_at_top():
            self.y += height

    def place(self, height: float, draw: Draw) -> None:
        """A block that stays whole."""
        if height > self.room() and not self.is_at_top():
            self.turn()
        self.pages[-1].append((self.y, draw))
        self.y += height

    def heading(self, text: str, needs: float = 0.0) -> None:
        """A section's heading, on the same page as the first `needs` points below it."""
        self.skip(self.gap)
        lines = break_lines(text, self.page.breadth - 9, HEADING_SIZE, bold=True)
        height = HEADING_HEIGHT + (len(lines) - 1) * (HEADING_SIZE + 4)
        if height + needs > self.room() and not self.is_at_top():
            self.turn()
        left = self.page.left

        def draw(sheet: Sheet, y: float) -> None:
            sheet.fill(left, y + 1, 3, height - 9, 0.0)
            for place, line in enumerate(lines):
                sheet.text(left + 9, y + 12.4 + place * (HEADING_SIZE + 4), line, HEADING_SIZE, bold=True)

        self.place(height - 4, draw)

    def text(
        self,
        text: str,
        *,
        size: float = TEXT_SIZE,
        leading: float = TEXT_LEADING,
        bold: bool = False,
        indent: float = 0.0,
        gray: float = BLACK,
    ) -> None:
        """A paragraph over the breadth of the page; it may go on overleaf between its lines."""
        for line in break_lines(text, self.page.breadth - indent, size, bold):
            self._line(line, size, leading, bold, self.page.left + indent, gray)

    def text_height(self, text: str, *, size: float = TEXT_SIZE, leading: float = TEXT_LEADING) -> float:
        """How high a paragraph is."""
        return len(break_lines(text, self.page.breadth, size)) * leading

    def section(self, heading: str, *tables: Table, whole: bool = False) -> None:
        """A heading and tables that hang together below it; `whole` tables are not broken if a page holds them."""
        first = tables[0]
        needs = first.head_height() + (first.rows[0].height if first.rows else 0)
        if whole:
            needs = sum(table.height() for table in tables)
        if heading:
            self.heading(heading, needs)
        else:
            self.skip(self.gap)
        for table in tables:
            self.table(table)

    def table(self, table: Table) -> None:
        """All rows; the head again on every page, a row higher than a page in pieces."""
        first = table.rows[0].height if table.rows else 0
        if self.room() < table.head_height() + first <= self.page.bottom - self.page.top:
            self.turn()
        self._rows(table.head)
        waiting = list(reversed(table.rows))
        whole_page = self.page.bottom - self.page.top - table.head_height()
        while waiting:
            row = waiting.pop()
            if row.height <= self.room():
                self._row(row)
            elif row.height > whole_page and (pieces := row.split(self.room())):
                self._row(pieces[0])
                waiting.append(pieces[1])
            else:
                self.turn()
                self._rows(table.head)
                waiting.append(row)

    def blank_rows(
        self, blank: Row, *, keep: float = 0.0, at_least: int = 1, head: Table | None = None
    ) -> None:
        """Rows to fill in by hand, down to the foot of the page but for `keep` points.

        Where fewer than `at_least` fit they stand on a new page, below `head` again.
        """
        if self.room() < at_least * blank.height + keep:
            self.turn()
            self._rows(head.head if head else ())
        for _ in range(max(int((self.room() - keep) // blank.height), at_least)):
            self._row(blank)

    def _line(self, line: str, size: float, leading: float, bold: bool, left: float, gray: float) -> None:
        baseline = (leading + size * 0.76) / 2
        self.place(leading, lambda sheet, y: sheet.text(left, y + baseline, line, size, bold=bold, gray=gray))

    def _rows(self, rows: tuple[Row, ...]) -> None:
        for row in rows:
            self._row(row)

    def _row(self, row: Row) -> None:
        self.pages[-1].append((self.y, row.draw))
        self.y += row.height
