"""Open folders for tests: weak passphrase derivation, a clock that stands still, an invented form."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from yihu.base.clock import FixedClock
from yihu.storage.store import Store
from yihu.sync.changeset import Changeset, Value, stored_changeset

PASSPHRASE = "一二三四五六"
FORM = "household@1"
VILLAGE = "999999001001"
PROPERTIES = {
    "code": "division_code",
    "village": "village",
    "township": "township",
    "group": "group",
    "head": "head_name",
    "number": "household_number",
    "result": "visit_result",
    "cause": "main_cause",
    "cause2": "cause_2",
    "category": "category",
    "member/*/name": "person_name",
    "member/*/id": "id_number",
    "member/*/relation": "relation",
}


@dataclass(frozen=True)
class SomeForm:
    """An imported form as far as the store looks at it."""

    id: str = "household"
    version: str = "1"
    title: str = "入户调查"
    xform: str = "<h:html/>"
    properties: dict[str, str] = field(default_factory=lambda: dict(PROPERTIES))
    attachments: dict[str, bytes] = field(default_factory=lambda: {"lines.csv": b"year,yuan\n"})
    sha256: str = "ab" * 32

    @property
    def form(self) -> "SomeForm":
        return self


_opened: list[Store] = []


def close_all() -> None:
    """After a test: give every folder back."""
    while _opened:
        _opened.pop().close()


def _noted(store: Store) -> Store:
    _opened.append(store)
    return store


def a_clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


def later(clock: FixedClock, **span: float) -> None:
    """Let time pass, or jump."""
    clock.at += timedelta(**span)


def new_store(folder: Path, name: str = "一号", *, form: SomeForm | None = None, machine: str = "m") -> Store:
    """A new laptop with one form; its clock is `store._clock`."""
    store = _noted(
        Store.create(
            folder,
            PASSPHRASE,
            "上坪队",
            f"{name}员",
            laptop=name,
            clock=a_clock(),
            quick=True,
            machine=machine,
        )
    )
    store.put_form(form or SomeForm())
    return store


def reopened(store: Store, *, machine: str = "m", folder: Path | None = None) -> Store:
    """The same folder, as after closing the window, or a copy of it."""
    store.close()
    return _noted(Store.open(folder or store.folder, PASSPHRASE, clock=store._clock, machine=machine))


def add_household(store: Store, id: str, head: str = "王伟", **answers: Value) -> Changeset:
    """A new household of the test village."""
    given: dict[str, Value] = {"code": VILLAGE, "village": "上坪村", "group": "一组", "head": head} | answers
    return store.write(id, {f"household/{key}": value for key, value in given.items()}, FORM, "add")


def befriend(*stores: Store) -> None:
    """Everybody compared everybody's eight digits."""
    for store in stores:
        for other in stores:
            if other is not store:
                store.trust(other.my_card())


def held(store: Store) -> dict[str, Changeset]:
    """All changesets of a database, by id."""
    with store._db.read() as connection:
        rows = connection.execute("SELECT hash, dictionary, body FROM changeset").fetchall()
        unpack = store._bodies.unpack
        return {
            hash.hex(): stored_changeset(unpack(connection, number, body), hash.hex())
            for hash, number, body in rows
        }


def bodies(store: Store) -> list[bytes]:
    return [changeset.body for changeset in held(store).values()]


def dump(store: Store, *tables: str) -> SimpleNamespace:
    """All rows of tables, sorted, to compare before and after."""
    with store._db.read() as connection:
        return SimpleNamespace(
            **{
                table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}").fetchall()))
                for table in tables
            }
        )
