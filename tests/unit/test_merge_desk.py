"""Deciding between answers: one by one, by rule, taken back; facts are never mixed; checks after merging."""

import pytest
from tests.laptops import answer, family, hand_over, introduce, register, survey, wait

from yihu.actions import (
    AnswerNotFitting,
    BatchGone,
    ConflictGone,
    RuleUnknown,
    check_merged,
    decide_by_rule,
    decide_conflict,
    finish_visit,
    list_batches,
    list_conflict_households,
    list_merged,
    list_rules,
    mark_checked,
    open_visit,
    preview_rule,
    show_conflicts,
    undo_batch,
)
from yihu.actions.errors import ConflictChanged
from yihu.base.errors import Cancelled
from yihu.base.progress import Stoppable

FORM = "household@2026112301"


@pytest.fixture
def household(team, office, tmp_path):
    """A surveyed household that both laptops know."""
    introduce(team, office)
    answers = family("周桂兰")
    household = register(team, answers)
    survey(team, household, answers)
    hand_over(team, office, tmp_path / "stick")
    wait(team)
    wait(office, 5)
    return household


@pytest.fixture
def differing(team, office, household, tmp_path):
    """Both typed another phone number; the office last."""
    answer(team, household, phone="13800000001")
    answer(office, household, phone="13900000002")
    hand_over(team, office, tmp_path / "stick")
    return household


def phone(workspace, household):
    return workspace.store.document(household).values["household/phone"]


def member_paths(workspace, household, name):
    """Path of a question of the first member with a paper."""
    values = workspace.store.document(household).values
    return sorted(path for path in values if path.endswith(f"/{name}"))


def test_a_decision_shows_both_answers_whose_they_are_and_what_stands_around(office, differing):
    (decision,) = show_conflicts(office, differing)
    assert [
        (one.parts[0].shown, one.person, one.team, one.laptop, one.winner, one.mine)
        for one in decision.options
    ] == [
        ("139******02", "李建军", "镇汇总", "镇汇总", True, True),
        ("138******01", "张小芳", "青竹二队", "青竹二队", False, False),
    ]
    assert decision.question
    assert decision.beside
    assert decision.typed
    assert {(entry.person, entry.changes[0].after) for entry in decision.history} >= {
        ("张小芳", "138******01"),
        ("李建军", "139******02"),
    }
    assert [one.answers for one in list_conflict_households(office)] == [1]


@pytest.mark.parametrize(("place", "expected"), [(0, "13900000002"), (1, "13800000001")])
def test_either_answer_can_be_kept(office, differing, place, expected):
    (decision,) = show_conflicts(office, differing)
    seen = [one.changeset_id for one in decision.options]
    report = decide_conflict(office, differing, decision.key, keep=seen[place], seen=seen)
    assert (report.left_in_household, phone(office, differing)) == (0, expected)
    with pytest.raises(ConflictGone):
        decide_conflict(office, differing, decision.key, keep=seen[0])


def test_a_third_answer_is_checked_as_the_question_checks_it(office, differing):
    (decision,) = show_conflicts(office, differing)
    with pytest.raises(AnswerNotFitting):
        decide_conflict(office, differing, decision.key, typed="not a number")
    assert len(show_conflicts(office, differing)) == 1
    decide_conflict(office, differing, decision.key, typed="13700000003")
    assert phone(office, differing) == "13700000003"


def test_an_answer_that_nobody_was_shown_is_not_decided_away(office, differing):
    (decision,) = show_conflicts(office, differing)
    with pytest.raises(ConflictChanged):
        decide_conflict(
            office, differing, decision.key, typed="13700000003", seen=[decision.options[0].changeset_id]
        )


def test_a_team_of_one_laptop_is_offered_once_and_former_ids_of_the_laptop_are_its_own(
    team, office, differing
):
    """“This laptop's” and “this team's” would be the same choice."""
    assert list_rules(office) == ("later", "mine", "team:青竹二队")
    assert list_rules(team) == ("later", "mine")
    office.store.take_new_replica()
    assert list_rules(office) == ("later", "mine", "team:青竹二队")
    assert preview_rule(office, "mine").lines[0].then == "139******02"
    assert [one.mine for one in show_conflicts(office, differing)[0].options] == [True, False]
    with office.store._db.write() as connection:
        connection.execute("INSERT INTO replica VALUES (?, ?, ?)", ("ab" * 16, "镇汇总", "第二台"))
    assert list_rules(office) == ("later", "mine", "team:镇汇总", "team:青竹二队")


def test_a_rule_is_looked_at_first_then_done_and_taken_back_whole(team, office, differing):
    assert set(list_rules(office)) >= {"later", "mine", "team:青竹二队"}
    preview = preview_rule(office, "team:青竹二队")
    assert (preview.households, preview.answers, preview.changing, preview.undecided) == (1, 1, 1, 0)
    (line,) = preview.lines
    assert (line.now, line.then, line.changes) == ("139******02", "138******01", True)
    assert len(show_conflicts(office, differing)) == 1
    before = len(office.store.history(differing))
    report = decide_by_rule(office, "team:青竹二队")
    assert (report.answers, phone(office, differing)) == (1, "13800000001")
    assert show_conflicts(office, differing) == ()
    undone = undo_batch(office, report.batch_id)
    assert (undone.answers, undone.kept) == (1, 0)
    assert phone(office, differing) == "13900000002"
    (again,) = show_conflicts(office, differing)
    assert {one.parts[0].shown for one in again.options} == {"139******02", "138******01"}
    assert len(office.store.history(differing)) > before + 1
    assert {(one.team, one.mine) for one in again.options} == {("青竹二队", False), ("镇汇总", True)}
    assert len({one.at_ms for one in again.options}) == 2
    for rule in ("team:青竹二队", "mine", "later"):
        assert preview_rule(office, rule).answers == 1, "as before"
    assert preview_rule(office, "mine").lines[0].then == "139******02"
    with pytest.raises(BatchGone):
        undo_batch(office, report.batch_id)
    assert list_batches(office)[0].undone_ms is not None


def test_taking_a_batch_back_leaves_what_was_answered_since(office, differing):
    report = decide_by_rule(office, "mine")
    answer(office, differing, phone="13600000006")
    undone = undo_batch(office, report.batch_id)
    assert (undone.answers, undone.kept, phone(office, differing)) == (0, 1, "13600000006")


def test_the_later_answer_wins_by_rule_and_a_rule_that_says_nothing_leaves_it_open(office, differing):
    assert preview_rule(office, "team:谁也不是").undecided == 1
    assert decide_by_rule(office, "team:谁也不是").answers == 0
    assert list_batches(office) == ()
    assert decide_by_rule(office, "later", households=[differing]).answers == 1
    assert phone(office, differing) == "13900000002"
    with pytest.raises(RuleUnknown):
        preview_rule(office, "whichever")


def test_kind_and_number_of_a_paper_are_never_mixed(team, office, household, tmp_path):
    kind, number = (member_paths(team, household, name)[0] for name in ("id_type", "id_number"))
    assert kind.rpartition("/")[0] == number.rpartition("/")[0]
    known = team.store.document(household).values
    other = next(each for each in ("passport", "other", "hukou", "id_card") if each != known[kind])
    team.store.write(household, {kind: other}, FORM, "visit")
    wait(office)
    office.store.write(household, {number: "X1234567"}, FORM, "visit")
    hand_over(team, office, tmp_path / "stick")
    values = office.store.document(household).values
    assert (values[kind], values[number]) == (known[kind], "X1234567")
    (decision,) = [each for each in show_conflicts(office, household) if kind in each.paths]
    assert set(decision.paths) == {kind, number}
    assert not decision.typed
    theirs = next(one for one in decision.options if not one.mine)
    assert {part.path for part in theirs.parts} == {kind, number}
    decide_conflict(office, household, decision.key, keep=theirs.changeset_id)
    values = office.store.document(household).values
    assert (values[kind], values[number]) == (other, known[number])
    assert show_conflicts(office, household) == ()


def test_a_differing_answer_on_which_questions_depend_stops_finishing(team, office, household, tmp_path):
    values = team.store.document(household).values
    path = "household/wage_kinds"
    assert path in values
    team.store.write(household, {path: "none"}, FORM, "visit")
    office.store.write(household, {path: "local_work"}, FORM, "visit")
    hand_over(team, office, tmp_path / "stick")
    interview = open_visit(office, household)
    kinds = {problem.kind for problem in finish_visit(office, interview).problems}
    assert "conflict" in kinds
    (decision,) = [each for each in show_conflicts(office, household) if path in each.paths]
    decide_conflict(office, household, decision.key, typed=str(values[path] or ""))
    interview = open_visit(office, household)
    assert "conflict" not in {problem.kind for problem in finish_visit(office, interview).problems}


def test_a_merged_household_that_breaks_a_rule_is_listed_until_somebody_looked_through(
    team, office, household, tmp_path
):
    birth = member_paths(team, household, "birth_date")[0]
    assert list_merged(office) == ()
    team.store.write(household, {birth: "2031-01-01"}, FORM, "visit")
    office.store.write(household, {"household/phone": "13900000002"}, FORM, "visit")
    assert list_merged(office) == ()
    hand_over(team, office, tmp_path / "stick")
    (merged,) = list_merged(office)
    assert merged.row.id == household
    assert merged.findings or merged.problems
    mark_checked(office, household)
    assert list_merged(office) == ()


def test_however_many_were_merged_all_are_looked_at_and_it_can_be_stopped(
    team, office, household, tmp_path, monkeypatch
):
    second = register(team, family("胡茂林"))
    survey(team, second, family("胡茂林"))
    hand_over(team, office, tmp_path / "first")
    for each in (household, second):
        birth = next(path for path in member_paths(team, each, "birth_date"))
        team.store.write(each, {birth: "2031-01-01"}, FORM, "visit")
        office.store.write(each, {"household/phone": "13900000002"}, FORM, "visit")
    hand_over(team, office, tmp_path / "stick")
    monkeypatch.setattr(check_merged, "PAGE", 1)
    told = Told()
    assert {one.row.id for one in list_merged(office, progress=told)} == {household, second}
    assert told.steps == [(0, 2), (1, 2)]
    monkeypatch.setattr(check_merged, "AT_MOST", 1)
    assert len(list_merged(office)) == 1
    stopped = Stoppable()
    stopped.stop()
    with pytest.raises(Cancelled):
        list_merged(office, progress=stopped)


class Told:
    """Notes where the work stands."""

    def __init__(self):
        self.steps = []

    def step(self, done, total):
        self.steps.append((done, total))
