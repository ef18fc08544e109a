"""What the plan's page shows of income, causes, requirements and doubts (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from yihu.base.i18n import N_, translate
from yihu.planning import doubts_of_plan, required_of, weigh_causes
from yihu.register import codes
from yihu.ui.plan.measure_cells import show_range

if TYPE_CHECKING:
    from yihu.actions.open_plan import PlanDesk
    from yihu.planning import Expectation, Requirement, WeighedCause
    from yihu.register.profile import Profile

_EVIDENCE_AT_MOST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeView:
    """Net income per head and year in yuan for the bar; None is unknown."""

    now: Decimal | None
    low: Decimal | None
    high: Decimal | None
    line: Decimal | None
    year: str
    once: str = ""

    def words(self) -> str:
        """The sentence above the bar."""
        now = _yuan(self.now)
        if self.now is None:
            return translate(N_("Last year's income is not known yet: fill it in at the visit."))
        parts = [translate(N_("last year {now} yuan")).format(now=now)]
        if self.low is not None:
            figures = show_range(_whole(self.low), _whole(self.high))
            parts.append(
                translate(N_("→ expected in {year} {figures} yuan")).format(year=self.year, figures=figures)
            )
        words = " ".join(parts)
        if self.line:
            words += translate(N_(", line {line} yuan")).format(line=_yuan(self.line))
        if self.once:
            words += translate(N_("; once {yuan} yuan for the household, not counted")).format(yuan=self.once)
        return words


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionView:
    """One measure to consider."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseView:
    """One cause of poverty.

    Attributes:
        evidence: sentences that speak for it. doubt: named without any answer that does; "" otherwise.
    """

    words: str
    main: bool
    evidence: str
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementView:
    """What a cause asks for, and whether the plan has it."""

    words: str
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CausesView:
    """Causes named, those that answers speak for and nobody named, and what the rules ask."""

    named: tuple[CauseView, ...]
    unnamed: tuple[CauseView, ...]
    required: tuple[RequirementView, ...]


def causes_of(desk: PlanDesk, rules: Profile) -> CausesView:
    """The causes of the household of a desk, with what `rules` ask of its plan for them."""
    weighed = weigh_causes(desk.household)
    found = required_of((cause.code for cause in weighed.named), desk.plan.measures, rules)
    return CausesView(
        named=tuple(_cause(cause) for cause in weighed.named),
        unnamed=tuple(_cause(cause) for cause in weighed.unnamed),
        required=tuple(_requirement(one) for one in found),
    )


def doubts_of(desk: PlanDesk, rules: Profile, today: str) -> tuple[str, ...]:
    """What is to be looked at in the plan, as sentences; that it is empty is said where its measures stand."""
    doubts = doubts_of_plan(desk.plan, desk.expectation, rules, today)
    return tuple(doubt.explain() for doubt in doubts if doubt.kind != "no-measures")


def _cause(cause: WeighedCause) -> CauseView:
    said = [cause.said] if cause.said else []
    shown = [one.explain() for one in cause.evidence[:_EVIDENCE_AT_MOST]]
    more = len(cause.evidence) - _EVIDENCE_AT_MOST
    if more > 0:
        shown.append(translate(N_("and {count} more")).format(count=more))
    name = codes.label(codes.CAUSES, cause.code)
    doubt = translate(N_("{cause}: no answer of the visit speaks for it.")).format(cause=name)
    return CauseView(
        words=name,
        main=cause.main,
        evidence="\n".join([*said, *shown]),
        doubt=doubt if cause.without_evidence else "",
    )


def _requirement(one: Requirement) -> RequirementView:
    either = translate(N_(" or ")).join(
        codes.label(codes.MEASURE_CATEGORIES, category) for category in one.categories
    )
    cause = codes.label(codes.CAUSES, one.cause)
    words = N_("{cause} needs a measure of: {categories}. It is there.")
    if not one.met:
        words = N_("{cause} needs a measure of: {categories}. It is missing.")
    return RequirementView(words=translate(words).format(cause=cause, categories=either), met=one.met)


def once_words(expectation: Expectation) -> str:
    """Gains that come one time only; empty when there are none."""
    if not expectation.once_high_yuan:
        return ""
    return show_range(expectation.once_low_yuan, expectation.once_high_yuan)


def _whole(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(Decimal(1))


def _yuan(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.0f}"
