"""The places that answers can stand in: one for each path of a form, with its rules compiled."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from yihu.forms import Action, Bind, Form, Group, Question, Repeat
from yihu.xpath import Compiled


class Sort(IntEnum):
    """What stands in a place."""

    LEAF = 0
    GROUP = 1
    REPEAT = 2


_LEAF, _GROUP, _REPEAT = Sort


class Aim(IntEnum):
    """What a calculation is for."""

    RELEVANT = 0
    COUNT = 1
    CALCULATE = 2
    CHOICES = 3


class Slot:
    """One path of a form; the same for all rows and all interviews. Not changed once the graph is built.

    Attributes:
        index: place in the order of the answers.
        local_key: answer key within its row, with `=` before it where derived.
        repeat: the innermost repeat around it (for a repeat, the next outer one).
        inside: child slots by name, attributes with `@`.
        kind: of its question, "" for none.
        type: of its answers, by ODK's names.
        bounds: of a scale.
        derived: its value follows from others (a calculation, or filled in by the device), so it
            is carried along for readers and never a person's answer.
        lasting: a file; it stays named while it isn't relevant, as its bytes are kept too.
        tasks: what is calculated for it at once when something it reads changes.
        tasks_here: what is calculated at its cells: its own, and how many rows there are in it.
        single: whether it is in no repeat and is none, so that its cells stay for as long as the interview.
        feeds: what reads this place, and the repeat whose row it reads it in (None: any row).
        rules: what is calculated only when asked for: required, read_only, constraint, soft_constraint, choices.
        guarded: whether it, or what it stands in, can ever be read-only.
        actions: done when its value changes.
    """

    __slots__ = (
        "actions", "bind", "bounds", "derived", "feeds", "group", "guarded", "index", "inside", "kind", "lasting", "local_key", "name", "parent", "question",
        "ref", "repeat", "rules", "select", "single", "sort", "tasks",
        "tasks_here", "type",
    )  # fmt: skip

    def __init__(self, index: int, ref: str, parent: "Slot | None", part: Question | Group | Repeat) -> None:
        self.index = index
        self.ref = ref
        self.name = ref.rpartition("/")[2]
        self.parent = parent
        self.bind: Bind = part.bind
        self.question = part if isinstance(part, Question) else None
        self.kind = "" if self.question is None else self.question.kind
        self.type = part.bind.type
        self.bounds = None if self.question is None else self.question.bounds
        self.group = None if isinstance(part, Question) else part
        self.sort = _sort(part)
        self.repeat: Slot | None = (
            None if parent is None else (parent if parent.sort is _REPEAT else parent.repeat)
        )
        self.inside: dict[str, Slot] = {}
        self.derived = self.question is not None and is_derived(self.question)
        self.local_key = ("=" if self.derived else "") + (getattr(part, "key", "") or "").rpartition("*/")[2]
        self.select = self.question is not None and self.question.choices is not None
        self.lasting = self.question is not None and self.question.control == "upload"
        self.tasks: dict[Aim, Task] = {}
        self.tasks_here: tuple[Task, ...] = ()
        self.single = self.repeat is None and self.sort is not _REPEAT
        self.feeds: list[tuple[Task, Slot | None]] = []
        self.rules: dict[str, Rule] = {}
        self.actions: list[Action] = []
        self.guarded = False

    def __repr__(self) -> str:
        return f"<slot {self.ref}>"

    def around(self) -> "list[Slot]":
        """Itself and what it stands in, from the inside."""
        found: list[Slot] = []
        slot: Slot | None = self
        while slot is not None:
            found.append(slot)
            slot = slot.parent
        return found


def _sort(part: Question | Group | Repeat) -> Sort:
    if isinstance(part, Question):
        return _LEAF
    return _REPEAT if isinstance(part, Repeat) else _GROUP


def is_derived(question: Question) -> bool:
    """Whether nobody answers it: calculated without a way to change it, or filled in by the device."""
    if question.kind == "metadata":
        return True
    read_only = question.bind.read_only is not None and bool(question.bind.read_only.constant())
    return question.bind.calculate is not None and (not question.shown or read_only)


@dataclass(slots=True, eq=False)
class Task:
    """A calculation made as soon as something that it reads changes.

    Attributes:
        reads: indexes of the slots it reads.
        at: index of the slot at whose cells it is made: its own; for a count, the one around.
        rank: tasks of a lower rank come first.
    """

    slot: Slot
    aim: Aim
    compiled: Compiled
    reads: tuple[int, ...]
    at: int
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A calculation made when somebody asks.

    Attributes:
        reads: indexes of the slots it reads; its result holds until one of them changes.
        fleeting: it depends on time or chance: never keep its result.
    """

    compiled: Compiled
    reads: tuple[int, ...]
    fleeting: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """All slots of a form, and what follows from what."""

    form: Form
    slots: tuple[Slot, ...]
    by_ref: Mapping[str, Slot]
    tasks: tuple[Task, ...]

    @property
    def top(self) -> Slot:
        """The slot of the whole form."""
        return self.slots[0]
