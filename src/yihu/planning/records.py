"""The further records of a household: visits, quarters, procedures. Each is read for itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yihu.register.answers import Answers, PropertyMaps, Row, Value, collect
from yihu.register.properties import ENTITY_OF, Entity
from yihu.register.read import typed


def records_with(
    values: Mapping[str, Value], property_maps: PropertyMaps, *entities: Entity
) -> Iterator[tuple[str, Answers]]:
    """Each record that holds properties of these entities, by its name, with them.

    Args as `register.read_household`; whatever form asked them.
    """
    found: dict[str, dict[str, Value]] = defaultdict(dict)
    for path, value in values.items():
        if (
            "~" in path
        ):  # nearly all answers of a register are of its surveys, which are looked at by the thousand
            record = path.partition("/")[0]
            if _has(property_maps.get(record.partition("~")[0], {}).values(), entities):
                found[record][path] = value
    for record in sorted(found):
        answers = collect(found[record], property_maps, frozenset(entities))
        if answers.single or any(row.properties for row in _rows(answers)):
            yield record, answers


def fields_of(properties: Mapping[str, str], prefix: str = "") -> dict[str, Any]:
    """Properties as their kinds have them, by their names without the prefix; what can't be read is left out."""
    read = {name.removeprefix(prefix): typed(name, text) for name, text in properties.items()}
    return {name: value for name, value in read.items() if value is not None}


def _has(names: Iterable[str], entities: tuple[Entity, ...]) -> bool:
    return any(ENTITY_OF.get(name) in entities for name in names)


def _rows(answers: Answers) -> Iterator[Row]:
    return (row for rows in answers.rows.values() for row in rows.values())
