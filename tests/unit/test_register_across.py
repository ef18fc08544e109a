"""Rules over several households, funds and villages."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.households import CLEAN, HEAD, WIFE, id_number

from yihu.base.i18n import CHINESE, ENGLISH, set_language
from yihu.register.checks import entries
from yihu.register.checks.across import (
    Fund,
    Shared,
    Village,
    check_across,
    check_funds,
    check_villages,
    village_of,
    who_shares,
)

OTHER = replace(
    CLEAN,
    id="other",
    head_name="李四",
    phone="13900000009",
    persons=(
        replace(HEAD, row="x", id_number=id_number("1980-05-06", "777"), phone=None),
        replace(WIFE, row="y", id_number=id_number("1982-01-02", "888")),
    ),
)


def rules_of(found):
    return [(each.rule, each.person, each.property) for each in found]


def test_households_with_nothing_in_common_have_no_finding():
    assert check_across((CLEAN, OTHER)) == {}


def test_the_same_number_in_two_households_is_found_in_both():
    twin = replace(OTHER, persons=(replace(OTHER.persons[0], id_number=HEAD.id_number), OTHER.persons[1]))
    found = check_across((CLEAN, twin))
    assert rules_of(found["h"]) == [("R01X", "head", "id_number")]
    assert rules_of(found["other"]) == [("R01X", "x", "id_number")]
    assert found["h"][0].parameters["other"] == "李四"
    assert found["h"][0].severity == "error"


def test_a_number_is_the_same_however_it_was_typed():
    spaced = " ".join(HEAD.id_number or "").lower()
    twin = replace(OTHER, persons=(replace(OTHER.persons[0], id_number=spaced), OTHER.persons[1]))
    assert check_across((CLEAN, twin)).keys() == {"h", "other"}


def test_a_telephone_of_a_household_and_one_of_a_member_elsewhere_are_compared():
    caller = replace(OTHER, persons=(replace(OTHER.persons[0], phone=CLEAN.phone), OTHER.persons[1]))
    found = check_across((CLEAN, caller))
    assert ("R35X", "x", "person_phone") in rules_of(found["other"])
    assert ("R35X", None, "phone") in rules_of(found["h"])


def test_one_telephone_in_one_household_is_no_matter():
    assert HEAD.phone == CLEAN.phone
    assert check_across((CLEAN,)) == {}


def test_a_number_that_means_nothing_is_not_compared():
    nobody = replace(CLEAN, id="a", phone=None, persons=(replace(HEAD, id_number="000000", phone=None),))
    assert check_across((nobody, replace(nobody, id="b"))) == {}


def test_a_waived_one_is_told_with_its_reason_in_that_household_only():
    both = replace(OTHER, phone=CLEAN.phone, persons=OTHER.persons)
    waived = replace(CLEAN, waived={("R35X", None): "公用电话"})
    found = check_across((waived, both))
    assert {each.waived for each in found["h"]} == {"公用电话"}
    assert {each.waived for each in found["other"]} == {""}


def test_the_index_may_hold_hashes_in_place_of_values():
    one = Shared(key=b"\x01", household_id="a", property="phone")
    two = Shared(key=b"\x01", household_id="b", property="phone")
    own = Shared(key=b"\x02", household_id="a", property="phone")
    assert who_shares((one, two, own)) == {one: ("b",), two: ("a",)}


def test_a_fund_cannot_pay_more_than_it_holds():
    enough = Fund(name="助困金", total_yuan=Decimal(20000), paid_yuan=(Decimal(12000), Decimal(8000)))
    (found,) = check_funds((enough, replace(enough, paid_yuan=(*enough.paid_yuan, Decimal(1)))))
    assert (found.rule, found.parameters["paid"]) == ("R53", Decimal(20001))


def test_a_village_has_no_more_poor_houses_than_houses():
    sound = Village(name="福兴村", households=41, dangerous_houses=41, short_of_water=None)
    wrong = Village(name="龙荣村", households=41, dangerous_houses=42, short_of_water=50)
    assert [each.rule for each in check_villages((sound, wrong))] == ["R54", "R54W"]


def test_a_village_s_figures_are_counted_from_its_households():
    unsafe = replace(CLEAN, housing_grade="D")
    dry = replace(CLEAN, other=CLEAN.other | {"water_enough": "no"})
    counted = village_of("福兴村", 1, (CLEAN, unsafe, unsafe, dry))
    assert (counted.dangerous_houses, counted.short_of_water) == (2, 1)
    assert [each.rule for each in check_villages((counted,))] == ["R54"]
    assert not list(check_villages((village_of("龙荣村", 4, (CLEAN, unsafe, unsafe, dry)),)))


def test_every_rule_beyond_one_household_can_be_said_in_both_languages():
    found = [
        *check_funds((Fund(name="f", total_yuan=Decimal(0), paid_yuan=(Decimal(1),)),)),
        *check_villages((Village(name="v", households=0, dangerous_houses=1, short_of_water=1),)),
        *check_across((CLEAN, replace(CLEAN, id="b")))["b"],
    ]
    assert {each.rule for each in found} == {e.id for e in entries().values() if e.scope != "household"}
    try:
        for language in (CHINESE, ENGLISH):
            set_language(language)
            assert all(each.explain() and "{" not in each.explain() for each in found)
            assert all(each.advise() for each in found)
    finally:
        set_language(CHINESE)
