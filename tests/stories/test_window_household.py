"""A household's page."""

import pytest

from yihu.actions.assign_households import assign_households
from yihu.ui.routes import HouseholdRoute, InterviewRoute, PlanRoute


@pytest.fixture
def household(workspace):
    def find(name):
        return next(row for row in workspace.store.households() if name in row.head_name)

    return find


def test_who_they_are_what_they_have_and_what_comes_next(person, window, household):
    window.go(HouseholdRoute(household_id=household("欧阳建国").id))
    person.sees(
        "青竹村 / 四组",
        "欧阳建国 家",
        "人均纯收入（上年）",
        "主要致贫原因",
        "家庭成员",
        "户主",
        "经过",
        "待核对",
    )
    person.sees("下一步")


def test_the_large_button_begins_the_survey_of_a_household_that_nobody_visited(
    person, window, household, qtbot
):
    chosen = household("仇大明")
    window.go(HouseholdRoute(household_id=chosen.id))
    person.sees("仇大明 家", "来自名册", "开始调查")
    with qtbot.waitSignal(window.page.go) as asked:
        window.page.banner.button.click()
    assert asked.args == [InterviewRoute(household_id=chosen.id)]


def test_a_surveyed_household_leads_on_to_its_plan(person, window, household, qtbot):
    chosen = household("胡茂林")
    window.go(HouseholdRoute(household_id=chosen.id))
    with qtbot.waitSignal(window.page.go) as asked:
        window.page.banner.button.click()
    assert asked.args == [PlanRoute(household_id=chosen.id)]


def test_the_history_names_every_answer_in_the_words_of_the_questionnaire(person, window, household):
    window.go(HouseholdRoute(household_id=household("周桂兰").id))
    person.presses("历史").sees("每个答案和它以前的值")
    window.page.rows[next(reversed(window.page.rows))].turn(True)
    person.sees("户主姓名")


def test_who_a_household_is_assigned_to_is_no_questionnaire_of_it(person, window, household, workspace):
    chosen = household("周桂兰")
    assign_households(workspace, [chosen.id], team="青竹二队")
    window.go(HouseholdRoute(household_id=chosen.id))
    person.sees("分派").sees_no("assignment", "问卷")


def test_other_questionnaires_are_offered(window, household):
    window.go(HouseholdRoute(household_id=household("周桂兰").id))
    assert {form.title for form in window.page.presenter.other_forms()} == {
        "办理程序",
        "季度收入",
        "走访记录",
    }
