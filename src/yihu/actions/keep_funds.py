"""Write down funds, tranches and grants; no money is paid that isn't there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yihu.actions.fund_errors import AmountUnclear, DayUnclear, FundShort, FundUncovered, GrantNotPaid
from yihu.actions.permission import guarded
from yihu.actions.reading import find_row
from yihu.actions.show_funds import find_grant, ledger_by_id
from yihu.actions.subjects import RecordAnswers, fill_record, fill_records
from yihu.actions.take_photo import shrink_photo
from yihu.actions.workspace import Workspace
from yihu.planning.funds import (
    APPROVED,
    CANCELLED,
    FUND,
    GRANT,
    HOUSEHOLD,
    PAID,
    PROJECT,
    RETURNED,
    STUDENT,
    Grant,
)
from yihu.planning.ledger import shortage
from yihu.planning.money import read_yuan, split_fen, yuan_text, yuan_words
from yihu.register.subjects import new_subject_id

if TYPE_CHECKING:
    from yihu.planning.ledger import Ledger

_NEW = "grant~new"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundReport:
    """What became of a fund by a change.

    Attributes:
        fund: its id. records: the grants that were written.
        balance_fen: what is in it now. held: grants that its money doesn't cover now.
    """

    fund: str
    records: tuple[str, ...] = ()
    balance_fen: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantWish:
    """A grant to be written down. Days are ISO; where they are left out it is today.

    Attributes:
        to: `household`, `student` (with `person`: the row of the member) or `project` (`<subject>/<record>`).
        state: `applied`, `approved` or `paid`. on: when it came to that.
        proof: a photo.
    """

    amount_fen: int
    purpose: str
    to: str = HOUSEHOLD
    household: str = ""
    person: str = ""
    project: str = ""
    state: str = PAID
    on: str = ""
    approved_by: str = ""
    proof: Path | None = None
    note: str = ""


def amount_of(written: str) -> int:
    """Fen of an amount as people write it. Raises AmountUnclear."""
    fen = read_yuan(written)
    if fen is None:
        raise AmountUnclear(written=written[:20])
    return fen


def day_of(written: str) -> str:
    """A day as ISO has it. Raises DayUnclear."""
    try:
        return date.fromisoformat(written.strip()).isoformat()
    except ValueError as problem:
        raise DayUnclear(written=written[:20]) from problem


@guarded
def add_fund(
    workspace: Workspace,
    division_code: str,
    name: str,
    donor: str,
    *,
    kind: str = "other",
    promised_fen: int | None = None,
    years: tuple[int, int] | None = None,
    holder: str = "",
    tranches: int = 0,
) -> FundReport:
    """Write down a fund that was promised.

    Args:
        division_code: 12 digits, of the village, township, county or city that it belongs to.
        tranches: the amount is promised in so many equal parts, one on the first of January of each year from the
            first one on; no fen is lost.

    Raises:
        RecordRefused, RoleForbids.
    """
    first, last = years or (None, None)
    start = first or workspace.clock.now().year
    parts = split_fen(promised_fen, tranches) if promised_fen and tranches else ()
    answers: dict[str, Any] = {
        "fund_kind": kind,
        "fund_name": name,
        "fund_donor": donor,
        "fund_promised_yuan": _yuan(promised_fen),
        "fund_from_year": first,
        "fund_to_year": last,
        "fund_holder": holder,
    }
    if parts:
        answers["tranche"] = [
            {"tranche_due_on": f"{start + place:04d}-01-01", "tranche_yuan": yuan_text(fen)}
            for place, fen in enumerate(parts)
        ]
    id = new_subject_id(workspace.clock, workspace.random)
    fill_record(workspace, id, FUND, _said(answers), division_code=division_code)
    return _report(workspace, id)


@guarded
def add_tranche(
    workspace: Workspace,
    fund: str,
    *,
    due_on: str = "",
    due_fen: int | None = None,
    received_on: str = "",
    received_fen: int | None = None,
    row: str = "",
    proof: Path | None = None,
    note: str = "",
) -> FundReport:
    """Write down a tranche that is promised or has come; `row`: one that was promised before.

    Correcting it downwards is taken as it is: the report says how many grants aren't covered any more.

    Raises:
        FundUnknown, RecordRefused, RoleForbids, PhotoUnreadable.
    """
    ledger = ledger_by_id(workspace, fund)
    rows = [each.row for each in ledger.fund.tranches]
    answers = _said(
        {
            "tranche_due_on": due_on,
            "tranche_yuan": _yuan(due_fen),
            "tranche_received_on": received_on,
            "tranche_received_yuan": _yuan(received_fen),
            "tranche_proof": _photo(workspace, proof),
            "tranche_note": note,
        }
    )
    place = rows.index(row) if row in rows else len(rows)
    given: list[dict[str, Any]] = [{} for _ in range(max(place + 1, len(rows)))]
    given[place] = answers
    fill_record(workspace, fund, FUND, {"tranche": given})
    return _report(workspace, fund)


@guarded
def give_grants(workspace: Workspace, fund: str, wishes: Sequence[GrantWish]) -> FundReport:
    """Write down one or many grants of one day and state; all of them, or none.

    Raises:
        FundUnknown, HouseholdUnknown, FundShort, FundUncovered, RecordRefused, RoleForbids.
    """
    ledger = ledger_by_id(workspace, fund)
    answers = [_answers(workspace, wish) for wish in wishes]
    for state, on in sorted({(wish.state, _day(workspace, wish.on)) for wish in wishes}):
        total = sum(
            wish.amount_fen for wish in wishes if (wish.state, _day(workspace, wish.on)) == (state, on)
        )
        _refuse_short(ledger, Grant(fund=fund, record=_NEW, state=state, paid_on=on, amount_fen=total))
    with workspace.store.together():
        records = fill_records(
            workspace, [RecordAnswers(subject=fund, form_id=GRANT, answers=each) for each in answers]
        )
    return replace(_report(workspace, fund), records=records)


@guarded
def share_grant(workspace: Workspace, fund: str, total_fen: int, wishes: Sequence[GrantWish]) -> FundReport:
    """Share an amount equally among beneficiaries, to the fen. Raises as `give_grants`."""
    parts = split_fen(total_fen, len(wishes)) if wishes else ()
    shared = [replace(wish, amount_fen=fen) for wish, fen in zip(wishes, parts, strict=True)]
    return give_grants(workspace, fund, shared)


@guarded
def approve_grant(workspace: Workspace, fund: str, record: str, by: str, on: str = "") -> FundReport:
    """Write down that a grant was approved. Raises FundUnknown, GrantUnknown, RecordRefused, RoleForbids."""
    given = {"grant_state": APPROVED, "grant_approved_on": _day(workspace, on), "grant_approved_by": by}
    return _change(workspace, fund, record, given)


@guarded
def pay_grant(
    workspace: Workspace, fund: str, record: str, on: str = "", proof: Path | None = None
) -> FundReport:
    """Write down that a grant was paid.

    Raises:
        FundUnknown, GrantUnknown, FundShort, FundUncovered, RecordRefused, RoleForbids, PhotoUnreadable.
    """
    given = {
        "grant_state": PAID,
        "grant_paid_on": _day(workspace, on),
        "grant_proof": _photo(workspace, proof),
    }
    return _change(workspace, fund, record, _said(given))


@guarded
def return_grant(
    workspace: Workspace, fund: str, record: str, reason: str, on: str = "", amount_fen: int | None = None
) -> FundReport:
    """Write down that a grant came back, all of it or a part.

    Raises:
        FundUnknown, GrantUnknown, GrantNotPaid, RecordRefused, RoleForbids.
    """
    grant = find_grant(ledger_by_id(workspace, fund), record)
    if not grant.was_paid:
        raise GrantNotPaid
    given = {
        "grant_state": RETURNED,
        "grant_returned_on": _day(workspace, on),
        "grant_returned_yuan": _yuan(grant.amount_fen if amount_fen is None else amount_fen),
        "grant_reason": reason,
    }
    return _change(workspace, fund, record, _said(given))


@guarded
def cancel_grant(workspace: Workspace, fund: str, record: str, reason: str) -> FundReport:
    """Write down that a grant was given up, or never paid. Raises FundUnknown, GrantUnknown, RecordRefused, RoleForbids."""
    return _change(workspace, fund, record, {"grant_state": CANCELLED, "grant_reason": reason})


@guarded
def correct_grant(
    workspace: Workspace, fund: str, record: str, *, amount_fen: int | None = None, on: str = ""
) -> FundReport:
    """Correct what a grant was, or the day on which it was paid.

    Raises:
        FundUnknown, GrantUnknown, FundShort, FundUncovered, RecordRefused, RoleForbids.
    """
    given = {"grant_yuan": _yuan(amount_fen), "grant_paid_on": day_of(on) if on else ""}
    return _change(workspace, fund, record, _said(given))


def _change(workspace: Workspace, fund: str, record: str, answers: dict[str, Any]) -> FundReport:
    ledger = ledger_by_id(workspace, fund)
    grant = find_grant(ledger, record)
    amount = answers.get("grant_yuan")
    _refuse_short(
        ledger,
        replace(
            grant,
            state=answers.get("grant_state", grant.state),
            paid_on=answers.get("grant_paid_on", grant.paid_on),
            amount_fen=grant.amount_fen if amount is None else amount_of(amount),
            returned_on=answers.get("grant_returned_on", grant.returned_on),
            returned_fen=(
                amount_of(answers["grant_returned_yuan"])
                if "grant_returned_yuan" in answers
                else grant.returned_fen
            ),
        ),
    )
    fill_record(workspace, fund, GRANT, answers, record=record)
    return replace(_report(workspace, fund), records=(record,))


def _refuse_short(ledger: Ledger, grant: Grant) -> None:
    short = shortage(ledger.fund, ledger.grants, grant)
    if short is None:
        return
    if short.held:
        raise FundUncovered(count=short.held)
    raise FundShort(
        balance=yuan_words(short.balance_fen),
        missing=yuan_words(short.missing_fen),
        amount=yuan_words(grant.amount_fen or 0),
    )


def _answers(workspace: Workspace, wish: GrantWish) -> dict[str, Any]:
    village = ""
    if wish.to != PROJECT:
        row = find_row(workspace, wish.household)
        village = row.village_code
    on = _day(workspace, wish.on)
    return _said(
        {
            "grant_to": wish.to,
            "grant_household": wish.household if wish.to != PROJECT else "",
            "grant_person": wish.person if wish.to == STUDENT else "",
            "grant_project": wish.project if wish.to == PROJECT else "",
            "grant_village": village,
            "grant_purpose": wish.purpose,
            "grant_yuan": yuan_text(wish.amount_fen),
            "grant_state": wish.state,
            "grant_applied_on": on,
            "grant_approved_on": on if wish.state in (APPROVED, PAID) else "",
            "grant_approved_by": wish.approved_by if wish.state in (APPROVED, PAID) else "",
            "grant_paid_on": on if wish.state == PAID else "",
            "grant_proof": _photo(workspace, wish.proof) if wish.state == PAID else "",
            "grant_note": wish.note,
        }
    )


def _report(workspace: Workspace, fund: str) -> FundReport:
    ledger = ledger_by_id(workspace, fund)
    return FundReport(fund=fund, balance_fen=ledger.balance_fen, held=len(ledger.held))


def _day(workspace: Workspace, written: str) -> str:
    return day_of(written) if written else workspace.clock.now().date().isoformat()


def _photo(workspace: Workspace, path: Path | None) -> str:
    return workspace.store.put_attachment(shrink_photo(path), "jpg") if path else ""


def _yuan(fen: int | None) -> str:
    return "" if fen is None else yuan_text(fen)


def _said(answers: dict[str, Any]) -> dict[str, Any]:
    """Without what isn't known: an empty answer would clear an earlier one."""
    return {name: value for name, value in answers.items() if value not in ("", None)}
