"""The checks over sums: more paid than a fund holds (53), more households with a lack than a village has (54)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from yihu.actions.show_funds import ledgers
from yihu.actions.show_village_plan import names_of_village
from yihu.actions.workspace import Workspace
from yihu.planning.village_plan import VILLAGE_PLAN
from yihu.register.checks import Finding
from yihu.register.checks.across import Fund, check_funds, check_villages, village_of
from yihu.register.read import read_household, typed
from yihu.storage.rows import HouseholdQuery

FUND, VILLAGE = "fund", "village"
_FEN = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class SumFinding:
    """A finding about a fund or a village. `about`: which; `subject`: its id; `code`: of its division."""

    about: str
    subject: str
    name: str
    code: str
    village: str
    finding: Finding


def find_in_sums(workspace: Workspace, village: str | None = None) -> Iterator[SumFinding]:
    """Of all funds and villages, or of those of one village (12-digit code)."""
    yield from _of_funds(workspace, village or "")
    yield from _of_villages(workspace, village or "")


def _of_funds(workspace: Workspace, within: str) -> Iterator[SumFinding]:
    """What waits for money counts as paid: that is what the rule is about."""
    for ledger in ledgers(workspace, within):
        fund = Fund(
            name=ledger.fund.name,
            total_yuan=(ledger.received_fen + ledger.returned_fen) / _FEN,
            paid_yuan=((ledger.paid_fen + ledger.held_fen) / _FEN,),
        )
        for finding in check_funds((fund,)):
            yield SumFinding(
                about=FUND,
                subject=ledger.fund.subject,
                name=ledger.fund.name,
                code=ledger.fund.division_code,
                village="",
                finding=finding,
            )


def _of_villages(workspace: Workspace, within: str) -> Iterator[SumFinding]:
    """Only where the register knows more households than the village says that it has can any of them be too many."""
    library = workspace.library
    for record in workspace.store.listed(VILLAGE_PLAN, within=within):
        code, said = (
            record.village_code,
            typed("vplan_households", record.properties.get("vplan_households", "")),
        )
        if not isinstance(said, int) or workspace.store.count(HouseholdQuery(village=code)) <= said:
            continue
        name, maps, profiles = (
            names_of_village(workspace, code)[0],
            library.property_maps(),
            library.profiles(),
        )
        scanned = workspace.store.scan(HouseholdQuery(village=code))
        homes = (read_household(id, values, maps, profiles) for id, values in scanned)
        for finding in check_villages((village_of(name or code, said, homes),)):
            yield SumFinding(
                about=VILLAGE, subject=record.subject, name=name, code=code, village=name, finding=finding
            )
