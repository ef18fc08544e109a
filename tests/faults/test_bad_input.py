"""What people hand to the program by mistake, by command: told in the chosen language, nothing lost."""

import re

import pytest
from openpyxl import Workbook
from tests.laptops import family
from tests.stories.test_command_line import Terminal

PROTECTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(900)
)


@pytest.fixture
def terminal(tmp_path, capfd, monkeypatch):
    """A laptop that has begun to work."""
    made = Terminal(tmp_path / "data", capfd, monkeypatch)
    return made.types("init", "--team", "甲队", "--person", "张小芳").ends_with(0)


def _list_of_people(path):
    book = Workbook()
    book.active.append(["户主", "电话"])
    book.active.append(["周桂兰", "13800000001"])
    book.save(path)


def _sparse(path):
    with path.open("wb") as file:
        file.truncate(2**30)


WORKBOOKS = {
    "workbook-plain-list": _list_of_people,
    "workbook-empty": lambda path: path.write_bytes(b""),
    "workbook-password": lambda path: path.write_bytes(PROTECTED),
    "workbook-too-large": _sparse,
    "workbook-unknown": lambda path: path.write_bytes(b"no workbook at all"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", WORKBOOKS)
def test_a_workbook_that_is_no_questionnaire_is_told_and_not_kept(terminal, tmp_path, code, language):
    WORKBOOKS[code](tmp_path / "form.xlsx")
    before = terminal.types("form", "list").out
    for verb in ("check", "add"):
        terminal.types("form", verb, tmp_path / "form.xlsx", language=language).ends_with(1).sees(f"[{code}]")
        assert in_language(terminal.out + terminal.err, language)
    assert terminal.types("form", "list").out == before


def _quirky(path, *rows):
    book = Workbook()
    book.active.title = "survey"
    for row in (["type", "name", "label", "relevant"], *rows):
        book.active.append(row)
    book.save(path)


def test_a_form_that_opens_with_repairs_ends_with_0_and_lists_them(terminal, tmp_path):
    _quirky(tmp_path / "form.xlsx", ["Text", "a", "A"], ["text", "b", "B", "${a} == 'x'"])
    told = terminal.types("form", "check", tmp_path / "form.xlsx", "--json").ends_with(0).reads()[0]
    assert (told["accepted"], told["added"]) == (True, False)
    kept = ("severity", "code", "sheet", "row", "column", "before", "after")
    assert [tuple(each[name] for name in kept) for each in told["problems"]] == [
        ("repaired", "type-respelled", "survey", 2, "type", "Text", "text"),
        ("repaired", "operator-replaced", "survey", 3, "relevant", "${a} == 'x'", "${a} = 'x'"),
    ]
    assert all(each["message"] for each in told["problems"])


def test_a_form_that_does_not_open_ends_with_1_and_lists_all_that_is_wrong_and_was_put_right(
    terminal, tmp_path
):
    _quirky(tmp_path / "form.xlsx", ["matrix", "a", "A"], ["text", "b", "B", "1 +"], ["Text", "c", "C"])
    told = terminal.types("form", "check", tmp_path / "form.xlsx", "--json").ends_with(1).reads()[0]
    assert not told["accepted"]
    assert [(each["severity"], each["code"], each["row"], each["column"]) for each in told["problems"]] == [
        ("error", "question-type-unknown", 2, "type"),
        ("error", "xpath-syntax", 3, "relevant"),
        ("repaired", "type-respelled", 4, "type"),
    ]
    assert all(each["advice"] for each in told["problems"] if each["severity"] == "error")
    assert (
        terminal.types("form", "add", tmp_path / "form.xlsx", "--json").ends_with(1).reads()[0]["added"]
        is False
    )


def test_places_and_kinds_stand_before_the_colon_of_the_language(terminal, tmp_path):
    _quirky(tmp_path / "form.xlsx", ["matrix", "a", "A"])
    terminal.types("form", "check", tmp_path / "form.xlsx", language="zh").ends_with(1)
    assert "工作表 survey，第 2 行，type 列：有错：" in terminal.out.replace(
        "第 2 行，type 列", "第 2 行，type 列"
    )
    assert ": " not in terminal.out
    terminal.types("form", "check", tmp_path / "form.xlsx", language="en").ends_with(1).sees(
        "column type: wrong: "
    )


def in_language(words, language):
    """Chinese sentences hold no English word besides names of files, formats and codes; English ones no Chinese."""
    if language == "en":
        return not re.search("[\u4e00-\u9fff]", words.replace("户主", ""))
    plain = re.sub(r"\[[a-z-]+\]|[\w.-]+\.(xlsx?|yihu)|\.\w+|survey|“[^”]*”|yihu|Sheet", "", words)
    return not re.search("[A-Za-z]{3,}", plain)


@pytest.fixture
def package(tmp_path, capfd, monkeypatch, terminal):
    """A file that another laptop made for this one, and its digits."""
    other = Terminal(tmp_path / "other", capfd, monkeypatch)
    other.types("init", "--team", "乙队", "--person", "何立群").ends_with(0)
    answers = tmp_path / "answers.json"
    answers.write_text(__import__("json").dumps(family("周桂兰"), ensure_ascii=False), encoding="utf-8")
    other.types("visit", "new", answers).ends_with(0)
    card = terminal.types("card", "-o", tmp_path, "--json").reads()
    other.types("trust", card["file"], "--digits", card["mine"]["digits"]).ends_with(0)
    other.types("export", "-o", tmp_path / "good.yihu").ends_with(0)
    mine = other.types("card", "-o", tmp_path, "--json").reads()
    terminal.types("trust", mine["file"], "--digits", mine["mine"]["digits"]).ends_with(0)
    return (tmp_path / "good.yihu").read_bytes()


def _flip(data):
    middle = len(data) * 2 // 3
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


SPOILED = {
    "package-truncated": lambda data: data[: len(data) // 2],
    "package-foreign": lambda _data: b"a letter",
    "package-tampered": _flip,
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_spoiled_hand_over_file_is_told_and_changes_nothing(terminal, package, tmp_path, language):
    for code, spoil in SPOILED.items():
        (tmp_path / "bad.yihu").write_bytes(spoil(package))
        terminal.types("receive", tmp_path / "bad.yihu", language=language).ends_with(1)
        assert re.search(rf"\[({code}|package-damaged)\]", terminal.out + terminal.err), terminal.out
        assert in_language(terminal.out + terminal.err, language)
        assert terminal.types("households", "--json").ends_with(0).reads() == []
    terminal.types("receive", tmp_path / "good.yihu").ends_with(0)
    after = terminal.types("households", "--json").reads()
    terminal.types("receive", tmp_path / "good.yihu").ends_with(0).sees("nothing new")
    assert terminal.types("households", "--json").reads() == after
    assert len(after) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wrong_passphrase_is_told_in_the_language_of_the_person(terminal, monkeypatch, capfd, language):
    from yihu.bootstrap import run_command_line

    monkeypatch.setenv("YIHU_PASSPHRASE", "not this one")
    monkeypatch.setenv("YIHU_LANGUAGE", language)
    capfd.readouterr()
    assert run_command_line(["households"]) == 1
    words = capfd.readouterr().err
    assert words.endswith("[passphrase-wrong]\n")
    assert in_language(words, language)
