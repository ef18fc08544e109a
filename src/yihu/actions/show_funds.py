"""Funds with their ledgers, and who got what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from yihu.actions.fund_errors import FundUnknown, GrantUnknown
from yihu.actions.reading import find_row, household_of
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate
from yihu.planning.funds import FUND, GRANT, PROJECT, STUDENT, Fund, Grant, read_fund, read_grant
from yihu.planning.ledger import Ledger, ledger_of
from yihu.planning.statements import (
    Beneficiary,
    FundTotals,
    Given,
    YearLine,
    beneficiaries,
    by_year,
    given_of,
    totals_over,
)
from yihu.register.masking import mask_value

if TYPE_CHECKING:
    from yihu.storage.rows import Event, ListedRecord
    from yihu.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class FundsReport:
    """Funds by name, and what they come to together."""

    funds: tuple[Ledger, ...]
    totals: FundTotals


@dataclass(frozen=True, slots=True, kw_only=True)
class BeneficiaryName:
    """Who got something, as far as this laptop knows.

    Attributes:
        words: the head's name, the student's, the project's; empty where it isn't on this laptop.
        village, group: where they are. head_name: of a student's household.
    """

    words: str = ""
    village: str = ""
    group: str = ""
    head_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundView:
    """One fund with everything that its page and its statement say.

    Attributes:
        names: `kind`, `id` of a beneficiary (`Grant.beneficiary`) -> who it is.
    """

    ledger: Ledger
    years: tuple[YearLine, ...]
    beneficiaries: tuple[Beneficiary, ...]
    names: Mapping[tuple[str, str], BeneficiaryName]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldGrant:
    """A grant that its fund's money doesn't cover.

    Attributes:
        by, laptop, at_ms: who wrote last that it was paid, and when.
        twin: whether the same fund paid the same amount to the same beneficiary on the same day once more.
    """

    grant: Grant
    name: BeneficiaryName
    by: str = ""
    laptop: str = ""
    at_ms: int = 0
    twin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldView:
    """A fund whose money doesn't cover all that was paid out of it.

    Attributes:
        held: in the order in which they would be covered. competing: those that are covered, the newest first,
            at most twenty: one of them can be given up instead.
    """

    ledger: Ledger
    held: tuple[HeldGrant, ...]
    competing: tuple[HeldGrant, ...]


_COMPETING = 20


def ledgers(workspace: Workspace, within: str = "") -> tuple[Ledger, ...]:
    """All funds with their accounts, by name. `within`: what their division code begins with.

    A fund whose own record is missing still has its grants, under an empty name.
    """
    funds = {record.subject: _fund(record) for record in workspace.store.listed(FUND, within=within)}
    grants: dict[str, list[Grant]] = {id: [] for id in funds}
    for record in workspace.store.listed(GRANT, within=within):
        grants.setdefault(record.subject, []).append(_grant(record))
        if record.subject not in funds:
            funds[record.subject] = Fund(subject=record.subject, division_code=record.village_code)
    found = (ledger_of(funds[id], some) for id, some in grants.items())
    return tuple(sorted(found, key=lambda each: (each.fund.name, each.fund.subject)))


def list_funds(workspace: Workspace, within: str = "") -> FundsReport:
    """All funds that are on this laptop."""
    found = ledgers(workspace, within)
    return FundsReport(funds=found, totals=totals_over(found))


def ledger_by_id(workspace: Workspace, fund: str) -> Ledger:
    """One fund's account. Raises FundUnknown."""
    try:
        records = workspace.store.listed(FUND, subject=fund)
        grants = workspace.store.listed(GRANT, subject=fund)
    except ValueError:
        raise FundUnknown from None
    if not records and not grants:
        raise FundUnknown
    known = _fund(records[0]) if records else Fund(subject=fund, division_code=grants[0].village_code)
    return ledger_of(known, [_grant(record) for record in grants])


def find_grant(ledger: Ledger, record: str) -> Grant:
    """A grant by its record's name. Raises GrantUnknown."""
    found = next((grant for grant in ledger.grants if grant.record == record), None)
    if found is None:
        raise GrantUnknown
    return found


def show_fund(workspace: Workspace, fund: str) -> FundView:
    """One fund. Raises FundUnknown."""
    ledger = ledger_by_id(workspace, fund)
    grants = ledger.grants
    return FundView(
        ledger=ledger,
        years=by_year(ledger),
        beneficiaries=beneficiaries(given_of((ledger,))),
        names=names_of(workspace, grants),
    )


def list_beneficiaries(workspace: Workspace, within: str = "") -> tuple[Beneficiary, ...]:
    """Who got money out of all funds, who got most first."""
    return beneficiaries(given_of(ledgers(workspace, within)))


def list_grants_of(workspace: Workspace, household_id: str) -> tuple[Given, ...]:
    """What a household and its students got, of all funds, the oldest first. Raises HouseholdUnknown."""
    store = workspace.store
    own = set(store.ids_of(find_row(workspace, household_id).id))
    funds = {
        record.subject for record in store.listed(GRANT) if record.properties.get("grant_household") in own
    }
    known = given_of(ledger_by_id(workspace, fund) for fund in funds)
    return tuple(each for each in known if each.grant.to != PROJECT and each.grant.household in own)


def names_of(workspace: Workspace, grants: Iterable[Grant]) -> dict[tuple[str, str], BeneficiaryName]:
    """Who the beneficiaries are; of each one look at the register, a student's household is read."""
    found: dict[tuple[str, str], BeneficiaryName] = {}
    projects: dict[str, ListedRecord] | None = None
    for grant in grants:
        if grant.beneficiary in found:
            continue
        if grant.to == PROJECT:
            if projects is None:
                projects = {
                    f"{each.subject}/{each.record}": each for each in workspace.store.listed("project")
                }
            found[grant.beneficiary] = _project_name(projects.get(grant.project))
        else:
            found[grant.beneficiary] = _household_name(workspace, grant)
    return found


def _project_name(project: ListedRecord | None) -> BeneficiaryName:
    if project is None:
        return BeneficiaryName()
    return BeneficiaryName(words=project.properties.get("project_name", ""), village=project.village)


def _household_name(workspace: Workspace, grant: Grant) -> BeneficiaryName:
    try:
        row = workspace.store.household(grant.household)
    except ValueError:
        row = None
    if row is None:
        return BeneficiaryName()
    words = row.head_name or translate(N_("(no name yet)"))
    if grant.to != STUDENT:
        return BeneficiaryName(words=words, village=row.village, group=row.group, head_name=row.head_name)
    household = household_of(workspace, workspace.store.document(row.id))
    person = next(
        (each for each in (*household.persons, *household.former) if each.row == grant.person), None
    )
    name = person.name if person and person.name else ""
    return BeneficiaryName(words=name, village=row.village, group=row.group, head_name=row.head_name)


def list_held(workspace: Workspace) -> tuple[HeldView, ...]:
    """Funds out of which more was paid than they had, with who paid it: what the merge desk asks about."""
    return tuple(_held_view(workspace, ledger) for ledger in ledgers(workspace) if ledger.held)


def count_held(workspace: Workspace) -> int:
    """How many grants aren't covered; reckoned anew only where something listed was written since."""
    store = workspace.store
    version = store.listed_version()
    known = _COUNTED.get(store)
    if known is None or known[0] != version:
        known = version, sum(len(ledger.held) for ledger in ledgers(workspace))
        _COUNTED[store] = known
    return known[1]


_COUNTED: WeakKeyDictionary[Store, tuple[int, int]] = WeakKeyDictionary()
"""Register -> its version when held grants were counted last, and how many there were."""


def _held_view(workspace: Workspace, ledger: Ledger) -> HeldView:
    paid = [line.of for line in reversed(ledger.lines) if line.kind == "paid"][:_COMPETING]
    competing = [find_grant(ledger, record) for record in paid]
    names = names_of(workspace, (*ledger.held, *competing))
    events = workspace.store.history(ledger.fund.subject)
    return HeldView(
        ledger=ledger,
        held=tuple(_held(grant, ledger.grants, names, events) for grant in ledger.held),
        competing=tuple(_held(grant, ledger.grants, names, events) for grant in competing),
    )


def _held(
    grant: Grant,
    grants: Sequence[Grant],
    names: Mapping[tuple[str, str], BeneficiaryName],
    events: Sequence[Event],
) -> HeldGrant:
    writer = next(
        (
            event
            for event in reversed(events)
            if any(change.path == f"{grant.record}/grant_state" for change in event.changes)
        ),
        None,
    )
    twins = [
        each
        for each in grants
        if each.was_paid
        and (each.beneficiary, each.amount_fen, each.paid_on)
        == (grant.beneficiary, grant.amount_fen, grant.paid_on)
    ]
    return HeldGrant(
        grant=grant,
        name=names[grant.beneficiary],
        by=writer.person if writer else "",
        laptop=writer.laptop if writer else "",
        at_ms=writer.at_ms if writer else 0,
        twin=len(twins) > 1,
    )


_WRITTEN = frozenset(
    [
        "fund_name",
        "fund_donor",
        "fund_holder",
        "fund_remarks",
        "tranche_note",
        "grant_purpose",
        "grant_reason",
        "grant_note",
        "grant_approved_by",
    ]
)
"""Texts of people: numbers in them are hidden."""


def _fund(record: ListedRecord) -> Fund:
    rows = {
        name: [replace(row, properties=_masked(row.properties)) for row in some]
        for name, some in record.rows.items()
    }
    return read_fund(record.subject, record.village_code, _masked(record.properties), rows)


def _grant(record: ListedRecord) -> Grant:
    return read_grant(record.subject, record.record, _masked(record.properties))


def _masked(properties: Mapping[str, str]) -> dict[str, str]:
    return {name: mask_value(name, text) if name in _WRITTEN else text for name, text in properties.items()}
