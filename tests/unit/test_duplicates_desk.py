"""One household under two ids: found, compared, joined, come apart; moves and assignment."""

import pytest
from tests.laptops import VILLAGE, answer, family, hand_over, introduce, register, survey, wait

from yihu.actions import (
    DecisionMissing,
    HouseholdUnknown,
    MemberUnknown,
    SameHousehold,
    VillageCodeWrong,
    assign_households,
    assigned_to_us,
    compare_households,
    count_households,
    export_package,
    join_households,
    keep_apart,
    list_duplicate_decisions,
    list_duplicates,
    list_households,
    move_household,
    move_member,
    my_card,
    receive_packages,
    reopen_duplicate,
    show_conflicts,
    show_household,
    summarize,
    undo_duplicate,
)
from yihu.actions.settle_equal import equal_numbers
from yihu.register.household import Household, Person
from yihu.register.matching import compare, match_texts
from yihu.storage.rows import HouseholdQuery


@pytest.fixture
def twice(team):
    """One family, surveyed under two ids."""
    answers = family("周桂兰")
    first = register(team, answers)
    survey(team, first, answers)
    wait(team)
    second = register(team, answers)
    survey(team, second, answers)
    return first, second


def names(workspace, household):
    return [person.name for person in show_household(workspace, household).household.persons]


def test_the_same_people_under_two_ids_are_a_certain_pair_with_reasons(team, twice):
    (pair,) = list_duplicates(team)
    assert {pair.one.id, pair.other.id} == set(twice)
    assert (pair.certain, pair.score) == (True, 100)
    assert pair.reasons
    assert [own for own, _ in pair.persons] == [others for _, others in pair.persons]
    compared = compare_households(team, *twice)
    assert len(compared.pairs) == len(compared.members) > 1
    assert not any(line.differs for line in compared.lines)
    assert compared.lines


def test_joined_they_are_one_household_everywhere_and_late_answers_still_arrive(
    team, office, twice, tmp_path
):
    introduce(team, office)
    hand_over(team, office, tmp_path / "stick")
    people = names(team, twice[0])
    join_households(office, *twice)
    assert count_households(office, HouseholdQuery()) == 1
    assert [row.id for row in list_households(office, HouseholdQuery())] == [min(twice)]
    assert summarize(office).states["all"].households == 1
    assert [row.households for row in office.store.villages()] == [1]
    assert list_households(office, HouseholdQuery(text="周桂兰"))[0].id == min(twice)
    assert sorted(names(office, twice[0])) == sorted(people)
    assert show_household(office, max(twice)).row.id == min(twice)
    assert list_duplicates(office) == ()
    wait(team)
    answer(team, max(twice), phone="13900000002")
    hand_over(team, office, tmp_path / "stick")
    (decision,) = show_conflicts(office, min(twice))
    assert decision.paths == ("household/phone",)
    hand_over(office, team, tmp_path / "back")
    assert count_households(team, HouseholdQuery()) == 1
    assert team.store.state(min(twice)) == office.store.state(min(twice))


def test_one_number_written_in_two_ways_is_no_difference_but_two_numbers_are(team, twice):
    area = "household/housing_area_m2"
    answer(team, twice[1], phone="13900000020", road_distance_km="0.4")
    for household, written in zip(twice, ("116", "116.0"), strict=True):  # as lists of households have it
        team.store.write(household, {area: written}, "household@1", "import")
        assert team.store.document(household).values[area] == written
    join_households(team, *twice)
    differing = {decision.key for decision in show_conflicts(team, min(twice))}
    assert differing == {"household/phone", "household/road_distance_km"}
    assert team.store.household(min(twice)).conflicts == 2
    assert float(team.store.document(twice[0]).values[area]) == 116
    undo_duplicate(team, *twice)
    assert {float(team.store.document(each).values[area]) for each in twice} == {116}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("116", "116.0", True), (1, "1.00", True), ("116", "117", False), ("NaN", "NaN", False), (None, "0", False),
     ("", "0", False), ("a", "a", False)],
)  # fmt: skip
def test_which_answers_are_one_number(one, other, same):
    assert equal_numbers(one, other) is same


def test_come_apart_again_each_has_what_was_written_under_it(team, twice):
    join_households(team, *twice)
    wait(team)
    answer(team, twice[0], phone="13900000002")
    decision = undo_duplicate(team, *twice)
    assert not decision.same
    assert count_households(team, HouseholdQuery()) == 2
    for each in twice:
        values = team.store.document(each).values
        assert team.store.ids_of(each) == (each,)
        assert values["household/phone"] == "13900000002"
        assert len(names(team, each)) == len(family("周桂兰")["member"])
    assert list_duplicates(team) == ()
    assert undo_duplicate(team, *twice).same
    assert count_households(team, HouseholdQuery()) == 1


def test_kept_apart_they_are_not_proposed_again_but_the_decision_can_be_undone(team, twice):
    keep_apart(team, *twice)
    assert list_duplicates(team) == ()
    assert count_households(team, HouseholdQuery()) == 2
    (decision,) = list_duplicate_decisions(team)
    assert (decision.same, decision.contested) == (False, False)
    assert undo_duplicate(team, twice[1], twice[0]).same


@pytest.mark.parametrize("decide", [keep_apart, join_households])
def test_a_decision_can_be_made_undecided_again_and_the_pair_is_proposed_as_before(
    team, office, twice, tmp_path, decide
):
    introduce(team, office)
    before = list_duplicates(team)
    decide(team, *twice)
    hand_over(team, office, tmp_path / "stick")
    assert list_duplicates(office) == ()
    reopen_duplicate(team, twice[1], twice[0])
    assert list_duplicate_decisions(team) == ()
    assert list_duplicates(team) == before
    hand_over(team, office, tmp_path / "again")
    assert list_duplicate_decisions(office) == ()
    assert len(list_duplicates(office)) == 1
    assert count_households(office, HouseholdQuery()) == 2
    with pytest.raises(DecisionMissing):
        reopen_duplicate(team, *twice)
    join_households(team, *twice)
    assert count_households(team, HouseholdQuery()) == 1


def test_undecided_here_and_decided_there_is_asked_about(team, office, twice, tmp_path):
    introduce(team, office)
    keep_apart(team, *twice)
    hand_over(team, office, tmp_path / "stick")
    join_households(office, *twice)
    wait(team, 9)
    reopen_duplicate(team, *twice)
    hand_over(office, team, tmp_path / "back")
    (decision,) = list_duplicate_decisions(team)
    assert decision.contested
    assert count_households(team, HouseholdQuery()) == 2
    reopen_duplicate(team, *twice)
    assert list_duplicate_decisions(team) == ()


def test_two_laptops_that_decide_otherwise_are_asked_again(team, office, twice, tmp_path):
    introduce(team, office)
    hand_over(team, office, tmp_path / "stick")
    join_households(office, *twice)
    wait(team, 9)
    keep_apart(team, *twice)
    hand_over(office, team, tmp_path / "back")
    (decision,) = list_duplicate_decisions(team)
    assert decision.contested
    assert count_households(team, HouseholdQuery()) == 2
    keep_apart(team, *twice)
    assert not list_duplicate_decisions(team)[0].contested


def test_nothing_is_joined_with_itself_and_nothing_undone_that_nobody_decided(team, twice):
    with pytest.raises(SameHousehold):
        join_households(team, twice[0], twice[0])
    with pytest.raises(DecisionMissing):
        undo_duplicate(team, *twice)
    with pytest.raises(HouseholdUnknown):
        join_households(team, twice[0], "01a20846-fe00-7fe1-97cf-000000000000")


def test_making_the_cache_anew_changes_nothing(team, twice):
    join_households(team, *twice)
    before = (team.store.document(twice[0]), team.store.households(), team.store.links())
    team.store.rebuild()
    assert (team.store.document(twice[0]), team.store.households(), team.store.links()) == before


def test_a_name_that_sounds_alike_in_one_village_is_likely_not_certain():
    one = Household(
        id="1", head_name="李秀英", division_code=VILLAGE, group="一组", phone="13800000001",
        persons=(Person(row="a", name="李秀英", relation="head", birth_date="1960-05-01"),),
    )  # fmt: skip
    other = Household(
        id="2", head_name="李秀瑛", division_code=VILLAGE, group="一组",
        persons=(Person(row="b", name="李秀瑛", relation="head", birth_date="1960-08-09"),),
    )  # fmt: skip
    match = compare(one, other)
    assert (match.certain, match.persons) == (False, (("a", "b"),))
    assert 55 <= match.score < 100
    assert set(match_texts(one)) & set(match_texts(other))


def test_different_numbers_and_years_speak_against_a_pair():
    def household(id, number, born):
        person = Person(row=id, name="王伟", relation="head", birth_date=born, id_number=number)
        return Household(id=id, head_name="王伟", division_code=VILLAGE, persons=(person,))

    match = compare(
        household("1", "110101199001011237", "1990-01-01"), household("2", "110101195503072316", "1955-03-07")
    )
    assert match.score == 0
    assert {"other_birth_year", "other_id_number"} <= set(match.reasons)


def test_a_member_moves_with_all_its_answers_and_is_in_one_household_only(team):
    answers = family("周桂兰")
    first, second = register(team, answers), register(team, family())
    survey(team, first, answers)
    before = show_household(team, first).household.persons
    moving = before[-1]
    report = move_member(team, first, moving.row, second)
    assert names(team, first) == [each.name for each in before[:-1]]
    arrived = show_household(team, second).household.persons[-1]
    assert (arrived.name, arrived.birth_date, arrived.row) == (moving.name, moving.birth_date, report.row)
    values = team.store.document(second).values
    assert values[f"household/member/{report.row}/_moved_from"] == f"{first}/{moving.row}"
    with pytest.raises(MemberUnknown):
        move_member(team, first, moving.row, second)
    with pytest.raises(SameHousehold):
        move_member(team, first, before[0].row, first)


def test_a_household_that_moves_is_told_in_the_chains_of_both_villages(team):
    household = register(team)
    move_household(team, household, "430999101202", "红岩村", group="二组")
    row = show_household(team, household).row
    assert (row.village_code, row.village, row.group, row.conflicts) == ("430999101202", "红岩村", "二组", 0)
    held = {(chain.village_code, chain.changesets) for chain in team.store.chains()}
    assert held >= {(VILLAGE, 2), ("430999101202", 1)}
    with pytest.raises(VillageCodeWrong):
        move_household(team, household, "4309", "红岩村")


def test_a_work_package_is_found_by_whom_it_is_for(team, office, tmp_path):
    introduce(team, office)
    mine, theirs = register(team), register(team, family("周桂兰"))
    report = assign_households(team, [mine], team=team.team)
    assert (report.assigned, report.unchanged) == (1, 0)
    assert assign_households(team, [mine], team=team.team).unchanged == 1
    assign_households(team, [theirs], team="镇汇总", fingerprint=my_card(office).fingerprint)
    assert [row.id for row in list_households(team, assigned_to_us(team))] == [mine]
    hand_over(team, office, tmp_path / "stick")
    assert [row.id for row in list_households(office, assigned_to_us(office))] == [theirs]
    assert show_household(office, theirs).row.visit_state == "not_visited"
    assign_households(office, [theirs])
    assert count_households(office, assigned_to_us(office)) == 0


def test_the_team_of_the_old_village_learns_that_a_household_moved_away(team, office, tmp_path):
    introduce(team, office)
    household = register(team)
    stick = tmp_path / "stick"
    stick.mkdir()

    def give_village():
        wait(team)
        path = export_package(team, stick, [my_card(office).fingerprint], villages=[VILLAGE]).path
        receive_packages(office, [path])
        return show_household(office, household).row.village

    assert give_village() != "红岩村"
    move_household(team, household, "430999101202", "红岩村")
    assert give_village() == "红岩村"


def test_a_decision_on_households_of_two_villages_goes_with_either(team, office, twice, tmp_path):
    introduce(team, office)
    move_household(team, twice[1], "430999101202", "红岩村")
    join_households(team, *twice)
    stick = tmp_path / "stick"
    stick.mkdir()
    for village in ("430999101202", VILLAGE):
        wait(team)
        path = export_package(team, stick, [my_card(office).fingerprint], villages=[village]).path
        receive_packages(office, [path])
    assert count_households(office, HouseholdQuery()) == 1
