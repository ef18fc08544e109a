"""On which line of a profile's file a key stands: TOML's reader doesn't tell."""

import re

_HEAD = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?")
_KEY = re.compile(r"\s*([A-Za-z0-9_.-]+|\"[^\"]+\")\s*=")
_OPENS_LIST = re.compile(r"=\s*\[\s*(?:#.*)?$")
_ENTRY = re.compile(r"\s*\{")


def line_of_key(text: str, key: str) -> int | None:
    """The line (from 1) of `part.name` or `lines[2].name`, or of the nearest part around it that stands there."""
    places = _places(text)
    while key:
        if key in places:
            return places[key]
        key = re.sub(r"(\.[^.\[\]]+|\[\d+\]|[^.\[\]]+)$", "", key)
    return None


def _places(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    table, listed, entry = "", "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if head := _HEAD.fullmatch(line):
            table, listed = f"{head[1]}.", ""
            found.setdefault(head[1], number)
        elif listed and _ENTRY.match(line):
            found.setdefault(f"{listed}[{entry}]", number)
            entry += 1
        elif key := _KEY.match(line):
            name = table + key[1].strip('"')
            found.setdefault(name, number)
            listed, entry = (name, 0) if _OPENS_LIST.search(line) else ("", 0)
    return found
