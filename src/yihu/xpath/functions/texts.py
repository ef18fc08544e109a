"""Functions on text."""

from collections.abc import Sequence
from itertools import chain
from math import floor, inf, isnan

from yihu.base.i18n import N_
from yihu.xpath.library import Theme, Unfit, as_texts
from yihu.xpath.outside import Outside
from yihu.xpath.patterns import find_pattern
from yihu.xpath.pieces import ANY, NODES, TEXT, AsText, Frame, Piece, as_text
from yihu.xpath.tree import Node
from yihu.xpath.values import normalized

THEME = Theme()


@THEME.plain("string", "text. -> text")
def string(text: str) -> str:
    return text


@THEME.special("concat", 0, None)
def concat(arguments: Sequence[Piece]) -> Piece:
    parts = [_all_text(piece) for piece in arguments]
    return Piece(TEXT, lambda node, frame: "".join([part(node, frame) for part in parts]))


def _all_text(piece: Piece) -> AsText:
    """The text of all nodes together, or of the one value."""
    if piece.kind not in (NODES, ANY):
        return as_text(piece)
    texts = as_texts(piece)

    def joined(node: Node, frame: Frame) -> str:
        found = texts(node, frame)
        return found[0] if len(found) == 1 else "".join(found)

    return joined


@THEME.plain("join", "text texts* -> text")
def join(between: str, *texts: list[str]) -> str:
    return between.join(chain.from_iterable(texts))


@THEME.plain("starts-with", "text text -> truth")
def starts_with(text: str, start: str) -> bool:
    return text.startswith(start)


@THEME.plain("ends-with", "text text -> truth")
def ends_with(text: str, end: str) -> bool:
    return text.endswith(end)


@THEME.plain("contains", "text text -> truth")
def contains(text: str, part: str) -> bool:
    return part in text


@THEME.plain("substring-before", "text text -> text")
def substring_before(text: str, mark: str) -> str:
    before, found, _ = text.partition(mark) if mark else ("", "", "")
    return before if found else ""


@THEME.plain("substring-after", "text text -> text")
def substring_after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


@THEME.plain("substring", "text number number? -> text")
def substring(text: str, start: float, length: float = inf) -> str:
    """XPath 1.0 counts from 1 and rounds: characters from `start` up to, but not, `start + length`."""
    first = _rounded(start)
    end = first + _rounded(length)
    if isnan(first) or isnan(end):
        return text if start == -inf and length == inf else ""
    return text[_place(first - 1, text) : _place(end - 1, text)]


def _rounded(number: float) -> float:
    return number if isnan(number) or abs(number) == inf else float(floor(number + 0.5))


def _place(number: float, text: str) -> int:
    return int(min(max(number, 0), len(text)))


@THEME.plain("substr", "text text text? -> text")
def substr(text: str, start: str, end: str | None = None) -> str:
    """Counts from 0, from the end for negative numbers; up to, but not, `end`."""
    first = leading_integer(start)
    last = len(text) if end is None else leading_integer(end)
    if first is None or last is None:
        return ""
    return text[_counted(first, text) : _counted(last, text)]


def _counted(place: int, text: str) -> int:
    return min(max(place + len(text) if place < 0 else place, 0), len(text))


def leading_integer(text: str) -> int | None:
    """The whole number that a text begins with; None if it doesn't."""
    text = text.lstrip()
    sign, digits = (text[:1], text[1:]) if text[:1] in "+-" else ("", text)
    end = 0
    while end < len(digits) and digits[end] in "0123456789":
        end += 1
    return int(sign + digits[:end]) if 0 < end < 100 else None


@THEME.plain("string-length", "text. -> number")
def string_length(text: str) -> float:
    """In UTF-16 units, as every ODK engine counts: a rare character such as 𠮷 is two."""
    return float(len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2)


@THEME.plain("normalize-space", "text. -> text")
def normalize_space(text: str) -> str:
    return normalized(text)


@THEME.plain("translate", "text text text -> text")
def translate(text: str, searched: str, replaced: str) -> str:
    table: dict[int, str] = {}
    for place, character in enumerate(searched):
        table.setdefault(ord(character), replaced[place : place + 1])
    return text.translate(table)


@THEME.plain("regex", "text text -> truth", refuses=True)
def regex(text: str, pattern: str) -> bool:
    return find_pattern(pattern, text)


@THEME.plain("uuid", "number? -> text", outside=True, impure=True, refuses=True)
def uuid(outside: Outside, length: float | None = None) -> str:
    if length is None:
        return outside.new_uuid()
    if isnan(length) or abs(length) > 10_000:
        raise Unfit("NaN" if isnan(length) else str(length), N_("a length up to 10,000"))
    drawn = ""
    while len(drawn) < length:
        drawn += outside.new_uuid()
    return drawn[: max(int(length), 0)]
