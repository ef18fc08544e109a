"""What a laptop has, said by hashes: the tips of its closed chains.

A chain (one replica, one scope) is closed up to a changeset if all before it are held. Numbers alone would
lie after a restored backup or a copied laptop, where two changesets bear one number: a fork has two tips.
A sender withholds only what lies behind a tip that it recognises.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Chain = tuple[str, str]
"""Replica id and scope (village code, "" before one is known)."""


@dataclass(frozen=True, slots=True)
class Link:
    """One changeset's place in its chain; `previous` is None at the start."""

    id: str
    seq: int
    previous: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Closed tips by chain; several tips of one chain are a fork."""

    tips: Mapping[Chain, frozenset[str]]

    def chain(self, chain: Chain) -> frozenset[str]:
        """The tips of one chain, none if it is unknown."""
        return self.tips.get(chain, frozenset())


def closed_tips(links: Iterable[Link]) -> frozenset[str]:
    """The ends of what is held without a gap from the start, of one chain's links in any order."""
    tips: set[str] = set()
    closed: set[str] = set()
    for link in sorted(links, key=lambda each: each.seq):
        if link.previous is None or link.previous in closed:
            closed.add(link.id)
            tips.discard(link.previous or "")
            tips.add(link.id)
    return frozenset(tips)


def behind(tips: Iterable[str], links: Iterable[Link]) -> frozenset[str]:
    """The changesets of one chain at or behind tips that are recognised; unknown tips say nothing."""
    previous = {link.id: link.previous for link in links}
    found: set[str] = set()
    for tip in tips:
        step: str | None = tip
        while step is not None and step in previous and step not in found:
            found.add(step)
            step = previous[step]
    return frozenset(found)


def covered(tips: Sequence[str], links: Iterable[Link]) -> frozenset[str]:
    """Those of the tips of one chain that lie behind another of them; the end of a fork is none of these."""
    before = {link.id: link.previous for link in links}
    seen: set[str] = set()
    for first in map(before.get, tips):
        step = first
        while step is not None and step not in seen:
            seen.add(step)
            step = before.get(step)
    return frozenset(seen.intersection(tips))


def missing_below(tips: Iterable[tuple[str, int]], links: Iterable[Link]) -> int:
    """Below this number a changeset may lie behind a tip (id, number) and nobody can tell, because one between
    is not held; 0 if none is missing.
    """
    held = {link.id: link for link in links}
    highest = 0
    for tip, seq in tips:
        step: str | None = tip
        number = seq + 1
        while step is not None and step in held:
            number, step = held[step].seq, held[step].previous
        if step is not None:
            highest = max(highest, number)
    return highest


def forked(links: Iterable[Link]) -> bool:
    """Whether two changesets follow the same one: a copied computer or a restored backup."""
    seen: set[str | None] = set()
    for link in links:
        if link.previous in seen:
            return True
        seen.add(link.previous)
    return False
