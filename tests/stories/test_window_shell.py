"""First start, unlocking, languages, looks, settings, overview."""

from dataclasses import replace
from threading import Event

from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from tests.stories.person import PASSPHRASE

from yihu.base.i18n import language
from yihu.storage.errors import DatabaseNewer
from yihu.ui.look.tokens import look
from yihu.ui.routes import HouseholdRoute, InterviewRoute, OverviewRoute, SettingsRoute, VisitsRoute
from yihu.ui.settings import presenter as settings_presenter


def test_the_first_start_offers_the_demo_village(newcomer):
    newcomer.sees("先看看示范村", "开始工作").presses("先看看示范村").sees("青竹村", "41 户")


def test_starting_work_asks_for_a_team_a_name_and_a_passphrase(newcomer, closed_window):
    newcomer.presses("开始工作").sees("请给工作队起个名字。", "请写您的姓名。", "请设一个口令。")
    newcomer.writes("工作队名称", "青竹村二队").writes("您的姓名", "张小芳")
    newcomer.writes("口令", "123").sees("太短")
    newcomer.writes("口令", PASSPHRASE).sees("很好。")
    newcomer.writes("再输一次口令", "three hens").presses("开始工作").sees("两次口令不一样。")
    newcomer.writes("再输一次口令", PASSPHRASE).presses("开始工作").sees("请抄下或打印这 24 个字")
    newcomer.presses("以后再做").sees("这里还没有农户。", "新的一户", "本机还没有恢复单。")
    assert closed_window.shell.workspace.store.team == "青竹村二队"


def test_what_was_typed_stays_when_the_language_changes(newcomer):
    newcomer.writes("工作队名称", "青竹村二队").presses("English")
    newcomer.sees("Start work", "Try the demo village", "青竹村二队")
    assert language() == "en"


def test_a_later_start_asks_for_the_passphrase(own_folder, newcomer, closed_window):
    newcomer.sees("解锁", "资料文件夹").presses("打开").sees("请输入口令。")
    newcomer.writes("口令", "wrong passphrase").key(Qt.Key.Key_Return)
    newcomer.sees("passphrase-wrong")
    newcomer.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("青竹村", "周桂兰")


def test_a_second_window_on_the_same_folder_says_so(own_folder, folders, newcomer):
    other = folders.open(own_folder, PASSPHRASE)
    try:
        newcomer.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("folder-in-use")
    finally:
        other.close()


def test_a_damaged_folder_says_what_to_do(own_folder, newcomer):
    database = own_folder / "yihu.db"
    database.write_bytes(b"\0" * database.stat().st_size)
    newcomer.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("database-damaged")


def test_locking_closes_the_folder_and_unlocking_comes_back(own_folder, newcomer, closed_window):
    newcomer.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("周桂兰")
    newcomer.presses("锁定").sees("解锁").sees_no("周桂兰")
    assert closed_window.shell.workspace is None
    newcomer.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("周桂兰")


def test_the_language_changes_at_once_on_the_page_in_front(person, window, workspace):
    row = workspace.store.households()[0]
    window.go(HouseholdRoute(household_id=row.id))
    window.go(SettingsRoute())
    person.presses("English").sees("Questionnaires", "Size of letters")
    window.go(HouseholdRoute(household_id=row.id))
    person.sees("Members", "What happened")
    window.go(SettingsRoute())
    person.presses("简体中文").sees("问卷", "字的大小")


def test_every_widget_is_made_in_the_chosen_look(person, window):
    window.go(SettingsRoute())
    person.presses("深色").sees("字的大小")
    assert look().scheme == "dark"
    person.presses("150 %").sees("字的大小")
    assert look().scale == 1.5
    person.presses("100 %").presses("浅色")
    assert (look().scheme, look().scale) == ("light", 1.0)


def test_settings_tell_the_team_the_questionnaires_and_where_the_data_lies(person, window, workspace):
    window.go(SettingsRoute())
    person.sees("入户调查", "走访记录", str(workspace.folder), "Apache-2.0", "本机代码")
    person.writes("您的姓名", "何立群")
    window.go(VisitsRoute())
    assert workspace.store.person == "何立群"


def test_a_workbook_that_is_no_questionnaire_is_explained(person, window, tmp_path):
    path = tmp_path / "账本.xlsx"
    path.write_bytes(b"not a workbook")
    window.go(SettingsRoute())
    window.page.add_form(path)
    person.sees("账本.xlsx", "form-refused", "有错")


def workbook(path, *questions):
    """An XLSForm with these (type, name, label) rows."""
    book = Workbook()
    survey = book.active
    survey.title = "survey"
    for row in (("type", "name", "label"), *questions):
        survey.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version"))
    settings.append(("水井调查", "well", "1"))
    book.save(path)
    return path


def test_a_county_adds_its_own_questionnaire(person, window, tmp_path, workspace):
    path = workbook(
        tmp_path / "水井.xlsx", ("text", "place", "水井在哪里"), ("integer", "depth", "多深（米）")
    )
    window.go(SettingsRoute())
    window.page.add_form(path)
    person.sees("《水井调查》已添加。", "2 道题", "已添加")
    window.go(HouseholdRoute(household_id=workspace.store.households()[0].id))
    assert [form.title for form in window.page.presenter.other_forms()] == [
        "走访记录",
        "季度收入",
        "办理程序",
        "水井调查",
    ]


def test_what_was_put_right_is_listed_and_saved_as_a_corrected_workbook(
    person, window, tmp_path, monkeypatch
):
    path = workbook(
        tmp_path / "水井.xlsx", ("text ", "place name", "水井在哪里"), ("integer", "depth", "多深")
    )
    window.go(SettingsRoute())
    window.page.add_form(path)
    person.sees("《水井调查》已添加。", "已改正", "survey · 第 2 行 · name", "原来", "place name", "改为")
    target = tmp_path / "改好.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    person.presses("保存改正后的工作簿…").sees("改正后的工作簿已保存为 改好.xlsx。")
    window.page.add_form(target)
    person.sees("2 道题").sees_no("已改正")


def test_reading_a_questionnaire_can_be_stopped(person, window, tmp_path, workspace, monkeypatch):
    begun, go_on = Event(), Event()
    add = settings_presenter.add_form

    def slow(*args):
        begun.set()
        go_on.wait(10)
        return add(*args)

    monkeypatch.setattr(settings_presenter, "add_form", slow)
    window.go(SettingsRoute())
    window.page.add_form(workbook(tmp_path / "水井.xlsx", ("text", "place", "水井在哪里")))
    assert begun.wait(10)
    person.presses("停止")
    go_on.set()
    person.sees("cancelled")
    assert workspace.store.form("well") is None


def test_each_problem_of_a_questionnaire_names_its_row_and_column(person, window, tmp_path):
    path = workbook(tmp_path / "水井.xlsx", ("text", "place", "在哪里"), ("colour", "paint", "什么颜色"))
    window.go(SettingsRoute())
    window.page.add_form(path)
    person.sees("form-refused", "有错", "survey · 第 3 行 · type")


def test_a_newer_database_is_explained_at_the_door(own_folder, newcomer, closed_window):
    def newer(folder, passphrase):
        raise DatabaseNewer

    closed_window.shell.folders = replace(closed_window.shell.folders, open=newer)
    newcomer.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("database-newer")


def test_a_folder_that_cannot_be_written_is_explained(newcomer, closed_window, tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    closed_window.centralWidget().presenter.begin.folder = tmp_path / "file" / "yihu"
    newcomer.writes("工作队名称", "二队").writes("您的姓名", "张小芳")
    newcomer.writes("口令", PASSPHRASE).writes("再输一次口令", PASSPHRASE).presses("开始工作")
    newcomer.sees("folder-not-writable")


def test_locking_during_an_interview_loses_nothing(own_folder, newcomer, closed_window):
    newcomer.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("周桂兰")
    row = closed_window.shell.workspace.store.households()[0]
    closed_window.go(InterviewRoute(household_id=row.id))
    newcomer.sees("入户调查").writes("调查员", "李建军").presses("锁定").sees("解锁")
    newcomer.sees("打开后回到刚才那道题").writes("口令", PASSPHRASE).key(Qt.Key.Key_Return)
    newcomer.sees("周桂兰", "入户调查", "李建军")
    assert closed_window.route == InterviewRoute(household_id=row.id)


def test_each_number_of_the_overview_opens_its_list(person, window):
    window.go(OverviewRoute())
    person.sees("在册户数", "41", "已走访", "29", "因病 12 户", "青竹村 41 29")
    person.presses("计划已签字")
    assert len(person.rows()) == 12
    window.go(OverviewRoute())
    window.page.causes.setFocus()
    person.key(Qt.Key.Key_Return)
    assert len(person.rows()) == 12
    person.sees("因病 12")


def test_the_rail_goes_everywhere_by_keys(person, window):
    for key, words in (
        (Qt.Key.Key_5, "汇总"),
        (Qt.Key.Key_6, "选户"),
        (Qt.Key.Key_7, "设置"),
        (Qt.Key.Key_1, "青竹村"),
    ):
        person.key(key, Qt.KeyboardModifier.ControlModifier).sees(words)
        assert window.windowTitle().startswith(words)


def test_a_page_that_fails_says_so_instead_of_leaving_nothing(person, window):
    window.go(HouseholdRoute(household_id="00000000-0000-7000-8000-000000000000"))
    person.sees("这一页打不开", "household-unknown")
    person.presses("返回").sees("青竹村")
