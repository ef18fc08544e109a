"""The plans of a household (一户一策): drafts, and the one in force."""

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
        cause: code of the cause, risk or situation that it answers, as it was when it was taken over.
        gain_kind: `income` (增收), or `saving` (减支), which spares money and isn't income.
        gain_times: `once` for a gain that comes one time only; None (0.2.0) is `yearly`.
        gain_low_yuan, gain_high_yuan: expected gain in yuan, a year or once; equal when no range is given.
    """

    row: str
    key: str | None = None
    cause: str | None = None
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
    gain_times: str | None = None
    gain_low_yuan: Decimal | None = None
    gain_high_yuan: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan of one household: a draft, or a version that was agreed or signed.

    Attributes:
        id: of the record (`plan~<id>`), of 0.2.0's record `plan` the household's; the QR code on the paper
            carries it with the version.
        record: name of its record in the household.
        in_force: whether it is the household's one plan (decision 17).
        version: 1 for the first; drafts beside each other have the same.
        state: `draft`, `agreed` or `signed`.
        goal_date: ISO date by which the goal is to be reached.
        made_on: ISO date of this version.
        base_net_yuan, base_persons: net income and persons that the plan set out from.
        line_yuan: line in force when it was made, yuan per head and year.
        profile: rules in force when it was made, `<id>@<version>` (`register.profiles`); None before 0.3.0.
        signer: who signed. signed_sheet: photo of the signed sheet, `<sha256>.jpg`.
    """

    id: str
    version: int
    state: str
    record: str = "plan"
    in_force: bool = True
    goal: str | None = None
    goal_date: str | None = None
    made_on: str | None = None
    agreed_on: str | None = None
    signed_on: str | None = None
    signer: str | None = None
    signed_sheet: str | None = None
    base_net_yuan: Decimal | None = None
    base_persons: int | None = None
    line_yuan: Decimal | None = None
    profile: str | None = None
    note: str | None = None
    responsible_helper: str | None = None
    measures: tuple[Measure, ...] = ()

    def cost_yuan(self) -> Decimal:
        """All money put in."""
        return sum((measure.fund_yuan or Decimal(0) for measure in self.measures), Decimal(0))
