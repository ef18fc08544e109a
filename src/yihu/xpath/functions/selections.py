"""Functions on answers of select questions: words with spaces between."""

from collections.abc import Sequence

from yihu.xpath.functions.texts import leading_integer
from yihu.xpath.library import Theme
from yihu.xpath.pieces import TRUTH, Piece, as_text
from yihu.xpath.values import BLANKS, listed

THEME = Theme()


@THEME.special("selected", 2, 2)
def selected(arguments: Sequence[Piece]) -> Piece:
    answer, choice = as_text(arguments[0]), as_text(arguments[1])
    written = arguments[1].constant
    if isinstance(written, str):
        wanted = written.strip(BLANKS)
        return Piece(TRUTH, lambda node, frame: wanted in listed(answer(node, frame)))
    return Piece(TRUTH, lambda node, frame: choice(node, frame).strip(BLANKS) in listed(answer(node, frame)))


@THEME.plain("selected-at", "text text -> text")
def selected_at(answer: str, place: str) -> str:
    """Counts from 0; empty where there is no such choice."""
    choices, index = listed(answer), leading_integer(place)
    return choices[index] if index is not None and 0 <= index < len(choices) else ""


@THEME.plain("count-selected", "text -> number")
def count_selected(answer: str) -> float:
    return float(len(listed(answer))) if answer.strip(BLANKS) else 0.0
