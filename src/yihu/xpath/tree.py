"""Trees: documents, their order, and building them in code."""

from collections.abc import Iterable

from yihu.xpath.node import XML_NAMESPACE, Kind, Node, is_leaf_text


class Document(Node):
    """The top of a tree.

    Attributes:
        known_paths: where plain absolute paths lead, kept until the structure changes.
        fixed: set for lists that never change, so that they may be searched by an index.
        lookups: those indexes.
    """

    __slots__ = ("_by_id", "_numbered", "_places", "fixed", "known_paths", "lookups")

    def __init__(self) -> None:
        super().__init__(Kind.DOCUMENT)
        self.known_paths: dict[str, list[Node]] = {}
        self.fixed = False
        self.lookups: dict[tuple[Node, tuple[str, ...], tuple[str, ...]], dict[str, list[Node]]] = {}
        self._numbered = False
        self._places: dict[Node, dict[Node, int]] = {}
        self._by_id: dict[str, list[Node]] | None = None

    @property
    def element(self) -> Node:
        """The one element at the top."""
        return self.elements()[0]

    def forget(self) -> None:
        """The structure changed: order, paths and ids are to be found anew."""
        self._numbered = False
        self._by_id = None
        if self._places:
            self._places = {}
        if self.known_paths:
            self.known_paths = {}
        if self.lookups:
            self.lookups = {}

    def at(self, key: str, steps: tuple[tuple[str, ...], ...]) -> list[Node]:
        """The elements a plain absolute path leads to, in document order.

        Args:
            key: what stands for the steps, as one text: Python hashes a text only once.
            steps: each by one or two expanded names.
        """
        found = self.known_paths.get(key)
        if found is None:
            found = [self]
            for tags in steps:
                found = [child for node in found for child in named_any(node, tags)]
            self.known_paths[key] = found
        return found

    def number(self) -> None:
        """Number all nodes in document order, unless they still are."""
        if not self._numbered:
            _number(self)
            self._numbered = True

    def places_in(self, parent: Node) -> dict[Node, int]:
        """The places of the elements in one of its nodes, as `places_among` gives them; kept until the
        structure changes, as every row of a repeat asks for its own."""
        found = self._places.get(parent)
        if found is None:
            found = self._places[parent] = places_among(parent.children)
        return found

    def with_id(self, value: str) -> Node | None:
        """The first element whose `id` or `xml:id` is `value`."""
        if self._by_id is None:
            self._by_id = {}
            for node in self.descendants():
                self._note_id(node)
        found = self._by_id.get(value)
        return found[0] if found else None

    def _note_id(self, node: Node) -> None:
        assert self._by_id is not None
        for attribute in node.attributes:
            if attribute.tag in ("id", f"{{{XML_NAMESPACE}}}id"):
                self._by_id.setdefault(attribute.text, []).append(node)


def named_any(node: Node, tags: tuple[str, ...]) -> list[Node]:
    """The child elements that have one of one or two expanded names, in document order."""
    found = node.named(tags[0])
    if len(tags) == 1:
        return found
    others = node.named(tags[1])
    return in_document_order([*found, *others]) if found and others else found or others


def places_among(nodes: Iterable[Node]) -> dict[Node, int]:
    """From 1, the place of each element among those of its name right beside it."""
    places: dict[Node, int] = {}
    before, place = "", 0
    for node in nodes:
        if node.kind == Kind.ELEMENT:
            place = place + 1 if node.tag == before else 1
            before = node.tag
            places[node] = place
    return places


def element(tag: str, text: str = "", *children: Node) -> Node:
    """A detached element, for building trees in code."""
    made = Node(Kind.ELEMENT, tag, text)
    for child in children:
        made.append(child)
    return made


def document(top: Node) -> Document:
    """A document around a detached element."""
    made = Document()
    made.append(top)
    return made


def in_document_order(nodes: Iterable[Node]) -> list[Node]:
    """The nodes once each, in document order; nodes of several trees tree by tree."""
    unique = list({_identity(node): node for node in nodes}.values())
    if len(unique) > 1:
        for top in {node.root() for node in unique}:
            if isinstance(top, Document):
                top.number()
            else:
                _number(top)
        trees = {top: rank for rank, top in enumerate(dict.fromkeys(node.root() for node in unique))}
        unique.sort(key=lambda node: (trees[node.root()], *_place(node)))
    return unique


def _identity(node: Node) -> object:
    """Namespace nodes are made anew each time; what they are is their element and prefix."""
    return (node.parent, node.tag) if node.kind == Kind.NAMESPACE else node


def _place(node: Node) -> tuple[int, int, int]:
    """Number of the nearest numbered node, then namespaces, attributes and the text of a leaf behind it."""
    owner = node.parent
    if owner is None or (node.kind not in (Kind.ATTRIBUTE, Kind.NAMESPACE) and not is_leaf_text(node)):
        return node._order, 0, 0
    if node.kind == Kind.ATTRIBUTE:
        return owner._order, 2, owner.attributes.index(node)
    return owner._order, (1 if node.kind == Kind.NAMESPACE else 3), node._order


def _number(top: Node) -> None:
    """Depth first; a comment or text counts like an element."""
    stack, count = [top], 0
    while stack:
        node = stack.pop()
        node._order = count
        count += 1
        stack.extend(reversed(node.children))


__all__ = [
    "XML_NAMESPACE",
    "Document",
    "Kind",
    "Node",
    "document",
    "element",
    "in_document_order",
    "named_any",
    "places_among",
]
