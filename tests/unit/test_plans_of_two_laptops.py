"""One plan for one household, whatever is merged: two laptops' plans meet as two whole plans."""

import os
import random
from dataclasses import replace
from itertools import permutations

import pytest
from PIL import Image
from tests.laptops import family, introduce, new_laptop, register, survey, wait

from yihu.actions import (
    add_measure,
    add_signed_sheet,
    adopt_measure,
    agree_plan,
    begin_draft,
    choose_plan,
    compare_plans,
    decide_conflict,
    export_package,
    leave_plan,
    my_card,
    open_plan,
    receive_packages,
    remove_measure,
    revise_plan,
    show_conflicts,
    show_history,
    show_household,
    sign_plan,
)
from yihu.actions.errors import ConflictChanged, PlanNotAgreed, PlansDiffer, PlanUnknown
from yihu.actions.reading import plan_of, plans_of
from yihu.planning.in_force import IN_FORCE, lies_in


@pytest.fixture(scope="module")
def team_of_three(tmp_path_factory):
    """Three laptops that know each other."""
    folder = tmp_path_factory.mktemp("laptops")
    made = [new_laptop(folder / name, name, name) for name in ("甲队", "乙队", "丙队")]
    for one, other in permutations(made, 2):
        introduce(one, other)
    for minutes, each in enumerate(made):
        wait(each, minutes * 7 + 1)
    yield made
    for each in made:
        each.close()


@pytest.fixture
def laptops(team_of_three, tmp_path):
    """A surveyed household, new in each test, that the first two know."""
    made = team_of_three
    answers = family("周桂兰")
    household = register(made[0], answers)
    survey(made[0], household, answers)
    hand_over(made[0], made[1], tmp_path)
    return household, made


def hand_over(giver, taker, folder):
    path = export_package(giver, folder, [my_card(taker).fingerprint]).path
    receive_packages(taker, [path])
    path.unlink()


def exchange(one, other, folder):
    hand_over(one, other, folder)
    hand_over(other, one, folder)


def drafted(laptop, household, *numbers):
    """A plan with the suggestions of these places."""
    desk = open_plan(laptop, household)
    chosen = [desk.suggestions[number] for number in numbers]
    for suggestion in chosen:
        desk = adopt_measure(laptop, desk, suggestion)
    leave_plan(laptop, desk)
    return desk.plan


def plans(laptop, household):
    return plans_of(laptop, laptop.store.document(household))


def in_force(laptop, household):
    (plan,) = [plan for plan in plans(laptop, household) if plan.in_force]
    assert plan == plan_of(laptop, laptop.store.document(household))
    return plan


def keys(plan):
    return [measure.key for measure in plan.measures]


def test_two_plans_meet_at_the_desk_as_two_whole_plans_and_one_is_chosen(laptops, tmp_path):
    household, (team, office, _) = laptops
    mine, theirs = drafted(team, household, 0, 1), drafted(office, household, 1, 2)
    exchange(team, office, tmp_path)
    for laptop in (team, office):
        (decision,) = show_conflicts(laptop, household)
        assert decision.key == IN_FORCE
        assert "以哪份为准" in decision.question
        assert not decision.typed
        shown = {part.shown for option in decision.options for part in option.parts}
        for measure in (*mine.measures, *theirs.measures):
            assert any(measure.content in text for text in shown)
        assert keys(in_force(laptop, household)) in (keys(mine), keys(theirs))
    assert in_force(team, household) == in_force(office, household)
    (decision,) = show_conflicts(team, household)
    losing = next(option for option in decision.options if not option.winner)
    decide_conflict(team, household, IN_FORCE, keep=losing.changeset_id)
    hand_over(team, office, tmp_path)
    for laptop in (team, office):
        assert show_conflicts(laptop, household) == ()
        assert {plan.record for plan in plans(laptop, household)} == {mine.record, theirs.record}
        other = next(plan for plan in plans(laptop, household) if not plan.in_force)
        assert keys(other) in (keys(mine), keys(theirs))
        assert keys(other) != keys(in_force(laptop, household))


def test_a_plan_is_not_typed_at_the_desk(laptops, tmp_path):
    household, (team, office, _) = laptops
    drafted(team, household, 0)
    drafted(office, household, 1)
    exchange(team, office, tmp_path)
    with pytest.raises(Exception, match="answer-not-fitting"):
        decide_conflict(team, household, IN_FORCE, typed="plan~x")


def test_until_one_is_chosen_neither_is_changed_agreed_or_signed(laptops, tmp_path):
    household, (team, office, _) = laptops
    drafted(team, household, 0)
    drafted(office, household, 1)
    exchange(team, office, tmp_path)
    desk = open_plan(team, household)
    assert (desk.undecided, desk.read_only, desk.suggestions) == (True, True, ())
    for work in (add_measure, agree_plan):
        with pytest.raises(PlansDiffer):
            work(team, desk)
    with pytest.raises(PlansDiffer):
        sign_plan(team, desk)
    comparison = compare_plans(team, household)
    assert comparison.undecided
    other = next(line for line in comparison.lines if line.standing != "in_force")
    choose_plan(team, household, other.plan.record, comparison.heads)
    assert in_force(team, household).record == other.plan.record
    assert not open_plan(team, household).undecided


def test_another_laptops_draft_is_changed_in_a_copy_and_its_own_stays(laptops, tmp_path):
    household, (team, office, _) = laptops
    mine = drafted(team, household, 0, 1)
    hand_over(team, office, tmp_path)
    desk = remove_measure(office, open_plan(office, household), mine.measures[0].row)
    leave_plan(office, desk)
    assert desk.plan.record != mine.record
    assert [measure.row for measure in desk.plan.measures] == [mine.measures[1].row]
    assert in_force(office, household).record == desk.plan.record
    hand_over(office, team, tmp_path)
    assert show_conflicts(team, household) == ()
    kept = next(plan for plan in plans(team, household) if plan.record == mine.record)
    assert (keys(kept), kept.in_force) == (keys(mine), False)
    assert in_force(team, household).record == desk.plan.record


def test_looking_at_another_laptops_draft_copies_nothing(laptops, tmp_path):
    household, (team, office, _) = laptops
    drafted(team, household, 0, 1)
    hand_over(team, office, tmp_path)
    assert leave_plan(office, open_plan(office, household)) is False
    assert len(plans(office, household)) == 1


def test_who_goes_on_with_a_draft_differs_from_who_changed_it_elsewhere(laptops, tmp_path):
    household, (team, office, _) = laptops
    mine = drafted(team, household, 0, 1)
    hand_over(team, office, tmp_path)
    leave_plan(office, remove_measure(office, open_plan(office, household), mine.measures[0].row))
    drafted(team, household, 0)
    exchange(team, office, tmp_path)
    (decision,) = show_conflicts(team, household)
    assert decision.key == IN_FORCE
    assert sorted(len(keys(plan)) for plan in plans(team, household)) == [1, 3]


def test_one_laptop_agrees_and_another_has_it_signed_with_the_photo_of_the_sheet(laptops, tmp_path):
    household, (team, office, _) = laptops
    drafted(team, household, 0, 1)
    assert agree_plan(team, open_plan(team, household)).sealed
    hand_over(team, office, tmp_path)
    sheet = tmp_path / "sheet.jpg"
    Image.new("RGB", (40, 30), "white").save(sheet)
    report = sign_plan(office, open_plan(office, household), signer="周小兰", photo=sheet)
    assert report.sealed
    signed = in_force(office, household)
    assert (signed.state, signed.signer, signed.record) == ("signed", "周小兰", report.record)
    assert office.store.has_attachment(signed.signed_sheet)
    exchange(team, office, tmp_path)
    assert in_force(team, household) == signed
    assert [line.plan.state for line in compare_plans(team, household).lines] == ["signed"]
    assert len(plans(team, household)) == 2


def test_the_photo_can_come_after_the_signature(laptops, tmp_path):
    household, (team, *_) = laptops
    drafted(team, household, 0)
    assert sign_plan(team, open_plan(team, household)).sealed
    sheet = tmp_path / "sheet.png"
    Image.new("RGB", (40, 30), "white").save(sheet)
    before = in_force(team, household)
    assert add_signed_sheet(team, open_plan(team, household), sheet).sealed
    after = in_force(team, household)
    assert after.signed_sheet
    assert replace(after, signed_sheet=None) == before


def test_a_file_that_is_no_photo_signs_nothing(laptops, tmp_path):
    household, (team, *_) = laptops
    drafted(team, household, 0)
    (tmp_path / "sheet.jpg").write_text("no photo")
    with pytest.raises(Exception, match="photo-unreadable"):
        sign_plan(team, open_plan(team, household), photo=tmp_path / "sheet.jpg")
    assert in_force(team, household).state == "draft"


def test_drafts_beside_each_other_are_compared_and_one_is_chosen(laptops):
    household, (team, *_) = laptops
    first = drafted(team, household, 0, 1)
    wait(team)
    desk = begin_draft(team, household)
    desk = adopt_measure(team, desk, desk.suggestions[2])
    leave_plan(team, desk)
    wait(team)
    copy = begin_draft(team, household, first.record)
    leave_plan(team, remove_measure(team, copy, first.measures[0].row))
    comparison = compare_plans(team, household)
    assert [(line.number, line.standing, len(line.plan.measures)) for line in comparison.lines] == [
        (1, "in_force", 2),
        (2, "draft", 1),
        (3, "draft", 1),
    ]
    assert len({line.plan.version for line in comparison.lines}) == 1
    for line in comparison.lines:
        assert line.cost_yuan == sum(measure.fund_yuan or 0 for measure in line.plan.measures)
    chosen = comparison.line("2").plan.record
    report = choose_plan(team, household, chosen, comparison.heads)
    assert (report.record, report.former) == (chosen, first.record)
    assert in_force(team, household).record == chosen
    assert show_history(team, household)[0].what == "选定了计划"
    with pytest.raises(PlanUnknown):
        comparison.line("4")
    with pytest.raises(PlanUnknown):
        choose_plan(team, household, "plan~none")


def test_a_choice_that_did_not_see_what_came_in_is_asked_again(laptops, tmp_path):
    household, (team, office, _) = laptops
    drafted(team, household, 0)
    comparison = compare_plans(team, household)
    drafted(office, household, 1)
    hand_over(office, team, tmp_path)
    with pytest.raises(ConflictChanged):
        choose_plan(team, household, comparison.lines[0].plan.record, comparison.heads)


def test_a_draft_does_not_push_a_signed_plan_aside(laptops):
    household, (team, *_) = laptops
    drafted(team, household, 0, 1)
    assert sign_plan(team, open_plan(team, household)).sealed
    desk = revise_plan(team, household)
    leave_plan(team, remove_measure(team, desk, desk.plan.measures[0].row))
    with pytest.raises(PlanNotAgreed):
        choose_plan(team, household, desk.plan.record)
    assert [line.standing for line in compare_plans(team, household).lines] == ["in_force", "draft"]
    assert agree_plan(team, open_plan(team, household)).sealed
    assert [line.standing for line in compare_plans(team, household).lines] == ["former", "in_force"]


def made_before(laptop, household):
    """A plan as 0.2.0 kept it, in the one record `plan`, without a choice."""
    old = {
        "plan/plan_version": "1",
        "plan/plan_state": "draft",
        "plan/made_on": "2026-11-01",
        "plan/measure/r1/measure_category": "health",
        "plan/measure/r1/measure_content": "签约医生",
        "plan/measure/r1/_row": 1,
        "plan/_state": "draft",
    }
    laptop.store.write(household, old, f"plan@{laptop.library.form('plan').version}", "plan")


def test_a_new_draft_beside_a_plan_of_0_2_0_does_not_take_its_place(laptops):
    household, (team, *_) = laptops
    made_before(team, household)
    wait(team)
    other = begin_draft(team, household)
    assert in_force(team, household).record == "plan"
    leave_plan(team, other)
    assert in_force(team, household).record == "plan"
    assert open_plan(team, household).plan.record == "plan"


def test_a_plan_of_0_2_0_goes_on_in_its_own_record_and_elsewhere_in_a_copy(laptops, tmp_path):
    household, (team, office, _) = laptops
    made_before(team, household)
    hand_over(team, office, tmp_path)
    assert drafted(team, household, 0).measures[0].content == "签约医生"
    assert {plan.record for plan in plans(team, household)} == {"plan"}
    theirs = drafted(office, household, 1)
    assert theirs.record != "plan"
    assert theirs.measures[0].row == "r1"
    exchange(team, office, tmp_path)
    (decision,) = show_conflicts(team, household)
    assert decision.key == IN_FORCE
    assert len(plans(team, household)) == 2


WORK = ("draft", "go_on", "begin", "agree", "sign", "revise", "choose")


def step(laptop, household, chance):
    """One piece of plan work as a person might do it."""
    what = chance.choice(WORK)
    desk = open_plan(laptop, household)
    if desk.undecided:
        if chance.random() < 0.5:
            choose_plan(laptop, household, chance.choice(desk.plans).record)
        return
    if what in ("draft", "go_on") and not desk.read_only:
        if desk.plan.measures and chance.random() < 0.3:
            desk = remove_measure(laptop, desk, chance.choice(desk.plan.measures).row)
        elif desk.suggestions:
            desk = adopt_measure(laptop, desk, chance.choice(desk.suggestions))
        if what == "draft":
            leave_plan(laptop, desk)
    elif what == "begin":
        begin_draft(laptop, household, desk.plan.record if desk.interview.state else None)
    elif what == "agree" and not desk.read_only:
        agree_plan(laptop, desk)
    elif what == "sign":
        sign_plan(laptop, desk)
    elif what == "revise" and desk.read_only:
        desk = revise_plan(laptop, household)
        if desk.suggestions:
            leave_plan(laptop, adopt_measure(laptop, desk, desk.suggestions[0]))
    elif what == "choose" and desk.interview.state:
        try:
            choose_plan(laptop, household, chance.choice(desk.plans).record)
        except PlanNotAgreed:
            return


@pytest.mark.parametrize("seed", range(int(os.environ.get("YIHU_PLAN_SEEDS", "3"))))
def test_with_random_merges_one_plan_is_in_force_and_no_draft_is_lost(laptops, tmp_path, seed):
    """Two and three laptops work, give and receive in any order; then all give all.

    Each plan, as it was on the laptop that made it, is still there, whole, on every laptop.
    """
    household, made = laptops
    chance = random.Random(seed)
    hand_over(made[0], made[2], tmp_path)
    wholes, seen = {}, set()
    if seed % 3 == 2:
        made_before(made[0], household)
    for _ in range(16):
        laptop = chance.choice(made[: 2 + seed % 2])
        wait(laptop, chance.randint(1, 9))
        if chance.random() < 0.35:
            giver, taker = chance.sample(made[: 2 + seed % 2], 2)
            hand_over(giver, taker, tmp_path)
        else:
            step(laptop, household, chance)
        for each in made:
            here = plans(each, household)
            assert sum(plan.in_force for plan in here) == bool(here)
        seen |= {plan.record for plan in plans(laptop, household)}
    for each in made:
        each.store.seal_all("plan")
    for plan in (plan for each in made for plan in plans(each, household)):
        (laptop,) = [each for each in made if _made_here(each, household, plan.record)]
        wholes[plan.record] = replace(
            plan_of(laptop, laptop.store.document(household), plan.record), in_force=False
        )
    for _ in range(2):
        for giver, taker in permutations(made, 2):
            hand_over(giver, taker, tmp_path)
    states = [plans(each, household) for each in made]
    assert states[0] == states[1] == states[2]
    assert {plan.record: replace(plan, in_force=False) for plan in states[0]} == wholes
    assert seen <= set(wholes)
    assert sum(plan.in_force for plan in states[0]) == bool(states[0])
    paths = {decision.key for decision in show_conflicts(made[0], household)}
    assert paths <= {IN_FORCE}
    if states[0]:
        row = show_household(made[0], household).row
        assert row.plan_state == next(plan.state for plan in states[0] if plan.in_force)


def _writers(laptop, household, record):
    """Whether each step that wrote in a record was this laptop's."""
    events = laptop.store.history(household)
    return {event.mine for event in events if any(lies_in(change.path, record) for change in event.changes)}


def _made_here(laptop, household, record):
    return _writers(laptop, household, record) == {True}
