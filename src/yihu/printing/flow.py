"""What stands on which page: blocks from top to bottom, tables broken between rows."""

from collections.abc import Callable
from dataclasses import dataclass, field

from yihu.printing.sheet import HEIGHT_PT, WIDTH_PT, Sheet
from yihu.printing.table import Row, Table

LEFT = 43.5
RIGHT = WIDTH_PT - LEFT
BREADTH = RIGHT - LEFT
TOP = 62.0
BOTTOM = HEIGHT_PT - 52.0
"""The body ends here; below stand who keeps the paper and the page number."""

HEADING_SIZE, HEADING_HEIGHT = 10.4, 24.0

Draw = Callable[[Sheet, float], None]


@dataclass(slots=True)
class Flow:
    """Places blocks one below the other and remembers how to draw each.

    Attributes:
        y: where the next block begins on the last page.
        pages: for each page what is drawn where.
    """

    y: float = TOP
    gap: float = 10.0
    pages: list[list[tuple[float, Draw]]] = field(default_factory=lambda: [[]])

    def room(self) -> float:
        """Points left on this page."""
        return BOTTOM - self.y

    def turn(self) -> None:
        """Go on at the top of a new page."""
        self.pages.append([])
        self.y = TOP

    def place(self, height: float, draw: Draw) -> None:
        """A block that stays whole."""
        if height > self.room() and self.y > TOP:
            self.turn()
        self.pages[-1].append((self.y, draw))
        self.y += height

    def heading(self, text: str, needs: float) -> None:
        """A section's heading, on the same page as the first `needs` points below it."""
        if self.y > TOP:
            self.y += self.gap
        if HEADING_HEIGHT + needs > self.room() and self.y > TOP:
            self.turn()

        def draw(sheet: Sheet, y: float) -> None:
            sheet.fill(LEFT, y + 1, 3, 15, 0.0)
            sheet.text(LEFT + 9, y + 12.4, text, HEADING_SIZE, bold=True)

        self.place(HEADING_HEIGHT - 4, draw)

    def section(self, heading: str, *tables: Table) -> None:
        """A heading and tables that hang together below it."""
        first = tables[0]
        self.heading(heading, first.head_height() + (first.rows[0].height if first.rows else 0))
        for table in tables:
            self.table(table)

    def table(self, table: Table) -> None:
        """All rows; the head again on every page, a row higher than a page in pieces."""
        first = table.rows[0].height if table.rows else 0
        if self.room() < table.head_height() + first <= BOTTOM - TOP:
            self.turn()
        self._rows(table.head)
        waiting = list(reversed(table.rows))
        whole_page = BOTTOM - TOP - table.head_height()
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

    def _rows(self, rows: tuple[Row, ...]) -> None:
        for row in rows:
            self._row(row)

    def _row(self, row: Row) -> None:
        self.pages[-1].append((self.y, row.draw))
        self.y += row.height
