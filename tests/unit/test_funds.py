"""Funds on laptops: what is taken and refused, who got what, and the same money spent twice."""

import random
from contextlib import closing
from itertools import permutations

import pytest
from tests.laptops import VILLAGE, family, introduce, new_laptop, register, wait

from yihu.actions import (
    AmountUnclear,
    DayUnclear,
    FundShort,
    FundUncovered,
    FundUnknown,
    GrantNotPaid,
    GrantUnknown,
    GrantWish,
    HouseholdUnknown,
    RecordRefused,
    add_fund,
    add_household,
    add_tranche,
    amount_of,
    approve_grant,
    cancel_grant,
    correct_grant,
    count_held,
    export_package,
    give_grants,
    list_funds,
    list_grants_of,
    list_held,
    my_card,
    pay_grant,
    receive_packages,
    return_grant,
    set_role,
    share_grant,
    show_fund,
    show_history,
    undo_change,
)
from yihu.storage.errors import RoleForbids

COUNTY = "430999000000"


@pytest.fixture
def laptop(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as workspace:
        yield workspace


def fund_with(laptop, yuan, name="十年助困金"):
    id = add_fund(laptop, COUNTY, name, "益民公司", kind="hardship", promised_fen=200_000_000).fund
    add_tranche(laptop, id, received_on="2026-01-05", received_fen=yuan * 100)
    return id


def pays(laptop, fund, household, yuan, on="2026-11-20", **more):
    return give_grants(
        laptop, fund, [GrantWish(amount_fen=yuan * 100, purpose="过冬", household=household, on=on, **more)]
    ).records[0]


def ledger(laptop, fund):
    return show_fund(laptop, fund).ledger


def test_a_fund_is_promised_in_equal_tranches_that_lose_no_fen(laptop):
    id = add_fund(
        laptop,
        COUNTY,
        "助学金",
        "校友会",
        kind="study",
        promised_fen=35_000_001,
        years=(2026, 2028),
        tranches=3,
    ).fund
    fund = ledger(laptop, id).fund
    assert [each.due_on for each in fund.tranches] == ["2026-01-01", "2027-01-01", "2028-01-01"]
    assert sum(each.due_fen for each in fund.tranches) == 35_000_001 == fund.promised_fen
    assert (fund.kind, fund.name, fund.donor, fund.from_year, fund.to_year) == (
        "study",
        "助学金",
        "校友会",
        2026,
        2028,
    )
    assert not ledger(laptop, id).lines, "promised money isn't there"


def test_a_promised_tranche_comes_and_the_others_stay_as_they_are(laptop):
    id = add_fund(laptop, COUNTY, "助学金", "校友会", promised_fen=300, tranches=3).fund
    second = ledger(laptop, id).fund.tranches[1].row
    report = add_tranche(laptop, id, row=second, received_on="2026-02-01", received_fen=101)
    tranches = ledger(laptop, id).fund.tranches
    assert [(each.due_fen, each.received_fen) for each in tranches] == [(100, None), (100, 101), (100, None)]
    assert report.balance_fen == 101


def test_what_is_paid_is_in_the_ledger_and_on_the_statement_of_the_household(laptop):
    fund, household = fund_with(laptop, 1000), register(laptop, family("周桂兰"))
    pays(laptop, fund, household, 300)
    view = show_fund(laptop, fund)
    assert view.ledger.balance_fen == 70_000
    (who,) = view.beneficiaries
    assert view.names[(who.kind, who.id)].words == "周桂兰"
    (got,) = list_grants_of(laptop, household)
    assert (got.fen, got.fund_name, got.grant.village) == (30_000, "十年助困金", "430999101201")
    totals = list_funds(laptop).totals
    assert (totals.funds, totals.households, totals.paid_fen, totals.balance_fen) == (1, 1, 30_000, 70_000)


def test_a_student_is_named_and_stands_on_the_household_too(laptop):
    fund, household = fund_with(laptop, 1000), register(laptop, family("周桂兰"))
    from tests.laptops import survey

    survey(laptop, household, family("周桂兰"))
    from yihu.actions import show_household

    person = show_household(laptop, household).household.persons[1]
    pays(laptop, fund, household, 100, to="student", person=person.row)
    view = show_fund(laptop, fund)
    assert view.names[("student", f"{household}/{person.row}")].words == person.name
    assert [each.grant.to for each in list_grants_of(laptop, household)] == ["student"]


def test_more_than_there_is_is_refused_in_words_and_nothing_is_written(laptop):
    fund, household = fund_with(laptop, 1000), register(laptop)
    pays(laptop, fund, household, 700)
    with pytest.raises(FundShort) as told:
        pays(laptop, fund, household, 301)
    assert "300.00" in told.value.explain()
    assert "1.00" in told.value.explain()
    assert len(ledger(laptop, fund).grants) == 1


def test_many_grants_are_taken_together_or_not_at_all(laptop):
    fund = fund_with(laptop, 1000)
    households = [
        add_household(laptop, head_name=name, village_code=VILLAGE, village="龙荣村")
        for name in ("甲", "乙", "丙")
    ]
    wishes = [GrantWish(amount_fen=0, purpose="过冬", household=each) for each in households]
    with pytest.raises(FundShort):
        share_grant(laptop, fund, 100_001, wishes)
    assert not ledger(laptop, fund).grants
    report = share_grant(laptop, fund, 100_000, wishes)
    assert sorted(each.amount_fen for each in ledger(laptop, fund).grants) == [33_333, 33_333, 33_334]
    assert (report.balance_fen, len(report.records)) == (0, 3)


def test_what_is_approved_takes_money_only_when_it_is_paid(laptop):
    fund, household = fund_with(laptop, 100), register(laptop)
    record = pays(laptop, fund, household, 500, state="applied")
    approve_grant(laptop, fund, record, "王主任")
    assert ledger(laptop, fund).balance_fen == 10_000
    with pytest.raises(FundShort):
        pay_grant(laptop, fund, record)
    add_tranche(laptop, fund, received_on="2026-11-01", received_fen=40_000)
    assert pay_grant(laptop, fund, record).balance_fen == 0
    (grant,) = ledger(laptop, fund).grants
    assert (grant.state, grant.approved_by, grant.paid_on) == ("paid", "王主任", "2026-11-23")


def test_a_backdated_payment_that_takes_a_later_ones_money_is_refused(laptop):
    fund, household = fund_with(laptop, 1000), register(laptop)
    pays(laptop, fund, household, 800, on="2026-11-20")
    with pytest.raises(FundShort):
        pays(laptop, fund, household, 300, on="2026-03-01")
    with pytest.raises(FundShort):
        pays(laptop, fund, household, 100, on="2026-01-04")
    pays(laptop, fund, household, 200, on="2026-03-01")


def test_money_that_came_back_can_be_spent_again(laptop):
    fund, household = fund_with(laptop, 1000), register(laptop)
    record = pays(laptop, fund, household, 1000, on="2026-03-01")
    report = return_grant(laptop, fund, record, "搬走了", on="2026-05-01", amount_fen=amount_of("400.50"))
    assert report.balance_fen == 40_050
    assert list_grants_of(laptop, household)[0].fen == 59_950
    pays(laptop, fund, household, 400, on="2026-05-01")
    with pytest.raises(FundShort):
        return_grant(laptop, fund, record, "搬走了", on="2026-06-01", amount_fen=40_050)


def test_what_was_never_paid_cannot_come_back(laptop):
    fund, household = fund_with(laptop, 1000), register(laptop)
    record = pays(laptop, fund, household, 10, state="applied")
    with pytest.raises(GrantNotPaid):
        return_grant(laptop, fund, record, "x")


def test_a_correction_is_taken_where_there_is_money_for_it(laptop):
    fund, household = fund_with(laptop, 1000), register(laptop)
    record = pays(laptop, fund, household, 700)
    assert correct_grant(laptop, fund, record, amount_fen=100_000).balance_fen == 0
    with pytest.raises(FundShort):
        correct_grant(laptop, fund, record, amount_fen=100_001)
    assert correct_grant(laptop, fund, record, amount_fen=1).balance_fen == 99_999


def test_nonsense_is_refused_and_changes_nothing(laptop):
    fund, household = fund_with(laptop, 1000), register(laptop)
    for written in ("", "-5", "12.345", "1,20", "abc", "1e3"):
        with pytest.raises(AmountUnclear):
            amount_of(written)
    with pytest.raises(DayUnclear):
        pays(laptop, fund, household, 1, on="2026-02-30")
    with pytest.raises(RecordRefused):
        pays(laptop, fund, household, 1, on="2026-12-24")
    with pytest.raises(RecordRefused):
        pays(laptop, fund, household, 0)
    with pytest.raises(HouseholdUnknown):
        pays(laptop, fund, "nobody", 1)
    with pytest.raises(FundUnknown):
        show_fund(laptop, "no fund")
    with pytest.raises(FundUnknown):
        pays(laptop, household, household, 1)
    with pytest.raises(GrantUnknown):
        pay_grant(laptop, fund, "grant~x")
    assert ledger(laptop, fund).balance_fen == 100_000


def test_a_viewer_enters_no_money(laptop):
    from tests.laptops import PASSPHRASE

    fund, household = fund_with(laptop, 1000), register(laptop)
    set_role(laptop, "viewer", PASSPHRASE)
    for deed in (
        lambda: pays(laptop, fund, household, 1),
        lambda: add_tranche(laptop, fund, received_on="2026-01-01", received_fen=1),
        lambda: add_fund(laptop, COUNTY, "x", "y"),
    ):
        with pytest.raises(RoleForbids):
            deed()
    assert ledger(laptop, fund).balance_fen == 100_000


# two laptops


@pytest.fixture(scope="module")
def laptops(tmp_path_factory):
    """Three laptops that know each other."""
    folder = tmp_path_factory.mktemp("laptops")
    made = [new_laptop(folder / name, name, name) for name in ("甲队", "乙队", "丙队")]
    for one, other in permutations(made, 2):
        introduce(one, other)
    for minutes, each in enumerate(made):
        wait(each, minutes * 7 + 1)
    yield made
    for each in made:
        each.close()


def hand_over(giver, taker, folder):
    path = export_package(giver, folder, [my_card(taker).fingerprint]).path
    receive_packages(taker, [path])
    path.unlink()


def exchange(one, other, folder):
    hand_over(one, other, folder)
    hand_over(other, one, folder)


@pytest.fixture
def spent_twice(laptops, tmp_path):
    """A fund of 1,000 yuan out of which one laptop paid 700 and another 800 without knowing of it."""
    one, other, _ = laptops
    fund, household = fund_with(one, 1000), register(one, family("周桂兰"))
    exchange(one, other, tmp_path)
    pays(one, fund, household, 700)
    pays(other, fund, household, 800)
    exchange(one, other, tmp_path)
    return fund, one, other


def test_the_same_money_spent_twice_meets_at_the_desk_of_both(spent_twice):
    fund, one, other = spent_twice
    views = [
        next(each for each in list_held(laptop) if each.ledger.fund.subject == fund)
        for laptop in (one, other)
    ]
    assert views[0].ledger == views[1].ledger
    for view in views:
        (held,) = view.held
        (covered,) = view.competing
        assert view.ledger.balance_fen >= 0
        assert {held.by, covered.by} == {"甲队", "乙队"}
        assert {held.grant.amount_fen, covered.grant.amount_fen} == {70_000, 80_000}
        assert not held.twin
    with pytest.raises(FundUncovered):
        pays(one, fund, views[0].held[0].grant.household, 1)


@pytest.mark.parametrize("way", ["cancel", "cancel the other", "reduce", "tranche", "return"])
def test_each_way_out_covers_all_and_travels_and_can_be_taken_back(spent_twice, tmp_path, way):
    fund, one, other = spent_twice
    held, paid = ledger(one, fund).held[0], ledger(one, fund).lines[-1].of
    before = ledger(one, fund)
    ways = {
        "cancel": lambda: cancel_grant(one, fund, held.record, "重复"),
        "cancel the other": lambda: cancel_grant(one, fund, paid, "重复"),
        "reduce": lambda: correct_grant(one, fund, held.record, amount_fen=before.balance_fen),
        "tranche": lambda: add_tranche(one, fund, received_on="2026-11-22", received_fen=before.missing_fen),
        "return": lambda: return_grant(one, fund, held.record, "收回", on="2026-11-22"),
    }
    assert ways[way]().held == 0
    hand_over(one, other, tmp_path)
    assert ledger(other, fund) == ledger(one, fund)
    assert not ledger(other, fund).held
    undo_change(other, fund, show_history(other, fund)[0].changeset_id)
    assert [grant.record for grant in ledger(other, fund).held] == [held.record]


def test_the_same_payment_written_down_twice_is_told_as_a_twin(laptops, tmp_path):
    one, other, _ = laptops
    fund, household = fund_with(one, 1000), register(one, family("周桂兰"))
    exchange(one, other, tmp_path)
    pays(one, fund, household, 700)
    pays(other, fund, household, 700)
    exchange(one, other, tmp_path)
    view = next(each for each in list_held(one) if each.ledger.fund.subject == fund)
    assert view.held[0].twin
    assert count_held(one) == count_held(other)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_and_whoever_receives_first_all_laptops_have_one_ledger(laptops, tmp_path, seed):
    """Random work of three laptops, given in any order: the same ledger, never below nought, no grant lost."""
    chance = random.Random(seed)
    fund, household = fund_with(laptops[0], 1000), register(laptops[0], family("周桂兰"))
    exchange(laptops[0], laptops[1], tmp_path)
    exchange(laptops[0], laptops[2], tmp_path)
    written = set()
    for _ in range(10):
        laptop = chance.choice(laptops)
        written |= set(_work(chance, laptop, fund, household))
        if chance.random() < 0.3:
            hand_over(*chance.sample(laptops, 2), tmp_path)
        _check(laptop, fund)
    for giver, taker in [*permutations(chance.sample(laptops, 3), 2), *permutations(laptops, 2)]:
        hand_over(giver, taker, tmp_path)
    found = [ledger(laptop, fund) for laptop in laptops]
    assert found[0] == found[1] == found[2]
    assert {grant.record for grant in found[0].grants} == written
    for laptop in laptops:
        _check(laptop, fund)


def _work(chance, laptop, fund, household):
    known = ledger(laptop, fund)
    on = f"2026-{chance.randint(1, 11):02d}-{chance.randint(1, 22):02d}"
    try:
        match chance.choice(("pay", "pay", "pay", "correct", "back", "cancel", "come")):
            case "pay":
                return [pays(laptop, fund, household, chance.randint(1, 600), on)]
            case "come":
                add_tranche(laptop, fund, received_on=on, received_fen=chance.randint(1, 50_000))
            case "correct" if known.grants:
                correct_grant(
                    laptop, fund, chance.choice(known.grants).record, amount_fen=chance.randint(1, 60_000)
                )
            case "back" if known.grants:
                return_grant(laptop, fund, chance.choice(known.grants).record, "x", on="2026-11-22")
            case "cancel" if known.grants:
                cancel_grant(laptop, fund, chance.choice(known.grants).record, "x")
    except (FundShort, FundUncovered, GrantNotPaid):
        assert ledger(laptop, fund) == known
    return []


def _check(laptop, fund):
    found = ledger(laptop, fund)
    assert all(line.balance_fen >= 0 for line in found.lines)
    counted = [line.of for line in found.lines if line.kind == "paid"]
    apart = (*found.held, *found.undone, *found.waiting, *found.cancelled)
    assert sorted((*counted, *(grant.record for grant in apart))) == sorted(
        grant.record for grant in found.grants
    )
