"""How functions are declared, and how a call of one becomes a closure.

A signature such as `"text number? -> text"` says how each argument reaches the function and what it
gives. Words: text, number, truth, nodes, value (as it is); texts, numbers, truths: a list with one
entry for each node, or for the value itself. Behind a word, `?` may be left out, `.` is the context
node when left out, `*` may be repeated (and be left out).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from yihu.base.i18n import N_
from yihu.xpath.pieces import (
    ANY,
    NODES,
    NUMBER,
    TEXT,
    TRUTH,
    AsNodes,
    Frame,
    Piece,
    Run,
    as_number,
    as_text,
    as_truth,
)
from yihu.xpath.tree import Node
from yihu.xpath.values import Value, node_boolean, node_number, to_boolean, to_number, to_string

Body = TypeVar("Body", bound=Callable[..., Any])
Build = Callable[[Sequence[Piece]], Piece]

_PATH_NEEDED: Final = N_("the path of a question or group")
_KINDS: Final = {"text": TEXT, "number": NUMBER, "truth": TRUTH, "nodes": NODES, "value": ANY}


class Unfit(Exception):
    """A function met a value that it can't work with; the call adds the place."""

    def __init__(self, found: str, allowed: str) -> None:
        super().__init__(found, allowed)
        self.found = found
        self.allowed = allowed


class ArgumentRefused(Exception):
    """An argument of the wrong kind, found when compiling or, where only running it tells, then."""

    def __init__(self, allowed: str) -> None:
        super().__init__(allowed)
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Plain:
    """What a function that is declared by a signature is made of.

    Attributes:
        parameters: words of the signature, with their marks.
        kind: of what it gives.
        outside: whether `body` takes that before its arguments.
    """

    body: Callable[..., Any]
    parameters: tuple[str, ...]
    kind: str
    outside: bool

    def words(self, given: int) -> tuple[str, ...]:
        """How each of so many arguments reaches the function."""
        return tuple(
            self.parameters[min(place, len(self.parameters) - 1)].rstrip("?.*") for place in range(given)
        )


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language.

    Attributes:
        least, most: how many arguments it takes; `most` None for any number.
        build: from compiled arguments to the compiled call; raises ArgumentRefused.
        impure: its value may differ though its arguments don't.
        local: its value depends on the context node besides its arguments.
        refuses: it may raise Unfit when it runs.
        plain: where it is declared by a signature.
    """

    name: str
    least: int
    most: int | None
    build: Build
    impure: bool = False
    local: bool = False
    refuses: bool = False
    plain: Plain | None = None


class Theme:
    """The functions of one theme, by name."""

    def __init__(self) -> None:
        self.functions: dict[str, Function] = {}

    def plain(
        self, name: str, signature: str, *, outside: bool = False, impure: bool = False, refuses: bool = False
    ) -> Callable[[Body], Body]:
        """Declare a function of its arguments' values; with `outside` it takes that before them."""
        words, _, result = signature.partition("->")
        parameters = tuple(words.split())

        def declare(body: Body) -> Body:
            self.functions[name] = Function(
                name,
                sum(1 for word in parameters if word[-1] not in "?.*"),
                None if parameters and parameters[-1][-1] == "*" else len(parameters),
                _builder(plain := Plain(body, parameters, _KINDS[result.strip()], outside)),
                impure=impure,
                local=any(word[-1] == "." for word in parameters),
                refuses=refuses,
                plain=plain,
            )
            return body

        return declare

    def special(
        self,
        name: str,
        least: int,
        most: int | None,
        *,
        impure: bool = False,
        local: bool = False,
        refuses: bool = False,
    ) -> Callable[[Build], Build]:
        """Declare a function that compiles its call itself, e.g. to leave an argument unevaluated."""

        def declare(build: Build) -> Build:
            self.functions[name] = Function(
                name, least, most, build, impure=impure, local=local, refuses=refuses
            )
            return build

        return declare


_SELF: Final = Piece(NODES, lambda node, _frame: [node], first=lambda node, _frame: node)


def _builder(plain: Plain) -> Build:
    parameters, body, result, outside = plain.parameters, plain.body, plain.kind, plain.outside

    def build(arguments: Sequence[Piece]) -> Piece:
        given = list(arguments)
        if len(given) < len(parameters) and parameters[len(given)][-1] == ".":
            given.append(_SELF)
        words = plain.words(len(given))
        runs = [_PASSING[word](piece) for word, piece in zip(words, given, strict=True)]
        if len(given) == 2 and not outside and given[1].constant is not None and given[1].kind == words[1]:
            return Piece(result, _calling_with(body, runs[0], given[1].constant))
        return Piece(result, _calling_outside(body, runs) if outside else _calling(body, runs))

    return build


def _calling(body: Callable[..., Any], runs: list[Run]) -> Run:
    if len(runs) == 1:
        only = runs[0]
        return lambda node, frame: body(only(node, frame))
    if len(runs) == 2:
        first, second = runs
        return lambda node, frame: body(first(node, frame), second(node, frame))
    return lambda node, frame: body(*[run(node, frame) for run in runs])


def _calling_with(body: Callable[..., Any], first: Run, second: Value) -> Run:
    """The second argument is written out in the expression."""
    return lambda node, frame: body(first(node, frame), second)


def _calling_outside(body: Callable[..., Any], runs: list[Run]) -> Run:
    return lambda node, frame: body(frame.outside, *[run(node, frame) for run in runs])


def as_nodes(piece: Piece) -> AsNodes:
    """The piece's nodes; raises ArgumentRefused."""
    if piece.kind == NODES:
        return piece.run
    if piece.kind != ANY:
        raise ArgumentRefused(_PATH_NEEDED)
    run = piece.run

    def nodes(node: Node, frame: Frame) -> list[Node]:
        found = run(node, frame)
        if not isinstance(found, list):
            raise ArgumentRefused(_PATH_NEEDED)
        return found

    return nodes


def _as_value(piece: Piece) -> Run:
    return piece.run


def as_texts(piece: Piece) -> Callable[[Node, Frame], list[str]]:
    """The text of each node, or of the one value."""
    run = piece.run
    if piece.kind == NODES:
        return lambda node, frame: [found.string() for found in run(node, frame)]

    def texts(node: Node, frame: Frame) -> list[str]:
        value = run(node, frame)
        return [found.string() for found in value] if isinstance(value, list) else [to_string(value)]

    return texts


def as_numbers(piece: Piece) -> Callable[[Node, Frame], list[float]]:
    """The number of each node, or of the one value."""
    run = piece.run

    def numbers(node: Node, frame: Frame) -> list[float]:
        value = run(node, frame)
        if isinstance(value, list):
            return [node_number(found, frame.outside) for found in value]
        return [to_number(value, frame.outside)]

    return numbers


def as_truths(piece: Piece) -> Callable[[Node, Frame], list[bool]]:
    """For each node whether it isn't blank, or the one value as condition."""
    run = piece.run

    def truths(node: Node, frame: Frame) -> list[bool]:
        value = run(node, frame)
        return [node_boolean(found) for found in value] if isinstance(value, list) else [to_boolean(value)]

    return truths


_PASSING: Final[dict[str, Callable[[Piece], Run]]] = {
    "text": as_text,
    "number": as_number,
    "truth": as_truth,
    "nodes": as_nodes,
    "value": _as_value,
    "texts": as_texts,
    "numbers": as_numbers,
    "truths": as_truths,
}
