"""How far households are: by village over the whole register, one by one for those that are paired or selected."""

from collections.abc import Iterable
from uuid import UUID

import orjson

from yihu.planning.progress import Progress, Standing
from yihu.storage.lists import Lists

_PLANNED = "plan_state IN ('draft', 'agreed', 'signed')"
_BY_VILLAGE = (
    "SELECT village_code, max(village), max(township), count(*), sum(visit_state = 'done'),"
    f" sum({_PLANNED}), sum(plan_state = 'signed'), sum(seen_on <> '' AND seen_on >= ?), sum(measures),"
    " sum(measures_done), sum(expected_cents), sum(gained_cents) FROM household"
    " WHERE hidden = 0 AND village_code >= ? AND village_code < ? GROUP BY village_code ORDER BY village_code"
)
_FIELDS = (
    "village_code", "village", "township", "visit_state", "plan_state", "surveyed_on", "seen_on", "measures",
    "measures_done", "expected_cents", "gained_cents",
)  # fmt: skip
_STANDINGS = (
    f"SELECT uuid, {', '.join(_FIELDS)} FROM household WHERE hidden = 0"
    " AND uuid IN (SELECT unhex(value) FROM json_each(?))"
)


class Progressing(Lists):
    """Reads only."""

    def progress_by_village(self, within: str = "", since: str = "") -> tuple[tuple[str, str, Progress], ...]:
        """(village, township, its progress; `key` is its code) by code.

        Args:
            within: what the codes begin with. since: ISO date that `Progress.met` counts from.
        """
        self._freshen_some()
        with self._db.read() as connection:
            rows = connection.execute(_BY_VILLAGE, (since, within, within + "\uffff")).fetchall()
        return tuple(
            (village, township, _progress(code, *figures)) for code, village, township, *figures in rows
        )

    def standings(self, households: Iterable[str]) -> dict[str, Standing]:
        """Household id -> where it stands, of those that are here."""
        self._freshen_some()
        wanted = orjson.dumps([UUID(each).hex for each in households]).decode()
        with self._db.read() as connection:
            rows = connection.execute(_STANDINGS, (wanted,)).fetchall()
        found = (
            Standing(id=str(UUID(bytes=uuid)), **dict(zip(_FIELDS, rest, strict=True)))
            for uuid, *rest in rows
        )
        return {each.id: each for each in found}

    def surveys_by_day(self, within: str = "") -> dict[str, int]:
        """ISO date -> households whose survey was finished then."""
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT surveyed_on, count(*) FROM household WHERE hidden = 0 AND village_code >= ? AND village_code < ?"
                " AND surveyed_on <> '' GROUP BY surveyed_on",
                (within, within + "\uffff"),
            ).fetchall()
        return dict(sorted(rows))


def _progress(code: str, *figures: int) -> Progress:
    households, visited, planned, signed, met, measures, done, expected, gained = figures
    return Progress(
        key=code,
        households=households,
        visited=visited,
        planned=planned,
        signed=signed,
        met=met,
        measures=measures,
        measures_done=done,
        expected_cents=expected,
        gained_cents=gained,
    )
