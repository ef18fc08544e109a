"""Pairs: how far all have helpers, whom to propose, and the three ones counted by people."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from yihu.planning.assignment import Network, send_cheaply
from yihu.planning.pairing import (
    FURTHER,
    MAIN,
    Helper,
    HelperGroup,
    Pairing,
    Pledge,
    chains,
    cover,
    read_helper,
    read_pairing,
)
from yihu.planning.pairing_proposals import (
    LOAD_POINTS,
    SKILL_FOR,
    Wanting,
    points_of,
    propose_pairs,
    reason_words,
)
from yihu.planning.three_ones import BY, three_ones_by, total_three_ones

DAY = "2026-11-24"
A, B, C = "430999001001", "430999001002", "430999001003"


def helper(id_, *, capacity=1, skills=(), villages=(), **more):
    return Helper(id=id_, name=id_, capacity=capacity, skills=tuple(skills), villages=tuple(villages), **more)


def pair(household, helper_id, **more):
    return Pairing(record=f"pairing~{household}{helper_id}", household_id=household, helper=helper_id, **more)


# coverage


def test_a_household_with_a_helper_counts_and_one_without_is_named():
    told = cover(["h1", "h2", "h3"], [helper("a"), helper("b")], [pair("h1", "a")], DAY)
    assert (told.paired, told.without_helper, told.idle) == (1, ("h2", "h3"), ("b",))
    assert str(told.rate_percent) == "33.3"


def test_the_rate_is_full_only_when_all_are_paired():
    ids = [f"h{number}" for number in range(2128)]
    helpers = [helper("a", capacity=3000)]
    told = cover(ids, helpers, [pair(id_, "a") for id_ in ids[1:]], DAY)
    assert str(told.rate_percent) == "99.9"
    assert cover(ids, helpers, [pair(id_, "a") for id_ in ids], DAY).rate_percent == 100
    assert cover([], helpers, [], DAY).rate_percent is None


def test_the_same_pair_written_on_two_laptops_is_one_pair():
    twice = [pair("h1", "a"), Pairing(record="pairing~other", household_id="h1", helper="a")]
    told = cover(["h1"], [helper("a")], twice, DAY)
    assert (told.pairs, told.overloaded, told.main_twice, told.one_to_one) == (1, (), (), 1)


def test_one_to_one_one_to_many_and_many_to_one_are_told_apart():
    helpers = [helper("a"), helper("b", capacity=2), helper("c"), helper("d")]
    pairs = [
        pair("h1", "a"),
        pair("h2", "b"),
        pair("h3", "b"),
        pair("h4", "c"),
        pair("h4", "d", role=FURTHER),
    ]
    told = cover(["h1", "h2", "h3", "h4"], helpers, pairs, DAY)
    assert (told.one_to_one, told.one_to_many, told.many_to_one) == (1, 1, 1)
    assert told.main_twice == ()


def test_who_has_more_than_he_may_is_overloaded_also_by_households_elsewhere():
    told = cover(["h1"], [helper("a", capacity=1)], [pair("h1", "a"), pair("beyond", "a")], DAY)
    assert [(each.helper, each.has, each.most) for each in told.overloaded] == [("a", 2, 1)]
    assert told.paired == 1


def test_a_pair_that_ended_or_whose_helper_left_is_none():
    helpers = [helper("a"), helper("b", until="2026-10-01")]
    pairs = [pair("h1", "a", until="2026-11-24"), pair("h2", "b"), pair("h3", "unknown")]
    told = cover(["h1", "h2", "h3"], helpers, pairs, DAY)
    assert told.paired == 0
    assert told.gone == ("h2", "h3")
    assert cover(["h1"], helpers, pairs, "2026-11-23").paired == 1


def test_two_main_helpers_of_one_household_are_shown():
    told = cover(["h1"], [helper("a"), helper("b")], [pair("h1", "a"), pair("h1", "b")], DAY)
    assert told.main_twice == ("h1",)


@examples(100)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("xyzuv")), max_size=25))
def test_paired_and_unpaired_are_all_and_no_pair_counts_twice(drawn):
    told = cover(
        list("abcdef"), [helper(name, capacity=2) for name in "xyz"], [pair(*each) for each in drawn], DAY
    )
    real = {(household, by) for household, by in drawn if by in "xyz"}
    assert told.paired + len(told.without_helper) == told.households == 6
    assert told.pairs == len(real)
    assert sum(told.loads.values()) == len(real)
    assert {each.helper for each in told.overloaded} == {
        by for by in "xyz" if sum(1 for pair in real if pair[1] == by) > 2
    }


def test_the_chain_goes_from_leader_over_group_to_village():
    groups = [HelperGroup(id="g", name="第一小组", leader="boss", villages=(A, B))]
    helpers = [helper("boss"), helper("m", group="g", capacity=3), helper("other")]
    pairs = [
        pair("h1", "m", village_code=A),
        pair("h2", "boss", village_code=A),
        pair("h1", "boss", village_code=A),
        pair("h3", "m", village_code=C),
        pair("h4", "other", village_code=B),
    ]
    (chain,) = chains(groups, helpers, pairs, DAY)
    assert (chain.leader, chain.helpers, dict(chain.villages), chain.elsewhere) == (
        "boss",
        ("m",),
        {A: 2, B: 0},
        1,
    )


# reading


def test_a_helper_is_read_as_it_was_written_and_without_capacity_takes_one():
    read = read_helper(
        "x", {"helper_called": "江河竹业", "helper_kind": "firm", "helper_skills": "jobs money"}
    )
    assert (read.name, read.capacity, read.skills) == ("江河竹业", 1, ("jobs", "money"))
    assert read_helper("x", {"helper_capacity": "0"}).capacity == 0


def test_a_pledge_is_read_in_fen():
    read = read_pairing(
        "h1",
        "pairing~1",
        {
            "pairing_helper": "a",
            "pledge_student_state": "kept",
            "pledge_student_yuan": "2000.05",
            "pledge_student_member": "m1",
        },
    )
    assert read.pledges == (Pledge(kind="student", state="kept", member="m1", fen=200005),)
    assert read_pairing("h1", "pairing~1", {"pairing_role": "main"}) is None


# proposals


def test_a_student_comes_to_a_donor_a_worker_to_a_firm_and_the_ill_to_a_medic():
    households = [
        Wanting(id="ill", village=A, needs=frozenset({"illness"})),
        Wanting(id="student", village=A, needs=frozenset({"student"})),
        Wanting(id="worker", village=A, needs=frozenset({"work"})),
    ]
    helpers = [
        helper("medic", skills=["medicine"]),
        helper("donor", skills=["student_aid"]),
        helper("firm", kind="firm"),
    ]
    told = propose_pairs(households, helpers, [], [], DAY)
    assert {each.household_id: each.helper for each in told.pairs} == {
        "ill": "medic",
        "student": "donor",
        "worker": "firm",
    }
    assert all(reason_words(each.reasons) for each in told.pairs)


def test_a_helpers_group_goes_to_its_village_before_who_only_wants_to():
    households = [Wanting(id="h1", village=A)]
    helpers = [helper("wants", villages=[A]), helper("group", group="g"), helper("else", villages=[B])]
    groups = [HelperGroup(id="g", villages=(A,))]
    assert [each.helper for each in propose_pairs(households, helpers, groups, [], DAY).pairs] == ["group"]
    assert propose_pairs(households, helpers[2:], groups, [], DAY).pairs[0].reasons == ("elsewhere",)


def test_everybody_gets_one_before_somebody_gets_two():
    households = [Wanting(id=f"h{number}", village=A) for number in range(4)]
    helpers = [helper(name, capacity=4) for name in "abcd"]
    assert len({each.helper for each in propose_pairs(households, helpers, [], [], DAY).pairs}) == 4


def test_neighbours_get_the_same_helper():
    households = [
        Wanting(id=f"h{number}", village=A, order=(group,)) for number, group in enumerate("一二一二")
    ]
    told = propose_pairs(households, [helper("a", capacity=2), helper("b", capacity=2)], [], [], DAY)
    of = {each.household_id: each.helper for each in told.pairs}
    assert of["h0"] == of["h2"] != of["h1"] == of["h3"]


def test_who_has_a_helper_is_left_alone_and_who_had_one_gets_another():
    households = [Wanting(id="has", village=A), Wanting(id="had", village=A)]
    pairs = [pair("has", "a"), pair("had", "b", until="2026-01-01")]
    helpers = [helper("a", capacity=2), helper("b", capacity=2)]
    told = propose_pairs(households, helpers, [], pairs, DAY)
    assert [(each.household_id, each.helper, each.role) for each in told.pairs] == [("had", "a", MAIN)]


def test_a_second_helper_is_a_further_one_and_never_the_same():
    households = [Wanting(id=f"h{number}", village=A, needs=frozenset({"student"})) for number in range(3)]
    helpers = [helper("a", capacity=3, skills=["student_aid"]), helper("b", capacity=3)]
    told = propose_pairs(households, helpers, [], [], DAY, helpers_each=2)
    assert sorted((each.household_id, each.helper) for each in told.pairs) == sorted(
        product(("h0", "h1", "h2"), "ab")
    )
    assert [each.role for each in told.pairs] == [MAIN, FURTHER] * 3


def test_without_room_the_rest_is_named():
    households = [Wanting(id=f"h{number}") for number in range(3)]
    told = propose_pairs(
        households, [helper("a", capacity=2), helper("gone", until="2020-01-01")], [], [], DAY
    )
    assert (len(told.pairs), len(told.left)) == (2, 1)


def needy(names=("student", "work", "illness")):
    return st.frozensets(st.sampled_from(names), max_size=2)


@st.composite
def places(draw):
    households = [
        Wanting(
            id=f"h{number}",
            village=draw(st.sampled_from((A, B))),
            needs=draw(needy()),
            main_need=draw(st.sampled_from(("", "student", "work"))),
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    groups = [HelperGroup(id="g", villages=(A,))]
    helpers = [
        helper(
            f"p{number}",
            capacity=draw(st.integers(0, 2)),
            skills=sorted(draw(st.sets(st.sampled_from(("student_aid", "jobs", "medicine")), max_size=2))),
            villages=draw(st.sampled_from(((), (A,), (B,), (C,)))),
            group=draw(st.sampled_from(("", "g"))),
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    been = draw(st.sets(st.tuples(st.sampled_from(households), st.sampled_from(helpers)), max_size=3))
    pairs = [pair(household.id, by.id, until="2026-01-01") for household, by in sorted(been, key=str)]
    return households, helpers, groups, pairs


def worth(pairs, households, helpers, groups):
    """Points of an assignment less those for load; the oracle's own reckoning."""
    of_group = {group.id: group.villages for group in groups}
    by_id = {each.id: each for each in helpers}
    total = sum(
        points_of(household, by_id[by], of_group.get(by_id[by].group, ()))[0] for household, by in pairs
    )
    loads = [sum(1 for _, by in pairs if by == each.id) for each in helpers]
    return total - sum(LOAD_POINTS * place for load in loads for place in range(load))


def best(households, helpers, groups, never):
    """All assignments there are: how many at most, and the best of so many."""
    found = []
    for chosen in product([None, *(each.id for each in helpers)], repeat=len(households)):
        pairs = [(household, by) for household, by in zip(households, chosen, strict=True) if by]
        full = any(chosen.count(each.id) > each.capacity for each in helpers)
        if not full and not any((household.id, by) in never for household, by in pairs):
            found.append((len(pairs), worth(pairs, households, helpers, groups)))
    return max(found)


@examples(120)
@given(places())
def test_the_proposal_is_as_good_as_the_best_of_all_assignments(drawn):
    households, helpers, groups, pairs = drawn
    told = propose_pairs(households, helpers, groups, pairs, DAY)
    by_id = {each.id: each for each in households}
    mine = [(by_id[each.household_id], each.helper) for each in told.pairs]
    never = {(each.household_id, each.helper) for each in pairs}
    assert (len(mine), worth(mine, households, helpers, groups)) == best(households, helpers, groups, never)
    assert told.points == sum(each.points for each in told.pairs)


@examples(60)
@given(places(), st.integers(1, 3), st.randoms(use_true_random=False))
def test_proposals_keep_to_capacity_repeat_nobody_and_dont_depend_on_the_order_given(drawn, each, chance):
    households, helpers, groups, pairs = drawn
    told = propose_pairs(households, helpers, groups, pairs, DAY, helpers_each=each)
    made = [(one.household_id, one.helper) for one in told.pairs]
    assert len(set(made)) == len(made)
    assert not set(made) & {(one.household_id, one.helper) for one in pairs}
    for one in helpers:
        assert sum(1 for _, by in made if by == one.id) <= one.capacity
    for household in households:
        assert sum(1 for name, _ in made if name == household.id) <= each
    chance.shuffle(households)
    chance.shuffle(helpers)
    assert propose_pairs(households, helpers, groups, pairs, DAY, helpers_each=each) == told


def test_drawn_all_alike_nobody_gets_a_helper_again(monkeypatch):
    monkeypatch.setattr("yihu.planning.pairing_proposals._ARCS_AT_MOST", 0)
    households = [
        Wanting(id=f"h{number}", village=(A, B)[number % 2], needs=frozenset({"student"}))
        for number in range(30)
    ]
    helpers = [
        helper(f"p{number}", capacity=6, skills=["student_aid"], villages=[(A, B)[number % 2]])
        for number in range(10)
    ]
    told = propose_pairs(households, helpers, [], [], DAY, helpers_each=2)
    made = [(each.household_id, each.helper) for each in told.pairs]
    assert len(made) == len(set(made)) == 60


def test_the_cheapest_way_gives_way_where_another_needs_it():
    network = Network()
    source, one, two, left, right, sink = (network.node() for _ in range(6))
    network.arc(source, one, 1), network.arc(source, two, 1)
    near = network.arc(one, left, 1, 0)
    far = network.arc(one, right, 1, 5)
    only = network.arc(two, left, 1, 1)
    network.arc(left, sink, 1), network.arc(right, sink, 1)
    assert send_cheaply(network, source, sink) == 2
    assert [network.sent(arc) for arc in (near, far, only)] == [0, 1, 1]
    with pytest.raises(ValueError, match="below 0"):
        network.arc(source, sink, -1)


def test_every_need_has_a_skill_of_the_list():
    from yihu.register.codes import code_list

    assert set(SKILL_FOR.values()) <= {code.value for code in code_list("helper_skill")}


# three ones


def pledging(of, by, /, **states):
    pledges = tuple(
        Pledge(kind=kind, state=state, member=member, fen=100) for kind, (state, member) in states.items()
    )
    return pair(of, by, pledges=pledges)


def test_two_helpers_for_one_student_help_one_student():
    pairs = [
        pledging("h1", "a", student=("pledged", "m1"), household=("kept", "")),
        pledging("h1", "b", student=("kept", "m1"), household=("pledged", "")),
    ]
    total = total_three_ones(pairs)
    assert (total.households, total.helpers) == (1, 2)
    assert (total.one_student.total, total.one_student.kept, total.one_household.total) == (1, 1, 1)
    assert total.fen == 400


def test_a_broken_pledge_counts_for_nobody_and_a_nameless_student_is_told_apart():
    pairs = [
        pledging("h1", "a", student=("broken_off", "m1")),
        pledging("h2", "a", student=("pledged", "")),
    ]
    tally = total_three_ones(pairs).one_student
    assert (tally.total, tally.states["broken_off"], tally.unnamed) == (0, 1, 1)


def test_the_same_person_in_two_households_is_one():
    pairs = [pledging("h1", "a", job=("kept", "m1")), pledging("h2", "b", job=("kept", "m9"))]
    same = {("h1", "m1"): "id1", ("h2", "m9"): "id1"}
    assert total_three_ones(pairs, lambda household, row: same[household, row]).one_job.total == 1


STATES = st.sampled_from(("", "pledged", "running", "kept", "broken_off"))


@st.composite
def overlapping(draw):
    pairs = []
    for household, by in draw(st.lists(st.tuples(st.integers(0, 3), st.sampled_from("abc")), max_size=12)):
        states = {
            "household": (draw(STATES), ""),
            "student": (draw(STATES), draw(st.sampled_from(("", f"s{household}1", f"s{household}2")))),
            "job": (draw(STATES), draw(st.sampled_from(("", f"j{household}")))),
        }
        pairs.append(pledging(f"h{household}", by, **states))
    return pairs


HELPERS = {
    "a": helper("a", unit="U1", level="city", group="g1"),
    "b": helper("b", unit="U1", level="county", group="g2"),
    "c": helper("c", unit="U2", level="county", group="g1"),
}


@examples(150)
@given(overlapping(), st.sampled_from(BY))
def test_totals_are_of_distinct_people_whatever_pairs_overlap(pairs, by):
    def people(pairs, kind):
        return {
            pairing.household_id if kind == "household" else pairing.pledge(kind).member
            for pairing in pairs
            if pairing.pledge(kind).state not in ("", "broken_off")
            and (kind == "household" or pairing.pledge(kind).member)
        }

    total, parts = total_three_ones(pairs), three_ones_by(by, pairs, HELPERS)
    assert total.households == len({pairing.household_id for pairing in pairs})
    assert total_three_ones(pairs + pairs).households == total.households
    for kind in ("household", "student", "job"):
        assert total.tally(kind).total == len(people(pairs, kind))
        assert total_three_ones(pairs + pairs).tally(kind).states == total.tally(kind).states
        counts = [part.tally(kind).total for part in parts]
        assert max(counts, default=0) <= total.tally(kind).total <= sum(counts)
    assert sum(part.fen for part in parts) == total.fen


def test_there_are_totals_by_unit_level_group_kind_village_and_helper_and_no_other():
    with pytest.raises(ValueError, match="pairs"):
        three_ones_by("pairs", [], {})
