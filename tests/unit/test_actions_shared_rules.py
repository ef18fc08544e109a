"""What waits for the coordinator's word, as people meet it: when they add, choose, receive, look and sign."""

import pytest
from tests.laptops import hand_over, new_laptop, register, survey, wait

from yihu.actions import (
    add_form,
    add_profile,
    add_template,
    choose_profile,
    export_package,
    list_forms,
    list_profiles,
    list_shared_rules,
    my_card,
    open_visit,
    profile_in_force,
    profile_of,
    profile_text,
    receive_packages,
    shared_rule_text,
    show_household,
    sign_shared_rule,
    use_shipped_template,
)
from yihu.actions.errors import FormWaits
from yihu.base.shipped import form_path
from yihu.register.profiles import shipped_text
from yihu.storage.errors import RuleGone, RulesNeedCoordinator
from yihu.storage.rows import RuleState
from yihu.sync.organisation import Role

PASSPHRASE = "山里的路不好走"
LINE = 'region = "430999", name = "演示县（虚构）", year = 2023, yuan = '


@pytest.fixture
def office(tmp_path):
    workspace = new_laptop(tmp_path / "office", "镇汇总", "李建军")
    workspace.store.create_organisation("青山县", PASSPHRASE, quick=True)
    yield workspace
    workspace.close()


@pytest.fixture
def team(tmp_path, office):
    workspace = new_laptop(tmp_path / "team", "青竹二队", "张小芳")
    workspace.store.join(office.store.invite(workspace.store.my_card(), Role.TEAM))
    yield workspace
    workspace.close()


def rules_file(folder, yuan=9100, version=1000):
    text = shipped_text("regular-2026").replace("version = 1", f"version = {version}", 1)
    path = folder / f"rules-{version}-{yuan}.toml"
    path.write_text(text.replace(f"{LINE}7300", f"{LINE}{yuan}"), "utf-8")
    return path


def give(giver, taker, folder):
    wait(giver, 1)
    return receive_packages(taker, [export_package(giver, folder, [my_card(taker).fingerprint]).path])


def test_rules_added_on_a_team_laptop_are_told_to_wait_and_can_be_signed_by_the_coordinator(
    office, team, tmp_path
):
    report = add_profile(team, rules_file(tmp_path))
    assert (report.added, report.waits) == (True, True)
    assert profile_in_force(team).ref == "regular-2026@1"
    (stick := tmp_path / "stick").mkdir()
    (told,) = give(team, office, stick).packages
    (waiting,) = told.rules
    assert (waiting.state, waiting.holds, waiting.can_sign) == (RuleState.WAITING, False, True)
    assert "1000" in waiting.words()
    assert waiting.advice()
    assert list_shared_rules(office, aside=True) == (waiting,)
    assert "9100" in shared_rule_text(office, waiting.key)
    assert sign_shared_rule(office, waiting.key).holds
    assert list_shared_rules(office, aside=True) == ()
    assert profile_in_force(office).short_ref == "regular-2026@1000"
    hand_over(office, team, tmp_path / "back")
    assert profile_in_force(team).short_ref == "regular-2026@1000"
    with pytest.raises(RuleGone):
        sign_shared_rule(office, "ffff")
    with pytest.raises(RuleGone):
        shared_rule_text(office, "")


def test_a_record_made_under_rules_that_wait_stays_readable_and_is_judged_by_what_counts(
    office, team, tmp_path
):
    """A laptop of another program may name them all the same."""
    household = register(team)
    survey(team, household)
    add_profile(team, rules_file(tmp_path))
    waiting = next(iter(team.store.texts("profile")))
    assert waiting.state is RuleState.WAITING
    own = team.store.text_of(waiting.sha256)
    from yihu.register.profiles import read_profile

    ref = read_profile(own).ref
    team.store.write(household, {"household/profile": ref}, "household@1", "visit")
    hand_over(team, office, tmp_path / "stick")
    shown = show_household(office, household)
    assert shown.household.profile == ref
    assert profile_of(office, shown.household).ref == "regular-2026@1"
    assert shown.line_yuan == 7300
    (row,) = list_shared_rules(office)
    sign_shared_rule(office, row.key)
    assert show_household(office, household).line_yuan == 9100


def test_two_coordinators_rules_of_one_version_are_both_there_and_each_record_keeps_its_own(office, tmp_path):
    deputy = new_laptop(tmp_path / "deputy", "副职", "王秀英")
    try:
        deputy.store.join(office.store.invite(deputy.store.my_card(), Role.COORDINATOR))
        add_profile(office, rules_file(tmp_path, 9100))
        wait(deputy, 5)
        add_profile(deputy, rules_file(tmp_path, 8800))
        household = register(deputy)
        survey(deputy, household)
        assert show_household(deputy, household).line_yuan == 8800
        hand_over(deputy, office, tmp_path / "1")
        hand_over(office, deputy, tmp_path / "2")
        for each in (office, deputy):
            assert "9100" in profile_text(each, profile_in_force(each).ref)
            assert show_household(each, household).line_yuan == 8800
            (taken,) = list_shared_rules(each, aside=True)
            assert (taken.state, taken.can_sign) == (RuleState.TAKEN, False)
            assert next(row for row in list_profiles(each) if row.in_force).twice
    finally:
        deputy.close()


def test_a_team_laptop_doesnt_choose_for_all(team):
    with pytest.raises(RulesNeedCoordinator) as told:
        choose_profile(team, "monitoring-2021")
    assert told.value.code == "rules-need-coordinator"
    assert profile_in_force(team).id == "regular-2026"
    with pytest.raises(RulesNeedCoordinator):
        use_shipped_template(team, "card")


def test_a_questionnaire_and_a_template_that_wait_are_not_used(office, team, tmp_path):
    copy = tmp_path / "visit2.xml"
    text = form_path("..", "resources", "xforms", "quarter.xml").read_text("utf-8")
    copy.write_text(text.replace('id="quarter"', 'id="quarter2"', 1), "utf-8")
    assert add_form(team, copy).waits
    assert "quarter2" not in {row.form_id for row in list_forms(team)}
    with pytest.raises(FormWaits) as told:
        open_visit(team, register(team), "quarter2")
    assert told.value.code == "form-waits"
    template = tmp_path / "card.toml"
    template.write_text('kind = "card"\nversion = 1\n[zh_CN]\ntitle = "本县的卡"\n', "utf-8")
    assert add_template(team, template).waits
    assert {row.kind for row in list_shared_rules(team, aside=True)} == {"form", "template"}
    assert all(not row.can_sign for row in list_shared_rules(team))
    assert not add_form(office, copy).waits
    assert "quarter2" in {row.form_id for row in list_forms(office)}
    hand_over(office, team, tmp_path / "stick")
    assert "quarter2" in {row.form_id for row in list_forms(team)}
    assert open_visit(team, register(team), "quarter2").form_id == "quarter2"
