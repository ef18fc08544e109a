"""Expressions as read: what the parser gives and the compiler takes. Every part knows its place."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A number written out."""

    at: int
    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    """A quoted text."""

    at: int
    value: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments; `name` with its prefix."""

    at: int
    name: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands with equal operators between them, from left to right: `a + b - c`.

    Attributes:
        operators: one fewer than operands, all of one precedence.
    """

    at: int
    operands: tuple["Expression", ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """A minus before an operand."""

    at: int
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class NameTest:
    """Tests nodes by name; `*` for any prefix or local name, prefix None where none is written."""

    at: int
    prefix: str | None
    local: str


@dataclass(frozen=True, slots=True)
class KindTest:
    """Tests nodes by kind: node, text, comment, processing-instruction (with its target, if written)."""

    at: int
    kind: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path."""

    at: int
    axis: str
    test: NameTest | KindTest
    predicates: tuple["Expression", ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the document (`absolute`), from the nodes of `start`, or from the context node."""

    at: int
    absolute: bool
    steps: tuple[Step, ...]
    start: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Filter:
    """An expression of nodes with predicates behind it: `instance('x')[1]`."""

    at: int
    primary: "Expression"
    predicates: tuple["Expression", ...]


Expression: TypeAlias = Number | Literal | Call | Chain | Negation | Path | Filter
