"""What happened to a household after its plan: visits, measures, quarters."""

from decimal import Decimal

from yihu.planning.follow_up import last_seen, read_follow_up, stand_of_measures, sum_gains
from yihu.planning.plan import Measure, Plan

MAPS = {
    "visit": {
        "when": "follow_up_date",
        "how": "follow_up_how",
        "next": "follow_up_next_date",
        "picture": "follow_up_photo",
        "progress/*/which": "progress_measure",
        "progress/*/state": "progress_state",
        "progress/*/why": "progress_stop_reason",
        "progress/*/gain": "progress_gain_yuan",
    },
    "quarter": {
        "y": "quarter_year",
        "q": "quarter_number",
        "wages": "quarter_wages_yuan",
        "costs": "quarter_costs_yuan",
    },
}
SHEEP = Measure(
    row="m1", content="养羊", deadline="2026-06-30", gain_low_yuan=Decimal(3000), gain_high_yuan=Decimal(5000)
)
CARD = Measure(row="m2", content="慢性病卡", deadline="2026-12-31", gain_kind="none")
PLAN = Plan(id="h", version=1, state="signed", measures=(SHEEP, CARD))


def visit(record, on, **told):
    """Answers of one visit; `told`: measure row -> (state, further answers)."""
    answers = {f"{record}/when": on}
    for measure, (state, more) in told.items():
        row = f"{record}/progress/r{measure}"
        answers |= {f"{row}/which": measure, f"{row}/state": state} | {
            f"{row}/{k}": v for k, v in more.items()
        }
    return answers


def read(*parts):
    values = {}
    for part in parts:
        values |= part
    return read_follow_up(values, MAPS)


def test_a_measure_stands_as_the_newest_visit_told_of_it():
    follow_up = read(
        visit("visit~b", "2026-05-02", m1=("running", {"gain": "800"})),
        visit("visit~a", "2026-07-01", m1=("done", {"gain": "4200"})),
        visit("visit~c", "2026-08-01"),
    )
    sheep, card = stand_of_measures(PLAN, follow_up.visits, "2026-11-23")
    assert (sheep.state, sheep.on, sheep.gain_yuan, sheep.late) == (
        "done",
        "2026-07-01",
        Decimal(4200),
        False,
    )
    assert (card.state, card.on, card.late) == ("not_begun", "", False)


def test_a_measure_past_its_deadline_is_late_until_it_is_done_or_stopped():
    running = read(visit("visit~a", "2026-07-01", m1=("running", {})))
    stopped = read(visit("visit~a", "2026-07-01", m1=("stopped", {"why": "羊病死"})))
    on_the_day = stand_of_measures(PLAN, running.visits, "2026-06-30")[0]
    assert not on_the_day.late
    assert stand_of_measures(PLAN, running.visits, "2026-07-01")[0].late
    assert stand_of_measures(PLAN, (), "2026-07-01")[0].late
    ended = stand_of_measures(PLAN, stopped.visits, "2026-07-01")[0]
    assert (ended.late, ended.stop_reason) == (False, "羊病死")


def test_gains_of_stopped_measures_and_of_those_without_gain_do_not_count():
    follow_up = read(
        visit("visit~a", "2026-07-01", m1=("running", {"gain": "800"}), m2=("done", {"gain": "99"}))
    )
    gains = sum_gains(stand_of_measures(PLAN, follow_up.visits, "2026-07-01"))
    assert (gains.low_yuan, gains.high_yuan, gains.actual_yuan) == (3000, 5000, 800)
    stopped = read(visit("visit~a", "2026-07-01", m1=("stopped", {"gain": "800"})))
    assert sum_gains(stand_of_measures(PLAN, stopped.visits, "2026-07-01")).high_yuan == 0


def test_visits_come_newest_first_with_their_photos():
    follow_up = read(
        visit("visit~a", "2026-05-02") | {"visit~a/picture": "ab.jpg"}, visit("visit~b", "2026-08-01")
    )
    assert [each.on for each in follow_up.visits] == ["2026-08-01", "2026-05-02"]
    assert follow_up.visits[1].photos == ("ab.jpg",)


def test_a_call_is_not_meeting_the_household():
    follow_up = read(
        visit("visit~a", "2026-09-02") | {"visit~a/how": "phone"}, visit("visit~b", "2026-08-01")
    )
    assert last_seen("2026-03-01", follow_up.visits) == "2026-08-01"
    assert last_seen(None, ()) == ""
    assert last_seen("2026-03-01", follow_up.visits, "2026-07-31") == "2026-03-01"
    assert last_seen("2026-03-01", (), "2026-02-28") == ""


def test_a_quarter_comes_to_what_its_parts_come_to():
    follow_up = read(
        {"quarter~a/y": "2026", "quarter~a/q": "2", "quarter~a/wages": "4500", "quarter~a/costs": "700.5"}
    )
    assert follow_up.quarters[0].net_yuan == Decimal("3799.5")


def test_a_quarter_told_twice_is_shown_once_and_said_to_be_double():
    follow_up = read(
        {"quarter~a/y": "2026", "quarter~a/q": "2", "quarter~a/wages": "1"},
        {"quarter~b/y": "2026", "quarter~b/q": "2", "quarter~b/wages": "2"},
        {"quarter~c/y": "2026", "quarter~c/q": "1", "quarter~c/wages": "3"},
        {"quarter~d/q": "4"},
    )
    assert [(each.number, each.wages_yuan) for each in follow_up.quarters] == [(2, 2), (1, 3)]
    assert follow_up.doubled == ((2026, 2),)
