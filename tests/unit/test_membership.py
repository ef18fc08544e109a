"""Births, deaths, marriages and moves between two surveys of a household."""

import shutil
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.laptops import NOON, PASSPHRASE, Chance, family, new_laptop, register, survey, wait

from yihu.actions import fill_visit, finish_visit, open_visit, save_answer, show_household
from yihu.actions.membership import former_rows, member_rows
from yihu.actions.open_folder import open_folder
from yihu.base.clock import FixedClock
from yihu.ui.household.facts import members_of

MEMBER = "/data/members/member"
HEAD = "周桂兰"


@pytest.fixture(scope="module")
def a_year_ago(tmp_path_factory):
    """A laptop with a family of four that was surveyed, closed."""
    workspace = new_laptop(tmp_path_factory.mktemp("membership") / "data")
    household = register(workspace, family(HEAD))
    survey(workspace, household, family(HEAD))
    workspace.close()
    return workspace.folder, household


@pytest.fixture
def laptop(a_year_ago, tmp_path):
    """That laptop a year later."""
    folder = shutil.copytree(a_year_ago[0], tmp_path / "data")
    clock = FixedClock(at=NOON + timedelta(days=365))
    workspace = open_folder(folder, PASSPHRASE, clock=clock, random=Chance("later"))
    yield workspace
    workspace.close()


@pytest.fixture
def surveyed(a_year_ago):
    """The family."""
    return a_year_ago[1]


def again(laptop, household):
    """The survey made anew, at home."""
    interview = open_visit(laptop, household, again=True)
    fill_visit(laptop, interview, {"surveyor": "何立群", "visit_result": "done"})
    return interview


def row_of(interview, name):
    """The row of a member by name."""
    rows = interview.session.rows(MEMBER)
    return next(row for row in rows if interview.session.value(f"{row}/who/person_name") == name)


def say(laptop, interview, row, **answers):
    """Answer questions of one member by name."""
    for name, value in answers.items():
        ref = next(
            each
            for each in interview.session.refs()
            if each.startswith(f"{row}/") and each.endswith(f"/{name}")
        )
        save_answer(laptop, interview, interview.session.answer(ref, value), ref)


def as_last_time(laptop, interview):
    """Confirm all of last time's answers that are asked for again."""
    session, before = interview.session, -1
    while before != (before := sum(1 for _ in session.answers())):
        for ref in session.refs():
            old = interview.previous.get(session.key(ref))
            if old and session.is_relevant(ref) and not session.value(ref) and not session.is_read_only(ref):
                save_answer(laptop, interview, session.answer(ref, old), ref)


def finished(laptop, interview, persons):
    """Confirm the rest as last time, with so many persons, and finish."""
    as_last_time(laptop, interview)
    fill_visit(laptop, interview, {"member_count": str(persons)})
    report = finish_visit(laptop, interview)
    assert report.sealed, [(each.ref, each.message) for each in report.problems]
    return show_household(laptop, interview.household_id).household


def all_here(laptop, interview, *but):
    """Everybody but these is still there."""
    for row in interview.session.rows(MEMBER):
        if interview.session.value(f"{row}/who/person_name") not in but:
            say(laptop, interview, row, membership="member")


def asked(interview, row):
    session = interview.session
    return {
        ref.rpartition("/")[2]
        for ref in session.refs()
        if ref.startswith(f"{row}/") and session.is_relevant(ref)
    }


def test_a_first_survey_never_asks_who_left(laptop):
    interview = open_visit(laptop, register(laptop))
    fill_visit(laptop, interview, {"surveyor": "何立群", "visit_result": "done"})
    interview.session.add_repeat(MEMBER)
    row = interview.session.rows(MEMBER)[0]
    assert not asked(interview, row) & {"membership", "joined_by", "left_on", "event_proof"}


def test_a_survey_made_anew_asks_of_each_member_whether_they_are_still_there(laptop, surveyed):
    interview = again(laptop, surveyed)
    for row in interview.session.rows(MEMBER):
        assert "membership" in asked(interview, row)
        assert "joined_by" not in asked(interview, row)
        assert interview.session.value(f"{row}/membership_page/membership") == ""
    assert "membership" in {problem.ref.rpartition("/")[2] for problem in interview.session.problems()}


def test_who_died_counts_no_more_and_stays_in_the_record(laptop, surveyed):
    before = show_household(laptop, surveyed).household
    interview = again(laptop, surveyed)
    all_here(laptop, interview, "陈丽华")
    say(laptop, interview, row_of(interview, "陈丽华"), membership="died", left_on="2027-03-02")
    assert not asked(interview, row_of(interview, "陈丽华")) & {"health", "labour_skill", "medical_insurance"}
    after = finished(laptop, interview, 3)
    assert [person.name for person in after.persons] == ["周桂兰", "周建平", "周子轩"]
    (gone,) = after.former
    assert (gone.name, gone.other["membership"], gone.other["left_on"]) == ("陈丽华", "died", "2027-03-02")
    known = next(person for person in before.persons if person.name == "陈丽华")
    assert (gone.health, gone.labour_skill, gone.education) == (
        known.health,
        known.labour_skill,
        known.education,
    )
    assert [member.name for member in members_of(after, "2027-11-23")] == [
        "周桂兰",
        "周建平",
        "周子轩",
        "陈丽华",
    ]
    assert members_of(after, "2027-11-23")[-1].health == "去世 2027-03-02"
    per_head = after.net_per_head_yuan()
    assert per_head == (after.income.net_yuan() / 3).quantize(Decimal("0.01"))
    assert interview.session.value("/data/income/net_income_per_head") == str(per_head).rstrip("0").rstrip(
        "."
    )


def test_the_forms_own_sums_leave_out_who_left(laptop, surveyed):
    interview = again(laptop, surveyed)
    all_here(laptop, interview, "周子轩")
    row = row_of(interview, "周子轩")
    say(laptop, interview, row, membership="member")
    say(
        laptop,
        interview,
        row,
        medical_insurance="none",
        in_school="no",
        education="primary",
        dropout_reason="dislike",
    )
    session = interview.session
    sums = ("/data/members/persons", "/data/guarantees/medical_ok", "/data/guarantees/education_ok")
    assert [session.value(each) for each in sums] == ["4", "no", "no"]
    say(laptop, interview, row, membership="moved_out", left_on="2027-01-01")
    assert [session.value(each) for each in sums] == ["3", "yes", "yes"]


def test_a_child_that_was_born_is_a_new_row_with_how_it_came(laptop, surveyed):
    interview = again(laptop, surveyed)
    all_here(laptop, interview)
    interview.session.add_repeat(MEMBER)
    row = interview.session.rows(MEMBER)[-1]
    assert "joined_by" in asked(interview, row)
    assert "membership" not in asked(interview, row)
    say(laptop, interview, row, joined_by="born")
    assert "joined_on" not in asked(interview, row)
    say(laptop, interview, row, joined_by="married_in")
    assert "joined_on" in asked(interview, row)


def test_the_year_after_the_former_are_not_asked_about_and_can_come_back(laptop, surveyed):
    interview = again(laptop, surveyed)
    all_here(laptop, interview, "周建平")
    say(
        laptop,
        interview,
        row_of(interview, "周建平"),
        membership="moved_out",
        left_on="2027-03-02",
        event_note="去了省城",
    )
    finished(laptop, interview, 3)
    wait(laptop, 365 * 24 * 60)
    third = again(laptop, surveyed)
    row = row_of(third, "周建平")
    session = third.session
    assert session.value(f"{row}/known_as") == "former"
    assert session.value(f"{row}/membership_page/membership") == "moved_out"
    assert session.value(f"{row}/membership_page/event_note") == "去了省城"
    all_here(laptop, third, "周建平")
    values = {**third.kept}
    assert [values[f"{each}/person_name"] for each in former_rows(session.form, values)] == ["周建平"]
    assert len(tuple(member_rows(session.form, values))) == 4
    say(laptop, third, row, membership="member", joined_by="returned", joined_on="2028-01-01")
    household = finished(laptop, third, 4)
    assert [person.name for person in household.persons] == ["周桂兰", "周建平", "陈丽华", "周子轩"]
    assert household.former == ()


def test_how_somebody_joined_outlasts_the_next_survey(laptop, surveyed):
    interview = again(laptop, surveyed)
    all_here(laptop, interview, "陈丽华")
    row = row_of(interview, "陈丽华")
    say(laptop, interview, row, membership="died", left_on="2027-03-02")
    finished(laptop, interview, 3)
    wait(laptop, 365 * 24 * 60)
    third = again(laptop, surveyed)
    say(laptop, third, row, membership="member", joined_by="returned", joined_on="2028-05-05")
    all_here(laptop, third, "陈丽华")
    finished(laptop, third, 4)
    wait(laptop, 365 * 24 * 60)
    fourth = again(laptop, surveyed)
    all_here(laptop, fourth)
    household = finished(laptop, fourth, 4)
    back = next(person for person in household.persons if person.name == "陈丽华")
    assert (back.other["joined_by"], back.other["joined_on"]) == ("returned", "2028-05-05")
