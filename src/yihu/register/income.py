"""A household's income and its net income per head (domain facts 2d)."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """Last year's money of one household, in yuan; None is unknown.

    Attributes:
        wages: a, 工资性收入.
        business: b, 生产经营性收入.
        property: c, 财产性收入.
        transfers: d, 转移性收入.
        costs: e, 生产经营性支出.
    """

    wages: Decimal | None = None
    business: Decimal | None = None
    property: Decimal | None = None
    transfers: Decimal | None = None
    costs: Decimal | None = None

    def net_yuan(self) -> Decimal | None:
        """纯收入 = a + b + c + d - e; None when no line at all is known."""
        lines = (self.wages, self.business, self.property, self.transfers)
        if all(line is None for line in (*lines, self.costs)):
            return None
        return sum((line for line in lines if line is not None), Decimal(0)) - (self.costs or 0)

    def net_per_head_yuan(self, persons: int) -> Decimal | None:
        """人均纯收入 = net / persons, to the cent; None when unknown or nobody lives there."""
        net = self.net_yuan()
        return None if net is None or persons <= 0 else (net / persons).quantize(Decimal("0.01"))
