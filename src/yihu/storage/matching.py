"""Which households share a name, a number, a phone: found by keyed hashes, as they are folded."""

from collections.abc import Iterable

from yihu.register.matching import CERTAIN
from yihu.storage.database import Connection

SHARED_AT_MOST = 20
"""A key that so many households share tells nothing."""

_CERTAIN = CERTAIN.encode()


def write_matches(connection: Connection, number: int, keys: frozenset[bytes]) -> None:
    """Bring a household's keys up to date, and who shares them."""
    rows = connection.execute("SELECT key FROM match_key WHERE household = ?", (number,)).fetchall()
    before = {key for (key,) in rows}
    if before == keys:
        return
    connection.executemany(
        "DELETE FROM match_key WHERE key = ? AND household = ?", [(key, number) for key in before - keys]
    )
    connection.executemany(
        "INSERT INTO match_key VALUES (?, ?)", [(key, number) for key in sorted(keys - before)]
    )
    connection.execute("DELETE FROM candidate WHERE one = ?1 OR other = ?1", (number,))
    found = _sharing(connection, number, keys)
    connection.executemany(
        "INSERT INTO candidate VALUES (?, ?, ?)",
        [(*sorted((number, other)), certain) for other, certain in sorted(found.items())],
    )


def forget_matches(connection: Connection, number: int) -> None:
    """A household that is shown under another id is compared under that."""
    connection.execute("DELETE FROM match_key WHERE household = ?", (number,))
    connection.execute("DELETE FROM candidate WHERE one = ?1 OR other = ?1", (number,))


def _sharing(connection: Connection, number: int, keys: Iterable[bytes]) -> dict[int, bool]:
    found: dict[int, bool] = {}
    for key in keys:
        rows = connection.execute(
            "SELECT household FROM match_key WHERE key = ? AND household <> ? LIMIT ?",
            (key, number, SHARED_AT_MOST + 1),
        ).fetchall()
        certain = key.startswith(_CERTAIN)
        if certain or len(rows) <= SHARED_AT_MOST:
            for (other,) in rows:
                found[other] = found.get(other, False) or certain
    return found
