"""A coordinator looks at the rules, edits a copy, adds it, and is told what is wrong with it."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from tests.laptops import new_laptop, wait
from tests.stories.person import PASSPHRASE

from yihu.actions import (
    add_profile,
    export_package,
    list_profiles,
    my_card,
    profile_in_force,
    receive_packages,
)
from yihu.register.profiles import shipped_text
from yihu.sync.organisation import Role
from yihu.ui.routes import SettingsRoute

DEMO = 'region = "430999", name = "演示县（虚构）", year = 2023, yuan = '


@pytest.fixture
def at_rules(own_folder, newcomer, closed_window):
    newcomer.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("周桂兰")
    closed_window.go(SettingsRoute(part="rules"))
    return newcomer


def picture(window, name):
    """For whoever wants to look: YIHU_PICTURES names a folder."""
    if folder := os.environ.get("YIHU_PICTURES"):
        window.resize(1366, 768)
        window.grab().save(str(Path(folder) / f"{name}.png"))


def chosen_as(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def test_the_rules_in_force_are_shown_with_their_sources(at_rules, closed_window):
    at_rules.sees("规则与标准", "常态化帮扶 2026–", "现用", "贵州省 2023", "7,300", "长顺县核查规则")
    at_rules.presses("建档立卡 2014–2020").sees(
        "不计入的收入", "教育补助", "教育补助专款专用", "退出户的措施至少"
    )
    picture(closed_window, "rules-2014")
    assert profile_in_force(closed_window.shell.workspace).id == "regular-2026"
    at_rules.presses("新的调查按这一套").sees("新的入户调查按：建档立卡 2014–2020")
    assert profile_in_force(closed_window.shell.workspace).id == "registration-2014"


def test_a_copy_is_saved_edited_wrongly_told_so_put_right_and_added(
    at_rules, closed_window, monkeypatch, tmp_path
):
    copy = tmp_path / "本县规则.toml"
    chosen_as(monkeypatch, copy)
    at_rules.presses("另存一份来修改…").sees("用记事本修改")
    text = copy.read_text("utf-8-sig").replace("version = 1", "version = 1000", 1)
    copy.write_text(
        text.replace(f"{DEMO}7300", f"{DEMO}-8100").replace("notice_days = 5", "notice_day = 7", 1), "utf-8"
    )
    at_rules.presses("添加改好的文件…").sees(
        "不能小于0", "没有“limits.notice_day”这一项", "是不是想写“notice_days”"
    )
    picture(closed_window, "rules-wrong")
    assert [row.version for row in list_profiles(closed_window.shell.workspace)] == [1, 1, 1]
    copy.write_text(text.replace(f"{DEMO}7300", f"{DEMO}8100"), "utf-8")
    at_rules.presses("添加改好的文件…").sees("《常态化帮扶 2026–》已添加", "8,100", "第 1000 版")
    picture(closed_window, "rules-added")
    assert profile_in_force(closed_window.shell.workspace).short_ref == "regular-2026@1000"


def test_a_coordinator_reads_what_a_team_added_and_signs_it(at_rules, closed_window, tmp_path):
    office = closed_window.shell.workspace
    at_rules.sees_no("等协调员确认")
    office.store.create_organisation("青山县", "山里的路不好走", quick=True)
    team = new_laptop(tmp_path / "team", "青竹二队", "张小芳")
    team.clock.at = office.clock.now()
    team.store.join(office.store.invite(team.store.my_card(), Role.TEAM))
    text = shipped_text("regular-2026").replace("version = 1", "version = 1000", 1)
    file = tmp_path / "本县规则.toml"
    file.write_text(text.replace(f"{DEMO}7300", f"{DEMO}8100"), "utf-8")
    assert add_profile(team, file).waits
    wait(team, 1)
    package = export_package(team, tmp_path, [my_card(office).fingerprint]).path
    team.close()
    receive_packages(office, [package])
    closed_window.go(SettingsRoute(part="rules"))
    at_rules.sees("等协调员确认", "《常态化帮扶 2026–》，第 1000 版", "签字以前不用").presses("看内容")
    at_rules.sees("里面写的")
    assert "8100" in closed_window.page.rules.shared._text.toPlainText()
    picture(closed_window, "rules-waiting")
    at_rules.presses("签字，全队使用").sees("已签字", "别的电脑在下次交接后用", "第 1000 版", "8,100")
    at_rules.sees_no("签字以前不用")
    picture(closed_window, "rules-signed")
    assert profile_in_force(office).short_ref == "regular-2026@1000"
