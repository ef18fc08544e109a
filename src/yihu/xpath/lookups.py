"""Searching lists of choices: `item[key = value]` where the value is the same for all items.

The value is evaluated once, not for each item. In a document marked as fixed, an index of the
items by their key answers at once; forms filter lists of 10,000 choices while a person types.
"""

from yihu.xpath.pieces import Frame, Piece
from yihu.xpath.predicates import Keep, keeping
from yihu.xpath.tree import Document, Node, in_document_order, named_any
from yihu.xpath.values import Value

Tags = tuple[str, ...]


class KeyedSearch:
    """Child elements by the text of one of their own child elements.

    Attributes:
        items, key: expanded names.
        value: what the key has to equal; settled.
        rest: the predicates behind this one.
    """

    def __init__(self, items: Tags, key: Tags, value: Piece, otherwise: Keep, rest: list[Piece]) -> None:
        self._items = items
        self._key = key
        self._value = value
        self._otherwise = otherwise
        self._rest = [keeping(piece) for piece in rest]

    def __call__(self, node: Node, frame: Frame) -> list[Node]:
        among = named_any(node, self._items)
        if not among:
            return []
        value: Value = self._value.run(among[0], frame)
        if isinstance(value, (bool, float)):
            found = self._otherwise(among, frame)
        else:
            found = self._equal(
                node, among, {value} if isinstance(value, str) else {one.string() for one in value}
            )
        for keep in self._rest:
            found = keep(found, frame)
        return found

    def _equal(self, node: Node, among: list[Node], wanted: set[str]) -> list[Node]:
        index = self._index(node, among)
        if index is None:
            key = self._key
            return [item for item in among if any(held.string() in wanted for held in named_any(item, key))]
        if len(wanted) == 1:
            return index.get(wanted.pop(), [])
        return in_document_order(item for text in wanted for item in index.get(text, []))

    def _index(self, node: Node, among: list[Node]) -> dict[str, list[Node]] | None:
        """The items by key, where nothing can change them; None elsewhere."""
        top = node.root()
        if not isinstance(top, Document) or not top.fixed:
            return None
        index = top.lookups.get((node, self._items, self._key))
        if index is None:
            index = _indexed(among, self._key)
            top.lookups[node, self._items, self._key] = index
        return index


def _indexed(among: list[Node], key: Tags) -> dict[str, list[Node]]:
    index: dict[str, list[Node]] = {}
    for item in among:
        for text in {held.string() for held in named_any(item, key)}:
            index.setdefault(text, []).append(item)
    return index
