"""What the windows read: villages, households, figures, one household's answers and time line."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

import orjson

from yihu.storage.cache import Cache, Cached, unpacked
from yihu.storage.columns import search_ranges
from yihu.storage.database import Connection
from yihu.storage.listing import read_listed
from yihu.storage.opened import one
from yihu.storage.rows import (
    PLAN_STATES,
    VISIT_STATES,
    Change,
    ConflictRow,
    ConflictValue,
    Counts,
    Document,
    Event,
    HouseholdQuery,
    HouseholdRow,
    ListedRecord,
    VillageCounts,
    VillageRow,
)
from yihu.sync.ancestry import Ancestry, parents_first
from yihu.sync.changeset import Changeset, Value
from yihu.sync.clock import moment_ms
from yihu.sync.fold import Write

EVERYTHING = HouseholdQuery()
FRESHEN_AT_ONCE = 60
_FIELDS = (
    "number", "head_name", "village_code", "village", "township", "group", "address", "category", "persons",
    "visit_state", "progress", "plan_state", "conflicts", "checks", "updated_ms", "merged", "assigned_team",
    "assigned_to", "seen_on", "due_on",
)  # fmt: skip
_SELECT = (
    "SELECT uuid, dirty OR uuid IN (SELECT household FROM touched), "
    + ", ".join(f'"{name}"' for name in _FIELDS)
    + " FROM household"
)
_DOCUMENTS = (
    "SELECT uuid, NOT dirty AND canonical IS NULL AND hidden = 0 AND NOT EXISTS (SELECT 1 FROM touched"
    " WHERE touched.household = uuid), body FROM household LEFT JOIN document ON document.household = household.id"
)
"""Usual: folded as of now, under its own id."""
# Without an index of its own: else the whole register is sorted for one page.
_SHOWN = "hidden IN (0, 3)"
"""What is a household, or a subject: both have answers that may differ."""
_SHOWN_IN_ORDER = "+hidden = 0"
_MARKS = {"conflict": "conflicts", "check": "checks > 0", "merged": "merged"}


class Lists(Cache):
    """Reads only; what is stale is worked in first where that is quick."""

    def villages(self) -> tuple[VillageRow, ...]:
        """The tree at the left: by code, groups in natural order."""
        self._freshen_some()
        with self._db.read() as connection:
            rows = connection.execute(
                'SELECT village_code, village, township, "group", count(*), min(place) FROM household'
                ' WHERE hidden = 0 GROUP BY village_code, village, township, "group" ORDER BY village_code, min(place)'
            ).fetchall()
        by_code = defaultdict(list)
        for row in rows:
            by_code[row[0]].append(row)
        return tuple(_village(code, found) for code, found in by_code.items())

    def households(
        self, query: HouseholdQuery = EVERYTHING, after: str = "", limit: int = 200
    ) -> tuple[HouseholdRow, ...]:
        """One page of the list, by village, group, number; `after` is the id of the last row seen."""
        self._freshen_some()
        shown = "hidden = 0" if query.due_by or query.not_seen_since else _SHOWN_IN_ORDER
        where, parameters = _condition(query, shown)
        if after:
            where += " AND place > (SELECT place FROM household WHERE uuid = ?)"
            parameters.append(UUID(after).bytes)
        few = query.marked or query.due_by or query.not_seen_since  # by an index of their own, then sorted
        order = "+place" if few else "place"
        sql = f"{_SELECT} WHERE {where} ORDER BY {order} LIMIT ?"
        rows = self._rows(sql, (*parameters, limit))
        stale = [UUID(row.id).bytes for row in rows if row.stale]
        if not stale:
            return rows
        self._freshen(stale)
        return self._rows(sql, (*parameters, limit))

    def due_first(self, query: HouseholdQuery, limit: int = 200) -> tuple[HouseholdRow, ...]:
        """Households of a query with `due_by`, the one with the earliest date first."""
        self._freshen_some()
        where, parameters = _condition(query)
        return self._rows(f"{_SELECT} WHERE {where} ORDER BY due_on, place LIMIT ?", (*parameters, limit))

    def count(self, query: HouseholdQuery = EVERYTHING) -> int:
        """How many households a query finds."""
        # What differs is found by its own short index: the badge of the rail asks with every page.
        where, parameters = _condition(query, _SHOWN_IN_ORDER if query.marked == "conflict" else "hidden = 0")
        with self._db.read() as connection:
            return int(one(connection, f"SELECT count(*) FROM household WHERE {where}", *parameters))

    def household(self, id: str) -> HouseholdRow | None:
        """One line of the list; None for an unknown id. Of joined ids any finds the line they share."""
        self._join_all()
        with self._db.read() as connection:
            uuid = self._shown_as(connection, UUID(id).bytes)
        rows = self._rows(f"{_SELECT} WHERE uuid = ? AND {_SHOWN}", (uuid,))
        if rows and rows[0].stale:
            self._freshen([uuid])
            rows = self._rows(f"{_SELECT} WHERE uuid = ?", (uuid,))
        return rows[0] if rows else None

    def counts(self, village: str | None = None) -> Counts:
        """The figures of the overview, of one village or of all."""
        self._freshen_some()
        where, parameters = ("village_code = ?", (village,)) if village else ("1", ())
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT village_code, max(village), max(township), visit_state, plan_state, count(*), sum(persons),"
                f" sum(conflicts > 0), sum(checks > 0), sum(dirty) FROM household WHERE hidden = 0 AND {where}"
                " GROUP BY village_code, visit_state, plan_state ORDER BY village_code",
                parameters,
            ).fetchall()
            kinds = connection.execute(
                f"SELECT main_cause, causes, category, count(*) FROM household WHERE hidden = 0 AND {where}"
                " GROUP BY main_cause, causes, category",
                parameters,
            ).fetchall()
        return _counts(rows, kinds)

    def document(self, id: str) -> Document:
        """All sealed answers of one household; of joined ids what all of them hold."""
        self._join_all()
        with self._db.read() as connection:
            uuid = self._shown_as(connection, UUID(id).bytes)
            return self._document(connection, uuid, self._cached(connection, uuid))

    def documents(self, ids: Sequence[str]) -> dict[str, Document]:
        """As `document`, of those of the households that are here; a few hundred at once."""
        self._join_all()
        found, others = dict[str, Document](), list[str]()
        wanted = {UUID(id).bytes: id for id in ids}
        with self._db.read() as connection:
            marks = ", ".join("?" * len(wanted))
            for uuid, usual, body in connection.execute(f"{_DOCUMENTS} WHERE uuid IN ({marks})", [*wanted]):
                if usual and body is not None:
                    found[wanted[uuid]] = self._document(connection, uuid, unpacked(body))
                else:
                    others.append(wanted[uuid])
        return found | {id: self.document(id) for id in others if self.household(id) is not None}

    def _document(self, connection: Connection, uuid: bytes, cached: Cached) -> Document:
        return Document(
            household_id=str(UUID(bytes=uuid)),
            values=cached.values,
            conflicts=self._conflict_rows(connection, uuid, cached),
            heads=cached.heads,
            waiting=cached.waiting,
        )

    def conflicts(self, household_id: str | None = None, limit: int = 500) -> tuple[ConflictRow, ...]:
        """Answers with several different values, of one household or of the first in the list."""
        if household_id is not None:
            return self.document(household_id).conflicts
        self._freshen_some()
        found: list[ConflictRow] = []
        with self._db.read() as connection:
            for (uuid,) in connection.execute(
                f"SELECT uuid FROM household WHERE conflicts AND {_SHOWN} ORDER BY place"
            ).fetchall():
                found += self._conflict_rows(connection, uuid, self._cached(connection, uuid))
                if len(found) >= limit:
                    break
        return tuple(found[:limit])

    def conflict_count(self) -> int:
        """All answers with several different values, as of when their households were last worked in."""
        self._freshen_some()
        sql = f"SELECT coalesce(sum(conflicts), 0) FROM household WHERE conflicts AND {_SHOWN}"
        with self._db.read() as connection:
            return int(one(connection, sql))

    def listed(self, form: str, *, within: str = "", subject: str | None = None) -> tuple[ListedRecord, ...]:
        """The records of a form over all documents, of one division (what its code begins with) or one document.

        Only of forms in `register.subjects.LISTED`; removed records are left out.
        """
        self._freshen_some()
        with self._db.read() as connection:
            uuid = None if subject is None else self._shown_as(connection, UUID(subject).bytes)
            return read_listed(connection, form, within=within, household=uuid)

    def listed_version(self) -> int:
        """Another number whenever something of `listed` may be another than before."""
        return self._listed_version

    def history(self, id: str) -> tuple[Event, ...]:
        """The household's time line, oldest first: every changeset with what it changed."""
        with self._db.read() as connection:
            changesets = {each.id: each for each in self._changesets(connection, UUID(id).bytes)}
            laptops = _laptops(connection)
        order = parents_first(
            {key: each.parents for key, each in changesets.items()}, lambda key: (changesets[key].hlc, key)
        )
        waiting = sorted(changesets.keys() - set(order), key=lambda key: (changesets[key].hlc, key))
        story = _Story(laptops, self.replica)
        return (
            *(story.tell(changesets[key]) for key in order),
            *(story.tell(changesets[key], waiting=True) for key in waiting),
        )

    def _rows(self, sql: str, parameters: Sequence[Any]) -> tuple[HouseholdRow, ...]:
        with self._db.read() as connection:
            rows = connection.execute(sql, parameters).fetchall()
        return tuple(
            HouseholdRow(id=str(UUID(bytes=uuid)), stale=bool(dirty), **dict(zip(_FIELDS, rest, strict=True)))
            for uuid, dirty, *rest in rows
        )

    def _shown_as(self, connection: Connection, uuid: bytes) -> bytes:
        return one(connection, "SELECT canonical FROM household WHERE uuid = ?", uuid) or uuid

    def _join_all(self) -> None:
        """Decisions on duplicates that came in a mass: they say which ids are one household."""
        with self._db.read() as connection:
            if one(connection, "SELECT 1 FROM household WHERE hidden = 1 AND dirty") is None:
                return
            links = self._dirty_ids(connection, 1)
        self._freshen(links)

    def _freshen_some(self) -> None:
        with self._db.read() as connection:
            dirty = self._dirty_ids(connection, FRESHEN_AT_ONCE)
        self._freshen(dirty)

    def _conflict_rows(self, connection: Connection, uuid: bytes, cached: Cached) -> tuple[ConflictRow, ...]:
        if not cached.conflicts:
            return ()
        laptops, group_of = _laptops(connection), self.group_rule()
        of_each = {write.changeset: write for some in cached.conflicts.values() for write in some}
        sources = {id: _source(write, laptops) for id, write in of_each.items()}
        id = str(UUID(bytes=uuid))
        head, village = connection.execute(
            "SELECT head_name, village FROM household WHERE uuid = ?", (uuid,)
        ).fetchone()
        return tuple(
            ConflictRow(
                household_id=id,
                head_name=head,
                village=village,
                path=path,
                values=tuple([sources[write.changeset](value=write.value) for write in writes]),
                heads=cached.heads,
                fact=group_of(path) or "",
            )
            for path, writes in sorted(cached.conflicts.items())
        )


class _Story:
    """Tells changesets parents first, and what each changed."""

    def __init__(self, laptops: Mapping[str, str], own: str) -> None:
        self._laptops, self._own = laptops, own
        self._writes: dict[str, list[Changeset]] = defaultdict(list)
        self._ancestry = Ancestry()
        self._heads: set[str] = set()

    def tell(self, changeset: Changeset, waiting: bool = False) -> Event:
        concurrent = not self._heads <= set(changeset.parents)
        if not waiting:
            self._ancestry.add(changeset.id, changeset.parents)
            self._heads.difference_update(changeset.parents)
            self._heads.add(changeset.id)
        return Event(
            at_ms=moment_ms(changeset.hlc),
            kind=changeset.kind,
            person=changeset.user,
            laptop=_laptop(changeset.replica, self._laptops),
            mine=changeset.replica == self._own,
            form=changeset.form,
            changeset=changeset.id,
            changes=tuple(self._changes(changeset, waiting)),
            concurrent=concurrent,
            waiting=waiting,
            replica=changeset.replica,
        )

    def _changes(self, changeset: Changeset, waiting: bool) -> Iterator[Change]:
        for path, value in sorted(changeset.changes.items()):
            before, *others = (None,) if waiting else self._known(path, changeset)
            if not waiting:
                self._writes[path].append(changeset)
            if not path.rpartition("/")[2].startswith("="):
                yield Change(path=path, before=before, after=value, others=tuple(others))

    def _known(self, path: str, changeset: Changeset) -> tuple[Value, ...]:
        """What its writer had before: the values not superseded that it descends from, the shown one first."""
        knows = self._ancestry.knows
        earlier = [each for each in self._writes[path] if knows(changeset.id, each.id)]
        live = [each for each in earlier if not any(knows(other.id, each.id) for other in earlier)]
        live.sort(key=lambda each: (each.hlc, each.id), reverse=True)
        return tuple(each.changes[path] for each in live) or (None,)


def _condition(query: HouseholdQuery, shown: str = "hidden = 0") -> tuple[str, list[Any]]:
    wanted = {
        "village_code = ?": query.village,
        '"group" = ?': query.group,
        "visit_state = ?": query.state,
        "plan_state = ?": query.plan_state,
        "category = ?": query.category,
        "causes LIKE ?": query.cause and f"% {query.cause} %",
    }
    conditions = [shown, *(sql for sql, value in wanted.items() if value)]
    parameters: list[Any] = [value for value in wanted.values() if value]
    if query.assigned:
        marks = ", ".join("?" * len(query.assigned))
        conditions.append(f"(assigned_to IN ({marks}) OR assigned_to = '' AND assigned_team IN ({marks}))")
        parameters += [*query.assigned, *query.assigned]
    if query.marked:
        conditions.append(_MARKS[query.marked])
    if query.due_by:
        conditions.append("due_on > '' AND due_on <= ?")
        parameters.append(query.due_by)
    if query.not_seen_since:
        conditions.append("visit_state = 'done' AND seen_on < ?")
        parameters.append(max([query.not_seen_since, *(on for _, on in query.not_seen_since_of)]))
        if query.not_seen_since_of:
            whens = " WHEN ? THEN ?" * len(query.not_seen_since_of)
            conditions.append(f"seen_on < CASE profile{whens} ELSE ? END")
            parameters += [each for pair in query.not_seen_since_of for each in pair]
            parameters.append(query.not_seen_since)
    if query.within:
        conditions.append("village_code >= ? AND village_code < ?")
        parameters += [query.within, query.within + "\uffff"]
    if query.planned:
        conditions.append("plan_state IN ('draft', 'agreed', 'signed')")
    if query.surveyed:
        conditions.append("surveyed_on >= ? AND surveyed_on <= ?")
        parameters += query.surveyed
    if query.among is not None:
        conditions.append("uuid IN (SELECT unhex(value) FROM json_each(?))")
        parameters.append(orjson.dumps([UUID(id).hex for id in query.among]).decode())
    for word in query.text.split():
        ranges = search_ranges(word)
        one_of = " UNION ".join(["SELECT household FROM term WHERE term >= ? AND term < ?"] * len(ranges))
        conditions.append(f"id IN ({one_of})")
        parameters += [bound for pair in ranges for bound in pair]
    return " AND ".join(conditions), parameters


def _village(code: str, rows: list[tuple[Any, ...]]) -> VillageRow:
    names, townships, groups = Counter[str](), Counter[str](), Counter[str]()
    for _, village, township, group, count, _ in rows:
        names[village] += count
        townships[township] += count
        groups[group] += count
    return VillageRow(
        code=code,
        name=names.most_common(1)[0][0],
        township=townships.most_common(1)[0][0],
        groups=tuple(groups.items()),
        households=groups.total(),
    )


def _counts(rows: list[tuple[Any, ...]], kinds: list[tuple[Any, ...]]) -> Counts:
    visit, plan = _states(rows, 3, VISIT_STATES), _states(rows, 4, PLAN_STATES)
    causes, main_causes, categories = Counter[str](), Counter[str](), Counter[str]()
    for main, some, category, count in kinds:
        causes.update(dict.fromkeys(some.split(), count))
        main_causes.update({main: count} if main else {})
        categories.update({category: count} if category else {})
    return Counts(
        households=sum(row[5] for row in rows),
        persons=sum(row[6] for row in rows),
        visit=visit,
        plan=plan,
        causes=dict(causes),
        main_causes=dict(main_causes),
        categories=dict(categories),
        conflicts=sum(row[7] for row in rows),
        checks=sum(row[8] for row in rows),
        villages=tuple(_village_counts(rows)),
        stale=sum(row[9] for row in rows),
    )


def _village_counts(rows: list[tuple[Any, ...]]) -> Iterator[VillageCounts]:
    by_code = defaultdict(list)
    for row in rows:
        by_code[row[0]].append(row)
    for code, found in by_code.items():
        yield VillageCounts(
            code=code,
            name=max(row[1] for row in found),
            township=max(row[2] for row in found),
            households=sum(row[5] for row in found),
            visit=_states(found, 3, VISIT_STATES),
            plan=_states(found, 4, PLAN_STATES),
        )


def _states(rows: list[tuple[Any, ...]], column: int, states: Sequence[str]) -> dict[str, int]:
    return {state: sum(row[5] for row in rows if row[column] == state) for state in states}


def _laptops(connection: Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT id, laptop FROM replica").fetchall())


def _laptop(replica: str, laptops: Mapping[str, str]) -> str:
    return laptops.get(replica) or replica[:8]


def _source(write: Write, laptops: Mapping[str, str]) -> Callable[..., ConflictValue]:
    """All values of one changeset come from the same."""
    return partial(
        ConflictValue,
        at_ms=moment_ms(write.hlc),
        person=write.user,
        laptop=_laptop(write.replica, laptops),
        changeset=write.changeset,
        replica=write.replica,
    )
