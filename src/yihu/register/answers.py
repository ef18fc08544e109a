"""From the answers of any form to properties: what stands where, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yihu.register.properties import ENTITY_OF, Entity

Value = str | int | bool | None
"""A stored answer: XForm text; int and bool for rows' `_row` and `_del`; None is cleared."""

PropertyMaps = Mapping[str, Mapping[str, str]]
"""Form id -> {answer key pattern with `*` for row ids: property name}."""


WAIVE = "_waive."
"""Before a rule's id: why a check doesn't count for this household, or for the member in whose row it stands."""


def waiver_path(rule: str, person_row: str | None = None) -> str:
    """Where the reason of a waived check stands: `household/_waive.R32`, `household/member/<row>/_waive.R32`."""
    return f"household/member/{person_row}/{WAIVE}{rule}" if person_row else f"household/{WAIVE}{rule}"


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
        derived: names in `single` that the form calculated, that nobody said.
        waived: (rule, row id or None) -> reason.
    """

    single: dict[str, str]
    rows: dict[tuple[str, str], dict[str, Row]]
    derived: set[str] = field(default_factory=set)
    waived: dict[tuple[str, str | None], str] = field(default_factory=dict)

    def rows_of(self, entity: Entity) -> tuple[Row, ...]:
        """The rows that hold properties of this entity, in their order, without removed ones."""
        found = [
            row
            for rows in self.rows.values()
            for row in rows.values()
            if not row.removed and any(ENTITY_OF.get(name) == entity for name in row.properties)
        ]
        return tuple(sorted(found, key=lambda row: (row.position, row.id)))


def collect(
    values: Mapping[str, Value], property_maps: PropertyMaps, entities: frozenset[Entity | None]
) -> Answers:
    """Sort a household's answers by property.

    Args:
        values: path (`<record>/<answer key>`) -> value, every record of one household.
        property_maps: for each form id its `save_to` map; other forms are passed over.
        entities: answers with a known property of another entity are passed over.

    Where two records answer the same property, the form named `household` wins, then the record
    whose name sorts last.
    """
    readers: dict[str, _RecordReader | None] = {}
    for path, value in values.items():
        record, _, key = path.partition("/")
        if record not in readers:
            patterns = property_maps.get(record.partition("~")[0])
            readers[record] = None if patterns is None else _RecordReader(patterns, entities)
        reader = readers[record]
        if reader is not None:
            reader.take(key, value)
    return _joined({record: reader for record, reader in readers.items() if reader is not None})


def _joined(readers: Mapping[str, "_RecordReader"]) -> Answers:
    found = Answers(single={}, rows={})
    for record in sorted(readers, key=lambda name: (name == "household", name)):
        reader = readers[record]
        found.single.update(reader.single)
        found.derived.difference_update(reader.single)
        found.derived.update(reader.derived)
        found.waived.update(reader.waived)
        for (repeat, row_id), row in reader.rows.items():
            found.rows.setdefault((record, repeat), {})[row_id] = row
    return found


class _RecordReader:
    """One record's answers; a register is read by the hundred thousand, so each answer is cheap."""

    def __init__(self, patterns: Mapping[str, str], entities: frozenset[Entity | None]) -> None:
        self._patterns = patterns
        self._entities = entities
        self._by_head: dict[str, tuple[str, Row] | None] = {}
        self.single: dict[str, str] = {}
        self.rows: dict[tuple[str, str], Row] = {}
        self.derived: set[str] = set()
        self.waived: dict[tuple[str, str | None], str] = {}

    def take(self, key: str, value: Value) -> None:
        head, _, question = key.rpartition("/")
        if not head:
            if key[:1] == "_":
                self._mark(key, value, None)
            else:
                self._write(self.single, key, value)
            return
        if head not in self._by_head:
            self._by_head[head] = self._row(head)
        place = self._by_head[head]
        if place is None:
            return
        start, row = place
        if question[:1] == "_":
            self._mark(question, value, row)
        else:
            self._write(row.properties, start + question, value)

    def _mark(self, name: str, value: Value, row: Row | None) -> None:
        """What stands beside answers: places of rows, waived checks; remarks are for people only."""
        if name.startswith(WAIVE):
            if isinstance(value, str) and value:
                self.waived[name.removeprefix(WAIVE), row.id if row else None] = value
        elif row is not None and name == "_row":
            row.position = value if isinstance(value, int) else 0
        elif row is not None and name == "_del":
            row.removed = value is True

    def _row(self, head: str) -> tuple[str, Row] | None:
        """The row under `<repeat>/<row id>`, with the start of its patterns; None for a nested one."""
        repeat, _, row_id = head.partition("/")
        if not row_id or "/" in row_id:
            return None
        row = self.rows[repeat, row_id] = Row(row_id)
        return f"{repeat}/*/", row

    def _write(self, properties: dict[str, str], pattern: str, value: Value) -> None:
        if value is None or value == "":
            return
        name = self._patterns.get(pattern)
        if name is None and "=" in pattern:
            # Calculated answers have `=` before their name; a map may leave it out.
            name = self._patterns.get(pattern.replace("=", ""))
        if name is not None and ENTITY_OF.get(name) in self._entities:
            properties[name] = value if type(value) is str else str(value)
            if "=" in pattern:
                self.derived.add(name)


def property_of_path(path: str, property_maps: PropertyMaps) -> str | None:
    """The property that an answer's path (`<record>/<answer key>`) holds, of any depth; None for none."""
    record, _, key = path.partition("/")
    patterns = property_maps.get(record.partition("~")[0], {})
    pattern = "/".join("*" if place % 2 else part for place, part in enumerate(key.split("/")))
    return patterns.get(pattern) or patterns.get(pattern.replace("=", ""))
