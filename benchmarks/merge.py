"""Merging five laptops' work into a large register, beside its peers.

python -m benchmarks.merge [--near]

Register of 136,000 households, 5 laptops with 20,000 changed households of 60 answers each (every answer is
changed, a tenth of the households by two laptops), encrypted. The peers do the same edits in the same run:
pygeodiff (the server's part: differences so far, rebase, apply; what a laptop does before is not counted), and
SQLite's session extension through apsw, the floor: rows only, no history, no differing answers shown, no
encryption. The durable step is all that comes after decryption: checking, packing, union, indexes, ends of
chains, marks, commit, the log brought into the file.
Growth: the same files into 1,360,000 households, `--near`: into 340,000.
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
from contextlib import suppress
from hashlib import shake_128
from pathlib import Path
from struct import Struct
from typing import Any

from benchmarks.figures import in_own_process, peak_memory_mb, percentile, show
from benchmarks.sample_folder import PASSPHRASE, VILLAGES, household_id, new_folder
from yihu.actions.open_folder import open_folder
from yihu.actions.workspace import Workspace
from yihu.base.clock import SystemClock
from yihu.storage.merging import preloaded
from yihu.storage.receiving import Receiving
from yihu.sync.changeset import Value, write_changeset
from yihu.sync.clock import hlc
from yihu.sync.package import open_package, read_envelope

SCALE = float(
    os.environ.get("YIHU_MERGE_SCALE", "1")
)  # a smaller run shows where time goes; figures are told at 1
REGISTER, LAPTOPS, CHANGED, ANSWERS = int(136_000 * SCALE), 5, int(20_000 * SCALE), 60
KEYS = [f"household/q{place:02}" for place in range(ANSWERS)]
FORM = "household@1"
NEAR = int(2.5 * REGISTER)
LIST = "00" * 32
MISSING = "{} is missing here: nothing to compare with (pip install --group bench)"
_NUMBERS = Struct(f">{2 * ANSWERS}H")
WORDS = ("务工", "种植", "养殖", "有", "无", "好", "一般", "自来水", "砖混", "水泥路")


def main(near: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("--build", folder, REGISTER)
        for copy in ("hub-once-more", "hub-durable", "big"):
            shutil.copytree(folder / "hub", folder / copy)
        peers = figures_of(run("--peers", folder))
        figures = figures_of(run("--take", folder, "hub"))
        figures |= figures_of(run("--durable", folder, "hub-durable"))
        shutil.rmtree(folder / "hub-durable")
        tell_receive(figures, peers)
        print(run("--read", folder), end="", flush=True)
        print(run("--export", folder), end="", flush=True)
        shutil.rmtree(folder / "hub")
        grow(folder, NEAR if near else 10 * REGISTER)


def figures_of(printed: str) -> dict[str, float]:
    return {name: float(value) for name, _, value in (line.partition(" ") for line in printed.splitlines())}


def tell_receive(figures: dict[str, float], peers: dict[str, float]) -> None:
    whole, durable, peak = figures["whole"], figures["durable"], figures["peak"]
    if (other := peers.get("pygeodiff")) is None:
        against, ratio = MISSING.format("pygeodiff"), None
    else:
        against = f"pygeodiff at the server, the same edits: {other:.3g} s (laptops' part: {peers['laptops']:.3g} s more)"
        ratio = whole / other
    show("receive-five", whole, "s", against=against, ratio=ratio)
    if (floor := peers.get("session")) is None:
        against, ratio = MISSING.format("apsw"), None
    else:
        against, ratio = f"SQLite's session extension: {floor:.3g} s", durable / floor
    show("receive-durable", durable, "s", against=against, ratio=ratio)
    show("memory-receive", peak, "MB", against="goal 150 MB", ratio=peak / 150)


def grow(folder: Path, households: int) -> None:
    """The same files into a larger register, and right before once more into the small one."""
    run("--enlarge", folder, households)
    small = figures_of(run("--take", folder, "hub-once-more"))["whole"]
    grown = figures_of(run("--take", folder, "big"))["whole"]
    against = f"the same {LAPTOPS * CHANGED} changes into {REGISTER} households instead of {households}: {small:.3g} s"
    show("merge-growth", grown, "s", against=against, ratio=grown / small)


def run(what: str, *arguments: object) -> str:
    return in_own_process("benchmarks.merge", what, *map(str, arguments))


# ---------------------------------------------------------------- our own side


def build(folder: Path, households: int) -> None:
    """The hub's register, and five laptops' packages for it."""
    hub = new_folder(folder / "hub", "Hub")
    parents: list[str] = []
    hub.store.union(listed(households, parents))
    hub.store.refold_dirty()
    (folder / "files").mkdir()
    for number in range(LAPTOPS):
        laptop = new_folder(folder / "laptop", f"Team {number}")
        hub.store.trust(laptop.store.my_card())
        laptop.store.trust(hub.store.my_card())
        laptop.store.union(work_of(laptop.store.replica, number, parents))
        laptop.store.give(folder / "files" / f"{number}.yihu", [hub.store.my_card().fingerprint])
        laptop.close()
        shutil.rmtree(folder / "laptop")
    hub.close()


def listed(households: int, ids: list[str]) -> Iterator[bytes]:
    """The register as `preload` takes it in; the changesets' ids are kept for what builds on them."""
    rows = ((household_id(number), village(number), answers(number, 0)) for number in range(households))
    for changeset in preloaded(LIST, rows, FORM):
        ids.append(changeset.id)
        yield changeset.body


def village(number: int) -> str:
    return f"430999101{200 + number % VILLAGES}"


def answers(number: int, round_: int) -> dict[str, Value]:
    """A third of them choices, the rest numbers; in each later round every one differs from the first."""
    first = _NUMBERS.unpack(shake_128(b"%d" % number).digest(4 * ANSWERS))
    steps = _NUMBERS.unpack(shake_128(b"%d %d" % (number, round_)).digest(4 * ANSWERS)) if round_ else ()
    some: dict[str, Value] = {}
    for place, key in enumerate(KEYS):
        kinds = 10 if place % 3 == 0 else 60_000
        value = (first[place] + (1 + steps[place] % (kinds - 1) if round_ else 0)) % kinds
        some[key] = WORDS[value] if kinds == 10 else str(value)
    return some


def edits_of(laptop: int, households: int) -> Iterator[int]:
    """The households that a laptop changed: a tenth of them the next laptop changed too."""
    step = CHANGED - CHANGED // 10
    return ((laptop * step + place) % households for place in range(CHANGED))


def work_of(replica: str, laptop: int, parents: list[str]) -> Iterator[bytes]:
    """What a laptop that got the register answered there."""
    tips: dict[str, tuple[int, str | None]] = {}
    for place, number in enumerate(edits_of(laptop, len(parents))):
        scope = village(number)
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


def opened(folder: Path) -> Workspace:
    return open_folder(folder, PASSPHRASE, clock=SystemClock(), random=os.urandom)


def take(folder: Path, hub: str) -> None:
    """All five packages."""
    store = opened(folder / hub).store
    start = time.perf_counter()
    for path in sorted((folder / "files").iterdir()):
        store.receive(path)
    store._db.shorten_log()  # the last one's log is brought in beside the program's other work
    print(f"whole {time.perf_counter() - start}\npeak {peak_memory_mb()}")
    assert store.stale() > 0
    store.close()


def durable(folder: Path, hub: str) -> None:
    """The same, from where the changesets lie decrypted in memory."""
    store = opened(folder / hub).store
    print(f"durable {sum(durable_step(store, path) for path in sorted((folder / 'files').iterdir()))}")
    store.close()


def durable_step(store: Receiving, path: Path) -> float:
    batches: list[tuple[list[bytes], list[bytes]]] = []
    with path.open("rb") as file:
        envelope = read_envelope(file, path.stat().st_size, path.name)
        keys = store._identity_for(envelope.header.to)
        open_package(file, envelope, keys, lambda *_: None, lambda ids, bodies: batches.append((ids, bodies)))
    start = time.perf_counter()
    with store._merging() as union:
        for ids, bodies in batches:
            union.add_many(ids, bodies)
    store._db.shorten_log()
    return time.perf_counter() - start


def enlarge(folder: Path, households: int) -> None:
    """More households from other lists: copies of all rows under other ids, laid in by SQL.

    Nobody reads those bodies, so that they need not fit their ids; all indexes are as large as for real.
    """
    workspace = opened(folder / "big")
    store = workspace.store
    store._db._writer.execute("PRAGMA cache_size=-600000").fetchall()
    for copy in range(1, -(-households // REGISTER)):
        with store._db.write() as connection:
            lay_in(connection, copy, min(REGISTER, households - copy * REGISTER))
    workspace.close()


def lay_in(connection: Any, copy: int, households: int) -> None:
    replica, offset = f"{copy:032x}", copy * 10_000_000
    connection.execute(
        "INSERT INTO chain (replica, scope, digest) SELECT ?, scope, digest FROM chain WHERE replica = ?",
        (replica, LIST[:32]),
    )
    other = f"CAST(substr(household, 1, 8) || x'{0x8000 + copy:04x}' || substr(household, 11) AS BLOB)"
    connection.execute(
        f"INSERT INTO changeset (hash, household, chain, seq, previous, dictionary, body) SELECT randomblob(32), {other},"
        " new.id, seq, iif(previous IS NULL, NULL, randomblob(32)), dictionary, body FROM changeset JOIN chain old"
        " ON old.id = changeset.chain AND old.replica = ?1 JOIN chain new ON new.replica = ?2 AND new.scope = old.scope"
        " WHERE changeset.id <= ?3 ORDER BY changeset.id",
        (LIST[:32], replica, households),
    )
    connection.execute(
        "INSERT INTO chain_tip SELECT chain, hash, max(seq) FROM changeset WHERE chain IN"
        " (SELECT id FROM chain WHERE replica = ?) GROUP BY chain",
        (replica,),
    )
    columns = [row[1] for row in connection.execute("PRAGMA table_info(household)")]
    new = {"id": f"id + {offset}", "uuid": other.replace("household", "uuid"), "place": f"place || '{copy}'"}
    names = ", ".join(f'"{name}"' for name in columns)
    taken = ", ".join(new.get(name, f'"{name}"') for name in columns)
    connection.execute(
        f"INSERT INTO household ({names}) SELECT {taken} FROM household WHERE id <= ?", (households,)
    )
    connection.execute(
        f"INSERT INTO document SELECT household + {offset}, body FROM document WHERE household <= ?",
        (households,),
    )


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
    with suppress(ImportError):
        at_server, at_laptops = with_pygeodiff(place, base, copies)
        print(f"pygeodiff {at_server}\nlaptops {at_laptops}")
    with suppress(ImportError):
        print(f"session {with_session(place, base)}")
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


def with_pygeodiff(place: Path, base: Path, copies: list[Path]) -> tuple[float, float]:
    """As a server of its makers does it: each laptop's differences, rebased on what came before, applied.

    Seconds at the server, and at the laptops before.
    """
    import pygeodiff

    geodiff = pygeodiff.GeoDiff()
    server = place / "server.db"
    shutil.copy(base, server)
    at_server = at_laptops = 0.0
    for number, copy in enumerate(copies):
        so_far, theirs, rebased, conflicts = (
            str(place / f"{name}{number}") for name in ("so-far", "theirs", "rebased", "conflicts")
        )
        start = time.perf_counter()
        geodiff.create_changeset(str(base), str(copy), theirs)
        at_laptops += time.perf_counter() - start
        start = time.perf_counter()
        if number:
            geodiff.create_changeset(str(base), str(server), so_far)
            geodiff.create_rebased_changeset_ex("sqlite", "", str(base), theirs, so_far, rebased, conflicts)
        geodiff.apply_changeset(str(server), rebased if number else theirs)
        at_server += time.perf_counter() - start
    return at_server, at_laptops


def with_session(place: Path, base: Path) -> float:
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
        "--durable": durable,
        "--enlarge": enlarge,
    }
    if len(sys.argv) > 2 and sys.argv[1] in steps:
        rest = [int(each) if each.isdigit() else each for each in sys.argv[3:]]
        steps[sys.argv[1]](Path(sys.argv[2]), *rest)  # type: ignore[operator]
    else:
        main("--near" in sys.argv)
