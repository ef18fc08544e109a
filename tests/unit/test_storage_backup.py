"""Backups are whole or not there; a restored laptop has all it had, and what it handed over is joined again."""

import os
import shutil
from pathlib import Path

import pytest
from tests.unit.stores import (
    FORM,
    PASSPHRASE,
    add_household,
    befriend,
    held,
    later,
    new_store,
    reopened,
)

from yihu.storage import restored_folder
from yihu.storage.backup_errors import (
    BackupDamaged,
    BackupInside,
    BackupMissing,
    BackupPlaceMissing,
)
from yihu.storage.backup_places import find_backups, kept
from yihu.storage.errors import FolderInUse, PassphraseWrong
from yihu.storage.restore import Restored, restore
from yihu.storage.store import Store

HOMES = [f"01900000-0000-7000-8000-{number:012d}" for number in range(9)]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def restored(stick: Path, target: Path, store: Store, machine: str = "m") -> Restored:
    return restore(stick, target, PASSPHRASE, clock=store._clock, machine=machine, sleep=lambda _: None)


def test_a_restored_folder_has_answers_drafts_place_photos_and_keys(tmp_path: Path, stick: Path) -> None:
    store = new_store(tmp_path / "a")
    photo = store.put_attachment(b"a photo" * 9999, "jpg")
    add_household(store, HOMES[0])
    store.append_draft(HOMES[0], "household", FORM, {"wage": "300"}, "/data/wage")
    row = store.backup(stick)
    assert (row.households, row.changesets, row.photos) == (1, 1, 1)
    card, before = store.my_card(), held(store)
    store.close()
    shutil.rmtree(tmp_path / "a")
    report = restored(stick, tmp_path / "b", store)
    with report.store as again:
        assert held(again) == before
        assert again.open_record(HOMES[0], "household").ref == "/data/wage"
        assert again.attachment(photo) == b"a photo" * 9999
        assert again.my_card().fingerprint == card.fingerprint
        assert again.verify_audit().sound
        assert (report.aside, report.photos_missing) == (None, 0)


def test_nothing_that_was_handed_over_is_lost_by_an_older_backup(tmp_path: Path, stick: Path) -> None:
    one, two = new_store(tmp_path / "one"), new_store(tmp_path / "two", "二号")
    befriend(one, two)
    add_household(one, HOMES[0])
    one.backup(stick)
    add_household(one, HOMES[1], "在备份之后")
    one.give(tmp_path / "1.yihu", [two.my_card().fingerprint])
    two.receive(tmp_path / "1.yihu")
    former = one.replica
    one.close()
    one = restored(stick, tmp_path / "one", one).store
    assert one.replica != former
    assert HOMES[1] not in {row.id for row in one.households()}
    add_household(one, HOMES[2], "在恢复之后")
    one.give(tmp_path / "2.yihu", [two.my_card().fingerprint])
    two.receive(tmp_path / "2.yihu")
    two.give(tmp_path / "3.yihu", [one.my_card().fingerprint])
    one.receive(tmp_path / "3.yihu")
    assert held(one) == held(two)
    assert {row.id for row in one.households()} == set(HOMES[:3])
    one.close()


def test_a_backup_of_the_very_first_session_restores_under_a_new_replica_id(
    tmp_path: Path, stick: Path
) -> None:
    store = new_store(tmp_path / "a")
    store.backup(stick)
    with restored(stick, tmp_path / "b", store).store as again:
        assert again.replica != store.replica


def test_a_damaged_folder_is_set_aside_not_deleted(tmp_path: Path, stick: Path) -> None:
    store = new_store(tmp_path / "a")
    add_household(store, HOMES[0])
    store.backup(stick)
    store.close()
    (tmp_path / "a" / "yihu.db").write_bytes(b"damaged")
    report = restored(stick, tmp_path / "a", store)
    with report.store as again:
        assert len(held(again)) == 1
        assert report.aside is not None
        assert (report.aside / "yihu.db").read_bytes() == b"damaged"


def test_a_folder_in_use_is_not_restored_over(tmp_path: Path, stick: Path) -> None:
    store = new_store(tmp_path / "a")
    store.backup(stick)
    with pytest.raises(FolderInUse):
        restored(stick, tmp_path / "a", store)
    assert store.count() == 0
    assert not (tmp_path / "a.restoring").exists()


def test_a_wrong_passphrase_or_a_damaged_backup_changes_nothing(tmp_path: Path, stick: Path) -> None:
    store = new_store(tmp_path / "a")
    add_household(store, HOMES[0])
    row = store.backup(stick)
    with pytest.raises(PassphraseWrong):
        restore(stick, tmp_path / "b", "wrong wrong", sleep=lambda _: None)
    restored(stick, tmp_path / "still whole", store).store.close()
    data = (row.place / "yihu.db").read_bytes()
    (row.place / "yihu.db").write_bytes(data[:5000] + b"x" + data[5001:])
    with pytest.raises(BackupDamaged):
        restored(stick, tmp_path / "b", store)
    assert not (tmp_path / "b").exists()
    with pytest.raises(BackupMissing):
        restored(tmp_path / "a", tmp_path / "b", store)


def test_a_restore_that_broke_off_before_its_last_step_is_gone_on_with(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path / "a")
    add_household(store, HOMES[0])
    store.backup(stick)
    former = store.replica
    store.close()
    import yihu.storage.restore as module

    def crash(fresh: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "put_in_place", crash)
    with pytest.raises(KeyboardInterrupt):
        restored(stick, tmp_path / "a", store)
    assert not (tmp_path / "a").exists()
    assert Store.exists(tmp_path / "a")
    assert not (tmp_path / "a" / restored_folder.READY_NAME).exists()
    with Store.open(tmp_path / "a", PASSPHRASE, clock=store._clock, machine="m") as again:
        assert len(held(again)) == 1
        assert again.replica != former


def test_a_place_that_is_gone_or_within_the_data_is_told(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    with pytest.raises(BackupPlaceMissing):
        store.backup(tmp_path / "gone")
    (tmp_path / "a" / "inside").mkdir()
    with pytest.raises(BackupInside):
        store.backup(tmp_path / "a" / "inside")


def test_photos_are_copied_once_and_old_backups_go(tmp_path: Path, stick: Path) -> None:
    store = new_store(tmp_path / "a")
    store.put_attachment(b"1" * 100, "jpg")
    first = store.backup(stick)
    inode = [path.stat().st_ino for path in first.place.parent.joinpath("photos").iterdir()]
    for _ in range(40):
        later(store._clock, days=1)
        store.backup(stick)
    rows = find_backups(stick)
    assert 7 <= len(rows) <= 7 + 4
    assert rows[0].made_ms == store._clock.now_ms()
    assert [path.stat().st_ino for path in first.place.parent.joinpath("photos").iterdir()] == inode


def test_a_clock_that_went_back_makes_no_backup_older(tmp_path: Path, stick: Path) -> None:
    store = new_store(tmp_path / "a")
    store.backup(stick)
    later(store._clock, days=-300)
    add_household(store, HOMES[0])
    row = store.backup(stick)
    assert find_backups(stick)[0] == row
    assert row.households == 1


def test_seven_days_and_four_weeks_are_kept() -> None:
    names = [f"202611{day:02}-{hour:02}0000" for day in range(1, 31) for hour in (8, 17)]
    assert sorted(kept(names), reverse=True) == [
        *(f"202611{day}-170000" for day in (30, 29, 28, 27, 26, 25, 24)),
        "20261122-170000",
        "20261115-170000",
    ]


def test_what_a_crash_left_unfinished_goes_with_the_next_backup(tmp_path: Path, stick: Path) -> None:
    store = new_store(tmp_path / "a")
    root = store.backup(stick).place.parent
    (root / "20261124-000000.part").mkdir()
    (root / "photos" / "ab.part").write_bytes(b"half")
    later(store._clock, minutes=1)
    store.backup(stick)
    assert not list(root.rglob("*.part"))


def test_a_missing_photo_is_asked_for_with_the_next_hand_over(tmp_path: Path, stick: Path) -> None:
    store = new_store(tmp_path / "a")
    name = store.put_attachment(b"1" * 100, "jpg")
    row = store.backup(stick)
    for photo in row.place.parent.joinpath("photos").iterdir():
        photo.unlink()
    report = restored(stick, tmp_path / "b", store)
    with report.store as again:
        assert report.photos_missing == 1
        with again._db.read() as connection:
            assert connection.execute("SELECT sha256 FROM wanted").fetchall() == [(name[:64],)]


def hand_over(giver: Store, taker: Store, folder: Path) -> int:
    """All parts of a hand-over; how many photos were new."""
    folder.mkdir()
    given = giver.give(folder / "x.yihu", [taker.my_card().fingerprint])
    return sum(taker.receive(folder / file.name).attachments for file in given.files)


def test_the_missing_photo_comes_back_with_that_hand_over(tmp_path: Path, stick: Path) -> None:
    store, other = new_store(tmp_path / "a"), new_store(tmp_path / "other", "二号")
    befriend(store, other)
    name = store.put_attachment(b"1" * 5000, "jpg")
    add_household(store, HOMES[0], photo=name)
    assert hand_over(store, other, tmp_path / "1") == 1
    row = store.backup(stick)
    store.close()
    lost = [*row.place.parent.joinpath("photos").iterdir(), *(tmp_path / "a" / "attachments").rglob("*")]
    for photo in lost:
        if photo.is_file():
            photo.unlink()
    with restored(stick, tmp_path / "a", store).store as again:
        assert not again.has_attachment(name)
        assert hand_over(again, other, tmp_path / "2") == 0
        assert hand_over(other, again, tmp_path / "3") == 1
        assert again.attachment(name) == b"1" * 5000


def test_a_full_stick_leaves_the_earlier_backup_and_says_so(tmp_path: Path, stick: Path) -> None:
    from tests.faults.test_full_disk import fill

    if os.geteuid() or shutil.which("mount") is None:
        pytest.skip("no small file system may be mounted here (not root)")
    import subprocess

    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(stick)], check=True)
    try:
        from yihu.base.errors import DiskFull

        store = new_store(tmp_path / "a")
        row = store.backup(stick)
        give_back = fill(stick, 50_000)
        later(store._clock, minutes=1)
        with pytest.raises(DiskFull):
            store.backup(stick)
        assert find_backups(stick) == (row,)
        assert not list(stick.rglob("*.part"))
        give_back()
        assert len({store.backup(stick), row}) == 2
    finally:
        subprocess.run(["umount", "-l", str(stick)], check=True)


def test_a_backup_taken_while_somebody_writes_is_whole(tmp_path: Path, stick: Path) -> None:
    from threading import Thread

    store = new_store(tmp_path / "a")

    def work() -> None:
        for home in HOMES:
            add_household(store, home)

    writer = Thread(target=work)
    writer.start()
    store.backup(stick)
    writer.join()
    assert len(held(store)) == len(HOMES)
    with restored(stick, tmp_path / "b", store).store as again:
        assert len(held(again)) <= len(HOMES)
        assert {change.household for change in held(again).values()} == {row.id for row in again.households()}
    assert reopened(store).count() == len(HOMES)
