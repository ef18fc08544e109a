"""Choosing households at the window: filters, the number, a list, changes by hand, a final list, the map."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from yihu.actions import find_selection, list_selections, make_selection, selection_households
from yihu.register.filters import Wanted
from yihu.register.filters_reading import read_short
from yihu.storage.selecting_sql import Around
from yihu.ui.routes import HouseholdRoute, PairsRoute, PrintRoute, SelectionsRoute
from yihu.ui.selections.controls import AmountControl, BoxControl, CodesControl
from yihu.ui.selections.page import SelectionsPage

TODAY = Around(today="2026-11-23", line_cents=730_000)


@pytest.fixture
def page(person, window):
    window.go(SelectionsRoute())
    person.sees("全部农户，共 41 户", "存为名单")
    return window.findChild(SelectionsPage)


def counted(workspace, *texts):
    from yihu.register.filters_reading import join

    return workspace.store.tally(Wanted(where=join(map(read_short, texts))), TODAY).found


def control(page, section, name):
    page.filters.open_section(section)
    return page.filters.controls[name]


def shows(person, page, count):
    person.sees(f"共 {count:,} 户")
    assert page.figure.text() == f"{count:,}"
    return person


def press(page, section, name, code):
    made = control(page, section, name)
    assert isinstance(made, CodesControl)
    QTest.mouseClick(made.chips[code], Qt.MouseButton.LeftButton)


def test_every_press_counts_anew(person, page, workspace):
    ill = counted(workspace, "main_cause=illness")
    press(page, "causes", "main_cause", "illness")
    shows(person, page, ill).sees("主要因病致贫")
    more = counted(workspace, "main_cause=illness,disability")
    press(page, "causes", "main_cause", "disability")
    shows(person, page, more).sees("因病或因残")
    both = counted(workspace, "main_cause=illness,disability", "able_member=yes")
    box = control(page, "members", "able_member")
    assert isinstance(box, BoxControl)
    box.choose(1)
    shows(person, page, both)
    page.joined.setCurrentIndex(1)
    page.joined.activated.emit(1)
    person.sees("满足一个条件即可")
    assert _wait(lambda: int(page.figure.text()) > both)
    person.presses("重新开始").sees("全部农户，共 41 户")
    assert not control(page, "causes", "main_cause").chips["illness"].isChecked()


def test_numbers_and_words_are_counted_while_they_are_typed(person, page, workspace):
    person.writes("证件后四位", "周桂兰").sees("搜索“周桂兰”", "共 1 户")
    page.search.clear()
    person.sees("全部农户，共 41 户")
    below = counted(workspace, "line_percent<150")
    line = control(page, "income", "line_percent")
    assert isinstance(line, AmountControl)
    line.upper.setFocus()
    QTest.keyClicks(line.upper, "150")
    shows(person, page, below).sees("人均低于监测线 1.5 倍")


def test_conditions_can_give_points_instead(person, page, workspace):
    press(page, "causes", "main_cause", "illness")
    person.sees("主要因病致贫")
    menu = page.conditions.menu("main_cause")
    next(each for each in menu.actions() if each.text() == "+5 分").trigger()
    person.sees("按得分从高到低，共 41 户", "得分")
    person.writes("最多选几户", "3").sees("最多 3 户")
    ill = counted(workspace, "main_cause=illness")
    shows(person, page, 3).sees(f"同分的有 {ill} 户，取其中 3 户")
    assert _wait(lambda: len(page.presenter.numbers) == 3)
    assert page.presenter.row(0).points == 5
    menu = page.conditions.menu("main_cause")
    next(each for each in menu.actions() if each.text() == "去掉这个条件").trigger()
    person.sees("全部农户；最多 3 户")


def test_nobody_found_is_said_and_not_saved(person, page):
    press(page, "causes", "main_cause", "marriage")
    person.sees("没有农户满足这些条件", "去掉一个条件")
    assert not page.keep.isEnabled()


def test_a_list_is_saved_changed_by_hand_compared_and_made_final(person, page, workspace, window):
    workspace.store.set_role("coordinator")
    press(page, "causes", "main_cause", "illness")
    ill = counted(workspace, "main_cause=illness")
    shows(person, page, ill)
    person.presses("存为名单").presses("保存").sees("请给名单起个名字")
    person.writes("名单名称", "因病户").writes("名单用途", "住院补助").presses("保存")
    person.sees("给这些户结对", "未定稿", "住院补助", f"因病户：共 {ill} 户，加入 {ill} 户")
    assert _wait(lambda: len(page.presenter.numbers) == ill)
    page.table.selectRow(0)
    taken = page.presenter.row(0)
    person.presses("手工移出").sees("还没有写理由")
    page.table.selectRow(0)
    person.writes("写明理由", "已搬走").presses("手工移出").sees(
        f"因病户：共 {ill - 1} 户", "手工改动", "已搬走"
    )
    assert taken.id not in selection_households(workspace, "因病户")
    person.presses("和现在对一对").sees("名单和现在按条件选出的一致")
    window.go(HouseholdRoute(household_id=taken.id))
    person.sees("在这些名单上", "因病户", "手工移出", "已搬走").presses("因病户").sees("手工改动")
    page.lists.setCurrentIndex(0)
    page.lists.activated.emit(0)
    person.writes("证件后四位", taken.head_name).sees("共 1 户")
    assert _wait(lambda: len(page.presenter.numbers) == 1)
    page.table.selectRow(0)
    person.sees("选中 1 户").writes("写明理由", "又搬回来了").presses("手工加入").sees(f"因病户：共 {ill} 户")
    window.go(SelectionsRoute(selection=find_selection(workspace, "因病户").id))
    person.presses("定稿").sees("不能撤回").presses("确定定稿").sees("2026-11-23定稿").sees_no(
        "按现在的结果更新", "定稿后不能"
    )
    page.table.selectRow(0)
    assert not page.hands.isVisible()
    assert find_selection(workspace, "因病户").final


def test_a_saved_list_leads_to_pairs_and_cards_and_back_to_a_filter(person, page, workspace, window):
    made = make_selection(workspace, "缺劳力", Wanted(where=read_short("main_cause=lack_labour")))
    window.go(SelectionsRoute(selection=made.id))
    person.sees("缺劳力：主要缺劳力致贫", "打印意向卡")
    gone = []
    page.go.disconnect()
    page.go.connect(gone.append)
    person.presses("给这些户结对").presses("打印意向卡")
    assert gone == [
        PairsRoute(selection=made.id),
        PrintRoute(household_ids=selection_households(workspace, made.id), kind="intention_card"),
    ]
    person.presses("删除名单").presses("取消")
    assert len(list_selections(workspace)) == 1
    person.presses("用这个条件重新选").sees("主要缺劳力致贫，共").sees_no("打印意向卡")
    assert control(page, "causes", "main_cause").chips["lack_labour"].isChecked()
    window.go(SelectionsRoute(selection=made.id))
    person.presses("删除名单").presses("确定删除").sees("主要缺劳力致贫，共")
    assert list_selections(workspace) == ()


def test_the_map_shows_who_is_chosen_and_opens_a_household(person, page, workspace):
    person.presses("地图").sees("还没有一户有坐标")
    person.presses("表格").sees_no("还没有一户有坐标")
    ids = [row.id for row in workspace.store.households(limit=3)]
    with workspace.store._db.write() as connection:
        for number, id in enumerate(ids):
            from uuid import UUID

            place = (28_500_000 + 2_000 * number, 112_300_000 + 1_000 * number, UUID(id).bytes)
            connection.execute("UPDATE household SET north_udeg = ?, east_udeg = ? WHERE uuid = ?", place)
    person.presses("地图")
    person.sees("全部农户")
    page.window().repaint()
    assert _wait(lambda: "有坐标的 3 户中选上 3 户" in page.map.accessibleDescription())
    assert page.result.pile.currentWidget() is page.map
    north = {spot.id: page.map.place_of(spot) for spot in page.map.every}
    assert north[ids[2]].y() < north[ids[0]].y(), "north is above"
    assert north[ids[2]].x() > north[ids[0]].x(), "east is at the right"
    gone = []
    page.go.disconnect()
    page.go.connect(gone.append)
    QTest.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=north[ids[1]].toPoint())
    assert gone == [HouseholdRoute(household_id=ids[1])]
    assert page.map.nearest(QPointF(1, 1)) is None


def test_an_empty_register_says_what_to_do_first(newcomer, closed_window, folders):
    space = folders.create(folders.default, "three hens by the well", "青竹村二队", "张小芳")
    closed_window.open(space)
    closed_window.go(SelectionsRoute())
    newcomer.sees("名册还是空的", "先收进县里的名册", "收下名单")


def test_the_list_on_screen_opens_households_and_is_offered_for_saving(page, person, workspace):
    press(page, "causes", "main_cause", "illness")
    ill = counted(workspace, "main_cause=illness")
    shows(person, page, ill)
    assert _wait(lambda: len(page.presenter.numbers) == ill)
    gone = []
    page.go.disconnect()
    page.go.connect(gone.append)
    page.table.setFocus()
    page.table.selectRow(2)
    id = page.presenter.row(2).id
    person.key(Qt.Key.Key_Return)
    assert gone == [HouseholdRoute(household_id=id)]
    listed = page.presenter.listed()
    rows = list(listed.rows())
    assert listed.total == len(rows) == ill
    assert all(len(row) == len(listed.columns) for row in rows)
    assert {row[5] for row in rows} == {"illness"}


def _wait(told):
    from tests.stories.person import _wait_for

    return _wait_for(told)
