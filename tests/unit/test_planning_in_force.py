"""One plan in force, several plans readable."""

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.test_planning_income import MAPS

from yihu.planning import read_plan, read_plans
from yihu.planning.in_force import IN_FORCE
from yihu.planning.read import read_both

A, B = "plan~0190-a", "plan~0190-b"


def draft(record, **properties):
    return {f"{record}/{name}": text for name, text in ({"goal": record} | properties).items()}


def goals(values):
    return [(plan.goal, plan.in_force) for plan in read_plans("h", values, MAPS)]


def test_the_plan_of_0_2_0_is_in_force_and_named_after_its_household():
    (plan,) = read_plans("h", draft("plan"), MAPS)
    assert (plan.id, plan.record, plan.in_force) == ("h", "plan", True)


def test_the_chosen_record_is_in_force_and_the_other_stays_readable():
    values = draft(A) | draft(B) | {IN_FORCE: A}
    assert goals(values) == [(A, True), (B, False)]
    assert read_plan("h", values, MAPS).goal == A
    assert read_plan("h", values, MAPS, B).goal == B
    assert read_plan("h", values | {IN_FORCE: B}, MAPS).id == "0190-b"


def test_measures_of_two_plans_are_never_mixed():
    values = draft(A) | draft(B) | {f"{A}/measure/r/content": "养羊", f"{B}/measure/s/content": "务工"}
    for chosen, content in ((A, "养羊"), (B, "务工")):
        _, plan = read_both("h", values | {IN_FORCE: chosen}, MAPS)
        assert [measure.content for measure in plan.measures] == [content]


def test_where_nobody_chose_the_signed_one_holds_then_the_newest_version():
    assert goals(draft(A, plan_state="signed") | draft(B)) == [(A, True), (B, False)]
    assert goals(draft(A, plan_version="2") | draft(B)) == [(A, True), (B, False)]
    assert goals(draft(A) | draft(B)) == [(A, False), (B, True)]


def test_a_choice_of_a_plan_that_is_not_here_leaves_another_in_force():
    assert goals(draft(A) | {IN_FORCE: B}) == [(A, True)]
    assert goals({IN_FORCE: B}) == []
    assert read_plan("h", {IN_FORCE: B}, MAPS) is None


@given(
    st.dictionaries(
        st.sampled_from(["plan", A, B, "plan~c"]),
        st.tuples(st.sampled_from(["draft", "agreed", "signed"]), st.integers(1, 3)),
    ),
    st.sampled_from([None, "plan", A, B, "plan~gone"]),
)
def test_exactly_one_is_in_force_and_all_readers_agree_on_it(plans, said):
    values = {IN_FORCE: said} if said else {}
    for record, (state, version) in plans.items():
        values |= draft(record, plan_state=state, plan_version=str(version))
    read = read_plans("h", values, MAPS)
    assert {plan.record for plan in read} == set(plans)
    assert [plan.record for plan in read if plan.in_force] == [
        plan.record for plan in (read_plan("h", values, MAPS), read_both("h", values, MAPS)[1]) if plan
    ][:1]
    assert sum(plan.in_force for plan in read) == bool(plans)
    assert read_plan("h", values, MAPS) == read_both("h", values, MAPS)[1]
