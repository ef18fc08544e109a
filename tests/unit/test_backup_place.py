"""The place chosen for the second copy: a stick that was pulled is not there, whatever its folder looks like."""

from pathlib import Path

import pytest
from tests.laptops import new_laptop

from yihu.actions import back_up, backup_now, backup_state, choose_backup_place
from yihu.storage.backup_errors import BackupPlaceMissing


@pytest.fixture
def laptop(tmp_path: Path):
    space = new_laptop(tmp_path / "data")
    yield space
    space.close()


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder that is another disk while `stick.plugged`."""

    class Stick:
        folder, plugged = tmp_path / "stick", True

    Stick.folder.mkdir()
    own = back_up._disk(tmp_path)
    monkeypatch.setattr(back_up, "_disk", lambda path: own + (Stick.plugged and path == Stick.folder))
    return Stick


def test_a_pulled_stick_leaves_an_empty_folder_and_no_copy_goes_into_it(laptop, stick) -> None:
    choose_backup_place(laptop, stick.folder)
    backup_now(laptop)
    written = sorted(stick.folder.rglob("*"))
    stick.plugged = False
    assert not backup_state(laptop).there
    with pytest.raises(BackupPlaceMissing):
        backup_now(laptop)
    assert backup_state(laptop).error == "backup-place-missing"
    assert sorted(stick.folder.rglob("*")) == written
    stick.plugged = True
    assert backup_state(laptop).there
    backup_now(laptop)
    assert backup_state(laptop).error == ""


def test_a_folder_of_the_same_disk_may_be_chosen(laptop, stick) -> None:
    stick.plugged = False
    assert choose_backup_place(laptop, stick.folder).there
    backup_now(laptop)
    assert choose_backup_place(laptop, None).there is False
