"""The lists of the funds' page as tables to be saved (no Qt)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from yihu.actions import ListColumn, ListOnScreen
from yihu.actions.show_funds import FundsReport, FundView
from yihu.base.i18n import N_, translate
from yihu.planning.funds import Grant
from yihu.planning.ledger import Line
from yihu.planning.money import yuan_text

Value = str | int | Decimal | None


def fund_list(report: FundsReport | None) -> ListOnScreen:
    """All funds with what they come to."""
    ledgers = report.funds if report else ()

    def rows() -> Iterator[tuple[Value, ...]]:
        for ledger in ledgers:
            fund = ledger.fund
            amounts = (
                ledger.received_fen,
                ledger.paid_fen,
                ledger.returned_fen,
                ledger.balance_fen,
                ledger.held_fen,
            )
            yield (fund.name, fund.kind, fund.donor, yuan(fund.promised_fen), *(yuan(fen) for fen in amounts))

    return ListOnScreen(
        name="funds",
        title=translate(N_("Funds")),
        filter="",
        columns=(
            ListColumn(name="fund_name", title=translate(N_("Fund")), kind="text"),
            ListColumn(name="fund_kind", title=translate(N_("Kind")), kind="code", code_list="fund_kind"),
            ListColumn(name="fund_donor", title=translate(N_("Donor")), kind="text"),
            _money("fund_promised_yuan", N_("Promised")),
            _money("received_yuan", N_("Came in")),
            _money("paid_yuan", N_("Paid")),
            _money("returned_yuan", N_("Came back")),
            _money("balance_yuan", N_("In the fund now")),
            _money("held_yuan", N_("Not covered")),
        ),
        rows=rows,
        total=len(ledgers),
    )


def ledger_list(view: FundView, who: Callable[[Grant], str]) -> ListOnScreen:
    """The ledger of one fund, line by line; what isn't covered stands below it."""
    ledger = view.ledger
    grants = {grant.record: grant for grant in ledger.grants}

    def rows() -> Iterator[tuple[Value, ...]]:
        for line in ledger.lines:
            yield (
                line.on,
                _what(line),
                *_of(grants.get(line.of)),
                yuan(line.change_fen),
                yuan(line.balance_fen),
            )
        for grant in ledger.held:
            yield (grant.paid_on, translate(N_("Not covered")), *_of(grant), yuan(-grant.spent_fen), None)

    def _of(grant: Grant | None) -> tuple[Value, Value, Value]:
        return (who(grant), grant.village, grant.purpose) if grant else ("", "", "")

    return ListOnScreen(
        name="ledger",
        title=ledger.fund.name,
        filter="",
        columns=(
            ListColumn(name="on", title=translate(N_("Day")), kind="date"),
            ListColumn(name="what", title=translate(N_("Entry")), kind="text"),
            ListColumn(name="beneficiary", title=translate(N_("To whom")), kind="text"),
            ListColumn(name="grant_village", title=translate(N_("Village")), kind="text"),
            ListColumn(name="grant_purpose", title=translate(N_("Purpose")), kind="text"),
            _money("change_yuan", N_("Amount (yuan)")),
            _money("balance_yuan", N_("Balance")),
        ),
        rows=rows,
        total=len(ledger.lines) + len(ledger.held),
        people=len(view.beneficiaries),
    )


def yuan(fen: int | None) -> Decimal | None:
    """Exact yuan of an amount."""
    return None if fen is None else Decimal(yuan_text(fen))


def _money(name: str, words: str) -> ListColumn:
    return ListColumn(name=name, title=translate(words), kind="yuan")


def _what(line: Line) -> str:
    return translate({"received": N_("Came in"), "paid": N_("Paid")}.get(line.kind, N_("Came back")))
