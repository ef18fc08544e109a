"""The households on each selection, beside the selection's folded document: a cache that conditions join with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from yihu.storage.database import Connection
from yihu.sync.changeset import Value

SELECTION, PICK = "selection", "pick"
PICKS = f"{SELECTION}/{PICK}/"
HOWS = ("filter", "hand", "out", "fell")
"""How a household came on a selection, and two ways it left: taken out by hand, no longer found by the filter."""
ON_LIST = HOWS[:2]
_PROPERTIES = ("pick_how", "pick_points", "pick_reason", "pick_by", "pick_on")
_INSERT = (
    "INSERT INTO picked (selection, household, position, how, points, reason, by_whom, on_day)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One household's line on a selection.

    Attributes:
        household: its id. how: one of `HOWS`. position: its rank when it was chosen, from 1; 0 by hand.
        reason, by, on: of what was done by hand; `on` an ISO date.
    """

    selection: str
    household: str
    how: str
    position: int = 0
    points: int | None = None
    reason: str = ""
    by: str = ""
    on: str = ""


def write_picked(
    connection: Connection, selection: bytes, values: Mapping[str, Value], places: Mapping[str, str]
) -> None:
    """Keep what a selection's document says. `places`: the `save_to` map of the form `selection`."""
    connection.execute("DELETE FROM picked WHERE selection = ?", (selection,))
    if not values.get(f"{SELECTION}/_removed"):
        connection.executemany(_INSERT, _rows(selection, values, places))


def _rows(
    selection: bytes, values: Mapping[str, Value], places: Mapping[str, str]
) -> Iterator[tuple[object, ...]]:
    names = {name: key.rpartition("/")[2] for key, name in places.items() if name in _PROPERTIES}
    marks = tuple(names.get(name, name) for name in _PROPERTIES)
    start = len(PICKS)
    for path in values:
        if path.startswith(PICKS) and path.endswith("/_row"):
            row = path[start:-5]
            how, points, reason, by, on = (values.get(f"{PICKS}{row}/{mark}") for mark in marks)
            if (household := _uuid(row)) is not None:
                yield (
                    selection,
                    household,
                    _whole(values[path]) or 0,
                    how if how in HOWS else HOWS[0],
                    _whole(points),
                    str(reason or ""),
                    str(by or ""),
                    str(on or ""),
                )


def _uuid(row: str) -> bytes | None:
    try:
        return UUID(row).bytes
    except ValueError:
        return None


def _whole(value: Value) -> int | None:
    try:
        return None if value is None else int(value)
    except ValueError:
        return None
