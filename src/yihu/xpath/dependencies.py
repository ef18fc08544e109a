"""What an expression reads, found in its syntax.

A place is a base and steps: the base is `/` (the instance), `.` (the context node of the
expression), or the id of another instance. Steps are names as written, `*`, `..`, `//`, `@name`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from yihu.xpath.functions import FUNCTIONS
from yihu.xpath.syntax import (
    Call,
    Chain,
    Expression,
    Filter,
    KindTest,
    Literal,
    NameTest,
    Negation,
    Path,
    Step,
)

ROOT: Final = "/"
HERE: Final = "."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path leads."""

    base: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What an expression reads and uses.

    Attributes:
        places: of nodes read.
        functions: all names of functions.
        impure: those whose value may differ though nothing that is read does (now, random, uuid...).
        instances: ids of other instances that are written out as text.
        any_instance: an instance's id is calculated, so that it may be any.
        uses_current: `current()` is in it.
        own_value: what the context node itself holds matters (`once`).
    """

    places: frozenset[Place]
    functions: frozenset[str]
    impure: frozenset[str]
    instances: frozenset[str]
    any_instance: bool
    uses_current: bool
    own_value: bool

    def reads(self, context: str | None) -> frozenset[str]:
        """Absolute paths read in the instance; those relative to an unknown context are left out.

        Args:
            context: absolute path of the node that the expression is evaluated at.
        """
        return frozenset(path for place in self.places if (path := path_of(place, context)) is not None)


def path_of(place: Place, context: str | None) -> str | None:
    """The absolute path of a place without predicates; None for one relative to an unknown context."""
    if place.base == ROOT:
        return "/" + _slashed(place.steps)
    if place.base != HERE or context is None:
        return None
    resolved = [step for step in context.split("/") if step]
    for step in place.steps:
        if step != "..":
            resolved.append(step)
        elif resolved and resolved[-1] != "//":
            resolved.pop()
    return "/" + _slashed(resolved)


def _slashed(steps: Iterable[str]) -> str:
    """`a`, `//`, `b` as `a//b`."""
    return "/".join("" if step == "//" else step for step in steps)


def find_dependencies(expression: Expression) -> Dependencies:
    """What the expression reads and uses."""
    finder = _Finder()
    finder.read_all(finder.places(expression, Place(HERE)))
    functions = frozenset(finder.functions)
    return Dependencies(
        places=frozenset(finder.found),
        functions=functions,
        impure=frozenset(name for name in functions if name in FUNCTIONS and FUNCTIONS[name].impure),
        instances=frozenset(finder.instances),
        any_instance=finder.any_instance,
        uses_current="current" in functions,
        own_value="once" in functions,
    )


class _Finder:
    """Walks the syntax with the places that context nodes are at."""

    def __init__(self) -> None:
        self.found: set[Place] = set()
        self.functions: set[str] = set()
        self.instances: set[str] = set()
        self.any_instance = False

    def read_all(self, places: Iterable[Place]) -> None:
        self.found.update(place for place in places if place.base in (ROOT, HERE))

    def places(self, expression: Expression, context: Place) -> list[Place]:
        """Where the nodes are that the expression gives; notes all else that it reads on the way."""
        match expression:
            case Path():
                return self._path(expression, context)
            case Filter():
                found = self.places(expression.primary, context)
                self._predicates(expression.predicates, found)
                return found
            case Call():
                return self._call(expression, context)
            case Chain(operands=operands, operators=operators):
                united = operators[0] == "|"
                return [place for operand in operands for place in self._operand(operand, context, united)]
            case Negation():
                self.read_all(self.places(expression.operand, context))
        return []

    def _operand(self, operand: Expression, context: Place, union: bool) -> list[Place]:
        found = self.places(operand, context)
        if union:
            return found
        self.read_all(found)
        return []

    def _predicates(self, predicates: Iterable[Expression], places: list[Place]) -> None:
        for predicate in predicates:
            for place in places:
                self.read_all(self.places(predicate, place))

    def _path(self, path: Path, context: Place) -> list[Place]:
        places = [Place(ROOT) if path.absolute else context]
        if path.start is not None:
            places = self.places(path.start, context)
        for step in path.steps:
            places = [_after(place, step) for place in places]
            self._predicates(step.predicates, places)
        return places

    def _call(self, call: Call, context: Place) -> list[Place]:
        self.functions.add(call.name)
        if call.name == "current":
            return [Place(HERE)]
        if call.name == "instance" and len(call.arguments) == 1:
            return self._instance(call.arguments[0], context)
        if call.name == "pulldata" and call.arguments:
            self._instance(call.arguments[0], context)
        inside = [self.places(argument, context) for argument in call.arguments]
        if call.name in ("randomize", "indexed-repeat") and inside:
            self.read_all(place for places in inside[1:] for place in places)
            return inside[0]
        if call.name == "if" and len(inside) == 3:
            self.read_all(inside[0])
            return inside[1] + inside[2]
        self.read_all(place for places in inside for place in places)
        if call.name == "once" or (not inside and call.name in _OF_CONTEXT):
            self.read_all([context])
        return []

    def _instance(self, argument: Expression, context: Place) -> list[Place]:
        if isinstance(argument, Literal):
            self.instances.add(argument.value)
            return [Place(f"instance {argument.value}")]
        self.any_instance = True
        self.read_all(self.places(argument, context))
        return [Place("instance")]


_OF_CONTEXT: Final = frozenset(["string", "number", "string-length", "normalize-space"])


def _after(place: Place, step: Step) -> Place:
    """Where a step leads, as near as can be told without the tree."""
    name = _name(step)
    steps = place.steps
    match step.axis:
        case "self":
            return place
        case "child":
            return place if name == "" else Place(place.base, (*steps, name))
        case "attribute":
            return Place(place.base, (*steps, f"@{name}"))
        case "parent":
            return _parent(place)
        case "descendant":
            return Place(place.base, (*steps, "//", name))
        case "descendant-or-self":
            return Place(place.base, (*steps, "//") if name == "*" else (*steps, "//", name))
        case "following-sibling" | "preceding-sibling":
            above = _parent(place)
            return Place(above.base, (*above.steps, name))
        case "namespace":
            return place
    # Ancestors, following and preceding may be anywhere in the instance.
    return Place(ROOT if place.base == HERE else place.base, ("//", name))


def _parent(place: Place) -> Place:
    steps = place.steps
    if not steps or steps[-1] in ("..", "//"):
        return Place(place.base, (*steps, "..")) if place.base == HERE else place
    return Place(place.base, steps[:-1])


def _name(step: Step) -> str:
    """The name as written, `*` for any; "" for text and comments, which are part of their element."""
    if isinstance(step.test, KindTest):
        return "*" if step.test.kind == "node" else ""
    assert isinstance(step.test, NameTest)
    return f"{step.test.prefix}:{step.test.local}" if step.test.prefix else step.test.local
