"""A fund's statement as PDF: for donors, for posting."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.file_names import dated_name
from yihu.actions.paper_templates import own_texts
from yihu.actions.permission import guarded
from yihu.actions.reading import household_of
from yihu.actions.show_funds import FundView, show_fund
from yihu.actions.show_tasks import village_names
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import write_whole
from yihu.base.i18n import language
from yihu.planning.funds import PROJECT, Grant
from yihu.planning.money import yuan_text

if TYPE_CHECKING:
    from yihu.planning.ledger import Ledger
    from yihu.planning.statements import Beneficiary
    from yihu.printing.fund_statement import BeneficiaryLine, StatementPaper

FUND_STATEMENT = "fund_statement"


def preview_statement(workspace: Workspace, fund: str, in_language: str | None = None) -> bytes:
    """The PDF of a fund's statement. Raises FundUnknown."""
    from yihu.printing import print_paper
    from yihu.printing.template import own_template

    buffer = io.BytesIO()
    template = own_template(FUND_STATEMENT, own_texts(workspace))
    paper = statement_paper(workspace, show_fund(workspace, fund))
    print_paper(FUND_STATEMENT, paper, buffer, language=in_language or language(), template=template)
    return buffer.getvalue()


@guarded
def print_statement(workspace: Workspace, fund: str, folder: Path, *, in_language: str | None = None) -> Path:
    """Write a fund's statement into a folder, under a name without anything personal; its file.

    Raises:
        FundUnknown, FolderNotWritable, DiskFull.
    """
    data = preview_statement(workspace, fund, in_language)
    name = dated_name(workspace.team, workspace.clock.now(), f"fund-statement-{fund[-8:]}", ".pdf")
    write_whole(folder / name, data)
    return folder / name


def statement_paper(workspace: Workspace, view: FundView) -> StatementPaper:
    """What the statement says."""
    from yihu.printing.fund_statement import StatementLine, StatementPaper, StatementYear

    ledger, fund = view.ledger, view.ledger.fund
    grants = {grant.record: grant for grant in ledger.grants}
    places = _places(workspace, ledger)
    promised = [str(year) for year in (fund.from_year, fund.to_year) if year]
    return StatementPaper(
        fund=fund.subject,
        name=fund.name,
        kind=fund.kind,
        donor=fund.donor,
        holder=fund.holder,
        years="–".join(dict.fromkeys(promised)),
        day=workspace.clock.now().date().isoformat(),
        promised=None if fund.promised_fen is None else _yuan(fund.promised_fen),
        received=_yuan(ledger.received_fen),
        paid=_yuan(ledger.paid_fen),
        returned=_yuan(ledger.returned_fen),
        balance=_yuan(ledger.balance_fen),
        held=_yuan(ledger.held_fen),
        held_count=len(ledger.held),
        by_year=tuple(
            StatementYear(
                year=each.year,
                opening=_yuan(each.opening_fen),
                received=_yuan(each.received_fen),
                paid=_yuan(each.paid_fen),
                returned=_yuan(each.returned_fen),
                closing=_yuan(each.closing_fen),
            )
            for each in view.years
        ),
        lines=tuple(
            StatementLine(
                on=line.on,
                what=line.kind,
                to=grants[line.of].to if line.of in grants else "",
                place=_place(grants.get(line.of), places),
                change=_yuan(line.change_fen),
                balance=_yuan(line.balance_fen),
            )
            for line in ledger.lines
        ),
        beneficiaries=tuple(
            _beneficiary(workspace, view, each, places) for each in view.beneficiaries if each.fen > 0
        ),
    )


def _beneficiary(
    workspace: Workspace, view: FundView, who: Beneficiary, places: dict[str, str]
) -> BeneficiaryLine:
    """The head's name and nobody else's; a minor's as on a public notice."""
    from yihu.printing.fund_statement import BeneficiaryLine

    grant = who.given[0].grant
    years = sorted({each.grant.paid_on[:4] for each in who.given if each.fen > 0})
    name = view.names[(who.kind, who.id)]
    shown = name.words if who.kind == PROJECT else _head(workspace, grant)
    return BeneficiaryLine(
        to=who.kind,
        name=shown,
        village=name.village or _place(grant, places),
        years="、".join(years) if language() != "en" else ", ".join(years),
        amount=_yuan(who.fen),
    )


def _head(workspace: Workspace, grant: Grant) -> str:
    from yihu.printing.notice import notice_line

    try:
        row = workspace.store.household(grant.household)
    except ValueError:
        row = None
    if row is None:
        return ""
    household = household_of(workspace, workspace.store.document(row.id))
    return notice_line(household, _today(workspace).isoformat()).head_name


def _places(workspace: Workspace, ledger: Ledger) -> dict[str, str]:
    return village_names(workspace, {grant.village for grant in ledger.grants if grant.village})


def _place(grant: Grant | None, places: dict[str, str]) -> str:
    return places.get(grant.village, "") if grant else ""


def _today(workspace: Workspace) -> date:
    return workspace.clock.now().date()


def _yuan(fen: int) -> Decimal:
    return Decimal(yuan_text(fen))
