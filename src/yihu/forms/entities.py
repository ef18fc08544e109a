"""Which answers the domain reads: `save_to` properties and the lists of entities they belong to."""

from collections.abc import Iterator, Mapping

from yihu.forms.form import Bind, EntityList, Question
from yihu.xpath.tree import Node


def read_entities(
    questions: Mapping[str, Question],
    keys: Mapping[str, str],
    top: Node,
    templates: Mapping[str, Node],
    binds: Mapping[str, Bind],
) -> tuple[dict[str, str], tuple[EntityList, ...]]:
    """(answer key with `*` -> property, the lists of entities)."""
    properties = {question.key: question.save_to for question in questions.values() if question.save_to}
    found = dict(_entity_elements(top, f"/{top.name}", templates))
    lists = tuple(
        EntityList(
            dataset=dataset,
            scope=keys.get(_row_of(ref, templates), ""),
            ref=ref,
            properties=_properties_of(ref, found, questions),
        )
        for ref, dataset in found.items()
    )
    return properties, lists


def _entity_elements(node: Node, path: str, templates: Mapping[str, Node]) -> Iterator[tuple[str, str]]:
    for child in node.elements():
        below = f"{path}/{child.name}"
        if child.local == "entity" and node.local == "meta":
            yield below, child.attribute("dataset") or ""
        yield from _entity_elements(child, below, templates)
    for ref, template in templates.items():
        if ref.rpartition("/")[0] == path:
            yield from _entity_elements(template, ref, templates)


def _container(entity_ref: str) -> str:
    return entity_ref.rpartition("/")[0].rpartition("/")[0]


def _row_of(entity_ref: str, templates: Mapping[str, Node]) -> str:
    above = _container(entity_ref)
    while above and above not in templates:
        above = above.rpartition("/")[0]
    return above


def _properties_of(
    ref: str, entities: Mapping[str, str], questions: Mapping[str, Question]
) -> dict[str, str]:
    """A question belongs to the nearest entity around it."""
    saved = (question for question in questions.values() if question.save_to)
    return {
        question.save_to or "": question.key for question in saved if _nearest(question.ref, entities) == ref
    }


def _nearest(ref: str, entities: Mapping[str, str]) -> str | None:
    around = [entity for entity in entities if ref.startswith(f"{_container(entity)}/")]
    return max(around, key=len, default=None)
