"""Invented helpers, and the answers that invented families give at the door."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

from yihu.actions.reading import HOUSEHOLD
from yihu.base.shipped import resource_path
from yihu.exchange.invented_register import COUNTY, invented_name
from yihu.register.household import Household
from yihu.register.id_numbers import check_digit

UNITS = (
    "县政协办公室",
    "县水利局",
    "县农业农村局",
    "县教育局",
    "县人民医院",
    "县人社局",
    "益民竹业有限公司",
    "清溪茶业合作社",
    "县工商联",
    "市政协委员联络处",
)
_OF_PLACE = frozenset(
    ("household_number", "division_code", "township", "village", "group", "address", "profile")
)


def invented_helpers(
    count: int, skills: tuple[str, ...], kinds: tuple[str, ...], seed: int = 7
) -> Iterator[dict[str, Any]]:
    """Answers to the form `helper`, one helper each; the same number always gives the same people."""
    chance = Random(seed)
    for number in range(count):
        unit = UNITS[number % len(UNITS)]
        yield {
            "helper_kind": kinds[number % len(kinds)],
            "helper_called": invented_name(chance),
            "helper_of_unit": unit,
            "helper_level": "city" if unit.startswith("市") else "county",
            "helper_capacity": 3 + number % 3,
            "helper_skills": sorted(chance.sample(skills, 2)),
            "helper_active_since": "2026-01-01",
        }


class Families:
    """What families answer: those of the demo village, under other names, with ID numbers of their own."""

    def __init__(self, seed: int = 11) -> None:
        self._chance, self._number = Random(seed), 500_000
        village = json.loads(resource_path("demo", "village.json").read_bytes())
        surveyed = (one["records"][HOUSEHOLD] for one in village["households"] if one["visited_on"])
        self._models = [_answers(record) for record in surveyed if record.get("visit_result") == "done"]

    def answers(self, number: int, household: Household) -> dict[str, Any]:
        """The survey of a household of the register: who is on its list stays who they are."""
        model = self._models[number % len(self._models)]
        answers = {name: value for name, value in model.items() if name not in _OF_PLACE}
        members = [dict(member) for member in model["member"]]
        surname = (household.head_name or "王")[:1]
        for place, member in enumerate(members):
            if place == 0 and household.persons:
                _keep_head(member, household)
            else:
                member["person_name"] = surname + invented_name(self._chance)[1:]
                if member.get("id_number"):
                    member["id_number"] = self._id_number(member)
                    self._certificate(member)
        answers["head_name"] = household.head_name or members[0]["person_name"]
        return answers | {"member": members}

    def _id_number(self, member: dict[str, Any]) -> str:
        self._number += 1
        order = self._number % 500 * 2 + (1 if member.get("sex") == "male" else 0)
        first = f"{COUNTY}{str(member['birth_date']).replace('-', '')}{order:03}"
        return first + check_digit(first)

    def _certificate(self, member: dict[str, Any]) -> None:
        """Of a disability: the ID number, then category and grade as before."""
        if number := member.get("disability_cert_number"):
            member["disability_cert_number"] = member["id_number"] + str(number)[18:]


def _keep_head(member: dict[str, Any], household: Household) -> None:
    head = household.persons[0]
    known = {
        "person_name": head.name,
        "sex": head.sex,
        "birth_date": head.birth_date,
        "id_number": head.id_number,
    }
    member.update({name: value for name, value in known.items() if value})
    if (number := member.get("disability_cert_number")) and known["id_number"]:
        member["disability_cert_number"] = known["id_number"] + str(number)[18:]


def _answers(record: dict[str, Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    members: dict[str, dict[str, Any]] = {}
    for key, value in record.items():
        *row, name = key.split("/")
        if not name.startswith(("_", "=")):
            (members.setdefault(row[1], {}) if row else answers)[name] = value
    return answers | {"member": list(members.values())}
