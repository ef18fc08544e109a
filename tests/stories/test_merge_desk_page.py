"""The merge desk at the window: facts, plans, third answers, numbers on purpose, by rule, undo, a look after merging."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.laptops import introduce, wait

from yihu.actions import check_merged
from yihu.actions.exchange_cards import my_card
from yihu.actions.export_package import export_package
from yihu.actions.leave_visit import leave_visit
from yihu.actions.list_conflicts import list_conflicts
from yihu.actions.open_plan import leave_plan, open_plan
from yihu.actions.open_visit import open_visit
from yihu.actions.receive_packages import receive_packages
from yihu.actions.save_answer import save_answer
from yihu.actions.show_household import show_household
from yihu.ui.handover import conflicts_merged
from yihu.ui.handover.conflicts_page import ConflictsPage
from yihu.ui.interview.presenter import REVIEW
from yihu.ui.routes import ConflictsRoute, HandoverRoute, HistoryRoute, InterviewRoute


@pytest.fixture
def differ(workspace, other, tmp_path):
    """Both laptops hold all households; each writes its own answers; then the other's file comes in."""
    stick = tmp_path / "stick"
    stick.mkdir()
    introduce(workspace, other)
    first = export_package(workspace, stick, [my_card(other).fingerprint])
    receive_packages(other, [first.path])

    def answer(household, mine, theirs, write=None):
        (write or change)(workspace, household, mine)
        wait(other, 30)
        (write or change)(other, household, theirs)
        receive_packages(workspace, [export_package(other, stick, [my_card(workspace).fingerprint]).path])

    return answer


def change(laptop, household, answers):
    interview = open_visit(laptop, household)
    for key, value in answers.items():
        ref = interview.session.ref(key)
        save_answer(laptop, interview, interview.session.answer(ref, value), ref)
    leave_visit(laptop, interview)


def change_plan(laptop, household, answers):
    desk = open_plan(laptop, household)
    session = desk.interview.session
    for key, value in answers.items():
        save_answer(laptop, desk.interview, session.answer(session.ref(key), value), session.ref(key))
    leave_plan(laptop, desk)


def write_in_one_record(laptop, household, answers):
    form = f"plan@{laptop.library.form('plan').version}"
    laptop.store.write(household, {f"plan/{key}": value for key, value in answers.items()}, form, "plan")


def household_of(workspace, name):
    return next(row.id for row in workspace.store.households(limit=100) if row.head_name == name)


def keys(workspace, household, name):
    values = workspace.store.document(household).values
    return [path.partition("/")[2] for path in values if path.endswith(f"/{name}")]


@pytest.fixture
def desk(window):
    """Opens the desk on a household."""

    def open_desk(household=None):
        window.go(ConflictsRoute(household_id=household))
        return window.findChild(ConflictsPage)

    return open_desk


def test_what_differs_is_named_at_the_left_and_the_done_ones_turn_grey(person, desk, differ, workspace):
    for name in ("𠮷田秀英", "周桂兰"):
        differ(household_of(workspace, name), {"address": "新屋1号"}, {"address": "老街2号"})
    page = desk(household_of(workspace, "周桂兰"))
    person.sees(
        "还有 2 户", "𠮷田秀英 家", "周桂兰 家", "门牌或住处", "新屋1号", "老街2号", "清溪镇汇总", "本机"
    )
    page.choose(0)
    page.settle()
    person.sees("已解决", "还有 1 户")
    lines = {line.name: line.left for line in page.presenter.households()}
    assert lines == {"周桂兰 家": 0, "𠮷田秀英 家": 1}


def test_hidden_numbers_are_shown_on_purpose_and_that_is_written_down(person, desk, differ, workspace):
    household = household_of(workspace, "𠮷田秀英")
    differ(household, {"phone": "13800000001"}, {"phone": "13900000002"})
    desk(household)
    person.sees("138******01", "139******02").sees_no("13800000001")
    before = len(workspace.store.audit())
    person.presses("显示完整号码").sees("13800000001", "13900000002")
    shown = [row for row in workspace.store.audit() if row.kind == "shown"]
    assert len(workspace.store.audit()) == before + 1
    assert shown[0].details["fields"] == "household/phone"


def test_the_income_by_each_answer_stands_beside_where_it_is_not_the_same(person, desk, differ, workspace):
    household = household_of(workspace, "𠮷田秀英")
    differ(household, {"wage_migrant": "9600"}, {"wage_migrant": "7200"})
    page = desk(household)
    person.sees("旁边的答案", "后的人均纯收入")
    said = [words for name, words in page.presenter.beside() if "人均纯收入" in name]
    assert len(set(said)) == 2


def test_the_income_is_not_told_where_it_does_not_matter(desk, differ, workspace):
    household = household_of(workspace, "𠮷田秀英")
    differ(household, {"address": "新屋1号"}, {"address": "老街2号"})
    assert not [name for name, _ in desk(household).presenter.beside() if "人均纯收入" in name]


def test_a_third_answer_to_a_list_is_one_of_the_list(person, desk, differ, workspace):
    household = household_of(workspace, "𠮷田秀英")
    session = open_visit(workspace, household).session
    ref = session.ref("housing_tenure")
    others = [each.value for each in session.choices(ref) if each.value != session.value(ref)]
    first, second, third = others[:3]
    differ(household, {"housing_tenure": first}, {"housing_tenure": second})
    page = desk(household)
    person.presses("都不对，另填…")
    assert {value for value, _ in page.own_block.view.choices} >= {first, second, third}
    assert page.presenter.settle("nobody knows")
    assert page.presenter.settle(third) == ""
    assert list_conflicts(workspace) == ()
    assert workspace.store.document(household).values["household/housing_tenure"] == third


def test_two_plans_are_shown_whole_and_chosen_whole(person, desk, differ, workspace):
    household = next(row.id for row in workspace.store.households(limit=100) if row.plan_state == "draft")
    first, second, *_ = keys(workspace, household, "measure_content")
    differ(household, {first: "养鸡", second: "务工"}, {first: "养猪", second: "护林"}, change_plan)
    page = desk(household)
    person.sees(
        "这一户有两份计划", "张小芳", "李建军", "养鸡", "养猪", "务工", "护林", "投入资金", "每年增收"
    )
    mine = next(at for at, card in enumerate(page.cards) if "养鸡" in str(card.value.lines))
    page.choose(mine)
    page.settle()
    assert list_conflicts(workspace) == ()
    assert {"养鸡", "务工"} <= {one.content for one in show_household(workspace, household).plan.measures}
    person.presses("撤销上一步").sees("这一户有两份计划")
    assert len(list_conflicts(workspace)) == 1


def test_two_plans_of_0_2_0_are_chosen_whole_or_one_by_one(person, desk, differ, workspace):
    """That version had one record `plan`, in which both laptops wrote."""
    household = next(row.id for row in workspace.store.households(limit=100) if row.plan_state == "draft")
    first, second, *_ = keys(workspace, household, "measure_content")
    differ(household, {first: "养鸡", second: "务工"}, {first: "养猪", second: "护林"}, write_in_one_record)
    page = desk(household)
    person.sees("这一户有两份计划", "张小芳的计划", "李建军的计划", "养鸡", "养猪", "务工", "护林")
    person.presses("一处一处选").sees("第 1 处，共 2 处")
    page.enter(ConflictsRoute(household_id=household))
    mine = next(at for at, card in enumerate(page.cards) if "张小芳" in card.value.shown)
    page.choose(mine)
    page.settle()
    assert list_conflicts(workspace) == ()
    values = workspace.store.document(household).values
    assert {values[f"plan/{first}"], values[f"plan/{second}"]} == {"养鸡", "务工"}
    person.presses("撤销上一步").sees("这一户有两份计划")
    assert len(list_conflicts(workspace)) == 2


def test_the_last_choice_is_taken_back(person, desk, differ, workspace):
    household = household_of(workspace, "𠮷田秀英")
    differ(household, {"address": "新屋1号"}, {"address": "老街2号"})
    page = desk(household)
    person.key(Qt.Key.Key_2).key(Qt.Key.Key_Return).sees("没有不一致").presses("撤销上一步")
    person.sees("新屋1号", "老街2号")
    assert len(list_conflicts(workspace)) == 1
    assert not page.presenter.can_undo()


def test_the_history_of_the_question_opens_below(person, desk, differ, workspace):
    household = household_of(workspace, "𠮷田秀英")
    differ(household, {"address": "新屋1号"}, {"address": "老街2号"})
    desk(household)
    person.presses("看这一题的历史").sees("→ 新屋1号", "→ 老街2号", "李建军 · 清溪镇汇总")


def test_many_are_chosen_by_a_rule_after_a_look_and_taken_back_as_one(person, desk, differ, workspace):
    names = ("𠮷田秀英", "周桂兰", "胡茂林")
    for name in names:
        differ(household_of(workspace, name), {"address": "新屋1号"}, {"address": "老街2号"})
    page = desk()
    person.presses("按规则批量选择").sees("3 户，3 处", "其中 0 处会换成另一个答案", "老街2号")
    assert len(list_conflicts(workspace)) == 3, "a look changes nothing"
    person.presses("用本机填的").sees("其中 3 处会换成另一个答案", "就这样选（3 处）").presses(
        "就这样选（3 处）"
    )
    person.sees("已选好 3 户的 3 处").sees_no("还有 3 户")
    assert QApplication.focusWidget() is page.rules.undo
    assert list_conflicts(workspace) == ()
    values = [workspace.store.document(household_of(workspace, name)).values for name in names]
    assert {each["household/address"] for each in values} == {"新屋1号"}
    person.presses("撤销上一批").sees("已撤销 3 处选择", "还有 3 户", "其中 3 处会换成另一个答案")
    assert QApplication.focusWidget() is page.rules.back
    assert len(list_conflicts(workspace)) == 3
    person.presses("一处一处选").sees("还有 3 户")
    assert page.presenter.current is not None


def test_what_does_not_fit_after_merging_is_looked_through(person, desk, differ, workspace):
    household = household_of(workspace, "𠮷田秀英")
    (months, *_) = keys(workspace, household, "work_months")
    differ(household, {"address": "新屋1号"}, {months: "11", "wage_migrant": "100"})
    page = desk()
    person.sees("没有不一致", "合并后请看一看", "𠮷田秀英 家").presses("看看合并后的 1 户").sees(
        "放在一起对不上"
    )
    assert page.presenter.merged.doubts(household)
    person.presses("看过了，没有问题").sees("没有不一致").sees_no("合并后请看一看")


def test_a_difference_that_decides_others_leads_from_the_review_to_the_desk(
    person, window, differ, workspace
):
    household = household_of(workspace, "𠮷田秀英")
    session = open_visit(workspace, household).session
    ref = session.ref("housing_grade")
    one, other = [each.value for each in session.choices(ref) if each.value != session.value(ref)][:2]
    differ(household, {"housing_grade": one}, {"housing_grade": other})
    window.go(InterviewRoute(household_id=household))
    window.page.go_to(REVIEW)
    person.presses("去选答案…").sees("核对不一致")
    QTest.qWait(50)
    assert isinstance(window.page, ConflictsPage)
    assert window.page.presenter.here == household
    assert QApplication.focusWidget() is not None


def test_a_choice_that_kept_what_was_shown_is_taken_back_in_the_history(
    person, window, desk, differ, workspace
):
    household = household_of(workspace, "𠮷田秀英")
    differ(household, {"address": "新屋1号"}, {"address": "老街2号"})
    desk(household).choose(0)
    window.page.settle()
    window.go(HistoryRoute(household_id=household))
    next(iter(window.page.rows.values())).turn(True)
    person.presses("改回去…").sees("又变回不一致").presses("是，改回去").sees("已改回 1 处")
    assert len(list_conflicts(workspace)) == 1


def test_the_questions_of_what_differs_are_read_before_somebody_comes_to_the_desk(
    window, differ, workspace, qtbot
):
    differ(household_of(workspace, "𠮷田秀英"), {"address": "新屋1号"}, {"address": "老街2号"})
    workspace.library._forms.clear()  # as after a start of the program
    assert not workspace.library.is_parsed("household")
    window.go(HandoverRoute())
    qtbot.waitUntil(lambda: workspace.library.is_parsed("household"))


def test_it_is_said_when_there_are_more_merged_households_than_are_looked_for_at_once(
    person, desk, differ, workspace, monkeypatch
):
    monkeypatch.setattr(check_merged, "AT_MOST", 1)
    monkeypatch.setattr(conflicts_merged, "AT_MOST", 1)
    household = household_of(workspace, "周桂兰")
    birth = keys(workspace, household, "birth_date")[0]
    differ(household, {birth: "2031-01-01"}, {"address": "老街2号"})
    desk(None)
    person.sees("这是前 500 户")
