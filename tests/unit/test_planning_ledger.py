"""The ledger of a fund: to the fen, in order of days, never below nought, the same whatever came first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from yihu.planning.funds import Fund, Grant, Tranche, read_fund, read_grant
from yihu.planning.ledger import ledger_of, shortage
from yihu.planning.money import fen_of, read_yuan, share_fen, split_fen, yuan_text, yuan_words

FUND = "f0000000-0000-6000-8000-000000000000"


def fund(*received):
    """A fund into which this came: (day, yuan)."""
    tranches = (
        Tranche(row=f"t{place}", received_on=on, received_fen=yuan * 100)
        for place, (on, yuan) in enumerate(received)
    )
    return Fund(subject=FUND, tranches=tuple(tranches))


def paid(record, on, yuan, **more):
    return Grant(fund=FUND, record=record, state="paid", paid_on=on, amount_fen=yuan * 100, **more)


def returned(record, on, yuan, back_on, back):
    grant = paid(record, on, yuan)
    return replace(grant, state="returned", returned_on=back_on, returned_fen=back * 100)


def told(ledger):
    return [(line.on, line.kind, line.change_fen // 100, line.balance_fen // 100) for line in ledger.lines]


# money


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("1200", 120000),
        ("1,200.50", 120050),
        ("￥1200", 120000),
        ("３００元", 30000),
        ("1.5万", 1500000),
        ("200万元", 200000000),
        ("0.01", 1),
        ("1,234,567.8", 123456780),
        (" 12 元 ", 1200),
    ],
)
def test_an_amount_is_read_as_people_write_it(written, fen):
    assert read_yuan(written) == fen


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "abc",
        "-5",
        "12.345",
        "1,20",
        "1,2000",
        "1e3",
        "NaN",
        "Infinity",
        "¥",
        ".",
        "1 000",
        "1.2.3",
        "十元",
        "1..2",
        "0.0000001万",
        "99999999999999",
        "=1+1",
        "5元6",
        "٣",
    ],
)
def test_nonsense_is_no_amount(written):
    assert read_yuan(written) is None


@pytest.mark.parametrize("stored", [None, "", "-1", "abc", "0.001", "1e30", "NaN", "1,000"])
def test_a_stored_amount_that_is_none_is_unknown(stored):
    assert fen_of(stored) is None


@given(st.integers(0, 10**11 - 1))
def test_an_amount_written_down_is_the_amount(fen):
    assert fen_of(yuan_text(fen)) == fen == read_yuan(yuan_words(fen))


@given(st.integers(0, 10**11 - 1), st.integers(1, 400))
def test_splitting_loses_no_fen(total, parts):
    split = split_fen(total, parts)
    assert sum(split) == total
    assert len(split) == parts
    assert max(split) - min(split) <= 1
    assert list(split) == sorted(split, reverse=True)


@given(st.integers(0, 10**11 - 1), st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any))
def test_sharing_by_weights_loses_no_fen_and_is_fair_to_a_fen(total, weights):
    shares = share_fen(total, weights)
    assert sum(shares) == total
    assert all(
        abs(share * sum(weights) - total * weight) < sum(weights)
        for share, weight in zip(shares, weights, strict=True)
    )


def test_nobody_gets_a_share_by_weights_that_are_none():
    for weights in ((), (0, 0), (1, -1)):
        with pytest.raises(ValueError, match="shared by weights"):
            share_fen(100, weights)


# stories


def test_what_came_and_went_stands_in_order_of_days_with_its_balance():
    ledger = ledger_of(
        fund(("2026-06-01", 500), ("2026-01-10", 1000)),
        (paid("g2", "2026-06-02", 700), returned("g1", "2026-02-01", 600, "2026-03-01", 200)),
    )
    assert told(ledger) == [
        ("2026-01-10", "received", 1000, 1000),
        ("2026-02-01", "paid", -600, 400),
        ("2026-03-01", "returned", 200, 600),
        ("2026-06-01", "received", 500, 1100),
        ("2026-06-02", "paid", -700, 400),
    ]
    assert (ledger.received_fen, ledger.paid_fen, ledger.returned_fen) == (150000, 130000, 20000)
    assert not ledger.held


def test_two_laptops_that_spend_the_same_money_leave_one_grant_held():
    ledger = ledger_of(
        fund(("2026-01-01", 1000)), (paid("b", "2026-02-01", 800), paid("a", "2026-02-01", 700))
    )
    assert [grant.record for grant in ledger.held] == ["b"]
    assert (ledger.balance_fen, ledger.held_fen, ledger.missing_fen, ledger.free_fen) == (
        30000,
        80000,
        50000,
        0,
    )


def test_a_further_tranche_covers_what_was_held_on_the_day_it_comes():
    spent = (paid("a", "2026-02-01", 700), paid("b", "2026-02-01", 800))
    ledger = ledger_of(fund(("2026-01-01", 1000), ("2026-05-01", 600)), spent)
    assert told(ledger)[-2:] == [("2026-05-01", "received", 600, 900), ("2026-05-01", "paid", -800, 100)]
    assert ledger.lines[-1].waited_since == "2026-02-01"
    assert not ledger.held


def test_a_held_grant_that_came_back_whole_never_took_money():
    ledger = ledger_of(
        fund(("2026-01-01", 1000)),
        (paid("a", "2026-02-01", 700), returned("b", "2026-02-01", 800, "2026-02-09", 800)),
    )
    assert [grant.record for grant in ledger.undone] == ["b"]
    assert not ledger.held
    assert ledger.balance_fen == 30000


def test_a_held_grant_of_which_enough_came_back_is_covered_with_the_rest():
    ledger = ledger_of(
        fund(("2026-01-01", 1000)),
        (paid("a", "2026-02-01", 700), returned("b", "2026-02-01", 800, "2026-02-09", 500)),
    )
    assert told(ledger)[-1] == ("2026-02-09", "paid", -300, 0)
    assert not ledger.held


def test_what_only_was_applied_for_or_cancelled_takes_nothing():
    grants = [replace(paid(state, "", 500), state=state) for state in ("applied", "approved", "cancelled")]
    ledger = ledger_of(fund(("2026-01-01", 100)), grants)
    assert ledger.balance_fen == 10000
    assert [grant.record for grant in ledger.waiting] == ["applied", "approved"]
    assert [grant.record for grant in ledger.cancelled] == ["cancelled"]


def test_a_grant_whose_amount_or_day_is_unreadable_takes_nothing_and_is_told():
    unreadable = read_grant(
        FUND, "x", {"grant_state": "paid", "grant_yuan": "viel", "grant_paid_on": "2026-01-02"}
    )
    no_day = read_grant(FUND, "y", {"grant_state": "paid", "grant_yuan": "5", "grant_paid_on": "2026-02-31"})
    ledger = ledger_of(fund(("2026-01-01", 100)), (unreadable, no_day))
    assert ledger.balance_fen == 10000
    assert [grant.record for grant in ledger.unclear] == ["x", "y"]


def test_more_back_than_was_paid_is_not_counted_and_told():
    ledger = ledger_of(fund(("2026-01-01", 100)), (returned("g", "2026-01-02", 50, "2026-01-03", 60),))
    assert ledger.balance_fen == 5000
    assert [grant.record for grant in ledger.unclear] == ["g"]


def test_money_that_came_without_day_or_amount_does_not_count():
    known = {"tranche_received_on": "2026-01-01"}
    rows = {
        "tranche": [
            row("a", known),
            row("b", {"tranche_received_yuan": "50"}),
            row("c", known | {"tranche_received_yuan": "-3"}),
        ]
    }
    assert not ledger_of(read_fund(FUND, "", {}, rows), ()).lines


def row(id, properties):
    from yihu.register.answers import Row

    return Row(id, properties=properties)


# what is refused at entry


def test_more_than_there_is_is_refused_with_what_is_there_and_what_is_missing():
    short = shortage(
        fund(("2026-01-01", 1000)), (paid("a", "2026-02-01", 700),), paid("b", "2026-03-01", 800)
    )
    assert short is not None
    assert (short.balance_fen, short.missing_fen, short.held) == (30000, 50000, 0)


def test_the_last_fen_can_be_paid():
    assert (
        shortage(fund(("2026-01-01", 1000)), (paid("a", "2026-02-01", 700),), paid("b", "2026-03-01", 300))
        is None
    )


def test_a_backdated_grant_that_would_take_the_money_of_a_later_one_is_refused():
    short = shortage(
        fund(("2026-01-01", 1000)), (paid("a", "2026-06-01", 700),), paid("b", "2026-02-01", 500)
    )
    assert short is not None
    assert (short.balance_fen, short.missing_fen) == (30000, 20000)


def test_money_that_comes_later_does_not_pay_earlier():
    short = shortage(fund(("2026-05-01", 1000)), (), paid("b", "2026-02-01", 500))
    assert short is not None
    assert (short.balance_fen, short.missing_fen) == (0, 50000)


def test_who_gives_money_back_for_a_while_can_spend_it_only_then():
    back = returned("a", "2026-02-01", 1000, "2026-04-01", 1000)
    assert shortage(fund(("2026-01-01", 1000)), (back,), paid("b", "2026-03-01", 10)) is not None
    assert shortage(fund(("2026-01-01", 1000)), (back,), paid("b", "2026-04-01", 1000)) is None


def test_while_grants_are_held_nothing_more_is_paid_but_they_can_be_reduced():
    known = (paid("a", "2026-02-01", 700), paid("b", "2026-02-01", 800))
    short = shortage(fund(("2026-01-01", 1000)), known, paid("c", "2026-03-01", 10))
    assert short is not None
    assert short.held == 1
    assert shortage(fund(("2026-01-01", 1000)), known, paid("b", "2026-02-01", 500)) is None
    assert shortage(fund(("2026-01-01", 1000)), known, paid("b", "2026-02-01", 900)) is not None


# properties

DAYS = st.integers(0, 12).map(lambda days: (date(2026, 1, 1) + timedelta(days=days)).isoformat())
FEN = st.integers(1, 60)


@st.composite
def grants_of(draw, count=6):
    found = []
    for place in range(draw(st.integers(0, count))):
        state = draw(st.sampled_from(("paid", "paid", "paid", "returned", "applied", "cancelled")))
        amount = draw(FEN)
        grant = Grant(fund=FUND, record=f"g{place}", state=state, amount_fen=amount, paid_on=draw(DAYS))
        if state == "returned":
            grant = replace(grant, returned_on=draw(DAYS), returned_fen=draw(st.integers(1, amount + 3)))
        found.append(grant)
    return tuple(found)


@st.composite
def funds(draw):
    came = draw(st.lists(st.tuples(DAYS, FEN), max_size=5))
    return Fund(
        subject=FUND,
        tranches=tuple(
            Tranche(row=f"t{at}", received_on=on, received_fen=fen) for at, (on, fen) in enumerate(came)
        ),
    )


@examples(120)
@given(funds(), grants_of(), st.randoms())
def test_no_ledger_is_ever_below_nought_and_none_depends_on_the_order(fund, grants, random):
    ledger = ledger_of(fund, grants)
    balance = 0
    for line in ledger.lines:
        balance += line.change_fen
        assert balance == line.balance_fen >= 0
    assert [line.on for line in ledger.lines] == sorted(line.on for line in ledger.lines)
    shuffled = random.sample(grants, len(grants))
    mixed = replace(fund, tranches=tuple(random.sample(fund.tranches, len(fund.tranches))))
    assert replace(ledger_of(mixed, shuffled), fund=fund) == ledger


@examples(120)
@given(funds(), grants_of())
def test_no_grant_is_lost_or_counted_twice(fund, grants):
    ledger = ledger_of(fund, grants)
    covered = [line.of for line in ledger.lines if line.kind == "paid"]
    apart = (*ledger.held, *ledger.undone, *ledger.waiting, *ledger.cancelled)
    assert sorted((*covered, *(grant.record for grant in apart))) == sorted(grant.record for grant in grants)
    spent = sum(grant.spent_fen for grant in grants if grant.record in covered)
    assert ledger.balance_fen == sum(each.received_fen for each in fund.tranches) - spent


@examples(120)
@given(funds(), grants_of())
def test_only_what_finds_too_little_is_held(fund, grants):
    ledger = ledger_of(fund, grants)
    assert all(grant.spent_fen > ledger.balance_fen for grant in ledger.held)


@examples(150)
@given(funds(), grants_of(), grants_of(1))
def test_what_is_taken_at_entry_leaves_nothing_uncovered_and_what_is_refused_would(fund, grants, more):
    known = ()
    for grant in grants:  # as they would have been entered, one after the other
        if shortage(fund, known, grant) is None:
            known = (*known, grant)
    assert not ledger_of(fund, known).short()
    for grant in more:
        changed = replace(grant, record="gx")
        short = shortage(fund, known, changed)
        after = ledger_of(fund, (*known, changed))
        assert (short is not None) == bool(after.short())
        if short:
            assert short.held == 0
            assert short.missing_fen > 0
            assert short.balance_fen >= 0


@examples(120)
@given(funds(), grants_of(), grants_of(1))
def test_with_the_missing_money_the_refused_grant_is_taken(fund, grants, more):
    known = ()
    for grant in grants:
        if shortage(fund, known, grant) is None:
            known = (*known, grant)
    for grant in more:
        changed = replace(grant, record="gx")
        short = shortage(fund, known, changed)
        if short:
            came = Tranche(row="t+", received_on=changed.paid_on, received_fen=short.missing_fen)
            richer = replace(fund, tranches=(*fund.tranches, came))
            assert shortage(richer, known, changed) is None
            one_less = replace(came, received_fen=short.missing_fen - 1)
            poorer = replace(fund, tranches=(*fund.tranches, one_less))
            assert shortage(poorer, known, changed) is not None
