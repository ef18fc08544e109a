"""Operators between compiled parts."""

import operator
from collections.abc import Callable, Sequence
from math import fmod, inf, isinf, isnan, nan
from typing import Final

from yihu.xpath.outside import Outside
from yihu.xpath.pieces import (
    ANY,
    NODES,
    NUMBER,
    TEXT,
    TRUTH,
    AsNumber,
    AsTruth,
    Frame,
    Piece,
    Run,
    as_number,
    as_text,
    as_truth,
)
from yihu.xpath.tree import Node, in_document_order
from yihu.xpath.values import Value, node_number, to_boolean, to_number, to_string

Arithmetic = Callable[[float, float], float]
Compares = Callable[[float, float], bool]


def divide(left: float, right: float) -> float:
    """As IEEE 754 has it: by zero gives an infinity or no number."""
    if right:
        return left / right
    if isnan(right) or isnan(left) or left == 0:
        return nan
    return inf if (left > 0) == (str(right)[0] != "-") else -inf


def remainder(left: float, right: float) -> float:
    """The rest of a division that cuts towards zero."""
    if right == 0 or isinf(left) or isnan(left) or isnan(right):
        return nan
    return fmod(left, right)


ARITHMETIC: Final[dict[str, Arithmetic]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": divide,
    "mod": remainder,
}
_SHORT_CHAIN: Final = 6
RELATIONS: Final[dict[str, Compares]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def joined(operators: Sequence[str], pieces: Sequence[Piece]) -> Piece:
    """A chain of operands with operators of one precedence, unions aside."""
    settled = all(piece.settled for piece in pieces)
    if operators[0] in ("or", "and"):
        return Piece(TRUTH, _any_or_all(operators[0], [as_truth(piece) for piece in pieces]), settled=settled)
    if operators[0] in ARITHMETIC:
        return Piece(NUMBER, _calculation(operators, pieces), settled=settled)
    result = pieces[0]
    for sign, piece in zip(operators, pieces[1:], strict=True):
        result = Piece(TRUTH, _comparison(sign, result, piece), settled=settled)
    return result


def negated(piece: Piece) -> Piece:
    """The operand with a minus before it."""
    run = as_number(piece)
    if isinstance(piece.constant, float):
        value = -piece.constant
        return Piece(NUMBER, lambda _node, _frame: value, constant=value, settled=True)
    return Piece(NUMBER, lambda node, frame: -run(node, frame), settled=piece.settled)


def united(pieces: Sequence[Piece]) -> Piece:
    """The nodes of all, once each, in document order."""
    runs = [piece.run for piece in pieces]

    def union(node: Node, frame: Frame) -> list[Node]:
        return in_document_order([found for run in runs for found in run(node, frame)])

    return Piece(NODES, union, settled=all(piece.settled for piece in pieces))


def _any_or_all(word: str, truths: list[AsTruth]) -> AsTruth:
    wanted = word == "or"
    if len(truths) == 2:
        left, right = truths
        if wanted:
            return lambda node, frame: left(node, frame) or right(node, frame)
        return lambda node, frame: left(node, frame) and right(node, frame)

    def decided(node: Node, frame: Frame) -> bool:
        for truth in truths:
            if truth(node, frame) is wanted:
                return wanted
        return not wanted

    return decided


def _calculation(operators: Sequence[str], pieces: Sequence[Piece]) -> AsNumber:
    if len(pieces) > _SHORT_CHAIN:
        return _long_calculation(operators, [as_number(piece) for piece in pieces])
    number = as_number(pieces[0])
    for sign, piece in zip(operators, pieces[1:], strict=True):
        number = (
            _with_fixed_number(sign, number, piece.constant)
            if isinstance(piece.constant, float)
            else _two_numbers(sign, number, as_number(piece))
        )
    return number


def _long_calculation(operators: Sequence[str], numbers: list[AsNumber]) -> AsNumber:
    """In a loop, as closures within closures could go only so deep."""
    first = numbers[0]
    rest = [(ARITHMETIC[sign], number) for sign, number in zip(operators, numbers[1:], strict=True)]

    def calculated(node: Node, frame: Frame) -> float:
        value = first(node, frame)
        for calculate, number in rest:
            value = calculate(value, number(node, frame))
        return value

    return calculated


def _with_fixed_number(sign: str, left: AsNumber, right: float) -> AsNumber:
    if sign == "+":
        return lambda node, frame: left(node, frame) + right
    if sign == "-":
        return lambda node, frame: left(node, frame) - right
    if sign == "*":
        return lambda node, frame: left(node, frame) * right
    calculate = ARITHMETIC[sign]
    return lambda node, frame: calculate(left(node, frame), right)


def _two_numbers(sign: str, left: AsNumber, right: AsNumber) -> AsNumber:
    if sign == "+":
        return lambda node, frame: left(node, frame) + right(node, frame)
    if sign == "-":
        return lambda node, frame: left(node, frame) - right(node, frame)
    if sign == "*":
        return lambda node, frame: left(node, frame) * right(node, frame)
    calculate = ARITHMETIC[sign]
    return lambda node, frame: calculate(left(node, frame), right(node, frame))


def _comparison(sign: str, left: Piece, right: Piece) -> AsTruth:
    if sign in RELATIONS:
        return _relation(RELATIONS[sign], left, right)
    equal = sign == "="
    kinds = {left.kind, right.kind}
    if TRUTH in kinds:
        return _equality(equal, as_truth(left), as_truth(right))
    if ANY in kinds:
        return _unknown_equality(equal, left.run, right.run)
    if NODES in kinds:
        return _node_equality(equal, left, right)
    if NUMBER in kinds:
        return _equality(equal, as_number(left), as_number(right))
    return _equality(equal, as_text(left), as_text(right))


def _equality(equal: bool, left: Run, right: Run) -> AsTruth:
    if equal:
        return lambda node, frame: bool(left(node, frame) == right(node, frame))
    return lambda node, frame: bool(left(node, frame) != right(node, frame))


def _node_equality(equal: bool, left: Piece, right: Piece) -> AsTruth:
    """Between nodes and anything but a condition: true if it is so for any node."""
    nodes, other = (left, right) if left.kind == NODES else (right, left)
    if other.kind == TEXT:
        return _any_text(equal, nodes, other)
    if other.kind == NUMBER:
        return _any_number(operator.eq if equal else operator.ne, nodes, other)
    return lambda node, frame: equal_values(
        equal, nodes.run(node, frame), other.run(node, frame), frame.outside
    )


def _any_text(equal: bool, nodes: Piece, other: Piece) -> AsTruth:
    run, text = nodes.run, as_text(other)
    if isinstance(other.constant, str):
        return _any_fixed_text(equal, run, other.constant)

    def compared(node: Node, frame: Frame) -> bool:
        found = run(node, frame)
        if len(found) == 1:
            only = found[0]
            return ((only.text if not only.children else only.string()) == text(node, frame)) is equal
        wanted = text(node, frame)
        return any((one.string() == wanted) is equal for one in found)

    return compared


def _any_fixed_text(equal: bool, run: Run, wanted: str) -> AsTruth:
    def compared(node: Node, frame: Frame) -> bool:
        found = run(node, frame)
        if len(found) == 1:
            only = found[0]
            return ((only.text if not only.children else only.string()) == wanted) is equal
        return any((one.string() == wanted) is equal for one in found)

    return compared


def _any_number(compares: Compares, nodes: Piece, other: Piece) -> AsTruth:
    run, value = nodes.run, as_number(other)
    if isinstance(other.constant, float):
        return _any_fixed_number(compares, run, other.constant)

    def compared(node: Node, frame: Frame) -> bool:
        found = run(node, frame)
        if len(found) == 1:
            return compares(node_number(found[0], frame.outside), value(node, frame))
        wanted = value(node, frame)
        return any(compares(node_number(one, frame.outside), wanted) for one in found)

    return compared


def _any_fixed_number(compares: Compares, run: Run, wanted: float) -> AsTruth:
    def compared(node: Node, frame: Frame) -> bool:
        outside = frame.outside
        found = run(node, frame)
        if len(found) == 1:
            return compares(node_number(found[0], outside), wanted)
        return any(compares(node_number(one, outside), wanted) for one in found)

    return compared


def _unknown_equality(equal: bool, left: Run, right: Run) -> AsTruth:
    return lambda node, frame: equal_values(equal, left(node, frame), right(node, frame), frame.outside)


def equal_values(equal: bool, left: Value, right: Value, outside: Outside) -> bool:
    """`=` or, with `equal` false, `!=` between values of any kinds."""
    if isinstance(left, bool) or isinstance(right, bool):
        return (to_boolean(left) == to_boolean(right)) is equal
    if isinstance(left, list):
        return any(_equal_to_node(equal, node, right, outside) for node in left)
    if isinstance(right, list):
        return any(_equal_to_node(equal, node, left, outside) for node in right)
    if isinstance(left, float) or isinstance(right, float):
        return (to_number(left, outside) == to_number(right, outside)) is equal
    return (left == right) is equal


def _equal_to_node(equal: bool, node: Node, other: Value, outside: Outside) -> bool:
    if isinstance(other, list):
        text = node.string()
        return any((found.string() == text) is equal for found in other)
    if isinstance(other, float):
        return (node_number(node, outside) == other) is equal
    return (node.string() == to_string(other)) is equal


_SWAPPED: Final[dict[Compares, Compares]] = {
    operator.lt: operator.gt,
    operator.le: operator.ge,
    operator.gt: operator.lt,
    operator.ge: operator.le,
}


def _relation(compares: Compares, left: Piece, right: Piece) -> AsTruth:
    if {left.kind, right.kind} <= {NUMBER, TEXT, TRUTH}:
        low, high = as_number(left), as_number(right)
        return lambda node, frame: compares(low(node, frame), high(node, frame))
    if left.kind == NODES and right.kind in (NUMBER, TEXT, TRUTH):
        return _any_number(compares, left, right)
    if right.kind == NODES and left.kind in (NUMBER, TEXT, TRUTH):
        return _any_number(_SWAPPED[compares], right, left)
    return _unknown_relation(compares, left.run, right.run)


def _unknown_relation(compares: Compares, left: Run, right: Run) -> AsTruth:
    def compared(node: Node, frame: Frame) -> bool:
        lows = _numbers(left(node, frame), frame.outside)
        highs = _numbers(right(node, frame), frame.outside)
        return any(compares(low, high) for low in lows for high in highs)

    return compared


def _numbers(value: Value, outside: Outside) -> list[float]:
    if isinstance(value, list):
        return [node_number(node, outside) for node in value]
    return [to_number(value, outside)]
