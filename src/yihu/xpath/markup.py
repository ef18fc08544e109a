"""XML text to trees and back, through expat of the standard library.

Documents may not declare entities nor load anything from outside: such a declaration refuses the
document, so that a small file can't blow up to a large one.
"""

from collections.abc import Callable
from io import StringIO
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.xpath.node import NO_NODES
from yihu.xpath.tree import XML_NAMESPACE, Document, Kind, Node

_SEPARATOR: Final = "\x1f"
_DEEPEST: Final = 500


class MarkupRefused(UserError):
    """An XML document that is damaged, or that declares entities. Parameters: line, column, problem."""

    code = "xml-refused"
    message = N_("The XML document can't be read at line {line}, column {column}: {problem}.")
    advice = N_("Ask for the file again from where it came. Nothing was changed.")


def parse_xml(source: str | bytes, *, keep_blank: bool = True) -> Document:
    """Read a document; raises MarkupRefused.

    Without `keep_blank`, text of white space alone between elements is left out, as it should be
    for a form's instance: an element that holds only other elements then has no text of its own.
    """
    builder = _Builder(keep_blank=keep_blank)
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.namespace_prefixes = True
    parser.buffer_text = True
    parser.ordered_attributes = True
    builder.listen(parser)
    try:
        parser.Parse(source, True)
    except expat.ExpatError as problem:
        raise MarkupRefused(
            line=problem.lineno,
            column=problem.offset + 1,
            problem=N_("it is damaged there"),
            detail=expat.ErrorString(problem.code),
        ) from problem
    return builder.document


class _Builder:
    """Hears the parser and grows the tree."""

    def __init__(self, *, keep_blank: bool) -> None:
        self.document = Document()
        self._keep_blank = keep_blank
        self._open: list[Node] = [self.document]
        self._declared: dict[str, str] = {}
        self._place: Callable[[], tuple[int, int]] = lambda: (0, 0)

    def listen(self, parser: expat.XMLParserType) -> None:
        self._place = lambda: (parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.CommentHandler = lambda text: self._add(Node(Kind.COMMENT, text=text))
        parser.ProcessingInstructionHandler = lambda target, data: self._add(
            Node(Kind.INSTRUCTION, target, data)
        )
        parser.EntityDeclHandler = self._refuse_entity

    def _refuse_entity(self, *_declaration: object) -> None:
        self._refuse(N_("it declares entities, which is not allowed"))

    def _refuse(self, problem: str) -> None:
        line, column = self._place()
        raise MarkupRefused(line=line, column=column, problem=problem)

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        self._declared[prefix or ""] = uri or ""

    def _start(self, name: str, attributes: list[str]) -> None:
        if len(self._open) > _DEEPEST:
            self._refuse(N_("its elements are nested too deep"))
        node = self._named(Kind.ELEMENT, name, "")
        if self._declared:
            node.declared, self._declared = self._declared, {}
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        node.attributes = tuple(self._named(Kind.ATTRIBUTE, key, value) for key, value in pairs)
        for attribute in node.attributes:
            attribute.parent = node
        self._add(node)
        self._open.append(node)

    def _named(self, kind: Kind, name: str, text: str) -> Node:
        parts = name.split(_SEPARATOR)
        if len(parts) == 1:
            return Node(kind, name, text)
        return Node(kind, f"{{{parts[0]}}}{parts[1]}", text, parts[2] if len(parts) == 3 else "")

    def _add(self, node: Node) -> None:
        # The document is still unnumbered and unindexed: appending by hand spares forgetting each time.
        parent = self._open[-1]
        node.parent = parent
        if parent.children is NO_NODES:
            parent.children = []
        parent.children.append(node)

    def _end(self, _name: str) -> None:
        node = self._open.pop()
        if not self._keep_blank and any(child.kind == Kind.ELEMENT for child in node.children):
            node.children = [
                child for child in node.children if child.kind != Kind.TEXT or child.text.strip()
            ]
        if len(node.children) == 1 and node.children[0].kind == Kind.TEXT:
            node.text = node.children[0].text
            node.children = NO_NODES

    def _characters(self, text: str) -> None:
        parent = self._open[-1]
        if parent.kind == Kind.DOCUMENT:
            return
        if parent.children and parent.children[-1].kind == Kind.TEXT:
            parent.children[-1].text += text
        else:
            self._add(Node(Kind.TEXT, text=text))


def write_xml(node: Node) -> str:
    """The node and all inside as XML text, with the namespaces it declares; no XML declaration."""
    out = StringIO()
    _write(node, out.write)
    return out.getvalue()


def _write(node: Node, write: Callable[[str], object]) -> None:
    if node.kind == Kind.ELEMENT:
        _write_element(node, write)
    elif node.kind == Kind.DOCUMENT:
        for child in node.children:
            _write(child, write)
    elif node.kind == Kind.COMMENT:
        write(f"<!--{node.text}-->")
    elif node.kind == Kind.INSTRUCTION:
        write(f"<?{node.tag} {node.text}?>")
    else:
        write(escape(node.text))


def _write_element(node: Node, write: Callable[[str], object]) -> None:
    write(f"<{node.name}")
    for prefix, uri in (node.declared or {}).items():
        if uri != XML_NAMESPACE:
            write(f" xmlns{':' if prefix else ''}{prefix}={quoteattr(uri)}")
    for attribute in node.attributes:
        write(f" {attribute.name}={quoteattr(attribute.text)}")
    if not node.children and not node.text:
        write("/>")
        return
    write(">")
    write(escape(node.text))
    for child in node.children:
        _write(child, write)
    write(f"</{node.name}>")
