"""Expressions put right: signs of other languages and keyboards, words in capitals, brackets too many."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.formulas import can_be_read, expression_cells
from yihu.forms.problems import Problem
from yihu.forms.repair_notes import Mender, told
from yihu.forms.sheets import Sheet, Workbook

_TEXTS = re.compile(r"""('[^']*'|"[^"]*"|\$\{[^{}]*\})""")
"""What stands in quotes or names a question isn't touched."""
_WIDE: Final = {each: chr(each - 0xFEE0) for each in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_SIGNS: Final = {
    "≥": ">=", "≤": "<=", "≠": "!=", "−": "-", "–": "-", "—": "-", "×": "*", "÷": " div ", "、": ",", "…": "...",
    **dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)), **dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True)),
}  # fmt: skip
_PLAIN: Final[dict[int, str]] = {**_WIDE, **{ord(sign): text for sign, text in _SIGNS.items()}}
_QUOTES: Final[dict[int, str]] = {ord(quote): "'" for quote in "‘’´`‚＇"} | {
    ord(quote): '"' for quote in "“”„«»＂"
}
_OPERATORS: Final = (
    (re.compile(r"!==|<>"), "!="), (re.compile(r"={2,}"), "="), (re.compile(r"=>"), ">="), (re.compile(r"=<"), "<="),
    (re.compile(r"&&"), " and "), (re.compile(r"\|\|"), " or "),
    (re.compile(r"\b(AND|And)\b"), "and"), (re.compile(r"\b(OR|Or)\b"), "or"),
    (re.compile(r"\b(DIV|Div)\b"), "div"), (re.compile(r"\b(MOD|Mod)\b"), "mod"),
)  # fmt: skip
_FUNCTION = re.compile(r"(?<![\w:/.\-$])([A-Za-z][A-Za-z\-]*)(?=\s*\()")
_KNOWN_FUNCTIONS: Final = frozenset((
    "if", "not", "true", "false", "and", "or", "selected", "selected-at", "count-selected", "count", "sum", "max", "min", "round", "int",
    "number", "string", "concat", "coalesce", "once", "regex", "today", "now", "date", "format-date", "string-length", "contains",
    "starts-with", "ends-with", "position", "indexed-repeat", "join", "substr", "pow", "abs", "decimal-date-time", "date-time", "pulldata",
))  # fmt: skip
_END = re.compile(r"[\s;；。]+$")


def _outside_texts(change: Callable[[str], str], expression: str) -> str:
    parts = _TEXTS.split(expression)
    return "".join(part if at % 2 else change(part) for at, part in enumerate(parts))


def _straight_quotes(expression: str) -> str:
    """Where quotes are straight already, typographic ones within them are part of the text."""
    return _outside_texts(lambda part: part.translate(_QUOTES), expression)


def _other_signs(expression: str) -> str:
    return _outside_texts(lambda part: part.translate(_PLAIN), expression)


def _other_operators(expression: str) -> str:
    for pattern, after in _OPERATORS:
        expression = _outside_texts(lambda part, p=pattern, a=after: p.sub(a, part), expression)  # type: ignore[misc]
    return expression


def _small_functions(expression: str) -> str:
    def small(found: re.Match[str]) -> str:
        return found[1].lower() if found[1].lower() in _KNOWN_FUNCTIONS else found[1]

    return _outside_texts(lambda part: _FUNCTION.sub(small, part), expression)


def _without_end(expression: str) -> str:
    return _END.sub("", expression)


def _semicolons(expression: str) -> str:
    return _outside_texts(lambda part: part.replace(";", ","), expression)


def _without_surplus_brackets(expression: str) -> str:
    surplus = expression.count(")") - expression.count("(")
    return (
        expression.rstrip()[:-surplus]
        if surplus > 0 and expression.rstrip().endswith(")" * surplus)
        else expression
    )


def _with_closing_brackets(expression: str) -> str:
    opened = _outside_texts(lambda part: part, _TEXTS.sub("", expression))
    lacking = opened.count("(") - opened.count(")")
    return expression + ")" * lacking if 0 < lacking <= 2 else expression


_Way = tuple[str, str, Callable[[str], str]]

_ALWAYS: Final[tuple[_Way, ...]] = (
    ("quotes-straightened", N_("Typographic quotes in an expression were made straight."), _straight_quotes),
    ("signs-replaced", N_("Signs that expressions don't have were replaced by those they have: “{after}”."), _other_signs),
    ("function-respelled", N_("Names of functions are written small: “{after}”."), _small_functions),
)  # fmt: skip
_WHERE_UNREADABLE: Final[tuple[_Way, ...]] = (
    ("expression-end-cut", N_("Signs behind the end of an expression were removed."), _without_end),
    ("operator-replaced", N_("An operator of another language was written as expressions have it: “{after}”."), _other_operators),
    ("semicolons-replaced", N_("Semicolons between what a function is given were taken as commas."), _semicolons),
    ("bracket-removed", N_("A closing bracket too many was removed."), _without_surplus_brackets),
    ("bracket-added", N_("A closing bracket that lacked at the end was added."), _with_closing_brackets),
)  # fmt: skip


def write_expressions(workbook: Workbook) -> Iterator[Problem]:
    """Signs, quotes and names that have one right way at once; others only where the expression can then be read."""
    for sheet, row, column in expression_cells(workbook):
        cells = sheet.cells_at(row)
        for code, message, change in _ALWAYS:
            before = cells[column]
            after = change(before)
            if after != before and can_be_read(_best(after)) >= can_be_read(before):
                cells[column] = after
                yield told(sheet, row, column, code, message, before, after)
        yield from _until_readable(sheet, row, column)


def _best(expression: str) -> str:
    """As it is when all that may help was done, so that one change isn't judged without the next."""
    for _code, _message, change in _WHERE_UNREADABLE:
        if can_be_read(expression):
            return expression
        expression = change(expression)
    return expression


def _until_readable(sheet: Sheet, row: int, column: str) -> Iterator[Problem]:
    cells = sheet.cells_at(row)
    if can_be_read(cells[column]) or not can_be_read(_best(cells[column])):
        return
    for code, message, change in _WHERE_UNREADABLE:
        before = cells[column]
        after = change(before)
        if can_be_read(before):
            return
        if after != before:
            cells[column] = after
            yield told(sheet, row, column, code, message, before, after)


EXPRESSION_MENDERS: Final[tuple[Mender, ...]] = (write_expressions,)
