"""Predicates: which nodes of a step stay."""

from collections.abc import Callable, Sequence

from yihu.xpath.pieces import ANY, NUMBER, AsNumber, AsTruth, AsValue, Frame, Piece, as_truth
from yihu.xpath.tree import Node
from yihu.xpath.values import to_boolean

Keep = Callable[[list[Node], Frame], list[Node]]


def keeping(piece: Piece) -> Keep:
    """What a predicate lets stay of nodes, which stand in the order of their positions."""
    if isinstance(piece.constant, float):
        return _at_place(piece.constant)
    if piece.kind == NUMBER:
        return _at_number(piece.run)
    if piece.kind == ANY:
        return _by_value(piece.run)
    return _if_true(as_truth(piece))


def keeping_all(pieces: Sequence[Piece]) -> Keep:
    """Several predicates one behind the other; positions count anew for each."""
    keeps = [keeping(piece) for piece in pieces]
    if len(keeps) == 1:
        return keeps[0]

    def kept(nodes: list[Node], frame: Frame) -> list[Node]:
        for keep in keeps:
            nodes = keep(nodes, frame)
        return nodes

    return kept


def _at_place(position: float) -> Keep:
    if position < 1 or position != int(position):
        return lambda _nodes, _frame: []
    index = int(position)
    return lambda nodes, _frame: nodes[index - 1 : index]


def _at_number(number: AsNumber) -> Keep:
    def kept(nodes: list[Node], frame: Frame) -> list[Node]:
        inner, stay = frame.among(len(nodes)), []
        for position, node in enumerate(nodes, 1):
            inner.position = position
            if number(node, inner) == position:
                stay.append(node)
        return stay

    return kept


def _if_true(truth: AsTruth) -> Keep:
    def kept(nodes: list[Node], frame: Frame) -> list[Node]:
        inner, stay = frame.among(len(nodes)), []
        for position, node in enumerate(nodes, 1):
            inner.position = position
            if truth(node, inner):
                stay.append(node)
        return stay

    return kept


def _by_value(value: AsValue) -> Keep:
    def kept(nodes: list[Node], frame: Frame) -> list[Node]:
        inner, stay = frame.among(len(nodes)), []
        for position, node in enumerate(nodes, 1):
            inner.position = position
            found = value(node, inner)
            number = isinstance(found, float) and not isinstance(found, bool)
            if found == position if number else to_boolean(found):
                stay.append(node)
        return stay

    return kept
