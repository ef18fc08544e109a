"""`yihu fund list|add|tranche|grant|approve|pay|return|cancel|correct|statement|beneficiaries|held`: money to the fen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yihu.actions import (
    FundReport,
    FundUnknown,
    FundView,
    GrantUnknown,
    GrantWish,
    add_fund,
    add_tranche,
    amount_of,
    approve_grant,
    cancel_grant,
    correct_grant,
    day_of,
    give_grants,
    list_beneficiaries,
    list_funds,
    list_grants_of,
    list_held,
    pay_grant,
    print_statement,
    return_grant,
    share_grant,
    show_fund,
)
from yihu.base.i18n import N_, translate, translate_count
from yihu.cli.households import find_household
from yihu.cli.opening import Command, Group, Wiring
from yihu.cli.telling import DECIDE, OK, moment, tell, tell_json, tell_table
from yihu.planning.funds import HOUSEHOLD, PROJECT, STUDENT
from yihu.planning.money import yuan_words
from yihu.register.codes import code_list, label

if TYPE_CHECKING:
    from yihu.actions import HeldView, Workspace
    from yihu.planning.ledger import Ledger
    from yihu.planning.statements import Beneficiary

_WORDS = {"received": N_("Came in"), "paid": N_("Paid"), "returned": N_("Came back")}


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The group `fund`."""
    group = Group(
        "fund", help=translate(N_("Funds, what came in and what was paid out of them; no fen is lost."))
    )
    for command in (
        _list(wiring),
        _add(wiring),
        _tranche(wiring),
        _grant(wiring),
        _approve(wiring),
        _pay(wiring),
        _return(wiring),
        _cancel(wiring),
        _correct(wiring),
        _statement(wiring),
        _beneficiaries(wiring),
        _held(wiring),
    ):
        group.add_command(command)
    yield group


def find_fund(workspace: Workspace, text: str) -> str:
    """A fund's id by its id, the end of it, or its name. Raises FundUnknown."""
    found = [
        ledger.fund.subject
        for ledger in list_funds(workspace).funds
        if text == ledger.fund.name or (len(text) >= 4 and ledger.fund.subject.endswith(text))
    ]
    if len(found) != 1:
        raise FundUnknown
    return found[0]


def find_grant(workspace: Workspace, fund: str, text: str) -> str:
    """A grant's record by its name or the end of it. Raises GrantUnknown."""
    grants = show_fund(workspace, fund).ledger.grants
    found = [grant.record for grant in grants if len(text) >= 4 and grant.record.endswith(text)]
    if len(found) != 1:
        raise GrantUnknown
    return found[0]


def _json() -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help=translate(N_("Tell it as JSON.")))


def _fund() -> click.Argument:
    return click.Argument(["fund"])


def _record() -> click.Argument:
    return click.Argument(["grant"])


def _option(name: str, words: str, **more: Any) -> click.Option:
    return click.Option([name], help=translate(words), **more)


def _on() -> click.Option:
    return _option("--on", N_("Day, for example 2026-11-24; today by default."), default="")


def _list(wiring: Wiring) -> click.Command:
    def show_all(within: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = list_funds(workspace, within)
        if as_json:
            tell_json({"funds": [_told(ledger) for ledger in report.funds], "totals": report.totals})
            return OK
        rows = [
            [
                translate(words)
                for words in (
                    N_("Fund"),
                    N_("Came in"),
                    N_("Paid"),
                    N_("Balance"),
                    N_("Not covered"),
                    N_("Id"),
                )
            ]
        ]
        rows += [
            [
                ledger.fund.name,
                yuan_words(ledger.received_fen),
                yuan_words(ledger.paid_fen - ledger.returned_fen),
                yuan_words(ledger.balance_fen),
                yuan_words(ledger.held_fen),
                ledger.fund.subject,
            ]
            for ledger in report.funds
        ]
        tell_table(rows)
        return OK

    within = _option("--within", N_("What the division code begins with."), default="")
    return Command("list", params=[within, _json()], callback=show_all, help=translate(N_("List the funds.")))


def _told(ledger: Ledger) -> dict[str, Any]:
    names = ("received_fen", "paid_fen", "returned_fen", "balance_fen", "held_fen", "missing_fen", "free_fen")
    return {
        **asdict(ledger.fund),
        **{name: getattr(ledger, name) for name in names},
        "held": len(ledger.held),
    }


def _add(wiring: Wiring) -> click.Command:
    def add(
        name: str,
        donor: str,
        division: str,
        kind: str,
        amount: str,
        years: str,
        tranches: int,
        holder: str,
        as_json: bool,
    ) -> int:
        with wiring.workspace() as workspace:
            report = add_fund(
                workspace,
                division,
                name,
                donor,
                kind=kind,
                promised_fen=amount_of(amount) if amount else None,
                years=_years(years),
                holder=holder,
                tranches=tranches,
            )
        return _tell(report, as_json)

    kinds = [code.value for code in code_list("fund_kind")]
    return Command(
        "add",
        params=[
            click.Argument(["name"]),
            _option("--donor", N_("Who gives the money."), required=True),
            _option("--division", N_("12-digit code of where it belongs."), required=True),
            _option("--kind", N_("Kind of fund."), type=click.Choice(kinds), default="other"),
            _option("--amount", N_("Promised in all, in yuan."), default=""),
            _option("--years", N_("From and to, for example 2026-2035."), default=""),
            _option(
                "--tranches", N_("In so many equal yearly parts."), type=click.IntRange(0, 60), default=0
            ),
            _option("--holder", N_("Who keeps the money."), default=""),
            _json(),
        ],
        callback=add,
        help=translate(N_("Write down a fund that was promised.")),
    )


def _years(text: str) -> tuple[int, int] | None:
    first, _, last = text.partition("-")
    if not text:
        return None
    if not (first.isdecimal() and (last or first).isdecimal()):
        raise click.UsageError(translate(N_("Years are written as 2026-2035.")))
    return int(first), int(last or first)


def _tranche(wiring: Wiring) -> click.Command:
    def tranche(
        fund: str, due: str, amount: str, received: str, sum: str, row: str, proof: Path | None, as_json: bool
    ) -> int:
        with wiring.workspace() as workspace:
            report = add_tranche(
                workspace,
                find_fund(workspace, fund),
                due_on=day_of(due) if due else "",
                due_fen=amount_of(amount) if amount else None,
                received_on=day_of(received) if received else "",
                received_fen=amount_of(sum) if sum else None,
                row=row,
                proof=proof,
            )
        return _tell(report, as_json)

    return Command(
        "tranche",
        params=[
            _fund(),
            _option("--due", N_("Day on which it is promised."), default=""),
            _option("--amount", N_("Promised, in yuan."), default=""),
            _option("--received", N_("Day on which it came."), default=""),
            _option("--sum", N_("What came, in yuan."), default=""),
            _option("--row", N_("Id of a part that was promised before."), default=""),
            _proof(),
            _json(),
        ],
        callback=tranche,
        help=translate(N_("Write down money that is promised to FUND or has come.")),
    )


def _proof() -> click.Option:
    return _option("--proof", N_("Photo as proof."), type=click.Path(path_type=Path, dir_okay=False))


def _grant(wiring: Wiring) -> click.Command:
    def grant(
        fund: str, household: tuple[str, ...], student: tuple[str, ...], project: tuple[str, ...], amount: str,
        share: bool, purpose: str, state: str, on: str, by: str, proof: Path | None, as_json: bool,
    ) -> int:  # fmt: skip
        fen = amount_of(amount)
        common: dict[str, Any] = {
            "amount_fen": fen, "purpose": purpose, "state": state, "on": on, "approved_by": by, "proof": proof,
        }  # fmt: skip
        with wiring.workspace() as workspace:
            id = find_fund(workspace, fund)
            wishes = [
                GrantWish(to=HOUSEHOLD, household=find_household(workspace, each), **common)
                for each in household
            ]
            for each in student:
                home, _, person = each.rpartition("/")
                wishes.append(
                    GrantWish(to=STUDENT, household=find_household(workspace, home), person=person, **common)
                )
            wishes += [GrantWish(to=PROJECT, project=each, **common) for each in project]
            if not wishes:
                raise click.UsageError(translate(N_("Say who gets it: --household, --student or --project.")))
            report = share_grant(workspace, id, fen, wishes) if share else give_grants(workspace, id, wishes)
        return _tell(report, as_json)

    states = click.Choice(["applied", "approved", "paid"])
    return Command(
        "grant",
        params=[
            _fund(),
            _option("--household", N_("Id or household number."), multiple=True),
            _option("--student", N_("Household and row of the member: HOUSEHOLD/ROW."), multiple=True),
            _option("--project", N_("A project: VILLAGE PLAN/RECORD."), multiple=True),
            _option("--amount", N_("In yuan, for each of them."), required=True),
            click.Option(
                ["--share"], is_flag=True, help=translate(N_("Share the amount equally, to the fen."))
            ),
            _option("--purpose", N_("What for; nobody's name."), required=True),
            _option("--state", N_("How far it is."), type=states, default="paid"),
            _on(),
            _option("--by", N_("Who approved it."), default=""),
            _proof(),
            _json(),
        ],
        callback=grant,
        help=translate(N_("Give money out of FUND. Refused where there isn't enough.")),
    )


def _approve(wiring: Wiring) -> click.Command:
    def approve(fund: str, grant: str, by: str, on: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            id = find_fund(workspace, fund)
            report = approve_grant(workspace, id, find_grant(workspace, id, grant), by, on)
        return _tell(report, as_json)

    by = _option("--by", N_("Who approved it."), required=True)
    words = N_("Write down that GRANT was approved.")
    return Command(
        "approve", params=[_fund(), _record(), by, _on(), _json()], callback=approve, help=translate(words)
    )


def _pay(wiring: Wiring) -> click.Command:
    def pay(fund: str, grant: str, on: str, proof: Path | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            id = find_fund(workspace, fund)
            report = pay_grant(workspace, id, find_grant(workspace, id, grant), on, proof)
        return _tell(report, as_json)

    words = N_("Write down that GRANT was paid. Refused where there isn't enough.")
    return Command(
        "pay", params=[_fund(), _record(), _on(), _proof(), _json()], callback=pay, help=translate(words)
    )


def _return(wiring: Wiring) -> click.Command:
    def give_back(fund: str, grant: str, reason: str, on: str, amount: str, as_json: bool) -> int:
        fen = amount_of(amount) if amount else None
        with wiring.workspace() as workspace:
            id = find_fund(workspace, fund)
            report = return_grant(workspace, id, find_grant(workspace, id, grant), reason, on, fen)
        return _tell(report, as_json)

    amount = _option("--amount", N_("What came back, in yuan; all of it by default."), default="")
    words = N_("Write down that GRANT came back, all of it or a part.")
    params = [_fund(), _record(), _reason(), _on(), amount, _json()]
    return Command("return", params=params, callback=give_back, help=translate(words))


def _reason() -> click.Option:
    return _option("--reason", N_("Why."), required=True)


def _cancel(wiring: Wiring) -> click.Command:
    def cancel(fund: str, grant: str, reason: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            id = find_fund(workspace, fund)
            report = cancel_grant(workspace, id, find_grant(workspace, id, grant), reason)
        return _tell(report, as_json)

    words = N_("Write down that GRANT was given up, or was never paid.")
    return Command(
        "cancel", params=[_fund(), _record(), _reason(), _json()], callback=cancel, help=translate(words)
    )


def _correct(wiring: Wiring) -> click.Command:
    def correct(fund: str, grant: str, amount: str, on: str, as_json: bool) -> int:
        fen = amount_of(amount) if amount else None
        with wiring.workspace() as workspace:
            id = find_fund(workspace, fund)
            report = correct_grant(workspace, id, find_grant(workspace, id, grant), amount_fen=fen, on=on)
        return _tell(report, as_json)

    params = [
        _fund(),
        _record(),
        _option("--amount", N_("What it really was, in yuan."), default=""),
        _option("--on", N_("Day on which it was really paid."), default=""),
        _json(),
    ]
    return Command("correct", params=params, callback=correct, help=translate(N_("Correct what GRANT was.")))


def _statement(wiring: Wiring) -> click.Command:
    def statement(fund: str, pdf: Path | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            id = find_fund(workspace, fund)
            view = show_fund(workspace, id)
            file = print_statement(workspace, id, pdf) if pdf else None
        if as_json:
            tell_json({**_told(view.ledger), "ledger": view.ledger, "years": view.years,
                       "beneficiaries": _named(view), "file": file})  # fmt: skip
        else:
            _tell_statement(view)
            if file:
                tell(str(file))
        return OK

    pdf = _option(
        "--pdf", N_("Folder to write it into as PDF; no student's name stands in it."),
        type=click.Path(file_okay=False, path_type=Path),
    )  # fmt: skip
    words = N_("The ledger of FUND line by line, its years, and who got how much.")
    return Command("statement", params=[_fund(), pdf, _json()], callback=statement, help=translate(words))


def _named(view: FundView) -> list[dict[str, Any]]:
    return [
        {"kind": each.kind, "id": each.id, "fen": each.fen, "held_fen": each.held_fen,
         "name": view.names[(each.kind, each.id)]}
        for each in view.beneficiaries
    ]  # fmt: skip


def _tell_statement(view: FundView) -> None:
    ledger = view.ledger
    tell(f"{ledger.fund.name}  {ledger.fund.donor}")
    grants = {grant.record: grant for grant in ledger.grants}
    rows = []
    for line in ledger.lines:
        grant = grants.get(line.of)
        name = view.names[grant.beneficiary].words if grant else ""
        short = line.of[-8:] if grant else ""
        rows.append(
            [
                line.on,
                translate(_WORDS[line.kind]),
                yuan_words(line.change_fen),
                yuan_words(line.balance_fen),
                name,
                short,
            ]
        )
    tell_table(rows)
    for grant in (*ledger.held, *ledger.waiting):
        state = translate(N_("Not covered")) if grant in ledger.held else label("grant_state", grant.state)
        tell(
            f"{state}  {yuan_words(grant.amount_fen or 0)}  {view.names[grant.beneficiary].words}  {grant.record[-8:]}"
        )
    for year in view.years:
        told = translate(N_("{year}: came in {received}, paid {paid}, came back {returned}, left {closing}"))
        tell(
            told.format(
                year=year.year,
                received=yuan_words(year.received_fen),
                paid=yuan_words(year.paid_fen),
                returned=yuan_words(year.returned_fen),
                closing=yuan_words(year.closing_fen),
            )
        )


def _beneficiaries(wiring: Wiring) -> click.Command:
    def show(household: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            if household:
                given = list_grants_of(workspace, find_household(workspace, household))
                if as_json:
                    tell_json(given)
                else:
                    tell_table([[each.grant.paid_on, each.fund_name, yuan_words(each.fen)] for each in given])
                return OK
            found = list_beneficiaries(workspace)
        if as_json:
            tell_json([_beneficiary(each) for each in found])
        else:
            tell_table([[label("grant_to", each.kind), each.id, yuan_words(each.fen)] for each in found])
        return OK

    household = _option("--household", N_("Only this one: what it and its students got."), default="")
    words = N_("Who got how much out of all funds, who got most first.")
    return Command("beneficiaries", params=[household, _json()], callback=show, help=translate(words))


def _beneficiary(each: Beneficiary) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "id": each.id,
        "fen": each.fen,
        "held_fen": each.held_fen,
        "grants": each.given,
    }


def _held(wiring: Wiring) -> click.Command:
    def show(as_json: bool) -> int:
        with wiring.workspace() as workspace:
            views = list_held(workspace)
        if as_json:
            tell_json([_held_told(view) for view in views])
        else:
            for view in views:
                _tell_held(view)
            if not views:
                tell(translate(N_("All grants are covered.")))
        return DECIDE if views else OK

    words = N_(
        "Grants that the money of their funds doesn't cover, as two laptops paid it out twice. Ends with 3 if there are any."
    )
    return Command("held", params=[_json()], callback=show, help=translate(words))


def _held_told(view: HeldView) -> dict[str, Any]:
    return {**_told(view.ledger), "grants": view.held, "competing": view.competing}


def _tell_held(view: HeldView) -> None:
    ledger = view.ledger
    told = translate(N_("{fund}: {balance} yuan are there, {missing} are missing"))
    tell(
        told.format(
            fund=ledger.fund.name,
            balance=yuan_words(ledger.balance_fen),
            missing=yuan_words(ledger.missing_fen),
        )
    )
    for held in view.held:
        said = " · ".join(part for part in (held.by, held.laptop, moment(held.at_ms)) if part)
        tell(
            f"  {held.grant.record[-8:]}  {held.grant.paid_on}  {yuan_words(held.grant.amount_fen or 0)}  {held.name.words}  {said}"
        )


def _tell(report: FundReport, as_json: bool) -> int:
    if as_json:
        tell_json(report)
        return OK
    tell(
        translate(N_("Fund {id}: {balance} yuan are in it.")).format(
            id=report.fund, balance=yuan_words(report.balance_fen)
        )
    )
    for record in report.records:
        tell(f"  {record}")
    if report.held:
        words = translate_count(
            "{count} grant of it is not covered.", "{count} grants of it are not covered.", report.held
        )
        tell(words.format(count=report.held))
    return OK
