"""The facts of a household in words: strip, members, banner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from yihu.base.i18n import N_, translate, translate_count
from yihu.register.codes import CAUSES, label, label_of
from yihu.ui.state_words import listed, plan_words
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.show_household import HouseholdView
    from yihu.register.household import Household, Person

Fact = tuple[str, str, str, Tone]
ABLE = ("skilled", "ordinary", "weak")
GUARANTEES: Mapping[str, str] = {
    "food_ok": N_("Food"),
    "clothing_ok": N_("Clothing"),
    "education_ok": N_("Compulsory schooling"),
    "medical_ok": N_("Medical care"),
    "housing_ok": N_("Safe housing"),
    "water_ok": N_("Safe water"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """One line of the members' table. `row`: the id of the member's row."""

    row: str
    name: str
    relation: str
    sex_age: str
    health: str
    labour: str
    work: str


def yuan(amount: Decimal) -> str:
    """Whole yuan with thousands: `5,240`."""
    return f"{amount:,.0f}"


def facts_of(view: HouseholdView, day: str) -> tuple[Fact, ...]:
    """The five facts of the strip."""
    household = view.household
    return (
        _persons(household, view.row.persons),
        _income(view),
        _causes(household, surveyed=view.row.visit_state == "done"),
        _guarantees(household),
        _plan(view),
    )


def _persons(household: Household, counted: int) -> Fact:
    persons = household.persons
    number = len(persons) or counted
    words = translate_count("{count} person", "{count} persons", number).format(count=number)
    able = sum(person.labour_skill in ABLE for person in persons)
    pupils = sum(person.school_status not in (None, "preschooler") for person in persons)
    remark = translate(N_("{able} able to work · {pupils} in school")).format(able=able, pupils=pupils)
    return translate(N_("People")), words if number else "—", remark if persons else "", "grey"


def _income(view: HouseholdView) -> Fact:
    name = translate(N_("Net income per head (last year)"))
    per_head, line = view.household.net_per_head_yuan(), view.line_yuan
    if per_head is None:
        return name, "—", translate(N_("Not known yet")), "grey"
    figure = translate(N_("{amount} yuan")).format(amount=yuan(per_head))
    if line is None:
        return name, figure, "", "grey"
    below = per_head < line
    remark = N_("Below the line of {line} yuan") if below else N_("Above the line of {line} yuan")
    return name, figure, translate(remark).format(line=yuan(line)), "red" if below else "green"


def _causes(household: Household, *, surveyed: bool) -> Fact:
    name = translate(N_("Main cause of poverty"))
    main = next((cause for cause in household.causes if cause.main), None)
    others = [label(CAUSES, cause.code) for cause in household.causes if not cause.main]
    if main is None and not others:
        return name, "—", translate(N_("None given") if surveyed else N_("Not known yet")), "grey"
    remark = translate(N_("Others: {causes}")).format(causes=listed(others)) if others else ""
    return name, label(CAUSES, main.code) if main else "—", remark, "grey"


def _guarantees(household: Household) -> Fact:
    name = translate(N_("Two needs, three guarantees"))
    said = {key: household.other.get(key) for key in GUARANTEES}
    known = [key for key, value in said.items() if value is not None]
    if not known:
        return name, "—", translate(N_("Not known yet")), "grey"
    missing = [translate(GUARANTEES[key]) for key in known if said[key] != "yes"]
    figure = f"{len(known) - len(missing)} / {len(known)}"
    if not missing:
        return name, figure, translate(N_("All are met")), "green"
    what = listed(missing)
    return name, figure, translate(N_("Not met: {what}")).format(what=what), "amber"


def _plan(view: HouseholdView) -> Fact:
    name, plan = translate(N_("Plan")), view.plan
    words, tone = plan_words(view.row.plan_state)
    if plan is None:
        to_make = view.row.plan_state == "to_make"
        return name, words, translate(N_("Comes after the survey")) if not to_make else "", "grey"
    count = len(plan.measures)
    remark = translate_count("{count} measure", "{count} measures", count).format(count=count)
    if plan.goal_date:
        remark = translate(N_("{measures} · until {month}")).format(measures=remark, month=plan.goal_date[:7])
    return name, words, remark, "grey" if tone == "grey" else tone


def members_of(household: Household, day: str) -> tuple[MemberView, ...]:
    """The members' table, ages counted on an ISO date; those who left at its end, with what became of them."""
    present = tuple(_member(person, day) for person in household.persons)
    return (*present, *(_former(person) for person in household.former))


def _former(person: Person) -> MemberView:
    left_on = person.other.get("left_on", "")
    shown = _member(person, left_on)
    fate = f"{label_of('membership', person.other.get('membership', ''))} {left_on}".strip()
    return replace(shown, health=fate, labour="", work=person.other.get("event_note", ""))


def _member(person: Person, day: str) -> MemberView:
    age = person.age_on(day)
    sex = label_of("sex", person.sex) if person.sex else ""
    health = label_of("health", " ".join(person.health)) if person.health else ""
    school = label_of("school_status", person.school_status) if person.school_status else ""
    labour = label_of("labour_skill", person.labour_skill) if person.labour_skill else ""
    return MemberView(
        row=person.row,
        name=person.name or translate(N_("(no name yet)")),
        relation=label_of("relation", person.relation) if person.relation else "",
        sex_age=" ".join(part for part in (sex, "" if age is None else str(age)) if part),
        health=health,
        labour=school or labour,
        work=_work(person),
    )


def _work(person: Person) -> str:
    place = label_of("work_place", person.work_place) if person.work_place else ""
    if not person.months_worked:
        return place
    months = translate_count("works {count} month", "works {count} months", person.months_worked)
    return " · ".join(part for part in (months.format(count=person.months_worked), place) if part)
