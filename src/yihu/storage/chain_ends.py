"""Chains go on: their closed ends, brought up to date as links come."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from yihu.storage.database import Connection
from yihu.storage.opened import one
from yihu.sync.summary import Link, closed_tips


class NewLink(NamedTuple):
    """One changeset that was not held before, by its place in its chain."""

    seq: int
    id: bytes
    previous: bytes | None


def extend(connection: Connection, chain: int, tips: set[bytes], links: Sequence[NewLink]) -> bool:
    """The usual case: what came goes on behind one tip, link by link. False if it is anything else."""
    if len(tips) > 1:
        return False
    start = end = next(iter(tips), None)
    for link in links:
        if link.previous != end:
            return False
        end = link.id
    if start is None and one(connection, "SELECT count(*) FROM changeset WHERE chain = ?", chain) != len(
        links
    ):
        return False
    if start and _followed(connection, chain, len(links)):
        return False
    if links:
        _replace_tips(connection, chain, [(links[-1].seq, links[-1].id)])
    return True


def _followed(connection: Connection, chain: int, expected: int) -> bool:
    """Whether something else lies behind the tip already: a gap that may close now."""
    beyond = "SELECT count(*) FROM changeset WHERE chain = ?1 AND seq > (SELECT seq FROM chain_tip WHERE chain = ?1)"
    return bool(one(connection, beyond, chain) != expected)


def _all_links(connection: Connection, chain: int) -> list[Link]:
    rows = connection.execute(
        "SELECT hash, seq, previous FROM changeset WHERE chain = ? ORDER BY seq", (chain,)
    )
    return [
        Link(hash.hex(), seq, previous.hex() if previous else None) for hash, seq, previous in rows.fetchall()
    ]


def close_anew(connection: Connection, chain: int) -> list[Link]:
    """The ends of a chain made of all that is held of it; all its links."""
    every = _all_links(connection, chain)
    tips = closed_tips(every)
    _replace_tips(
        connection, chain, [(link.seq, bytes.fromhex(link.id)) for link in every if link.id in tips]
    )
    return every


def _replace_tips(connection: Connection, chain: int, tips: Iterable[tuple[int, bytes]]) -> None:
    connection.execute("DELETE FROM chain_tip WHERE chain = ?", (chain,))
    connection.executemany(
        "INSERT INTO chain_tip (chain, seq, hash) VALUES (?, ?, ?)", [(chain, *tip) for tip in tips]
    )


def restart_chain(connection: Connection, chain: int) -> None:
    """Something was taken out of it: ends and sum are made anew."""
    close_anew(connection, chain)
    connection.execute("UPDATE chain SET digest = NULL WHERE id = ?", (chain,))
