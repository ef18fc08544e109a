"""Answers and body brought together: every leaf a question, with its answer key."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yihu.forms.body import Body, Shown, child_of, read_bounds, read_choices, read_parameters
from yihu.forms.form import Bind, Group, Kind, Part, Question, Repeat
from yihu.forms.words import Itext, read_words
from yihu.xpath.tree import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a form consists of.

    Attributes:
        keys: answer key with `*` of every leaf and repeat, by ref.
    """

    body: tuple[Part, ...]
    questions: Mapping[str, Question]
    groups: Mapping[str, Group | Repeat]
    keys: Mapping[str, str]


def read_outline(
    top: Node,
    templates: Mapping[str, Node],
    body: Body,
    binds: Mapping[str, Bind],
    itext: Itext,
    order: Mapping[str, tuple[str, ...]],
    bound: frozenset[str],
    lists: tuple[str, ...],
) -> Outline:
    """Bring answers and body together."""
    shown = {
        each.ref: each for each in body.everything() if each.ref and each.sort not in ("group", "repeat")
    }
    grouped = {each.ref: each for each in body.everything() if each.ref and each.sort in ("group", "repeat")}
    nodes = list(_walk(top, f"/{top.name}", _Ground(templates, order, bound), set()))
    keys = _answer_keys(nodes, frozenset(templates) | body.repeat_refs(), top)
    questions = {
        ref: _question(ref, binds.get(ref) or Bind(nodeset=ref), shown.get(ref), keys[ref], itext, lists)
        for ref, leaf in nodes
        if leaf and ref not in grouped
    }
    for ref in shown.keys() - questions.keys():
        keys.setdefault(ref, ref.rpartition("/")[2])
    builder = _Builder(questions, binds, keys, {})
    parts = builder.all_of(body.shown)
    for ref, leaf in nodes:
        if not leaf and ref not in builder.groups:
            builder.groups[ref] = Group(
                ref=ref, name=ref.rpartition("/")[2], bind=binds.get(ref) or Bind(nodeset=ref)
            )
    return Outline(body=parts, questions=questions, groups=builder.groups, keys=keys)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is known of the answers while walking through them.

    Attributes:
        order: names of the children by path.
        bound: paths of the attributes that count as answers are among them.
    """

    templates: Mapping[str, Node]
    order: Mapping[str, tuple[str, ...]]
    bound: frozenset[str]


def _walk(node: Node, path: str, ground: _Ground, seen: set[str]) -> Iterator[tuple[str, bool]]:
    """(path, is a leaf) of all that rows may have, each once, in the order of the answers; bound attributes too."""
    children = _children(node, path, ground)
    if path not in seen:
        seen.add(path)
        yield path, not children
        for attribute in node.attributes:
            if f"{path}/@{attribute.name}" in ground.bound:
                yield f"{path}/@{attribute.name}", True
    for name, child in children:
        yield from _walk(child, f"{path}/{name}", ground, seen)


def _children(node: Node, path: str, ground: _Ground) -> list[tuple[str, Node]]:
    own = [(child.name, child) for child in node.elements()]
    names = {name for name, _ in own}
    lacking = [
        (ref.rpartition("/")[2], template)
        for ref, template in ground.templates.items()
        if ref.rpartition("/")[0] == path and ref.rpartition("/")[2] not in names
    ]
    places = {name: place for place, name in enumerate(ground.order.get(path, ()))}
    return sorted(own + lacking, key=lambda pair: places.get(pair[0], len(places))) if lacking else own


def _answer_keys(nodes: list[tuple[str, bool]], repeats: frozenset[str], top: Node) -> dict[str, str]:
    """A name alone where it is the only one among the rows' answers, else with its groups, joined by dots."""
    root = f"/{top.name}"
    scopes = {ref: _scope(ref, repeats, root) for ref, leaf in nodes if leaf or ref in repeats}
    used = Counter((scope, _plain(ref)) for ref, scope in scopes.items())
    keys: dict[str, str] = {}
    for ref, scope in scopes.items():
        name = _plain(ref)
        local = name if used[scope, name] == 1 else ref.removeprefix(f"{scope}/").replace("/", ".")
        keys[ref] = f"{keys[scope]}/*/{local}" if scope != root else local
    return keys


def _plain(ref: str) -> str:
    """The last name of a path without its prefix."""
    name = ref.rpartition("/")[2]
    return ("@" if name.startswith("@") else "") + name.removeprefix("@").rpartition(":")[2]


def _scope(ref: str, repeats: frozenset[str], root: str) -> str:
    above = ref.rpartition("/")[0]
    while above and above != root and above not in repeats:
        above = above.rpartition("/")[0]
    return above or root


@dataclass(frozen=True, slots=True)
class _Builder:
    questions: dict[str, Question]
    binds: Mapping[str, Bind]
    keys: Mapping[str, str]
    groups: dict[str, Group | Repeat]

    def all_of(self, shown: tuple[Shown, ...]) -> tuple[Part, ...]:
        built = (self._part(each) for each in shown)
        return tuple(part for part in built if part is not None)

    def _part(self, shown: Shown) -> Part | None:
        if shown.sort == "repeat" and shown.ref:
            repeat = Repeat(
                ref=shown.ref, name=shown.ref.rpartition("/")[2], key=self.keys.get(shown.ref, ""),
                bind=self._bind(shown.ref), label=shown.label, appearances=shown.appearances,
                children=self.all_of(shown.children), count=shown.count, fixed=shown.fixed,
            )  # fmt: skip
            self.groups[shown.ref] = repeat
            return repeat
        if shown.sort == "group":
            return self._group(shown)
        return self.questions.get(shown.ref or "")

    def _group(self, shown: Shown) -> Group:
        group = Group(
            ref=shown.ref, name=(shown.ref or "").rpartition("/")[2], bind=self._bind(shown.ref or ""),
            label=shown.label, appearances=shown.appearances, children=self.all_of(shown.children),
        )  # fmt: skip
        if shown.ref:
            self.groups.setdefault(shown.ref, group)
        return group

    def _bind(self, ref: str) -> Bind:
        return self.binds.get(ref) or Bind(nodeset=ref)


def _question(
    ref: str, bind: Bind, shown: Shown | None, key: str, itext: Itext, lists: tuple[str, ...]
) -> Question:
    name = ref.rpartition("/")[2]
    if shown is None:
        return Question(
            ref=ref,
            name=name,
            key=key,
            kind=_unshown_kind(ref, bind),
            data_type=bind.type,
            bind=bind,
            save_to=bind.save_to,
        )
    library = itext.library
    choices = read_choices(shown, library, lists)
    hint = read_words(child_of(shown.element, "hint"), ref, library)
    return Question(
        ref=ref,
        name=name,
        key=key,
        kind="select_one" if choices is not None and shown.sort == "input" else _kind(shown, bind),
        data_type=bind.type,
        bind=bind,
        control=shown.sort,
        label=shown.label,
        hint=hint,
        guidance=hint if hint and hint.itext and itext.has_guidance(hint.itext) else None,
        appearances=_with_new_names(shown.appearances)
        if shown.sort.startswith("select")
        else shown.appearances,
        choices=choices,
        media_type=shown.element.get("mediatype", ""),
        bounds=read_bounds(shown),
        parameters=read_parameters(shown),
        save_to=bind.save_to,
    )


def _with_new_names(appearances: tuple[str, ...]) -> tuple[str, ...]:
    """`search` is what `autocomplete` was called."""
    if "search" not in appearances or "autocomplete" in appearances:
        return appearances
    return tuple(
        name for each in appearances for name in (("autocomplete", each) if each == "search" else (each,))
    )


_BY_DATA: Mapping[str, Kind] = {
    "int": "integer", "decimal": "decimal", "date": "date", "time": "time", "dateTime": "datetime",
    "geopoint": "geopoint", "geotrace": "geotrace", "geoshape": "geoshape", "barcode": "barcode", "binary": "file",
}  # fmt: skip
_BY_CONTROL: Mapping[str, Kind] = {
    "select": "select_multiple", "select1": "select_one", "rank": "rank", "trigger": "acknowledge", "range": "range",
}  # fmt: skip
_BY_MEDIA: Mapping[str, Kind] = {"image": "image", "audio": "audio", "video": "video"}


def _kind(shown: Shown, bind: Bind) -> Kind:
    if shown.sort in _BY_CONTROL:
        return _BY_CONTROL[shown.sort]
    if shown.sort == "upload":
        return _BY_MEDIA.get(shown.element.get("mediatype", "").partition("/")[0], "file")
    if bind.type == "string" and bind.read_only and bind.read_only.constant() and not bind.calculate:
        return "note"
    return _BY_DATA.get(bind.type, "text")


def _unshown_kind(ref: str, bind: Bind) -> Kind:
    if bind.preload or "/meta/" in ref:
        return "metadata"
    return "calculate" if bind.calculate else "hidden"
