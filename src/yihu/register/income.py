"""A household's income and its net income per head (domain facts 2d)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from yihu.register.properties import INCOME_LINES, INCOME_TOTALS

_GROUP_OF = {line: group for group, lines in INCOME_LINES.items() for line in lines}


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """Last year's money of one household, in yuan; None is unknown.

    Attributes:
        wages: a, 工资性收入.
        business: b, 生产经营性收入.
        property: c, 财产性收入.
        transfers: d, 转移性收入.
        costs: e, 生产经营性支出.
        lines: the single lines that were asked, by property (`properties.INCOME_LINES`).
        not_counted: lines that count for no net income, by the profile that they were read under.
        stated: totals that a person gave beside the lines, and the net income, by property: to be compared.
    """

    wages: Decimal | None = None
    business: Decimal | None = None
    property: Decimal | None = None
    transfers: Decimal | None = None
    costs: Decimal | None = None
    lines: dict[str, Decimal] = field(default_factory=dict)
    stated: dict[str, Decimal] = field(default_factory=dict)
    not_counted: frozenset[str] = frozenset()

    def net_yuan(self) -> Decimal | None:
        """纯收入 = a + b + c + d - e without the lines that don't count; None when no line at all is known."""
        lines = (self.wages, self.business, self.property, self.transfers)
        if all(line is None for line in (*lines, self.costs)):
            return None
        whole = sum((line for line in lines if line is not None), Decimal(0)) - (self.costs or 0)
        return whole - self.left_out_yuan() if self.not_counted else whole

    def left_out_yuan(self) -> Decimal:
        """What lines that don't count come to; costs that don't count are below 0."""
        known = ((name, self.lines[name]) for name in self.not_counted if name in self.lines)
        return sum((-yuan if _GROUP_OF[name] == "costs" else yuan for name, yuan in known), Decimal(0))

    def net_per_head_yuan(self, persons: int) -> Decimal | None:
        """人均纯收入 = net / persons, to the cent; None when unknown or nobody lives there."""
        net = self.net_yuan()
        return None if net is None or persons <= 0 else (net / persons).quantize(Decimal("0.01"))


def read_income(
    amounts: Mapping[str, Decimal],
    stated: Mapping[str, Decimal] | None = None,
    not_counted: frozenset[str] = frozenset(),
) -> Income:
    """Income out of amounts by property: a group's lines where any was asked, else its asked total.

    Amounts under other names are ignored; a group with neither lines nor total is None (unknown).
    `stated`: totals and net income that a person gave, by property. `not_counted`: lines (`Profile.not_counted`).
    """
    lines = {name: amounts[name] for name in _GROUP_OF if name in amounts}
    groups: dict[str, Decimal | None] = {group: amounts.get(total) for group, total in INCOME_TOTALS.items()}
    added: dict[str, Decimal] = {}
    for name, yuan in lines.items():
        group = _GROUP_OF[name]
        added[group] = added[group] + yuan if group in added else yuan
    groups |= added
    return Income(lines=lines, stated=dict(stated or {}), not_counted=not_counted, **groups)
