"""What the register's checks and measures of poverty are read from, by the hundred thousand."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import orjson
import zstandard

from yihu.register.profiles import DEFAULT_PROFILE
from yihu.storage.lists import _SHOWN_IN_ORDER, EVERYTHING, Lists, _condition
from yihu.storage.rows import HouseholdQuery
from yihu.sync.changeset import Value

SCANNED_AT_ONCE = 500
SHARED_AT_MOST = 20
_WAIVE = b"/_waive."
_LETTERS = (b"i", b"p")
"""Of `register.matching`: identity numbers and telephones."""

_DOCUMENT_BYTES_AT_MOST = 2**28


class Measuring(Lists):
    """Reads only; nothing here works received changes in."""

    def deprivations(self, query: HouseholdQuery = EVERYTHING) -> tuple[tuple[int, int, int, int], ...]:
        """(deprived bits, lacking bits, households, persons) of a selection, equal bits counted together."""
        where, parameters = _condition(query)
        with self._db.read() as connection:
            rows = connection.execute(
                f"SELECT deprived, lacking, count(*), sum(persons) FROM household WHERE {where}"
                " GROUP BY deprived, lacking",
                parameters,
            ).fetchall()
        return tuple(rows)

    def incomes(self, query: HouseholdQuery = EVERYTHING) -> list[tuple[int, int | None, int | None]]:
        """(persons, net income per head, its line), cents or None, of each household of a selection.

        Both by the rules that the household's record names.
        """
        where, parameters = _condition(query)
        with self._db.read() as connection:
            rows: list[tuple[int, int | None, int | None]] = connection.execute(
                f"SELECT persons, net_cents, line_cents FROM household WHERE {where}", parameters
            ).fetchall()
        return rows

    def scan(
        self, query: HouseholdQuery = EVERYTHING, *, waived: bool = False
    ) -> Iterator[tuple[str, dict[str, Value]]]:
        """(household id, path -> shown value) of a selection, in the list's order.

        Args:
            waived: only households with a waived check.
        """
        unpack = zstandard.ZstdDecompressor()
        for id, body in self.scan_packed(query, waived=waived):
            plain = unpack.decompress(body, max_output_size=_DOCUMENT_BYTES_AT_MOST)
            yield id, orjson.loads(plain)["values"]

    def scan_packed(
        self, query: HouseholdQuery = EVERYTHING, *, waived: bool = False
    ) -> Iterator[tuple[str, bytes]]:
        """(household id, its document as it is kept) of a selection, in the list's order. Arguments as of `scan`."""
        unpack = zstandard.ZstdDecompressor()
        after: tuple[Any, ...] = ("",)
        where, parameters = _condition(query, _SHOWN_IN_ORDER)
        sql = (
            f"SELECT place, uuid, body FROM household JOIN document ON document.household = household.id WHERE {where}"
            " AND place > ? ORDER BY place LIMIT ?"
        )
        while True:
            with self._db.read() as connection:
                rows = connection.execute(sql, (*parameters, *after, SCANNED_AT_ONCE)).fetchall()
            for _, uuid, body in rows:
                if not waived or _WAIVE in unpack.decompress(body, max_output_size=_DOCUMENT_BYTES_AT_MOST):
                    yield str(UUID(bytes=uuid)), body
            if len(rows) < SCANNED_AT_ONCE:
                return
            after = (rows[-1][0],)

    def numbered(self) -> Iterator[tuple[str, str]]:
        """(household number, household id) of every household that has a number, in no order."""
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT number, uuid FROM household WHERE hidden = 0 AND number <> ''"
            ).fetchall()
        return ((number, str(UUID(bytes=uuid))) for number, uuid in rows)

    def named_profiles(self) -> dict[str, int]:
        """What records name as their rules -> how many households; those that name none are left out."""
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT profile, count(*) FROM household WHERE hidden = 0 AND profile <> '' GROUP BY profile"
            ).fetchall()
        return dict(rows)

    def judged_otherwise(self, ref: str, query: HouseholdQuery = EVERYTHING) -> tuple[str, ...]:
        """Surveyed households that name another version of these rules; of the default ones, also those that name none."""
        where, parameters = _condition(query)
        id = ref.partition("@")[0]
        named = "(profile = ? OR substr(profile, 1, ?) = ?" + (
            " OR profile = '')" if id == DEFAULT_PROFILE else ")"
        )
        with self._db.read() as connection:
            rows = connection.execute(
                f"SELECT uuid FROM household WHERE {where} AND visit_state IN ('in_progress', 'done')"
                f" AND {named} AND profile <> ? ORDER BY place",
                (*parameters, id, len(id) + 1, f"{id}@", ref),
            ).fetchall()
        return tuple(str(UUID(bytes=uuid)) for (uuid,) in rows)

    def sharing(self, household_id: str | None = None) -> tuple[str, ...]:
        """Households that share an identity number or a telephone with another: of all, or with this one."""
        shared = (
            "SELECT key FROM match_key WHERE (key >= ?1 AND key < ?2 OR key >= ?3 AND key < ?4)"
            " GROUP BY key HAVING count(*) > 1"
        )
        bounds = tuple(each for letter in _LETTERS for each in (letter, bytes([letter[0] + 1])))
        with self._db.read() as connection:
            if household_id is not None:
                return self._sharing_with(connection, UUID(household_id).bytes)
            rows = connection.execute(
                "SELECT uuid FROM household WHERE hidden = 0 AND id IN"
                f" (SELECT household FROM match_key WHERE key IN ({shared})) ORDER BY place",
                bounds,
            ).fetchall()
        return tuple(str(UUID(bytes=uuid)) for (uuid,) in rows)

    def _sharing_with(self, connection: Any, uuid: bytes) -> tuple[str, ...]:
        rows = connection.execute(
            "SELECT DISTINCT other.uuid FROM household AS own JOIN match_key AS mine ON mine.household = own.id"
            " JOIN match_key AS theirs ON theirs.key = mine.key AND theirs.household <> own.id"
            " JOIN household AS other ON other.id = theirs.household AND other.hidden = 0"
            " WHERE own.uuid = ?1 AND substr(mine.key, 1, 1) IN (?2, ?3) LIMIT ?4",
            (uuid, *_LETTERS, SHARED_AT_MOST),
        ).fetchall()
        return tuple(str(UUID(bytes=other)) for (other,) in rows)
