"""Answers as they should not be: met with a word, and never with a crash."""

from decimal import Decimal

import pytest

from yihu.actions.shipped_forms import SHIPPED_FORMS, read_shipped
from yihu.planning.doubts import all_doubts, line_known
from yihu.planning.read import read_both
from yihu.register.deprivation import deprivations_of, income_cents
from yihu.register.guarantee_answers import explained_guarantees
from yihu.register.income_explained import explain_income
from yihu.register.life_map import life_map
from yihu.storage.columns import read_entry

MAPS = {name: read_shipped(name).form.properties for name in SHIPPED_FORMS}
KEYS = {name: key for key, name in MAPS["household"].items() if not key.rpartition("/")[2].startswith("=")}
SURVEYED = {
    "visit_result": "done",
    "visit_date": "2026-11-20",
    "division_code": "430999101201",
    "profile": "regular-2026@1",
}
PERSON = {
    "person_name": "甲",
    "relation": "head",
    "sex": "male",
    "birth_date": "1970-01-01",
    "health": "healthy",
}
LONG = "阿" * 60


def document(persons, **single):
    """Household answers by property, members as dicts."""
    values = {f"household/{KEYS[name]}": text for name, text in (SURVEYED | single).items()}
    for number, person in enumerate(persons):
        row = f"row{number:04}"
        values[f"household/member/{row}/_row"] = number
        values |= {f"household/{KEYS[name].replace('*', row)}": text for name, text in person.items()}
    return values


def everything(values):
    """All that is derived from a household's answers; the household and its findings."""
    household, plan = read_both("h", values, MAPS)
    found = all_doubts(household, plan, line_known(household))
    assert all(each.explain() and each.advise() for each in found)
    deprivations_of(household)
    income_cents(household)
    explain_income(household)
    explained_guarantees(household)
    life_map(household, line_known(household))
    read_entry("h", values, MAPS, drafted=False)
    return household, {each.rule for each in found}


def test_a_negative_income_is_doubted_and_counts_as_it_was_said():
    household, found = everything(document([PERSON], wage_migrant="-500"))
    assert "R36" in found
    assert household.net_per_head_yuan() == Decimal("-500.00")


def test_a_birthday_in_the_future_is_doubted_and_has_no_age():
    household, found = everything(document([PERSON | {"birth_date": "2027-05-01"}]))
    assert "Y02" in found
    assert household.persons[0].age_on("2026-11-20") is None


def test_forty_members_are_read_and_share_the_income():
    persons = [PERSON | {"relation": "head" if number == 0 else "other"} for number in range(40)]
    household, found = everything(document(persons, wage_migrant="400000", member_count="40"))
    assert len(household.persons) == 40
    assert household.net_per_head_yuan() == Decimal("10000.00")
    assert "R11" not in found


def test_names_of_sixty_characters_stay_whole():
    household, _ = everything(document([PERSON | {"person_name": LONG}], head_name=LONG, address=LONG))
    assert household.head_name == household.persons[0].name == household.address == LONG


def test_an_address_without_a_village_has_the_line_of_the_country():
    values = document([PERSON], wage_migrant="5000", income_year="2025")
    del values[f"household/{KEYS['division_code']}"]
    household, _ = everything(values)
    assert household.division_code is None
    assert line_known(household) == Decimal(6000)
    assert read_entry("h", values, MAPS, drafted=False)[0].village_code == "-"


@pytest.mark.parametrize("profile", ["", "regular-2026", "regular-2026@99", "no such rules", "@", LONG])
def test_a_record_that_names_no_rules_or_unknown_ones_is_judged_by_the_default(profile):
    household, _ = everything(document([PERSON], profile=profile))
    assert household.rules.id == "regular-2026"


@pytest.mark.parametrize(
    "changes",
    [
        {"identified_on": "2026-02-30", "risk_eliminated_on": "tomorrow"},
        {"visit_date": "0000-00-00"},
        {"wage_migrant": "1e999", "transfer_pension": "NaN"},
        {"water_fetch_minutes": "-5", "water_litres": "many", "water_distance_m": "∞"},
        {"assets": "  ", "child_died": "perhaps", "housing_grade": "Z"},
    ],
)
def test_texts_that_are_no_dates_or_numbers_are_unknown(changes):
    everything(document([PERSON | {"membership": "died", "left_on": "gone"}, PERSON], **changes))


def test_a_household_whose_members_all_left_has_nobody_and_no_findings():
    household, found = everything(document([PERSON | {"membership": "moved_out"}]))
    assert (household.persons, len(household.former)) == ((), 1)
    assert found == set()
