"""What one printed plan says, before anything is laid out."""

from dataclasses import dataclass
from decimal import Decimal

from yihu.planning.income import Expectation, expected_income
from yihu.planning.plan import Plan
from yihu.register.household import Household

_YUAN = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPaper:
    """One household's plan to be printed.

    Attributes:
        line_yuan: the line in force, yuan a head and year; the plan's own where None.
        photos: pictures of the household as files hold them; one that is none is said to be so.
    """

    household: Household
    plan: Plan
    line_yuan: Decimal | None = None
    photos: tuple[bytes, ...] = ()

    def expectation(self) -> Expectation:
        """Income now and after the measures."""
        return expected_income(self.household, self.plan, self.line_yuan)

    def savings_yuan(self) -> tuple[Decimal, Decimal]:
        """Sum of the expected yearly savings (减支), lower and upper: they are no income."""
        saving = [measure for measure in self.plan.measures if measure.gain_kind == "saving"]
        low = sum((measure.gain_low_yuan or Decimal(0) for measure in saving), Decimal(0))
        high = sum((measure.gain_high_yuan or Decimal(0) for measure in saving), Decimal(0))
        return low, max(low, high)


def in_whole_yuan(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """What is only expected has no cents."""
    return low.quantize(_YUAN), high.quantize(_YUAN)
