"""What forms write into labels: Markdown and the usual HTML, as plain words or as safe rich text (no Qt).

Only what dresses words is kept: bold, italic, underline, headings, lists, line breaks, raised and lowered,
colours that can be read. Links stand as text; nothing is ever loaded.
"""

import re
from collections.abc import Callable
from html import escape, unescape

Readable = Callable[[str], bool]
"""Whether words in this colour (a name or `#RRGGBB`) can be read on the page."""

_SIGNS = re.compile(r"[<*_#\[\\&]|^\s*[-+]\s|^\s*\d+\.\s", re.MULTILINE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]{0,500})?)\s*/?>")
_SKIPPED = re.compile(
    r"<(script|style|iframe|object)\b[^>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\(\s*([^()\s]{0,1000})\s*\)")
_ANCHOR = re.compile(r"<a\b([^<>]{0,1000})>(.{0,1000}?)</a\s*>", re.DOTALL | re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_COLOUR = re.compile(r"""(?:^|[\s;"'])color\s*[:=]\s*["']?\s*(#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,20})""")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*$")
_POINT = re.compile(r"^\s{0,6}[-+*][ \t]+(.+)$")
_NUMBERED = re.compile(r"^\s{0,6}(\d{1,3}\.)[ \t]+(.+)$")
_STRONG = re.compile(r"(\*\*|(?<!\w)__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_SLANTED = re.compile(
    r"(?<![0-9A-Za-z*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![0-9A-Za-z])|(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=\S)_(?!\w)"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>&-])")
_HIDDEN_FROM = 0xE000  # characters of the private area stand for escaped signs while the rest is read

_SAME = {
    "b": "b",
    "strong": "b",
    "i": "i",
    "em": "i",
    "u": "u",
    "sub": "sub",
    "sup": "sup",
    "s": "s",
    "del": "s",
}
_BREAKS = frozenset(
    ("p", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "center", "table")
)


def has_markup(text: str) -> bool:
    """Whether a text may hold more than plain words."""
    return _SIGNS.search(text) is not None


def plain_text(text: str) -> str:
    """The words without their dress: for lists, names of fields, and searching."""
    if not has_markup(text):
        return text
    hidden = _without_links(_hide_escaped(_SKIPPED.sub("", text)))
    lines = [_plain_line(line) for line in _TAG.sub(_plain_tag, hidden).splitlines()]
    words = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return unescape(_show_escaped(_SLANTED.sub(r"\1\2", _STRONG.sub(r"\2", words))))


def rich_text(text: str, readable: Readable = lambda _colour: True) -> str:
    """The same as rich text that Qt shows: only harmless tags, everything else as words."""
    hidden = _without_links(_hide_escaped(_SKIPPED.sub("", text)))
    pieces: list[str] = []
    open_tags: list[str] = []
    last = 0
    for tag in _TAG.finditer(hidden):
        pieces.append(_escaped(hidden[last : tag.start()]))
        pieces.append(_rich_tag(tag, open_tags, readable))
        last = tag.end()
    pieces.append(_escaped(hidden[last:]))
    pieces.extend(f"</{name}>" for name in reversed(open_tags))
    lines = "".join(pieces).strip("\n").split("\n")
    return _show_escaped(_dressed("<br>".join(_rich_line(line) for line in lines)))


def _hide_escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(_HIDDEN_FROM + ord(found[1])), text)


def _show_escaped(text: str) -> str:
    return "".join(
        escape(chr(code - _HIDDEN_FROM)) if _HIDDEN_FROM < (code := ord(sign)) < _HIDDEN_FROM + 128 else sign
        for sign in text
    )


def _without_links(text: str) -> str:
    """Links as their words with the address behind them."""
    text = _ANCHOR.sub(lambda found: _link(found[2], (_HREF.search(found[1]) or ("", ""))[1]), text)
    return _LINK.sub(lambda found: _link(found[1], found[2]), text)


def _link(words: str, address: str) -> str:
    return words if not address or address in words else f"{words} ({address})".strip()


def _plain_tag(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    return "\n" if name == "br" or (name in _BREAKS and tag[1]) else ""


def _plain_line(line: str) -> str:
    heading = _HEADING.match(line)
    point = _POINT.match(line)
    return heading[2] if heading else f"• {point[1]}" if point else line.strip()


def _escaped(words: str) -> str:
    """Words as they stand in rich text; entities of the form count as their characters."""
    return escape(unescape(words), quote=False)


def _rich_tag(tag: re.Match[str], open_tags: list[str], readable: Readable) -> str:
    closing, name, inside = bool(tag[1]), tag[2].lower(), tag[3] or ""
    if name == "br":
        return "\n"
    if name in _BREAKS:
        return _heading_tag(name, closing, open_tags)
    kept = _SAME.get(name) or ("span" if name in ("span", "font") else "")
    if not kept:
        return ""
    return _close(kept, open_tags) if closing else _open(kept, inside, open_tags, readable)


def _heading_tag(name: str, closing: bool, open_tags: list[str]) -> str:
    strong = name.startswith("h")
    if closing:
        return (_close("b", open_tags) if strong else "") + "\n"
    return _open("b", "", open_tags, bool) if strong else ("• " if name == "li" else "")


def _open(kept: str, inside: str, open_tags: list[str], readable: Readable) -> str:
    open_tags.append(kept)
    colour = _COLOUR.search(inside) if kept == "span" else None
    return f'<span style="color:{colour[1]}">' if colour and readable(colour[1]) else f"<{kept}>"


def _close(kept: str, open_tags: list[str]) -> str:
    """Close a tag, and those inside it that the form left open."""
    if kept not in open_tags:
        return ""
    closed: list[str] = []
    while not closed or closed[-1] != kept:
        closed.append(open_tags.pop())
    return "".join(f"</{name}>" for name in closed)


def _rich_line(line: str) -> str:
    heading = _HEADING.match(line)
    if heading:
        return f'<span style="font-size:{"x-large" if len(heading[1]) < 3 else "large"};font-weight:600">{heading[2]}</span>'
    point, numbered = _POINT.match(line), _NUMBERED.match(line)
    if point:
        return f"•&nbsp;{point[1]}"
    return f"{numbered[1]}&nbsp;{numbered[2]}" if numbered else line


def _dressed(text: str) -> str:
    text = _STRONG.sub(r"<b>\2</b>", text)
    return _SLANTED.sub(lambda found: f"<i>{found[1] or found[2]}</i>", text)
