"""A village's plan in a real folder: gathered, edited, gathered again, handed over; its projects."""

from contextlib import closing

import pytest
from tests.laptops import PASSPHRASE, VILLAGE, hand_over, introduce, new_laptop, wait

from yihu.actions import (
    ItemUnknown,
    ProjectUnknown,
    RecordRefused,
    VillageCodeWrong,
    add_household,
    add_item,
    change_item,
    drop_item,
    fill_record,
    gather_village_plan,
    list_village_plans,
    preview_gathering,
    preview_paper,
    set_role,
    show_village_plan,
    undo_change,
    village_items_of,
    write_project,
    write_village_plan,
)
from yihu.planning.gathering import CHANGED, NEW, SAME
from yihu.storage.errors import RoleForbids

WATER = {
    "measure_category": "water",
    "measure_content": "接入自来水",
    "measure_amount": "1",
    "measure_unit": "户",
    "responsible_unit": "镇政府",
    "deadline": "2027-06-30",
    "fund_yuan": "1200.50",
    "fund_source": "government",
    "gain_kind": "none",
}


def household_with_plan(workspace, name="谭立新", measures=(WATER,)):
    id = add_household(workspace, head_name=name, village_code=VILLAGE, village="龙荣村", township="清溪镇")
    plan_of(workspace, id, measures)
    return id


def plan_of(workspace, id, measures):
    head = {
        "made_on": "2026-11-01",
        "responsible_helper": "何立群",
        "goal": "安全饮水",
        "goal_date": "2027-12-31",
    }
    fill_record(workspace, id, "plan", {**head, "measure": list(measures)})


@pytest.fixture
def laptop(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as workspace:
        yield workspace


@pytest.fixture
def village(laptop):
    """Three households that need water, one of them a road of its own."""
    road = {
        **WATER,
        "measure_category": "infrastructure",
        "measure_content": "修入户路",
        "measure_unit": "米",
    }
    ids = [household_with_plan(laptop, name) for name in ("谭立新", "𠮷田秀英")]
    return [*ids, household_with_plan(laptop, "高升", (WATER, road))]


def test_a_preview_changes_nothing(laptop, village):
    found = preview_gathering(laptop, VILLAGE)
    assert [(one.kind, one.item.title) for one in found.items] == [(NEW, "接入自来水")]
    assert [item.title for item in found.few] == ["修入户路"]
    assert (found.plans, found.drafts) == (3, 3)
    assert not show_village_plan(laptop, VILLAGE).begun


def test_what_many_need_becomes_an_item_that_is_traced_both_ways(laptop, village):
    gather_village_plan(laptop, VILLAGE)
    view = show_village_plan(laptop, VILLAGE)
    (item,) = view.plan.items
    assert (view.village, view.township) == ("龙荣村", "清溪镇")
    assert (item.title, item.direction, item.now.quantity, item.now.households) == (
        "接入自来水",
        "livelihood",
        3,
        3,
    )
    assert item.now.fen == 3 * 120_050
    assert all(item.is_from(id) for id in village)
    for id in village:
        assert [one.title for one in village_items_of(laptop, id).values()] == ["接入自来水"]


def test_gathered_again_it_follows_but_keeps_what_a_person_wrote(laptop, village):
    gather_village_plan(laptop, VILLAGE)
    (item,) = show_village_plan(laptop, VILLAGE).plan.items
    change_item(laptop, VILLAGE, item.row, {"item_title": "全村通自来水", "item_yuan": "50000"})
    household_with_plan(laptop, "易小满")
    done = gather_village_plan(laptop, VILLAGE)
    assert [one.kind for one in done.items] == [CHANGED]
    (item,) = show_village_plan(laptop, VILLAGE).plan.items
    assert (item.title, item.now.quantity, item.now.fen) == ("全村通自来水", 4, 5_000_000)
    assert item.needed.fen == 4 * 120_050
    assert [one.kind for one in preview_gathering(laptop, VILLAGE).items] == [SAME]


def test_only_chosen_items_come(laptop, village):
    found = preview_gathering(laptop, VILLAGE, at_least=1)
    road = next(one.item.row for one in found.items if one.item.title == "修入户路")
    gather_village_plan(laptop, VILLAGE, at_least=1, only=[road])
    assert [item.title for item in show_village_plan(laptop, VILLAGE).plan.items] == ["修入户路"]


def test_what_was_taken_out_stays_out_and_can_be_brought_back(laptop, village):
    gather_village_plan(laptop, VILLAGE)
    (item,) = show_village_plan(laptop, VILLAGE).plan.items
    drop_item(laptop, VILLAGE, item.row)
    gather_village_plan(laptop, VILLAGE)
    assert show_village_plan(laptop, VILLAGE).plan.items == ()
    drop_item(laptop, VILLAGE, item.row, back=True)
    assert [one.row for one in show_village_plan(laptop, VILLAGE).plan.items] == [item.row]


def test_gathering_can_be_undone(laptop, village):
    gather_village_plan(laptop, VILLAGE)
    view = show_village_plan(laptop, VILLAGE)
    undo_change(laptop, view.subject, laptop.store.history(view.subject)[-1].changeset)
    assert show_village_plan(laptop, VILLAGE).plan.items == ()


def test_two_laptops_that_gather_have_one_item(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as one, closing(new_laptop(tmp_path / "b", "二队")) as other:
        introduce(one, other)
        for name in ("谭立新", "高升"):
            household_with_plan(one, name)
        hand_over(one, other, tmp_path / "stick")
        wait(one)
        for workspace in (one, other):
            gather_village_plan(workspace, VILLAGE)
        hand_over(other, one, tmp_path / "back")
        (item,) = show_village_plan(one, VILLAGE).plan.items
        assert item.now.quantity == 2
        assert show_village_plan(one, VILLAGE).conflicts == 0


def test_items_by_hand_and_the_plans_own_words(laptop):
    write_village_plan(
        laptop, VILLAGE, {"vplan_goal": "五年建成示范基地", "vplan_from_year": 2026, "vplan_to_year": 2030}
    )
    row = add_item(
        laptop,
        VILLAGE,
        {
            "item_direction": "infrastructure",
            "item_title": "渠道三面光",
            "item_quantity": "3800",
            "item_unit": "米",
            "item_yuan": "380000",
            "item_from_year": 2026,
            "item_to_year": 2028,
        },
    )
    view = show_village_plan(laptop, VILLAGE)
    assert view.plan.goal == "五年建成示范基地"
    assert [item.row for item in view.plan.of_direction("infrastructure")] == [row]
    assert view.years.years == (2026, 2027, 2028, 2029, 2030)
    assert view.years.at(2026, "infrastructure").fen == 12_666_667
    assert sum(view.years.at(year, "infrastructure").fen for year in view.years.years) == 38_000_000


def test_what_the_form_refuses_changes_nothing(laptop):
    with pytest.raises(RecordRefused, match="方面"):
        add_item(laptop, VILLAGE, {"item_direction": "roads", "item_title": "路"})
    with pytest.raises(RecordRefused):
        add_item(laptop, VILLAGE, {"item_direction": "industry"})
    assert not show_village_plan(laptop, VILLAGE).begun
    with pytest.raises(ItemUnknown):
        change_item(laptop, VILLAGE, "nowhere", {"item_title": "路"})


def test_a_village_is_named_by_its_own_code(laptop):
    for code in ("", "4309", "430999101000", "x" * 12):
        with pytest.raises(VillageCodeWrong):
            show_village_plan(laptop, code)


def test_a_project_carries_out_an_item(laptop):
    row = add_item(
        laptop,
        VILLAGE,
        {"item_direction": "industry", "item_title": "稻虾", "item_unit": "亩", "item_quantity": "100"},
    )
    record = write_project(
        laptop,
        VILLAGE,
        {
            "project_item": row,
            "project_direction": "industry",
            "project_name": "稻虾示范基地",
            "project_target": "100",
            "project_unit": "亩",
            "project_state": "running",
            "project_gain_low_yuan": "2000",
            "project_gain_high_yuan": "3000",
            "milestone": [{"milestone_what": "开沟", "milestone_due_on": "2026-10-01"}],
        },
    )
    view = show_village_plan(laptop, VILLAGE)
    assert view.carried[row].target == 100
    assert [project.record for project in view.late()] == [record]
    steps = [{"milestone_done_on": "2026-11-20"}]
    write_project(laptop, VILLAGE, {"project_actual": "60", "milestone": steps}, record)
    view = show_village_plan(laptop, VILLAGE)
    assert (view.carried[row].actual, view.late()) == (60, ())
    assert view.projects[0].milestones[0].done_on == "2026-11-20"
    with pytest.raises(ProjectUnknown):
        write_project(laptop, VILLAGE, {"project_actual": "60"}, "project~nowhere")
    with pytest.raises(ItemUnknown):
        write_project(
            laptop, VILLAGE, {"project_item": "x", "project_name": "y", "project_direction": "industry"}
        )


def test_what_a_fund_paid_for_a_project_stands_beside_it(laptop):
    record = write_project(laptop, VILLAGE, {"project_direction": "industry", "project_name": "稻虾"})
    view = show_village_plan(laptop, VILLAGE)
    fund = view.subject.replace(view.subject[:2], "00", 1)
    grant = {
        "grant_to": "project",
        "grant_project": f"{view.subject}/{record}",
        "grant_purpose": "虾苗",
        "grant_yuan": "8000",
        "grant_state": "paid",
        "grant_paid_on": "2026-11-01",
    }
    fill_record(laptop, fund, "grant", grant, division_code="430999000000")
    assert show_village_plan(laptop, VILLAGE).granted == {record: 800_000}


def test_the_list_of_villages_tells_where_each_stands(laptop, village):
    gather_village_plan(laptop, VILLAGE)
    write_village_plan(laptop, "430999101202", {"vplan_goal": "路"})
    lines = {line.code: line for line in list_village_plans(laptop)}
    assert (lines[VILLAGE].items, lines[VILLAGE].households, lines[VILLAGE].state) == (1, 3, "draft")
    assert lines["430999101202"].households == 0
    assert lines["430999101202"].village
    assert [line.code for line in list_village_plans(laptop, "430999101201")] == [VILLAGE]


def test_the_plan_is_a_paper_of_its_village_also_for_who_only_looks(laptop, village):
    gather_village_plan(laptop, VILLAGE)
    write_village_plan(laptop, VILLAGE, {"vplan_leader": "何立群 13812349876"})
    assert preview_paper(laptop, "village_plan", village).startswith(b"%PDF")
    set_role(laptop, "viewer", PASSPHRASE)
    assert preview_paper(laptop, "village_plan", village).startswith(b"%PDF")
    assert "13812349876" not in show_village_plan(laptop, VILLAGE).plan.leader
    with pytest.raises(RoleForbids):
        gather_village_plan(laptop, VILLAGE)
