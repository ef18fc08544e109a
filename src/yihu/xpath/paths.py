"""Paths: steps to closures, with short ways for the paths that forms are made of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from yihu.xpath.axes import AXES, REVERSE
from yihu.xpath.node_tests import passes, tags_of
from yihu.xpath.pieces import NODES, AsNode, AsNodes, Frame, Piece, first_of
from yihu.xpath.predicates import Keep, keeping_all
from yihu.xpath.syntax import KindTest, NameTest, Step
from yihu.xpath.tree import Document, Kind, Node, in_document_order, named_any

Tags = tuple[str, ...]
Spread = Callable[[Node, Frame], list[Node]]
"""From one node over an axis, tests and predicates, in document order."""


@dataclass(frozen=True, slots=True)
class StepPiece:
    """A step with its predicates compiled.

    Attributes:
        lookup: a quicker way for all of it together, where there is one.
    """

    step: Step
    predicates: tuple[Piece, ...]
    lookup: Spread | None = None


_NOTHING: Final = object()

# What is known of nodes on the way: one at most; in order and none inside another; in order; nothing.
_SINGLE: Final = 0
_APART: Final = 1
_ORDERED: Final = 2


def absolute(steps: Sequence[StepPiece], namespaces: Mapping[str, str]) -> Piece:
    """A path from the top of the tree that the expression is evaluated in."""
    plain = _plain_tags(steps, namespaces)
    if plain is not None:
        return _plain_absolute(plain)
    run = _walk(_shortened(steps), namespaces, _SINGLE)
    return Piece(NODES, lambda _node, frame: run([frame.root()], frame), settled=True)


def relative(steps: Sequence[StepPiece], namespaces: Mapping[str, str]) -> Piece:
    """A path from the context node."""
    if _is_self(steps):
        return Piece(NODES, lambda node, _frame: [node], first=lambda node, _frame: node)
    ups = _leading_parents(steps)
    plain = _plain_tags(steps[ups:], namespaces)
    if plain is not None:
        return _plain_relative(ups, plain)
    run = _walk(_shortened(steps), namespaces, _SINGLE)
    return Piece(NODES, lambda node, frame: run([node], frame))


def continued(start: Piece, steps: Sequence[StepPiece], namespaces: Mapping[str, str]) -> Piece:
    """A path from the nodes that an expression gives."""
    plain = _plain_tags(steps[(ups := _leading_parents(steps)) :], namespaces)
    if start.first is not None and plain is not None:
        return _after_first(first_of(start), _plain_relative(ups, plain), settled=start.settled)
    before: AsNodes = start.run
    run = _walk(_shortened(steps), namespaces, _ORDERED if start.first is None else _SINGLE)
    return Piece(NODES, lambda node, frame: run(before(node, frame), frame), settled=start.settled)


def _after_first(start: AsNode, rest: Piece, *, settled: bool) -> Piece:
    def run(node: Node, frame: Frame) -> list[Node]:
        found = start(node, frame)
        return rest.run(found, frame) if found is not None else []

    return Piece(NODES, run, settled=settled)


# Short ways


def _is_self(steps: Sequence[StepPiece]) -> bool:
    return len(steps) == 1 and _is_kind(steps[0], "self")


def _is_kind(piece: StepPiece, axis: str) -> bool:
    step = piece.step
    return step.axis == axis and step.test == KindTest(step.test.at, "node") and not piece.predicates


def _leading_parents(steps: Sequence[StepPiece]) -> int:
    count = 0
    while count < len(steps) and _is_kind(steps[count], "parent"):
        count += 1
    return count


def _plain_tags(steps: Sequence[StepPiece], namespaces: Mapping[str, str]) -> tuple[Tags, ...] | None:
    """The names of child steps without predicates; None if there is another step among them."""
    tags = []
    for piece in steps:
        test = piece.step.test
        if (
            piece.step.axis != "child"
            or piece.predicates
            or not isinstance(test, NameTest)
            or test.local == "*"
        ):
            return None
        tags.append(tags_of(test, namespaces))
    return tuple(tags)


@lru_cache(maxsize=8192)
def _plain_absolute(tags: tuple[Tags, ...]) -> Piece:
    """Found once for each structure of each document: the document's own dict is the sign of both.

    All expressions with this path share it, so that only the first has to find the way.
    """
    key = "\1".join("\0".join(step) for step in tags)
    # One tuple, so that sessions in several threads never see half of it.
    kept: tuple[object, list[Node], Node | None] = (_NOTHING, [], None)

    def run(_node: Node, frame: Frame) -> list[Node]:
        nonlocal kept
        root = frame.known_root or frame.root()
        known, found, _ = kept
        if root.known_paths is known:
            return found
        if not isinstance(root, Document):
            return _children([root], tags)
        found = root.at(key, tags)
        kept = (root.known_paths, found, found[0] if found else None)
        return found

    def first(node: Node, frame: Frame) -> Node | None:
        known, _, found = kept
        if (frame.known_root or frame.root()).known_paths is known:
            return found
        nodes = run(node, frame)
        return nodes[0] if nodes else None

    return Piece(NODES, run, first=first, settled=True)


def _plain_relative(ups: int, tags: tuple[Tags, ...]) -> Piece:
    if ups == 1 and len(tags) == 1:
        return _sibling_named(tags[0])

    def run(node: Node, _frame: Frame) -> list[Node]:
        above: Node | None = node
        for _ in range(ups):
            above = above.parent if above is not None else None
        return _children([above], tags) if above is not None else []

    return Piece(NODES, run)


@lru_cache(maxsize=8192)
def _sibling_named(tags: Tags) -> Piece:
    def run(node: Node, _frame: Frame) -> list[Node]:
        return named_any(node.parent, tags) if node.parent is not None else []

    def first(node: Node, _frame: Frame) -> Node | None:
        found = named_any(node.parent, tags) if node.parent is not None else None
        return found[0] if found else None

    return Piece(NODES, run, first=first)


def _children(nodes: list[Node], tags: tuple[Tags, ...]) -> list[Node]:
    for step in tags:
        nodes = (
            named_any(nodes[0], step)
            if len(nodes) == 1
            else [child for node in nodes for child in named_any(node, step)]
        )
    return nodes


# The long way


def _shortened(steps: Sequence[StepPiece]) -> list[StepPiece]:
    """`//name` as one step, where no predicate could count positions."""
    short: list[StepPiece] = []
    for piece in steps:
        if (
            short
            and _is_kind(short[-1], "descendant-or-self")
            and piece.step.axis == "child"
            and not piece.predicates
        ):
            step = piece.step
            short[-1] = StepPiece(Step(step.at, "descendant", step.test), ())
        else:
            short.append(piece)
    return short


def _walk(
    steps: Sequence[StepPiece], namespaces: Mapping[str, str], state: int
) -> Callable[[list[Node], Frame], list[Node]]:
    spreads: list[tuple[Spread, bool]] = []
    for piece in steps:
        state, in_order = _after(piece.step.axis, state)
        spreads.append((piece.lookup or _spread(piece, namespaces), in_order))

    def walked(nodes: list[Node], frame: Frame) -> list[Node]:
        for spread, in_order in spreads:
            if len(nodes) == 1:
                nodes = spread(nodes[0], frame)
            else:
                found = [reached for node in nodes for reached in spread(node, frame)]
                nodes = found if in_order else in_document_order(found)
        return nodes

    return walked


def _after(axis: str, state: int) -> tuple[int, bool]:
    """What is known behind a step, and whether several nodes' results join in order by themselves."""
    if axis == "self":
        return state, True
    if axis == "attribute":
        return _APART, True
    if axis == "child" and state <= _APART:
        return _APART, True
    if axis == "parent" and state == _SINGLE:
        return _SINGLE, True
    if axis.startswith("descendant") and state <= _APART:
        return _ORDERED, True
    return _ORDERED, state == _SINGLE


def _spread(piece: StepPiece, namespaces: Mapping[str, str]) -> Spread:
    """One step from one node."""
    reach = _reach(piece.step, namespaces)
    keep = keeping_all(piece.predicates) if piece.predicates else None
    if piece.step.axis in REVERSE:
        return _reversed_spread(reach, keep)
    if keep is None:
        return lambda node, _frame: reach(node)
    return lambda node, frame: keep(reach(node), frame)


def _reach(step: Step, namespaces: Mapping[str, str]) -> Callable[[Node], list[Node]]:
    """All that an axis and test give of one node, nearest first."""
    test = step.test
    if step.axis == "child" and isinstance(test, NameTest) and test.local != "*":
        tags = tags_of(test, namespaces)
        return lambda node: named_any(node, tags)
    if step.axis == "child" and isinstance(test, NameTest) and test.prefix is None:
        return lambda node: [child for child in node.children if child.kind == Kind.ELEMENT]
    axis: Callable[[Node], Iterable[Node]] = AXES[step.axis]
    let_through = passes(step, namespaces)
    return lambda node: [found for found in axis(node) if let_through(found)]


def _reversed_spread(reach: Callable[[Node], list[Node]], keep: Keep | None) -> Spread:
    def spread(node: Node, frame: Frame) -> list[Node]:
        found = reach(node)
        kept = keep(found, frame) if keep is not None else found
        return kept[::-1]

    return spread
