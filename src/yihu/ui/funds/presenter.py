"""Funds and what is paid out of them (no Qt)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.keep_funds import (
    GrantWish,
    add_fund,
    add_tranche,
    amount_of,
    approve_grant,
    cancel_grant,
    correct_grant,
    day_of,
    give_grants,
    pay_grant,
    return_grant,
    share_grant,
)
from yihu.actions.list_households import list_households
from yihu.actions.show_funds import BeneficiaryName, FundsReport, FundView, find_grant, list_funds, show_fund
from yihu.actions.show_household import show_household
from yihu.base.i18n import N_, translate, translate_count
from yihu.planning.funds import HOUSEHOLD, PROJECT, STUDENT, Grant
from yihu.planning.money import yuan_words
from yihu.register.codes import code_list, label
from yihu.storage.rows import HouseholdQuery
from yihu.ui.campaign.places import places_to_belong
from yihu.ui.state_words import household_name
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.keep_funds import FundReport
    from yihu.actions.save_list import ListOnScreen
    from yihu.actions.workspace import Workspace
    from yihu.planning.ledger import Ledger, Line
    from yihu.storage.rows import HouseholdRow

FOUND_AT_ONCE = 30
STATE_TONES: dict[str, Tone] = {
    "applied": "grey",
    "approved": "blue",
    "paid": "green",
    "returned": "amber",
    "cancelled": "grey",
    "held": "red",
    "unclear": "red",
}
Fact = tuple[str, str, str, Tone]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundRow:
    """One fund of the list. `left`: which part of what came is still there, 0 to 1."""

    id: str
    name: str
    kind: str
    donor: str
    promised: str
    received: str
    paid: str
    balance: str
    left: float
    held: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One line of the ledger, or a grant that isn't in it. `record`: of its grant; empty for a tranche."""

    on: str
    what: str
    who: str
    purpose: str
    change: str
    balance: str
    state: str
    tone: Tone
    record: str = ""


class FundsPresenter:
    """State of the page: all funds, or one of them."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.report: FundsReport | None = None
        self.view: FundView | None = None
        self.found: tuple[HouseholdRow, ...] = ()

    # all funds

    def find(self) -> FundsReport:
        """Read all funds; may be called off the window's thread."""
        return list_funds(self.workspace)

    def figures(self) -> tuple[Fact, ...]:
        """What all funds come to."""
        totals = self.report.totals if self.report else None
        if totals is None:
            return ()
        funds = translate_count("{count} fund", "{count} funds", totals.funds).format(count=totals.funds)
        helped = translate(N_("{households} households, {students} students, {projects} projects")).format(
            households=totals.households, students=totals.students, projects=totals.projects
        )
        held = translate_count("{count} grant", "{count} grants", totals.held).format(count=totals.held)
        promised = translate(N_("of {promised} promised")).format(promised=yuan_words(totals.promised_fen))
        return (
            (translate(N_("Came in")), yuan_words(totals.received_fen), promised, "grey"),
            (
                translate(N_("Paid, less what came back")),
                yuan_words(totals.paid_fen - totals.returned_fen),
                helped,
                "grey",
            ),
            (translate(N_("In the funds now")), yuan_words(totals.balance_fen), funds, "grey"),
            (
                translate(N_("Not covered")),
                yuan_words(totals.held_fen),
                held if totals.held else " ",
                "red" if totals.held else "grey",
            ),
        )

    def rows(self) -> tuple[FundRow, ...]:
        """Each fund's line."""
        return tuple(_fund_row(ledger) for ledger in (self.report.funds if self.report else ()))

    def held(self) -> int:
        """How many grants aren't covered."""
        return self.report.totals.held if self.report else 0

    def places(self) -> tuple[tuple[str, str], ...]:
        """Where a new fund may belong: code, words."""
        return places_to_belong(self.workspace)

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Kinds of funds: code, words."""
        return tuple((code.value, code.label()) for code in code_list("fund_kind"))

    def make_fund(
        self,
        *,
        place: str,
        name: str,
        donor: str,
        kind: str,
        amount: str,
        years: tuple[str, str],
        tranches: int,
    ) -> FundReport:
        """Write a new fund down. Raises UserError."""
        first, last = (int(year) if year.isdecimal() else None for year in years)
        return add_fund(
            self.workspace,
            place,
            name.strip(),
            donor.strip(),
            kind=kind,
            promised_fen=amount_of(amount) if amount.strip() else None,
            years=(first, last or first) if first else None,
            tranches=tranches,
        )

    # one fund

    def read(self, fund: str) -> FundView:
        """Read one fund; may be called off the window's thread. Raises FundUnknown."""
        return show_fund(self.workspace, fund)

    def open(self, fund: str) -> None:
        """Read one fund and show it from now on. Raises FundUnknown."""
        self.view = self.read(fund)

    def ledger(self) -> Ledger:
        """The account of the fund in view."""
        assert self.view is not None
        return self.view.ledger

    def fund_figures(self) -> tuple[Fact, ...]:
        """What the fund in view comes to."""
        ledger = self.ledger()
        promised = yuan_words(ledger.fund.promised_fen) if ledger.fund.promised_fen else "—"
        held, count = ledger.held_fen, len(ledger.held)
        words = translate_count("{count} grant", "{count} grants", count).format(count=count)
        back = translate(N_("came back: {amount}")).format(amount=yuan_words(ledger.returned_fen))
        return (
            (translate(N_("Promised")), promised, self._years(), "grey"),
            (translate(N_("Came in")), yuan_words(ledger.received_fen), self._coming(), "grey"),
            (translate(N_("Paid")), yuan_words(ledger.paid_fen), back, "grey"),
            (translate(N_("In the fund now")), yuan_words(ledger.balance_fen), " ", "grey"),
            (
                translate(N_("Not covered")),
                yuan_words(held),
                words if held else " ",
                "red" if held else "grey",
            ),
        )

    def _years(self) -> str:
        fund = self.ledger().fund
        return f"{fund.from_year or ''}–{fund.to_year or ''}" if fund.from_year or fund.to_year else " "

    def _coming(self) -> str:
        waited = [each.due_on for each in self.ledger().fund.tranches if each.due_on and not each.has_come]
        return translate(N_("next due on {day}")).format(day=min(waited)) if waited else " "

    def ledger_rows(self) -> tuple[LedgerRow, ...]:
        """Not covered ones first, then what waits for a decision or payment, then the ledger, the newest first."""
        ledger = self.ledger()
        held = [self._grant_row(grant, "held") for grant in ledger.held]
        unclear = [self._grant_row(grant, "unclear") for grant in ledger.unclear if grant not in ledger.held]
        waiting = [self._grant_row(grant, grant.state) for grant in ledger.waiting]
        over = [self._grant_row(grant, grant.state) for grant in (*ledger.undone, *ledger.cancelled)]
        lines = [self._line_row(line) for line in reversed(ledger.lines)]
        return (*held, *unclear, *waiting, *lines, *over)

    def _line_row(self, line: Line) -> LedgerRow:
        change = f"{'+' if line.change_fen > 0 else ''}{yuan_words(line.change_fen)}"
        balance = yuan_words(line.balance_fen)
        if line.kind == "received":
            tranche = next(each for each in self.ledger().fund.tranches if each.row == line.of)
            return LedgerRow(
                on=line.on,
                what=translate(N_("Came in")),
                who=self.ledger().fund.donor,
                purpose=tranche.note,
                change=change,
                balance=balance,
                state="",
                tone="grey",
            )
        grant = find_grant(self.ledger(), line.of)
        back = line.kind == "returned"
        words = N_("Came back") if back else N_("Paid")
        waited = translate(N_("paid on {day}, covered now")).format(day=line.waited_since)
        return LedgerRow(
            on=line.on,
            what=translate(words),
            who=self.who(grant),
            purpose=waited if line.waited_since else grant.reason if back else grant.purpose,
            change=change,
            balance=balance,
            state=label("grant_state", grant.state),
            tone=STATE_TONES.get(grant.state, "grey"),
            record=grant.record,
        )

    def _grant_row(self, grant: Grant, state: str) -> LedgerRow:
        said = {"held": translate(N_("Not covered")), "unclear": translate(N_("Unclear"))}
        return LedgerRow(
            on=grant.paid_on or grant.approved_on or grant.applied_on,
            what=label("grant_to", grant.to) if grant.to else "",
            who=self.who(grant),
            purpose=grant.purpose,
            change=yuan_words(-(grant.amount_fen or 0)),
            balance="",
            state=said.get(state) or label("grant_state", state),
            tone=STATE_TONES.get(state, "grey"),
            record=grant.record,
        )

    def who(self, grant: Grant) -> str:
        """Who got a grant, in words."""
        assert self.view is not None
        return beneficiary_words(grant, self.view.names[grant.beneficiary])

    def grant(self, record: str) -> Grant:
        """A grant of the fund in view."""
        return find_grant(self.ledger(), record)

    def tranches_due(self) -> tuple[tuple[str, str], ...]:
        """Promised tranches that haven't come: row, words."""
        return tuple(
            (
                each.row,
                translate(N_("due on {day}: {amount}")).format(
                    day=each.due_on or "—", amount=yuan_words(each.due_fen or 0)
                ),
            )
            for each in self.ledger().fund.tranches
            if not each.has_come
        )

    # what a person does with it

    def search(self, text: str) -> tuple[str, ...]:
        """Households that a text finds, as lines to choose from."""
        text = text.strip()
        query = HouseholdQuery(text=text)
        self.found = tuple(list_households(self.workspace, query, None, FOUND_AT_ONCE)) if text else ()
        return tuple(household_line(row) for row in self.found)

    def students(self, household: str) -> tuple[tuple[str, str], ...]:
        """The members of a household: row, name."""
        persons = show_household(self.workspace, household).household.persons
        return tuple((person.row, person.name or "?") for person in persons)

    def projects(self) -> tuple[tuple[str, str], ...]:
        """Projects of the village plans: `<subject>/<record>`, name."""
        return tuple(
            (f"{each.subject}/{each.record}", each.properties.get("project_name") or each.record)
            for each in self.workspace.store.listed("project")
        )

    def give(self, wishes: list[GrantWish], amount: str, *, each: bool) -> FundReport:
        """Write grants down; the amount for each of them, or shared among them. Raises UserError."""
        fen, fund = amount_of(amount), self.ledger().fund.subject
        if not each:
            return share_grant(self.workspace, fund, fen, wishes)
        from dataclasses import replace

        return give_grants(self.workspace, fund, [replace(wish, amount_fen=fen) for wish in wishes])

    def take_tranche(self, row: str, on: str, amount: str, proof: Path | None) -> FundReport:
        """Write down that money has come. Raises UserError."""
        return add_tranche(
            self.workspace,
            self.ledger().fund.subject,
            row=row,
            received_on=day_of(on),
            received_fen=amount_of(amount),
            proof=proof,
        )

    def change(self, record: str, deed: str, *, on: str, amount: str, words: str) -> FundReport:
        """Approve, pay, correct, cancel a grant, or write down that it came back. Raises UserError."""
        fund, space = self.ledger().fund.subject, self.workspace
        deeds: dict[str, Callable[[], FundReport]] = {
            "approve": lambda: approve_grant(space, fund, record, words, on),
            "pay": lambda: pay_grant(space, fund, record, on),
            "return": lambda: return_grant(space, fund, record, words, on, amount_of(amount)),
            "cancel": lambda: cancel_grant(space, fund, record, words),
            "correct": lambda: correct_grant(space, fund, record, amount_fen=amount_of(amount), on=on),
        }
        return deeds[deed]()

    def today(self) -> str:
        """ISO date."""
        return self.workspace.clock.now().date().isoformat()

    def list_to_save(self) -> ListOnScreen:
        """The list in view, to be saved as a table."""
        from yihu.ui.funds.lists import fund_list, ledger_list

        if self.view is not None:
            return ledger_list(self.view, self.who)
        return fund_list(self.report)


def beneficiary_words(grant: Grant, name: BeneficiaryName) -> str:
    """Who a grant is for: `周桂兰's household`, a student with the household, a project; or that they aren't here."""
    if grant.to == PROJECT:
        return name.words or translate(N_("a project that isn't on this laptop"))
    if not name.words and not name.head_name:
        return translate(N_("a household that isn't on this laptop"))
    if grant.to == STUDENT:
        words = translate(N_("{name} ({household})"))
        return words.format(name=name.words or "?", household=household_name(name.head_name))
    return household_name(name.words if grant.to == HOUSEHOLD else name.head_name)


def household_line(row: HouseholdRow) -> str:
    """A household to choose from a list."""
    place = " / ".join(part for part in (row.village, row.group) if part)
    return " · ".join(part for part in (household_name(row.head_name), row.number, place) if part)


def _fund_row(ledger: Ledger) -> FundRow:
    fund = ledger.fund
    held = translate(N_("not covered: {amount}")).format(amount=yuan_words(ledger.held_fen))
    return FundRow(
        id=fund.subject,
        name=fund.name or translate(N_("(its record isn't on this laptop)")),
        kind=label("fund_kind", fund.kind) if fund.kind else "",
        donor=fund.donor,
        promised="" if fund.promised_fen is None else yuan_words(fund.promised_fen),
        received=yuan_words(ledger.received_fen),
        paid=yuan_words(ledger.paid_fen - ledger.returned_fen),
        balance=yuan_words(ledger.balance_fen),
        left=ledger.balance_fen / ledger.received_fen if ledger.received_fen else 0.0,
        held=held if ledger.held else "",
    )
