"""The trees a form works on: its own answers, and the lists it looks things up in."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element

from yihu.forms.lists import Resource, file_name, read_list
from yihu.forms.names import JAVAROSA, OPENROSA
from yihu.forms.problems import ResourceMissing
from yihu.xpath.tree import Document, Kind, Node, document, element

Resources = Mapping[str, Resource]
"""Files beside a form, by their name or their `jr://` address."""

EXTERNAL_CHOICES = "itemsets.csv"
_INSTANCE = re.compile(r"instance\('([^']+)'\)")
_TEMPLATE = f"{{{JAVAROSA}}}template"


@dataclass(frozen=True, slots=True)
class Prefixes:
    """How a document writes its namespaces.

    Attributes:
        by_uri: URI to prefix.
        plain: URIs that are in force without a prefix; names in them count as names without any.
    """

    by_uri: Mapping[str, str]
    plain: frozenset[str]

    def name(self, tag: str) -> tuple[str, str]:
        """(expanded name, prefix) as the trees have them."""
        if not tag.startswith("{"):
            return tag, ""
        uri, local = tag[1:].split("}", 1)
        return (local, "") if uri in self.plain else (tag, self.by_uri.get(uri, ""))

    def step(self, tag: str) -> str:
        """A name as paths of the form write it."""
        name, prefix = self.name(tag)
        return f"{prefix}:{name.rpartition('}')[2]}" if prefix else name.rpartition("}")[2]


def build_tree(source: Element, prefixes: Prefixes) -> Node:
    """A detached tree of an element: blanks between elements and comments are left out."""
    return _grown(source, prefixes, {})


def _grown(source: Element, prefixes: Prefixes, names: dict[str, tuple[str, str]]) -> Node:
    """`names`: those found so far; a long list has the same few in each of its items."""
    found = names.get(source.tag)
    if found is None:
        found = names[source.tag] = prefixes.name(source.tag)
    node = Node(Kind.ELEMENT, found[0], "", found[1])
    if source.attrib:
        node.attributes = tuple(
            _attribute(node, tag, value, prefixes) for tag, value in source.attrib.items()
        )
    children = (
        [_grown(child, prefixes, names) for child in source if isinstance(child.tag, str)]
        if len(source)
        else None
    )
    if children:
        node.children = children
        for child in children:
            child.parent = node
    else:
        node.text = source.text or ""
    return node


def _attribute(owner: Node, tag: str, value: str, prefixes: Prefixes) -> Node:
    uri, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    attribute = Node(
        Kind.ATTRIBUTE, f"{{{uri}}}{local}" if uri else local, value, prefixes.by_uri.get(uri, "")
    )
    attribute.parent = owner
    return attribute


def add_meta(top: Node) -> str | None:
    """Give answers without an id the place for one; gives its path, None if they have one."""
    metas = [child for child in top.elements() if child.local == "meta"]
    if any(child.local == "instanceID" for meta in metas for child in meta.elements()):
        return None
    meta = metas[0] if metas else top.append(Node(Kind.ELEMENT, f"{{{OPENROSA}}}meta", "", "orx"))
    uri = f"{{{meta.uri}}}" if meta.uri else ""
    own = meta.append(Node(Kind.ELEMENT, f"{uri}instanceID", "", meta.prefix))
    return f"/{top.name}/{meta.name}/{own.name}"


@contextmanager
def room_for_former_id(top: Node) -> Iterator[None]:
    """While a form is read, its answers have a place for the id of the version before, as edits need it."""
    own = next(
        (each for each in top.descendants() if each.local == "instanceID" and each.parent is not None), None
    )
    meta = own.parent if own is not None else None
    if own is None or meta is None or any(each.local == "deprecatedID" for each in meta.elements()):
        yield
        return
    former = meta.append(former_id(own))
    yield
    meta.remove(former)


def former_id(own: Node) -> Node:
    """A node for the id of the version before, alike to that of its own."""
    return Node(Kind.ELEMENT, own.tag.removesuffix("instanceID") + "deprecatedID", "", own.prefix)


def child_order(top: Node) -> dict[str, tuple[str, ...]]:
    """Names of the children by path, as the form writes them, patterns of rows included."""
    order: dict[str, dict[str, None]] = {}
    stack = [(top, f"/{top.name}")]
    while stack:
        node, path = stack.pop()
        names = order.setdefault(path, {})
        for child in node.elements():
            names[child.name] = None
            stack.append((child, f"{path}/{child.name}"))
    return {path: tuple(names) for path, names in order.items()}


def rows_at(top: Node, ref: str) -> list[Node]:
    """The rows that the answers begin with, of a repeat outside others."""
    found = [top]
    for step in ref.split("/")[2:]:
        found = [child for node in found for child in node.elements() if child.name == step]
    return found


def take_templates(top: Node, repeats: frozenset[str]) -> dict[str, Node]:
    """Take what is only the pattern of a new row out of the answers; gives the pattern of each repeat.

    A repeat without a pattern uses a copy of its first row.
    """
    marked: dict[str, Node] = {}
    _take_marked(top, f"/{top.name}", repeats, marked)
    first: dict[str, Node] = {}
    _copy_first(top, f"/{top.name}", repeats, first)
    for ref, template in list(marked.items()):
        _copy_first(template, ref, repeats, first)
    return {**first, **marked}


def _take_marked(node: Node, path: str, repeats: frozenset[str], found: dict[str, Node]) -> None:
    for child in list(node.children):
        below = f"{path}/{child.name}"
        _take_marked(child, below, repeats, found)
        if child.attribute(_TEMPLATE) is not None:
            child.attributes = tuple(each for each in child.attributes if each.tag != _TEMPLATE)
            if below in repeats:
                node.remove(child)
                found.setdefault(below, child)


def _emptied(node: Node) -> Node:
    for each in node.descendants():
        each.text = ""
    node.text = ""
    return node


def _copy_first(node: Node, path: str, repeats: frozenset[str], found: dict[str, Node]) -> None:
    for child in node.children:
        below = f"{path}/{child.name}"
        if below in repeats and below not in found:
            found[below] = _emptied(child.clone())
        _copy_first(child, below, repeats, found)


@dataclass(frozen=True, slots=True)
class SecondaryInstances:
    """The lists of a form, each read when it is first asked for.

    Attributes:
        inline: lists written into the form, by id.
        sources: addresses of lists in files, by id: `jr://file-csv/villages.csv`.
        external: ids of the lists in the one table of external choices.
    """

    inline: Mapping[str, Element]
    sources: Mapping[str, str]
    resources: Resources
    prefixes: Prefixes
    external: frozenset[str] = frozenset()
    read: dict[str, Document] = field(default_factory=dict)

    def ids(self) -> tuple[str, ...]:
        """All lists, those in files last."""
        return (*self.inline, *self.sources, *self.external)

    def file_names(self) -> Iterator[tuple[str, str]]:
        """(id, file name) of the lists in files; what was saved last is none of them."""
        for list_id, source in self.sources.items():
            if not source.startswith("jr://instance/"):
                yield list_id, file_name(source)

    def document(self, list_id: str) -> Document | None:
        """The list; None for an unknown id. A list in a file that is not there is empty."""
        if list_id not in self.read:
            made = self._make(list_id)
            if made is None:
                return None
            made.fixed = True
            self.read[list_id] = made
        return self.read[list_id]

    def _external(self, list_id: str) -> Document:
        """The rows of one list in the table that holds the external choices of a form."""
        table = find_resource(self.resources, EXTERNAL_CHOICES)
        made = read_list(table or "", EXTERNAL_CHOICES)
        root = made.element
        root.children = [item for item in root.children if _list_name(item) == list_id]
        return made

    def _make(self, list_id: str) -> Document | None:
        if list_id in self.inline:
            return document(build_tree(self.inline[list_id], self.prefixes))
        if list_id in self.external:
            return self._external(list_id)
        if list_id not in self.sources:
            return None
        source = self.sources[list_id]
        found = find_resource(self.resources, source)
        return document(element("root")) if found is None else read_list(found, source)


def _list_name(item: Node) -> str:
    held = item.child("list_name")
    return held.string() if held is not None else ""


def names_of_queries(body: Element | None) -> frozenset[str]:
    """Lists that questions look up with a query (select_one_external)."""
    queries = (element.get("query", "") for element in (body.iter() if body is not None else ()))
    return frozenset(name for query in queries for name in _INSTANCE.findall(query))


def find_resource(resources: Resources, source: str) -> Resource | None:
    """The file of a `jr://` address: by the whole address, or by its last part."""
    found = resources.get(source)
    return found if found is not None else resources.get(file_name(source))


def refuse_missing(lists: SecondaryInstances, missing: Literal["blank", "refuse"]) -> None:
    """Raises ResourceMissing for the first list whose file is not there, unless it may be blank."""
    for list_id, name in lists.file_names():
        if missing == "refuse" and find_resource(lists.resources, lists.sources[list_id]) is None:
            raise ResourceMissing(name=name)
