"""A plan as lines to read: for the merge desk, where two whole plans stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from yihu.base.i18n import N_, translate
from yihu.planning import expected_income
from yihu.register import codes
from yihu.register.masking import mask_value

if TYPE_CHECKING:
    from yihu.planning import Measure, Plan
    from yihu.register.household import Household

_NONE = N_("no measure yet")


def plan_lines(household: Household, plan: Plan) -> Iterator[tuple[str, str]]:
    """What is asked and what the plan says: its state, each measure, money put in, gains, income a head."""
    state = codes.label("plan_state", plan.state)
    day = plan.signed_on or plan.agreed_on or plan.made_on or ""
    version = translate(N_("version {version} ({state})")).format(version=plan.version, state=state)
    yield translate(N_("Plan")), " · ".join(part for part in (version, day) if part)
    if not plan.measures:
        yield translate(N_("Measures")), translate(_NONE)
    for measure in plan.measures:
        yield category_words(measure), measure_words(measure)
    expectation = expected_income(household, plan)
    yield translate(N_("Money put in")), yuan_words(plan.cost_yuan())
    yield translate(N_("Yearly gain")), range_words(expectation.gain_low_yuan, expectation.gain_high_yuan)
    if expectation.once_high_yuan:
        yield (
            translate(N_("Gain that comes once")),
            range_words(expectation.once_low_yuan, expectation.once_high_yuan),
        )
    if expectation.low_per_head_yuan is not None and expectation.high_per_head_yuan is not None:
        yield (
            translate(N_("Expected a head and year")),
            range_words(expectation.low_per_head_yuan, expectation.high_per_head_yuan),
        )


def category_words(measure: Measure) -> str:
    """The measure's category."""
    return codes.label(codes.MEASURE_CATEGORIES, measure.category) if measure.category else "—"


def measure_words(measure: Measure) -> str:
    """What is done, how much, by whom, with what money, until when, what it brings: as far as it is known."""
    amount = f"{_figure(measure.amount)} {measure.unit or ''}".strip() if measure.amount is not None else ""
    people = " / ".join(part for part in (measure.responsible_unit, measure.responsible_person) if part)
    money = (
        translate(N_("{yuan} yuan put in")).format(yuan=_figure(measure.fund_yuan))
        if measure.fund_yuan
        else ""
    )
    parts = (measure.content, amount, people, money, (measure.deadline or "")[:7], gain_words(measure))
    return mask_value("", " · ".join(part for part in parts if part)) or "—"


def gain_words(measure: Measure) -> str:
    """`4,800–7,200 yuan a year`, `2,000 yuan once`, `saves 2,400 yuan a year`; empty where nothing counts."""
    if measure.gain_kind == "none" or measure.gain_low_yuan is None or measure.gain_high_yuan is None:
        return ""
    figures = yuan_range(measure.gain_low_yuan, measure.gain_high_yuan)
    once, saving = measure.gain_times == "once", measure.gain_kind == "saving"
    words = {
        (False, False): N_("{figures} yuan more a year"),
        (True, False): N_("{figures} yuan once"),
        (False, True): N_("saves {figures} yuan a year"),
        (True, True): N_("saves {figures} yuan once"),
    }[once, saving]
    return translate(words).format(figures=figures)


def range_words(low: Decimal, high: Decimal) -> str:
    """`7,860–12,900 yuan`."""
    return translate(N_("{yuan} yuan")).format(yuan=yuan_range(low, high))


def yuan_words(amount: Decimal) -> str:
    """`21,000 yuan`."""
    return translate(N_("{yuan} yuan")).format(yuan=_figure(amount))


def yuan_range(low: Decimal, high: Decimal) -> str:
    """`7,860–12,900` in whole yuan; one figure where both are the same."""
    one, other = f"{low:,.0f}", f"{high:,.0f}"
    return one if one == other else f"{one}–{other}"


def _figure(number: Decimal | None) -> str:
    if number is None:
        return ""
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number.normalize():,f}"
