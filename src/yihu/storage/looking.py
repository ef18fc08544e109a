"""The checks over many documents as the store keeps them: unpacked, read and looked at, by two processes if it pays.

A document goes to the other process through a pipe, as packed as it came out of the database; nothing of it touches
the disk. Where no such process can be begun, this one does the work.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context

import orjson
import zstandard

from yihu.planning.doubts import all_doubts, line_known
from yihu.planning.read import read_both
from yihu.register.checks import Finding
from yihu.register.household import Household
from yihu.register.profiles import Profiles

AT_ONCE = 500
WORTH_IT = 8_000
"""Documents from which on it pays to begin processes: that takes about as long as looking at 2,000."""
PROCESSES_AT_MOST = 2
_WAITING_AT_MOST = 3
_DOCUMENT_BYTES_AT_MOST = 2**28
SURVEYED = ("draft", "finished")
Packed = tuple[str, bytes]
PropertyMaps = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted:
    """A household with its findings, those that were waived too. `names`: row id -> name, of its members."""

    id: str
    number: str
    head_name: str
    village: str
    group: str
    names: dict[str, str]
    findings: tuple[Finding, ...]


def doubted(household: Household, findings: tuple[Finding, ...]) -> Doubted:
    """What is told of a household beside its findings."""
    return Doubted(
        id=household.id,
        number=household.number or "",
        head_name=household.head_name or "",
        village=household.village or "",
        group=household.group or "",
        names={person.row: person.name or "" for person in household.persons},
        findings=findings,
    )


def look_through(
    documents: Iterable[Packed], maps: PropertyMaps, profiles: Profiles, processes: int | None = None
) -> Generator[tuple[str, Doubted | None], None, None]:
    """Each household's id and, if its survey was begun, what the checks say; in the order of the documents.

    Args:
        documents: (id, packed document). maps, profiles: as of `read_both`.
        processes: how many look; by default as many as pay. 1: none but this one.
    """
    look = _Look(maps, profiles)
    waiting = iter(documents)
    first = list(islice(waiting, WORTH_IT if processes is None else 0))
    count = processes or (min(PROCESSES_AT_MOST, os.cpu_count() or 1) if len(first) == WORTH_IT else 1)
    every = chain(first, waiting)
    if count == 1:
        for packed in every:
            yield look(packed)
    else:
        yield from _apart(every, look, count)


class _Look:
    """Looks at one document; made once in each process."""

    def __init__(self, maps: PropertyMaps, profiles: Profiles) -> None:
        self.maps = {form: dict(known) for form, known in maps.items()}
        self.profiles = profiles
        self._unpack = zstandard.ZstdDecompressor()

    def __call__(self, packed: Packed) -> tuple[str, Doubted | None]:
        id, body = packed
        values = orjson.loads(self._unpack.decompress(body, max_output_size=_DOCUMENT_BYTES_AT_MOST))[
            "values"
        ]
        household, plan = read_both(id, values, self.maps, self.profiles)
        if values.get("household/_state") not in SURVEYED and household.visit_result != "done":
            return id, doubted(household, ())
        return id, doubted(household, all_doubts(household, plan, line_known(household)))


_own: list[_Look] = []
"""Of a process that was begun for this."""


def _begin(maps: PropertyMaps, profiles: Profiles) -> None:
    _own[:] = [_Look(maps, profiles)]


def _look_at(batch: list[Packed]) -> list[tuple[str, Doubted | None]]:
    return [(id, found if found and found.findings else None) for id, found in map(_own[0], batch)]


def _apart(documents: Iterable[Packed], look: _Look, count: int) -> Iterator[tuple[str, Doubted | None]]:
    """Batches go out as they are wanted, a few ahead: never the whole register in memory."""
    batches = iter(lambda: list(islice(documents, AT_ONCE)), [])
    with ProcessPoolExecutor(
        count, get_context("spawn"), initializer=_begin, initargs=(look.maps, look.profiles)
    ) as pool:
        begun: deque[tuple[list[Packed], Future[list[tuple[str, Doubted | None]]] | None]] = deque()
        try:
            for batch in batches:
                begun.append((batch, _submitted(pool, batch)))
                if len(begun) > count * _WAITING_AT_MOST:
                    yield from _taken(*begun.popleft(), look)
            while begun:
                yield from _taken(*begun.popleft(), look)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _submitted(
    pool: ProcessPoolExecutor, batch: list[Packed]
) -> "Future[list[tuple[str, Doubted | None]]] | None":
    with suppress(BrokenProcessPool, OSError, RuntimeError):
        return pool.submit(_look_at, batch)
    return None


def _taken(
    batch: list[Packed],
    future: "Future[list[tuple[str, Doubted | None]]] | None",
    look: Callable[[Packed], tuple[str, Doubted | None]],
) -> list[tuple[str, Doubted | None]]:
    if future is not None:
        with suppress(BrokenProcessPool, OSError):
            return future.result()
    return [look(packed) for packed in batch]
