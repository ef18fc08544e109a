"""Files for people: whole or not at all; photos without what they don't need."""

import errno
import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from yihu.actions.file_names import dated_name, safe_name
from yihu.actions.preferences import Preferences, read_preferences, save_preferences
from yihu.actions.take_photo import PhotoUnreadable, shrink_photo
from yihu.actions.write_file import whole_file, write_whole
from yihu.base.errors import DiskFull, FileUnreadable, FolderNotWritable


def test_a_file_appears_only_when_it_is_whole(tmp_path):
    target = tmp_path / "plan.pdf"
    with whole_file(target) as file:
        file.write(b"half")
        assert not target.exists()
        file.write(b" and half")
    assert target.read_bytes() == b"half and half"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.pdf"]


def interrupted(target, failure):
    with whole_file(target) as file:
        file.write(b"new")
        raise failure


@pytest.mark.parametrize("failure", [RuntimeError("broken"), KeyboardInterrupt()])
def test_an_interrupted_file_leaves_the_earlier_one_and_no_half_one(tmp_path, failure):
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"earlier")
    with pytest.raises(type(failure)):
        interrupted(target, failure)
    assert target.read_bytes() == b"earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.pdf"]


def test_a_full_disk_is_told_as_such(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("yihu.actions.write_file.os.fsync", full)
    with pytest.raises(DiskFull):
        write_whole(tmp_path / "a.pdf", b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_told_by_its_name(tmp_path):
    (tmp_path / "stick").write_bytes(b"")
    with pytest.raises(FolderNotWritable) as told:
        write_whole(tmp_path / "stick" / "a.pdf", b"x")
    assert told.value.parameters == {"name": "stick"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青竹二队", "青竹二队"),
        ("a/b\\c:d", "a-b-c-d"),
        ("../..", "yihu"),
        ("CON", "yihu"),
        ("", "yihu"),
        ("队 一.", "队-一"),
    ],
)
def test_a_name_fits_every_stick(text, name):
    assert safe_name(text) == name


def test_a_dated_name_holds_team_time_and_short_id():
    at = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
    assert dated_name("青竹二队", at, "a1b2c3", ".yihu") == "青竹二队-20261123-0905-a1b2c3.yihu"


def test_preferences_come_back_as_they_were(tmp_path):
    chosen = Preferences(language="en", theme="dark", scale_percent=150, last_folder="/data")
    save_preferences(tmp_path, chosen)
    assert read_preferences(tmp_path) == chosen


@pytest.mark.parametrize("content", ["", "[]", "{", '{"scale_percent": 9000, "theme": 3, "language": "xx"}'])
def test_damaged_preferences_are_the_defaults(tmp_path, content):
    (tmp_path / "preferences.json").write_text(content, encoding="utf-8")
    assert read_preferences(tmp_path) == Preferences()


def _photo(path, size, mode="RGB", **options):
    Image.new(mode, size, "red").save(path, **options)
    return path


def test_a_large_photo_is_shrunk(tmp_path):
    shrunk = Image.open(io.BytesIO(shrink_photo(_photo(tmp_path / "a.png", (4000, 3000)))))
    assert (shrunk.format, shrunk.size) == ("JPEG", (1600, 1200))


def test_a_small_photo_keeps_its_size(tmp_path):
    assert Image.open(io.BytesIO(shrink_photo(_photo(tmp_path / "a.webp", (40, 30))))).size == (40, 30)


def test_a_photo_is_turned_upright_and_its_metadata_left_behind(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of Zhang"
    path = _photo(tmp_path / "a.jpg", (400, 300), exif=exif)
    shrunk = shrink_photo(path)
    assert Image.open(io.BytesIO(shrunk)).size == (300, 400)
    assert b"Camera" in path.read_bytes()
    assert b"Camera" not in shrunk
    assert dict(Image.open(io.BytesIO(shrunk)).getexif()) == {}


def test_a_see_through_photo_gets_a_white_ground(tmp_path):
    path = tmp_path / "a.png"
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(path)
    assert Image.open(io.BytesIO(shrink_photo(path))).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\xd8\xff\xe0 cut", b"%PDF-1.4", b"GIF89a"])
def test_a_file_that_is_no_photo_is_refused(tmp_path, content):
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    with pytest.raises(PhotoUnreadable) as told:
        shrink_photo(path)
    assert told.value.code == "photo-unreadable"


def test_a_cut_photo_is_refused(tmp_path):
    path = _photo(tmp_path / "a.jpg", (400, 300))
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(PhotoUnreadable):
        shrink_photo(path)


def test_a_missing_photo_is_told(tmp_path):
    with pytest.raises(FileUnreadable):
        shrink_photo(tmp_path / "gone.jpg")


def test_a_folder_with_a_register_is_known_without_loading_the_store(tmp_path):
    from tests.laptops import new_laptop

    from yihu.actions import folder_exists
    from yihu.storage.store import Store

    assert folder_exists(tmp_path / "data") is Store.exists(tmp_path / "data") is False
    new_laptop(tmp_path / "data").close()
    assert folder_exists(tmp_path / "data") is Store.exists(tmp_path / "data") is True
