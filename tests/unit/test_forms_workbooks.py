"""Workbooks: read, repaired, explained, refused."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from yihu.base.errors import Cancelled, FileUnreadable
from yihu.base.i18n import ENGLISH, set_language
from yihu.base.progress import Stoppable
from yihu.engine import Session
from yihu.forms import FormRefused, parse_xform, read_workbook

SURVEY = [["type", "name", "label", "relevant", "constraint", "calculation"]]
CHOICES = [["list_name", "name", "label"], ["yn", "y", "Yes"], ["yn", "n", "No"]]


@pytest.fixture(autouse=True)
def _english():
    set_language(ENGLISH)


def write(folder: Path, name: str = "form.xlsx", **sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " ") if title == "Sheet_1" else title)
        for row in rows:
            sheet.append(row)
    book.save(folder / name)
    return folder / name


def refusal(path: Path) -> FormRefused:
    with pytest.raises(FormRefused) as caught:
        read_workbook(path)
    for problem in caught.value.problems:
        assert problem.explain()
        assert "{" not in problem.explain().replace("${", "")
    return caught.value


def codes(path: Path) -> list[str]:
    return [problem.code for problem in refusal(path).problems]


def test_a_workbook_becomes_a_form_that_opens_again_without_it(tmp_path):
    path = write(
        tmp_path,
        survey=[
            *SURVEY,
            ["text", "head", "Head"],
            ["select_one yn", "owns", "Owns land?"],
            ["integer", "mu", "How much?", "${owns} = 'y'"],
        ],
        choices=CHOICES,
        settings=[["form_title", "form_id", "version"], ["Land", "land", "7"]],
    )
    imported = read_workbook(path)
    assert (imported.form.id, imported.form.version, imported.form.title) == ("land", "7", "Land")
    assert [question.kind for question in imported.form.questions.values() if question.shown] == [
        "text",
        "select_one",
        "integer",
    ]
    again = parse_xform(imported.xform, resources=imported.attachments)
    assert again.sha256 == imported.form.sha256
    session = Session.open(again)
    session.answer("/data/owns", "y")
    assert session.is_relevant("/data/mu")


def test_tables_beside_a_workbook_are_taken_along(tmp_path):
    (tmp_path / "towns.csv").write_text("name,label\nn,North\ns,South\n")
    path = write(tmp_path, survey=[*SURVEY, ["select_one_from_file towns.csv", "town", "Town"]])
    imported = read_workbook(path)
    assert list(imported.attachments) == ["towns.csv"]
    assert [choice.label for choice in Session.open(imported.form).choices("/data/town")] == [
        "North",
        "South",
    ]
    assert imported.warnings == ()


def test_a_missing_table_is_told_and_the_form_opens(tmp_path):
    imported = read_workbook(
        write(tmp_path, survey=[*SURVEY, ["select_one_from_file towns.csv", "town", "Town"]])
    )
    assert [warning.code for warning in imported.warnings] == ["form-file-missing"]
    assert "towns.csv" in imported.warnings[0].explain()


def test_external_choices_are_offered(tmp_path):
    path = write(
        tmp_path,
        survey=[
            ["type", "name", "label", "choice_filter"],
            ["text", "town", "Town", None],
            ["select_one_external places", "place", "Place", "town = ${town}"],
        ],
        external_choices=[
            ["list_name", "name", "label", "town"],
            ["places", "p1", "One", "n"],
            ["places", "p2", "Two", "s"],
            ["others", "o", "O", "n"],
        ],
    )
    session = Session.open(read_workbook(path).form)
    session.answer("/data/town", "n")
    assert [choice.label for choice in session.choices("/data/place")] == ["One"]


def test_save_to_tells_which_answers_the_domain_reads(tmp_path):
    path = write(
        tmp_path,
        survey=[
            ["type", "name", "label", "save_to"], ["text", "head", "Head", "households#head_name"],
            ["begin repeat", "member", "Member", None], ["text", "name", "Name", "persons#full_name"], ["end repeat", None, None, None],
        ],
        entities=[["list_name", "label"], ["households", "${head}"], ["persons", "${name}"]],
    )  # fmt: skip
    form = read_workbook(path).form
    assert form.properties == {"head": "head_name", "member/*/name": "full_name"}
    assert {(each.dataset, each.scope, tuple(each.properties.items())) for each in form.entities} == {
        ("households", "", (("head_name", "head"),)),
        ("persons", "member", (("full_name", "member/*/name"),)),
    }


def test_all_problems_are_told_at_once_with_their_places(tmp_path):
    path = write(
        tmp_path,
        survey=[
            *SURVEY, ["text", "a", "A", "${b} = 1"], ["textt", "c", "C"], ["text", "d", "D", "${nobody} = 1"],
            ["integer", "e", "E", None, ". > ("], ["select_one nowhere", "f", "F"],
        ],
        choices=CHOICES,
    )  # fmt: skip
    found = {(problem.sheet, problem.row, problem.column, problem.code) for problem in refusal(path).problems}
    assert ("survey", 2, "relevant", "condition-left-out") in found
    assert ("survey", 3, "type", "question-type-unknown") in found
    assert ("survey", 5, "constraint", "xpath-syntax") in found
    assert {problem[1] for problem in found} >= {2, 3, 4, 5, 6}


def test_an_expression_is_explained_with_the_place_in_it(tmp_path):
    problem = refusal(write(tmp_path, survey=[*SURVEY, ["integer", "a", "A", None, ". >> 3"]])).problems[0]
    assert (problem.sheet, problem.row, problem.column, problem.before) == (
        "survey",
        2,
        "constraint",
        ". >> 3",
    )
    assert "character" in problem.explain()


def test_a_function_that_there_isnt_is_a_warning(tmp_path):
    imported = read_workbook(
        write(tmp_path, survey=[*SURVEY, ["calculate", "a", None, None, None, "hash-of(1)"]])
    )
    assert [warning.code for warning in imported.warnings] == ["xpath-function-unknown"]


def test_calculations_in_a_circle_are_told_whole(tmp_path):
    path = write(
        tmp_path,
        survey=[
            *SURVEY,
            ["calculate", "a", None, None, None, "${b} + 1"],
            ["calculate", "b", None, None, None, "${a} + 1"],
        ],
    )
    problem = refusal(path).problems[0]
    assert problem.code == "form-circular"
    assert problem.row in (2, 3)
    assert "/data/a" in problem.explain()
    assert "/data/b" in problem.explain()


@pytest.mark.parametrize(
    ("rows", "code", "row", "before", "after"),
    [
        (["text", "a", "A", "‘x’ = 'x'"], "quotes-straightened", 2, "‘x’ = 'x'", "'x' = 'x'"),
        (["text", "a", "A", "(1 = 1))"], "bracket-removed", 2, "(1 = 1))", "(1 = 1)"),
        (["hidden string", "a", None], "type-renamed", 2, "hidden string", "hidden"),
        (["text", "meta", "A"], "question-renamed", 2, "meta", "meta_2"),
    ],
)
def test_what_has_one_right_way_is_put_right_and_told(tmp_path, rows, code, row, before, after):
    imported = read_workbook(write(tmp_path, survey=[*SURVEY, rows, ["text", "z", "Z"]]))
    repair = imported.repairs[0]
    assert (repair.code, repair.row, repair.before, repair.after, repair.severity) == (
        code,
        row,
        before,
        after,
        "repaired",
    )
    assert repair.explain()


def test_names_used_twice_and_old_columns_are_put_right(tmp_path):
    path = write(
        tmp_path,
        survey=[
            ["type", "name", "label", "relevant", "relevance"],
            ["text", "a", "A", None, "1 = 1"],
            ["text", "a", "B", "2 = 2", "3 = 3"],
        ],
        choices=[
            ["list_name", "name", "label"],
            ["l", "x", "X"],
            ["l", "x", "Y"],
            ["l", None, "Z"],
            ["l", None, None],
        ],
    )
    found = {(repair.sheet, repair.row, repair.code) for repair in read_workbook(path).repairs}
    assert found == {
        ("survey", 1, "columns-joined"), ("survey", 3, "question-renamed"), ("choices", 3, "choice-name-twice"),
        ("choices", 4, "choice-named"), ("choices", 5, "choice-left-out"),
    }  # fmt: skip


def test_a_label_that_names_no_question_shows_its_name(tmp_path):
    imported = read_workbook(write(tmp_path, survey=[*SURVEY, ["text", "a", "Hello ${nobody}"]]))
    assert imported.repairs[0].code == "reference-unknown"
    assert Session.open(imported.form).label("/data/a") == "Hello [nobody]"


# Bad input


def test_a_file_that_isnt_there_says_so(tmp_path):
    with pytest.raises(FileUnreadable):
        read_workbook(tmp_path / "gone.xlsx")


@pytest.mark.parametrize("content", [b"name;age\nLi;4\n", b"%PDF-1.7 ...", b"\x00" * 40, b"MZ\x90\x00"])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    assert codes(path) == ["workbook-unknown"]


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "form.xlsx"
    path.touch()
    assert codes(path) == ["workbook-empty"]


def test_an_empty_workbook_is_refused(tmp_path):
    assert codes(write(tmp_path, Sheet1=[])) == ["workbook-empty"]


def test_a_damaged_workbook_is_refused(tmp_path):
    path = write(tmp_path, survey=SURVEY)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert codes(path) == ["workbook-damaged"]


def test_a_workbook_under_a_password_is_named_as_such(tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\x00" * 900
    )
    assert codes(path) == ["workbook-password"]


def test_a_file_of_a_gigabyte_is_refused_without_reading_it(tmp_path, monkeypatch):
    path = tmp_path / "form.xlsx"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _path: pytest.fail("it was read"))
    assert codes(path) == ["workbook-too-large"]


def test_a_workbook_that_would_unpack_to_gigabytes_is_refused(tmp_path):
    path = write(tmp_path, survey=SURVEY)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/bomb.xml", b"0" * 30_000_000)
    assert codes(path) == ["workbook-too-large"]


def test_another_kind_of_document_is_refused(tmp_path):
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert codes(path) == ["workbook-unknown"]


def test_a_plain_list_is_named_as_one(tmp_path):
    path = write(tmp_path, households=[["number", "head", "village"], ["1", "Li", "North"]])
    assert codes(path) == ["workbook-plain-list"]


def test_a_workbook_without_questions_sheet_is_named(tmp_path):
    path = write(tmp_path, one=[["a"]], two=[["b"]])
    assert codes(path) == ["no-survey-sheet"]
    assert "one, two" in refusal(path).problems[0].explain()


def test_a_form_of_odkx_is_named_as_one(tmp_path):
    path = write(
        tmp_path,
        survey=[["clause", "type", "name", "display.text"], ["if", "text", "a", "A"]],
        settings=[["setting_name", "value"]],
    )
    assert codes(path) == ["workbook-odkx"]


def test_a_form_in_xml_is_read_too(tmp_path):
    path = tmp_path / "form.xml"
    workbook = write(tmp_path, survey=[*SURVEY, ["text", "a", "A"]])
    path.write_text(read_workbook(workbook).xform)
    assert read_workbook(path).form.questions["/data/a"].kind == "text"


@pytest.mark.parametrize(
    "xml",
    [
        "<a/>",
        "<not-closed>",
        '<!DOCTYPE a [<!ENTITY x "xx">]><a>&x;</a>',
        '<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model xmlns="http://www.w3.org/2002/xforms"/></h:head></h:html>',
        "<html><head><model><instance><data>"
        + "<a>" * 5000
        + "</a>" * 5000
        + "</data></instance></model></head></html>",
    ],
)
def test_xml_that_is_no_form_is_refused(tmp_path, xml):
    path = tmp_path / "form.xml"
    path.write_text(xml)
    assert codes(path) == ["xform-refused"]


def test_attachments_never_lead_out_of_the_folder(tmp_path):
    folder = tmp_path / "forms"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text("name,label\na,A\n")
    workbook = write(folder, survey=[*SURVEY, ["select_one_from_file t.csv", "a", "A"]])
    xml = read_workbook(workbook).xform.replace("file-csv/t.csv", "file-csv/../secret.csv")
    (folder / "form.xml").write_text(xml)
    imported = read_workbook(folder / "form.xml")
    assert imported.attachments == {}
    assert Session.open(imported.form).choices("/data/a") == ()


def test_reading_can_be_stopped(tmp_path):
    progress = Stoppable()
    progress.stop()
    with pytest.raises(Cancelled):
        read_workbook(write(tmp_path, survey=[*SURVEY, ["text", "a", "A"]]), progress=progress)
