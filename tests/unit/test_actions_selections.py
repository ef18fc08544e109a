"""Saved selections: made, changed by hand, final, compared, on two laptops at once."""

import sys
from contextlib import closing

import pytest
from tests.laptops import VILLAGE, introduce, new_laptop

from yihu.actions import (
    ReasonMissing,
    RecordRefused,
    SelectionEmpty,
    SelectionFinal,
    SelectionUnknown,
    add_household,
    add_to_selection,
    chosen_numbers,
    chosen_rows,
    compare_selection,
    count_chosen,
    delete_selection,
    export_package,
    find_selection,
    freeze_selection,
    join_households,
    list_selections,
    make_selection,
    my_card,
    receive_packages,
    refresh_selection,
    selection_households,
    selections_of,
    show_selection,
    take_from_selection,
    undo_change,
)
from yihu.base.errors import Cancelled
from yihu.base.progress import Stoppable
from yihu.register.filters import Wanted
from yihu.register.filters_reading import join, read_short, read_wanted

OTHER_VILLAGE = "430999101202"
CAUSES = ("illness", "illness", "disability", "education", "illness", "lack_funds")
HEADS = ("谭立新", "龙桂香", "向东", "彭秀英", "田大勇", "石小满")


def wanted(*texts: str) -> Wanted:
    return Wanted(where=join(map(read_short, texts)))


@pytest.fixture
def laptop(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as workspace:
        yield workspace


@pytest.fixture
def people(laptop):
    return settle(laptop)


def settle(workspace):
    """Six households: four in one village, two in another."""
    ids = []
    for number, (head, cause) in enumerate(zip(HEADS, CAUSES, strict=True)):
        code, village = (VILLAGE, "龙荣村") if number < 4 else (OTHER_VILLAGE, "福兴村")
        group = f"{'一二三四五六'[number]}组"
        id = add_household(workspace, head_name=head, village_code=code, village=village, group=group)
        change(workspace, id, main_cause=cause)
        ids.append(id)
    return ids


def change(workspace, id, **answers):
    form = workspace.library.form("household")
    paths = {f"household/{key}": value for key, value in answers.items()}
    workspace.store.write(id, paths, f"household@{form.version}", "visit")


def names(workspace, selection):
    ids = selection_households(workspace, selection)
    return [workspace.store.household(id).head_name for id in ids]


def hand_over(giver, receiver, **which):
    given = export_package(giver, giver.folder.parent, [my_card(receiver).fingerprint], **which)
    return receive_packages(receiver, [given.path])


def test_a_count_says_who_is_meant(laptop, people):
    choice = count_chosen(laptop, wanted("main_cause=illness", f"place={VILLAGE}"))
    assert (choice.found, choice.chosen) == (2, 2)
    assert choice.words == "主要因病致贫、龙荣村，共 2 户"


def test_a_township_is_called_by_its_code_where_nobody_told_its_name(laptop, people):
    assert "430999101" in count_chosen(laptop, wanted("place=430999101")).words


def test_points_and_the_last_place_are_explained(laptop, people):
    text = (
        '{"points": [{"points": 5, "if": {"field": "main_cause", "is": ["illness"]}},'
        ' {"points": 2, "if": {"field": "main_cause", "is": ["disability"]}}], "take": 2}'
    )
    choice = count_chosen(laptop, read_wanted(text))
    assert (choice.found, choice.chosen) == (6, 2)
    assert choice.points == ((5, "主要因病致贫"), (2, "主要因残致贫"))
    assert "5 分" in choice.ties
    assert "3 户" in choice.ties
    numbers = chosen_numbers(laptop, read_wanted(text))
    assert [row.points for row in chosen_rows(laptop, numbers, read_wanted(text))] == [5, 5]


def test_a_selection_is_saved_with_its_households(laptop, people):
    report = make_selection(laptop, " 因病户 ", wanted("main_cause=illness"), purpose="住院补助")
    assert (report.name, report.households) == ("因病户", 3)
    (row,) = list_selections(laptop)
    assert (row.name, row.purpose, row.households) == ("因病户", "住院补助", 3)
    assert row.division_code == "430999101000", "the township that both villages lie in"
    assert names(laptop, "因病户") == ["谭立新", "龙桂香", "田大勇"]
    assert show_selection(laptop, row.id).words == "主要因病致贫"


def test_nothing_is_saved_of_a_filter_that_finds_nobody_or_without_a_name(laptop, people):
    with pytest.raises(SelectionEmpty):
        make_selection(laptop, "无", wanted("main_cause=marriage"))
    with pytest.raises(RecordRefused):
        make_selection(laptop, "  ", wanted("main_cause=illness"))
    assert list_selections(laptop) == ()


def test_nothing_is_saved_when_it_is_stopped(laptop, people):
    stopped = Stoppable()
    stopped.stop()
    with pytest.raises(Cancelled):
        make_selection(laptop, "因病户", wanted("main_cause=illness"), progress=stopped)
    assert list_selections(laptop) == ()
    assert laptop.store.picked_counts() == {}


def test_a_household_says_on_which_selections_it_is(laptop, people):
    make_selection(laptop, "因病户", wanted("main_cause=illness"))
    make_selection(laptop, "龙荣村", wanted(f"place={VILLAGE}"))
    assert {each.name for each in selections_of(laptop, people[0])} == {"因病户", "龙荣村"}
    assert [each.name for each in selections_of(laptop, people[4])] == ["因病户"]
    assert selections_of(laptop, people[5]) == ()


def test_hands_add_and_take_out_with_a_reason(laptop, people):
    make_selection(laptop, "因病户", wanted("main_cause=illness"))
    added = add_to_selection(laptop, "因病户", [people[5], people[0]], "村民代表会议")
    assert (added.households, added.added, added.unchanged) == (4, 1, 1)
    taken = take_from_selection(laptop, "因病户", [people[0]], "已搬走")
    assert (taken.households, taken.taken_out) == (3, 1)
    assert names(laptop, "因病户") == ["石小满", "龙桂香", "田大勇"]
    by_hand = show_selection(laptop, "因病户").by_hand
    assert {(pick.how, pick.reason, pick.by) for pick in by_hand} == {
        ("hand", "村民代表会议", laptop.person),
        ("out", "已搬走", laptop.person),
    }
    (on,) = selections_of(laptop, people[0])
    assert (on.how, on.reason) == ("out", "已搬走")


@pytest.mark.parametrize("reason", ["", "   ", "长" * 201])
def test_hands_need_a_reason(laptop, people, reason):
    make_selection(laptop, "因病户", wanted("main_cause=illness"))
    with pytest.raises(ReasonMissing):
        add_to_selection(laptop, "因病户", [people[5]], reason)
    assert find_selection(laptop, "因病户").households == 3


def test_a_selection_is_compared_with_what_its_filter_finds_now(laptop, people):
    make_selection(laptop, "因病户", wanted("main_cause=illness"))
    add_to_selection(laptop, "因病户", [people[5]], "会议决定")
    take_from_selection(laptop, "因病户", [people[1]], "已搬走")
    change(laptop, people[0], main_cause="education")
    change(laptop, people[2], main_cause="illness")
    compared = compare_selection(laptop, "因病户")
    assert (compared.came, compared.fell) == ((people[2],), (people[0],))
    assert (compared.stayed, compared.by_hand, compared.taken_out) == (1, 1, 1)
    report = refresh_selection(laptop, "因病户")
    assert (report.added, report.taken_out, report.unchanged) == (1, 1, 1)
    assert set(selection_households(laptop, "因病户")) == {people[2], people[4], people[5]}
    change(laptop, people[0], main_cause="illness")
    assert compare_selection(laptop, "因病户").came == (people[0],), "who fell out can come in again"
    refresh_selection(laptop, "因病户")
    assert people[0] in selection_households(laptop, "因病户")
    assert people[1] not in selection_households(laptop, "因病户"), "taken out by hand"


def test_a_final_list_takes_no_changes(laptop, people):
    laptop.store.set_role("coordinator")
    make_selection(laptop, "因病户", wanted("main_cause=illness"))
    freeze_selection(laptop, "因病户")
    row = find_selection(laptop, "因病户")
    assert (row.final, row.final_by) == (True, laptop.person)
    assert row.final_on == laptop.clock.now().date().isoformat()
    for change_it in (
        lambda: add_to_selection(laptop, "因病户", [people[5]], "会议决定"),
        lambda: take_from_selection(laptop, "因病户", [people[0]], "会议决定"),
        lambda: refresh_selection(laptop, "因病户"),
        lambda: freeze_selection(laptop, "因病户"),
    ):
        with pytest.raises(SelectionFinal):
            change_it()
    assert find_selection(laptop, "因病户").households == 3
    assert selections_of(laptop, people[0])[0].final


def test_selections_are_joined_and_cut_by_filters(laptop, people):
    ill = make_selection(laptop, "因病户", wanted("main_cause=illness")).id
    village = make_selection(laptop, "龙荣村", wanted(f"place={VILLAGE}")).id
    both = make_selection(laptop, "都在", wanted(f"selection={ill}", f"selection={village}"))
    either = make_selection(laptop, "任一", wanted(f"selection={ill},{village}"))
    without = make_selection(laptop, "不在", wanted(f"selection={village}", f"selection!={ill}"))
    assert (both.households, either.households, without.households) == (2, 5, 2)
    assert show_selection(laptop, "任一").words == "在名单“因病户”或“龙荣村”里"


def test_a_deleted_selection_is_on_no_list_and_comes_back_by_undoing(laptop, people):
    id = make_selection(laptop, "因病户", wanted("main_cause=illness")).id
    delete_selection(laptop, "因病户")
    assert list_selections(laptop) == ()
    assert selections_of(laptop, people[0]) == ()
    assert count_chosen(laptop, wanted(f"selection={id}")).found == 0
    with pytest.raises(SelectionUnknown):
        find_selection(laptop, id)
    undo_change(laptop, id, laptop.store.history(id)[-1].changeset)
    assert names(laptop, "因病户") == ["谭立新", "龙桂香", "田大勇"]


def test_a_name_that_two_selections_have_is_no_name(laptop, people):
    first = make_selection(laptop, "名单", wanted("main_cause=illness"))
    make_selection(laptop, "名单", wanted("main_cause=disability"))
    with pytest.raises(SelectionUnknown):
        find_selection(laptop, "名单")
    assert find_selection(laptop, first.id).households == 3


def test_two_laptops_add_different_households_and_nobody_has_to_decide(tmp_path):
    with (
        closing(new_laptop(tmp_path / "a", "一号")) as first,
        closing(new_laptop(tmp_path / "b", "二号")) as second,
    ):
        introduce(first, second)
        people = settle(first)
        make_selection(first, "因病户", wanted("main_cause=illness"))
        hand_over(first, second)
        assert names(second, "因病户") == ["谭立新", "龙桂香", "田大勇"]
        add_to_selection(first, "因病户", [people[5]], "县里增补")
        add_to_selection(second, "因病户", [people[3]], "乡里增补")
        take_from_selection(second, "因病户", [people[0]], "已搬走")
        hand_over(first, second)
        hand_over(second, first)
        for laptop in (first, second):
            assert set(names(laptop, "因病户")) == {"龙桂香", "田大勇", "石小满", "彭秀英"}
            assert find_selection(laptop, "因病户").conflicts == 0
            assert laptop.store.conflict_count() == 0


def test_a_work_package_of_one_village_brings_the_whole_list_and_its_part_of_the_households(tmp_path):
    with (
        closing(new_laptop(tmp_path / "a", "一号")) as first,
        closing(new_laptop(tmp_path / "b", "二号")) as second,
    ):
        introduce(first, second)
        settle(first)
        make_selection(first, "因病户", wanted("main_cause=illness"))
        hand_over(first, second, villages=[VILLAGE])
        view = show_selection(second, "因病户")
        assert (view.row.households, view.here) == (3, 2)
        assert names(second, "因病户") == ["谭立新", "龙桂香"]


def test_a_household_under_two_ids_counts_once(laptop, people):
    laptop.store.set_role("coordinator")
    make_selection(laptop, "因病户", wanted("main_cause=illness"))
    join_households(laptop, people[0], people[1])
    assert len(selection_households(laptop, "因病户")) == 2
    view = show_selection(laptop, "因病户")
    assert (view.row.households, view.here) == (3, 2)
    compared = compare_selection(laptop, "因病户")
    assert (compared.came, compared.fell, compared.stayed) == ((), (), 2)


def test_a_long_list_is_several_changesets(laptop, people, monkeypatch):
    monkeypatch.setattr(sys.modules["yihu.actions.make_selection"], "ROWS_AT_ONCE", 2)
    id = make_selection(laptop, "全部", wanted("persons>=0")).id
    rows = [
        event
        for event in laptop.store.history(id)
        if any(each.path.endswith("/pick_how") for each in event.changes)
    ]
    assert len(rows) == 3
    assert find_selection(laptop, "全部").households == 6


def test_thousands_are_added_with_a_long_reason(laptop, people):
    """A changeset has a largest size."""
    make_selection(laptop, "全部", wanted("persons>=0"))
    many = [f"0190a000-0000-7000-8000-{number:012x}" for number in range(3000)]
    report = add_to_selection(laptop, "全部", many, "长" * 200)
    assert (report.added, report.households) == (3000, 3006)
    assert show_selection(laptop, "全部").here == 6


def test_the_register_made_anew_has_the_same_selections(laptop, people):
    make_selection(laptop, "因病户", wanted("main_cause=illness"))
    add_to_selection(laptop, "因病户", [people[5]], "会议决定")
    before = (list_selections(laptop), laptop.store.picked(find_selection(laptop, "因病户").id))
    laptop.store.rebuild()
    assert (list_selections(laptop), laptop.store.picked(find_selection(laptop, "因病户").id)) == before
