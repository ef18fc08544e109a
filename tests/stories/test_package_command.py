"""Files themselves from the command line: looked at without a key, checked, laid aside, confirmed, waited for."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.laptops import VILLAGE, family
from tests.stories.test_command_line import Terminal

ROOT = Path(__file__).parents[2]


class Laptop:
    """A terminal with a data folder, and what others know of it."""

    def __init__(self, terminal: Terminal, team: str) -> None:
        self.types, self.folder, self.team = terminal.types, terminal.folder, team
        self.types("init", "--team", team, "--person", "张小芳").ends_with(0)

    def adds(self, head: str, **more: object) -> str:
        answers = self.folder.with_suffix(".json")
        answers.write_text(json.dumps({**family(), "head_name": head, **more}, ensure_ascii=False), "utf-8")
        return self.types("visit", "new", answers, "--json").ends_with(0).reads()["household"]

    def answers(self, household: str, **more: object) -> None:
        answers = self.folder.with_suffix(".json")
        answers.write_text(json.dumps(more, ensure_ascii=False), "utf-8")
        self.types("visit", household, answers, "--json").ends_with(0)

    def asks(self, *words: object, ends: int = 0) -> object:
        return self.types(*words, "--json").ends_with(ends).reads()

    def gives(self, path: Path, *more: object) -> list[Path]:
        return [Path(each) for each in self.asks("export", "-o", path, *more)["files"]]


@pytest.fixture
def laptop(tmp_path, capfd, monkeypatch):
    return lambda name: Laptop(Terminal(tmp_path / name, capfd, monkeypatch), f"Team {name}")


@pytest.fixture
def laptops(laptop, tmp_path):
    """Two that compared their digits."""
    one, two = laptop("a"), laptop("b")
    for giver, taker in ((one, two), (two, one)):
        card = giver.asks("card", "-o", tmp_path)
        taker.types("trust", card["file"], "--digits", card["mine"]["digits"]).ends_with(0)
    return one, two


def test_a_file_is_looked_at_without_any_key_and_checked_with_it(laptops, laptop, tmp_path):
    one, two = laptops
    one.adds("周桂兰")
    (path,) = one.gives(tmp_path / "x.yihu")
    stranger = laptop("c")
    shown = stranger.asks("package", "inspect", path)
    assert (shown["team"], shown["counts"]["households"], shown["parts"]) == ("Team a", 1, 1)
    assert shown["digits"] == one.asks("card")["mine"]["digits"]
    stranger.types("package", "inspect", path).ends_with(0).sees("Team a", "1/1")
    stranger.types("package", "verify", path).ends_with(1).is_told("package-not-for-you")
    checked = two.asks("package", "verify", path)
    assert checked["package"]["package"] == shown["package"]
    assert checked["records"]
    two.types("package", "verify", path).ends_with(0).sees("Nothing was taken in")
    assert two.asks("households") == []
    path.write_bytes(path.read_bytes()[:-40])
    two.types("package", "verify", path).ends_with(1).is_told("package-truncated")
    two.types("package", "inspect", tmp_path / "nothing.yihu").ends_with(1).is_told("file-unreadable")


@pytest.fixture(autouse=True)
def of_the_team(monkeypatch):
    monkeypatch.setenv("YIHU_TEAM_PASSPHRASE", "a passphrase of the team")


def test_a_file_of_a_lost_laptop_is_laid_aside_and_released_by_hand(laptops, tmp_path):
    office, lost = laptops
    office.types("team", "create", "Green County", "-o", tmp_path / "sheet.pdf").ends_with(0)
    asked = lost.asks("team", "join", "-o", tmp_path)
    answer = office.asks("team", "invite", asked["file"], "--digits", asked["mine"]["digits"], "-o", tmp_path)
    digits = office.asks("team", "show")["team"]["digits"]
    lost.types("team", "accept", answer["file"], "--digits", digits).ends_with(0)
    office.types("team", "revoke", "Team b").ends_with(0)
    lost.adds("周桂兰")
    (path,) = lost.gives(tmp_path / "x.yihu")
    told = office.types("receive", path).ends_with(1).sees("sender-lost", "x.yihu", "Team b").out
    assert "Team b, Team b" not in told
    assert "Team b · Team b" not in told
    (row,) = office.asks("package", "quarantine")
    assert (row["reason"], row["kept"], row["released_ms"]) == ("sender-lost", True, None)
    office.types("package", "quarantine").ends_with(0).sees("x.yihu", "sender-lost")
    office.types("package", "release", "99").ends_with(1).is_told("quarantine-missing")
    released = office.asks("package", "release", row["id"])
    assert (released["new_households"], released["name"], released["sender"]) == (1, "x.yihu", "Team b")
    assert len(office.asks("households")) == 1
    assert office.asks("package", "quarantine")[0]["released_ms"]


def test_a_card_or_an_answer_given_as_a_hand_over_file_is_said_to_be_one(laptops, tmp_path):
    office, other = laptops
    card = other.asks("team", "join", "-o", tmp_path)
    office.types("receive", card["file"]).ends_with(1).sees(
        "[file-is-card]", "yihu trust", "yihu team invite"
    )
    answer = answer_for(office, card, tmp_path)
    for types in (office.types, other.types):
        types("receive", answer).ends_with(1).sees("[file-is-answer]", "yihu team accept")
    office.types("receive", tmp_path).ends_with(0)
    other.types("team", "accept", card["file"], "--digits", "1").ends_with(1).is_told("team-answer-is-card")
    wrong = tmp_path / "wrong.yihukey"
    wrong.write_bytes(Path(answer).read_bytes()[:200])
    other.types("team", "accept", wrong, "--digits", "1").ends_with(1).is_told("team-paper-invalid")
    office.types("receive", wrong).ends_with(1).sees("[card-invalid]")
    wrong.write_text("YIHU:TEAM:AAAA")
    other.types("team", "accept", wrong, "--digits", "1").ends_with(1).is_told("team-paper-invalid")


def answer_for(office, card, folder):
    """A team is made, and answers a card."""
    office.types("team", "create", "Green County", "-o", folder / "sheet.pdf").ends_with(0)
    digits = card["mine"]["digits"]
    return office.asks("team", "invite", card["file"], "--digits", digits, "-o", folder)["file"]


def test_a_work_package_of_some_households_in_parts(laptops, tmp_path):
    one, two = laptops
    homes = [one.adds(name) for name in ("周桂兰", "王伟", "李秀英")]
    wanted = tmp_path / "list.txt"
    wanted.write_text("\n".join(homes[:2]) + "\n")
    (tmp_path / "stick").mkdir()
    files = one.gives(tmp_path / "stick", "--households", wanted, "--part-mb", "0.1")
    assert sum(one.asks("package", "inspect", path)["counts"]["households"] for path in files) == 2
    two.types("receive", *files).ends_with(0)
    assert {row["id"] for row in two.asks("households")} == set(homes[:2])
    wanted.write_text("not an id\n")
    one.types("export", "-o", tmp_path / "stick", "--households", wanted).ends_with(1).is_told(
        "household-list-wrong"
    )
    one.types("export", "-o", tmp_path / "stick", "--part-mb", "0").ends_with(2)


def test_what_was_handed_over_is_confirmed_by_a_code_or_a_file(laptops, tmp_path):
    one, two = laptops
    one.adds("周桂兰")
    (path,) = one.gives(tmp_path / "x.yihu")
    (given,) = one.asks("receipts")["given"]
    assert (given["state"], given["laptop"], given["parts_confirmed"]) == ("not_confirmed", "Team b", 0)
    one.types("receipts").ends_with(0).sees("not confirmed")
    two.types("receive", path).ends_with(0)
    (code,) = two.asks("receipts", "--show")["receipts"]
    one.types("receipts", "--take", code[:-3] + "AAA").ends_with(1).is_told("receipt-invalid")
    assert one.asks("receipts", "--take", code)["given"][0]["state"] == "confirmed"
    one.adds("王伟")
    (again,) = one.gives(tmp_path / "y.yihu")
    two.types("receive", again).ends_with(0)
    sender = one.asks("card")["mine"]["fingerprint"]
    written = two.asks("receipts", "--to", sender, "-o", tmp_path)["file"]
    one.types("receive", written).ends_with(0)
    assert {row["state"] for row in one.asks("receipts")["given"]} == {"confirmed"}


def test_what_waits_is_told_and_can_be_given_up(laptops, tmp_path):
    """A laptop that was set back to an earlier day lacks what its sender knows it had."""
    one, two = laptops
    home = one.adds("周桂兰")
    assert two.asks("waiting") == {"waiting": [], "given_up": 0}
    shutil.copytree(two.folder, tmp_path / "before")
    two.types("receive", *one.gives(tmp_path / "1.yihu")).ends_with(0)
    one.types("receive", *two.gives(tmp_path / "back.yihu")).ends_with(0)
    shutil.rmtree(two.folder)
    shutil.copytree(tmp_path / "before", two.folder)
    one.answers(home, address="村东头")
    two.types("receive", *one.gives(tmp_path / "2.yihu")).ends_with(0).sees("wait")
    told = two.asks("waiting", ends=3)
    assert len(told["waiting"]) == 1
    assert "Team a" in told["waiting"][0]
    two.types("waiting").ends_with(3).sees("Team a")
    assert two.asks("waiting", "--accept-gap")["given_up"] >= 1
    assert two.asks("households")


def test_two_computers_under_one_id_are_told_and_one_takes_a_new_id(laptops, tmp_path):
    one, two = laptops
    one.adds("周桂兰")
    assert two.asks("copies") == []
    original = tmp_path / "original"
    shutil.copytree(one.folder, original)
    one.adds("王伟")
    two.types("receive", *one.gives(tmp_path / "1.yihu")).ends_with(0)
    shutil.rmtree(one.folder)
    shutil.copytree(original, one.folder)
    one.adds("李秀英")
    two.types("receive", *one.gives(tmp_path / "2.yihu")).ends_with(0)
    (fork,) = two.asks("copies")
    assert (fork["laptop"], fork["scope"], fork["own"]) == ("Team a", VILLAGE, False)
    two.types("copies").ends_with(0).sees("Team a")
    assert one.asks("copies", "--new-id") == []
    one.adds("赵六")
    two.types("receive", *one.gives(tmp_path / "3.yihu")).ends_with(0)
    assert len(two.asks("copies")) == 1
    assert len(two.asks("households")) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="a signal ends it")
def test_a_watched_folder_is_received_from_until_it_is_stopped(laptops, tmp_path):
    one, two = laptops
    one.adds("周桂兰")
    folder = tmp_path / "stick"
    folder.mkdir()
    words = [sys.executable, "-m", "yihu", "receive", "--watch", "--json", str(folder)]
    with subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(tmp_path),
            "PYTHONPATH": str(ROOT / "src"),
            "YIHU_DATA": str(two.folder),
            "YIHU_PASSPHRASE": "a passphrase for tests",
            "PYTHONUNBUFFERED": "1",
            "LANG": "C.UTF-8",
        },
    ) as watching:
        decoder, seen = json.JSONDecoder(), ""
        while not _first(decoder, seen):
            seen += watching.stdout.read1().decode() or pytest.fail(watching.stderr.read().decode())
        first, seen = _first(decoder, seen)
        assert first["packages"] == []
        one.gives(folder / "x.yihu")
        while not _first(decoder, seen):
            seen += watching.stdout.read1().decode() or pytest.fail(watching.stderr.read().decode())
        then, _ = _first(decoder, seen)
        assert [(each["name"], each["new_households"]) for each in then["packages"]] == [("x.yihu", 1)]
        watching.send_signal(signal.SIGINT)
        watching.communicate()
    assert watching.returncode != 0
    assert len(two.asks("households")) == 1


def _first(decoder: json.JSONDecoder, text: str) -> tuple[dict, str] | None:
    """The first JSON of a stream, and what follows."""
    try:
        value, end = decoder.raw_decode(text.lstrip())
    except json.JSONDecodeError:
        return None
    return value, text.lstrip()[end:]
