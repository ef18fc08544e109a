"""From causes to suggested measures, each with the reason why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from yihu.base.i18n import CHINESE, language
from yihu.planning.catalogue import CatalogueEntry, catalogue
from yihu.planning.causes import propose_causes
from yihu.planning.plan import Plan
from yihu.planning.situation import Situation, look_at
from yihu.register import codes
from yihu.register.household import Household, Person

_PER_CAUSE = 3

Condition = Callable[[Situation], tuple[Person, ...] | None]
"""Whom a measure is for; empty for the household as a whole, None when it doesn't fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A measure to consider, in the words of the language in force.

    Attributes:
        key: of the catalogue; a plan that has taken it over isn't offered it again.
        cause: code of the cause, risk or situation that it answers.
        reason: why for this household.
        amount, unit: scale (规模).
        gain_kind: `income`, `saving` or `none`; gain_times: `yearly` or `once`; gains are yuan.
    """

    key: str
    cause: str
    category: str
    content: str
    reason: str
    unit: str
    amount: Decimal | None = None
    gain_kind: str = "income"
    gain_times: str = ""
    gain_low_yuan: Decimal | None = None
    gain_high_yuan: Decimal | None = None
    fund_source: str | None = None
    fund_yuan: Decimal | None = None

    def answers(self) -> dict[str, str]:
        """Property -> text, to write into a new row of the plan's `measure` repeat."""
        numbers = {
            "measure_amount": self.amount,
            "gain_low_yuan": self.gain_low_yuan,
            "gain_high_yuan": self.gain_high_yuan,
            "fund_yuan": self.fund_yuan,
        }
        texts = {
            "measure_key": self.key,
            "measure_cause": self.cause,
            "measure_category": self.category,
            "measure_content": self.content,
            "measure_unit": self.unit if self.amount is not None else "",
            "gain_kind": self.gain_kind,
            "gain_times": self.gain_times,
            "fund_source": (self.fund_source or "") if self.fund_yuan else "",
        }
        texts |= {name: f"{number.normalize():f}" for name, number in numbers.items() if number is not None}
        return {name: text for name, text in texts.items() if text}


def suggest_measures(
    household: Household, plan: Plan | None = None, day: str | None = None
) -> tuple[Suggestion, ...]:
    """Measures for the household's causes (the main one first), then its risks, house and water.

    Without a chosen cause, the causes that the answers speak for stand in. At most three a cause;
    each once; none that the plan has already; only of categories and kinds that the household's rules know.
    """
    situation = look_at(household, day)
    taken = {measure.key for measure in plan.measures} if plan else set()
    contents = {measure.content for measure in plan.measures} if plan else set()
    found: dict[str, Suggestion] = {}
    for cause in _what_speaks(situation):
        fitting = (
            entry
            for entry in catalogue()
            if cause in entry.causes and entry.key not in taken and _known(entry, household)
        )
        for suggestion in _first(_suggestions(fitting, cause, situation), _PER_CAUSE, found):
            if suggestion.content not in contents:
                found[suggestion.key] = suggestion
    return tuple(found.values())


def _known(entry: CatalogueEntry, household: Household) -> bool:
    """Whether the rules of the household's period know such a measure."""
    rules = household.rules
    return entry.category in rules.measure_categories and (not entry.profiles or rules.id in entry.profiles)


def _first(
    suggestions: Iterator[Suggestion], count: int, found: dict[str, Suggestion]
) -> Iterator[Suggestion]:
    new = (suggestion for suggestion in suggestions if suggestion.key not in found)
    for suggestion, _ in zip(new, range(count), strict=False):
        yield suggestion


def _what_speaks(situation: Situation) -> tuple[str, ...]:
    household = situation.household
    chosen = [cause.code for cause in household.causes]
    causes = chosen or [cause.code for cause in propose_causes(household, situation.day)]
    seen = {
        "housing_unsafe": situation.unsafe_house(),
        "water_unsafe": situation.unsafe_water(),
        "dropout": bool(situation.dropouts()),
        "education": bool(situation.going_on()),
        "old_age": bool(situation.aged(60)),
    }
    return tuple(dict.fromkeys([*causes, *household.risks, *(name for name, here in seen.items() if here)]))


def _suggestions(entries: Iterator[CatalogueEntry], cause: str, situation: Situation) -> Iterator[Suggestion]:
    for entry in entries:
        persons = CONDITIONS[entry.when](situation)
        if persons is not None:
            yield _suggestion(entry, cause, situation, persons)


def _suggestion(
    entry: CatalogueEntry, cause: str, situation: Situation, persons: tuple[Person, ...]
) -> Suggestion:
    spoken = language()
    return Suggestion(
        key=entry.key,
        cause=cause,
        category=entry.category,
        content=entry.content[spoken],
        reason=entry.reason[spoken].format(**_facts(situation, persons)),
        unit=entry.unit[spoken],
        amount=_amount(entry.amount, situation, persons),
        gain_kind=entry.gain_kind,
        gain_times=entry.gain_times,
        gain_low_yuan=entry.gain_low_yuan,
        gain_high_yuan=entry.gain_high_yuan,
        fund_source=entry.fund_source or None,
        fund_yuan=entry.fund_yuan,
    )


def _amount(what: str, situation: Situation, persons: tuple[Person, ...]) -> Decimal | None:
    counted: dict[str, Decimal | None] = {
        "": None,
        "persons": Decimal(max(len(persons), 1)),
        "able": Decimal(len(situation.able())),
        "farmland": situation.household.farmland_mu,
        "house": situation.household.housing_area_m2,
    }
    return counted[what] if what in counted else Decimal(what)


def _facts(situation: Situation, persons: tuple[Person, ...]) -> dict[str, str]:
    """What reasons may speak of; an unknown figure is a question mark."""
    household = situation.household
    comma = "、" if language() == CHINESE else ", "
    return {
        "names": comma.join(person.name or "?" for person in persons),
        "paid": _figure(situation.self_paid_medical_yuan()),
        "per_head": _figure(household.net_per_head_yuan()),
        "able": str(len(situation.able())),
        "farmland": _figure(household.farmland_mu),
        "grade": household.housing_grade or "?",
        "road": codes.label("road", household.other.get("road", "?")),
        "km": _figure(situation.road_km()),
    }


def _figure(number: Decimal | None) -> str:
    if number is None:
        return "?"
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number.normalize():,f}"


def _if_any(persons: tuple[Person, ...]) -> tuple[Person, ...] | None:
    return persons or None


def _if(holds: bool) -> tuple[Person, ...] | None:
    return () if holds else None


CONDITIONS: dict[str, Condition] = {
    "always": lambda situation: (),
    "ill": lambda situation: _if_any(situation.ill()),
    "costly": lambda situation: _if_any(situation.ill()) if situation.is_costly() else None,
    "uninsured": lambda situation: _if_any(situation.uninsured()),
    "no_allowance": lambda situation: _if_any(situation.without_allowance()),
    "aged": lambda situation: _if_any(situation.aged(80)),
    "no_pension": lambda situation: _if_any(situation.without_pension()),
    "disabled": lambda situation: _if_any(situation.disabled()),
    "disabled_able": lambda situation: _if_any(
        tuple(person for person in situation.disabled() if person in situation.post_holders())
    ),
    "pupil": lambda situation: _if_any(situation.pupils()),
    "dropout": lambda situation: _if_any(situation.dropouts()),
    "vocational": lambda situation: _if_any(situation.vocational()),
    "scholar": lambda situation: _if_any(situation.going_on()),
    "college": lambda situation: _if_any(situation.college()),
    "farms": lambda situation: _if(situation.farms()),
    "able": lambda situation: _if_any(situation.able()),
    "farm_labour": lambda situation: _if_any(situation.able()) if situation.farms() else None,
    "home_labour": lambda situation: _if_any(situation.at_home()),
    "weak": lambda situation: _if_any(situation.post_holders()),
    "worker": lambda situation: _if_any(situation.workers()),
    "nobody_able": lambda situation: _if(
        situation.labour_is_known() and not (situation.able() or situation.weak() or situation.is_supported())
    ),
    "land_no_labour": lambda situation: _if(
        bool(situation.household.farmland_mu) and len(situation.able()) <= 1
    ),
    "unsafe_water": lambda situation: _if(situation.unsafe_water()),
    "grade_c": lambda situation: _if(situation.unsafe_house("C")),
    "grade_d": lambda situation: _if(situation.unsafe_house("D")),
    "poor_place": lambda situation: _if(situation.far()),
}
"""The conditions that the catalogue's column `when` names."""
