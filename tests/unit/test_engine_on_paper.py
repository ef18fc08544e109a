"""Questionnaires on paper: skip logic in words, and what was asked with its answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.engine_forms import around
from tests.unit.workbook_stories import imported

from yihu.base.i18n import CHINESE, ENGLISH
from yihu.engine import Session
from yihu.engine.on_paper import PaperHeading, empty_items, filled_items, without_counts
from yihu.engine.skip_words import condition_in_words
from yihu.forms import parse_xform

SURVEY = """
type | name | label | relevant | calculation | choice_filter | repeat_count | required
select_one yn | home | Anybody home? | | | | | yes
begin group | inside | Inside | ${home} = 'y' | | | |
integer | persons | How many? | | | | | yes
select_multiple kind | kinds | Which kinds? | ${persons} > 2 | | . | |
text | other | Which other? | selected(${kinds}, 'o') and not(${persons} = 3) | | | |
calculate | double | | | ${persons} * 2 | | |
text | many | So many? | ${double} >= 8 | | | |
begin repeat | person | Person | | | | ${persons} |
text | name | Name | | | | |
text | school | School | ${name} != '' | | | |
end repeat | | | | | | |
end group | | | | | | |
note | bye | Thank you | | | | |
"""
CHOICES = """
list_name | name | label
yn | y | Yes
yn | n | No
kind | a | Apples
kind | o | Others
"""
ANSWERS = {
    "home": "y",
    "persons": "3",
    "kinds": "a o",
    "person/r1/_row": 1,
    "person/r1/name": "Li",
    "person/r2/_row": 2,
    "person/r2/name": "Wu",
    "person/r3/_row": 3,
}


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    survey = SURVEY.replace("| . |", "| |")
    return imported(tmp_path_factory.mktemp("paper"), survey, choices=CHOICES)


@pytest.fixture(scope="module")
def empty(story):
    form = parse_xform(without_counts(story.xform))
    return empty_items(Session.open(form, around=around(), fresh=True), ENGLISH)


@pytest.fixture(scope="module")
def filled(story):
    return filled_items(Session.open(story.form, answers=ANSWERS, around=around()), ENGLISH)


def asked(items):
    return {item.text: item for item in items if not isinstance(item, PaperHeading)}


def test_every_question_stands_on_the_empty_sheet_once_and_is_numbered(empty):
    numbers = [item.number for item in empty if not isinstance(item, PaperHeading) and item.number]
    assert numbers == list(range(1, 8))
    assert asked(empty)["Thank you"].number == 0


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Anybody home?", ""),
        ("Which kinds?", "Only if question 2 is more than 2"),
        ("Which other?", "Only if “Others” is chosen in question 3 and question 2 is not “3”"),
        ("So many?", "Only if “double” is 8 at least"),
        ("School", "Only if question 6 is answered"),
    ],
)
def test_when_a_question_is_asked_is_said_by_the_numbers_of_others(empty, question, words):
    assert asked(empty)[question].when == words


def test_a_group_says_when_its_questions_are_asked_and_a_repeat_that_it_is_for_each(empty):
    headings = {item.text: item for item in empty if isinstance(item, PaperHeading)}
    assert headings["Inside"].when == "Only if question 1 is “Yes”"
    assert headings["Person"].each


def test_choices_are_to_be_ticked_and_what_is_needed_is_marked(empty):
    first = asked(empty)["Anybody home?"]
    assert first.choices == (("Yes", False), ("No", False))
    assert first.required


def test_the_filled_in_sheet_follows_the_skip_logic(filled):
    assert "So many?" not in asked(filled)
    assert "Which other?" not in asked(filled)
    assert asked(filled)["Which kinds?"].answer == "Apples, Others"


def test_each_row_stands_by_itself_with_its_own_questions(filled):
    titles = [item.text for item in filled if isinstance(item, PaperHeading)]
    assert titles == ["Inside", "Person 1", "Person 2", "Person 3"]
    schools = [item for item in filled if not isinstance(item, PaperHeading) and item.text == "School"]
    assert len(schools) == 2  # the third has no name


def test_nobody_home_is_a_sheet_of_one_question(story):
    items = filled_items(Session.open(story.form, answers={"home": "n"}, around=around()), ENGLISH)
    assert [item.text for item in items] == ["Anybody home?", "Thank you"]


def said(source, language=ENGLISH):
    numbers = {"/data/a": "question 1", "/data/r/b": "question 2"}
    labels = {("/data/a", "y"): "Yes"}
    return condition_in_words(
        source,
        "/data/r/c",
        lambda path: numbers.get(path, ""),
        lambda path, value: labels.get((path, value), value),
        language,
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("/data/a = 'y'", "question 1 is “Yes”"),
        ("'y' = /data/a", "question 1 is “Yes”"),
        ("5 < /data/a", "question 1 is more than 5"),
        ("../b = ''", "question 2 is not answered"),
        (
            "/data/a = 'y' and (../b = 1 or ../b = 2)",
            "question 1 is “Yes” and (question 2 is “1” or question 2 is “2”)",
        ),
        ("not(selected(/data/a, 'y'))", "“Yes” is not chosen in question 1"),
        ("starts-with(/data/rules, 'x') and /data/a = 'y'", "question 1 is “Yes”"),
    ],
)
def test_conditions_are_said_in_words(source, words):
    assert said(source) == words


def test_what_has_no_words_is_given_as_written_with_the_numbers_of_its_questions():
    assert (
        said("count(/data/r[b > 1]) > string-length(/data/a)")
        == "count(r[b > 1]) > string-length(question 1)"
    )


def test_in_chinese_too():
    assert said("/data/a = 'y' and ../b > 3", CHINESE) == "question 1选“Yes”，并且question 2大于 3"


@given(st.text(max_size=40))
def test_whatever_a_condition_is_it_is_said_or_given_as_written(source):
    assert isinstance(said(source), str)
