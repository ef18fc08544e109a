"""From answers to a `Household`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from yihu.register.answers import Answers, PropertyMaps, Row, Value, collect
from yihu.register.household import Cause, Household, Person
from yihu.register.income import read_income
from yihu.register.profiles import Profiles, shipped
from yihu.register.properties import INCOME_LINES, INCOME_TOTALS, VOCABULARY, Entity

_ENTITIES: frozenset[Entity | None] = frozenset(("households", "persons", None))
"""None: a property that only the county's form knows."""

_PERSON_FIELDS = {
    "person_name": "name",
    "person_phone": "phone",
    "work_months": "months_worked",
} | {
    name: name
    for name in [
        "sex",
        "birth_date",
        "id_type",
        "id_number",
        "ethnicity",
        "relation",
        "political_status",
        "education",
        "school_status",
        "dropout_reason",
        "health",
        "illness_name",
        "self_paid_medical_yuan",
        "disability_category",
        "disability_grade",
        "disability_cert_number",
        "labour_skill",
        "worked",
        "work_place",
        "welfare_post",
        "welfare_post_months",
        "medical_insurance",
        "pension_insurance",
        "low_income_allowance",
        "extreme_hardship_support",
    ]
}
_HOUSEHOLD_FIELDS = {"household_number": "number"} | {
    name: name
    for name in [
        "head_name",
        "division_code",
        "village",
        "township",
        "group",
        "address",
        "phone",
        "category",
        "risks",
        "member_count",
        "income_year",
        "no_labour_household",
        "relocated",
        "housing_area_m2",
        "housing_structure",
        "housing_grade",
        "housing_renovated",
        "water_source",
        "farmland_mu",
        "visit_result",
        "visit_date",
        "surveyor",
        "profile",
    ]
}
_INCOME = frozenset(line for group in INCOME_LINES.values() for line in group) | frozenset(
    INCOME_TOTALS.values()
)
_TOTALS = (*INCOME_TOTALS.values(), "net_income")
_KINDS = (
    ("wage_kinds", "wage_income"),
    ("business_kinds", "business_income"),
    ("business_kinds", "production_cost"),
    ("property_kinds", "property_income"),
    ("transfer_kinds", "transfer_income"),
)
"""Who named the kinds of income they have gets zero, not unknown, for a group without any."""

_CAUSES = (
    ("main_cause", "main_cause_evidence"),
    ("cause_2", "cause_2_evidence"),
    ("cause_3", "cause_3_evidence"),
)
_DERIVED = frozenset(("net_income", "net_income_per_head", "age"))
_OTHERS = frozenset(
    name for name, known in VOCABULARY.items() if known.entity not in ("households", "persons")
)
_APART = _INCOME | _DERIVED | _OTHERS | frozenset(name for pair in _CAUSES for name in pair)


def read_household(
    household_id: str,
    values: Mapping[str, Value],
    property_maps: PropertyMaps,
    profiles: Profiles | None = None,
) -> Household:
    """The household that a document describes.

    Args:
        household_id: its record id.
        values: path (`<record>/<answer key>`) -> value; any records, any forms.
        property_maps: form id -> {answer key pattern: property}, as the forms' `save_to` says.
        profiles: where the record's profile is looked up; the shipped ones by default.

    Text that isn't what its property holds ("abc" for a number) is unknown. Nothing raises.
    """
    return household_from(household_id, collect(values, property_maps, _ENTITIES), profiles)


def household_from(household_id: str, answers: Answers, profiles: Profiles | None = None) -> Household:
    """The household out of answers already sorted; those to other entities are passed over."""
    known, rest = _split(answers.single, _HOUSEHOLD_FIELDS)
    fields = _landless(answers.single) | known
    rules = (profiles or shipped()).of_record(known.get("profile"))
    persons = tuple(_person(row) for row in answers.rows_of("persons"))
    present = tuple(person for person in persons if is_present(person))
    household = Household(
        id=household_id,
        persons=present,
        former=() if len(present) == len(persons) else tuple(each for each in persons if each not in present),
        rules=rules,
        income=read_income(_amounts(answers.single), _stated(answers), rules.not_counted),
        causes=_causes(answers.single),
        other=rest,
        waived=answers.waived,
        **fields,
    )
    return _with_head_name(household)


_HERE = (None, "member")


def is_present(person: Person) -> bool:
    """Whether a member still belongs to the household: hasn't died, married out or moved out."""
    return person.other.get("membership") in _HERE


def _landless(properties: Mapping[str, str]) -> dict[str, Any]:
    """Who named the land they have, and no farmland among it, has none: zero, not unknown."""
    kinds = properties.get("land_kinds", "").split()
    return {"farmland_mu": Decimal(0)} if kinds and "farmland" not in kinds else {}


def typed(name: str, text: str) -> str | int | Decimal | tuple[str, ...] | None:
    """A property's text as its kind has it; None when the text isn't of that kind."""
    return text if name in _PLAIN else _of_kind(VOCABULARY[name].kind if name in VOCABULARY else "text", text)


_PLAIN = frozenset(name for name, known in VOCABULARY.items() if known.kind in ("text", "code", "image"))


@lru_cache(maxsize=4096)
def _of_kind(kind: str, text: str) -> str | int | Decimal | tuple[str, ...] | None:
    if kind == "codes":
        return tuple(text.split())
    if kind == "integer":
        number = decimal_of(text)
        return int(number) if number is not None and number == number.to_integral_value() else None
    if kind == "date":
        return text if _is_date(text) else None
    return decimal_of(text) if kind in ("decimal", "yuan") else text


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_MOST_DIGITS = 16


@lru_cache(maxsize=4096)
def decimal_of(text: str) -> Decimal | None:
    """An exact number; None for anything else, infinities too, and what nothing here can be as large as."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS else None


def _split(properties: Mapping[str, str], names: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields that a record has for its properties, and all others as text."""
    fields: dict[str, Any] = {}
    rest: dict[str, str] = {}
    for name, text in properties.items():
        field = names.get(name)
        if field is not None:
            value = text if name in _PLAIN else typed(name, text)
            if value is not None:
                fields[field] = value
        elif name not in _APART:
            rest[name] = text
    return fields, rest


def _person(row: Row) -> Person:
    fields, rest = _split(row.properties, _PERSON_FIELDS)
    return Person(row=row.id, other=rest, **fields)


def _amounts(properties: Mapping[str, str]) -> dict[str, Decimal]:
    read = ((name, decimal_of(properties[name])) for name in _INCOME & properties.keys())
    nothing = {total: Decimal(0) for kinds, total in _KINDS if kinds in properties}
    return nothing | {name: amount for name, amount in read if amount is not None}


def _stated(answers: Answers) -> dict[str, Decimal]:
    """Totals that a person gave, not the form: to be compared with what the lines come to."""
    said = ((name, answers.single.get(name)) for name in _TOTALS if name not in answers.derived)
    read = ((name, decimal_of(text)) for name, text in said if text is not None)
    return {name: amount for name, amount in read if amount is not None}


def _causes(properties: Mapping[str, str]) -> tuple[Cause, ...]:
    return tuple(
        Cause(code=properties[cause], main=cause == "main_cause", evidence=properties.get(evidence))
        for cause, evidence in _CAUSES
        if cause in properties
    )


def _with_head_name(household: Household) -> Household:
    """A form that has no question for the head's name still has the member who is the head."""
    head = household.head()
    if household.head_name or head is None or not head.name:
        return household
    return replace(household, head_name=head.name)
