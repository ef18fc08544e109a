"""A measure's cells: what is typed means what is shown."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yihu.planning import Measure
from yihu.ui.plan.measure_cells import (
    AMOUNT,
    CATEGORY,
    DEADLINE,
    FUNDS,
    GAIN,
    RESPONSIBLE,
    read_cell,
    show_measure,
    show_range,
)

yuan = st.integers(0, 999_999).map(Decimal)


@pytest.mark.parametrize(
    ("column", "typed", "answers"),
    [
        (CATEGORY, "产业", {"measure_category": "industry"}),
        (AMOUNT, "4亩", {"measure_amount": "4", "measure_unit": "亩"}),
        (AMOUNT, "", {"measure_amount": "", "measure_unit": ""}),
        (RESPONSIBLE, "镇卫生院／陈医生", {"responsible_unit": "镇卫生院", "responsible_person": "陈医生"}),
        (DEADLINE, "202702", {"deadline": "2027-02-28"}),
        (DEADLINE, "2027-2-3", {"deadline": "2027-02-03"}),
        (
            GAIN,
            "４８００～７２００",
            {
                "gain_kind": "income",
                "gain_times": "yearly",
                "gain_low_yuan": "4800",
                "gain_high_yuan": "7200",
            },
        ),
        *(
            (
                GAIN,
                typed,
                {"gain_kind": kind, "gain_times": times, "gain_low_yuan": "2400", "gain_high_yuan": "2400"},
            )
            for typed, kind, times in (
                ("减支2,400", "saving", "yearly"),
                ("一次性 2400", "income", "once"),
                ("once 2400", "income", "once"),
                ("一次性减支2400", "saving", "once"),
                ("减支 一次性 2400", "saving", "once"),
            )
        ),
    ],
)
def test_a_cell_is_understood_as_people_write_it(column, typed, answers):
    assert read_cell(column, typed).answers == answers


@pytest.mark.parametrize(
    ("column", "typed"),
    [(AMOUNT, "几亩"), (FUNDS, "不少"), (DEADLINE, "明年"), (GAIN, "7200-4800"), (GAIN, "很多")],
)
def test_what_means_nothing_is_explained_and_answers_nothing(column, typed):
    read = read_cell(column, typed)
    assert read.problem
    assert read.answers == {}


def test_money_from_an_unlisted_source_keeps_its_name():
    answers = read_cell(FUNDS, "3000 老乡凑的").answers
    assert answers == {"fund_yuan": "3000", "fund_source": "other", "fund_note": "老乡凑的"}


@given(low=yuan, more=yuan, kind=st.sampled_from(["income", "saving"]))
def test_a_gain_that_is_shown_can_be_typed_again(low, more, kind):
    measure = Measure(row="r", gain_kind=kind, gain_low_yuan=low, gain_high_yuan=low + more)
    shown = show_measure(measure)[GAIN]
    answers = read_cell(GAIN, shown).answers
    if shown != "0":
        assert (
            answers["gain_kind"],
            Decimal(answers["gain_low_yuan"]),
            Decimal(answers["gain_high_yuan"]),
        ) == (kind, low, low + more)


@given(
    amount=st.decimals(min_value=0, max_value=99_999, places=2),
    unit=st.sampled_from(["亩", "人", "平方米", "只", ""]),
)
def test_an_amount_that_is_shown_can_be_typed_again(amount, unit):
    shown = show_measure(Measure(row="r", amount=amount, unit=unit))[AMOUNT]
    answers = read_cell(AMOUNT, shown).answers
    assert (Decimal(answers["measure_amount"]), answers["measure_unit"]) == (amount, unit)


def test_a_range_with_equal_ends_is_one_figure():
    assert (show_range(Decimal(5), Decimal(5)), show_range(None, None)) == ("5", "")
