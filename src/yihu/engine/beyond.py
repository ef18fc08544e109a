"""What the expressions of an interview see beyond its answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from yihu.engine.surroundings import Rows, Surroundings
from yihu.forms import Form
from yihu.xpath import Outside
from yihu.xpath.tree import Document, Kind, Node, document

LAST_SAVED = "jr://instance/last-saved"


class Asked(Protocol):
    """What the session answers for expressions."""

    def text_of(self, text_id: str) -> str: ...

    def choice_label(self, value: str, path: str, node: Node) -> str: ...

    def last_saved_document(self) -> Document: ...


class Beyond(Outside):
    """Time, chance, lists and words of one session."""

    def __init__(self, form: Form, around: Surroundings, asked: Asked) -> None:
        self._form = form
        self._around = around
        self._asked = asked
        self._made: dict[str, Document] = {}
        self.zone = around.clock.now().tzinfo

    def now(self) -> datetime:
        return self._around.clock.now()

    def random(self) -> float:
        return int.from_bytes(self._around.random(7)) / (1 << 56)

    def new_uuid(self) -> str:
        return str(UUID(bytes=self._around.random(16), version=4))

    def instance(self, instance_id: str) -> Node | None:
        made = self._made.get(instance_id)
        if made is not None:
            return made
        if instance_id in self._around.lists:
            made = self._made[instance_id] = tree_of(self._around.lists[instance_id])
            return made
        if self._form.lists.sources.get(instance_id, "").startswith(LAST_SAVED):
            made = self._made[instance_id] = self._asked.last_saved_document()
            return made
        return self._form.lists.document(instance_id)

    def pulldata(self, table: str, wanted: str, key: str, value: str) -> str:
        top = self.instance(table)
        rows = (item for root in (top.elements() if top is not None else ()) for item in root.elements())
        return next((_held(item, wanted) for item in rows if _held(item, key) == value), "")

    def instance_ids(self) -> Sequence[str]:
        return self._form.lists.ids()

    def itext(self, text_id: str) -> str:
        return self._asked.text_of(text_id)

    def choice_name(self, value: str, path: str, node: Node) -> str:
        return self._asked.choice_label(value, path, node)


def _held(item: Node, name: str) -> str:
    """The text of a column, or of an attribute as `@name`."""
    if name.startswith("@"):
        return item.attribute(name[1:]) or ""
    found = item.child(name)
    return found.string() if found is not None else ""


def tree_of(rows: Rows) -> Document:
    """A list of entities as `root/item/<property>`."""
    root = Node(Kind.ELEMENT, "root")
    root.children = []
    for row in rows:
        item = Node(Kind.ELEMENT, "item")
        item.children = [Node(Kind.ELEMENT, name, value) for name, value in row.items()]
        for child in item.children:
            child.parent = item
        item.parent = root
        root.children.append(item)
    made = document(root)
    made.fixed = True
    return made
