"""The fold: what stands beside what, whoever's clock says what."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples
from tests.unit.changesets import ancestors, changeset, complete, live_by_walking, plain_conflicts, shuffled

from yihu.sync.ancestry import Ancestry, parents_first
from yihu.sync.changeset import Changeset
from yihu.sync.fold import fold, without_removed

A, B = "a" * 32, "b" * 32
PATHS = (
    "wage",
    "name",
    "=net",
    "_state",
    "member/r1/name",
    "member/r1/_del",
    "member/r1/_row",
    "member/r1/job/j1/pay",
)


@st.composite
def histories(draw: st.DrawFn) -> list[Changeset]:
    """Changesets that know any of those before them."""
    made: list[Changeset] = []
    for number in range(draw(st.integers(1, 9))):
        parents = draw(st.sets(st.sampled_from(made), max_size=3)) if made else set()
        paths = draw(st.sets(st.sampled_from(PATHS), min_size=1, max_size=3))
        changes = {path: draw(st.sampled_from([None, "1", "2", True, 1])) for path in sorted(paths)}
        hlc = draw(st.integers(0, 4))
        made.append(
            changeset(changes, parents, hlc=hlc, seq=number + 1, replica=draw(st.sampled_from([A, B])))
        )
    return made


def as_found(changesets: Sequence[Changeset]) -> dict[str, set[tuple[str, str, str]]]:
    live = fold(changesets).live
    return {
        path: {(type(write.value).__name__, str(write.value), write.changeset) for write in writes}
        for path, writes in live.items()
    }


def test_a_later_answer_takes_the_place_of_the_one_it_knew() -> None:
    first = changeset({"wage": "100"}, hlc=9)
    second = changeset({"wage": "200"}, [first], hlc=1)
    folded = fold([second, first])
    assert folded.values == {"household/wage": "200"}
    assert folded.conflicts == {}
    assert folded.heads == (second.id,)


def test_a_correction_beside_the_work_of_others_takes_the_place_of_what_it_knew() -> None:
    """In whichever order they are laid: the others' change has another hash each time."""
    for number in range(8):
        first = changeset({"wage": "100"}, hlc=9)
        beside = changeset({"note": str(number)}, hlc=5, replica=B)
        second = changeset({"wage": "200"}, [first], hlc=1)
        folded = fold([first, beside, second])
        assert folded.values == {"household/wage": "200", "household/note": str(number)}
        assert folded.conflicts == {}


def test_a_gap_that_was_filled_after_all_is_none() -> None:
    """Also where the hash of what came late is the higher one."""
    for number in range(8):
        given_up = changeset({"wage": "100", "note": str(number)}, hlc=1)
        behind = changeset({"wage": "200"}, [given_up], hlc=2)
        assert fold([behind], gaps={given_up.id}).values == {"household/wage": "200"}
        assert fold([behind, given_up], gaps={given_up.id}) == fold([given_up, behind])


def test_two_answers_that_did_not_know_each_other_both_stay_and_the_later_is_shown() -> None:
    first = changeset({"name": "王"})
    low = changeset({"wage": "100"}, [first], hlc=5, replica=A)
    high = changeset({"wage": "200"}, [first], hlc=6, replica=B)
    folded = fold([first, low, high])
    assert [write.value for write in folded.conflicts["household/wage"]] == ["200", "100"]
    assert folded.values["household/wage"] == "200"


def test_of_two_readings_alike_the_higher_hash_is_shown() -> None:
    """Also where one of them stands behind a long story and the other at the beginning."""
    for number in range(8):
        first = changeset({"note": str(number)}, hlc=1)
        late = changeset({"wage": f"late {number}"}, [first], hlc=9)
        early = changeset({"wage": f"early {number}"}, hlc=9)
        shown = max((late, early), key=lambda each: each.id)
        assert fold([first, late, early]).values["household/wage"] == shown.changes["household/wage"]


def test_equal_answers_of_two_people_are_no_conflict() -> None:
    folded = fold([changeset({"wage": "100"}, replica=A), changeset({"wage": "100"}, replica=B)])
    assert folded.conflicts == {}
    assert len(folded.live["household/wage"]) == 2


def test_one_and_true_are_different_answers() -> None:
    folded = fold([changeset({"wage": 1}, replica=A), changeset({"wage": True}, replica=B)])
    assert set(folded.conflicts) == {"household/wage"}


def test_a_decision_that_knew_both_ends_the_conflict_and_an_equal_one_does_not_reopen_it() -> None:
    low, high = changeset({"wage": "100"}, replica=A), changeset({"wage": "200"}, replica=B)
    mine = changeset({"wage": "150"}, [low, high], replica=A)
    theirs = changeset({"wage": "150"}, [low, high], replica=B)
    assert fold([low, high, mine, theirs]).conflicts == {}
    assert fold([low, high, mine]).values["household/wage"] == "150"


def test_different_answers_given_at_once_both_apply() -> None:
    folded = fold([changeset({"wage": "1"}, replica=A), changeset({"name": "王"}, replica=B)])
    assert folded.values == {"household/wage": "1", "household/name": "王"}
    assert folded.conflicts == {}


@pytest.mark.parametrize("path", ["=net_income", "member/r1/=age", "_state", "member/r1/_row"])
def test_nobody_is_asked_about_calculated_answers_and_bookkeeping(path: str) -> None:
    folded = fold([changeset({path: "1"}, hlc=1, replica=A), changeset({path: "2"}, hlc=2, replica=B)])
    assert folded.conflicts == {}
    assert folded.values[f"household/{path}"] == "2"


def test_a_removed_row_is_gone_with_all_below_it() -> None:
    row = changeset({"member/r1/name": "王", "member/r1/job/j1/pay": "5", "wage": "1"})
    removed = changeset({"member/r1/_del": True}, [row])
    assert fold([row, removed]).values == {"household/wage": "1"}


def test_a_row_removed_here_and_edited_there_is_shown_and_asked_about() -> None:
    row = changeset({"member/r1/name": "王", "member/r1/age": "3"})
    removed = changeset({"member/r1/_del": True}, [row], replica=A)
    edited = changeset({"member/r1/age": "4"}, [row], replica=B)
    folded = fold([row, removed, edited])
    assert folded.values["household/member/r1/age"] == "4"
    assert set(folded.conflicts) == {"household/member/r1/_del"}
    again = changeset({"member/r1/_del": True}, [removed, edited], replica=A)
    assert fold([row, removed, edited, again]).values == {}
    keep = changeset({"member/r1/_del": False}, [removed, edited], replica=A)
    kept = fold([row, removed, edited, keep])
    assert kept.conflicts == {}
    assert kept.values["household/member/r1/name"] == "王"


def test_an_edit_in_a_row_within_the_removed_row_keeps_it_too() -> None:
    row = changeset({"member/r1/name": "王"})
    removed = changeset({"member/r1/_del": True}, [row], replica=A)
    edited = changeset({"member/r1/job/j9/pay": "4"}, [row], replica=B)
    assert set(fold([row, removed, edited]).conflicts) == {"household/member/r1/_del"}


def test_a_calculated_answer_does_not_bring_a_removed_row_back() -> None:
    row = changeset({"member/r1/name": "王"})
    removed = changeset({"member/r1/_del": True}, [row], replica=A)
    computed = changeset({"member/r1/=age": "4", "member/r1/_row": 2}, [row], replica=B)
    assert fold([row, removed, computed]).values == {}


def test_two_people_removing_one_row_agree() -> None:
    row = changeset({"member/r1/name": "王"})
    both = [changeset({"member/r1/_del": True}, [row], replica=replica) for replica in (A, B)]
    assert fold([row, *both]).conflicts == {}


def test_removed_here_and_kept_there_is_asked_about() -> None:
    row = changeset({"member/r1/name": "王"})
    gone = changeset({"member/r1/_del": True}, [row], replica=A)
    kept = changeset({"member/r1/_del": False}, [row], replica=B)
    folded = fold([row, gone, kept])
    assert set(folded.conflicts) == {"household/member/r1/_del"}
    assert folded.values["household/member/r1/name"] == "王"


def test_what_lacks_an_earlier_file_waits_and_changes_nothing() -> None:
    first = changeset({"wage": "1"})
    second = changeset({"wage": "2"}, [first])
    third = changeset({"wage": "3"}, [second])
    folded = fold([first, third])
    assert folded.values == {"household/wage": "1"}
    assert folded.waiting == {third.id: (second.id,)}
    assert fold([first, second, third]).waiting == {}


def test_what_was_given_up_is_done_without_until_it_comes_after_all() -> None:
    first = changeset({"wage": "1", "name": "王"})
    second = changeset({"wage": "2"}, [first], hlc=2)
    third = changeset({"wage": "3"}, [second], hlc=3)
    assert fold([first, third]).values == {"household/wage": "1", "household/name": "王"}
    given_up = fold([first, third], gaps={second.id})
    assert given_up.waiting == {}
    assert {write.value for write in given_up.live["household/wage"]} == {"1", "3"}
    assert fold([first, second, third], gaps={second.id}).state() == fold([first, second, third]).state()


def test_values_without_removed_rows() -> None:
    values = {"member/r1/name": "x", "household/member/r1/name": 1, "household/member/r1/_del": True}
    assert without_removed(values) == {"member/r1/name": "x"}
    assert without_removed({"household/member/r1/_del": False}) == {"household/member/r1/_del": False}


@examples(100)
@given(histories())
def test_the_live_answers_are_those_found_by_walking_the_whole_graph(made: list[Changeset]) -> None:
    assert as_found(made) == live_by_walking(made)
    for writes in fold(made).live.values():
        assert list(writes) == sorted(writes, key=lambda write: (write.hlc, write.changeset), reverse=True)
    shown = fold(made).values.keys()
    found = {path for path in fold(made).conflicts if not path.endswith("/_del")}
    assert found == {path for path in plain_conflicts(live_by_walking(made)) if path in shown}


@examples(60)
@given(histories(), st.lists(st.integers(0, 20), max_size=20))
def test_order_and_repetition_give_the_same_bytes_of_state(made: list[Changeset], order: list[int]) -> None:
    assert fold(shuffled(made, order)).state() == fold(made).state()


@examples(60)
@given(histories(), st.sets(st.integers(0, 8)))
def test_with_some_missing_the_rest_is_as_if_those_behind_did_not_exist(
    made: list[Changeset], lost: set[int]
) -> None:
    held = [each for number, each in enumerate(made) if number not in lost]
    assert as_found(held) == live_by_walking(held)
    assert set(fold(held).waiting) == {each.id for each in held} - complete(held).keys()


@examples(100)
@given(histories())
def test_ancestry_is_reachability(made: list[Changeset]) -> None:
    known = {each.id: each for each in made}
    ancestry = Ancestry()
    for id in parents_first({id: each.parents for id, each in known.items()}):
        ancestry.add(id, known[id].parents)
    for later in known:
        assert {earlier for earlier in known if ancestry.knows(later, earlier)} == ancestors(known, later)


def test_a_long_history_of_two_who_work_at_once_takes_time_in_proportion() -> None:
    """Counted in steps of the ancestry, not in seconds: chains stay as few as the people are."""
    ancestry, heads = Ancestry(), [("a0", ()), ("b0", ())]
    for id, parents in heads:
        ancestry.add(id, parents)
    for number in range(1, 2000):
        for person in "ab":
            ancestry.add(f"{person}{number}", [f"{person}{number - 1}"])
        if number % 10 == 0:
            for person in "ab":
                ancestry.add(f"{person}{number}m", [f"a{number}", f"b{number}"])
    assert len(ancestry._lengths) <= 400
