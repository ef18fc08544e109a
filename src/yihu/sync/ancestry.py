"""Which changeset knew of which: reachability along parents, from hashes only.

Changesets are laid into chains as they come, parents first; each remembers how far into every chain it
reaches. A question is then one look-up, and the whole takes time in proportion to changesets times the
number of chains, which is the number of people who truly worked at once.
"""

from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Any


class Ancestry:
    """Grows by `add`, parents before children."""

    def __init__(self) -> None:
        self._place: dict[str, tuple[int, int]] = {}
        self._reach: dict[str, dict[int, int]] = {}
        self._lengths: list[int] = []

    def add(self, id: str, parents: Sequence[str]) -> None:
        """Lay a changeset behind its parents, all of which were added before."""
        reach: dict[int, int] = {}
        for parent in parents:
            _join(reach, self._reach[parent])
            _join(reach, dict([self._place[parent]]))
        self._place[id] = self._next_place(reach)
        self._reach[id] = reach

    def knows(self, later: str, earlier: str) -> bool:
        """Whether `earlier` is a true ancestor of `later`."""
        chain, position = self._place[earlier]
        return self._reach[later].get(chain, -1) >= position

    def _next_place(self, reach: Mapping[int, int]) -> tuple[int, int]:
        """Behind the end of a chain that it knows whole, else at the start of a new one."""
        for chain, position in reach.items():
            if position == self._lengths[chain] - 1:
                self._lengths[chain] += 1
                return chain, position + 1
        self._lengths.append(1)
        return len(self._lengths) - 1, 0


def parents_first(
    parents: Mapping[str, Sequence[str]], rank: Callable[[str], Any] = lambda id: id
) -> list[str]:
    """Ids ordered parents before children, the smallest by `rank` first among the ready.

    Those that wait for a missing parent, directly or through another, are left out.
    """
    children: dict[str, list[str]] = {}
    missing = {}
    for id, own in parents.items():
        missing[id] = len(own)
        for parent in own:
            children.setdefault(parent, []).append(id)
    ready = [(rank(id), id) for id, count in missing.items() if count == 0]
    heapify(ready)
    order = []
    while ready:
        _, id = heappop(ready)
        order.append(id)
        for child in children.get(id, ()):
            missing[child] -= 1
            if missing[child] == 0:
                heappush(ready, (rank(child), child))
    return order


def _join(reach: dict[int, int], other: Mapping[int, int]) -> None:
    for chain, position in other.items():
        if reach.get(chain, -1) < position:
            reach[chain] = position
