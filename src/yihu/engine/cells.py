"""The live state of one interview, node by node."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from yihu.engine import typing_rules
from yihu.engine.outcome import Value
from yihu.engine.slots import Aim, Slot, Sort, Task
from yihu.xpath import Outside
from yihu.xpath.bound import Steady
from yihu.xpath.tree import Node

_LEAF: Final = Sort.LEAF


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
        index: that of its slot.
        derived, local_key: likewise.
        acts: whether the form does something when its value changes.
        stored: the answer as it was given, kept while it isn't relevant; `node.text` is what counts now.
        began: whether the form gave it an answer to begin with.
        calculated: what its calculation gave last.
        gone: whether it was taken out with its row.
        own: whether its own condition holds; `relevant` also those around it.
        saved: what was last told as saved.
        jobs: what is calculated here.
        feeds: the jobs that read it; None if rows come and go among them, so that they are to be looked for.
        kept: results of rules, (step, result) by name.
        seen: the value at which its actions were last done.
    """

    __slots__ = (
        "acts",
        "began",
        "calculated",
        "children",
        "derived",
        "feeds",
        "gone",
        "index",
        "jobs",
        "kept",
        "local_key",
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
        self.index = slot.index
        self.derived = slot.derived
        self.local_key = slot.local_key
        self.acts = bool(slot.actions)
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
        self.jobs = tuple([Job(task, self) for task in slot.tasks_here]) if slot.tasks_here else ()
        self.feeds: tuple[Job, ...] | None = None
        self.kept: dict[str, tuple[int, object]] = {}

    def __repr__(self) -> str:
        return f"<cell {self.ref()}>"

    def key(self) -> str:
        """Its answer key."""
        return self.row.prefix + self.local_key

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
        return (self.node.text if self.derived else self.stored) or None

    def below(self) -> "Iterator[Cell]":
        """Itself and all inside, outer before inner, in the order of the answers."""
        stack = [self]
        while stack:
            cell = stack.pop()
            yield cell
            if cell.children:
                stack.extend(reversed(cell.children))

    def leaves(self) -> "Iterator[Cell]":
        """The answers among itself and all inside."""
        return (cell for cell in self.below() if cell.slot.sort is _LEAF)


class Job:
    """A task at one cell.

    Attributes:
        due: whether it waits to be done.
        quick: gives the value; None where the task's own expression is to be used.
        loose: whether `quick` may still be found.
        plain: whether what is calculated counts as it is, not only among choices that are offered.
    """

    __slots__ = ("aim", "cell", "due", "loose", "plain", "quick", "rank", "task", "write")

    def __init__(self, task: Task, cell: Cell) -> None:
        self.task = task
        self.cell = cell
        self.aim = task.aim
        self.rank = task.rank
        self.due = False
        self.loose = False
        self.quick: Callable[[], Any] | None = None
        self.plain = not (cell.slot.select or cell.slot.lasting)
        self.write = typing_rules.writer(cell.slot.type)

    def bind(self, outside: Outside, steady: Steady, *, anew: bool) -> None:
        """Find the quick way; `anew` also where it has to be prepared, which is worth it what is calculated again."""
        compiled = self.task.compiled
        if self.aim == Aim.CALCULATE:
            self.quick = compiled.bound_text(self.cell.node, outside, steady, anew=anew)
        elif self.aim == Aim.RELEVANT:
            self.quick = compiled.bound_truth(self.cell.node, outside, steady, anew=anew)
        self.loose = not anew and self.quick is None
