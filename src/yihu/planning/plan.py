"""The one plan of a household (一户一策)."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure (帮扶措施) of a plan. Text fields are None when not filled in.

    Attributes:
        row: id of its row in the `measure` repeat.
        category: one of the 14 categories' codes (`register.codes.MEASURE_CATEGORIES`).
        amount: scale without its unit (规模), e.g. `4` of `mu`.
        fund_yuan: money put in, in yuan.
        deadline: ISO date.
        fund_source: code (`register.codes`, list `fund_source`).
        key: the catalogue's key of the suggestion it was taken from.
        gain_kind: `income` (增收), or `saving` (减支), which spares money and isn't income.
        gain_low_yuan, gain_high_yuan: expected yearly gain in yuan; equal when no range is given.
    """

    row: str
    key: str | None = None
    category: str | None = None
    content: str | None = None
    amount: Decimal | None = None
    unit: str | None = None
    responsible_unit: str | None = None
    responsible_person: str | None = None
    fund_yuan: Decimal | None = None
    fund_source: str | None = None
    deadline: str | None = None
    gain_kind: str | None = None
    gain_low_yuan: Decimal | None = None
    gain_high_yuan: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan of one household; making it again is a new version of the same plan.

    Attributes:
        id: record id; the QR code on the paper carries it with the version.
        version: 1 for the first.
        state: `draft`, `agreed` or `signed`.
        goal_date: ISO date by which the goal is to be reached.
        made_on: ISO date of this version.
        base_net_yuan, base_persons: net income and persons that the plan set out from.
        line_yuan: line in force when it was made, yuan per head and year.
    """

    id: str
    version: int
    state: str
    goal: str | None = None
    goal_date: str | None = None
    made_on: str | None = None
    agreed_on: str | None = None
    signed_on: str | None = None
    base_net_yuan: Decimal | None = None
    base_persons: int | None = None
    line_yuan: Decimal | None = None
    note: str | None = None
    responsible_helper: str | None = None
    measures: tuple[Measure, ...] = ()
