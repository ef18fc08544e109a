"""The answers that a guarantee (两不愁三保障和饮水) was judged by, each with what it speaks for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from yihu.register.codes import label_of
from yihu.register.guarantees import (
    EXCUSED_FROM_SCHOOL,
    Guarantee,
    enough_water,
    guarantees,
    near_water,
    of_school_age,
)
from yihu.register.household import Household, Person
from yihu.register.read import decimal_of


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeAnswer:
    """One answer behind a guarantee.

    Attributes:
        property: which (`register.properties`). value: its text; empty when nobody answered.
        meets: whether it speaks for the guarantee; None when it is unknown or decides nothing.
        person, person_row: the member it is about; empty and None for the household.
    """

    property: str
    value: str
    meets: bool | None
    person: str = ""
    person_row: str | None = None

    def said(self) -> str:
        """The answer in words, in the language in force."""
        return label_of(self.property, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedGuarantee:
    """A guarantee with all answers that led to it."""

    guarantee: Guarantee
    answers: tuple[GuaranteeAnswer, ...]


def explained_guarantees(household: Household) -> tuple[ExplainedGuarantee, ...]:
    """All six in the official order, each with its answers, also those that are missing."""
    return tuple(
        ExplainedGuarantee(guarantee=each, answers=tuple(_ANSWERS[each.name](household)))
        for each in guarantees(household)
    )


def _said(household: Household, name: str, good: str) -> GuaranteeAnswer:
    value = household.other.get(name, "")
    return GuaranteeAnswer(property=name, value=value, meets=value == good if value else None)


def _food(household: Household) -> Iterator[GuaranteeAnswer]:
    yield _said(household, "food_enough", "yes")
    yield _said(household, "meat_monthly", "yes")


def _clothing(household: Household) -> Iterator[GuaranteeAnswer]:
    yield _said(household, "clothing_seasonal", "yes")


def _education(household: Household) -> Iterator[GuaranteeAnswer]:
    for child in of_school_age(household):
        if child.school_status:
            yield _of(child, "school_status", child.school_status, True)
        elif child.dropout_reason in EXCUSED_FROM_SCHOOL:
            yield _of(child, "dropout_reason", child.dropout_reason or "", True)
        elif child.education:
            yield _of(child, "education", child.education, False)
        else:
            in_school = child.other.get("in_school", "")
            yield _of(child, "in_school", in_school, False if in_school == "no" else None)


def _medical(household: Household) -> Iterator[GuaranteeAnswer]:
    for person in household.persons:
        insured = person.medical_insurance
        yield _of(person, "medical_insurance", insured or "", None if insured is None else insured != "none")


def _housing(household: Household) -> Iterator[GuaranteeAnswer]:
    tenure, grade = household.other.get("housing_tenure", ""), household.housing_grade
    decides = {"none": False, "relocated": True}.get(tenure)
    if tenure:
        yield GuaranteeAnswer(property="housing_tenure", value=tenure, meets=decides)
    if decides is None:
        meets = None if grade is None else grade in household.rules.thresholds.housing_safe
        yield GuaranteeAnswer(property="housing_grade", value=grade or "", meets=meets)


def _water(household: Household) -> Iterator[GuaranteeAnswer]:
    bounds, said = household.rules.thresholds, household.other
    if litres := said.get("water_litres", ""):
        yield GuaranteeAnswer(property="water_litres", value=litres, meets=enough_water(household, bounds))
    yield _said(household, "water_enough", "yes")
    yield _said(household, "water_clean", "yes")
    for name in ("water_fetch_minutes", "water_distance_m", "water_climb_m"):
        if said.get(name):
            yield GuaranteeAnswer(property=name, value=said[name], meets=near_water(household, bounds))
    days = decimal_of(said.get("water_shortage_days", ""))
    meets = None if days is None else days <= bounds.water_days_without
    yield GuaranteeAnswer(
        property="water_shortage_days", value=said.get("water_shortage_days", ""), meets=meets
    )


def _of(person: Person, property: str, value: str, meets: bool | None) -> GuaranteeAnswer:
    return GuaranteeAnswer(
        property=property, value=value, meets=meets, person=person.name or "?", person_row=person.row
    )


_ANSWERS: dict[str, Callable[[Household], Iterator[GuaranteeAnswer]]] = {
    "food": _food,
    "clothing": _clothing,
    "education": _education,
    "medical": _medical,
    "housing": _housing,
    "water": _water,
}
