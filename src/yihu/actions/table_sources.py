"""Where the rows of tables come from: the documents of households, and the records of subjects, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yihu.actions.workspace import Workspace
from yihu.base.progress import Progress, Silent
from yihu.register.answers import Row, collect
from yihu.register.properties import Entity
from yihu.register.subjects import LISTED, OF_SUBJECTS, division_prefix
from yihu.storage.rows import HouseholdQuery

if TYPE_CHECKING:
    from yihu.exchange.outgoing import Cell, Column, Kind, Sheet
    from yihu.storage.rows import ListedRecord
    from yihu.sync.changeset import Value

ENTITIES: frozenset[Entity | None] = frozenset(("households", "persons", None))
_HERE = (None, "member")
_TOLD_EVERY = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A household as tables need it: its properties, those of its present members, the number of its head."""

    id: str
    single: Mapping[str, str]
    members: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Which households a table is made of.

    Attributes:
        villages: 12-digit codes; none means all.
    """

    workspace: Workspace
    villages: tuple[str, ...] = ()
    progress: Progress = field(default_factory=Silent)

    def queries(self) -> tuple[HouseholdQuery, ...]:
        return tuple(HouseholdQuery(village=code) for code in self.villages) or (HouseholdQuery(),)

    def people(self) -> tuple[int, int]:
        """Households and persons in it."""
        counts = [self.workspace.store.incomes(query) for query in self.queries()]
        return sum(map(len, counts)), sum(row[0] or 0 for some in counts for row in some)

    def documents(self) -> Iterator[tuple[str, Mapping[str, Value]]]:
        """(household id, path -> value), in the order of the list. Raises Cancelled."""
        store, done = self.workspace.store, 0
        total = sum(store.count(query) for query in self.queries())
        for query in self.queries():
            for id_, values in store.scan(query):
                if done % _TOLD_EVERY == 0:
                    self.progress.step(done, max(total, done))
                done += 1
                yield id_, values
        self.progress.step(done, max(total, done))

    def households(self) -> Iterator[Known]:
        """Households with their members."""
        maps = self.workspace.library.property_maps()
        for id_, values in self.documents():
            yield known_of(id_, values, maps)

    def holders(self, form_id: str) -> Iterator[tuple[str, Mapping[str, Value]]]:
        """The documents that may have records of a form: of households, or of subjects."""
        if form_id not in LISTED:
            yield from self.documents()
            return
        found = dict.fromkeys(record.subject for record in self._listed(form_id))
        for done, id_ in enumerate(found):
            self.progress.step(done, len(found))
            yield id_, self.workspace.store.document(id_).values

    def subjects(self, form_id: str) -> dict[str, tuple[str, str]]:
        """Of each subject that has records of a form: code of its division, its name. None of a household."""
        if form_id not in OF_SUBJECTS:
            return {}
        return {record.subject: (record.village_code, record.head_name) for record in self._listed(form_id)}

    def _listed(self, form_id: str) -> Iterator[ListedRecord]:
        wanted = tuple(division_prefix(code) for code in self.villages)
        for record in self.workspace.store.listed(form_id):
            if not wanted or record.village_code.startswith(wanted):
                yield record


def known_of(household_id: str, values: Mapping[str, Value], maps: Mapping[str, Mapping[str, str]]) -> Known:
    """A household's properties; members who left are left out."""
    answers = collect(values, maps, ENTITIES)
    members = tuple(row for row in answers.rows_of("persons") if row.properties.get("membership") in _HERE)
    head = next((row for row in members if row.properties.get("relation") == "head"), None)
    more = {"head_id_number": head.properties.get("id_number", "")} if head else {}
    if head and "head_name" not in answers.single and "person_name" in head.properties:
        more["head_name"] = head.properties["person_name"]
    return Known(id=household_id, single=answers.single | more, members=members)


def first_filled(values: Mapping[str, Value], keys: Sequence[str]) -> str:
    """The first answer among several keys, as text."""
    for key in keys:
        value = values.get(key)
        if value not in (None, ""):
            return str(value)
    return ""


def new_sheet(
    name: str, title: str, columns: Sequence[Column], rows: Iterator[Sequence[Cell]], *lines: str
) -> Sheet:
    """A table on its way out."""
    from yihu.exchange.outgoing import Sheet

    return Sheet(name=name, title=title, columns=tuple(columns), rows=rows, lines=lines)


def plain_column(name: str, title: str, kind: Kind = "text") -> Column:
    """A column that is no property of the register."""
    from yihu.exchange.outgoing import Column

    return Column(name=name, title=title, kind=kind)
