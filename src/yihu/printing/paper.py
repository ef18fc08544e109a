"""What one printed plan says, taken from the household and its plan before anything is drawn."""

from dataclasses import dataclass
from decimal import Decimal

from yihu.planning.plan import Measure, Plan
from yihu.register.household import Household

ABLE = frozenset(("skilled", "ordinary"))
"""Labour skills that count as able to work (劳动力) on the paper."""

_CENT, _YUAN = Decimal("0.01"), Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPaper:
    """One household's plan to be printed.

    Attributes:
        line_yuan: the monitoring line in force; the plan's own where None.
    """

    household: Household
    plan: Plan
    line_yuan: Decimal | None = None

    def line(self) -> Decimal | None:
        """The line in yuan per head and year; None when unknown."""
        return self.line_yuan if self.line_yuan is not None else self.plan.line_yuan

    def persons(self) -> int:
        """Persons the income is divided by."""
        household = self.household
        return self.plan.base_persons or len(household.persons) or household.member_count or 0

    def net_yuan(self) -> Decimal | None:
        """Net income of last year that the plan sets out from."""
        base = self.plan.base_net_yuan
        return base if base is not None else self.household.income.net_yuan()

    def per_head_yuan(self) -> Decimal | None:
        """That income for each person, to the cent; None when unknown."""
        return self._per_head(Decimal(0))

    def gains_yuan(self) -> tuple[Decimal, Decimal]:
        """Sum of the expected yearly gains, lower and upper; savings are no income."""
        return _sums([measure for measure in self.plan.measures if measure.gain_kind in (None, "income")])

    def savings_yuan(self) -> tuple[Decimal, Decimal]:
        """Sum of the expected yearly savings, lower and upper."""
        return _sums([measure for measure in self.plan.measures if measure.gain_kind == "saving"])

    def expected_per_head_yuan(self) -> tuple[Decimal, Decimal] | None:
        """Expected income for each person in whole yuan, lower and upper; None when last year's is unknown."""
        low, high = (self._per_head(gain) for gain in self.gains_yuan())
        return None if low is None or high is None else (low.quantize(_YUAN), high.quantize(_YUAN))

    def _per_head(self, gain_yuan: Decimal) -> Decimal | None:
        net, persons = self.net_yuan(), self.persons()
        return None if net is None or not persons else ((net + gain_yuan) / persons).quantize(_CENT)


def _sums(measures: list[Measure]) -> tuple[Decimal, Decimal]:
    low = sum((measure.gain_low_yuan or Decimal(0) for measure in measures), Decimal(0))
    high = sum(
        (measure.gain_high_yuan or measure.gain_low_yuan or Decimal(0) for measure in measures), Decimal(0)
    )
    return low, high
