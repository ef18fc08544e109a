"""Plans out of answers, and what a plan promises."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.households import CLEAN

from yihu.planning import Measure, Plan, expected_income, read_plan
from yihu.register import Household

MEASURES = (
    Measure(row="1", gain_kind="saving", gain_low_yuan=Decimal(2400), gain_high_yuan=Decimal(2400)),
    Measure(row="2", gain_kind="income", gain_low_yuan=Decimal(4800), gain_high_yuan=Decimal(7200)),
    Measure(row="3", gain_low_yuan=Decimal(3060), gain_high_yuan=Decimal(5700)),
    Measure(row="4", gain_kind="none"),
)
PAPER = Plan(
    id="h",
    version=1,
    state="draft",
    base_net_yuan=Decimal(15720),
    base_persons=3,
    line_yuan=Decimal(7300),
    measures=MEASURES,
)
MAPS = {
    "plan": {
        "plan_version": "plan_version",
        "plan_state": "plan_state",
        "goal": "goal",
        "base_persons": "base_persons",
        "measure/*/content": "measure_content",
        "measure/*/low": "gain_low_yuan",
        "measure/*/high": "gain_high_yuan",
    }
}


def test_the_plan_on_the_paper_promises_7860_to_9540_yuan_a_head():
    found = expected_income(CLEAN, PAPER)
    assert (found.gain_low_yuan, found.gain_high_yuan) == (7860, 12900)
    assert found.now_per_head_yuan == 5240
    assert (found.low_per_head_yuan, found.high_per_head_yuan) == (7860, 9540)
    assert found.reaches_line() is True


def test_without_a_base_the_household_of_today_is_the_base():
    found = expected_income(CLEAN, replace(PAPER, base_net_yuan=None), Decimal(30000))
    assert (found.net_yuan, found.persons) == (29000, 4)
    assert found.low_per_head_yuan == Decimal("9215.00")
    assert found.reaches_line() is False


def test_without_a_plan_nothing_is_gained():
    found = expected_income(CLEAN, None)
    assert found.now_per_head_yuan == found.low_per_head_yuan == found.high_per_head_yuan == 7250


def test_an_unknown_income_promises_nothing():
    found = expected_income(Household(id="h"), replace(PAPER, base_net_yuan=None))
    assert (found.now_per_head_yuan, found.low_per_head_yuan, found.reaches_line()) == (None, None, None)


def test_no_answer_is_no_plan():
    assert read_plan("h", {}, MAPS) is None
    assert read_plan("h", {"plan/plan_state": None, "household/goal": "x"}, MAPS) is None


def test_a_plan_is_a_first_draft_unless_it_says_otherwise():
    plan = read_plan("h", {"plan/goal": "有房住"}, MAPS)
    assert plan is not None
    assert (plan.id, plan.version, plan.state, plan.goal, plan.measures) == ("h", 1, "draft", "有房住", ())


def test_measures_come_in_their_order_and_one_figure_is_both():
    plan = read_plan(
        "h",
        {
            "plan/plan_version": "2",
            "plan/measure/b/content": "养羊",
            "plan/measure/b/_row": 2,
            "plan/measure/b/high": "500",
            "plan/measure/a/low": "100",
            "plan/measure/a/_row": 1,
            "plan/measure/c/content": "种树",
            "plan/measure/c/_del": True,
        },
        MAPS,
    )
    assert plan is not None
    assert plan.version == 2
    assert [(one.row, one.gain_low_yuan, one.gain_high_yuan) for one in plan.measures] == [
        ("a", 100, 100),
        ("b", 500, 500),
    ]
