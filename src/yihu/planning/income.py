"""What a household will have when its plan is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from yihu.planning.plan import Measure, Plan
from yihu.register.household import Household

ONCE = "once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """Income now and after the measures.

    Attributes:
        persons: persons that amounts per head are shared by.
        net_yuan: net income now, of the household a year; None is unknown.
        gain_low_yuan, gain_high_yuan: sum of the gains that are income, a year.
        once_low_yuan, once_high_yuan: sum of those that come one time only; not in any figure per head.
        line_yuan: line per head and year; None when there is none.
    """

    persons: int
    net_yuan: Decimal | None
    gain_low_yuan: Decimal
    gain_high_yuan: Decimal
    once_low_yuan: Decimal = Decimal(0)
    once_high_yuan: Decimal = Decimal(0)
    line_yuan: Decimal | None = None

    @property
    def now_per_head_yuan(self) -> Decimal | None:
        """Net income per head now, to the cent."""
        return self._per_head(Decimal(0))

    @property
    def low_per_head_yuan(self) -> Decimal | None:
        """(Net income + lower gains) / persons, to the cent."""
        return self._per_head(self.gain_low_yuan)

    @property
    def high_per_head_yuan(self) -> Decimal | None:
        """(Net income + upper gains) / persons, to the cent."""
        return self._per_head(self.gain_high_yuan)

    def reaches_line(self) -> bool | None:
        """Whether even the lower expectation is at or above the line; None when unknown."""
        low = self.low_per_head_yuan
        return None if low is None or self.line_yuan is None else low >= self.line_yuan

    def _per_head(self, gain: Decimal) -> Decimal | None:
        if self.net_yuan is None or self.persons <= 0:
            return None
        return ((self.net_yuan + gain) / self.persons).quantize(Decimal("0.01"))


def expected_income(household: Household, plan: Plan | None, line_yuan: Decimal | None = None) -> Expectation:
    """Base + sum of gains, from the base that the plan was made on, else from the household now.

    Savings (减支) spare money and are not income, so they don't count; gains that come once stand apart.
    """
    based = plan is not None and plan.base_net_yuan is not None and plan.base_persons
    measures = [measure for measure in plan.measures if counts(measure)] if plan else []
    yearly = [measure for measure in measures if measure.gain_times != ONCE]
    once = [measure for measure in measures if measure.gain_times == ONCE]
    return Expectation(
        persons=(plan.base_persons or 0) if plan and based else household.size(),
        net_yuan=plan.base_net_yuan if plan and based else household.income.net_yuan(),
        gain_low_yuan=_sum(measure.gain_low_yuan for measure in yearly),
        gain_high_yuan=_sum(measure.gain_high_yuan for measure in yearly),
        once_low_yuan=_sum(measure.gain_low_yuan for measure in once),
        once_high_yuan=_sum(measure.gain_high_yuan for measure in once),
        line_yuan=line_yuan if line_yuan is not None else plan.line_yuan if plan else None,
    )


def counts(measure: Measure) -> bool:
    """Whether a measure's gain is income."""
    return measure.gain_kind in (None, "income")


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))
