"""Rules by year and place: added, chosen, handed over; a record keeps those it was made under."""

from decimal import Decimal

import pytest
from tests.laptops import introduce, new_laptop, register, survey, wait

from yihu.actions import (
    ProfileVersionTaken,
    add_profile,
    check_profile,
    choose_profile,
    export_package,
    fill_visit,
    judge_by_profile,
    leave_visit,
    list_checks,
    list_forms,
    list_profiles,
    measure_poverty,
    my_card,
    open_visit,
    profile_in_force,
    profile_of,
    profile_text,
    receive_packages,
    save_profile,
    show_history,
    show_household,
    undo_change,
)
from yihu.actions.errors import ProfileUnknown
from yihu.base.errors import FileUnreadable
from yihu.register.profiles import ProfileRefused, shipped_text

COUNTY_LINE = 'region = "430999", name = "演示县（虚构）", year = 2023, yuan = '


@pytest.fixture
def office(tmp_path):
    workspace = new_laptop(tmp_path / "office", "镇汇总", "李建军")
    yield workspace
    workspace.close()


@pytest.fixture
def team(tmp_path):
    workspace = new_laptop(tmp_path / "team", "青竹二队", "张小芳")
    yield workspace
    workspace.close()


def edited(folder, version=1000, yuan=9100, id="regular-2026", encoding="utf-8"):
    """The county raised its line; the copy was saved, edited, and is to be added."""
    text = shipped_text(id).replace("version = 1", f"version = {version}", 1)
    path = folder / f"{id}-{version}-{yuan}.toml"
    path.write_bytes(text.replace(f"{COUNTY_LINE}7300", f"{COUNTY_LINE}{yuan}").encode(encoding))
    return path


def short(ref):
    """Without the hash of a county's file."""
    return ref.partition("+")[0]


def hand_over(sender, receiver, folder):
    wait(sender, minutes=1)
    folder.mkdir()
    return receive_packages(receiver, [export_package(sender, folder, [my_card(receiver).fingerprint]).path])


def test_three_profiles_are_there_and_2026_is_in_force(office):
    rows = list_profiles(office)
    assert [(row.id, row.in_force, row.shipped) for row in rows] == [
        ("registration-2014", False, True),
        ("monitoring-2021", False, True),
        ("regular-2026", True, True),
    ]


def test_a_survey_names_the_rules_in_force_when_it_is_begun(office):
    household = register(office)
    choose_profile(office, "monitoring-2021")
    survey(office, household)
    shown = show_household(office, household).household
    assert shown.profile == "monitoring-2021@1"
    assert profile_of(office, shown).id == "monitoring-2021"
    assert [row.records for row in list_profiles(office)] == [0, 1, 0]


def test_what_was_made_before_keeps_its_rules_when_a_newer_version_comes(office, tmp_path):
    before, after = register(office), register(office)
    survey(office, before)
    assert add_profile(office, edited(tmp_path)).added
    assert short(profile_in_force(office).ref) == "regular-2026@1000"
    survey(office, after)
    assert [show_household(office, each).line_yuan for each in (before, after)] == [7300, 9100]
    assert measure_poverty(office).lines_yuan == (Decimal(7300), Decimal(9100))
    (row,) = [row for row in list_profiles(office) if row.in_force]
    assert (short(row.ref), row.records, row.earlier_records, row.shipped) == (
        "regular-2026@1000",
        1,
        1,
        False,
    )


def test_records_are_judged_anew_only_when_somebody_says_so_and_that_can_be_taken_back(office, tmp_path):
    household = register(office)
    survey(office, household)
    add_profile(office, edited(tmp_path))
    assert judge_by_profile(office, "regular-2026").households == 1
    assert show_household(office, household).line_yuan == 9100
    assert judge_by_profile(office, "regular-2026").households == 0
    step = show_history(office, household)[0]
    assert step.kind == "profile"
    undo_change(office, household, step.changeset_id)
    assert show_household(office, household).line_yuan == 7300


def test_a_new_survey_under_other_rules_says_so_at_the_door_and_in_the_history(office):
    household = register(office)
    survey(office, household)
    choose_profile(office, "monitoring-2021")
    going_on = open_visit(office, household)
    assert (going_on.profile, going_on.profile_before) == ("regular-2026@1", None)
    interview = open_visit(office, household, again=True)
    assert (interview.profile, interview.profile_before) == ("monitoring-2021@1", "regular-2026@1")
    fill_visit(office, interview, {"surveyor": "李建军"})
    leave_visit(office, interview)
    changed = [
        (change.before, change.after)
        for entry in show_history(office, household)
        for change in entry.changes
        if "profile" in change.path
    ]
    assert ("regular-2026@1", "monitoring-2021@1") in [
        (before or "regular-2026@1", after) for before, after in changed
    ]


def test_rules_and_the_choice_of_them_travel_with_a_package_and_are_no_questionnaires(office, team, tmp_path):
    introduce(office, team)
    add_profile(office, edited(tmp_path))
    add_profile(office, edited(tmp_path, id="monitoring-2021", yuan=7300))
    choose_profile(office, "monitoring-2021")
    forms = [row.form_id for row in list_forms(team)]
    hand_over(office, team, tmp_path / "stick")
    assert short(profile_in_force(team).ref) == "monitoring-2021@1000"
    assert [short(row.ref) for row in list_profiles(team)] == [
        "registration-2014@1",
        "monitoring-2021@1000",
        "regular-2026@1000",
    ]
    assert [row.form_id for row in list_forms(team)] == forms
    choose_profile(team, "regular-2026")
    hand_over(team, office, tmp_path / "back")
    assert short(profile_in_force(office).ref) == "regular-2026@1000"


def test_a_record_whose_rules_have_not_come_yet_is_judged_anew_when_they_come(office, team, tmp_path):
    introduce(office, team)
    household = register(office)
    add_profile(office, edited(tmp_path))
    survey(office, household)
    hand_over(office, team, tmp_path / "stick")
    assert show_household(team, household).line_yuan == 9100
    assert measure_poverty(team).lines_yuan == (Decimal(9100),)


def test_a_version_that_is_here_is_not_replaced_and_the_same_file_again_changes_nothing(office, tmp_path):
    first = edited(tmp_path)
    add_profile(office, first)
    assert not add_profile(office, first).added
    with pytest.raises(ProfileVersionTaken) as told:
        add_profile(office, edited(tmp_path, yuan=9200))
    assert told.value.parameters == {"version": 1000, "next": 1001}
    with pytest.raises(ProfileRefused) as reserved:
        add_profile(office, edited(tmp_path, version=999))
    (problem,) = reserved.value.problems
    assert (problem.code, problem.key, problem.line) == ("profile-version-reserved", "version", 11)
    assert not check_profile(edited(tmp_path, version=999)).accepted
    assert "1000" in problem.explain()
    assert add_profile(office, edited(tmp_path, version=1001, yuan=9200)).added


def test_a_wrong_file_is_refused_with_all_its_problems_and_nothing_changes(office, tmp_path):
    wrong = edited(tmp_path, yuan=-5)
    assert not check_profile(wrong).accepted
    with pytest.raises(ProfileRefused):
        add_profile(office, wrong)
    assert [row.version for row in list_profiles(office)] == [1, 1, 1]
    with pytest.raises(FileUnreadable):
        check_profile(tmp_path / "gone.toml")
    with pytest.raises(ProfileUnknown):
        choose_profile(office, "regular-2027")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_copy_is_read_whatever_the_editor_of_the_office_writes(office, tmp_path, encoding):
    report = add_profile(office, edited(tmp_path, encoding=encoding))
    assert (short(report.ref), report.title) == ("regular-2026@1000", "常态化帮扶 2026–")


def test_a_copy_is_saved_for_a_text_editor_and_can_be_added_unchanged(office, tmp_path):
    target = tmp_path / "规则.toml"
    save_profile(office, "regular-2026", target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf# ")
    report = check_profile(target)
    assert (report.accepted, report.ref) == (True, "regular-2026@1")
    assert not add_profile(office, target).added


def test_a_rule_that_the_county_silenced_is_silent(office, tmp_path):
    household = register(office)
    survey(office, household)
    (line,) = list_checks(office).lines
    path = edited(tmp_path)
    path.write_text(
        path.read_text("utf-8").replace("[severities]", f'[severities]\n{line.rule} = "off"'), "utf-8"
    )
    add_profile(office, path)
    assert list_checks(office).lines
    judge_by_profile(office, "regular-2026")
    assert list_checks(office).lines == ()
    assert show_household(office, household).row.checks == 0


def test_another_file_under_the_name_of_shipped_rules_is_told_and_changes_nothing(tmp_path):
    workspace = new_laptop(tmp_path / "data")
    try:
        text = shipped_text("regular-2026")
        other = text.replace("revisit_days = 90", "revisit_days = 1", 1)
        assert workspace.store.put_text("profile", "regular-2026", 1, "另一份", other)
        row = next(row for row in list_profiles(workspace) if row.id == "regular-2026")
        assert row.shipped
        assert row.twice
        assert profile_text(workspace, "regular-2026@1") == text
        assert workspace.library.profiles().of_record("regular-2026@1").limits.revisit_days == 90
    finally:
        workspace.close()
