"""What a form asks, in the order of asking: the body of an XForm."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from yihu.base.i18n import N_
from yihu.forms.expressions import Expression, Expressions
from yihu.forms.form import Bind, Bounds, ChoiceSource, Item
from yihu.forms.names import JAVAROSA, is_true, local_name, resolve
from yihu.forms.problems import XFormRefused
from yihu.forms.words import Words, read_words

CONTROLS: Final = frozenset(("input", "secret", "select", "select1", "rank", "upload", "trigger", "range"))
_NOT_PARAMETERS: Final = frozenset(
    ("ref", "bind", "appearance", "mediatype", "query", "start", "end", "step", "nodeset")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One element of the body: a control, a group or a repeat, with the path it is bound to."""

    element: Element
    sort: str
    ref: str | None
    label: Words | None
    appearances: tuple[str, ...]
    children: "tuple[Shown, ...]" = ()
    count: Expression | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """All of the body.

    Attributes:
        owners: element of the body -> path that relative paths inside it start from.
    """

    shown: tuple[Shown, ...]
    owners: list[tuple[Element, str]] = field(default_factory=list)

    def repeat_refs(self) -> frozenset[str]:
        """Nodesets of all repeats."""
        return frozenset(each.ref for each in self.everything() if each.sort == "repeat" and each.ref)

    def everything(self) -> "list[Shown]":
        """All elements, outer before inner."""
        found: list[Shown] = []
        stack = list(reversed(self.shown))
        while stack:
            each = stack.pop()
            found.append(each)
            stack.extend(reversed(each.children))
        return found


def read_body(body: Element | None, top: str, binds: Mapping[str, Bind], library: Expressions) -> Body:
    """Understand the body; `top` is the path of the instance's top element."""
    reader = _Reader(library, [])
    return Body(() if body is None else reader.read_all(body, top), reader.owners)


@dataclass(frozen=True, slots=True)
class _Reader:
    library: Expressions
    owners: list[tuple[Element, str]]

    def read_all(self, parent: Element, base: str) -> tuple[Shown, ...]:
        read = (self.read(child, base) for child in parent if isinstance(child.tag, str))
        return tuple(each for each in read if each is not None)

    def read(self, element: Element, base: str) -> Shown | None:
        name = local_name(element.tag)
        if name == "group":
            return self._group(element, base)
        if name == "repeat":
            return self._repeat(element, base, None, ())
        return self._control(element, name, base) if name in CONTROLS else None

    def _control(self, element: Element, name: str, base: str) -> Shown | None:
        path = element.get("ref") or element.get("bind")
        if not path:
            return None
        ref = resolve(path, base)
        self.owners.append((element, ref))
        media = element.get("mediatype", "*/*")
        if name == "upload" and "/" not in media:
            raise XFormRefused(problem=N_("it asks for files of a kind that isn't known"))
        return Shown(
            element=element,
            sort=name,
            ref=ref,
            label=self.label(element, ref),
            appearances=appearances_of(element),
        )

    def _group(self, element: Element, base: str) -> Shown:
        path = element.get("ref") or element.get("nodeset")
        ref = resolve(path, base) if path else None
        inside = [child for child in element if local_name(child.tag) in ("group", "repeat", *CONTROLS)]
        label = self.label(element, ref or base)
        if len(inside) == 1 and local_name(inside[0].tag) == "repeat":
            repeat_ref = resolve(inside[0].get("nodeset", ""), ref or base)
            if ref is None or repeat_ref == ref or ref == base:
                self.owners.append((element, repeat_ref))
                return self._repeat(inside[0], ref or base, label, appearances_of(element))
        self.owners.append((element, ref or base))
        return Shown(
            element=element, sort="group", ref=ref, label=label, appearances=appearances_of(element),
            children=self.read_all(element, ref or base),
        )  # fmt: skip

    def _repeat(self, element: Element, base: str, label: Words | None, outer: tuple[str, ...]) -> Shown:
        ref = resolve(element.get("nodeset") or element.get("ref") or "", base)
        self.owners.append((element, ref))
        count = element.get(f"{{{JAVAROSA}}}count")
        return Shown(
            element=element,
            sort="repeat",
            ref=ref,
            label=label or self.label(element, ref),
            appearances=tuple(dict.fromkeys((*outer, *appearances_of(element)))),
            children=self.read_all(element, ref),
            count=Expression(count, ref, "count", self.library) if count else None,
            fixed=is_true(element.get(f"{{{JAVAROSA}}}noAddRemove")),
        )

    def label(self, element: Element, ref: str) -> Words | None:
        return read_words(child_of(element, "label"), ref, self.library)


def appearances_of(element: Element) -> tuple[str, ...]:
    """The words of its appearance attribute."""
    return tuple((element.get("appearance") or "").split())


def child_of(element: Element, name: str) -> Element | None:
    """The first child with that local name."""
    return next((child for child in element if local_name(child.tag) == name), None)


def read_choices(shown: Shown, library: Expressions, lists: Collection[str] = ()) -> ChoiceSource | None:
    """Where the choices of a select or rank come from; None for other controls."""
    element, ref = shown.element, shown.ref or ""
    if element.get("query") and any(f"'{list_id}'" in element.get("query", "") for list_id in lists):
        return _from_list(element.get("query", ""), "name", "label", ref, library)
    if shown.sort not in ("select", "select1", "rank"):
        return None
    itemset = child_of(element, "itemset")
    if itemset is None:
        items = (child for child in element if local_name(child.tag) == "item")
        return ChoiceSource(items=tuple(_read_item(item, ref, library) for item in items))
    value, label = child_of(itemset, "value"), child_of(itemset, "label")
    return _from_list(
        itemset.get("nodeset", ""),
        "name" if value is None else value.get("ref", "name"),
        None if label is None else label.get("ref"),
        ref,
        library,
    )


def _from_list(nodes: str, value: str, label: str | None, ref: str, library: Expressions) -> ChoiceSource:
    return ChoiceSource(
        nodes=Expression(nodes, ref, "choices", library),
        value=Expression(value, "", "choice-value", library),
        label=Expression(label, "", "choice-label", library) if label else None,
    )


def _read_item(item: Element, ref: str, library: Expressions) -> Item:
    value = child_of(item, "value")
    text = "" if value is None else (value.text or "").strip()
    return Item(value=text, label=read_words(child_of(item, "label"), ref, library))


def read_bounds(shown: Shown) -> Bounds | None:
    """The scale of a range control."""
    get = shown.element.get
    return (
        Bounds(start=get("start", ""), end=get("end", ""), step=get("step", ""))
        if shown.sort == "range"
        else None
    )


def read_parameters(shown: Shown) -> dict[str, str]:
    """What else a control's attributes say, by local name."""
    named = {local_name(name): value for name, value in shown.element.attrib.items()}
    return {name: value for name, value in named.items() if name not in _NOT_PARAMETERS}
