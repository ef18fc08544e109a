"""Opening a folder: encrypted and proved, one at a time, with the right passphrase, no newer, no damaged one."""

import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from sqlcipher3 import dbapi2
from tests.unit.stores import PASSPHRASE, a_clock, add_household, held, new_store, reopened

from yihu.base.errors import DiskFull, FolderNotWritable
from yihu.base.ids import new_id
from yihu.storage import database, keyring
from yihu.storage.errors import (
    DatabaseDamaged,
    DatabaseNewer,
    EncryptionMissing,
    FolderEmpty,
    FolderInUse,
    FolderTaken,
    PassphraseShort,
    PassphraseWrong,
)
from yihu.storage.identity_file import machine_word
from yihu.storage.schema import STEPS, VERSION
from yihu.storage.store import Store

SECRET = "单小明的身份证"


def test_nothing_readable_lies_on_the_disk(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    add_household(store, new_id(a_clock()), SECRET)
    store.append_draft(new_id(a_clock()), "household", "household@1", {"head": SECRET}, "/data/head")
    name = store.put_attachment(SECRET.encode() * 50_000, "jpg")
    store.close()
    files = [path for path in (tmp_path / "a").rglob("*") if path.is_file()]
    assert len(files) >= 6
    for path in files:
        data = path.read_bytes()
        assert SECRET.encode() not in data
        assert b"SQLite format 3" not in data
        assert store._identity.seed.hex().encode() not in data
        assert name[:64] not in path.name


def test_start_up_proves_the_encryption(tmp_path: Path) -> None:
    proof = new_store(tmp_path / "a").proof()
    assert proof["cipher"].startswith("4.")
    assert (proof["file"], proof["wrong_key"]) == ("encrypted", "refused")


def test_a_plain_database_in_its_place_is_refused(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    store.close()
    path = tmp_path / "a" / database.DATABASE_NAME
    path.unlink()
    plain = dbapi2.connect(str(path))
    plain.execute("CREATE TABLE t (x)")
    plain.close()
    with pytest.raises(EncryptionMissing):
        database.prove_encrypted(path, b"k" * 32)
    with pytest.raises(DatabaseDamaged):
        Store.open(tmp_path / "a", PASSPHRASE)


def test_a_database_that_opens_with_any_key_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path / "a")
    monkeypatch.setattr(
        database,
        "_set_key",
        lambda connection, key: connection.execute(f"PRAGMA key=\"x'{store._key.hex()}'\""),
    )
    with pytest.raises(EncryptionMissing):
        store.proof()


def test_a_library_without_a_cipher_is_refused(tmp_path: Path) -> None:
    import sqlite3

    plain = sqlite3.connect(":memory:")
    with pytest.raises(EncryptionMissing):
        database._cipher_version(plain)
    plain.close()


def test_wrong_passphrases_wait_longer_and_longer_also_across_starts(tmp_path: Path) -> None:
    new_store(tmp_path / "a").close()
    waits: list[float] = []
    for _ in range(9):
        with pytest.raises(PassphraseWrong):
            Store.open(tmp_path / "a", "wrong one", sleep=waits.append)
    assert waits == [0, 0, 1, 2, 4, 8, 16, 30, 30]
    Store.open(tmp_path / "a", PASSPHRASE, sleep=waits.append).close()
    with pytest.raises(PassphraseWrong):
        Store.open(tmp_path / "a", "wrong one", sleep=waits.append)
    assert waits[-1] == 0


def test_the_real_derivation_is_as_strong_as_promised(tmp_path: Path) -> None:
    keyring.create_keyring(tmp_path, b"k" * 32, PASSPHRASE, lambda count: b"r" * count, quick=False)
    fields = orjson.loads((tmp_path / keyring.KEYRING_NAME).read_bytes())
    assert (fields["memlimit"], fields["opslimit"]) == (64 * 2**20, 3)
    assert keyring.open_keyring(tmp_path, PASSPHRASE, lambda seconds: None) == b"k" * 32


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PassphraseShort):
        Store.create(tmp_path / "a", "12345", "t", "p")
    assert not (tmp_path / "a").exists()


def test_the_passphrase_can_be_changed(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    with pytest.raises(PassphraseWrong):
        store.change_passphrase("not this one", "another one", sleep=lambda seconds: None)
    store.change_passphrase(PASSPHRASE, "another one")
    store.close()
    with pytest.raises(PassphraseWrong):
        Store.open(tmp_path / "a", PASSPHRASE, sleep=lambda seconds: None)
    Store.open(tmp_path / "a", "another one").close()


def test_a_second_window_is_told_so_and_a_killed_one_frees_the_folder(tmp_path: Path) -> None:
    new_store(tmp_path / "a").close()
    code = (
        "import sys, pathlib; from yihu.storage.store import Store;"
        f"s = Store.open(pathlib.Path(sys.argv[1]), {PASSPHRASE!r}); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "a")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(Path(database.__file__).parents[2])},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"open"
        with pytest.raises(FolderInUse):
            Store.open(tmp_path / "a", PASSPHRASE)
        other.kill()
        other.wait()
    Store.open(tmp_path / "a", PASSPHRASE).close()


def test_the_folder_is_free_again_after_a_failed_start(tmp_path: Path) -> None:
    new_store(tmp_path / "a").close()
    with pytest.raises(PassphraseWrong):
        Store.open(tmp_path / "a", "wrong one", sleep=lambda seconds: None)
    Store.open(tmp_path / "a", PASSPHRASE).close()


def test_an_empty_folder_and_a_taken_one_are_told(tmp_path: Path) -> None:
    assert not Store.exists(tmp_path)
    with pytest.raises(FolderEmpty):
        Store.open(tmp_path, PASSPHRASE)
    new_store(tmp_path / "a").close()
    assert Store.exists(tmp_path / "a")
    with pytest.raises(FolderTaken):
        new_store(tmp_path / "a")


def test_a_folder_whose_making_broke_off_can_be_made_again_and_nothing_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*anything: object) -> None:
        raise DiskFull

    monkeypatch.setattr(keyring, "create_keyring", full)
    with pytest.raises(DiskFull):
        new_store(tmp_path / "a")
    monkeypatch.undo()
    assert not Store.exists(tmp_path / "a")
    store = new_store(tmp_path / "a")
    assert len(list((tmp_path / "a").glob("yihu.db.*"))) == 1
    add_household(store, new_id(a_clock()))
    assert reopened(store).count() == 1


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FolderNotWritable):
        new_store(tmp_path / "file" / "a")


def test_a_newer_database_is_told_and_left_alone(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    store._db._writer.execute(f"PRAGMA user_version={VERSION + 1}")
    store.close()
    before = (tmp_path / "a" / database.DATABASE_NAME).read_bytes()
    with pytest.raises(DatabaseNewer):
        Store.open(tmp_path / "a", PASSPHRASE)
    assert (tmp_path / "a" / database.DATABASE_NAME).read_bytes() == before


@pytest.mark.parametrize("name", ["yihu.db", "keyring.json", "identity.bin"])
def test_damaged_files_are_told(tmp_path: Path, name: str) -> None:
    new_store(tmp_path / "a").close()
    path = tmp_path / "a" / name
    path.write_bytes(b"\x93" * path.stat().st_size)
    with pytest.raises(DatabaseDamaged):
        Store.open(tmp_path / "a", PASSPHRASE)


def test_a_keyring_of_a_newer_version_is_told(tmp_path: Path) -> None:
    new_store(tmp_path / "a").close()
    path = tmp_path / "a" / keyring.KEYRING_NAME
    path.write_bytes(orjson.dumps(orjson.loads(path.read_bytes()) | {"format": 3}))
    with pytest.raises(DatabaseNewer):
        Store.open(tmp_path / "a", PASSPHRASE)
    path.write_bytes(b"[]")
    with pytest.raises(DatabaseDamaged):
        Store.open(tmp_path / "a", PASSPHRASE)


def test_the_same_laptop_stays_the_same(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    replica, card = store.replica, store.my_card()
    for _ in range(3):
        store = reopened(store)
    assert (store.replica, store.my_card()) == (replica, card)
    assert (store.team, store.laptop, store.person) == ("上坪队", "一号", "一号员")


def test_another_machine_or_an_older_database_takes_a_new_replica_id(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    replica = store.replica
    store.close()
    old = (tmp_path / "a" / database.DATABASE_NAME).read_bytes()
    store = reopened(reopened(store))
    assert store.replica == replica
    store.close()
    (tmp_path / "a" / database.DATABASE_NAME).write_bytes(old)
    store = reopened(store)
    restored = store.replica
    assert restored != replica
    store = reopened(store, machine="another")
    assert store.replica not in (replica, restored)
    assert [row.details["reason"] for row in store.audit()] == [
        "copy_or_restore",
        "copy_or_restore",
        "install",
    ]


def test_a_database_without_its_keys_cannot_sign_as_the_old_laptop(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    fingerprint = store.my_card().fingerprint
    store.close()
    (tmp_path / "a" / "identity.bin").unlink()
    assert reopened(store).my_card().fingerprint != fingerprint


def test_a_step_of_migration_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = new_store(tmp_path / "a")
    add_household(store, new_id(a_clock()))
    kept = held(store).keys()
    store.close()
    monkeypatch.setattr(
        database, "STEPS", (*STEPS, "CREATE TABLE added (x);\nCREATE TABLE setting (broken);")
    )
    with pytest.raises(dbapi2.OperationalError):
        Store.open(tmp_path / "a", PASSPHRASE)
    monkeypatch.undo()
    store = reopened(store)
    with store._db.read() as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'added'").fetchone() == (
            0,
        )
    assert held(store).keys() == kept


def test_the_declared_tables_are_the_migrated_ones(tmp_path: Path) -> None:
    from sqlalchemy import Integer, LargeBinary
    from sqlmodel import SQLModel

    from yihu.storage import tables

    store = new_store(tmp_path / "a")
    declared = {name: table for name, table in SQLModel.metadata.tables.items() if _of_storage(name, tables)}
    with store._db.read() as connection:
        found = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        assert declared.keys() == found - {"sqlite_sequence", "sqlite_stat1", "sqlite_stat4"}
        for name, table in declared.items():
            info = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
            assert [row[1] for row in info] == [column.name for column in table.columns]
            for (_, column_name, kind, not_null, _, key), column in zip(info, table.columns, strict=True):
                expected = (
                    "INTEGER"
                    if isinstance(column.type, Integer)
                    else "BLOB"
                    if isinstance(column.type, LargeBinary)
                    else "TEXT"
                )
                assert (name, column_name, kind) == (name, column_name, expected)
                assert (name, column_name, bool(key)) == (name, column_name, column.primary_key)
                assert (name, column_name, bool(not_null)) == (
                    name,
                    column_name,
                    not column.nullable or column.primary_key,
                )


def _of_storage(name: str, tables: object) -> bool:
    return any(getattr(each, "__tablename__", None) == name for each in vars(tables).values())


def test_changesets_and_the_audit_log_can_only_grow(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    add_household(store, new_id(a_clock()))
    for sql in (
        "DELETE FROM changeset",
        "UPDATE changeset SET seq = 9",
        "INSERT OR REPLACE INTO changeset SELECT * FROM changeset",
        "DELETE FROM audit",
        "UPDATE audit SET kind = 'x'",
    ):
        with pytest.raises(dbapi2.IntegrityError), store._db.write() as connection:
            connection.execute(sql)


def test_settings_are_kept(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    assert store.setting("language", "zh_CN") == "zh_CN"
    for value in ("en", 5, True, None):
        store.set_setting("language", value)
        assert store.setting("language", "x") is value or store.setting("language") == value
    store.set_person("李四")
    assert reopened(store).person == "李四"


def test_the_first_list_needs_no_sqlalchemy(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    add_household(store, new_id(a_clock()))
    store.close()
    code = (
        "import sys, pathlib; from yihu.storage.store import Store;"
        f"s = Store.open(pathlib.Path(sys.argv[1]), {PASSPHRASE!r}); print(len(s.households()), len(s.villages()));"
        "print([m for m in sys.modules if m in ('sqlmodel', 'sqlalchemy', 'pydantic', 'pyxform', 'reportlab')])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a")],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(database.__file__).parents[2])},
    )
    assert told.stdout.split("\n")[:2] == ["1 1", "[]"]


def test_the_machines_own_word_is_asked_without_failing() -> None:
    assert isinstance(machine_word(), str)
