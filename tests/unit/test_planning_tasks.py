"""The task book: deadlines on the working calendar, what comes again, the month, the calendar file."""

import itertools
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yihu.planning.calendar_file import Appointment, calendar_text
from yihu.planning.tasks import (
    Task,
    by_owner,
    by_unit,
    by_village,
    month_of,
    next_deadline,
    read_task,
    standing_of,
    standings_of,
    totals_of,
)
from yihu.register.working_days import is_working_day, working_days_between

TODAY = date(2026, 11, 24)
"""A Tuesday."""


def task(due="2026-12-01", **more):
    return Task(subject=more.pop("subject", "s"), due_on=due, **more)


def state(due, **more):
    return standing_of(task(due, **more), TODAY).state


# deadlines


def test_a_task_is_late_only_when_its_day_is_over():
    assert state("2026-11-23") == "late"
    assert state("2026-11-24") == "today"
    assert state("2026-11-25") == "soon"
    assert state("2026-12-01") == "soon"
    assert state("2026-12-02") == "coming"


def test_a_deadline_on_a_day_off_lasts_until_the_next_working_day():
    assert task("2026-11-28").until == "2026-11-30"
    assert task("2026-10-01").until == "2026-10-08", "the national holiday"
    assert standing_of(task("2026-11-21"), TODAY).until == "2026-11-23"
    assert standing_of(task("2026-11-22"), date(2026, 11, 23)).state == "today"


def test_a_saturday_on_which_people_work_is_no_day_off():
    worked = next(
        day
        for day in (date(2026, 1, 1) + timedelta(days=each) for each in range(365))
        if day.weekday() >= 5 and is_working_day(day)
    )
    assert task(worked.isoformat()).until == worked.isoformat()


def test_days_late_and_days_left_are_working_days():
    assert standing_of(task("2026-11-20"), TODAY).working_days == 2
    assert standing_of(task("2026-12-01"), TODAY).working_days == 5


def test_beyond_the_table_of_holidays_it_says_so():
    assert standing_of(task("2026-12-01"), TODAY).calendar_known
    assert not standing_of(task("2031-12-01"), TODAY).calendar_known


def test_what_is_done_or_dropped_is_neither_due_nor_late():
    assert state("2026-11-01", state="done", done_on="2026-11-01") == "done"
    assert state("2026-11-02", state="done", done_on="2026-11-20") == "done_late"
    assert state("2026-11-02", state="dropped") == "dropped"


def test_an_open_task_without_a_readable_deadline_is_told_as_such():
    read = read_task("s", "", {"task_title": "x", "task_due_on": "bald", "task_points": "viele"})
    assert standing_of(read, TODAY).state == "undated"
    assert read.points == 1


def test_the_list_begins_with_what_is_late():
    tasks = [
        task("2027-01-01", subject="c"),
        task("2026-11-02", subject="b"),
        task("2026-11-24", subject="a"),
    ]
    tasks.append(task("2026-01-05", subject="d", state="done", done_on="2026-01-02"))
    assert [each.task.subject for each in standings_of(tasks, TODAY)] == ["b", "a", "c", "d"]


# what repeats


@pytest.mark.parametrize(
    ("first", "due", "repeat", "following"),
    [
        ("2026-01-31", "2026-01-31", "monthly", "2026-02-28"),
        ("2026-01-31", "2026-02-28", "monthly", "2026-03-31"),
        ("2028-01-31", "2028-01-31", "monthly", "2028-02-29"),
        ("2026-11-30", "2026-11-30", "quarterly", "2027-02-28"),
        ("", "2026-12-15", "monthly", "2027-01-15"),
        ("2026-01-31", "2026-12-31", "none", ""),
        ("", "", "monthly", ""),
        ("", "9999-12-15", "monthly", ""),
    ],
)
def test_what_repeats_is_due_again_on_the_day_of_its_first_deadline(first, due, repeat, following):
    assert next_deadline(task(due, first_on=first, repeat=repeat)) == following


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.sampled_from(("monthly", "quarterly")))
def test_what_repeats_never_skips_a_period_and_comes_back_to_its_day(first, repeat):
    due, days = first.isoformat(), []
    for _ in range(24):
        due = next_deadline(task(due, first_on=first.isoformat(), repeat=repeat))
        days.append(date.fromisoformat(due))
    step = 1 if repeat == "monthly" else 3
    months = [day.year * 12 + day.month for day in (first, *days)]
    assert {later - earlier for earlier, later in itertools.pairwise(months)} == {step}
    assert all(day.day <= first.day for day in days)
    assert all(day.day == first.day for day in days if first.day <= 28)


# who, where


def book():
    return standings_of(
        (
            task(
                "2026-11-02",
                subject="a",
                owner_kind="unit",
                unit="县水利局",
                village="430999101201",
                points=3,
            ),
            task("2026-12-30", subject="b", owner_kind="helper", helper="h1", unit="县水利局", points=2),
            task(
                "2026-11-02",
                subject="c",
                state="done",
                done_on="2026-11-03",
                points=5,
                village="430999101201",
            ),
            task("2026-11-02", subject="d", state="dropped", points=7),
        ),
        TODAY,
    )


def test_tasks_are_gathered_by_who_has_them_by_village_and_by_unit():
    assert {key: len(some) for key, some in by_owner(book()).items()} == {
        ("", ""): 2,
        ("helper", "h1"): 1,
        ("unit", "县水利局"): 1,
    }
    assert {key: len(some) for key, some in by_village(book()).items()} == {"": 2, "430999101201": 2}
    assert {key: len(some) for key, some in by_unit(book()).items()} == {"": 2, "县水利局": 2}


def test_totals_count_points_of_what_is_still_needed():
    totals = totals_of(book())
    assert (totals.open, totals.late, totals.done, totals.done_late, totals.dropped) == (2, 1, 1, 1, 1)
    assert (totals.points, totals.points_done, totals.in_all) == (10, 5, 3)


# the month


def test_a_month_shows_each_task_on_its_last_day():
    days = month_of((standing_of(task("2026-11-28"), TODAY),), 2026, 11)
    assert len(days) == 30
    assert [day.on.day for day in days if day.tasks] == [30]
    assert [day.on.day for day in days if not day.working][:4] == [1, 7, 8, 14]


def test_the_last_month_there_is_has_its_days_too():
    assert len(month_of((), 9999, 12)) == 31


@given(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 1)), max_size=20))
def test_each_task_stands_once_in_the_timetable(days):
    standings = [standing_of(task(day.isoformat(), subject=str(at)), TODAY) for at, day in enumerate(days)]
    found = [
        each.task.subject
        for month in range(1, 13)
        for day in month_of(standings, 2026, month)
        for each in day.tasks
    ]
    assert sorted(found) == sorted(each.task.subject for each in standings)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_task_is_late_by_the_working_days_after_its_last_day(due, today):
    standing = standing_of(task(due.isoformat()), today)
    last = date.fromisoformat(standing.until)
    assert is_working_day(last)
    assert (standing.state == "late") == (last < today)
    assert standing.working_days == working_days_between(min(last, today), max(last, today))


# the calendar file

MADE = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
_LINE = re.compile(r"(?P<name>[A-Z][A-Z0-9-]*)(?P<parameters>(;[A-Z-]+=[^:;,\"]+)*):(?P<value>.*)", re.DOTALL)
ONCE = {"UID", "DTSTAMP", "DTSTART", "SUMMARY"}


def read_strictly(text):
    """Events of a calendar as RFC 5545 has them; an AssertionError where it isn't one."""
    octets = text.encode()
    assert octets.endswith(b"\r\n")
    physical = octets.split(b"\r\n")[:-1]
    assert all(b"\r" not in line and b"\n" not in line for line in physical)
    assert all(0 < len(line) <= 75 for line in physical)
    assert all(line.decode() for line in physical), "no character is cut"
    lines = octets.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    stack, events = [], []
    for line in lines:
        found = _LINE.fullmatch(line)
        assert found, line
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            assert [*stack, value] in (
                ["VCALENDAR"],
                ["VCALENDAR", "VEVENT"],
                ["VCALENDAR", "VEVENT", "VALARM"],
            )
            stack.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert stack.pop() == value
        elif stack[-1] != "VCALENDAR":
            place = events[-1] if stack[-1] == "VEVENT" else events[-1].setdefault("VALARM", {})
            assert name not in place, f"{name} twice"
            place[name] = (found["parameters"], plain(value))
    assert not stack
    assert [line for line in lines if line.startswith("VERSION:")] == ["VERSION:2.0"]
    for event in events:
        assert event.keys() >= ONCE
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"][1])
        assert event["DTSTART"][0] == ";VALUE=DATE"
        assert re.fullmatch(r"\d{8}", event["DTSTART"][1])
        alarm = event.get("VALARM")
        assert alarm is None or {"ACTION", "TRIGGER", "DESCRIPTION"} <= alarm.keys()
    return events


def plain(value):
    """A TEXT value without its marks; an unmarked comma or semicolon is a mistake."""
    assert not re.search(r"(?<!\\)(\\\\)*[,;]", value), value
    assert not re.search(r"(?<!\\)(\\\\)*\\[^nN,;\\]", value), value
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_a_task_is_an_all_day_entry_that_reminds_on_the_day_before():
    (event,) = read_strictly(
        calendar_text((Appointment(id="t1", on="2026-12-31", title="修渠", place="龙荣村"),), "任务", MADE)
    )
    assert event["UID"][1] == "t1@yihu"
    assert (event["DTSTART"][1], event["DTEND"][1]) == ("20261231", "20270101")
    assert event["DTSTAMP"][1] == "20261124T083000Z"
    assert event["VALARM"]["TRIGGER"][1] == "-PT15H"
    assert (event["SUMMARY"][1], event["LOCATION"][1]) == ("修渠", "龙荣村")


def test_what_is_done_reminds_of_nothing():
    (event,) = read_strictly(
        calendar_text((Appointment(id="t", on="2026-12-31", title="x", done=True),), "n", MADE)
    )
    assert "VALARM" not in event
    assert event["STATUS"][1] == "CANCELLED"


@pytest.mark.parametrize(("days", "trigger"), [(0, "PT9H"), (1, "-PT15H"), (3, "-P2DT15H")])
def test_the_reminder_comes_at_nine_in_the_morning(days, trigger):
    (event,) = read_strictly(
        calendar_text((Appointment(id="t", on="2026-12-31", title="x", remind_days=days),), "n", MADE)
    )
    assert event["VALARM"]["TRIGGER"][1] == trigger


def test_the_same_task_has_the_same_id_in_every_file():
    first, second = (
        read_strictly(calendar_text((Appointment(id="t1", on=on, title=title),), "n", MADE))[0]
        for on, title in (("2026-12-01", "a"), ("2027-01-01", "b"))
    )
    assert first["UID"] == second["UID"]


TITLES = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\\;,\n渠𠅤:"'), max_size=200
)


@given(st.lists(st.tuples(TITLES, TITLES, st.dates()), max_size=4))
def test_whatever_a_title_holds_the_file_is_one_and_says_it(given_tasks):
    appointments = [
        Appointment(id=str(at), on=day.isoformat(), title=title, place=place)
        for at, (title, place, day) in enumerate(given_tasks)
    ]
    events = read_strictly(calendar_text(appointments, "任务；,", MADE))
    assert [event["SUMMARY"][1] for event in events] == [title for title, _, _ in given_tasks]
    assert [event.get("LOCATION", ("", ""))[1] for event in events] == [place for _, place, _ in given_tasks]


def test_control_characters_and_halves_of_characters_have_no_place_in_a_calendar():
    (event,) = read_strictly(
        calendar_text((Appointment(id="t", on="2026-12-31", title="a\x00b\ud800c\r\nd"),), "n", MADE)
    )
    assert event["SUMMARY"][1] == "abc\nd"
