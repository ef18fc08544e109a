"""Papers and their templates from the command line."""

import json

import pytest
from tests.laptops import VILLAGE, family
from tests.stories.test_command_line import Terminal


@pytest.fixture
def laptop(tmp_path, capfd, monkeypatch):
    terminal = Terminal(tmp_path / "a", capfd, monkeypatch)
    return terminal.types("init", "--team", "Team A", "--person", "张小芳").ends_with(0)


def test_papers_are_printed_and_their_look_is_changed(laptop, tmp_path):
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(family("周桂兰"), ensure_ascii=False), encoding="utf-8")
    household = laptop.types("visit", "new", answers, "--json").reads()["household"]

    laptop.types("print", "card", "--village", VILLAGE, "-o", tmp_path / "out").ends_with(0).sees(
        "1 paper, 1 pages"
    )
    report = laptop.types(
        "print", "notice", "--household", household, "-o", tmp_path / "out", "--json"
    ).reads()
    assert (report["papers"], len(report["files"])) == (1, 1)
    laptop.types("print", "card", "--blank", "-o", tmp_path / "out").ends_with(0)
    laptop.types("print", "poster", "--household", household, "-o", tmp_path).ends_with(1).is_told(
        "paper-kind-unknown"
    )
    laptop.types("print", "plan", "--household", household, "-o", tmp_path).ends_with(1).is_told(
        "plan-missing"
    )
    laptop.types("print", "card", "-o", tmp_path).ends_with(2).is_told("usage")
    assert not [path for path in (tmp_path / "out").iterdir() if "周桂兰" in path.name]

    file = tmp_path / "card.toml"
    laptop.types("template", "save", "card", file).ends_with(0)
    laptop.types("template", "check", file).ends_with(0)
    text = file.read_text(encoding="utf-8-sig")
    file.write_text(text.replace("帮扶明白卡", "连心卡").replace('"notes"', '"nots"'), encoding="utf-8")
    laptop.types("template", "add", file).ends_with(1).sees("nots", "household, measures, income, notes")
    file.write_text(text.replace("帮扶明白卡", "连心卡"), encoding="utf-8")
    laptop.types("template", "add", file).ends_with(0).sees("version 1")
    laptop.types("template", "show", "card").ends_with(0).sees("连心卡")
    laptop.types("template", "list").ends_with(0).sees("own, version 1", "as shipped")
    laptop.types("template", "shipped", "card").ends_with(0)
    laptop.types("template", "show", "card").sees("帮扶明白卡")
