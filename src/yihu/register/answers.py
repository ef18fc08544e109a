"""From the answers of any form to properties: what stands where, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yihu.register.properties import Entity, entity_of

Value = str | int | bool | None
"""A stored answer: XForm text; int and bool for rows' `_row` and `_del`; None is cleared."""

PropertyMaps = Mapping[str, Mapping[str, str]]
"""Form id -> {answer key pattern with `*` for row ids: property name}."""


@dataclass(slots=True)
class Row:
    """The properties of one row of a repeat."""

    id: str
    position: int = 0
    removed: bool = False
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All properties found.

    Attributes:
        single: property -> text, of questions outside of any repeat.
        rows: (record, repeat) -> rows by id.
    """

    single: dict[str, str]
    rows: dict[tuple[str, str], dict[str, Row]]

    def rows_of(self, entity: Entity) -> tuple[Row, ...]:
        """The rows that hold properties of this entity, in their order, without removed ones."""
        found = [
            row
            for rows in self.rows.values()
            for row in rows.values()
            if not row.removed and any(entity_of(name) == entity for name in row.properties)
        ]
        return tuple(sorted(found, key=lambda row: (row.position, row.id)))


def collect(values: Mapping[str, Value], property_maps: PropertyMaps, entities: frozenset[Entity]) -> Answers:
    """Sort a household's answers by property.

    Args:
        values: path (`<record>/<answer key>`) -> value, every record of one household.
        property_maps: for each form id its `save_to` map; other forms are passed over.
        entities: answers with a known property of another entity are passed over.

    Where two records answer the same property, the form named `household` wins, then the record
    whose name sorts last.
    """
    found = Answers(single={}, rows={})
    for record, answers in _by_record(values, property_maps):
        patterns = property_maps[record.partition("~")[0]]
        for key, value in answers:
            _place(found, record, key, value, patterns, entities)
    return found


def _by_record(
    values: Mapping[str, Value], property_maps: PropertyMaps
) -> list[tuple[str, list[tuple[str, Value]]]]:
    records: dict[str, list[tuple[str, Value]]] = {}
    for path, value in values.items():
        record, _, key = path.partition("/")
        if record.partition("~")[0] in property_maps:
            records.setdefault(record, []).append((key, value))
    return sorted(records.items(), key=lambda item: (item[0] == "household", item[0]))


def _place(
    found: Answers,
    record: str,
    key: str,
    value: Value,
    patterns: Mapping[str, str],
    entities: frozenset[Entity],
) -> None:
    repeat, _, rest = key.partition("/")
    row_id, _, question = rest.partition("/")
    if not rest:
        _write(found.single, _property(patterns, key), value, entities)
    elif question and "/" not in question:
        rows = found.rows.setdefault((record, repeat), {})
        row = rows.setdefault(row_id, Row(row_id))
        _write_row(row, question, value, _property(patterns, f"{repeat}/*/{question}"), entities)


def _property(patterns: Mapping[str, str], pattern: str) -> str | None:
    """Calculated answers have `=` before their name; a map may have it or not."""
    name = patterns.get(pattern)
    return patterns.get(pattern.replace("=", "")) if name is None and "=" in pattern else name


def _write_row(row: Row, question: str, value: Value, name: str | None, entities: frozenset[Entity]) -> None:
    if question == "_row" and isinstance(value, int):
        row.position = value
    elif question == "_del":
        row.removed = value is True
    else:
        _write(row.properties, name, value, entities)


def _write(properties: dict[str, str], name: str | None, value: Value, entities: frozenset[Entity]) -> None:
    if name is None or value is None or value == "" or entity_of(name) not in (None, *entities):
        return
    properties[name] = str(value)
