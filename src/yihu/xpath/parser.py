"""Tokens to syntax: the whole grammar of XPath 1.0, without variables.

Chains of operators and of steps are read in loops; only brackets and arguments nest. How deep they
may nest is bounded, so that no expression can exhaust the stack here or when it is evaluated.
"""

from typing import Final, NoReturn

from yihu.base.i18n import N_
from yihu.xpath.lexer import Token, tokenize
from yihu.xpath.problems import NotReadable, TooComplex
from yihu.xpath.syntax import (
    Call,
    Chain,
    Expression,
    Filter,
    KindTest,
    Literal,
    NameTest,
    Negation,
    Number,
    Path,
    Step,
)

DEEPEST: Final = 120
"""Brackets and arguments within one another."""

PRECEDENCE: Final = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}

AXES: Final = frozenset(
    [
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "namespace",
        "parent",
        "preceding",
        "preceding-sibling",
        "self",
    ]
)
_KINDS: Final = frozenset(["node", "text", "comment", "processing-instruction"])


def parse(source: str) -> Expression:
    """The syntax of an expression; raises NotReadable, VariableRefused or TooComplex."""
    return _Reader(source).whole()


class _Reader:
    """Goes over the tokens once, from left to right."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens = tokenize(source)
        self._index = 0
        self._depth = 0

    def whole(self) -> Expression:
        read = self._expression()
        if self._token.kind != "end":
            self._expected(N_("an operator or the end of the expression"))
        return read

    # Tokens

    @property
    def _token(self) -> Token:
        return self._tokens[self._index]

    def _is(self, symbol: str, ahead: int = 0) -> bool:
        index = self._index + ahead
        token = self._tokens[min(index, len(self._tokens) - 1)]
        return token.kind == "symbol" and token.text == symbol

    def _take(self) -> Token:
        token = self._token
        if token.kind != "end":
            self._index += 1
        return token

    def _take_symbol(self, symbol: str, allowed: str) -> None:
        if not self._is(symbol):
            self._expected(allowed)
        self._take()

    def _expected(self, allowed: str) -> NoReturn:
        token = self._token
        found = token.text if token.kind != "end" else N_("the end of the expression")
        raise NotReadable(expression=self._source, at=token.at, found=found, allowed=allowed)

    # Operators

    def _expression(self) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            raise TooComplex(
                expression=self._source[:60] + "…",
                at=self._token.at,
                found=self._token.text,
                allowed=N_("at most 120 brackets within one another"),
            )
        operands, operators = [self._signed()], []
        while self._token.kind == "operator":
            operators.append(self._take())
            operands.append(self._signed())
        self._depth -= 1
        return _joined(operands, operators)

    def _signed(self) -> Expression:
        """An operand with its minus signs, and the union behind it that binds tighter than they."""
        signs = []
        while self._token.kind == "operator" and self._token.text == "-":
            signs.append(self._take().at)
        operand = self._union()
        # Of many signs only whether they are even matters; a single pair still makes it a number.
        for at in reversed(signs if len(signs) < 3 else signs[: 2 - len(signs) % 2]):
            operand = Negation(at, operand)
        return operand

    def _union(self) -> Expression:
        operands, first = [self._path()], self._token.at
        while self._token.kind == "operator" and self._token.text == "|":
            self._take()
            operands.append(self._path())
        if len(operands) == 1:
            return operands[0]
        return Chain(first, tuple(operands), ("|",) * (len(operands) - 1))

    # Paths

    def _path(self) -> Expression:
        token = self._token
        if token.kind == "symbol" and token.text in ("/", "//"):
            return self._absolute()
        if self._starts_step():
            return Path(token.at, False, tuple(self._steps()))
        return self._filtered()

    def _absolute(self) -> Path:
        at = self._token.at
        if self._take().text == "//":
            return Path(at, True, (_any_depth(at), *self._steps()))
        return Path(at, True, tuple(self._steps()) if self._starts_step() else ())

    def _filtered(self) -> Expression:
        at = self._token.at
        primary = self._primary()
        predicates = self._predicates()
        if predicates:
            primary = Filter(at, primary, predicates)
        if not (self._is("/") or self._is("//")):
            return primary
        lead = (_any_depth(at),) if self._take().text == "//" else ()
        return Path(at, False, (*lead, *self._steps()), primary)

    def _starts_step(self) -> bool:
        token = self._token
        if token.kind == "symbol":
            return token.text in (".", "..", "@", "*")
        if token.kind != "name":
            return False
        return not self._is("(", 1) or token.text in _KINDS

    def _steps(self) -> list[Step]:
        steps = [self._step()]
        while self._is("/") or self._is("//"):
            slash = self._take()
            if slash.text == "//":
                steps.append(_any_depth(slash.at))
            steps.append(self._step())
        return steps

    def _step(self) -> Step:
        token = self._token
        if self._is(".") or self._is(".."):
            self._take()
            axis = "self" if token.text == "." else "parent"
            return Step(token.at, axis, KindTest(token.at, "node"), self._predicates())
        axis = self._axis()
        test = self._test()
        return Step(token.at, axis, test, self._predicates())

    def _axis(self) -> str:
        if self._is("@"):
            self._take()
            return "attribute"
        if self._token.kind != "name" or not self._is("::", 1):
            return "child"
        if self._token.text not in AXES:
            self._expected(N_("an axis such as child, parent or ancestor"))
        axis = self._take().text
        self._take()
        return axis

    def _test(self) -> NameTest | KindTest:
        token = self._token
        if self._is("*"):
            self._take()
            return NameTest(token.at, None, "*")
        if token.kind != "name":
            self._expected(N_("the name of a question or group"))
        self._take()
        if self._is("("):
            return self._kind_test(token)
        prefix, colon, local = token.text.partition(":")
        return NameTest(token.at, prefix, local) if colon else NameTest(token.at, None, prefix)

    def _kind_test(self, name: Token) -> KindTest:
        if name.text not in _KINDS:
            self._index -= 1
            self._expected(N_("the name of a question or group"))
        self._take()
        target = self._take().text if name.text.startswith("p") and self._token.kind == "literal" else None
        self._take_symbol(")", N_("a closing bracket"))
        return KindTest(name.at, name.text, target)

    def _predicates(self) -> tuple[Expression, ...]:
        predicates = []
        while self._is("["):
            self._take()
            predicates.append(self._expression())
            self._take_symbol("]", N_("an operator or a closing square bracket"))
        return tuple(predicates)

    # Operands

    def _primary(self) -> Expression:
        token = self._token
        if token.kind == "number":
            self._take()
            return Number(token.at, float(token.text))
        if token.kind == "literal":
            self._take()
            return Literal(token.at, token.text)
        if token.kind == "name":
            return self._call()
        self._take_symbol("(", N_("a question, a number, a text in quotes, a function or a bracket"))
        inside = self._expression()
        self._take_symbol(")", N_("an operator or a closing bracket"))
        return inside

    def _call(self) -> Call:
        name = self._take()
        self._take()
        arguments: list[Expression] = []
        while not self._is(")"):
            if arguments:
                self._take_symbol(",", N_("an operator, a comma or a closing bracket"))
            arguments.append(self._expression())
        self._take()
        return Call(name.at, name.text, tuple(arguments))


def _any_depth(at: int) -> Step:
    return Step(at, "descendant-or-self", KindTest(at, "node"))


def _joined(operands: list[Expression], operators: list[Token]) -> Expression:
    """Operands and operators by precedence, equal ones from left to right, without recursion."""
    values: list[Expression] = [operands[0]]
    waiting: list[Token] = []
    for operator, operand in zip(operators, operands[1:], strict=True):
        while waiting and PRECEDENCE[waiting[-1].text] > PRECEDENCE[operator.text]:
            _join_last(values, waiting)
        waiting.append(operator)
        values.append(operand)
    while waiting:
        _join_last(values, waiting)
    return values[0]


def _join_last(values: list[Expression], waiting: list[Token]) -> None:
    """Join the run of operators of equal precedence at the end into one chain."""
    level = PRECEDENCE[waiting[-1].text]
    count = 1
    while count < len(waiting) and PRECEDENCE[waiting[-count - 1].text] == level:
        count += 1
    operators = waiting[-count:]
    joined = Chain(operators[0].at, tuple(values[-count - 1 :]), tuple(token.text for token in operators))
    del waiting[-count:]
    values[-count - 1 :] = [joined]
