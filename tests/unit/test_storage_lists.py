"""What the windows read: lists, tree, figures, time line, search."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest
from tests.unit.stores import (
    FORM,
    PROPERTIES,
    VILLAGE,
    SomeForm,
    add_household,
    bodies,
    later,
    new_store,
    reopened,
)

from yihu.base.errors import Cancelled
from yihu.base.progress import Stoppable
from yihu.storage import lists
from yihu.storage.columns import natural
from yihu.storage.rows import HouseholdQuery
from yihu.storage.store import Store
from yihu.sync.changeset import Value

GROUPS = ("十组", "二组", "一组")


def household(number: int) -> str:
    return f"01900000-0000-7000-8000-{number:012d}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path / "a")
    for number, head in enumerate(["单小明", "王伟", "曾国强", "㛃䶮"]):
        member: dict[str, Value] = {
            "member/r1/_row": 1,
            "member/r1/name": head,
            "member/r1/id": f"99999919800101{number}23X",
            "member/r2/_row": 2,
            "member/r2/name": "赵丽",
        }
        add_household(
            store, household(number), head, group=GROUPS[number % 3], number=f"{number:03d}", **member
        )
    add_household(
        store, household(9), "李四", code="999999001002", village="下坪村", category="risk", cause="illness"
    )
    yield store
    store.close()


def found(store: Store, text: str) -> list[str]:
    return [row.head_name for row in store.households(HouseholdQuery(text=text))]


def test_households_come_by_village_group_and_number(store: Store) -> None:
    assert [(row.group, row.number) for row in store.households()] == [
        ("一组", "002"),
        ("二组", "001"),
        ("十组", "000"),
        ("十组", "003"),
        ("一组", ""),
    ]


def test_pages_follow_one_another(store: Store) -> None:
    seen: list[str] = []
    while page := store.households(after=seen[-1] if seen else "", limit=2):
        seen += [row.id for row in page]
    assert seen == [row.id for row in store.households()]
    assert len(seen) == store.count() == 5


def test_the_tree_has_villages_and_groups_in_natural_order(store: Store) -> None:
    first, second = store.villages()
    assert (first.code, first.name, first.households) == (VILLAGE, "上坪村", 4)
    assert first.groups == (("一组", 1), ("二组", 1), ("十组", 2))
    assert (second.name, second.groups) == ("下坪村", (("一组", 1),))


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("小明", ["单小明"]),
        ("明", ["单小明"]),
        ("sxm", ["单小明"]),
        ("SXM", ["单小明"]),
        ("dxm", []),
        ("zgq", ["曾国强"]),
        ("㛃", ["㛃䶮"]),
        ("023X", ["单小明"]),
        ("123x", ["王伟"]),
        ("001", ["王伟"]),
        ("赵 王", ["王伟"]),
        ("赵丽", ["曾国强", "王伟", "单小明", "㛃䶮"]),
        ("%", []),
        ("'", []),
        ("不在", []),
    ],
)
def test_search_finds_by_characters_initials_number_and_end_of_id(
    store: Store, text: str, heads: list[str]
) -> None:
    assert found(store, text) == heads
    assert store.count(HouseholdQuery(text=text)) == len(heads)


def test_search_follows_a_changed_name(store: Store) -> None:
    store.write(household(1), {"household/head": "钱多", "household/member/r1/name": "钱多"}, FORM, "visit")
    assert found(store, "王伟") == []
    assert found(store, "qd") == ["钱多"]


def test_queries_limit_by_every_field(store: Store) -> None:
    store.write(household(0), {"household/_state": "finished"}, FORM, "finish")
    count = store.count
    assert count(HouseholdQuery(village=VILLAGE)) == 4
    assert count(HouseholdQuery(village=VILLAGE, group="十组")) == 2
    assert count(HouseholdQuery(state="done")) == 1
    assert count(HouseholdQuery(plan_state="to_make")) == 1
    assert count(HouseholdQuery(cause="illness")) == count(HouseholdQuery(category="risk")) == 1
    assert count(HouseholdQuery(cause="ill")) == 0
    assert count(HouseholdQuery(marked="conflict")) == 0
    assert count(HouseholdQuery(village="", text="  ")) == 5


def test_what_differs_is_counted_by_an_index_of_its_own(store: Store) -> None:
    where, parameters = lists._condition(HouseholdQuery(marked="conflict"), lists._SHOWN_IN_ORDER)
    with store._db.read() as connection:
        asked = f"EXPLAIN QUERY PLAN SELECT count(*) FROM household WHERE {where}"
        steps = [row[3] for row in connection.execute(asked, parameters)]
    assert steps == ["SCAN household USING INDEX household_in_conflict"]


def test_the_figures_add_up(store: Store) -> None:
    store.write(household(0), {"household/_state": "finished"}, FORM, "finish")
    counts = store.counts()
    assert counts.households == 5
    assert counts.persons == 8
    assert counts.visit["done"] == counts.plan["to_make"] == 1
    assert counts.visit["not_visited"] == 4
    assert counts.causes == counts.main_causes == {"illness": 1}
    assert counts.categories == {"risk": 1}
    assert [(village.name, village.households) for village in counts.villages] == [
        ("上坪村", 4),
        ("下坪村", 1),
    ]
    assert store.counts(VILLAGE).households == 4
    assert store.counts("999999009999").households == 0


def test_the_time_line_tells_who_changed_what_from_what(store: Store, tmp_path: Path) -> None:
    other = new_store(tmp_path / "b", "二号")
    other.union(bodies(store))
    later(other._clock, hours=1)  # type: ignore[arg-type]
    store.write(household(0), {"household/wage": "1", "household/=net": "1"}, FORM, "visit")
    other.write(household(0), {"household/wage": "2"}, FORM, "visit")
    store.union(bodies(other))
    store.write(household(0), {"household/wage": "3"}, FORM, "resolution")
    events = store.history(household(0))
    told = [(event.kind, event.person, event.laptop, event.mine, event.concurrent) for event in events]
    assert told == [
        ("add", "一号员", "一号", True, False),
        ("visit", "一号员", "一号", True, False),
        ("visit", "二号员", other.replica[:8], False, True),
        ("resolution", "一号员", "一号", True, False),
    ]
    assert [(change.before, change.after) for event in events[1:] for change in event.changes] == [
        (None, "1"),
        (None, "2"),
        ("2", "3"),
    ]
    assert events[2].at_ms - events[1].at_ms == 3_600_000
    other.close()


def test_what_waits_for_an_earlier_file_is_told(store: Store, tmp_path: Path) -> None:
    other = new_store(tmp_path / "b", "二号")
    other.union(bodies(store))
    first = other.write(household(0), {"household/wage": "1"}, FORM, "visit")
    second = other.write(household(0), {"household/wage": "2"}, FORM, "visit")
    report = store.union([second.body])
    assert report.waiting == store.document(household(0)).waiting == 1
    assert "household/wage" not in store.document(household(0)).values
    assert store.history(household(0))[-1].waiting
    assert store.union([first.body]).waiting == 0
    assert store.document(household(0)).values["household/wage"] == "2"
    other.close()


def test_an_unknown_household_is_none(store: Store) -> None:
    assert store.household(household(77)) is None
    assert store.document(household(77)).values == {}
    assert store.history(household(77)) == ()
    assert store.conflicts(household(77)) == ()


def test_the_cache_made_anew_is_the_same(store: Store) -> None:
    before = (
        store.households(),
        store.villages(),
        store.counts(),
        [store.state(row.id) for row in store.households()],
    )
    store.rebuild()
    after = (
        store.households(),
        store.villages(),
        store.counts(),
        [store.state(row.id) for row in store.households()],
    )
    assert after == before
    assert found(store, "sxm") == ["单小明"]


def test_the_cache_made_anew_in_the_midst_of_a_first_survey_is_the_same(store: Store) -> None:
    store.append_draft(household(0), "household", FORM, {"=net": None}, "/data/net")
    before = store.household(household(0))
    store.rebuild()
    assert store.household(household(0)) == before


def test_a_form_that_reads_more_is_worked_into_every_household(store: Store) -> None:
    store.write(household(0), {"household/road": "大路边"}, FORM, "visit")
    assert store.households()[2].address == ""
    store.put_form(SomeForm(version="2", sha256="cd" * 32, properties=PROPERTIES | {"road": "address"}))
    assert store.stale() == 5
    assert store.households()[2].address == "大路边"
    assert store.stale() == 0
    assert {row.version: row.current for row in store.forms()} == {"1": False, "2": True}


class _Second(Stoppable):
    def step(self, done: int, total: int) -> None:
        super().step(done, total)
        self.stop()


def test_a_mass_of_new_households_is_worked_in_step_by_step(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    rows = [(household(number), VILLAGE, some(number)) for number in range(450)]
    report = store.preload("ef" * 32, rows, FORM)
    assert (report.new, report.new_households, report.stale) == (450, 450, 450)
    assert store.counts().stale == store.stale() == 390
    with pytest.raises(Cancelled):
        store.refold_dirty(progress=_Second())
    assert store.stale() == 190
    assert store.refold_dirty(limit=40) == 40
    watched = Stoppable()
    store.refold_dirty(progress=watched)
    assert (watched.done, watched.total, store.stale()) == (150, 150, 0)
    assert store.count(HouseholdQuery(village=VILLAGE)) == 450
    assert reopened(store).household(household(3)) is not None


def some(number: int) -> dict[str, Value]:
    return {"household/head": f"户{number}", "household/code": VILLAGE, "household/number": f"{number:04d}"}


def test_the_same_list_gives_the_same_changesets_on_every_laptop(tmp_path: Path) -> None:
    rows = [(household(number), VILLAGE, some(number)) for number in range(20)]
    one, two = new_store(tmp_path / "a"), new_store(tmp_path / "b", "二号")
    one.preload("ef" * 32, rows, FORM)
    two.preload("ef" * 32, iter(rows), FORM)
    assert sorted(bodies(one)) == sorted(bodies(two))
    again = one.preload("ef" * 32, rows, FORM)
    assert (again.new, again.conflicts, again.forks) == (0, 0, ())
    assert {event.kind for event in one.history(household(3))} == {"preload"}


def test_readers_in_other_threads_do_not_wait_for_a_writer(store: Store) -> None:
    told: list[int] = []
    with store._db.write() as connection:
        connection.execute("UPDATE household SET dirty = 1")
        thread = Thread(target=lambda: told.append(len(store.households())))
        thread.start()
        thread.join(20)
        assert told == [5]
    assert len(store.households()) == 5


def test_a_writer_in_another_thread_is_waited_for(store: Store) -> None:
    thread = Thread(target=lambda: store.append_draft(household(0), "household", FORM, {"a": "1"}))
    with store._db.write():
        thread.start()
        thread.join(0.2)
        assert thread.is_alive()
    thread.join(20)
    assert len(store.drafts(household(0))) == 1


@pytest.mark.parametrize(
    ("earlier", "later_"),
    [("二组", "十组"), ("九组", "十一组"), ("二十组", "一百组"), ("2组", "10组"), ("一组", "2组")],
)
def test_groups_are_ordered_by_their_number(earlier: str, later_: str) -> None:
    assert natural(earlier) < natural(later_)


def test_many_documents_read_at_once_are_those_read_one_by_one(tmp_path: Path) -> None:
    """Usual ones, joined ones, one that newer changes wait for, one with differing answers, one that isn't here."""
    store = new_store(tmp_path / "a")
    ids = [f"01900000-0000-7000-8000-00000000000{number}" for number in range(6)]
    for number, id in enumerate(ids[:5]):
        add_household(store, id, f"王{number}")
    store.decide_same(ids[0], ids[1], True)
    heads = store.document(ids[2]).heads
    for wage in ("1", "2"):
        store.write(ids[2], {"household/wage": wage}, FORM, "visit", heads)
    with store._db.write() as connection:
        connection.execute("UPDATE household SET dirty = 1 WHERE uuid = ?", (UUID(ids[3]).bytes,))
    assert store.documents(ids) == {id: store.document(id) for id in ids[:5]}
    assert store.documents([ids[2]])[ids[2]].conflicts


def test_going_through_the_register_sorts_it_for_no_page(store: Store) -> None:
    said: list[str] = []
    with store._db.read() as connection:
        connection.set_trace_callback(said.append)
    try:
        assert list(store.scan())
    finally:
        connection.set_trace_callback(None)
    (sql,) = {each for each in said if "JOIN document" in each}
    with store._db.read() as connection:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
    assert not any("TEMP B-TREE" in step for step in plan), plan
