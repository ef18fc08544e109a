"""Helpers, funds and the like: documents of their own that travel, merge and are listed, and are no households."""

import re
from contextlib import closing
from datetime import date

import pytest
from tests.laptops import VILLAGE, introduce, new_laptop, wait

from yihu.actions import (
    RecordAnswers,
    RecordRefused,
    add_household,
    begin_subject,
    export_package,
    fill_record,
    fill_records,
    my_card,
    open_visit,
    receive_packages,
    remove_record,
    undo_change,
)
from yihu.actions.list_households import count_households
from yihu.register.subjects import (
    division_prefix,
    divisions_above,
    is_subject,
    new_subject_id,
    village_subject_id,
)
from yihu.storage.rows import HouseholdQuery

COUNTY = "430999000000"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-6[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@pytest.fixture
def laptop(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as workspace:
        yield workspace


def task(title="修好二组水渠", due="2026-12-20", **more):
    return {
        "task_title": title,
        "task_due_on": due,
        "task_kind": "infrastructure",
        "task_owner_kind": "unit",
        "task_unit": "县水利局",
        **more,
    }


def new_task(workspace, division=COUNTY, **answers):
    id = new_subject_id(workspace.clock, workspace.random)
    fill_record(workspace, id, "task", task(**answers), division_code=division)
    return id


def hand_over(giver, receiver, **which):
    given = export_package(giver, giver.folder.parent, [my_card(receiver).fingerprint], **which)
    return receive_packages(receiver, [given.path])


def listed(workspace, form="task", **which):
    return workspace.store.listed(form, **which)


def test_an_id_says_that_it_is_no_household(laptop):
    id = new_subject_id(laptop.clock, laptop.random)
    assert ID.fullmatch(id)
    assert is_subject(id)
    assert not is_subject(add_household(laptop, head_name="谭立新", village_code=VILLAGE, village="龙荣村"))


def test_all_laptops_give_a_village_the_same_id():
    assert village_subject_id(VILLAGE) == village_subject_id(VILLAGE)
    assert village_subject_id(VILLAGE) != village_subject_id("430999101202")
    assert ID.fullmatch(village_subject_id(VILLAGE))


def test_a_village_lies_in_a_township_a_county_a_city_and_a_province():
    above = ("430000000000", "430900000000", "430999000000", "430999101000")
    assert divisions_above((VILLAGE,)) == above
    assert [division_prefix(code) for code in above] == ["43", "4309", "430999", "430999101"]
    assert division_prefix(VILLAGE) == VILLAGE


def test_a_task_is_written_through_its_form_and_listed(laptop):
    id = new_task(laptop, task_points="3")
    (found,) = listed(laptop)
    assert (found.subject, found.record, found.village_code, found.state) == (id, "task", COUNTY, "finished")
    assert found.head_name == "修好二组水渠"
    assert found.properties["task_unit"] == "县水利局"
    assert found.properties["task_points"] == "3"
    assert found.properties["task_state"] == "open", "the form's default"
    assert found.at_ms == laptop.clock.now_ms()


def test_a_task_is_on_no_list_of_households(laptop):
    new_task(laptop)
    assert count_households(laptop, HouseholdQuery()) == 0
    assert laptop.store.villages() == ()
    assert laptop.store.counts().households == 0
    assert laptop.store.work() == ()


def test_rows_of_a_repeat_come_with_their_properties(laptop):
    id = new_subject_id(laptop.clock, laptop.random)
    tranches = [
        {"tranche_due_on": "2026-01-10", "tranche_yuan": "100000"},
        {"tranche_due_on": "2027-01-10", "tranche_yuan": "100000.50"},
    ]
    given = {
        "fund_kind": "hardship",
        "fund_name": "十年助困金",
        "fund_donor": "益民公司",
        "tranche": tranches,
    }
    fill_record(laptop, id, "fund", given, division_code=COUNTY)
    (fund,) = listed(laptop, "fund")
    assert [row.properties["tranche_yuan"] for row in fund.rows["tranche"]] == [
        "100000.0",
        "100000.5",
    ]


def test_a_refused_answer_changes_nothing_and_is_named(laptop):
    with pytest.raises(RecordRefused) as told:
        new_task(laptop, task_points="101")
    assert "分值：分值在0到100之间。" in told.value.explain()
    assert listed(laptop) == ()


def test_a_missing_answer_changes_nothing_and_is_named(laptop):
    with pytest.raises(RecordRefused) as told:
        new_task(laptop, title="")
    assert told.value.problems == ("任务内容：请回答这一题。",)
    assert listed(laptop) == ()


def test_an_unknown_question_is_named(laptop):
    with pytest.raises(RecordRefused, match="colour"):
        new_task(laptop, colour="red")


def test_an_entry_is_corrected_and_keeps_its_other_answers(laptop):
    id = new_task(laptop, task_points="3")
    fill_record(laptop, id, "task", {"task_state": "done", "task_done_on": "2026-11-20"})
    (found,) = listed(laptop)
    assert (found.properties["task_state"], found.properties["task_points"]) == ("done", "3")


def test_a_removed_entry_is_listed_no_more_and_comes_back_when_that_is_undone(laptop):
    id = new_task(laptop)
    remove_record(laptop, id, "task")
    assert listed(laptop) == ()
    undo_change(laptop, id, laptop.store.history(id)[-1].changeset)
    assert len(listed(laptop)) == 1


def test_records_of_one_division_are_listed_alone(laptop):
    near, far = new_task(laptop, VILLAGE), new_task(laptop, "430999102203")
    assert {each.subject for each in listed(laptop)} == {near, far}
    assert [each.subject for each in listed(laptop, within="430999101")] == [near]
    assert [each.subject for each in listed(laptop, subject=far)] == [far]


def test_a_page_knows_when_its_list_is_old(laptop):
    id = new_task(laptop)
    before = laptop.store.listed_version()
    add_household(laptop, head_name="谭立新", village_code=VILLAGE, village="龙荣村")
    assert laptop.store.listed_version() == before
    remove_record(laptop, id, "task")
    assert laptop.store.listed_version() != before


def test_many_are_written_at_once_or_not_at_all(laptop):
    ids = [new_subject_id(laptop.clock, laptop.random) for _ in range(3)]
    records = [
        RecordAnswers(subject=id, form_id="task", answers=task(title=f"任务{n}"), division_code=COUNTY)
        for n, id in enumerate(ids)
    ]
    with pytest.raises(RecordRefused):
        fill_records(
            laptop, [*records, RecordAnswers(subject=ids[0], form_id="task", answers={"task_title": ""})]
        )
    assert listed(laptop) == ()
    assert fill_records(laptop, records) == ("task", "task", "task")
    assert len(listed(laptop)) == 3


def test_an_interview_fills_the_same_record(laptop):
    id = begin_subject(laptop, "task", COUNTY)
    assert listed(laptop) == ()
    interview = open_visit(laptop, id, "task")
    assert interview.record == "task"
    assert interview.session.form.id == "task"


def test_what_a_county_wrote_travels_with_its_villages_and_not_with_others(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as county, closing(new_laptop(tmp_path / "b", "二队")) as team:
        introduce(county, team)
        add_household(county, head_name="谭立新", village_code=VILLAGE, village="龙荣村")
        above, here = new_task(county), new_task(county, VILLAGE)
        new_task(county, "430999102203")
        hand_over(county, team, villages=(VILLAGE,))
        assert {each.subject for each in listed(team)} == {above, here}


def test_what_came_of_the_campaign_is_not_told_as_households(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as county, closing(new_laptop(tmp_path / "b", "二队")) as team:
        introduce(county, team)
        add_household(county, head_name="谭立新", village_code=VILLAGE, village="龙荣村")
        new_task(county)
        new_task(county, VILLAGE)
        given = export_package(county, tmp_path, [my_card(team).fingerprint])
        assert given.households == 1
        (package,) = receive_packages(team, [given.path]).packages
        assert (package.new_households, package.updated_households, package.others) == (1, 0, 2)
        assert [(line.village_code, line.new, line.changed) for line in package.villages] == [(VILLAGE, 1, 0)]


def test_two_laptops_that_changed_a_task_meet_at_the_merge_desk(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as one, closing(new_laptop(tmp_path / "b", "二队")) as other:
        introduce(one, other)
        id = new_task(one)
        hand_over(one, other)
        wait(one)
        fill_record(one, id, "task", {"task_due_on": "2026-12-24"})
        fill_record(other, id, "task", {"task_due_on": "2026-12-31"})
        hand_over(other, one)
        (found,) = listed(one)
        assert found.conflicts == 1
        (conflict,) = one.store.conflicts()
        assert conflict.household_id == id
        assert conflict.head_name == "修好二组水渠"
        assert date.fromisoformat(str(conflict.values[0].value)) > date(2026, 12, 20)


def test_the_lists_can_be_made_anew(laptop):
    new_task(laptop)
    before = listed(laptop)
    laptop.store.rebuild()
    assert listed(laptop) == before
