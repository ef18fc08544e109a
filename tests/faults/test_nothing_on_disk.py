"""After a whole story not one of 200 planted names and numbers lies readable on the disk, in any encoding."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from tests.faults.told_story import planted

ROOT = Path(__file__).parents[2]
PLACES = (
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
    "HOME",
    "TMPDIR",
)
ZSTD, ZIP = zstandard.FRAME_HEADER, b"PK\x03\x04"


def secrets() -> list[str]:
    return [text for one in planted() for text in one.values()]


def encoded(texts: list[str]) -> dict[bytes, str]:
    """Every text in every encoding a program may write it in."""
    codes = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
    return {text.encode(code): f"{text} in {code}" for text in texts for code in codes}


def layers(data: bytes, depth: int = 3) -> Iterator[bytes]:
    """The bytes, and what is packed in them by zstd or zip."""
    yield data
    if not depth:
        return
    place = data.find(ZSTD)
    while place >= 0:
        try:
            inner = zstandard.ZstdDecompressor().decompressobj().decompress(data[place:])
            yield from layers(inner, depth - 1)
        except zstandard.ZstdError:
            pass
        place = data.find(ZSTD, place + 1)
    if ZIP in data:
        try:
            with zipfile.ZipFile(io.BytesIO(data[data.find(ZIP) :])) as archive:
                for name in archive.namelist():
                    yield from layers(archive.read(name), depth - 1)
        except zipfile.BadZipFile:
            pass


def found(folder: Path, texts: list[str]) -> list[str]:
    """What of the texts stands in files or names of files below a folder."""
    wanted = encoded(texts)
    seen = []
    for path in folder.rglob("*"):
        pieces = [str(path.relative_to(folder)).encode()]
        if path.is_file() and not path.is_symlink():
            pieces += layers(path.read_bytes())
        for data in pieces:
            seen += [f"{path.relative_to(folder)}: {words}" for code, words in wanted.items() if code in data]
    return seen


def test_the_search_finds_what_lies_open(tmp_path: Path) -> None:
    secret = secrets()[0]
    (tmp_path / "utf-16").write_bytes(b"\0" + secret.encode("utf-16-le"))
    (tmp_path / "packed").write_bytes(b"head" + zstandard.compress((secret.encode("utf-16-be") + b"y") * 99))
    with zipfile.ZipFile(tmp_path / "zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", secret.encode("gb18030"))
    (tmp_path / f"of {secret}").touch()
    assert {line.partition(":")[0] for line in found(tmp_path, [secret])} == {
        "utf-16",
        "packed",
        "zip",
        f"of {secret}",
    }


def test_the_planted_texts_are_200_and_all_different() -> None:
    assert len(set(secrets())) == 200


def told_by(module: str, folder: Path) -> Path:
    """What a story left that a process of its own told, with every place where programs write below one folder."""
    places = {name: str(folder / name.lower()) for name in PLACES}
    for place in places.values():
        Path(place).mkdir(mode=0o700)
    done = subprocess.run(
        [sys.executable, "-m", module, str(folder)],
        cwd=ROOT,
        env={
            **os.environ,
            **places,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        timeout=300,
    )
    (folder / "said.txt").write_bytes(done.stdout + done.stderr)
    assert (done.returncode, done.stdout) == (9, b"told\n"), done.stderr.decode()[-2000:]
    return folder


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the story left."""
    return told_by("tests.faults.told_story", tmp_path_factory.mktemp("told"))


@pytest.fixture(scope="module")
def told_in_window(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the story at the window left."""
    return told_by("tests.faults.told_in_window", tmp_path_factory.mktemp("window"))


def test_no_byte_tells_a_name_or_a_number(told: Path) -> None:
    files = [path for path in told.rglob("*") if path.is_file()]
    assert {"yihu.db", "keyring.json", "there.yihu", "back.yihu", "backup.json", "audit.head"} <= {
        path.name for path in files
    }
    assert any(path.parent.name == "restored" for path in files)
    assert any(path.parent.name == "attachments" for path in files)
    assert found(told, secrets()) == []


def test_nor_does_what_the_window_leaves(told_in_window: Path) -> None:
    files = [path for path in told_in_window.rglob("*") if path.is_file()]
    assert {"yihu.db", "preferences.json", "back.yihu"} <= {path.name for path in files}
    assert any(path.parent.name == "attachments" for path in files)
    assert "QtProject.conf" not in {path.name for path in files}
    assert "KeyError [internal-error]" in (told_in_window / "said.txt").read_text("utf-8")
    assert found(told_in_window, secrets()) == []


@pytest.mark.parametrize("story", ["told", "told_in_window"])
def test_it_was_all_there(story: str, request: pytest.FixtureRequest) -> None:
    """The search is worth something only if the story wrote the planted texts."""
    from tests.laptops import PASSPHRASE

    from yihu.storage.store import Store

    with Store.open(request.getfixturevalue(story) / "data", PASSPHRASE) as store:
        texts = "".join(repr(store.document(row.id).values) for row in store.households(limit=1000)) + repr(
            store.unsealed()
        )
    people = planted()
    assert sum(one["head_name"] in texts for one in people) >= 38
    assert sum(one["id_number"] in texts for one in people) >= 37
    assert (people[8]["head_name"] in texts) is (story == "told_in_window")
