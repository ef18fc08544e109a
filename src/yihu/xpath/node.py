"""A light tree of XML nodes: general documents, and the instance that a form's answers live in.

Elements that hold only text keep it in themselves (`Node.text`), so the value of an answer is read
and written without touching a child; the text node that XPath sees there is made when asked for.
Elements find their children by name through an index, and a document remembers where plain absolute
paths lead; both forget themselves on any change of structure. Document order is numbered lazily.
"""

from collections.abc import Iterator
from enum import IntEnum
from typing import Final

XML_NAMESPACE: Final = "http://www.w3.org/XML/1998/namespace"


_FEW: Final = 8
"""Children among which one is found as quickly without an index."""


class Kind(IntEnum):
    """The seven kinds of nodes of XPath 1.0."""

    DOCUMENT = 0
    ELEMENT = 1
    TEXT = 2
    COMMENT = 3
    INSTRUCTION = 4
    ATTRIBUTE = 5
    NAMESPACE = 6


class Node:
    """One node of a tree.

    Attributes:
        kind: which of the seven kinds.
        tag: expanded name, `local` without a namespace, else `{uri}local`; "" where a kind has none.
        prefix: as written in the document; "" for none.
        text: the text of an element that holds nothing else, of a text node or comment, the value
            of an attribute, the URI of a namespace, the data of an instruction. "" for an element
            with children: its text is theirs.
        parent: None for a document and for what is detached.
        children: what it contains, without attributes and namespaces. An element that holds only
            text has none here. Change it through `append`, `insert`, `remove` alone.
        attributes: attribute nodes, in the order written.
        declared: namespaces declared on this element, prefix to URI ("" undeclares the default).
        note: free for the owner of the tree, e.g. the engine's state of an answer.
    """

    __slots__ = (
        "_leaf_text",
        "_named",
        "_order",
        "attributes",
        "children",
        "declared",
        "kind",
        "note",
        "parent",
        "prefix",
        "tag",
        "text",
    )

    known_paths: "dict[str, list[Node]] | None" = None
    """Where plain absolute paths lead from the top of a tree; only documents remember it."""

    def __init__(self, kind: Kind, tag: str = "", text: str = "", prefix: str = "") -> None:
        self.kind = kind
        self.tag = tag
        self.prefix = prefix
        self.text = text
        self.parent: Node | None = None
        self.children: list[Node] = NO_NODES
        self.attributes: tuple[Node, ...] = ()
        self.declared: dict[str, str] | None = None
        self.note: object = None
        self._named: dict[str, list[Node]] | None = None
        self._leaf_text: Node | None = None
        self._order = 0

    def __repr__(self) -> str:
        return f"<{self.kind.name.lower()} {self.name or ''}>"

    @property
    def local(self) -> str:
        """The name without namespace and prefix."""
        return self.tag.rpartition("}")[2]

    @property
    def uri(self) -> str:
        """The namespace's URI; "" for none."""
        return self.tag[1:].rpartition("}")[0] if self.tag.startswith("{") else ""

    @property
    def name(self) -> str:
        """The name with its prefix, as written in the document."""
        return f"{self.prefix}:{self.local}" if self.prefix else self.local

    @classmethod
    def namespace(cls, owner: "Node", prefix: str, uri: str, place: int) -> "Node":
        """A namespace in scope at an element, the `place`-th; made anew each time one is asked for."""
        made = cls(Kind.NAMESPACE, prefix, uri)
        made.parent = owner
        made._order = place
        return made

    # Values

    def string(self) -> str:
        """The string value of XPath: for elements and documents, all text inside."""
        return self.text if not self.children else "".join(self._texts())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if child.kind == Kind.TEXT:
                yield child.text
            elif child.kind == Kind.ELEMENT:
                yield child.string()

    def set_text(self, text: str) -> None:
        """Replace all that an element contains by text. Without children it's just `node.text = text`."""
        if self.children:
            for child in list(self.children):
                self.remove(child)
        self.text = text

    # Structure

    def contents(self) -> list["Node"]:
        """The child nodes as XPath sees them, the text of a leaf included."""
        if self.children or not self.text or self.kind not in (Kind.ELEMENT, Kind.DOCUMENT):
            return self.children
        if self._leaf_text is None:
            self._leaf_text = _LeafText(self)
        return [self._leaf_text]

    def named(self, tag: str) -> list["Node"]:
        """The child elements with an expanded name, in document order. Not to be changed."""
        if self._named is None:
            self._named = _index(self.children)
        return self._named.get(tag, NO_NODES)

    def child(self, tag: str) -> "Node | None":
        """The first child element with an expanded name."""
        if self._named is None and len(self.children) <= _FEW:
            # An index of its own for each item of a list would take longer to make, and much memory.
            for child in self.children:
                if child.tag == tag and child.kind == Kind.ELEMENT:
                    return child
            return None
        found = self.named(tag)
        return found[0] if found else None

    def elements(self) -> list["Node"]:
        """The child elements, in document order."""
        return [child for child in self.children if child.kind == Kind.ELEMENT]

    def attribute(self, tag: str) -> str | None:
        """The value of an attribute by its expanded name; None where there is none."""
        for attribute in self.attributes:
            if attribute.tag == tag:
                return attribute.text
        return None

    def set_attribute(self, tag: str, value: str, prefix: str = "") -> None:
        """Set or add an attribute."""
        for attribute in self.attributes:
            if attribute.tag == tag:
                attribute.text = value
                return
        added = Node(Kind.ATTRIBUTE, tag, value, prefix)
        added.parent = self
        self.attributes = (*self.attributes, added)
        self._restructured()

    def append(self, child: "Node") -> "Node":
        """Add a child at the end and give it back."""
        self._part_text()
        return self.insert(len(self.children), child)

    def insert(self, index: int, child: "Node") -> "Node":
        """Add a detached child before the one at `index` of `children` and give it back."""
        self._part_text()
        if self.children is NO_NODES:
            self.children = []
        child.parent = self
        self.children.insert(index, child)
        self._restructured()
        return child

    def _part_text(self) -> None:
        """Give the text of a leaf to a text node of its own, as it gets neighbours."""
        if self.text and not self.children and self.kind == Kind.ELEMENT:
            text = Node(Kind.TEXT, text=self.text)
            text.parent = self
            self.text = ""
            self.children = [text]

    def insert_after(self, sibling: "Node", child: "Node") -> "Node":
        """Add a detached child right behind one of the children."""
        return self.insert(self.children.index(sibling) + 1, child)

    def remove(self, child: "Node") -> None:
        """Detach a child. ValueError if it is none."""
        self.children.remove(child)
        child.parent = None
        self._restructured()

    def clone(self) -> "Node":
        """A detached copy with all that is inside, without notes."""
        copy = Node(self.kind, self.tag, self.text, self.prefix)
        copy.declared = dict(self.declared) if self.declared else None
        copy.attributes = tuple(attribute.clone() for attribute in self.attributes)
        copy.children = [child.clone() for child in self.children] if self.children else NO_NODES
        for inner in (*copy.attributes, *copy.children):
            inner.parent = copy
        return copy

    def _restructured(self) -> None:
        self._named = None
        self.root().forget()

    def forget(self) -> None:
        """The structure changed below this top of a tree; a document then finds things anew."""

    # Surroundings

    def root(self) -> "Node":
        """The document it is in, or the top of what is detached."""
        top = self
        while top.parent is not None:
            top = top.parent
        return top

    def ancestors(self) -> Iterator["Node"]:
        """From the parent up to the document."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def descendants(self) -> Iterator["Node"]:
        """All nodes inside as XPath sees them, in document order; no attributes, no namespaces."""
        stack = list(reversed(self.contents()))
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.contents()))

    def namespaces_in_scope(self) -> dict[str, str]:
        """Prefix to URI as in force here, the `xml` prefix included."""
        scope: dict[str, str] = {"xml": XML_NAMESPACE}
        for node in reversed([self, *self.ancestors()]):
            scope.update(node.declared or {})
        return {prefix: uri for prefix, uri in scope.items() if uri}

    def path(self) -> str:
        """Names from the top, with positions among equal names where there are several: `/data/member[2]/name`."""
        steps = []
        node: Node | None = self
        while node is not None and node.kind != Kind.DOCUMENT:
            steps.append(node._step())
            node = node.parent
        return "/" + "/".join(reversed(steps))

    def _step(self) -> str:
        if self.kind == Kind.ATTRIBUTE:
            return f"@{self.name}"
        same = (
            self.parent.named(self.tag) if self.parent is not None and self.kind == Kind.ELEMENT else NO_NODES
        )
        return self.name if len(same) < 2 else f"{self.name}[{same.index(self) + 1}]"


class _LeafText(Node):
    """The text node of an element that keeps its text in itself."""

    __slots__ = ()

    def __init__(self, element: Node) -> None:
        super().__init__(Kind.TEXT)
        self.parent = element

    @property
    def text(self) -> str:
        return self.parent.text if self.parent is not None else ""

    @text.setter
    def text(self, value: str) -> None:
        """Set by the constructor alone; the element holds the text."""


NO_NODES: Final[list[Node]] = []
"""What all nodes without children share; never changed."""


def _index(children: list[Node]) -> dict[str, list[Node]]:
    named: dict[str, list[Node]] = {}
    for child in children:
        if child.kind == Kind.ELEMENT:
            named.setdefault(child.tag, []).append(child)
    return named


def is_leaf_text(node: Node) -> bool:
    """Whether it is the text node of an element that keeps its text in itself."""
    return isinstance(node, _LeafText)
