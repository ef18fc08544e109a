"""Syntax to closures."""

from collections.abc import Mapping, Sequence
from typing import NoReturn

from yihu.base.i18n import N_
from yihu.xpath.functions import FUNCTIONS
from yihu.xpath.library import ArgumentRefused, Function, Unfit
from yihu.xpath.lookups import KeyedSearch
from yihu.xpath.node_tests import KNOWN_PREFIXES, PrefixMissing, tags_of
from yihu.xpath.operators import joined, negated, united
from yihu.xpath.paths import StepPiece, absolute, continued, relative
from yihu.xpath.pieces import ANY, NODES, Frame, Piece, Run, constant
from yihu.xpath.predicates import keeping, keeping_all
from yihu.xpath.problems import (
    ArgumentsWrong,
    FunctionUnknown,
    InstanceMissing,
    PrefixUnknown,
    ValueWrong,
    XPathProblem,
)
from yihu.xpath.suggestions import nearest
from yihu.xpath.syntax import Call, Chain, Expression, Filter, Literal, NameTest, Negation, Number, Path, Step
from yihu.xpath.tree import Node


class Compiler:
    """Compiles one expression, and collects what is wrong in it though it can be read.

    Attributes:
        problems: each is also raised when its place is evaluated.
    """

    def __init__(self, source: str, namespaces: Mapping[str, str]) -> None:
        self._source = source
        self._namespaces = namespaces
        self.problems: list[XPathProblem] = []

    def piece(self, expression: Expression) -> Piece:
        """The compiled expression."""
        match expression:
            case Number() | Literal():
                return constant(expression.value)
            case Call():
                return self._call(expression)
            case Chain():
                return self._chain(expression)
            case Negation():
                return negated(self.piece(expression.operand))
            case Path():
                return self._path(expression)
            case Filter():
                return self._filter(expression)

    # Failures

    def _failing(self, problem: XPathProblem) -> Piece:
        """A piece that raises; the rest of the expression may never come to it."""
        self.problems.append(problem)

        def fail(_node: Node, _frame: Frame) -> NoReturn:
            raise problem.renewed()

        return Piece(ANY, fail)

    def _not_nodes(self, at: int) -> Piece:
        return self._failing(
            ArgumentsWrong(
                expression=self._source,
                at=at,
                found=self._source[at : at + 20],
                allowed=N_("the path of a question or group"),
            )
        )

    def _prefix_unknown(self, expression: Path, problem: PrefixMissing) -> Piece:
        declared = sorted({*self._namespaces, *KNOWN_PREFIXES} - {""})
        return self._failing(
            PrefixUnknown(
                expression=self._source, at=expression.at, found=str(problem), allowed=", ".join(declared)
            )
        )

    # Operators

    def _chain(self, chain: Chain) -> Piece:
        pieces = [self.piece(operand) for operand in chain.operands]
        if chain.operators[0] != "|":
            return joined(chain.operators, pieces)
        for piece, operand in zip(pieces, chain.operands, strict=True):
            if piece.kind not in (NODES, ANY):
                return self._not_nodes(operand.at)
        return united(pieces)

    # Calls

    def _call(self, call: Call) -> Piece:
        function = FUNCTIONS.get(call.name)
        if function is None:
            return self._failing(self._unknown(call))
        if (
            not function.least
            <= len(call.arguments)
            <= (function.most if function.most is not None else len(call.arguments))
        ):
            return self._failing(self._wrong_count(call, function))
        arguments = [self.piece(argument) for argument in call.arguments]
        try:
            built = function.build(arguments)
        except ArgumentRefused as refused:
            return self._failing(self._refused(call, refused))
        run = self._guarded(built.run, call) if function.refuses or _may_refuse(arguments) else built.run
        local = function.local and (call.name != "position" or not call.arguments)
        settled = built.settled or (
            bool(arguments)
            and not function.impure
            and not local
            and all(piece.settled for piece in arguments)
        )
        first = built.first if run is built.run else None
        return Piece(built.kind, run, first=first, settled=settled)

    def _unknown(self, call: Call) -> FunctionUnknown:
        close = nearest(call.name, FUNCTIONS)
        allowed = N_("Did you mean “{close}”?") if close else N_("Look at the list of functions.")
        return FunctionUnknown(
            expression=self._source, at=call.at, found=call.name, allowed=allowed, close=close or ""
        )

    def _wrong_count(self, call: Call, function: Function) -> ArgumentsWrong:
        return ArgumentsWrong(
            expression=self._source,
            at=call.at,
            found=f"{call.name}()",
            allowed=_count_allowed(function),
            least=function.least,
            most=function.most or 0,
            given=len(call.arguments),
        )

    def _refused(self, call: Call, refused: ArgumentRefused) -> ArgumentsWrong:
        return ArgumentsWrong(
            expression=self._source, at=call.at, found=f"{call.name}()", allowed=refused.allowed
        )

    def _guarded(self, run: Run, call: Call) -> Run:
        """Adds the place to what a function can't work with."""

        def guarded(node: Node, frame: Frame) -> object:
            try:
                return run(node, frame)
            except Unfit as unfit:
                kind = InstanceMissing if call.name == "instance" else ValueWrong
                raise kind(
                    expression=self._source, at=call.at, found=unfit.found, allowed=unfit.allowed
                ) from unfit
            except ArgumentRefused as refused:
                raise self._refused(call, refused) from refused

        return guarded

    # Paths

    def _path(self, path: Path) -> Piece:
        try:
            steps = [self._step(step) for step in path.steps]
            if path.absolute:
                return absolute(steps, self._namespaces)
            if path.start is None:
                return relative(steps, self._namespaces)
            start = self.piece(path.start)
            return (
                continued(start, steps, self._namespaces)
                if start.kind in (NODES, ANY)
                else self._not_nodes(path.at)
            )
        except PrefixMissing as problem:
            return self._prefix_unknown(path, problem)

    def _step(self, step: Step) -> StepPiece:
        predicates = tuple(self.piece(predicate) for predicate in step.predicates)
        return StepPiece(step, predicates, self._keyed_search(step, predicates))

    def _filter(self, filtered: Filter) -> Piece:
        primary = self.piece(filtered.primary)
        if primary.kind not in (NODES, ANY):
            return self._not_nodes(filtered.at)
        keep = keeping_all([self.piece(predicate) for predicate in filtered.predicates])
        run = primary.run
        return Piece(NODES, lambda node, frame: keep(run(node, frame), frame), settled=primary.settled)

    def _keyed_search(self, step: Step, predicates: Sequence[Piece]) -> KeyedSearch | None:
        """The quicker way for `item[key = value]`, if this is such a step."""
        if (
            step.axis != "child"
            or not predicates
            or not isinstance(step.test, NameTest)
            or step.test.local == "*"
        ):
            return None
        test = step.predicates[0]
        if not isinstance(test, Chain) or test.operators != ("=",):
            return None
        for key, value in (test.operands, test.operands[::-1]):
            name = _own_child(key)
            piece = self.piece(value) if name is not None else None
            if name is not None and piece is not None and piece.settled:
                items, keys = tags_of(step.test, self._namespaces), tags_of(name, self._namespaces)
                return KeyedSearch(items, keys, piece, keeping(predicates[0]), list(predicates[1:]))
        return None


def _own_child(expression: Expression) -> NameTest | None:
    """The name in an expression that is nothing but the name of a child."""
    if not isinstance(expression, Path) or expression.absolute or expression.start is not None:
        return None
    if len(expression.steps) != 1 or expression.steps[0].axis != "child" or expression.steps[0].predicates:
        return None
    test = expression.steps[0].test
    return test if isinstance(test, NameTest) and test.local != "*" else None


def _may_refuse(arguments: Sequence[Piece]) -> bool:
    """Whether only running tells if an argument is of the right kind."""
    return any(piece.kind == ANY for piece in arguments)


def _count_allowed(function: Function) -> str:
    if function.most == 0:
        return N_("none, not {given}")
    if function.most is None:
        return N_("at least {least}, not {given}")
    if function.least == function.most:
        return N_("exactly {least}, not {given}")
    return N_("{least} to {most}, not {given}")
