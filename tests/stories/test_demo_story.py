"""`yihu demo`: the whole story in the real window, as a newcomer without a display sees it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("story") / "demo"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "QT_QPA_PLATFORM": "offscreen",
        "YIHU_DEBUG": "1",
        "YIHU_LANGUAGE": "zh",
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, "-m", "yihu", "demo", str(folder)]
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return folder, done


def test_each_step_is_told_in_one_line(told):
    _, done = told
    lines = done.stdout.splitlines()
    assert len(lines) >= 12
    assert lines[-1].startswith("完成")
    assert any("不一样" in line for line in lines)
    assert done.stderr == ""


def test_the_papers_the_files_and_the_pictures_lie_in_the_folder(told):
    folder, _ = told
    papers = list((folder / "plans").rglob("*.pdf"))
    files = list((folder / "stick").glob("*.yihu"))
    given = [path for path in files if not re.search(r"-\d+of\d+$", path.stem)]
    screens = list((folder / "screens").glob("*.png"))
    assert (len(papers), len(given)) == (3, 3)
    assert len(files) > len(given), "photos are in files of their own"
    assert len(screens) > 40
    assert all(path.stat().st_size > 1000 for path in (*papers, *files, *screens))
    assert {path.name for path in folder.glob("laptop-*")} == {"laptop-a", "laptop-b"}


def test_no_file_has_a_persons_name_in_it(told):
    folder, _ = told
    names = "\n".join(path.name for path in folder.rglob("*"))
    assert not any(name in names for name in ("周桂兰", "𠮷田秀英", "解春香"))


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    from yihu.ui.demo.story import DemoFolderTaken, Stage, drive

    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")

    def nothing(*_args, **_keywords):
        raise AssertionError

    with pytest.raises(DemoFolderTaken):
        drive(Stage(folder=tmp_path, folders=nothing, make_village=nothing, tell=nothing))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
