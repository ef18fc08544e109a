"""What must come out of a merge, found without the code under test: by walking the whole graph, however slowly."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tests.unit.changesets import ancestors, complete

from yihu.storage.store import Store
from yihu.sync.changeset import Changeset, Value, stored_changeset
from yihu.sync.linking import link_tree
from yihu.sync.tombstone import ERASED

AMOUNT, UNIT = "household/amount", "household/unit"
FACT = (AMOUNT, UNIT)
"""One fact in two answers: never mixed."""


def in_store(store: Store) -> dict[str, Changeset]:
    """All changesets of a database, those whose values were erased as what is left of them."""
    from yihu.storage.linked import _erased

    with store._db.read() as connection:
        rows = connection.execute("SELECT hash, dictionary, body FROM changeset").fetchall()
        return {
            hash.hex(): _erased(connection, hash)
            if number == ERASED
            else stored_changeset(store._bodies.unpack(connection, number, body), hash.hex())
            for hash, number, body in rows
        }


def joined_by_walking(changesets: Iterable[Changeset], one: str, two: str) -> dict[str, list[Changeset]]:
    """Changesets by the household that they are shown under: two ids are one where the live decision says so."""
    known = list(changesets)
    tree = link_tree(one, two)
    decided = live_writes(each for each in known if each.household == tree)
    same = decided.get("same_as/state", (False, 0, ""))[0] is True
    pairs = {
        path.rpartition("/")[2]: write[0]
        for path, write in decided.items()
        if path.startswith("same_as/pair/") and write[0]
    }
    found: dict[str, list[Changeset]] = {}
    here = sorted({each.household for each in known} - {tree})
    for each in known:
        if each.household == tree:
            continue
        home, changes = each.household, each.changes
        if same:
            home = here[0] if len(here) == 2 else home
            changes = {
                path.replace(f"/{row}/", f"/{shown}/"): value
                for path, value in changes.items()
                for row, shown in [
                    next(((other, own) for own, other in pairs.items() if f"/{other}/" in path), ("", ""))
                ]
            }
        found.setdefault(home, []).append(replace(each, changes=changes))
    return found


def live_writes(changesets: Iterable[Changeset]) -> dict[str, tuple[object, int, str]]:
    """Path -> the highest of the writes that no other write of the path descends from."""
    known = complete(changesets)
    found: dict[str, tuple[object, int, str]] = {}
    for id, each in known.items():
        for path, value in each.changes.items():
            later = [other for other in known.values() if path in other.changes and other.id != id]
            if any(id in ancestors(known, other.id) for other in later):
                continue
            best = found.get(path)
            if best is None or (each.hlc, id) > best[1:]:
                found[path] = value, each.hlc, id
    return found


def fact_by_walking(changesets: Iterable[Changeset]) -> dict[str, Value]:
    """Amount and unit as the last of those saw them who wrote either; where only one of the two was ever written, that."""
    known = complete(changesets)
    behind = {id: ancestors(known, id) for id in known}
    paths = [path for path in FACT if any(path in each.changes for each in known.values())]
    writers = [each for each in known.values() if set(FACT) & each.changes.keys()]
    last = [each for each in writers if not any(each.id in behind[other.id] for other in writers)]
    if not last:
        return {}
    shown = max(last, key=lambda each: (each.hlc, each.id))
    return {path: _seen_by(shown, path, known, behind) for path in paths}


def _seen_by(
    writer: Changeset, path: str, known: Mapping[str, Changeset], behind: Mapping[str, set[str]]
) -> Value:
    seen = [known[id] for id in {*behind[writer.id], writer.id} if path in known[id].changes]
    live = [each for each in seen if not any(each.id in behind[other.id] for other in seen)]
    best = max(live, key=lambda each: (each.hlc, each.id), default=None)
    return None if best is None else best.changes[path]
