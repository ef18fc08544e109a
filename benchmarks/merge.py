"""Merging five laptops' work into a large register, beside its peers.

python -m benchmarks.merge [--full]

Register of 136,000 households, 5 laptops with 20,000 changed households of 60 answers each, encrypted. The peers
do the same edits in the same run: pygeodiff (rebase and apply of changesets of SQLite files), and SQLite's session
extension through apsw, the floor: rows only, no history, no differing answers shown, no encryption.
`--full`: growth against 1,360,000 households, else against 340,000 and 136,000 (some minutes less).
"""

import os
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import in_own_process, peak_memory_mb, percentile, show
from benchmarks.sample_folder import PASSPHRASE, VILLAGES, household_id, new_folder
from yihu.actions.open_folder import open_folder
from yihu.actions.workspace import Workspace
from yihu.base.clock import SystemClock
from yihu.storage.receiving import Receiving
from yihu.sync.changeset import Value, write_changeset
from yihu.sync.clock import hlc

SCALE = float(os.environ.get("YIHU_MERGE_SCALE", "1"))  # a smaller run shows where time goes; figures are told at 1
REGISTER, LAPTOPS, CHANGED, ANSWERS = int(136_000 * SCALE), 5, int(20_000 * SCALE), 60
KEYS = [f"household/q{place:02}" for place in range(ANSWERS)]
FORM = "household@1"
NEAR = int(340_000 * SCALE)
WORDS = ("务工", "种植", "养殖", "有", "无", "好", "一般", "自来水", "砖混", "水泥路")


def main(full: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("--build", folder, str(REGISTER))
        files = folder / "files"
        peers = {}
        for line in run("--peers", folder).splitlines():
            key, _, value = line.partition(" ")
            peers[key] = float(value)
        shutil.copytree(folder / "hub", folder / "hub-again")
        figures = dict(line.split(" ") for line in run("--take", folder, "hub").splitlines())
        whole, durable = float(figures["whole"]), float(figures["durable"])
        tell_receive(figures, peers)
        for line in run("--read", folder).splitlines():
            print(line, flush=True)
        print(run("--export", folder), end="", flush=True)
        grow(folder, files, 10 * REGISTER if full else NEAR, whole, durable)


def tell_receive(figures: dict[str, str], peers: dict[str, float]) -> None:
    whole, durable = float(figures["whole"]), float(figures["durable"])
    if peers.get("pygeodiff"):
        other = peers["pygeodiff"]
        show(
            "receive-five",
            whole,
            "s",
            against=f"pygeodiff, the same edits: {other:.3g} s",
            ratio=whole / other,
        )
    else:
        show(
            "receive-five",
            whole,
            "s",
            against="pygeodiff as measured before elsewhere: 12.5 s",
            ratio=whole / 12.5,
        )
    floor = peers["session"]
    show(
        "receive-durable",
        durable,
        "s",
        against=f"SQLite's session extension: {floor:.3g} s",
        ratio=durable / floor,
    )
    peak = float(figures["peak"])
    show("memory-receive", peak, "MB", against="goal 150 MB", ratio=peak / 150)


def grow(folder: Path, files: Path, households: int, whole: float, durable: float) -> None:
    """The same files into a larger register; its keys are those of the small one."""
    big = folder / "big"
    big.mkdir()
    shutil.copytree(folder / "hub-again", big / "hub")
    files.rename(big / "files")
    run("--enlarge", big, str(households))
    figures = dict(line.split(" ") for line in run("--take", big, "hub").splitlines())
    grown, floor = float(figures["whole"]), float(figures["durable"])
    show(
        "merge-growth",
        grown,
        "s",
        against=f"the same 100,000 changes into {REGISTER} households instead of {households}: {whole:.3g} s"
        f" (durable step {floor:.3g} s against {durable:.3g} s)",
        ratio=grown / whole,
    )


def run(what: str, *arguments: object) -> str:
    return in_own_process("benchmarks.merge", what, *map(str, arguments))


# ---------------------------------------------------------------- our own side


def build(folder: Path, households: int) -> None:
    """The hub's register, and five laptops' packages for it."""
    hub = new_folder(folder / "hub", "Hub")
    fill(hub, 0, households)
    hub.store.refold_dirty()
    (folder / "files").mkdir()
    for number in range(LAPTOPS):
        laptop = new_folder(folder / "laptop", f"Team {number}")
        hub.store.trust(laptop.store.my_card())
        laptop.store.trust(hub.store.my_card())
        laptop.store.union(work_of(laptop.store.replica, number, households))
        laptop.store.give(folder / "files" / f"{number}.yihu", [hub.store.my_card().fingerprint])
        laptop.close()
        shutil.rmtree(folder / "laptop")
    hub.close()


def fill(hub: Workspace, first: int, last: int) -> None:
    hub.store.preload("00" * 32, register(first, last), FORM)


def register(first: int, last: int) -> Iterator[tuple[str, str, dict[str, Value]]]:
    for number in range(first, last):
        yield household_id(number), f"430999101{200 + number % VILLAGES}", answers(number, 0)


def answers(number: int, round_: int) -> dict[str, Value]:
    chance = random.Random(number * 16 + round_)
    some = {
        key: WORDS[chance.randrange(10)] if place % 3 == 0 else str(chance.randrange(1, 60_000))
        for place, key in enumerate(KEYS)
    }
    return dict(some)


def edits_of(laptop: int, households: int) -> Iterator[int]:
    """The households that a laptop changed: a tenth of them the next laptop changed too."""
    step = CHANGED - CHANGED // 10
    return ((laptop * step + place) % households for place in range(CHANGED))


def work_of(replica: str, laptop: int, households: int) -> Iterator[bytes]:
    """What a laptop that got the register answered there."""
    parents = parent_ids(households)
    tips: dict[str, tuple[int, str | None]] = {}
    for place, number in enumerate(edits_of(laptop, households)):
        scope = f"430999101{200 + number % VILLAGES}"
        seq, previous = tips.get(scope, (0, None))
        changeset = write_changeset(
            household=household_id(number),
            parents=[parents[number]],
            changes=answers(number, laptop + 1),
            hlc=hlc(1_790_000_000_000 + place * 1000, laptop),
            replica=replica,
            scope=scope,
            seq=seq + 1,
            previous=previous,
            user="员",
            form=FORM,
            kind="finish",
        )
        tips[scope] = seq + 1, changeset.id
        yield changeset.body


_parents: dict[int, dict[int, str]] = {}


def parent_ids(households: int) -> dict[int, str]:
    """Ids of the register's changesets by number."""
    from yihu.storage.union import preloaded

    if households not in _parents:
        listed = enumerate(preloaded("00" * 32, register(0, households), FORM))
        _parents[households] = {number: changeset.id for number, changeset in listed}
    return _parents[households]


def opened(folder: Path) -> Workspace:
    return open_folder(folder, PASSPHRASE, clock=SystemClock(), random=os.urandom)


def take(folder: Path, hub: str) -> None:
    """All five packages; the durable step alone is timed inside: inserting, tips, marks, commit."""
    workspace = opened(folder / hub)
    store = workspace.store
    start = time.perf_counter()
    for path in sorted((folder / "files").iterdir()):
        store.receive(path)
    whole = time.perf_counter() - start
    assert store.stale() > 0
    print(f"whole {whole}\npeak {peak_memory_mb()}\ndurable {durable_alone(folder, workspace)}")
    workspace.close()


def durable_alone(folder: Path, workspace: Workspace) -> float:
    """The same changesets read, checked and packed beforehand: what is left is the transaction.

    Into a register that has none of them: a copy of the one before.
    """
    source = folder / ("hub-again" if (folder / "hub-again").exists() else "hub-durable")
    if not source.exists():
        return 0.0
    target = folder / "hub-timed"
    shutil.copytree(source, target)
    other = opened(target)
    took = sum(timed_union(other.store, path, workspace) for path in sorted((folder / "files").iterdir()))
    other.close()
    shutil.rmtree(target)
    return took


def timed_union(store: Receiving, path: Path, _workspace: Workspace) -> float:
    from yihu.sync.package import open_package, read_envelope

    ids, bodies = list[bytes](), list[bytes]()

    def gather(some_ids: list[bytes], some: list[bytes]) -> None:
        ids.extend(some_ids)
        bodies.extend(some)

    with path.open("rb") as file:
        envelope = read_envelope(file, path.stat().st_size, path.name)
        open_package(file, envelope, store._identity_for(envelope.header.to), lambda *_: None, gather)
    with store._merging() as union:
        prepared = union.prepare(ids, bodies)
        start = time.perf_counter()
        union.insert_prepared(prepared)
    return time.perf_counter() - start


def enlarge(folder: Path, households: int) -> None:
    hub = opened(folder / "hub")
    step = REGISTER
    for first in range(REGISTER, households, step):
        fill_more(hub, first, min(first + step, households))
    hub.close()
    shutil.copytree(folder / "hub", folder / "hub-durable")


def fill_more(hub: Workspace, first: int, last: int) -> None:
    """Other lists, as of other townships; worked in like the first."""
    hub.store.preload(f"{first:064x}"[::-1], register(first, last), FORM)
    hub.store.refold_dirty()


def read(folder: Path) -> None:
    """First reads of households that were just received, reads after that, commits, and the file's size."""
    workspace = opened(folder / "hub")
    store = workspace.store
    stale = [household_id(number) for number in range(0, CHANGED, 97)]
    first = [clocked(lambda id=id: store.document(id)) for id in stale]
    worst = percentile(first, 95)
    show("fold-first-read", worst * 1000, "ms", against="goal 5 ms, 95 of 100", ratio=worst * 1000 / 5)
    store.refold_dirty()
    chance = random.Random(5)
    some = [household_id(chance.randrange(REGISTER)) for _ in range(2000)]
    usual = percentile([clocked(lambda id=id: store.document(id)) for id in some], 95)
    show("household-read", usual * 1000, "ms", against="goal 1 ms, 95 of 100", ratio=usual * 1000)
    commits(store, some)
    store._db.shorten_log()
    size = (folder / "hub" / "yihu.db").stat().st_size / 1e6
    plain = plain_documents_mb()
    show("file-growth", size, "MB", against=f"plain documents: {plain:.0f} MB", ratio=size / plain)
    workspace.close()


def commits(store: Receiving, some: list[str]) -> None:
    """An answer's durable commit beside a bare one: one row into the same encrypted file."""
    connection = store._db._writer
    connection.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, body TEXT)")
    ours, bare = [], []
    store.open_record(some[0], "household")
    for number in range(400):
        ours.append(
            clocked(
                lambda n=number: store.append_draft(some[0], "household", FORM, {"q01": str(n)}, "/data/q01")
            )
        )
        bare.append(
            clocked(
                lambda n=number: connection.execute(
                    "INSERT INTO bare (body) VALUES (?)", (f'{{"q01":"{n}"}}',)
                )
            )
        )
    connection.execute("DROP TABLE bare")
    mine, floor = statistics.median(ours), statistics.median(bare)
    show(
        "answer-commit",
        mine * 1000,
        "ms",
        against=f"a bare commit: {floor * 1000:.3g} ms",
        ratio=mine / floor,
    )


def plain_documents_mb() -> float:
    """The newest answers of all households as JSON lines, without any history."""
    import orjson

    total = 0
    newest = {number: laptop + 1 for laptop in range(LAPTOPS) for number in edits_of(laptop, REGISTER)}
    for number in range(0, REGISTER, 10):
        total += len(orjson.dumps({"id": household_id(number), **answers(number, newest.get(number, 0))})) + 1
    return total * 10 / 1e6


def export(folder: Path) -> None:
    """All 136,000 with all their history, for a laptop that has nothing."""
    workspace = opened(folder / "hub")
    store = workspace.store
    other = next(row.fingerprint for row in store.contacts())
    before = peak_memory_mb()
    start = time.perf_counter()
    report = store.give(folder / "all.yihu", [other], everything=True)
    took = time.perf_counter() - start
    plain = plain_documents_mb() * report.changesets / REGISTER
    rate = plain / took
    show(
        "export",
        rate,
        "MB/s",
        against=f"goal 30 MB/s of plain data ({plain:.0f} MB, read back too)",
        ratio=rate / 30,
    )
    peak = peak_memory_mb()
    show("memory-export", peak, "MB", against=f"goal 150 MB; {before:.0f} MB before", ratio=peak / 150)
    workspace.close()


def clocked(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


# ---------------------------------------------------------------- peers


def peers(folder: Path) -> None:
    """The same rows and edits in plain SQLite files: one row a household, one column an answer."""
    place = folder / "peers"
    place.mkdir()
    base = place / "base.db"
    table(base)
    copies = []
    for laptop in range(LAPTOPS):
        copy = place / f"laptop{laptop}.db"
        shutil.copy(base, copy)
        edit(copy, laptop)
        copies.append(copy)
    try:
        print(f"pygeodiff {with_pygeodiff(place, base, copies)}")
    except ImportError:
        print("pygeodiff 0")
    print(f"session {with_session(place, base, copies)}")
    shutil.rmtree(place)


def table(path: Path) -> None:
    connection = sqlite3.connect(path)
    columns = ", ".join(f"q{place:02} TEXT" for place in range(ANSWERS))
    connection.execute(f"CREATE TABLE household (fid INTEGER PRIMARY KEY NOT NULL, uuid TEXT, {columns})")
    marks = ", ".join("?" * (ANSWERS + 2))
    rows = ((number + 1, household_id(number), *answers(number, 0).values()) for number in range(REGISTER))
    connection.executemany(f"INSERT INTO household VALUES ({marks})", rows)
    connection.commit()
    connection.close()


def edit(path: Path, laptop: int) -> None:
    connection = sqlite3.connect(path)
    settings = ", ".join(f"q{place:02} = ?" for place in range(ANSWERS))
    rows = [(*answers(number, laptop + 1).values(), number + 1) for number in edits_of(laptop, REGISTER)]
    connection.executemany(f"UPDATE household SET {settings} WHERE fid = ?", rows)
    connection.commit()
    connection.close()


def with_pygeodiff(place: Path, base: Path, copies: list[Path]) -> float:
    """As a server of its makers does it: each laptop's differences, rebased on what came before, applied."""
    import pygeodiff

    geodiff = pygeodiff.GeoDiff()
    server = place / "server.db"
    shutil.copy(base, server)
    took = 0.0
    for number, copy in enumerate(copies):
        start = time.perf_counter()
        so_far = place / f"so-far{number}"
        geodiff.create_changeset(str(base), str(server), str(so_far))
        theirs = place / f"theirs{number}"
        geodiff.create_changeset(str(base), str(copy), str(theirs))
        rebased, conflicts = place / f"rebased{number}", place / f"conflicts{number}"
        if so_far.stat().st_size:
            geodiff.create_rebased_changeset(str(base), str(copy), str(so_far), str(rebased), str(conflicts))
        else:
            shutil.copy(theirs, rebased)
        geodiff.apply_changeset(str(server), str(rebased))
        took += time.perf_counter() - start
    return took


def with_session(place: Path, base: Path, copies: list[Path]) -> float:
    """SQLite's own changesets, durable; the later one wins."""
    import apsw

    sets = [session_changeset(base, laptop) for laptop in range(LAPTOPS)]
    server = place / "session.db"
    shutil.copy(base, server)
    connection = apsw.Connection(str(server))
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    start = time.perf_counter()
    for each in sets:
        apsw.Changeset.apply(each, connection, conflict=lambda *_: apsw.SQLITE_CHANGESET_REPLACE)
    took = time.perf_counter() - start
    connection.close()
    return took


def session_changeset(base: Path, laptop: int) -> bytes:
    import apsw

    copy = base.with_name("recording.db")
    shutil.copy(base, copy)
    connection = apsw.Connection(str(copy))
    session = apsw.Session(connection, "main")
    session.attach()
    settings = ", ".join(f"q{place:02} = ?" for place in range(ANSWERS))
    rows = [(*answers(number, laptop + 1).values(), number + 1) for number in edits_of(laptop, REGISTER)]
    with connection:
        connection.executemany(f"UPDATE household SET {settings} WHERE fid = ?", rows)
    changes = session.changeset()
    session.close()
    connection.close()
    return bytes(changes)


if __name__ == "__main__":
    steps = {
        "--build": build,
        "--peers": peers,
        "--take": take,
        "--read": read,
        "--export": export,
        "--enlarge": enlarge,
    }
    if len(sys.argv) > 2 and sys.argv[1] in steps:
        rest = [int(each) if each.isdigit() else each for each in sys.argv[3:]]
        steps[sys.argv[1]](Path(sys.argv[2]), *rest)  # type: ignore[operator]
    else:
        main("--full" in sys.argv)
