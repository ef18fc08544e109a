"""The watched folder; the recovery sheet that is put away; photos left out of a file."""

import pytest
from tests.laptops import family, introduce, new_laptop, register, survey

from yihu.actions import (
    SheetWordsWrong,
    ask_for_words,
    create_organisation,
    export_package,
    is_sheet_away,
    list_new_files,
    my_card,
    put_sheet_away,
    receive_packages,
    settle_files,
    show_team,
    watch_folder,
    watched_folder,
)
from yihu.base.errors import FolderNotWritable


@pytest.fixture
def laptop(tmp_path):
    workspace = new_laptop(tmp_path / "one")
    yield workspace
    workspace.close()


@pytest.fixture
def other(tmp_path):
    workspace = new_laptop(tmp_path / "other", "镇汇总", "李建军")
    yield workspace
    workspace.close()


def test_no_folder_is_watched_before_somebody_chooses_one(laptop, tmp_path):
    assert watched_folder(laptop) is None
    assert list_new_files(laptop) == ()
    with pytest.raises(FolderNotWritable):
        watch_folder(laptop, tmp_path / "gone")


def test_a_file_is_new_until_it_was_looked_at_and_again_when_it_changes(laptop, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    watch_folder(laptop, folder)
    assert watched_folder(laptop) == folder
    first = folder / "a.yihu"
    first.write_bytes(b"one")
    (folder / "letter.txt").write_bytes(b"no")
    assert list_new_files(laptop) == (first,)
    settle_files(laptop, (first,))
    assert list_new_files(laptop) == ()
    first.write_bytes(b"another")
    assert list_new_files(laptop) == (first,)
    settle_files(laptop, (folder / "gone.yihu",))
    watch_folder(laptop, None)
    assert list_new_files(laptop) == ()


def test_two_words_of_the_sheet_prove_that_it_was_printed(laptop):
    made = create_organisation(laptop, "清溪县", "a passphrase of the team")
    asked = ask_for_words(laptop, made.sheet)
    assert len(set(asked)) == 2
    assert all(1 <= number <= 24 for number in asked)
    assert not is_sheet_away(laptop, made.team.digits)
    with pytest.raises(SheetWordsWrong):
        put_sheet_away(laptop, made.sheet, asked, ("no", made.sheet.english[asked[1] - 1]))
    assert not is_sheet_away(laptop, show_team(laptop).digits)
    words = (made.sheet.chinese[asked[0] - 1], made.sheet.english[asked[1] - 1].upper())
    put_sheet_away(laptop, made.sheet, asked, words)
    assert is_sheet_away(laptop, show_team(laptop).digits)


def test_photos_left_out_come_with_a_later_file(laptop, other, tmp_path):
    introduce(laptop, other)
    household = register(laptop, family())
    survey(laptop, household)
    sha = laptop.store.put_attachment(b"photo", "jpg")
    laptop.store.write(household, {"household/photo_house": sha}, "household@1", "edit")
    stick = tmp_path / "stick"
    stick.mkdir()
    without = export_package(laptop, stick, [my_card(other).fingerprint], photos=False)
    assert (without.photos, len(without.files)) == (0, 1)
    report = receive_packages(other, without.files)
    assert report.packages[0].fingerprint == my_card(laptop).fingerprint
    assert not other.store.has_attachment(sha)
    answer = tmp_path / "back"
    answer.mkdir()
    receive_packages(laptop, export_package(other, answer, [my_card(laptop).fingerprint]).files)
    later = export_package(laptop, stick, [my_card(other).fingerprint])
    assert later.photos == 1
    receive_packages(other, later.files)
    assert other.store.attachment(sha) == b"photo"
