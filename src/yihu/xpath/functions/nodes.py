"""Functions on nodes and their places."""

from collections.abc import Sequence
from itertools import chain

from yihu.base.i18n import N_
from yihu.xpath.library import Theme, Unfit, as_nodes, as_texts
from yihu.xpath.pieces import NODES, NUMBER, TRUTH, Frame, Piece, as_text
from yihu.xpath.tree import XML_NAMESPACE, Document, Kind, Node, in_document_order, places_among
from yihu.xpath.values import listed

THEME = Theme()


@THEME.plain("count", "nodes -> number")
def count(nodes: list[Node]) -> float:
    return float(len(nodes))


@THEME.plain("count-non-empty", "nodes -> number")
def count_non_empty(nodes: list[Node]) -> float:
    return float(sum(1 for node in nodes if node.string()))


@THEME.plain("name", "nodes. -> text")
def name(nodes: list[Node]) -> str:
    return nodes[0].name if nodes else ""


@THEME.plain("local-name", "nodes. -> text")
def local_name(nodes: list[Node]) -> str:
    return nodes[0].local if nodes else ""


@THEME.plain("namespace-uri", "nodes. -> text")
def namespace_uri(nodes: list[Node]) -> str:
    return nodes[0].uri if nodes and nodes[0].kind in (Kind.ELEMENT, Kind.ATTRIBUTE) else ""


@THEME.special("last", 0, 0, local=True)
def last(_arguments: Sequence[Piece]) -> Piece:
    return Piece(NUMBER, lambda _node, frame: float(frame.size))


@THEME.special("position", 0, 1, local=True, refuses=True)
def position(arguments: Sequence[Piece]) -> Piece:
    """Of the context node among those tested; of a given node, among its neighbours of that name."""
    if not arguments:
        return Piece(NUMBER, lambda _node, frame: float(frame.position))
    nodes = as_nodes(arguments[0])
    return Piece(NUMBER, lambda node, frame: _place_among_neighbours(nodes(node, frame)))


def _place_among_neighbours(nodes: list[Node]) -> float:
    if not nodes:
        return float("nan")
    if len(nodes) > 1:
        raise Unfit(str(len(nodes)), N_("the path of a single group"))
    node = nodes[0]
    if node.parent is None or node.kind != Kind.ELEMENT:
        return 1.0
    top = node.root()
    places = top.places_in(node.parent) if isinstance(top, Document) else places_among(node.parent.children)
    return float(places[node])


@THEME.special("current", 0, 0)
def current(_arguments: Sequence[Piece]) -> Piece:
    return Piece(
        NODES, lambda _node, frame: [frame.current], first=lambda _node, frame: frame.current, settled=True
    )


@THEME.special("id", 1, 1, local=True)
def with_id(arguments: Sequence[Piece]) -> Piece:
    """Elements by the words of a text, or of each node's text."""
    texts = as_texts(arguments[0])

    def found(node: Node, frame: Frame) -> list[Node]:
        top = node.root()
        if not isinstance(top, Document):
            return []
        words = chain.from_iterable(listed(text) for text in texts(node, frame))
        return in_document_order(element for word in words if (element := top.with_id(word)) is not None)

    return Piece(NODES, found)


@THEME.special("lang", 1, 1, local=True)
def lang(arguments: Sequence[Piece]) -> Piece:
    """Whether the nearest `xml:lang` is the language, or a variety of it."""
    wanted = as_text(arguments[0])
    return Piece(TRUTH, lambda node, frame: _speaks(node, wanted(node, frame).lower()))


def _speaks(node: Node, wanted: str) -> bool:
    for above in (node, *node.ancestors()):
        spoken = above.attribute(f"{{{XML_NAMESPACE}}}lang")
        if spoken is not None:
            return spoken.lower() == wanted or spoken.lower().startswith(wanted + "-")
    return False
