"""Where a text may be broken into lines, as Chinese print does it."""

import re

from yihu.printing.typefaces import text_width

_NOT_AT_START = "–，。、；：？！）》】」』”’％…·〉〕,.;:?!)%]}"
_NOT_AT_END = "（《【「『“‘〈〔([{"
_WORD = r"[0-9A-Za-z\u00c0-\u024f'+\-*/&@#=_.,:~]"
_HYPHENATED = r"[A-Za-z\u00c0-\u024f']{2,}-(?=[A-Za-z])"
"""A word may be broken behind its hyphen; a date or a number may not."""

_UNIT = re.compile(
    rf"\s+|[{re.escape(_NOT_AT_END)}]*(?:{_HYPHENATED}|{_WORD}+|[^\s])[{re.escape(_NOT_AT_START)}]*",
    re.DOTALL,
)
_UNPRINTABLE = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e01ef]"
)


def printable(text: str) -> str:
    """The text without what has no shape: controls, variation selectors, marks of direction."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def break_lines(text: str, width_pt: float, size_pt: float, bold: bool = False) -> list[str]:
    """The text in lines no wider than `width_pt`; at least one line, empty for an empty text.

    No line begins with a closing mark or ends with an opening one; words and figures stay whole
    unless they are wider than the line.
    """
    lines: list[str] = []
    for paragraph in printable(text).split("\n"):
        if text_width(paragraph, size_pt, bold) <= width_pt:
            lines.append(paragraph.strip())
        else:
            lines.extend(_broken(paragraph.strip(), width_pt, size_pt, bold))
    return lines


def _broken(paragraph: str, width_pt: float, size_pt: float, bold: bool) -> list[str]:
    lines, line, used = [], "", 0.0
    for unit in _UNIT.findall(paragraph):
        width = text_width(unit, size_pt, bold)
        if used + width > width_pt and line:
            lines.append(line.rstrip())
            line, used, unit = "", 0.0, unit.lstrip()
            width = text_width(unit, size_pt, bold)
        if width > width_pt:
            *whole, unit = _cut(unit, width_pt, size_pt, bold)
            lines.extend(whole)
            width = text_width(unit, size_pt, bold)
        line, used = line + unit, used + width
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _cut(unit: str, width_pt: float, size_pt: float, bold: bool) -> list[str]:
    """A unit too wide for one line, broken between any two characters."""
    pieces, piece = [], ""
    for character in unit:
        if piece and text_width(piece + character, size_pt, bold) > width_pt:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]


def first_lines(text: str, lines: int, width_pt: float, size_pt: float) -> str:
    """As much of the text as stands on so many lines, with an ellipsis where that is not all."""
    broken = break_lines(text.replace("\n", " "), width_pt, size_pt)
    if len(broken) <= lines:
        return "\n".join(broken)
    kept = broken[:lines]
    room = width_pt - text_width("…", size_pt)
    kept[-1] = _cut(kept[-1], room, size_pt, False)[0] + "…"
    return "\n".join(kept)
