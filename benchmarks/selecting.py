"""How long it takes to count while somebody chooses a filter: `selection-count` of `benchmarks.campaign`."""

import tempfile
from pathlib import Path
from uuid import UUID, uuid5

from benchmarks.figures import median_seconds, peak_memory_mb, percentile, seconds, show
from benchmarks.sample_folder import new_folder
from yihu.actions.workspace import Workspace

REALLY_IMPORTED = 8_500
"""The rest are copies of these lines, each in another village: what counting reads is lines, and folding takes minutes."""

FILTERS = (
    "main_cause=illness",
    "cause=illness,disability",
    "line_percent<150",
    "income<6000",
    "persons>=4",
    "household_attribute=low_income,low_income_poor",
    "helped=no",
    "guarantee_lacking=housing",
    "visit=not_visited",
    "seen=?",
    "place=430999101",
    "text=王",
    "text=wxy",
)
SCORE = (
    '{"where": {"field": "visit", "is": ["not_visited"]}, "points": ['
    '{"points": 5, "if": {"field": "main_cause", "is": ["illness", "disability"]}},'
    '{"points": 4, "if": {"field": "line_percent", "below": 100}},'
    '{"points": 3, "if": {"field": "household_attribute", "is": ["low_income", "low_income_poor"]}},'
    '{"points": 3, "if": {"field": "housing_grade", "is": ["C", "D"]}},'
    '{"points": 2, "if": {"field": "able_member", "is": ["no"]}},'
    '{"points": 1, "if": {"field": "persons", "least": 5}}], "take": 2128}'
)


def measure(households: int) -> None:
    """Print the figures, each beside a bare count of the same table in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = register(Path(folder), households)
        _counts(workspace)
        workspace.close()
    show("selection-count.memory", peak_memory_mb(), "MB")


def register(folder: Path, households: int) -> Workspace:
    """A county: some villages really imported, their lines copied for the rest."""
    from yihu.actions import import_households
    from yihu.exchange.invented_register import HEADER, invented_register
    from yihu.exchange.workbook_writer import write_workbook

    path, really = folder / "register.xlsx", min(households, REALLY_IMPORTED)
    write_workbook(path, HEADER, invented_register(really), titles=["某县农户名册（虚构）"])
    workspace = new_folder(folder / "data", "bench")
    import_households(workspace, path)
    with workspace.store._db.write() as connection:
        columns = [row[1] for row in connection.execute('PRAGMA table_info("household")').fetchall()]
        same = ", ".join(
            f'"{name}"' for name in columns if name not in ("id", "uuid", "place", "village_code")
        )
        ids = connection.execute("SELECT id, uuid FROM household WHERE hidden = 0").fetchall()
        for copy in range(1, -(-households // really)):
            more = ids[: households - copy * really]
            connection.executemany(
                f"INSERT INTO household (uuid, place, village_code, {same}) SELECT ?, replace(place, '430999', ?),"
                f" replace(village_code, '430999', ?), {same} FROM household WHERE id = ?",
                [
                    (uuid5(UUID(bytes=uuid), str(copy)).bytes, f"43{copy:04}", f"43{copy:04}", id)
                    for id, uuid in more
                ],
            )
    return workspace


def _counts(workspace: Workspace) -> None:
    from yihu.register.filters import Wanted
    from yihu.register.filters_reading import join, read_short, read_wanted
    from yihu.storage.selecting import Around

    store = workspace.store
    around = Around(today="2026-11-24", line_cents=730_000)
    bare = median_seconds(lambda: bare_count(workspace)) * 1000
    typed = [
        Wanted(where=join(read_short(text) for text in FILTERS[:many])) for many in range(1, len(FILTERS) + 1)
    ]
    typed += [Wanted(where=read_short(text)) for text in FILTERS]
    took = [median_seconds(lambda wanted=wanted: store.tally(wanted, around)) * 1000 for wanted in typed]
    found = store.tally(Wanted(), around).found
    against = f"a bare SQLite count(*) of the same {found} lines: {bare:.3g} ms"
    show("selection-count", percentile(took, 95), "ms", against=against, ratio=percentile(took, 95) / bare)
    show(
        "selection-count.median",
        percentile(took, 50),
        "ms",
        against=against,
        ratio=percentile(took, 50) / bare,
    )
    show("selection-count.worst", max(took), "ms", against="100 ms at most", ratio=max(took) / 100)
    score = read_wanted(SCORE)
    ranked = median_seconds(lambda: store.tally(score, around)) * 1000
    show("selection-count.points", ranked, "ms", against=against, ratio=ranked / bare)
    taken = seconds(lambda: store.chosen_households(score, around))
    show("selection-count.taken", taken * 1000, "ms", against="2,128 households in the order of their points")
    listed = seconds(lambda: store.chosen_numbers(Wanted(where=read_short("main_cause=illness")), around))
    show(
        "selection-count.listed", listed * 1000, "ms", against="all of one cause in the order of the register"
    )


def bare_count(workspace: Workspace) -> int:
    """What SQLite alone takes to count the same lines."""
    with workspace.store._db.read() as connection:
        return int(connection.execute("SELECT count(*) FROM household").fetchone()[0])
