"""A page that looks beside the window: what a person chose last is what it shows, however late the answers come."""

import threading

import pytest
from PySide6.QtTest import QTest

from yihu.actions.list_checks import list_checks
from yihu.ui.checks.page import ChecksPage
from yihu.ui.due.page import DuePage
from yihu.ui.look.background import busy
from yihu.ui.measures.page import MeasuresPage
from yihu.ui.printing.page import PrintPage
from yihu.ui.routes import ChecksRoute, DueRoute, MeasuresRoute, PrintRoute


class Slow:
    """Work whose first run only ends when it is told to; the others end at once."""

    def __init__(self, work):
        self.work, self.runs, self.may_end = work, 0, threading.Event()

    def __call__(self, *given):
        result = self.work(*given)
        self.runs += 1
        if self.runs == 1:
            assert self.may_end.wait(15)
        return result


def settle():
    for _ in range(500):
        if not busy():
            break
        QTest.qWait(10)
    QTest.qWait(20)


def has_answered(slow, runs):
    for _ in range(500):
        if slow.runs >= runs:
            break
        QTest.qWait(10)
    assert slow.runs >= runs


@pytest.fixture
def slowly(monkeypatch):
    """Makes the first answer of a presenter's question a late one."""

    def make(presenter, name):
        slow = Slow(getattr(presenter, name))
        monkeypatch.setattr(presenter, name, slow)
        return slow

    return make


def test_the_filter_chosen_last_is_shown_whichever_answer_comes_last(person, window, workspace, slowly):
    window.go(ChecksRoute())
    person.sees("改答案")
    page = window.findChild(ChecksPage)
    late = slowly(page.presenter, "find")
    person.presses("矛盾")
    has_answered(late, 1)
    person.presses("要看一看")
    warnings = list_checks(workspace, severity="warning").lines
    person.sees(f"{len(warnings)} 处")
    late.may_end.set()
    settle()
    assert [line.rule for line in page.presenter.lines()] == [line.rule for line in warnings]


def test_how_far_to_look_ahead_chosen_last_is_shown(person, window, slowly):
    window.go(DueRoute())
    person.sees("已逾期")
    settle()
    page = window.findChild(DuePage)
    late = slowly(page.presenter, "find")
    person.presses("30 天内")
    has_answered(late, 1)
    person.presses("90 天内")
    has_answered(late, 2)
    late.may_end.set()
    settle()
    assert page.presenter.report == late.work()


def test_the_village_chosen_last_is_measured(person, window, slowly):
    window.go(MeasuresRoute())
    person.sees("多维贫困发生率 H")
    settle()
    page = window.findChild(MeasuresPage)
    late = slowly(page.presenter, "find")
    page._find()
    has_answered(late, 1)
    page.presenter.village = "999999999999"
    page._find()
    person.sees("还没有可以计算的")
    late.may_end.set()
    settle()
    person.sees("还没有可以计算的")


def test_the_paper_looked_at_last_is_shown(person, window, workspace, slowly):
    ids = [row.id for row in workspace.store.households(limit=2)]
    window.go(PrintRoute(household_ids=tuple(ids)))
    page = window.findChild(PrintPage)
    settle()
    late = slowly(page.presenter, "preview")
    page._show_paper(ids[0])
    has_answered(late, 1)
    page._show_paper("")
    late.may_end.set()
    settle()
    person.sees("在左边选一户")


def test_before_anything_is_found_there_is_nothing_to_correct(person, window, slowly, monkeypatch):
    from yihu.ui.checks.presenter import ChecksPresenter

    late = Slow(ChecksPresenter.find)
    monkeypatch.setattr(ChecksPresenter, "find", lambda self, progress: late(self, progress))
    window.go(ChecksRoute())
    person.sees("正在核对").sees_no("改答案", "属实，不用改")
    assert window.findChild(ChecksPage).rule.count() == 1
    late.may_end.set()
    person.sees("改答案")
