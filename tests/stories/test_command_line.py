"""The same work from the command line: what it says, and what it ends with."""

import json
import subprocess

import pytest
from tests.laptops import VILLAGE, family

from yihu import __version__
from yihu.bootstrap import run_command_line

SECRET = "a passphrase for tests"
SHIPPED = ["household", "plan", "visit"]


class Terminal:
    """One person at a terminal with one data folder."""

    def __init__(self, folder, capfd, monkeypatch):
        self.folder, self._capfd, self._monkeypatch = folder, capfd, monkeypatch
        self.out = self.err = ""
        self.code = 0

    def types(self, *words, language="en"):
        """Call `yihu` with these words."""
        self._monkeypatch.setenv("YIHU_PASSPHRASE", SECRET)
        self._monkeypatch.setenv("YIHU_DATA", str(self.folder))
        self._monkeypatch.setenv("YIHU_LANGUAGE", language)
        self._capfd.readouterr()
        self.code = run_command_line([str(word) for word in words])
        self.out, self.err = self._capfd.readouterr()
        return self

    def ends_with(self, code):
        assert self.code == code, self.out + self.err
        return self

    def sees(self, *pieces):
        for piece in pieces:
            assert piece in self.out, self.out + self.err
        return self

    def is_told(self, code):
        """One line on the error channel, with this code at its end."""
        assert self.err.endswith(f"[{code}]\n"), self.err
        assert self.err.count("\n") == 1
        return self

    def reads(self):
        return json.loads(self.out)


@pytest.fixture
def terminal(tmp_path, capfd, monkeypatch):
    return lambda name="a": Terminal(tmp_path / name, capfd, monkeypatch)


@pytest.fixture
def ready(terminal):
    def make(name="a", team="Team A"):
        return terminal(name).types("init", "--team", team, "--person", "张小芳").ends_with(0)

    return make


@pytest.fixture
def answers(tmp_path):
    def write(content, name="answers.json"):
        path = tmp_path / name
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    "command",
    ["", "init", "form", "form add", "form check", "form list", "import", "households", "visit", "plan", "plan print", "print", "template", "template add",
     "card", "trust", "export", "receive", "conflicts", "conflicts list",
     "conflicts show", "conflicts resolve", "conflicts undo", "conflicts check", "duplicates", "duplicates list",
     "duplicates show", "duplicates same", "duplicates different", "duplicates undo", "history", "completeness",
     "assign", "move", "move member", "move household", "demo", "self-test"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("language", "usage", "option"), [("en", "Usage:", "--data DIR"), ("zh", "用法：", "--data 文件夹")]
)
def test_every_command_explains_itself_in_both_languages(terminal, command, language, usage, option):
    seen = terminal().types(*command.split(), "--help", language=language).ends_with(0)
    seen.sees(usage, option)
    if language == "zh":
        english = [line for line in seen.out.splitlines() if line.startswith("  ") and "Show" in line]
        assert english == []


def test_the_version_is_told(terminal):
    terminal().types("--version").ends_with(0).sees(f"yihu {__version__}")


@pytest.mark.parametrize(
    "words", [["nonsense"], ["export"], ["visit", "new"], ["--bad"], ["plan", "print", "-o", "x"]]
)
def test_a_wrong_call_ends_with_two(terminal, words):
    terminal().types(*words).ends_with(2).is_told("usage")


def test_a_folder_is_made_once_and_opened_with_its_passphrase(ready, terminal, monkeypatch):
    ready().sees("The register is ready")
    terminal().types("init", "--team", "B").ends_with(1).is_told("folder-taken")
    terminal().types("form", "list").ends_with(0).sees(*SHIPPED)
    monkeypatch.setitem(Terminal.types.__globals__, "SECRET", "another passphrase")
    terminal().types("form", "list").ends_with(1).is_told("passphrase-wrong")


def test_an_empty_folder_says_so(terminal):
    terminal("nothing").types("households").ends_with(1).is_told("folder-empty")


def test_a_missing_passphrase_is_not_waited_for(ready, terminal, monkeypatch):
    ready()
    asked = terminal()
    monkeypatch.setattr("yihu.cli.opening.PASSPHRASE_VARIABLE", "YIHU_NO_SUCH_VARIABLE")
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    asked.types("households").ends_with(1).is_told("passphrase-missing")


def test_a_short_passphrase_is_refused(terminal, monkeypatch):
    monkeypatch.setitem(Terminal.types.__globals__, "SECRET", "short")
    terminal().types("init", "--team", "A").ends_with(1).is_told("passphrase-short")


def test_a_family_is_surveyed_from_a_file_and_its_plan_missing_is_told(ready, terminal, answers, tmp_path):
    ready()
    file = answers(family("周桂兰"))
    report = terminal().types("visit", "new", file, "--json").ends_with(0).reads()
    assert report["finished"]
    terminal().types("households", "--state", "done").ends_with(0).sees("周桂兰")
    assert terminal().types("households", "--text", "zgl", "--json").reads()[0]["id"] == report["household"]
    terminal().types("plan", "print", "--household", report["household"], "-o", tmp_path / "out").ends_with(
        1
    ).is_told("plan-missing")


def test_a_plan_is_made_from_a_file_and_printed(ready, terminal, answers, tmp_path):
    ready()
    person = family("周桂兰")
    household = terminal().types("visit", "new", answers(person), "--json").reads()["household"]
    plan = {
        "responsible_helper": "何立群",
        "goal": "稳定超过监测线",
        "goal_date": "2030-12-31",
        "measure": [
            {
                "measure_category": "industry",
                "measure_content": "种辣椒",
                "responsible_unit": "村民委员会",
                "deadline": "2030-06-30",
                "gain_kind": "income",
                "gain_low_yuan": "2000",
            }
        ],
    }
    terminal().types("visit", household, answers(plan, "plan.json"), "--form", "plan").ends_with(0)
    number = person["household_number"]
    seen = terminal().types("plan", "print", "--household", number, "-o", tmp_path / "out").ends_with(0)
    file = seen.out.splitlines()[0]
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
    assert "种辣椒" in text
    village = terminal().types(
        "plan", "print", "--village", VILLAGE, "-o", tmp_path / "all", "--one-file", "--json"
    )
    assert village.ends_with(0).reads()["papers"] == 1


def test_an_unfinished_survey_ends_with_three_and_is_kept(ready, terminal, answers):
    ready()
    part = {key: value for key, value in family("周桂兰").items() if key != "main_cause"}
    terminal().types("visit", "new", answers(part)).ends_with(3).sees("main_cause")
    terminal().types("households", "--state", "in_progress").sees("周桂兰")
    number = part["household_number"]
    rest = {"main_cause": "illness", "main_cause_evidence": "长期慢性病"}
    terminal().types("visit", number, answers(rest)).ends_with(0)
    terminal().types("households", "--state", "done").sees("周桂兰")


@pytest.mark.parametrize(("content", "code"), [("[1]", "answers-unreadable"), ("{", "answers-unreadable")])
def test_a_file_that_holds_no_answers_is_refused(ready, terminal, tmp_path, content, code):
    ready()
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    terminal().types("visit", "new", tmp_path / "a.json").ends_with(1).is_told(code)
    terminal().types("visit", "new", tmp_path / "gone.json").ends_with(1).is_told("file-unreadable")


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (12.7, "not a whole number"),
        (1e21, "not a whole number"),
        (True, "not a whole number"),
        ({"a": 1}, "a text, a number"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_refused_in_plain_words(
    ready, terminal, answers, workbook, value, word
):
    ready()
    path = workbook("good.xlsx", [["type", "name", "label"], ["integer", "rooms", "Rooms"]])
    form_id = terminal().types("form", "add", path, "--json").ends_with(0).reads()[0]["form_id"]
    filled = {"head_name": "周桂兰", "division_code": VILLAGE, "rooms": value}
    terminal().types("visit", "new", answers(filled), "--form", form_id).ends_with(3).sees(
        "rooms: refused", word
    )


def test_an_unknown_household_is_told(ready, terminal, answers):
    ready()
    terminal().types("visit", "4711", answers({})).ends_with(1).is_told("household-unknown")


def test_a_list_is_taken_over(ready, terminal, tmp_path):
    ready()
    path = tmp_path / "list.csv"
    path.write_text(f"编号,户主姓名,村编码\n1,王秀英,{VILLAGE}\n2,李桂兰,{VILLAGE}\n", encoding="utf-8")
    terminal().types("import", path, "--map", "编号=household_number", "--dry-run").ends_with(0).sees(
        "New households: 2"
    )
    terminal().types("households").sees("")
    terminal().types("import", path, "--map", "编号=household_number").ends_with(0).sees("New households: 2")
    terminal().types("import", path, "--map", "编号=household_number").ends_with(0).sees("as before: 2")
    terminal().types("import", path, "--map", "household_number").ends_with(1).is_told("mapping-unclear")
    terminal().types("import", tmp_path / "gone.csv").ends_with(1).is_told("file-unreadable")


def test_a_questionnaire_is_checked_added_and_listed(ready, terminal, workbook):
    ready()
    good = workbook("good.xlsx", [["type", "name", "label"], ["integer", "rooms", "Rooms"]])
    terminal().types("form", "check", good).ends_with(0).sees("can be used", "questions: 1)")
    terminal().types("form", "add", good).ends_with(0)
    terminal().types("form", "list").sees("good")
    bad = workbook(
        "bad.xlsx",
        [["type", "name", "label"], ["text", "a", "A"], ["integr", "b", "B"], ["text", "c d", "C"]],
    )
    seen = (
        terminal()
        .types("form", "check", bad)
        .ends_with(1)
        .sees("can't be used", "sheet survey", "row 3", "column type")
    )
    assert len(seen.out.splitlines()) >= 3
    problems = terminal().types("form", "check", bad, "--json").ends_with(1).reads()[0]["problems"]
    assert {"sheet", "row", "column", "code", "message", "advice"} <= set(problems[0])
    terminal().types("form", "add", bad).ends_with(1)
    terminal().types("form", "check", bad, language="zh").ends_with(1).sees("第 3 行")


def test_a_questionnaire_is_saved_corrected(terminal, workbook, tmp_path):
    messy = workbook(
        "messy.xlsx", [["type", "name", "label"], ["hidden string", "h", ""], ["text", "meta", "A"]]
    )
    better = tmp_path / "better.xlsx"
    (report,) = terminal().types("form", "check", messy, "--json").ends_with(0).reads()
    repair = {
        "sheet": "survey",
        "row": 2,
        "column": "type",
        "code": "type-renamed",
        "before": "hidden string",
        "after": "hidden",
    }
    assert any(repair.items() <= problem.items() for problem in report["problems"])
    terminal().types("form", "check", messy, "--save-corrected", better).ends_with(0).sees("2 corrections")
    assert terminal().types("form", "check", better, "--json").ends_with(0).reads()[0]["problems"] == []
    terminal().types("form", "check", messy, better, "--save-corrected", better).ends_with(2)


def test_an_expression_that_cant_be_read_is_told_with_question_column_and_place(terminal, workbook):
    bad = workbook("bad.xlsx", [["type", "name", "label", "relevant"], ["text", "a", "A", "1 = = 2"]])
    (problem,) = terminal().types("form", "check", bad, "--json").ends_with(1).reads()[0]["problems"]
    assert (problem["sheet"], problem["row"], problem["column"], problem["code"]) == (
        "survey",
        2,
        "relevant",
        "xpath-syntax",
    )
    terminal().types("form", "check", bad).ends_with(1).sees("“a”", "“relevant”", "character 5")
    terminal().types("form", "check", bad, language="zh").ends_with(1).sees("题目“a”", "第 5 个字符")


@pytest.fixture
def workbook(tmp_path):
    def write(name, rows):
        from openpyxl import Workbook

        book = Workbook()
        sheet = book.active
        sheet.title = "survey"
        for row in rows:
            sheet.append(row)
        settings = book.create_sheet("settings")
        settings.append(["form_title", "form_id", "version"])
        settings.append(["Good", "good", "1"])
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def test_two_laptops_hand_over_differ_and_choose(ready, terminal, answers, tmp_path):
    ready("a", "Team A")
    ready("b", "Office")
    a, b, stick = terminal("a"), terminal("b"), tmp_path / "stick"
    household = a.types("visit", "new", answers(family("周桂兰")), "--json").reads()["household"]
    digits = {}
    for laptop, other in ((a, b), (b, a)):
        card = laptop.types("card", "-o", stick, "--json").ends_with(0).reads()
        digits[laptop] = card["mine"]["digits"]
        other.types("trust", card["file"], "--digits", "0000 0000").ends_with(1).is_told("digits-differ")
    cards = {path.name[:6]: path for path in stick.glob("*.yihukey")}
    a.types("trust", cards["Office"], "--digits", digits[b]).ends_with(0)
    a.types("export", "-o", stick / "one.yihu", "--for", "Nobody").ends_with(1).is_told("contact-unknown")
    a.types("export", "-o", stick / "one.yihu", "--for", "Office").ends_with(0).sees("Read back and verified")
    b.types("receive", stick / "one.yihu").ends_with(3).sees("not confirmed", digits[a].replace(" ", ""))
    b.types("receive", stick / "one.yihu", "--trust", digits[a]).ends_with(0).sees("new households: 1,")
    b.types("receive", stick / "one.yihu").ends_with(0).sees("nothing new")
    a.types("visit", household, answers({"phone": "13800000001"})).ends_with(0)
    b.types("visit", household, answers({"phone": "13900000002"})).ends_with(0)
    a.types("export", "-o", stick / "two.yihu").ends_with(0)
    b.types("receive", stick / "two.yihu").ends_with(3).sees("differ")
    assert b.types("conflicts", "--json").ends_with(3).reads()[0]["path"] == "household/phone"
    b.types("conflicts").ends_with(3).sees("138******01", "139******02", household)
    b.types("conflicts", "resolve", household, "household/phone", "13800000001").ends_with(0)
    b.types("conflicts").ends_with(0).sees("No answers differ")
    b.types("conflicts", "resolve", household, "household/phone", "1").ends_with(1).is_told("conflict-gone")
    (stick / "bad.yihu").write_bytes(b"no package")
    b.types("receive", stick / "bad.yihu").ends_with(1).sees("refused", "package-foreign")


def test_a_stick_that_was_pulled_out_is_told(ready, terminal, tmp_path):
    ready("a", "Team A")
    ready("b", "Office")
    card = terminal("b").types("card", "-o", tmp_path, "--json").reads()
    terminal("a").types("trust", card["file"], "--digits", card["mine"]["digits"]).ends_with(0)
    terminal("a").types("export", "-o", tmp_path / "stick" / "work.yihu").ends_with(1).is_told(
        "folder-not-writable"
    )
    assert not (tmp_path / "stick").exists()


def test_a_file_for_nobody_is_refused(ready, terminal, tmp_path):
    ready()
    terminal().types("export", "-o", tmp_path).ends_with(1).is_told("recipient-missing")


def test_the_self_test_passes(terminal):
    checks = terminal().types("self-test", "--json").ends_with(0).reads()
    assert {check["key"] for check in checks} == {"database", "paper", "handover"}
    assert [check["problem"] for check in checks] == ["", "", ""]


def test_a_mistake_of_the_program_is_one_line_without_an_answer_in_it(ready, terminal, monkeypatch):
    ready()

    def broken(*_, **__):
        raise ValueError("13800000001")

    monkeypatch.setattr("yihu.cli.forms.list_forms", broken)
    seen = terminal().types("form", "list").ends_with(70).is_told("internal-error")
    assert "13800000001" not in seen.err
    assert "Traceback" not in seen.err


def test_a_stopped_command_ends_with_130(ready, terminal, monkeypatch):
    ready()

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("yihu.cli.forms.list_forms", stopped)
    terminal().types("form", "list").ends_with(130)


def test_the_options_may_stand_before_or_after_the_command(ready, terminal):
    ready("a")
    folder = terminal("a").folder
    other = terminal("elsewhere")
    other.types("--data", folder, "form", "list").ends_with(0).sees("household")
    other.types("form", "list", "--data", folder).ends_with(0).sees("household")
    other.types("form", "list", "--data", folder, "--language", "zh").ends_with(0).sees("入户调查")


def test_a_folder_that_is_open_elsewhere_is_left_alone(ready, terminal):
    from yihu.bootstrap import wire_folders

    folder = ready().folder
    workspace = wire_folders().open(folder, SECRET)
    terminal().types("households").ends_with(1).is_told("folder-in-use")
    workspace.close()
    terminal().types("households").ends_with(0)


def test_a_new_register_leads_to_the_recovery_sheet(terminal, tmp_path):
    new = (
        terminal()
        .types("init", "--help")
        .ends_with(0)
        .sees("recovery sheet", "yihu passphrase words --sheet")
    )
    new.types("init", "--team", "Team A").ends_with(0).sees("yihu passphrase words --sheet FILE.pdf")
    new.types("passphrase", "words", "--sheet", tmp_path / "sheet.pdf").ends_with(0)
    assert (tmp_path / "sheet.pdf").stat().st_size > 1000


def test_the_log_is_told_as_json_with_and_without_show(ready):
    laptop = ready()
    (line,) = laptop.types("audit", "--json").ends_with(0).reads()
    assert line["kind"] == "new_replica"
    assert laptop.types("audit", "show", "--limit", "1", "--json").ends_with(0).reads() == [line]
    laptop.types("audit").ends_with(0).sees("this folder was made")
    assert laptop.types("audit", "verify", "--json").ends_with(0).reads()["problem"] is None
