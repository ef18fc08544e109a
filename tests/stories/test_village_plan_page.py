"""The coordinator makes the plan of a village at the window: gathers, corrects, follows projects, prints."""

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from yihu.actions import add_item, change_item, save_list, show_village_plan, village_items_of, write_project
from yihu.storage.rows import HouseholdQuery
from yihu.ui.look.background import busy
from yihu.ui.routes import InterviewRoute, PlanRoute, VillagePlansRoute
from yihu.ui.village_plan.page import VillagePlansPage

VILLAGE = "430999101201"


@pytest.fixture
def page(window, qtbot):
    """The demo village's plan, before anything was gathered."""
    window.go(VillagePlansRoute(village=VILLAGE))
    page = window.findChild(VillagePlansPage)
    qtbot.waitUntil(lambda: not busy())
    return page


def plan(workspace):
    return show_village_plan(workspace, VILLAGE).plan


def gathered(page, qtbot):
    page.banner.button.click()
    qtbot.waitUntil(lambda: page.gather.isVisible())
    page.gather.go_button.click()
    qtbot.waitUntil(lambda: not page.gather.isVisible() and not busy())


def saved(panel, qtbot, button=None):
    (button or panel.go_button).click()
    qtbot.waitUntil(lambda: not busy())


def item_named(workspace, title):
    return next(item for item in plan(workspace).items if title in item.title)


def test_what_the_households_need_is_looked_at_and_brought_in(page, person, workspace, qtbot):
    person.sees("青竹村", "未编制", "从户计划归集", "基础设施建设", "特困救助", "这方面还没有安排")
    page.banner.button.click()
    qtbot.waitUntil(lambda: page.gather.isVisible())
    person.sees("各户需要什么", "C级危房维修加固")
    assert not plan(workspace).items, "looking changes nothing"
    first = next(iter(page.gather.boxes.values()))
    first.click()
    wanted = len(page.gather.chosen())
    assert wanted == len(page.gather.boxes) - 1
    page.gather.go_button.click()
    qtbot.waitUntil(lambda: not page.gather.isVisible() and not busy())
    assert len(plan(workspace).items) == wanted
    person.sees("民生改善", "C级危房维修加固", "草稿")
    assert page.banner.isVisible(), "what was left out is still told"
    page.gather_button.click()
    qtbot.waitUntil(lambda: page.gather.isVisible())
    assert len(page.gather.boxes) == 1
    page.gather.at_least.setValue(1)
    qtbot.waitUntil(lambda: len(page.gather.boxes) > 1 and not busy())


def test_an_item_is_corrected_and_says_whose_plans_it_comes_from(page, person, window, workspace, qtbot):
    gathered(page, qtbot)
    item = item_named(workspace, "C级危房")
    change_item(workspace, VILLAGE, item.row, {"item_fund": "王总13912340777"})
    page.enter(VillagePlansRoute(village=VILLAGE))
    card = page.directions.cards["livelihood"]
    card.table.opened.emit([row.row for row in card._shown].index(item.row))
    person.sees("村方案的事项", "归集自 5 户的计划")
    assert page.item.fields["fund"].field.text() == "王总1*********7"
    page.item.fields["quantity"].field.setText("300")
    saved(page.item, qtbot)
    assert item_named(workspace, "C级危房").now.quantity == 300
    person.sees("300 平方米", "已保存")
    (record,) = workspace.store.listed("village_plan")
    kept = next(row for row in record.rows["item"] if row.id == item.row)
    assert kept.properties["item_fund"] == "王总13912340777", (
        "what is hidden on the panel is not written back so"
    )
    qtbot.waitUntil(lambda: not busy())
    page._open(page.item, item.row)
    person.sees("户计划现在需要：数量 294")
    household, _ = page.presenter.sources(item.row)[0]
    page.item.household_wanted.emit(household)
    person.sees("已列入村方案", "打开村方案")
    assert item.row in {each.row for each in village_items_of(workspace, household).values()}


def test_what_the_form_refuses_stands_on_the_panel_and_nothing_is_lost(page, person, workspace, qtbot):
    page.directions.cards["industry"].add_button.click()
    page.item.fields["title"].field.setText("稻虾示范基地")
    page.item.fields["yuan"].field.setText("-5")
    saved(page.item, qtbot)
    person.sees("没有保存", "金额")
    assert page.item.fields["title"].field.text() == "稻虾示范基地"
    page.item.fields["yuan"].field.setText("558000")
    saved(page.item, qtbot)
    assert page.item.notice.words() == ""
    assert item_named(workspace, "稻虾示范基地").direction == "industry"


def test_an_item_is_taken_out_and_brought_back(page, person, workspace, qtbot):
    row = add_item(workspace, VILLAGE, {"item_direction": "industry", "item_title": "稻虾示范基地"})
    page.enter(VillagePlansRoute(village=VILLAGE))
    page._open(page.item, row)
    saved(page.item, qtbot, page.item.drop_button)
    person.sees("不再安排的事项", "稻虾示范基地")
    assert not plan(workspace).items
    page._bring_back(row)
    assert [item.row for item in plan(workspace).items] == [row]


def test_a_part_of_the_years_shows_its_items(page, person, workspace, qtbot):
    for title, year in (("渠道三面光", "2026"), ("更换变压器", "2027")):
        told = {"item_direction": "infrastructure", "item_title": title, "item_yuan": "90000"}
        add_item(workspace, VILLAGE, {**told, "item_from_year": year, "item_to_year": year})
    page.enter(VillagePlansRoute(village=VILLAGE))
    chart = page.years.chart
    part = next(one for one in chart.regions() if (one.key, one.series) == ("2027", "infrastructure"))
    assert part.words.startswith("2027 · 基础设施建设 90,000")
    qtbot.mouseClick(
        chart,
        Qt.MouseButton.LeftButton,
        pos=chart.rect().topLeft() + chart.mapFromParent(chart.pos()) + _middle(part),
    )
    person.sees("只看：2027 · 基础设施建设")
    assert [row.title for row in page.directions.cards["infrastructure"]._shown] == ["更换变压器"]
    page.limit.click()
    assert len(page.directions.cards["infrastructure"]._shown) == 2
    chart.setFocus()
    with qtbot.waitSignal(chart.chosen) as told:
        qtbot.keyClick(chart, Qt.Key.Key_Down)
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert told.args[0] == "2026"
    assert "90,000" in chart.accessibleDescription()


def _middle(region):
    from PySide6.QtCore import QPoint

    return QPoint(round(region.x + region.width / 2), round(region.y + region.height / 2))


def test_a_project_is_followed_with_its_milestones_in_its_questionnaire(
    page, person, workspace, window, qtbot
):
    row = add_item(workspace, VILLAGE, {"item_direction": "industry", "item_title": "稻虾"})
    page.enter(VillagePlansRoute(village=VILLAGE))
    page.projects.add_button.click()
    panel = page.project
    panel.fields["name"].field.setText("稻虾基地一期")
    panel.direction.field.setCurrentIndex(panel.direction.field.findData("industry"))
    panel.item.field.setCurrentIndex(panel.item.field.findData(row))
    for name, text in (("target", "186"), ("actual", "93"), ("unit", "亩"), ("due_on", "2026-10-31")):
        panel.fields[name].field.setText(text)
    for name, text in (("gain_low_yuan", "2000"), ("gain_high_yuan", "3000"), ("gain_real_yuan", "2410")):
        panel.fields[name].field.setText(text)
    saved(panel, qtbot)
    person.sees("稻虾基地一期", "93 / 186 亩", "逾期", "产业带动的人均增收")
    (project,) = show_village_plan(workspace, VILLAGE).projects
    assert (project.item, project.gain_standing()) == (row, "within")
    wanted = []
    page.go.connect(wanted.append)
    page._open(page.project, project.record)
    assert page.presenter.photos(project.record) == ()
    saved(panel, qtbot, panel.more_button)
    assert isinstance(wanted[-1], InterviewRoute)
    assert wanted[-1].record == project.record
    person.sees("什么项目", "稻虾基地一期")


def test_the_plan_is_written_as_pdf(page, person, workspace, tmp_path, qtbot):
    add_item(workspace, VILLAGE, {"item_direction": "industry", "item_title": "稻虾示范基地"})
    page.save_into(tmp_path)
    qtbot.waitUntil(lambda: not busy())
    (file,) = tmp_path.glob("*.pdf")
    text = pypdfium2.PdfDocument(file)[1].get_textpage().get_text_range()
    assert "稻虾示范基地" in text
    person.sees(file.name, "共")


def test_the_lists_are_saved_as_tables(page, workspace, tmp_path):
    told = {"item_direction": "industry", "item_title": "稻虾示范基地", "item_yuan": "558000.50"}
    add_item(workspace, VILLAGE, {**told, "item_quantity": "186", "item_unit": "亩"})
    page.enter(VillagePlansRoute(village=VILLAGE))
    save_list(workspace, page.presenter.listed(), tmp_path / "items.csv")
    items = (tmp_path / "items.csv").read_text("utf-8-sig")
    assert "产业发展,稻虾示范基地,186.0,亩,558000.5" in items
    page.presenter.lines = page.presenter.find()
    page.presenter.close()
    save_list(workspace, page.presenter.listed(), tmp_path / "villages.csv")
    assert f"{VILLAGE},青竹村,清溪镇,41,1" in (tmp_path / "villages.csv").read_text("utf-8-sig")


def test_a_viewer_sees_the_plan_and_nothing_to_change_it_with(page, workspace, qtbot):
    write_project(workspace, VILLAGE, {"project_direction": "industry", "project_name": "稻虾"})
    workspace.store.set_role("viewer")
    page.enter(VillagePlansRoute(village=VILLAGE))
    qtbot.waitUntil(lambda: not busy())
    for button in (page.gather_button, page.edit_button, page.projects.add_button, page.banner):
        assert not button.isVisible()


def test_the_list_of_villages_leads_to_a_plan(window, person, workspace, qtbot):
    window.go(VillagePlansRoute())
    page = window.findChild(VillagePlansPage)
    qtbot.waitUntil(lambda: not busy())
    person.sees("村方案", "青竹村", "未编制")
    page.search.setText("没有这个村")
    assert page._shown == ()
    page.search.setText("青竹")
    page.table.opened.emit(0)
    qtbot.waitUntil(lambda: not busy())
    person.sees("青竹村", "六个方面的事项")
    rows = workspace.store.households(HouseholdQuery(village=VILLAGE), limit=1)
    window.go(PlanRoute(household_id=rows[0].id))
    window.go(VillagePlansRoute())
    qtbot.waitUntil(lambda: not busy())
    assert page.presenter.view is None or page.presenter.view.code == VILLAGE
