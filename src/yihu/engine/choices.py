"""The choices that questions offer."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from yihu.engine.beyond import LAST_SAVED
from yihu.engine.cells import Cell
from yihu.engine.machine import WORDED, Machine
from yihu.engine.outcome import Choice
from yihu.engine.slots import Rule, Slot, Sort
from yihu.engine.words import Speaker
from yihu.forms import ChoiceSource, Item
from yihu.xpath import XPathProblem
from yihu.xpath.tree import Node

_WHOLE_LIST = re.compile(r"\s*(?:randomize\()?\s*(instance\(\s*'[^']+'\s*\)/[\w/]+)\s*\[")
"""A list with a filter behind it."""

_MOST_FOUND = 64
"""Lists kept of those that answers chose; a person goes back and forth between few."""

_MEDIA = ("image", "audio", "video")
_NO_MEDIA: dict[str, str] = {}

_SHORT = 100
"""Choices in a list that is read while the form opens; longer ones wait until they are needed."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a question offers, in order.

    Attributes:
        items: value and its node in the list, None where there is no list.
        places: where in them each value is first.
    """

    items: tuple[tuple[str, Node | None], ...]
    places: dict[str, int]

    def __contains__(self, value: object) -> bool:
        return value in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def node(self, value: str) -> Node | None:
        """The node of a value; None if it isn't offered or there is no list."""
        place = self.places.get(value)
        return self.items[place][1] if place is not None else None


def offered(items: Iterable[tuple[str, Node | None]]) -> Offered:
    """Of two choices with one value, the first one counts."""
    found = tuple(items)
    places: dict[str, int] = {}
    for place, (value, _) in enumerate(found):
        places.setdefault(value, place)
    return Offered(found, places)


class Offers:
    """Finds choices, and keeps them as long as what they depend on stays the same.

    own_lists: names of lists that this interview has in place of the form's.
    """

    def __init__(self, machine: Machine, speaker: Speaker, *, own_lists: Collection[str] = ()) -> None:
        self._machine = machine
        self._speaker = speaker
        self._own_lists = own_lists
        # All interviews with a form share what they can't differ in.
        self._steady: dict[Slot, Offered] = (
            {} if own_lists else _kept_with(machine, "engine.choices of slots")
        )
        self._of_form: dict[str, Offered] = _kept_with(machine, "engine.choices of lists")
        self._of_interview: dict[str, Offered] = {}
        self._told: dict[Cell, tuple[Offered, str, tuple[Choice, ...]]] = {}
        self._deciding: dict[Slot, tuple[Cell, ...]] = {}
        self._by_answers: dict[tuple[Slot, tuple[str, ...]], Offered] = {}

    def prepare(self) -> None:
        """Find what comes from short lists, so that no answer has to wait for it."""
        for slot, cells in zip(self._machine.graph.slots, self._machine.live, strict=True):
            if slot.select and cells and slot not in self._steady and self._is_short(_source(cells[0])):
                self.values(cells[0])

    def _is_short(self, source: ChoiceSource) -> bool:
        lists = self._machine.graph.form.lists.inline
        names = source.nodes.compiled.dependencies.instances if source.nodes is not None else ()
        return all(name in lists and len(lists[name]) <= _SHORT for name in names)

    def values(self, cell: Cell) -> Offered:
        """What is offered now."""
        steady = self._steady.get(cell.slot)
        if steady is not None:
            return steady
        source, rule = _source(cell), cell.slot.rules.get("choices")
        if source.nodes is None:
            steady = self._steady[cell.slot] = offered((item.value, None) for item in source.items)
            return steady
        if rule is not None and _never_changes(rule):
            return self._fixed_values(cell, source)
        kept = cell.kept.get("choices")
        if (
            kept is not None
            and isinstance(kept[1], Offered)
            and rule is not None
            and self._machine.fresh(kept[0], rule)
        ):
            return kept[1]
        tick = self._machine.tick
        values = self._found_by_answers(cell, source, rule)
        cell.kept["choices"] = (tick, values)
        return values

    def _fixed_values(self, cell: Cell, source: ChoiceSource) -> Offered:
        assert source.nodes is not None
        assert source.value is not None
        of_form = self._is_of_form(source)
        fixed = self._of_form if of_form else self._of_interview
        key = f"{source.nodes.source}\n{source.value.source}"
        found = fixed.get(key)
        if found is None:
            found = fixed[key] = self._find(cell, source)
        if of_form:
            self._steady[cell.slot] = found
        return found

    def _is_of_form(self, source: ChoiceSource) -> bool:
        """Whether the choices come from the form's own lists alone."""
        assert source.nodes is not None
        assert source.value is not None
        needed, sources = source.nodes.compiled.dependencies, self._machine.graph.form.lists.sources
        return (
            not needed.any_instance
            and source.value.source.strip().isidentifier()
            and not any(
                name in self._own_lists or sources.get(name, "").startswith(LAST_SAVED)
                for name in needed.instances
            )
        )

    def _found_by_answers(self, cell: Cell, source: ChoiceSource, rule: Rule | None) -> Offered:
        """The choices; found only once for the same answers to what decides about them."""
        deciding = self._answers_deciding(cell.slot, rule)
        if not deciding:
            return self._find(cell, source)
        key = (cell.slot, tuple(each.node.text for each in deciding))
        found = self._by_answers.get(key)
        if found is None:
            if len(self._by_answers) >= _MOST_FOUND:
                self._by_answers.clear()
            found = self._by_answers[key] = self._find(cell, source)
        return found

    def _answers_deciding(self, slot: Slot, rule: Rule | None) -> tuple[Cell, ...]:
        """The answers that alone decide about the choices; none if rows, time or chance matter too."""
        found = self._deciding.get(slot)
        if found is None:
            root, slots = self._machine.root.members, self._machine.graph.slots
            alone = (
                rule is not None
                and _only_answers_matter(rule)
                and all(slots[index].sort == Sort.LEAF and index in root for index in rule.reads)
            )
            found = tuple(root[index] for index in rule.reads) if rule is not None and alone else ()
            self._deciding[slot] = found
        return found

    def _find(self, cell: Cell, source: ChoiceSource) -> Offered:
        assert source.nodes is not None
        assert source.value is not None
        outside = self._machine.outside
        try:
            nodes = source.nodes.compiled.nodes(cell.node, outside)
            read = source.value.compiled
            simple = read.source.strip()
            if simple.isidentifier():
                return offered((_text_of(node, simple), node) for node in nodes)
            return offered((read.string(node, outside), node) for node in nodes)
        except XPathProblem:
            return Offered((), {})

    def choices(self, cell: Cell) -> tuple[Choice, ...]:
        """The choices with their words in the language in force."""
        source = _source(cell)
        if source.nodes is None:
            return tuple(self._item(item, cell) for item in source.items)
        values, language = self.values(cell), self._speaker.language
        told = self._told.get(cell)
        if told is not None and told[0] is values and told[1] == language:
            return told[2]
        made = tuple(self._listed(value, node, source) for value, node in values.items if node is not None)
        if self._says_the_same(values, source):
            self._told[cell] = (values, language, made)
        return made

    def everything(self, cell: Cell) -> tuple[Choice, ...]:
        """All choices of its list, whatever the answers so far would leave of them: for paper."""
        source = _source(cell)
        whole = _WHOLE_LIST.match(source.nodes.source) if source.nodes is not None else None
        if source.nodes is None or source.value is None or whole is None:
            return self.choices(cell)
        nodes = source.nodes.library.compile(whole[1]).nodes(cell.node, self._machine.outside)
        name, outside = source.value.compiled, self._machine.outside
        return tuple(self._listed(name.string(node, outside), node, source) for node in nodes)

    def _says_the_same(self, values: Offered, source: ChoiceSource) -> bool:
        """Whether the words come from a list of the form and have no answers in them."""
        if source.nodes is None or not source.nodes.source.lstrip().startswith(
            ("instance(", "randomize(instance(")
        ):
            return False
        if source.label is None or source.label.source.strip().isidentifier():
            return True
        texts = (self._text_id(node, source) for _, node in values.items if node is not None)
        return all(text is not None and self._speaker.is_plain(text) for text in texts)

    def _item(self, item: Item, cell: Cell) -> Choice:
        media = self._speaker.media(item.label, cell.node)
        label = self._speaker.say(item.label, cell.node) if item.label is not None else item.value
        return Choice(value=item.value, label=label, **_known(media))

    def _listed(self, value: str, node: Node, source: ChoiceSource) -> Choice:
        if source.label is None:
            return Choice(value=value, label=value)
        text_id = self._text_id(node, source)
        if text_id is not None:
            media = self._speaker.media_of(text_id, node)
            return Choice(value=value, label=self._speaker.text(text_id, node), **_known(media))
        return Choice(value=value, label=self._label(node, source), **_beside(node))

    def _text_id(self, node: Node, source: ChoiceSource) -> str | None:
        if source.label is not None and source.label.source.strip() == "jr:itext(itextId)":
            return _text_of(node, "itextId")
        return None

    def _label(self, node: Node, source: ChoiceSource) -> str:
        assert source.label is not None
        name = source.label.source.strip()
        if name.isidentifier():
            return _text_of(node, name)
        try:
            return source.label.compiled.string(node, self._machine.outside)
        except XPathProblem:
            return ""

    def label_of(self, cell: Cell, value: str) -> str:
        """The words of one choice, "" if it isn't offered."""
        source = _source(cell)
        if source.nodes is None:
            return next((self._item(item, cell).label for item in source.items if item.value == value), "")
        node = self.values(cell).node(value)
        return self._listed(value, node, source).label if node is not None else ""


def _kept_with(machine: Machine, name: str) -> dict[Any, Offered]:
    kept = machine.graph.form.memory.setdefault(name, {})
    assert isinstance(kept, dict)
    return kept


def _never_changes(rule: Rule) -> bool:
    return not rule.reads and _only_answers_matter(rule) and not rule.compiled.dependencies.uses_current


def _only_answers_matter(rule: Rule) -> bool:
    return not rule.fleeting and not rule.compiled.dependencies.functions & WORDED


def _source(cell: Cell) -> ChoiceSource:
    question = cell.slot.question
    assert question is not None
    return question.choices or ChoiceSource()


def _text_of(node: Node, name: str) -> str:
    found = node.child(name)
    return found.string() if found is not None else ""


def _known(media: dict[str, str]) -> dict[str, str]:
    return {kind: name for kind, name in media.items() if kind in _MEDIA}


def _beside(node: Node) -> dict[str, str]:
    """Media columns of a list without translations."""
    found: dict[str, str] = {}
    for child in node.children:
        if child.tag in _MEDIA and child.tag not in found:
            found[child.tag] = child.string()
    return {kind: name for kind, name in found.items() if name} if found else _NO_MEDIA
