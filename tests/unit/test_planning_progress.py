"""How far the work is: distinct households, whatever they are counted by; and the timetable."""

from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from yihu.planning.progress import Progress, Standing, Timetable, add_up, by_key, percent, stuck

STATES = ("not_visited", "in_progress", "done")
PLANS = ("none", "to_make", "draft", "agreed", "signed")
YEAR = Timetable(start="2026-01-01", end="2026-12-31")


def standing(id, visit="done", plan="signed", **more):
    return Standing(id=id, village_code="430999101201", visit_state=visit, plan_state=plan, **more)


def test_a_household_is_counted_once_however_many_helpers_of_a_unit_it_has():
    known = {"a": standing("a"), "b": standing("b", plan="draft")}
    (unit,) = by_key(known, [("水利局", "a"), ("水利局", "a"), ("水利局", "b")])
    assert (unit.households, unit.visited, unit.planned, unit.signed) == (2, 2, 2, 1)


def test_a_household_counts_for_each_unit_that_helps_it():
    found = by_key({"a": standing("a")}, [("水利局", "a"), ("农业局", "a"), ("农业局", "unknown")])
    assert {each.key: each.households for each in found} == {"水利局": 1, "农业局": 1}


STANDINGS = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.tuples(st.sampled_from(STATES), st.sampled_from(PLANS), st.integers(0, 5), st.integers(0, 10**8)),
)


@given(STANDINGS, st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("abcdefgh"))))
@examples(100)
def test_totals_are_those_of_the_distinct_households(given_standings, members):
    known = {
        id: standing(id, visit, plan, measures=5, measures_done=done, gained_cents=gained)
        for id, (visit, plan, done, gained) in given_standings.items()
    }
    for found in by_key(known, members):
        own = [known[id] for id in {id for key, id in members if key == found.key} if id in known]
        assert found.households == len(own)
        assert found.visited == sum(each.visit_state == "done" for each in own)
        assert found.signed <= found.planned <= found.households
        assert found.measures_done == sum(each.measures_done for each in own)
        assert found.gained_cents == sum(each.gained_cents for each in own)


def test_who_was_met_is_asked_from_a_day_on():
    some = [standing("a", seen_on="2026-03-01"), standing("b", seen_on="2026-05-01"), standing("c")]
    assert add_up(some).met == 2
    assert add_up(some, since="2026-04-01").met == 1


def test_a_hundred_percent_is_all():
    assert percent(2127, 2128) == 99
    assert percent(2128, 2128) == 100
    assert percent(0, 0) is None


def test_the_one_next_step():
    assert Progress(households=3, visited=2).next_step == "visit"
    assert Progress(households=3, visited=3, planned=1).next_step == "plan"
    assert Progress(households=3, visited=3, planned=3, signed=2).next_step == "sign"
    assert (
        Progress(households=1, visited=1, planned=1, signed=1, measures=3, measures_done=2).next_step
        == "carry_out"
    )
    assert Progress(households=1, visited=1, planned=1, signed=1, measures=3, measures_done=3).next_step == ""


def test_half_the_year_is_half_the_target():
    assert YEAR.due_percent("2025-12-31") == 0
    assert YEAR.due_percent("2026-07-02") == 50
    assert YEAR.due_percent("2027-03-01") == 100
    assert Timetable(start="2026-03-01", end="2026-03-01").due_percent("2026-03-01") == 100


def test_who_is_far_behind_the_days_is_named_the_farthest_first():
    fine = Progress(key="fine", households=10, visited=6, planned=6, signed=5)
    slow = Progress(key="slow", households=10, visited=6, planned=6, signed=1)
    slowest = Progress(key="slowest", households=10)
    empty = Progress(key="empty")
    assert [each.key for each in stuck([fine, slow, empty, slowest], YEAR, "2026-07-02")] == [
        "slowest",
        "slow",
    ]
