"""What a step of a path lets through: by name, by kind."""

from collections.abc import Callable, Mapping
from typing import Final

from yihu.xpath.syntax import KindTest, NameTest, Step
from yihu.xpath.tree import XML_NAMESPACE, Kind, Node

Passes = Callable[[Node], bool]

KNOWN_PREFIXES: Final = {
    "xml": XML_NAMESPACE,
    "h": "http://www.w3.org/1999/xhtml",
    "html": "http://www.w3.org/1999/xhtml",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "jr": "http://openrosa.org/javarosa",
    "odk": "http://www.opendatakit.org/xforms",
    "orx": "http://openrosa.org/xforms",
    "xf": "http://www.w3.org/2002/xforms",
    "ev": "http://www.w3.org/2001/xml-events",
    "enk": "http://enketo.org/xforms",
    "entities": "http://www.opendatakit.org/xforms/entities",
}
"""Prefixes that expressions may use though the form doesn't declare them."""

_KIND_OF: Final = {"text": Kind.TEXT, "comment": Kind.COMMENT, "processing-instruction": Kind.INSTRUCTION}


class PrefixMissing(Exception):
    """A prefix that stands for nothing."""


def resolve(prefix: str, namespaces: Mapping[str, str]) -> str:
    """The URI of a prefix; raises PrefixMissing."""
    uri = namespaces.get(prefix) or KNOWN_PREFIXES.get(prefix)
    if uri is None:
        raise PrefixMissing(prefix)
    return uri


def tags_of(test: NameTest, namespaces: Mapping[str, str], *, element: bool = True) -> tuple[str, ...]:
    """The expanded names that a name test without `*` lets through; raises PrefixMissing.

    A name without prefix is one without namespace, or, of elements, in the form's own.
    """
    if test.prefix is not None:
        return (f"{{{resolve(test.prefix, namespaces)}}}{test.local}",)
    default = namespaces.get("", "")
    return (test.local, f"{{{default}}}{test.local}") if default and element else (test.local,)


def principal_kind(axis: str) -> Kind:
    """The kind of nodes that names on an axis mean."""
    if axis == "attribute":
        return Kind.ATTRIBUTE
    return Kind.NAMESPACE if axis == "namespace" else Kind.ELEMENT


def passes(step: Step, namespaces: Mapping[str, str]) -> Passes:
    """The test of a step; raises PrefixMissing."""
    if isinstance(step.test, KindTest):
        return _passes_kind(step.test)
    kind = principal_kind(step.axis)
    if step.test.local == "*":
        return _passes_any_name(step.test, kind, namespaces)
    tags = tags_of(step.test, namespaces, element=kind == Kind.ELEMENT)
    if len(tags) == 1:
        tag = tags[0]
        return lambda node: node.tag == tag and node.kind == kind
    return lambda node: node.tag in tags and node.kind == kind


def _passes_kind(test: KindTest) -> Passes:
    if test.kind == "node":
        return lambda _node: True
    kind, target = _KIND_OF[test.kind], test.target
    if target is None:
        return lambda node: node.kind == kind
    return lambda node: node.kind == kind and node.tag == target


def _passes_any_name(test: NameTest, kind: Kind, namespaces: Mapping[str, str]) -> Passes:
    if test.prefix is None:
        return lambda node: node.kind == kind
    start = f"{{{resolve(test.prefix, namespaces)}}}"
    return lambda node: node.kind == kind and node.tag.startswith(start)
