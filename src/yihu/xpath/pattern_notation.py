"""Regular expressions as other engines write them, in Python's notation.

Forms are written for the engines of Java and JavaScript. Where their notation means something else
in Python, it is rewritten; what they have and Python lacks is refused by Python's own reader.
"""

from typing import Final

_OUTSIDE: Final = {
    r"\d": "[0-9]",
    r"\D": "[^0-9]",
    r"\w": "[A-Za-z0-9_]",
    r"\W": "[^A-Za-z0-9_]",
    r"\z": r"\Z",
    r"\p{L}": r"[^\W\d_]",
    r"\p{N}": r"\d",
    r"\p{Lu}": "[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]",
    r"\p{Ll}": "[a-zß-öø-ÿα-ωа-я]",
    r"\p{IsHan}": "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]",
}
_INSIDE: Final = {
    r"\d": "0-9",
    r"\w": "A-Za-z0-9_",
    r"\p{L}": "A-Za-zÀ-ÖØ-öø-\u02ff\u0370-\u1fff\u3400-\u9fff\U00020000-\U0003ffff",
    r"\p{N}": "0-9",
    r"\p{IsHan}": "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
}
_WORDS_OF_PROPERTIES: Final = {"IsAlphabetic": "L", "IsLetter": "L", "IsL": "L", "Alpha": "L", "Han": "IsHan"}


def in_python(pattern: str) -> str:
    """The pattern in Python's notation."""
    written: list[str] = []
    at, inside = 0, False
    while at < len(pattern):
        taken, rewritten = _next(pattern, at, inside)
        inside = taken == "[" or (inside and taken != "]")
        if taken == "[" and pattern[at + 1 : at + 2] == "]":
            # In Java and JavaScript a bracket right behind the opening one closes it.
            rewritten, taken, inside = "(?!)", "[]", False
        written.append(rewritten)
        at += len(taken)
    return "".join(written)


def _next(pattern: str, at: int, inside: bool) -> tuple[str, str]:
    """The characters taken, and what they become."""
    if pattern[at] == "\\":
        escape = _escape(pattern, at)
        return escape, (_INSIDE if inside else _OUTSIDE).get(_plain_name(escape), escape)
    if inside:
        return pattern[at], pattern[at]
    if pattern[at] == "$":
        return "$", r"\Z"
    if pattern.startswith("(?<", at) and pattern[at + 3 : at + 4] not in ("=", "!"):
        return "(?<", "(?P<"
    return pattern[at], pattern[at]


def _escape(pattern: str, at: int) -> str:
    """A backslash and what belongs to it."""
    if pattern[at + 1 : at + 3] in ("p{", "P{"):
        end = pattern.find("}", at)
        return pattern[at : end + 1] if end > 0 else pattern[at : at + 2]
    return pattern[at : at + 2]


def _plain_name(escape: str) -> str:
    name = escape[3:-1]
    return (
        rf"\p{{{_WORDS_OF_PROPERTIES[name]}}}"
        if escape[:3] == r"\p{" and name in _WORDS_OF_PROPERTIES
        else escape
    )
