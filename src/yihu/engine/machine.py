"""What happens inside when an answer changes: what depends on it is calculated anew, and nothing else."""

from collections.abc import Sequence
from heapq import heappop, heappush

from yihu.engine.cells import Cell, Job
from yihu.engine.slots import Aim, Graph, Rule, Slot, Sort, Task
from yihu.engine.structure import MOST_ROWS, Listener, Structure
from yihu.xpath import Outside, XPathProblem
from yihu.xpath.problems import ValueWrong
from yihu.xpath.tree import Node

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
        self._waiting: list[tuple[int, int, Job]] = []
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
                            self._queue(_job(reader, task))

    def _mark(self, slot: Slot) -> None:
        self.tick += 1
        self.changed[slot.index] = self.tick

    # Calculation

    def enter(self, cell: Cell) -> None:
        """All that is calculated in a part is to be calculated for the first time."""
        first = not self._entered
        self._entered = True
        for each in cell.below():
            for job in each.jobs:
                self._queue(job)
        if first:
            self._link()

    def _link(self) -> None:
        """What no row has a part in is the same for the whole interview, and is found only once."""
        slots, live, outside = self.graph.slots, self.live, self.outside
        for slot, cells in zip(slots, live, strict=True):
            if not slot.single:
                continue
            for cell in cells:
                for job in cell.jobs:
                    job.bind(outside, self._is_steady, anew=False)
            if all(slots[task.at].single for task, _ in slot.feeds):
                readers = [(task, reader) for task, _ in slot.feeds for reader in live[task.at]]
                for cell in cells:
                    cell.feeds = tuple(
                        [_job(reader, task) for task, reader in readers if _follows(reader, task, cell)]
                    )

    def _is_steady(self, node: Node) -> bool:
        """Whether a node is an answer that stays for as long as the interview."""
        cell = node.note
        return isinstance(cell, Cell) and cell.slot.single and not node.children

    def _queue(self, job: Job) -> None:
        if not job.due:
            job.due = True
            self._count += 1
            heappush(self._waiting, (job.rank, self._count, job))

    def feed(self, cell: Cell) -> None:
        """A value changed: what reads it is to be calculated."""
        self.tick += 1
        self.changed[cell.index] = self.tick
        if cell.feeds is None:
            slot = cell.slot
            for task, scope in slot.feeds:
                for reader in self.live[task.at] if scope is None else self._readers(task, scope, cell):
                    if _follows(reader, task, cell):
                        self._queue(_job(reader, task))
        else:
            for job in cell.feeds:
                if not job.due:
                    job.due = True
                    self._count += 1
                    heappush(self._waiting, (job.rank, self._count, job))
        if cell.acts and self.started:
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
            job = heappop(waiting)[2]
            job.due = False
            if not job.cell.gone:
                self._do(job, job.cell)
                made += 1
        for _, _, job in waiting:
            job.due = False
        waiting.clear()
        self.calculations += made

    def _do(self, job: Job, cell: Cell) -> None:
        aim = job.aim
        if aim == _CALCULATE:
            if cell.relevant and not (self._kept and cell in self._kept):
                self._store_calculated(job, cell)
        elif aim == _RELEVANT:
            self._set_own(cell, self._holds(job, cell))
        elif aim == _CHOICES:
            self.show(cell)
        else:
            self._set_count(job.task, cell)

    def _store_calculated(self, job: Job, cell: Cell) -> None:
        """An answer that a person gave instead stays until the calculation gives another one."""
        text = self._text(job, cell)
        if text == cell.calculated:
            return
        cell.calculated = text
        if text and job.write is not None:
            text = job.write(text) or ""
        if not job.plain:
            self.store(cell, text)
        elif text != cell.stored:
            # As `store` and `show` do, for what has no choices; most of all steps is spent here.
            cell.stored = text
            self.touched[cell] = None
            node = cell.node
            if text != node.text:
                node.text = text
                self.feed(cell)

    def _holds(self, job: Job, cell: Cell) -> bool:
        if job.loose and self.started:
            job.bind(self.outside, self._is_steady, anew=True)
        try:
            holds: bool = job.quick() if job.quick else job.task.compiled.boolean(cell.node, self.outside)
        except (XPathProblem, RecursionError):
            return True
        return holds

    def _text(self, job: Job, cell: Cell) -> str:
        if job.loose and self.started:
            job.bind(self.outside, self._is_steady, anew=True)
        try:
            text: str = job.quick() if job.quick else job.task.compiled.string(cell.node, self.outside)
        except ValueWrong:
            if not self.started and not job.task.reads and self.fresh_interview:
                # It can't come right by any answer: the form itself is wrong.
                raise
            return ""
        except (XPathProblem, RecursionError):
            return ""
        return text

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
                self._queue(_job(cell, cell.slot.tasks[_CALCULATE]))
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
        kind = cell.slot.kind
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
                    self._queue(_job(cell, task))
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


def _job(cell: Cell, task: Task) -> Job:
    """The job of a cell that does a task."""
    for job in cell.jobs:
        if job.task is task:
            return job
    raise LookupError(task)


def _follows(reader: Cell, task: Task, cell: Cell) -> bool:
    """Whether a task that reads a cell is to be done when it changes. What the task's own cell was
    before may be read (`once`), but doesn't make it calculate itself for ever."""
    return reader is not cell or task.aim != _CALCULATE
