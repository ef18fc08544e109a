"""The list of households without its widgets."""

import pytest
from tests.unit.fake_register import QINGZHU, SHIQIAO, fake_workspace, row

from yihu.base.i18n import ENGLISH, set_language
from yihu.storage.rows import HouseholdQuery
from yihu.ui.routes import HouseholdRoute, ListFilter, PlanRoute
from yihu.ui.visits.presenter import ROWS_AT_ONCE, VisitsPresenter


@pytest.fixture(autouse=True)
def english():
    set_language(ENGLISH)
    yield
    set_language("zh_CN")


@pytest.fixture
def presenter():
    made = VisitsPresenter(fake_workspace())
    made.enter(None)
    return made


def names(presenter):
    return [each.head_name for each in presenter.rows]


def test_everyone_is_listed_at_first(presenter):
    assert len(presenter.rows) == presenter.total == 10
    assert presenter.heading() == ("All villages", "10 households · Surveyed: 4 · Plans signed: 2")


def test_a_register_of_one_village_opens_in_it():
    presenter = VisitsPresenter(fake_workspace([row(1, "甲"), row(2, "乙")]))
    presenter.enter(None)
    assert presenter.heading()[0] == "青竹村"
    assert [place.words for place in presenter.places()] == ["清溪镇", "青竹村", "三组"]


def test_the_groups_of_a_village_show_when_it_is_chosen(presenter):
    assert "四组" not in [place.words for place in presenter.places()]
    presenter.choose_place(QINGZHU, None)
    assert [(place.words, place.count) for place in presenter.places() if place.level == 2] == [
        ("三组", "3"),
        ("五组", "1"),
        ("四组", "4"),
    ]
    presenter.choose_place(QINGZHU, "五组")
    assert names(presenter) == ["仇大明"]


def test_a_chip_shows_its_state_and_counts_what_it_would_show(presenter):
    words = {chip.name: chip.words for chip in presenter.chips()}
    for name in words:
        presenter.choose_state(name)
        assert words[name].endswith(f" {presenter.total}")
    presenter.choose_state("conflicts")
    assert names(presenter) == ["吉田秀英"]
    assert [chip.name for chip in presenter.chips() if chip.chosen] == ["conflicts"]


def test_a_state_without_a_chip_of_its_own_gets_one_while_it_is_in_force(presenter):
    presenter.enter(ListFilter(state="refused"))
    assert names(presenter) == ["㛃䶮𬭚"]
    assert [chip.words for chip in presenter.chips() if chip.chosen] == ["Refused 1"]
    presenter.choose_state("all")
    assert "refused" not in [chip.name for chip in presenter.chips()]


def test_a_figure_of_the_overview_opens_exactly_its_households(presenter):
    presenter.enter(ListFilter(query=HouseholdQuery(plan_state="signed"), words="Signed"))
    assert names(presenter) == ["周桂兰", "解春香"]
    assert [chip.words for chip in presenter.chips() if chip.chosen] == ["Signed 2"]
    presenter.choose_place(SHIQIAO, None)
    assert names(presenter) == []


def test_the_search_stays_within_the_village_and_offers_to_look_everywhere(presenter):
    presenter.choose_place(SHIQIAO, None)
    presenter.search("仇")
    assert presenter.rows == []
    assert "仇" in presenter.empty_words()[0]
    assert presenter.can_search_everywhere()
    presenter.search_everywhere()
    assert names(presenter) == ["仇大明"]
    assert not presenter.can_search_everywhere()


def test_an_empty_register_says_what_to_do():
    presenter = VisitsPresenter(fake_workspace([]))
    presenter.enter(None)
    assert presenter.empty_words()[0] == "There are no households here yet."


def test_a_long_list_comes_page_by_page_and_whole():
    presenter = VisitsPresenter(fake_workspace([row(n, f"户{n}") for n in range(2 * ROWS_AT_ONCE + 7)]))
    presenter.enter(None)
    assert (len(presenter.rows), presenter.total) == (ROWS_AT_ONCE, 2 * ROWS_AT_ONCE + 7)
    while presenter.has_more():
        presenter.take(presenter.more())
    assert len({each.id for each in presenter.rows}) == presenter.total


def test_the_list_keeps_its_filter_when_the_person_comes_back(presenter):
    presenter.choose_place(QINGZHU, "四组")
    presenter.choose_state("done")
    before = names(presenter)
    presenter.enter(None)
    assert names(presenter) == before == ["欧阳建国", "解春香"]


def test_plans_open_the_plan_and_visits_the_household(presenter):
    plans = VisitsPresenter(fake_workspace(), plans=True)
    signed, none = presenter.rows[0], presenter.rows[1]
    assert presenter.route_of(signed) == HouseholdRoute(household_id=signed.id)
    assert plans.route_of(signed) == PlanRoute(household_id=signed.id)
    assert plans.route_of(none) == HouseholdRoute(household_id=none.id)
