"""Every household's time line, and taking changes back; how complete the work is."""

import pytest
from tests.laptops import VILLAGE, answer, family, hand_over, introduce, register, survey, wait

from yihu.actions import (
    ChangeGone,
    ChangeIsBeginning,
    assign_households,
    report_completeness,
    show_conflicts,
    show_history,
    show_household,
    undo_change,
)
from yihu.actions.decide_conflict import decide_conflict

FORM = "household@2026112301"


@pytest.fixture
def household(team):
    answers = family("周桂兰")
    household = register(team, answers)
    survey(team, household, answers)
    wait(team)
    return household


def value(workspace, household, key):
    return workspace.store.document(household).values.get(f"household/{key}")


def test_each_step_says_who_changed_what_from_what_to_what(team, household):
    old = value(team, household, "address")
    answer(team, household, address="村东头")
    steps = show_history(team, household)
    newest = steps[0]
    change = next(each for each in newest.changes if each.path == "household/address")
    assert (newest.person, newest.laptop, newest.mine) == ("张小芳", "青竹二队", True)
    assert (change.before, change.after, change.still) == (old or "空", "村东头", True)
    assert change.question not in ("", "address")
    assert steps[-1].kind == "add"
    (only, *_) = show_history(team, household, "household/address")
    assert [each.path for each in only.changes] == ["household/address"]


def test_a_change_is_taken_back_by_a_new_change_and_that_one_too(team, household):
    old = value(team, household, "address")
    answer(team, household, address="村东头")
    count = len(show_history(team, household))
    changed = next(step for step in show_history(team, household) if step.kind == "finish")
    report = undo_change(team, household, changed.changeset_id, ["household/address"])
    assert (report.undone, report.kept) == (("household/address",), ())
    assert value(team, household, "address") == old
    assert len(show_history(team, household)) == count + 1
    undo_change(team, household, report.changeset_id)
    assert value(team, household, "address") == "村东头"


def test_what_was_changed_once_more_stays(team, household):
    answer(team, household, address="村东头")
    first = show_history(team, household)[0]
    wait(team)
    answer(team, household, address="村西头")
    with pytest.raises(ChangeGone):
        undo_change(team, household, first.changeset_id, ["household/address"])
    assert value(team, household, "address") == "村西头"


def test_a_finished_survey_is_opened_again_when_its_finishing_is_taken_back(team):
    household = register(team)
    from yihu.actions import fill_visit, finish_visit, leave_visit, open_visit

    interview = open_visit(team, household)
    fill_visit(team, interview, family())
    leave_visit(team, interview)
    interview = open_visit(team, household)
    assert finish_visit(team, interview).sealed
    assert show_household(team, household).row.visit_state == "done"
    finish = next(step for step in show_history(team, household) if step.kind == "finish")
    undo_change(team, household, finish.changeset_id)
    assert show_household(team, household).row.visit_state == "in_progress"


def test_a_member_that_was_added_goes_and_one_that_was_removed_comes_back(team, household):
    people = [person.name for person in show_household(team, household).household.persons]
    row = "household/member/01a20846-fe00-7fe1-97cf-0000000000aa"
    team.store.write(household, {f"{row}/_row": 99, f"{row}/name": "新人"}, FORM, "visit")
    undo_change(team, household, show_history(team, household)[0].changeset_id)
    assert [person.name for person in show_household(team, household).household.persons] == people
    last = show_household(team, household).household.persons[-1].row
    team.store.write(household, {f"household/member/{last}/_del": True}, FORM, "visit")
    undo_change(team, household, show_history(team, household)[0].changeset_id)
    assert [person.name for person in show_household(team, household).household.persons] == people


def test_how_a_household_began_is_corrected_not_taken_back(team, household):
    beginning = show_history(team, household)[-1]
    with pytest.raises(ChangeIsBeginning):
        undo_change(team, household, beginning.changeset_id)
    with pytest.raises(ChangeGone):
        undo_change(team, household, "00" * 32)


def test_after_a_merge_before_is_what_the_writer_had_seen(team, office, household, tmp_path):
    introduce(team, office)
    hand_over(team, office, tmp_path / "stick")
    answer(team, household, address="村东头")
    wait(office, 5)
    answer(office, household, address="村西头")
    hand_over(team, office, tmp_path / "stick")
    changed = {
        change.after: (change.before, step.concurrent)
        for step in show_history(office, household, "household/address")
        for change in step.changes
    }
    assert changed["村西头"][0] == changed["村东头"][0] not in ("村西头", "村东头")
    assert sorted(concurrent for _, concurrent in changed.values())[-1] is True
    (decision,) = show_conflicts(office, household)
    decide_conflict(office, household, decision.key, keep=decision.options[1].changeset_id)
    assert value(office, household, "address") == "村东头"
    undo_change(office, household, show_history(office, household)[0].changeset_id)
    (again,) = show_conflicts(office, household)
    assert [one.parts[0].shown for one in again.options] == ["村西头", "村东头"]


def test_completeness_counts_villages_by_teams_and_says_whom_to_call(team, office, household, tmp_path):
    introduce(team, office)
    second = register(team)
    assign_households(team, [second], team="镇汇总")
    report = report_completeness(team)
    (village,) = report.villages
    assert (village.code, village.expected, village.finished, village.finished_percent) == (VILLAGE, 2, 1, 50)
    assert {(each.team, each.expected, each.finished) for each in village.teams} == {
        ("青竹二队", 1, 1),
        ("镇汇总", 1, 0),
    }
    (call,) = report.calls
    assert (call.team, call.laptop, call.open) == ("镇汇总", "镇汇总", 1)
    assert call.reasons
    hand_over(team, office, tmp_path / "stick")
    received = next(each for each in report_completeness(office).laptops if each.team == "青竹二队")
    assert received.received_ms is not None
    assert received.changesets > 0
    assert report_completeness(office).calls == ()


def test_work_that_never_came_is_a_gap(team, office, household):
    answer(team, household, address="村东头")
    wait(team)
    answer(team, household, address="村西头")
    with team.store._db.read() as connection:
        rows = connection.execute("SELECT seq, dictionary, body FROM changeset ORDER BY seq").fetchall()
        bodies = [team.store._bodies.unpack(connection, number, body) for _, number, body in rows]
    missing = sorted(rows)[1][0]
    office.store.union(body for (seq, _, _), body in zip(rows, bodies, strict=True) if seq != missing)
    (gap,) = report_completeness(office).gaps
    assert (gap.village_code, gap.first, gap.last) == (VILLAGE, missing, missing)
