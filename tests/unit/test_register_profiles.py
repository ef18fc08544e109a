"""Profiles: the three that come with the program, and what is said about a file that can't be one."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.households import CLEAN, with_others, with_person

from yihu.base.i18n import CHINESE, ENGLISH, set_language
from yihu.register import read_household
from yihu.register.checks import Measured, check_household, find_all
from yihu.register.guarantees import guarantee_of
from yihu.register.income import read_income
from yihu.register.income_explained import explain_income
from yihu.register.profile import REMOVAL_CONDITIONS
from yihu.register.profiles import (
    SHIPPED_PROFILES,
    ProfileRefused,
    Profiles,
    default_profile,
    is_reserved,
    read_profile,
    shipped,
    shipped_profiles,
    shipped_text,
)
from yihu.register.properties import INCOME_LINES

REGISTRATION, MONITORING, REGULAR = shipped_profiles()
TEXT = shipped_text("regular-2026")
MAPS = {"household": {"profile": "profile", "wage_migrant": "wage_migrant", "transfer_education": "transfer_education",
                      "member/*/name": "person_name", "member/*/membership": "membership",
                      "member/*/left_on": "left_on"}}  # fmt: skip


def refused(text):
    with pytest.raises(ProfileRefused) as told:
        read_profile(text)
    return told.value.problems


def edited(before, after):
    assert TEXT.count(before) >= 1
    return TEXT.replace(before, after, 1)


def test_three_profiles_come_with_the_program_and_2026_is_the_default():
    assert [each.ref for each in shipped_profiles()] == [f"{id}@1" for id in SHIPPED_PROFILES]
    assert [each.years for each in shipped_profiles()] == [(2014, 2020), (2021, 2025), (2026, None)]
    assert default_profile() is REGULAR


def test_every_shipped_profile_has_words_in_both_languages_and_a_source_for_every_figure():
    for profile in shipped_profiles():
        assert set(profile.title) == set(profile.standard) == {CHINESE, ENGLISH}
        assert all(each.source and set(each.why) == {CHINESE, ENGLISH} for each in profile.counted.values())
        assert all(line.source for line in profile.lines)
        assert set(profile.removal) <= set(REMOVAL_CONDITIONS)


def test_a_shipped_file_can_be_edited_and_is_read_alike_with_either_line_ending():
    assert read_profile(TEXT) == REGULAR
    assert read_profile("\ufeff" + TEXT.replace("\n", "\r\n")) == REGULAR
    newer = read_profile(edited("version = 1", "version = 2").replace("yuan = 7300", "yuan = 8100"))
    assert newer.short_ref == "regular-2026@2"
    assert newer.line_for("520000", 2026).yuan == 8100


PROBLEMS = [
    ("water_minutes = 20", "water_minute = 20", "profile-key-unknown", "thresholds.water_minute", "water_minutes"),
    ("water_minutes = 20", "water_minute = 20", "profile-key-missing", "thresholds.water_minutes", ""),
    ('id = "regular-2026"', 'id = "Regular 2026"', "profile-id-wrong", "id", ""),
    ("version = 1", "version = 0", "profile-number-too-small", "version", ""),
    ("version = 1", 'version = "1"', "profile-kind-wrong", "version", ""),
    ("yuan = 2855", "yuan = -2855", "profile-number-too-small", "lines[2].yuan", ""),
    ("yuan = 2855", "yuan = 28550000", "profile-number-too-large", "lines[2].yuan", ""),
    ("yuan = 2855", "yuan = nan", "profile-kind-wrong", "lines[2].yuan", ""),
    ('region = "52"', 'region = "贵州"', "profile-region-wrong", "lines[5].region", ""),
    ("year = 2015", "year = 2014", "profile-value-twice", "lines[2]", ""),
    ('source = "国家扶贫标准当年价"', 'source = ""', "profile-kind-wrong", "lines[2].source", ""),
    ('"sudden"]', '"suden"]', "profile-code-unknown", "lists.categories", "sudden"),
    ('"sudden"]', '"sudden", "sudden"]', "profile-value-twice", "lists.categories", ""),
    ('[["health", "social_help"]]', '[["helth"]]', "profile-code-unknown", "required.illness.0", "health"),
    ('housing_safe = ["A", "B"]', 'housing_safe = ["A", "E"]', "profile-code-unknown", "thresholds.housing_safe", ""),
    ("notice_days = 5", "notice_days = -1", "profile-number-too-small", "limits.notice_days", ""),
    ("[severities]", '[severities]\nR99 = "off"', "profile-key-unknown", "severities.R99", ""),
    ("[severities]", '[severities]\nR40 = "of"', "profile-code-unknown", "severities.R40", ""),
    ("[income]", "[income]\nwage = { counts = true }", "profile-key-unknown", "income.wage", ""),
    ("[income]", "[income]\nwage_trade_post = { counts = 1 }", "profile-kind-wrong", "income.wage_trade_post.counts", ""),
    ('"risk_gone", ', '"risk_done", ', "profile-code-unknown", "removal", "risk_gone"),
    ("years = { from = 2026 }", "years = { from = 2026, to = 2025 }", "profile-number-too-small", "years.to", ""),
    ("[thresholds]", "[thresholds", "profile-syntax", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "code", "key", "close"), PROBLEMS)
def test_each_mistake_is_told_with_its_key_its_line_and_what_may_stand_there(before, after, code, key, close):
    text = edited(before, after)
    problem = next(each for each in refused(text) if (each.code, each.key) == (code, key))
    changed = after.splitlines()[-1] if "[severities]\n" in after or "[income]\n" in after else after
    assert problem.line is not None
    shown = text.splitlines()[problem.line - 1]
    assert changed in shown or code == "profile-key-missing"
    if close:
        assert close in problem.advise()


def test_all_mistakes_are_told_at_once_and_in_the_file_s_words():
    text = edited("yuan = 2855", "yuan = -1").replace("notice_days = 5", "notice_day = 5", 1)
    assert [each.code for each in refused(text)] == [
        "profile-number-too-small",
        "profile-key-unknown",
        "profile-key-missing",
    ]


def test_what_is_missing_as_a_whole_is_told_once():
    text = re.sub(r"\[limits\].*?(?=\[severities\])", "", TEXT, flags=re.DOTALL)
    assert [each.key for each in refused(text)] == ["limits"]


@pytest.mark.parametrize(
    "text", ["", "id = 1", "\x00", "lines = 3", "[[lines]]\nx = 1", "[" * 5000, "x" * 2_000_000]
)
def test_what_is_no_profile_at_all_is_refused_with_a_word(text):
    assert all(problem.explain() for problem in refused(text))


@given(st.text(max_size=60), st.integers(0, len(TEXT)))
def test_a_file_damaged_anywhere_is_refused_or_read_and_nothing_else(scrap, place):
    assert all(problem.explain() for problem in problems_of(TEXT[:place] + scrap + TEXT[place:]))


def problems_of(text):
    try:
        read_profile(text)
    except ProfileRefused as told:
        return told.problems or [None]
    return ()


def test_problems_are_told_in_chinese_too():
    set_language(CHINESE)
    try:
        (problem,) = refused(edited("yuan = 2855", "yuan = -1"))
        assert (problem.place(), problem.explain()) == ("第24行", "“lines[2].yuan”是-1，不能小于0。")
    finally:
        set_language(ENGLISH)


def household(**answers):
    values = {f"household/{name.replace('__', '/')}": text for name, text in answers.items()}
    return read_household("h", values, MAPS)


ANSWERS = {"wage_migrant": "3000", "transfer_education": "900", "member__a__name": "甲", "member__a___row": 1}


def test_a_record_is_judged_by_the_profile_that_it_names():
    assert household(**ANSWERS).rules is REGULAR
    assert household(**ANSWERS, profile="monitoring-2021@1").rules is MONITORING
    assert household(**ANSWERS, profile="registration-2014").rules is REGISTRATION
    assert household(**ANSWERS, profile="registration-2014@1").profile == "registration-2014@1"


def test_the_two_official_schemas_of_income_differ_in_what_counts():
    assert household(**ANSWERS, profile="monitoring-2021@1").net_per_head_yuan() == 3900
    former = household(**ANSWERS, profile="registration-2014@1")
    assert former.net_per_head_yuan() == 3000
    assert former.income.transfers == 900


def test_costs_that_do_not_count_are_not_taken_off():
    amounts = {"wage_migrant": Decimal(1000), "cost_planting": Decimal(300), "cost_other": Decimal(100)}
    assert read_income(amounts, not_counted=frozenset(("cost_planting",))).net_yuan() == 900


def test_a_version_that_is_not_here_yet_is_stood_in_for_by_the_newest_of_its_id():
    second = replace(REGULAR, version=2)
    both = Profiles([*shipped(), second])
    assert both.of_record("regular-2026@1") is REGULAR
    assert both.of_record("regular-2026@2") is second
    assert both.of_record("regular-2026@9") is second
    assert both.of_record("nobody-knows@1") is default_profile()
    assert [each.ref for each in both.newest()] == [
        "registration-2014@1",
        "monitoring-2021@1",
        "regular-2026@2",
    ]


def test_members_who_left_are_known_and_do_not_count():
    both = household(**ANSWERS, member__b__name="乙", member__b___row=2, member__b__membership="died")
    assert [each.name for each in both.persons] == ["甲"]
    assert [each.name for each in both.former] == ["乙"]
    assert both.net_per_head_yuan() == 3900


@pytest.mark.parametrize(
    ("profile", "across", "met"),
    [(REGISTRATION, "900", True), (REGULAR, "900", False), (REGULAR, "800", True)],
)
def test_water_has_two_versions_of_how_far_is_near(profile, across, met):
    fetched = with_others(
        water_enough="yes", water_clean="yes", water_shortage_days="0", water_distance_m=across
    )
    assert guarantee_of(fetched, "water", profile).met is met
    assert guarantee_of(replace(fetched, rules=profile), "water").met is met


def test_litres_that_were_measured_go_before_what_was_said():
    told = {"water_enough": "yes", "water_clean": "yes", "water_shortage_days": "0"}
    assert guarantee_of(with_others(**told, water_litres="19"), "water").met is False
    assert guarantee_of(with_others(**told, water_litres="25"), "water").met is True
    assert guarantee_of(with_others(**told | {"water_enough": "no"}, water_litres="35"), "water").met is True


def test_school_is_compulsory_to_15_or_16_by_profile():
    out = with_person(
        "child", birth_date="2010-03-04", id_number=None, school_status=None, education="primary"
    )
    assert "R19" in {each.rule for each in find_all(out)}
    assert "R19" not in {each.rule for each in find_all(out, profile=REGISTRATION)}


def test_a_profile_makes_a_rule_milder_or_silences_it():
    spoilt = with_person("wife", medical_insurance="none")
    for severity in ("error", "warning"):
        rules = replace(REGULAR, severities={"R32": severity})
        assert {each.severity for each in find_all(spoilt, profile=rules)} == {severity}
    assert find_all(spoilt, profile=replace(REGULAR, severities={"R32": "off"})) == ()


def test_dates_of_a_household_are_judged_by_the_months_of_its_profile():
    found = with_others(identified_on="2026-05-20")
    assert {"R47", "R47N"} <= {each.rule for each in find_all(found)}
    later = replace(REGULAR, limits=replace(REGULAR.limits, development_months=7, first_measure_months=8))
    assert not {"R47", "R47N"} & {each.rule for each in find_all(found, profile=later)}
    soon = with_others(identified_on="2026-05-02", risk_eliminated_on="2026-11-01")
    assert "R41T" in {each.rule for each in find_all(soon)}
    quicker = replace(REGULAR, limits=replace(REGULAR.limits, removal_months=5))
    assert "R41T" not in {each.rule for each in find_all(soon, profile=quicker)}
    assert not {"R41T", "R47", "R47N"} & {each.rule for each in find_all(soon, profile=REGISTRATION)}


def test_required_categories_are_those_of_the_profile():
    rules = replace(REGULAR, required_categories={"illness": (("health",), ("security",))})
    measures = [Measured(category="health")]
    assert not check_household(CLEAN, measures=measures)
    assert [each.rule for each in check_household(CLEAN, measures=measures, profile=rules)] == ["R46"]
    assert not check_household(CLEAN, measures=[*measures, Measured(category="security")], profile=rules)


def test_income_is_explained_line_by_line_and_comes_to_what_is_judged():
    amounts = {
        "wage_migrant": Decimal(9000),
        "transfer_education": Decimal(900),
        "cost_planting": Decimal(600),
    }
    former = replace(
        CLEAN, income=read_income(amounts, not_counted=REGISTRATION.not_counted), rules=REGISTRATION
    )
    told = explain_income(former)
    assert [(each.property, each.counts) for each in told.lines] == [
        ("wage_migrant", True),
        ("transfer_education", False),
        ("cost_planting", True),
    ]
    assert told.groups == {"wages": 9000, "transfers": 0, "costs": 600}
    assert (told.left_out_yuan, told.net_yuan) == (900, 8400)
    assert (told.net_yuan, told.per_head_yuan) == (former.income.net_yuan(), former.net_per_head_yuan())
    assert told.below_line() is True
    assert told.lines[1].why[ENGLISH] == "Paid for school only; not the household's to spend"
    assert explain_income(former, REGULAR).net_yuan == 9300


@given(
    st.dictionaries(
        st.sampled_from([line for group in INCOME_LINES.values() for line in group]),
        st.decimals(0, 10**6, places=2),
    ),
    st.sampled_from(shipped_profiles()),
)
def test_the_explained_income_is_always_the_one_that_is_judged(amounts, profile):
    explained = replace(CLEAN, income=read_income(amounts, not_counted=profile.not_counted), rules=profile)
    told = explain_income(explained)
    assert (told.net_yuan, told.per_head_yuan) == (explained.income.net_yuan(), explained.net_per_head_yuan())


def test_another_file_under_the_name_of_shipped_rules_changes_no_record():
    other = replace(REGULAR, limits=replace(REGULAR.limits, revisit_days=1))
    known = Profiles([*shipped(), other])
    assert known.of_record("regular-2026@1") is REGULAR
    assert known.get("regular-2026") is REGULAR
    assert list(known) == list(shipped())


def test_a_countys_own_file_is_named_with_the_hash_of_what_stands_in_it():
    one, other = (read_profile(edited("version = 1", "version = 1000") + f"# {word}") for word in "ab")
    assert one == other
    assert one.ref != other.ref
    assert one.ref == f"regular-2026@1000+{one.sha}"
    assert len(one.sha) == 12
    assert [each.ref for each in shipped_profiles()] == [each.short_ref for each in shipped_profiles()]


def test_two_files_of_one_version_judge_each_the_records_that_name_it():
    own = read_profile(edited("version = 1", "version = 1000"))
    second = read_profile(
        edited("version = 1", "version = 1000").replace("revisit_days = 90", "revisit_days = 7")
    )
    known = Profiles([*shipped(), own], [second])
    assert known.get("regular-2026") is own
    assert known.of_record("regular-2026@1000") is own
    assert known.of_record(own.ref) is own
    assert known.of_record(second.ref) is second
    assert [each.ref for each in known.newest()][-1] == own.ref
    assert {each.ref for each in known} == {each.ref for each in (*shipped(), own, second)}


def test_newer_rules_that_come_with_the_program_dont_take_the_place_of_a_countys_own():
    own = read_profile(edited("version = 1", "version = 1000"))
    later = replace(REGULAR, version=999)
    for order in ([own, later], [later, own]):
        known = Profiles([*shipped(), *order])
        assert known.get("regular-2026") is own
        assert known.of_record("regular-2026@999") is later


@pytest.mark.parametrize(
    ("id", "version", "reserved"),
    [
        ("regular-2026", 999, True),
        ("regular-2026", 1000, False),
        ("regular-2031", 1, True),
        ("monitoring-2021", 2, True),
        ("our-county", 1, False),
        ("regular-2026-430999", 1, False),
    ],
)
def test_versions_below_a_thousand_of_the_programs_ids_are_its_own(id, version, reserved):
    assert is_reserved(id, version) is reserved
    assert all(is_reserved(each.id, each.version) for each in shipped_profiles())


def test_a_record_that_names_no_version_is_not_judged_anew_when_one_comes():
    both = Profiles([*shipped(), replace(REGULAR, version=2)])
    assert both.of_record("regular-2026") is REGULAR
