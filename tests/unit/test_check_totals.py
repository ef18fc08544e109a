"""Rules 53 and 54 over what funds and villages say of themselves."""

from contextlib import closing

import pytest
from tests.laptops import VILLAGE, answer, family, hand_over, introduce, new_laptop, register, survey, wait

from yihu.actions import (
    GrantWish,
    add_fund,
    add_tranche,
    give_grants,
    list_checks,
    return_grant,
    write_village_plan,
)

COUNTY = "430999000000"


@pytest.fixture
def laptop(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as workspace:
        yield workspace


def sums(workspace, **filters):
    return [line for line in list_checks(workspace, **filters).lines if line.about != "household"]


def a_fund(laptop, yuan):
    id = add_fund(laptop, COUNTY, "十年助困金", "益民公司", kind="hardship", promised_fen=200_000_000).fund
    add_tranche(laptop, id, received_on="2026-01-05", received_fen=yuan * 100)
    return id


def pays(laptop, fund, household, yuan):
    wish = GrantWish(amount_fen=yuan * 100, purpose="过冬", household=household, on="2026-11-20")
    return give_grants(laptop, fund, [wish]).records[0]


def test_a_fund_from_which_two_laptops_paid_more_than_it_holds_is_found_on_both(laptop, tmp_path):
    with closing(new_laptop(tmp_path / "b", "青竹三队", "李建军")) as other:
        introduce(laptop, other)
        household, fund = register(laptop), a_fund(laptop, 10_000)
        hand_over(laptop, other, tmp_path / "1")
        mine = pays(laptop, fund, household, 6_000)
        pays(other, fund, household, 6_000)
        assert sums(laptop) == sums(other) == []
        wait(other)
        hand_over(other, laptop, tmp_path / "2")
        wait(laptop)
        hand_over(laptop, other, tmp_path / "3")
        (here,), (there,) = sums(laptop), sums(other)
        assert here == there
        assert (here.rule, here.number, here.severity, here.about) == ("R53", 53, "error", "fund")
        assert (here.household_id, here.head_name) == (fund, "十年助困金")
        assert "12,000" in here.message
        assert "10,000" in here.message
        assert list_checks(laptop).by_rule["R53"] == 1
        assert sums(laptop, rule="R54") == sums(laptop, severity="warning") == sums(laptop, waived=True) == []
        return_grant(laptop, fund, mine, "重复", "2026-11-22", 600_000)
        assert sums(laptop) == []


def test_a_fund_of_which_all_is_paid_is_right(laptop):
    household, fund = register(laptop), a_fund(laptop, 10_000)
    pays(laptop, fund, household, 10_000)
    assert sums(laptop) == []


def in_danger(laptop, count):
    for number in range(count):
        household = register(laptop, family("𠮷田秀英") | {"group": f"{number}组"})
        survey(laptop, household)
        answer(laptop, household, housing_grade="D")


def test_more_houses_in_danger_than_a_village_has_households_are_found(laptop):
    in_danger(laptop, 2)
    write_village_plan(laptop, VILLAGE, {"vplan_households": "1"})
    (line,) = sums(laptop)
    assert (line.rule, line.number, line.about, line.household_number) == ("R54", 54, "village", VILLAGE)
    assert "2" in line.message
    assert sums(laptop, village="430999101202") == []
    assert sums(laptop, village=VILLAGE) == [line]


def test_a_village_of_as_many_households_as_houses_in_danger_is_right(laptop):
    in_danger(laptop, 2)
    write_village_plan(laptop, VILLAGE, {"vplan_households": "2"})
    assert sums(laptop) == []


def test_a_village_whose_plan_says_no_number_is_not_judged(laptop):
    in_danger(laptop, 1)
    assert sums(laptop) == []
    write_village_plan(laptop, VILLAGE, {"vplan_goal": "安全饮水"})
    assert sums(laptop) == []
