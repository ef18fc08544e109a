"""The shipped workbooks, the code lists and the vocabulary agree."""

import csv
import re
from functools import lru_cache

import openpyxl
import pytest
from pyxform.xls2xform import convert

from yihu.actions.shipped_forms import SHIPPED_FORMS
from yihu.base.shipped import form_path
from yihu.planning.catalogue import catalogue
from yihu.planning.suggest import CONDITIONS
from yihu.register.codes import MEASURE_CATEGORIES, code_list, code_lists, label, label_of
from yihu.register.profiles import SHIPPED_PROFILES
from yihu.register.properties import INCOME_LINES, VOCABULARY

FORMS = SHIPPED_FORMS
ZH, EN = "中文 (zh)", "English (en)"
STRUCTURE = ("begin_group", "end_group", "begin_repeat", "end_repeat")
UNSEEN = ("calculate", "hidden", "note", "username", *STRUCTURE)


@lru_cache
def sheet(form, name):
    """Rows of one sheet, each a dict of its filled cells."""
    book = openpyxl.load_workbook(form_path(f"{form}.xlsx"))
    heads, *rows = book[name].iter_rows(values_only=True)
    book.close()
    return [
        {head: str(cell) for head, cell in zip(heads, row, strict=False) if cell is not None} for row in rows
    ]


def lists(form):
    found = {}
    for row in sheet(form, "choices"):
        found.setdefault(row["list_name"], []).append((row["name"], row[f"label::{ZH}"], row[f"label::{EN}"]))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_pyxform_takes_the_workbook_without_a_word(form):
    result = convert(form_path(f"{form}.xlsx"), validate=False)
    assert not result.warnings


def test_the_survey_asks_at_least_120_questions():
    asked = [row for row in sheet("household", "survey") if row["type"] not in UNSEEN]
    assert len(asked) >= 120


@pytest.mark.parametrize("form", FORMS)
def test_every_choice_is_one_of_the_programs_codes(form):
    for name, choices in lists(form).items():
        assert choices == [(code.value, code.zh, code.en) for code in code_list(name)], name


@pytest.mark.parametrize("form", FORMS)
def test_every_text_stands_in_both_languages(form):
    for row in sheet(form, "survey"):
        for column in ("label", "hint", "constraint_message", "required_message"):
            assert (f"{column}::{ZH}" in row) == (f"{column}::{EN}" in row), row
        if row["type"] not in ("calculate", "hidden", "username", *STRUCTURE):
            assert row[f"label::{ZH}"]
        if "constraint" in row:
            assert f"constraint_message::{ZH}" in row, row["name"]
        if "required" in row:
            assert f"required_message::{ZH}" in row, row["name"]


@pytest.mark.parametrize("form", FORMS)
def test_every_saved_property_is_known_and_of_its_kind(form):
    kinds = {"integer": "integer", "decimal": ("decimal", "yuan"), "date": "date", "image": "image"}
    for row in sheet(form, "survey"):
        if "save_to" not in row:
            continue
        entity, _, name = row["save_to"].rpartition("#")
        known = VOCABULARY[name]
        assert entity in ("", known.entity), name
        kind, _, listed = row["type"].partition(" ")
        if listed.endswith(".csv"):
            assert known.kind == "text", name  # what the register itself lists (`actions/known_lists.py`)
        elif listed:
            assert (known.kind, known.code_list) == ({"select_one": "code"}.get(kind, "codes"), listed), name
        elif kind in kinds:
            assert known.kind in kinds[kind], name


def test_every_property_of_households_persons_plans_and_measures_is_asked_or_calculated():
    saved = {
        row["save_to"].rpartition("#")[2]
        for form in FORMS
        for row in sheet(form, "survey")
        if "save_to" in row
    }
    assert set(VOCABULARY) - saved == set()


@pytest.mark.parametrize("form", FORMS)
def test_a_page_has_at_most_nine_questions_that_everybody_sees(form):
    page, count = None, 0
    for row in sheet(form, "survey"):
        if row.get("appearance") == "field-list":
            page, count = row["name"], 0
        elif row["type"] == "end_group":
            page = None
        elif page and row["type"] not in UNSEEN and "relevant" not in row:
            count += 1
            assert count <= 9, page


def test_only_the_first_pages_are_asked_when_nobody_is_home():
    depth, free = 0, []
    for row in sheet("household", "survey"):
        if row["type"] == "begin_group" and depth == 0:
            free += [] if row.get("relevant") == "${visit_result} = 'done'" else [row["name"]]
        depth += {"begin_group": 1, "end_group": -1}.get(row["type"], 0)
    assert free == ["cover"]


def test_codes_have_labels_in_both_languages_and_no_value_twice():
    for name in code_lists():
        values = [code.value for code in code_list(name)]
        assert len(values) == len(set(values)), name
        assert all(code.zh and code.en for code in code_list(name)), name
        assert all(re.fullmatch(r"[A-Za-z0-9_]+", value) for value in values), name


def test_every_property_names_a_list_that_exists():
    assert {known.code_list for known in VOCABULARY.values()} - {None} <= set(code_lists())


def test_official_lists_have_their_official_length():
    sizes = {
        name: len(code_list(name)) for name in ("cause", MEASURE_CATEGORIES, "risk", "ethnicity", "relation")
    }
    assert sizes == {"cause": 13, MEASURE_CATEGORIES: 14, "risk": 11, "ethnicity": 58, "relation": 28}


def test_income_kinds_and_lines_are_the_same_things():
    for group, kinds in (
        ("wages", "wage_kind"),
        ("business", "business_kind"),
        ("property", "property_kind"),
        ("transfers", "transfer_kind"),
    ):
        start = kinds.removesuffix("kind")
        assert [f"{start}{code.value}" for code in code_list(kinds) if code.value != "none"] == list(
            INCOME_LINES[group]
        )


def test_labels_follow_the_language_and_unknown_codes_stand_for_themselves():
    assert label("cause", "illness", "zh_CN") == "因病"
    assert label("cause", "illness", "en") == "Illness"
    assert label("cause", "flood", "en") == "flood"
    assert label_of("health", "chronic disabled", "zh_CN") == "长期慢性病、残疾"
    assert label_of("wish_text", "a b", "en") == "a b"


def test_the_catalogue_of_measures_is_whole():
    triggers = {code.value for code in code_list("measure_cause")}
    categories = {code.value for code in code_list(MEASURE_CATEGORIES)}
    keys = [entry.key for entry in catalogue()]
    assert len(keys) == len(set(keys))
    for entry in catalogue():
        assert set(entry.causes) <= triggers, entry.key
        assert entry.category in categories, entry.key
        assert entry.when in CONDITIONS, entry.key
        assert all(text for texts in (entry.content, entry.unit, entry.reason) for text in texts.values())
        assert (entry.gain_kind == "none") == (entry.gain_low_yuan is None), entry.key
        assert (entry.gain_kind == "none") == (entry.gain_times == ""), entry.key
        assert set(entry.profiles) <= set(SHIPPED_PROFILES), entry.key


def test_every_cause_but_other_has_a_measure():
    causes = {code.value for code in code_list("cause")} - {"other"}
    assert causes <= {cause for entry in catalogue() for cause in entry.causes}


@pytest.mark.parametrize("table", ["codes", "causes_measures", "checks"])
def test_tables_open_in_a_spreadsheet_program(table):
    """Excel reads a CSV as UTF-8 only with its mark in front; every row has all columns."""
    path = form_path("data", f"{table}.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = csv.reader(file)
    assert all(len(row) == len(heads) for row in rows)
