"""Expressions bound to the nodes that they read: one Python function for each of them.

A form asks for the same few hundred expressions over and over, at nodes that stay where they are. Closures
within closures find those nodes anew each time, and lie scattered in memory; one function that
knows its nodes is several times as quick. `plan` writes an expression as Python once, in principle

    /data/sex = 'f' and round(/data/wage, 1) > 1000    becomes
    def bound(n0, n1, v0, v1, v2, v3): return n0.text == v0 and v1(number(n1), v2) > v3

Nothing that a form says gets into the code: nodes, numbers and texts are its arguments, so that equal
shapes share one code, which Python has then warmed up. What isn't known here stays the closure that the
compiler makes of it, called from within. The values are the same in all cases (tests compare them).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any, Final, TypeGuard

from yihu.xpath.compiler import Compiler
from yihu.xpath.functions import FUNCTIONS
from yihu.xpath.library import Plain
from yihu.xpath.operators import ARITHMETIC, RELATIONS, divide, remainder
from yihu.xpath.outside import Outside
from yihu.xpath.pieces import (
    ANY,
    NODES,
    NUMBER,
    TEXT,
    TRUTH,
    AsNodes,
    Frame,
    Piece,
    as_number,
    as_text,
    as_truth,
)
from yihu.xpath.syntax import Call, Chain, Expression, KindTest, Literal, NameTest, Negation, Number, Path
from yihu.xpath.tree import Node
from yihu.xpath.values import (
    BLANKS,
    KNOWN_NUMBERS,
    listed,
    node_number,
    read_number,
    to_boolean,
    to_string,
    write_number,
)

Steady = Callable[[Node], bool]
"""Whether a node stays where it is as long as the tree is used, and holds nothing but text."""

LONGEST: Final = 40
"""Parts of an expression that is written as one function; Python reads at most 200 brackets in one another."""

_WORLD: Final[dict[str, object]] = {
    "__builtins__": {},
    "known": KNOWN_NUMBERS.get,
    "node_number": node_number,
    "read_number": read_number,
    "write_number": write_number,
    "to_boolean": to_boolean,
    "divide": divide,
    "remainder": remainder,
    "listed": listed,
    "blanks": BLANKS,
}
"""All that the functions see besides their arguments."""

_TO_TEXT: Final = {
    TEXT: "{0}",
    NODES: "{0}.text",
    TRUTH: "('true' if {0} else 'false')",
    NUMBER: "write_number({0})",
}
_TO_NUMBER: Final = {
    TEXT: "(x if (x := known(t := {0})) is not None else read_number(t, outside))",
    NODES: "(x if (x := known({0}.text)) is not None else node_number({0}, outside))",
    TRUTH: "(1.0 if {0} else 0.0)",
    NUMBER: "{0}",
}
_TO_TRUTH: Final = {TEXT: "({0} != '')", NODES: "True", TRUTH: "{0}", NUMBER: "to_boolean({0})"}
_ARITHMETIC: Final = {
    "+": "({0} + {1})",
    "-": "({0} - {1})",
    "*": "({0} * {1})",
    "div": "divide({0}, {1})",
    "mod": "remainder({0}, {1})",
}
_SPECIAL: Final = {"if": (3, 3, ANY), "coalesce": (1, 99, TEXT), "selected": (2, 2, TRUTH)}
"""Functions without a signature that are written here: least and most arguments, kind."""

_WORDS: Final = frozenset((TEXT, NUMBER, TRUTH))


class Plan:
    """How to bind an expression."""

    __slots__ = ("_code", "_paths", "_values", "_whole")

    def __init__(
        self, code: CodeType, paths: Sequence[AsNodes], values: Sequence[object], whole: bool
    ) -> None:
        self._code = code
        self._paths = paths
        self._values = values
        self._whole = whole

    def bind(self, node: Node, outside: Outside, steady: Steady) -> Callable[[], Any] | None:
        """The expression at a node as a function; None if it reads nodes that may come and go."""
        frame = Frame(outside, node)
        nodes: list[Node] = []
        for path in self._paths:
            found = path(node, frame)
            if len(found) != 1 or not steady(found[0]):
                return None
            nodes.append(found[0])
        around = (outside, node, frame) if self._whole else (outside,)
        return FunctionType(self._code, _WORLD, "bound", (*around, *nodes, *self._values))


def plan(syntax: Expression, source: str, namespaces: Mapping[str, str], kind: str) -> Plan | None:
    """How to bind an expression that is wanted as TEXT or as TRUTH; None if that gains nothing."""
    writer = _Writer(Compiler(source, namespaces))
    if _parts(syntax) > LONGEST or not writer.knows(syntax):
        return None
    body = writer.text(syntax) if kind == TEXT else writer.truth(syntax)
    around = ("outside", "node", "frame") if writer.whole else ("outside",)
    names = (*around, *writer.paths, *writer.values)
    return Plan(
        _code(", ".join(names), body), [*writer.paths.values()], [*writer.values.values()], writer.whole
    )


@lru_cache(maxsize=2048)
def _code(names: str, body: str) -> CodeType:
    module = compile(f"def bound({names}): return {body}", "<expression>", "exec")
    return next(each for each in module.co_consts if isinstance(each, CodeType))


def _parts(expression: Expression) -> int:
    match expression:
        case Chain():
            return 1 + sum(map(_parts, expression.operands))
        case Call():
            return 1 + sum(map(_parts, expression.arguments))
        case Negation():
            return 1 + _parts(expression.operand)
    return 1


class _Writer:
    """Writes one expression as Python.

    Attributes:
        paths: name of an argument -> what finds its node.
        values: name of an argument -> number, text, function of the library, or closure.
        whole: whether a closure is among them, which wants the node and the frame.
    """

    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler
        self._pieces: dict[int, Piece] = {}
        self._names: dict[object, str] = {}
        self.paths: dict[str, AsNodes] = {}
        self.values: dict[str, object] = {}
        self.whole = False

    # What a part is wanted as

    def text(self, part: Expression) -> str:
        """Python for the value of a part as text."""
        if isinstance(part, Number):
            return self._value(to_string(part.value))
        return self._wanted(part, self.text, _TO_TEXT, as_text)

    def number(self, part: Expression) -> str:
        """The same as number."""
        return self._wanted(part, self.number, _TO_NUMBER, as_number)

    def truth(self, part: Expression) -> str:
        """The same as condition."""
        return self._wanted(part, self.truth, _TO_TRUTH, as_truth)

    def _wanted(
        self,
        part: Expression,
        same: Callable[[Expression], str],
        ways: Mapping[str, str],
        closure: Callable[[Piece], Any],
    ) -> str:
        if _is_choice(part):
            condition, yes, no = part.arguments
            return f"({same(yes)} if {self.truth(condition)} else {same(no)})"
        if self.knows(part):
            return ways[self.kind(part)].format(self._own(part))
        self.whole = True
        return f"{self._value(closure(self._piece(part)))}(node, frame)"

    # What is known of a part

    def knows(self, part: Expression) -> bool:
        """Whether a part is written as Python, not called as closure."""
        match part:
            case Number() | Literal() | Negation():
                return True
            case Path():
                return _is_plain(part) and self._piece(part).kind == NODES
            case Chain():
                sign = part.operators[0]
                return sign in ("and", "or", *ARITHMETIC) or (sign != "|" and self._compares(part))
            case Call():
                return self._knows_call(part)
        return False

    def _compares(self, chain: Chain) -> bool:
        return len(chain.operands) == 2 and all(
            self.knows(each) if isinstance(each, Path) else self.kind(each) in (TEXT, NUMBER, TRUTH)
            for each in chain.operands
        )

    def _knows_call(self, call: Call) -> bool:
        if call.name in _SPECIAL:
            least, most, _ = _SPECIAL[call.name]
            return least <= len(call.arguments) <= most
        plain = _plain(call)
        return plain is not None and all(word in _WORDS for word in plain.words(len(call.arguments)))

    def kind(self, part: Expression) -> str:
        """What kind of value a part has."""
        match part:
            case Number() | Negation():
                return NUMBER
            case Literal():
                return TEXT
            case Chain() if part.operators[0] != "|":
                return NUMBER if part.operators[0] in ARITHMETIC else TRUTH
            case Call() if _is_choice(part):
                kinds = {self.kind(branch) for branch in part.arguments[1:]}
                return kinds.pop() if len(kinds) == 1 else ANY
            case Call() if self._knows_call(part):
                plain = _plain(part)
                return plain.kind if plain is not None else _SPECIAL[part.name][2]
        return self._piece(part).kind

    def _piece(self, part: Expression) -> Piece:
        """The part as closure."""
        found = self._pieces.get(id(part))
        if found is None:
            found = self._pieces[id(part)] = self._compiler.piece(part)
        return found

    # Parts as they are

    def _own(self, part: Expression) -> str:
        """Python for the value of a part that is known; of a path, for its node."""
        match part:
            case Number() | Literal():
                return self._value(part.value)
            case Negation():
                return f"(-{self.number(part.operand)})"
            case Path():
                return self._path(part)
            case Chain():
                return self._chain(part)
            case Call():
                return self._call(part)
        raise TypeError(part)

    def _chain(self, chain: Chain) -> str:
        sign = chain.operators[0]
        if sign in ("and", "or"):
            return f"({f' {sign} '.join(map(self.truth, chain.operands))})"
        if sign not in ARITHMETIC:
            return self._comparison(sign, *chain.operands)
        written = self.number(chain.operands[0])
        for sign, operand in zip(chain.operators, chain.operands[1:], strict=True):
            written = _ARITHMETIC[sign].format(written, self.number(operand))
        return written

    def _comparison(self, sign: str, left: Expression, right: Expression) -> str:
        kinds = {self.kind(left), self.kind(right)}
        wanted = self.truth if TRUTH in kinds else self.number if NUMBER in kinds else self.text
        if sign in RELATIONS:
            return f"({self.number(left)} {sign} {self.number(right)})"
        return f"({wanted(left)} {'==' if sign == '=' else '!='} {wanted(right)})"

    def _call(self, call: Call) -> str:
        if call.name == "coalesce":
            return f"({' or '.join(map(self.text, call.arguments))})"
        if call.name == "selected":
            return self._selected(*call.arguments)
        plain = _plain(call)
        assert plain is not None
        words = plain.words(len(call.arguments))
        given = [getattr(self, word)(each) for word, each in zip(words, call.arguments, strict=True)]
        if call.name == "not":
            return f"(not {given[0]})"
        return f"{self._value(plain.body)}({', '.join((['outside'] if plain.outside else []) + given)})"

    def _selected(self, answer: Expression, choice: Expression) -> str:
        wanted = (
            self._value(choice.value.strip(BLANKS))
            if isinstance(choice, Literal)
            else f"{self.text(choice)}.strip(blanks)"
        )
        return f"({wanted} in listed({self.text(answer)}))"

    def _path(self, path: Path) -> str:
        run = self._piece(path).run
        name = self._names.setdefault(run, f"n{len(self.paths)}")
        self.paths[name] = run
        return name

    def _value(self, value: object) -> str:
        name = self._names.setdefault((type(value), value), f"v{len(self.values)}")
        self.values[name] = value
        return name


def _is_choice(part: Expression) -> TypeGuard[Call]:
    return isinstance(part, Call) and part.name == "if" and len(part.arguments) == 3


def _is_plain(path: Path) -> bool:
    """Whether its steps lead up, then down by names alone, so that nothing that is answered decides where."""
    return path.start is None and all(
        not step.predicates
        and (
            (step.axis in ("parent", "self") and step.test == KindTest(step.test.at, "node"))
            or (step.axis == "child" and isinstance(step.test, NameTest) and step.test.local != "*")
        )
        for step in path.steps
    )


def _plain(call: Call) -> Plain | None:
    """What a call comes to, if it is one that can be made here: it refuses nothing, and all is given."""
    function = FUNCTIONS.get(call.name)
    if function is None or function.plain is None or function.refuses or len(call.arguments) < function.least:
        return None
    given, parameters = len(call.arguments), function.plain.parameters
    if function.most is not None and given > function.most:
        return None
    return None if given < len(parameters) and parameters[given][-1] == "." else function.plain
