"""Tasks on laptops: written down, done with proof, coming again, given to a calendar."""

from contextlib import closing

import pytest
from PIL import Image
from tests.laptops import VILLAGE, introduce, new_laptop
from tests.unit.test_funds import exchange
from tests.unit.test_planning_tasks import read_strictly

from yihu.actions import (
    DayUnclear,
    RecordRefused,
    TaskFilter,
    TaskUnknown,
    add_household,
    add_task,
    drop_task,
    finish_task,
    list_tasks,
    owner_words,
    read_photo,
    reopen_task,
    save_calendar,
    set_role,
    show_month,
    show_task,
)
from yihu.storage.errors import RoleForbids

COUNTY = "430999000000"


@pytest.fixture
def laptop(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as workspace:
        yield workspace


def new_task(laptop, title="修好二组水渠", due="2026-12-20", **more):
    given = {"task_title": title, "task_due_on": due, "task_kind": "infrastructure"}
    return add_task(laptop, COUNTY, given | {f"task_{name}": value for name, value in more.items()}).task


def states(laptop, **which):
    return {each.task.title: each.state for each in list_tasks(laptop, TaskFilter(**which)).tasks}


def test_tasks_are_listed_as_they_stand_today(laptop):
    new_task(laptop, "a", "2026-11-20")
    new_task(laptop, "b", "2026-11-25")
    new_task(laptop, "c", "2026-12-25")
    assert states(laptop) == {"a": "late", "b": "soon", "c": "coming"}
    assert states(laptop, state="due") == {"a": "late", "b": "soon"}
    assert states(laptop, state="late") == {"a": "late"}
    assert list_tasks(laptop).totals.late == 1


def test_a_task_is_done_with_its_proof(laptop, tmp_path):
    photo = tmp_path / "p.jpg"
    Image.new("RGB", (40, 30), "red").save(photo)
    id = new_task(laptop)
    assert finish_task(laptop, id, proof=photo, note="验收过").following == ""
    standing = show_task(laptop, id)
    assert (standing.state, standing.task.done_on, standing.task.note) == ("done", "2026-11-23", "验收过")
    assert read_photo(laptop, standing.task.proof)[:2] == b"\xff\xd8"


def test_a_task_can_be_dropped_with_a_reason_and_taken_up_again(laptop):
    id = new_task(laptop)
    with pytest.raises(RecordRefused):
        drop_task(laptop, id, "")
    drop_task(laptop, id, "县里统一修")
    assert show_task(laptop, id).state == "dropped"
    reopen_task(laptop, id)
    assert show_task(laptop, id).state == "coming"


def test_what_repeats_comes_again_and_only_once(laptop):
    id = new_task(laptop, "报送动态", "2026-01-31", repeat="monthly")
    first = finish_task(laptop, id, on="2026-02-01")
    assert first.due_on == "2026-02-28"
    assert finish_task(laptop, id, on="2026-02-02").following == first.following
    following = show_task(laptop, first.following).task
    assert (following.title, following.after, following.state) == ("报送动态", id, "open")
    assert finish_task(laptop, first.following, on="2026-02-28").due_on == "2026-03-31"
    assert len(list_tasks(laptop).tasks) == 3


def test_two_laptops_that_finish_the_same_task_make_one_next_one(laptop, tmp_path):
    with closing(new_laptop(tmp_path / "b", "乙队", "李四")) as other:
        introduce(laptop, other)
        id = new_task(laptop, "报送动态", "2026-10-31", repeat="monthly")
        exchange(laptop, other, tmp_path)
        made = [finish_task(each, id, on="2026-11-02").following for each in (laptop, other)]
        exchange(laptop, other, tmp_path)
        assert made[0] == made[1]
        for each in (laptop, other):
            assert len(list_tasks(each).tasks) == 2
            assert [record.conflicts for record in each.store.listed("task", subject=made[0])] == [0]


def test_who_has_a_task_and_where_is_told_by_name(laptop):
    add_household(laptop, head_name="甲", village_code=VILLAGE, village="龙荣村")
    new_task(laptop, "a", owner_kind="unit", unit="县水利局", village=VILLAGE)
    new_task(laptop, "b", owner_kind="person", person="王五")
    report = list_tasks(laptop)
    assert {each.task.title: owner_words(each.task, report.owners) for each in report.tasks} == {
        "a": "县水利局",
        "b": "王五",
    }
    assert report.villages == {VILLAGE: "龙荣村"}
    assert report.units == ("县水利局",)
    assert states(laptop, unit="县水利局").keys() == {"a"}
    assert states(laptop, owner="王五").keys() == {"b"}
    assert states(laptop, village="430999101000").keys() == {"a"}


def test_a_month_shows_its_tasks(laptop):
    new_task(laptop, "a", "2026-12-19")
    days = show_month(list_tasks(laptop), 2026, 12)
    assert [(day.on.day, day.tasks[0].task.title) for day in days if day.tasks] == [(21, "a")]


def test_a_calendar_file_says_what_until_when_and_nobodys_name_or_number(laptop, tmp_path):
    add_household(laptop, head_name="甲", village_code=VILLAGE, village="龙荣村")
    id = new_task(
        laptop, "联系 13812345678，修渠", owner_kind="person", person="王五", village=VILLAGE, note="找王五"
    )
    dropped = new_task(laptop, "不修了")
    drop_task(laptop, dropped, "x")
    report = save_calendar(laptop, tmp_path / "t.ics")
    text = report.path.read_bytes().decode()
    (event,) = read_strictly(text)
    assert report.tasks == 1
    assert event["UID"][1] == f"{id}@yihu"
    assert event["LOCATION"][1] == "龙荣村"
    assert "王五" not in text
    assert "13812345678" not in text


def test_nonsense_is_refused_and_changes_nothing(laptop):
    for more in ({"due": "bald"}, {"due": ""}, {"title": ""}, {"points": "-1"}, {"village": "龙荣村"}):
        with pytest.raises((DayUnclear, RecordRefused)):
            new_task(laptop, **more)
    with pytest.raises(TaskUnknown):
        finish_task(laptop, "no task")
    id = new_task(laptop)
    with pytest.raises(RecordRefused):
        finish_task(laptop, id, on="2026-12-24")
    assert list_tasks(laptop).totals.open == 1


def test_a_viewer_writes_no_tasks(laptop):
    from tests.laptops import PASSPHRASE

    id = new_task(laptop)
    set_role(laptop, "viewer", PASSPHRASE)
    for deed in (lambda: new_task(laptop), lambda: finish_task(laptop, id)):
        with pytest.raises(RoleForbids):
            deed()
    assert states(laptop) == {"修好二组水渠": "coming"}
