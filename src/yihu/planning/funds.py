"""What a fund's document says: who gave how much, when it came, to whom it went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yihu.planning.money import fen_of
from yihu.register.answers import Row
from yihu.register.read import typed

FUND, GRANT, TRANCHE = "fund", "grant", "tranche"
APPLIED, APPROVED, PAID, RETURNED, CANCELLED = "applied", "approved", "paid", "returned", "cancelled"
HOUSEHOLD, STUDENT, PROJECT = "household", "student", "project"

Properties = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """One payment into a fund. Dates are ISO, empty while unknown; amounts None while unknown.

    Attributes:
        row: id of its row.
        due_on, due_fen: what was promised for when. received_on, received_fen: what came.
    """

    row: str
    due_on: str = ""
    due_fen: int | None = None
    received_on: str = ""
    received_fen: int | None = None
    proof: str = ""
    note: str = ""

    @property
    def has_come(self) -> bool:
        """Whether its money counts: day and amount are known."""
        return bool(self.received_on) and bool(self.received_fen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """A fund (助困金, 助学金, others).

    Attributes:
        subject: its id. division_code: where it belongs.
        kind: code of `fund_kind`. promised_fen: in all; None where nobody said.
        tranches: in their order in the record.
    """

    subject: str
    division_code: str = ""
    kind: str = ""
    name: str = ""
    donor: str = ""
    promised_fen: int | None = None
    from_year: int | None = None
    to_year: int | None = None
    holder: str = ""
    note: str = ""
    tranches: tuple[Tranche, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Money of a fund for somebody.

    Attributes:
        fund: the fund's subject id. record: its name in the fund's document.
        to: code of `grant_to`. household: its id, also a student's. person: the student's row id.
        project: `<subject>/<record>` of the project. village: 12-digit code of where it goes.
        amount_fen: None where it can't be read. state: code of `grant_state`.
    """

    fund: str
    record: str
    to: str = ""
    household: str = ""
    person: str = ""
    project: str = ""
    village: str = ""
    purpose: str = ""
    amount_fen: int | None = None
    state: str = APPLIED
    applied_on: str = ""
    approved_on: str = ""
    approved_by: str = ""
    paid_on: str = ""
    proof: str = ""
    returned_on: str = ""
    returned_fen: int | None = None
    reason: str = ""
    note: str = ""

    @property
    def was_paid(self) -> bool:
        """Whether money left the fund for it, as its record says."""
        return self.state in (PAID, RETURNED)

    @property
    def came_back(self) -> bool:
        """Whether some of it is known to have come back: when, and how much."""
        known = self.state == RETURNED and bool(self.returned_on) and bool(self.returned_fen)
        return known and (self.returned_fen or 0) <= (self.amount_fen or 0)

    @property
    def takes_money(self) -> bool:
        """Whether it stands in the account: it was paid, how much and when is known."""
        return self.was_paid and bool(self.amount_fen) and bool(self.paid_on)

    @property
    def is_clear(self) -> bool:
        """Whether all is known that an account needs: amount and day, and of what came back too."""
        return self.takes_money and (self.state != RETURNED or self.came_back)

    @property
    def spent_fen(self) -> int:
        """What it takes out of the fund in the end."""
        if not self.was_paid:
            return 0
        return (self.amount_fen or 0) - (self.returned_fen or 0 if self.came_back else 0)

    @property
    def beneficiary(self) -> tuple[str, str]:
        """Who got it, the same whatever fund it is of: kind and id."""
        if self.to == PROJECT:
            return (PROJECT, self.project)
        if self.to == STUDENT:
            return (STUDENT, f"{self.household}/{self.person}")
        return (HOUSEHOLD, self.household)


def read_fund(
    subject: str, division_code: str, properties: Properties, rows: Mapping[str, Sequence[Row]]
) -> Fund:
    """A fund out of its record. Text that isn't what its property holds is unknown; nothing raises."""
    return Fund(
        subject=subject,
        division_code=division_code,
        promised_fen=fen_of(properties.get("fund_promised_yuan")),
        tranches=tuple(_tranche(row) for row in rows.get(TRANCHE, ())),
        **_texts(properties, "fund_", "kind name donor holder"),
        note=properties.get("fund_remarks", ""),
        from_year=_number(properties, "fund_from_year"),
        to_year=_number(properties, "fund_to_year"),
    )


def read_grant(fund: str, record: str, properties: Properties) -> Grant:
    """A grant out of its record."""
    texts = _texts(
        properties, "grant_", "to household person project village purpose approved_by proof reason note"
    )
    days = {
        name: _day(properties, f"grant_{name}")
        for name in ("applied_on", "approved_on", "paid_on", "returned_on")
    }
    return Grant(
        fund=fund,
        record=record,
        amount_fen=fen_of(properties.get("grant_yuan")),
        returned_fen=fen_of(properties.get("grant_returned_yuan")),
        state=properties.get("grant_state") or APPLIED,
        **texts,
        **days,
    )


def _tranche(row: Row) -> Tranche:
    known = row.properties
    return Tranche(
        row=row.id,
        due_on=_day(known, "tranche_due_on"),
        due_fen=fen_of(known.get("tranche_yuan")),
        received_on=_day(known, "tranche_received_on"),
        received_fen=fen_of(known.get("tranche_received_yuan")),
        **_texts(known, "tranche_", "proof note"),
    )


def _texts(properties: Properties, prefix: str, names: str) -> dict[str, Any]:
    return {name: properties.get(prefix + name, "") for name in names.split()}


def _day(properties: Properties, name: str) -> str:
    found = typed(name, properties.get(name, ""))
    return found if isinstance(found, str) else ""


def _number(properties: Properties, name: str) -> int | None:
    found = typed(name, properties.get(name, ""))
    return found if isinstance(found, int) else None
