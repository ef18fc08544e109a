"""Compiled parts of expressions: closures, with what is known of their result before running them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import nan
from typing import Any, Final, TypeAlias

from yihu.xpath.outside import Outside
from yihu.xpath.tree import Node
from yihu.xpath.values import Value, node_number, read_number, to_boolean, to_number, to_string, write_number


class Frame:
    """What an evaluation sees besides its context node.

    Attributes:
        outside: time, chance, lists and words.
        current: the node that the whole expression is evaluated at.
        position, size: of the context node among those that a predicate tests.
    """

    # Defaults on the class, as a frame is made for each evaluation and most need only these.
    position = 1
    size = 1
    known_root: Node | None = None

    def __init__(self, outside: Outside, current: Node) -> None:
        self.outside = outside
        self.current = current

    def root(self) -> Node:
        """The top of the current node's tree, where absolute paths begin; in `known_root` from then on."""
        self.known_root = root = self.known_root or self.current.root()
        return root

    def among(self, size: int) -> "Frame":
        """A frame for the nodes that a predicate tests; its position is set for each."""
        inner = Frame(self.outside, self.current)
        inner.known_root = self.known_root
        inner.size = size
        return inner


Run: TypeAlias = Callable[[Node, Frame], Any]
AsValue: TypeAlias = Callable[[Node, Frame], Value]
AsText: TypeAlias = Callable[[Node, Frame], str]
AsNumber: TypeAlias = Callable[[Node, Frame], float]
AsTruth: TypeAlias = Callable[[Node, Frame], bool]
AsNodes: TypeAlias = Callable[[Node, Frame], list[Node]]
AsNode: TypeAlias = Callable[[Node, Frame], Node | None]

NODES: Final = "nodes"
TEXT: Final = "text"
NUMBER: Final = "number"
TRUTH: Final = "truth"
ANY: Final = "any"


@dataclass(frozen=True, slots=True)
class Piece:
    """A compiled part.

    Attributes:
        kind: NODES, TEXT, NUMBER (a float or a Moment), TRUTH, or ANY where only running it tells.
        run: gives the value.
        first: for NODES, a quicker way to the first node alone.
        constant: the value, where it is written out in the expression.
        settled: the value is the same for all nodes that one predicate tests.
    """

    kind: str
    run: Run
    first: AsNode | None = None
    constant: Value | None = None
    settled: bool = False


def constant(value: str | float | bool) -> Piece:
    """A piece whose value is written out."""
    kind = TEXT if isinstance(value, str) else TRUTH if isinstance(value, bool) else NUMBER
    return Piece(kind, lambda _node, _frame: value, constant=value, settled=True)


def first_of(piece: Piece) -> AsNode:
    """The first node of a piece of kind NODES."""
    if piece.first is not None:
        return piece.first
    run: AsNodes = piece.run

    def first(node: Node, frame: Frame) -> Node | None:
        found = run(node, frame)
        return found[0] if found else None

    return first


def as_text(piece: Piece) -> AsText:
    """The piece's value as text."""
    run = piece.run
    if piece.kind == TEXT:
        return run
    if piece.kind == NODES:
        return _node_text(first_of(piece))
    if piece.kind == TRUTH:
        return lambda node, frame: "true" if run(node, frame) else "false"
    if piece.constant is not None:
        written = to_string(piece.constant)
        return lambda _node, _frame: written
    if piece.kind == NUMBER:
        return lambda node, frame: write_number(run(node, frame))
    return lambda node, frame: to_string(run(node, frame))


@lru_cache(maxsize=8192)
def _node_text(first: AsNode) -> AsText:
    def text(node: Node, frame: Frame) -> str:
        found = first(node, frame)
        if found is None:
            return ""
        return found.text if not found.children else found.string()

    return text


def as_number(piece: Piece) -> AsNumber:
    """The piece's value as number."""
    run = piece.run
    if piece.kind == NUMBER:
        return run
    if piece.kind == NODES:
        return _node_number(first_of(piece))
    if piece.kind == TEXT:
        return lambda node, frame: read_number(run(node, frame), frame.outside)
    if piece.kind == TRUTH:
        return lambda node, frame: 1.0 if run(node, frame) else 0.0
    return lambda node, frame: to_number(run(node, frame), frame.outside)


@lru_cache(maxsize=8192)
def _node_number(first: AsNode) -> AsNumber:
    def number(node: Node, frame: Frame) -> float:
        found = first(node, frame)
        return nan if found is None else node_number(found, frame.outside)

    return number


def as_truth(piece: Piece) -> AsTruth:
    """The piece's value as condition."""
    run = piece.run
    if piece.kind == TRUTH:
        return run
    if piece.kind == NODES and piece.first is not None:
        first = piece.first
        return lambda node, frame: first(node, frame) is not None
    if piece.kind in (NODES, TEXT):
        return lambda node, frame: bool(run(node, frame))
    return lambda node, frame: to_boolean(run(node, frame))
