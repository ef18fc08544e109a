"""The checks over the register: listed, waived with a reason, handed over, and counted no more."""

from decimal import Decimal

import pytest
from tests.laptops import VILLAGE, answer, family, hand_over, introduce, register, survey, wait

from yihu.actions import (
    CheckUnknown,
    HouseholdUnknown,
    MemberUnknown,
    WaiverReasonMissing,
    list_checks,
    list_conflicts,
    measure_poverty,
    move_member,
    open_visit,
    restore_check,
    show_history,
    show_household,
    undo_change,
    waive_check,
)
from yihu.actions.remarks import RemarkTooLong
from yihu.storage.rows import HouseholdQuery


@pytest.fixture
def doubtful(team):
    """A surveyed household with one finding."""
    household = register(team)
    survey(team, household)
    return household


def found(workspace, **filters):
    return [(line.household_id, line.rule) for line in list_checks(workspace, **filters).lines]


def only_line(workspace, **filters):
    (line,) = list_checks(workspace, **filters).lines
    return line


def test_findings_are_listed_with_place_words_and_advice(team, doubtful):
    line = only_line(team)
    assert (line.household_id, line.head_name, line.village) == (doubtful, "𠮷田秀英", "青竹村")
    assert line.message
    assert line.advice
    assert line.severity == "error"
    (shown,) = show_household(team, doubtful).findings
    assert (shown.rule, shown.person) == (line.rule, line.person_row)


def test_a_household_that_nobody_surveyed_has_none(team):
    register(team)
    assert list_checks(team).lines == ()


def test_filters_by_village_severity_and_rule(team, doubtful):
    line = only_line(team)
    assert found(team, village=VILLAGE, severity="error", rule=line.rule) == [(doubtful, line.rule)]
    assert found(team, village="430999101999") == []
    assert found(team, severity="warning") == []
    assert found(team, rule="R01") == []
    assert list_checks(team).by_rule == {line.rule: 1}


def test_a_waived_check_counts_nowhere_and_is_listed_as_waived(team, doubtful):
    line = only_line(team)
    before = show_household(team, doubtful).row.checks
    report = waive_check(team, doubtful, line.rule, line.person_row, " 已核实，确实如此 ")
    assert report.reason == "已核实，确实如此"
    assert (report.checks, before) == (0, 1)
    view = show_household(team, doubtful)
    assert (view.findings, view.row.checks) == ((), 0)
    assert [each.waived for each in view.waived] == ["已核实，确实如此"]
    assert found(team) == []
    assert only_line(team, waived=True).waived == "已核实，确实如此"
    assert only_line(team, waived=None).rule == line.rule


def test_a_check_counts_again_when_the_waiver_is_taken_back(team, doubtful):
    line = only_line(team)
    waive_check(team, doubtful, line.rule, None, "确实如此")
    assert found(team) == []
    restore_check(team, doubtful, line.rule)
    assert found(team) == [(doubtful, line.rule)]
    assert found(team, waived=True) == []


def test_a_waiver_is_undone_like_any_change(team, doubtful):
    line = only_line(team)
    report = waive_check(team, doubtful, line.rule, None, "确实如此")
    assert show_history(team, doubtful)[0].changes
    undo_change(team, doubtful, report.changeset_id)
    assert found(team) == [(doubtful, line.rule)]


def test_a_waiver_needs_a_reason_a_check_and_a_member(team, doubtful):
    with pytest.raises(WaiverReasonMissing):
        waive_check(team, doubtful, "R32", None, "  ")
    for rule in ("R99", "R53"):
        with pytest.raises(CheckUnknown):
            waive_check(team, doubtful, rule, None, "-")
    with pytest.raises(MemberUnknown):
        waive_check(team, doubtful, "R32", "nobody", "-")
    with pytest.raises(RemarkTooLong):
        waive_check(team, doubtful, "R32", None, "字" * 5001)
    with pytest.raises(HouseholdUnknown):
        waive_check(team, "0190a000-0000-7000-8000-000000000001", "R32", None, "-")
    assert len(list_checks(team).lines) == 1


def test_numbers_in_a_reason_are_hidden_in_the_list(team, doubtful):
    line = only_line(team)
    waive_check(team, doubtful, line.rule, None, "电话 13900001234 核实")
    assert "13900001234" not in only_line(team, waived=True).waived


def test_a_waiver_travels_and_two_reasons_are_a_choice(team, office, doubtful, tmp_path):
    introduce(team, office)
    hand_over(team, office, tmp_path / "first")
    line = only_line(team)
    waive_check(team, doubtful, line.rule, None, "村里核实过")
    wait(office)
    waive_check(office, doubtful, line.rule, None, "镇上核实过")
    hand_over(team, office, tmp_path / "second")
    assert found(office) == []
    (conflict,) = list_conflicts(office, doubtful)
    assert {value.shown for value in conflict.values} == {"村里核实过", "镇上核实过"}
    assert line.rule in conflict.question


def test_a_waiver_outlives_a_new_survey(team, doubtful):
    line = only_line(team)
    waive_check(team, doubtful, line.rule, line.person_row, "确实如此")
    wait(team)
    survey(team, doubtful)
    assert found(team) == []
    assert len(list_checks(team, waived=True).lines) == 1


def test_two_households_with_one_telephone_are_both_told(team):
    answers = family("周桂兰")
    first, second = register(team, answers), register(team, family())
    survey(team, first, answers)
    survey(team, second, family())
    before = set(found(team))
    phone = "13900004321"
    answer(team, first, phone=phone)
    answer(team, second, phone=phone)
    new = set(found(team)) - before
    assert new == {(first, "R35X"), (second, "R35X")}
    assert "R35X" in {finding.rule for finding in show_household(team, first).findings}
    assert found(team, village="430999101999") == []
    waive_check(team, first, "R35X", None, "同一部电话")
    assert [id for id, rule in found(team) if rule == "R35X"] == [second]
    assert (first, "R35X") in found(team, waived=True)


def test_the_measures_are_those_of_the_surveyed_households(team, doubtful):
    register(team, family("周桂兰"))
    report = measure_poverty(team)
    assert report.selected == 2
    assert (report.multidimensional.households, report.multidimensional.households_left_out) == (1, 1)
    assert (report.income.households, report.income.households_left_out) == (1, 1)
    assert not report.multidimensional.indicators_left_out
    per_head = show_household(team, doubtful).household.net_per_head_yuan()
    assert report.income.mean_yuan == pytest.approx(float(per_head))
    assert report.lines_yuan == (Decimal(7300),)
    assert report.income.fgt0 == 1.0


def test_another_line_and_a_selection_change_what_is_measured(team, doubtful):
    assert measure_poverty(team, line_yuan=Decimal(1)).income.fgt0 == 0
    nothing = measure_poverty(team, HouseholdQuery(village="430999101999"))
    assert (nothing.selected, nothing.multidimensional.headcount) == (0, 0)


def test_a_waiver_for_a_member_goes_with_the_member(team, doubtful):
    person = show_household(team, doubtful).household.persons[-1]
    waive_check(team, doubtful, "R32", person.row, "在外省参保")
    other = register(team, family("周桂兰"))
    survey(team, other, family("周桂兰"))
    moved = move_member(team, doubtful, person.row, other)
    waived = show_household(team, other).household.waived
    assert list(waived.values()) == ["在外省参保"]
    assert moved


def test_an_interview_is_not_disturbed_by_a_waiver(team, doubtful):
    waive_check(team, doubtful, "R32", None, "在外省参保")
    interview = open_visit(team, doubtful)
    assert interview.session.answers()
    assert show_household(team, doubtful).household.waived == {("R32", None): "在外省参保"}
