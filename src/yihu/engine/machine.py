"""What happens inside when an answer changes: what depends on it is calculated anew, and nothing else."""

from collections.abc import Sequence
from heapq import heappop, heappush

from yihu.engine import typing_rules
from yihu.engine.cells import Cell
from yihu.engine.slots import Aim, Graph, Rule, Slot, Sort, Task
from yihu.engine.structure import MOST_ROWS, Listener, Structure
from yihu.xpath import Outside, XPathProblem
from yihu.xpath.problems import ValueWrong

WORDED = frozenset(("jr:itext", "itext", "jr:choice-name"))
"""Functions that say words of the form, so that the language matters."""
_RELEVANT, _COUNT, _CALCULATE, _CHOICES = Aim
_LEAF = Sort.LEAF
_PATIENCE = 100_000
"""Calculations in one step; only rows that build on each other without end need as many."""


class Machine(Structure):
    """The instance of one interview and everything calculated in it.

    Attributes:
        tick: counts changes.
        changed: for each slot the tick at which one of its values, or its rows, last changed.
        calculations: how many were made since opening.
    """

    def __init__(self, graph: Graph, outside: Outside, listener: Listener) -> None:
        super().__init__(graph, listener)
        self.outside = outside
        self.tick = 1
        self.changed = [0] * len(graph.slots)
        self.fresh_interview = True
        self._kept: set[Cell] = set()
        self.calculations = 0
        self._waiting: list[tuple[int, int, Task, Cell]] = []
        self._count = 0

    def _restructured(self, slot: Slot, cell: Cell) -> None:
        """The rows of a repeat are others than before: all that reads any of them is to be calculated."""
        seen = {each.slot.index: each for each in cell.below()}
        for each in seen.values():
            self._mark(each.slot)
        if self.started:
            for each in seen.values():
                for task, scope in each.slot.feeds:
                    if each.slot is slot or scope is None or slot not in scope.around():
                        for reader in self._readers(task, scope if each.slot is not slot else None, each):
                            self._queue(task, reader)

    def _mark(self, slot: Slot) -> None:
        self.tick += 1
        self.changed[slot.index] = self.tick

    # Calculation

    def enter(self, cell: Cell) -> None:
        """All that is calculated in a part is to be calculated for the first time."""
        self._entered = True
        for each in cell.below():
            for task in each.slot.tasks.values():
                if task.aim != _COUNT:
                    self._queue(task, each)
            for inner in each.slot.inside.values():
                if _COUNT in inner.tasks:
                    self._queue(inner.tasks[_COUNT], each)

    def _queue(self, task: Task, cell: Cell) -> None:
        if not cell.due & task.bit:
            cell.due |= task.bit
            self._count += 1
            heappush(self._waiting, (task.rank, self._count, task, cell))

    def feed(self, cell: Cell) -> None:
        """A value changed: what reads it is to be calculated."""
        slot = cell.slot
        self.tick += 1
        self.changed[slot.index] = self.tick
        for task, scope in slot.feeds:
            for reader in self.live[task.at] if scope is None else self._readers(task, scope, cell):
                # What it was before may be read (`once`), but doesn't make it calculate itself for ever.
                if reader is not cell or task.aim != _CALCULATE:
                    self._queue(task, reader)
        if slot.actions and self.started:
            self.listener.value_changed(cell)

    def _readers(self, task: Task, scope: Slot | None, cell: Cell) -> Sequence[Cell]:
        row = cell.row.within(scope) if scope is not None else None
        if row is None:
            return self.live[task.at]
        member = row.members.get(task.at)
        if member is not None:
            return (member,)
        return [each for each in self.live[task.at] if each.row.within(row.slot) is row]

    def run(self) -> None:
        """Calculate all that is to be calculated, what is read before what reads it."""
        if not self._waiting:
            return
        waiting, made = self._waiting, 0
        while waiting and made < _PATIENCE:
            _, _, task, cell = heappop(waiting)
            cell.due &= ~task.bit
            if not cell.gone:
                self._calculate(task, cell)
                made += 1
        for _, _, _, cell in waiting:
            cell.due = 0
        waiting.clear()
        self.calculations += made

    def _calculate(self, task: Task, cell: Cell) -> None:
        if task.aim == _RELEVANT:
            self._set_own(cell, self._holds(task, cell))
        elif task.aim == _CALCULATE:
            if cell.relevant and cell not in self._kept:
                self._store_calculated(task, cell)
        elif task.aim == _CHOICES:
            self.show(cell)
        else:
            self._set_count(task, cell)

    def _store_calculated(self, task: Task, cell: Cell) -> None:
        """An answer that a person gave instead stays until the calculation gives another one."""
        text = self._text(task, cell)
        if text != cell.calculated:
            cell.calculated = text
            self.store(cell, typing_rules.write(text, cell.slot.bind.type) or "")

    def _holds(self, task: Task, cell: Cell) -> bool:
        try:
            return task.compiled.boolean(cell.node, self.outside)
        except XPathProblem:
            return True

    def _text(self, task: Task, cell: Cell) -> str:
        try:
            return task.compiled.string(cell.node, self.outside)
        except ValueWrong:
            if not self.started and not task.reads and self.fresh_interview:
                # It can't come right by any answer: the form itself is wrong.
                raise
            return ""
        except XPathProblem:
            return ""

    def _set_own(self, cell: Cell, holds: bool) -> None:
        if cell.own != holds:
            cell.own = holds
            self._set_relevant(cell, holds and (cell.parent is None or cell.parent.relevant))

    def _set_relevant(self, cell: Cell, relevant: bool) -> None:
        if cell.relevant == relevant:
            return
        cell.relevant = relevant
        self._mark(cell.slot)
        if cell.slot.sort == _LEAF:
            if relevant and _CALCULATE in cell.slot.tasks:
                cell.calculated = None
                self._queue(cell.slot.tasks[_CALCULATE], cell)
            self.show(cell)
        for child in cell.children:
            self._set_relevant(child, relevant and child.own)

    def store(self, cell: Cell, text: str, *, offered: bool = False) -> None:
        """Set an answer, whether it counts now or not. `offered` says that the choices in it are known to be."""
        if cell.stored != text:
            cell.stored = text
            self.touched[cell] = None
            self.show(cell, offered=offered)

    def show(self, cell: Cell, *, offered: bool = False) -> None:
        """Let what counts now follow from the answer, relevance and the choices that are offered."""
        slot = cell.slot
        text = cell.stored if cell.relevant or slot.lasting else ""
        if text and slot.select and not offered:
            text = self._offered(cell, text)
        if text != cell.node.text:
            cell.node.text = text
            self.touched[cell] = None
            self.feed(cell)

    def _offered(self, cell: Cell, text: str) -> str:
        offered = self.listener.offered_values(cell)
        kind = cell.slot.question.kind if cell.slot.question is not None else ""
        if kind == "select_one":
            return text if text in offered else ""
        kept = [value for value in text.split() if value in offered]
        if kept and kind == "rank":
            kept += [value for value in offered if value not in kept]
        return " ".join(kept)

    def _set_count(self, task: Task, cell: Cell) -> None:
        wanted = self._wanted_rows(task, cell)
        if wanted is None:
            # A count not known yet leaves rows alone, but makes none: not those that the form begins with.
            wanted = len(self.rows(task.slot, cell.row)) if self.started or not self.fresh_interview else 0
        rows = self.rows(task.slot, cell.row)
        while len(rows) > wanted:
            self.remove_row(rows[-1])
        while len(self.rows(task.slot, cell.row)) < wanted:
            self.add_row(task.slot, cell)

    def _wanted_rows(self, task: Task, cell: Cell) -> int | None:
        try:
            number = task.compiled.number(self.beside(cell, task.slot), self.outside)
        except XPathProblem:
            return None
        return None if number != number else max(0, int(min(number, MOST_ROWS)))

    def start(self, kept: set[Cell]) -> None:
        """Calculate everything for the first time, except for the answers of cells that a person may have changed."""
        self._kept = kept
        acting = [slot for slot in self.graph.slots if slot.actions]
        for slot in acting:
            for cell in self.live[slot.index]:
                cell.seen = cell.node.text
        self.run()
        self._kept = set()
        self.started = True
        for slot in acting:
            for cell in self.live[slot.index]:
                if _CALCULATE in slot.tasks and cell.relevant:
                    self.listener.value_changed(cell)
                else:
                    cell.seen = cell.node.text

    def language_changed(self) -> None:
        """What is calculated from the form's words is to be calculated anew."""
        for task in self.graph.tasks:
            if task.compiled.dependencies.functions & WORDED:
                for cell in self.live[task.at]:
                    self._queue(task, cell)
        self.forget_rules()

    def forget_rules(self) -> None:
        """What rules gave before doesn't hold any more."""
        self.tick += 1
        self.changed = [self.tick] * len(self.changed)

    # Rules

    def fresh(self, tick: int, rule: Rule) -> bool:
        """Whether what a rule gave at a tick still holds."""
        if rule.fleeting:
            return False
        if tick == self.tick:
            return True
        return all(self.changed[index] <= tick for index in rule.reads)

    def holds(self, name: str, cell: Cell, *, otherwise: bool) -> bool:
        """What a rule of a cell says now."""
        rule = cell.slot.rules[name]
        kept = cell.kept.get(name)
        if kept is not None and self.fresh(kept[0], rule):
            return bool(kept[1])
        try:
            result = rule.compiled.boolean(cell.node, self.outside)
        except XPathProblem:
            result = otherwise
        cell.kept[name] = (self.tick, result)
        return result
