"""From answers to plans."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from yihu.planning.in_force import IN_FORCE, PLAN_FORM, Rank, by_record, in_force, rank
from yihu.planning.plan import Measure, Plan
from yihu.register.answers import Answers, Choose, PropertyMaps, Row, Value, collect
from yihu.register.household import Household
from yihu.register.profiles import Profiles
from yihu.register.properties import Entity
from yihu.register.read import household_from, typed

_ENTITIES: frozenset[Entity | None] = frozenset(("plans", "measures"))
_EVERYTHING: frozenset[Entity | None] = _ENTITIES | {"households", "persons", None}

_MEASURE_FIELDS = {
    "measure_key": "key",
    "measure_cause": "cause",
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
        "gain_times",
        "gain_low_yuan",
        "gain_high_yuan",
    ]
}
_PLAN_FIELDS = {
    "plan_state": "state",
    "plan_note": "note",
    "plan_signed_on": "signed_on",
    "plan_signer": "signer",
    "signed_sheet_photo": "signed_sheet",
    "plan_profile": "profile",
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


def read_plan(
    household_id: str, values: Mapping[str, Value], property_maps: PropertyMaps, record: str | None = None
) -> Plan | None:
    """The household's plan in force, or the one of a record; None while nothing of it was answered.

    Args as `register.read_household`. A measure whose upper gain is empty has no range: both are
    its lower one.
    """
    if record is not None:
        return next(
            (plan for plan in read_plans(household_id, values, property_maps) if plan.record == record), None
        )
    return _plan_from(household_id, collect(values, property_maps, _ENTITIES, one_of=_one(values)))


def read_plans(
    household_id: str, values: Mapping[str, Value], property_maps: PropertyMaps
) -> tuple[Plan, ...]:
    """All plans of a household, the oldest record first; exactly one is in force if there is any."""
    shares = by_record(values)
    read = [
        plan
        for record in sorted(shares)
        if (plan := _plan_from(household_id, collect(shares[record], property_maps, _ENTITIES))) is not None
    ]
    chosen = in_force({plan.record: _rank(plan) for plan in read}, values.get(IN_FORCE))
    return tuple(replace(plan, in_force=plan.record == chosen) for plan in read)


def read_both(
    household_id: str,
    values: Mapping[str, Value],
    property_maps: PropertyMaps,
    profiles: Profiles | None = None,
) -> tuple[Household, Plan | None]:
    """The household and its plan in force, the answers gone through once. Args as `register.read_household`."""
    answers = collect(values, property_maps, _EVERYTHING, one_of=_one(values))
    return household_from(household_id, answers, profiles), _plan_from(household_id, answers)


def _one(values: Mapping[str, Value]) -> dict[str, Choose]:
    def choose(records: Mapping[str, Mapping[str, str]]) -> str:
        ranks = {record: rank(record, single.get) for record, single in records.items()}
        return in_force(ranks, values.get(IN_FORCE))

    return {PLAN_FORM: choose}


def _rank(plan: Plan) -> Rank:
    known = {"plan_state": plan.state, "plan_version": str(plan.version), "made_on": plan.made_on}
    return rank(plan.record, known.get)


def _plan_from(household_id: str, answers: Answers) -> Plan | None:
    measures = tuple(_measure(row) for row in answers.rows_of("measures"))
    if not measures and not any(name in _PLAN_FIELDS or name == "plan_version" for name in answers.single):
        return None
    version = typed("plan_version", answers.single.get("plan_version", "1"))
    fields = {"state": "draft"} | _fields(answers.single, _PLAN_FIELDS)
    record = next((record for record in answers.records if record.partition("~")[0] == PLAN_FORM), PLAN_FORM)
    return Plan(
        id=record.partition("~")[2] or household_id,
        version=version if isinstance(version, int) else 1,
        record=record,
        measures=measures,
        **fields,
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
