"""A team from the command line: made, joined, renewed, a laptop lost and found, brought back from paper."""

import json
import os
import sys

import pytest
from tests.unit.pdf_text import ReadPdf

from yihu.bootstrap import run_command_line

SECRET, TEAM_SECRET = "a passphrase for tests", "the team's own words"
AGENT = {"YIHU_LANGUAGE": "en", "YIHU_PASSPHRASE": SECRET, "YIHU_TEAM_PASSPHRASE": TEAM_SECRET}


@pytest.fixture(autouse=True)
def _agent(monkeypatch):
    for name, value in AGENT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def laptop(tmp_path, capfd):
    """A laptop with a name; `laptop("a")("team", "show")` gives (exit code, output, error)."""

    def make(name):
        def types(*words, ends=0):
            capfd.readouterr()
            code = run_command_line(["--data", str(tmp_path / name), *map(str, words)])
            out, error = capfd.readouterr()
            assert code == ends, out + error
            return out + error

        types("init", "--team", name, "--person", "张小芳")
        return types

    return make


@pytest.fixture
def office(laptop, tmp_path):
    types = laptop("County")
    types("team", "create", "Green County", "-o", tmp_path / "sheet.pdf")
    return types


def read(output):
    return json.loads(output)


def joined(office, types, tmp_path, *options):
    """Ask by file, be invited, accept."""
    asked = read(types("team", "join", "-o", tmp_path, "--json"))
    answer = read(
        office(
            "team",
            "invite",
            asked["file"],
            "--digits",
            asked["mine"]["digits"],
            "-o",
            tmp_path,
            "--json",
            *options,
        )
    )
    digits = read(office("team", "show", "--json"))["team"]["digits"]
    types("team", "accept", answer["file"], "--digits", digits)
    return answer


def test_a_team_is_made_and_shown(office, tmp_path):
    shown = read(office("team", "show", "--json"))["team"]
    assert (shown["name"], shown["may_invite"], shown["has_seal"], shown["to_renew"]) == (
        "Green County",
        True,
        True,
        0,
    )
    assert shown["me"]["role"] == "coordinator"
    told = office("team", "show")
    assert "Green County" in told
    assert "may hand over until" in told
    for word in ("key", "certificate", "revoke"):
        assert word not in told.lower().replace("keyboard", "")


def test_the_sheet_bears_the_words_and_its_code_brings_the_team_back(office, laptop, tmp_path, monkeypatch):
    sheet = tmp_path / "again.pdf"
    office("team", "sheet", "-o", sheet)
    assert sheet.read_bytes() == (tmp_path / "sheet.pdf").read_bytes()
    new = laptop("New")
    office_digits = read(office("team", "show", "--json"))["team"]["digits"]
    monkeypatch.setenv("YIHU_TEAM_WORDS", " ".join(english_words(sheet)))
    monkeypatch.setenv("YIHU_TEAM_PASSPHRASE", "another passphrase")
    team = read(new("team", "recover", "Green County", "--json"))["team"]
    assert team["digits"] == office_digits
    assert team["me"]["role"] == "coordinator"


def english_words(sheet):
    """The second table of the sheet, in order."""
    from yihu.base.shipped import resource_path

    known = set(resource_path("words", "english.txt").read_text("utf-8").split())
    pieces = ReadPdf(sheet.read_bytes()).text().split()
    numbered = [
        pieces[place + 1]
        for place, piece in enumerate(pieces[:-1])
        if piece.isdigit() and pieces[place + 1] in known
    ]
    assert len(numbered) == 24
    return numbered


def test_a_laptop_joins_by_files_and_hands_over(office, laptop, tmp_path):
    types = laptop("Team One")
    answer = joined(office, types, tmp_path, "--villages", "430999101")
    assert answer["member"]["villages"] == ["430999101"]
    assert [member["team"] for member in read(types("team", "list", "--json"))] == ["County", "Team One"]
    types("export", "-o", tmp_path / "one.yihu")
    office("receive", tmp_path / "one.yihu")


def test_a_laptop_joins_by_codes_typed_by_a_scanner(office, laptop, tmp_path, monkeypatch):
    import io

    types = laptop("Team One")
    asked = read(types("team", "join", "--json"))
    monkeypatch.setattr(sys, "stdin", io.StringIO(asked["code"].lower() + "\r\n"))
    answer = read(office("team", "invite", "-", "--digits", asked["mine"]["digits"], "--json"))
    digits = read(office("team", "show", "--json"))["team"]["digits"]
    types("team", "accept", answer["code"], "--digits", digits)
    assert read(types("team", "show", "--json"))["team"]["me"]["team"] == "Team One"


def test_a_code_is_drawn_on_the_terminal(laptop):
    told = laptop("Team One")("team", "join")
    assert "█▀▀▀▀▀" in told or "█ ▄▄▄▄▄" in told
    assert "YIHU:CARD:" in told


def test_other_digits_invite_and_join_nobody(office, laptop, tmp_path):
    types = laptop("Team One")
    asked = read(types("team", "join", "-o", tmp_path, "--json"))
    assert "[digits-differ]" in office("team", "invite", asked["file"], "--digits", "0000 0000", ends=1)
    answer = read(
        office("team", "invite", asked["file"], "--digits", asked["mine"]["digits"], "-o", tmp_path, "--json")
    )
    assert "[digits-differ]" in types("team", "accept", answer["file"], "--digits", "00000000", ends=1)
    assert read(types("team", "show", "--json"))["team"] is None


def test_a_lost_laptop_is_reported_and_accepted_again(office, laptop, tmp_path):
    types = laptop("Team One")
    joined(office, types, tmp_path)
    assert "reported lost" in office("team", "revoke", "Team One")
    types("export", "-o", tmp_path / "late.yihu")
    assert "[sender-lost]" in office("receive", tmp_path / "late.yihu", ends=1)
    office("team", "revoke", "Team One", "--undo")
    office("receive", tmp_path / "late.yihu")


def test_renewing_and_new_keys(office, laptop, tmp_path):
    types = laptop("Team One")
    joined(office, types, tmp_path)
    renewed = read(office("team", "renew", "Team One", "-o", tmp_path, "--json"))
    types("team", "accept", renewed["files"][0])
    before = read(office("card", "--json"))["mine"]["digits"]
    assert before not in office("team", "rotate", "--as-organisation")
    types("export", "-o", tmp_path / "after.yihu")
    office("receive", tmp_path / "after.yihu")


def test_what_cannot_be_done_is_told_in_one_line(office, laptop, tmp_path, monkeypatch):
    types = laptop("Team One")
    assert "[team-missing]" in types("team", "copy", tmp_path, ends=1)
    assert "[team-member-unknown]" in office("team", "revoke", "Nobody", ends=1)
    assert "[file-unreadable]" in office("team", "invite", tmp_path / "none.yihukey", ends=1)
    assert "[team-role-unknown]" in office(
        "team", "invite", ask(types, tmp_path), "--role", "king", "--digits", digits(types), ends=1
    )
    assert "[village-code-wrong]" in office(
        "team", "invite", ask(types, tmp_path), "--villages", "x1", "--digits", digits(types), ends=1
    )
    monkeypatch.setenv("YIHU_TEAM_PASSPHRASE", "wrong words")
    assert "[team-seal-wrong]" in office("team", "sheet", "-o", tmp_path, ends=1)
    monkeypatch.delenv("YIHU_TEAM_PASSPHRASE")
    assert "[passphrase-missing]" in office("team", "sheet", "-o", tmp_path, ends=1)


def ask(types, tmp_path):
    return read(types("team", "join", "-o", tmp_path, "--json"))["file"]


def digits(types):
    return read(types("card", "--json"))["mine"]["digits"]


def test_sealed_copies_lie_on_two_sticks(office, tmp_path):
    sticks = [tmp_path / "stick1", tmp_path / "stick2"]
    for stick in sticks:
        stick.mkdir()
    office("team", "copy", *sticks)
    assert len({(stick / "organisation.bin").read_bytes() for stick in sticks}) == 1
    assert os.listdir(sticks[0]) == ["organisation.bin"]


def test_the_team_comes_back_from_a_sealed_copy(office, laptop, tmp_path):
    office("team", "copy", tmp_path)
    new = laptop("New")
    team = read(new("team", "recover", "--copy", tmp_path / "organisation.bin", "--json"))["team"]
    assert (team["name"], team["me"]["role"]) == ("Green County", "coordinator")
    assert "[recovery-words-incomplete]" in wrong_words(new)


def wrong_words(types):
    os.environ["YIHU_TEAM_WORDS"] = "abandon"
    try:
        return types("team", "recover", "Green County", ends=1)
    finally:
        del os.environ["YIHU_TEAM_WORDS"]
