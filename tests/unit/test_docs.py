"""The documentation is true of the program: codes, commands, links and pictures."""

import re
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from click import Group
from click.testing import CliRunner

from yihu.bootstrap import drive_demo, open_window, wire_folders
from yihu.cli.application import build
from yihu.cli.opening import Wiring

ROOT = Path(__file__).parents[2]
MANUALS = (ROOT / "docs/manual/manual.zh-CN.md", ROOT / "docs/manual/manual.en.md")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.fixture(scope="module")
def codes():
    """Every code that the program can show, from its own table."""
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        import codes_table
    finally:
        sys.path.remove(str(ROOT / "packaging"))
    return {*codes_table.errors(), *codes_table.COMMAND_LINE}


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.name)
def test_every_code_is_explained_and_no_other(manual, codes):
    table = manual.read_text(encoding="utf-8").split("<!-- codes -->")[1].split("<!-- /codes -->")[0]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == codes


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_picture_leads_somewhere(page):
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    files = [unquote(target.partition("#")[0]) for target in targets if "://" not in target]
    assert [file for file in files if file and not (page.parent / file).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_place_on_a_page_that_is_linked_exists(page):
    text = page.read_text(encoding="utf-8")
    wanted = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert wanted <= {anchor(title) for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


def anchor(title):
    """What a Markdown page makes of a heading."""
    kept = re.sub(r"[^\w\- ]", "", title.lower())
    return kept.strip().replace(" ", "-")


def calls():
    """Every call of the program that the README and the manuals show: words, then options."""
    for page in (ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "docs/file-formats.md", *MANUALS):
        text = page.read_text(encoding="utf-8")
        shown = re.findall(r"`(yihu(?: [^`\n]*)?)`", text) + re.findall(
            r"^ {4}(yihu .*)$", text, re.MULTILINE
        )
        for call in shown:
            yield pytest.param(call, id=f"{page.name}: {call}")


@pytest.fixture(scope="module")
def yihu():
    """The program's commands; none is carried out here."""
    return build(Wiring(folders=wire_folders(), open_window=open_window, drive_demo=drive_demo))


@pytest.mark.parametrize("call", list(calls()))
def test_every_command_that_is_shown_exists_with_its_options(call, yihu):
    words = call.partition(" #")[0].split()[1:]
    path, known = [], yihu
    for word in words:
        if isinstance(known, Group) and word in known.commands:
            path.append(word)
            known = known.commands[word]
    help_text = CliRunner().invoke(yihu, [*path, "--help"])
    assert help_text.exit_code == 0
    asked = [word for word in words if not word.startswith("-")]
    assert path or not asked or asked[0] in known.commands or words[0].startswith("-"), call
    offered = {name for option in (*yihu.params, *known.params) for name in option.opts} | {"--help"}
    assert {word for word in words if re.fullmatch(r"--?[a-z][a-z-]*", word)} <= offered


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_manual_shows_every_picture_that_is_kept(language):
    manual = MANUALS[0 if language == "zh" else 1].read_text(encoding="utf-8")
    kept = {path.name for path in (ROOT / "docs/pictures" / language).glob("*.png")}
    shown = set(re.findall(rf"pictures/{language}/([\w-]+\.png)", manual))
    assert shown == kept


def test_both_manuals_have_the_same_chapters_and_pictures():
    chinese, english = (manual.read_text(encoding="utf-8") for manual in MANUALS)
    assert chinese.count("\n## ") == english.count("\n## ")
    assert re.findall(r"pictures/zh/([\w-]+)", chinese) == re.findall(r"pictures/en/([\w-]+)", english)


def test_pictures_are_small_enough_for_a_clone():
    assert sum(path.stat().st_size for path in (ROOT / "docs/pictures").rglob("*.png")) < 6_500_000
