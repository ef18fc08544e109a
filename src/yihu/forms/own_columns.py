"""Columns of the survey sheet that Yihu knows beyond XLSForm, and the attributes they become.

`soft_constraint`, `soft_constraint_message` (`::language`): like `constraint`, but an answer may stay
with a reason. `may_lack`: which of `dont_know` and `refused` count as an answer. Other programs
leave unknown columns alone. `atomic_group`: answers of one row with the same name in it are one fact;
the merge never mixes them (`yihu.storage.grouping`).
"""

import re
from collections.abc import Mapping
from typing import Any, Final
from xml.etree.ElementTree import Element

from yihu.forms.expressions import Expression, Expressions
from yihu.forms.words import Words

NAMESPACE: Final = "urn:yihu:xlsform"
LACKS: Final = ("dont_know", "refused")
CONSTRAINT, MESSAGE, MAY_LACK = "softConstraint", "softConstraintMsg", "mayLack"
ATOMIC_GROUP: Final = "atomicGroup"
SAID: Final = "softConstraintSaid"
"""A message with answers in it, as an expression that gives its text."""
_COLUMNS: Final = {
    "soft_constraint": CONSTRAINT,
    "soft_constraint_message": MESSAGE,
    "may_lack": MAY_LACK,
    "atomic_group": ATOMIC_GROUP,
}
_MESSAGES: Final = f"bind::yihu:{MESSAGE}"
_REFERENCE = re.compile(r"(\$\{[^{}]+\})")
_CODE = re.compile(r"\(([A-Za-z][\w-]*)\)\s*$")


def as_attributes(given: dict[str, Any]) -> None:
    """Write these columns, in what pyxform is given, as attributes of the binds."""
    headers = given.get("survey_header") or [{}]
    renamed = {header: new for header in headers[0] if (new := _attribute_column(header))}
    if not renamed:
        return
    given["survey_header"] = [{renamed.get(header, header): None for header in headers[0]}]
    given["survey"] = [
        dict(_as_attribute(renamed.get(name, name), text) for name, text in row.items())
        for row in given["survey"]
    ]
    given["survey_header"][0] |= dict.fromkeys(name for row in given["survey"] for name in row)
    _declare(given)


def _attribute_column(header: str) -> str | None:
    name, _, language = (part.strip() for part in header.partition("::"))
    attribute = _COLUMNS.get(name.lower().replace(" ", "_"))
    if attribute is None:
        return None
    return f"bind::yihu:{attribute}" + (f"-{language_mark(language)}" if language else "")


def _as_attribute(name: str, text: str) -> tuple[str, str]:
    """A message that names answers becomes an expression, in an attribute of its own."""
    if not name.startswith(_MESSAGES) or not _REFERENCE.search(text):
        return name, text
    pieces = (piece if _REFERENCE.fullmatch(piece) else quoted(piece) for piece in _REFERENCE.split(text))
    said = ", ".join(piece for piece in pieces if piece)
    return name.replace(MESSAGE, SAID, 1), f"concat({said}, '')"


def quoted(text: str) -> str:
    """A text as an expression writes it; with both kinds of quotes it takes several pieces."""
    pieces = re.findall("[^']+|'+", text)
    return ", ".join(f'"{piece}"' if "'" in piece else f"'{piece}'" for piece in pieces)


def language_mark(language: str) -> str:
    """A language's name as part of an attribute's: `中文 (zh)` -> `zh`, `Lao` -> `Lao`."""
    code = _CODE.search(language)
    return code[1] if code else re.sub(r"[^\w.-]", "_", language)


def _declare(given: dict[str, Any]) -> None:
    """The prefix stands in the settings, as XLSForm has it."""
    settings = given.setdefault("settings", [{}])
    if not settings:
        settings.append({})
    first = settings[0]
    column = next((name for name in first if name.lower() == "namespaces"), "namespaces")
    first[column] = f'{first.get(column, "")} yihu="{NAMESPACE}"'.strip()
    header = given.setdefault("settings_header", [{}])
    if header:
        header[0].setdefault(column, None)


def read_messages(element: Element, context: str, library: Expressions) -> Mapping[str, Words]:
    """The messages of a soft constraint by language mark; "" for the one of all languages."""
    said = f"{{{NAMESPACE}}}{SAID}"
    found = {
        name.removeprefix(said).removeprefix("-"): Words(
            expression=Expression(text, context, "label", library)
        )
        for name, text in element.attrib.items()
        if name.startswith(said) and text
    }
    start = f"{{{NAMESPACE}}}{MESSAGE}"
    plain = {
        name.removeprefix(start).removeprefix("-"): Words(parts=(text,))
        for name, text in element.attrib.items()
        if name.startswith(start) and text
    }
    return plain | found


def read_lacks(element: Element) -> tuple[str, ...]:
    """What may stand for an answer; `yes` is both."""
    words = re.split(r"[\s,;]+", element.get(f"{{{NAMESPACE}}}{MAY_LACK}", "").strip().lower())
    both = not {"yes", "true", "true()"}.isdisjoint(words)
    return tuple(name for name in LACKS if both or name in words)
