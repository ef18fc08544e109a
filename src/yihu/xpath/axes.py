"""The thirteen axes: from a node to those around it, nearest first."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from yihu.xpath.tree import Kind, Node

Axis = Callable[[Node], Iterable[Node]]

REVERSE: Final = frozenset(["ancestor", "ancestor-or-self", "preceding", "preceding-sibling"])
"""Axes that lead up or back: nearest first is last in document order first."""


def _siblings(node: Node) -> tuple[list[Node], int]:
    """The siblings with the node's place among them; none for attributes, namespaces, documents."""
    if node.parent is None or node.kind in (Kind.ATTRIBUTE, Kind.NAMESPACE):
        return [], 0
    among = node.parent.contents()
    return among, next(place for place, sibling in enumerate(among) if sibling is node)


def following_sibling(node: Node) -> Iterable[Node]:
    among, place = _siblings(node)
    return among[place + 1 :]


def preceding_sibling(node: Node) -> Iterable[Node]:
    among, place = _siblings(node)
    return reversed(among[:place])


def following(node: Node) -> Iterator[Node]:
    if node.kind in (Kind.ATTRIBUTE, Kind.NAMESPACE) and node.parent is not None:
        yield from node.parent.descendants()
        yield from following(node.parent)
        return
    for above in (node, *node.ancestors()):
        for sibling in following_sibling(above):
            yield sibling
            yield from sibling.descendants()


def preceding(node: Node) -> Iterator[Node]:
    start = node.parent if node.kind in (Kind.ATTRIBUTE, Kind.NAMESPACE) and node.parent is not None else node
    for above in (start, *start.ancestors()):
        for sibling in preceding_sibling(above):
            yield from reversed(list(sibling.descendants()))
            yield sibling


def descendant_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from node.descendants()


def ancestor_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from node.ancestors()


def namespaces(node: Node) -> list[Node]:
    """Namespace nodes in scope, those declared here first, the `xml` prefix last."""
    if node.kind != Kind.ELEMENT:
        return []
    return [
        Node.namespace(node, prefix, uri, place)
        for place, (prefix, uri) in enumerate(_nearest_first(node).items())
    ]


def _nearest_first(node: Node) -> dict[str, str]:
    in_scope = node.namespaces_in_scope()
    ordered: dict[str, str] = {}
    for above in (node, *node.ancestors()):
        for prefix in above.declared or {}:
            if prefix in in_scope:
                ordered.setdefault(prefix, in_scope[prefix])
    return {**ordered, "xml": in_scope["xml"]}


AXES: Final[dict[str, Axis]] = {
    "ancestor": Node.ancestors,
    "ancestor-or-self": ancestor_or_self,
    "attribute": lambda node: node.attributes,
    "child": Node.contents,
    "descendant": Node.descendants,
    "descendant-or-self": descendant_or_self,
    "following": following,
    "following-sibling": following_sibling,
    "namespace": namespaces,
    "parent": lambda node: (node.parent,) if node.parent is not None else (),
    "preceding": preceding,
    "preceding-sibling": preceding_sibling,
    "self": lambda node: (node,),
}
