"""The list of households, as a person works with it."""

from PySide6.QtCore import Qt

from yihu.ui.routes import HouseholdRoute, InterviewRoute


def test_the_village_shows_its_households_with_their_states(person):
    person.sees(
        "青竹村",
        "41 户 · 已走访 29",
        "全部 41",
        "未走访 6",
        "一组",
        "周桂兰",
        "已签字",
        "家中无人",
        "待核对 3",
    )
    assert len(person.rows()) == 41


def test_a_name_is_found_by_its_initials_by_its_characters_and_nothing_else_is_shown(person):
    person.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier).types("zgl")
    assert person.rows() == ["周桂兰"]
    person.key(Qt.Key.Key_Escape)
    assert len(person.rows()) == 41
    person.types("单")
    assert person.rows() == ["单福生"]


def test_surnames_are_found_by_their_own_reading(person):
    person.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier).types("sfs")
    assert person.rows() == ["单福生"]


def test_typing_over_the_list_goes_on_into_the_search(person):
    person.table().setFocus()
    person.types("oyjg")
    person.sees("oyjg")
    assert person.rows() == ["欧阳建国"]


def test_nobody_found_says_what_to_try(person):
    person.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier).types("qqqq")
    person.sees("没有找到“qqqq”", "拼音首字母", "在所有村里找")


def test_a_chip_narrows_the_list_and_all_widens_it_again(person):
    person.presses("家中无人") if "家中无人 1" in person.words().splitlines() else person.presses("未走访 6")
    assert len(person.rows()) == 6
    person.presses("全部 41")
    assert len(person.rows()) == 41


def test_a_group_shows_its_own_households(person, window):
    places = window.page.places
    item = next(places.item(row) for row in range(places.count()) if places.item(row).text() == "三组 7")
    places.setCurrentItem(item)
    assert len(person.rows()) == 7
    person.sees("青竹村 · 三组", "7 户")


def test_arrows_choose_enter_opens_and_back_comes_back_to_the_same_row(person, window):
    person.table().setFocus()
    person.key(Qt.Key.Key_Down).key(Qt.Key.Key_Down)
    chosen = window.page.presenter.chosen
    person.key(Qt.Key.Key_Return)
    assert window.route == HouseholdRoute(household_id=chosen)
    person.presses("返回名单").sees("未走访 6")
    assert window.page.presenter.chosen == chosen
    assert person.table().currentIndex().row() == 2


def test_f2_begins_the_visit(person, window, qtbot):
    person.table().setFocus()
    chosen = window.page.presenter.chosen
    with qtbot.waitSignal(window.page.go) as asked:
        person.key(Qt.Key.Key_F2)
    assert asked.args == [InterviewRoute(household_id=chosen)]


def test_a_new_household_is_written_down_and_found(person, window):
    person.presses("新的一户").sees("谁住在哪里？", "清溪镇 · 青竹村")
    person.presses("只保存").sees("请写户主姓名。")
    person.writes("户主", "𬭚小满")
    person.presses("只保存").sees("𬭚小满 家", "下一步")
    person.presses("入户").sees("42 户")
    person.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier).types("小满")
    assert person.rows() == ["𬭚小满"]
