"""How far each village is: kept while lines change, always what counting the register would say."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples
from tests.unit.stores import FORM, add_household, befriend, bodies, close_all, new_store

from yihu.storage.desk_rows import WorkRow
from yihu.storage.store import Store

IDS = [f"01900000-0000-7000-8000-{number:012d}" for number in range(4)]
VILLAGES = ("430999101201", "430999101202")
_COUNTED = (
    "SELECT village_code, max(village), max(township), assigned_team, assigned_to, surveyed_by, visit_state,"
    " count(*), sum(conflicts > 0), sum(waiting > 0) FROM household WHERE hidden = 0"
    " GROUP BY village_code, assigned_team, assigned_to, surveyed_by, visit_state ORDER BY 1, 4, 5, 6, 7"
)


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_all()


def counted(store: Store) -> tuple[WorkRow, ...]:
    """The same from the lines themselves."""
    with store._db.read() as connection:
        rows = connection.execute(_COUNTED).fetchall()
    return tuple(WorkRow(**dict(zip(WorkRow.__slots__, row, strict=True))) for row in rows)


STEPS = st.sampled_from(
    ("add", "finish", "answer", "draft", "move", "assign", "join", "part", "take", "anew")
)


_numbers = count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("work")


@examples(12)
@given(steps=st.lists(st.tuples(STEPS, st.sampled_from(IDS), st.integers(0, 1)), max_size=14))
def test_what_is_kept_is_what_counting_says(folder: Path, steps: list[tuple[str, str, int]]) -> None:
    one, two = (new_store(folder / f"{next(_numbers)}") for _ in "ab")
    befriend(one, two)
    for step, id, which in [("add", IDS[0], 0), ("add", IDS[1], 0), *steps]:
        take_step(one, two, step, id, which)
        assert one.work() == counted(one)
        assert one.conflict_count() == len(one.conflicts(limit=1000))
    assert sum(row.households for row in one.work()) == one.count()
    close_all()


def take_step(one: Store, two: Store, step: str, id: str, which: int) -> None:
    """One thing that changes lines of the list."""
    other = IDS[(IDS.index(id) + 1) % len(IDS)]
    if step == "add":
        add_household(one, id, "王伟")
    elif step == "finish":
        one.write(id, {"household/_state": "finished", "household/a": str(which)}, FORM, "finish")
    elif step == "answer":
        two.write(id, {"household/_state": "finished", "household/a": "2"}, FORM, "finish")
    elif step == "draft":
        one.append_draft(id, "household", FORM, {"a": "3"})
    elif step == "move":
        one.move_household(id, VILLAGES[which], {"household/division_code": VILLAGES[which]}, FORM)
    elif step == "assign":
        one.write(id, {"assignment/team": f"{which}", "assignment/fingerprint": "ab"}, FORM, "assign")
    elif step in ("join", "part"):
        one.decide_same(id, other, step == "join")
    elif step == "take":
        one.union(bodies(two)[which:])
    else:
        one.rebuild()
