"""What funds come to: by year, by who got it, over all of them. To the fen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yihu.planning.funds import PROJECT, STUDENT, Grant
from yihu.planning.ledger import PAID, RECEIVED, RETURNED, Ledger, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine:
    """A fund's year: what was there before, what came, went and came back, what is left."""

    year: str
    opening_fen: int
    received_fen: int
    paid_fen: int
    returned_fen: int

    @property
    def closing_fen(self) -> int:
        """What is left at its end."""
        return self.opening_fen + self.received_fen - self.paid_fen + self.returned_fen


def by_year(ledger: Ledger) -> tuple[YearLine, ...]:
    """A fund's years in which something happened, in their order."""
    found, opening = [], 0
    for year in sorted({line.on[:4] for line in ledger.lines}):
        lines = [line for line in ledger.lines if line.on[:4] == year]
        came, went, back = (_sum(lines, kind) for kind in (RECEIVED, PAID, RETURNED))
        found.append(
            YearLine(year=year, opening_fen=opening, received_fen=came, paid_fen=went, returned_fen=back)
        )
        opening = lines[-1].balance_fen
    return tuple(found)


def _sum(lines: Iterable[Line], kind: str) -> int:
    return sum(abs(line.change_fen) for line in lines if line.kind == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody got: one grant, as far as its fund's ledger covers it.

    Attributes:
        fen: paid and covered, less what came back. held_fen: paid, but not covered. promised_fen: approved, to be paid.
    """

    grant: Grant
    fund_name: str
    fen: int = 0
    held_fen: int = 0
    promised_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Beneficiary:
    """A household, student or project with all it got, of all funds.

    Attributes:
        kind: code of `grant_to`. id: household id; `<household>/<row>` of a student; `<subject>/<record>` of a project.
    """

    kind: str
    id: str
    given: tuple[Given, ...]

    @property
    def fen(self) -> int:
        """All that was paid and is covered, less what came back."""
        return sum(each.fen for each in self.given)

    @property
    def held_fen(self) -> int:
        """Paid, but not covered."""
        return sum(each.held_fen for each in self.given)


def given_of(ledgers: Iterable[Ledger]) -> tuple[Given, ...]:
    """Every grant of these funds that was approved or paid, with what is covered of it; the oldest first."""
    found = [given for ledger in ledgers for given in _given(ledger)]
    return tuple(sorted(found, key=lambda each: (each.grant.paid_on, each.grant.fund, each.grant.record)))


def _given(ledger: Ledger) -> Iterable[Given]:
    covered: dict[str, int] = {}
    for line in ledger.lines:
        if line.kind != RECEIVED:
            covered[line.of] = covered.get(line.of, 0) - line.change_fen
    held = {grant.record for grant in ledger.held}
    for grant in ledger.grants:
        if grant.record in covered:
            yield Given(grant=grant, fund_name=ledger.fund.name, fen=covered[grant.record])
        elif grant.record in held:
            yield Given(grant=grant, fund_name=ledger.fund.name, held_fen=grant.spent_fen)
        elif grant.state == "approved":
            yield Given(grant=grant, fund_name=ledger.fund.name, promised_fen=grant.amount_fen or 0)


def beneficiaries(given: Iterable[Given]) -> tuple[Beneficiary, ...]:
    """Who got something, who got most first."""
    found: dict[tuple[str, str], list[Given]] = {}
    for each in given:
        found.setdefault(each.grant.beneficiary, []).append(each)
    all_of_them = (Beneficiary(kind=kind, id=id, given=tuple(some)) for (kind, id), some in found.items())
    return tuple(sorted(all_of_them, key=lambda each: (-each.fen, each.kind, each.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class FundTotals:
    """Over funds. Households and students are counted once, however many grants they got.

    Attributes:
        households: distinct ones that got money, themselves or for a student of theirs.
    """

    funds: int = 0
    promised_fen: int = 0
    received_fen: int = 0
    paid_fen: int = 0
    returned_fen: int = 0
    balance_fen: int = 0
    held_fen: int = 0
    held: int = 0
    households: int = 0
    students: int = 0
    projects: int = 0


def totals_over(ledgers: Sequence[Ledger]) -> FundTotals:
    """What these funds come to together."""
    given = [each.grant for each in given_of(ledgers) if each.fen > 0]
    return FundTotals(
        funds=len(ledgers),
        promised_fen=sum(ledger.fund.promised_fen or 0 for ledger in ledgers),
        received_fen=sum(ledger.received_fen for ledger in ledgers),
        paid_fen=sum(ledger.paid_fen for ledger in ledgers),
        returned_fen=sum(ledger.returned_fen for ledger in ledgers),
        balance_fen=sum(ledger.balance_fen for ledger in ledgers),
        held_fen=sum(ledger.held_fen for ledger in ledgers),
        held=sum(len(ledger.held) for ledger in ledgers),
        households=len({grant.household for grant in given if grant.to != PROJECT and grant.household}),
        students=len({grant.beneficiary for grant in given if grant.to == STUDENT}),
        projects=len({grant.beneficiary for grant in given if grant.to == PROJECT}),
    )
