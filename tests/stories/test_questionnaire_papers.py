"""Questionnaires on paper: any form empty, a household's record filled in."""

import subprocess

import pytest
from tests.laptops import family, new_laptop, register, survey
from tests.stories.test_command_line import Terminal

from yihu.actions import FormUnknown
from yihu.actions.print_papers import PaperEmpty, preview_paper
from yihu.actions.questionnaires import preview_empty_questionnaire
from yihu.base.i18n import CHINESE, ENGLISH


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    workspace = new_laptop(tmp_path_factory.mktemp("paper") / "data")
    yield workspace
    workspace.close()


def pages(pdf, tmp_path):
    (tmp_path / "paper.pdf").write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "paper.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout.split("\f")[:-1]


def test_the_empty_survey_says_when_its_questions_are_asked(laptop, tmp_path):
    text = "".join(pages(preview_empty_questionnaire(laptop, "household", CHINESE), tmp_path))
    for words in ("入户调查", "仅当第 3 题选“已完成入户”时填写", "□ 已完成入户", "每一行填一份"):
        assert words.replace(" ", "") in text.replace(" ", "")
    assert "/data/" not in text


def test_the_same_in_english(laptop, tmp_path):
    text = " ".join("".join(pages(preview_empty_questionnaire(laptop, "visit", ENGLISH), tmp_path)).split())
    assert "Follow-up visit" in text
    assert "Only if question" in text
    assert "Page 1 of" in text


def test_the_filled_in_survey_holds_the_answers_and_nothing_that_was_not_asked(laptop, tmp_path):
    answers = family("𠮷田秀英")
    household = register(laptop, answers)
    survey(laptop, household, answers)
    text = "".join(pages(preview_paper(laptop, "questionnaire", household), tmp_path))
    for words in ("𠮷田秀英", answers["division_code"], "已完成入户"):
        assert words in text
    assert "拒绝的原因" not in text


def test_a_household_that_nobody_asked_has_no_filled_in_questionnaire(laptop):
    with pytest.raises(PaperEmpty):
        preview_paper(laptop, "questionnaire", register(laptop, family("周桂兰")))


def test_an_unknown_questionnaire_is_said_to_be_unknown(laptop):
    with pytest.raises(FormUnknown):
        preview_empty_questionnaire(laptop, "nothing")


def test_the_command_writes_any_questionnaire(tmp_path, capfd, monkeypatch):
    terminal = (
        Terminal(tmp_path / "a", capfd, monkeypatch)
        .types("init", "--team", "Team A", "--person", "B")
        .ends_with(0)
    )
    out = tmp_path / "out"
    file = terminal.types("form", "print", "procedure", "-o", out, "--json").ends_with(0).reads()["file"]
    assert [str(each) for each in out.iterdir()] == [file]
    terminal.types("form", "print", "nothing", "-o", out).ends_with(1).is_told("form-unknown")
