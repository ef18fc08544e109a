"""What checking a questionnaire tells: expressions with their place, what a desktop can't do; and that it is converted once."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.laptops import new_laptop
from tests.unit.test_forms_repairs import survey, write

from yihu.actions import add_form, check_form
from yihu.actions.add_form import correct_form
from yihu.actions.library import FormLibrary
from yihu.base.i18n import ENGLISH, set_language
from yihu.engine import Session
from yihu.forms import FormRefused, Problem, of_workbook, read_workbook


@pytest.fixture(autouse=True)
def _english():
    set_language(ENGLISH)


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(FormRefused) as refusal:
        read_workbook(path)
    return refusal.value.problems


@pytest.mark.parametrize(
    ("column", "expression", "code", "words"),
    [
        ("relevant", "${a} = = 1", "xpath-syntax", ("b", "relevant", "character 8", "“=”")),
        ("constraint", ". > (((1 + 2", "xpath-syntax", ("b", "constraint", "closing bracket")),
        ("calculation", "concat('x", "xpath-syntax", ("b", "calculation", "same quote")),
        ("relevant", "$gone = 1", "xpath-variable", ("b", "relevant", "character 1", "$gone")),
    ],
)
def test_an_expression_that_cant_be_read_names_question_column_place_and_what_is_allowed(
    tmp_path, column, expression, code, words
):
    header = ["type", "name", "label", column]
    (problem,) = problems(
        write(tmp_path, survey(["text", "a", "A"], ["text", "b", "B", expression], header=header))
    )
    assert (problem.code, problem.sheet, problem.row, problem.column, problem.before) == (
        code,
        "survey",
        3,
        column,
        expression,
    )
    assert all(word in problem.explain() for word in words), problem.explain()


def test_expressions_of_the_settings_and_of_entities_are_read_too(tmp_path):
    sheets = {
        **survey(["text", "a", "A"]),
        "settings": [["form_id", "instance_name"], ["f", "concat(${a}, "]],
        "entities": [["list_name", "label", "create_if"], ["trees", "${a}", "${a} = = 1"]],
    }
    places = {(problem.sheet, problem.row, problem.column) for problem in problems(write(tmp_path, sheets))}
    assert {("settings", 2, "instance_name"), ("entities", 2, "create_if")} <= places


LIMITS = [
    (["select_one yn", "a", "A", "image-map"], "not-drawn-image-map"),
    (["image", "a", "A", "annotate"], "not-drawn-annotate"),
    (["date", "a", "A", "ethiopian"], "not-drawn-calendar"),
    (["decimal", "a", "A", "bearing"], "not-on-desktop-bearing"),
    (["text", "a", "A", "nfc"], "not-on-desktop-nfc"),
    (["text", "a", "A", "ex:org.example.app(x='1')"], "not-on-desktop-app"),
    (["select_one yn", "a", "A", "map"], "not-drawn-map"),
    (["geopoint", "a", "A", "placement-map"], "not-drawn-map"),
    (["geotrace", "a", "A", None], "not-drawn-shape"),
    (["geoshape", "a", "A", None], "not-drawn-shape"),
    (["select_one yn", "a", "A", "search('places')"], "surveycto-search"),
]


@pytest.mark.parametrize(("row", "code"), LIMITS, ids=[code for _, code in LIMITS])
def test_what_a_desktop_cant_do_is_told_and_the_question_can_be_answered(tmp_path, row, code):
    path = write(tmp_path, survey(row, header=["type", "name", "label", "appearance"]))
    imported = read_workbook(path)
    (warning,) = [each for each in imported.warnings if each.code == code]
    assert (warning.sheet, warning.row, warning.severity) == ("survey", 2, "warning")
    assert warning.explain()
    assert warning.advise()
    session = Session.open(imported.form)
    answers = {
        "select_one yn": "y",
        "decimal": "90.0",
        "date": "2026-05-01",
        "geopoint": "30.5 114.3 0 0",
        "image": "x.jpg",
    }
    trace = "30.5 114.3 0 0; 30.6 114.3 0 0; 30.6 114.4 0 0; 30.5 114.3 0 0"
    session.answer("/data/a", answers.get(str(row[0]), trace if "geo" in str(row[0]) else "typed"))
    assert session.value("/data/a")
    assert not session.problems()


def test_what_is_recorded_in_the_background_is_told(tmp_path):
    warnings = read_workbook(write(tmp_path, survey(["audit", "audit", None], ["text", "a", "A"]))).warnings
    assert [(each.code, each.row) for each in warnings if each.code.startswith("not-")] == [
        ("not-on-desktop-background", 2)
    ]


def test_a_plain_form_has_nothing_to_be_told(tmp_path):
    assert (
        read_workbook(write(tmp_path, survey(["text", "a", "A"], ["select_one yn", "b", "B"]))).warnings == ()
    )


def test_a_workbook_is_converted_once(tmp_path, monkeypatch):
    path, kept = write(tmp_path, survey(["hidden string", "h", None], ["text", "a", "A"])), {}
    first = read_workbook(path, conversions=kept)
    monkeypatch.setattr("yihu.forms.workbook.convert", lambda *_: pytest.fail("converted again"))
    again = read_workbook(path, conversions=kept)
    assert (again.xform, again.repairs, again.sha256) == (first.xform, first.repairs, first.sha256)
    assert list(kept) == [first.sha256]


def test_a_refused_workbook_is_not_kept(tmp_path):
    kept = {}
    with pytest.raises(FormRefused):
        read_workbook(write(tmp_path, survey(["integr", "a", "A"])), conversions=kept)
    assert kept == {}


def test_a_form_that_could_never_be_opened_is_refused_when_it_is_checked(tmp_path):
    report = check_form(
        write(
            tmp_path, survey(["calculate", "a", None, None, None, "distance('nowhere')"], ["text", "b", "B"])
        )
    )
    assert not report.accepted
    assert [problem.code for problem in report.problems] == ["xpath-value"]


def test_a_function_of_another_program_stops_nobody(tmp_path):
    report = check_form(
        write(tmp_path, survey(["calculate", "a", None, None, None, "duration()"], ["text", "b", "B"]))
    )
    assert report.accepted
    assert [problem.code for problem in report.problems] == ["xpath-function-unknown"]


def test_a_corrected_workbook_is_saved_and_needs_no_correction(tmp_path):
    path = write(tmp_path, survey(["hidden string", "h", None], ["text", "a", "A"], ["text", "a", "A"]))
    assert correct_form(path, tmp_path / "better.xlsx") == 2
    assert correct_form(tmp_path / "better.xlsx", tmp_path / "best.xlsx") == 0
    assert check_form(tmp_path / "better.xlsx").problems == ()


def test_a_changed_list_beside_an_unchanged_workbook_is_another_form(tmp_path):
    header = ["type", "name", "label"]
    path = write(tmp_path, survey(["select_one_from_file towns.csv", "a", "A"], header=header))
    (tmp_path / "towns.csv").write_text("name,label\nn,North\n", encoding="utf-8")
    kept = {}
    first = read_workbook(path, conversions=kept)
    assert read_workbook(path, conversions=kept).sha256 == first.sha256
    (tmp_path / "towns.csv").write_text("name,label\ns,South\n", encoding="utf-8")
    second = read_workbook(path, conversions=kept)
    assert second.sha256 != first.sha256
    assert of_workbook(second.sha256) == of_workbook(first.sha256)
    assert len(kept) == 1
    assert [choice.value for choice in Session.open(second.form).choices("/data/a")] == ["s"]


def test_a_changed_list_is_added_again_without_converting_the_workbook_again(tmp_path, monkeypatch):
    workspace = new_laptop(tmp_path / "data", "甲队", "张小芳")
    path = write(tmp_path, survey(["select_one_from_file towns.csv", "a", "A"]))
    (tmp_path / "towns.csv").write_text("name,label\nn,North\n", encoding="utf-8")
    assert add_form(workspace, path).added
    assert not add_form(workspace, path).added
    monkeypatch.setattr("yihu.forms.workbook.convert", lambda *_: pytest.fail("converted again"))
    workspace = replace(workspace, library=FormLibrary(workspace.store))
    (tmp_path / "towns.csv").write_text("name,label\ns,South\n", encoding="utf-8")
    report = add_form(workspace, path)
    assert report.added
    choices = Session.open(workspace.library.form(report.form_id)).choices("/data/a")
    workspace.close()
    assert [choice.value for choice in choices] == ["s"]
