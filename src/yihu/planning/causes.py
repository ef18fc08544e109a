"""Causes of poverty that the answers themselves speak for, beside those that were named; a person decides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from yihu.base.i18n import N_, translate
from yihu.planning.situation import Situation, look_at
from yihu.register.checks import Label
from yihu.register.household import Household, Person
from yihu.register.read import decimal_of

_LITTLE_LAND_MU = Decimal("0.5")
_LITTLE_EDUCATION = ("illiterate", "primary")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedCause:
    """A cause with its evidence.

    Attributes:
        code: of the list `cause`.
        message: msgid of the evidence; parameters fill its places.
        person: row id of the member it speaks of, None for the household. member: 1 for the first one.
        chosen: the surveyor already named it.
    """

    code: str
    message: str
    parameters: dict[str, object] = field(default_factory=dict)
    person: str | None = None
    member: int | None = None
    chosen: bool = False

    def explain(self) -> str:
        """The evidence as a sentence with persons and figures, in the language in force."""
        words = translate(self.message).format(**self.parameters)
        if self.member is None:
            return words
        return translate(N_("member {number} {evidence}")).format(number=self.member, evidence=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedCause:
    """A cause with all that speaks for it.

    Attributes:
        main: named as the main one. said: the surveyor's own words on it.
        evidence: of the answers; `can_show`: whether answers could speak for this cause at all.
    """

    code: str
    main: bool = False
    said: str = ""
    evidence: tuple[ProposedCause, ...] = ()
    can_show: bool = True

    @property
    def without_evidence(self) -> bool:
        """Named, and no answer speaks for it."""
        return self.can_show and not self.evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class CausesWeighed:
    """What was named and what the answers say.

    Attributes:
        named: as the survey has them, the main one first. unnamed: causes that answers speak for and
            nobody named, in the list's order.
        repeated: codes that were named twice: the others must differ from the main one and each other.
    """

    named: tuple[WeighedCause, ...]
    unnamed: tuple[WeighedCause, ...]
    repeated: tuple[str, ...] = ()


def weigh_causes(household: Household, day: str | None = None) -> CausesWeighed:
    """The causes that were named, each with its evidence, and the evidence that no named cause answers.

    Args as `propose_causes`.
    """
    proposed = propose_causes(household, day)
    named, repeated = dict[str, WeighedCause](), list[str]()
    for cause in sorted(household.causes, key=lambda cause: not cause.main):
        if cause.code in named:
            repeated.append(cause.code)
            continue
        named[cause.code] = WeighedCause(
            code=cause.code,
            main=cause.main,
            said=cause.evidence or "",
            evidence=tuple(one for one in proposed if one.code == cause.code),
            can_show=cause.code in _EVIDENCE,
        )
    others = dict.fromkeys(one.code for one in proposed if one.code not in named)
    unnamed = tuple(
        WeighedCause(code=code, evidence=tuple(one for one in proposed if one.code == code))
        for code in others
    )
    return CausesWeighed(named=tuple(named.values()), unnamed=unnamed, repeated=tuple(repeated))


@dataclass(frozen=True, slots=True)
class _Evidence:
    message: str
    parameters: dict[str, object] = field(default_factory=dict)
    person: Person | None = None


def propose_causes(household: Household, day: str | None = None) -> tuple[ProposedCause, ...]:
    """The causes that answers speak for, each piece of evidence one entry, in the list's order.

    Args:
        day: ISO date for ages; the day of the visit by default.
    """
    situation = look_at(household, day)
    named = {cause.code for cause in household.causes}
    numbers = {person.row: number for number, person in enumerate(household.persons, 1)}
    return tuple(
        ProposedCause(
            code=code,
            message=found.message,
            parameters=found.parameters,
            person=found.person.row if found.person else None,
            member=numbers.get(found.person.row) if found.person else None,
            chosen=code in named,
        )
        for code, look in _EVIDENCE.items()
        if code in household.rules.causes
        for found in look(situation)
    )


def _illness(situation: Situation) -> Iterator[_Evidence]:
    for person in situation.ill():
        worst = "serious" if "serious" in person.health else "chronic"
        about: dict[str, object] = {"name": person.name or "?", "health": Label("health", worst)}
        paid = person.self_paid_medical_yuan
        if paid:
            yield _Evidence(
                N_("{name}: {health}, {yuan:,.0f} yuan paid last year"), about | {"yuan": paid}, person
            )
        else:
            yield _Evidence(N_("{name}: {health}"), about, person)


def _disability(situation: Situation) -> Iterator[_Evidence]:
    for person in situation.disabled():
        kind = Label("disability_category", person.disability_category or "")
        grade = Label("disability_grade", person.disability_grade or "")
        about: dict[str, object] = {"name": person.name or "?", "kind": kind, "grade": grade}
        yield _Evidence(N_("{name}: {kind} {grade}"), about, person)


def _education(situation: Situation) -> Iterator[_Evidence]:
    for person in situation.going_on():
        status = Label("school_status", person.school_status or "")
        yield _Evidence(
            N_("{name}: in school, {school}"), {"name": person.name or "?", "school": status}, person
        )


def _disaster(situation: Situation) -> Iterator[_Evidence]:
    relief = situation.household.income.lines.get("transfer_disaster")
    if "disaster" in situation.household.risks:
        yield _Evidence(N_("Natural disaster is named as a risk"))
    elif relief:
        yield _Evidence(N_("{yuan:,.0f} yuan of disaster relief last year"), {"yuan": relief})


def _lack_land(situation: Situation) -> Iterator[_Evidence]:
    per_head = situation.farmland_per_head_mu()
    if per_head is not None and per_head < _LITTLE_LAND_MU and situation.farms():
        yield _Evidence(N_("Only {mu:.2f} mu of farmland a head"), {"mu": per_head})


def _lack_water(situation: Situation) -> Iterator[_Evidence]:
    household = situation.household
    irrigated = decimal_of(household.other.get("irrigated_mu", ""))
    if household.farmland_mu and irrigated is not None and irrigated * 3 < household.farmland_mu:
        yield _Evidence(
            N_("Only {irrigated} of {farmland} mu are irrigated"),
            {"irrigated": irrigated, "farmland": household.farmland_mu},
        )


def _lack_skill(situation: Situation) -> Iterator[_Evidence]:
    able = situation.able()
    if able and all(p.labour_skill == "ordinary" and p.education in _LITTLE_EDUCATION for p in able):
        yield _Evidence(N_("{able} able to work, primary school at most"), {"able": len(able)})


def _lack_labour(situation: Situation) -> Iterator[_Evidence]:
    persons, able = len(situation.household.persons), len(situation.able())
    if situation.labour_is_known() and able * 4 <= persons:
        yield _Evidence(N_("{able} of {persons} members able to work"), {"able": able, "persons": persons})


def _lack_funds(situation: Situation) -> Iterator[_Evidence]:
    wishes = situation.household.other.get("wish_kinds", "").split()
    if situation.able() and "finance" in wishes:
        yield _Evidence(N_("The household wishes for credit and has labour"))


def _poor_transport(situation: Situation) -> Iterator[_Evidence]:
    if situation.far():
        road = Label("road", situation.household.other.get("road", ""))
        yield _Evidence(
            N_("Way to the house: {road}, {km} km"), {"road": road, "km": situation.road_km() or 0}
        )


def _low_motivation(situation: Situation) -> Iterator[_Evidence]:
    able = [person for person in situation.able() if person.health == ("healthy",)]
    if able and not situation.workers() and not situation.farms():
        yield _Evidence(N_("{able} healthy and able, without work or production"), {"able": len(able)})


_EVIDENCE: dict[str, Callable[[Situation], Iterator[_Evidence]]] = {
    "illness": _illness,
    "disability": _disability,
    "education": _education,
    "disaster": _disaster,
    "lack_land": _lack_land,
    "lack_water": _lack_water,
    "lack_skill": _lack_skill,
    "lack_labour": _lack_labour,
    "lack_funds": _lack_funds,
    "poor_transport": _poor_transport,
    "low_motivation": _low_motivation,
}
