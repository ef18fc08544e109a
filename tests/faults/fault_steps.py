"""The steps that a fault may hit: what lies on the disk before, the step itself, and what holds afterwards.

Each works below one folder: `data` (this laptop), `other` (another), `stick`.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.unit.stores import (
    FORM,
    PASSPHRASE,
    a_clock,
    add_household,
    befriend,
    close_all,
    held,
    later,
    new_store,
)

from yihu.base.errors import UserError
from yihu.storage.backup_places import check_files, find_backups, read_list
from yihu.storage.errors import PassphraseWrong
from yihu.storage.restore import restore
from yihu.storage.store import Store

OLD_DATA = Path(__file__).parents[1] / "old_data" / "0.1.0"
HOMES = [f"01900000-0000-7000-8000-{number:012d}" for number in range(40)]
NEW_PASSPHRASE = "七八九十百千"


def opened(folder: Path, passphrase: str = PASSPHRASE) -> Store:
    """A laptop as after a new start."""
    clock = a_clock()
    later(clock, hours=1)
    return Store.open(folder, passphrase, clock=clock, machine="m", sleep=lambda seconds: None)


def told(store: Store) -> dict[str, Any]:
    """All that people gave it: saved steps, answers on the way, where they are in lists."""
    return {
        "steps": sorted(held(store)),
        "drafts": [(draft.household_id, draft.ref, dict(draft.changes)) for draft in drafts_of(store)],
        "answers": {
            home: dict(store.open_record(home, "household").values) for home in HOMES if store.household(home)
        },
        "trusted": sorted(row.fingerprint for row in store.contacts() if row.trusted),
    }


def drafts_of(store: Store) -> list[Any]:
    """Unsealed answers of all households."""
    return [draft for home in HOMES for draft in store.drafts(home)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that may be hit by a fault.

    Attributes:
        before: makes the folders, once.
        open: what is opened before the fault may come; the step gets it.
        do: the step.
        check: raises unless the old state or the new one holds; told whether the step said that it was done.
            It retries the step and checks again.
    """

    before: Callable[[Path], None]
    open: Callable[[Path], Any]
    do: Callable[[Path, Any], None]
    check: Callable[[Path, bool], None]


def _laptop(folder: Path, homes: int = 2) -> Store:
    store = new_store(folder / "data")
    for home in HOMES[:homes]:
        add_household(store, home, "王伟", remark="长" * 200)
    store.append_draft(HOMES[0], "household", FORM, {"wage": "100"}, "/data/wage")
    return store


def _before_answering(folder: Path) -> None:
    _laptop(folder)
    close_all()


def _open_data(folder: Path) -> Store:
    return opened(folder / "data")


def _answer(folder: Path, store: Store) -> None:
    store.append_draft(HOMES[0], "household", FORM, {"cost": "7", "remark": "新" * 900}, "/data/cost")


def _check_answering(folder: Path, done: bool) -> None:
    for again in (False, True):
        with opened(folder / "data") as store:
            record = store.open_record(HOMES[0], "household")
            assert record.values["wage"] == "100"
            new = (record.values.get("cost"), record.values["remark"], record.ref) == (
                "7",
                "新" * 900,
                "/data/cost",
            )
            old = ("cost" not in record.values, record.values["remark"], record.ref) == (
                True,
                "长" * 200,
                "/data/wage",
            )
            assert new or (old and not done and not again)
            assert store.verify_audit().sound
            _answer(folder, store)


def _seal(folder: Path, store: Store) -> None:
    assert store.seal_all() <= 1


def _check_sealing(folder: Path, done: bool) -> None:
    for again in (False, True):
        with opened(folder / "data") as store:
            state = told(store)
            assert state["answers"][HOMES[0]]["wage"] == "100"
            assert (len(state["steps"]), len(state["drafts"])) in (
                ((3, 0),) if done or again else ((3, 0), (2, 1))
            )
            _seal(folder, store)


def _before_giving(folder: Path) -> None:
    store = _laptop(folder, 30)
    store.put_attachment(b"a photo" * 3000, "jpg")
    befriend(store, new_store(folder / "other", "二号"))
    (folder / "stick").mkdir()
    close_all()


def _give(folder: Path, store: Store) -> None:
    others = [row.fingerprint for row in store.contacts()]
    store.give(folder / "stick" / "given.yihu", others, everything=True)


def _check_giving(folder: Path, done: bool) -> None:
    file = folder / "stick" / "given.yihu"
    assert file.exists() or not done
    for again in (False, True):
        if file.exists():
            with opened(folder / "other") as other:
                other.receive(file)
                assert len(held(other)) == 31
        with opened(folder / "data") as store:
            state = told(store)
            assert state["answers"][HOMES[0]]["wage"] == "100"
            assert len(state["steps"]) + len(state["drafts"]) == 31
            if not again:
                _give(folder, store)
                assert [path.name for path in (folder / "stick").iterdir()] == ["given.yihu"]


def _before_receiving(folder: Path) -> None:
    _before_giving(folder)
    with opened(folder / "data") as store:
        _give(folder, store)


def _open_other(folder: Path) -> Store:
    return opened(folder / "other")


def _receive(folder: Path, store: Store) -> None:
    store.receive(folder / "stick" / "given.yihu")


def _check_receiving(folder: Path, done: bool) -> None:
    for again in (False, True):
        with opened(folder / "other") as store:
            steps = len(held(store))
            assert steps in ((31,) if done or again else (0, 31))
            assert store.count() == (30 if steps else 0)
            assert len([row for row in store.packages() if row.direction == "received"]) >= bool(steps)
            _receive(folder, store)
            store.refold_dirty()
            assert store.document(HOMES[0]).values["household/wage"] == "100"


def _before_migrating(folder: Path) -> None:
    shutil.copytree(OLD_DATA / "folder", folder / "data")


def _open_nothing(folder: Path) -> None:
    return None


def _old_passphrase() -> str:
    return str(json.loads((OLD_DATA / "facts.json").read_text("utf-8"))["passphrase"])


def _migrate(folder: Path, _: None) -> None:
    opened(folder / "data", _old_passphrase()).close()


def _check_migrating(folder: Path, done: bool) -> None:
    facts = json.loads((OLD_DATA / "facts.json").read_text("utf-8"))
    with opened(folder / "data", facts["passphrase"]) as store:
        for home, values in facts["households"].items():
            now = store.document(home).values
            assert {path for path in values if "=" not in path} <= set(now)
        assert store.unsealed()
        assert store.verify_audit().sound


def _before_backup(folder: Path) -> None:
    store = _laptop(folder)
    store.put_attachment(b"a photo" * 3000, "jpg")
    (folder / "stick").mkdir()
    store.backup(folder / "stick")
    store.put_attachment(b"another" * 3000, "jpg")
    add_household(store, HOMES[5])
    close_all()


def _back_up(folder: Path, store: Store) -> None:
    store.backup(folder / "stick")


def _check_backup(folder: Path, done: bool) -> None:
    for again in (False, True):
        rows = find_backups(folder / "stick")
        for row in rows:
            check_files(row.place, read_list(row.place)["files"])
        assert {row.changesets for row in rows} & ({3} if done or again else {2, 3})
        assert all(
            (rows[0].place.parent / "photos" / name).exists() for name in read_list(rows[0].place)["photos"]
        )
        with opened(folder / "data") as store:
            assert len(held(store)) == 3
            _back_up(folder, store)
            assert not list((folder / "stick").rglob("*.part"))


def _before_restore(folder: Path) -> None:
    _before_backup(folder)
    with opened(folder / "data") as store:
        store.backup(folder / "stick")
        add_household(store, HOMES[6])


def _restore(folder: Path, _: None) -> None:
    restore(folder / "stick", folder / "data", PASSPHRASE, clock=a_clock(), machine="m").store.close()


def _check_restore(folder: Path, done: bool) -> None:
    for again in (False, True):
        assert Store.exists(folder / "data")
        with opened(folder / "data") as store:
            assert len(held(store)) in ((3,) if done or again else (3, 4))
            assert store.drafts(HOMES[0])
        if not again:
            _restore(folder, None)
    assert not (folder / "data.restoring").exists()


def _change(folder: Path, store: Store) -> None:
    store.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, sleep=lambda seconds: None)


def _check_passphrase(folder: Path, done: bool) -> None:
    opens = []
    for passphrase in (PASSPHRASE, NEW_PASSPHRASE):
        try:
            with opened(folder / "data", passphrase) as store:
                assert store.count() == 2
            opens.append(passphrase)
        except PassphraseWrong:
            pass
    assert len(opens) == 1
    assert opens == [NEW_PASSPHRASE] or not done
    with opened(folder / "data", opens[0]) as store:
        store.change_passphrase(opens[0], NEW_PASSPHRASE, sleep=lambda seconds: None)
    opened(folder / "data", NEW_PASSPHRASE).close()


STEPS = {
    "autosave": Step(before=_before_answering, open=_open_data, do=_answer, check=_check_answering),
    "sealing": Step(before=_before_answering, open=_open_data, do=_seal, check=_check_sealing),
    "export": Step(before=_before_giving, open=_open_data, do=_give, check=_check_giving),
    "import": Step(before=_before_receiving, open=_open_other, do=_receive, check=_check_receiving),
    "migration": Step(before=_before_migrating, open=_open_nothing, do=_migrate, check=_check_migrating),
    "backup": Step(before=_before_backup, open=_open_data, do=_back_up, check=_check_backup),
    "restore": Step(before=_before_restore, open=_open_nothing, do=_restore, check=_check_restore),
    "passphrase": Step(before=_before_answering, open=_open_data, do=_change, check=_check_passphrase),
}
"""By name. A step that raises `UserError` told the person; anything else that it raises is a mistake."""


def run(name: str, folder: Path, begin: Callable[[], None]) -> str:
    """Do a step; "done", or the code of what the person was told."""
    step = STEPS[name]
    with_it = step.open(folder)
    begin()
    try:
        step.do(folder, with_it)
    except UserError as refused:
        return refused.code
    return "done"
