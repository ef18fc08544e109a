"""What a form says: texts in several languages, with answers filled in, and the media beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from yihu.forms.expressions import Expression, Expressions
from yihu.forms.names import local_name

Parts = tuple[str | Expression, ...]

_ITEXT_CALL = re.compile(r"""^\s*jr:itext\(\s*(?:'([^']*)'|"([^"]*)")\s*\)\s*$""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A label, hint or message: by `itext` id, by an expression, or as `parts`."""

    itext: str | None = None
    expression: Expression | None = None
    parts: Parts = ()


@dataclass(frozen=True, slots=True)
class Itext:
    """The texts of a form by language and id; each read when it is first needed."""

    library: Expressions
    elements: Mapping[str, Mapping[str, Element]]
    read: dict[tuple[str, str], Mapping[str, Parts]]

    def forms(self, language: str, text_id: str) -> Mapping[str, Parts] | None:
        """What a text is in a language: by "" plain, "image", "audio", "video", "guidance", "short"...

        None where the language lacks the text.
        """
        key = (language, text_id)
        if key not in self.read:
            element = self.elements.get(language, {}).get(text_id)
            if element is None:
                return None
            self.read[key] = {value.get("form", ""): read_parts(value, "", self.library) for value in element}
        return self.read[key]

    def has_guidance(self, text_id: str) -> bool:
        """Whether a hint has a further text for who asks for it."""
        found = (texts.get(text_id) for texts in self.elements.values())
        return any(value.get("form") == "guidance" for text in found if text is not None for value in text)


def read_itext(itext: Element | None, library: Expressions) -> tuple[Itext, tuple[str, ...], str]:
    """The texts, the languages in the order of the form, and the one it starts with ("" if there are none)."""
    translations = (
        [] if itext is None else [child for child in itext if local_name(child.tag) == "translation"]
    )
    elements = {each.get("lang", ""): {text.get("id", ""): text for text in each} for each in translations}
    chosen = [each.get("lang", "") for each in translations if each.get("default") is not None]
    languages = tuple(elements)
    default = chosen[0] if chosen else (languages[0] if languages else "")
    return Itext(library, elements, {}), languages, default


def read_words(element: Element | None, context: str, library: Expressions) -> Words | None:
    """The words of a label or hint element; None where there is none."""
    if element is None:
        return None
    ref = element.get("ref")
    return words_of(ref, context, library) if ref else Words(parts=read_parts(element, context, library))


def words_of(expression: str, context: str, library: Expressions) -> Words:
    """The words that an expression gives, most often the text with an id."""
    called = _ITEXT_CALL.match(expression)
    if called:
        return Words(itext=called[1] or called[2] or "")
    return Words(expression=Expression(expression, context, "label", library))


def read_message(text: str | None, context: str, library: Expressions) -> Words | None:
    """The words of a message attribute: an itext call, or the text itself."""
    if not text:
        return None
    return words_of(text, context, library) if text.lstrip().startswith("jr:itext(") else Words(parts=(text,))


def read_parts(element: Element, context: str, library: Expressions) -> Parts:
    """Text and outputs of an element."""
    parts: list[str | Expression] = [element.text or ""]
    for child in element:
        source = child.get("value") or child.get("ref")
        if local_name(child.tag) == "output" and source:
            parts.append(Expression(source, context, "output", library))
        else:
            parts.extend(read_parts(child, context, library))
        parts.append(child.tail or "")
    return tuple(part for part in parts if part != "")
