"""What is typically wrong with real spreadsheets is put right, told, and can be saved corrected."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from tests.examples import examples

from yihu.base.i18n import ENGLISH, set_language
from yihu.engine import Session
from yihu.forms import FormRefused, ImportedForm, Problem, corrected_workbook, read_workbook

Rows = list[list[object]]
FORMS = Path(__file__).parents[3] / "shared" / "conformance" / "forms"
SURVEY: Rows = [["type", "name", "label", "relevant", "constraint", "calculation"]]
CHOICES: Rows = [["list_name", "name", "label"], ["yn", "y", "Yes"], ["yn", "n", "No"]]


@pytest.fixture(autouse=True)
def _english():
    set_language(ENGLISH)


def write(
    folder: Path, sheets: dict[str, Rows], name: str = "form.xlsx", merge: tuple[str, str] | None = None
) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if merge and merge[0] == title:
            sheet.merge_cells(merge[1])
    book.save(folder / name)
    return folder / name


def told(imported: ImportedForm) -> list[tuple[str, str, int | None, str, str, str]]:
    return [_place(problem) for problem in imported.repairs]


def _place(problem: Problem) -> tuple[str, str, int | None, str, str, str]:
    assert problem.severity == "repaired"
    assert "{" not in problem.explain().replace("${", "")
    return problem.code, problem.sheet, problem.row, problem.column, problem.before, problem.after


def survey(
    *rows: list[object], header: list[object] | None = None, choices: Rows | None = None
) -> dict[str, Rows]:
    return {"survey": [header or SURVEY[0], *rows], "choices": choices or CHOICES}


KINDS = [
    ("choice-name-twice", survey(["select_one yn", "a", "A"], choices=[*CHOICES, ["yn", "y", "Yes again"]]), ("choices", 4, "name", "y", "y")),
    ("columns-joined", survey(["text", "a", "A", "1 = 1", None], header=["type", "name", "label", "relevant", "relevance"]), ("survey", 1, "relevance", "relevance", "relevant")),
    ("columns-joined", survey(["integer", "a", "A", ". > 1"], header=["type", "name", "label", "constraint", "bind::constraint"]), ("survey", 1, "bind::constraint", "bind::constraint", "constraint")),
    ("header-renamed", survey(["text", "a", "A"], header=["Question type", "Question name", "Question text"]), ("survey", 1, "Question type", "Question type", "type")),
    ("question-renamed", survey(["text", "meta", "A"], ["note", "n", "${meta}"]), ("survey", 2, "name", "meta", "meta_2")),
    ("question-renamed", survey(["text", "a", "A"], ["text", "a", "A"]), ("survey", 3, "name", "a", "a_2")),
    ("question-renamed", survey(["text", "how old?", "A"], ["note", "n", "${how old?}"]), ("survey", 2, "name", "how old?", "how_old")),
    ("question-renamed", survey(["text", "1st", "A"]), ("survey", 2, "name", "1st", "q_1st")),
    ("question-renamed", survey(["begin repeat", "data", "R"], ["text", "a", "A"], ["end repeat"]), ("survey", 2, "name", "data", "data_2")),
    ("question-named", survey(["begin group", None, "G"], ["text", "a", "A"], ["end group"]), ("survey", 2, "name", "", "group_2")),
    ("type-renamed", survey(["hidden string", "a", None]), ("survey", 2, "type", "hidden string", "hidden")),
    ("type-renamed", survey(["calculate", "a", None]), ("survey", 2, "type", "calculate", "hidden")),
    ("type-respelled", survey(["Number", "a", "A"]), ("survey", 2, "type", "Number", "decimal")),
    ("type-respelled", survey(["Select One: yn", "a", "A"]), ("survey", 2, "type", "Select One: yn", "select_one yn")),
    ("type-respelled", survey(["multiple choice yn", "a", "A"]), ("survey", 2, "type", "multiple choice yn", "select_multiple yn")),
    ("type-respelled", survey(["Begin_Group", "g", "G"], ["text", "a", "A"], ["END GROUP"]), ("survey", 2, "type", "Begin_Group", "begin group")),
    ("list-respelled", survey(["select_one YN", "a", "A"]), ("survey", 2, "type", "select_one YN", "select_one yn")),
    ("list-renamed", survey(["select_one yes no", "a", "A"], choices=[CHOICES[0], ["yes no", "y", "Yes"]]), ("choices", 2, "list_name", "yes no", "yes_no")),
    ("end-corrected", survey(["begin repeat", "r", "R"], ["text", "a", "A"], ["end group"]), ("survey", 4, "type", "end group", "end repeat")),
    ("choice-named", survey(["select_one yn", "a", "A"], choices=[*CHOICES, ["yn", None, "Maybe"]]), ("choices", 4, "name", "", "yn_4")),
    ("choice-left-out", survey(["select_one yn", "a", "A"], choices=[*CHOICES, ["yn", None, None]]), ("choices", 4, "name", "", "")),
    ("choice-list-filled", survey(["select_one yn", "a", "A"], choices=[*CHOICES, [None, "m", "Maybe"]]), ("choices", 4, "list_name", "", "yn")),
    ("choice-renamed", survey(["select_multiple yn", "a", "A"], choices=[*CHOICES, ["yn", "not yet", "Not yet"]]), ("choices", 4, "name", "not yet", "not_yet")),
    ("number-made-whole", survey(["select_one yn", "a", "A"], choices=[*CHOICES, ["yn", "3.0", "Maybe"]]), ("choices", 4, "name", "3.0", "3")),
    ("quotes-straightened", survey(["text", "a", "A"], ["text", "b", "B", "${a} = “x”"]), ("survey", 3, "relevant", "${a} = “x”", '${a} = "x"')),
    ("reference-trimmed", survey(["text", "a", "A"], ["note", "b", "${ a }"]), ("survey", 3, "label", "${ a }", "${a}")),
    ("bracket-removed", survey(["text", "a", "A", "true())"]), ("survey", 2, "relevant", "true())", "true()")),
    ("reference-written", survey(["text", "a", "A", None], ["calculate", "c", None, "now()", "a"], header=["type", "name", "label", "calculation", "trigger"]), ("survey", 3, "trigger", "a", "${a}")),
    ("reference-unknown", survey(["note", "a", "Hello ${nobody}"]), ("survey", 2, "label", "Hello ${nobody}", "Hello [nobody]")),
    ("choice-filter-left-out", survey(["select_one yn", "a", "A", "x = ${gone}"], header=["type", "name", "label", "choice_filter"]), ("survey", 2, "choice_filter", "x = ${gone}", "")),
    ("language-renamed", survey(["text", "a", "A", "h"], header=["type", "name", "label::English", "hint::english"]), ("survey", 1, "hint::english", "hint::english", "hint::English")),
    ("label-in-all-languages", survey(["select_one yn", "a", "A", "甲"], header=["type", "name", "label::English", "label::中文"]), ("choices", 1, "label", "label", "label::English")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "sheets", "place"),
    KINDS,
    ids=[f"{code}-{place[1]}-{place[3] or place[4]}" for code, _, place in KINDS],
)
def test_each_kind_is_put_right_told_with_its_place_and_can_be_saved(tmp_path, code, sheets, place):
    path = write(tmp_path, sheets)
    imported = read_workbook(path)
    assert (code, *place) in told(imported)
    assert Session.open(imported.form).refs()
    assert_corrected(path, tmp_path / "corrected.xlsx", imported)


def assert_corrected(path: Path, out: Path, imported: ImportedForm) -> None:
    content, repairs = corrected_workbook(path)
    out.write_bytes(content)
    again = read_workbook(out)
    assert repairs == imported.repairs
    assert again.repairs == ()
    assert list(again.form.questions) == list(imported.form.questions)


def test_merged_cells_count_for_all_their_rows(tmp_path):
    sheets = survey(
        ["select_one yn", "a", "A"],
        choices=[CHOICES[0], ["yn", "y", "Yes"], [None, "n", "No"], [None, "m", "Maybe"]],
    )
    imported = read_workbook(write(tmp_path, sheets, merge=("choices", "A2:A4")))
    assert [problem[:3] for problem in told(imported)] == [
        ("merged-cell-filled", "choices", 3),
        ("merged-cell-filled", "choices", 4),
    ]
    assert len(Session.open(imported.form).choices("/data/a")) == 3
    assert_corrected(tmp_path / "form.xlsx", tmp_path / "corrected.xlsx", imported)


def test_blanks_at_the_ends_and_whole_numbers_make_no_difference(tmp_path):
    sheets = survey(
        ["select_one yn ", " a ", "A "],
        ["text", "b\u00a0", "B", "${a} = 1"],
        choices=[["list_name ", " name", "label"], [" yn", 1.0, "One"], ["yn ", 2.0, "Two"]],
    )
    session = Session.open(read_workbook(write(tmp_path, sheets)).form)
    assert [choice.value for choice in session.choices("/data/a")] == ["1", "2"]
    session.answer("/data/a", "1")
    assert session.is_relevant("/data/b")


def test_an_error_of_the_spreadsheet_program_is_taken_as_blank(tmp_path):
    path = write(tmp_path, survey(["text", "a", "A"]))
    book = load_workbook(path)
    book["survey"].cell(2, 4, "#REF!").data_type = "s"
    book.save(path)
    imported = read_workbook(path)
    assert told(imported) == [("cell-error-cleared", "survey", 2, "relevant", "#REF!", "")]
    assert_corrected(path, tmp_path / "corrected.xlsx", imported)


def test_choices_without_a_column_for_names_are_named(tmp_path):
    sheets = survey(
        ["select_one yn", "a", "A"], choices=[["list_name", "label"], ["yn", "Yes"], ["yn", "No"]]
    )
    session = Session.open(read_workbook(write(tmp_path, sheets)).form)
    assert [choice.label for choice in session.choices("/data/a")] == ["Yes", "No"]


def test_plain_choices_speak_all_languages_of_the_questions(tmp_path):
    sheets = survey(
        ["select_one yn", "a", "A", "甲"], header=["type", "name", "label::English", "label::中文"]
    )
    session = Session.open(read_workbook(write(tmp_path, sheets)).form)
    for language in ("English", "中文"):
        session.set_language(language)
        assert [choice.label for choice in session.choices("/data/a")] == ["Yes", "No"]


def test_questions_without_a_column_for_labels_show_their_names_in_all_languages_of_the_choices(tmp_path):
    header = ["type", "name", "hint"]
    choices: Rows = [["list_name", "name", "label::English", "label::中文"], ["yn", "y", "Yes", "是"]]
    path = write(
        tmp_path, survey(["text", "head", "who?"], ["select_one yn", "many"], header=header, choices=choices)
    )
    imported = read_workbook(path)
    assert told(imported) == [("label-added", "survey", 3, "label::English", "", "many")]
    session = Session.open(imported.form)
    for language, choice in (("English", "Yes"), ("中文", "是")):
        session.set_language(language)
        assert session.label("/data/many") == "many"
        assert [each.label for each in session.choices("/data/many")] == [choice]
    assert_corrected(path, tmp_path / "corrected.xlsx", imported)


def test_a_corrected_workbook_keeps_what_was_right(tmp_path):
    path = write(tmp_path, {**survey(["hidden string", "a", None], ["text", "b", "=B"]), "notes": [["kept"]]})
    book = load_workbook(path)
    book["survey"]["A2"].font = Font(bold=True)
    book["survey"].column_dimensions["C"].width = 44
    book.save(path)
    (tmp_path / "out.xlsx").write_bytes(corrected_workbook(path)[0])
    after = load_workbook(tmp_path / "out.xlsx")
    assert after["survey"]["A2"].value == "hidden"
    assert after["survey"]["A2"].font.bold
    assert after["survey"].column_dimensions["C"].width == 44
    assert after["notes"]["A1"].value == "kept"


def test_what_is_no_questionnaire_cant_be_corrected(tmp_path):
    with pytest.raises(FormRefused):
        corrected_workbook(write(tmp_path, {"households": [["name", "village"], ["Li", "North"]]}))


GOOD: dict[str, Rows] = {
    "survey": [
        ["type", "name", "label", "relevant", "constraint", "calculation", "choice_filter", "hint"],
        ["text", "head", "Head", None, None, None, None, "who?"], ["integer", "age", "Age", None, ". < 120", None, None, None],
        ["select_one town", "town", "Town", "${age} > 5", None, None, None, None],
        ["select_multiple yn", "many", "Many", None, None, None, None, None],
        ["begin group", "g", "Group", "${head} = 'x'", None, None, None, None], ["note", "hello", "Hello ${head}", None, None, None, None, None], ["end group"],
        ["begin repeat", "member", "Member", None, None, None, None, None], ["decimal", "wage", "Wage", None, ". >= 0", None, None, None],
        ["end repeat"], ["calculate", "total", None, None, None, "sum(${wage})", None, None],
    ],
    "choices": [["list_name", "name", "label"], ["yn", "y", "Yes"], ["yn", "n", "No"], ["town", 1, "North"], ["town", 2, "South"]],
}  # fmt: skip
NAMES = ["meta", "head", "a b", "1a", "é", "age?", "data", "", "wage", " x ", "begin", "_", "中文"]
MESS_CELLS = [
    None, "", " ", "#N/A", 1.0, True, "“x”", "${head", "${ head }", "${gone} = 1", "text ", "TEXT", "Select one  YN", "select_one yn or_other", "select_one",
    "begin repeat", "end group", "End Repeat", "hidden string", "calculate", "note", "meta", "true())", "=1+", "‘a’", "${age}>>3", "\u200b", "x" * 300, "a\nb", "select_one_from_file t.csv",
]  # fmt: skip
MESS_HEADERS = [
    "Label", "label", "caption", "label::English", "label:: english", "label::中文", "hint::English", "hint::French (fr)", "relevance", "name", "type ",
    "calculate", "media::image", "image::English", "constraint message", "my notes", "value", "list name", "trigger", "default", "required", "", None, 3,
]  # fmt: skip


@st.composite
def messes(draw: st.DrawFn) -> tuple[dict[str, Rows], tuple[str, str] | None]:
    sheets = {title: [list(row) for row in rows] for title, rows in GOOD.items()}
    for _ in range(draw(st.integers(1, 6))):
        rows = sheets[draw(st.sampled_from(sorted(sheets)))]
        kind = draw(
            st.sampled_from(
                ["cell", "name", "header", "new header", "drop row", "double row", "blank row", "drop column"]
            )
        )
        at = draw(st.integers(1, max(1, len(rows) - 1))) % len(rows)
        column = draw(st.integers(0, 7)) % max(1, len(rows[0]))
        if kind == "cell":
            rows[at] = [*rows[at], *[None] * (column + 1 - len(rows[at]))]
            rows[at][column] = draw(st.sampled_from(MESS_CELLS))
        elif kind == "name" and len(rows[at]) > 1:
            rows[at][1] = draw(st.sampled_from(NAMES))
        elif kind == "header":
            rows[0][column] = draw(st.sampled_from(MESS_HEADERS))
        elif kind == "new header":
            rows[0].append(draw(st.sampled_from(MESS_HEADERS)))
        elif kind == "drop row" and len(rows) > 2:
            del rows[at]
        elif kind == "double row":
            rows.insert(at, list(rows[at]))
        elif kind == "blank row":
            rows.insert(at, [])
        elif kind == "drop column":
            for row in rows:
                del row[column : column + 1]
    return sheets, draw(
        st.sampled_from([None, None, ("choices", "A2:A4"), ("survey", "D2:D5"), ("survey", "A3:C3")])
    )


@examples(80, suppress_health_check=list(HealthCheck))
@given(messes())
def test_a_messy_workbook_opens_with_the_mess_told_or_is_refused_with_its_problems(tmp_path, mess):
    path = write(tmp_path, mess[0], merge=mess[1])
    found: tuple[Problem, ...] = ()
    try:
        imported = read_workbook(path)
    except FormRefused as refused:
        found = refused.problems
    else:
        told(imported)
        assert_corrected(path, tmp_path / "corrected.xlsx", imported)
        return
    assert found[0].severity == "error"
    assert all(problem.explain() for problem in found)


@pytest.mark.skipif(not FORMS.exists(), reason="the conformance data is not beside the project")
def test_corrected_real_workbooks_open_without_repairs(tmp_path):
    for path in [
        *random.Random(5).sample(sorted(FORMS.glob("*.xls*")), 6),
        *FORMS.glob("povertyaction*back*"),
        *FORMS.glob("*widgets.xls"),
    ]:
        try:
            imported = read_workbook(path)
        except FormRefused:
            continue
        assert_corrected(path, tmp_path / "corrected.xlsx", imported)
