"""Functions on answers of select questions: words with spaces between."""

from yihu.xpath.functions.texts import leading_integer
from yihu.xpath.library import Theme
from yihu.xpath.values import BLANKS, listed

THEME = Theme()


@THEME.plain("selected", "text text -> truth")
def selected(answer: str, choice: str) -> bool:
    return choice.strip(BLANKS) in listed(answer)


@THEME.plain("selected-at", "text text -> text")
def selected_at(answer: str, place: str) -> str:
    """Counts from 0; empty where there is no such choice."""
    choices, index = listed(answer), leading_integer(place)
    return choices[index] if index is not None and 0 <= index < len(choices) else ""


@THEME.plain("count-selected", "text -> number")
def count_selected(answer: str) -> float:
    return float(len(listed(answer))) if answer.strip(BLANKS) else 0.0
