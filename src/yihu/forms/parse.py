"""XForm text to `Form`."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any, Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from yihu.base.collecting import uncollected
from yihu.base.i18n import N_
from yihu.forms.actions import read_actions
from yihu.forms.binds import read_binds
from yihu.forms.body import Body, read_body
from yihu.forms.entities import read_entities
from yihu.forms.expressions import Expressions
from yihu.forms.form import Bind, Form
from yihu.forms.instances import (
    EXTERNAL_CHOICES,
    Prefixes,
    Resources,
    SecondaryInstances,
    add_meta,
    build_tree,
    child_order,
    find_resource,
    names_of_queries,
    refuse_missing,
    room_for_former_id,
    rows_at,
    take_templates,
)
from yihu.forms.names import EVENTS, JAVAROSA, ODK, OPENROSA, XFORMS, local_name
from yihu.forms.outline import read_outline
from yihu.forms.problems import XFormRefused
from yihu.forms.words import read_itext
from yihu.xpath.tree import Node, document

_ALWAYS_KNOWN = {"jr": JAVAROSA, "orx": OPENROSA, "odk": ODK, "ev": EVENTS}
_METHODS = ("", "post", "form-data-post")


def parse_xform(
    xml: str, *, resources: Resources | None = None, missing_files: Literal["blank", "refuse"] = "blank"
) -> Form:
    """Read an XForm.

    resources: files beside it by name, for lists and media. A list whose file is missing is empty,
    or refuses the form where `missing_files` says so.
    Raises XFormRefused, ResourceMissing. Expressions are compiled when first needed.
    """
    try:
        with uncollected():
            return _parse(xml, resources or {}, missing_files)
    except RecursionError as problem:
        raise XFormRefused(problem=N_("its elements are nested too deep")) from problem


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The pieces of the text, found but not yet understood."""

    title: str
    model: Element
    body: Element | None
    primary: Element
    prefixes: Prefixes
    namespaces: Mapping[str, str]


def _parse(xml: str, resources: Resources, missing_files: Literal["blank", "refuse"]) -> Form:
    parts = _take_apart(xml)
    library = Expressions(parts.namespaces)
    itext, languages, default_language = read_itext(_first(parts.model, "itext"), library)
    lists = _read_lists(parts, resources)
    refuse_missing(lists, missing_files)
    top = build_tree(parts.primary, parts.prefixes)
    own_id = add_meta(top)
    order = child_order(top)
    binds = read_binds(parts.model, f"/{top.name}", library)
    if own_id is not None:
        binds[own_id] = Bind(nodeset=own_id, preload=("uid", ""))
    body = read_body(parts.body, f"/{top.name}", binds, library)
    templates = take_templates(top, body.repeat_refs())
    actions = read_actions(parts.model, parts.body, f"/{top.name}", library, _owner_ref(body))
    bound = frozenset((*binds, *(action.target for action in actions)))
    with room_for_former_id(top):
        outline = read_outline(top, templates, body, binds, itext, order, bound, lists.ids())
    _declare(top, parts)
    properties, entities = read_entities(outline.questions, outline.keys, top, templates, binds)
    return Form(
        id=parts.primary.get("id") or local_name(parts.primary.tag),
        version=parts.primary.get("version", ""),
        title=parts.title,
        languages=languages,
        default_language=default_language,
        body=outline.body,
        questions=outline.questions,
        groups=outline.groups,
        binds=binds,
        actions=actions,
        instance=document(top),
        templates=templates,
        first_rows={ref: tuple(row.clone() for row in rows_at(top, ref)) for ref in templates},
        lists=lists,
        itext=itext,
        expressions=library,
        properties=properties,
        entities=entities,
        submission=_read_submission(parts.model),
        sha256=hashlib.sha256(xml.encode()).hexdigest(),
    )


def _take_apart(xml: str) -> _Parts:
    root, declared = _read_elements(xml)
    found = {local_name(child.tag): child for child in _heads_and_bodies(root)}
    model = found.get("model")
    if model is None:
        raise XFormRefused(problem=N_("it has no model"))
    instance = _first(model, "instance")
    primary = next(iter(instance), None) if instance is not None else None
    if primary is None:
        raise XFormRefused(problem=N_("it has no answers to fill in"))
    title = found.get("title")
    return _Parts(
        title=("" if title is None else "".join(title.itertext())).strip() or primary.get("id", ""),
        model=model,
        body=found.get("body"),
        primary=primary,
        prefixes=_prefixes(primary, declared),
        namespaces=_ALWAYS_KNOWN | {prefix: uri for prefix, uri in declared if prefix},
    )


def _read_elements(xml: str) -> tuple[Element, list[tuple[str, str]]]:
    """The top element, and all (prefix, URI) declared anywhere."""
    if "<!DOCTYPE" in xml or "<!ENTITY" in xml:
        raise XFormRefused(problem=N_("it declares entities, which is not allowed"))
    declared = []
    reader: Any = ElementTree.iterparse(StringIO(xml.lstrip("\ufeff \t\r\n")), events=("start-ns",))
    try:
        declared = [name for _event, name in reader]
    except (ElementTree.ParseError, ValueError) as problem:
        raise XFormRefused(problem=N_("it is no XML, or damaged")) from problem
    return reader.root, declared


def _heads_and_bodies(root: Element) -> Iterator[Element]:
    yield from root
    for child in root:
        if local_name(child.tag) == "head":
            yield from child


def _prefixes(primary: Element, declared: list[tuple[str, str]]) -> Prefixes:
    by_uri = {uri: prefix for prefix, uri in declared if prefix}
    own = primary.tag[1:].split("}", 1)[0] if primary.tag.startswith("{") else ""
    plain = {uri for prefix, uri in declared if not prefix}
    return Prefixes(
        by_uri, frozenset({*plain, XFORMS} - ({own} if own in by_uri and own not in plain else set()))
    )


def _declare(top: Node, parts: _Parts) -> None:
    """Write down the namespaces that the answers use, for when they are written as XML."""
    used = {node.prefix for node in (top, *top.descendants()) if node.prefix}
    used |= {
        attribute.prefix
        for node in (top, *top.descendants())
        for attribute in node.attributes
        if attribute.prefix
    }
    top.declared = {prefix: parts.namespaces[prefix] for prefix in sorted(used) if prefix in parts.namespaces}
    uri = parts.primary.tag[1:].split("}", 1)[0] if parts.primary.tag.startswith("{") else ""
    if uri not in ("", XFORMS) and not top.prefix:
        top.declared[""] = uri


def _read_lists(parts: _Parts, resources: Resources) -> SecondaryInstances:
    inline, sources = {}, {}
    for instance in list(_all(parts.model, "instance"))[1:]:
        list_id = instance.get("id", "")
        top = next(iter(instance), None)
        if top is not None:
            inline[list_id] = top
        elif instance.get("src"):
            sources[list_id] = instance.get("src", "")
    external = (
        names_of_queries(parts.body)
        if find_resource(resources, EXTERNAL_CHOICES) is not None
        else frozenset()
    )
    return SecondaryInstances(
        inline, sources, resources, parts.prefixes, external - inline.keys() - sources.keys()
    )


def _read_submission(model: Element) -> dict[str, str]:
    found = _first(model, "submission")
    attributes = {} if found is None else {local_name(name): value for name, value in found.attrib.items()}
    if attributes.get("method", "") not in _METHODS:
        raise XFormRefused(problem=N_("it asks to be sent in a way that isn't supported"))
    return attributes


def _owner_ref(body: Body) -> Mapping[Element, str]:
    return dict(body.owners)


def _first(parent: Element, name: str) -> Element | None:
    return next(_all(parent, name), None)


def _all(parent: Element, name: str) -> Iterator[Element]:
    return (child for child in parent if local_name(child.tag) == name)
