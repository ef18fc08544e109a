"""Where the work stands, the score card and the bulletin, as a coordinator sees and uses them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from tests.laptops import fill_helper

from yihu.actions import fill_record, list_bulletins, report_progress
from yihu.ui.bulletin.page import BulletinPage
from yihu.ui.progress.page import ProgressPage
from yihu.ui.routes import OverviewRoute, VisitsRoute
from yihu.ui.score.page import ScorePage


@pytest.fixture
def paired(workspace):
    """Two of the demo village's households have a helper; another helper has done nothing."""
    rows = workspace.store.households(limit=2)
    busy = fill_helper(workspace, "刘春生", "县水利局")
    fill_helper(workspace, "毛远志", "县农业局")
    for row in rows:
        pledge = {"pledge_household_state": "running", "pledge_household_on": "2026-03-01"}
        fill_record(
            workspace, row.id, "pairing", {"pairing_helper": busy, "pairing_since": "2026-02-01", **pledge}
        )
    return workspace


def opened(person, window, tab, kind):
    window.go(OverviewRoute())
    person.presses(tab)
    page = window.findChild(kind)
    assert page is not None
    return page


def test_the_villages_progress_and_the_list_behind_a_bar(person, window, workspace):
    page = opened(person, window, "工作进度", ProgressPage)
    whole = report_progress(workspace).whole.progress
    person.sees(f"{whole.households:,}", "计划已签字", "见过面")
    key = page.presenter.report.rows[0].progress.key
    page.chart.chosen.emit(key, "signed")
    person.waits(lambda: isinstance(window.route, VisitsRoute))
    assert len(person.rows()) == page.presenter.report.rows[0].progress.signed


def test_villages_with_known_places_stand_on_a_map_that_opens_their_lists(person, window, workspace):
    page = opened(person, window, "工作进度", ProgressPage)
    person.waits(lambda: page.presenter.report is not None)
    person.sees_no("村庄地图")
    with workspace.store._db.write() as connection:
        connection.execute("UPDATE household SET north_udeg = 28500000 + id, east_udeg = 112300000")
    page._find()
    person.sees("村庄地图")
    (dot,) = page.map.dots
    whole = page.presenter.report.whole.progress
    assert (dot.households, dot.signed) == (whole.households, whole.signed)
    assert f"{dot.name}：{dot.households} 户" in page.map.accessibleDescription()
    QTest.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=page.map.at(dot.north, dot.east).toPoint())
    person.waits(lambda: isinstance(window.route, VisitsRoute))
    assert window.route.filter.query.village == dot.code


def test_who_is_behind_is_named_with_the_one_next_thing(person, window, workspace):
    opened(person, window, "工作进度", ProgressPage)
    (name, words, _) = next(ProgressPagePresenter(workspace).stuck_now())
    person.sees(name, words)


def test_without_pairs_the_page_says_what_to_do_first(person, window):
    page = opened(person, window, "工作进度", ProgressPage)
    page.way.setCurrentIndex(page.way.findData("unit"))
    page.way.activated.emit(page.way.currentIndex())
    person.sees("还没有结对。")


def test_progress_by_unit(person, window, paired):
    page = opened(person, window, "工作进度", ProgressPage)
    page.way.setCurrentIndex(page.way.findData("unit"))
    page.way.activated.emit(page.way.currentIndex())
    person.waits(lambda: page.presenter.report is not None and page.presenter.report.by == "unit")
    assert [row.label for row in page.presenter.report.rows] == ["县水利局"]


def test_the_score_card_names_the_unit_that_would_be_vetoed_and_why(person, window, paired):
    page = opened(person, window, "年度考核", ScorePage)
    person.sees("有 1 个单位的成员还什么都没有做", "县水利局", "县农业局")
    page.units.selectRow(1)
    person.sees("毛远志：任务没完成，承诺没兑现，一户也没见")


def test_another_score_card_is_used_and_a_broken_one_is_not(person, window, paired, tmp_path):
    page = opened(person, window, "年度考核", ScorePage)
    person.sees("县水利局")
    page.save_to(tmp_path / "card.toml")
    person.sees("已保存。")
    text = (tmp_path / "card.toml").read_text("utf-8-sig")
    broken = tmp_path / "broken.toml"
    broken.write_text(text.replace("weight = 20", "wieght = 20"), "utf-8")
    page.use_file(broken)
    person.sees("这份评分表不能用", "scorecard-refused")
    own = tmp_path / "own.toml"
    own.write_text(text.replace("version = 1", "version = 2"), "utf-8")
    page.use_file(own)
    person.sees("第 2 版")


def test_a_bulletin_is_written_copied_and_kept(person, window, workspace):
    page = opened(person, window, "动态信息", BulletinPage)
    person.waits(lambda: "帮扶动态 第 1 期" in page.text.toPlainText())
    page.text.appendPlainText("请各村抓紧。")
    person.presses("复制").sees("已复制。")
    assert QGuiApplication.clipboard().text().endswith("请各村抓紧。")
    person.presses("存为一期").sees("第 1 期动态已存下")
    (kept,) = list_bulletins(workspace, page.presenter.division)
    assert kept.text.endswith("请各村抓紧。")
    person.waits(lambda: "帮扶动态 第 2 期" in page.text.toPlainText())


def test_words_of_visits_go_in_when_they_are_ticked(person, window, workspace):
    page = opened(person, window, "动态信息", BulletinPage)
    person.waits(lambda: page.presenter.draft is not None)
    quotes = page.presenter.draft.quotes
    assert quotes, "the demo village has visits that told something"
    page.words.item(0).setCheckState(Qt.CheckState.Checked)
    assert quotes[0].text in page.text.toPlainText()
    page.words.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert quotes[0].text not in page.text.toPlainText()


class ProgressPagePresenter:
    """What the page's presenter would say now."""

    def __init__(self, workspace):
        from yihu.ui.progress.presenter import ProgressPresenter

        self._presenter = ProgressPresenter(workspace)

    def stuck_now(self):
        self._presenter.take(self._presenter.find())
        return self._presenter.stuck()
