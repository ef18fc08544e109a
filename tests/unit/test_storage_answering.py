"""Answers: durable one by one, sealed as one changeset, never over what the person had not seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.stores import FORM, VILLAGE, add_household, bodies, later, new_store, reopened

from yihu.storage.answering import merged_steps
from yihu.storage.cache import Cached
from yihu.storage.store import Store
from yihu.sync.errors import ChangesetInvalid

HOME = "01900000-0000-7000-8000-000000000001"
OTHER = "01900000-0000-7000-8000-000000000002"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path / "a")
    add_household(store, HOME)
    yield store
    store.close()


def test_answers_become_one_changeset_with_the_last_of_each(store: Store) -> None:
    store.append_draft(HOME, "household", FORM, {"age": "140"}, "/data/age")
    later(store._clock, minutes=1)  # type: ignore[arg-type]
    store.append_draft(HOME, "household", FORM, {"age": "41", "=old": "0"}, "/data/rooms")
    sealed = store.seal(HOME, "finish")
    assert sealed is not None
    assert sealed.changes == {"household/age": "41", "household/=old": "0"}
    assert (sealed.kind, sealed.user, sealed.form, sealed.scope) == ("finish", "一号员", FORM, VILLAGE)
    assert store.drafts(HOME) == ()
    assert store.seal(HOME) is None
    assert store.document(HOME).values["household/age"] == "41"


def test_each_own_changeset_follows_the_last_in_its_chain(store: Store) -> None:
    first = store.write(HOME, {"household/a": "1"}, FORM, "visit")
    second = store.write(HOME, {"household/a": "2"}, FORM, "visit")
    assert (second.previous, second.seq, second.parents) == (first.id, first.seq + 1, (first.id,))
    assert second.hlc > first.hlc


def test_closing_in_the_midst_brings_the_person_back_to_the_question(store: Store) -> None:
    store.append_draft(
        HOME, "household", FORM, {"member/r1/_row": 1, "member/r1/name": "王"}, "/data/member[1]/name"
    )
    store.append_draft(HOME, "household", FORM, {"age": "41"}, "/data/age")
    store.set_resume(HOME, "household", "/data/rooms")
    store.append_draft(HOME, "visit~1", "visit@1", {"note": "x"}, "/visit/note")
    again = reopened(store)
    opened = again.open_record(HOME, "household")
    assert (opened.ref, opened.form, opened.unsealed) == ("/data/rooms", FORM, 2)
    assert opened.values["age"] == "41"
    assert opened.values["member/r1/name"] == "王"
    assert "note" not in opened.values
    assert again.open_record(HOME, "visit~1").values == {"note": "x"}
    assert [(draft.record, draft.ref) for draft in again.unsealed()] == [
        ("visit~1", "/visit/note"),
        ("household", "/data/age"),
    ]
    again.close()


def test_the_place_is_the_last_one_told_with_an_answer_or_without(store: Store) -> None:
    def place(record: str = "household") -> tuple[str | None, str | None]:
        opened = store.open_record(HOME, record)
        return opened.ref, opened.form

    store.set_resume(HOME, "household", "", "household@2")
    assert place() == (None, "household@2")
    store.append_draft(HOME, "household", FORM, {"age": "41"}, "/data/age")
    assert place() == ("/data/age", FORM)
    store.set_resume(HOME, "household", "/data/rooms")
    assert place() == ("/data/rooms", FORM)
    store.append_draft(HOME, "household", FORM, {"rooms": "3"})
    assert place() == ("/data/rooms", FORM)
    store.append_draft(HOME, "visit~1", "visit@1", {"note": "x"}, "/visit/note")
    store.append_draft(HOME, "household", FORM, {"=p": "9"}, "/data/p")
    store.set_resume(HOME, "visit~1", "", "visit@2")
    told = [("/data/p", FORM), ("/visit/note", "visit@2")]
    assert [place(), place("visit~1")] == told
    store.seal(HOME)
    assert [place(), place("visit~1")] == told
    store = reopened(store)
    assert [place(), place("visit~1")] == told
    store.append_draft(HOME, "household", FORM, {"age": "42"}, "/data/age")
    assert [place(), place("visit~1")] == [("/data/age", FORM), told[1]]


def test_drafts_of_two_households_keep_their_order_across_starts(store: Store) -> None:
    store.append_draft(OTHER, "visit~1", "visit@1", {"note": "x"})
    store.append_draft(HOME, "visit~2", "visit@1", {"note": "y"})
    again = reopened(store)
    again.append_draft(OTHER, "visit~3", "visit@1", {"note": "z"})
    assert [draft.record for draft in again.unsealed()] == ["visit~3", "visit~2", "visit~1"]


def test_an_unopened_record_is_empty(store: Store) -> None:
    opened = store.open_record(OTHER, "household")
    assert (opened.values, opened.ref, opened.form, opened.unsealed) == ({}, None, None, 0)


def test_several_forms_give_several_changesets_one_behind_the_other(store: Store) -> None:
    store.append_draft(HOME, "plan", "plan@1", {"goal": "x"})
    store.append_draft(HOME, "household", FORM, {"age": "41"})
    store.append_draft(HOME, "plan", "plan@1", {"goal": "y"})
    sealed = store.seal(HOME)
    assert sealed is not None
    told = [
        (event.form, {change.path: change.after for change in event.changes})
        for event in store.history(HOME)[1:]
    ]
    assert told == [("plan@1", {"plan/goal": "y"}), (FORM, {"household/age": "41"})]
    assert len(store.document(HOME).heads) == 1


def test_what_changes_nothing_makes_no_changeset(store: Store) -> None:
    store.append_draft(HOME, "household", FORM, {"head": "李"})
    store.append_draft(HOME, "household", FORM, {"head": "王伟", "never": None})
    assert store.seal(HOME) is None
    assert len(store.history(HOME)) == 1
    row = store.household(HOME)
    assert row is not None
    assert row.visit_state == "not_visited"


def test_what_was_received_meanwhile_is_not_overwritten_by_who_had_not_seen_it(
    store: Store, tmp_path: Path
) -> None:
    other = new_store(tmp_path / "b", "二号")
    other.union(bodies(store))
    store.open_record(HOME, "household")
    store.append_draft(HOME, "household", FORM, {"wage": "100"})
    other.write(HOME, {"household/wage": "200", "household/rooms": "3"}, FORM, "visit")
    store.union(bodies(other))
    store.append_draft(HOME, "household", FORM, {"rooms": "4"})
    store.seal(HOME)
    conflicts = {row.path: [each.value for each in row.values] for row in store.conflicts(HOME)}
    assert set(conflicts) == {"household/wage", "household/rooms"}
    assert set(conflicts["household/wage"]) == {"100", "200"}
    store.append_draft(HOME, "household", FORM, {"wage": "101"})
    store.seal(HOME)
    assert {row.path for row in store.conflicts(HOME)} == {"household/wage", "household/rooms"}
    store.open_record(HOME, "household")
    store.append_draft(HOME, "household", FORM, {"wage": "102"})
    store.seal(HOME)
    assert {row.path for row in store.conflicts(HOME)} == {"household/rooms"}
    other.close()


def test_drafts_from_before_a_crash_had_not_seen_what_came_after(store: Store, tmp_path: Path) -> None:
    other = new_store(tmp_path / "b", "二号")
    other.union(bodies(store))
    store.append_draft(HOME, "household", FORM, {"wage": "100"})
    other.write(HOME, {"household/wage": "200"}, FORM, "visit")
    store.union(bodies(other))
    again = reopened(store)
    assert again.open_record(HOME, "household").unsealed == 0
    assert {row.path for row in again.conflicts(HOME)} == {"household/wage"}
    again.close()
    other.close()


def test_a_decision_ends_a_conflict_but_only_for_those_who_were_seen(store: Store, tmp_path: Path) -> None:
    other = new_store(tmp_path / "b", "二号")
    other.union(bodies(store))
    store.write(HOME, {"household/wage": "1"}, FORM, "visit")
    other.write(HOME, {"household/wage": "2"}, FORM, "visit")
    store.union(bodies(other))
    seen = store.conflicts(HOME)[0]
    other.write(HOME, {"household/wage": "3"}, FORM, "visit")
    store.union(bodies(other))
    store.write(HOME, {seen.path: "1"}, FORM, "resolution", seen.heads)
    assert {each.value for each in store.conflicts(HOME)[0].values} == {"1", "3"}
    seen = store.conflicts(HOME)[0]
    store.write(HOME, {seen.path: "3"}, FORM, "resolution", seen.heads)
    assert store.conflicts() == ()
    other.close()


def test_answering_a_conflicting_question_with_the_shown_value_decides_it(
    store: Store, tmp_path: Path
) -> None:
    other = new_store(tmp_path / "b", "二号")
    other.union(bodies(store))
    store.write(HOME, {"household/wage": "1"}, FORM, "visit")
    other.write(HOME, {"household/wage": "2"}, FORM, "visit")
    store.union(bodies(other))
    shown = store.open_record(HOME, "household").values["wage"]
    store.append_draft(HOME, "household", FORM, {"wage": shown})
    store.seal(HOME)
    assert store.conflicts() == ()
    other.close()


def test_a_removed_row_leaves_the_answers(store: Store) -> None:
    store.append_draft(HOME, "household", FORM, {"member/r1/_row": 1, "member/r1/name": "王"})
    store.seal(HOME)
    store.append_draft(HOME, "household", FORM, {"member/r1/_del": True})
    assert not [key for key in store.open_record(HOME, "household").values if key.startswith("member")]
    sealed = store.seal(HOME)
    assert sealed is not None
    assert sealed.changes == {"household/member/r1/_del": True}
    assert not [path for path in store.document(HOME).values if "/member/" in path]


def test_a_row_that_came_and_went_unsealed_leaves_no_trace(store: Store) -> None:
    store.append_draft(HOME, "household", FORM, {"member/r1/_row": 1, "member/r1/name": "王"})
    store.append_draft(HOME, "household", FORM, {"member/r1/_del": True})
    assert store.seal(HOME) is None


@pytest.mark.parametrize("value", ["\ud800", "a\0b", "x" * 300_000, 2**70])
def test_an_answer_that_could_never_be_sealed_is_refused_at_once(store: Store, value: str | int) -> None:
    with pytest.raises(ChangesetInvalid):
        store.append_draft(HOME, "household", FORM, {"remark": value})
    assert store.drafts(HOME) == ()
    assert store.seal(HOME) is None


def test_very_much_text_is_sealed_in_parts(store: Store) -> None:
    for number in range(12):
        store.append_draft(HOME, "household", FORM, {f"remark{number}": "长" * 60_000})
    store.seal(HOME)
    assert len(store.history(HOME)) > 2
    assert all(
        store.document(HOME).values[f"household/remark{number}"] == "长" * 60_000 for number in range(12)
    )
    assert len(store.document(HOME).heads) == 1


def test_all_open_drafts_can_be_sealed_at_once(store: Store) -> None:
    store.append_draft(HOME, "household", FORM, {"age": "1"})
    store.append_draft(OTHER, "household", FORM, {"code": VILLAGE, "head": "李"})
    assert store.seal_all() == 2
    assert store.unsealed() == ()
    assert store.count() == 2
    store.close_record(HOME)


def test_the_list_says_when_a_survey_has_begun_and_when_it_is_done(store: Store) -> None:
    def state() -> str | None:
        row = store.household(HOME)
        return row and f"{row.visit_state} {row.progress} {row.plan_state}"

    assert state() == "not_visited 0 none"
    store.append_draft(HOME, "plan", "plan@1", {"goal": "x"})
    assert state() == "not_visited 0 none"
    store.append_draft(HOME, "household", FORM, {"_state": "draft", "=_progress": 20})
    assert state() == "in_progress 0 none"
    store.seal(HOME)
    assert state() == "in_progress 20 none"
    store.append_draft(HOME, "household", FORM, {"_state": "finished"})
    store.seal(HOME)
    assert state() == "done 100 to_make"
    for result in ("nobody_home", "refused", "moved"):
        store.write(HOME, {"household/result": result}, FORM, "visit")
        assert state() == f"{result} 20 none"


def test_a_survey_that_left_no_trace_and_begins_again_is_begun_again(store: Store) -> None:
    for _ in range(2):
        store.append_draft(HOME, "household", FORM, {"member/r1/_row": 1})
        assert_state(store, "in_progress")
        store.append_draft(HOME, "household", FORM, {"member/r1/_del": True})
        assert store.seal(HOME) is None
        assert_state(store, "not_visited")


def test_a_first_answer_that_was_taken_back_with_all_around_it_leaves_the_next_one_the_first(
    store: Store,
) -> None:
    with store._db.write() as connection:
        store.append_draft(HOME, "household", FORM, {"age": "41"})
        connection.execute("ROLLBACK")
        connection.execute("BEGIN")
    assert store.drafts(HOME) == ()
    assert_state(store, "not_visited")
    store.append_draft(HOME, "household", FORM, {"age": "41"})
    assert_state(store, "in_progress")


def assert_state(store: Store, visit: str) -> None:
    row = store.household(HOME)
    assert row is not None
    assert row.visit_state == visit


STEPS = st.dictionaries(
    st.sampled_from(["r/a", "r/m/1/x", "r/m/1/_del", "r/m/2/_row"]),
    st.sampled_from([None, "1", 1, True]),
    max_size=4,
)


@given(STEPS, STEPS)
def test_sealing_keeps_what_differs_and_nothing_else(
    before: dict[str, str | int | None], steps: dict[str, str | int | None]
) -> None:
    worth = merged_steps(steps, Cached((), before, {}, 0))
    assert worth.items() <= steps.items()
    for path, value in steps.items():
        in_removed_row = steps.get("r/m/1/_del") is True and path.startswith("r/m/1/")
        if not in_removed_row:
            same = type(before.get(path)) is type(value) and before.get(path) == value
            assert (path in worth) == (not same)


@pytest.mark.parametrize("theirs", ["r1", "r2"])
def test_a_member_removed_under_one_id_and_shown_by_the_other_can_be_removed_where_both_are_one(
    store: Store, theirs: str
) -> None:
    """Found by the merge machine: the removal went only to the id that had one already."""
    member, other = (f"household/member/{row}" for row in ("r1", theirs))
    add_household(store, OTHER, "李四")
    store.write(HOME, {f"{member}/_row": 1, f"{member}/name": "新"}, FORM, "visit")
    store.write(HOME, {f"{member}/_del": True}, FORM, "visit")
    store.write(OTHER, {f"{other}/_row": 1, f"{other}/name": "新"}, FORM, "visit")
    store.decide_same(HOME, OTHER, True, {"r1": theirs} if theirs != "r1" else None)
    assert store.document(HOME).values[f"{member}/name"] == "新"
    store.write(HOME, {f"{member}/_del": True}, FORM, "visit")
    assert f"{member}/name" not in store.document(HOME).values
    store.decide_same(HOME, OTHER, False)
    assert f"{other}/name" not in store.document(OTHER).values
