"""The choices that questions offer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yihu.engine.cells import Cell
from yihu.engine.machine import Machine
from yihu.engine.outcome import Choice
from yihu.engine.slots import Aim, Rule, Slot
from yihu.engine.words import Speaker
from yihu.forms import ChoiceSource, Item
from yihu.xpath import XPathProblem
from yihu.xpath.tree import Node


@dataclass(frozen=True, slots=True)
class Offered:
    """What a question offers, in order.

    Attributes:
        items: value and its node in the list, None where there is no list.
        nodes: the first node of each value.
    """

    items: tuple[tuple[str, Node | None], ...]
    nodes: dict[str, Node | None]

    def __contains__(self, value: object) -> bool:
        return value in self.nodes

    def __iter__(self) -> Iterator[str]:
        return iter(self.nodes)

    def __len__(self) -> int:
        return len(self.nodes)


def offered(items: Iterable[tuple[str, Node | None]]) -> Offered:
    """Of two choices with one value, the first one counts."""
    found = tuple(items)
    nodes: dict[str, Node | None] = {}
    for value, node in found:
        nodes.setdefault(value, node)
    return Offered(found, nodes)


class Offers:
    """Finds choices, and keeps them as long as what they depend on stays the same."""

    def __init__(self, machine: Machine, speaker: Speaker) -> None:
        self._machine = machine
        self._speaker = speaker
        self._fixed: dict[str, Offered] = {}
        self._told: dict[Cell, tuple[Offered, str, tuple[Choice, ...]]] = {}
        self._rules: dict[Slot, Rule | None] = {}

    def values(self, cell: Cell) -> Offered:
        """What is offered now."""
        source = _source(cell)
        if source.nodes is None:
            return offered((item.value, None) for item in source.items)
        rule = self._rule(cell.slot)
        if (
            rule is not None
            and not rule.reads
            and not rule.fleeting
            and not rule.compiled.dependencies.uses_current
        ):
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
        values = self._find(cell, source)
        cell.kept["choices"] = (tick, values)
        return values

    def _fixed_values(self, cell: Cell, source: ChoiceSource) -> Offered:
        assert source.nodes is not None
        assert source.value is not None
        key = f"{source.nodes.source}\n{source.value.source}"
        if key not in self._fixed:
            self._fixed[key] = self._find(cell, source)
        return self._fixed[key]

    def _rule(self, slot: Slot) -> Rule | None:
        if slot not in self._rules:
            self._rules[slot] = self._made_rule(slot)
        return self._rules[slot]

    def _made_rule(self, slot: Slot) -> Rule | None:
        task = slot.tasks.get(Aim.CHOICES)
        if task is None:
            return None
        return Rule(task.compiled, task.reads, bool(task.compiled.dependencies.impure))

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
        try:
            return source.label.compiled.string(node, self._machine.outside)
        except XPathProblem:
            return ""

    def label_of(self, cell: Cell, value: str) -> str:
        """The words of one choice, "" if it isn't offered."""
        source = _source(cell)
        if source.nodes is None:
            return next((self._item(item, cell).label for item in source.items if item.value == value), "")
        node = self.values(cell).nodes.get(value)
        return self._listed(value, node, source).label if node is not None else ""


def _source(cell: Cell) -> ChoiceSource:
    question = cell.slot.question
    assert question is not None
    return question.choices or ChoiceSource()


def _text_of(node: Node, name: str) -> str:
    found = node.child(name)
    return found.string() if found is not None else ""


def _known(media: dict[str, str]) -> dict[str, str]:
    return {kind: name for kind, name in media.items() if kind in ("image", "audio", "video")}


def _beside(node: Node) -> dict[str, str]:
    """Media columns of a list without translations."""
    return {kind: _text_of(node, kind) for kind in ("image", "audio", "video") if _text_of(node, kind)}
