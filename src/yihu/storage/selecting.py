"""Which households a filter finds: counted while somebody types, listed, put in the order of their points."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yihu.register.filters import EVERYBODY, Filter, Wanted
from yihu.storage.database import Connection
from yihu.storage.measuring import Measuring
from yihu.storage.picking import Pick
from yihu.storage.selecting_sql import PICKED, PICKED_SHOWN, Around, condition, points

LINES_AT_ONCE = 400
_SCAN = "FROM household INDEXED BY household_measures WHERE hidden = 0 AND"
"""Every condition is read from this index alone, if it is no text, no group and no other selection."""
_IN_PLACE = "FROM household INDEXED BY household_in_place WHERE +hidden = 0 AND"
_ORDER = "points DESC, net_cents IS NULL, net_cents, place"
_DENSE = 5
"""From one household in so many on, going through the whole register in its order is quicker than sorting."""
_LINE = (
    'SELECT id, uuid, number, head_name, village_code, village, township, "group", household.category, main_cause,'
    " persons, net_cents, line_cents, visit_state, plan_state, seen_on FROM household WHERE id IN ({marks})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a filter finds.

    Attributes:
        found: households that fulfil it, persons: their members. chosen: of these, at most as many as were wanted.
        least_points: of the last one chosen. tied: households with as many points as that one;
            tied_chosen: of these, those chosen. None and 0 where nothing was left out.
    """

    found: int
    persons: int
    chosen: int
    least_points: int | None = None
    tied: int = 0
    tied_chosen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenRow:
    """One line of the result. Cents a head and year, None unknown. `points`: None where nobody gives any."""

    id: str
    number: str
    head_name: str
    village_code: str
    village: str
    township: str
    group: str
    category: str
    main_cause: str
    persons: int
    net_cents: int | None
    line_cents: int | None
    visit_state: str
    plan_state: str
    seen_on: str
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a household lives, millionths of a degree; `village_code` of its village."""

    id: str
    village_code: str
    north_udeg: int
    east_udeg: int


class Selecting(Measuring):
    """Reads only. Households are named by their numbers in the cache (`numbers`) as long as a list is on screen."""

    def tally(self, wanted: Wanted, around: Around) -> Tally:
        """How many households, and how the last place was decided."""
        with self._db.read() as connection:
            if not wanted.is_ranked():
                return _counted(connection, wanted.where, around)
            return _cut(_levels(connection, wanted, around), wanted.take)

    def chosen_numbers(self, wanted: Wanted, around: Around) -> "array[int]":
        """The numbers of all chosen households in their order: by points, or as the register has them."""
        with self._db.read() as connection:
            if not wanted.is_ranked():
                return _in_place(connection, wanted.where, around)
            return array("q", [number for number, _ in _ranked(connection, wanted, around)])

    def chosen_rows(
        self, numbers: Sequence[int], wanted: Wanted | None = None, around: Around | None = None
    ) -> tuple[ChosenRow, ...]:
        """The lines of some numbers in their order; with points if it is told what gives any."""
        with self._db.read() as connection:
            found = {row[0]: row for part in _parts(numbers) for row in _lines(connection, part)}
            given = _points_of(connection, numbers, wanted, around) if wanted and around else {}
        return tuple(
            ChosenRow(**dict(zip(_ROW_FIELDS, _of_row(found[number]), strict=True)), points=given.get(number))
            for number in numbers
            if number in found
        )

    def household_ids(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The ids of some numbers, in their order."""
        found: dict[int, bytes] = {}
        with self._db.read() as connection:
            for part in _parts(numbers):
                sql = f"SELECT id, uuid FROM household WHERE id IN ({_marks(part)})"
                found.update(connection.execute(sql, tuple(part)).fetchall())
        return tuple(str(UUID(bytes=found[number])) for number in numbers if number in found)

    def shown_ids(self, ids: Sequence[str]) -> dict[str, str]:
        """Each id -> the one under which its household is shown; itself where nothing here knows it."""
        shown = {id: id for id in ids}
        uuids = [UUID(id).bytes for id in ids]
        with self._db.read() as connection:
            for part in (uuids[at : at + LINES_AT_ONCE] for at in range(0, len(uuids), LINES_AT_ONCE)):
                sql = (
                    "SELECT uuid, canonical FROM household WHERE canonical IS NOT NULL"
                    f" AND uuid IN ({', '.join('?' * len(part))})"
                )
                for uuid, canonical in connection.execute(sql, part).fetchall():
                    shown[str(UUID(bytes=uuid))] = str(UUID(bytes=canonical))
        return shown

    def chosen_households(
        self, wanted: Wanted, around: Around
    ) -> tuple[tuple[str, ...], tuple[int | None, ...]]:
        """The ids of all chosen households in their order, and the points of each (None without any)."""
        if not wanted.is_ranked():
            ids = self.household_ids(self.chosen_numbers(wanted, around))
            return ids, (None,) * len(ids)
        with self._db.read() as connection:
            ranked = tuple(_ranked(connection, wanted, around))
        ids = self.household_ids([number for number, _ in ranked])
        points = tuple(points for _, points in ranked) if wanted.weights else (None,) * len(ranked)
        return ids, points

    def spots(self, wanted: Wanted, around: Around) -> tuple[Spot, ...]:
        """Chosen households whose place on the earth is known; of a ranked selection only those taken."""
        taken = set(self.chosen_numbers(wanted, around)) if wanted.take is not None else None
        where, parameters = condition(wanted.where, around)
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT id, uuid, village_code, north_udeg, east_udeg FROM household"
                f" WHERE hidden = 0 AND north_udeg IS NOT NULL AND {where}",
                parameters,
            ).fetchall()
        return tuple(
            Spot(str(UUID(bytes=uuid)), code, north, east)
            for number, uuid, code, north, east in rows
            if taken is None or number in taken
        )

    def village_places(self) -> dict[str, tuple[float, float]]:
        """Village code -> latitude and longitude in degrees: the middle of its households whose place is known."""
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT village_code, avg(north_udeg) / 1e6, avg(east_udeg) / 1e6 FROM household"
                " WHERE hidden = 0 AND north_udeg IS NOT NULL GROUP BY village_code"
            ).fetchall()
        return {code: (north, east) for code, north, east in rows}

    def any_place(self) -> str:
        """The division code of some household of the register; empty for an empty one."""
        sql = f"SELECT village_code {_SCAN} village_code BETWEEN '0' AND ':' LIMIT 1"
        with self._db.read() as connection:
            row = connection.execute(sql).fetchone()
        return str(row[0]) if row else ""

    def picked(self, selection: str) -> tuple[Pick, ...]:
        """All that was ever put on a selection and not cancelled whole, by rank; those by hand first."""
        sql = "SELECT household, how, position, points, reason, by_whom, on_day FROM picked"
        with self._db.read() as connection:
            rows = connection.execute(
                f"{sql} WHERE selection = ? ORDER BY position, household", (UUID(selection).bytes,)
            ).fetchall()
        return tuple(_pick(selection, *row) for row in rows)

    def picks_of(self, household_id: str) -> tuple[Pick, ...]:
        """The selections on which a household is, or from which it was taken; of joined ids all."""
        with self._db.read() as connection:
            ids, _ = self._class_of(connection, UUID(household_id).bytes)
            rows = connection.execute(
                "SELECT selection, household, how, position, points, reason, by_whom, on_day FROM picked"
                f" WHERE household IN ({', '.join('?' * len(ids))}) ORDER BY selection",
                ids,
            ).fetchall()
        return tuple(_pick(str(UUID(bytes=selection)), *rest) for selection, *rest in rows)

    def picked_counts(self) -> dict[str, int]:
        """Selection -> households on it, known to this laptop or not."""
        sql = f"SELECT selection, count(*) FROM picked WHERE {_ON_LIST} GROUP BY selection"
        with self._db.read() as connection:
            return {
                str(UUID(bytes=selection)): count for selection, count in connection.execute(sql).fetchall()
            }

    def picked_here(self, selection: str) -> tuple[int, int]:
        """Of the households on a selection those in this register, each once, and their persons."""
        sql = f"SELECT count(*), coalesce(sum(persons), 0) {_SCAN} id IN ({PICKED})"
        with self._db.read() as connection:
            households, persons = connection.execute(sql, (UUID(selection).bytes,)).fetchone()
        return households, persons

    def picked_numbers(self, selection: str, how: str = "") -> "array[int]":
        """Numbers of the households on a selection in its order (`how`: only those that came so), shown once."""
        with self._db.read() as connection:
            rows = connection.execute(
                f"SELECT shown.id, min(picked.position), min(shown.place) AS place FROM picked {PICKED_SHOWN}"
                f" WHERE picked.selection = ? AND {'picked.how = ?' if how else _ON_LIST}"
                " GROUP BY shown.id ORDER BY min(picked.position), place",
                (UUID(selection).bytes, *((how,) if how else ())),
            ).fetchall()
        return array("q", [row[0] for row in rows])

    def chosen_villages(self, wanted: Wanted, around: Around) -> dict[str, int]:
        """Village code -> how many of the households that fulfil the conditions live there (without the cut)."""
        where, parameters = condition(wanted.where, around)
        with self._db.read() as connection:
            rows = connection.execute(
                f"SELECT village_code, count(*) {_SCAN} {where} GROUP BY village_code", parameters
            ).fetchall()
        return dict(rows)


_ON_LIST = "picked.how IN ('filter', 'hand')"


def _pick(
    selection: str,
    household: bytes,
    how: str,
    position: int,
    points: int | None,
    reason: str,
    by: str,
    on: str,
) -> Pick:
    return Pick(
        selection=selection,
        household=str(UUID(bytes=household)),
        how=how,
        position=position,
        points=points,
        reason=reason,
        by=by,
        on=on,
    )


_ROW_FIELDS = tuple(name for name in ChosenRow.__dataclass_fields__ if name != "points")


def _of_row(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return str(UUID(bytes=row[1])), *row[2:]


def _counted(connection: Connection, where: Filter, around: Around) -> Tally:
    sql, parameters = condition(where, around)
    found, persons = connection.execute(
        f"SELECT count(*), coalesce(sum(persons), 0) {_SCAN} {sql}", parameters
    ).fetchone()
    return Tally(found=found, persons=persons, chosen=found)


def _levels(connection: Connection, wanted: Wanted, around: Around) -> tuple[dict[int, int], int]:
    """How many households have how many points, and how many persons live in all of them.

    As one text of all points: grouping in SQL would sort the whole register.
    """
    score, parameters = points(wanted, around)
    where, more = condition(wanted.where, around)
    sql = f"SELECT group_concat({score}), coalesce(sum(persons), 0) {_SCAN} {where}"
    text, persons = connection.execute(sql, [*parameters, *more]).fetchone()
    counts = Counter(text.split(",")) if text else {}
    return {int(level): count for level, count in counts.items()}, persons


def _cut(levels: tuple[dict[int, int], int], take: int | None) -> Tally:
    counts, persons = levels
    found = sum(counts.values())
    if take is None or found <= take:
        return Tally(found=found, persons=persons, chosen=found)
    above = 0
    for level, count in sorted(counts.items(), reverse=True):
        if above + count >= take:
            return Tally(
                found=found,
                persons=persons,
                chosen=take,
                least_points=level,
                tied=count,
                tied_chosen=take - above,
            )
        above += count
    raise AssertionError(counts)


def _in_place(connection: Connection, where: Filter, around: Around) -> "array[int]":
    sql, parameters = condition(where, around)
    if where != EVERYBODY:
        few = connection.execute(f"SELECT count(*) {_SCAN} {sql}", parameters).fetchone()[0]
        all_of_them = connection.execute(f"SELECT count(*) {_SCAN} 1").fetchone()[0]
        if few * _DENSE < all_of_them:
            rows = connection.execute(f"SELECT id {_SCAN} {sql} ORDER BY place", parameters)
            return array("q", [number for (number,) in rows.fetchall()])
    rows = connection.execute(f"SELECT id {_IN_PLACE} {sql} ORDER BY place", parameters)
    return array("q", [number for (number,) in rows.fetchall()])


def _ranked(connection: Connection, wanted: Wanted, around: Around) -> Iterator[tuple[int, int]]:
    """(number, points) of all chosen. Only those with the points of the last place have to be sorted whole."""
    tally = _cut(_levels(connection, wanted, around), wanted.take)
    score, parameters = points(wanted, around)
    where, more = condition(wanted.where, around)
    inner = f"SELECT id, place, net_cents, {score} AS points {_SCAN} {where}"
    given = [*parameters, *more]
    if tally.least_points is None:
        yield from connection.execute(f"SELECT id, points FROM ({inner}) ORDER BY {_ORDER}", given).fetchall()
        return
    above = f"SELECT id, points FROM ({inner}) WHERE points > ? ORDER BY {_ORDER}"
    yield from connection.execute(above, [*given, tally.least_points]).fetchall()
    last = f"SELECT id, points FROM ({inner}) WHERE points = ? ORDER BY {_ORDER} LIMIT ?"
    yield from connection.execute(last, [*given, tally.least_points, tally.tied_chosen]).fetchall()


def _points_of(
    connection: Connection, numbers: Sequence[int], wanted: Wanted, around: Around
) -> dict[int, int]:
    if not wanted.weights:
        return {}
    score, parameters = points(wanted, around)
    found: dict[int, int] = {}
    for part in _parts(numbers):
        sql = f"SELECT id, {score} FROM household WHERE id IN ({_marks(part)})"
        found.update(connection.execute(sql, [*parameters, *part]).fetchall())
    return found


def _lines(connection: Connection, numbers: Sequence[int]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = connection.execute(
        _LINE.format(marks=_marks(numbers)), tuple(numbers)
    ).fetchall()
    return rows


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[start : start + LINES_AT_ONCE] for start in range(0, len(numbers), LINES_AT_ONCE))


def _marks(numbers: Sequence[int]) -> str:
    return ", ".join("?" * len(numbers))
