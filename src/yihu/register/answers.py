"""From the answers of any form to properties: what stands where, row by row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from yihu.register.properties import ENTITY_OF, Entity

Value = str | int | bool | None
"""A stored answer: XForm text; int and bool for rows' `_row` and `_del`; None is cleared."""

PropertyMaps = Mapping[str, Mapping[str, str]]
"""Form id -> {answer key pattern with `*` for row ids: property name}."""


WAIVE = "_waive."
"""Before a rule's id: why a check doesn't count for this household, or for the member in whose row it stands."""


PROFILE_MARK = "_profile"
"""Names the record's rules (`register.profiles`) where its form has no question for them."""


def waiver_path(rule: str, person_row: str | None = None) -> str:
    """Where the reason of a waived check stands: `household/_waive.R32`, `household/member/<row>/_waive.R32`."""
    return f"household/member/{person_row}/{WAIVE}{rule}" if person_row else f"household/{WAIVE}{rule}"


_NAMES_OF: dict[Entity, frozenset[str]] = {
    entity: frozenset(name for name, own in ENTITY_OF.items() if own == entity)
    for entity in ENTITY_OF.values()
}


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
        records: the records that any of it is from.
    """

    single: dict[str, str]
    rows: dict[tuple[str, str], dict[str, Row]]
    derived: set[str] = field(default_factory=set)
    waived: dict[tuple[str, str | None], str] = field(default_factory=dict)
    records: tuple[str, ...] = ()

    def rows_of(self, entity: Entity) -> tuple[Row, ...]:
        """The rows that hold properties of this entity, in their order, without removed ones."""
        wanted = _NAMES_OF.get(entity, frozenset())
        found = [
            row
            for rows in self.rows.values()
            for row in rows.values()
            if not row.removed and not wanted.isdisjoint(row.properties)
        ]
        return tuple(sorted(found, key=lambda row: (row.position, row.id)))


Choose = Callable[[Mapping[str, Mapping[str, str]]], str]
"""Record -> its properties outside of rows: the one record of a form that counts."""


def collect(
    values: Mapping[str, Value],
    property_maps: PropertyMaps,
    entities: frozenset[Entity | None],
    *,
    one_of: Mapping[str, Choose] | None = None,
) -> Answers:
    """Sort a household's answers by property.

    Args:
        values: path (`<record>/<answer key>`) -> value, every record of one household.
        property_maps: for each form id its `save_to` map; other forms are passed over.
        entities: answers with a known property of another entity are passed over.
        one_of: form id -> which of its records counts, where several have answers; the others are passed over.

    Where two records answer the same property, the form named `household` wins, then the record
    whose name sorts last.
    """
    # A register is read by the hundred thousand answers: each costs one cut and one look-up; those of one
    # place stand together.
    places: dict[str, _Place] = {}
    place, name_of, properties, at = _NOWHERE, _NOWHERE.names.get, _NOWHERE.properties, ""
    for path, value in values.items():
        head, _, question = path.rpartition("/")
        if head != at:
            known = places.get(head)
            place = known or places.setdefault(head, _place(head, property_maps, entities))
            name_of, properties, at = place.names.get, place.properties, head
        name = name_of(question)
        if name is None:
            if place is not _NOWHERE and value is not None:
                _take_other(place, question, value)
        elif value.__class__ is str:
            if value:
                properties[name] = value
        elif value is not None:
            properties[name] = str(value)
    return _joined(_chosen(places, one_of) if one_of else places)


def _chosen(places: dict[str, "_Place"], one_of: Mapping[str, Choose]) -> dict[str, "_Place"]:
    """The places without those of records that their form's choice passes over."""
    records = {place.record for place in places.values() if place.properties}
    if len({record.partition("~")[0] for record in records}) == len(records):
        return places
    found: dict[str, dict[str, dict[str, str]]] = {}
    for place in places.values():
        if place.properties and (form := place.record.partition("~")[0]) in one_of:
            single = found.setdefault(form, {}).setdefault(place.record, {})
            if not place.row:
                single |= place.properties
    gone: set[str] = set()
    for form, several in found.items():
        if len(several) > 1:
            gone |= several.keys() - {one_of[form](several)}
    return {head: place for head, place in places.items() if place.record not in gone} if gone else places


def _take_other(place: "_Place", question: str, value: Value) -> None:
    """What stands beside answers, and what the form calculated; unknown questions are passed over."""
    if question[:1] == "_":
        place.marks[question] = value
        return
    name = place.calculated.get(question)
    if name is not None and value != "":
        place.properties[name] = str(value)
        place.derived.add(name)


@dataclass(slots=True)
class _Place:
    """A record, or a row of it: which questions are there, and what was answered.

    Attributes:
        names: question -> property. calculated: the same of those with `=` before their name.
    """

    names: Mapping[str, str]
    calculated: Mapping[str, str]
    record: str = ""
    repeat: str = ""
    row: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    marks: dict[str, Value] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)


_NOWHERE = _Place({}, {})
"""Forms and repeats without a wanted property, rows within rows."""


def _place(head: str, property_maps: PropertyMaps, entities: frozenset[Entity | None]) -> _Place:
    record, *around = head.split("/")
    patterns = property_maps.get(record.partition("~")[0])
    if patterns is None or len(around) not in (0, 2):
        return _NOWHERE
    known = _compiled(patterns, entities)
    repeat, row = around or ("", "")
    names = known.get(repeat)
    return _Place(*names, record, repeat, row) if names else _NOWHERE


_Names = tuple[dict[str, str], dict[str, str]]
_Compiled = dict[str, _Names]
_COMPILED: dict[tuple[int, frozenset[Entity | None]], tuple[Mapping[str, str], int, _Compiled]] = {}
_COMPILED_AT_MOST = 256


def _compiled(patterns: Mapping[str, str], entities: frozenset[Entity | None]) -> _Compiled:
    """Repeat ("" outside of any) -> names and calculated names, of the wanted entities; made once for each map."""
    place = (id(patterns), entities)
    known = _COMPILED.get(place)
    if known is not None and known[0] is patterns and known[1] == len(patterns):
        return known[2]
    found: _Compiled = {}
    for pattern, name in patterns.items():
        repeat, star, question = pattern.rpartition("/*/")
        if ENTITY_OF.get(name) in entities and "/" not in repeat and "/" not in question:
            names, calculated = found.setdefault(repeat if star else "", ({}, {}))
            if question.startswith("="):
                calculated[question] = name
            else:
                names[question] = name
                calculated.setdefault(f"={question}", name)  # a map may leave the `=` out
    if len(_COMPILED) >= _COMPILED_AT_MOST:
        _COMPILED.clear()
    _COMPILED[place] = (patterns, len(patterns), found)
    return found


def _joined(places: Mapping[str, _Place]) -> Answers:
    known = [place for place in places.values() if place is not _NOWHERE]
    answered = dict.fromkeys(place.record for place in known if place.properties)
    found = Answers(single={}, rows={}, records=tuple(answered))
    for place in sorted(known, key=lambda place: (place.record == "household", place.record)):
        if place.row:
            _take_row(found, place)
        else:
            _take_single(found, place)
        for name, value in place.marks.items():
            if name == PROFILE_MARK and isinstance(value, str) and value:
                found.single.setdefault("profile", value)
            elif name.startswith(WAIVE) and isinstance(value, str) and value:
                found.waived[name.removeprefix(WAIVE), place.row or None] = value
    return found


def _take_row(found: Answers, place: _Place) -> None:
    position = place.marks.get("_row")
    found.rows.setdefault((place.record, place.repeat), {})[place.row] = Row(
        place.row,
        position if isinstance(position, int) else 0,
        place.marks.get("_del") is True,
        place.properties,
    )


def _take_single(found: Answers, place: _Place) -> None:
    found.single.update(place.properties)
    found.derived.difference_update(place.properties)
    found.derived.update(place.derived)


def property_of_path(path: str, property_maps: PropertyMaps) -> str | None:
    """The property that an answer's path (`<record>/<answer key>`) holds, of any depth; None for none."""
    record, _, key = path.partition("/")
    patterns = property_maps.get(record.partition("~")[0], {})
    pattern = "/".join("*" if place % 2 else part for place, part in enumerate(key.split("/")))
    return patterns.get(pattern) or patterns.get(pattern.replace("=", ""))
