"""Progress out of the lines of the list; each number's list holds exactly the households that it counted."""

from contextlib import closing
from datetime import date

import pytest
from tests.laptops import family, new_laptop, register, survey

from yihu.actions import add_household
from yihu.storage.rows import HouseholdQuery

VILLAGE, OTHER = "430999101201", "430999102203"


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    with closing(new_laptop(tmp_path_factory.mktemp("progress") / "a")) as workspace:
        surveyed = register(workspace)
        survey(workspace, surveyed)
        for name in ("谭立新", "刘春生"):
            add_household(workspace, head_name=name, village_code=OTHER, village="龙荣村")
        yield workspace


def test_each_village_is_counted(laptop):
    home = family()["division_code"]
    found = {progress.key: (village, progress) for village, _, progress in laptop.store.progress_by_village()}
    assert found.keys() == {home, OTHER}
    assert found[OTHER][0] == "龙荣村"
    assert (found[OTHER][1].households, found[OTHER][1].visited) == (2, 0)
    assert (found[home][1].households, found[home][1].visited) == (1, 1)


def test_one_division_is_counted_alone(laptop):
    assert [progress.key for _, _, progress in laptop.store.progress_by_village(within=OTHER[:9])] == [OTHER]


def test_who_was_met_counts_from_a_day_on(laptop):
    day = str(family()["visit_date"])
    home = family()["division_code"]
    assert _met(laptop, home, day) == 1
    assert _met(laptop, home, date.fromisoformat(day).replace(year=2099).isoformat()) == 0


def test_single_households_stand_where_their_village_has_them(laptop):
    rows = laptop.store.households()
    standings = laptop.store.standings([row.id for row in rows])
    assert {id: each.visit_state for id, each in standings.items()} == {
        row.id: row.visit_state for row in rows
    }
    assert laptop.store.standings([]) == {}


def test_surveys_are_counted_by_day(laptop):
    day = str(family()["visit_date"])
    assert laptop.store.surveys_by_day() == {day: 1}
    assert laptop.store.surveys_by_day(within=OTHER) == {}
    assert _listed(laptop, surveyed=(day, day)) == _listed(laptop, state="done")
    assert _listed(laptop, surveyed=("2099-01-01", "2099-12-31")) == []


def test_the_lists_behind_the_numbers(laptop):
    everyone = _listed(laptop)
    assert _listed(laptop, among=tuple(everyone[:2])) == everyone[:2]
    assert _listed(laptop, among=()) == []
    assert len(_listed(laptop, within=OTHER[:6])) == 3
    assert len(_listed(laptop, within=OTHER)) == 2
    assert _listed(laptop, planned=True) == []


def _met(laptop, village, since):
    return next(
        each.met for _, _, each in laptop.store.progress_by_village(since=since) if each.key == village
    )


def _listed(laptop, **which):
    return [row.id for row in laptop.store.households(HouseholdQuery(**which))]
