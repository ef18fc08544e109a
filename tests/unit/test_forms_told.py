"""What the converter and the lists of a questionnaire have to say, in the program's own words and with its place."""

import struct
from pathlib import Path

import pytest
from tests.unit.test_forms_repairs import CHOICES, survey, write

from yihu.base.i18n import CHINESE, ENGLISH, set_language
from yihu.forms import FormRefused, read_workbook
from yihu.forms.sheets import read_sheets

HEAD = ["type", "name", "label"]
SELECT = ["select_one yn", "b", "B"]
TOLD = [
    ("label-missing-group", survey(["begin repeat", "r", None], ["text", "a", "A"], ["end repeat", None, None]), ("survey", 2, "")),
    ("row-skipped", survey([None, None, None, "1"], ["text", "a", "A"], header=[*HEAD, "relevant"]), ("survey", 2, "")),
    ("column-disabled", survey(["text", "a", "A", "no"], header=[*HEAD, "disabled"]), ("survey", 2, "disabled")),
    ("device-number", survey(["simserial", "s", None], ["text", "a", "A"]), ("survey", 2, "")),
    ("language-without-code", survey(["text", "a", "A"], header=["type", "name", "label::Elvish"]), ("", None, "")),
    ("translation-missing", survey(["text", "a", "A", "B", "h"], header=["type", "name", "label::English (en)", "label::French (fr)", "hint::English (en)"]), ("", None, "")),
    ("names-alike", survey(["text", "Age", "A"], ["text", "age", "B"]), ("survey", 3, "name")),
    ("choice-label-missing", survey(SELECT, choices=[*CHOICES, ["yn", "m", None]]), ("choices", 4, "label")),
]  # fmt: skip
REFUSED = [
    ("calculation-missing", survey(["calculate", "c", None], ["text", "a", "A"]), ("survey", 2)),
    ("name-of-audit", survey(["audit", "diary", None], ["text", "a", "A"]), ("survey", 2)),
]


@pytest.fixture(autouse=True)
def _english():
    set_language(ENGLISH)


@pytest.mark.parametrize(("code", "sheets", "place"), TOLD, ids=[each[0] for each in TOLD])
def test_the_converters_warnings_are_told_in_plain_words(tmp_path, code, sheets, place):
    warnings = read_workbook(write(tmp_path, sheets)).warnings
    (told,) = [each for each in warnings if each.code == code]
    assert (told.sheet, told.row, told.column) == place
    english = told.explain()
    set_language(CHINESE)
    assert told.explain() != english
    assert not [each for each in warnings if each.code == "pyxform-warning"]


@pytest.mark.parametrize(("code", "sheets", "place"), REFUSED, ids=[each[0] for each in REFUSED])
def test_the_converters_refusals_are_told_in_plain_words(tmp_path, code, sheets, place):
    try:
        told = read_workbook(write(tmp_path, sheets)).repairs
    except FormRefused as refusal:
        told = refusal.problems
    assert place in [(each.sheet, each.row) for each in told], told
    assert "pyxform" not in [each.code for each in told]


def test_a_question_with_choices_but_no_list_is_told_with_its_row(tmp_path):
    two = [*CHOICES, ["fruit", "pear", "Pear"]]
    rows = [["text", "a", "A"], ["select_one", "b", "B"], ["select multiple", "c", "C"]]
    with pytest.raises(FormRefused) as refusal:
        read_workbook(write(tmp_path, survey(*rows, choices=two)))
    found = [(each.code, each.sheet, each.row) for each in refusal.value.problems if each.severity == "error"]
    assert found == [("choice-list-unnamed", "survey", 3), ("choice-list-unnamed", "survey", 4)]


def test_a_mistyped_type_is_told_once_with_what_is_meant_whatever_the_headers_look_like(tmp_path):
    rows = [["begin_grup", "g", "G"], ["integr", "a", "A"], ["end_group", None, None], ["text", "b", "B"]]
    with pytest.raises(FormRefused) as refusal:
        read_workbook(write(tmp_path, survey(*rows, header=["Type", "Name", "Label"])))
    found = [each for each in refusal.value.problems if each.severity == "error"]
    assert [(each.code, each.row, each.before, each.after) for each in found] == [
        ("question-type-unknown", 3, "integr", "integer")
    ]
    repaired = [(each.row, each.before, each.after) for each in refusal.value.problems if each not in found]
    assert repaired == [(2, "begin_grup", "begin group")]


def test_one_mistake_is_not_told_again_as_what_follows_from_it(tmp_path):
    rows = [
        ["integr", "a", "A"],
        ["select_one gone", "b", "B"],
        ["calculate", "c", None, "${a} * ${b}"],
        ["note", "n", "${a}, ${b}, ${c}, ${nobody}"],
        ["text", "d", "D", None, "${a} = = 1"],
    ]
    with pytest.raises(FormRefused) as refusal:
        read_workbook(write(tmp_path, survey(*rows, header=[*HEAD, "calculation", "relevant"])))
    found = [each for each in refusal.value.problems if each.severity == "error"]
    assert [(each.code, each.row) for each in found] == [
        ("question-type-unknown", 2),
        ("choice-list-missing", 3),
        ("xpath-syntax", 6),
    ]
    assert "${a} = = 1" in found[-1].explain()


def test_a_list_named_in_a_column_of_its_own_is_found(tmp_path):
    two = [*CHOICES, ["fruit", "pear", "Pear"]]
    rows = [["select_one", "b", "B", "fruit"], ["select_multiple", "c", "C", "yn"]]
    form = read_workbook(
        write(tmp_path, survey(*rows, header=[*HEAD, "select_from_list_name"], choices=two))
    ).form
    assert [question.kind for question in form.questions.values() if question.asks] == [
        "select_one",
        "select_multiple",
    ]


def test_a_photo_without_a_size_needs_no_warning(tmp_path):
    assert read_workbook(write(tmp_path, survey(["image", "a", "A"]))).warnings == ()


@pytest.mark.parametrize(
    ("header", "expression"),
    [
        ("calculation", "instance('villages')/root/item[name = ${a}]/label"),
        ("relevant", "count(instance('villages')/root/item) > 0"),
    ],
)
def test_a_list_that_the_form_lacks_is_told_with_its_question(tmp_path, header, expression):
    path = write(tmp_path, survey(["text", "a", "A"], ["text", "b", "B", expression], header=[*HEAD, header]))
    (told,) = [each for each in read_workbook(path).warnings if each.code == "list-unknown"]
    assert (told.sheet, told.row, told.column, told.before) == ("survey", 3, header, expression)
    assert "villages" in told.explain()


def test_a_list_that_the_form_has_is_not_told(tmp_path):
    listed = "instance('yn')/root/item[name = ${b}]/label"
    rows = [["text", "a", "A"], SELECT, ["calculate", "c", None, listed], ["csv-external", "towns", None]]
    rows.append(["calculate", "d", None, "pulldata('towns', 'x', 'y', ${a})"])
    rows.append(["text", "e", "E", None, "${last-saved#a}"])
    header = [*HEAD, "calculation", "default"]
    warnings = read_workbook(write(tmp_path, survey(*rows, header=header))).warnings
    assert [each for each in warnings if each.code == "list-unknown"] == []


OLD = Path(__file__).parents[3] / "shared" / "conformance" / "forms" / "xlsform--tutorial.xls"
RULE = "bind:relevant"
TEXT_CELL, ERROR_CELL, REF_ERROR = b"\xfd\x00\x0a\x00", b"\x05\x02\x0a\x00", b"\x17\x01\x00\x00"


def with_failed_formula(content: bytes, row: int, column: int) -> bytes:
    """An .xls whose text cell (from 0) of the first sheet holds `#REF!` instead, as Excel writes it."""
    place = struct.pack("<HH", row, column)
    at = content.index(TEXT_CELL + place)
    head = ERROR_CELL + content[at + 4 : at + 10]
    return content[:at] + head + REF_ERROR + content[at + len(head) + 4 :]


@pytest.mark.skipif(not OLD.exists(), reason="the conformance data is not beside the project")
def test_a_failed_formula_of_an_old_workbook_is_told_with_its_cell(tmp_path):
    sheet = read_sheets(OLD, OLD.read_bytes()).sheet("survey")
    row = next(number for number, cells in sheet.numbered() if cells.get(RULE))
    path = tmp_path / "old.xls"
    path.write_bytes(with_failed_formula(OLD.read_bytes(), row - 1, sheet.places[RULE]))
    told = [each for each in read_workbook(path).repairs if each.code == "cell-error-cleared"]
    assert [(each.sheet, each.row, each.column, each.before) for each in told] == [
        ("survey", row, RULE, "#REF!")
    ]
