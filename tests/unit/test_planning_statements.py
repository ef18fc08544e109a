"""What funds come to: by year, by who got it, over all funds; each household counted once."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples
from tests.unit.test_planning_ledger import funds, grants_of

from yihu.planning.funds import Fund, Grant, Tranche
from yihu.planning.ledger import ledger_of
from yihu.planning.statements import beneficiaries, by_year, given_of, totals_over


def fund(subject, yuan, *, promised=0):
    came = Tranche(row="t", received_on="2025-12-01", received_fen=yuan * 100)
    return Fund(subject=subject, name=f"fund {subject}", promised_fen=promised * 100, tranches=(came,))


def paid(record, on, yuan, to="household", household="h1", person="", **more):
    return Grant(
        fund=more.pop("fund", "f"),
        record=record,
        state=more.pop("state", "paid"),
        paid_on=on,
        amount_fen=yuan * 100,
        to=to,
        household=household,
        person=person,
        **more,
    )


def test_a_year_begins_with_what_the_last_one_left():
    ledger = ledger_of(fund("f", 1000), (paid("a", "2026-02-01", 300), paid("b", "2027-02-01", 200)))
    told = [
        (each.year, each.opening_fen, each.received_fen, each.paid_fen, each.closing_fen)
        for each in by_year(ledger)
    ]
    assert told == [
        ("2025", 0, 100000, 0, 100000),
        ("2026", 100000, 0, 30000, 70000),
        ("2027", 70000, 0, 20000, 50000),
    ]


def test_a_household_and_its_student_are_two_beneficiaries_and_one_household():
    ledgers = (
        ledger_of(
            fund("f", 1000),
            (paid("a", "2026-02-01", 300), paid("b", "2026-03-01", 200, "student", "h1", "m1")),
        ),
        ledger_of(
            fund("g", 1000),
            (paid("c", "2026-02-01", 50, fund="g"), paid("d", "2026-02-02", 1, "project", "", project="v/p")),
        ),
    )
    found = beneficiaries(given_of(ledgers))
    assert [(each.kind, each.id, each.fen) for each in found] == [
        ("household", "h1", 35000),
        ("student", "h1/m1", 20000),
        ("project", "v/p", 100),
    ]
    totals = totals_over(ledgers)
    assert (totals.funds, totals.households, totals.students, totals.projects) == (2, 1, 1, 1)
    assert totals.balance_fen == 200000 - 55100


def test_what_is_not_covered_is_told_apart_and_counts_for_nobody():
    ledger = ledger_of(
        fund("f", 100), (paid("a", "2026-02-01", 80), paid("b", "2026-02-01", 70, household="h2"))
    )
    first, second = beneficiaries(given_of((ledger,)))
    assert (first.id, first.fen, second.id, second.fen, second.held_fen) == ("h1", 8000, "h2", 0, 7000)
    totals = totals_over((ledger,))
    assert (totals.households, totals.held, totals.held_fen) == (1, 1, 7000)


def test_what_is_approved_is_promised_and_what_is_applied_for_is_not():
    grants = (
        paid("a", "", 80, state="approved"),
        paid("b", "", 70, state="applied"),
        paid("c", "", 60, state="cancelled"),
    )
    (only,) = given_of((ledger_of(fund("f", 100), grants),))
    assert (only.grant.record, only.promised_fen, only.fen) == ("a", 8000, 0)


def test_who_gave_all_of_it_back_got_nothing():
    back = replace(paid("a", "2026-02-01", 80), state="returned", returned_on="2026-03-01", returned_fen=8000)
    totals = totals_over((ledger_of(fund("f", 100), (back,)),))
    assert (totals.households, totals.paid_fen, totals.returned_fen, totals.balance_fen) == (
        0,
        8000,
        8000,
        10000,
    )


@examples(80)
@given(funds(), grants_of(), st.lists(st.sampled_from(("h1", "h2", "h3")), min_size=8, max_size=8))
def test_years_and_beneficiaries_come_to_the_ledger(fund, grants, households):
    known = tuple(
        replace(grant, household=household) for grant, household in zip(grants, households, strict=False)
    )
    ledger = ledger_of(fund, known)
    years = by_year(ledger)
    assert (years[-1].closing_fen if years else 0) == ledger.balance_fen
    assert (
        sum(each.fen for each in beneficiaries(given_of((ledger,)))) == ledger.paid_fen - ledger.returned_fen
    )
    assert sum(each.held_fen for each in beneficiaries(given_of((ledger,)))) == ledger.held_fen
