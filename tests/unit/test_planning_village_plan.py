"""What many households need becomes an item of the village, traceable both ways; what a person changed stays."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from yihu.planning.catalogue import catalogue
from yihu.planning.gathering import (
    CHANGED,
    DROPPED_BEFORE,
    GONE,
    KEPT,
    NEW,
    SAME,
    Need,
    answers_of,
    gather,
    needs_of,
    row_of,
)
from yihu.planning.plan import Measure, Plan
from yihu.planning.projects import Milestone, Project, carried_out, read_project
from yihu.planning.village_plan import (
    DIRECTIONS,
    DROPPED,
    RUNNING,
    Item,
    Needed,
    VillagePlan,
    direction_of,
    five_years,
    items_of_measures,
    read_village_plan,
)
from yihu.register.answers import Row
from yihu.register.codes import code_list

VILLAGE = "430999101201"
EMPTY = VillagePlan()
SHRIMP = next(entry for entry in catalogue() if entry.key == "land_in")


def need(household="h1", row="r1", **more):
    told = {"content": "接入自来水", "category": "water", "amount": Decimal(1), "unit": "户", "persons": 3}
    return Need(household=household, row=row, **(told | more))


def gathered(needs, plan=EMPTY, **more):
    return gather(needs, plan, village=VILLAGE, **more)


def applied(gathering, plan=EMPTY):
    """The plan as it stands after all of it was written and read again."""
    items = {item.row: item for item in (*plan.items, *plan.dropped)}
    for one in gathering.writes():
        before = items.get(one.item.row)
        told = Row(
            one.item.row,
            properties={**(_told(before) if before else {}), **answers_of(one.item, new=one.kind == NEW)},
        )
        items[one.item.row] = read_village_plan(VILLAGE, {}, {"item": [told]}).items[0]
    kept = tuple(item for item in items.values() if item.state != DROPPED)
    return replace(plan, items=kept, dropped=tuple(set(items.values()) - set(kept)))


def _told(item):
    return answers_of(item, new=True)


def test_the_six_directions_are_those_of_the_paper():
    assert [code.value for code in code_list("direction")] == list(DIRECTIONS)
    assert [code.zh for code in code_list("direction")] == [
        "基础设施建设",
        "民生改善",
        "产业发展",
        "就业培训",
        "助学扶贫",
        "特困救助",
    ]


def test_every_kind_of_measure_has_a_direction():
    for code in code_list("measure_category"):
        assert direction_of(code.value) in DIRECTIONS
    said = {entry.key: direction_of(entry.category, entry.key) for entry in catalogue()}
    assert set(said.values()) == set(DIRECTIONS)
    assert said["road"] == said["water_project"] == "infrastructure"
    assert (said["training"], said["rainplan"], said["hardship_support"]) == (
        "training_jobs",
        "schooling",
        "hardship",
    )


def test_what_two_households_need_is_an_item_and_what_one_needs_is_not():
    found = gathered([need("h1"), need("h2"), need("h3", content="修猪圈", category="industry")])
    (one,) = found.items
    assert (one.kind, one.item.title, one.item.direction) == (NEW, "接入自来水", "livelihood")
    assert one.item.now == Needed(quantity=Decimal(2), fen=0, households=2, persons=6)
    assert [item.title for item in found.few] == ["修猪圈"]
    assert gathered([need("h1")], at_least=1).items


def test_a_household_is_counted_once_however_many_of_its_measures_belong_to_the_item():
    found = gathered([need("h1", "a"), need("h1", "b"), need("h2")])
    assert found.items[0].item.now == Needed(quantity=Decimal(3), fen=0, households=2, persons=6)


def test_measures_of_other_units_are_other_items():
    found = gathered(
        [
            need("h1", unit="亩", amount=Decimal("2.5")),
            need("h2", unit="亩", amount=Decimal("1.5")),
            need("h3", unit="台"),
            need("h4", unit="台"),
        ]
    )
    assert {(one.item.unit, one.item.now.quantity) for one in found.items} == {
        ("亩", Decimal("4.0")),
        ("台", Decimal(2)),
    }


def test_measures_without_a_quantity_count_households():
    found = gathered([need("h1", amount=None, unit=""), need("h2", amount=None, unit="")])
    assert (found.items[0].item.now.quantity, found.items[0].item.unit) == (Decimal(2), "户")


def test_wording_that_differs_in_spaces_and_stops_is_one_item():
    found = gathered([need("h1", content="接入 自来水。"), need("h2"), need("h3")])
    assert [one.item.title for one in found.items] == ["接入自来水"]
    assert found.items[0].item.now.households == 3


def test_a_measure_of_the_catalogue_is_one_in_both_languages():
    units = SHRIMP.unit
    found = gathered(
        [
            need("h1", key="land_in", category="industry", content="稻虾套养", unit=units["zh_CN"]),
            need("h2", key="land_in", category="industry", content="Rice and shrimp", unit=units["en"]),
        ]
    )
    (one,) = found.items
    assert one.item.title == SHRIMP.content["zh_CN"]
    assert one.item.now.households == 2


def test_money_deadline_responsible_and_fund_come_with_it():
    found = gathered(
        [
            need("h1", fen=120_050, fund_source="government", deadline="2027-03-01", responsible="水利局"),
            need("h2", fen=100, fund_source="donation", deadline="2026-12-01", responsible="水利局"),
        ]
    )
    item = found.items[0].item
    assert (item.now.fen, item.deadline, item.responsible) == (120_150, "2027-03-01", "水利局")
    assert (item.from_year, item.to_year) == (2026, 2027)
    assert item.fund == "财政衔接资金、社会捐赠"


def test_both_ways_of_the_trace():
    needs = [need("018f-000000000aaa", "row-aaaaaaaa"), need("018f-000000000bbb", "row-bbbbbbbb")]
    plan = applied(gathered(needs))
    (item,) = plan.items
    assert item.is_from("018f-000000000aaa")
    assert not item.is_from("018f-000000000ccc")
    found = items_of_measures(plan, "018f-000000000bbb", ["row-bbbbbbbb", "row-cccccccc"])
    assert found == {"row-bbbbbbbb": item}


def test_gathered_again_without_a_change_nothing_is_written():
    needs = [need("h1"), need("h2", fen=55)]
    plan = applied(gathered(needs))
    again = gathered(needs, plan)
    assert [one.kind for one in again.items] == [SAME]
    assert again.writes() == ()


def test_what_nobody_changed_follows_the_household_plans_and_the_change_is_told():
    plan = applied(gathered([need("h1"), need("h2")]))
    again = gathered([need("h1"), need("h2"), need("h3", amount=Decimal(4))], plan)
    (one,) = again.items
    assert one.kind == CHANGED
    assert {(each.name, each.before, each.now) for each in one.changes} == {
        ("quantity", Decimal(2), Decimal(6)),
        ("households", 2, 3),
        ("persons", 6, 9),
    }
    assert applied(again, plan).items[0].now.quantity == 6


def test_what_a_person_changed_stays_and_the_new_need_is_told():
    plan = applied(gathered([need("h1"), need("h2")]))
    (item,) = plan.items
    edited = replace(item, title="全村通自来水", now=replace(item.now, quantity=Decimal(50)))
    plan = replace(plan, items=(edited,))
    again = gathered([need("h1"), need("h2"), need("h3")], plan)
    (one,) = again.items
    assert (one.item.title, one.item.now.quantity) == ("全村通自来水", Decimal(50))
    assert [(each.name, each.before, each.now) for each in one.kept] == [
        ("quantity", Decimal(50), Decimal(3))
    ]
    assert one.item.now.households == 3, "figures nobody touched follow"
    after = applied(again, plan)
    assert gathered([need("h1"), need("h2"), need("h3")], after).writes() == ()


def test_an_item_under_way_is_not_changed_but_told():
    plan = applied(gathered([need("h1"), need("h2")]))
    plan = replace(plan, items=(replace(plan.items[0], state=RUNNING),))
    (one,) = gathered([need("h1"), need("h2"), need("h3")], plan).items
    assert one.kind == KEPT
    assert one.item.now.quantity == 2
    assert one.item.needed.quantity == 3


def test_what_no_plan_needs_any_more_is_told_once_and_comes_back_with_the_need():
    plan = applied(gathered([need("h1"), need("h2")]))
    again = gathered([], plan)
    assert [one.kind for one in again.items] == [GONE]
    empty = applied(again, plan)
    assert (empty.items[0].now.quantity, empty.items[0].sources) == (Decimal(0), frozenset())
    assert gathered([], empty).writes() == ()
    assert applied(gathered([need("h1")], empty), empty).items[0].now.quantity == 1


def test_what_a_person_took_out_stays_out():
    plan = applied(gathered([need("h1"), need("h2")]))
    plan = VillagePlan(dropped=(replace(plan.items[0], state=DROPPED),))
    again = gathered([need("h1"), need("h2"), need("h3")], plan)
    assert [one.kind for one in again.items] == [DROPPED_BEFORE]
    assert again.writes() == ()


def test_an_item_written_by_hand_is_left_alone():
    plan = VillagePlan(items=(Item(row="x", direction="infrastructure", title="变压器"),))
    assert gathered([need("h1")], plan).items == ()


def test_two_laptops_give_the_same_row_to_the_same_need():
    one, other = gathered([need("h1"), need("h2")]), gathered([need("h8"), need("h9")])
    assert one.items[0].item.row == other.items[0].item.row
    assert row_of(VILLAGE, "a") != row_of("430999101202", "a")


def test_only_measures_that_say_something_are_needs():
    plan = Plan(
        id="p",
        version=1,
        state="agreed",
        measures=(
            Measure(row="a", category="water", content="接水"),
            Measure(row="b", category="water"),
            Measure(row="c", content="什么"),
        ),
    )
    assert [(each.row, each.state) for each in needs_of("h1", 4, plan)] == [("a", "agreed")]


_NEEDS = st.lists(
    st.builds(
        need,
        household=st.sampled_from(["h1", "h2", "h3", "h4", "h5"]),
        row=st.uuids().map(str),
        content=st.sampled_from(["接入自来水", "接入自来水。", "修路", "培训"]),
        category=st.sampled_from(["water", "employment", "infrastructure"]),
        amount=st.none() | st.integers(0, 900).map(lambda number: Decimal(number) / 4),
        unit=st.sampled_from(["", "户", "米"]),
        fen=st.integers(0, 10**7),
        state=st.sampled_from(["draft", "agreed", "signed"]),
    ),
    max_size=14,
)


@examples(60)
@given(_NEEDS, _NEEDS)
def test_gathering_loses_nothing_counts_nobody_twice_and_ends(first, second):
    found = gathered(first, at_least=1)
    items = [one.item for one in found.items]
    assert sum(item.now.fen for item in items) == sum(each.fen for each in first)
    assert frozenset().union(*(item.sources for item in items)) == {each.source for each in first}
    for item in items:
        own = {each.household for each in first if each.source in item.sources}
        assert item.now.households == len(own)
        assert item.now.persons == 3 * len(own)
    plan = applied(found)
    assert gathered(first, plan, at_least=1).writes() == ()
    after = applied(gathered(second, plan, at_least=1), plan)
    assert gathered(second, after, at_least=1).writes() == ()
    fresh = {one.item.row: one.item.now for one in gathered(second, at_least=1).items}
    standing = {item.row: item.now for item in after.items if item.sources}
    assert standing == fresh, "untouched, a plan gathered twice is as one gathered once"


_ITEMS = st.lists(
    st.builds(
        lambda row, direction, fen, first, length, deadline: Item(
            row=str(row),
            direction=direction,
            now=Needed(fen=fen),
            from_year=first,
            to_year=first and first + length,
            deadline=deadline,
        ),
        st.integers(),
        st.sampled_from(DIRECTIONS),
        st.integers(0, 10**9),
        st.none() | st.integers(2020, 2040),
        st.integers(0, 8),
        st.sampled_from(["", "2027-05-01"]),
    ),
    max_size=9,
)


@examples(60)
@given(_ITEMS, st.none() | st.integers(2020, 2035))
def test_the_five_years_hold_all_money_to_the_fen(items, start):
    plan = VillagePlan(items=tuple(items), from_year=start)
    view = five_years(plan, 2026)
    assert len(view.years) == 5
    whole = sum(view.of_direction(direction).fen for direction in DIRECTIONS)
    assert whole == sum(item.now.fen or 0 for item in items)
    for direction in DIRECTIONS:
        own = [item for item in items if item.direction == direction]
        for year in view.years:
            assert view.at(year, direction).items == sum(year in item.years() for item in own)


def test_money_of_three_years_is_split_to_the_fen():
    item = Item(row="a", direction="industry", now=Needed(fen=100), from_year=2026, to_year=2028)
    view = five_years(VillagePlan(items=(item,), from_year=2026), 2026)
    assert [view.at(year, "industry").fen for year in view.years] == [34, 33, 33, 0, 0]


# projects


def test_a_project_is_read_with_its_steps_and_its_range():
    project = read_project(
        "s",
        "project~1",
        {
            "project_direction": "industry",
            "project_name": "稻虾",
            "project_target": "100.0",
            "project_actual": "40.0",
            "project_unit": "亩",
            "project_budget_yuan": "1200.5",
            "project_gain_low_yuan": "2000",
            "project_gain_high_yuan": "3000",
            "project_gain_real_yuan": "3100.00",
            "project_state": "running",
        },
        {"milestone": [Row("m", properties={"milestone_what": "开沟", "milestone_due_on": "2026-10-01"})]},
    )
    assert project.budget_fen == 120_050
    assert project.part_done() == Decimal("0.4")
    assert project.gain_standing() == "above"
    assert project.milestones == (Milestone(row="m", what="开沟", due_on="2026-10-01"),)
    assert project.is_late("2026-11-24")
    assert not replace(project, state="done").is_late("2026-11-24")


@pytest.mark.parametrize(
    ("real", "standing"), [(None, ""), (199, "below"), (200, "within"), (300, "within"), (301, "above")]
)
def test_the_real_gain_stands_below_within_or_above_what_was_expected(real, standing):
    project = Project(
        subject="s", record="r", gain_low_fen=200, gain_high_fen=300, gain_real_fen=real, direction="industry"
    )
    assert project.gain_standing() == standing


def test_gain_is_of_industry_only():
    told = {"project_direction": "schooling", "project_gain_real_yuan": "5"}
    assert read_project("s", "r", told, {}).gain_real_fen is None


def test_quantities_are_added_only_in_one_unit():
    projects = [
        Project(subject="s", record="a", target=Decimal(3800), actual=Decimal(1000), unit="米"),
        Project(subject="s", record="b", target=Decimal(1), actual=Decimal(1), unit="台", state="done"),
        Project(subject="s", record="c", target=Decimal(200), unit="米", due_on="2026-01-01", spent_fen=5),
    ]
    sums = carried_out(projects, "2026-11-24", "米")
    assert (sums.target, sums.actual, sums.projects, sums.done, sums.late, sums.spent_fen) == (
        4000,
        1000,
        3,
        1,
        1,
        5,
    )
    assert carried_out(projects, "2026-11-24").target == 0
