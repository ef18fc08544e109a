"""Text of an expression to tokens."""

import re
from dataclasses import dataclass
from typing import Final

from yihu.base.i18n import N_
from yihu.xpath.problems import NotReadable, VariableRefused

LONGEST: Final = 200_000
"""Characters of an expression; longer ones are no expressions but mistakes."""

_NAME_START: Final = r"A-Za-z_\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_NCNAME: Final = rf"[{_NAME_START}][{_NAME_START}0-9.\-\u0300-\u036f\u203f\u2040]*"

_BLANK = re.compile(r"[ \t\r\n\u00a0]*")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_NAME = re.compile(rf"{_NCNAME}(?::(?!:)(?:{_NCNAME}|\*))?")
_WORD_OPERATOR = re.compile(rf"(?:and|or|mod|div)(?![{_NAME_START}])")
_SYMBOL = re.compile(r"\.\.|::|//|!=|<=|>=|[()\[\].@,/|+\-=<>*]")
_QUOTES: Final = "“”„‟‘’‚‛＂＇«»"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an expression.

    Attributes:
        kind: number, literal, name, operator (word or symbol that joins operands), symbol or end.
        text: as written; of a literal, what the quotes hold.
        at: characters before it.
    """

    kind: str
    text: str
    at: int


_SYMBOL_OPERATORS: Final = frozenset(["!=", "<=", ">=", "|", "+", "-", "=", "<", ">", "*"])


def tokenize(source: str) -> list[Token]:
    """The tokens, an `end` behind them; raises NotReadable or VariableRefused."""
    if len(source) > LONGEST:
        raise NotReadable(
            expression=source[:60] + "…", at=LONGEST, found="…", allowed=N_("the end of the expression")
        )
    tokens: list[Token] = []
    at = _blank_end(source, 0)
    while at < len(source):
        token, at = _next(source, at, operand_before=_ends_operand(tokens))
        tokens.append(token)
        at = _blank_end(source, at)
    tokens.append(Token("end", "", len(source)))
    return tokens


def _blank_end(source: str, at: int) -> int:
    found = _BLANK.match(source, at)
    return found.end() if found is not None else at


def _ends_operand(tokens: list[Token]) -> bool:
    """Whether what was read so far may stand before an operator; then `*`, `and`, `div` are operators."""
    if not tokens:
        return False
    last = tokens[-1]
    if last.kind == "symbol":
        return last.text in (")", "]", ".", "..", "*")
    return last.kind != "operator"


def _next(source: str, at: int, *, operand_before: bool) -> tuple[Token, int]:
    if source[at] in "\"'":
        return _literal(source, at)
    if operand_before and (word := _WORD_OPERATOR.match(source, at)):
        return Token("operator", word[0], at), word.end()
    if number := _NUMBER.match(source, at):
        return Token("number", number[0], at), number.end()
    if name := _NAME.match(source, at):
        return Token("name", name[0], at), name.end()
    if symbol := _SYMBOL.match(source, at):
        operator = symbol[0] in _SYMBOL_OPERATORS and (symbol[0] != "*" or operand_before)
        return Token("operator" if operator else "symbol", symbol[0], at), symbol.end()
    raise _unreadable(source, at)


def _literal(source: str, at: int) -> tuple[Token, int]:
    end = source.find(source[at], at + 1)
    if end < 0:
        raise NotReadable(
            expression=source, at=at, found=source[at:], allowed=N_("a text that ends with the same quote")
        )
    return Token("literal", source[at + 1 : end], at), end + 1


def _unreadable(source: str, at: int) -> NotReadable | VariableRefused:
    if source[at] == "$":
        found = re.match(r"\$\{?[^\s{}()\[\],]*\}?", source[at:])
        shown = found[0] if found is not None else "$"
        return VariableRefused(expression=source, at=at, found=shown, allowed=N_("the path of a question"))
    if source[at] in _QUOTES:
        return NotReadable(
            expression=source, at=at, found=source[at], allowed=N_("a straight quote (' or \")")
        )
    return NotReadable(
        expression=source,
        at=at,
        found=source[at],
        allowed=N_("a name, a number, a text in quotes or an operator"),
    )
