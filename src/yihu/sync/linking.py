"""Two ids for one household: trees that say so, and how the joined view reads all of their changesets.

A decision is a record tree of its own (`link_tree`), no household. It says which two ids are the same
(`same_as/state` true), are not (false), or are to be decided on anew (null), and which of their members (`same_as/pair/<row of keep>` = row
of drop). Nothing is copied: what was written under an id stays under it, and a late change arrives there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from uuid import UUID

from yihu.sync.changeset import Changeset, Value

SAME_AS, NOT_SAME_AS, UNDECIDED = "same_as", "not_same_as", "same_as_open"
KEEP, DROP, STATE, PAIR = "same_as/keep", "same_as/drop", "same_as/state", "same_as/pair/"
_PERSON = b"yihu same_as"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One decision. `same` None: taken back. `pairs`: (row of keep, row of drop) of members that are the same."""

    tree: str
    keep: str
    drop: str
    same: bool | None
    pairs: tuple[tuple[str, str], ...] = ()


def link_tree(one: str, other: str) -> str:
    """The id of the tree that tells whether two households are one; the same from either side.

    A UUID of version 8: no household has one, so that a tree is known for what it is by its id alone.
    """
    pair = "|".join(sorted((one, other))).encode()
    plain = bytearray(blake2b(pair, digest_size=16, person=_PERSON).digest())
    plain[6] = plain[6] & 0x0F | 0x80
    plain[8] = plain[8] & 0x3F | 0x80
    return str(UUID(bytes=bytes(plain)))


def is_link_tree(id: bytes) -> bool:
    """Whether a tree is a decision and no household; by the 16 bytes of its id."""
    return id[6] >> 4 == 8


def link_values(one: str, other: str, same: bool | None, pairs: Mapping[str, str | None]) -> dict[str, Value]:
    """What a decision writes. `pairs`: row of the smaller id -> row of the other, None: no longer."""
    keep, drop = sorted((one, other))
    decision: dict[str, Value] = {KEEP: keep, DROP: drop, STATE: same}
    return decision | {PAIR + row: other_row for row, other_row in pairs.items()}


def read_link(tree: str, values: Mapping[str, Value]) -> Link | None:
    """The decision that a folded tree holds; None if it doesn't name the two ids that the tree is of."""
    keep, drop = values.get(KEEP), values.get(DROP)
    if (
        not isinstance(keep, str)
        or not isinstance(drop, str)
        or keep >= drop
        or link_tree(keep, drop) != tree
    ):
        return None
    pairs = (
        (path.removeprefix(PAIR), value)
        for path, value in values.items()
        if path.startswith(PAIR) and isinstance(value, str) and value
    )
    state = values.get(STATE)
    same = None if state is None else state is True
    return Link(tree=tree, keep=keep, drop=drop, same=same, pairs=tuple(sorted(pairs)))


def row_names(links: Iterable[Link]) -> dict[str, str]:
    """Row id -> the row that it is shown as: of members that are the same, that of the smallest household.

    Two rows of one household are never made one, whatever pairs say: a changeset may hold both.
    """
    shown: dict[str, str] = {}
    homes: dict[str, frozenset[str]] = {}

    def end(row: str) -> str:
        while row in shown:
            row = shown[row]
        return row

    for link in sorted((each for each in links if each.same), key=lambda each: (each.keep, each.drop)):
        for own, others in link.pairs:
            one, other = end(own), end(others)
            here, there = homes.get(one, frozenset((link.keep,))), homes.get(other, frozenset((link.drop,)))
            if one == other or here & there:
                continue
            first, second = sorted((one, other), key=lambda row: (min(here if row == one else there), row))
            shown[second] = first
            homes[first] = here | there
    return {row: end(row) for row in shown}


def renamed(path: str, names: Mapping[str, str]) -> str:
    """A path with its rows' names replaced."""
    return "/".join(names.get(part, part) for part in path.split("/"))


def as_shown(changesets: Iterable[Changeset], names: Mapping[str, str]) -> list[Changeset]:
    """Changesets of several ids as those of one household: the same members under the same rows."""
    if not names:
        return list(changesets)
    return [
        replace(each, changes={renamed(path, names): value for path, value in each.changes.items()})
        for each in changesets
    ]
