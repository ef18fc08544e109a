"""Compiled expressions, ready to be evaluated at any node."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from yihu.base.i18n import N_
from yihu.xpath.bound import Plan, Steady, plan
from yihu.xpath.compiler import Compiler
from yihu.xpath.dependencies import Dependencies, find_dependencies
from yihu.xpath.outside import Outside
from yihu.xpath.parser import parse
from yihu.xpath.pieces import TEXT, TRUTH, Frame, as_number, as_text, as_truth
from yihu.xpath.problems import ArgumentsWrong, TooComplex, XPathProblem
from yihu.xpath.tree import Node
from yihu.xpath.values import Value


class Compiled:
    """An expression as closures. It holds no state of a session; share it freely.

    Attributes:
        source: its text.
        context: the path of the node it is meant to be evaluated at, if that was given.
        problems: functions that there aren't, wrong numbers of arguments and the like; each is also
            raised when its place is evaluated.
        dependencies: what it reads and uses.
    """

    __slots__ = (
        "_namespaces",
        "_number",
        "_piece",
        "_plans",
        "_reads",
        "_text",
        "_truth",
        "context",
        "dependencies",
        "problems",
        "source",
    )

    def __init__(self, source: str, namespaces: Mapping[str, str], context: str | None) -> None:
        self.source = source
        self.context = context
        self._namespaces = namespaces
        self._plans: dict[str, Plan | None] = {}
        self._reads: dict[str | None, frozenset[str]] = {}
        try:
            syntax = parse(source)
            compiler = Compiler(source, namespaces)
            self._piece = compiler.piece(syntax)
            self.dependencies: Dependencies = find_dependencies(syntax)
        except RecursionError as problem:
            raise _too_deep(source) from problem
        self.problems: tuple[XPathProblem, ...] = tuple(compiler.problems)
        self._text = as_text(self._piece)
        self._number = as_number(self._piece)
        self._truth = as_truth(self._piece)

    def __repr__(self) -> str:
        return f"Compiled({self.source!r})"

    def reads(self, context: str | None = None) -> frozenset[str]:
        """Absolute paths that it reads in the instance, without predicates.

        Args:
            context: the path of the node it is evaluated at; that given when compiling if left out.
        """
        at = self.context if context is None else context
        found = self._reads.get(at)
        if found is None:
            found = self._reads[at] = self.dependencies.reads(at)
        return found

    def value(self, node: Node, outside: Outside) -> Value:
        """The value of whatever kind. This and the following raise XPathProblem."""
        try:
            value: Value = self._piece.run(node, Frame(outside, node))
        except RecursionError as problem:
            raise _too_deep(self.source) from problem
        return value

    def string(self, node: Node, outside: Outside) -> str:
        """The value as text, as it goes into an answer: no number is "", dates are ISO."""
        try:
            return self._text(node, Frame(outside, node))
        except RecursionError as problem:
            raise _too_deep(self.source) from problem

    def number(self, node: Node, outside: Outside) -> float:
        """The value as number."""
        try:
            return float(self._number(node, Frame(outside, node)))
        except RecursionError as problem:
            raise _too_deep(self.source) from problem

    def boolean(self, node: Node, outside: Outside) -> bool:
        """The value as condition."""
        try:
            return self._truth(node, Frame(outside, node))
        except RecursionError as problem:
            raise _too_deep(self.source) from problem

    def bound_text(
        self, node: Node, outside: Outside, steady: Steady, *, anew: bool = True
    ) -> Callable[[], str] | None:
        """What gives the value as text at one node, again and again; None where `string` is to be used.

        Args:
            steady: whether a node stays where it is, and is a leaf.
            anew: whether it may be prepared, which takes as long as compiling it; else only if it was before.
        """
        return self._bound(TEXT, node, outside, steady, anew)

    def bound_truth(
        self, node: Node, outside: Outside, steady: Steady, *, anew: bool = True
    ) -> Callable[[], bool] | None:
        """The same for the value as condition, in place of `boolean`."""
        return self._bound(TRUTH, node, outside, steady, anew)

    def _bound(
        self, kind: str, node: Node, outside: Outside, steady: Steady, anew: bool
    ) -> Callable[[], Any] | None:
        if anew and kind not in self._plans:
            # Read once more: keeping the syntax of all expressions would take more memory than they do.
            self._plans[kind] = plan(parse(self.source), self.source, self._namespaces, kind)
        made = self._plans.get(kind)
        return None if made is None else made.bind(node, outside, steady)

    def nodes(self, node: Node, outside: Outside) -> list[Node]:
        """The nodes, in document order except for `randomize`; not to be changed."""
        value = self.value(node, outside)
        if not isinstance(value, list):
            raise ArgumentsWrong(
                expression=self.source, found=self.source[:20], allowed=N_("the path of a question or group")
            )
        return value


def _too_deep(source: str) -> TooComplex:
    return TooComplex(
        expression=source[:60] + "…", found=source[:20], allowed=N_("at most 120 brackets within one another")
    )


def compile_expression(
    source: str, *, namespaces: Mapping[str, str] | None = None, context: str | None = None
) -> Compiled:
    """The compiled expression; raises XPathProblem where it can't be read. Equal ones are made once.

    Args:
        source: the text.
        namespaces: prefix to URI; "" for the namespace that names without prefix may also be in.
        context: absolute path, without predicates, of the node it'll be evaluated at.
    """
    return _compiled(source, tuple(sorted((namespaces or {}).items())), context)


@lru_cache(maxsize=8192)
def _compiled(source: str, namespaces: tuple[tuple[str, str], ...], context: str | None) -> Compiled:
    return Compiled(source, dict(namespaces), context)
