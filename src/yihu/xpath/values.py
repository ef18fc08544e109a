"""Values of expressions and how one kind becomes another, as ODK Web Forms does it.

A value is a bool, a float, a str, a Moment (a float with its own text) or a list of nodes. Numbers
read and write as in JavaScript, where ODK's engines differ from XPath 1.0: "1.1e6" is a number,
a blank text is 0 but an empty one none, and what isn't a number has the empty text.
"""

import re
from math import inf, isinf, isnan, nan
from typing import Final, Protocol, TypeAlias

from yihu.xpath.node import Node


class Calendar(Protocol):
    """What knows which moment a date is in its place."""

    def read_moment_ms(self, text: str) -> int | None:
        """Milliseconds since 1970 of an ISO date or time; None for other text."""
        ...


BLANKS: Final = " \t\n\r"
"""White space of XML; other characters that look blank count as text."""

_PLAIN_NUMBER = re.compile(
    r"[ \t\n\r\f\v]*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)[ \t\n\r\f\v]*"
)
_CODED_NUMBER = re.compile(r"\s*0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)\s*")
_INFINITE_NUMBER = re.compile(r"\s*([-+]?)Infinity\s*")


class Moment(float):
    """A point in time as a number of days since 1970-01-01 UTC, that remembers its text.

    Attributes:
        text: ISO text of the local time; a midnight is a date alone.
        truth: what it is as a condition.
    """

    __slots__ = ("text", "truth")

    text: str
    truth: bool

    def __new__(cls, days: float, text: str, *, truth: bool) -> "Moment":
        moment = super().__new__(cls, days)
        moment.text = text
        moment.truth = truth
        return moment


Value: TypeAlias = bool | float | str | list[Node]


def write_number(number: float) -> str:
    """A number as text: "" for none, no exponent below 1e21."""
    if type(number) is not float:
        return number.text if isinstance(number, Moment) else write_number(float(number))
    if number.is_integer() and -1e21 < number < 1e21:
        return str(int(number))
    if isnan(number):
        return ""
    if isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return _write_digits(number)


def _write_digits(number: float) -> str:
    text = repr(number)
    mantissa, exponential, exponent = text.partition("e")
    if not exponential:
        return text if abs(number) >= 1e-6 else _with_exponent(number)
    if int(exponent) >= 21 or int(exponent) < -6:
        return f"{mantissa}e{int(exponent):+d}" if int(exponent) > 0 else f"{mantissa}e{int(exponent)}"
    return (
        format(number, "f").rstrip("0")
        if int(exponent) > 0
        else f"{number:.{_decimals(mantissa, int(exponent))}f}"
    )


def _decimals(mantissa: str, exponent: int) -> int:
    return len(mantissa.lstrip("-").replace(".", "")) - 1 - exponent


def _with_exponent(number: float) -> str:
    mantissa, _, exponent = f"{number:e}".partition("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"


_MOST_KNOWN: Final = 4096
KNOWN_NUMBERS: Final[dict[str, float]] = {}
"""Texts read lately that are plain numbers; the same few are read again and again."""


def read_number(text: str, calendar: Calendar) -> float:
    """The number that a text is; the days of a date; NaN for anything else."""
    known = KNOWN_NUMBERS.get(text)
    if known is not None:
        return known
    found = _PLAIN_NUMBER.fullmatch(text)
    if found is not None:
        if len(KNOWN_NUMBERS) >= _MOST_KNOWN:
            KNOWN_NUMBERS.clear()
        KNOWN_NUMBERS[text] = number = float(found[1])
        return number
    return _read_rare_number(text, calendar) if text else nan


def _read_rare_number(text: str, calendar: Calendar) -> float:
    moment_ms = calendar.read_moment_ms(text)
    if moment_ms is not None:
        return moment_ms / 86_400_000
    if not text.strip():
        return 0.0
    if _CODED_NUMBER.fullmatch(text):
        return float(int(text.strip(), 0))
    infinite = _INFINITE_NUMBER.fullmatch(text)
    if infinite is None:
        return nan
    return -inf if infinite[1] == "-" else inf


def node_number(node: Node, calendar: Calendar) -> float:
    """The number that a node's text is; a blank answer is none."""
    text = node.text if not node.children else node.string()
    known = KNOWN_NUMBERS.get(text)
    if known is not None:
        return known
    return read_number(text, calendar) if text.strip(BLANKS) else nan


def to_string(value: Value) -> str:
    """Any value as text; of nodes, the first one's."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return value.text if isinstance(value, Moment) else write_number(value)
    return value[0].string() if value else ""


def to_number(value: Value, calendar: Calendar) -> float:
    """Any value as number; of nodes, the first one's."""
    if isinstance(value, str):
        return read_number(value, calendar)
    if isinstance(value, list):
        return node_number(value[0], calendar) if value else nan
    return float(value) if isinstance(value, bool) else value


def to_boolean(value: Value) -> bool:
    """Any value as condition; nodes are true when there are any."""
    if isinstance(value, float):
        return value.truth if isinstance(value, Moment) else value != 0 and not isnan(value)
    return bool(value)


def node_boolean(node: Node) -> bool:
    """A single node as condition, where each counts on its own: true unless blank."""
    return node.string().strip(BLANKS) != ""


def normalized(text: str) -> str:
    """Without white space at the ends, and single spaces inside."""
    return " ".join(listed(text)) if text else ""


def listed(text: str) -> list[str]:
    """The words of a text as in a select_multiple's answer; one empty word for a blank text."""
    if text.isprintable():
        # Then its only white space is plain blanks, and Python's quick way is right.
        return text.split() or [""]
    return _WORDS.split(text.strip(BLANKS))


_WORDS = re.compile(r"[ \t\n\r]+")
