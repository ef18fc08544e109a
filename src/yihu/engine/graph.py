"""What follows from what, found once for each form."""

from collections.abc import Iterator, Mapping

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.engine.slots import Aim, Graph, Rule, Slot, Sort, Task
from yihu.forms import Bind, Form, Group, Question, Repeat
from yihu.forms.circles import find_circle
from yihu.forms.expressions import Expression
from yihu.forms.names import without_positions
from yihu.xpath.dependencies import ROOT, path_of

_KEPT = "engine.graph"
_RELEVANT, _COUNT, _CALCULATE, _CHOICES = Aim
_ABOVE_READ = (_RELEVANT, _COUNT)
"""What is calculated for a group matters to all inside."""


class FormCircular(UserError):
    """Calculations that go in a circle. `circle` has their paths; the first follows from the last."""

    code = "form-circular"
    message = N_("Some calculations of the questionnaire go in a circle: {circle}.")
    advice = N_("Take one of them out of the circle in the workbook and add the questionnaire again.")

    def __init__(self, circle: tuple[str, ...]) -> None:
        super().__init__(circle=" → ".join((*circle, circle[0])))
        self.circle = circle


def graph_of(form: Form) -> Graph:
    """The graph of a form, made at the first call. Raises FormCircular, XPathProblem."""
    graph = form.memory.get(_KEPT)
    if not isinstance(graph, Graph):
        graph = form.memory[_KEPT] = _build(form)
    return graph


def _build(form: Form) -> Graph:
    circle = find_circle(form)
    if circle:
        raise FormCircular(circle)
    slots = _make_slots(form)
    graph = Graph(form, tuple(slots.values()), slots, tuple(_make_tasks(slots, frozenset(form.templates))))
    _rank(graph)
    _connect(graph)
    for slot in slots.values():
        slot.rules = dict(_rules(slot, slots))
        slot.guarded = _may_be_fixed(slot) or (slot.parent is not None and slot.parent.guarded)
    for action in form.actions:
        source = slots.get(without_positions(action.source))
        if source is not None and "xforms-value-changed" in action.events:
            source.actions.append(action)
    return graph


def _make_slots(form: Form) -> dict[str, Slot]:
    top = f"/{form.instance.element.name}"
    parts: dict[str, Question | Group | Repeat] = {
        top: form.groups.get(top)
        or Group(ref=top, name=top[1:], bind=form.binds.get(top) or Bind(nodeset=top))
    }
    for ref, question in form.questions.items():
        for above in reversed(list(_above(ref, top))):
            if above not in parts:
                parts[above] = form.groups[above]
        parts[ref] = question
    empty = [ref for ref in form.groups if ref not in parts]
    parts |= {ref: form.groups[ref] for ref in sorted(empty, key=lambda ref: ref.count("/"))}
    slots: dict[str, Slot] = {}
    for ref, part in parts.items():
        parent = slots.get(ref.rpartition("/")[0])
        slot = slots[ref] = Slot(len(slots), ref, parent, part)
        if parent is not None:
            parent.inside[slot.name] = slot
    return slots


def _above(ref: str, top: str) -> Iterator[str]:
    above = ref.rpartition("/")[0]
    while above and above != top:
        yield above
        above = above.rpartition("/")[0]


def _make_tasks(slots: dict[str, Slot], rows: frozenset[str]) -> Iterator[Task]:
    for slot in slots.values():
        for aim, expression in _expressions(slot):
            if aim is _COUNT and slot.ref not in rows:
                continue
            here = slot.parent if aim is _COUNT and slot.parent is not None else slot
            reads = _read_for_choices(slot, slots) if aim is _CHOICES else slots_read(expression, slots)
            task = Task(slot, aim, expression.compiled, reads, here.index)
            slot.tasks[aim] = task
            here.tasks_here = (*here.tasks_here, task)
            yield task


def _expressions(slot: Slot) -> Iterator[tuple[Aim, Expression]]:
    bind, question = slot.bind, slot.question
    if bind.relevant is not None and bind.relevant.constant() is not True:
        yield _RELEVANT, bind.relevant
    if isinstance(slot.group, Repeat) and slot.group.count is not None:
        yield _COUNT, slot.group.count
    if bind.calculate is not None and question is not None:
        yield _CALCULATE, bind.calculate
    if question is not None and question.choices is not None and question.choices.nodes is not None:
        yield _CHOICES, question.choices.nodes


def _rules(slot: Slot, slots: dict[str, Slot]) -> Iterator[tuple[str, Rule]]:
    bind = slot.bind
    choices = slot.question.choices.nodes if slot.question is not None and slot.question.choices else None
    rules = {
        "required": bind.required, "read_only": bind.read_only, "constraint": bind.constraint, "soft_constraint": bind.soft_constraint,
        "choices": choices,
    }  # fmt: skip
    for name, expression in rules.items():
        if expression is not None and (
            name.endswith(("constraint", "choices")) or expression.constant() is None
        ):
            rule = rule_of(expression, slots)
            yield (
                name,
                rule if name != "choices" else Rule(rule.compiled, slot.tasks[_CHOICES].reads, rule.fleeting),
            )


def _may_be_fixed(slot: Slot) -> bool:
    fixed = slot.bind.read_only
    return fixed is not None and ("read_only" in slot.rules or bool(fixed.constant()))


def rule_of(expression: Expression, slots: Mapping[str, Slot]) -> Rule:
    """A calculation to be made when asked for. Raises XPathProblem."""
    fleeting = bool(expression.compiled.dependencies.impure)
    return Rule(expression.compiled, slots_read(expression, slots), fleeting)


def slots_read(expression: Expression, slots: Mapping[str, Slot]) -> tuple[int, ...]:
    """Indexes of the slots that an expression reads; `*` and `//` stand for all that match."""
    return tuple(read.index for path in expression.reads() for read in _slots_at(path, slots))


def _read_for_choices(slot: Slot, slots: Mapping[str, Slot]) -> tuple[int, ...]:
    """What decides about the choices, and where they are rows of the answers, what is written in them."""
    choices = slot.question.choices if slot.question is not None else None
    if choices is None or choices.nodes is None:
        return ()
    found = [read for path in choices.nodes.reads() for read in _slots_at(path, slots)]
    deciding = [read.index for read in found]
    written = [
        read.index
        for row in (read for read in found if read.sort == Sort.REPEAT)
        for expression in (choices.value, choices.label)
        if expression is not None
        for path in expression.compiled.reads(row.ref)
        for read in _slots_at(path, slots)
    ]
    return tuple(dict.fromkeys((*deciding, *written)))


def _slots_at(path: str, slots: Mapping[str, Slot]) -> list[Slot]:
    if path in slots:
        return [slots[path]]
    if "*" in path or "//" in path:
        return [slot for ref, slot in slots.items() if _matches(path, ref)]
    return []


def _matches(pattern: str, ref: str) -> bool:
    return _match_steps(pattern.split("/")[1:], ref.split("/")[1:])


def _match_steps(pattern: list[str], steps: list[str]) -> bool:
    if not pattern:
        return not steps
    if pattern[0] == "":
        return any(_match_steps(pattern[1:], steps[cut:]) for cut in range(len(steps) + 1))
    return bool(steps) and pattern[0] in ("*", "@*", steps[0]) and _match_steps(pattern[1:], steps[1:])


def _connect(graph: Graph) -> None:
    for task in graph.tasks:
        for index, scope in _scopes(task, graph).items():
            graph.slots[index].feeds.append((task, scope))


def _scopes(task: Task, graph: Graph) -> dict[int, Slot | None]:
    """For each slot that a task reads, the repeat in whose same row it does so; None: in any row.

    A path that climbs from the task's own node stays in the row where its climb ends.
    """
    found: dict[int, Slot | None] = {}
    for place in task.compiled.dependencies.places:
        scope = None if place.base == ROOT else _row_after_climb(task.slot, place.steps)
        path = path_of(place, task.slot.ref)
        for read in _slots_at(path, graph.by_ref) if path is not None else ():
            known = found.get(read.index, scope)
            found[read.index] = scope if known is not None and scope in known.around() else known
            if scope is None:
                found[read.index] = None
    if task.aim is _CHOICES:
        found = dict.fromkeys(task.reads) | found
    return found


def _row_after_climb(slot: Slot, steps: tuple[str, ...]) -> Slot | None:
    around = slot.around()
    climbed = next((count for count, step in enumerate(steps) if step != ".."), len(steps))
    at = around[min(climbed, len(around) - 1)]
    return at if at.sort == Sort.REPEAT else at.repeat


def _rank(graph: Graph) -> None:
    """Number the tasks so that what is read is calculated first; circles through rows stay together."""
    first = {slot: tuple(_tasks_of(slot)) for slot in graph.slots}
    before = {task: list(dict.fromkeys(_tasks_before(task, graph, first))) for task in graph.tasks}
    for rank, group in enumerate(_components(list(graph.tasks), before)):
        for task in group:
            task.rank = rank


def _tasks_before(task: Task, graph: Graph, first: Mapping[Slot, tuple[Task, ...]]) -> Iterator[Task]:
    for index in task.reads:
        yield from first[graph.slots[index]]
    for slot in task.slot.around():
        yield from (other for aim, other in slot.tasks.items() if aim in _ABOVE_READ and other is not task)


def _tasks_of(slot: Slot) -> Iterator[Task]:
    yield from slot.tasks.values()
    for around in slot.around()[1:]:
        yield from (task for aim, task in around.tasks.items() if aim in _ABOVE_READ)


def _components(tasks: list[Task], before: dict[Task, list[Task]]) -> list[list[Task]]:
    """Tarjan's strongly connected components, those before others first; without recursion."""
    number: dict[Task, int] = {}
    lowest: dict[Task, int] = {}
    stack: list[Task] = []
    waiting: set[Task] = set()
    found: list[list[Task]] = []
    for start in tasks:
        if start in number:
            continue
        path = [(start, iter(before[start]))]
        number[start] = lowest[start] = len(number)
        stack.append(start)
        waiting.add(start)
        while path:
            task, rest = path[-1]
            for other in rest:
                if other not in number:
                    number[other] = lowest[other] = len(number)
                    stack.append(other)
                    waiting.add(other)
                    path.append((other, iter(before[other])))
                    break
                if other in waiting:
                    lowest[task] = min(lowest[task], number[other])
            else:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[task])
                if lowest[task] == number[task]:
                    found.append(_cut(stack, waiting, task))
    return found


def _cut(stack: list[Task], waiting: set[Task], task: Task) -> list[Task]:
    group: list[Task] = []
    while not group or group[-1] is not task:
        group.append(stack.pop())
        waiting.discard(group[-1])
    return sorted(group, key=lambda each: each.slot.index)
