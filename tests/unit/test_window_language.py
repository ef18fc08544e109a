"""`yihu --language en` opens the window in English, whatever was chosen before."""

from pathlib import Path

import pytest

from yihu import bootstrap
from yihu.actions.preferences import Preferences, read_preferences, save_preferences
from yihu.base.i18n import CHINESE, ENGLISH, language, language_named
from yihu.cli.application import run
from yihu.cli.opening import Wiring
from yihu.ui.window.shell import Shell


def asked(arguments: list[str], tmp_path: Path) -> list[tuple[Path | None, str | None]]:
    calls: list[tuple[Path | None, str | None]] = []

    def open_window(folder: Path | None, spoken: str | None) -> int:
        calls.append((folder, spoken))
        return 0

    folders = bootstrap.wire_folders(tmp_path)
    assert run(arguments, Wiring(folders=folders, open_window=open_window, drive_demo=print)) == 0
    return calls


@pytest.mark.parametrize("written", [["--language", "en"], ["--language=en"]])
def test_the_command_hands_the_language_to_the_window(written: list[str], tmp_path: Path) -> None:
    assert asked(written, tmp_path) == [(None, ENGLISH)]
    assert asked([*written, "--data", str(tmp_path)], tmp_path) == [(tmp_path, ENGLISH)]
    assert asked(["--data", str(tmp_path)], tmp_path) == [(tmp_path, None)]


def test_a_window_speaks_the_language_asked_for_and_keeps_the_person_s_choice(tmp_path: Path) -> None:
    save_preferences(tmp_path, Preferences(language=CHINESE))
    shell = Shell(bootstrap.wire_folders(tmp_path), ENGLISH)
    assert language() == ENGLISH
    shell.choose_theme("dark")
    assert read_preferences(tmp_path).language == CHINESE
    Shell(bootstrap.wire_folders(tmp_path))
    assert language() == CHINESE


def test_the_environment_asks_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = []
    monkeypatch.setattr("yihu.ui.app.run", lambda folders, spoken: heard.append(spoken) or 0)
    bootstrap.open_window(tmp_path)
    monkeypatch.setenv("YIHU_LANGUAGE", "en")
    bootstrap.open_window(tmp_path)
    bootstrap.open_window(tmp_path, CHINESE)
    assert heard == [None, ENGLISH, CHINESE]


def test_names_of_languages() -> None:
    assert [language_named(name) for name in ("EN", "zh-CN", "zh", "", "fr")] == [
        ENGLISH,
        CHINESE,
        CHINESE,
        None,
        None,
    ]
