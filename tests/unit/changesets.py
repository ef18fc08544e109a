"""Changesets for tests, and the oracle: what is live, found by walking the whole graph."""

from collections.abc import Iterable, Mapping, Sequence

from yihu.sync.changeset import Changeset, Value, write_changeset
from yihu.sync.fold import is_bookkeeping

HOUSEHOLD = "01900000-0000-7000-8000-000000000001"


def changeset(
    changes: Mapping[str, Value],
    parents: Iterable[Changeset | str] = (),
    *,
    hlc: int = 1,
    replica: str = "a" * 32,
    seq: int = 1,
    previous: str | None = None,
    household: str = HOUSEHOLD,
    user: str = "王",
    scope: str = "999999001001",
    kind: str = "visit",
) -> Changeset:
    """One changeset; paths without a record are the survey's."""
    return write_changeset(
        household=household,
        parents=[each if isinstance(each, str) else each.id for each in parents],
        changes={
            path if path.startswith("household/") else f"household/{path}": value
            for path, value in changes.items()
        },
        hlc=hlc,
        replica=replica,
        scope=scope,
        seq=seq,
        previous=previous,
        user=user,
        form="household@1",
        kind=kind,
    )


def ancestors(known: Mapping[str, Changeset], id: str) -> set[str]:
    """All true ancestors, by walking."""
    found: set[str] = set()
    stack = list(known[id].parents)
    while stack:
        step = stack.pop()
        if step not in found:
            found.add(step)
            stack += known[step].parents if step in known else []
    return found


def complete(changesets: Iterable[Changeset]) -> dict[str, Changeset]:
    """Those whose ancestors are all there."""
    known = {each.id: each for each in changesets}
    return {id: each for id, each in known.items() if ancestors(known, id) <= known.keys()}


def live_by_walking(changesets: Iterable[Changeset]) -> dict[str, set[tuple[str, str, str]]]:
    """Path -> (type, value, changeset) of all writes that no other write of the path descends from."""
    known = complete(changesets)
    behind = {id: ancestors(known, id) for id in known}
    live: dict[str, set[tuple[str, str, str]]] = {}
    for id, each in known.items():
        for path, value in each.changes.items():
            writers = [other for other in known.values() if path in other.changes]
            if not any(id in behind[writer.id] for writer in writers):
                live.setdefault(path, set()).add((type(value).__name__, str(value), id))
    return live


def plain_conflicts(live: Mapping[str, set[tuple[str, str, str]]]) -> set[str]:
    """Paths with several different live values, rows' removals aside."""
    return {
        path
        for path, writes in live.items()
        if len({write[:2] for write in writes}) > 1
        and not is_bookkeeping(path)
        and not path.endswith("/_del")
    }


def shuffled(changesets: Sequence[Changeset], order: Sequence[int]) -> list[Changeset]:
    """A permutation with repetitions, as files arrive."""
    return [changesets[number % len(changesets)] for number in order] + list(changesets)
