"""`yihu demo --campaign`: from the county's list to the bulletin, on a small scale."""

from datetime import timedelta

import pytest
from tests.laptops import NOON, Chance
from tests.stories.test_command_line import Terminal

from yihu.actions.campaign.scale import Scale
from yihu.actions.campaign.story import tell_campaign
from yihu.base.clock import FixedClock

SCALE = Scale(households=500, selected=30, helpers=12, surveyed=12)


@pytest.fixture(scope="module")
def campaign(tmp_path_factory):
    """The whole of it, once."""
    told: list[str] = []
    folder = tmp_path_factory.mktemp("campaign") / "county"
    clock = FixedClock(at=NOON + timedelta(hours=1))
    return tell_campaign(folder, SCALE, told.append, clock=clock, random=Chance("county")), told


def test_every_step_tells_its_time(campaign):
    done, told = campaign
    assert len(told) == len(done.steps) + 1
    assert all("秒" in told[-1] or " s " in line for line in told)


def test_the_numbers_are_those_that_were_asked_for(campaign):
    figures = campaign[0].figures
    assert (figures["rows"], figures["added"]) == (500, 500)
    assert figures["selected"] == 30
    assert (figures["pairs"], figures["paired_percent"]) == (30, 100)
    assert (figures["surveyed"], figures["signed"], figures["merged"]) == (12, 12, 12)
    assert figures["held"] == 0
    assert figures["items"] > 0
    assert figures["out"] == 500


def test_three_laptops_contradict_each_other_nowhere(campaign):
    assert campaign[0].figures["conflicts"] == 0


def test_papers_and_tables_lie_in_the_folder(campaign):
    folder = campaign[0].folder
    assert len(list((folder / "papers").glob("*.pdf"))) >= 2
    assert (folder / "tables" / "households.xlsx").stat().st_size > 10_000
    assert list((folder / "stick").glob("*.yihu"))


def test_a_folder_that_holds_something_is_left_alone(tmp_path, capfd, monkeypatch):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", "utf-8")
    terminal = Terminal(tmp_path / "a", capfd, monkeypatch)
    terminal.types("demo", "--campaign", str(tmp_path / "full")).ends_with(1)
    assert "campaign-folder-taken" in terminal.err
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]
