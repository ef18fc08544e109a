"""The score card: points from a readable file, the veto shown early."""

from fractions import Fraction

import pytest

from yihu.planning.progress import Timetable
from yihu.planning.score import Member, Work, rank, score, timetable_of
from yihu.planning.score_reading import ScoreCardRefused, read_scorecard, shipped_scorecard

CARD = """
id = "small"
version = 1
title = { zh_CN = "评分表", en = "Card" }
item = [
    { measure = "visited_share", weight = 60 },
    { measure = "tasks_done_share", weight = 40, full = 0.5 },
]
grades = { excellent = 90, good = 80, pass = 60 }
veto = { deeds = ["tasks", "visits"] }
"""


def work(unit="水利局", visited=(10, 10), tasks=(1, 4), members=()):
    return Work(
        unit=unit, parts={"visited_share": visited, "tasks_done_share": tasks}, members=tuple(members)
    )


def test_points_are_the_weights_of_what_was_reached():
    found = score(read_scorecard(CARD), work())
    assert [line.points for line in found.lines] == [60, 20]
    assert (found.points, found.grade) == (80, "good")


def test_more_than_full_is_full():
    assert score(read_scorecard(CARD), work(tasks=(9, 4))).points == 100


def test_what_cannot_be_counted_is_left_out_and_the_rest_weighs_the_more():
    found = score(read_scorecard(CARD), work(visited=(5, 10), tasks=(0, 0)))
    assert found.lines[1].points is None
    assert (found.points, found.grade) == (50, "failed")


def test_nothing_to_count_at_all_is_no_point():
    assert score(read_scorecard(CARD), work(visited=(0, 0), tasks=(0, 0))).points == 0


def test_points_are_told_to_one_decimal():
    assert score(read_scorecard(CARD), work(visited=(1, 3), tasks=(2, 4))).points == Fraction(60)
    assert score(read_scorecard(CARD), work(visited=(1, 7), tasks=(0, 4))).points == Fraction(86, 10)


def test_one_member_with_nothing_done_vetoes_the_unit_and_is_named():
    idle = Member(id="h1", name="谭立新", households=2, pledges=1)
    busy = Member(id="h2", name="刘春生", visits=1)
    found = score(read_scorecard(CARD), work(tasks=(4, 4), members=[idle, busy]))
    assert (found.points, found.grade) == (100, "vetoed")
    assert found.idle == (idle,)


def test_without_a_veto_in_the_file_there_is_none():
    card = read_scorecard(CARD.replace('veto = { deeds = ["tasks", "visits"] }', ""))
    assert score(card, work(tasks=(4, 4), members=[Member(id="h", name="x")])).grade == "excellent"


def test_the_best_comes_first_and_a_veto_last():
    vetoed = work("c", tasks=(4, 4), members=[Member(id="h", name="x")])
    ranked = rank(read_scorecard(CARD), [vetoed, work("b", visited=(1, 10)), work("a")])
    assert [each.unit for each in ranked] == ["a", "b", "c"]


def test_the_shipped_card_has_a_hundred_points():
    assert sum(item.weight for item in shipped_scorecard().items) == 100
    assert shipped_scorecard().deeds == ("tasks", "pledges", "visits")


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("visited_share", "visitedshare", "item[1].measure：没有“visitedshare”。是不是“visited_share”？"),
        ("weight = 60", "weight = 0", "item[1].weight"),
        ("weight = 60", "wieght = 60", "weight"),
        ("full = 0.5", "full = nan", "item[2].full"),
        ("full = 0.5", "full = true", "item[2].full"),
        ("excellent = 90", "excellent = 70", "grades"),
        ("pass = 60", "passed = 60", "grades"),
        ('["tasks", "visits"]', '["tasks", "dances"]', "veto.deeds"),
        ('id = "small"', 'id = "../small"', "id："),
        ("version = 1", "version = true", "version："),
        ('zh_CN = "评分表"', 'zh_CN = ""', "title："),
        ("[\n    { measure", "[\n    7, { measure", "item[1]"),
        ('id = "small"', "id = ", "第 2 行"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_place(was, now, told):
    assert was in CARD
    with pytest.raises(ScoreCardRefused) as refused:
        read_scorecard(CARD.replace(was, now, 1))
    assert any(told in problem for problem in refused.value.problems), refused.value.problems


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("start = 2026-05-01\nend = 2026-03-01", "timetable.end"),
        ("start = 2026-05-01", "timetable："),
        ('start = "2026-05-01"\nend = 2026-06-01', "timetable："),
        ("start = 2026-05-01T08:00:00\nend = 2026-06-01", "timetable："),
        ("start = 2026-05-01\nend = 2026-06-01\ntarget_percent = 101", "timetable.target_percent"),
        ("start = 2026-05-01\nend = 2026-06-01\ntraget = 90", "timetable.traget"),
    ],
)
def test_a_mistake_in_the_timetable_is_told(table, told):
    with pytest.raises(ScoreCardRefused) as refused:
        read_scorecard(f"{CARD}\n[timetable]\n{table}\n")
    assert any(told in problem for problem in refused.value.problems), refused.value.problems


def test_the_timetable_is_the_calendar_year_unless_the_card_says_otherwise():
    assert timetable_of(read_scorecard(CARD), "2026-05-04") == Timetable(start="2026-01-01", end="2026-12-31")
    own = read_scorecard(CARD + "\n[timetable]\nstart = 2026-03-01\nend = 2026-12-20\ntarget_percent = 90\n")
    assert timetable_of(own, "2026-05-04") == Timetable(
        start="2026-03-01", end="2026-12-20", target_percent=90
    )


def test_a_file_of_any_size_is_refused_not_read():
    with pytest.raises(ScoreCardRefused):
        read_scorecard("#" * 200_000)
