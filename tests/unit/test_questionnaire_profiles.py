"""The questionnaire offers what the profile of its record knows."""

import pytest

from yihu.actions.profile_lists import PROFILES_FILE, profile_rows, profile_table
from yihu.base.shipped import form_path
from yihu.engine import Session, Surroundings
from yihu.forms import read_workbook
from yihu.register.profiles import read_profile, shipped_profiles, shipped_text


@pytest.fixture(scope="module")
def form():
    return read_workbook(form_path("household.xlsx")).form


def opened(form, profile=None, lists=None):
    session = Session.open(form, around=Surroundings(lists=lists or {}))
    if profile is not None:
        session.answer("/data/profile", profile)
    session.answer("/data/cover/visit_page/visit_result", "done")
    return session


def offered(session, name):
    return [choice.value for choice in session.choices(session.ref(name))]


def test_the_table_beside_the_workbook_is_that_of_the_shipped_profiles():
    assert form_path(PROFILES_FILE).read_text(encoding="utf-8") == profile_table(shipped_profiles())


@pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda each: each.id)
def test_categories_and_causes_are_those_of_the_profile(form, profile):
    session = opened(form, profile.ref)
    assert sorted(offered(session, "category")) == sorted(profile.categories)
    assert sorted(offered(session, "main_cause")) == sorted(profile.causes)


def test_risks_are_not_asked_for_where_the_profile_knows_none(form):
    session = opened(form, "registration-2014@1")
    session.answer(session.ref("category"), "registered")
    assert not session.is_relevant(session.ref("risks"))
    assert session.is_relevant(session.ref("poverty_state"))
    session = opened(form, "monitoring-2021@1")
    session.answer(session.ref("category"), "marginal")
    assert session.is_relevant(session.ref("risks"))
    assert not session.is_relevant(session.ref("poverty_state"))
    assert sorted(offered(session, "risks")) == sorted(shipped_profiles()[1].risks)


def test_a_profile_that_is_not_known_here_offers_everything(form):
    session = opened(form, "our-county-2027@3")
    assert len(offered(session, "main_cause")) == 13


def test_a_countys_own_profile_is_looked_up_in_the_register(form):
    own = read_profile(
        shipped_text("regular-2026")
        .replace('id = "regular-2026"', 'id = "our-county"')
        .replace(
            'categories = ["none", "object", "unstable", "marginal", "sudden"]',
            'categories = ["none", "object"]',
        )
    )
    session = opened(form, own.ref, {"profiles": profile_rows((*shipped_profiles(), own))})
    assert offered(session, "category") == ["none", "object"]


def test_thresholds_of_water_are_the_profiles(form):
    own = read_profile(
        shipped_text("regular-2026")
        .replace("water_minutes = 20", "water_minutes = 45")
        .replace('id = "regular-2026"', 'id = "dry"')
    )
    ok = []
    for ref in ("regular-2026@1", own.ref):
        session = opened(form, ref, {"profiles": profile_rows((*shipped_profiles(), own))})
        for name, value in (
            ("water_source", "protected"),
            ("water_enough", "yes"),
            ("water_clean", "yes"),
            ("water_fetch_minutes", "30"),
            ("water_shortage_days", "0"),
        ):
            session.answer(session.ref(name), value)
        ok.append((session.value("/data/guarantees/water_ok"), session.value("/data/living/water_difficult")))
    assert ok == [("no", "yes"), ("yes", "no")]
