"""Stories of repeats, from workbooks as people write them."""

import pytest
from tests.unit.workbook_stories import opened

from yihu.engine import FormCircular, ReadOnly, Session
from yihu.forms import FormRefused


def test_rows_inside_rows_are_summed_for_each_and_for_all(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation
        begin repeat | house | House |
        begin repeat | room | Room |
        decimal | area | Area |
        end repeat | | |
        calculate | living | | sum(${area})
        end repeat | | |
        calculate | all | | sum(${area})
        calculate | largest | | max(${living})""",
    )
    scenario.add_repeat("/data/house")
    scenario.add_repeat("/data/house[1]/room")
    scenario.add_repeat("/data/house[2]/room")
    for ref, area in (("house[1]/room[1]", "10"), ("house[1]/room[2]", "5"), ("house[2]/room[1]", "7")):
        scenario.answer(f"/data/{ref}/area", area)
    assert [scenario.value(f"/data/house[{place}]/living") for place in (1, 2)] == ["15", "7"]
    assert (scenario.value("/data/all"), scenario.value("/data/largest")) == ("22", "15")
    scenario.remove_repeat("/data/house[1]/room[2]")
    assert (scenario.value("/data/all"), scenario.value("/data/largest")) == ("17", "10")


def test_a_count_makes_rows_that_nobody_can_add_or_remove(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | repeat_count
        integer | n | How many? |
        begin repeat | child | Child | ${n}
        text | who | Name |
        end repeat | | |""",
    )
    assert scenario.rows("/data/child") == ()
    scenario.answer("/data/n", "3")
    scenario.answer("/data/child[3]/who", "Li")
    assert len(scenario.rows("/data/child")) == 3
    with pytest.raises(ReadOnly):
        scenario.add_repeat("/data/child")
    with pytest.raises(ReadOnly):
        scenario.remove_repeat("/data/child[1]")
    scenario.answer("/data/n", "2")
    assert len(scenario.rows("/data/child")) == 2


def test_a_count_may_follow_from_answers_in_rows(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation | repeat_count
        begin repeat | person | Person | |
        integer | age | Age | |
        end repeat | | | |
        calculate | children | | count(${person}[age < 18]) |
        begin repeat | school | School | | ${children}
        text | which | Which? | |
        end repeat | | | |""",
    )
    scenario.add_repeat("/data/person")
    scenario.answer("/data/person[1]/age", "9")
    scenario.answer("/data/person[2]/age", "40")
    assert len(scenario.rows("/data/school")) == 1
    scenario.answer("/data/person[2]/age", "4")
    assert len(scenario.rows("/data/school")) == 2


def test_a_fixed_number_of_rows(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | repeat_count
        begin repeat | quarter | Quarter | 4
        decimal | income | Income |
        end repeat | | |""",
    )
    assert len(scenario.rows("/data/quarter")) == 4
    assert not scenario.can_add("/data/quarter")


def test_what_stands_in_the_same_row_is_meant_by_its_name(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | relevant | calculation
        begin repeat | person | Person | |
        integer | age | Age | |
        text | school | School | ${age} < 16 |
        calculate | in_words | | | concat(${age}, ' years')
        end repeat | | | |""",
    )
    scenario.add_repeat("/data/person")
    scenario.answer("/data/person[1]/age", "40")
    scenario.answer("/data/person[2]/age", "7")
    assert [scenario.is_relevant(f"/data/person[{place}]/school") for place in (1, 2)] == [False, True]
    assert scenario.value("/data/person[2]/in_words") == "7 years"


def test_rows_know_their_position(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation
        begin repeat | person | Person ${place} |
        text | who | Name of person ${place} |
        calculate | place | | position(..)
        end repeat | | |""",
    )
    scenario.add_repeat("/data/person")
    assert [scenario.value(f"/data/person[{place}]/place") for place in (1, 2)] == ["1", "2"]
    assert scenario.label("/data/person[2]/who").strip() == "Name of person 2"
    scenario.remove_repeat("/data/person[1]")
    assert scenario.value("/data/person[1]/place") == "1"


def test_the_row_before_is_read_by_position(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation | default
        begin repeat | month | Month | |
        calculate | before | | ../../month[position() = position(current()/..) - 1]/reading |
        integer | reading | Reading | |
        calculate | used | | ${reading} - coalesce(${before}, 0) |
        end repeat | | | |""",
    )
    scenario.add_repeat("/data/month")
    scenario.answer("/data/month[1]/reading", "100")
    scenario.answer("/data/month[2]/reading", "130")
    assert [scenario.value(f"/data/month[{place}]/used") for place in (1, 2)] == ["100", "30"]


def test_indexed_repeat_reads_one_row(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation
        begin repeat | person | Person |
        text | who | Name |
        end repeat | | |
        integer | head | Which is the head? |
        calculate | head_name | | indexed-repeat(${who}, ${person}, ${head})""",
    )
    scenario.add_repeat("/data/person")
    scenario.answer("/data/person[1]/who", "Wang")
    scenario.answer("/data/person[2]/who", "Li")
    scenario.answer("/data/head", "2")
    assert scenario.value("/data/head_name") == "Li"
    scenario.answer("/data/person[2]/who", "Zhao")
    assert scenario.value("/data/head_name") == "Zhao"


def test_people_of_a_repeat_are_offered_as_choices(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | choice_filter
        begin repeat | person | Person |
        text | who | Name |
        integer | age | Age |
        end repeat | | |
        select_one ${who} | head | Who is the head? | ${age} >= 18""",
    )
    scenario.add_repeat("/data/person")
    for place, who, age in ((1, "Wang", "40"), (2, "Xiao", "9")):
        scenario.answer(f"/data/person[{place}]/who", who)
        scenario.answer(f"/data/person[{place}]/age", age)
    assert [choice.label for choice in scenario.choices("/data/head")] == ["Wang"]
    scenario.answer("/data/person[2]/age", "19")
    assert [choice.label for choice in scenario.choices("/data/head")] == ["Wang", "Xiao"]


def test_choices_follow_the_answers_of_their_own_row(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | choice_filter
        begin repeat | field | Field |
        select_one town | town | Town |
        select_one place | place | Place | town = ${town}
        end repeat | | |""",
        choices="""
        list_name | name | label | town
        town | n | North |
        town | s | South |
        place | n1 | Mill | n
        place | s1 | Bridge | s""",
    )
    scenario.add_repeat("/data/field")
    scenario.answer("/data/field[1]/town", "n")
    scenario.answer("/data/field[2]/town", "s")
    assert [
        [choice.label for choice in scenario.choices(f"/data/field[{place}]/place")] for place in (1, 2)
    ] == [["Mill"], ["Bridge"]]


def test_a_default_is_given_to_every_new_row(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | default
        text | village | Village |
        begin repeat | person | Person |
        text | from | From | ${village}
        text | sex | Sex | f
        end repeat | | |""",
    )
    scenario.answer("/data/village", "North")
    scenario.add_repeat("/data/person")
    assert (scenario.value("/data/person[2]/from"), scenario.value("/data/person[2]/sex")) == ("North", "f")
    scenario.answer("/data/village", "South")
    assert scenario.value("/data/person[2]/from") == "North"


def test_an_answer_in_a_row_triggers_what_stands_beside_it(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation | trigger
        begin repeat | person | Person | |
        integer | born | Born in | |
        integer | age | Age | 2026 - ${born} | ${born}
        end repeat | | | |""",
    )
    scenario.add_repeat("/data/person")
    scenario.answer("/data/person[2]/born", "2000")
    assert scenario.value("/data/person[2]/age") == "26"
    scenario.answer("/data/person[2]/age", "25")
    assert scenario.value("/data/person[2]/age") == "25"
    assert scenario.value("/data/person[1]/age") == ""


def test_rows_that_dont_concern_anybody_dont_count(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | relevant | calculation
        select_one yn | farm | Do you farm? | |
        begin repeat | crop | Crop | ${farm} = 'y' |
        decimal | mu | Mu | |
        end repeat | | | |
        calculate | land | | | sum(${mu})""",
        choices="""
        list_name | name | label
        yn | y | Yes
        yn | n | No""",
    )
    scenario.answer("/data/farm", "y")
    scenario.answer("/data/crop[1]/mu", "3.5")
    assert scenario.value("/data/land") == "3.5"
    scenario.answer("/data/farm", "n")
    assert scenario.value("/data/land") in ("0", "")
    assert not any(key.endswith("/mu") for key in scenario.answers())
    scenario.answer("/data/farm", "y")
    assert scenario.value("/data/land") == "3.5"


def test_names_are_joined_over_rows(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation
        begin repeat | person | Person |
        text | who | Name |
        end repeat | | |
        calculate | everybody | | join(', ', ${who})
        calculate | named | | count-non-empty(${who})""",
    )
    scenario.add_repeat("/data/person")
    scenario.add_repeat("/data/person")
    scenario.answer("/data/person[1]/who", "Wang")
    scenario.answer("/data/person[3]/who", "Li")
    assert scenario.value("/data/named") == "2"
    assert scenario.value("/data/everybody") == "Wang, , Li"


def test_a_circle_through_relevance_is_told_whole_when_the_workbook_is_read(tmp_path):
    with pytest.raises((FormRefused, FormCircular)) as refusal:
        opened(
            tmp_path,
            """
            type | name | label | relevant | calculation
            calculate | a | | | ${b} + 1
            calculate | b | | ${c} > 2 | 3
            calculate | c | | | ${a} * 2""",
        )
    told = (
        refusal.value.problems[0].explain() if isinstance(refusal.value, FormRefused) else str(refusal.value)
    )
    assert all(f"/data/{name}" in told for name in "abc")


def test_an_interview_goes_on_with_its_rows(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation
        begin repeat | person | Person |
        text | who | Name |
        calculate | place | | position(..)
        end repeat | | |""",
    )
    scenario.add_repeat("/data/person")
    scenario.answer("/data/person[2]/who", "Li")
    again = Session.open(scenario.form, answers=scenario.answers())
    assert [again.value(f"/data/person[{place}]/who") for place in (1, 2)] == ["", "Li"]
    assert again.row_id("/data/person[2]") == scenario.row_id("/data/person[2]")
