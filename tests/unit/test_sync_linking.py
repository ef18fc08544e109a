"""Decisions on two ids; which rows are shown as one; facts that are never mixed."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.changesets import changeset

from yihu.sync.fold import fold
from yihu.sync.linking import (
    Link,
    as_shown,
    is_link_tree,
    link_tree,
    link_values,
    read_link,
    renamed,
    row_names,
)

A, B, C = (f"01900000-0000-7000-8000-00000000000{number}" for number in range(3))


def link(keep, drop, *pairs, same=True):
    return Link(tree=link_tree(keep, drop), keep=keep, drop=drop, same=same, pairs=pairs)


def paper(path):
    """Kind and number of a paper are one fact, for each member."""
    row, _, name = path.rpartition("/")
    return f"{row}/~paper" if name in ("kind", "number") else None


@given(st.uuids(), st.uuids())
def test_a_decision_s_tree_is_the_same_from_either_side_and_no_household(one, other):
    tree = link_tree(str(one), str(other))
    assert tree == link_tree(str(other), str(one))
    assert is_link_tree(UUID(tree).bytes)
    assert UUID(tree).variant == UUID(A).variant


def test_a_decision_is_read_as_it_was_written():
    values = link_values(B, A, True, {"a1": "b1", "a2": None})
    assert read_link(link_tree(A, B), values) == link(A, B, ("a1", "b1"))
    assert read_link(link_tree(A, B), values | {"same_as/state": False}).same is False
    assert read_link(link_tree(A, B), values | {"same_as/state": None}).same is None
    assert row_names([link(A, B, ("a1", "b1"), same=None)]) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"same_as/keep": C},
        {"same_as/drop": A},
        {"same_as/keep": None},
        {"same_as/drop": 1},
        {"same_as/keep": B},
        {"same_as/drop": C},
    ],
)
def test_a_tree_that_tells_of_other_households_says_nothing(wrong):
    assert read_link(link_tree(A, B), link_values(A, B, True, {}) | wrong) is None


def test_rows_are_shown_under_the_smallest_household_s():
    names = row_names(
        [link(B, C, ("b1", "c1")), link(A, B, ("a1", "b1")), link(A, C, ("a2", "c2"), same=False)]
    )
    assert names == {"b1": "a1", "c1": "a1"}
    assert row_names([link(A, C, ("a1", "c1")), link(B, C, ("b1", "c1"))]) == {"c1": "a1", "b1": "a1"}


def test_two_rows_of_one_household_are_never_made_one():
    assert row_names([link(A, B, ("a1", "b1"), ("a2", "b1"))]) == {"b1": "a1"}
    assert row_names([link(A, B, ("a1", "a1"))]) == {}


def test_only_whole_names_of_rows_are_replaced():
    assert renamed("household/member/b1/job/b1x/name", {"b1": "a1"}) == "household/member/a1/job/b1x/name"
    one = changeset({"member/b1/name": "x"})
    assert as_shown([one], {}) == [one]
    (shown,) = as_shown([one], {"b1": "a1"})
    assert shown == replace(one, changes={"household/member/a1/name": "x"})


def test_halves_of_a_fact_from_two_writers_are_one_decision_shown_whole():
    first = changeset({"member/r/kind": "card", "member/r/number": "1"})
    left = changeset({"member/r/kind": "passport"}, [first], hlc=2, seq=2)
    right = changeset({"member/r/number": "2"}, [first], hlc=3, seq=3)
    kind, number = "household/member/r/kind", "household/member/r/number"
    mixed = fold([first, left, right])
    assert (mixed.values[kind], mixed.values[number], mixed.conflicts) == ("passport", "2", {})
    whole = fold([first, left, right], paper)
    assert (whole.values[kind], whole.values[number]) == ("card", "2")
    assert [write.value for write in whole.conflicts[kind]] == ["card", "passport"]
    assert [write.value for write in whole.conflicts[number]] == ["2", "1"]
    assert {write.changeset for write in whole.conflicts[number]} == {left.id, right.id}
    settled = changeset({"member/r/kind": "card", "member/r/number": "2"}, [left, right], hlc=4, seq=4)
    assert fold([first, left, right, settled], paper).conflicts == {}


def test_equal_facts_are_no_decision_and_other_answers_stay_their_own():
    first = changeset({"member/r/kind": "card", "phone": "0"})
    left = changeset({"member/r/kind": "passport", "phone": "1"}, [first], hlc=2, seq=2)
    right = changeset({"member/r/kind": "passport", "phone": "2"}, [first], hlc=3, seq=3)
    folded = fold([first, left, right], paper)
    assert folded.conflicts.keys() == {"household/phone"}


def test_a_fact_half_known_on_one_side_has_nothing_for_the_rest():
    left = changeset({"member/r/kind": "passport"}, hlc=2)
    right = changeset({"member/r/number": "2"}, hlc=3, seq=2)
    folded = fold([left, right], paper)
    assert folded.values["household/member/r/kind"] is None
    assert folded.conflicts.keys() == {"household/member/r/kind", "household/member/r/number"}


def test_an_open_answer_that_two_later_writers_passed_by_stays_open():
    first = changeset({"member/r/kind": "a"}, hlc=1)
    other = changeset({"member/r/kind": "b"}, hlc=2, seq=2)
    left = changeset({"member/r/number": "1"}, [first, other], hlc=3, seq=3)
    right = changeset({"member/r/number": "2"}, [first, other], hlc=4, seq=4)
    folded = fold([first, other, left, right], paper)
    assert folded.values["household/member/r/kind"] == "b"
    assert folded.conflicts.keys() == {"household/member/r/kind", "household/member/r/number"}


def test_working_at_once_is_told_until_somebody_looked_through_all_of_it():
    first = changeset({"a": "1"})
    left = changeset({"b": "1"}, [first], hlc=2, seq=2)
    right = changeset({"c": "1"}, [first], hlc=3, seq=3)
    partly = changeset({"d": "1"}, [left], hlc=4, seq=4, kind="finish")
    after = changeset({"e": "1"}, [right, partly], hlc=5, seq=5)
    checked = changeset({}, [after], hlc=6, seq=6, kind="checked")
    assert not fold([first, left]).merged
    assert fold([first, left, right]).merged
    assert fold([first, left, right, partly]).merged
    assert fold([first, left, right, partly, after]).merged
    assert not fold([first, left, right, partly, after, checked]).merged
