"""Numbers that tell who somebody is are hidden wherever they stand."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from yihu.register.household import Cause, Household, Person
from yihu.register.masking import HIDDEN, SENSITIVE, mask_differing, mask_record, mask_value
from yihu.register.properties import VOCABULARY

ID, PHONE = "430999196503121237", "13800000001"


def test_of_an_id_number_the_first_and_last_of_a_phone_a_little_more() -> None:
    assert mask_value("id_number", ID) == "4****************7"
    assert mask_value("person_phone", PHONE) == "138******01"
    assert mask_value("bank_account", "6222000000001234") == "************1234"
    assert mask_value("id_number", "12345") == "*****"


def test_numbers_in_remarks_are_hidden_dates_and_amounts_are_not() -> None:
    assert (
        mask_value("remark", f"儿子电话{PHONE}，证件{ID[:-1]}X")
        == "儿子电话1*********1，证件4****************X"
    )
    assert mask_value("remark", "138 0000 0001") == "1***********1"
    assert mask_value("remark", "2026-11-23 收入 12345 元") == "2026-11-23 收入 12345 元"
    assert mask_value("division_code", "430999101201") == "430999101201"


def test_a_whole_household_holds_no_number_any_more() -> None:
    household = Household(
        id="0190",
        number="430999101201000017",
        head_name="周桂兰",
        phone=PHONE,
        persons=(Person(row="r", id_number=ID, phone=PHONE, other={"person_remark": PHONE}),),
        causes=(Cause(code="illness", main=True, evidence=f"见 {ID}"),),
        housing_area_m2=Decimal(80),
        other={"bank_account": "6222000000001234", "remark": ID},
    )
    masked = mask_record(household)
    assert ID not in repr(masked)
    assert PHONE not in repr(masked)
    assert "6222" not in repr(masked)
    assert (masked.number, masked.head_name, masked.housing_area_m2) == (
        household.number,
        "周桂兰",
        Decimal(80),
    )


def test_differing_numbers_show_where_they_differ() -> None:
    one, other = mask_differing("phone", ["13800000001", "13800070001"])
    assert (one, other) == ("138***0**01", "138***7**01")
    assert [index for index in range(11) if one[index] != other[index]] == [6]
    assert one.count(HIDDEN) == 5
    assert mask_differing("phone", ["1380000001", "13800000001"]) == ("138*****01", "138******01")
    assert mask_differing("head_name", ["王伟", "王韦"]) == ("王伟", "王韦")


def test_numbers_without_anything_in_common_are_not_shown_in_full() -> None:
    assert mask_differing("phone", ["13899990000", "13811112222"]) == ("138******00", "138******22")
    assert mask_differing("phone", ["13800000001", "13800777001"]) == ("138**000*01", "138**777*01")


@given(st.sampled_from(sorted(SENSITIVE)), st.text("0123456789X", min_size=1, max_size=20))
def test_at_most_five_characters_of_a_sensitive_number_are_shown(name: str, text: str) -> None:
    masked = mask_value(name, text)
    assert len(masked) == len(text)
    assert sum(letter != HIDDEN for letter in masked) <= 5


def test_every_sensitive_property_exists_and_no_other_number_was_forgotten() -> None:
    assert set(VOCABULARY) >= SENSITIVE
    numbers = {name for name in VOCABULARY if name.endswith(("phone", "telephone", "_number", "_account"))}
    assert numbers - SENSITIVE == {
        "household_number",
        "person_number",
        "quarter_number",
        "bulletin_number",
    }
