"""What people type into an interview and how it is understood."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yihu.ui.interview.choice_search import ChoiceIndex
from yihu.ui.interview.dates import read_date, read_month, read_time
from yihu.ui.interview.kinds import field_kind, told
from yihu.ui.interview.views import FieldKind
from yihu.ui.interview.wording import chosen_labels, grouped, unit_of

CALENDARS = ("ethiopian", "coptic", "islamic", "bikram-sambat", "myanmar", "persian", "buddhist")
RELATIONS = [
    ("01", "户主"),
    ("02", "配偶"),
    ("03", "之子"),
    ("04", "之女"),
    ("05", "之儿媳"),
    ("06", "之孙女"),
]
INITIALS = {
    "户主": ("hz",),
    "配偶": ("po",),
    "之子": ("zz",),
    "之女": ("zn",),
    "之儿媳": ("zex",),
    "之孙女": ("zsn",),
}


@pytest.mark.parametrize(
    "typed",
    [
        "20260315",
        "2026-3-15",
        "2026-03-15",
        "2026/3/15",
        "2026.3.15",
        "2026年3月15日",
        "２０２６－３－１５",
        " 2026 3 15 ",
    ],
)
def test_a_date_may_be_typed_in_any_usual_way(typed):
    assert read_date(typed) == "2026-03-15"


@pytest.mark.parametrize("typed", ["", "2026", "20260231", "2026-13-01", "15.3.2026", "昨天"])
def test_what_is_no_date_is_not_guessed_at(typed):
    assert read_date(typed) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_is_read_back_from_its_own_forms(day):
    assert read_date(day.isoformat()) == read_date(f"{day:%Y%m%d}".rjust(8, "0")) == day.isoformat()


def test_a_month_and_a_time_may_be_typed_short():
    assert (read_month("202712"), read_month("2027年3月"), read_month("2027-3-9")) == (
        "2027-12-01",
        "2027-03-01",
        "2027-03-09",
    )
    assert (read_time("9:05"), read_time("0905"), read_time("9时5分"), read_time("25:00")) == (
        "09:05:00",
    ) * 3 + (None,)


def test_a_long_list_is_found_by_characters_by_initials_and_by_number():
    index = ChoiceIndex(RELATIONS, INITIALS.__getitem__)

    def found(typed):
        return [RELATIONS[at][1] for at in index.find(typed)]

    assert found("") == [label for _, label in RELATIONS]
    assert found("女") == ["之女", "之孙女"]
    assert found("zn") == ["之女"]
    assert found("ZSN") == ["之孙女"]
    assert found("6") == ["之孙女"]
    assert found("xyz") == []


@given(st.lists(st.text(alphabet="huzsn0123456之女孙", max_size=4), min_size=1, max_size=5))
def test_typing_on_finds_what_typing_anew_finds_and_never_doubles(typed):
    going_on = ChoiceIndex(RELATIONS, INITIALS.__getitem__)
    for words in typed:
        found = list(going_on.find(words))
        assert found == list(ChoiceIndex(RELATIONS, INITIALS.__getitem__).find(words))
        assert len(set(found)) == len(found)


def test_the_unit_at_the_end_of_a_label_stands_in_the_box():
    assert unit_of("上年自付医药费（元）") == "元"
    assert unit_of("Medical costs last year (yuan)") == "yuan"
    assert unit_of("健康状况（可多选）") == ""


def test_answers_read_as_people_say_them():
    assert chosen_labels("03 06", RELATIONS) == "之子、之孙女"
    assert chosen_labels("77", RELATIONS) == "77"
    assert (grouped("12400"), grouped("5240.50"), grouped("abc"), grouped("")) == (
        "12,400",
        "5,240.50",
        "abc",
        "",
    )


@pytest.mark.parametrize(
    ("kind", "appearance"),
    [
        ("select_one", "image-map"),
        ("select_multiple", "image-map"),
        ("select_one", "map"),
        ("geotrace", ""),
        ("geoshape", ""),
        ("image", "annotate"),
        *(("date", each) for each in CALENDARS),
        *(("datetime", each) for each in CALENDARS),
        ("decimal", "bearing"),
        ("text", "nfc"),
        ("text", "printer:org.example"),
        *((each, "ex:org.example.app") for each in ("text", "integer", "decimal", "image", "audio", "file")),
    ],
)
def test_what_no_desktop_can_do_is_told_at_the_question_and_answered_by_hand(kind, appearance):
    assert told(kind, (appearance,))
    assert field_kind(kind, (appearance,), 3) is not FieldKind.NOTE
