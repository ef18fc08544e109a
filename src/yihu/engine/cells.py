"""The live state of one interview, node by node."""

from collections.abc import Iterator

from yihu.engine.outcome import Value
from yihu.engine.slots import Slot, Sort
from yihu.xpath.tree import Node


class Row:
    """One row of a repeat, or the whole form around all rows.

    Attributes:
        id: "" for the whole form.
        position: rows of a repeat are ordered by it, then by id.
        place: its place among its siblings, from 1; 0 for the whole form.
        prefix: what the answer keys of its answers begin with.
        members: its cells by index of their slot, without those of rows inside.
        rows: rows inside it, by index of their repeat's slot.
        saved: whether it was told as there.
    """

    __slots__ = ("cell", "id", "members", "parent", "place", "position", "prefix", "rows", "saved", "slot")

    def __init__(self, slot: Slot, row_id: str, position: int, parent: "Row | None") -> None:
        self.slot = slot
        self.id = row_id
        self.position = position
        self.place = 0
        self.parent = parent
        self.cell: Cell
        self.prefix: str = "" if parent is None else f"{parent.prefix}{slot.local_key}/{row_id}/"
        self.members: dict[int, Cell] = {}
        self.rows: dict[int, list[Row]] = {}
        self.saved = False

    def within(self, slot: Slot) -> "Row | None":
        """Itself or the row around it that is a row of a repeat."""
        row: Row | None = self
        while row is not None and row.slot is not slot:
            row = row.parent
        return row


class Cell:
    """One node of the answers with its state.

    Attributes:
        stored: the answer as it was given, kept while it isn't relevant; `node.text` is what counts now.
        began: whether the form gave it an answer to begin with.
        calculated: what its calculation gave last.
        gone: whether it was taken out with its row.
        own: whether its own condition holds; `relevant` also those around it.
        saved: what was last told as saved.
        due: the tasks that wait to be calculated here, by their bits.
        kept: results of rules, (step, result) by name.
        seen: the value at which its actions were last done.
    """

    __slots__ = (
        "began",
        "calculated",
        "children",
        "due",
        "gone",
        "kept",
        "node",
        "own",
        "parent",
        "relevant",
        "row",
        "saved",
        "seen",
        "slot",
        "stored",
    )

    def __init__(self, node: Node, slot: Slot, row: Row, parent: "Cell | None") -> None:
        self.node = node
        self.slot = slot
        self.row = row
        self.parent = parent
        self.children: list[Cell] = []
        self.stored = ""
        self.began = False
        self.gone = False
        self.calculated: str | None = None
        self.own = True
        self.relevant = True
        self.saved: Value = None
        self.seen = ""
        self.due = 0
        self.kept: dict[str, tuple[int, object]] = {}

    def __repr__(self) -> str:
        return f"<cell {self.ref()}>"

    def key(self) -> str:
        """Its answer key."""
        return self.row.prefix + self.slot.local_key

    def ref(self) -> str:
        """Its path with positions of rows: `/data/member[2]/name`."""
        steps: list[str] = []
        cell: Cell | None = self
        while cell is not None:
            row = cell.row if cell.row.cell is cell and cell.row.parent is not None else None
            steps.append(f"{cell.slot.name}[{row.place}]" if row else cell.slot.name)
            cell = cell.parent
        return "/" + "/".join(reversed(steps))

    def answer(self) -> Value:
        """What is to be kept of it: of a derived one what counts now, else the answer as given."""
        return (self.node.text if self.slot.derived else self.stored) or None

    def below(self) -> "Iterator[Cell]":
        """Itself and all inside, outer before inner, in the order of the answers."""
        stack = [self]
        while stack:
            cell = stack.pop()
            yield cell
            stack.extend(reversed(cell.children))

    def leaves(self) -> "Iterator[Cell]":
        """The answers among itself and all inside."""
        return (cell for cell in self.below() if cell.slot.sort == Sort.LEAF)
