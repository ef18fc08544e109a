"""Forms look up what was surveyed before."""

import pytest
from tests.laptops import new_laptop, register, wait
from tests.unit.workbook_stories import table

from yihu.actions import add_form, finish_visit, open_visit, save_answer
from yihu.actions.add_form import check_form


@pytest.fixture
def laptop(tmp_path):
    workspace = new_laptop(tmp_path / "data")
    yield workspace
    workspace.close()


@pytest.fixture
def adds(laptop, tmp_path):
    from openpyxl import Workbook

    def add(form_id, survey, **sheets):
        book = Workbook()
        book.remove(book.active)
        for title, text in {
            "survey": survey,
            "settings": f"form_id | version\n{form_id} | 1",
            **sheets,
        }.items():
            sheet = book.create_sheet(title)
            for row in table(text):
                sheet.append(row)
        book.save(tmp_path / f"{form_id}.xlsx")
        return add_form(laptop, tmp_path / f"{form_id}.xlsx")

    return add


def give(laptop, interview, **answers):
    for key, value in answers.items():
        ref = interview.session.ref(key) or f"/data/{key}"
        save_answer(laptop, interview, interview.session.answer(ref, value), ref)


def begin(laptop, household, form_id):
    wait(laptop)
    interview = open_visit(laptop, household, form_id)
    save_answer(laptop, interview, interview.session.opening, "")
    return interview


LOOKING = """
    type | name | label | calculation
    begin repeat | neighbour | Neighbour |
    select_one_from_file households.csv | which | Which household? |
    calculate | village | | instance('households')/root/item[name = current()/../which]/village
    end repeat | | |"""


def test_households_of_the_register_are_offered_in_rows(laptop, adds):
    household = register(laptop)
    report = adds("neighbours", LOOKING)
    assert [problem.code for problem in report.problems] == []
    session = begin(laptop, household, "neighbours").session
    offered = session.choices("/data/neighbour[1]/which")
    assert [(choice.value, choice.label) for choice in offered] == [(household, "𠮷田秀英")]
    session.answer("/data/neighbour[1]/which", household)
    assert session.value("/data/neighbour[1]/village")


def test_what_one_form_creates_another_one_offers_and_updates(laptop, adds):
    household = register(laptop)
    adds(
        "planting",
        "type | name | label | save_to\ntext | species | Species | species\ndecimal | girth | Girth | girth",
        entities="list_name | label\ntrees | ${species}",
    )
    adds(
        "measuring",
        """
        type | name | label | calculation | save_to
        select_one_from_file trees.csv | tree | Which tree? | |
        calculate | before | | instance('trees')/root/item[name = ${tree}]/girth |
        decimal | girth | Girth now | | girth""",
        entities="list_name | entity_id\ntrees | ${tree}",
    )
    assert open_visit(laptop, household, "measuring").session.choices("/data/tree") == ()
    planting = begin(laptop, household, "planting")
    give(laptop, planting, species="pine", girth="12")
    assert finish_visit(laptop, planting).sealed
    measuring = begin(laptop, household, "measuring")
    (tree,) = measuring.session.choices("/data/tree")
    assert tree.label == "pine"
    give(laptop, measuring, tree=tree.value)
    assert measuring.session.value("/data/before") == "12.0"
    give(laptop, measuring, girth="14")
    assert finish_visit(laptop, measuring).sealed
    again = begin(laptop, household, "measuring")
    assert [choice.label for choice in again.session.choices("/data/tree")] == ["pine"]
    give(laptop, again, tree=tree.value)
    assert again.session.value("/data/before") == "14.0"


def test_a_list_that_the_form_brings_along_is_taken_from_it(laptop, adds, tmp_path):
    (tmp_path / "households.csv").write_text("name,label,village\nh,Brought,North\n")
    adds("neighbours", LOOKING)
    session = begin(laptop, register(laptop), "neighbours").session
    assert [choice.label for choice in session.choices("/data/neighbour[1]/which")] == ["Brought"]


def test_an_unknown_list_is_empty_and_told(laptop, adds):
    report = adds("looking", "type | name | label\nselect_one_from_file cows.csv | cow | Which cow?")
    assert [problem.code for problem in report.problems] == ["form-file-missing"]
    assert open_visit(laptop, register(laptop), "looking").session.choices("/data/cow") == ()


def test_the_last_finished_answers_are_proposed(laptop, adds):
    household = register(laptop)
    adds(
        "daily",
        "type | name | label | default\ntext | place | Place | ${last-saved#place}\ntext | who | Who |",
    )
    first = begin(laptop, household, "daily")
    assert first.session.value("/data/place") == ""
    give(laptop, first, place="North", who="Li")
    assert begin(laptop, household, "daily").session.value("/data/place") == ""
    assert finish_visit(laptop, first).sealed
    second = begin(laptop, household, "daily")
    assert (second.session.value("/data/place"), second.session.value("/data/who")) == ("North", "")


def test_a_form_that_looks_up_the_register_is_not_told_of_a_missing_file(tmp_path, adds):
    adds("neighbours", LOOKING)
    assert check_form(tmp_path / "neighbours.xlsx").problems == ()
