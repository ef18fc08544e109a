"""Giving and receiving between two laptops; answers that differ."""

import pytest
from tests.laptops import answer, family, introduce, register, survey, wait

from yihu.actions import (
    Arrival,
    ConflictGone,
    RecipientMissing,
    StepKind,
    export_package,
    list_conflicts,
    list_contacts,
    my_card,
    read_card,
    receive_packages,
    resolve_conflict,
    save_card,
    show_household,
    summarize,
    trust_card,
)
from yihu.base.errors import Cancelled, DiskFull, FileUnreadable, FolderNotWritable
from yihu.base.progress import Stoppable


def give(giver, taker, folder):
    folder.mkdir(exist_ok=True)
    return export_package(giver, folder, [my_card(taker).fingerprint]).path


@pytest.fixture
def shared(team, office, tmp_path):
    """A household that both laptops know and have changed since."""
    introduce(team, office)
    answers = family("周桂兰")
    household = register(team, answers)
    survey(team, household, answers)
    receive_packages(office, [give(team, office, tmp_path / "stick")])
    wait(team)
    answer(team, household, phone="13800000001")
    wait(office, 5)
    answer(office, household, phone="13900000002")
    receive_packages(office, [give(team, office, tmp_path / "stick")])
    return household


def test_a_card_travels_as_a_file_and_is_trusted_once_its_digits_were_compared(team, office, tmp_path):
    path = save_card(team, tmp_path / "stick")
    assert path.suffix == ".yihukey"
    card = read_card(office, path)
    assert (card.team, card.digits, card.trusted) == ("青竹二队", my_card(team).digits, False)
    assert len(card.digits.replace(" ", "")) == 8
    assert trust_card(office, card).trusted
    assert [one.team for one in list_contacts(office)] == ["青竹二队"]
    assert list_contacts(team) == ()


def test_a_missing_card_is_told(office, tmp_path):
    with pytest.raises(FileUnreadable):
        read_card(office, tmp_path / "gone.yihukey")


def test_a_file_for_nobody_is_not_written(team, tmp_path):
    with pytest.raises(RecipientMissing):
        export_package(team, tmp_path, [])
    assert list(tmp_path.glob("*.yihu")) == []


def test_a_file_is_named_by_team_and_date_and_verified(team, office, tmp_path):
    introduce(team, office)
    register(team)
    (tmp_path / "stick").mkdir()
    report = export_package(team, tmp_path / "stick", [my_card(office).fingerprint])
    assert report.verified
    assert report.path.name.startswith("青竹二队-20261123-")
    assert (report.households, report.recipients) == (1, ("镇汇总",))
    assert report.size_bytes == report.path.stat().st_size
    assert [path.name for path in report.path.parent.iterdir()] == [report.path.name]


def test_what_was_surveyed_arrives_whole(team, office, tmp_path):
    introduce(team, office)
    household = register(team, family("周桂兰"))
    survey(team, household, family("周桂兰"))
    report = receive_packages(office, [give(team, office, tmp_path)])
    assert report.packages[0].arrival == Arrival.MERGED
    assert (report.new_households, report.conflicts) == (1, 0)
    assert show_household(office, household).household == show_household(team, household).household
    assert summarize(office).received_ms is not None
    assert summarize(team).given_ms is not None


def test_the_same_file_twice_brings_nothing_new(team, office, tmp_path):
    introduce(team, office)
    register(team)
    path = give(team, office, tmp_path)
    receive_packages(office, [path])
    assert receive_packages(office, [path]).packages[0].arrival == Arrival.NOTHING_NEW


def test_an_unknown_sender_waits_for_the_digits(team, office, tmp_path):
    trust_card(team, my_card(office))
    register(team)
    path = give(team, office, tmp_path)
    waiting = receive_packages(office, [path]).packages[0]
    assert waiting.arrival == Arrival.SENDER_UNKNOWN
    assert waiting.card.digits == my_card(team).digits
    assert summarize(office).states["all"].households == 0
    assert receive_packages(office, [path], trust=["0000 0000"]).packages[0].arrival == Arrival.SENDER_UNKNOWN
    digits = waiting.card.digits.replace(" ", "")
    assert receive_packages(office, [path], trust=[digits]).packages[0].arrival == Arrival.MERGED
    assert [card.team for card in list_contacts(office)] == ["青竹二队"]


@pytest.mark.parametrize(
    "spoil", [lambda raw: raw[:-1], lambda raw: b"hello", lambda raw: raw[:900] + b"\0" + raw[901:]]
)
def test_a_spoiled_file_is_refused_and_the_good_one_beside_it_merged(team, office, tmp_path, spoil):
    introduce(team, office)
    register(team)
    good = give(team, office, tmp_path)
    bad = tmp_path / "bad.yihu"
    bad.write_bytes(spoil(good.read_bytes()))
    report = receive_packages(office, [bad, good, tmp_path / "gone.yihu"])
    assert [one.arrival for one in report.packages] == [Arrival.REFUSED, Arrival.MERGED, Arrival.REFUSED]
    assert all(one.error.code for one in report.packages if one.arrival == Arrival.REFUSED)
    assert report.new_households == 1


def test_two_phones_differ_and_both_are_told_with_who_and_where(office, shared):
    view = show_household(office, shared)
    assert view.next_step.kind == StepKind.RESOLVE
    assert view.next_step.parameters == {"count": 1}
    conflict = view.conflicts[0]
    assert (conflict.question, conflict.head_name, conflict.village) == ("联系电话", "周桂兰", "青竹村")
    assert [value.value for value in conflict.values] == ["13900000002", "13800000001"]
    assert [value.person for value in conflict.values] == ["李建军", "张小芳"]
    assert [value.winner for value in conflict.values] == [True, False]
    assert dict(conflict.beside)["户主姓名"] == "周桂兰"


def test_choosing_settles_it_here_and_there_and_keeps_both_in_the_history(team, office, shared, tmp_path):
    conflict = list_conflicts(office)[0]
    report = resolve_conflict(office, shared, conflict.path, "13800000001")
    assert (report.left_in_household, report.left_in_all) == (0, 0)
    receive_packages(team, [give(office, team, tmp_path / "back")])
    assert list_conflicts(team) == ()
    for laptop in (team, office):
        view = show_household(laptop, shared)
        assert laptop.store.document(shared).values["household/phone"] == "13800000001"
        assert view.events[0].kind == "resolution"
        told = {
            change.after
            for event in view.events
            for change in event.changes
            if change.path == "household/phone"
        }
        assert {"138******01", "139******02"} <= told


def test_a_third_value_may_be_chosen(office, shared):
    resolve_conflict(office, shared, "household/phone", "13700000003")
    assert office.store.document(shared).values["household/phone"] == "13700000003"


def test_what_does_not_differ_can_not_be_chosen(office, shared):
    with pytest.raises(ConflictGone):
        resolve_conflict(office, shared, "household/head_name", "王")
    resolve_conflict(office, shared, "household/phone", "13800000001")
    with pytest.raises(ConflictGone):
        resolve_conflict(office, shared, "household/phone", "13800000001")


def test_a_choice_that_differs_is_told_by_its_label_and_about_whom(team, office, shared, tmp_path):
    member = show_household(team, shared).household.persons[0]
    for laptop, health in ((team, "healthy"), (office, "serious")):
        laptop.store.write(shared, {f"household/member/{member.row}/health": health}, "household@1", "visit")
    receive_packages(office, [give(team, office, tmp_path / "more")])
    conflict = next(one for one in list_conflicts(office, shared) if one.path.endswith("/health"))
    assert conflict.question == "健康状况"
    assert conflict.member == member.name
    assert {value.shown for value in conflict.values} == {"健康", "患有大病"}


@pytest.mark.parametrize("target", ["stick", "stick/work.yihu"])
def test_a_pulled_stick_does_not_become_a_folder_on_the_disk(team, office, tmp_path, target):
    introduce(team, office)
    register(team)
    with pytest.raises(FolderNotWritable):
        export_package(team, tmp_path / target, [my_card(office).fingerprint])
    assert not (tmp_path / "stick").exists()


def test_a_cancelled_or_failed_export_leaves_no_file(team, office, tmp_path, monkeypatch):
    introduce(team, office)
    register(team)
    stopped = Stoppable()
    stopped.stop()
    (tmp_path / "stick").mkdir()
    with pytest.raises(Cancelled):
        export_package(team, tmp_path / "stick", [my_card(office).fingerprint], progress=stopped)
    assert list((tmp_path / "stick").iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FolderNotWritable):
        export_package(team, tmp_path / "file", [my_card(office).fingerprint])

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(team.store), "give", full)
    with pytest.raises(DiskFull):
        export_package(team, tmp_path / "stick", [my_card(office).fingerprint])


def test_every_figure_opens_a_list_of_as_many(office, shared):
    from yihu.actions import count_households

    overview = summarize(office)
    figures = [*overview.states.values(), *overview.causes]
    for village in overview.villages:
        figures += [village.all, village.visited, village.signed]
    assert [count_households(office, figure.query) for figure in figures] == [
        one.households for one in figures
    ]
    assert overview.states["conflicts"].households == overview.conflict_answers == 1
