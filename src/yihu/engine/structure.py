"""The instance of one interview and its rows, without what is calculated in it."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Protocol

from yihu.engine import typing_rules
from yihu.engine.cells import Cell, Row
from yihu.engine.slots import Aim, Graph, Slot, Sort
from yihu.forms import Repeat
from yihu.xpath.tree import Document, Kind, Node, in_document_order

MOST_ROWS = 1_000
"""More rows than that are not made, however large a count is: a slip of the finger would stop the laptop."""
_LEAF, _, _REPEAT = Sort
_ELEMENT = Kind.ELEMENT


class Listener(Protocol):
    """What the machine asks its session for."""

    def new_row_id(self) -> str:
        """A new row's id."""
        ...

    def offered_values(self, cell: Cell) -> Mapping[str, int]:
        """Values of the choices that a question offers now, in their order."""
        ...

    def value_changed(self, cell: Cell) -> None:
        """A question with actions has another value than before."""
        ...

    def row_added(self, row: Row) -> None:
        """A row was made while the interview goes on."""
        ...


class Structure:
    """Cells and rows of one interview.

    Attributes:
        live: cells by index of their slot, in document order.
        by_ref: cells that are in no row.
        touched: cells whose answer may have to be saved.
        lost: rows removed, to be told as such.
        rows_came: whether rows were made that are not yet told.
        started: whether everything was calculated once.
    """

    def __init__(self, graph: Graph, listener: Listener) -> None:
        self.graph = graph
        self.listener = listener
        self.document = Document()
        self.live: list[list[Cell]] = [[] for _ in graph.slots]
        self.by_ref: dict[str, Cell] = {}
        self.root = Row(graph.top, "", 0, None)
        self.touched: dict[Cell, None] = {}
        self.lost: list[Row] = []
        self.started = False
        self._entered = False
        self.rows_came = False

    @abstractmethod
    def enter(self, cell: Cell) -> None:
        """All that is calculated in a part is to be calculated for the first time."""

    @abstractmethod
    def _restructured(self, slot: Slot, cell: Cell) -> None:
        """The rows of a repeat are others than before: all that reads any of them is to be calculated."""

    def plant(self, node: Node) -> None:
        """Make the cells of the whole instance."""
        self.document.append(node)
        cell = self._cell(node, self.graph.top, self.root, None)
        self.root.cell = cell
        self._grow(cell)

    def _cell(self, node: Node, slot: Slot, row: Row, parent: Cell | None) -> Cell:
        cell = Cell(node, slot, row, parent)
        node.note = cell
        row.members[slot.index] = cell
        self.live[slot.index].append(cell)
        if slot.single:
            self.by_ref[slot.ref] = cell
        if slot.sort is _LEAF:
            cell.stored = typing_rules.write(node.text, slot.type) or ""
            cell.began = bool(cell.stored)
            node.text = cell.stored
        return cell

    def _grow(self, cell: Cell) -> None:
        for attribute in cell.node.attributes:
            slot = cell.slot.inside.get(f"@{attribute.name}")
            if slot is not None:
                cell.children.append(self._cell(attribute, slot, cell.row, cell))
        for node in cell.node.children:
            slot = cell.slot.inside.get(node.name) if node.kind is _ELEMENT else None
            if slot is None:
                continue
            if slot.sort is _REPEAT:
                self._grow_row(node, slot, cell)
                continue
            child = self._cell(node, slot, cell.row, cell)
            cell.children.append(child)
            if node.children or node.attributes:
                self._grow(child)

    def _grow_row(self, node: Node, slot: Slot, parent: Cell) -> Row:
        self.rows_came = True
        rows = parent.row.rows.setdefault(slot.index, [])
        position = rows[-1].position + 1 if rows else 1
        row = Row(slot, self.listener.new_row_id(), position, parent.row)
        row.cell = self._cell(node, slot, row, parent)
        rows.append(row)
        row.place = len(rows)
        parent.children.append(row.cell)
        self._grow(row.cell)
        return row

    def rows(self, slot: Slot, around: Row) -> list[Row]:
        """The rows of a repeat within a row."""
        return around.rows.get(slot.index, [])

    def add_row(self, slot: Slot, parent: Cell, row_id: str = "", position: int | None = None) -> Row:
        """A new row at the end, from the form's pattern."""
        siblings = self.rows(slot, parent.row)
        first = (
            self.graph.form.first_rows.get(slot.ref, ())
            if Aim.COUNT in slot.tasks and slot.repeat is None
            else ()
        )
        pattern = first[len(siblings)] if len(siblings) < len(first) else self.graph.form.templates[slot.ref]
        node = pattern.clone()
        if siblings:
            parent.node.insert_after(siblings[-1].cell.node, node)
        else:
            parent.node.insert(self._place_for_rows(slot, parent), node)
        row = self._grow_row(node, slot, parent)
        if row_id:
            self._rename(row, row_id)
        if position is not None:
            row.position = position
        self._sort_live(row.cell)
        self._restructured(slot, row.cell)
        self.touched.update(dict.fromkeys(row.cell.leaves()))
        if self._entered:
            self.enter(row.cell)
        self.listener.row_added(row)
        return row

    def fill_up(self) -> None:
        """Repeats in which nobody can add a row have at least one."""
        for slot in self.graph.slots:
            if (
                isinstance(slot.group, Repeat)
                and slot.ref in self.graph.form.templates
                and slot.group.fixed
                and slot.group.count is None
                and slot.parent is not None
            ):
                for parent in list(self.live[slot.parent.index]):
                    if not self.rows(slot, parent.row):
                        self.add_row(slot, parent)

    def _rename(self, row: Row, row_id: str) -> None:
        row.id = row_id
        assert row.parent is not None
        row.prefix = f"{row.parent.prefix}{row.slot.local_key}/{row_id}/"
        for inner in row.rows.values():
            for each in inner:
                self._rename(each, each.id)

    def _place_for_rows(self, slot: Slot, parent: Cell) -> int:
        """Index among the children before which a first row goes, by the order of the form."""
        later = (
            place for place, node in enumerate(parent.node.children) if self._index_of(node) > slot.index
        )
        return next(later, len(parent.node.children))

    def _index_of(self, node: Node) -> int:
        return node.note.slot.index if isinstance(node.note, Cell) else -1

    def remove_row(self, row: Row) -> None:
        """Take a row out with all inside."""
        assert row.parent is not None
        assert row.cell.parent is not None
        siblings = row.parent.rows[row.slot.index]
        siblings.remove(row)
        for place, each in enumerate(siblings, start=1):
            each.place = place
        row.cell.parent.children.remove(row.cell)
        row.cell.parent.node.remove(row.cell.node)
        for cell in row.cell.below():
            cell.gone = True
            self.live[cell.slot.index].remove(cell)
            self.touched.pop(cell, None)
        self.lost.append(row)
        self._restructured(row.slot, row.cell)

    def _sort_live(self, cell: Cell) -> None:
        """Rows inside rows are not made in document order."""
        if cell.slot.repeat is not None:
            for each in cell.below():
                nodes = in_document_order(live.node for live in self.live[each.slot.index])
                self.live[each.slot.index] = [node.note for node in nodes if isinstance(node.note, Cell)]

    def new_rows(self) -> list[Row]:
        """Rows not yet told as there, outer before inner; each is to be told at once."""
        if not self.rows_came:
            return []
        self.rows_came = False
        found: list[Row] = []
        stack = [self.root]
        while stack:
            row = stack.pop()
            if row.parent is not None and not row.saved:
                found.append(row)
            stack.extend(each for rows in row.rows.values() for each in rows)
        return found

    def beside(self, parent: Cell, slot: Slot) -> Node:
        """A node where a row of a repeat would be, whether there are rows or not."""
        place = Node(Kind.ELEMENT, slot.name)
        place.parent = parent.node
        return place

    def leaves(self) -> Iterator[Cell]:
        """All answers in document order."""
        return self.root.cell.leaves()
