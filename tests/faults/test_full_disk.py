"""A full disk, for real where a small file system may be mounted, else by a limit of the database."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.unit.stores import (
    FORM,
    PASSPHRASE,
    add_household,
    befriend,
    bodies,
    close_all,
    dump,
    held,
    later,
    new_store,
    reopened,
)

from yihu.base.errors import DiskFull
from yihu.storage import receiving
from yihu.storage.backup_places import check_files, find_backups, read_list
from yihu.storage.restore import restore
from yihu.storage.store import Store

HOME = "01900000-0000-7000-8000-000000000001"
REGISTER = ("changeset", "chain", "chain_tip", "household", "draft", "form", "setting")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MiB."""
    place = tmp_path / "small"
    place.mkdir()
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("no small file system can be mounted here")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no small file system may be mounted here (not root)")
    try:
        yield place
    finally:
        close_all()
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path, leave_bytes: int = 0) -> Callable[[], None]:
    """Take all room but a little; the result gives it back."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while shutil.disk_usage(place).free > leave_bytes:
                file.write(b"x" * 4096)
        except OSError:
            pass
    return filler.unlink


def answer_until_full(store: Store) -> int:
    """How many answers were kept."""
    for number in range(5000):
        try:
            store.append_draft(HOME, "household", FORM, {f"q{number}": "长" * 200}, f"/data/q{number}")
        except DiskFull:
            return number
    raise AssertionError("the disk was never full")


def check_all_is_kept(store: Store, kept: int) -> None:
    assert [draft.ref for draft in store.drafts(HOME)] == [f"/data/q{number}" for number in range(kept)]
    store.append_draft(HOME, "household", FORM, {"after": "1"}, "/data/after")
    store.seal(HOME)
    values = store.document(HOME).values
    assert all(values[f"household/q{number}"] == "长" * 200 for number in range(kept))
    assert values["household/after"] == "1"


def test_a_full_disk_while_answering_keeps_every_answer_and_goes_on_when_there_is_room(
    small_disk: Path,
) -> None:
    store = new_store(small_disk / "a")
    add_household(store, HOME)
    give_back = fill(small_disk, 200_000)
    kept = answer_until_full(store)
    assert kept > 10
    assert store.document(HOME).values["household/head"] == "王伟"
    give_back()
    check_all_is_kept(store, kept)
    check = reopened(store)
    assert check.document(HOME).values["household/after"] == "1"


def test_the_same_by_the_databases_own_limit(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    add_household(store, HOME)
    store._db.limit_pages(0)
    kept = answer_until_full(store)
    assert kept > 0
    store._db.limit_pages(2**30)
    check_all_is_kept(store, kept)


def test_a_full_stick_while_giving_leaves_no_file_and_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    one, two = new_store(tmp_path / "one"), new_store(tmp_path / "two", "二号")
    befriend(one, two)
    add_household(one, HOME)
    one.append_draft(HOME, "household", FORM, {"wage": "1"})
    give_back = fill(small_disk)
    with pytest.raises(DiskFull):
        one.give(small_disk / "x.yihu", [two.my_card().fingerprint])
    assert not list(small_disk.glob("x.yihu*"))
    assert one.document(HOME).values["household/wage"] == "1"
    give_back()
    one.give(small_disk / "x.yihu", [two.my_card().fingerprint])
    two.receive(small_disk / "x.yihu")
    assert held(two).keys() == held(one).keys()


def test_a_full_disk_while_receiving_changes_nothing(tmp_path: Path) -> None:
    one, two = new_store(tmp_path / "one"), new_store(tmp_path / "two", "二号")
    befriend(one, two)
    for number in range(300):
        add_household(one, f"01900000-0000-7000-8000-{number:012d}", str(number), remark="长" * 300)
    one.give(tmp_path / "x.yihu", [two.my_card().fingerprint])
    before = dump(two, *REGISTER)
    two._db.limit_pages(0)
    with pytest.raises(DiskFull):
        two.receive(tmp_path / "x.yihu")
    with pytest.raises(DiskFull):
        two.union(bodies(one))
    assert dump(two, *REGISTER) == before
    two._db.limit_pages(2**30)
    assert two.receive(tmp_path / "x.yihu").union.new == 300


def test_a_full_disk_when_making_a_folder_or_taking_a_photo_is_told(small_disk: Path) -> None:
    store = new_store(small_disk / "a")
    give_back = fill(small_disk)
    with pytest.raises(DiskFull):
        new_store(small_disk / "b")
    with pytest.raises(DiskFull):
        store.put_attachment(b"x" * 500_000, "jpg")
    assert not list((small_disk / "a").rglob("*.part"))
    give_back()
    assert store.has_attachment(store.put_attachment(b"x" * 500_000, "jpg"))


def test_a_full_disk_while_receiving_for_real_changes_nothing(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = new_store(tmp_path / "one"), new_store(small_disk / "two", "二号")
    befriend(one, two)
    for number in range(300):
        add_household(
            one, f"01900000-0000-7000-8000-{number:012d}", str(number), remark=os.urandom(900).hex()
        )
    one.put_attachment(os.urandom(100_000), "jpg")
    one.give(tmp_path / "x.yihu", [two.my_card().fingerprint])
    with pytest.raises(DiskFull):
        two.receive(tmp_path / "x.yihu")  # there isn't room enough: nothing is begun
    before = dump(two, *REGISTER)
    room = SimpleNamespace(disk_usage=lambda folder: SimpleNamespace(free=2**40))
    monkeypatch.setattr(receiving, "shutil", room)  # as if another program took it while this one received
    for left in (150_000, 40_000):
        give_back = fill(small_disk, left)
        with pytest.raises(DiskFull):
            two.receive(tmp_path / "x.yihu")
        assert dump(two, *REGISTER) == before
        assert not list((small_disk / "two").rglob("*.part"))
        give_back()
    again = reopened(two)
    assert dump(again, *(set(REGISTER) - {"setting"})) == SimpleNamespace(
        **{name: getattr(before, name) for name in set(REGISTER) - {"setting"}}
    )
    again.close()
    subprocess.run(["mount", "-o", "remount,size=40m", str(small_disk)], check=True)
    assert reopened(again).receive(tmp_path / "x.yihu").union.new == 300


def test_a_full_stick_while_backing_up_keeps_the_earlier_copy(small_disk: Path, tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    add_household(store, HOME)
    row = store.backup(small_disk)
    for left in (200_000, 50_000, 0):
        later(store._clock, minutes=1)
        store.put_attachment(os.urandom(100_000), "jpg")
        give_back = fill(small_disk, left)
        with pytest.raises(DiskFull):
            store.backup(small_disk)
        assert find_backups(small_disk) == (row,)
        check_files(row.place, read_list(row.place)["files"])
        give_back()
    assert len(find_backups(small_disk)) == 1
    later(store._clock, minutes=1)
    assert store.backup(small_disk).changesets == 1


def test_a_full_disk_while_restoring_leaves_the_folder_as_it_was(small_disk: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    store = new_store(small_disk / "a")
    add_household(store, HOME)
    store.append_draft(HOME, "household", FORM, {"wage": "1"}, "/data/wage")
    store.backup(stick)
    before = held(store).keys()
    store.close()
    for left in (200_000, 60_000, 0):
        give_back = fill(small_disk, left)
        with pytest.raises(DiskFull):
            restore(stick, small_disk / "a", PASSPHRASE, clock=store._clock, machine="m")
        assert {path.name for path in small_disk.iterdir()} == {"a", "filler"}
        give_back()
        again = reopened(store)
        assert held(again).keys() == before
        assert again.drafts(HOME)
        again.close()
    with restore(stick, small_disk / "a", PASSPHRASE, clock=store._clock, machine="m").store as there:
        assert held(there).keys() >= before
