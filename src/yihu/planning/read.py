"""From answers to a `Plan`."""

from collections.abc import Mapping
from typing import Any

from yihu.planning.plan import Measure, Plan
from yihu.register.answers import Answers, PropertyMaps, Row, Value, collect
from yihu.register.household import Household
from yihu.register.properties import Entity
from yihu.register.read import household_from, typed

_ENTITIES: frozenset[Entity | None] = frozenset(("plans", "measures"))
_EVERYTHING: frozenset[Entity | None] = _ENTITIES | {"households", "persons", None}

_MEASURE_FIELDS = {
    "measure_key": "key",
    "measure_category": "category",
    "measure_content": "content",
    "measure_amount": "amount",
    "measure_unit": "unit",
} | {
    name: name
    for name in [
        "responsible_unit",
        "responsible_person",
        "fund_yuan",
        "fund_source",
        "deadline",
        "gain_kind",
        "gain_low_yuan",
        "gain_high_yuan",
    ]
}
_PLAN_FIELDS = {
    "plan_state": "state",
    "plan_note": "note",
    "plan_signed_on": "signed_on",
    "base_net_income_yuan": "base_net_yuan",
} | {
    name: name
    for name in [
        "goal",
        "goal_date",
        "made_on",
        "responsible_helper",
        "base_persons",
        "line_yuan",
        "agreed_on",
    ]
}


def read_plan(household_id: str, values: Mapping[str, Value], property_maps: PropertyMaps) -> Plan | None:
    """The household's one plan; None while nothing of a plan was answered.

    Args as `register.read_household`. A measure whose upper gain is empty has no range: both are
    its lower one.
    """
    return _plan_from(household_id, collect(values, property_maps, _ENTITIES))


def read_both(
    household_id: str, values: Mapping[str, Value], property_maps: PropertyMaps
) -> tuple[Household, Plan | None]:
    """The household and its plan, the answers gone through once. Args as `register.read_household`."""
    answers = collect(values, property_maps, _EVERYTHING)
    return household_from(household_id, answers), _plan_from(household_id, answers)


def _plan_from(household_id: str, answers: Answers) -> Plan | None:
    measures = tuple(_measure(row) for row in answers.rows_of("measures"))
    if not measures and not any(name in _PLAN_FIELDS or name == "plan_version" for name in answers.single):
        return None
    version = typed("plan_version", answers.single.get("plan_version", "1"))
    fields = {"state": "draft"} | _fields(answers.single, _PLAN_FIELDS)
    return Plan(
        id=household_id, version=version if isinstance(version, int) else 1, measures=measures, **fields
    )


def _fields(properties: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    read = {field: typed(name, properties[name]) for name, field in names.items() if name in properties}
    return {field: value for field, value in read.items() if value is not None}


def _measure(row: Row) -> Measure:
    fields = _fields(row.properties, _MEASURE_FIELDS)
    low, high = fields.get("gain_low_yuan"), fields.get("gain_high_yuan")
    fields |= {"gain_low_yuan": low if low is not None else high}
    fields |= {"gain_high_yuan": high if high is not None else low}
    return Measure(row=row.id, **fields)
