"""Presenters of the household, the overview, the new household and the gate, without Qt."""

import pytest
from tests.unit.fake_register import LIULIN, NOW, QINGZHU, fake_view, fake_workspace

from yihu.actions.next_step import NextStep, StepKind
from yihu.actions.workspace import Folders
from yihu.base.i18n import CHINESE, ENGLISH, language, set_language
from yihu.ui.household.events import is_answer, pattern_of
from yihu.ui.household.presenter import HouseholdPresenter
from yihu.ui.moments import long_moment, short_moment
from yihu.ui.new_household.presenter import NewHouseholdPresenter
from yihu.ui.overview.presenter import OverviewPresenter
from yihu.ui.routes import ConflictsRoute, InterviewRoute, PlanRoute
from yihu.ui.visits.presenter import VisitsPresenter
from yihu.ui.welcome.presenter import WelcomePresenter, strength
from yihu.ui.window.shell import Shell


@pytest.fixture(autouse=True)
def english():
    set_language(ENGLISH)
    yield
    set_language(CHINESE)


@pytest.fixture
def household(monkeypatch):
    def show(**changes):
        monkeypatch.setattr(
            "yihu.ui.household.presenter.show_household", lambda workspace, household_id: fake_view(**changes)
        )
        presenter = HouseholdPresenter(fake_workspace())
        presenter.enter("h000018")
        return presenter

    return show


def test_a_household_below_the_line_says_so(household):
    facts = {name: (figure, remark, tone) for name, figure, remark, tone in household().facts()}
    assert (
        facts["People"] == ("3 persons", "2 able to work · 1 in school", "grey")
        or facts["People"][0] == "3 persons"
    )
    assert facts["Net income per head (last year)"][1:] == ("Below the line of 7,300 yuan", "red")
    assert facts["Two needs, three guarantees"] == ("3 / 4", "Not met: Safe housing", "amber")
    assert facts["Plan"] == ("Draft", "4 measures · until 2027-12", "amber")


def test_members_are_said_in_words(household):
    head, son, _ = household().members()
    assert (head.relation, head.sex_age) == ("Head of the household", "Female 67")
    assert son.work == "works 9 months · In the township"


def test_grave_doubts_come_first_and_the_newest_event_too(household):
    presenter = household()
    assert [tone for _, tone in presenter.findings()] == ["red", "amber"]
    assert [event.what for event in presenter.events()] == ["Difference settled", "Survey done"]


@pytest.mark.parametrize(
    ("kind", "route"),
    [
        (StepKind.RESOLVE, ConflictsRoute(household_id="h000018")),
        (StepKind.BEGIN, InterviewRoute(household_id="h000018")),
        (StepKind.CONTINUE, InterviewRoute(household_id="h000018")),
        (StepKind.CHECK, InterviewRoute(household_id="h000018")),
        (StepKind.PLAN, PlanRoute(household_id="h000018")),
        (StepKind.SIGN, PlanRoute(household_id="h000018")),
        (StepKind.VISIT_AGAIN, InterviewRoute(household_id="h000018", form_id="visit")),
    ],
)
def test_the_large_button_leads_to_the_next_step(household, kind, route):
    step = NextStep(kind=kind, sentence="{count} things", reason="Why", button="Do", parameters={"count": 2})
    presenter = household(next_step=step)
    assert presenter.next_route() == route
    assert presenter.banner()[:3] == ("Next: 2 things", "Why", "Do")


def test_answers_are_told_from_bookkeeping():
    assert is_answer("household/member/0190/name")
    assert not is_answer("household/_state")
    assert not is_answer("household/member/0190/=age")
    assert pattern_of("member/0190-aa/name") == "member/*/name"
    assert pattern_of("a/1/b/2/c") == "a/*/b/*/c"


def test_each_figure_of_the_overview_opens_as_many_households_as_it_counts():
    workspace = fake_workspace()
    overview = OverviewPresenter(workspace)
    overview.enter()
    visits = VisitsPresenter(workspace)
    for view in (*overview.figures(), *overview.rest()):
        visits.enter(view.opens.filter)
        assert f"{visits.total:,}" == view.figure, view.name


def test_a_new_household_needs_a_name_and_a_village(monkeypatch):
    presenter = NewHouseholdPresenter(fake_workspace())
    presenter.enter(None, None)
    assert set(presenter.missing()) == {"head_name", "village"}
    presenter.entry.new_village = True
    presenter.entry.village_code = "12345"
    assert set(presenter.missing()) == {"head_name", "village_name", "village_code"}
    saved = {}
    monkeypatch.setattr(
        "yihu.ui.new_household.presenter.add_household", lambda workspace, **said: saved.update(said) or "new"
    )
    presenter.entry.new_village, presenter.entry.village = False, LIULIN
    presenter.entry.head_name, presenter.entry.group = " 王芳 ", "一组"
    assert presenter.missing() == {}
    assert presenter.save() == "new"
    assert saved["head_name"] == "王芳"
    assert (saved["village"], saved["township"], saved["group"]) == ("柳林村", "南湖镇", "一组")
    assert (presenter.entry.head_name, presenter.entry.village, presenter.entry.group) == ("", LIULIN, "一组")


def test_a_new_household_starts_where_the_list_stood():
    presenter = NewHouseholdPresenter(fake_workspace())
    presenter.enter(QINGZHU, "四组")
    assert (presenter.entry.village, presenter.entry.group) == (QINGZHU, "四组")
    assert "四组" in presenter.groups()


@pytest.mark.parametrize(
    ("passphrase", "tone"),
    [
        ("", "grey"),
        ("abc", "red"),
        ("12345678", "red"),
        ("99999999", "red"),
        ("password1", "red"),
        ("19850211", "red"),
        ("青竹二队2026", "red"),
        ("zhukq7mvd", "amber"),
        ("three hens by the well", "green"),
        ("村口老槐树下有三口井", "green"),
    ],
)
def test_a_passphrase_is_judged_in_words(passphrase, tone):
    words, said = strength(passphrase, team="青竹二队", person="张小芳")
    assert said == tone
    assert bool(words) == bool(passphrase)


def folders(tmp_path, existing=()):
    return Folders(
        default=tmp_path / "yihu",
        exists=lambda folder: folder in existing,
        open=lambda folder, passphrase: fake_workspace(),
        create=lambda folder, passphrase, team, person: fake_workspace(),
        create_demo=lambda folder, progress: fake_workspace(),
        open_demo=lambda folder: fake_workspace(),
        open_remembered=lambda folder: fake_workspace(),
        recover=lambda folder, words, passphrase: fake_workspace(),
        restore=lambda place, folder, passphrase, progress: fake_workspace(),
    )


def test_start_work_says_everything_that_is_missing(tmp_path):
    presenter = WelcomePresenter(Shell(folders(tmp_path)))
    assert set(presenter.missing()) == {"team", "person", "passphrase"}
    typed = presenter.begin
    typed.team, typed.person = "二队", "张小芳"
    typed.passphrase, typed.again = "three hens by the well", "three hens"
    assert set(presenter.missing()) == {"again"}
    typed.again = typed.passphrase
    assert presenter.missing() == {}


def test_the_first_start_offers_both_ways_and_later_ones_ask_for_the_passphrase(tmp_path):
    assert Shell(folders(tmp_path)).first_start()
    assert not Shell(folders(tmp_path, existing=[tmp_path / "yihu"])).first_start()


def test_choices_hold_until_the_next_start(tmp_path):
    (tmp_path / "yihu").mkdir()
    shell = Shell(folders(tmp_path))
    shell.choose_language(ENGLISH)
    shell.choose_theme("dark")
    shell.choose_scale(150)
    again = Shell(folders(tmp_path)).preferences
    assert (again.language, again.theme, again.scale_percent) == (ENGLISH, "dark", 150)
    assert language() == ENGLISH


def test_moments_are_short_this_year_and_dated_before():
    at = int(NOW.replace(month=11, day=20, hour=15, minute=12).timestamp() * 1000)
    before = int(NOW.replace(year=2025, month=12, day=3).timestamp() * 1000)
    assert (short_moment(at, NOW), short_moment(before, NOW)) == ("11-20 15:12", "2025-12-03")
    assert long_moment(at, NOW) == "20 Nov 15:12"
    set_language(CHINESE)
    assert (long_moment(at, NOW), long_moment(before, NOW)) == ("11月20日 15:12", "2025年12月3日 10:00")
